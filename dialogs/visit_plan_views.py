"""The plan of a year's visits by partner and by school, in pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialogs import cards, wording
from dialogs.duty_rows import PAGE
from dialogs.messages import Press, Reply, Table
from dialogs.turn import Turn
from dialogs.visit_planning import THE_PLAN, note_plan, the_plan
from strategy.errors import NotFound
from strategy.ports import PlannedVisit, StoredPlan


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    about: str
    data: dict[str, Any]


async def view(turn: Turn, press: Press) -> Reply:
    """The plan by partner or by school, a page; or the visits of one of them."""
    made = await the_plan(turn, press.data.get("year"))
    turn.memory[THE_PLAN] = made.year
    by = "school" if press.data.get("by") == "school" else "partner"
    of, offset = press.data.get("of"), press.data.get("offset", 0)
    note_plan(turn, made, of)
    lines = [each for each in made.visits if not each.left_out]
    if of is not None:
        mine = [each for each in lines if of in (each.school, each.sip)]
        return _visits_of(turn, made, mine, by, of)
    counted: Counter[str | int] = Counter(each.school if by == "school" else each.sip for each in lines)
    names = {
        of: turn.trust.school(str(of)).known_as if by == "school" else turn.trust.person(int(of)).name
        for of in counted
    }
    order = sorted(counted, key=lambda of: names[of].casefold())
    start = offset if isinstance(offset, int) and 0 <= offset < len(order) else 0
    data = {"year": made.year, "by": by}
    rows = [
        _Row(names[of], wording.several(counted[of], "visit"), {**data, "of": of})
        for of in order[start : start + PAGE]
    ]
    said = f"{made.year} by {by}: {wording.several(len(order), by)}."
    if len(order) > PAGE:
        said += f" Showing {start + 1} to {start + len(rows)}."
    turn.memory["rows"] = [["visit_plan.view", row.data] for row in rows]
    turn.memory.pop("more", None)
    if start + PAGE < len(order):
        turn.memory["more"] = {"press": ["visit_plan.view", {**data, "offset": start + PAGE}]}
    return _table(turn, made, said, rows, "visit_plan.view", {**data}, start, len(order))


def _visits_of(turn: Turn, made: StoredPlan, lines: Sequence[PlannedVisit], by: str, of: object) -> Reply:
    if not lines:
        raise NotFound("visit plan")
    first = lines[0]
    name = turn.trust.school(first.school).known_as if by == "school" else turn.trust.person(first.sip).name
    ordered = sorted(lines, key=lambda each: (each.day or date.max, each.school))
    shown_lines = ordered[: 3 * PAGE]
    rows = [_line(turn, each, by) for each in shown_lines]
    said = f"{name}, {made.year}: {wording.several(len(ordered), 'visit')}."
    titles = ("Day", "Visit") if by == "school" else ("School", "Day")
    table = cards.table(
        [(titles[0], 4), (titles[1], 4)],
        [[[cards.words(a)], [cards.words(b), cards.beneath(c)]] for a, b, c in rows],
    )
    back = cards.press("Back", "visit_plan.view", {"year": made.year, "by": by})
    return turn.say(
        said,
        summary=f"Visits of {made.year}",
        table=Table((*titles, "Status"), tuple(rows)),
        card=cards.card([cards.heading(said), table], [back], says=said),
    )


def _line(turn: Turn, each: PlannedVisit, by: str) -> tuple[str, str, str]:
    """A visit of a partner by school and day, one of a school by day and kind; and how it stands."""
    day = "no day" if each.day is None else wording.short_day(each.day, turn.today)
    stands = "booked" if each.visit is not None else each.why or "proposed"
    appraisal = "with the appraisal" if each.appraisal else ""
    if by == "school":
        kind = "Standard visit" if each.standard else "Further visit"
        return day, kind, ", ".join(part for part in (stands, appraisal) if part)
    where = turn.trust.school(each.school).known_as
    return where, day, ", ".join(part for part in (stands, appraisal) if part)


def _table(
    turn: Turn,
    made: StoredPlan,
    said: str,
    rows: Sequence[_Row],
    do: str,
    data: dict[str, Any],
    start: int,
    total: int,
) -> Reply:
    table = cards.table(
        [(wording.capitalised(str(data["by"])), 4), ("Visits", 3)],
        [[[cards.link(row.title, do, row.data)], [cards.words(row.about)]] for row in rows],
    )
    actions = [
        cards.press("Next", do, {**data, "offset": start + PAGE}) if start + PAGE < total else None,
        cards.press("Back", do, {**data, "offset": max(start - PAGE, 0)}) if start else None,
        cards.press("The plan", "visit_plan.show", {"year": made.year}),
    ]
    lines = tuple((str(n), row.title, row.about) for n, row in enumerate(rows, 1))
    return turn.say(
        said,
        summary=f"Visits of {made.year}",
        table=Table(("", "Who", "Visits"), lines),
        card=cards.card([cards.heading(said), table], actions, says=said),
    )
