"""Exit plans: "show Eastgate's exit plan", what goes back to the school, and confirming it on its day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dialogs import cards, wording
from dialogs.drafting import ask_again, put_away
from dialogs.exit_item_form import EXIT_ITEM, FORM, ExitItemContext
from dialogs.form_questions import begin as begin_form
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.shortening import as_much_as_fits
from dialogs.turn import Turn
from strategy.actions.exiting import (
    ExitChanged,
    ShownExit,
    add_exit_item,
    agree_exit_plan,
    confirm_exit_item,
    exit_plan_to_draw_up,
    read_exit_plan,
    take_out_exit_item,
)
from strategy.actions.planning import may_write
from strategy.errors import Invalid
from strategy.exit_plans import ExitItem, ExitPlan, ExitState
from strategy.ports import Draft, DraftState
from strategy.school_year import london_day

MOST_ITEMS = 10
_ROOM = 500
_FIELDS = {"on": "day"}
"""Fields of the form that are called otherwise than what is checked."""
_STANDS: Mapping[ExitState, str] = {
    ExitState.DRAWN_UP: "is being drawn up",
    ExitState.AGREED: "is agreed; each part of it is confirmed on its day",
    ExitState.CLOSED: "is closed: all of it is confirmed",
    ExitState.VOID: "is void, because the school is at High risk again",
}


async def answer(turn: Turn, school: str, *, lead: str = "") -> Reply:
    """A school's exit plan, and what the speaker can do with it."""
    plan = await read_exit_plan(uow=turn.uow, now=turn.now, reader=turn.speaker, school=school)
    name = turn.trust.school(school).known_as
    if plan is None:
        said = f"{name} has no exit plan. One is opened on the day a school leaves High risk."
        return turn.say(said, summary=f"No exit plan: {name}")
    return _shown(turn, plan, lead)


def _in_short(turn: Turn, plan: ExitPlan) -> str:
    said = f"{turn.trust.school(plan.school).known_as}'s exit plan {_STANDS[plan.state]}."
    if not plan.is_under_way:
        return said
    items = plan.in_it
    if not items:
        return f"{said} Nothing is in it yet."
    if plan.state is ExitState.DRAWN_UP:
        return f"{said} {wording.capitalised(wording.several(len(items), 'thing is', 'things are'))} in it."
    waiting = sum(item.waits for item in items)
    return f"{said} {waiting} of {len(items)} still to be confirmed."


def _item_stands(turn: Turn, item: ExitItem) -> str:
    who = turn.trust.person(item.confirmer).name
    if item.confirmed_at is not None:
        return f"Confirmed by {who} on {wording.moment(item.confirmed_at)}"
    late = ", late" if item.on < turn.today else ""
    return f"On {wording.day(item.on)}, to be confirmed by {who}{late}"


def _shown(turn: Turn, plan: ExitPlan, lead: str = "") -> Reply:
    name = turn.trust.school(plan.school).known_as
    said = f"{lead} {_in_short(turn, plan)}".strip()
    draws_up = (
        plan.is_under_way
        and may_write(turn.speaker, plan.school, turn.today, turn.uow)
        and not turn.incoming.read_only
    )
    shown = {"plan": plan.id, "revision": plan.revision}
    body: list[cards.Element] = [cards.heading(f"Exit plan: {name}"), cards.words(said)]
    lines = []
    for item in plan.in_it[:MOST_ITEMS]:
        stands = _item_stands(turn, item)
        beginning = as_much_as_fits(item.what, _ROOM)
        cut = " \u2026" if len(beginning) < len(item.what) else ""
        row = [cards.words(beginning.rstrip() + cut, bold=True), cards.beneath(stands)]
        lines.append(f"- {item.what}: {stands}.")
        button = _button(turn, plan, item, shown, draws_up)
        body.append(cards.with_button(row, button) if button else {"type": "Container", "items": row})
    more = len(plan.in_it) - MOST_ITEMS
    if more > 0:
        body.append(cards.note(f"And {more} more."))
    agrees = draws_up and plan.state is ExitState.DRAWN_UP and plan.in_it
    body.append(cards.note(f"Opened on {wording.day(london_day(plan.opened_at))}"))
    actions = [
        cards.press("That is all of it", "exit.agree", shown, primary=True) if agrees else None,
        cards.press("Add what goes back", "exit.item.start", {"plan": plan.id, cards.BESIDE: True})
        if draws_up
        else None,
    ]
    return turn.say(
        said,
        in_full="\n".join([said, *lines]),
        summary=f"Exit plan: {name}",
        card=cards.card(body, actions, says=said),
    )


