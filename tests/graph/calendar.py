"""A calendar of the simulator: events with two ids each, a log of changes for delta, and who was notified."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.graph.exchange import AT, OF_MARKS, GraphFault
from tests.graph.times import instant, stated, zone

MEETING = "<div>Microsoft Teams meeting: join at https://teams.example/l/"
"""What stands in the body of an online meeting; without it the meeting is gone."""


@dataclass(eq=False)
class Event:
    """An event in one calendar. `notified` are those who were told of each change, change by change."""

    number: int
    properties: dict[str, Any]
    starts: datetime
    ends: datetime
    organiser: str
    uid: str
    marks: dict[str, str] = field(default_factory=dict)
    transaction: str = ""
    asked: str = ""
    changes: int = 1
    is_organiser: bool = True
    is_cancelled: bool = False
    notified: list[list[str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def etag(self) -> str:
        return f'W/"EV{self.changes}"'

    @property
    def attendees(self) -> list[str]:
        """Addresses in lower case."""
        return [one["emailAddress"]["address"].lower() for one in self.properties.get("attendees") or []]

    def id(self, immutable: bool) -> str:
        return f"AAI-{self.number:06d}" if immutable else f"AAM-{self.number:06d}="

    def shown(self, immutable: bool, zone_name: str, query: dict[str, str]) -> dict[str, Any]:
        """As an answer has it, with times in a zone."""
        whole = {
            "id": self.id(immutable),
            "changeKey": f"EV{self.changes}",
            "iCalUId": self.uid,
            "createdDateTime": AT,
            "lastModifiedDateTime": AT,
            "type": "singleInstance",
            "isOrganizer": self.is_organiser,
            "isCancelled": self.is_cancelled,
            "organizer": {"emailAddress": {"address": self.organiser}},
            **self.properties,
            "start": stated(self.starts, zone_name),
            "end": stated(self.ends, zone_name),
        }
        chosen = query.get("$select")
        if chosen:
            wanted = {"id", *chosen.split(",")}
            whole = {name: value for name, value in whole.items() if name in wanted}
        marks = OF_MARKS.search(query.get("$expand", ""))
        if marks and marks[1] in self.marks:
            whole["singleValueExtendedProperties"] = [{"id": marks[1], "value": self.marks[marks[1]]}]
        return {"@odata.etag": self.etag, **whole}


class Calendar:
    """One mailbox's calendar. `makes_meetings` is whether Teams can be had for it."""

    def __init__(self, address: str, numbers: itertools.count[int]) -> None:
        self.address = address
        self.events: list[Event] = []
        self.log: list[Event] = []
        self.makes_meetings = True
        self._numbers = numbers

    def create(self, body: dict[str, Any]) -> tuple[Event, bool]:
        """An event of what a request says, and whether it is new: a transactionId names it once."""
        transaction = body.get("transactionId") or ""
        asked = json.dumps({n: v for n, v in body.items() if n != "transactionId"}, sort_keys=True)
        for event in self.events:
            if transaction and event.transaction == transaction:
                if event.asked != asked:
                    fault = GraphFault(400, "ErrorDuplicateTransactionId")
                    fault.answered.body["error"]["@event.existingEventId"] = event.id(immutable=True)
                    raise fault
                return event, False
        properties = {n: v for n, v in body.items() if not n.startswith("@") and n not in ("start", "end")}
        marks = properties.pop("singleValueExtendedProperties", None) or []
        starts, ends = _span(body, bool(body.get("isAllDay")))
        number = next(self._numbers)
        event = Event(number, properties, starts, ends, self.address, f"UID{number}")
        event.marks = {mark["id"]: mark["value"] for mark in marks}
        event.transaction, event.asked = transaction, asked
        self._meeting(event)
        event.notified.append(event.attendees)
        self.put(event)
        return event, True

    def put(self, event: Event) -> None:
        """Have an event in this calendar."""
        self.events.append(event)
        self.log.append(event)

    def change(self, event: Event, body: dict[str, Any], if_match: str) -> None:
        """Merge what a PATCH says; attendees alone notify only those who come or go."""
        if if_match and if_match not in ("*", event.etag):
            raise GraphFault(412, "ErrorIrresolvableConflict", "The change key does not match.")
        before = set(event.attendees)
        body = {name: value for name, value in body.items() if not name.startswith("@")}
        marks = body.pop("singleValueExtendedProperties", None) or []
        event.marks |= {mark["id"]: mark["value"] for mark in marks}
        if "start" in body or "end" in body:
            zoned = {"start": stated(event.starts, "UTC"), "end": stated(event.ends, "UTC"), **body}
            event.starts, event.ends = _span(zoned, bool(event.properties.get("isAllDay")))
        was_online = bool(event.properties.get("isOnlineMeeting"))
        changed = {name: value for name, value in body.items() if name not in ("start", "end")}
        event.properties |= changed
        if was_online:  # it is for good, unless its words are gone from the body
            event.properties["isOnlineMeeting"] = MEETING in str(
                (event.properties.get("body") or {}).get("content")
            )
        else:
            self._meeting(event)
        everybody = before | set(event.attendees)
        only_attendees = set(body) == {"attendees"}
        event.notified.append(sorted(before ^ set(event.attendees) if only_attendees else everybody))
        self.touch(event)

    def remove(self, event: Event) -> None:
        self.events.remove(event)
        self.touch(event)

    def touch(self, event: Event) -> None:
        """Note that it has changed."""
        event.changes += 1
        self.log.append(event)

    def receive(self, theirs: Event) -> None:
        """Have somebody else's event as it is now: as an invitation, changed, or cancelled."""
        copy = next((event for event in self.events if event.uid == theirs.uid), None)
        is_invited = self.address.lower() in theirs.attendees
        if copy is None and is_invited and not theirs.is_cancelled:
            properties = {n: v for n, v in theirs.properties.items() if n != "transactionId"}
            span = theirs.starts, theirs.ends
            copy = Event(
                next(self._numbers), properties, *span, theirs.organiser, theirs.uid, is_organiser=False
            )
            self.put(copy)
        elif copy is not None:
            copy.properties |= {n: v for n, v in theirs.properties.items() if n != "transactionId"}
            copy.starts, copy.ends = theirs.starts, theirs.ends
            copy.is_cancelled = theirs.is_cancelled or not is_invited
            self.touch(copy)

    def respond(self, event: Event, address: str, response: str) -> None:
        """Note at the organiser's event what somebody who is invited answered, such as "declined"."""
        for attendee in event.properties["attendees"]:
            if attendee["emailAddress"]["address"].lower() == address.lower():
                attendee["status"] = {"response": response, "time": AT}
        self.touch(event)

    def find(self, id_: str) -> Event:
        for event in self.events:
            if id_ in (event.id(immutable=True), event.id(immutable=False)):
                return event
        raise GraphFault(404, "ErrorItemNotFound", "The specified object was not found in the store.")

    def between(self, starts: datetime, ends: datetime) -> list[Event]:
        """Those that touch a span, by their beginning."""
        found = [event for event in self.events if event.starts < ends and event.ends > starts]
        return sorted(found, key=lambda event: event.starts)

    def _meeting(self, event: Event) -> None:
        if not event.properties.get("isOnlineMeeting"):
            return
        if not self.makes_meetings:
            event.properties["isOnlineMeeting"] = False
            return
        body = event.properties.get("body") or {"contentType": "html", "content": ""}
        link = f"{MEETING}{event.number}</div>"
        event.properties |= {
            "onlineMeetingProvider": "teamsForBusiness",
            "onlineMeeting": {"joinUrl": f"https://teams.example/l/{event.number}"},
            "body": {"contentType": "html", "content": f"{body.get('content') or ''}{link}"},
        }


def _span(body: dict[str, Any], all_day: bool) -> tuple[datetime, datetime]:
    starts, ends = instant(body["start"]), instant(body["end"])
    if ends < starts:
        raise GraphFault(400, "ErrorOccurrenceTimeSpanTooBig", "It ends before it begins.")
    if all_day:
        there = [
            at.astimezone(zone(body[which]["timeZone"])) for at, which in ((starts, "start"), (ends, "end"))
        ]
        if any(at.hour or at.minute for at in there) or starts == ends:
            raise GraphFault(400, "ErrorInvalidArgument", "An all-day event is from midnight to midnight.")
    return starts, ends
