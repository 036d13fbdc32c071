"""What was changed in a calendar, by Microsoft Graph's delta of a calendar's view.

A view has a span, which its tokens keep; it reaches as far as plans of visits do, and is laid anew before
they outgrow it. Everything in the calendar comes by: what is not ours is dropped by its id, unread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from scheduling.outlook.batching import Answer, Request, asked
from scheduling.outlook.client import PREFER, Outlook
from scheduling.outlook.refusals import GraphError, Refused
from scheduling.outlook.times import instant, instant_of
from strategy.ports import Changes, SeenEvent

if TYPE_CHECKING:
    from msgraph.generated.models.event import Event
    from msgraph.generated.users.item.calendar_view.delta.delta_get_response import DeltaGetResponse
    from msgraph.graph_service_client import GraphServiceClient

BACK: Final = timedelta(days=31)
AHEAD: Final = timedelta(days=900)
"""How far a view reaches from the day on which it is laid: next year's visits are planned within this one."""

GOOD_FOR: Final = timedelta(days=180)
"""How long a view serves; what is left of it then reaches two school years ahead still."""

PAGE: Final = 200
"""Events that are asked for at a time."""

DECLINED: Final = "declined"

_SHOWN: Final = "id,start,end,isCancelled,attendees"


async def followed(
    outlook: Outlook, address: str, token: str, ours: Mapping[str, str], now: datetime
) -> Changes:
    """What was changed of ours since a token was given, or all that stands there. A token is the day on which
    its view was laid and Graph's own link. Raises GraphError.
    """
    laid, _, link = token.partition(" ")
    if link and not _is_good(laid, now):
        link = ""
    from_start = not link
    try:
        told, link = await _told(outlook, address, link, ours, now)
    except Refused as refused:
        if not _is_forgotten(refused) or from_start:
            raise
        from_start = True
        told, link = await _told(outlook, address, "", ours, now)
    if from_start:
        laid = now.astimezone(UTC).date().isoformat()
    seen = {id_: _seen(ours[id_], event) for id_, event in told.items() if not _is_away(event)}
    # What is away may be gone or only out of the view, and what went while a token was lost is not told.
    to_look_at = [id_ for id_ in ours if id_ not in seen and (from_start or id_ in told)]
    seen |= await _looked_at(outlook, address, to_look_at, ours, now)
    return Changes(tuple(seen.values()), f"{laid} {link}", from_start=from_start)


async def _told(
    outlook: Outlook, address: str, link: str, ours: Mapping[str, str], now: datetime
) -> tuple[dict[str, Event], str]:
    """What the pages of changes tell of ours, and the link to ask with the next time."""
    told: dict[str, Event] = {}
    while True:
        page = await outlook.call(address, partial(_page, address=address, link=link, now=now))
        if page is None:
            raise Refused(0)
        told |= {str(event.id): event for event in page.value or () if event.id in ours}
        if page.odata_next_link:
            link = page.odata_next_link
        elif page.odata_delta_link:
            return told, page.odata_delta_link
        else:
            raise Refused(0)


async def _page(
    graph: GraphServiceClient, *, address: str, link: str, now: datetime
) -> DeltaGetResponse | None:
    from kiota_abstractions.base_request_configuration import RequestConfiguration
    from kiota_abstractions.headers_collection import HeadersCollection
    from msgraph.generated.users.item.calendar_view.delta.delta_request_builder import DeltaRequestBuilder

    headers = HeadersCollection()
    headers.add("Prefer", f"{PREFER['Prefer']}, odata.maxpagesize={PAGE}")
    delta = graph.users.by_user_id(address).calendar_view.delta
    if link:
        return await delta.with_url(link).get(RequestConfiguration(headers=headers))
    view = DeltaRequestBuilder.DeltaRequestBuilderGetQueryParameters(
        start_date_time=f"{now.astimezone(UTC) - BACK:%Y-%m-%d}T00:00:00Z",
        end_date_time=f"{now.astimezone(UTC) + AHEAD:%Y-%m-%d}T00:00:00Z",
    )
    return await delta.get(RequestConfiguration(headers=headers, query_parameters=view))


async def _looked_at(
    outlook: Outlook, address: str, ids: Iterable[str], ours: Mapping[str, str], now: datetime
) -> dict[str, SeenEvent]:
    """How events stand that the changes do not show; one that is not there any more is cancelled."""
    query = urlencode({"$select": _SHOWN}, quote_via=quote)
    requests = {id_: Request(address, "GET", f"events/{quote(id_, safe='')}?{query}") for id_ in ids}
    answers = await asked(outlook, list(requests.values()))
    seen = {}
    for id_, answer in zip(requests, answers, strict=True):
        if isinstance(answer, GraphError):
            raise answer
        seen[id_] = _answered(ours[id_], id_, answer, now)
    return seen


def _answered(key: str, id_: str, answer: Answer, now: datetime) -> SeenEvent:
    if answer.status in (404, 410):
        return SeenEvent(key, id_, now, now, cancelled=True)
    if answer.refusal is not None:
        raise answer.refusal
    event = answer.body
    declined = [
        str((one.get("emailAddress") or {}).get("address") or "")
        for one in event.get("attendees") or ()
        if (one.get("status") or {}).get("response") == DECLINED
    ]
    return SeenEvent(
        key,
        id_,
        instant(event.get("start") or {}),
        instant(event.get("end") or {}),
        bool(event.get("isCancelled")),
        tuple(declined),
    )


def _seen(key: str, event: Event) -> SeenEvent:
    invited: Sequence[Any] = event.attendees or ()
    declined = [str(one.email_address.address) for one in invited if _says_no(one)]
    return SeenEvent(
        key,
        str(event.id),
        _at(event.start),
        _at(event.end),
        bool(event.is_cancelled),
        tuple(declined),
    )


def _at(told: Any) -> datetime:
    return instant_of(str(told.date_time), str(told.time_zone or "UTC"))


def _says_no(attendee: Any) -> bool:
    status = attendee.status
    return (
        attendee.email_address is not None
        and status is not None
        and status.response is not None
        and status.response.value == DECLINED
    )


def _is_away(event: Event) -> bool:
    return "@removed" in event.additional_data or event.start is None or event.end is None


def _is_good(laid: str, now: datetime) -> bool:
    try:
        return now - datetime.fromisoformat(laid).replace(tzinfo=UTC) < GOOD_FOR
    except ValueError:
        return False


def _is_forgotten(refused: Refused) -> bool:
    return refused.status == 410 or refused.code in ("SyncStateNotFound", "SyncStateInvalid")
