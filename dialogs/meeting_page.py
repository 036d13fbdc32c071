"""One meeting: when and where, who sits in it, and what is on its agenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dialogs import cancelled_meetings, cards, wording
from dialogs.board_requests import WAITING
from dialogs.meeting_words import IN_SHORT, business, called, times
from dialogs.messages import Press, Reply
from dialogs.pack_words import usual_items
from dialogs.turn import Turn
from strategy.actions.board_request_duties import left_undecided
from strategy.actions.board_request_reading import sees_all
from strategy.actions.packing import standing_agenda
from strategy.actions.preparing_next_year import may_prepare
from strategy.actions.seeing_meetings import SeenMeeting, meetings_seen, see_meeting
from strategy.meeting_seats import asked_to
from strategy.meetings import Meeting
from strategy.packs import Section
from strategy.packs_access import may_have_pack
from strategy.policy_reporting import Body

_FEW = 5
"""Schools that are named of those whose Boards ask for something."""
MEETING_SHOWN = cancelled_meetings.SHOWN
"""Where in the memory stands the meeting that was just shown."""
AS_ALWAYS = "As at every one"
"""Over what comes up at each meeting of a body, as its pack has it."""
NO_BUSINESS = "The strategy sets no items of its own for this meeting."


async def show(turn: Turn, press: Press) -> Reply:
    """One meeting: when and where, who sits in it, and what the strategy puts on its agenda."""
    number = press.data.get("meeting")
    found = await see_meeting(
        uow=turn.uow,
        policy=turn.policy,
        asker=turn.speaker,
        today=turn.today,
        meeting_id=number if isinstance(number, int) else 0,
    )
    return await shown(turn, found)


async def shown(turn: Turn, found: SeenMeeting, first: str = "", *, of_agenda: bool = False) -> Reply:
    """The same, of a meeting that was found; `first` is said before it. With `of_agenda` it has the standing
    agenda of the asker's pack too, or it is said that nothing is on its agenda.
    """
    meeting = found.meeting
    if meeting.withdrawn_on is not None:
        return cancelled_meetings.page(turn, found)
    trust = turn.trust
    edition = turn.policy.on(meeting.day, trust.calendar)
    school = trust.school(meeting.school) if meeting.school else None
    name = f"{wording.BODIES[meeting.body]}{f' of {school.known_as}' if school else ''}"
    when = f"{wording.day(meeting.day)}, {times(meeting)}"
    items = business(meeting.body, found.month, edition)
    asked = await _asked_of_this_eit(turn, meeting)
    has_pack = may_have_pack(turn.speaker, meeting, turn.policy, trust, turn.today)
    items = (*items, asked) if asked else items
    standing = await _standing(turn, meeting, asked) if of_agenda and has_pack else []
    people = asked_to(meeting.body, school, found.chair, edition, trust)
    chair = trust.person(found.chair).name if found.chair is not None else ""
    facts = [("When", when), ("Where", _where(found, school.name if school else ""))]
    facts += [("Chair", chair)] if chair else []
    facts += [("With", _names(turn, people))] if people else []
    said = first or f"{name}: {when}."
    agenda = [f"On the agenda: {wording.listed(list(items))}."] if items else []
    agenda += [f"{AS_ALWAYS}: {wording.listed(standing)}."] if standing else []
    if of_agenda and not items:
        said = f"{said} {NO_BUSINESS}"
    turn.memory[MEETING_SHOWN] = meeting.id
    body = [cards.heading(name), cards.facts([(label, value) for label, value in facts if value])]
    if of_agenda and not items:
        body.append(cards.note(NO_BUSINESS))
    body += [*_points("On the agenda", items), *_points(AS_ALWAYS, standing)]
    join = {"type": "Action.OpenUrl", "title": "Join in Teams", "url": found.join_url}
    pack = cards.press("Its pack", "meeting_pack", {"meeting": meeting.id, cards.BESIDE: True})
    in_full = [said, *(f"{label}: {value}." for label, value in facts[1:] if value), *agenda]
    buttons = [
        join if found.join_url else None,
        pack if has_pack else None,
        _what_boards_ask() if asked else None,
        _next_year() if _prepares_next_year(turn, found) else None,
    ]
    return turn.say(
        said,
        in_full="\n".join(in_full),
        summary=f"{IN_SHORT[meeting.body]}, {wording.short_day(meeting.day, turn.today)}",
        card=cards.card(body, buttons, says=" ".join([said, *agenda])),
    )


def _points(label: str, items: Sequence[str]) -> list[cards.Element]:
    """Items under their label; nothing for none."""
    if not items:
        return []
    heading = cards.words(label, bold=True, size="small", spacing="medium")
    return [heading, *(cards.words(f"\u2022 {item}", spacing="small") for item in items)]


async def _standing(turn: Turn, meeting: Meeting, asked: str) -> list[str]:
    """What comes up there every time, as the asker's pack has it; what is `asked` of it aside."""
    sections = await standing_agenda(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, meeting_id=meeting.id
    )
    return usual_items(each for each in sections if each is not Section.REQUESTS or not asked)


