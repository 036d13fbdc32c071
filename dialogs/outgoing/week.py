"""How the week stands, for the Deputy CEO's digest: what is overdue, due, undelivered and unanswered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dialogs.outgoing.telling import Telling
from strategy.designations import Risk
from strategy.duties import REPORTS
from strategy.outgoing import GOES_BY_MAIL_TOO, WAYS, OutgoingKind
from strategy.permissions import Deed, scope
from strategy.ports import DutyQuery, Outgoing, OutgoingState, OwedBy, Page, Remark
from strategy.reports import Report
from strategy.school_year import ONE_DAY

MOST_AUTHORS = 8
MOST_NAMED = 5
"""People or remarks that the digest names; there may be many more."""
_LOOKED_AT = 200
"""Failed deliveries that are looked at, the newest."""


@dataclass(frozen=True, slots=True)
class Undelivered:
    """What could not be delivered: how many in all, of which kinds, and whom no means reached.

    Kinds and people are of the newest alone where there are very many.
    """

    total: int
    kinds: Mapping[OutgoingKind, int]
    out_of_reach: Sequence[str]


@dataclass(frozen=True, slots=True)
class Week:
    """What the digest tells. `away` are the authors among `authors` who are away today; `asked` is how
    many requests of Progress Boards wait for the EIT.
    """

    monday: date
    overdue: Mapping[Risk | None, int]
    authors: Page[OwedBy]
    away: frozenset[int]
    due: int
    undelivered: Undelivered
    unanswered: Page[Remark]
    reports: Mapping[int, Report]
    asked: int = 0

    @property
    def total_overdue(self) -> int:
        """How many reports are overdue."""
        return sum(self.overdue.values())

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell."""
        waits = self.undelivered.total or self.unanswered.total or self.asked
        return not (self.total_overdue or self.due or waits)


async def week_from(telling: Telling, monday: date) -> Week:
    """The week that begins on a Monday, as it stands now, as far as the recipient sees the trust."""
    uow, today = telling.uow, telling.today
    reach = scope(telling.recipient, Deed.LIST_REPORTS, telling.trust, telling.shared_kinds)
    late = DutyQuery(kinds=REPORTS, due_before=today)
    authors = await uow.duties.count_by_owner(late, reach, limit=MOST_AUTHORS)
    unanswered = await uow.remarks.unanswered(limit=MOST_NAMED)
    reports = {}
    for number in {remark.report for remark in unanswered.items}:
        report = await uow.reports.get(number)
        if report is not None:
            reports[number] = report
    return Week(
        monday=monday,
        overdue=await uow.duties.count_by_risk(late, reach),
        authors=authors,
        away=frozenset(await uow.absences.of([each.owner for each in authors.items], today)),
        due=await uow.duties.count(
            DutyQuery(kinds=REPORTS, due_from=today, due_to=monday + 6 * ONE_DAY), reach
        ),
        undelivered=await _undelivered(telling),
        unanswered=unanswered,
        reports=reports,
        asked=len(await uow.board_requests.waiting()),
    )


async def _undelivered(telling: Telling) -> Undelivered:
    newest = await telling.uow.outbox.in_state(OutgoingState.FAILED, limit=_LOOKED_AT)
    failed = [row for row in newest if _matters(row)]
    total = len(failed)
    if len(newest) == _LOOKED_AT:
        total = (await telling.uow.outbox.counts())[OutgoingState.FAILED]
    people = {
        row.recipient: telling.trust.person(row.recipient).name
        for row in failed
        if len(WAYS[OutgoingKind(row.kind)]) > 1
    }
    return Undelivered(total, Counter(OutgoingKind(row.kind) for row in failed), sorted(people.values()))


def _matters(row: Outgoing) -> bool:
    return row.kind in set(OutgoingKind) - GOES_BY_MAIL_TOO
