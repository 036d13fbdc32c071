"""Visits in conversation: "my visits", "when is the next visit to my school", one visit with its report."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dialogs import cards, wording
from dialogs.asked_again import kept
from dialogs.before_visits import before
from dialogs.booking_data import remember
from dialogs.booking_replies import buttons
from dialogs.booking_words import learning_walk_of
from dialogs.duty_lists import CAPACITIES
from dialogs.duty_pages import Beside, beside
from dialogs.duty_rows import PAGE
from dialogs.list_shown import note_list
from dialogs.messages import Reply, Table
from dialogs.narrowing import (
    designations_in_words,
    left_out,
    mine_or_named,
    not_left_out,
    people_in_words,
    schools_in_words,
)
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.asking import list_visits, see_visit
from strategy.actions.booking import may_change
from strategy.actions.capacities import schools_to_visit
from strategy.actions.reading import thing_of
from strategy.duties import DutyState
from strategy.permissions import Deed, Thing, may
from strategy.ports import Page, VisitQuery
from strategy.visits import Mode, Visit, VisitStatus

MODES = {Mode.ON_SITE: "On site", Mode.TEAMS: "On Teams"}


async def answer(turn: Turn, asked: Interpretation, offset: int = 0) -> Reply:
    """Answer a question about visits: those asked for, or what lies ahead where nothing narrows it."""
    asked = _of_their_school(turn, asked)
    query = query_of(turn, asked)
    if asked.which:
        return await _one_of_a_series(turn, asked, query)
    page = await _page(turn, query, offset)
    if page.total and not page.items:
        return await answer(turn, asked, (page.total - 1) // PAGE * PAGE)
    said = in_words(turn, asked, query, page.total)
    if _is_open(asked):
        past = await _page(turn, replace(query, status=VisitStatus.DONE, newest_first=True), 0)
        if page.total == 0 and past.total:
            said += f" The last was {_in_words(turn, past.items[0])}."
        elif past.total:
            earlier = wording.several(past.total, "earlier visit")
            said += f' {wording.capitalised(earlier)}; say "visits this term" to see those of this term.'
    said += left_out(turn, asked, Deed.SEE_VISITS) + not_left_out(turn, asked)
    if page.total == 0:
        return turn.say(said, summary=f"Visits: {page.total}")
    note_list(turn, "visits", asked)
    return _shown(turn, asked, page, said)


def query_of(turn: Turn, asked: Interpretation) -> VisitQuery:
    """The query that a question about visits means; one that nothing narrows is about those ahead."""
    asked = _of_their_school(turn, asked)
    author = turn.trust.by_email(asked.person) if asked.person else None
    status = VisitStatus(asked.status) if asked.status in set(VisitStatus) else None
    query = VisitQuery(
        today=turn.today,
        author=author.id if author else None,
        authors=frozenset(asked.people_named) or None,
        schools=mine_or_named(turn, asked),
        capacity=CAPACITIES.get(asked.role or ""),
        # Several designations say all that a risk beside them could.
        risk=None if asked.designations else asked.risk,
        designation=None if asked.designations else asked.designation,
        designations=frozenset(asked.designations) or None,
        status=status,
        starts=asked.starts or asked.date,
        ends=asked.ends or asked.date,
        mode=asked.mode,
    )
    if _is_open(asked) and not asked.which:
        query = replace(query, status=VisitStatus.PLANNED)
    return query


def _is_open(asked: Interpretation) -> bool:
    """Whether nothing says which visits are meant, or that they are to be counted."""
    stands = asked.status in set(VisitStatus)
    return not (asked.count or stands or asked.starts or asked.ends or asked.date)


def in_words(turn: Turn, asked: Interpretation, query: VisitQuery, total: int) -> str:
    """How many visits, whose, how they stand and when."""
    asked = _of_their_school(turn, asked)
    whose = _whose(turn, asked)
    when = wording.span(query.starts, query.ends, turn.today)
    are = {VisitStatus.PLANNED: "planned", VisitStatus.DONE: "done", VisitStatus.CANCELLED: "cancelled"}
    noun = wording.several(total, "visit")
    stands = are[query.status] if query.status else ""
    said = wording.capitalised(" ".join(part for part in (noun, whose, stands, when) if part)) + "."
    if whose == "of yours":
        said = " ".join(part for part in ("You have", noun, stands, when) if part) + "."
    return said


def _of_their_school(turn: Turn, asked: Interpretation) -> Interpretation:
    """A headteacher visits nobody: "my visits" are those to their school."""
    if asked.person != turn.speaker.email or not turn.trust.headed_by(turn.speaker):
        return asked
    if schools_to_visit(turn.speaker, turn.today, turn.trust) or asked.school or asked.schools:
        return asked
    return replace(asked, person=None, schools="mine")


async def _page(turn: Turn, query: VisitQuery, offset: int, limit: int = PAGE) -> Page[Visit]:
    return await list_visits(
        uow=turn.uow, policy=turn.policy, asker=turn.speaker, query=query, offset=offset, limit=limit
    )


async def _one_of_a_series(turn: Turn, asked: Interpretation, query: VisitQuery) -> Reply:
    """The next visit, or the last one."""
    ahead = asked.which == "next"
    status = VisitStatus.PLANNED if ahead else VisitStatus.DONE
    page = await _page(turn, replace(query, status=query.status or status, newest_first=not ahead), 0, 1)
    whose = _whose(turn, asked)
    if not page.items:
        said = f"There is no {'visit planned' if ahead else 'visit yet'} {whose}".rstrip() + "."
        return turn.say(said, summary="No visit")
    visit = page.items[0]
    where = "" if asked.school else f" to {turn.trust.school(visit.school).known_as}"
    subject = f"The {'next' if ahead else 'last'} visit {whose}".rstrip()
    when = wording.day(visit.starts) if asked.person else _day_and_author(turn, visit)
    said = f"{subject} {'is' if ahead else 'was'}{where} on {when}."
    if ahead:
        walk = learning_walk_of(visit, turn)
        said += f" It is a standard visit, with {walk}." if walk else ""
        remember(turn, visit)
    return _shown(turn, asked, page, said)


def _whose(turn: Turn, asked: Interpretation) -> str:
    parts = []
    if asked.person:
        author = turn.trust.by_email(asked.person)
        if author is not None:
            parts.append("of yours" if author.id == turn.speaker.id else f"by {author.name}")
    if asked.people_named:
        parts.append(f"by {people_in_words(turn, asked)}")
    schools, designations = schools_in_words(turn, asked), designations_in_words(asked)
    if schools:
        parts.append(f"to {schools}")
    if asked.schools == "mine":
        parts.append("to your schools")
    if asked.risk and not asked.designations:
        parts.append(f"to {asked.risk.value}-risk schools")
    if designations:
        parts.append(f"to {designations} schools")
    return " ".join(parts)


def _in_words(turn: Turn, visit: Visit) -> str:
    return f"to {turn.trust.school(visit.school).known_as} on {_day_and_author(turn, visit)}"


def _day_and_author(turn: Turn, visit: Visit) -> str:
    who = "" if visit.author == turn.speaker.id else f", by {turn.trust.person(visit.author).name}"
    return f"{wording.day(visit.starts)}{who}"


def _shown(turn: Turn, asked: Interpretation, page: Page[Visit], said: str) -> Reply:
    turn.memory["rows"] = [["visit.show", {"visit": visit.id}] for visit in page.items]
    turn.memory.pop("more", None)
    end = page.offset + len(page.items)
    if not asked.which and page.total > len(page.items):
        said += f" Showing {page.offset + 1} to {end} of {page.total}."
        if end < page.total:
            turn.memory["more"] = {"ask": kept(asked), "offset": end}
    # In a list of the speaker's own the author goes without saying.
    own = all(visit.author == turn.speaker.id for visit in page.items)
    rows, shown = [], []
    for number, visit in enumerate(page.items, 1):
        school = turn.trust.school(visit.school).known_as
        who = turn.trust.person(visit.author).name
        day = wording.short_day(visit.starts, turn.today)
        stands = visit.status(turn.today).value.capitalize()
        role = wording.CAPACITIES_IN_SHORT[visit.capacity]
        rows.append((str(number), school, f"{who} ({role})", day, stands))
        shown.append(
            [
                [cards.link(school, "visit.show", {"visit": visit.id}), cards.beneath(MODES[visit.mode])],
                *([] if own else [[cards.words(who), cards.beneath(role)]]),
                [cards.words(day), cards.beneath(stands)],
            ]
        )
    made = cards.table([("School", 5), *([] if own else [("Author", 5)]), ("Day", 4)], shown)
    ask = kept(asked)
    actions = []
    if not asked.which:
        actions = [
            cards.press("Next", "list.page", {"ask": ask, "offset": end}) if end < page.total else None,
            cards.press("Back", "list.page", {"ask": ask, "offset": max(page.offset - PAGE, 0)})
            if page.offset
            else None,
        ]
    heading = {"next": "Next visit", "last": "Last visit"}.get(asked.which or "", "Visits")
    if turn.incoming.press:
        heading = said
    return turn.say(
        said,
        summary="Visits",
        table=Table(("", "School", "Author", "Day", "Status"), tuple(rows)),
        card=cards.card([cards.heading(heading), made], actions, says=said),
    )


async def show(turn: Turn, visit_id: object) -> Reply:
    """One visit: what it is, whether its report is in or by when it is due, and the way to it."""
    if not isinstance(visit_id, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    visit = await see_visit(
        uow=turn.uow, policy=turn.policy, today=turn.today, asker=turn.speaker, visit_id=visit_id
    )
    school, author = turn.trust.school(visit.school), turn.trust.person(visit.author)
    days = wording.day(visit.starts) + (
        f" to {wording.day(visit.ends)}" if visit.ends != visit.starts else ""
    )
    walk = learning_walk_of(visit, turn)
    about = [
        ("School", school.name),
        ("Who", f"{author.name}, {wording.CAPACITIES[visit.capacity]}"),
        ("When", days),
        ("Where", MODES[visit.mode]),
        *([("Purpose", visit.purpose)] if visit.purpose else []),
        *([("Standard visit", f"With {walk}")] if walk else []),
        ("Status", visit.status(turn.today).value.capitalize()),
    ]
    stands, action, besides = await _report_of(turn, visit)
    if stands:
        about.append(("Report", stands))
    about += besides.lines
    comes = await before(turn, visit)
    about += comes.lines
    full = "\n".join(
        [*(f"{label}: {value}" for label, value in about), *([besides.hint] * bool(besides.hint))]
    )
    said = f"{author.name}'s visit to {school.known_as}, {days}."
    body = [
        cards.heading(f"Visit to {school.known_as}"),
        cards.facts(about),
        *cards.choices([*besides.buttons, *comes.buttons]),
    ]
    changes: list[dict[str, Any]] = []
    if may_change(turn.uow, turn.policy, turn.now, turn.speaker, visit):
        remember(turn, visit)
        changes = buttons(visit)
    elif school.headteacher == turn.speaker.id and visit.status(turn.today) is VisitStatus.PLANNED:
        remember(turn, visit)
    card = cards.card(body, [action, *changes], says=said)
    return turn.say(said, in_full=full, summary=f"Visit to {school.known_as}", card=card)


def is_told_of_report(turn: Turn, visit: Visit) -> bool:
    """Whether the speaker may know how a visit's report stands, be it theirs or not."""
    kinds = turn.policy.on(turn.today, turn.trust.calendar).shared_kinds
    thing = Thing(visit.school, visit.author, visit.capacity, visit.ends)
    own = visit.author == turn.speaker.id
    return own or may(turn.speaker, Deed.LIST_REPORTS, thing, turn.trust, kinds)


