"""Changes to a plan of meetings: one moves, two change days. What is booked already is asked about first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from dialogs import cards, wording
from dialogs.asked_again import day_in
from dialogs.awaiting import await_month, await_yes
from dialogs.meeting_meant import Meant, day_in_year, day_near, lines_meant
from dialogs.meeting_planning import shown, speak_of, the_plan
from dialogs.meeting_words import IN_SHORT, line_called, month_name
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from strategy.actions import planning_meetings
from strategy.actions.planning_meetings import line_of
from strategy.errors import Stale
from strategy.meeting_seats import asked_to
from strategy.ports import PlannedMeeting, PlanOfMeetings
from strategy.school_year import ONE_DAY

_ASK = "meeting_plan.change"


async def move(turn: Turn, year: str, meant: Meant, day: str) -> Reply:
    """Have the meeting that is meant be on a day that is said."""
    made = await the_plan(turn, year)
    lines = lines_meant(made, meant)
    if len(lines) > 1:
        lines = _of_the_day(lines, day_in_year(turn, year, day) if _names_a_month(day) else None)
    if not lines:
        return turn.say("There is no such meeting in the plan.", summary="Nothing to move")
    if len(lines) > 1:
        return _which_month(turn, lines, f"move {_of_a_month(turn, meant)} to {day}")
    each = lines[0]
    to = day_near(turn, year, each, meant.month, day)
    if to is None:
        said = f'To which day? Say, for example, "move it to 20 {month_name(each.month)}", with what it is.'
        return turn.say(said, summary="To which day?")
    return await _to_day(turn, made, each, to)


async def shift(turn: Turn, year: str, meant: Meant, days: int, said: str) -> Reply:
    """Have the meeting that is meant be so many days later, or earlier; `said` is how that was said."""
    made = await the_plan(turn, year)
    lines = [each for each in lines_meant(made, meant) if each.day is not None]
    if not lines:
        return turn.say("There is no such meeting in the plan.", summary="Nothing to move")
    if len(lines) > 1:
        return _which_month(turn, lines, f"move {_of_a_month(turn, meant)} {said}")
    return await _to_day(turn, made, lines[0], (lines[0].day or turn.today) + days * ONE_DAY)


async def _to_day(turn: Turn, made: PlanOfMeetings, each: PlannedMeeting, to: date) -> Reply:
    lines = planning_meetings.moved_to(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        person=turn.speaker,
        plan=made,
        number=each.number,
        day=to,
    )
    if _moved_and_booked(made, lines):
        data = {"number": each.number, "day": to.isoformat()}
        return _asked(turn, made, lines, f"Shall I move it to {wording.day(to)}?", each, data)
    return await _have_on(turn, made, each, to)


async def _have_on(turn: Turn, made: PlanOfMeetings, each: PlannedMeeting, to: date) -> Reply:
    changed = await planning_meetings.set_day(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        plan=made,
        number=each.number,
        day=to,
    )
    said = f"{line_called(turn, each)} is now on {wording.day(to)}. "
    others = [e for e in _moved(made, changed.meetings) if e.number != each.number]
    return shown(turn, changed, f"{said}{_with_it(turn, others)}{_told(made, changed.meetings)}")


async def swap(turn: Turn, year: str, one: Meant, other: Meant) -> Reply:
    """Have two meetings of a month change days."""
    made = await the_plan(turn, year)
    month = one.month or other.month
    pairs = [
        (first, second)
        for first in lines_meant(made, Meant(one.body, one.school, month))
        for second in lines_meant(made, Meant(other.body, other.school, month))
        if first.month == second.month and first.day and second.day and first != second
    ]
    if not pairs:
        schools = [turn.trust.school(each.school).known_as for each in (one, other) if each.school]
        said = (
            f"{wording.listed(schools) or 'Those two'} have no meetings in one month that could "
            "change places."
        )
        return turn.say(said, summary="Nothing to swap")
    if len(pairs) > 1:
        both = " and ".join(turn.trust.school(each.school).name for each in (one, other) if each.school)
        return _which_month(turn, [first for first, _ in pairs], f"swap {both} in {{month}}")
    first, second = pairs[0]
    lines = planning_meetings.swapped(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        person=turn.speaker,
        plan=made,
        one=first.number,
        other=second.number,
    )
    if _moved_and_booked(made, lines):
        data = {"number": first.number, "other": second.number}
        return _asked(turn, made, lines, "Shall I have the two change days?", first, data)
    return await _have_swapped(turn, made, first, second)


async def _have_swapped(
    turn: Turn, made: PlanOfMeetings, one: PlannedMeeting, other: PlannedMeeting
) -> Reply:
    changed = await planning_meetings.swap(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        plan=made,
        one=one.number,
        other=other.number,
    )
    after = [line_of(changed, each.number) for each in (one, other)]
    names = [_short(turn, each) for each in after]
    days = [wording.day(each.day or turn.today) for each in after]
    said = f"{wording.listed(names)} have changed days. "
    said += f"{names[0]} is now on {days[0]}, {names[1]} on {days[1]}. "
    return shown(turn, changed, said + _told(made, changed.meetings))


async def change(turn: Turn, press: Press) -> Reply:
    """What was asked about of booked meetings is done."""
    made = await the_plan(turn, press.data.get("year"))
    if press.data.get("revision") != made.revision:
        raise Stale("meeting plan")
    number, other, day = press.data.get("number"), press.data.get("other"), day_in(press.data.get("day"))
    each = line_of(made, number if isinstance(number, int) else 0)
    if day is not None:
        return await _have_on(turn, made, each, day)
    return await _have_swapped(turn, made, each, line_of(made, other if isinstance(other, int) else 0))


def _asked(
    turn: Turn,
    made: PlanOfMeetings,
    lines: Sequence[PlannedMeeting],
    question: str,
    each: PlannedMeeting,
    data: Mapping[str, object],
) -> Reply:
    """Ask before what is booked is moved."""
    speak_of(turn, made)
    numbers = _spoken_of(each, data)
    stands = " ".join(_stands(turn, line_of(made, number)) for number in numbers)
    said = f"{stands} {question} {consequences(turn, made, lines, numbers)}"
    whole = {"year": made.year, "revision": made.revision, **data}
    does = cards.press("Move it" if "day" in data else "Swap them", _ASK, whole, primary=True)
    leave = cards.press("Leave it", "meeting_plan.show", {"year": made.year})
    await_yes(turn, _ASK, whole)
    return asked_first(turn, "Move what is booked?", said, does, leave)


def asked_first(turn: Turn, heading: str, said: str, does: cards.Element, leave: cards.Element) -> Reply:
    """The question before booked meetings move, with the button that does it and the one that leaves it."""
    card = cards.card([cards.heading(heading), cards.words(said)], [does, leave], says=said)
    return turn.say(said, in_full=f"{said} Say yes to move it.", summary="Move it?", card=card)


def _stands(turn: Turn, each: PlannedMeeting) -> str:
    """`EIT of the January round is booked for Thu 4 February 2027.`"""
    booked = "booked" if each.meeting is not None else "planned"
    day = "" if each.day is None else f" for {wording.day(each.day)}"
    return f"{line_called(turn, each)} is {booked}{day}."


def _spoken_of(each: PlannedMeeting, data: Mapping[str, object]) -> list[int]:
    other = data.get("other")
    return [each.number, other] if isinstance(other, int) else [each.number]


def consequences(
    turn: Turn, made: PlanOfMeetings, lines: Sequence[PlannedMeeting], numbers: Collection[int]
) -> str:
    """What would move with booked meetings that are spoken of, by their numbers in the plan; which rules
    would not be kept; and how many people are told. `lines` are those of the plan as they would be.
    """
    also = [each for each in _moved(made, lines) if each.number not in numbers]
    sentences = [_with_it(turn, also, "would move")] if also else []
    sentences += [f"{line_called(turn, each)}: {each.why}. " for each in lines if each.why][:2]
    people: set[int] = set()
    for each in _moved_and_booked(made, lines):
        edition = turn.policy.on(each.day or turn.today, turn.trust.calendar)
        school = turn.trust.school(each.school) if each.school else None
        people.update(asked_to(each.body, school, each.chair, edition, turn.trust))
        people.update([each.chair] if each.chair is not None else [])
    told = "is told by their calendar" if len(people) == 1 else "are told by their calendars"
    sentences.append(f"{wording.several(len(people), 'person', 'people')} {told}.")
    return "".join(sentences)


def _moved(made: PlanOfMeetings, lines: Sequence[PlannedMeeting]) -> list[PlannedMeeting]:
    """Those of some lines that are on another day than in a plan."""
    was = {each.number: each.day for each in made.meetings}
    return [each for each in lines if each.day and each.day != was.get(each.number)]


def _moved_and_booked(made: PlanOfMeetings, lines: Sequence[PlannedMeeting]) -> list[PlannedMeeting]:
    return [each for each in _moved(made, lines) if each.meeting is not None]


def _with_it(turn: Turn, others: Sequence[PlannedMeeting], moved: str = "moved") -> str:
    if len(others) > 2:
        return f"{len(others)} meetings of its round {moved} with it. "
    return "".join(
        f"{line_called(turn, other)} {moved} with it to {wording.day(other.day)}. "
        for other in others
        if other.day is not None
    )


def _told(made: PlanOfMeetings, lines: Sequence[PlannedMeeting]) -> str:
    """How those hear of it who sit in what is booked; empty where nothing is."""
    return "Their calendars tell those who sit there. " if _moved_and_booked(made, lines) else ""


def _names_a_month(day: str) -> bool:
    return not day.removeprefix("the ").rstrip("stndrh").isdecimal()


def _of_the_day(lines: Sequence[PlannedMeeting], wanted: date | None) -> list[PlannedMeeting]:
    """Those of the month of a day that was said, else the nearest; all of them where no day was."""
    if wanted is None:
        return list(lines)
    of_month = [each for each in lines if each.month == wanted.month]
    if len(of_month) == 1 and of_month[0].school:
        return of_month
    with_day = [(abs((each.day - wanted).days), each) for each in lines if each.day is not None]
    near = [each for days, each in with_day if days == min(days for days, _ in with_day)]
    return of_month if of_month and of_month[0].school else near or list(lines)


def _of_a_month(turn: Turn, meant: Meant) -> str:
    """How a meeting is named with its month: `Oak Bank Academy's board in {month}`, `the {month} EIT`."""
    if meant.school:
        return f"{turn.trust.school(meant.school).name}'s board in {{month}}"
    return f"the {{month}} {IN_SHORT[meant.body]}"


def _short(turn: Turn, each: PlannedMeeting) -> str:
    return turn.trust.school(each.school).known_as if each.school else line_called(turn, each)


def _which_month(turn: Turn, lines: Sequence[PlannedMeeting], again: str) -> Reply:
    """Ask which month is meant; `again` is what would then have been said, with {month} in it."""
    months = list(dict.fromkeys(each.month for each in lines))
    return await_month(turn, {month: again.format(month=month_name(month)) for month in months})
