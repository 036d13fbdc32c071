"""A draft of the Lead SIP's summary at a glance: its schools by risk with their sources, and the ways on."""

from __future__ import annotations

from datetime import timedelta

from dialogs import cards, wording
from dialogs.drafting import context_of
from dialogs.form_talk import REVIEW
from dialogs.messages import Press, Reply
from dialogs.paged import read_on_pages
from dialogs.summary_changes import brought_up_to_date
from dialogs.summary_form import SUMMARY, SummaryContext, kept_text, span_of
from dialogs.summary_words import called, parts_of, risk_in_words
from dialogs.turn import Turn
from strategy.policy_reporting import Body
from strategy.ports import Draft, DraftState
from strategy.school_year import london_day
from strategy.schools import School

MOST_SCHOOLS = 25
"""Schools that a card lists, each with the way to its section."""


async def look_over(turn: Turn, draft: Draft, *, begun_before: bool = False, lead: str = "") -> Reply:
    """What is in a draft, school by school, with the way to change each, to read it all and to approve it."""
    draft, context, changed = await brought_up_to_date(turn, draft, await context_of(turn, draft))
    turn.memory["summary_draft"] = draft.key
    if not turn.incoming.shows_cards:
        # As at the end of a form's questions: from here it is handed in, or a part is named to change it.
        turn.memory["talk"] = {"draft": draft.key, "at": REVIEW}
    begun = f"You began this on {wording.moment(draft.created_at)}." if begun_before else ""
    said = " ".join(part for part in (lead, begun, _what_it_is(draft, context)) if part)
    said = f"{said}\n{changed}" if changed else said
    heading = f"{'Amend: ' if context.amends else 'Draft: '}{_title(context)}"
    data = {"draft": draft.key}
    shown, lines = _schools(draft, context)
    whole = len(context.schools)
    card = cards.card(
        [cards.heading(heading), cards.words(said), *shown],
        [
            cards.press("Approve and send", "summary.approve", data, primary=True),
            cards.press("Your own words", "form.open", {**data, "section": whole, cards.BESIDE: True}),
            cards.press("Read it all", "summary.draft", {**data, cards.BESIDE: True}),
            cards.press("Discard", "form.discard", data, secondary=True),
        ],
        says=said,
    )
    ways = (
        'Say "read the draft" to read it all, "approve the summary" to send it, or name a part to change it.'
    )
    return turn.say(
        said,
        in_full="\n".join([said, *lines, ways]),
        summary=f"Your summary: {_title(context)}"[:120],
        card=card,
    )


def _title(context: SummaryContext) -> str:
    meant = "Summary for the EIT" if context.body is Body.EIT else "Report to the Standards Committee"
    return f"{meant}, {wording.short_day(context.day, context.today)}"


def _what_it_is(draft: Draft, context: SummaryContext) -> str:
    what = wording.capitalised(called(context.body, context.day))
    if context.amends is not None:
        return f"{what}, to be amended."
    day = "" if context.is_recorded else f" No day is set for that meeting yet: {_GOES_BY}."
    filed = _filed_when(draft)
    if not context.sources:
        own = "You can still send it with what you have to say."
        return f"{what}: partners have filed no report {filed}. {own}{day}"
    reports = wording.several(len(context.sources), "report")
    schools = wording.several(len(context.schools), "school")
    return (
        f"{what}, as a draft, word for word: {reports} by partners on {schools}, filed {filed}. "
        f'Nothing is added. What is yours to say goes under "Your own words".{day}'
    )


_GOES_BY = "I go by the first working day of its month"


def _filed_when(draft: Draft) -> str:
    """`since Mon 2 November 2026`, or between two days where a period was asked for."""
    span = span_of(draft)
    if span is None:
        return ""
    starts = wording.day(london_day(span.starts))
    if span.ends is None:
        return f"since {starts}"
    return f"from {starts} to {wording.day(london_day(span.ends - timedelta(days=1)))}"


def _schools(draft: Draft, context: SummaryContext) -> tuple[list[cards.Element], list[str]]:
    """The schools by risk, each with its sources, as elements and as lines."""
    shown: list[cards.Element] = []
    lines: list[str] = []
    risk = None
    for number, school in enumerate(context.schools):
        said = risk_in_words(school.risk)
        sources = _sources(school, context)
        if number < MOST_SCHOOLS:
            if said != risk:
                shown.append(cards.words(said, bold=True, spacing="medium"))
            way = cards.link(school.known_as, "form.open", {"draft": draft.key, "section": number})
            shown.append({"type": "Container", "spacing": "small", "items": [way, cards.beneath(sources)]})
        risk = said
        lines.append(f"{number + 1}. {school.known_as} ({said.lower()}): {sources}")
    if len(context.schools) > MOST_SCHOOLS:
        left = len(context.schools) - MOST_SCHOOLS
        shown.append(cards.note(f'And {left} more: press a school, then "Next" to go through them.'))
    if shown:
        shown.append(cards.note("Press a school to change what is said of it, or to leave it out."))
    return shown, lines


def _sources(school: School, context: SummaryContext) -> str:
    of_school = sorted(
        (report for report in context.reports if report.school == school.urn),
        key=lambda report: (report.visit_on, report.id),
    )
    return (
        "; ".join(
            f"{context.trust.person(report.author).name}, "
            f"visit of {wording.short_day(report.visit_on, context.today)}"
            for report in of_school
        )
        or "in your words"
    )


async def read_draft(turn: Turn, draft: Draft, page: object = 0) -> Reply:
    """All that a draft holds, as it would be sent."""
    context = await context_of(turn, draft)
    return read_on_pages(
        turn,
        "This is what the draft holds. Nothing is sent yet.",
        f"Draft: {_title(context)}",
        facts=[],
        parts=parts_of(context.body, kept_text(draft.values, context), turn.trust),
        page=page,
        do="summary.draft",
        data={"draft": draft.key},
        actions=[
            cards.press("Approve and send", "summary.approve", {"draft": draft.key, cards.BESIDE: True})
        ],
    )


async def draft_pressed(turn: Turn, press: Press) -> Reply:
    """The button that shows all of a draft."""
    key = press.data.get("draft")
    draft = await turn.uow.drafts.by_key(key) if isinstance(key, str) else None
    is_there = draft is not None and draft.author == turn.speaker.id and draft.form == SUMMARY
    if draft is None or not is_there or draft.state is not DraftState.OPEN:
        return turn.say("I don't have that draft any more.", summary="No such draft")
    return await read_draft(turn, draft, press.data.get("page", 0))
