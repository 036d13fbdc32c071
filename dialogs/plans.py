"""Tailored plans: "can I see the tailored plan for Cawthorne", adding an action, changing and closing one."""

from __future__ import annotations

from typing import Any

from dialogs import cards, plan_cards, wording
from dialogs.asked_again import kept
from dialogs.drafting import ask_again, context_of, put_away, start_draft
from dialogs.form_questions import begin as begin_form
from dialogs.form_questions import show as show_form
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.plan_action_form import FORM, PLAN_ACTION, ActionContext, text_of, typed_from
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.planning import (
    ChangedMeanwhile,
    Plan,
    add_action,
    change_action,
    close_action,
    may_finish,
    may_write,
    plan_around,
    plan_schools,
    read_plan,
    require_action,
    require_plan_of,
)
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.permissions import Deed, may_see_school
from strategy.plans import Action, ActionState
from strategy.ports import Draft, DraftState

MOST_SCHOOLS = 12
_STATES = {
    "plan.action.done": ActionState.DONE,
    "plan.action.drop": ActionState.DROPPED,
    "plan.action.open": ActionState.OPEN,
}
_DID = {
    ActionState.DONE: "is marked done",
    ActionState.DROPPED: "is dropped",
    ActionState.OPEN: "is open again",
}


async def answer(turn: Turn, asked: Interpretation, offset: int = 0) -> Reply:
    """A school's plan; without a school, that of the only one, or which of them is meant."""
    school = asked.school or _only(turn)
    if school is None:
        return which_school(turn, "Which school's tailored plan would you like to see?")
    return await show_plan(turn, school, offset)


def _only(turn: Turn) -> str | None:
    schools = plan_schools(turn.speaker, Deed.SEE_PLAN, turn.today, turn.policy, turn.uow)
    if not schools:
        raise NotAllowed(Deed.SEE_PLAN)
    return schools[0].urn if len(schools) == 1 else None


def which_school(turn: Turn, said: str) -> Reply:
    """The question which school's plan is meant; where there are many, its name is to be said."""
    schools = plan_schools(turn.speaker, Deed.SEE_PLAN, turn.today, turn.policy, turn.uow)
    shown = schools[:MOST_SCHOOLS]
    turn.memory["rows"] = [["plan.show", {"school": school.urn}] for school in shown]
    names = [school.known_as for school in shown]
    buttons = [
        cards.press(school.known_as, "plan.show", {"school": school.urn, cards.BESIDE: True})
        for school in shown
    ]
    more = "" if len(schools) == len(shown) else " Say its name where it is another."
    numbered = "".join(f"\n{number}. {name}" for number, name in enumerate(names, 1))
    card = cards.card([cards.heading(said), *cards.choices(buttons)], says=said + more)
    return turn.say(said + more, in_full=said + more + numbered, summary="Which school's plan?", card=card)


def no_plan(turn: Turn, school: str) -> Reply:
    """What is true of a school that has no tailored plan: it is joining, or has left."""
    name = turn.trust.school(school).known_as
    joining = turn.trust.school(school).ended_on is None
    why = "is joining, and gets a tailored plan once it is a member" if joining else "has left the trust"
    return turn.say(f"{name} has no tailored plan: it {why}.", summary=f"No tailored plan: {name}")


async def show_plan(turn: Turn, school: str, offset: int = 0, *, lead: str = "") -> Reply:
    """A page of a school's plan."""
    try:
        plan = await _plan(turn, school)
    except NotFound:
        return no_plan(turn, school)
    ordered = plan_cards.in_order(plan.actions)
    page = ordered[offset : offset + plan_cards.PAGE]
    turn.memory["rows"] = [["plan.action", {"action": action.id}] for action in ordered]
    said = f"{lead} {plan_cards.in_short(plan, turn)}".strip()
    end = offset + len(page)
    asked = Interpretation(intent=Intent.PLAN_SHOW, school=school)
    turn.memory.pop("more", None)
    if end < len(ordered):
        said += f" Showing {offset + 1} to {end} of {len(ordered)}."
        turn.memory["more"] = {"ask": kept(asked), "offset": end}
    body = [cards.heading(plan_cards.heading_of(plan)), cards.words(said)]
    body += plan_cards.rows(page, offset, plan, turn)
    writes = plan.may_write and not turn.incoming.read_only
    about = {"school": school, cards.BESIDE: True}
    actions: list[cards.Element | None] = [
        cards.press("Add an action", "plan.action.start", about, primary=not page) if writes else None,
        cards.press("Report on it", "plan.report.start", about) if writes and page else None,
        cards.press(
            "Read the last report", "plan.report.show", {"report": plan.reported.id, cards.BESIDE: True}
        )
        if plan.reported
        else None,
        cards.press("Next", "list.page", {"ask": kept(asked), "offset": end}) if end < len(ordered) else None,
    ]
    lines = [f"{n}. {plan_cards.line(each, plan, turn)}" for n, each in enumerate(page, offset + 1)]
    hint = [] if not writes else [f'Say "add an action to {plan.school.known_as}\'s plan" to add one.']
    return turn.say(
        said,
        in_full="\n".join([said, *lines, *hint]),
        summary=plan_cards.heading_of(plan),
        card=cards.card(body, actions, says=said),
    )


async def _plan(turn: Turn, school: str) -> Plan:
    return await read_plan(uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, school=school)


async def show_pressed(turn: Turn, press: Press) -> Reply:
    """A row or button opens a school's plan."""
    school = press.data.get("school")
    if not isinstance(school, str) or school not in turn.trust.schools:
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await show_plan(turn, school)


