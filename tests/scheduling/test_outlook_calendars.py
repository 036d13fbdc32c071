"""People's calendars by Microsoft Graph's simulator: what is peculiar to Outlook."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from scheduling.outlook.calendars import OutlookCalendars
from scheduling.outlook.client import Outlook
from scheduling.outlook.putting import NO_MEETING
from strategy.ports import Appointment, Busy, CalendarsOutOfReach, Outcome
from tests.builders import NOW
from tests.graph.calendar import Event
from tests.graph.simulator import FROM, GraphSimulator
from tests.scheduling.post import PassingTime
from tests.scheduling.test_calendars import HALF_PAST_THREE, HANA, NINE, SAM, VISIT

CHAIR = "chair@trust.example"
BATCH, MAKING, CHANGING, CANCELLING = "POST $batch", "POST events", "PATCH events/{}", "POST events/{}/cancel"
A_WEEK = timedelta(days=7)
LATER = replace(VISIT, starts=NINE + A_WEEK, ends=HALF_PAST_THREE + A_WEEK)
ON_TEAMS = replace(VISIT, online=True, place="Microsoft Teams")


@pytest.fixture
def clock() -> PassingTime:
    return PassingTime(NOW)


@pytest.fixture
def calendars(graph: GraphSimulator, outlook: Outlook, clock: PassingTime) -> OutlookCalendars:
    for address in (SAM, HANA):
        graph.mailbox(address)
    return OutlookCalendars(outlook, FROM, clock)


def events(graph: GraphSimulator, address: str = SAM) -> list[Event]:
    return graph.mailbox(address).calendar.events


async def test_an_event_is_private_and_says_nothing_but_that_there_is_a_visit(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    await calendars.put([VISIT])
    [event] = events(graph)
    assert event.properties["sensitivity"] == "private"
    assert event.properties["subject"] == "School visit"
    assert event.properties["body"] == {"contentType": "text", "content": "Kept by Keystone."}
    assert event.attendees == [HANA]
    assert [theirs.uid for theirs in events(graph, HANA)] == [event.uid]


@pytest.mark.parametrize("operation", [BATCH, MAKING])
@pytest.mark.parametrize("drops", ["before", "after"])
async def test_an_answer_that_was_lost_leaves_one_event(
    calendars: OutlookCalendars, graph: GraphSimulator, operation: str, drops: str
) -> None:
    graph.next(operation, drops=drops)
    [lost] = await calendars.put([VISIT])
    assert (lost.outcome, lost.event) == (Outcome.FAILED, "")
    [put] = await calendars.put([replace(LATER, in_doubt=True)])
    assert put.outcome is Outcome.SENT
    assert [(event.id(immutable=True), event.starts) for event in events(graph)] == [
        (put.event, LATER.starts)
    ]


async def test_one_made_by_another_try_is_changed_even_where_nobody_knows_of_the_try(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    graph.next(MAKING, drops="after")
    await calendars.put([VISIT])
    [put] = await calendars.put([LATER])
    [event] = events(graph)
    assert (put.outcome, event.starts) == (Outcome.SENT, LATER.starts)


async def test_nobody_is_told_anything_where_nothing_changed(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    [put] = await calendars.put([VISIT])
    [again] = await calendars.put([replace(VISIT, event=put.event)])
    assert again == put
    [event] = events(graph)
    assert (event.changes, event.notified) == (1, [[HANA]])


async def test_only_who_is_newly_invited_is_told_of_it(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    [put] = await calendars.put([VISIT])
    graph.mailbox(SAM).calendar.respond(events(graph)[0], HANA, "accepted")
    await calendars.put([replace(VISIT, attendees=(HANA, CHAIR), event=put.event)])
    [event] = events(graph)
    assert event.notified == [[HANA], [CHAIR]]


async def test_an_address_that_outlook_writes_in_another_way_is_no_change(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    [put] = await calendars.put([VISIT])
    events(graph)[0].properties["attendees"][0]["emailAddress"]["address"] = "h.head@trust.example"
    await calendars.put([replace(VISIT, event=put.event)])
    assert events(graph)[0].changes == 1


async def test_what_its_organiser_moved_meanwhile_goes_back_to_the_later_word(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    [put] = await calendars.put([VISIT])
    events(graph)[0].starts += timedelta(hours=2)
    await calendars.put([replace(LATER, event=put.event)])
    assert [event.starts for event in events(graph)] == [LATER.starts]


async def test_a_cancelled_one_is_cancelled_for_those_invited_once_and_without_a_reason(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    [put] = await calendars.put([VISIT])
    [event] = events(graph)
    gone = replace(VISIT, cancelled=True, event=put.event)
    assert [one.outcome for _ in range(2) for one in await calendars.put([gone])] == [Outcome.SENT] * 2
    assert events(graph) == []
    assert event.comments == ["This school visit is cancelled."]
    assert [theirs.is_cancelled for theirs in events(graph, HANA)] == [True]


async def test_one_to_which_nobody_is_invited_is_taken_away(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    alone = replace(VISIT, attendees=())
    [put] = await calendars.put([alone])
    await calendars.put([replace(alone, cancelled=True, event=put.event)])
    assert events(graph) == []
    assert CANCELLING not in graph.asked


async def test_one_cancelled_after_its_answer_was_lost_is_found_and_cancelled(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    graph.next(MAKING, drops="after")
    await calendars.put([VISIT])
    [put] = await calendars.put([replace(VISIT, cancelled=True)])
    assert (put.outcome, events(graph)) == (Outcome.SENT, [])


async def test_one_that_was_deleted_in_outlook_stands_there_anew_and_once(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    [put] = await calendars.put([VISIT])
    graph.mailbox(SAM).calendar.remove(events(graph)[0])
    graph.next(MAKING, drops="after")
    again = replace(VISIT, event=put.event)
    assert [(await calendars.put([again]))[0].outcome for _ in range(2)] == [Outcome.FAILED, Outcome.SENT]
    assert len(events(graph)) == 1


async def test_a_meeting_that_teams_does_not_make_is_asked_for_once_more_and_then_said(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    graph.mailbox(SAM).calendar.makes_meetings = False
    [put] = await calendars.put([ON_TEAMS])
    assert (put.outcome, put.join_url, put.why) == (Outcome.SENT, "", NO_MEETING)
    assert graph.asked.count(CHANGING) == 1
    graph.mailbox(SAM).calendar.makes_meetings = True
    [put] = await calendars.put([replace(ON_TEAMS, event=put.event)])
    assert put.join_url.startswith("https://")
    assert put.why == ""
    assert len(events(graph)) == 1


async def test_a_visit_that_is_on_site_after_all_has_no_link_any_more(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    [put] = await calendars.put([ON_TEAMS])
    [there] = await calendars.put([replace(VISIT, event=put.event)])
    [event] = events(graph)
    assert (there.join_url, event.properties["isOnlineMeeting"]) == ("", False)
    assert event.properties["location"] == {"displayName": "Oak Bank School"}


async def test_what_is_changed_of_a_meeting_leaves_its_link(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    [put] = await calendars.put([ON_TEAMS])
    moved = replace(ON_TEAMS, starts=LATER.starts, ends=LATER.ends, event=put.event)
    [after] = await calendars.put([moved])
    assert after.join_url == put.join_url != ""


async def test_an_organiser_without_a_mailbox_has_no_calendar_there(calendars: OutlookCalendars) -> None:
    [put] = await calendars.put([replace(VISIT, organiser="elsewhere@partners.example")])
    assert (put.outcome, put.why) == (
        Outcome.UNREACHABLE,
        "the organiser has no mailbox in Exchange Online",
    )


async def test_a_permission_that_lacks_is_named(calendars: OutlookCalendars, graph: GraphSimulator) -> None:
    graph.within = {FROM}
    [put] = await calendars.put([VISIT])
    assert put.outcome is Outcome.NOT_SET_UP
    assert "Calendars.ReadWrite" in put.why
    assert SAM not in put.why


async def test_without_a_token_it_waits_until_the_app_is_set_up(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    graph.secret = "another"
    [put] = await calendars.put([VISIT])
    assert put.outcome is Outcome.NOT_SET_UP
    with pytest.raises(CalendarsOutOfReach, match="no token"):
        await calendars.busy([SAM], NINE, HALF_PAST_THREE)


async def test_a_token_that_was_revoked_is_taken_anew(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    await calendars.put([VISIT])
    graph.revoke_tokens()
    [put] = await calendars.put([replace(VISIT, key="visit:2")])
    assert put.outcome is Outcome.SENT


@pytest.mark.parametrize("operation", [BATCH, MAKING])
async def test_who_is_told_to_wait_is_told_how_long_and_by_itself_nothing_is_tried_again(
    calendars: OutlookCalendars, graph: GraphSimulator, operation: str
) -> None:
    graph.next(operation, status=429, retry_after="17")
    [put] = await calendars.put([VISIT])
    assert (put.outcome, put.retry_after) == (Outcome.FAILED, 17)
    assert graph.asked.count(BATCH) == 1


async def test_of_twenty_in_a_batch_only_those_refused_are_not_done(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    graph.next(MAKING, status=503, times=3)
    visits = [replace(VISIT, key=f"visit:{number}") for number in range(20)]
    puts = await calendars.put(visits)
    assert sorted(put.outcome for put in puts) == [Outcome.FAILED] * 3 + [Outcome.SENT] * 17
    assert [bool(put.event) for put in puts] == [put.outcome is Outcome.SENT for put in puts]
    assert (graph.requests, graph.throttled, graph.mailbox(SAM).most_at_once) == (1, 0, 4)


def taking(graph: GraphSimulator, address: str, status: str, days: int = 0) -> None:
    """Something of somebody's own."""
    at = NINE + timedelta(days=days)
    body = {
        "subject": "A matter of their own",
        "showAs": status,
        "start": {"dateTime": at.astimezone(UTC).replace(tzinfo=None).isoformat(), "timeZone": "UTC"},
        "end": {
            "dateTime": (at + timedelta(hours=1)).astimezone(UTC).replace(tzinfo=None).isoformat(),
            "timeZone": "UTC",
        },
    }
    graph.mailbox(address).calendar.create(body)


