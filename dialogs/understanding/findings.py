"""Everything a sentence says, found before its wish is known: names, values, days, cues, manner of asking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dialogs.understanding import (
    agenda_items,
    amounts,
    clock_times,
    exclusions,
    false_friends,
    manner,
    reminders,
    roles,
    values,
)
from dialogs.understanding.clock_times import Told
from dialogs.understanding.deeds import DEEDS
from dialogs.understanding.everyday import ELSEWHERE, EVERYDAY, GENERIC_SCHOOL_WORDS
from dialogs.understanding.moments import CLOCK, GAP, Moment, Moments
from dialogs.understanding.names import Bearer, Named
from dialogs.understanding.objects import OBJECTS
from dialogs.understanding.person_names import PersonNames
from dialogs.understanding.phrases import Phrase, PhraseBook, Speller, without_parts
from dialogs.understanding.school_names import SchoolNames
from dialogs.understanding.sentence import Sentence, Word
from dialogs.understanding.shades import SHADES

_REPORT = {status: values.STATUSES[status] for status in ("overdue", "due", "outstanding", "filed")}
_REQUEST = {status: values.STATUSES[status] for status in ("pending", "approved", "declined")}
_VISIT = {status: values.STATUSES[status] for status in ("planned", "done", "cancelled")}

BOOK = PhraseBook(
    {
        "CUE": OBJECTS | DEEDS,
        "shade": SHADES,
        "role": roles.ROLES,
        "support": roles.SUPPORTS,
        "body": roles.BODIES,
        "element": values.ELEMENTS,
        "topic": values.TOPICS,
        "mode": values.MODES,
        "risk": values.RISKS,
        "designation": values.DESIGNATIONS,
        "report status": _REPORT,
        "request status": _REQUEST,
        "visit status": _VISIT,
    }
)
SPELLER = Speller(BOOK.words)

_FACT_OF_FAMILY = {
    "role": "ROLE", "support": "SUPPORTER", "body": "BODY", "element": "ELEMENT", "topic": "TOPIC",
    "risk": "RISK",
    "designation": "DESIG", "request status": "REQSTATUS", "visit status": "VISITSTATUS",
}  # fmt: skip
_FACT_OF_REPORT_STATUS = {
    "overdue": "OVERDUE", "due": "DUE", "outstanding": "OUTSTANDING", "filed": "DONEFILED",
}  # fmt: skip


@dataclass(slots=True)
class Findings:
    """What `find` found in one sentence. `words` are the folded words with slips put right."""

    sentence: Sentence
    words: list[str]
    schools: list[Named[str]] = field(default_factory=list)
    people: list[Named[int]] = field(default_factory=list)
    schools_left_out: list[Named[str]] = field(default_factory=list)
    people_left_out: list[Named[int]] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    days: Decimal | None = None
    told: Told = field(default_factory=Told)
    item: str = ""
    facts: frozenset[str] = frozenset()

    def of(self, family: str) -> list[Phrase]:
        """The phrases of one family, in the order of the text."""
        return sorted((p for p in self.phrases if p.family == family), key=lambda p: p.start)

    def cue(self, tag: str) -> bool:
        """Whether the text has this cue."""
        return tag in self.facts

    def free(self) -> list[int]:
        """Words that nothing has claimed and no phrase uses."""
        used = {place for phrase in self.phrases for place in range(phrase.start, phrase.end)}
        return [
            place for place, word in enumerate(self.sentence.words) if not word.claim and place not in used
        ]

    def unexplained(self) -> list[int]:
        """Free words that are no ordinary ones either."""
        return [place for place in self.free() if not is_plain(self.words[place])]

    def foreign(self) -> list[int]:
        """Words of another world, where nothing here has a use for them."""
        used = {
            place
            for phrase in self.phrases
            if phrase.family not in ("CUE", "shade") or phrase.end - phrase.start > 1
            for place in range(phrase.start, phrase.end)
        }
        return [
            place
            for place, word in enumerate(self.words)
            if word in ELSEWHERE and place not in used and not self.sentence.words[place].claim
        ]


def is_plain(word: str) -> bool:
    """Whether a word says nothing that would need explaining."""
    return (
        word in EVERYDAY or word in GENERIC_SCHOOL_WORDS or len(word) < 2 or word[0].isdigit() or word == "?"
    )


def find(text: str, schools: SchoolNames, people: PersonNames, headteacher: bool) -> Findings:
    """Read a text against the names of a trust; `headteacher` says that the speaker is one."""
    sentence = Sentence(text)
    item = agenda_items.claim_item(sentence)
    if not item:
        agenda_items.claim_minuted(sentence)
    found = Findings(sentence, sentence.texts(), item=item)
    known = BOOK.words
    found.people = _claimed(sentence, people.find(sentence, known, full_only=True), "person")
    slips = _slips(sentence, schools, people)
    near_known = known | {word for word in sentence.texts() if word in slips}
    named = [
        name for name in schools.find(sentence, near_known) if not _is_rather_a_person(sentence, name, people)
    ]
    found.schools = _claimed(sentence, named, "school")
    found.told = clock_times.tell(sentence)
    dated = [_for_dates(word, slips) for word in sentence.words]
    found.moments = [moment for moment in Moments(dated).find() if _is_date(sentence, moment, people)]
    for moment in found.moments:
        sentence.claim_free(_past_gaps(dated, moment), moment.end, "date")
    found.people += _claimed(sentence, people.find(sentence, near_known), "person")
    found.schools, found.schools_left_out = exclusions.parted(sentence, found.schools)
    found.people, found.people_left_out = exclusions.parted(sentence, found.people)
    found.words = [
        slips.get(word.text, word.text) if word.claim in ("", "date") else GAP for word in sentence.words
    ]
    found.phrases = [
        phrase
        for phrase in without_parts(BOOK.find(found.words))
        if false_friends.stands(phrase, found.words)
    ]
    found.days = amounts.days_said(found.words, [w.claim == "date" for w in sentence.words])
    found.facts = _facts(found, headteacher=headteacher)
    return found


def _for_dates(word: Word, slips: Mapping[str, str]) -> str:
    if word.claim == clock_times.CLAIM:
        return CLOCK
    return GAP if word.claim else slips.get(word.text, word.text)


_TOWARDS = frozenset({"at", "for", "to", "visit", "visiting", "in", "st"})


def _is_rather_a_person(sentence: Sentence, name: Named[str], people: PersonNames) -> bool:
    """Whether "Mark's visits" are those of a Mark, not of St Mark's: one word, part of a school's name."""
    word = sentence.words[name.start]
    before = sentence.words[name.start - 1].text if name.start else ""
    return (
        name.end - name.start == 1 and not name.full and people.is_word(word.text) and before not in _TOWARDS
    )


def _past_gaps(dated: Sequence[str], moment: Moment) -> int:
    start = moment.start
    while start < moment.end and dated[start] in (GAP, CLOCK):
        start += 1
    return start


def _claimed(sentence: Sentence, named: Iterable[Named[Bearer]], what: str) -> list[Named[Bearer]]:
    kept = list(named)
    for name in kept:
        sentence.claim(name.start, name.end, what)
    return kept


def _slips(sentence: Sentence, schools: SchoolNames, people: PersonNames) -> dict[str, str]:
    """Words that are slips of words we know, and what was meant."""
    slips = {}
    for word in sentence.words:
        if word.claim or schools.is_word(word.text) or people.is_word(word.text):
            continue
        meant = SPELLER.meant(word.text)
        if meant is not None:
            slips[word.text] = meant[0]
    return slips


_ADDRESSING = frozenset({"chase", "remind", "nudge", "ask", "tell", "has", "does", "did", "is"})


def _is_date(sentence: Sentence, moment: Moment, people: PersonNames) -> bool:
    """A month's or weekday's name alone may be somebody's: "remind June about her report"."""
    if moment.end - moment.start != 1:
        return True
    word = sentence.words[moment.start]
    if not people.is_word(word.text) or not word.capital:
        return True
    before = sentence.words[moment.start - 1].text if moment.start else ""
    after = sentence.words[moment.end].text if moment.end < len(sentence.words) else ""
    # "April's impact" is the month's, "April's report" is hers.
    theirs = word.possessive and after in {"report", "reports", "email", "deadlines", "recommendation"}
    return not (theirs or before in _ADDRESSING)


