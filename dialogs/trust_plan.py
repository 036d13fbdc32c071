"""The trust's annual development plan in conversation: its priorities, and which schools work on each."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import cards, wording
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.shortening import as_much_as_fits
from dialogs.trust_plan_form import years_of_plan
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.planning_for_trust import PlanOfYear, may_write_plan, read_plan
from strategy.targets import TargetSet
from strategy.trust_plan import Priority

MOST_SCHOOLS = 12
ROOM = 5_000
"""Bytes of JSON that the words of all priorities take on a card."""


async def show_pressed(turn: Turn, press: Press) -> Reply:
    """A button asks for the plan of a year."""
    year = press.data.get("year")
    years = years_of_plan(turn)
    return await show(turn, year if isinstance(year, str) and len(year) == len(years[0]) else years[0])


async def show(turn: Turn, year: str) -> Reply:
    """The priorities of a year; who writes them has the buttons for it."""
    plan = await read_plan(uow=turn.uow, reader=turn.speaker, year=year)
    writes = may_write_plan(turn.speaker, turn.uow) and not turn.incoming.read_only
    number = len(plan.priorities)
    said = in_words(plan)
    note_list(turn, "priorities", Interpretation(Intent.UNKNOWN), year=year)
    turn.memory["rows"] = [
        ["priority.start", {"priority": each.id, "version": each.version}] if writes else ["plan.trust", {}]
        for each in plan.priorities
    ]
    rows = [_row(turn, plan, place, each) for place, each in enumerate(plan.priorities, 1)]
    return turn.say(
        said,
        in_full=said + (" Say a number to change one." if writes and number else ""),
        summary=f"Trust plan {year}",
        table=Table(("", "Priority", "Owner", "Success measure", "Schools"), tuple(rows)) if rows else None,
        card=_card(turn, plan, said, writes=writes),
    )


def in_words(plan: PlanOfYear) -> str:
    """How many priorities a year's plan has."""
    if not plan.priorities:
        return f"The trust's development plan for {plan.year} has no priorities yet."
    several = wording.several(len(plan.priorities), "priority", "priorities")
    return f"The trust's development plan for {plan.year} has {several}."


def _row(turn: Turn, plan: PlanOfYear, place: int, each: Priority) -> tuple[str, ...]:
    schools = _schools(turn, plan.serving.get(each.id, ()))
    return (str(place), each.words, each.owner, each.success, schools or "-")


def _schools(turn: Turn, serving: Sequence[TargetSet]) -> str:
    names = sorted({turn.trust.school(each.school).known_as for each in serving}, key=str.casefold)
    left = len(names) - MOST_SCHOOLS
    return wording.listed([*names[:MOST_SCHOOLS], f"{left} more"] if left > 0 else names)


def _card(turn: Turn, plan: PlanOfYear, said: str, *, writes: bool) -> dict[str, object]:
    body: list[cards.Element | None] = [cards.heading(f"The trust's development plan, {plan.year}")]
    if not plan.priorities:
        body.append(cards.words(said))
    room = ROOM // max(len(plan.priorities), 1)
    for each in plan.priorities:
        words = _cut(each.words, room // 3)
        data = {"priority": each.id, "version": each.version}
        title = (
            cards.link(words, "priority.start", data)
            if writes
            else cards.words(words, bold=True, spacing="medium")
        )
        schools = _schools(turn, plan.serving.get(each.id, ()))
        body += [
            {**title, "spacing": "medium"},
            cards.beneath(f"Owner: {_cut(each.owner, room // 4)}"),
            cards.beneath(f"Success: {_cut(each.success, room // 3)}"),
            cards.beneath(f"Schools that work on it: {schools or 'none yet'}"),
        ]
    if writes and plan.priorities:
        body.append(cards.note("Press a priority to change it or take it out."))
    this, following = years_of_plan(turn)
    other = following if plan.year == this else this
    actions = [
        cards.press("Add a priority", "priority.start", {"year": plan.year, cards.BESIDE: True})
        if writes and plan.year in (this, following)
        else None,
        cards.press(other, "plan.trust", {"year": other}),
    ]
    return cards.card(body, actions, says=said)


def _cut(text: str, room: int) -> str:
    text = " ".join(text.split())
    beginning = as_much_as_fits(text, room)
    return beginning + (" \u2026" if len(beginning) < len(text) else "")


async def schools_on(turn: Turn, named: str, year: str) -> Reply:
    """Which schools link to the priority that somebody names by some of its words."""
    plan = await read_plan(uow=turn.uow, reader=turn.speaker, year=year)
    wanted = {word for word in named.casefold().split() if len(word) > 2}
    found = [each for each in plan.priorities if wanted and wanted <= _words(each)]
    if len(found) != 1:
        return await show(turn, year)
    [priority] = found
    serving = plan.serving.get(priority.id, ())
    number = len({each.school for each in serving})
    said = how_many_work(number, year)
    note_list(turn, "priorities", Interpretation(Intent.UNKNOWN), year=year, priority=priority.id)
    rows = sorted(
        ((turn.trust.school(each.school).known_as, each) for each in serving),
        key=lambda row: row[0].casefold(),
    )[:MOST_SCHOOLS]
    turn.memory["rows"] = [
        ["targets.of_school", {"school": each.school, "year": each.year}] for _, each in rows
    ]
    body: list[cards.Element | None] = [
        cards.heading(f"Schools on a priority of {year}"),
        cards.words(_cut(priority.words, 1_500), bold=True),
        cards.words(said),
    ]
    for name, each in rows:
        body.append(cards.link(name, "targets.of_school", {"school": each.school, "year": each.year}))
        items = [item.words for item in each.items if item.priority == priority.id]
        body.append(cards.beneath(_cut("; ".join(items), 400)))
    names = "".join(f"\n{place}. {name}" for place, (name, _) in enumerate(rows, 1))
    more = number - len(rows)
    body.append(cards.note(f"And {more} more.") if more > 0 else None)
    return turn.say(
        said,
        in_full=f"{priority.words}: {said}{names}",
        summary=f"Schools on a priority: {number}",
        card=cards.card(body, says=said),
    )


def how_many_work(number: int, year: str) -> str:
    """How many schools work on a priority."""
    noun = wording.several(number, "school")
    return f"{wording.capitalised(noun)} {'works' if number == 1 else 'work'} on that priority in {year}."


def _words(priority: Priority) -> set[str]:
    return {word.strip(".,;:()'\u2019\"") for word in priority.words.casefold().split()}
