"""A school's exit plan is agreed or has changed since: what goes back, when, and who confirms it."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import fitting
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.actions.telling_of_exits import CHANGED, concerned_by_exit
from strategy.exit_plans import ExitItem, ExitPlan, ExitState
from strategy.permissions import Deed, may_see_school
from strategy.ports import Letter, Notice

MOST_ITEMS = 10
_ROOM = 5_000


async def agreed_by_message(telling: Telling) -> Notice:
    """What goes back, each with its day and who confirms it, and the way to the whole."""
    plan = await _agreed(telling)
    said, heading = _words(plan, telling), _heading(plan, telling)
    shown = plan.in_it[:MOST_ITEMS]
    rows: list[cards.Element] = []
    for item, whole in zip(shown, fitting([item.what for item in shown], _ROOM), strict=True):
        cut = " …" if len(whole) < len(item.what) else ""
        what = cards.words(whole.rstrip() + cut, bold=True)
        rows.append({"type": "Container", "items": [what, cards.beneath(_when(item, telling))]})
    more = len(plan.in_it) - len(shown)
    rows += [cards.note(f"And {more} more.")] if more else []
    body = [cards.heading(heading), cards.words(said), *rows]
    look = cards.press("Look at it", "exit.show", {"school": plan.school, cards.BESIDE: True})
    return Notice(said, heading, cards.card(body, [look], says=said))


async def agreed_by_mail(telling: Telling) -> Letter:
    """The same without what people wrote, and where that is."""
    plan = await _agreed(telling)
    ask = f"Ask me in Teams: “show {_school(plan, telling)}'s exit plan”."
    return letter(telling, _heading(plan, telling), [_words(plan, telling), ask])


async def _agreed(telling: Telling) -> ExitPlan:
    plan = await telling.uow.exit_plans.get(telling.number("exit"))
    if plan is None:
        raise NoLonger("no such exit plan")
    if plan.state is not ExitState.AGREED:
        raise NoLonger("closed or void since")
    if telling.recipient.id not in concerned_by_exit(telling.uow, plan):
        raise NoLonger("does not concern them any more")
    if not may_see_school(telling.recipient, Deed.SEE_PLAN, plan.school, telling.today, telling.trust):
        raise NoLonger("may not read it any more")
    return plan


def _school(plan: ExitPlan, telling: Telling) -> str:
    return telling.trust.school(plan.school).known_as


def _heading(plan: ExitPlan, telling: Telling) -> str:
    return f"Exit plan {'changed' if _has_changed(telling) else 'agreed'}: {_school(plan, telling)}"


def _has_changed(telling: Telling) -> bool:
    return CHANGED in telling.subject("exit")


def _words(plan: ExitPlan, telling: Telling) -> str:
    """`Oak Bank's exit plan is agreed: 2 things go back to the school, the first on Tue 1 December 2026.`"""
    items = plan.in_it
    many = wording.several(len(items), "thing goes", "things go")
    first = f"{'on' if len(items) == 1 else 'the first on'} {wording.day(items[0].on)}" if items else ""
    how = "has changed" if _has_changed(telling) else "is agreed"
    said = f"{_school(plan, telling)}'s exit plan {how}: {many} back to the school"
    said += f", {first}." if first else "."
    own = [item for item in items if item.waits and item.confirmer == telling.recipient.id]
    if own:
        day = wording.day(own[0].on)
        what = "it" if len(items) == 1 else f"{len(own)} of them"
        from_then = f" from {day} on" if len(own) == 1 else f", the first from {day} on"
        said += f" You confirm {what}{from_then}; I will remind you."
    return said


def _when(item: ExitItem, telling: Telling) -> str:
    who = telling.trust.person(item.confirmer)
    by = "you" if who.id == telling.recipient.id else who.name
    return f"On {wording.day(item.on)}, confirmed by {by}"
