"""A sentence as a line of words in which `@p`, `@s` and `@d` stand for its people, schools and days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from dialogs.understanding.filling import Setting
from dialogs.understanding.findings import Findings
from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.moments import Moment
from dialogs.understanding.words import word_set

_BEFORE_A_NAME = word_set("mark set put excuse give let allow release grant")
_AFTER_A_NAME = word_set("is has will need does away off back on as until from")

PersonNamed = Callable[[str], tuple[int, ...]]
"""Whom a text that is just a name means."""


@dataclass(slots=True)
class Marked:
    """The line, and by place in it what each mark stands for; a name may fit several, best first."""

    found: Findings
    line: str = ""
    people: dict[int, tuple[int, ...]] = field(default_factory=dict)
    schools: dict[int, tuple[str, ...]] = field(default_factory=dict)
    moments: dict[int, Moment] = field(default_factory=dict)
    words_at: list[tuple[int, int]] = field(default_factory=list)

    def typed(self, start: int, end: int) -> str:
        """What was typed for a part of the line."""
        return self.found.sentence.quoted(word for place, word in self.words_at if start <= place < end)

    def add(self, text: str, first: int, last: int) -> int:
        """Lengthen the line by what stands for words `first` up to but not including `last`; its place."""
        self.line += " " if self.line else ""
        place = len(self.line)
        self.words_at += [(place, word) for word in range(first, last)]
        self.line += text
        return place


def marked(text: str, setting: Setting, reader: Interpreter) -> Marked:
    """What somebody says, with its people, schools and days marked; "my school" is the speaker's."""
    own = setting.own_school()
    return _marked(
        reader.found_in(text, setting.speaker, setting.trust),
        (own.urn,) if own else (),
        lambda name: reader.person_named(name, setting.trust),
    )


def _marked(found: Findings, my_school: tuple[str, ...], person_named: PersonNamed) -> Marked:
    made = Marked(found)
    people = {name.start: name for name in found.people}
    schools = {name.start: name for name in found.schools}
    moments = {moment.start: moment for moment in found.moments}
    texts = found.sentence.texts()
    at = 0
    while at < len(texts):
        if at in people:
            end = people[at].end
            made.people[made.add("@p", at, end)] = people[at].bearers
        elif at in schools:
            end = schools[at].end
            made.schools[made.add("@s", at, end)] = schools[at].bearers
        elif at in moments:
            end = moments[at].end
            made.moments[made.add("@d", at, end)] = moments[at]
        elif texts[at : at + 2] == ["my", "school"] and my_school:
            end = at + 2
            made.schools[made.add("@s", at, end)] = my_school
        else:
            end = at + 1
            bearers = _only_a_name(found, at, person_named)
            place = made.add("@p" if bearers else texts[at], at, end)
            if bearers:
                made.people[place] = bearers
        at = end
    return made


def _only_a_name(found: Findings, at: int, person_named: PersonNamed) -> tuple[int, ...]:
    """Whom an ordinary word names where nothing but a name can stand: "Will is away", "mark Will as away"."""
    words = found.sentence.words
    following = words[at + 1].text if at + 1 < len(words) else ""
    before = words[at - 1].text if at else ""
    fits = words[at].capital and not words[at].claim and following in _AFTER_A_NAME
    return person_named(words[at].typed) if fits and (not at or before in _BEFORE_A_NAME) else ()
