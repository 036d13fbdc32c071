"""A page of duties as a table: in words for a terminal, and as a card with a way to each visit or report."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from dialogs import cards, wording
from dialogs.asked_again import kept
from dialogs.duty_pages import away_until
from dialogs.judging_rows import called, place_of, way_to
from dialogs.messages import Reply, Table
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.absences import absences_of
from strategy.actions.chasing import may_chase
from strategy.duties import OF_NO_SCHOOL, REPORTS, days_late
from strategy.permissions import Deed, may_see_school
from strategy.ports import Absence, DutyRow, Page
from strategy.school_year import london_day

PAGE = 8
"""Rows a page: what a phone shows without much scrolling, and well under a card's 20 KB."""


_WIDER = {"Author": "Who", "Visit": "What"}
"""Titles of columns where not all are reports."""


class List(StrEnum):
    """What the columns are: of things open, or of things filed."""

    OPEN = "open"
    FILED = "filed"


_COLUMNS = {
    List.OPEN: ("School", "Risk", "Author", "Visit", "Due", "Days late"),
    List.FILED: ("School", "Risk", "Author", "Visit", "Due", "Filed"),
}


async def shown_list(
    turn: Turn, asked: Interpretation, page: Page[DutyRow], columns: List, said: str, summary: str
) -> Reply:
    """A page of duties with the words that go before it; of who still owes one, whether they are away."""
    owners = [row.owner for row in page.items] if columns is List.OPEN else []
    away = await absences_of(turn.uow, owners, turn.today) if owners else {}
    turn.memory["rows"] = [list(_way(turn, row)) for row in page.items]
    end = page.offset + len(page.items)
    if page.total > len(page.items):
        said += f" Showing {page.offset + 1} to {end} of {page.total}."
    turn.memory.pop("more", None)
    turn.memory.pop("listed", None)
    if columns is List.OPEN:
        turn.memory["listed"] = kept(asked)
    if end < page.total:
        turn.memory["more"] = {"ask": kept(asked), "offset": end}
    rows = [_texts(turn, row, columns, away) for row in page.items]
    in_full = said
    if _can_chase(turn, asked):
        in_full += ' Say "chase them" to have them reminded.'
    if end < page.total:
        in_full += ' Say "more" for the next.'
    return turn.say(
        said,
        in_full=in_full,
        summary=summary,
        table=Table(("", *_COLUMNS[columns]), tuple((str(n), *row) for n, row in enumerate(rows, 1))),
        card=_card(turn, asked, page, columns, said, away),
    )


def _way(turn: Turn, row: DutyRow) -> tuple[str, Mapping[str, str | int]]:
    """What opening a row does: the report where there is one, else the visit, else the half-termly report."""
    if row.report is not None:
        return "report.show", {"report": row.report}
    if row.visit is not None:
        return "visit.show", {"visit": row.visit}
    if row.kind not in REPORTS:
        return way_to(row.kind, row.about, row.school, own=row.owner == turn.speaker.id)
    own = row.owner == turn.speaker.id and not turn.incoming.read_only
    return "half_term.start" if own else "half_term.show", {"duty": row.id}


Away = Mapping[int, Absence]
"""Who is away, by person."""


def _texts(turn: Turn, row: DutyRow, columns: List, away: Away) -> tuple[str, ...]:
    absent = f", {away_until(turn, away[row.owner])}" if row.owner in away else ""
    return (
        place_of(row.kind, row.school, turn.trust),
        _risk(turn, row),
        f"{turn.trust.person(row.owner).name} ({wording.CAPACITIES_IN_SHORT[row.capacity]}){absent}",
        _about(turn, row),
        wording.short_day(row.due_on, turn.today),
        _last(turn, row, columns),
    )


def _about(turn: Turn, row: DutyRow) -> str:
    """The day of the visit, the half term, or what the thing is."""
    if row.kind not in REPORTS:
        return wording.capitalised(called(row.kind, row.about))
    if row.half_term:
        return wording.half_term(row.half_term)
    return wording.short_day(row.about_on, turn.today)