def _facts(found: Findings, *, headteacher: bool) -> frozenset[str]:
    facts = {phrase.tag for phrase in found.phrases if phrase.family in ("CUE", "shade")}
    for phrase in found.phrases:
        if phrase.family in _FACT_OF_FAMILY:
            facts.add(_FACT_OF_FAMILY[phrase.family])
        if phrase.family == "report status":
            facts.add(_FACT_OF_REPORT_STATUS[phrase.tag])
        if phrase.family == "role" and phrase.tag in roles.SUPPORT_OF_ROLE:
            facts.add("SUPPORTER")
    derived = {
        "SCHOOL": bool(found.schools) or "MYSCHOOL" in facts,
        "SCHOOLS": "SCHOOLS" in facts or "MYSCHOOLS" in facts,
        "PERSON": bool(found.people),
        "MOMENT": bool(found.moments),
        "DAYSNUM": found.days is not None,
        "CLOCK": found.told.time is not None,
        "LASTING": found.told.lasting is not None or reminders.lasts(found.words),
        "HEAD": headteacher,
        "ITEM": bool(found.item),
        "WHICH": manner.which_of_series(found.words, found.sentence) is not None,
        "I": manner.is_about_speaker(found.words),
        "PASTDAY": "PAST" in facts or any(w in {"yesterday", "last", "ago"} for w in found.words),
        "REPORTS": "REPORTS" in facts or ("REPORT" in facts and bool({"every", "each"} & set(found.words))),
        "GETDONE": manner.wants_it_done(found.words),
        "TERMASK": bool({"when", "dates", "date"} & set(found.words))
        and bool({"term", "terms", "easter", "christmas", "holiday", "holidays"} & set(found.words)),
        "BEGIN": manner.begins_writing(found.words, found.phrases),
    }
    if manner.is_unfiled(found.words) and (facts & {"REPORT", "REPORTS"} or manner.is_asked(found.words)):
        derived["OUTSTANDING"] = True
    elif (manner.is_handed_in(found.words) or manner.has_filed(found.words)) and manner.is_asked(found.words):
        derived["DONEFILED"] = True
    asked = manner.is_asked(found.words)
    for cue in manner.turns(found.words) | reminders.turns(found.words, asked=asked):
        derived[cue] = True
    facts = {fact for fact in facts if fact not in ("ASK", *derived)} | {
        f for f, true in derived.items() if true
    }
    if asked:
        facts.add("ASKED")
        facts.discard("BEGIN")
    return frozenset(facts)
