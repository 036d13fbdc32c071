"""What the simulator does about calendars, by operation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from tests.graph.calendar import Calendar, Event
from tests.graph.exchange import Answered, Asked, GraphFault, HasUrl
from tests.graph.mailbox import BY_MARK, Mailbox
from tests.graph.times import from_query, instant, stated, zone_asked_for

PAGE = 10
MOST_SCHEDULES = 20
LONGEST_SCHEDULE = timedelta(days=62)
PAGE_SIZE = re.compile(r"odata\.maxpagesize\s*=\s*(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """Where in the changes of a calendar somebody is who asks for delta. `rest` is still to be told."""

    starts: datetime
    ends: datetime
    read_to: int
    rest: tuple[Event, ...] = ()


class CalendarRoutes:
    """Answers what is asked of a mailbox's calendar."""

    def __init__(self, at: HasUrl, mailboxes: Mapping[str, Mailbox]) -> None:
        self._at = at
        self._mailboxes = mailboxes
        self._places: dict[str, Place] = {}

    def expire_tokens(self) -> None:
        """No delta token that was given is good any more."""
        self._places.clear()

    def answer(self, name: str, asked: Asked, box: Mailbox, given: tuple[str, ...]) -> Answered:
        """The answer to one of the operations of calendars."""
        calendar = box.calendar
        match name.replace(" calendar/", " "):
            case "POST events":
                event, is_new = calendar.create(asked.body)
                if is_new:
                    self._spread(event)
                return Answered(201, self._shown(event, asked))
            case "GET events":
                return self._listed(calendar, asked)
            case "GET events/{}":
                return Answered(200, self._shown(calendar.find(given[1]), asked))
            case "PATCH events/{}":
                event = calendar.find(given[1])
                calendar.change(event, asked.body, asked.headers.get("if-match", ""))
                self._spread(event)
                return Answered(200, self._shown(event, asked))
            case "DELETE events/{}":
                self._ended(calendar, calendar.find(given[1]), "")
                return Answered(204)
            case "POST events/{}/cancel":
                event = calendar.find(given[1])
                if not event.is_organiser:
                    raise GraphFault(400, "ErrorInvalidRequest", "Only the organiser can cancel.")
                self._ended(calendar, event, str(asked.body.get("comment") or ""))
                return Answered(202)
            case "GET calendarView":
                span = from_query(asked.query["startDateTime"]), from_query(asked.query["endDateTime"])
                return self._page(calendar.between(*span), asked, f"/users/{box.address}/calendarView")
            case "GET calendarView/delta()":
                return self._delta(calendar, asked)
            case "POST getSchedule":
                return self._schedules(asked)
        raise GraphFault(501, "NotImplemented", name)

    def _shown(self, event: Event, asked: Asked) -> dict[str, Any]:
        return event.shown(asked.wants_immutable_ids, zone_asked_for(asked), asked.query)

    def _listed(self, calendar: Calendar, asked: Asked) -> Answered:
        events: Sequence[Event] = calendar.events
        filter_ = asked.query.get("$filter", "").strip()
        if filter_:
            found = BY_MARK.fullmatch(filter_)
            if found is None:
                raise GraphFault(400, "BadRequest", "Invalid filter clause")
            events = [event for event in events if event.marks.get(found[2]) == found[3].replace("''", "'")]
        return self._page(events, asked, f"/users/{calendar.address}/events")

    def _page(self, events: Sequence[Event], asked: Asked, path: str) -> Answered:
        size, skip = int(asked.query.get("$top", PAGE)), int(asked.query.get("$skip", 0))
        body: dict[str, Any] = {"value": [self._shown(event, asked) for event in events[skip : skip + size]]}
        if len(events) > skip + size:
            query = {**asked.query, "$top": str(size), "$skip": str(skip + size)}
            words = "&".join(f"{name}={quote(value)}" for name, value in query.items())
            body["@odata.nextLink"] = f"{self._at.url}/v1.0{path}?{words}"
        return Answered(200, body)

    def _delta(self, calendar: Calendar, asked: Asked) -> Answered:
        token = asked.query.get("$deltatoken") or asked.query.get("$skiptoken")
        if token is None:
            starts, ends = (from_query(asked.query[name]) for name in ("startDateTime", "endDateTime"))
            now = len(calendar.log)
            place = Place(starts, ends, now, tuple(calendar.between(starts, ends)))
        elif token not in self._places:
            raise GraphFault(410, "SyncStateNotFound", "The sync state is not there any more.")
        else:
            place = self._places[token]
            if "$deltatoken" in asked.query:
                news = dict.fromkeys(calendar.log[place.read_to :])
                rest = tuple(event for event in news if _touches(event, place, calendar))
                place = replace(place, read_to=len(calendar.log), rest=rest)
        size = PAGE_SIZE.search(asked.headers.get("prefer", ""))
        page = place.rest[: int(size[1]) if size else PAGE]
        place = replace(place, rest=place.rest[len(page) :])
        kind = "skip" if place.rest else "delta"
        new = f"{kind}-{len(self._places) + 1}"
        self._places[new] = place
        link = f"{self._at.url}/v1.0/users/{quote(calendar.address)}/calendarView/delta?${kind}token={new}"
        value = [self._told(event, calendar, place, asked) for event in page]
        return Answered(200, {"value": value, f"@odata.{'next' if place.rest else 'delta'}Link": link})

    def _told(self, event: Event, calendar: Calendar, place: Place, asked: Asked) -> dict[str, Any]:
        if event not in calendar.between(place.starts, place.ends):
            return {"id": event.id(asked.wants_immutable_ids), "@removed": {"reason": "deleted"}}
        return self._shown(event, asked)

    def _schedules(self, asked: Asked) -> Answered:
        starts, ends = instant(asked.body["startTime"]), instant(asked.body["endTime"])
        if (
            len(asked.body["schedules"]) > MOST_SCHEDULES
            or not timedelta(0) < ends - starts < LONGEST_SCHEDULE
        ):
            raise GraphFault(400, "ErrorInvalidParameter", "Too many mailboxes, or too long a time.")
        zone_name = zone_asked_for(asked)
        return Answered(
            200,
            {"value": [self._schedule(one, starts, ends, zone_name) for one in asked.body["schedules"]]},
        )

    def _schedule(self, address: str, starts: datetime, ends: datetime, zone_name: str) -> dict[str, Any]:
        box = self._mailboxes.get(address.lower())
        if box is None:
            error = {"message": "Unable to resolve.", "responseCode": "ErrorMailRecipientNotFound"}
            return {"scheduleId": address, "error": error}
        items = [
            {
                "status": event.properties.get("showAs", "busy"),
                "start": stated(event.starts, zone_name),
                "end": stated(event.ends, zone_name),
            }
            for event in box.calendar.between(starts, ends)
            if not event.is_cancelled
        ]
        return {"scheduleId": address, "scheduleItems": items}

    def _spread(self, event: Event) -> None:
        """An invitation, or its change, reaches the calendars of those who are invited."""
        for box in self._mailboxes.values():
            if box.address.lower() != event.organiser.lower():
                box.calendar.receive(event)

    def _ended(self, calendar: Calendar, event: Event, comment: str) -> None:
        """Removed here, and shown as cancelled to those who were invited."""
        calendar.remove(event)
        if not event.is_organiser:
            return
        event.notified.append(event.attendees)
        event.comments.append(comment)
        event.is_cancelled = True
        self._spread(event)


def _touches(event: Event, place: Place, calendar: Calendar) -> bool:
    """Whether a change is of those that are asked about; what is gone, or has left the span, is told too."""
    return (
        event not in calendar.events
        or event in calendar.between(place.starts, place.ends)
        or event.changes > 1
    )
