"""Days of support that are left, and who is deployed where, as workbooks."""

from __future__ import annotations

from dialogs import wording
from dialogs.deployment_lists import amounts_of, found_by, kind_of, who_of
from dialogs.sheets.framing import Question, framed
from dialogs.support_words import how_much
from dialogs.turn import Turn
from strategy.actions.allocations import SchoolSupport, support_of
from strategy.entitlements import Allocation
from strategy.errors import NotAllowed
from strategy.permissions import Deed, may_see_school
from strategy.policy_fields import Per
from strategy.ports import Cell, Listing

_DAYS = ("School", "Risk", "Days of", "For", "Allocated", "On top", "Used", "Booked", "Left", "Over")
_PER = {Per.YEAR: "the year", Per.TERM: "the term"}
_DEPLOYED = ("School", "Who", "As", "What", "From", "To", "How much", "Days a week")


async def days_left(turn: Turn, question: Question) -> Listing:
    """Partner and adviser days of the school that is asked about, or of all whose support may be seen."""
    asked = question.asked
    day = asked.date or asked.starts
    seen = [
        school
        for school in turn.trust.members_by_name
        if asked.school in (None, school.urn)
        and may_see_school(turn.speaker, Deed.SEE_ALLOCATION, school.urn, turn.today, turn.trust)
    ]
    if not seen:
        raise NotAllowed(Deed.SEE_ALLOCATION)
    rows: list[tuple[Cell, ...]] = []
    for school in seen:
        support = await support_of(
            uow=turn.uow,
            policy=turn.policy,
            asker=turn.speaker,
            today=turn.today,
            school=school.urn,
            day=day,
        )
        rows += _of_school(support)
    said = f"Days of partners and advisers for {wording.several(len(seen), 'school')}."
    return framed(turn, "Support days", said, _DAYS, rows)


def _of_school(support: SchoolSupport) -> list[tuple[Cell, ...]]:
    name = support.school.known_as
    if support.risk is None or support.entitlement is None:
        return [(name, *[None] * (len(_DAYS) - 1))]
    risk = wording.RISKS[support.risk]
    return [
        (name, risk, whose, *_days(stands))
        for whose, stands in (("School Improvement Partner", support.partner), ("Adviser", support.adviser))
        if stands is not None
    ]


def _days(stands: Allocation) -> tuple[Cell, ...]:
    return (
        _PER[stands.per],
        stands.due,
        stands.extra,
        stands.used,
        stands.booked,
        stands.left,
        stands.over,
    )


async def deployed(turn: Turn, question: Question) -> Listing:
    """Each deployment of the list with its days."""
    found, said = await found_by(turn, question.asked)
    agreed = await amounts_of(turn, found)
    rows = [
        (
            turn.trust.school(each.school).known_as,
            who_of(turn, each),
            kind_of(each),
            each.activity,
            each.starts,
            each.ends,
            how_much(agreed[place]),
            agreed[place].a_week,
        )
        for place, each in enumerate(found)
    ]
    return framed(turn, "Deployments", said, _DEPLOYED, rows)
