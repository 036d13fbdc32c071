"""Finds every day and span in a text, and what the words before make of it: by, since, until, from, between.

"By X" fixes an end alone and "since X" a beginning alone; a span named plainly fixes both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dialogs.understanding import days, edges, periods
from dialogs.understanding.edges import Meaning
from dialogs.understanding.intents import Look
from dialogs.understanding.words import word_set
from strategy.school_year import Calendar, Span

GAP = "\x00"
"""Stands for a word that something else has claimed."""

CLOCK = "\x01"
"""Stands for a word of a time of day: "until 4pm on Monday" is until Monday."""

_DAY = timedelta(days=1)


class Edge(StrEnum):
    """What the words before a day or span make of it."""

    AT = "at"
    BY = "by"
    BEFORE = "before"
    UNTIL = "until"
    SINCE = "since"
    AFTER = "after"
    FROM = "from"
    INSTEAD_OF = "instead of"
    TO = "to"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class When:
    """What a moment fixes: one day, or a span that may be open at one end."""

    day: date | None = None
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or span found at words `start` to `end`, and how it is introduced.

    `before` is the word in front ("on", "to", "the" skipped), `after` the word that follows.
    """

    start: int
    end: int
    edge: Edge
    meaning: Meaning
    last: Meaning | None = None
    before: str = ""
    after: str = ""

    def when(self, today: date, look: Look, calendar: Calendar, *, past: bool = False) -> When | None:
        """What it fixes; None for a day that does not exist or a term that the calendar does not know.

        `past` says that the sentence speaks of what is over, so that even "by Friday" looks back.
        """
        if self.edge is Edge.SINCE:
            look = Look.BACK
        elif self.edge in (Edge.BY, Edge.BEFORE, Edge.UNTIL) and not past:
            look = Look.FORWARD
        found = self.meaning(today, look, calendar)
        if found is None:
            return None
        first, final = (found.starts, found.ends) if isinstance(found, Span) else (found, found)
        if self.last is not None:
            return self._between(first, today, look, calendar)
        match self.edge:
            case Edge.BY | Edge.UNTIL:
                return When(ends=final)
            case Edge.BEFORE:
                return When(ends=first - _DAY)
            case Edge.SINCE:
                return When(starts=first)
            case Edge.AFTER:
                return When(starts=final + _DAY)
            case Edge.FROM if not isinstance(found, Span):
                return When(starts=first)
            case _:
                return When(day=first) if not isinstance(found, Span) else When(starts=first, ends=final)

    def _between(self, first: date, today: date, look: Look, calendar: Calendar) -> When | None:
        assert self.last is not None  # noqa: S101 - its one caller has just asked
        end = self.last(today, look, calendar)
        if end is None:
            return None
        final = end.ends if isinstance(end, Span) else end
        if final < first and look is not Look.BACK:
            # "Thursday to Tuesday": the end belongs to the beginning, not to today.
            again = self.last(first, Look.FORWARD, calendar)
            final = (again.ends if isinstance(again, Span) else again) or final
        elif look is Look.BACK and final < first:
            start = self.meaning(final, Look.BACK, calendar)
            first = (start.starts if isinstance(start, Span) else start) or first
        return When(starts=first, ends=final) if first <= final else None


@dataclass(slots=True)
class _Found:
    start: int
    end: int
    meaning: Meaning


_PREFIX = re.compile(
    r"(?:^|\s)(?:(?P<by>by|no later than|not later than|on or before|latest)|(?P<before>before"
    r"|ahead of|prior to)"
    r"|(?P<until>(?:until|till|til)(?: (?:i|we) (?:am|are|get) (?:back|in|free))?"
    r"|up to|up until|through to)|(?P<since>since|ever since|as far back as)"
    r"|(?P<after>after|later than)|(?P<from>from|starting|starting from|beginning|as of|effective)"
    r"|(?P<instead>instead of|rather than|not)|(?P<to>to)"
    r"|(?P<between>between)|(?P<other>\S+))(?P<clock>(?: (?:on|in|the|about|around|w|at|\x01))*)\s*$"
)
_ONWARDS = re.compile(r"\s*(?:onwards?|on(?= |$)(?! (?:teams|site|line)))(?!\S)")

_MODAL_MAY = re.compile(
    r"(?:^|(?<=\s))(?:in|for|by|since|during|until|till|from|of|next|last|this|to|late|early|mid|before|after"
    r"|through|and|every|the) may$|^may$"
)


_AFTER_MODAL = word_set(
    """
    i we you my he she they it be not have well need the
    """
)


