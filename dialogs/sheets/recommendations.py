"""Recommendations under way, and how a school was designated over time, as workbooks."""

from __future__ import annotations

from dialogs import designation_history, recommendation_cards, recommendation_steps, wording
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from strategy.actions.judgement_reading import History, Line, Waiting, history_of
from strategy.errors import NotFound
from strategy.ports import Cell, Listing
from strategy.school_year import london_day

_UNDER_WAY = ("School", "Recommended", "By", "Begun", "Stands", "For you to act on")
_HISTORY = ("School", "Designation", "From", "Until")
_IN_FULL = (*_HISTORY, "Signed off by", "Why")


async def under_way(turn: Turn, question: Question) -> Listing:
    """Each recommendation of the list and what it waits for; never its evidence."""
    found = await recommendation_steps.found_by(turn, question.asked)
    said = recommendation_steps.in_words(found)
    rows = [_waiting(turn, each) for each in found]
    return framed(turn, "Recommendations", said, _UNDER_WAY, rows)


def _waiting(turn: Turn, each: Waiting) -> tuple[Cell, ...]:
    found, edition = each.recommendation, turn.policy.on(turn.today, turn.trust.calendar)
    return (
        turn.trust.school(found.school).known_as,
        wording.DESIGNATIONS[found.proposed],
        turn.trust.person(found.started_by).name,
        london_day(found.started_at),
        wording.capitalised(recommendation_cards.stands(found, edition, turn.trust)),
        "Yes" if each.is_for_reader else None,
    )


async def history(turn: Turn, question: Question) -> Listing:
    """Each designation of a school with its days; who signed it off and why for those who may know it."""
    school = question.terms.get("of")
    if not isinstance(school, str):
        raise NotFound("file")
    found = await history_of(uow=turn.uow, reader=turn.speaker, today=turn.today, school=school)
    title = f"Designations of {found.school.known_as}"
    columns = _IN_FULL if found.in_full else _HISTORY
    rows = [_line(turn, found, line) for line in reversed(found.lines)]
    return framed(turn, title, designation_history.in_words(found), columns, rows)


def _line(turn: Turn, found: History, line: Line) -> tuple[Cell, ...]:
    known: tuple[Cell, ...] = ()
    if found.in_full:
        signer = line.signed_off_by
        known = (None if signer is None else turn.trust.person(signer).name, line.since.reason or None)
    name = wording.DESIGNATIONS[line.since.designation]
    return found.school.known_as, name, line.since.from_day, line.until, *known
