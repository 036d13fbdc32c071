"""Which annual reviews are in and which are outstanding, and finding the one of a school."""

from __future__ import annotations

import re
from dataclasses import replace

from dialogs import cards, wording
from dialogs.annual_review_page import read
from dialogs.asked_again import kept
from dialogs.duty_rows import PAGE
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.narrowing import mine_or_named
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.annual_reviewing import may_read_annual_review
from strategy.actions.asking import list_duties
from strategy.duties import DutyKind, DutyState
from strategy.errors import NotAllowed
from strategy.permissions import Deed, scope
from strategy.ports import DutyOrder, DutyQuery, DutyRow, Page
from strategy.school_year import london_day, year_name

BODY = "annual review"
"""What the question of a page of this list carries, to tell it from other reviews."""
_IN = re.compile(r"\b(?:in|done|written|filed|sent|finished|completed|submitted|read)\b", re.IGNORECASE)
_NOT = re.compile(
    r"(?:n't\b|\b(?:not|outstanding|still|owe|owes|due|late|overdue|missing|to (?:do|write))\b)", re.I
)
_LATE = re.compile(r"\b(?:late|overdue)\b", re.IGNORECASE)


async def answer(turn: Turn, asked: Interpretation, offset: int = 0) -> Reply:
    """The annual reviews that are owed or in, for those who may read any."""
    status = asked.status if asked.body == BODY else _status(turn.incoming.text)
    asked = replace(
        asked, intent=Intent.REVIEW_LIST, body=BODY, status=status, person=None, starts=None, ends=None
    )
    page = await found_by(turn, asked, offset=offset)
    if page.total and not page.items:
        return await answer(turn, asked, (page.total - 1) // PAGE * PAGE)
    said = in_words(turn, page, status or "")
    if not page.items:
        return turn.say(said, summary="Annual reviews: none")
    note_list(turn, "annual reviews", asked)
    return await _shown(turn, asked, page, said)


async def found_by(turn: Turn, asked: Interpretation, *, offset: int = 0, limit: int = PAGE) -> Page[DutyRow]:
    """Some of the annual reviews of a question as it goes from page to page. Raises NotAllowed."""
    if scope(turn.speaker, Deed.READ_ANNUAL_REVIEW, turn.trust, frozenset()).is_empty:
        raise NotAllowed(Deed.READ_ANNUAL_REVIEW)
    return await list_duties(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        query=_query(turn, asked),
        deed=Deed.SEE_DEADLINES,
        offset=offset,
        limit=limit,
    )


def _status(text: str) -> str:
    plain = text.replace("\u2019", "'")
    if _LATE.search(plain):
        return "overdue"
    return "in" if _IN.search(plain) and not _NOT.search(plain) else "outstanding"


def _query(turn: Turn, asked: Interpretation) -> DutyQuery:
    """Those of this year, and earlier ones that are still owed."""
    calendar = turn.trust.calendar
    year = calendar.academic_year_of(turn.today)
    starts = calendar.academic_year_starts(year)
    following = calendar.academic_year_starts(year_name(int(year[:4]) + 1))
    done = asked.status == "in"
    return DutyQuery(
        state=DutyState.FULFILLED if done else DutyState.OPEN,
        kinds=frozenset({DutyKind.ANNUAL_REVIEW}),
        schools=mine_or_named(turn, asked),
        due_from=starts if done else None,
        due_to=following,
        due_before=turn.today if asked.status == "overdue" else None,
        order=DutyOrder.LATEST_FILED_FIRST if done else DutyOrder.OLDEST_FIRST,
    )


def in_words(turn: Turn, page: Page[DutyRow], status: str) -> str:
    """How many there are, and how they stand."""
    year = turn.trust.calendar.academic_year_of(turn.today)
    count, verb = wording.several(page.total, "annual review"), "is" if page.total == 1 else "are"
    if status == "in":
        return f"{wording.capitalised(count)} of {year} {verb} in."
    if status == "overdue":
        return f"{wording.capitalised(count)} {verb} overdue."
    said = f"{wording.capitalised(count)} {verb} outstanding."
    days = {row.due_on for row in page.items}
    return f"{said} Due by {wording.day(days.pop())}." if len(days) == 1 else said


async def _shown(turn: Turn, asked: Interpretation, page: Page[DutyRow], said: str) -> Reply:
    end = page.offset + len(page.items)
    ways = [(row, await _way(turn, row)) for row in page.items]
    turn.memory["rows"] = [list(way) for _, way in ways]
    turn.memory.pop("more", None)
    ask = kept(asked)
    if page.total > len(page.items):
        said += f" Showing {page.offset + 1} to {end} of {page.total}."
    if end < page.total:
        turn.memory["more"] = {"ask": ask, "offset": end}
    rows, shown = [], []
    for number, (row, (do, data)) in enumerate(ways, 1):
        school, who = turn.trust.school(row.school).known_as, turn.trust.person(row.owner).name
        when, late = _when(turn, row), row.fulfilled_at is None and row.due_on < turn.today
        rows.append((str(number), school, who, when))
        shown.append(
            [
                [cards.link(school, do, data), cards.beneath(f"for {row.about}")],
                [cards.words(who), cards.beneath(when)]
                if not late
                else [cards.words(who), cards.words(when, colour="attention", size="small", spacing="none")],
            ]
        )
    actions = [
        cards.press("Next", "list.page", {"ask": ask, "offset": end}) if end < page.total else None,
        cards.press("Back", "list.page", {"ask": ask, "offset": max(page.offset - PAGE, 0)})
        if page.offset
        else None,
    ]
    heading = said if turn.incoming.press else "Annual reviews"
    table = cards.table((("School", 5), ("Partner", 6)), shown)
    note = cards.note("Press a school to open its review.")
    return turn.say(
        said,
        in_full=said + (' Say "more" for the next.' if end < page.total else " Say a number to open one."),
        summary=f"Annual reviews: {page.total}",
        table=Table(("", "School", "Partner", "When"), tuple(rows)),
        card=cards.card([cards.heading(heading), table, note], actions, says=said),
    )


def _when(turn: Turn, row: DutyRow) -> str:
    if row.fulfilled_at is not None:
        return f"in since {wording.short_day(london_day(row.fulfilled_at), turn.today)}"
    due = wording.short_day(row.due_on, turn.today)
    return f"was due {due}" if row.due_on < turn.today else f"due {due}"


async def _way(turn: Turn, row: DutyRow) -> tuple[str, dict[str, object]]:
    """What opening a row does: the form of one's own, what is written, or how it stands."""
    if row.owner == turn.speaker.id and row.fulfilled_at is None and not turn.incoming.read_only:
        return "annual_review.start", {"school": row.school}
    return "annual_review.of_school", {"school": row.school, "year": row.about}


async def find(turn: Turn, asked: Interpretation) -> Reply:
    """The annual review of a school: this year's, or the last one there is."""
    if not asked.school:
        return await answer(turn, asked)
    year = turn.trust.calendar.academic_year_of(turn.today)
    before = year_name(int(year[:4]) - 1)
    return await _of_school(turn, asked.school, [year, before])


async def of_school_pressed(turn: Turn, press: Press) -> Reply:
    """The row of a school's annual review of a year."""
    school, year = press.data.get("school"), press.data.get("year")
    if not isinstance(school, str) or not isinstance(year, str):
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await _of_school(turn, school, [year])


async def _of_school(turn: Turn, school: str, years: list[str]) -> Reply:
    known = turn.trust.schools.get(school)
    if known is None or not may_read_annual_review(turn.speaker, school, turn.trust, turn.today):
        raise NotAllowed(Deed.READ_ANNUAL_REVIEW)
    for year in years:
        found = await turn.uow.annual_reviews.of(school, year)
        if found is not None:
            lead = f"That of {years[0]} is not written yet." if year != years[0] else ""
            return await read(turn, found.id, lead=lead)
    partner = turn.trust.person(known.sip)
    said = f"The annual review of {known.known_as} for {years[0]} has not been written yet."
    if partner.id == turn.speaker.id:
        start = cards.press("Write it", "annual_review.start", {"school": school})
        said += " It is yours to write."
        card = cards.card(
            [cards.heading(f"Annual review: {known.known_as}"), cards.words(said)], [start], says=said
        )
        return turn.say(said, summary=f"Annual review: {known.known_as}", card=card)
    said += f" {partner.name} is the school's partner."
    return turn.say(said, summary=f"Annual review: {known.known_as}")
