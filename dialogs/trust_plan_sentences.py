"""Sentences about the trust's plan and about where targets stand, answered beside the intents."""

from __future__ import annotations

import re

from dialogs import cards, target_steps, trust_plan, trust_plan_writing, wording
from dialogs.messages import Press, Reply
from dialogs.office import Said
from dialogs.turn import Turn
from dialogs.understanding.trust_plan_wishes import FigureSaid, PlanKind, PlanWish, figure_said, plan_wish
from strategy.actions.targeting import may_note
from strategy.errors import NotAllowed
from strategy.permissions import Deed
from strategy.targets import Item, TargetSet

_SIGN = re.compile(
    r"^(?:please |yes,? )?(?:sign (?:it|them|these|this|the targets)? ?off|sign off(?: on)?"
    r"(?: it| them| these| this| the targets)?|approve(?: it| them| these| the targets)?)[.!]?$",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"^(?:please )?send (?:it |them |these |this |the targets )?back"
    r"(?:(?:,|:)?(?: because| as| since)? (?P<reason>.+?))?[.!]?$",
    re.IGNORECASE,
)
_SMALL_WORDS = frozenset({"the", "rate", "figure", "now", "its", "our", "their", "for", "and"})
MOST_CHOICES = 8


def way_for(turn: Turn, text: str) -> Said | None:
    """How a text is answered that is such a sentence; None for any other text."""
    plain = text.strip().replace("\u2019", "'")
    shown = turn.memory.get("targets")
    if isinstance(shown, int):
        if _SIGN.match(plain):
            press = Press("targets.sign_off", {"set": shown}, replaces_card=False)
            return Said(lambda: target_steps.decide(turn, press))
        back = _BACK.match(plain)
        if back is not None:
            data = {"set": shown, "reason": back["reason"] or ""}
            return Said(
                lambda: target_steps.decide(turn, Press("targets.send_back", data, replaces_card=False))
            )
    wish = plan_wish(text, turn.today, turn.trust)
    if wish is not None:
        return _of_the_plan(turn, wish)
    figure = figure_said(text, turn.speaker, turn.trust, turn.now, turn.reader)
    return Said(lambda: _note(turn, figure)) if figure is not None else None


def _of_the_plan(turn: Turn, wish: PlanWish) -> Said:
    if wish.kind is PlanKind.ADD:
        return Said(lambda: trust_plan_writing.begin(turn, wish.year))
    if wish.kind is PlanKind.SCHOOLS and wish.named:
        return Said(lambda: trust_plan.schools_on(turn, wish.named, wish.year), writes=False)
    return Said(lambda: trust_plan.show(turn, wish.year), writes=False)


async def _note(turn: Turn, said: FigureSaid) -> Reply:
    """Note the figure of the one target in force that is meant; asks which, where several or none fit."""
    reached = [urn for urn in said.schools if may_note(turn.speaker, urn, turn.today, turn.uow)]
    if not reached:
        raise NotAllowed(Deed.NOTE_TARGETS)
    if len(reached) > 1:
        names = [turn.trust.school(urn).known_as for urn in reached[:MOST_CHOICES]]
        return turn.say(f"Which school do you mean: {wording.listed(names, 'or')}?", summary="Which school?")
    school = reached[0]
    year = turn.trust.calendar.academic_year_of(said.on)
    found = (await turn.uow.targets.in_force([school], year)).get(school)
    name = turn.trust.school(school).known_as
    if found is None or not found.targets:
        said_so = f"{name} has no targets signed off for {year}, so there is nothing to note a figure of."
        return turn.say(said_so, summary=f"Targets: {name}")
    meant = [item for item in found.targets if _fits(said.words, item)]
    if len(meant) == 1:
        return await target_steps.noted(turn, found, meant[0], said.figure, said.on)
    return _which(turn, name, found, meant or list(found.targets))


def _fits(said: str, item: Item) -> bool:
    wanted = set(said.casefold().split()) - _SMALL_WORDS
    words = set(re.sub(r"[^\w ]", " ", item.words.casefold()).split())
    return bool(wanted) and wanted <= words


def _which(turn: Turn, school: str, found: TargetSet, items: list[Item]) -> Reply:
    """Ask which target is meant; each opens where its figure can be noted."""
    turn.memory["rows"] = [["targets.item", {"item": item.id}] for item in items]
    said = f"Which of {school}'s targets for {found.year} do you mean?"
    numbered = "".join(f"\n{place}. {item.words}" for place, item in enumerate(items, 1))
    links = [cards.link(item.words[:80], "targets.item", {"item": item.id}) for item in items]
    card = cards.card([cards.heading("Which target?"), *links], says=said)
    return turn.say(said, in_full=f"{said}{numbered}\nSay its number.", summary="Which target?", card=card)
