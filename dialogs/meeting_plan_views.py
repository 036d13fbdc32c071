"""The plan of a year's meetings by month and by body, in pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from dialogs import cards, wording
from dialogs.duty_rows import PAGE
from dialogs.meeting_meant import Meant, lines_meant
from dialogs.meeting_planning import note_plan, speak_of, the_plan
from dialogs.meeting_words import IN_SHORT, called, clock, line_called, month_name, times
from dialogs.messages import Press, Reply, Table
from dialogs.turn import Turn
from strategy.meetings import year_order
from strategy.policy_reporting import Body
from strategy.ports import PlannedMeeting, PlanOfMeetings

_DO = "meeting_plan.view"


async def view(turn: Turn, press: Press) -> Reply:
    """How many meetings each month or body has; or those of one of them, a page."""
    made = await the_plan(turn, press.data.get("year"))
    by, of = press.data.get("by"), press.data.get("of")
    if by not in ("body", "school") or (by == "school" and of not in turn.trust.schools):
        by = "month"
    return viewed(turn, made, by, of, press.data.get("offset", 0))


def viewed(turn: Turn, made: PlanOfMeetings, by: str, of: object = None, offset: object = 0) -> Reply:
    """The same, of a plan that was read."""
    speak_of(turn, made)
    note_plan(turn, made, by, of)
    lines = [each for each in made.meetings if not each.left_out]
    if of is None:
        return _counted(turn, made, lines, by)
    mine = lines_of(lines, by, of)
    start = offset if isinstance(offset, int) and 0 <= offset < len(mine) else 0
    return _lines(turn, made, mine, by, of, start)


def lines_of(lines: Sequence[PlannedMeeting], by: str, of: object) -> list[PlannedMeeting]:
    """The meetings of one month or one body."""
    return [each for each in lines if _group(each, by) == of]


def in_order(lines: Sequence[PlannedMeeting]) -> list[PlannedMeeting]:
    """Meetings by their day, those without one last."""
    return sorted(lines, key=lambda each: (each.day is None, each.day or date.max, each.starts, each.school))


def asked_after(turn: Turn, made: PlanOfMeetings, meant: Meant) -> Reply:
    """The meetings of a plan that were asked for; of one alone its day in a sentence."""
    lines = lines_meant(made, meant)
    if len(lines) == 1 and lines[0].day is not None:
        speak_of(turn, made)
        each = lines[0]
        chair = f", {turn.trust.person(each.chair).name} in the chair" if each.chair is not None else ""
        state = "It is booked." if each.meeting is not None else "It is not booked yet."
        when = f"{wording.day(lines[0].day)}, {times(each)}"
        said = f"{line_called(turn, each)} is planned for {when}{chair}. {state}"
        return turn.say(said, summary=f"Meetings of {made.year}")
    if meant.school:
        return viewed(turn, made, "school", meant.school)
    return viewed(turn, made, "body", str(meant.body))


def _group(each: PlannedMeeting, by: str) -> str:
    if by == "body":
        return str(each.body)
    if by == "school":
        return each.school
    return str(each.month if each.day is None else each.day.month)


def _name(turn: Turn, of: str, by: str) -> str:
    if by == "school":
        return turn.trust.school(of).known_as
    return IN_SHORT[Body(of)] if by == "body" else month_name(int(of))


def _counted(turn: Turn, made: PlanOfMeetings, lines: Sequence[PlannedMeeting], by: str) -> Reply:
    many = Counter(_group(each, by) for each in lines)
    order = sorted(many, key=(lambda of: list(Body).index(Body(of))) if by == "body" else _month_first)
    data = {"year": made.year, "by": by}
    said = f"Meetings of {made.year} by {by}: {len(lines)}."
    turn.memory["rows"] = [[_DO, {**data, "of": of}] for of in order]
    rows = [(str(n), _name(turn, of, by), str(many[of])) for n, of in enumerate(order, 1)]
    table = cards.table(
        [(wording.capitalised(by), 4), ("Meetings", 3)],
        [
            [[cards.link(_name(turn, of, by), _DO, {**data, "of": of})], [cards.words(str(many[of]))]]
            for of in order
        ],
    )
    back = cards.press("The plan", "meeting_plan.show", {"year": made.year})
    return turn.say(
        said,
        summary=f"Meetings of {made.year}",
        table=Table(("", wording.capitalised(by), "Meetings"), tuple(rows)),
        card=cards.card([cards.heading(said), table], [back], says=said),
    )


def _month_first(of: str) -> int:
    return year_order(int(of))


def _lines(
    turn: Turn, made: PlanOfMeetings, lines: Sequence[PlannedMeeting], by: str, of: object, start: int
) -> Reply:
    ordered = in_order(lines)
    page = ordered[start : start + PAGE]
    rows = [(_day(turn, each), _name_of(turn, each), _status(turn, each)) for each in page]
    said = f"{_name(turn, str(of), by)}, {made.year}: {wording.several(len(ordered), 'meeting')}."
    if len(ordered) > PAGE:
        said += f" Showing {start + 1} to {start + len(page)}."
    table = cards.table(
        [("Day", 3), ("Meeting", 5)],
        [[[cards.words(a)], [cards.words(b), cards.beneath(c)]] for a, b, c in rows],
    )
    data: dict[str, Any] = {"year": made.year, "by": by, "of": of}
    further = {**data, "offset": start + PAGE} if start + PAGE < len(ordered) else None
    turn.memory["more"] = {"press": [_DO, further]} if further else None
    actions = [
        cards.press("Next", _DO, further) if further else None,
        cards.press("Back", _DO, {"year": made.year, "by": by}) if by != "school" else None,
        cards.press("The plan", "meeting_plan.show", {"year": made.year}),
    ]
    return turn.say(
        said,
        summary=f"Meetings of {made.year}",
        table=Table(("Day", "Meeting", "Status"), tuple(rows)),
        card=cards.card([cards.heading(said), table], actions, says=said),
    )


def _name_of(turn: Turn, each: PlannedMeeting) -> str:
    """A body that meets in the month its day tells needs no month beside."""
    by_itself = each.day is not None and each.day.month == each.month
    return called(turn, each.body, each.school) if by_itself else line_called(turn, each)


def _day(turn: Turn, each: PlannedMeeting) -> str:
    return "no day" if each.day is None else wording.short_day(each.day, turn.today)


def _status(turn: Turn, each: PlannedMeeting) -> str:
    if each.day is None:
        return each.why
    chair = f", {turn.trust.person(each.chair).name} in the chair" if each.chair is not None else ""
    where = ", on Teams" if each.online else ""
    stands = "booked" if each.meeting is not None else each.why or "proposed"
    return f"{clock(each.starts)}{where}{chair}; {stands}"
