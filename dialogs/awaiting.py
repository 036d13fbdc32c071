"""Questions of the bot that the next words may answer: "Shall I?", and "until when?".

What is awaited is kept in the conversation's memory for one turn: whatever comes next answers it or ends it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dialogs import cards, planning_words, wording
from dialogs.asked_again import day_in
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from dialogs.visit_wishes import remark_in

AWAITING = "awaiting"
"""Where in the memory it is kept."""

_YES = re.compile(
    r"^(?:yes|yep|yeah|ok|okay|sure|please do|do|do it|do that|go ahead|go on|yes do|yes please|of course)"
    r"(?:[, ]+(?:please|do|do it|do that|thanks|thank you|go ahead|cancel it|cancel the visit|move it|book it"
    r"|book them(?: all)?|book all|all of them))*[.!]?$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:no|nope|not now|don't|do not|no don't|leave it|never ?mind|better not|stop|cancel)"
    r"(?:[, ]+(?:thanks|thank you|please|don't|leave it|not now))*[.!]?$",
    re.IGNORECASE,
)
_LONGEST = re.compile(r"\b(?:longest|as long as|maximum|max)\b", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:(?:until|till|til|for|to)\s+)", re.IGNORECASE)
_ON = re.compile(
    r"^(?:(?:on|make it|how about|what about|let's say|then|rather|better|to)\s+)+", re.IGNORECASE
)
_A_MONTH = re.compile(
    r"^(?:(?:in|for|the|of|it's|make it|i mean|i meant|sorry|ok|yes),? )*(?P<month>[a-z]{3,9})(?:'s)?"
    r"(?:,? (?:one|ones|round|board|boards|EIT|visit|visits|meeting|please|pls|then|thanks))*[.!]?$",
    re.IGNORECASE,
)
_BUT_NOT = re.compile(r"^(?:but |just )?(?:not|no|never|anything but|any day but|avoid)\b", re.IGNORECASE)
_SHORT = 60
"""Characters of an answer: what is longer is something else."""


def await_yes(turn: Turn, do: str, data: Mapping[str, Any]) -> None:
    """Have a "yes" do next what pressing a button would."""
    turn.memory[AWAITING] = {"for": "yes", "do": do, "data": dict(data)}


def await_day(turn: Turn, choices: Sequence[date]) -> None:
    """Have a day said next, or the number of one of the choices, end a pause of reminders."""
    turn.memory[AWAITING] = {"for": "day", "choices": [day.isoformat() for day in choices]}


def await_date(turn: Turn, do: str, data: Mapping[str, Any], *, or_all_the_same: bool = False) -> None:
    """Have a day to come, said next, do what pressing a button with it would; and, if `or_all_the_same`, a
    "yes" do it as it is.
    """
    turn.memory[AWAITING] = {"for": "date", "do": do, "data": dict(data), "yes": or_all_the_same}


def await_month(turn: Turn, sentences: Mapping[int, str]) -> Reply:
    """Ask in which month, and have one that is said next mean the sentence that stands beside it."""
    months = {f"{date(2000, month, 1):%B}": sentence for month, sentence in sentences.items()}
    said = f"In which month: {wording.listed(list(months), 'or')}?"
    turn.memory[AWAITING] = {"for": "month", "say": months}
    turn.memory["rows"] = [["say", {"text": sentence}] for sentence in months.values()]
    buttons = [cards.press(month, "say", {"text": sentence}) for month, sentence in months.items()]
    body = [cards.heading("In which month?"), *cards.choices(buttons)]
    return turn.say(said, summary="In which month?", card=cards.card(body, says=said))


def answer_to(turn: Turn, awaiting: object, text: str) -> Press | Interpretation | Reply | None:
    """What a text means as an answer to what was awaited: a press, a wish, or a word; None if it is none."""
    if not isinstance(awaiting, Mapping) or len(text) > _SHORT:
        return None
    plain = text.strip().replace("\u2019", "'")
    if awaiting.get("for") == "yes":
        if _YES.match(plain):
            return Press(str(awaiting["do"]), awaiting["data"])
        return turn.say("All right, I have left it.", summary="All right") if _NO.match(plain) else None
    if awaiting.get("for") == "date":
        return _date_in(turn, awaiting, plain)
    if awaiting.get("for") == "month":
        return _month_in(turn, awaiting["say"], plain)
    return _day_in(turn, [str(day) for day in awaiting.get("choices", [])], plain)


def _month_in(turn: Turn, sentences: Mapping[str, str], plain: str) -> Press | Reply | None:
    if _NO.match(plain):
        return turn.say("All right, I have left it.", summary="All right")
    found = _A_MONTH.match(plain)
    number = planning_words.month_of(found["month"]) if found else None
    for month, sentence in sentences.items():
        if planning_words.month_of(month) == number:
            return Press("say", {"text": sentence})
    return None


def _date_in(turn: Turn, awaiting: Mapping[str, Any], plain: str) -> Press | Reply | None:
    if awaiting["yes"] and _YES.match(plain):
        return Press(str(awaiting["do"]), {**awaiting["data"], "sure": True})
    if _NO.match(plain):
        return turn.say("All right, I have left it.", summary="All right")
    if _BUT_NOT.match(plain):
        return None
    before = day_in(awaiting["data"].get("day")) or turn.today
    if str(awaiting["do"]).startswith("visit.") and (said := remark_in(turn, plain, before)):
        return Press(str(awaiting["do"]), {**awaiting["data"], **said.as_data()})
    bare = _ON.sub("", plain)
    # "Make it the 16th" could be said of a visit that is booked, but not just after being asked for a day.
    asked = turn.read(plain)
    if bare == plain and asked.intent is not Intent.UNKNOWN:
        return None
    day = turn.reader.day_meant(bare, turn.today, turn.trust.calendar, looking="forward")
    return None if day is None else Press(str(awaiting["do"]), {**awaiting["data"], "day": day.isoformat()})


def _day_in(turn: Turn, choices: Sequence[str], plain: str) -> Press | Interpretation | Reply | None:
    if _NO.match(plain):
        return turn.say("All right, your reminders stay as they are.", summary="All right")
    number = plain.rstrip(".")
    if number.isdecimal() and 1 <= int(number) <= len(choices):
        return Press("reminder.pause", {"until": choices[int(number) - 1]})
    if _LONGEST.search(plain) and choices:
        return Press("reminder.pause", {"until": choices[-1]})
    asked = turn.read(plain)
    if asked.intent not in (Intent.UNKNOWN, Intent.REMINDER_SNOOZE):
        return None
    bare = _UNTIL.sub("", plain)
    for way in ("until", "for"):
        # The day alone is no wish; as the end of one it is.
        text = f"pause my reminders {way} {bare}"
        wish = turn.read(text)
        if wish.intent is Intent.REMINDER_SNOOZE and (wish.resumes or wish.at):
            turn.incoming = replace(turn.incoming, text=text)
            return wish
    return None
