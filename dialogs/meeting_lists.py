"""Lists of meetings, such as "my meetings this half term", and one meeting with what is on its agenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dialogs import cards, wording
from dialogs.asked_again import kept
from dialogs.duty_rows import PAGE
from dialogs.list_shown import note_list
from dialogs.meeting_words import IN_SHORT, business, called, month_name, times
from dialogs.messages import Press, Reply, Table
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.seeing_meetings import SeenMeeting, meetings_seen, see_meeting
from strategy.meeting_seats import asked_to
from strategy.meetings import months_of
from strategy.packs_access import may_have_pack
from strategy.policy_reporting import Body
from strategy.ports import Page

_SHOW = "meeting.show"
_OFTEN = 6
"""Months of a year from which those without a meeting are told instead."""


async def listed(turn: Turn, asked: Interpretation, body: Body | None, offset: int = 0) -> Reply:
    """A page of the meetings that were asked for, of those that the asker may see."""
    if asked.person is not None and asked.person != turn.speaker.email:
        said = "I list your own meetings, or those of a body or a school."
        return turn.say(said, summary="Whose meetings?")
    found = await found_by(turn, asked, body, offset)
    what = _what(turn, asked, body, mine=asked.person is not None)
    when = wording.span(*_span(turn, asked), turn.today)
    if not found.total:
        return _none(turn, asked, body, what[1], when)
    said = in_words(turn, asked, body, found.total)
    note_list(turn, "meetings", asked, body=str(body or ""))
    if asked.count:
        return turn.say(said, summary=f"{found.total} meetings")
    if found.total > len(found.items):
        said += f" Showing {offset + 1} to {offset + len(found.items)}."
    return _page(turn, asked, said, found.items, offset, found.total)


async def found_by(
    turn: Turn, asked: Interpretation, body: Body | None, offset: int = 0, limit: int = PAGE
) -> Page[SeenMeeting]:
    """Some of the meetings that were asked for, of those that the asker may see. Raises NotAllowed."""
    starts, ends = _span(turn, asked)
    return await meetings_seen(
        uow=turn.uow,
        policy=turn.policy,
        asker=turn.speaker,
        starts=starts,
        ends=ends,
        body=body,
        schools=_schools(turn, asked),
        risk=asked.risk,
        mine=asked.person is not None or asked.schools == "mine",
        offset=offset,
        limit=limit,
    )


def in_words(turn: Turn, asked: Interpretation, body: Body | None, total: int) -> str:
    """How many meetings, of whom and when."""
    what = _what(turn, asked, body, mine=asked.person is not None)
    return f"{wording.several(total, *what)} {wording.span(*_span(turn, asked), turn.today)}."


def _span(turn: Turn, asked: Interpretation) -> tuple[date, date]:
    """From when to when: as was asked, or from today until the year ends in which the next meetings are."""
    if asked.date is not None:
        return asked.date, asked.date
    calendar = turn.trust.calendar
    ahead = next((span.ends for _, span in calendar.academic_years() if span.ends > turn.today), date.max)
    return asked.starts or turn.today, asked.ends or max(ahead, asked.starts or turn.today)


def _schools(turn: Turn, asked: Interpretation) -> frozenset[str] | None:
    named = frozenset([*asked.schools_named, *([asked.school] if asked.school else [])])
    return named or None


def _what(turn: Turn, asked: Interpretation, body: Body | None, *, mine: bool) -> tuple[str, str]:
    """What is listed, as one and as several: `Progress Board of Marlow`, `meetings of yours`."""
    of = f" of {turn.trust.school(asked.school).known_as}" if asked.school else ""
    at = f" at {wording.RISKS[asked.risk].lower()}" if asked.risk else ""
    yours = " of yours" if mine else ""
    ways = {
        None: ("meeting", "meetings"),
        Body.PROGRESS_BOARD: ("Progress Board", "Progress Boards"),
        Body.EIT: ("EIT", "EITs"),
        Body.STANDARDS_COMMITTEE: ("Standards Committee", "Standards Committees"),
        Body.SCHOOL_IMPROVEMENT_TEAM: ("School Improvement Team meeting", "School Improvement Team meetings"),
        Body.SIP_TRAINING: ("SIP training", "SIP trainings"),
    }
    one, many = ways[body]
    return f"{one}{of}{at}{yours}", f"{many}{of}{at}{yours}"


def _none(turn: Turn, asked: Interpretation, body: Body | None, what: str, when: str) -> Reply:
    """That there are none, and of a body in which months the strategy has them."""
    said = f"No {what} are recorded {when}."
    if body is not None and asked.risk is None and (asked.school or body is not Body.PROGRESS_BOARD):
        edition = turn.policy.on(asked.starts or turn.today, turn.trust.calendar)
        risk = turn.trust.school(asked.school).risk if asked.school else None
        months = months_of(body, risk, edition)
        names = wording.listed([month_name(month) for month in months])
        rounds = "the rounds of " if edition.meetings[body].follows else ""
        without = wording.listed([month_name(month) for month in range(1, 13) if month not in months])
        often = f"every month but {without}" if len(months) > _OFTEN else f"{rounds}{names}"
        said += f" The strategy has them in {often}."
    return turn.say(said, summary="No meetings")


def _page(
    turn: Turn, asked: Interpretation, said: str, items: Sequence[SeenMeeting], offset: int, total: int
) -> Reply:
    turn.memory["rows"] = [[_SHOW, {"meeting": each.meeting.id}] for each in items]
    turn.memory["listed"] = None
    rows = []
    lines = []
    for number, each in enumerate(items, 1):
        name = called(turn, each.meeting.body, each.meeting.school)
        day = wording.short_day(each.meeting.day, turn.today)
        where = "Teams" if each.online else ""
        link = cards.link(name, _SHOW, {"meeting": each.meeting.id})
        beneath = ", ".join(part for part in (times(each.meeting), where) if part)
        rows.append([[cards.words(day)], [link, cards.beneath(beneath)]])
        lines.append((str(number), day, name, beneath))
    further = offset + len(items) < total
    ask = kept(asked)
    turn.memory["more"] = {"ask": ask, "offset": offset + PAGE} if further else None
    actions = [
        cards.press("Next", "list.page", {"ask": ask, "offset": offset + PAGE}) if further else None,
        cards.press("Back", "list.page", {"ask": ask, "offset": max(offset - PAGE, 0)}) if offset else None,
    ]
    table = cards.table([("Day", 3), ("Meeting", 5)], rows)
    return turn.say(
        said,
        summary=f"{total} meetings" if total != 1 else "1 meeting",
        table=Table(("", "Day", "Meeting", "When"), tuple(lines)),
        card=cards.card([cards.heading(said), table], actions, says=said),
    )


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
    return shown(turn, found)


def shown(turn: Turn, found: SeenMeeting, first: str = "") -> Reply:
    """The same, of a meeting that was found; `first` is said before it."""
    meeting = found.meeting
    trust = turn.trust
    edition = turn.policy.on(meeting.day, trust.calendar)
    school = trust.school(meeting.school) if meeting.school else None
    name = f"{wording.BODIES[meeting.body]}{f' of {school.known_as}' if school else ''}"
    when = f"{wording.day(meeting.day)}, {times(meeting)}"
    items = business(meeting.body, found.month, edition)
    people = asked_to(meeting.body, school, found.chair, edition, trust)
    chair = trust.person(found.chair).name if found.chair is not None else ""
    facts = [("When", when), ("Where", _where(found, school.name if school else ""))]
    facts += [("Chair", chair)] if chair else []
    facts += [("With", _names(turn, people))] if people else []
    said = first or f"{name}: {when}."
    agenda = [f"On the agenda: {wording.listed(list(items))}."] if items else []
    body = [cards.heading(name), cards.facts([(label, value) for label, value in facts if value])]
    if items:
        body.append(cards.words("On the agenda", bold=True, size="small", spacing="medium"))
        body += [cards.words(f"\u2022 {item}", spacing="small") for item in items]
    join = {"type": "Action.OpenUrl", "title": "Join in Teams", "url": found.join_url}
    has_pack = may_have_pack(turn.speaker, meeting, turn.policy, trust, turn.today)
    pack = cards.press("Its pack", "meeting_pack", {"meeting": meeting.id, cards.BESIDE: True})
    actions = [join if found.join_url else None, pack if has_pack else None]
    in_full = [said, *(f"{label}: {value}." for label, value in facts[1:] if value), *agenda]
    return turn.say(
        said,
        in_full="\n".join(in_full),
        summary=f"{IN_SHORT[meeting.body]}, {wording.short_day(meeting.day, turn.today)}",
        card=cards.card(body, actions, says=" ".join([said, *agenda])),
    )


def _where(found: SeenMeeting, school: str) -> str:
    return "Microsoft Teams" if found.online else school


def _names(turn: Turn, people: Sequence[int], most: int = 8) -> str:
    names = [turn.trust.person(person).name for person in people]
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return wording.listed(names)


async def next_of_mine(turn: Turn) -> Reply:
    """The asker's own next meeting."""
    found = await meetings_seen(
        uow=turn.uow,
        policy=turn.policy,
        asker=turn.speaker,
        starts=turn.today,
        ends=date.max,
        mine=True,
        limit=1,
    )
    if not found.items:
        return turn.say("No meeting of yours is recorded yet.", summary="No meetings")
    one = found.items[0]
    name = called(turn, one.meeting.body, one.meeting.school)
    said = f"Your next meeting is the {name} on {wording.day(one.meeting.day)}, {times(one.meeting)}."
    return shown(turn, one, said)
