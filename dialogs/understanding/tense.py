"""Which way a sentence looks, and which of its days count for the wish it makes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dialogs.understanding.findings import Findings
from dialogs.understanding.intents import LOOKS, Intent, Look
from dialogs.understanding.moments import Edge, Moment, When
from strategy.school_year import Calendar


def when_meant(intent: Intent, found: Findings, today: date, calendar: Calendar, status: str | None) -> When:
    """The day or span of the first moment that counts for this wish; an empty one where there is none.

    Of a visit to be moved the new day counts; of a thing to be read "from 5 Nov" is its day, not a beginning.
    """
    look = _look(intent, found, status)
    past = look is Look.BACK and intent in (Intent.REPORT_LIST, Intent.REPORT_SHOW)
    past = past and status != "outstanding" and (status == "filed" or found.cue("PAST"))
    for moment in _counting(intent, found):
        if intent in _READ and moment.edge is Edge.FROM:
            moment = replace(moment, edge=Edge.AT)  # noqa: PLW2901 - the same moment, read as a day
        ahead = intent is Intent.SUMMARY_MAKE and _is_of_a_body(found, moment)
        when = moment.when(today, Look.FORWARD if ahead else look, calendar, past=past)
        if when is not None:
            return when
    return When()


_READ = frozenset(
    {
        Intent.REPORT_SHOW,
        Intent.MINUTES_RECORD,
        Intent.AGENDA_SHOW,
        Intent.MEETING_PACK,
        Intent.REPORT_FILE,
    }
)
"""Here "from 5 Nov" tells which one is meant."""


def _counting(intent: Intent, found: Findings) -> list[Moment]:
    moments = [m for m in found.moments if m.edge is not Edge.INSTEAD_OF]
    if intent is Intent.CALENDAR_SHOW:
        # "When are we back after Christmas" asks for a day; it does not give one.
        return [m for m in moments if m.edge is not Edge.AFTER]
    if intent is not Intent.VISIT_MOVE:
        return moments
    moments = [m for m in moments if m.edge is not Edge.FROM]
    ends = [replace(m, edge=Edge.TO, meaning=m.last, last=None) if m.last is not None else m for m in moments]
    new = [m for m in ends if m.edge in (Edge.TO, Edge.UNTIL, Edge.BY) or m.before in {"for", "is"}]
    new = new or [m for m in ends if not _is_old_day(found, m.start, m.end, m.before)]
    return [m if m.edge is Edge.BY else replace(m, edge=Edge.AT) for m in new[-1:]]


def _is_old_day(found: Findings, start: int, end: int, before: str) -> bool:
    """Whether a day is the one from which a visit is moved: "Thursday's visit", "the visit on the 4th"."""
    words = found.words
    if "instead" in words[end : end + 3]:
        return False
    possessive = found.sentence.words[end - 1].possessive
    following = words[end] if end < len(words) else ""
    visit_before = any(word in {"visit", "visits"} for word in words[:start])
    return (
        possessive
        or following in {"visit", "visits"}
        or (before in {"on", "from", "of"} and visit_before)
        or (
            visit_before
            and start > 0
            and words[start - 1] in {"visit", "visits", "\x00"}
            and before not in {"for", "to"}
        )
    )


def _is_of_a_body(found: Findings, moment: Moment) -> bool:
    """Whether a day is a meeting's, for which a summary is written: "Thursday's EIT"."""
    bodies = [phrase for phrase in found.phrases if phrase.family == "body"]
    after = any(phrase.start == moment.end for phrase in bodies)
    return after or (
        moment.before in {"on", "of"} and any(0 < moment.start - p.end <= _APART for p in bodies)
    )


_APART = 2
"""Words between a body and its day: "on", "on the"."""
_PAST_WORDS = frozenset({"was", "were", "did", "had", "happened", "ago"})


def _look(intent: Intent, found: Findings, status: str | None) -> Look:
    look = LOOKS.get(intent, Look.FORWARD)
    words = set(found.words)
    if intent in (Intent.REPORT_LIST, Intent.REPORT_CHASE) and status == "due":
        return Look.FORWARD
    if look is not Look.NEAR:
        return look
    if status in ("done", "declined", "approved") or words & _PAST_WORDS:
        return Look.BACK
    if intent is Intent.CALENDAR_SHOW or status == "planned" or found.cue("AHEAD"):
        return Look.FORWARD
    return Look.BACK if found.cue("VISITED") else Look.NEAR
