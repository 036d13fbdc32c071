"""Reviews of the year in conversation: which there are and how they stand, and what else a sentence wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dialogs import annual_review_lists, annual_reviewing, cards, review_days, reviewing, wording
from dialogs.asked_again import kept
from dialogs.duty_rows import PAGE
from dialogs.list_shown import note_list
from dialogs.messages import Reply, Table
from dialogs.narrowing import mine_or_named, schools_in_words
from dialogs.review_page import show
from dialogs.review_words import data_of, kind_in_words, period_in_words
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from dialogs.understanding.review_sentences import ANNUAL, ReviewSaid, ReviewWish, review_said
from dialogs.understanding.review_standing import standing_in
from strategy.actions.review_reading import ReviewQuery, ReviewRow, Stands, list_reviews
from strategy.actions.reviewing import current_due, may_record
from strategy.errors import NotAllowed
from strategy.permissions import Deed
from strategy.reviews import owed_by, reach_of
from strategy.school_year import Span
from strategy.schools import Membership

_SAYS = {
    Stands.ANY: "",
    Stands.HELD: "held",
    Stands.NOT_HELD: "still to be held",
    Stands.NO_DAY: "without a day",
    Stands.LATE: "late",
}


def names_of(turn: Turn) -> list[str]:
    """Policy's names of the reviews of this year."""
    return [terms.name for terms in turn.policy.on(turn.today, turn.trust.calendar).reviews]


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """What a sentence about reviews wants: to see them, to set a day, to record what came of one."""
    said = review_said(turn.incoming.text, names_of(turn), turn.speaker, turn.trust, turn.now, turn.reader)
    if said.wish in ANNUAL:
        return await of_annual(turn, said, asked)
    if said.wish is ReviewWish.LIST:
        stands = standing_in(turn.incoming.text)
        # What the keys of the format do not tell goes where a button can carry it.
        return await listed(turn, replace(asked, body=said.name or None, status=stands.value))
    if turn.incoming.read_only:
        return turn.say(wording.READ_ONLY, summary="Only in Teams")
    school = asked.school or (said.schools[0] if len(said.schools) == 1 else None)
    if school is None:
        return await _which_school(turn, asked, said)
    joining = _joining(turn, school)
    if joining:
        return turn.say(joining, summary="No reviews")
    if not may_record(turn.speaker, said.name, school, turn.policy, turn.trust, turn.today):
        return await _not_theirs(turn, school, said.name)
    if said.wish in (ReviewWish.RECORD, ReviewWish.CORRECT):
        return await reviewing.begin(turn, school, said.name, said.day)
    return await review_days.say_day(turn, school, said)


async def of_annual(turn: Turn, said: ReviewSaid, asked: Interpretation) -> Reply:
    """A sentence about partners' annual reviews."""
    if said.wish is ReviewWish.LIST_ANNUAL:
        return await annual_review_lists.answer(turn, asked)
    if said.wish is ReviewWish.SHOW_ANNUAL:
        return await annual_review_lists.find(turn, asked)
    if turn.incoming.read_only:
        return turn.say(wording.READ_ONLY, summary="Only in Teams")
    return await annual_reviewing.begin(turn, asked, amends=said.wish is ReviewWish.AMEND_ANNUAL)


async def _not_theirs(turn: Turn, school: str, name: str) -> Reply:
    """Who may set a day or record an outcome, for somebody who may only see it."""
    due = current_due(turn.uow, turn.policy, name, school, turn.today)
    if due is None or school not in reach_of(turn.speaker, Deed.SEE_REVIEWS, due.terms, turn.trust):
        raise NotAllowed(Deed.RECORD_REVIEW)
    leads = [person.name for person, _ in owed_by(due.terms, turn.trust)]
    who = wording.listed([*leads, "the CEO, the Deputy CEO", "the Lead SIP"], "or")
    return await show(turn, due.occasion, lead=f"Its day is set and its outcome recorded by {who}.")