async def show_action(turn: Turn, press: Press) -> Reply:
    """One action in full."""
    number = press.data.get("action")
    action = await turn.uow.plans.action(number) if isinstance(number, int) else None
    if action is None:
        raise NotAllowed(Deed.SEE_PLAN)
    return await _show_action(turn, action)


async def _show_action(turn: Turn, action: Action, lead: str = "") -> Reply:
    plan = await plan_around(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, action=action
    )
    versions = await turn.uow.plans.versions(action.id)
    said = f"{lead} Action of {plan.school.known_as}'s tailored plan: {plan_cards.stands(action, turn)}."
    full = f"{lead} {plan_cards.line(action, plan, turn)} {plan_cards.history(versions, turn)}"
    finishes = may_finish(turn.speaker, action, turn.uow)
    card = plan_cards.whole_action(action, versions, plan, turn, finishes=finishes)
    if lead:
        card["body"].insert(1, cards.fault(lead))
    return turn.say(said.strip(), in_full=full.strip(), summary=f"Action: {plan.school.known_as}", card=card)


async def begin_action(turn: Turn, school: str | None) -> Reply:
    """The form of a new action, or the one begun for that school."""
    if school is not None:
        try:
            require_plan_of(turn.uow, turn.policy, turn.now, turn.speaker, school)
        except NotFound:
            return no_plan(turn, school)
    elif not plan_schools(turn.speaker, Deed.WRITE_PLAN, turn.today, turn.policy, turn.uow):
        raise NotAllowed(Deed.WRITE_PLAN)
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, PLAN_ACTION):
        if not draft.about and draft.values.get("school") == school:
            return await show_form(turn, draft, await context_of(turn, draft), resumed=True)
    draft = await start_draft(turn, PLAN_ACTION, {"school": school} if school else {})
    return await show_form(turn, draft, await context_of(turn, draft))


async def begin_pressed(turn: Turn, press: Press) -> Reply:
    """A button asks for the form of a new action."""
    school = press.data.get("school")
    return await begin_action(turn, school if isinstance(school, str) else None)


async def begin_change(turn: Turn, press: Press) -> Reply:
    """The form with an action as it stands."""
    number = press.data.get("action")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    action = await require_action(turn.uow, turn.policy, turn.now, turn.speaker, number)
    about = f"action:{action.id}:{action.version}"
    return await begin_form(turn, PLAN_ACTION, typed_from(action, turn.trust), about)


async def close(turn: Turn, press: Press) -> Reply:
    """A button has an action done, dropped or open again."""
    number, version = press.data.get("action"), press.data.get("version")
    if not isinstance(number, int) or not isinstance(version, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    note = press.data.get("note")
    try:
        after = await close_action(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            action_id=number,
            shown=version,
            state=_STATES[press.do],
            note=note if isinstance(note, str) else "",
        )
    except ChangedMeanwhile as changed:
        return await _show_action(turn, changed.action, _changed(turn, changed.action))
    except Invalid as refused:
        action = await turn.uow.plans.action(number)
        if action is None:
            raise NotAllowed(Deed.FINISH_ACTION) from refused
        return await _show_action(turn, action, wording.refusal(refused))
    school = turn.trust.school(after.school).known_as
    return _done(turn, after.school, f"Done: that action of {school}'s tailored plan {_DID[after.state]}.")


def _changed(turn: Turn, action: Action) -> str:
    who = turn.trust.person(action.changed_by).name
    return f"That has changed meanwhile: {who} changed it on {wording.moment(action.changed_at)}."


async def finish(turn: Turn, draft: Draft, context: ActionContext) -> Reply:
    """Add or change the action; where that cannot be, say why and keep everything."""
    checked = check(FORM, context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    who: dict[str, Any] = {
        "uow": turn.uow,
        "policy": turn.policy,
        "now": turn.now,
        "person": turn.speaker,
    }
    text = text_of(checked.values)
    try:
        if draft.about:
            _, number, version = draft.about.split(":")
            action = await change_action(**who, action_id=int(number), shown=int(version), text=text)
        else:
            action = await add_action(**who, school=checked.values["school"].urn, text=text)
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    except ChangedMeanwhile as changed:
        return turn.say(
            f"{_changed(turn, changed.action)} Yours is kept as a draft.", summary="Changed meanwhile"
        )
    await put_away(turn, draft, DraftState.FILED, action.id)
    return _saved(turn, action)


async def saved_before(turn: Turn, draft: Draft) -> Reply:
    """What became of an action that was saved: what a second press of the same form gets."""
    found = await turn.uow.plans.action(draft.outcome or 0)
    if found is None:
        return turn.say("That was saved already.", summary="Saved already")
    return _saved(turn, found)


def _saved(turn: Turn, action: Action) -> Reply:
    school = turn.trust.school(action.school).known_as
    did = "Changed: an action of" if action.version > 1 else "Added: an action in"
    said = f"{did} {school}'s tailored plan, {plan_cards.stands(action, turn)}."
    return _done(turn, action.school, said)


def _done(turn: Turn, urn: str, said: str) -> Reply:
    school = turn.trust.school(urn).known_as
    about = {"school": urn, cards.BESIDE: True}
    card = cards.card(
        [cards.heading(f"Tailored plan: {school}"), cards.words(said)],
        [
            cards.press("Add another action", "plan.action.start", about)
            if may_write(turn.speaker, urn, turn.today, turn.uow)
            else None,
            cards.press("See the plan", "plan.show", about)
            if may_see_school(turn.speaker, Deed.SEE_PLAN, urn, turn.today, turn.trust)
            else None,
        ],
        says=said,
    )
    return turn.say(said, summary=f"Tailored plan: {school}", card=card)
