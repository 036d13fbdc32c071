"""Reads what somebody wrote: the wish, and everything about it that the text fixes.

Names and days are found first, so that what is left can be weighed against the table of wishes. Nothing is
looked up or changed, and the text is kept nowhere.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from typing import Literal

from dialogs.understanding.filling import Setting, filled
from dialogs.understanding.findings import Findings, find
from dialogs.understanding.intents import Intent, Look
from dialogs.understanding.interpretation import Interpretation
from dialogs.understanding.known_names import KnownNames
from dialogs.understanding.moments import Moments
from dialogs.understanding.person_names import PersonNames
from dialogs.understanding.school_names import SchoolNames
from dialogs.understanding.scoring import related, weigh
from dialogs.understanding.sentence import Sentence
from dialogs.understanding.whole import whole_of
from dialogs.understanding.words import word_set
from strategy.people import Person
from strategy.school_year import Calendar
from strategy.trust import Trust

LONGEST = 2_000
"""Characters that are read for a wish; a text may be longer where it answers a question of a form."""

_THRESHOLD = 34
_NEAREST = 3
_OFFERS = (Intent.REPORT_FILE, Intent.REPORT_LIST, Intent.DEADLINE_LIST)


class Interpreter:
    """Reads texts. Safe to share between turns, as are the name indexes it is given."""

    def __init__(self, names: KnownNames | None = None) -> None:
        self._names = names or KnownNames()
        self._found: dict[tuple[str, int, bool], Findings] | None = None

    def for_one_turn(self) -> Interpreter:
        """The same for a single turn: several of its readers look at one text, which is gone through once."""
        made = Interpreter(self._names)
        made._found = {}
        return made

    def warm(self) -> None:
        """Runs every part once, so that the first person does not wait."""
        nobody = Person(0, "nobody@keystone.invalid", "Nobody")
        nowhere = Trust(-1, [nobody], [], Calendar())
        sentence = "which repotrs are overdue for Nowhere since last Thursday"
        find(sentence, SchoolNames(nowhere.current_schools()), PersonNames([nobody]), headteacher=False)
        weigh(frozenset())

    def read(self, text: str, speaker: Person, trust: Trust, now: datetime) -> Interpretation:
        """What the speaker means by a text at an aware instant `now`; never raises for what was typed."""
        found = self.found_in(text, speaker, trust)
        whole = whole_of(found)
        if whole is not None:
            return Interpretation(intent=whole)
        ranked = weigh(found.facts)
        intent = _accepted(ranked, found)
        if intent is None:
            return Interpretation(
                intent=Intent.UNKNOWN, nearest=_nearest(ranked, found), unknown_name=_unknown_name(found)
            )
        if intent is Intent.HELP:
            return Interpretation(intent=intent)
        result = filled(intent, found, Setting(speaker, trust, now))
        if result.school is None and not result.school_choices and result.person is None:
            name = _unknown_name(found)
            if name is not None:
                return replace(result, unknown_name=name)
        return result

    def found_in(self, text: str, speaker: Person, trust: Trust) -> Findings:
        """Everything the text names and says, before any wish is read from it; not to be changed."""
        schools, people = self._names.of(trust)
        heads = bool(trust.headed_by(speaker))
        if self._found is None:
            return find(text[:LONGEST], schools, people, heads)
        key = (text[:LONGEST], trust.version, heads)
        if key not in self._found:
            self._found[key] = find(text[:LONGEST], schools, people, heads)
        return self._found[key]

    def school_named(self, text: str, trust: Trust) -> tuple[str, ...]:
        """URNs that a text which is just a name may mean, best first: one if it is clear, none if unknown."""
        schools, _ = self._names.of(trust)
        found = schools.find(Sentence(text[:LONGEST]), alone=True)
        clear = next((name.bearers for name in found if len(name.bearers) == 1), None)
        return clear or (found[0].bearers if found else ())

    def person_named(self, text: str, trust: Trust) -> tuple[int, ...]:
        """Ids of people that a text which is just a name may mean: one if it is clear, none if unknown."""
        _, people = self._names.of(trust)
        found = people.find(Sentence(text[:LONGEST]), alone=True)
        clear = next((name.bearers for name in found if len(name.bearers) == 1), None)
        return clear or (found[0].bearers if found else ())

    def day_meant(
        self, text: str, today: date, calendar: Calendar, *, looking: Literal["back", "forward"]
    ) -> date | None:
        """The day in London that a text names ("yesterday", "last Thurs", "12/11", "the 12th", a bare "12").

        None where it names none, one that does not exist, or a span of days.
        """
        look = Look(looking)
        said = text[:LONGEST].strip()
        if re.fullmatch(r"\d{1,2}", said):
            said = f"{said}th"
        for moment in Moments(Sentence(said).texts()).find():
            when = moment.when(today, look, calendar, past=look is Look.BACK)
            if when is not None:
                # "By Friday" and "from Friday" answer "which day?" with Friday all the same.
                return when.day or (
                    when.starts if when.ends is None else when.ends if when.starts is None else None
                )
        return None


_ANCHORS = word_set(
    """
    BODY ROLE MYSCHOOL MYSCHOOLS DESIG RISK TARGET DEVPLAN TAILORED DESIGNATION ITEM AGENDA CRITERIA
    """
)
"""Facts that tie a text to school improvement, so that a strange word weighs less."""


_WISHES = word_set("ASKED SHOW LIST COUNT EXPORT BOOK RECORD RECORDIT I WHO")
"""Facts that say what is wanted; without one a strange word may be what is."""


def _accepted(ranked: list[tuple[int, Intent]], found: Findings) -> Intent | None:
    """The heaviest wish, unless too much of the text is about something else."""
    if not ranked:
        return None
    weight, intent = ranked[0]
    anchored = bool(found.schools or found.people or found.facts & _ANCHORS)
    foreign = len(found.foreign())
    strange = len(found.unexplained())
    if foreign:
        each = 14 if found.facts & _WISHES else 28
        weight -= each * min(foreign, 3) if anchored else 46
    weight -= min(strange, 8) * (3 if anchored else 9)
    return intent if weight >= _THRESHOLD else None


def _nearest(ranked: list[tuple[int, Intent]], found: Findings) -> tuple[Intent, ...]:
    offers = [intent for _, intent in ranked] + related(found.facts) + list(_OFFERS)
    offers = [intent for intent in dict.fromkeys(offers) if intent is not Intent.HELP]
    return tuple(offers[:_NEAREST])


_BEFORE_NAME = frozenset({"at", "for", "to", "from", "of", "with", "about", "visit", "in"})


def _unknown_name(found: Findings) -> str | None:
    """What looks like the name of a school or person and is nobody's, as it was typed."""
    strange = set(found.unexplained())
    words = found.sentence.words
    for place in sorted(strange):
        before = words[place - 1].text if place else ""
        if before in _BEFORE_NAME or (words[place].capital and found.sentence.capitals_tell and place):
            end = place + 1
            while end < len(words) and (end in strange or (words[end].capital and not words[end].claim)):
                end += 1
            return found.sentence.quoted(range(place, end)).removesuffix("'s").removesuffix("’s")
    return None
