"""Planning a year's visits in conversation: "plan next year's visits", and what is shown of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dialogs import cards, wording
from dialogs.free_times import busy_around, busy_in_year
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.plan_progress_words import MOST_SAID, whose
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions import placing_visits, planning_visits
from strategy.actions.placing_visits import fault_of_day
from strategy.actions.planning_visits import require_may_plan
from strategy.booking import Snag, Wish
from strategy.errors import NotFound
from strategy.people import Capacity
from strategy.ports import Busy, PlannedVisit, StoredPlan
from strategy.school_year import ONE_DAY

THE_PLAN = "visit_plan"
"""Where in the memory the year stands whose plan is spoken of."""
_WITHOUT = "visit_plan_without"
"""Where the weekdays stand on which nothing of it is to be."""


async def plan(turn: Turn, asked: Interpretation) -> Reply:
    """Propose days for the visits of the year that was named; one that is planned already is shown."""
    require_may_plan(turn.uow, turn.speaker)
    day = asked.starts or turn.today
    year, _ = placing_visits.year_of(turn.uow, day)
    before = await turn.uow.visit_plans.get(year)
    if before is not None and any(each.waits for each in before.visits):
        return shown(turn, before, "There is a plan already. ", anew=True)
    return await _proposed(turn, day)


async def anew(turn: Turn, press: Press) -> Reply:
    """Propose days anew, in the place of what was proposed before."""
    made = await the_plan(turn, press.data.get("year"))
    span = next(span for year, span in turn.trust.calendar.academic_years() if year == made.year)
    return await _proposed(turn, span.starts)


async def without(turn: Turn, made: StoredPlan, weekday: int) -> Reply:
    """Have nothing of the plan be on a weekday, nor on those that were named before."""
    kept = turn.memory.get(_WITHOUT)
    weekdays = frozenset([*(kept if isinstance(kept, list) else []), weekday])
    turn.memory[_WITHOUT] = sorted(weekdays)
    span = next(span for year, span in turn.trust.calendar.academic_years() if year == made.year)
    changed = await planning_visits.avoid(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        plan=made,
        weekdays=weekdays,
        busy=await _busy(turn, span.starts),
    )
    before = {each.number: each.day for each in made.visits}
    moved = sum(each.day != before.get(each.number) for each in changed.visits)
    name = f"{date(2024, 1, 1 + weekday):%A}s"
    first = f"Nothing is on {name} now: {wording.several(moved, 'visit')} changed. "
    return shown(turn, changed, first if moved else f"Nothing was on {name}. ")


def calendars_say(turn: Turn, line: PlannedVisit, day: date) -> str:
    """Whose calendar is taken on the day that a planned visit was given, as far as anybody knows."""
    terms = turn.policy.on(day, turn.trust.calendar).visits
    visit = Wish(line.school, line.sip, Capacity.SIP, day, line.mode, line.days).as_visit()
    starts, ends = terms.hours.times(visit, None)
    busy = busy_around(turn, line.sip, line.school, day)
    people = {
        Snag.AUTHOR_BUSY: turn.trust.person(line.sip),
        Snag.HEADTEACHER_BUSY: turn.trust.person(turn.trust.school(line.school).headteacher),
    }
    taken = [
        who.name
        for snag, who in people.items()
        if any(each.starts < ends and starts < each.ends for each in busy.get(snag, ()))
    ]
    if not taken:
        return ""
    are = "is" if len(taken) == 1 else "are"
    return f"Please note: by the calendar {wording.listed(taken, 'and')} {are} not free then. "


async def free_days_of(turn: Turn, made: StoredPlan, line: PlannedVisit, around: date) -> list[date]:
    """Days of that month on which a planned visit could be: the nearest to the one that was wished for."""
    days = [around.replace(day=1) + n * ONE_DAY for n in range(31)]
    free = [
        day
        for day in days
        if day.month == around.month
        and fault_of_day(turn.uow, turn.policy, made, line, day, turn.today) is None
    ]
    return sorted(sorted(free, key=lambda day: abs(day - around))[:3])


async def _proposed(turn: Turn, day: date) -> Reply:
    turn.memory.pop(_WITHOUT, None)
    made = await planning_visits.propose(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        day=day,
        busy=await _busy(turn, day),
    )
    return shown(turn, made)


async def _busy(turn: Turn, day: date) -> Mapping[str, Sequence[Busy]]:
    """When partners and headteachers are busy in the year, as far as their calendars tell."""
    if turn.calendars is None:
        return {}
    _, span = placing_visits.year_of(turn.uow, day)
    wanted = await placing_visits.wanted_in(turn.uow, turn.policy, turn.today, span)
    heads = {turn.trust.school(each.school).headteacher for each in wanted}
    return busy_in_year(turn, heads | {each.sip for each in wanted}, span)


async def the_plan(turn: Turn, year: object) -> StoredPlan:
    """The plan of a year for who may plan. Raises NotAllowed, and NotFound where there is none."""
    require_may_plan(turn.uow, turn.speaker)
    found = await turn.uow.visit_plans.get(year) if isinstance(year, str) else None
    if found is None:
        raise NotFound("visit plan")
    return found


def note_plan(turn: Turn, made: StoredPlan, of: object = None) -> None:
    """Have "that" mean the visits of a plan; those of one school (its URN) or partner alone, where said."""
    note_list(turn, "visit plan", Interpretation(Intent.UNKNOWN), year=made.year, of=of)


def shown(turn: Turn, made: StoredPlan, first: str = "", *, anew: bool = False) -> Reply:
    """The plan as a whole: how many visits, what has no day and why, and the ways into it."""
    turn.memory[THE_PLAN] = made.year
    note_plan(turn, made)
    waiting = [each for each in made.visits if each.waits]
    booked = [each for each in made.visits if each.visit is not None]
    without = [each for each in made.visits if each.day is None and not each.left_out]
    schools = len({each.school for each in waiting})
    partners = len({each.sip for each in waiting})
    said = (
        f"{wording.capitalised(wording.several(len(waiting), 'visit'))} to "
        f"{wording.several(schools, 'school')} by {wording.several(partners, 'partner')} "
        f"{'is' if len(waiting) == 1 else 'are'} proposed for {made.year}."
    )
    if not waiting:
        said = f"Nothing is left to be booked for {made.year}."
    said = first + said
    if booked:
        said += f" {len(booked)} {'is' if len(booked) == 1 else 'are'} booked."
    told = [f"{whose(turn.trust, each)} has no day: {each.why}." for each in without[:MOST_SAID]]
    if len(without) > MOST_SAID:
        told.append(f"And {len(without) - MOST_SAID} more have none.")
    body = [
        cards.heading(f"Visits of {made.year}"),
        cards.words(said),
        *(cards.words(line, colour="attention") for line in told),
        cards.note(_how_to_change(turn, waiting)),
    ]
    data = {"year": made.year, "revision": made.revision}
    actions = [
        cards.press("Book all", "visit_plan.book.ask", data, primary=True) if waiting else None,
        cards.press("By partner", "visit_plan.view", {**data, "by": "partner"}),
        cards.press("By school", "visit_plan.view", {**data, "by": "school"}),
        cards.press("Propose anew", "visit_plan.anew", data) if anew else None,
    ]
    in_full = " ".join([said, *told])
    card = cards.card(body, actions, says=in_full)
    table = _by_partner(turn, waiting) if waiting else None
    return turn.say(said, in_full=in_full, summary=f"Visits of {made.year}", card=card, table=table)


def _by_partner(turn: Turn, waiting: Sequence[PlannedVisit]) -> Table:
    """How many visits each partner makes, to how many schools, where no card can be opened."""
    rows = []
    for sip in sorted({each.sip for each in waiting}, key=lambda sip: turn.trust.person(sip).name.casefold()):
        theirs = [each for each in waiting if each.sip == sip]
        schools = sorted({turn.trust.school(each.school).known_as for each in theirs})
        rows.append((turn.trust.person(sip).name, str(len(theirs)), ", ".join(schools)))
    return Table(("Partner", "Visits", "Schools"), tuple(rows))


def _how_to_change(turn: Turn, waiting: Sequence[PlannedVisit]) -> str:
    """Sentences that change the plan, with schools that are on it."""
    first = min(waiting, key=lambda each: each.number, default=None)
    other = next((e for e in waiting if first and e.month == first.month and e.school != first.school), None)
    if first is None or other is None:
        return 'To change it, say "not on Wednesdays" or the like.'
    one, two = (turn.trust.school(each.school).known_as for each in (first, other))
    month = f"{date(2000, first.month, 1):%B}"
    move = f"move {one}'s {month} visit to the 12th"
    swap = f"swap {one} and {two} in {month}"
    return f'To change it, say "not on Wednesdays", "{move}", "{swap}" or the like.'


async def show(turn: Turn, press: Press) -> Reply:
    """The plan as a whole."""
    return shown(turn, await the_plan(turn, press.data.get("year")))
