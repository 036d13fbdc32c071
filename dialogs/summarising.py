"""Drafting the Lead SIP's summary, looking it over, and approving it: "make the summary for the next EIT"."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from dialogs import cards, wording
from dialogs.drafting import ask_again, context_of, put_away, start_draft
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.summary_changes import brought_up_to_date
from dialogs.summary_form import (
    SUMMARY,
    SummaryContext,
    about_new,
    text_of,
    typed_again,
    typed_from,
)
from dialogs.summary_overview import look_over, read_draft
from dialogs.summary_page import approved, bodies_to_read, find, read
from dialogs.summary_words import called, headline, name_of
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.summarising import (
    Span,
    approve_summary,
    reports_to_gather,
    require_may_write,
    shared_with,
    span_since_last,
)
from strategy.actions.summary_duties import between_meetings, summary_for
from strategy.errors import Invalid
from strategy.policy_reporting import Body
from strategy.ports import Draft, DraftState
from strategy.school_year import LONDON
from strategy.summaries import BODIES, SourcesChanged, Summary, SummaryOvertaken
from strategy.summaries_access import may_write_summary

_READS = re.compile(
    r"^\W*(?:(?:can|could|please|let me|i'd like to|i want to|may i|you)\b[ ,]*)*"
    r"(?:show|see|read|open|view|find|look at|what|where|is|was|has|have|did|when|who)\b",
    re.IGNORECASE,
)
_MAKES = re.compile(
    r"\b(?:draft|write|make|prepare|create|pull together|put together|start)\b", re.IGNORECASE
)
_BEFORE = re.compile(r"\b(?:last|previous|latest|before)\b", re.IGNORECASE)
_COMMITTEE = re.compile(r"\b(?:committee|trust board|board of trustees|trustees)\b", re.IGNORECASE)
_EIT = re.compile(r"\b(?:eit|education improvement team)\b", re.IGNORECASE)
_TO_BEGIN = {
    Body.EIT: "make the summary for the next EIT",
    Body.STANDARDS_COMMITTEE: "draft the report to the Standards Committee",
}
_AMENDS = re.compile(r"\b(?:amend|correct|change|edit|update|revise)\b", re.IGNORECASE)


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """Draft one, show the draft that was begun, or show what was approved."""
    text = turn.incoming.text
    body = _body_of(text, asked)
    reads = bool(_READS.match(text)) and not _MAKES.search(text)
    if not may_write_summary(turn.speaker, turn.trust):
        known = bodies_to_read(turn)
        if not reads and body in known and (_MAKES.search(text) or _AMENDS.search(text)):
            require_may_write(turn.uow, turn.speaker)
        named = asked.body in set(BODIES) or _COMMITTEE.search(text)
        return await find(turn, body if named else known[0], before=bool(_BEFORE.search(text)))
    if reads:
        return await find(turn, body, before=bool(_BEFORE.search(text)) and not asked.starts)
    span = None
    if asked.starts is not None and asked.ends is not None:
        last = datetime.combine(asked.ends + timedelta(days=1), time(), LONDON)
        span = Span(datetime.combine(asked.starts, time(), LONDON), last)
    return await begin(turn, body, span, amends=bool(_AMENDS.search(text)))


def _body_of(text: str, asked: Interpretation) -> Body:
    if asked.body == Body.STANDARDS_COMMITTEE or (asked.body is None and _COMMITTEE.search(text)):
        return Body.STANDARDS_COMMITTEE
    return Body.EIT


async def begin(turn: Turn, body: Body, span: Span | None = None, *, amends: bool = False) -> Reply:
    """Gather what reports say for a body's next meeting, or go on with what was begun; of what is approved
    already say so.
    """
    require_may_write(turn.uow, turn.speaker)
    there = await _approved_for(turn, body)
    if there is not None and amends:
        return await amend(turn, there)
    if there is not None:
        lead = f"It is done: {approved(there, turn)}. You can amend it."
        return await read(turn, there.id, lead=lead)
    draft, begun = await _new_draft(turn, body, span)
    return await look_over(turn, draft, begun_before=begun)


async def amend(turn: Turn, there: Summary) -> Reply:
    """The form of what is approved, to be changed."""
    draft, begun = await _amendment(turn, there)
    return await look_over(turn, draft, begun_before=begun)


async def draft_for(turn: Turn, body: Body) -> Draft:
    """The speaker's draft for a body's next meeting, or of the amendment of what is approved for it: the one
    that was begun, else a new one.
    """
    require_may_write(turn.uow, turn.speaker)
    there = await _approved_for(turn, body)
    draft, _ = await (_new_draft(turn, body, None) if there is None else _amendment(turn, there))
    return draft


async def _approved_for(turn: Turn, body: Body) -> Summary | None:
    return await summary_for(turn.uow, await between_meetings(turn.uow, turn.policy, body, turn.today))


async def _new_draft(turn: Turn, body: Body, span: Span | None) -> tuple[Draft, bool]:
    """A draft of what reports say, and whether it was begun before."""
    about = about_new(body, span) if span is not None else ""
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, SUMMARY):
        if draft.about == about or (not about and draft.about.startswith(f"new:{body}:")):
            return draft, True
    between = await between_meetings(turn.uow, turn.policy, body, turn.today)
    span = span or await span_since_last(turn.uow, between)
    reports = await reports_to_gather(uow=turn.uow, policy=turn.policy, person=turn.speaker, span=span)
    return await start_draft(turn, SUMMARY, typed_from(reports, turn.trust), about_new(body, span)), False


async def _amendment(turn: Turn, there: Summary) -> tuple[Draft, bool]:
    """A draft of what is approved, and whether it was begun before."""
    require_may_write(turn.uow, turn.speaker)
    about = f"amend:{there.id}:{there.last.number}"
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, SUMMARY):
        if draft.about == about:
            return draft, True
    return await start_draft(turn, SUMMARY, typed_again(there), about), False


async def draft_meant(turn: Turn) -> Draft | None:
    """The speaker's open draft that a sentence means: for the body it names, else the one that was shown
    last, else the one last touched.
    """
    drafts = await turn.uow.drafts.open_of(turn.speaker.id, SUMMARY)
    for body, named in ((Body.STANDARDS_COMMITTEE, _COMMITTEE), (Body.EIT, _EIT)):
        if named.search(turn.incoming.text):
            drafts = [each for each in drafts if await _is_for(turn, each, body)]
    shown = [each for each in drafts if each.key == turn.memory.get("summary_draft")]
    return next(iter([*shown, *drafts]), None)


async def _is_for(turn: Turn, draft: Draft, body: Body) -> bool:
    kind, subject, *_ = draft.about.split(":")
    if kind != "amend":
        return subject == body
    amended = await turn.uow.summaries.get(int(subject))
    return amended is not None and amended.body is body


async def finish(turn: Turn, draft: Draft, context: SummaryContext) -> Reply:
    """Approve what the draft holds; where reports have changed, say so first and put them right."""
    draft, context, changed = await brought_up_to_date(turn, draft, context)
    if changed:
        return await look_over(turn, draft, lead=f"{changed}\nNothing is sent yet: please look it over.")
    checked = check(context.form, context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    shown = int(draft.about.split(":")[2]) if context.amends is not None else 0
    try:
        made = await approve_summary(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            body=context.body,
            text=text_of(checked.values, context),
            sources=context.sources,
            amends=context.amends,
            shown=shown,
        )
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    except SourcesChanged:
        return await look_over(turn, draft, lead="Nothing is sent yet: please look it over.")
    except SummaryOvertaken as there:
        lead = (
            f"There is one already: {approved(there.summary, turn)}. What you have is kept as a draft; to "
            "change what stands, press Amend."
        )
        return await read(turn, there.summary.id, lead=lead)
    await put_away(turn, draft, DraftState.FILED, made.id)
    return _receipt(turn, made)


async def sent_before(turn: Turn, draft: Draft) -> Reply:
    """What became of a draft that was approved: what a second press gets."""
    made = await turn.uow.summaries.get(draft.outcome or 0)
    if made is None:
        return turn.say("That was approved already.", summary="Approved already")
    return _receipt(turn, made)


def _receipt(turn: Turn, made: Summary) -> Reply:
    names = [
        turn.trust.person(person).name for person in shared_with(made, turn.policy, turn.uow, turn.today)
    ]
    to = (
        f" It goes to {wording.listed(names)}, in Teams and by mail with a Word document."
        if names
        else " Nobody else sits in that body in the directory, so it was sent to nobody."
    )
    if len(made.versions) > 1:
        said = f"Amended: {called(made.body, made.day)} is now version {made.last.number}."
        said += f" The earlier text is kept.{to}"
    else:
        said = f"Approved: {called(made.body, made.day)}.{to}"
    look = cards.press("Read it", "summary.show", {"summary": made.id, cards.BESIDE: True})
    card = cards.card([cards.heading(headline(made)), cards.words(said)], [look], says=said)
    return turn.say(said, summary=f"Approved: {name_of(made.body)}"[:120], card=card)


async def start_pressed(turn: Turn, press: Press) -> Reply:
    """A row or button asks for the draft for a body."""
    body = press.data.get("body")
    if body not in set(BODIES):
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await begin(turn, Body(str(body)))


async def amend_pressed(turn: Turn, press: Press) -> Reply:
    """The button that amends what was approved."""
    number = press.data.get("summary")
    require_may_write(turn.uow, turn.speaker)
    there = await turn.uow.summaries.get(number) if isinstance(number, int) else None
    if there is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await amend(turn, there)


async def approve_pressed(turn: Turn, press: Press) -> Reply:
    """The button that approves a draft as it is."""
    key = press.data.get("draft")
    draft = await turn.uow.drafts.by_key(key) if isinstance(key, str) else None
    if draft is None or draft.author != turn.speaker.id or draft.form != SUMMARY:
        return turn.say("I don't have that draft any more.", summary="No such draft")
    if draft.state is DraftState.FILED:
        return await sent_before(turn, draft)
    if draft.state is not DraftState.OPEN:
        return turn.say("You discarded that draft, so nothing of it is kept.", summary="Draft discarded")
    return await finish(turn, draft, await context_of(turn, draft))


async def approve(turn: Turn) -> Reply:
    """Approve the draft that is meant; without one, say how it stands and how it is begun."""
    require_may_write(turn.uow, turn.speaker)
    draft = await draft_meant(turn)
    if draft is not None:
        return await finish(turn, draft, await context_of(turn, draft))
    body = Body.STANDARDS_COMMITTEE if _COMMITTEE.search(turn.incoming.text) else Body.EIT
    there = await _approved_for(turn, body)
    if there is not None:
        return await read(turn, there.id, lead=f"It is done: {approved(there, turn)}.")
    way = _TO_BEGIN[body]
    said = f'There is no draft to approve. Say "{way}" to begin: you look it over before it is sent.'
    start = cards.press("Draft it", "summary.start", {"body": str(body)}, primary=True)
    card = cards.card([cards.heading("No draft"), cards.words(said)], [start], says=said)
    return turn.say(said, summary="No draft", card=card)


async def read_the_draft(turn: Turn) -> Reply:
    """All that the draft that was touched last holds."""
    draft = await draft_meant(turn)
    if draft is None:
        return turn.say("You have no draft of a summary.", summary="No draft")
    return await read_draft(turn, draft)
