"""What is owed and filed, as a workbook."""

from __future__ import annotations

from dialogs import duty_lists, wording
from dialogs.duty_rows import List, about_what, heading_of, risk_seen
from dialogs.judging_rows import called, place_of
from dialogs.sheets.framing import MOST_ROWS, Question, framed
from dialogs.turn import Turn
from strategy.actions.asking import list_duties
from strategy.duties import REPORTS, days_late
from strategy.ports import Cell, DutyRow, Listing
from strategy.school_year import london_day

_COLUMNS = ("School", "Risk", "Who", "Role", "What", "About", "Due")


async def listing(turn: Turn, question: Question) -> Listing:
    """Each duty of the list with its days as days, and how many working days late it is."""
    asked = duty_lists.own_where_no_other(turn, question.asked)
    owner = turn.trust.by_email(asked.person) if asked.person else None
    ask = duty_lists.ask_of(turn, asked, owner)
    page = await list_duties(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        query=ask.query,
        deed=ask.deed,
        limit=MOST_ROWS,
    )
    said = duty_lists.in_words(turn, asked, await duty_lists.with_noun(turn, ask, page), page.total)
    filed = ask.columns is List.FILED
    last = ("Filed", "Late") if filed else ("Working days late",)
    rows = [(*_about(turn, row), *(_filed(row) if filed else _late(turn, row))) for row in page.items]
    title = heading_of(ask.columns, asked)
    return framed(turn, title, said, (*_COLUMNS, *last), rows, total=page.total)


def _about(turn: Turn, row: DutyRow) -> tuple[Cell, ...]:
    risk = risk_seen(turn, row)
    report = row.kind in REPORTS
    return (
        place_of(row.kind, row.school, turn.trust),
        None if risk == "-" else risk,
        turn.trust.person(row.owner).name,
        wording.CAPACITIES_IN_SHORT[row.capacity],
        "Report" if report else wording.capitalised(called(row.kind, row.about)),
        (about_what(turn, row) if row.half_term else row.about_on) if report else None,
        row.due_on,
    )


def _filed(row: DutyRow) -> tuple[Cell, ...]:
    if row.fulfilled_at is None:
        return None, None
    day = london_day(row.fulfilled_at)
    return day, "Late" if day > row.due_on else None


def _late(turn: Turn, row: DutyRow) -> tuple[Cell, ...]:
    late = row.due_on < turn.today
    return (days_late(row.due_on, turn.today, turn.trust.calendar) if late else None,)
