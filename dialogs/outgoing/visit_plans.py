"""How many of a year's visits stand in the calendars, for who had them booked: half way, and at the end."""

from __future__ import annotations

from dialogs import cards
from dialogs.outgoing.letters import letter
from dialogs.outgoing.telling import NoLonger, NotYet, Telling
from dialogs.plan_progress_words import stand, told_of
from strategy.actions.planning_visits import may_plan
from strategy.actions.telling_of_plans import ALL, is_told_later
from strategy.plan_progress import Progress, look_again_after, progress_of
from strategy.ports import Letter, Notice, StoredPlan


async def by_message(telling: Telling) -> Notice:
    """With the plan to open, and what failed to be tried again."""
    plan, progress = await _progress(telling)
    said, told = await _words(telling, plan, progress)
    data = {"year": plan.year}
    actions = [
        cards.press("Try those again", "visit_plan.go_on", data, primary=True) if progress.failed else None,
        cards.press("How far is it?", "visit_plan.progress", data) if progress.waiting else None,
        cards.press("The plan", "visit_plan.show", data),
    ]
    body = [
        cards.heading(f"Visits of {plan.year}"),
        cards.words(said),
        *(cards.words(line, colour="attention") for line in told),
    ]
    in_full = " ".join([said, *told])
    return Notice(in_full, _in_short(plan, progress), cards.card(body, actions, says=in_full))


async def by_mail(telling: Telling) -> Letter:
    """The same in a mail."""
    plan, progress = await _progress(telling)
    said, told = await _words(telling, plan, progress)
    return letter(telling, _in_short(plan, progress), [said, "\n".join(told)])


async def _progress(telling: Telling) -> tuple[StoredPlan, Progress]:
    """The plan and how far it is, where that is to be told now."""
    number, how = telling.number("visit_plan"), telling.subject("visit_plan")[1:]
    uow = telling.uow
    plan = await uow.visit_plans.by_id(number)
    if plan is None:
        raise NoLonger("no such plan")
    if not may_plan(uow, telling.recipient):
        raise NoLonger("may not plan visits any more")
    if await is_told_later(uow, telling.outgoing):
        raise NoLonger("told later")
    progress = progress_of(await uow.visit_plans.booked_states(plan.id))
    if progress.is_stopped:
        raise NoLonger("stopped")
    since = telling.now - telling.outgoing.created_at
    at_the_end = how == (ALL,)
    if progress.is_over and not at_the_end:
        raise NoLonger("all is over already")
    if not (progress.is_over if at_the_end else progress.is_half_way(since)):
        raise NotYet(telling.now + look_again_after(since))
    return plan, progress


async def _words(telling: Telling, plan: StoredPlan, progress: Progress) -> tuple[str, list[str]]:
    """How many are there, and what failed."""
    said, told = await told_of(telling.uow, plan, progress)
    if progress.there == progress.total:
        are = "stands in its calendar" if progress.total == 1 else "stand in the calendars"
        all_of = "The" if progress.total == 1 else f"All {progress.total}"
        visits = "visit" if progress.total == 1 else "visits"
        return f"{all_of} {visits} of {plan.year} {are}.", []
    so_far = "" if progress.is_over else " so far"
    return " ".join([f"{stand(progress, plan.year)}{so_far}.", *said]), told


def _in_short(plan: StoredPlan, progress: Progress) -> str:
    """The toast."""
    visits = f"Visits of {plan.year}"
    if not progress.is_over:
        return f"{visits}: {progress.there} of {progress.total} are there"
    if progress.failed:
        return f"{visits}: {progress.failed} not in a calendar"
    return f"{visits} are booked"
