"""What the simulator does about calendars, seen through Microsoft's SDK: traps for who books visits."""

from __future__ import annotations

import pytest
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.default_query_parameters import QueryParameters
from kiota_abstractions.headers_collection import HeadersCollection
from msgraph.generated.models.attendee import Attendee
from msgraph.generated.models.body_type import BodyType
from msgraph.generated.models.date_time_time_zone import DateTimeTimeZone
from msgraph.generated.models.email_address import EmailAddress
from msgraph.generated.models.event import Event
from msgraph.generated.models.item_body import ItemBody
from msgraph.generated.models.schedule_information import ScheduleInformation
from msgraph.generated.models.single_value_legacy_extended_property import SingleValueLegacyExtendedProperty
from msgraph.generated.users.item.calendar.get_schedule import get_schedule_post_request_body as schedule
from msgraph.generated.users.item.calendar_view.delta.delta_request_builder import DeltaRequestBuilder
from msgraph.generated.users.item.events.events_request_builder import EventsRequestBuilder
from msgraph.generated.users.item.events.item.cancel.cancel_post_request_body import CancelPostRequestBody

from scheduling.outlook.client import Outlook
from scheduling.outlook.letters import KEYSTONE_ID
from scheduling.outlook.refusals import Refused
from tests.graph.simulator import GraphSimulator

SIP, HEAD = "david@trust.example", "sarah@trust.example"
NOVEMBER = RequestConfiguration(
    query_parameters=DeltaRequestBuilder.DeltaRequestBuilderGetQueryParameters(
        start_date_time="2026-11-01T00:00:00Z", end_date_time="2026-12-01T00:00:00Z"
    )
)


@pytest.fixture(autouse=True)
def _people(graph: GraphSimulator) -> None:
    for address in (SIP, HEAD):
        graph.mailbox(address)


def at(day: str, hour: int = 9) -> DateTimeTimeZone:
    return DateTimeTimeZone(date_time=f"{day}T{hour:02}:00:00", time_zone="Europe/London")


def a_visit(day: str = "2026-11-12", **changes: object) -> Event:
    whole: dict[str, object] = {
        "subject": "School visit",
        "start": at(day),
        "end": at(day, 12),
        "attendees": [Attendee(email_address=EmailAddress(address=HEAD))],
        "transaction_id": f"visit-{day}",
    }
    return Event(**(whole | changes))  # type: ignore[arg-type]


async def booked(outlook: Outlook, visit: Event, mailbox: str = SIP) -> Event:
    made = await outlook.call(mailbox, lambda graph: graph.users.by_user_id(mailbox).events.post(visit))
    assert made is not None
    return made


def prefers(*words: str) -> HeadersCollection:
    headers = HeadersCollection()
    headers.add("Prefer", ", ".join(['IdType="ImmutableId"', *words]))
    return headers


async def test_a_transaction_id_books_once_and_names_what_another_content_meets(
    outlook: Outlook, graph: GraphSimulator
) -> None:
    first, again = await booked(outlook, a_visit()), await booked(outlook, a_visit())
    assert first.id == again.id
    with pytest.raises(Refused) as other:
        await booked(outlook, a_visit(subject="Another"))
    assert (other.value.status, other.value.code) == (400, "ErrorDuplicateTransactionId")
    assert len(graph.mailbox(SIP).calendar.events) == 1
    assert [event.uid for event in graph.mailbox(HEAD).calendar.events] == [first.i_cal_u_id]


@pytest.mark.parametrize(("day", "utc"), [("2026-10-23", "08:00"), ("2026-10-26", "09:00")])
async def test_nine_oclock_is_nine_oclock_on_both_sides_of_the_clock_change(
    outlook: Outlook, day: str, utc: str
) -> None:
    made = await booked(outlook, a_visit(day))
    assert made.start is not None
    assert (made.start.date_time, made.start.time_zone) == (f"{day}T{utc}:00.0000000", "UTC")
    asked = RequestConfiguration[EventsRequestBuilder.EventsRequestBuilderGetQueryParameters](
        headers=prefers('outlook.timezone="Europe/London"')
    )
    listed = await outlook.call(SIP, lambda graph: graph.users.by_user_id(SIP).events.get(asked))
    assert listed is not None
    assert listed.value is not None
    [event] = listed.value
    assert event.start is not None
    assert event.start.date_time == f"{day}T09:00:00.0000000"