def _last(turn: Turn, row: DutyRow, columns: List) -> str:
    if columns is List.FILED:
        if row.fulfilled_at is None:
            return "-"
        filed = row.fulfilled_at
        late = "" if london_day(filed) <= row.due_on else " (late)"
        return wording.short_day(london_day(filed), turn.today) + late
    if row.due_on >= turn.today:
        return "-"
    return str(days_late(row.due_on, turn.today, turn.trust.calendar) or "under 1")


def _risk(turn: Turn, row: DutyRow) -> str:
    """The risk class in words, where the reader may see it."""
    if (
        row.risk is None
        or row.kind in OF_NO_SCHOOL
        or not may_see_school(turn.speaker, Deed.SEE_RISK, row.school, turn.today, turn.trust)
    ):
        return "-"
    return row.risk.value.capitalize()


def _card(
    turn: Turn, asked: Interpretation, page: Page[DutyRow], columns: List, said: str, away: Away
) -> dict[str, Any]:
    """Four columns for a phone: school with risk, author with role, visit with due day, and how late.

    In a list of the speaker's own the author goes without saying, and where nothing is late, how late it is.
    """
    own = all(row.owner == turn.speaker.id for row in page.items)
    filed = columns is List.FILED
    some_late = any(row.due_on < turn.today for row in page.items)
    body = []
    for row in page.items:
        school, risk, _, visit, due, late = _texts(turn, row, columns, away)
        do, about = _way(turn, row)
        risk_words = f"{risk} risk" if risk != "-" else ""
        overdue = not filed and row.due_on < turn.today
        cells = [[cards.link(school, do, about), *([cards.beneath(risk_words)] if risk_words else [])]]
        if not own:
            who = turn.trust.person(row.owner).name
            beneath = [wording.CAPACITIES_IN_SHORT[row.capacity]]
            beneath += [away_until(turn, away[row.owner])] if row.owner in away else []
            cells.append([cards.words(who), *(cards.beneath(line) for line in beneath)])
        cells.append([cards.words(visit), cards.beneath(f"due {due}")])
        if filed:
            day = late.removesuffix(" (late)")
            cells.append([cards.words(day), *([cards.beneath("late")] if day != late else [])])
        elif some_late:
            cells.append([cards.words(late, bold=overdue, colour="attention" if overdue else "default")])
        body.append(cells)
    titles = [("School", 5), *([] if own else [("Author", 5)]), ("Visit", 5)]
    titles += [("Filed", 4)] if filed else [("Days late", 3)] if some_late else []
    if any(row.kind not in REPORTS for row in page.items):
        titles = [(_WIDER.get(title, title), width) for title, width in titles]
    made = cards.table(titles, body)
    ask = kept(asked)
    end = page.offset + len(page.items)
    actions = [
        cards.press("Next", "list.page", {"ask": ask, "offset": end}) if end < page.total else None,
        cards.press("Back", "list.page", {"ask": ask, "offset": max(page.offset - PAGE, 0)})
        if page.offset
        else None,
        cards.press("Chase them", "report.chase", {"ask": ask, cards.BESIDE: True})
        if _can_chase(turn, asked)
        else None,
    ]
    heading = said if turn.incoming.press else _heading(columns, asked)
    return cards.card(
        [cards.heading(heading), made, cards.note("Press a school to open it.")], actions, says=said
    )


def _can_chase(turn: Turn, asked: Interpretation) -> bool:
    """Whether the speaker can have the people on this list reminded, here."""
    return asked.status == "overdue" and not turn.incoming.read_only and may_chase(turn.speaker, turn.uow)


def _heading(columns: List, asked: Interpretation) -> str:
    if columns is List.FILED:
        return "Reports filed"
    if asked.status == "overdue":
        return "Overdue reports"
    return "What is due"
