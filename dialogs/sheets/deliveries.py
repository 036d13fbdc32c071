"""To whom a report has gone, and how a chase went, as workbooks."""

from __future__ import annotations

from dialogs import chasing, wording
from dialogs.report_cards import title
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from dialogs.who_has_it import how, in_short
from strategy.actions.chasing import see_chase
from strategy.actions.tracing import Delivery, trace_report
from strategy.errors import NotFound
from strategy.ports import Cell, Listing, Outgoing, OutgoingState
from strategy.school_year import london_day

_COLUMNS = ("Who", "Version", "Sent on", "Acknowledged on", "How it stands")
_CHASED = ("Who", "Sent on", "How it stands")


async def of_report(turn: Turn, question: Question) -> Listing:
    """Each person that a report was for: whether it has reached them, when and how."""
    report, deliveries = await trace_report(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        asker=turn.speaker,
        report_id=_number(question, "report"),
    )
    said = f"{title(report, turn.trust)}: {in_short(deliveries)}."
    rows = [_delivery(turn, each) for each in deliveries]
    return framed(turn, "Who has the report", wording.capitalised(said), _COLUMNS, rows)


def _number(question: Question, name: str) -> int:
    number = question.terms.get(name)
    if not isinstance(number, int):
        raise NotFound("file")
    return number


def _delivery(turn: Turn, each: Delivery) -> tuple[Cell, ...]:
    sent = [row.done_at for row in each.in_state(OutgoingState.SENT) if row.done_at is not None]
    return (
        turn.trust.person(each.person).name,
        each.version,
        london_day(min(sent)) if sent else None,
        london_day(each.acknowledged.made_at) if each.acknowledged is not None else None,
        how(each),
    )


async def of_chase(turn: Turn, question: Question) -> Listing:
    """Each reminder of a chase and how it stands."""
    _, messages = await see_chase(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        viewer=turn.speaker,
        chase_id=_number(question, "chase"),
    )
    ordered = chasing.in_order(messages)
    rows = [_reminder(turn, each) for each in ordered]
    return framed(turn, "How the reminders went", chasing.in_words(ordered), _CHASED, rows)


def _reminder(turn: Turn, each: Outgoing) -> tuple[Cell, ...]:
    return (
        turn.trust.person(each.recipient).name,
        london_day(each.done_at) if each.state is OutgoingState.SENT and each.done_at is not None else None,
        wording.capitalised(chasing.stands(turn, each)),
    )