def _button(
    turn: Turn, plan: ExitPlan, item: ExitItem, shown: Mapping[str, Any], draws_up: bool
) -> cards.Element | None:
    data = {**shown, "item": item.id}
    is_theirs = item.confirmer == turn.speaker.id and item.on <= turn.today
    if item.waits and plan.state is ExitState.AGREED and is_theirs and not turn.incoming.read_only:
        return cards.press("Confirm", "exit.confirm", data, primary=True)
    return cards.press("Take out", "exit.item.out", data) if draws_up and item.waits else None


async def show_pressed(turn: Turn, press: Press) -> Reply:
    """A row or button opens a school's exit plan."""
    school = press.data.get("school")
    if not isinstance(school, str) or school not in turn.trust.schools:
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await answer(turn, school)


async def act(turn: Turn, press: Press) -> Reply:
    """A button agrees the plan, or takes out or confirms one item of it."""
    number, revision, item = (press.data.get(name) for name in ("plan", "revision", "item"))
    if not isinstance(number, int) or not isinstance(revision, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    who: dict[str, Any] = {
        "uow": turn.uow,
        "policy": turn.policy,
        "now": turn.now,
        "person": turn.speaker,
        "shown": ShownExit(number, revision),
    }
    try:
        if press.do == "exit.agree":
            agreed = await agree_exit_plan(**who)
            return _shown(turn, agreed, "Done. I am telling those who are concerned.")
        if not isinstance(item, int):
            return turn.say(wording.REFUSAL, summary="Not possible")
        if press.do == "exit.confirm":
            return _shown(turn, await confirm_exit_item(**who, item_id=item), "Confirmed.")
        return _shown(turn, await take_out_exit_item(**who, item_id=item), "Taken out.")
    except ExitChanged as changed:
        return _shown(turn, changed.plan, "That has changed meanwhile; this is how it stands.")


async def begin_item(turn: Turn, press: Press) -> Reply:
    """The form of one more item."""
    number = press.data.get("plan")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    try:
        plan = await exit_plan_to_draw_up(turn.uow, turn.now, turn.speaker, number)
    except ExitChanged as changed:
        return _shown(turn, changed.plan, "That has changed meanwhile; this is how it stands.")
    about = f"exit:{plan.id}"
    return await begin_form(turn, EXIT_ITEM, {}, about)


async def finish(turn: Turn, draft: Draft, context: ExitItemContext) -> Reply:
    """Add the item; where that cannot be, say why and keep everything."""
    checked = check(FORM, context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    values = checked.values
    try:
        plan = await add_exit_item(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            plan_id=context.plan,
            what=values["what"],
            on=values["day"],
            confirmer=values["confirmer"],
        )
    except Invalid as refused:
        faults = {_FIELDS.get(name, name): fault for name, fault in refused.faults.items()}
        return ask_again(turn, draft, context, faults)
    except ExitChanged as changed:
        return _shown(turn, changed.plan, "That has changed meanwhile; what you typed is kept as a draft.")
    await put_away(turn, draft, DraftState.FILED, plan.id)
    told = " I am telling those who are concerned." if plan.state is ExitState.AGREED else ""
    return _shown(turn, plan, f"Added.{told}")


async def added_before(turn: Turn, draft: Draft) -> Reply:
    """The plan as it stands: what a second press of the same form gets."""
    plan = await turn.uow.exit_plans.get(draft.outcome or 0)
    if plan is None:
        return turn.say("That was added already.", summary="Added already")
    return _shown(turn, plan, "Added.")
