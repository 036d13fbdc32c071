"""Meetings to which the recipient of a reminder must come: when, where, and what of theirs is still out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dialogs import cards, wording
from dialogs.meeting_words import IN_SHORT, times
from dialogs.outgoing.telling import Telling
from dialogs.packs import VERB
from strategy.actions.calling import called_to, reports_still_out
from strategy.actions.seeing_meetings import SeenMeeting, see_meeting
from strategy.duties import StoredDuty
from strategy.meetings import Meeting
from strategy.pack_days import has_begun
from strategy.packs_access import may_have_pack


@dataclass(frozen=True, slots=True)
class Call:
    """A meeting that somebody must come to, and their reports that are due by then and still out."""

    seen: SeenMeeting
    reports: Sequence[StoredDuty]


async def still_to_come(telling: Telling) -> list[Call]:
    """The meetings of a message that stand as they did, are still to come, and that the recipient sits in."""
    found = []
    for call in await telling.uow.meeting_calls.of_message(telling.outgoing.id):
        meeting = await standing(telling, call.meeting, call.day)
        if meeting is None or telling.recipient.id not in called_to(meeting, telling.policy, telling.trust):
            continue
        seen = await see_meeting(
            uow=telling.uow,
            policy=telling.policy,
            asker=telling.recipient,
            today=telling.today,
            meeting_id=meeting.id,
        )
        reports = await reports_still_out(
            uow=telling.uow, now=telling.now, person=telling.recipient.id, meeting=meeting
        )
        found.append(Call(seen, reports))
    return found


async def standing(telling: Telling, meeting_id: int, day: date) -> Meeting | None:
    """A meeting, if it still is on that day and has not begun."""
    known = await telling.uow.meetings.get(meeting_id)
    if known is None or known.day != day or has_begun(known, telling.now):
        return None
    # One that was withdrawn is known too, and does not stand.
    first = await telling.uow.meetings.first(known.body, known.school, day)
    return known if first is not None and first.id == known.id else None


def title_of(call: Call, telling: Telling) -> str:
    """`School Improvement Team on Thu 3 Dec`."""
    meeting = call.seen.meeting
    return f"{_name(meeting, telling)} on {wording.short_day(meeting.day, telling.today)}"


def in_words(call: Call, telling: Telling) -> str:
    """When and where it is, in a sentence."""
    meeting = call.seen.meeting
    where = f", {_where(call, telling)}" if _where(call, telling) else ""
    link = f" Join it at {call.seen.join_url} ." if call.seen.join_url else ""
    return (
        f"The {_name(meeting, telling)} meets on {wording.day(meeting.day)}, {times(meeting)}{where}.{link}"
    )


def on_card(call: Call, telling: Telling) -> list[cards.Element | None]:
    """The same on a card, with the way in."""
    meeting = call.seen.meeting
    where = _where(call, telling)
    join = {"type": "Action.OpenUrl", "title": "Join in Teams", "url": call.seen.join_url}
    ways: list[cards.Element] = [join] if call.seen.join_url else []
    if may_have_pack(telling.recipient, meeting, telling.policy, telling.trust, telling.today):
        ways.append(cards.press("Get the pack", VERB, {"meeting": meeting.id, cards.BESIDE: True}))
    return [
        cards.heading(title_of(call, telling)),
        cards.words(f"{times(meeting)}, {where}" if where else times(meeting)),
        {"type": "ActionSet", "actions": ways} if ways else None,
    ]


def _name(meeting: Meeting, telling: Telling) -> str:
    of = f" of {telling.trust.school(meeting.school).known_as}" if meeting.school else ""
    return f"{IN_SHORT[meeting.body]}{of}"


def _where(call: Call, telling: Telling) -> str:
    if call.seen.online:
        return "on Microsoft Teams"
    school = call.seen.meeting.school
    return f"at {telling.trust.school(school).known_as}" if school else ""
