"""Lists of what is owed and filed: "which high-risk reports are overdue", "what do I owe"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dialogs import wording
from dialogs.duty_rows import PAGE, List, shown_list
from dialogs.judging_rows import place_of
from dialogs.messages import Reply
from dialogs.narrowing import (
    designations_in_words,
    left_out,
    mine_or_named,
    not_left_out,
    people_in_words,
    schools_in_words,
)
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.asking import count_duties, list_duties
from strategy.actions.capacities import writes_reports
from strategy.duties import REPORTS, DutyKind, DutyState, days_late
from strategy.people import Capacity, Person
from strategy.permissions import Deed, scope
from strategy.ports import DutyOrder, DutyQuery, DutyRow, Page
from strategy.school_year import LONDON

CAPACITIES = {
    "sip": Capacity.SIP,
    "school_improvement_adviser": Capacity.SCHOOL_IMPROVEMENT_ADVISER,
    "lead_sip": Capacity.LEAD_SIP,
    "sle": Capacity.SLE,
}
_REPORT = re.compile(r"\b(?:reports?|write)\b", re.IGNORECASE)
_THIS_TERM = re.compile(r"\bthis (?:half[\s-]?)?term\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question about duties, ready to be put: the query, and how its answer begins.

    `are` follows the number: "are overdue", "were filed". `what` is the noun with what narrows it.
    """

    query: DutyQuery
    deed: Deed
    noun: str
    whose: str
    narrowed: str
    are: str
    when: str
    columns: List


async def answer(turn: Turn, asked: Interpretation, offset: int = 0) -> Reply:
    """Answer a question about reports or deadlines in words with a table, oldest first, a page at a time."""
    asked = _own_where_no_other(turn, asked)
    owner = turn.trust.by_email(asked.person) if asked.person else None
    ask = ask_of(turn, asked, owner)
    page = await list_duties(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        query=ask.query,
        deed=ask.deed,
        offset=offset,
        limit=PAGE,
    )
    if page.total and not page.items:
        # The list has become shorter since the button was shown.
        return await answer(turn, asked, (page.total - 1) // PAGE * PAGE)
    ask = replace(ask, noun=await _noun(turn, ask, page))
    said = _words(turn, asked, ask, page.total)
    if page.total and ask.columns is List.OPEN and offset == 0:
        said += _worst(turn, asked, page)
    if not (asked.starts or asked.date) and _THIS_TERM.search(turn.incoming.text):
        said += " It is the holidays now, so this is for all dates."
    if asked.export:
        said += " I can't make a spreadsheet yet; here is the list."
    said += left_out(turn, asked, ask.deed) + not_left_out(turn, asked)
    if offset == 0:
        said += await _besides(turn, asked, ask)
    if page.total == 0:
        turn.memory.pop("listed", None)
        return turn.say(said, summary=f"{_summary(ask)}: none")
    return await shown_list(turn, asked, page, ask.columns, said, f"{_summary(ask)}: {page.total}")


def _own_where_no_other(turn: Turn, asked: Interpretation) -> Interpretation:
    """The question as it stands; a bare one is about one's own for those who see nobody else's reports."""
    named = asked.person or asked.people_named or asked.school or asked.schools_named
    if named or not writes_reports(turn.speaker, turn.today, turn.trust):
        return asked
    deed = Deed.SEE_DEADLINES if asked.intent is Intent.DEADLINE_LIST else Deed.LIST_REPORTS
    if scope(turn.speaker, deed, turn.trust, frozenset()).reaches_others:
        return asked
    return replace(asked, person=turn.speaker.email, schools=None)


def ask_of(turn: Turn, asked: Interpretation, owner: Person | None) -> Ask:
    """The query that a question means, and the words for its answer."""
    deadlines = asked.intent is Intent.DEADLINE_LIST
    today = turn.today
    starts, ends = asked.starts or asked.date, asked.ends or asked.date
    base = DutyQuery(
        kinds=frozenset() if deadlines or _is_of_anything(turn, asked, owner) else REPORTS,
        owner=owner.id if owner else None,
        owners=frozenset(asked.people_named) or None,
        schools=mine_or_named(turn, asked),
        capacity=CAPACITIES.get(asked.role or ""),
        # Several designations say all that a risk beside them could.
        risk=None if asked.designations else asked.risk,
        designation=None if asked.designations else asked.designation,
        designations=frozenset(asked.designations) or None,
    )
    # "Reports for Oak Bank" says no status: those that can be read, and how many are still to come.
    status = asked.status or ("outstanding" if deadlines else "filed")
    deed = Deed.SEE_DEADLINES if deadlines or (owner and owner.id == turn.speaker.id) else Deed.LIST_REPORTS
    columns = List.OPEN
    when = wording.span(starts, ends, today)
    if status == "overdue":
        query, are = replace(base, due_before=today, due_from=starts, due_to=ends), "overdue"
        when = f"due {when}" if when else ""
    elif status == "due":
        # Without an end, what is not yet possible is left out: nobody "owes" the report of next June's visit.
        query = replace(
            base,
            due_from=max(starts or today, today),
            due_to=ends,
            arisen_by=None if ends else today,
        )
        are = "due" if when else "due but not late"
    elif status == "filed":
        query = replace(
            base,
            state=DutyState.FULFILLED,
            fulfilled_from=_midnight(starts),
            fulfilled_to=_midnight(ends + timedelta(days=1)) if ends else None,
            # Within days that were asked for the oldest comes first; of all there ever were, the latest.
            order=DutyOrder.OLDEST_FIRST if starts else DutyOrder.LATEST_FILED_FIRST,
        )
        are, columns = "filed", List.FILED
    else:
        query = replace(base, due_from=starts, due_to=ends, arisen_by=None if ends else today)
        are = "due" if deadlines and when else "outstanding"
    return Ask(
        query, deed, "report", _whose(turn, asked, owner), _narrowed(turn, asked, owner), are, when, columns
    )


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, LONDON) if day else None


