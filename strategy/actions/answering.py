"""What headteachers answer to a report on their school: that they have seen it, or what is inaccurate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from strategy.actions.reading import report_for, shared_kinds, thing_of
from strategy.errors import Invalid, NotAllowed, Stale
from strategy.outgoing import OutgoingKind
from strategy.people import Person, Role
from strategy.permissions import Deed, may
from strategy.policy import Policy
from strategy.ports import AuditEntry, Outgoing, Remark, RemarkKind, UnitOfWork
from strategy.reports import Report

LONGEST_REMARK = 4_000
"""Characters that can be said of what is inaccurate."""

_DEEDS = {
    RemarkKind.ACKNOWLEDGED: "report acknowledged",
    RemarkKind.INACCURATE: "report said to be inaccurate",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What was said of a report, and the people who are told: nobody where it had been said before."""

    report: Report
    remark: Remark
    told: tuple[int, ...] = ()
    is_new: bool = True


class AmendedSince(Stale):
    """The report has been amended since the version that was to be answered; `report` is as it is now."""

    def __init__(self, report: Report) -> None:
        super().__init__("amended since")
        self.report = report


async def answer_report(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    headteacher: Person,
    report_id: int,
    version: int,
    kind: RemarkKind,
    text: str = "",
) -> Answered:
    """Say of a report's present version that it is acknowledged, or what is inaccurate in it, once.

    Its author and the Deputy CEO are told. An acknowledgement may follow what was said to be inaccurate, and
    then settles it. Raises NotAllowed, AmendedSince where `version` is not the present one, and Invalid for a
    text that is missing or too long.
    """
    report = await report_to_answer(
        uow=uow, policy=policy, now=now, headteacher=headteacher, report_id=report_id, lock=True
    )
    if report.version != version:
        raise AmendedSince(report)
    said = [r for r in await uow.remarks.of_report(report.id) if r.version == version]
    before = _said_before([remark for remark in said if remark.person == headteacher.id], kind)
    if before is not None:
        return Answered(report, before, is_new=False)
    text = _checked(kind, text)
    remark = await uow.remarks.add(Remark(0, report.id, version, headteacher.id, kind, text, now))
    told = await _tell(uow, now, report, remark)
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=headteacher.id,
            deed=_DEEDS[kind],
            subject=f"report:{report.id}",
            school=report.school,
            details={"version": version, "remark": remark.id},
        )
    )
    return Answered(report, remark, told)


async def report_to_answer(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    headteacher: Person,
    report_id: int,
    lock: bool = False,
) -> Report:
    """A report, for somebody who may answer it. Raises as `report_for` does."""
    report = await report_for(
        uow=uow,
        policy=policy,
        now=now,
        person=headteacher,
        report_id=report_id,
        deed=Deed.ANSWER_REPORT,
        lock=lock,
    )
    if not may_answer(uow=uow, policy=policy, now=now, reader=headteacher, report=report):
        raise NotAllowed(Deed.ANSWER_REPORT)
    return report


async def remarks_for(*, uow: UnitOfWork, reader: Person, report: Report) -> list[Remark]:
    """What was said of a report, first to last, as far as one who may read it sees that: its author and the
    Deputy CEO all of it, anybody else what they said themselves.
    """
    sees_all = may(reader, Deed.SEE_REMARKS, thing_of(report), uow.trust, frozenset())
    return [r for r in await uow.remarks.of_report(report.id) if sees_all or r.person == reader.id]


def may_answer(*, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, report: Report) -> bool:
    """Whether somebody may answer a report at all: as headteacher of its school, and not to themselves."""
    kinds = shared_kinds(policy, now, uow)
    return reader.id != report.author and may(reader, Deed.ANSWER_REPORT, thing_of(report), uow.trust, kinds)


def answers_open(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, report: Report, said: Sequence[Remark]
) -> frozenset[RemarkKind]:
    """What the reader can still answer to a report's present version, given what they `said` of it."""
    if not may_answer(uow=uow, policy=policy, now=now, reader=reader, report=report):
        return frozenset()
    own = [remark for remark in said if remark.person == reader.id and remark.version == report.version]
    return frozenset(kind for kind in RemarkKind if _said_before(own, kind) is None)


def _said_before(own: Sequence[Remark], kind: RemarkKind) -> Remark | None:
    """What somebody said of a version already that makes saying it again needless."""
    if kind is RemarkKind.ACKNOWLEDGED:
        return own[-1] if own and own[-1].kind is kind else None
    return next((remark for remark in own if remark.kind is kind), None)


def _checked(kind: RemarkKind, text: str) -> str:
    words = text.strip()
    if kind is RemarkKind.ACKNOWLEDGED:
        return ""
    if not words:
        raise Invalid({"text": "Please say what is inaccurate, so that it can be put right."})
    if len(words) > LONGEST_REMARK:
        raise Invalid(
            {
                "text": f"That is {len(words):,} characters and at most {LONGEST_REMARK:,} can be sent. "
                "Please shorten it; nothing has been sent yet."
            }
        )
    return words


def told_of_answers(*, uow: UnitOfWork, headteacher: Person, report: Report) -> tuple[int, ...]:
    """Who hears what a headteacher says of a report: its author and the Deputy CEO, not whoever says it."""
    deputies = [person.id for person in uow.trust.holders(Role.DEPUTY_CEO)]
    return tuple(
        person
        for person in dict.fromkeys([report.author, *deputies])
        if person != headteacher.id and uow.trust.person(person).ended_on is None
    )


async def _tell(uow: UnitOfWork, now: datetime, report: Report, remark: Remark) -> tuple[int, ...]:
    people = told_of_answers(uow=uow, headteacher=uow.trust.person(remark.person), report=report)
    await uow.outbox.put(
        [
            Outgoing(
                key=f"remark:{remark.id}:{person}",
                kind=OutgoingKind.REMARK,
                recipient=person,
                subject=f"remark:{remark.id}",
                created_at=now,
            )
            for person in people
        ]
    )
    return people
