"""Which reports on tailored plans are due: "which plans have I not reported for October?"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dialogs import cards, wording
from dialogs.asked_again import kept
from dialogs.list_shown import note_list
from dialogs.messages import Reply, Table
from dialogs.plan_rows import TO_OF, called
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.asking import list_duties
from strategy.actions.planning import may_write
from strategy.duties import PLAN_REPORTS, days_late
from strategy.errors import NotAllowed
from strategy.permissions import Deed, scope
from strategy.ports import DutyQuery, DutyRow

PAGE = 8
MOST = 5_000
"""Reports that are looked at for one list."""


async def answer(turn: Turn, asked: Interpretation, offset: int = 0) -> Reply:
    """The reports on plans that are not filed: those that have begun, or of the days that were named."""
    rows = await found_by(turn, asked)
    return _list(turn, asked, rows, offset)


async def found_by(turn: Turn, asked: Interpretation) -> list[DutyRow]:
    """All of them. Raises NotAllowed."""
    if not scope(turn.speaker, Deed.READ_PLAN_REPORT, turn.trust, frozenset()).everything:
        raise NotAllowed(Deed.READ_PLAN_REPORT)
    query = DutyQuery(kinds=PLAN_REPORTS, arisen_by=turn.today)
    starts, ends = asked.starts or asked.date, asked.ends or asked.date
    if starts or ends:
        query = replace(query, due_from=starts, due_to=ends, arisen_by=None)
    if asked.status == "overdue":
        query = replace(query, due_before=turn.today)
    if asked.school:
        query = replace(query, schools=frozenset({asked.school}))
    return await owed(turn, query)


async def owed(turn: Turn, query: DutyQuery) -> list[DutyRow]:
    """Duties that the speaker may see, the earliest due first."""
    page = await list_duties(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        query=query,
        deed=Deed.SEE_DEADLINES,
        limit=MOST,
    )
    return list(page.items)


def _list(turn: Turn, asked: Interpretation, rows: list[DutyRow], offset: int) -> Reply:
    said = in_words(turn, asked, rows)
    if not rows:
        return turn.say(said, summary="Plan reports: none")
    page = rows[offset : offset + PAGE]
    end = offset + len(page)
    again = Interpretation(
        intent=Intent.PLAN_REPORT,
        starts=asked.starts or asked.date,
        ends=asked.ends or asked.date,
        status=asked.status,
        school=asked.school,
    )
    note_list(turn, "plan reports", again)
    turn.memory.pop("more", None)
    if end < len(rows) or offset:
        said += f" Showing {offset + 1} to {end} of {len(rows)}."
    if end < len(rows):
        turn.memory["more"] = {"ask": kept(again), "offset": end}
    turn.memory["rows"] = [list(_way(turn, row)) for row in page]
    writes = may_write(turn.speaker, page[0].school, turn.today, turn.uow) and not turn.incoming.read_only
    body: list[cards.Element] = [cards.heading("Plan reports to be filed"), cards.words(said)]
    lines = []
    for number, row in enumerate(page, 1):
        school, what, when = _texts(turn, row)
        lines.append((str(number), school, what, when))
        overdue = row.due_on < turn.today
        shown = [
            cards.words(school, bold=True),
            cards.beneath(what),
            cards.words(when, size="small", spacing="none", colour="attention" if overdue else "default"),
        ]
        do, data = _way(turn, row)
        button = cards.press("Report" if writes else "See plan", do, {**data, cards.BESIDE: True})
        body.append(cards.with_button(shown, button))
    back = {"ask": kept(again), "offset": max(offset - PAGE, 0)}
    actions = [
        cards.press("Next", "list.page", {"ask": kept(again), "offset": end}) if end < len(rows) else None,
        cards.press("Back", "list.page", back) if offset else None,
    ]
    return turn.say(
        said,
        in_full=f"{said} Say a number to {'write' if writes else 'open'} one.",
        summary=f"Plan reports: {len(rows)}",
        table=Table(("", "School", "Report", "Due"), tuple(lines)),
        card=cards.card(body, actions, says=said),
    )


def in_words(turn: Turn, asked: Interpretation, rows: list[DutyRow]) -> str:
    """How many are to be filed, and how many of them are late."""
    of = _of_days(asked)
    late = sum(row.due_on < turn.today for row in rows)
    if not rows:
        kind = "overdue" if asked.status == "overdue" else "to be filed"
        return f"No plan report is {kind}{of}."
    said = f"{wording.capitalised(wording.several(len(rows), 'plan report'))} "
    said += f"{'is' if len(rows) == 1 else 'are'} to be filed{of}"
    return said + (f", {'of which ' if late < len(rows) else ''}{late or 'none'} late." if late else ".")


def _texts(turn: Turn, row: DutyRow) -> tuple[str, str, str]:
    late = days_late(row.due_on, turn.today, turn.trust.calendar) if row.due_on < turn.today else 0
    when = f"due {wording.short_day(row.due_on, turn.today)}"
    when += f", {wording.several(late, 'working day')} late" if late else ""
    what = wording.capitalised(called(row.kind, row.about))
    return turn.trust.school(row.school).known_as, what, when


def _way(turn: Turn, row: DutyRow) -> tuple[str, dict[str, object]]:
    if not may_write(turn.speaker, row.school, turn.today, turn.uow) or turn.incoming.read_only:
        return "plan.show", {"school": row.school}
    return "plan.report.start", {"school": row.school, "to": TO_OF[row.kind].value, "period": row.about}


def _of_days(asked: Interpretation) -> str:
    starts, ends = asked.starts or asked.date, asked.ends or asked.date
    if starts and ends and starts.day == 1 and _is_month(starts, ends):
        return f" for {starts:%B %Y}"
    return f" {wording.span(starts, ends, starts or ends)}" if starts and ends else ""


def _is_month(starts: date, ends: date) -> bool:
    return (starts.year, starts.month) == (ends.year, ends.month) and ends.day >= 28
