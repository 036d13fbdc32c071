"""How a tailored plan and its actions are shown."""

from __future__ import annotations

from typing import Any

from dialogs import cards, wording
from dialogs.plan_report_form import owner_of
from dialogs.plan_rows import period_in_words
from dialogs.shortening import as_much_as_fits
from dialogs.turn import Turn
from strategy.actions.planning import LONGEST, Plan
from strategy.permissions import Deed, may_see_school
from strategy.plans import Action, ActionState
from strategy.school_year import london_day

PAGE = 6
"""Actions a page: what they say leaves room for no more on a card."""
_ROOM = 420
_ROOM_IN_FULL = 3_500
_STATES = {ActionState.DONE: "done", ActionState.DROPPED: "dropped"}


def in_order(actions: tuple[Action, ...]) -> list[Action]:
    """Those still to be done first, by their day; then those that are closed."""
    return sorted(actions, key=lambda each: (not each.is_open, each.text.by, each.id))


def heading_of(plan: Plan) -> str:
    """`Tailored plan: Marlow`."""
    return f"Tailored plan: {plan.school.known_as}"


def in_short(plan: Plan, turn: Turn) -> str:
    """How many actions there are, how many are late, and when it was last reported on."""
    school = plan.school.known_as
    if not plan.actions:
        return f"{school} has no action in its tailored plan yet."
    to_do = [action for action in plan.actions if action.is_open]
    late = sum(action.is_late(turn.today) for action in to_do)
    closed = len(plan.actions) - len(to_do)
    said = f"{school}'s tailored plan has {wording.several(len(to_do), 'open action')}"
    said += f", {late} of them late" if late else ""
    said += f", and {closed} closed" if closed else ""
    return f"{said}. {_reported(plan, turn)}".rstrip()


def _reported(plan: Plan, turn: Turn) -> str:
    if plan.reported is None:
        return ""
    day = wording.short_day(london_day(plan.reported.filed_at), turn.today)
    return f"The impact is from the report of {period_in_words(plan.reported.period)}, filed {day}."


def stands(action: Action, turn: Turn) -> str:
    """`Ann Lee, by Fri 18 Dec, late`."""
    by = wording.short_day(action.text.by, turn.today)
    where = ", late" if action.is_late(turn.today) else ""
    where = where if action.is_open else f", {_STATES[action.state]}"
    return f"{owner_of(action, turn.trust)}, by {by}{where}"


def line(action: Action, plan: Plan, turn: Turn) -> str:
    """The whole of an action in words."""
    said = f"{action.text.what.rstrip('. ')}. {wording.capitalised(stands(action, turn))}. "
    said += f"Measure: {action.text.measure}"
    said += f" Impact so far: {plan.impact[action.id]}" if action.id in plan.impact else ""
    return said + (f" Note: {action.note}" if action.note else "")


def rows(actions: list[Action], start: int, plan: Plan, turn: Turn) -> list[cards.Element]:
    """An action after the other: what, who and by when, how people will know, and the impact so far."""
    shown: list[cards.Element] = []
    for number, action in enumerate(actions, start + 1):
        what = _cut(" ".join(action.text.what.split()))
        items = [cards.link(f"{number}. {what}", "plan.action", {"action": action.id})]
        late = action.is_late(turn.today)
        items.append(
            cards.words(
                stands(action, turn),
                subtle=not late,
                colour="attention" if late else "default",
                size="small",
                spacing="none",
            )
        )
        items.append(cards.words(f"Measure: {_cut(action.text.measure)}", size="small", spacing="none"))
        if action.id in plan.impact:
            impact = f"Impact so far: {_cut(plan.impact[action.id])}"
            items.append(cards.words(impact, size="small", spacing="none"))
        shown.append({"type": "Container", "spacing": "medium", "items": items})
    return shown


def _cut(text: str, room: int = _ROOM) -> str:
    beginning = as_much_as_fits(text, room)
    return beginning.rstrip() + (" \u2026" if len(beginning) < len(text) else "")


def whole_action(
    action: Action, versions: list[Action], plan: Plan, turn: Turn, *, finishes: bool
) -> dict[str, Any]:
    """One action in full, who changed it when, and what the speaker can do with it.

    `finishes` is whether they may say that it is done: its owner may, who need not see the plan.
    """
    school = plan.school.known_as
    body: list[cards.Element | None] = [
        cards.heading(f"Action of {school}'s tailored plan"),
        cards.words(_cut(action.text.what, _ROOM_IN_FULL)),
        cards.facts(
            [
                ("Who", owner_of(action, turn.trust)),
                ("By", wording.day(action.text.by) + (" (late)" if action.is_late(turn.today) else "")),
                ("Stands", wording.capitalised(action.state.value)),
            ]
        ),
        *cards.labelled("How you will know that it worked", _cut(action.text.measure, _ROOM_IN_FULL)),
    ]
    if action.id in plan.impact:
        body += cards.labelled("Impact so far", _cut(plan.impact[action.id], _ROOM_IN_FULL))
    if action.note:
        body += cards.labelled("Note", _cut(action.note, _ROOM_IN_FULL))
    body.append(cards.note(history(versions, turn)))
    actions = [] if turn.incoming.read_only else _deeds(action, plan.may_write, finishes)
    if any(each["data"]["do"] == "plan.action.done" for each in actions):
        body.append(
            {
                "type": "Input.Text",
                "id": "note",
                "label": "A note, if you close it",
                "isMultiline": True,
                "maxLength": LONGEST,
            }
        )
    if may_see_school(turn.speaker, Deed.SEE_PLAN, plan.school.urn, turn.today, turn.trust):
        actions.append(cards.press("The whole plan", "plan.show", {"school": plan.school.urn}))
    says = f"Action of {school}'s tailored plan: {stands(action, turn)}."
    return cards.card(body, actions, says=says)


def _deeds(action: Action, may_write: bool, finishes: bool) -> list[cards.Element]:
    """The buttons for what can be done with an action."""
    data = {"action": action.id, "version": action.version}
    if not action.is_open:
        return [cards.press("Open again", "plan.action.open", data)] if may_write else []
    done = cards.press("Mark done", "plan.action.done", data, primary=not may_write)
    if not may_write:
        return [done] if finishes else []
    change = cards.press("Change", "plan.action.change", data, primary=True)
    return [change, done, cards.press("Drop it", "plan.action.drop", data)]


def history(versions: list[Action], turn: Turn) -> str:
    """Who added it, and who changed it last, when."""
    first, last = versions[0], versions[-1]
    said = f"Added by {turn.trust.person(first.changed_by).name} on {wording.moment(first.changed_at)}."
    if len(versions) > 1:
        who = turn.trust.person(last.changed_by).name
        times = "once" if len(versions) == 2 else f"{len(versions) - 1} times"
        said += f" Changed {times}, last by {who} on {wording.moment(last.changed_at)}."
    return said
