"""An appointment as an event of Microsoft Graph: what it is made of, and what differs from it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote, urlencode

from scheduling.outlook.batching import Request
from scheduling.outlook.letters import KEYSTONE_ID, mark_of
from scheduling.outlook.times import instant, stated
from strategy.ports import Appointment

INVITED: Final = "String {6d0b6f0e-5f0a-4d58-9a6e-3f6c1f7c9b52} Name KeystoneInvited"
"""The mark of whom and what an event was last given. It is held beside what we would give now, and not what
stands there: Graph may write an address in another way, and what an organiser adds is theirs.
"""

CANCELLED: Final = "This school visit is cancelled."
"""What those invited are told; why is nobody else's business."""

_SHOWN: Final = "id,subject,start,end,location,attendees,isCancelled,isOnlineMeeting,onlineMeeting"
_WITH_MARK: Final = f"singleValueExtendedProperties($filter=id eq '{INVITED}')"

Event = Mapping[str, Any]
"""An event as an answer has it."""


def making(appointment: Appointment) -> Request:
    """Makes its event. However often it is asked for, Graph makes it once: its transaction is named by the
    key and by the event that stood there before, if one is gone.
    """
    body: dict[str, Any] = {
        "transactionId": mark_of(f"{appointment.key} after {appointment.event}"),
        "subject": appointment.subject,
        "body": {"contentType": "text", "content": appointment.text},
        "start": stated(appointment.starts),
        "end": stated(appointment.ends),
        "location": {"displayName": appointment.place},
        "attendees": _attendees(appointment),
        "sensitivity": "private",
        "showAs": "busy",
        "singleValueExtendedProperties": [
            {"id": KEYSTONE_ID, "value": mark_of(appointment.key)},
            {"id": INVITED, "value": invited(appointment)},
        ],
    }
    if appointment.online:
        body |= _ONLINE
    return Request(appointment.organiser, "POST", "events", body)


def looking(appointment: Appointment, event: str) -> Request:
    """Shows how an event of its organiser's stands."""
    query = urlencode({"$select": _SHOWN, "$expand": _WITH_MARK}, quote_via=quote)
    return Request(appointment.organiser, "GET", f"events/{quote(event, safe='')}?{query}")


def finding(appointment: Appointment) -> Request:
    """Shows what stands in its organiser's calendar by its key."""
    by_key = (
        f"singleValueExtendedProperties/Any(ep: ep/id eq '{KEYSTONE_ID}' "
        f"and ep/value eq '{mark_of(appointment.key)}')"
    )
    query = urlencode({"$filter": by_key, "$select": _SHOWN, "$expand": _WITH_MARK}, quote_via=quote)
    return Request(appointment.organiser, "GET", f"events?{query}")


def changing(appointment: Appointment, event: str, changes: Mapping[str, Any]) -> Request:
    """Changes what is named, and nothing else of the event."""
    return Request(appointment.organiser, "PATCH", f"events/{quote(event, safe='')}", changes)


def cancelling(appointment: Appointment, event: Event) -> Request:
    """Cancels an event and has those invited told; where nobody is, it is taken away."""
    path = f"events/{quote(str(event['id']), safe='')}"
    if not event.get("attendees"):
        return Request(appointment.organiser, "DELETE", path)
    return Request(appointment.organiser, "POST", f"{path}/cancel", {"comment": CANCELLED})


def differences(appointment: Appointment, event: Event, *, just_made: bool = False) -> dict[str, Any]:
    """What of an event is to be other than it is; empty where nothing is.

    One just made was given whom it invites; a change of them is told by the mark.
    """
    changes: dict[str, Any] = {}
    if _at(event, "start") != appointment.starts or _at(event, "end") != appointment.ends:
        changes |= {"start": stated(appointment.starts), "end": stated(appointment.ends)}
    if not just_made and _mark(event) != invited(appointment):
        changes |= _wording(appointment, event)
        if _addresses(event) != {address.casefold() for address in appointment.attendees}:
            changes["attendees"] = _attendees(appointment)
    if appointment.online and not is_online(event):
        changes |= _ONLINE
    if not appointment.online and is_online(event):
        # A meeting is for good as long as its words stand in the body.
        changes["body"] = {"contentType": "text", "content": appointment.text}
    return changes


def is_online(event: Event) -> bool:
    """Whether it is a meeting that can be joined."""
    return bool(event.get("isOnlineMeeting"))


def join_url(event: Event) -> str:
    """Where it is joined; empty where it is no meeting."""
    meeting = event.get("onlineMeeting")
    return str(meeting.get("joinUrl") or "") if isinstance(meeting, dict) and is_online(event) else ""


def invited(appointment: Appointment) -> str:
    """What tells whether an event was given these people, subject and place, without naming them."""
    parts = [appointment.subject, appointment.place]
    parts += sorted(address.casefold() for address in appointment.attendees)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


_ONLINE: Final[Mapping[str, Any]] = {"isOnlineMeeting": True, "onlineMeetingProvider": "teamsForBusiness"}


def _wording(appointment: Appointment, event: Event) -> dict[str, Any]:
    """The mark anew, and of subject and place what is another: those invited are told of each."""
    marks = [{"id": INVITED, "value": invited(appointment)}]
    changes: dict[str, Any] = {"singleValueExtendedProperties": marks}
    if event.get("subject") != appointment.subject:
        changes["subject"] = appointment.subject
    if (event.get("location") or {}).get("displayName") != appointment.place:
        changes["location"] = {"displayName": appointment.place}
    return changes


def _attendees(appointment: Appointment) -> list[dict[str, Any]]:
    return [{"emailAddress": {"address": address}, "type": "required"} for address in appointment.attendees]


def _addresses(event: Event) -> set[str]:
    return {
        str((one.get("emailAddress") or {}).get("address") or "").casefold()
        for one in event.get("attendees") or ()
    }


def _mark(event: Event) -> str:
    marks = event.get("singleValueExtendedProperties") or ()
    return next((str(mark.get("value")) for mark in marks if mark.get("id") == INVITED), "")


def _at(event: Event, which: str) -> datetime | None:
    try:
        return instant(event.get(which) or {})
    except ValueError:
        return None
