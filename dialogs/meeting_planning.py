"""Planning a year's meetings in conversation: "plan the meetings for 2027/28", and what is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dialogs import cards, meeting_free_days, wording
from dialogs.free_times import busy_in_year
from dialogs.list_shown import note_list
from dialogs.meeting_words import counted, line_called, month_name
from dialogs.messages import Press, Reply, Table
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from dialogs.visit_planning import THE_PLAN
from strategy.actions import planning_meetings
from strategy.actions.placing_meetings import demanded
from strategy.actions.planning_meetings import people_to_ask, require_may_plan_meetings, the_year
from strategy.errors import NotFound
from strategy.meeting_diary import KeptFree
from strategy.policy_reporting import Body
from strategy.ports import Busy, PlannedMeeting, PlanOfMeetings
from strategy.school_year import year_after, year_name

THE_MEETINGS = "meeting_plan"
"""Where in the memory the year stands whose plan of meetings is spoken of."""
MOST_SAID = 5
"""Rules that are not kept that are told one by one before the list is opened."""
A_YEAR = re.compile(r"\b(?P<starts>20\d\d) ?[/-] ?(?:20)?\d\d\b")
"""An academic year as it is said: 2026/27."""
_NEXT_YEARS_FROM = 4
"""The month from which "plan the meetings" means next year's (our reading)."""


async def plan(turn: Turn, asked: Interpretation) -> Reply:
    """Propose days for the meetings of the year that was named; one that is planned already is shown."""
    require_may_plan_meetings(turn.uow, turn.speaker)
    name = _year_meant(turn, asked)
    if name not in dict(turn.trust.calendar.academic_years()):
        said = (
            f"I don't have the term dates of {name} yet, so there is nothing to plan by. "
            "Your administrator can add them."
        )
        return turn.say(said, summary="No term dates yet")
    before = await turn.uow.meeting_plans.get(name)
    if before is not None and before.meetings:
        return shown(turn, before, "There is a plan already. ", anew=True)
    return await _proposed(turn, name)


def _year_meant(turn: Turn, asked: Interpretation) -> str:
    calendar = turn.trust.calendar
    named = A_YEAR.search(turn.incoming.text)
    if named is not None:
        return year_name(int(named["starts"]))
    if asked.starts is not None:
        return calendar.academic_year_of(asked.starts)
    this = calendar.academic_year_of(turn.today)
    return year_after(this) if _NEXT_YEARS_FROM <= turn.today.month < 9 else this


async def anew(turn: Turn, press: Press) -> Reply:
    """Propose days anew, in the place of what was proposed before."""
    made = await the_plan(turn, press.data.get("year"))
    return await _proposed(turn, made.year)


async def keep_free(turn: Turn, made: PlanOfMeetings, free: KeptFree) -> Reply:
    """Have nothing of the plan be on days that are to be kept free, nor on those that were named before."""
    asked, free = free, meeting_free_days.remembered(turn, made.year) | free
    meeting_free_days.remember(turn, made.year, free)
    changed = await planning_meetings.keep_free(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        plan=made,
        free=free,
        busy=_busy(turn, made.year),
    )
    return shown(turn, changed, _kept_free(made, changed, asked))


def _kept_free(before: PlanOfMeetings, after: PlanOfMeetings, free: KeptFree) -> str:
    """What is kept free now, how many meetings moved, and how many stay since they are booked."""
    was = {each.number: each.day for each in before.meetings}
    many = sum(each.day != was.get(each.number) for each in after.meetings)
    booked = [each for each in after.meetings if each.meeting is not None and each.stands]
    stay = sum(each.day is not None and free.holds(each.day, each.body) for each in booked)
    moved = f"{wording.several(many, 'meeting')} moved" if many else "nothing had to move"
    said = f"{meeting_free_days.in_words(free)}; {moved}. "
    if stay:
        meetings = wording.several(stay, "booked meeting")
        said += f"{meetings} {'stays where it is' if stay == 1 else 'stay where they are'}. "
    return said