class Moments:
    """Collects what a text says about days, in the order of the text."""

    def __init__(self, words: Sequence[str]) -> None:
        """`words` are folded; `GAP` stands for those that are something else already."""
        self._starts: list[int] = []
        place = 0
        for word in words:
            self._starts.append(place)
            place += len(word) + 1
        self._text = " ".join(words)
        self._whole = self._text
        self._found: list[_Found] = []

    def find(self) -> list[Moment]:
        """Every moment, ranges joined."""
        for form in periods.WEEKS:
            self._each(form.pattern, lambda m, form=form: form.meaning(m))  # type: ignore[misc]
        self._each(edges.RANGE, edges.of_range)
        self._each(edges.HOLIDAY, edges.of_holiday)
        self._each(edges.EDGE, edges.of_edge)
        for day_form in days.FORMS:
            self._each(day_form.pattern, lambda m, form=day_form: edges.of_day(form.meaning(m)))  # type: ignore[misc]
        for form in periods.FORMS:
            self._each(form.pattern, lambda m, form=form: self._period(m, form))  # type: ignore[misc]
        self._each(edges.BREAK, edges.of_break)
        return self._joined(sorted(self._found, key=lambda found: found.start))

    def _each(self, pattern: re.Pattern[str], meaning: Callable[[re.Match[str]], Meaning | None]) -> None:
        for match in pattern.finditer(self._text):
            made = meaning(match)
            if made is None or not match.group().strip():
                continue
            self._found.append(_Found(match.start(), match.end(), made))
            blank = re.sub(r"\S", GAP, match.group())
            self._text = self._text[: match.start()] + blank + self._text[match.end() :]

    def _period(self, match: re.Match[str], form: periods.Form) -> Meaning | None:
        if match.group() == "may":
            following = self._whole[match.end() :].split(maxsplit=1)[:1]
            if following and following[0] in _AFTER_MODAL:
                return None
            if not _MODAL_MAY.search(self._whole[: match.end()]):
                return None
        return form.meaning(match)

    def _joined(self, found: list[_Found]) -> list[Moment]:
        moments: list[Moment] = []
        index = 0
        while index < len(found):
            this = found[index]
            edge, before, intro = self._introduced(this.start)
            following = found[index + 1] if index + 1 < len(found) else None
            link = self._whole[this.end : following.start].strip() if following else ""
            end, last = this.end, None
            if edge is Edge.BEFORE and edges.counts_itself(self._whole, this.start):
                edge = Edge.BY
            joins = {"to", "-", "until", "till", "through", "through to", "up to"}
            if following and (
                (link in joins and (edge in (Edge.FROM, Edge.AT)))
                or (link in {"and", "to", "-"} and edge is Edge.BETWEEN)
            ):
                end, last, index = following.end, following.meaning, index + 1
            onwards = _ONWARDS.match(self._whole, end)
            if onwards and last is None and not self._text[end:].lstrip().startswith(GAP):
                edge, end = Edge.SINCE if edge is Edge.SINCE else Edge.FROM, onwards.end()
            after = self._whole[end:].split(maxsplit=1)[:1]
            moments.append(
                Moment(
                    self._word_at(intro if intro is not None else this.start),
                    self._word_at(end - 1) + 1,
                    Edge.BETWEEN if last is not None else edge,
                    this.meaning,
                    last,
                    before,
                    after[0] if after else "",
                )
            )
            index += 1
        return moments

    def _introduced(self, start: int) -> tuple[Edge, str, int | None]:
        """The edge that the words before give, the word itself, and where the introduction begins."""
        lead = _PREFIX.search(self._whole[:start])
        if lead is None:
            return Edge.AT, "", None
        kinds = {
            "by": Edge.BY, "before": Edge.BEFORE, "until": Edge.UNTIL, "since": Edge.SINCE,
            "after": Edge.AFTER,
            "from": Edge.FROM, "between": Edge.BETWEEN, "instead": Edge.INSTEAD_OF, "to": Edge.TO,
        }  # fmt: skip
        timed = CLOCK in lead["clock"]
        if timed:
            # "Before 4pm on Monday" and "after 4pm on Monday" are both on Monday.
            kinds |= {"before": Edge.UNTIL, "after": Edge.AT}
        for group, edge in kinds.items():
            if lead[group]:
                return edge, lead[group], lead.start(group)
        words = lead.group().split()
        if timed:
            return Edge.AT, words[0], None
        nearest = next((word for word in reversed(words) if word not in {"the"}), "")
        return Edge.AT, nearest, None

    def _word_at(self, place: int) -> int:
        index = 0
        while index + 1 < len(self._starts) and self._starts[index + 1] <= place:
            index += 1
        return index
