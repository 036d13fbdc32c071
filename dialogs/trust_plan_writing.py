"""Writing the trust's annual development plan: adding a priority, changing one, taking one out."""

from __future__ import annotations

from dialogs import cards, trust_plan, wording
from dialogs.drafting import ask_again, form_of, put_away
from dialogs.form_questions import begin as begin_form
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.trust_plan_form import PRIORITY, PriorityContext, typed_from, years_of_plan
from dialogs.turn import Turn
from strategy.actions.planning_for_trust import (
    add_priority,
    change_priority,
    drop_priority,
    may_write_plan,
)
from strategy.errors import Invalid, NotAllowed
from strategy.permissions import Deed
from strategy.ports import Draft, DraftState
from strategy.trust_plan import PlanOvertaken, Priority


async def begin(turn: Turn, year: str) -> Reply:
    """The form of a new priority, or the draft that was begun."""
    if not may_write_plan(turn.speaker, turn.uow):
        raise NotAllowed(Deed.WRITE_TRUST_PLAN)
    if year not in years_of_plan(turn):
        this, following = years_of_plan(turn)
        said = f"The plan can be written for {this} and for {following}. Which one do you mean?"
        return turn.say(said, summary="Which year?")
    return await _form(turn, "", {"year": year})


async def begin_pressed(turn: Turn, press: Press) -> Reply:
    """A button asks for the form of a new priority of a year, or of one that is to be changed."""
    if not may_write_plan(turn.speaker, turn.uow):
        raise NotAllowed(Deed.WRITE_TRUST_PLAN)
    number = press.data.get("priority")
    if number is None:
        year = press.data.get("year")
        return await begin(turn, year if isinstance(year, str) else years_of_plan(turn)[0])
    found = await turn.uow.trust_plan.get(number) if isinstance(number, int) else None
    if found is None or found.is_dropped:
        return turn.say("That priority is not in the plan any more.", summary="Not in the plan")
    if found.year not in years_of_plan(turn):
        said = f"The plan of {found.year} is over, so it stays as it was."
        return turn.say(said, summary="Over")
    return _choose(turn, found) if press.data.get("change") is not True else await _change(turn, found)


def _choose(turn: Turn, found: Priority) -> Reply:
    """What can be done with a priority."""
    said = "Change this priority, or take it out of the plan?"
    data = {"priority": found.id, "version": found.version}
    turn.memory["rows"] = [["priority.start", {**data, "change": True}], ["priority.drop.ask", data]]
    card = cards.card(
        [cards.heading(f"A priority of {found.year}"), cards.words(found.words, bold=True)],
        [
            cards.press("Change it", "priority.start", {**data, "change": True}, primary=True),
            cards.press("Take it out", "priority.drop.ask", data),
        ],
        says=said,
    )
    in_full = f"{said}\n1. Change it\n2. Take it out\nSay a number."
    return turn.say(said, in_full=in_full, summary="Change a priority", card=card)


async def _change(turn: Turn, found: Priority) -> Reply:
    return await _form(turn, f"change:{found.id}:{found.version}", typed_from(found))


async def _form(turn: Turn, about: str, values: dict[str, str]) -> Reply:
    return await begin_form(turn, PRIORITY, values, about, same=["year"])


async def finish(turn: Turn, draft: Draft, context: PriorityContext) -> Reply:
    """Add the priority, or write it anew; where that cannot be, say why and keep everything."""
    checked = check(form_of(draft, context), context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    values = checked.values
    written = {"words": values["priority"], "owner": values["owner"], "success": values["success"]}
    try:
        if draft.about:
            _, number, version = draft.about.split(":")
            stood = await turn.uow.trust_plan.versions(int(number))
            stored = await change_priority(
                uow=turn.uow, now=turn.now, person=turn.speaker, shown=stood[int(version) - 1], **written
            )
        else:
            stored = await add_priority(
                uow=turn.uow, now=turn.now, person=turn.speaker, year=values["year"], **written
            )
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    except PlanOvertaken as overtaken:
        return turn.say(
            f"{_happened(turn, overtaken)} Yours is kept as a draft.", summary="Changed meanwhile"
        )
    await put_away(turn, draft, DraftState.FILED, stored.id)
    return _done(turn, stored, "Changed" if draft.about else "Added")


async def sent_before(turn: Turn, draft: Draft) -> Reply:
    """What a second press of the same form gets: the plan as it stands."""
    found = await turn.uow.trust_plan.get(draft.outcome or 0)
    return await trust_plan.show(turn, found.year if found else years_of_plan(turn)[0])


async def ask_to_drop(turn: Turn, press: Press) -> Reply:
    """Ask before a priority is taken out."""
    if not may_write_plan(turn.speaker, turn.uow):
        raise NotAllowed(Deed.WRITE_TRUST_PLAN)
    number, version = press.data.get("priority"), press.data.get("version")
    found = await turn.uow.trust_plan.get(number) if isinstance(number, int) else None
    if found is None or found.is_dropped:
        return turn.say("That priority is not in the plan any more.", summary="Not in the plan")
    said = "Take this priority out of the plan? Targets that serve it stay as they are."
    data = {"priority": found.id, "version": version}
    turn.memory["rows"] = [["priority.drop", data]]
    card = cards.card(
        [cards.heading("Take it out of the plan?"), cards.words(found.words, bold=True), cards.words(said)],
        [
            cards.press("Take it out", "priority.drop", data, destructive=True),
            cards.press("Keep it", "plan.trust", {"year": found.year}),
        ],
        says=said,
    )
    return turn.say(said, in_full=f"{said} Say 1 to do so.", summary="Take it out of the plan?", card=card)


async def drop(turn: Turn, press: Press) -> Reply:
    """Take a priority out."""
    number, version = press.data.get("priority"), press.data.get("version")
    if not isinstance(number, int) or not isinstance(version, int):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    try:
        dropped = await drop_priority(
            uow=turn.uow, now=turn.now, person=turn.speaker, priority_id=number, version=version
        )
    except PlanOvertaken as overtaken:
        return turn.say(_happened(turn, overtaken), summary="Changed meanwhile")
    return _done(turn, dropped, "Taken out")


def _happened(turn: Turn, overtaken: PlanOvertaken) -> str:
    found = overtaken.priority
    who, when = turn.trust.person(found.by).name, wording.moment(found.at)
    return f"{who} {'took it out' if found.is_dropped else 'changed that priority'} on {when}."


def _done(turn: Turn, stored: Priority, done: str) -> Reply:
    said = f"{done}: a priority of the trust's plan for {stored.year}."
    look = cards.press("Show the plan", "plan.trust", {"year": stored.year, cards.BESIDE: True})
    card = cards.card([cards.heading(said.rstrip(".")), cards.words(stored.words)], [look], says=said)
    return turn.say(said, summary=f"Trust plan {stored.year}", card=card)
