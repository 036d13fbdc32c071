"""Times of day and short lengths of time: "not before 4pm", "half past two", "after lunch", "for an hour".

The format has no key for them. They are found before the days of a text and set aside, so that the 4 of
"Monday 4 pm" is no day of the month; what they do to the words around them is left to be read.
Times are of Europe/London. An hour without am or pm is one of a working day: 1 to 6 are after noon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time, timedelta

from dialogs.understanding.days import MONTH, WD
from dialogs.understanding.sentence import Sentence

CLAIM = "time"
"""What words that tell the time are claimed as."""

_HOURS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_HOUR = rf"(?:\d{{1,2}}|{'|'.join(_HOURS)})"
_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty five": 25}
_EARLIEST_MORNING = 7
_LUNCH_STARTS, _LUNCH_ENDS = time(12), time(13)

_LEAD = (
    r"(?:(?P<lead>before|until|till|til|up to|earlier than|after|later than|past|from|by|at|to|for|around)"
    r"(?: (?:at|about|around|gone))? )"
)
_NO_MORE = rf"(?= please| \?| today| tomorrow| tonight| on\b| in the\b| this\b| {WD}(?!\S)|$)"


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day, and the word that introduces it ("before", "after", ...; "" for none)."""

    at: time
    lead: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells of the clock: its first time of day, and a length in hours or minutes."""

    time: ClockTime | None = None
    lasting: timedelta | None = None


_FORMS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(rf"(?<!\S){form}(?!\S)")
    for form in (
        rf"{_LEAD}?(?P<noon>(?:12 )?(?:noon|midday|mid day))",
        rf"{_LEAD}?(?P<h>\d{{1,2}})(?:[:. ](?P<m>\d\d))? ?(?P<half>am|pm)",
        rf"{_LEAD}?(?P<h>\d{{1,2}}):(?P<m>\d\d)",
        rf"{_LEAD}(?P<h>\d)\.(?P<m>\d\d)(?! days?\b)",
        rf"{_LEAD}(?P<h>\d\d)\.(?P<m>00|1[3-9]|[2-5]\d)(?! days?\b)",
        rf"{_LEAD}?(?P<h>{_HOUR}) (?:oclock|o clock)(?: in the (?P<part>morning|afternoon|evening))?",
        rf"{_LEAD}?(?:a )?(?P<min>half|quarter) (?P<way>past|to) (?P<h>{_HOUR})",
        rf"{_LEAD}(?P<min>half) (?P<h>{_HOUR})(?! (?:days?|terms?)\b)",
        rf"{_LEAD}(?P<min>five|ten|twenty five|twenty|\d\d?)(?: minutes)? (?P<way>past|to) (?P<h>{_HOUR})"
        rf"{_NO_MORE}",
        rf"{_LEAD}(?P<lunch>(?:my )?lunch(?: ?time)?)",
        rf"(?P<lead>before|until|till|til|after|past|at|by|later than|earlier than)(?: about)?"
        rf" (?P<h>{_HOUR})(?! {MONTH}){_NO_MORE}",
    )
)
"""In this order: what is more particular comes first."""

_LASTING = re.compile(
    r"(?<!\S)(?:for|in|by|give me|snooze|pause|mute|wait|another|an extra)? ?(?:about |around |another )?"
    r"(?:(?P<halfhour>half (?:an )?hour)|(?P<quarter>(?:a )?quarter of an hour)"
    r"|(?P<hours>an|one|a couple of|two|three|four|five|six|\d\d?) (?:hours?|hrs?)(?P<more> and a half)?"
    r"|(?P<minutes>five|ten|fifteen|twenty|thirty|forty|forty five|\d\d?) (?:minutes|min))(?!\S)"
)
_COUNTS = {
    "an": 1,
    "a couple of": 2,
    "fifteen": 15,
    "thirty": 30,
    "forty": 40,
    "forty five": 45,
    "twenty": 20,
}


def tell(sentence: Sentence) -> Told:
    """Find what a sentence tells of the clock, and claim its words."""
    texts = [word.text if not word.claim else "\x00" for word in sentence.words]
    starts, place = [], 0
    for text in texts:
        starts.append(place)
        place += len(text) + 1
    line = " ".join(texts)
    lasting = None
    length = _LASTING.search(line)
    if length is not None:
        lasting = _length(length)
        _claim(sentence, starts, length.start(), length.end())
        line = line[: length.start()] + re.sub(r"\S", "\x00", length.group()) + line[length.end() :]
    for form in _FORMS:
        for match in form.finditer(line):
            at = _time(match)
            if at is not None:
                lead = match["lead"] or ""
                _claim(sentence, starts, match.end("lead") if lead else match.start(), match.end())
                return Told(ClockTime(at, lead), lasting)
    return Told(None, lasting)


def _claim(sentence: Sentence, starts: list[int], start: int, end: int) -> None:
    for place, word in enumerate(sentence.words):
        if start <= starts[place] < end and word.text not in {"for", "in", "snooze", "pause", "mute"}:
            word.claim = CLAIM


def _length(match: re.Match[str]) -> timedelta:
    if match["halfhour"]:
        return timedelta(minutes=30)
    if match["quarter"]:
        return timedelta(minutes=15)
    many = _number(match["hours"] or match["minutes"])
    if match["minutes"]:
        return timedelta(minutes=many)
    return timedelta(hours=many, minutes=30 if match["more"] else 0)


def _time(match: re.Match[str]) -> time | None:
    said = {name: value for name, value in match.groupdict().items() if value}
    if "noon" in said:
        return time(12)
    if "lunch" in said:
        return _LUNCH_ENDS if said["lead"] in ("after", "past", "later than") else _LUNCH_STARTS
    hour, minute = _number(said["h"]), _number(said.get("m", "0"))
    if "min" in said:
        minute = _number(said["min"])
        if said.get("way") == "to":
            hour, minute = hour - 1, 60 - minute
    return _of_the_day(hour, minute, said.get("half") or said.get("part") or "", exact=said["h"][0] == "0")


def _of_the_day(hour: int, minute: int, half: str, *, exact: bool) -> time | None:
    if half in ("pm", "afternoon", "evening"):
        hour = hour + 12 if hour < 12 else hour
    elif half in ("am", "morning"):
        hour = 0 if hour == 12 else hour
    elif not exact and hour < _EARLIEST_MORNING:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _number(word: str) -> int:
    for names in (_HOURS, _MINUTES, _COUNTS):
        if word in names:
            return names[word]
    return int(word)