@pytest.mark.parametrize(
    ("status", "is_busy"),
    [
        ("busy", True),
        ("oof", True),
        ("free", False),
        ("tentative", False),
        ("workingElsewhere", False),
        ("unknown", False),
    ],
)
async def test_what_takes_time_is_what_outlook_would_not_offer_to_others(
    calendars: OutlookCalendars, graph: GraphSimulator, status: str, is_busy: bool
) -> None:
    taking(graph, SAM, status)
    busy = await calendars.busy([SAM], NINE, HALF_PAST_THREE)
    assert busy == {SAM: (Busy(NINE, NINE + timedelta(hours=1)),) if is_busy else ()}


async def test_a_whole_year_of_many_people_is_asked_in_parts_and_put_together(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    people = [f"person{number}@trust.example" for number in range(25)]
    for person in people:
        graph.mailbox(person)
        taking(graph, person, "busy", days=200)
    # It stands across the boundary of two parts, and is told once.
    calendar = graph.mailbox(people[0]).calendar
    calendar.events[0].starts, calendar.events[0].ends = NINE + timedelta(days=60), NINE + timedelta(days=63)
    busy = await calendars.busy([*people, "nobody@trust.example"], NINE, NINE + timedelta(days=330))
    assert list(busy) == people
    assert [len(times) for times in busy.values()] == [1] * 25
    assert busy[people[0]] == (Busy(NINE + timedelta(days=60), NINE + timedelta(days=63)),)
    assert graph.requests == 2 * 6
    assert graph.throttled == 0


async def test_an_answer_about_busy_times_that_never_comes_is_said(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    graph.next("POST getSchedule", drops="before")
    graph.next("POST calendar/getSchedule", drops="before")
    with pytest.raises(CalendarsOutOfReach, match="could not be reached"):
        await calendars.busy([SAM], NINE, HALF_PAST_THREE)


async def ours(calendars: OutlookCalendars, *visits: Appointment) -> dict[str, str]:
    return {
        put.event: visit.key for visit, put in zip(visits, await calendars.put(list(visits)), strict=True)
    }


async def test_changes_come_in_pages_and_of_other_events_nothing_is_kept(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    for number in range(230):
        taking(graph, SAM, "busy", days=number)
    mine = await ours(calendars, VISIT)
    first = await calendars.changes(SAM, "", mine)
    assert [seen.key for seen in first.events] == [VISIT.key]
    assert first.from_start
    taking(graph, SAM, "busy", days=300)
    then = await calendars.changes(SAM, first.token, mine)
    assert (then.events, then.from_start) == ((), False)
    assert "matter of their own" not in f"{first}{then}"


async def test_an_event_that_its_organiser_deletes_or_cancels_in_outlook_is_seen_as_cancelled(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    mine = await ours(calendars, VISIT, replace(VISIT, key="visit:2"))
    token = (await calendars.changes(SAM, "", mine)).token
    calendar = graph.mailbox(SAM).calendar
    deleted, cancelled = list(calendar.events)
    calendar.remove(deleted)
    cancelled.is_cancelled = True
    calendar.touch(cancelled)
    seen = (await calendars.changes(SAM, token, mine)).events
    assert {(each.key, each.cancelled) for each in seen} == {("visit:1", True), ("visit:2", True)}


async def test_one_that_is_moved_out_of_view_is_seen_where_it_is(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    mine = await ours(calendars, VISIT)
    token = (await calendars.changes(SAM, "", mine)).token
    [event] = events(graph)
    far = timedelta(days=2_000)
    event.starts, event.ends = event.starts + far, event.ends + far
    graph.mailbox(SAM).calendar.touch(event)
    [seen] = (await calendars.changes(SAM, token, mine)).events
    assert (seen.cancelled, seen.starts) == (False, event.starts)


async def test_who_declines_is_seen(calendars: OutlookCalendars, graph: GraphSimulator) -> None:
    mine = await ours(calendars, VISIT)
    token = (await calendars.changes(SAM, "", mine)).token
    graph.mailbox(SAM).calendar.respond(events(graph)[0], HANA, "declined")
    [seen] = (await calendars.changes(SAM, token, mine)).events
    assert (seen.declined, seen.cancelled) == ((HANA,), False)


async def test_where_the_token_is_forgotten_all_is_looked_at_again_and_what_is_gone_is_missed(
    calendars: OutlookCalendars, graph: GraphSimulator
) -> None:
    mine = await ours(calendars, VISIT, replace(VISIT, key="visit:2"))
    token = (await calendars.changes(SAM, "", mine)).token
    graph.mailbox(SAM).calendar.remove(events(graph)[0])
    graph.calendars.expire_tokens()
    again = await calendars.changes(SAM, token, mine)
    assert again.from_start
    assert {(each.key, each.cancelled) for each in again.events} == {("visit:1", True), ("visit:2", False)}
    assert not (await calendars.changes(SAM, again.token, mine)).from_start


async def test_a_view_is_laid_anew_before_plans_outgrow_it(
    calendars: OutlookCalendars, clock: PassingTime
) -> None:
    mine = await ours(calendars, VISIT)
    token = (await calendars.changes(SAM, "", mine)).token
    clock.passes(hours=24 * 181)
    new = await calendars.changes(SAM, token, mine)
    assert (new.from_start, new.token != token) == (True, True)


async def test_a_calendar_that_is_not_there_is_out_of_reach(calendars: OutlookCalendars) -> None:
    with pytest.raises(CalendarsOutOfReach, match="no mailbox"):
        await calendars.changes("elsewhere@partners.example", "", {})


@pytest.mark.parametrize("day", [23, 26])
async def test_nine_is_nine_in_london_on_both_sides_of_the_clock_change(
    calendars: OutlookCalendars, graph: GraphSimulator, day: int
) -> None:
    at = NINE.replace(year=2026, month=10, day=day)
    mine = await ours(calendars, replace(VISIT, starts=at, ends=at + timedelta(hours=3)))
    [event] = events(graph)
    assert event.starts == at
    [seen] = (await calendars.changes(SAM, "", mine)).events
    assert (seen.starts, seen.starts.astimezone(at.tzinfo).hour) == (at, 9)