async def _asked_of_this_eit(turn: Turn, meeting: Meeting) -> str:
    """What Boards ask it to decide, where it is the next EIT; empty for any other meeting."""
    if meeting.body is not Body.EIT or meeting.day < turn.today:
        return ""
    coming = await turn.uow.meetings.first(Body.EIT, "", turn.today)
    return await asked_of_the_eit(turn) if coming is not None and coming.id == meeting.id else ""


async def asked_of_the_eit(turn: Turn) -> str:
    """`2 requests of Boards to decide: Oak Bank and Marlow`; empty where there are none, and for those
    who may not see what every Board asks.
    """
    if not sees_all(turn.speaker, turn.uow):
        return ""
    waiting = await turn.uow.board_requests.waiting()
    if not waiting:
        return ""
    names = list(dict.fromkeys(turn.trust.school(each.school).known_as for each in waiting))
    few = [*names[:_FEW], f"{len(names) - _FEW} more"] if len(names) > _FEW else names
    many = wording.several(len(waiting), "request of a Board", "requests of Boards")
    left = await left_undecided(turn.uow, turn.policy, waiting, turn.today)
    late = f" ({len(left)} left from an earlier EIT)" if left else ""
    return f"{wording.capitalised(many)} to decide: {wording.listed(few)}{late}"


def _prepares_next_year(turn: Turn, found: SeenMeeting) -> bool:
    """Whether it is the EIT that prepares next year, and the reader sees the drafts."""
    rounds = turn.policy.on(found.meeting.day, turn.trust.calendar).rounds
    is_penultimate = found.meeting.body is Body.EIT and found.month == rounds.penultimate
    return is_penultimate and may_prepare(turn.speaker, turn.uow)


def _next_year() -> cards.Element:
    return cards.press("Drafts of next year", "next_year.list", {cards.BESIDE: True})


def _what_boards_ask() -> cards.Element:
    return cards.press("What Boards ask", "board_request.list", {**WAITING, cards.BESIDE: True})


def _where(found: SeenMeeting, school: str) -> str:
    return "Microsoft Teams" if found.online else school


def _names(turn: Turn, people: Sequence[int], most: int = 8) -> str:
    names = [turn.trust.person(person).name for person in people]
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return wording.listed(names)


async def next_of_mine(turn: Turn) -> Reply:
    """The asker's own next meeting."""
    found = await mine_to_come(turn)
    if found is None:
        return turn.say("No meeting of yours is recorded yet.", summary="No meetings")
    return await shown(turn, found, in_future(turn, found))


async def mine_to_come(turn: Turn) -> SeenMeeting | None:
    """The next meeting in which the asker sits, or which they clerk."""
    found = await meetings_seen(
        uow=turn.uow,
        policy=turn.policy,
        asker=turn.speaker,
        starts=turn.today,
        ends=date.max,
        mine=True,
        limit=1,
    )
    return found.items[0] if found.items else None


def in_future(turn: Turn, found: SeenMeeting) -> str:
    """`Your next meeting is the EIT on Mon 7 December 2026, 09:00 to 10:30.`"""
    when = f"{wording.day(found.meeting.day)}, {times(found.meeting)}"
    return f"Your next meeting is the {called_of(turn, found)} on {when}."


def called_of(turn: Turn, found: SeenMeeting) -> str:
    """`Progress Board of Marlow`."""
    return called(turn, found.meeting.body, found.meeting.school)


def hours(found: SeenMeeting) -> str:
    """`09:00 to 10:30`."""
    return times(found.meeting)


def in_one_line(turn: Turn, found: SeenMeeting) -> str:
    """`The Progress Board of Marlow is on Tue 26 January 2027, 09:00 to 10:30.`"""
    when = f"{wording.day(found.meeting.day)}, {times(found.meeting)}"
    return f"The {called_of(turn, found)} is on {when}."