async def test_an_event_is_found_by_its_mark_which_is_hidden_unless_asked_for(outlook: Outlook) -> None:
    mark = SingleValueLegacyExtendedProperty(id=KEYSTONE_ID, value="it's ours")
    made = await booked(outlook, a_visit(single_value_extended_properties=[mark]))
    assert made.single_value_extended_properties is None
    await booked(outlook, a_visit("2026-11-13"))
    asked = RequestConfiguration(
        query_parameters=EventsRequestBuilder.EventsRequestBuilderGetQueryParameters(
            filter=(
                f"singleValueExtendedProperties/Any(ep: ep/id eq '{KEYSTONE_ID}' "
                "and ep/value eq 'it''s ours')"
            ),
            expand=[f"singleValueExtendedProperties($filter=id eq '{KEYSTONE_ID}')"],
        )
    )
    found = await outlook.call(SIP, lambda graph: graph.users.by_user_id(SIP).events.get(asked))
    assert found is not None
    assert found.value is not None
    [event] = found.value
    assert event.id == made.id
    assert event.single_value_extended_properties is not None
    assert event.single_value_extended_properties[0].value == "it's ours"


async def test_a_change_merges_and_is_refused_where_somebody_was_before(
    outlook: Outlook, graph: GraphSimulator
) -> None:
    made = await booked(outlook, a_visit())
    moved = Event(start=at("2026-11-19"), end=at("2026-11-19", 12))
    asked: RequestConfiguration[QueryParameters] = RequestConfiguration()
    asked.headers.add("If-Match", str(made.additional_data["@odata.etag"]))

    async def move() -> Event | None:
        return await outlook.call(
            SIP,
            lambda graph: graph.users.by_user_id(SIP).events.by_event_id(str(made.id)).patch(moved, asked),
        )

    changed = await move()
    assert changed is not None
    assert changed.subject == "School visit"
    assert changed.change_key != made.change_key
    with pytest.raises(Refused) as late:
        await move()
    assert late.value.status == 412
    [event] = graph.mailbox(SIP).calendar.events
    assert event.notified == [[HEAD], [HEAD]]
    assert graph.mailbox(HEAD).calendar.events[0].starts == event.starts


async def test_only_those_who_come_or_go_are_told_of_attendees_alone(
    outlook: Outlook, graph: GraphSimulator
) -> None:
    made = await booked(outlook, a_visit())
    both = [Attendee(email_address=EmailAddress(address=one)) for one in (HEAD, "chair@trust.example")]
    await outlook.call(
        SIP,
        lambda graph: (
            graph.users.by_user_id(SIP).events.by_event_id(str(made.id)).patch(Event(attendees=both))
        ),
    )
    assert graph.mailbox(SIP).calendar.events[0].notified[-1] == ["chair@trust.example"]


async def test_a_cancellation_says_why_and_stays_with_those_invited(
    outlook: Outlook, graph: GraphSimulator
) -> None:
    made = await booked(outlook, a_visit())
    why = CancelPostRequestBody(comment="She is ill.")
    await outlook.call(
        SIP, lambda graph: graph.users.by_user_id(SIP).events.by_event_id(str(made.id)).cancel.post(why)
    )
    assert graph.mailbox(SIP).calendar.events == []
    [theirs] = graph.mailbox(HEAD).calendar.events
    assert theirs.is_cancelled
    with pytest.raises(Refused) as refused:
        await outlook.call(
            HEAD,
            lambda graph: (
                graph.users.by_user_id(HEAD).events.by_event_id(theirs.id(immutable=True)).cancel.post(why)
            ),
        )
    assert refused.value.status == 400


