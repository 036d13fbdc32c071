"""Proposed targets that wait, signing them off or sending them back, and one target with where it stood.

Nothing that comes with a button is trusted; whoever was not quick enough is shown how it stands now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dialogs import cards, target_cards, wording
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.target_reading import read_school_targets, read_set, waiting_targets
from strategy.actions.targeting import (
    may_note,
    may_sign_off,
    note_figure,
    send_targets_back,
    sign_off_targets,
)
from strategy.errors import Invalid, NotAllowed
from strategy.permissions import Deed
from strategy.school_year import london_day
from strategy.targets import Item, SetState, TargetSet, TargetsOvertaken

MOST_ROWS = 8


async def waiting_for(turn: Turn, schools: frozenset[str] | None, *, as_list: bool = False) -> Reply | None:
    """The proposals that wait, of some schools or of all (None): the only one at once, unless it is wanted
    `as_list`. None where none waits.
    """
    waiting = await waiting_of(turn, schools)
    if not waiting:
        return None
    if len(waiting) == 1 and not as_list:
        return await show(turn, waiting[0].id)
    named = sorted(schools) if schools is not None else None
    note_list(turn, "proposed targets", Interpretation(Intent.TARGET_SHOW), of=named)
    return _listed(turn, waiting)


async def waiting_of(turn: Turn, schools: frozenset[str] | None) -> list[TargetSet]:
    """The proposals that wait, as far as the speaker may see them, those for them to decide first."""
    waiting = await waiting_targets(
        uow=turn.uow, policy=turn.policy, today=turn.today, reader=turn.speaker, schools=schools
    )
    return sorted(waiting, key=lambda each: not may_sign_off(turn.speaker, each, turn.today, turn.uow))


def in_words(turn: Turn, waiting: Sequence[TargetSet]) -> str:
    """How many wait, and how many of them for the speaker."""
    mine = sum(may_sign_off(turn.speaker, each, turn.today, turn.uow) for each in waiting)
    proposals = wording.capitalised(wording.several(len(waiting), "proposal"))
    said = f"{proposals} of targets {'waits' if len(waiting) == 1 else 'wait'} to be signed off"
    return said + (f", {mine} of them for you to decide." if mine else "; none is for you to decide.")


def _listed(turn: Turn, ordered: Sequence[TargetSet]) -> Reply:
    said = in_words(turn, ordered)
    page = ordered[:MOST_ROWS]
    if len(ordered) > len(page):
        said += f" Showing the first {len(page)}; name a school to see its own."
    turn.memory["rows"] = [["targets.set", {"set": each.id}] for each in page]
    rows, shown = [], []
    for number, each in enumerate(page, 1):
        school = turn.trust.school(each.school).known_as
        who = turn.trust.person(each.proposed_by).name
        day = wording.short_day(london_day(each.proposed_at), turn.today)
        rows.append((str(number), school, each.year, who, day))
        link = cards.link(school, "targets.set", {"set": each.id})
        shown.append([[link, cards.beneath(each.year)], [cards.words(who), cards.beneath(f"since {day}")]])
    table = cards.table((("School", 5), ("Proposed by", 5)), shown)
    return turn.say(
        said,
        in_full=f"{said} Say a number to open one.",
        summary=f"Targets that wait: {len(ordered)}",
        table=Table(("", "School", "Year", "Proposed by", "Since"), tuple(rows)),
        card=cards.card(
            [cards.heading("Targets to be signed off"), table, cards.note("Press a school to open it.")],
            says=said,
        ),
    )


async def show_pressed(turn: Turn, press: Press) -> Reply:
    """A row or button opens one set."""
    return await show(turn, press.data.get("set"))


async def show(turn: Turn, set_id: object, *, lead: str = "", reason: str = "") -> Reply:
    """One set with how it stands, and the buttons of the reader's decision."""
    if not isinstance(set_id, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    found, priorities = await read_set(
        uow=turn.uow, policy=turn.policy, today=turn.today, reader=turn.speaker, set_id=set_id
    )
    school = turn.trust.school(found.school).known_as
    waits = found.state is SetState.PROPOSED
    before = None
    if waits:
        before = (await turn.uow.targets.in_force([found.school], found.year)).get(found.school)
    said = f"{school}, {found.year}: {target_cards.counted(found)}. {target_cards.stands(found, turn.trust)}"
    said = f"{lead} {said}" if lead else said
    decides = waits and may_sign_off(turn.speaker, found, turn.today, turn.uow)
    why = f"\nWhy: {found.reason}" if found.reason else ""
    how = '\nSay "sign off" or "send back because ..."' if decides else ""
    turn.memory["targets"] = found.id
    return turn.say(
        said,
        in_full=f"{said}{why}\n{target_cards.in_words(found.items, {}, priorities)}{how}",
        summary=f"Targets: {school}",
        card=target_cards.of_set(
            found,
            priorities,
            turn.trust,
            before=before,
            decides=decides,
            lead=lead,
            reason=reason,
            again=found.state is SetState.SENT_BACK and found.proposed_by == turn.speaker.id,
        ),
    )


async def decide(turn: Turn, press: Press) -> Reply:
    """A button of the decision: take it, or say what is missing, or how it stands meanwhile."""
    number, reason = press.data.get("set"), str(press.data.get("reason") or "")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    try:
        if press.do == "targets.sign_off":
            decided = await sign_off_targets(
                uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, set_id=number
            )
        else:
            decided = await send_targets_back(
                uow=turn.uow,
                policy=turn.policy,
                now=turn.now,
                person=turn.speaker,
                set_id=number,
                reason=reason,
            )
    except Invalid as refused:
        return await show(turn, number, lead=" ".join(refused.faults.values()), reason=reason)
    except TargetsOvertaken as overtaken:
        return await show(turn, number, lead=target_cards.what_happened(overtaken.found, turn.trust))
    school = turn.trust.school(decided.school).known_as
    if decided.state is SetState.SIGNED_OFF:
        said = (
            f"Signed off: {target_cards.counted(decided)} for {school}, {decided.year}. They hold from now."
        )
    else:
        who = turn.trust.person(decided.proposed_by).name
        said = f"Sent back to {who}: the proposed targets for {school}, {decided.year}."
    heading = f"Targets: {school}"
    return turn.say(said, summary=heading, card=target_cards.receipt(heading, said, decided))


async def show_item(turn: Turn, press: Press) -> Reply:
    """One target, with what was noted of it."""
    found, item = await _item(turn, press.data.get("item"))
    return await _shown(turn, found, item)


async def note(turn: Turn, press: Press) -> Reply:
    """The small form of a target: note where it stands."""
    found, item = await _item(turn, press.data.get("item"))
    entered = {name: str(press.data.get(name) or "").strip() for name in ("figure", "on")}
    try:
        on = date.fromisoformat(entered["on"]) if entered["on"] else turn.today
    except ValueError:
        return await _shown(turn, found, item, {"on": "Please give a day like 23 November 2026."}, entered)
    return await noted(turn, found, item, entered["figure"], on, entered)


async def noted(
    turn: Turn, found: TargetSet, item: Item, figure: str, on: date, entered: Mapping[str, str] | None = None
) -> Reply:
    """Note where a target stood, and show what is noted of it now."""
    try:
        await note_figure(
            uow=turn.uow, now=turn.now, person=turn.speaker, item_id=item.id, figure=figure, on=on
        )
    except Invalid as refused:
        return await _shown(turn, found, item, refused.faults, entered)
    except TargetsOvertaken as overtaken:
        return await show(turn, overtaken.found.id, lead="Other targets hold meanwhile.")
    return await _shown(turn, found, item, lead="Noted.")


async def _item(turn: Turn, item_id: object) -> tuple[TargetSet, Item]:
    """An item of a set that the speaker may see. Raises NotAllowed."""
    found = await turn.uow.targets.holding(item_id) if isinstance(item_id, int) else None
    if found is None:
        raise NotAllowed(Deed.SEE_TARGETS)
    await read_set(uow=turn.uow, policy=turn.policy, today=turn.today, reader=turn.speaker, set_id=found.id)
    return found, next(each for each in found.items if each.id == item_id)


async def _shown(
    turn: Turn,
    found: TargetSet,
    item: Item,
    faults: Mapping[str, str] | None = None,
    entered: Mapping[str, str] | None = None,
    *,
    lead: str = "",
) -> Reply:
    targets = await read_school_targets(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        reader=turn.speaker,
        school=found.school,
        year=found.year,
    )
    of_item = targets.noted.get(item.id, ())
    holds = targets.in_force is not None and targets.in_force.id == found.id
    school = turn.trust.school(found.school).known_as
    count = wording.several(len(of_item), "figure") if of_item else "no figure"
    said = f"{lead} {school}, {found.year}: a target with {count} noted.".strip()
    said = " ".join([*(faults or {}).values(), said])
    lines = [f"{wording.day(each.on)}: {each.figure}" for each in of_item[: target_cards.MOST_NOTED]]
    return turn.say(
        said,
        in_full="\n".join([said, target_cards.item_words(item), *lines]),
        summary=f"Target: {school}",
        card=target_cards.of_item(
            item,
            found,
            of_item,
            turn.trust,
            notes=holds and may_note(turn.speaker, found.school, turn.today, turn.uow),
            faults=faults or {},
            entered={"on": turn.today.isoformat(), **(entered or {})},
            said=said,
        ),
    )