async def _report_of(turn: Turn, visit: Visit) -> tuple[str, dict[str, Any] | None, Beside]:
    """How the visit's report stands, for somebody who may see that, what can be pressed, and what else the
    page of its duty says.
    """
    entry = next(
        (d for d in await turn.uow.duties.of_visits([visit.id]) if d.state is not DutyState.VOID), None
    )
    owes = entry is not None and entry.duty.owner == turn.speaker.id
    is_told = owes or is_told_of_report(turn, visit)
    besides = await beside(turn, entry) if entry is not None and is_told else Beside()
    report = await turn.uow.reports.of_visit(visit.id)
    kinds = turn.policy.on(turn.today, turn.trust.calendar).shared_kinds
    if report is not None:
        if not may(turn.speaker, Deed.READ_REPORT, thing_of(report), turn.trust, kinds):
            return "", None, Beside()
        read = cards.press("Read the report", "report.show", {"report": report.id}, primary=True)
        return f"Filed {wording.moment(report.filed_at)}", read, besides
    if not is_told:
        return "", None, Beside()
    if visit.reported_on is not None:
        return f"Reported {wording.day(visit.reported_on)}, before it came into Keystone", None, besides
    if entry is None or entry.state is not DutyState.OPEN:
        return "" if entry is None else "Excused, so none is owed", None, besides
    due = entry.duty.due_on
    stands = f"Overdue since {wording.day(due)}" if due < turn.today else f"Due {wording.day(due)}"
    if entry.duty.owner != visit.author:
        stands += f", from {turn.trust.person(entry.duty.owner).name}"
    ready = owes and visit.ends <= turn.today
    write = cards.press("Write the report", "report.start", {"visit": visit.id}, primary=True)
    return stands, write if ready else None, besides
