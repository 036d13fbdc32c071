"""The contract of the port `Calendars`, for every adapter there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scheduling.outlook.calendars import OutlookCalendars
from scheduling.outlook.client import Outlook
from storage.demo_calendar import DemoCalendars
from storage.store import SqlStore
from strategy.ports import Appointment, Busy, Calendars, Outcome
from strategy.school_year import LONDON
from tests.builders import NOW
from tests.graph.simulator import FROM, GraphSimulator
from tests.scheduling.post import PassingTime

NINE = datetime(2026, 12, 1, 9, tzinfo=LONDON)
HALF_PAST_THREE = datetime(2026, 12, 1, 15, 30, tzinfo=LONDON)
SAM, HANA = "sam.partner@trust.example", "hana.head@trust.example"
VISIT = Appointment(
    key="visit:1",
    organiser=SAM,
    attendees=(HANA,),
    subject="School visit",
    text="Kept by Keystone.",
    starts=NINE,
    ends=HALF_PAST_THREE,
    place="Oak Bank School",
)


@pytest.fixture(params=["demo", "outlook"])
def calendars(request: pytest.FixtureRequest) -> Calendars:
    """The demonstration's calendars, and Outlook's by Microsoft Graph."""
    if request.param == "demo":
        store: SqlStore = request.getfixturevalue("sqlite_store")
        return DemoCalendars(store)
    graph: GraphSimulator = request.getfixturevalue("graph")
    outlook: Outlook = request.getfixturevalue("outlook")
    for address in (SAM, HANA):
        graph.mailbox(address)
    return OutlookCalendars(outlook, FROM, PassingTime(NOW))


async def test_an_appointment_takes_the_time_of_who_organises_it_and_of_whom_it_invites(
    calendars: Calendars,
) -> None:
    [put] = await calendars.put([VISIT])
    assert (put.outcome, bool(put.event)) == (Outcome.SENT, True)
    busy = await calendars.busy([SAM, HANA], NINE - timedelta(days=1), NINE + timedelta(days=1))
    assert busy == {SAM: (Busy(NINE, HALF_PAST_THREE),), HANA: (Busy(NINE, HALF_PAST_THREE),)}
    after = await calendars.busy([SAM], HALF_PAST_THREE, HALF_PAST_THREE + timedelta(days=1))
    assert after == {SAM: ()}


async def test_put_there_again_it_stands_there_once_and_as_it_is_given_now(calendars: Calendars) -> None:
    [first] = await calendars.put([VISIT])
    later = replace(VISIT, starts=NINE + timedelta(days=7), ends=HALF_PAST_THREE + timedelta(days=7))
    # Neither knows the event's id: its answer may have been lost.
    [again], [same] = await calendars.put([later]), await calendars.put([later])
    assert first.event == again.event == same.event
    busy = await calendars.busy([SAM], NINE, NINE + timedelta(days=30))
    assert busy == {SAM: (Busy(later.starts, later.ends),)}


async def test_a_cancelled_one_takes_nobodys_time(calendars: Calendars) -> None:
    [put] = await calendars.put([VISIT])
    [cancelled] = await calendars.put([replace(VISIT, cancelled=True, event=put.event)])
    assert cancelled.outcome is Outcome.SENT
    assert await calendars.busy([SAM, HANA], NINE, HALF_PAST_THREE) == {SAM: (), HANA: ()}


async def test_one_that_was_cancelled_before_it_stood_there_is_not_made(calendars: Calendars) -> None:
    [put] = await calendars.put([replace(VISIT, cancelled=True)])
    assert (put.outcome, put.event) == (Outcome.SENT, "")


async def test_one_on_teams_says_where_to_join(calendars: Calendars) -> None:
    [put] = await calendars.put([replace(VISIT, online=True, place="Microsoft Teams")])
    assert put.join_url.startswith("https://")


async def test_nine_in_the_morning_stays_nine_in_the_morning_when_the_clocks_change(
    calendars: Calendars,
) -> None:
    summer = datetime(2027, 3, 25, 9, tzinfo=LONDON)
    moved = summer + timedelta(days=5)
    assert (summer.utcoffset(), moved.utcoffset()) == (timedelta(0), timedelta(hours=1))
    await calendars.put([replace(VISIT, starts=summer, ends=summer + timedelta(hours=3))])
    await calendars.put([replace(VISIT, starts=moved, ends=moved + timedelta(hours=3))])
    busy = await calendars.busy([SAM], summer, moved + timedelta(days=1))
    assert [time.starts.astimezone(LONDON) for time in busy[SAM]] == [moved]


async def test_of_what_was_changed_there_only_ours_is_told(calendars: Calendars) -> None:
    ours, other = await calendars.put([VISIT, replace(VISIT, key="visit:2", starts=HALF_PAST_THREE)])
    seen = await calendars.changes(SAM, "", {ours.event: VISIT.key})
    assert [(each.key, each.event, each.starts, each.cancelled) for each in seen.events] == [
        ("visit:1", ours.event, NINE, False)
    ]
    assert other.event != ours.event
    assert (await calendars.changes(SAM, seen.token, {ours.event: VISIT.key})).events == ()
    await calendars.put([replace(VISIT, starts=NINE + timedelta(hours=1), event=ours.event)])
    again = await calendars.changes(SAM, seen.token, {ours.event: VISIT.key})
    assert [each.starts for each in again.events] == [NINE + timedelta(hours=1)]