async def _which_school(turn: Turn, asked: Interpretation, said: ReviewSaid) -> Reply:
    """A day or an outcome without a school: the reviews that may be meant, to open."""
    wanted = replace(asked, body=said.name, status=Stands.NOT_HELD.value, date=None)
    return await listed(turn, wanted, lead="Which school do you mean? Name it, or open one of these.")


async def listed(turn: Turn, asked: Interpretation, offset: int = 0, *, lead: str = "") -> Reply:
    """The reviews a question asks for, a page at a time; the only one of a school at once."""
    query = _query(turn, asked)
    rows, otherwise = await _looked_for(turn, asked, query)
    lead = otherwise or lead
    of_one = query.schools is not None and len(query.schools) == 1
    if len(rows) == 1 and of_one and not asked.export:
        return await show(turn, rows[0].due.occasion, lead=lead)
    said = f"{lead} {_words(turn, asked, rows, query)}".strip()
    if not rows:
        said = (_joining(turn, asked.school) if asked.school else "") or said
        return turn.say(said, summary="Reviews: none")
    note_list(turn, "reviews", asked)
    offset = min(offset, (len(rows) - 1) // PAGE * PAGE)
    return _shown(turn, asked, rows, said, offset, query.name)


async def found_by(turn: Turn, asked: Interpretation) -> tuple[Sequence[ReviewRow], str]:
    """All the reviews that a question asks for, and what is said of them. Raises NotAllowed."""
    query = _query(turn, asked)
    rows, otherwise = await _looked_for(turn, asked, query)
    return rows, f"{otherwise} {_words(turn, asked, rows, query)}".strip()


def _query(turn: Turn, asked: Interpretation) -> ReviewQuery:
    stands = Stands(asked.status) if asked.status in set(Stands) else Stands.ANY
    name = asked.body if asked.body in names_of(turn) else None
    return ReviewQuery(name, _schools(turn, asked), _span(asked), stands)


async def _looked_for(
    turn: Turn, asked: Interpretation, query: ReviewQuery
) -> tuple[Sequence[ReviewRow], str]:
    """The reviews asked for; of one school's that is none such how it stands, and words that say so."""
    about = {"uow": turn.uow, "policy": turn.policy, "today": turn.today, "asker": turn.speaker}
    found = await list_reviews(**about, query=query)  # type: ignore[arg-type]
    if found.rows or not query.name or query.schools is None or len(query.schools) != 1:
        return found.rows, ""
    # "Has Marlow had its review", "is it on 4 March": how it stands, whatever the answer.
    wider = replace(query, stands=Stands.ANY, span=None)
    found = await list_reviews(**about, query=wider)  # type: ignore[arg-type]
    when = _when(turn, asked)
    return found.rows, f"Not {when}." if when and found.rows else ""


def _joining(turn: Turn, school: str) -> str:
    """Why a school has no reviews that has not joined yet; empty for a member."""
    known = turn.trust.school(school)
    if known.status is Membership.MEMBER:
        return ""
    return f"{known.known_as} is joining the trust; reviews are asked of member schools."


def _schools(turn: Turn, asked: Interpretation) -> frozenset[str] | None:
    """The schools a question is about: those named, or one's own where "my" or "our" says so."""
    named = mine_or_named(turn, asked)
    own = turn.trust.headed_by(turn.speaker)
    if named is None and own and not asked.schools:
        return frozenset(school.urn for school in own)
    return named


def _span(asked: Interpretation) -> Span | None:
    starts, ends = asked.starts or asked.date, asked.ends or asked.date
    if starts is None and ends is None:
        return None
    return Span(starts or ends or asked.date, ends or starts or asked.date)  # type: ignore[arg-type]


def _when(turn: Turn, asked: Interpretation) -> str:
    return wording.span(asked.starts or asked.date, asked.ends or asked.date, turn.today)


def _words(turn: Turn, asked: Interpretation, rows: Sequence[ReviewRow], query: ReviewQuery) -> str:
    noun, stands = kind_in_words(query.name) if query.name else "review", query.stands
    where = schools_in_words(turn, asked)
    when = _when(turn, asked)
    narrowed = " ".join(part for part in (f"at {where}" if where else "", when) if part)
    if stands is not Stands.ANY:
        verb = "is" if len(rows) == 1 else "are"
        about = f"{wording.several(len(rows), noun)} {narrowed}".strip()
        return f"{wording.capitalised(about)} {verb} {_SAYS[stands]}."
    about = f"{wording.several(len(rows), noun)} {narrowed}".strip()
    held = sum(row.state.held_on is not None for row in rows)
    set_for = sum(row.state.held_on is None and row.state.day is not None for row in rows)
    without = len(rows) - held - set_for
    if len(rows) > 1 and len(rows) in (held, set_for, without):
        whole = "all held" if held else "each with a day set" if set_for else "none with a day set yet"
        return f"{wording.capitalised(about)}, {whole}."
    parts = [
        f"{number} {what}"
        for number, what in ((held, "held"), (set_for, "with a day set"), (without, "without a day yet"))
        if number
    ]
    return f"{wording.capitalised(about)}: {wording.listed(parts)}." if parts else f"There are {about}."


def _shown(
    turn: Turn, asked: Interpretation, found: Sequence[ReviewRow], said: str, offset: int, name: str | None
) -> Reply:
    page, end = found[offset : offset + PAGE], min(offset + PAGE, len(found))
    turn.memory["rows"] = [["review.show", data_of(row.due.occasion)] for row in page]
    turn.memory.pop("more", None)
    if len(found) > len(page):
        said += f" Showing {offset + 1} to {end} of {len(found)}."
    ask = kept(asked)
    if end < len(found):
        turn.memory["more"] = {"ask": ask, "offset": end}
    rows, shown = [], []
    for number, row in enumerate(page, 1):
        occasion = row.due.occasion
        school = turn.trust.school(occasion.school).known_as
        what = f"{occasion.name}, {period_in_words(occasion.period)}"
        day, how = _day_and_how(turn, row)
        rows.append((str(number), school, what, day, how))
        late = row.is_late(turn.today)
        beneath = what if name is None or len({each.due.occasion.period for each in page}) > 1 else ""
        shown.append(
            [
                [
                    cards.link(school, "review.show", data_of(occasion)),
                    *([cards.beneath(beneath)] if beneath else []),
                ],
                [cards.words(day, colour="attention" if late else "default"), cards.beneath(how)],
            ]
        )
    actions = [
        cards.press("Next", "list.page", {"ask": ask, "offset": end}) if end < len(found) else None,
        cards.press("Back", "list.page", {"ask": ask, "offset": max(offset - PAGE, 0)}) if offset else None,
    ]
    heading = said if turn.incoming.press else wording.capitalised(f"{name or ''} reviews".strip())
    table = cards.table((("School", 6), ("Day", 5)), shown)
    note = cards.note("Press a school to open its review.")
    return turn.say(
        said,
        in_full=said + (' Say "more" for the next.' if end < len(found) else " Say a number to open one."),
        summary=f"Reviews: {len(found)}",
        table=Table(("", "School", "Review", "Day", "How it stands"), tuple(rows)),
        card=cards.card([cards.heading(heading), table, note], actions, says=said),
    )


def _day_and_how(turn: Turn, row: ReviewRow) -> tuple[str, str]:
    """The day of a review, and what is to know of it."""
    state, due = row.state, wording.short_day(row.due.due_on, turn.today)
    if state.held_on is not None:
        return wording.short_day(state.held_on, turn.today), "held"
    if row.is_late(turn.today):
        return "Not held", f"was due {due}"
    if state.day is None:
        return "No day yet", f"due by {due}"
    day = wording.short_day(state.day, turn.today)
    return day, "to be recorded" if state.day < turn.today else "set"
