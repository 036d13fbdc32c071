"""Targets and lines of enquiry, and those that wait to be signed off, as workbooks."""

from __future__ import annotations

from dialogs import target_steps, wording
from dialogs.sheets.framing import Question, framed
from dialogs.target_lists import WITHOUT, schools_of
from dialogs.targeting import year_asked
from dialogs.turn import Turn
from strategy.actions.target_reading import SchoolTargets, read_school_targets
from strategy.actions.targeting import may_sign_off
from strategy.ports import Cell, Listing
from strategy.school_year import london_day
from strategy.targets import Item, TargetSet

_COLUMNS = (
    "School",
    "Year",
    "Kind",
    "What",
    "At the time",
    "Aim",
    "By",
    "Last noted",
    "Noted on",
    "Serves the priority",
    "Stands",
    "Signed off on",
)


_PROPOSED = ("School", "Year", "Proposed by", "Proposed on", "Targets and lines", "For you to decide")


async def proposed(turn: Turn, question: Question) -> Listing:
    """Each proposal that waits to be signed off: whose it is and since when."""
    named = question.terms.get("of")
    waiting = await target_steps.waiting_of(turn, frozenset(named) if isinstance(named, list) else None)
    rows = [
        (
            turn.trust.school(each.school).known_as,
            each.year,
            turn.trust.person(each.proposed_by).name,
            london_day(each.proposed_at),
            len(each.items),
            "Yes" if may_sign_off(turn.speaker, each, turn.today, turn.uow) else None,
        )
        for each in waiting
    ]
    said = target_steps.in_words(turn, waiting)
    return framed(turn, "Targets to be signed off", said, _PROPOSED, rows)


async def listing(turn: Turn, question: Question) -> Listing:
    """Each target and line of enquiry in force in the year, and those proposed for who may follow that."""
    kept = question.terms.get("year")
    year = kept if isinstance(kept, str) else year_asked(turn, question.asked)
    schools = schools_of(turn, question.asked)
    if question.asked.status == WITHOUT:
        in_force = await turn.uow.targets.in_force([each.urn for each in schools], year)
        schools = [each for each in schools if each.urn not in in_force]
    rows: list[tuple[Cell, ...]] = []
    for school in schools:
        found = await read_school_targets(
            uow=turn.uow,
            policy=turn.policy,
            today=turn.today,
            reader=turn.speaker,
            school=school.urn,
            year=year,
        )
        rows += _of_school(found)
    said = f"Targets and lines of enquiry for {year} of {wording.several(len(schools), 'school')}."
    return framed(turn, f"Targets for {year}", said, _COLUMNS, rows, name=f"Targets {year.replace('/', '-')}")


def _of_school(found: SchoolTargets) -> list[tuple[Cell, ...]]:
    rows = [
        _row(found, each, item)
        for each in (found.in_force, found.proposed)
        if each is not None
        for item in each.items
    ]
    nothing = (found.school.known_as, found.year, "None signed off")
    return rows or [(*nothing, *[None] * (len(_COLUMNS) - len(nothing)))]


def _row(found: SchoolTargets, each: TargetSet, item: Item) -> tuple[Cell, ...]:
    noted = max(found.noted.get(item.id, ()), key=lambda note: (note.on, note.at), default=None)
    priority = found.priorities.get(item.priority) if item.priority is not None else None
    return (
        found.school.known_as,
        found.year,
        wording.capitalised(item.kind),
        item.words,
        item.now,
        item.aim,
        item.by,
        None if noted is None else noted.figure,
        None if noted is None else noted.on,
        None if priority is None else priority.words,
        wording.capitalised(each.state),
        london_day(each.decided_at) if each.decided_at is not None else None,
    )
