"""Sending a report out: to the people policy names, and for the meetings that must see it next."""

from __future__ import annotations

from datetime import datetime

from strategy.actions.recipients import Distribution, Recipient, distribution_of
from strategy.outgoing import OutgoingKind
from strategy.policy import Audience, Policy
from strategy.ports import Outgoing, Showing, UnitOfWork
from strategy.reports import Report
from strategy.school_year import london_day

_BY_MAIL = (OutgoingKind.REPORT_MAILED, OutgoingKind.REPORT_CARD)
_TO_THE_HEADTEACHER = (OutgoingKind.REPORT_SHARED,)


async def send_out(*, uow: UnitOfWork, policy: Policy, now: datetime, report: Report) -> Distribution:
    """Have a report's present version go to whom policy names today, each once, and mark it for the meetings
    that must see it next (Strategy, Reporting and Communication). Gives back where it goes.
    """
    goes_to = distribution_of(report, policy, uow.trust)
    await uow.outbox.put(
        [
            Outgoing(
                key=f"{subject_of(report.id, report.version)}:{recipient.person}:{_suffix(kind)}",
                kind=kind,
                recipient=recipient.person,
                subject=subject_of(report.id, report.version),
                created_at=now,
            )
            for recipient in goes_to.people
            for kind in _kinds_for(recipient)
        ]
    )
    await uow.reports.show_at(
        [
            Showing(
                report.id, body, report.school if body is Audience.PROGRESS_BOARD else "", london_day(now)
            )
            for body in goes_to.meetings
        ]
    )
    return goes_to


def subject_of(report_id: int, version: int) -> str:
    """What rows of the outbox about one version of a report are about: `report:41:2`."""
    return f"report:{report_id}:{version}"


def subjects_of(report: Report) -> list[str]:
    """What rows of the outbox about any version of a report are about, those without a version included."""
    return [f"report:{report.id}", *(subject_of(report.id, n) for n in range(1, report.version + 1))]


def _kinds_for(recipient: Recipient) -> tuple[OutgoingKind, ...]:
    return _BY_MAIL if recipient.mailed else _TO_THE_HEADTEACHER


def _suffix(kind: OutgoingKind) -> str:
    return kind.value.removeprefix("report.")