async def _proposed(turn: Turn, name: str) -> Reply:
    meeting_free_days.forget(turn)
    made = await planning_meetings.propose(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        name=name,
        busy=_busy(turn, name),
    )
    return shown(turn, made)


def _busy(turn: Turn, name: str) -> Mapping[str, Sequence[Busy]]:
    """When those who sit in meetings are busy in the year, as far as their calendars tell."""
    if turn.calendars is None:
        return {}
    span = the_year(turn.uow, turn.policy, name).span
    people = people_to_ask(turn.uow, turn.policy, name, turn.today)
    return busy_in_year(turn, people, span)


async def the_plan(turn: Turn, year: object) -> PlanOfMeetings:
    """The plan of a year for who may plan. Raises NotAllowed, and NotFound where there is none."""
    require_may_plan_meetings(turn.uow, turn.speaker)
    found = await turn.uow.meeting_plans.get(year) if isinstance(year, str) else None
    if found is None:
        raise NotFound("meeting plan")
    return found


async def show(turn: Turn, press: Press) -> Reply:
    """The plan as a whole."""
    return shown(turn, await the_plan(turn, press.data.get("year")))


def shown(turn: Turn, made: PlanOfMeetings, first: str = "", *, anew: bool = False) -> Reply:
    """The plan as a whole: how many meetings, which rules are not kept and why, its rounds, ways into it."""
    speak_of(turn, made)
    note_plan(turn, made)
    waiting = [each for each in made.meetings if each.waits]
    booked = [each for each in made.meetings if each.meeting is not None and not each.left_out]
    said = f"{counted(waiting)} {'is' if len(waiting) == 1 else 'are'} proposed for {made.year}."
    if not waiting:
        said = f"Nothing is left to be booked for {made.year}."
    if booked:
        said += f" {len(booked)} {'is' if len(booked) == 1 else 'are'} booked."
    told = conflicts(turn, made)
    said = first + said
    if told:
        said += f" {wording.several(len(told), 'point')} {'wants' if len(told) == 1 else 'want'} a look."
    rows = _rounds(turn, made)
    table = cards.table(
        [("Round", 3), ("Boards", 4), ("EIT", 3), ("Committee", 3)],
        [[[cards.words(cell, size="small")] for cell in row] for row in rows],
    )
    body = [
        cards.heading(f"Meetings of {made.year}"),
        cards.words(said),
        *(cards.words(line, colour="attention") for line in told[:MOST_SAID]),
        cards.words(_and_more(told), colour="attention") if len(told) > MOST_SAID else None,
        table if rows else None,
        cards.note(_how_to_change(turn, waiting or booked)),
    ]
    data = {"year": made.year, "revision": made.revision}
    actions = [
        cards.press("Book all", "meeting_plan.book.ask", data, primary=True) if waiting else None,
        cards.press("By month", "meeting_plan.view", {**data, "by": "month"}),
        cards.press("By body", "meeting_plan.view", {**data, "by": "body"}),
        cards.press("Propose anew", "meeting_plan.anew", data) if anew else None,
    ]
    return turn.say(
        said,
        in_full="\n".join([said, *told]),
        summary=f"Meetings of {made.year}",
        table=Table(("Round", "Boards", "EIT", "Committee"), tuple(rows)) if rows else None,
        card=cards.card(body, actions, says=" ".join([said, *told])),
    )


def speak_of(turn: Turn, made: PlanOfMeetings) -> None:
    """Have the next sentences be about this plan, and about no plan of visits."""
    turn.memory[THE_MEETINGS] = made.year
    turn.memory.pop(THE_PLAN, None)


def note_plan(turn: Turn, made: PlanOfMeetings, by: str = "", of: object = None) -> None:
    """Have "that" mean the meetings of a plan; those of one month or body alone, where said."""
    note_list(turn, "meeting plan", Interpretation(Intent.UNKNOWN), year=made.year, by=by, of=of)


