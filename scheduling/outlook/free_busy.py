"""When people are busy, by Microsoft Graph's getSchedule: of twenty mailboxes and two months at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from scheduling.outlook.client import Outlook
from scheduling.outlook.times import instant_of
from strategy.ports import Busy

if TYPE_CHECKING:
    from msgraph.generated.models.schedule_information import ScheduleInformation

MAILBOXES: Final = 20
"""How many may be asked about in a call."""

SPAN: Final = timedelta(days=61)
"""For how long: it must be less than 62 days."""

TAKEN: Final = ("busy", "oof")
"""What is not free. Tentative may yet be declined, and who works elsewhere works, and can be met: Outlook
offers both times to whoever plans a meeting. Of a time that is "unknown" nothing is known.
"""


async def busy_times(
    outlook: Outlook, asker: str, addresses: Sequence[str], starts: datetime, ends: datetime
) -> Mapping[str, tuple[Busy, ...]]:
    """When each is busy between two instants, as somebody may see who has a mailbox. Left out are those of
    whom the other side knows nothing. Raises GraphError.
    """
    groups = [addresses[at : at + MAILBOXES] for at in range(0, len(addresses), MAILBOXES)]
    spans = list(_spans(starts, ends))
    calls = [_schedules(outlook, asker, group, *span) for span in spans for group in groups]
    found: dict[str, set[Busy]] = {}
    unknown: set[str] = set()
    for schedules in await asyncio.gather(*calls):
        for schedule in schedules:
            who = str(schedule.schedule_id or "").casefold()
            if schedule.error is not None:
                unknown.add(who)
            else:
                found.setdefault(who, set()).update(_taken(schedule))
    known = {address for address in addresses if address.casefold() in found.keys() - unknown}
    return {
        address: tuple(sorted(found[address.casefold()], key=lambda busy: (busy.starts, busy.ends)))
        for address in addresses
        if address in known
    }


def _spans(starts: datetime, ends: datetime) -> Iterable[tuple[datetime, datetime]]:
    """The time between two instants in parts that may be asked for."""
    at, end = starts.astimezone(UTC), ends.astimezone(UTC)
    while at < end:
        yield at, min(at + SPAN, end)
        at += SPAN


async def _schedules(
    outlook: Outlook, asker: str, addresses: Sequence[str], starts: datetime, ends: datetime
) -> Sequence[ScheduleInformation]:
    from msgraph.generated.models.date_time_time_zone import DateTimeTimeZone
    from msgraph.generated.users.item.calendar.get_schedule.get_schedule_post_request_body import (
        GetSchedulePostRequestBody,
    )

    def at(instant: datetime) -> DateTimeTimeZone:
        wall = instant.replace(tzinfo=None).isoformat(timespec="seconds")
        return DateTimeTimeZone(date_time=wall, time_zone="UTC")

    asked = GetSchedulePostRequestBody(
        schedules=list(addresses), start_time=at(starts), end_time=at(ends), availability_view_interval=1440
    )
    told = await outlook.call(
        asker, lambda graph: graph.users.by_user_id(asker).calendar.get_schedule.post(asked)
    )
    return (told.value if told is not None else None) or []


def _taken(schedule: ScheduleInformation) -> Iterable[Busy]:
    for item in schedule.schedule_items or ():
        if item.status is None or str(item.status.value).casefold() not in TAKEN:
            continue
        if item.start is None or item.end is None:
            continue
        starts, ends = (
            instant_of(str(each.date_time), str(each.time_zone or "UTC")) for each in (item.start, item.end)
        )
        if starts < ends:
            yield Busy(starts, ends)