async def test_a_meeting_may_be_refused_with_201_and_goes_with_its_words(
    outlook: Outlook, graph: GraphSimulator
) -> None:
    made = await booked(outlook, a_visit(is_online_meeting=True))
    assert made.is_online_meeting
    assert made.online_meeting is not None
    without = Event(body=ItemBody(content_type=BodyType.Html, content="New words"))
    changed = await outlook.call(
        SIP, lambda graph: graph.users.by_user_id(SIP).events.by_event_id(str(made.id)).patch(without)
    )
    assert changed is not None
    assert changed.is_online_meeting is False
    graph.mailbox(SIP).calendar.makes_meetings = False
    assert (await booked(outlook, a_visit("2026-11-13", is_online_meeting=True))).is_online_meeting is False


async def test_lists_come_in_pages_of_ten(outlook: Outlook) -> None:
    for day in range(1, 13):
        await booked(outlook, a_visit(f"2026-11-{day:02}"))
    page = await outlook.call(SIP, lambda graph: graph.users.by_user_id(SIP).events.get())
    assert page is not None
    assert page.value is not None
    assert len(page.value) == 10
    link = str(page.odata_next_link)
    rest = await outlook.call(SIP, lambda graph: graph.users.by_user_id(SIP).events.with_url(link).get())
    assert rest is not None
    assert rest.value is not None
    assert (len(rest.value), rest.odata_next_link) == (2, None)


async def told(outlook: Outlook, link: str = "") -> tuple[list[tuple[str, bool]], str]:
    """What delta tells, id and whether it is gone, to the end of its pages; and where to go on from."""
    found: list[tuple[str, bool]] = []
    while True:
        page = await outlook.call(
            SIP,
            lambda graph, at=link: (  # type: ignore[misc]
                graph.users.by_user_id(SIP).calendar_view.delta.with_url(at).get()
                if at
                else graph.users.by_user_id(SIP).calendar_view.delta.get(NOVEMBER)
            ),
        )
        assert page is not None
        found += [(str(one.id), "@removed" in one.additional_data) for one in page.value or []]
        if page.odata_next_link is None:
            return found, str(page.odata_delta_link)
        link = page.odata_next_link


async def test_delta_tells_what_changed_since_and_starts_again_when_its_token_is_gone(
    outlook: Outlook, graph: GraphSimulator
) -> None:
    visits = [await booked(outlook, a_visit(f"2026-11-{day:02}")) for day in range(1, 13)]
    everything, link = await told(outlook)
    assert sorted(everything) == sorted((str(visit.id), False) for visit in visits)
    assert (await told(outlook, link))[0] == []
    calendar = graph.mailbox(SIP).calendar
    calendar.change(calendar.events[0], {"subject": "Moved in Outlook"}, "")
    calendar.remove(calendar.events[1])
    news, _ = await told(outlook, link)
    assert news == [(str(visits[0].id), False), (str(visits[1].id), True)]
    graph.calendars.expire_tokens()
    with pytest.raises(Refused) as gone:
        await told(outlook, link)
    assert gone.value.status == 410


async def schedules(outlook: Outlook, addresses: list[str]) -> list[ScheduleInformation]:
    asked = schedule.GetSchedulePostRequestBody(
        schedules=addresses, start_time=at("2026-11-01"), end_time=at("2026-11-30")
    )
    found = await outlook.call(
        SIP, lambda graph: graph.users.by_user_id(SIP).calendar.get_schedule.post(asked)
    )
    assert found is not None
    return found.value or []


async def test_free_and_busy_is_had_of_twenty_and_an_unknown_one_is_an_error_inside(outlook: Outlook) -> None:
    await booked(outlook, a_visit())
    sip, head, nobody = await schedules(outlook, [SIP, HEAD, "nobody@trust.example"])
    for one in (sip, head):
        assert one.schedule_items is not None
        assert len(one.schedule_items) == 1
    assert nobody.error is not None
    assert nobody.error.response_code == "ErrorMailRecipientNotFound"
    with pytest.raises(Refused):
        await schedules(outlook, [f"p{number}@trust.example" for number in range(21)])
