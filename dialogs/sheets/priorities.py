"""The trust's development plan, and which schools work on a priority of it, as workbooks."""

from __future__ import annotations

from dialogs import trust_plan
from dialogs.sheets.framing import Question, framed
from dialogs.turn import Turn
from strategy.actions.planning_for_trust import PlanOfYear, read_plan
from strategy.errors import NotFound
from strategy.ports import Listing
from strategy.targets import TargetSet
from strategy.trust_plan import Priority

_COLUMNS = ("Priority", "Owner", "Success measure", "Schools that work on it")
_SCHOOLS = ("School", "Works on it with", "Aim", "By")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each priority of a year and, as far as the speaker sees their targets, the schools that work on it; or
    of one priority each school's targets for it.
    """
    year, number = question.terms.get("year"), question.terms.get("priority")
    if not isinstance(year, str):
        raise NotFound("file")
    plan = await read_plan(uow=turn.uow, reader=turn.speaker, year=year)
    name = f"Trust plan {year.replace('/', '-')}"
    if number is not None:
        priority = next((each for each in plan.priorities if each.id == number), None)
        if priority is None:
            raise NotFound("priority")
        return _of_priority(turn, plan, priority, name)
    rows = [
        (each.words, each.owner, each.success, ", ".join(_schools(turn, plan, each)) or None)
        for each in plan.priorities
    ]
    return framed(turn, f"Trust plan {year}", trust_plan.in_words(plan), _COLUMNS, rows, name=name)


def _schools(turn: Turn, plan: PlanOfYear, each: Priority) -> list[str]:
    serving = plan.serving.get(each.id, ())
    return sorted({turn.trust.school(one.school).known_as for one in serving}, key=str.casefold)


def _of_priority(turn: Turn, plan: PlanOfYear, priority: Priority, name: str) -> Listing:
    def name_of(each: TargetSet) -> str:
        return turn.trust.school(each.school).known_as

    rows = [
        (name_of(each), item.words, item.aim, item.by)
        for each in sorted(plan.serving.get(priority.id, ()), key=lambda each: name_of(each).casefold())
        for item in each.items
        if item.priority == priority.id
    ]
    number = len(_schools(turn, plan, priority))
    said = f"{priority.words}: {trust_plan.how_many_work(number, plan.year)}"
    title = f"Schools on a priority of {plan.year}"
    return framed(turn, title, said, _SCHOOLS, rows, name=name)