def conflicts(turn: Turn, made: PlanOfMeetings) -> list[str]:
    """What the plan does not keep, a sentence each: meetings without a day first."""
    lines = [each for each in made.meetings if each.why and not each.left_out]
    without = [f"{line_called(turn, each)} has no day: {each.why}." for each in lines if each.day is None]
    odd = [each for each in lines if each.day is not None and each.day > turn.today]
    return [*without, *_cancelled(turn, made), *_odd(turn, odd)]


def _odd(turn: Turn, lines: Sequence[PlannedMeeting]) -> list[str]:
    """A sentence for each meeting that keeps not every rule, or for all of a body and month that keep the
    same one not.
    """
    alike: dict[tuple[Body, int, str], list[PlannedMeeting]] = {}
    for each in lines:
        alike.setdefault((each.body, each.month, each.why), []).append(each)
    return [
        f"{line_called(turn, some[0])}, {wording.short_day(some[0].day or turn.today, turn.today)}: {why}."
        if len(some) == 1
        else f"{counted(some)} in {month_name(month)}, {_from_to(some)}: {why}."
        for (_, month, why), some in alike.items()
    ]


def _cancelled(turn: Turn, made: PlanOfMeetings) -> list[str]:
    """The meetings that were cancelled, and that the strategy asks for all the same, a sentence each."""
    gone = [each for each in made.meetings if each.left_out and each.meeting is not None and each.day]
    if not gone:
        return []
    wanted = set(the_year(turn.uow, turn.policy, made.year).wanted(turn.today))
    stands = {demanded(each) for each in made.meetings if each.stands}
    return [
        f"{line_called(turn, each)} was cancelled and has no other day."
        for each in gone
        if demanded(each) in wanted - stands
    ]


def _and_more(told: Sequence[str]) -> str:
    return f"And {len(told) - MOST_SAID} more; look at them by month."


def _rounds(turn: Turn, made: PlanOfMeetings) -> list[tuple[str, str, str, str]]:
    """Each round of the plan: when its Boards are and how many, and when the EIT and the Committee meet."""
    year = the_year(turn.uow, turn.policy, made.year)
    stands = [each for each in made.meetings if each.stands]

    def days(body: Body, month: int) -> list[PlannedMeeting]:
        found = [each for each in stands if each.body is body and each.month == month]
        return sorted(found, key=lambda each: (each.day is None, each.day))

    rows = []
    for month in year.edition.rounds.months:
        boards, eit = days(Body.PROGRESS_BOARD, month), days(Body.EIT, month)
        committee = days(Body.STANDARDS_COMMITTEE, month)
        if boards or eit or committee:
            many = f"{len(boards)}: " if len(boards) > 1 else ""
            row = (month_name(month), f"{many}{_from_to(boards)}", _from_to(eit), _from_to(committee))
            rows.append(row)
    return rows


def _from_to(lines: Sequence[PlannedMeeting]) -> str:
    days = sorted(each.day for each in lines if each.day is not None)
    if not days:
        return "none"
    first, last = days[0], days[-1]
    if len(days) == 1:
        return f"{first:%a} {first.day} {first:%b}"
    month = "" if first.month == last.month else f" {first:%b}"
    return f"{first.day}{month} to {last.day} {last:%b}"


def _how_to_change(turn: Turn, lines: Sequence[PlannedMeeting]) -> str:
    """Sentences that change the plan, with schools that are on it."""
    boards = [each for each in lines if each.school and each.day is not None]
    first = min(boards, key=lambda each: each.number, default=None)
    other = next((e for e in boards if first and e.month == first.month and e.school != first.school), None)
    if first is None or other is None:
        return 'To change it, say "not on Wednesdays", "move the January EIT to the 20th" or the like.'
    one, two = (turn.trust.school(each.school).known_as for each in (first, other))
    month = month_name(first.month)
    return (
        f'To change it, say "not on Wednesdays", "swap {one} and {two} in {month}", '
        f'"move the {month} EIT to the 20th" or the like.'
    )
