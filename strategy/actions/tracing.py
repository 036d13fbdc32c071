"""Following a report to those it was sent to: who has it, who does not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from strategy.actions.answering import remarks_for
from strategy.actions.reading import report_for
from strategy.actions.sending_out import subjects_of
from strategy.outgoing import GOES_BY_MAIL_TOO, OutgoingKind
from strategy.people import Person
from strategy.permissions import Deed
from strategy.policy import Policy
from strategy.ports import Outgoing, OutgoingState, Remark, RemarkKind, UnitOfWork
from strategy.reports import Report

SENDINGS = frozenset(
    {
        OutgoingKind.REPORT_MAILED,
        OutgoingKind.REPORT_CARD,
        OutgoingKind.REPORT_SHARED,
        OutgoingKind.REPORT_SENT,
    }
)
"""The kinds of rows in the outbox by which a report reaches somebody."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a report stands with one person: the rows of the newest `version` that was for them.

    `has_before` is the newest earlier version that reached them, None where this one did or none has.
    `acknowledged` is None too where the asker may not see what was answered.
    """

    person: int
    version: int
    rows: tuple[Outgoing, ...]
    has_before: int | None = None
    acknowledged: Remark | None = None

    def in_state(self, state: OutgoingState) -> list[Outgoing]:
        """Its rows in a state. A card that failed is none's worry where the same has come by mail."""
        found = [row for row in self.rows if row.state is state]
        if state is OutgoingState.FAILED and self.in_state(OutgoingState.SENT):
            return [row for row in found if row.kind not in GOES_BY_MAIL_TOO]
        return found


async def trace_report(
    *, uow: UnitOfWork, policy: Policy, now: datetime, asker: Person, report_id: int
) -> tuple[Report, list[Delivery]]:
    """A report, and how it stands with each person it was for, in the order in which it was to go to them.

    Raises as `report_for` does.
    """
    report = await report_for(
        uow=uow, policy=policy, now=now, person=asker, report_id=report_id, deed=Deed.SEE_DELIVERIES
    )
    rows = [row for row in await uow.outbox.about(subjects_of(report)) if row.kind in SENDINGS]
    remarks = await remarks_for(uow=uow, reader=asker, report=report)
    people = dict.fromkeys(row.recipient for row in rows)
    return report, [_delivery(person, rows, remarks) for person in people]


def version_of(row: Outgoing) -> int:
    """The version of a report that a row of the outbox is about. One that names none is about the first."""
    _, _, number = row.subject.removeprefix("report:").partition(":")
    return int(number or "1")


def _delivery(person: int, rows: Sequence[Outgoing], remarks: Sequence[Remark]) -> Delivery:
    own = [row for row in rows if row.recipient == person]
    version = max(version_of(row) for row in own)
    newest = tuple(row for row in own if version_of(row) == version)
    had = [version_of(row) for row in own if row.state is OutgoingState.SENT]
    acknowledged = [
        remark for remark in remarks if remark.person == person and remark.kind is RemarkKind.ACKNOWLEDGED
    ]
    return Delivery(
        person,
        version,
        newest,
        has_before=max(had) if had and version not in had else None,
        acknowledged=acknowledged[-1] if acknowledged else None,
    )