def _whose(turn: Turn, asked: Interpretation, owner: Person | None) -> str:
    """Whose: `of yours`, `by Catherine Sleight`, `by SLEs`."""
    parts = []
    if owner is not None:
        parts.append("of yours" if owner.id == turn.speaker.id else f"by {owner.name}")
    if asked.people_named:
        parts.append(f"by {people_in_words(turn, asked)}")
    if asked.role in CAPACITIES:
        parts.append(f"by {wording.CAPACITIES_IN_SHORT[CAPACITIES[asked.role or '']]}s")
    return " ".join(parts)


def _narrowed(turn: Turn, asked: Interpretation, owner: Person | None) -> str:
    """Where: `for Oak Bank`, `for your schools`, `for Repair schools`."""
    parts = []
    schools = schools_in_words(turn, asked)
    if schools:
        parts.append(f"for {schools}")
    elif asked.schools == "mine" or not (_sees_all(turn) or (owner and owner.id == turn.speaker.id)):
        # What somebody else has in hand at other schools is not told, so the answer says how far it goes.
        own = turn.trust.headed_by(turn.speaker)
        parts.append(f"for {own[0].known_as}" if len(own) == 1 else "for your schools")
    designations = designations_in_words(asked)
    if designations:
        parts.append(f"for {designations} schools")
    return " ".join(parts)


def _sees_all(turn: Turn) -> bool:
    return scope(turn.speaker, Deed.LIST_REPORTS, turn.trust, frozenset()).everything


def _words(turn: Turn, asked: Interpretation, ask: Ask, total: int) -> str:
    """The answer in words: how many, of what, how things stand, and as of when."""
    as_of = "" if ask.are == "filed" else f" as of {wording.clock_time(turn.now)}"
    if ask.query.owner == turn.speaker.id and ask.are in ("outstanding", "due"):
        owed = " ".join(
            part for part in ("you owe", wording.several(total, ask.noun), ask.narrowed, ask.when) if part
        )
        return f"{wording.capitalised(owed)}{as_of}."
    risk = f"{ask.query.risk.value}-risk " if ask.query.risk else ""
    if ask.are == "overdue" and not total:
        which = " ".join(part for part in (f"{risk}{ask.noun}", ask.whose, ask.narrowed, ask.when) if part)
        return f"None overdue{as_of}" + (f": no {which} is late." if which != ask.noun else ".")
    noun = wording.several(total, f"{risk}{ask.noun}")
    verb = "is" if total == 1 else "are"
    if ask.are == "filed":
        verb = ("was" if total == 1 else "were") if ask.when else ("has been" if total == 1 else "have been")
    sentence = " ".join(part for part in (noun, ask.whose, ask.narrowed, verb, ask.are, ask.when) if part)
    return f"{wording.capitalised(sentence)}{as_of}."


def _is_of_anything(turn: Turn, asked: Interpretation, owner: Person | None) -> bool:
    """Whether somebody asks what they owe without saying that it is reports they mean."""
    own = owner is not None and owner.id == turn.speaker.id
    return own and asked.status == "outstanding" and not _REPORT.search(turn.incoming.text)


async def _noun(turn: Turn, ask: Ask, page: Page[DutyRow]) -> str:
    """`report` where all that was found are reports, else `thing`."""
    if ask.query.kinds or page.total == 0:
        return "report"
    others = any(row.kind not in REPORTS for row in page.items)
    if not others and page.total > len(page.items):
        query = replace(ask.query, kinds=frozenset(DutyKind) - REPORTS)
        others = bool(
            await count_duties(
                uow=turn.uow,
                policy=turn.policy,
                today=turn.today,
                asker=turn.speaker,
                query=query,
                deed=ask.deed,
            )
        )
    return "thing" if others else "report"


def _worst(turn: Turn, asked: Interpretation, page: Page[DutyRow]) -> str:
    """How late the oldest is; its school, where it could be several."""
    first = page.items[0]
    late = days_late(first.due_on, turn.today, turn.trust.calendar)
    if first.due_on >= turn.today or not late:
        return ""
    days = wording.several(late, "working day")
    if page.total == 1:
        return f" It is {days} late."
    one_school = asked.school or len(turn.trust.headed_by(turn.speaker)) == 1
    school = "" if one_school else f", {place_of(first.kind, first.school, turn.trust)},"
    return f" The oldest{school} is {days} late."


async def _besides(turn: Turn, asked: Interpretation, ask: Ask) -> str:
    """What the asker would want to know besides: what is late from before the span, or still to come in."""
    if ask.columns is List.FILED:
        if asked.status or asked.starts or asked.date:
            return ""
        query = replace(ask.query, state=DutyState.OPEN, arisen_by=turn.today, order=DutyOrder.OLDEST_FIRST)
        what = "still to come"
    elif ask.are == "overdue" or not (asked.starts or asked.date):
        return ""
    else:
        before = min(turn.today, asked.starts or asked.date or turn.today)
        query = replace(ask.query, due_from=None, due_to=None, due_before=before, arisen_by=None)
        what = "overdue from before"
    count = await count_duties(
        uow=turn.uow, policy=turn.policy, today=turn.today, asker=turn.speaker, query=query, deed=ask.deed
    )
    verb = "is" if count == 1 else "are"
    return f" {wording.capitalised(wording.several(count, ask.noun))} {verb} {what}." if count else ""


def _summary(ask: Ask) -> str:
    return {"overdue": "Overdue", "filed": "Filed"}.get(
        ask.are, "Outstanding" if ask.are == "outstanding" else "Due"
    )
