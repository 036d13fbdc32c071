"""Meetings that were cancelled: said of one where it is asked for, and listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dialogs import cards, wording
from dialogs.meeting_words import IN_SHORT, called, times
from dialogs.messages import Reply
from dialogs.turn import Turn
from strategy.actions.held_meetings import meeting_of
from strategy.actions.seeing_meetings import SeenMeeting, meetings_seen, see_meeting
from strategy.minutes import Sitting
from strategy.policy_reporting import Body
from strategy.ports import MeetingQuery
from strategy.school_year import london_day

SHOWN = "meeting_shown"
"""Where in the memory stands the meeting that was just shown."""
MOST_LISTED = 7


async def page_of(turn: Turn, number: int, instead: cards.Element | None = None) -> Reply:
    """The same of a meeting that an older card still offers. Raises NotFound where they may not see it."""
    found = await see_meeting(
        uow=turn.uow, policy=turn.policy, asker=turn.speaker, today=turn.today, meeting_id=number
    )
    return page(turn, found, instead)


async def to_minute(turn: Turn, sitting: Sitting) -> Reply | None:
    """That a meeting was cancelled whose minutes are wanted, and the way to them where it met all the same;
    None for one that stands, or that nobody cancelled.
    """
    if await meeting_of(turn.uow, sitting) is not None:
        return None
    bodies = frozenset[Body]() if sitting.school else frozenset({sitting.body})
    boards = frozenset({sitting.school}) if sitting.school else frozenset[str]()
    query = MeetingQuery(sitting.day, sitting.day, bodies, boards, cancelled=True)
    gone = await turn.uow.meetings.page(query, limit=1)
    if not gone.items:
        return None
    again = {"meeting": gone.items[0].id, "held": True, cards.BESIDE: True}
    return await page_of(turn, gone.items[0].id, cards.press("It met all the same", "minutes.of", again))


def page(turn: Turn, found: SeenMeeting, instead: cards.Element | None = None) -> Reply:
    """A meeting that is not held: when it was cancelled, by whom and why; `instead` is a button."""
    meeting = found.meeting
    said = in_words(turn, found)
    turn.memory[SHOWN] = meeting.id
    name = called(turn, meeting.body, meeting.school)
    facts = [("Was to be", f"{wording.day(meeting.day)}, {times(meeting)}")]
    why = ""
    if found.cancellation is not None:
        by = turn.trust.person(found.cancellation.by).name
        facts.append(("Cancelled", f"{wording.day(london_day(found.cancellation.at))}, by {by}"))
        why = found.cancellation.why
    body = [cards.heading(f"Cancelled: {name}"), cards.facts(facts)]
    if why:
        body += cards.labelled("Why", why)
    return turn.say(
        said,
        in_full=f"{said} Why: {why.rstrip('.')}." if why else said,
        summary=f"Cancelled: {IN_SHORT[meeting.body]}, {wording.short_day(meeting.day, turn.today)}",
        card=cards.card(body, [instead], says=said),
    )


def in_words(turn: Turn, found: SeenMeeting) -> str:
    """When a meeting was to be, that it is cancelled, by whom and when."""
    meeting, cancellation = found.meeting, found.cancellation
    name = f"The {called(turn, meeting.body, meeting.school)} of {wording.day(meeting.day)}"
    if cancellation is None:
        on = f" since {wording.day(meeting.withdrawn_on)}" if meeting.withdrawn_on is not None else ""
        return f"{name} is not held: it is in nobody's diary any more{on}."
    by = "you" if cancellation.by == turn.speaker.id else turn.trust.person(cancellation.by).name
    return f"{name} is cancelled: {by} cancelled it on {wording.day(london_day(cancellation.at))}."


async def between(
    turn: Turn, body: Body | None, schools: frozenset[str] | None, starts: date, ends: date
) -> tuple[SeenMeeting, ...]:
    """The cancelled meetings of some days, of those that the speaker may see, in order."""
    found = await meetings_seen(
        uow=turn.uow,
        policy=turn.policy,
        asker=turn.speaker,
        starts=starts,
        ends=ends,
        body=body,
        schools=schools,
        cancelled=True,
        limit=MOST_LISTED,
    )
    return found.items


async def before(turn: Turn, body: Body, school: str, day: date) -> str:
    """That the meetings of a body are cancelled which were to come before its next; empty for none."""
    schools = frozenset({school}) if school else None
    return named(await between(turn, body, schools, turn.today, day))


def named(gone: Sequence[SeenMeeting]) -> str:
    """` The one on Thu 3 December 2026 is cancelled.`; empty for none."""
    days = wording.listed([wording.day(each.meeting.day) for each in gone])
    if not gone:
        return ""
    return f" The one on {days} is cancelled." if len(gone) == 1 else f" Those on {days} are cancelled."


def listed(turn: Turn, items: tuple[SeenMeeting, ...], total: int, when: str) -> Reply:
    """Several that were cancelled, with a row each."""
    said = f"{wording.several(total, 'meeting was', 'meetings were')} cancelled {when}."
    if total > len(items):
        said += f" Showing {len(items)}."
    turn.memory["rows"] = [["meeting.show", {"meeting": each.meeting.id}] for each in items]
    rows = [
        [
            [cards.words(wording.short_day(each.meeting.day, turn.today))],
            [
                cards.link(
                    called(turn, each.meeting.body, each.meeting.school),
                    "meeting.show",
                    {"meeting": each.meeting.id},
                )
            ],
        ]
        for each in items
    ]
    body = [cards.heading(said), cards.table([("Day", 3), ("Meeting", 5)], rows)]
    told = "\n".join([said, *(in_words(turn, each) for each in items)])
    return turn.say(said, in_full=told, summary="Cancelled meetings", card=cards.card(body, says=told))
