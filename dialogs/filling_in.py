"""Filling in a form by talk: its questions one at a time, asides, and coming back to a draft.

The buttons of its cards are `dialogs.form_buttons`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date

from dialogs import cards, form_buttons, form_talk, wording
from dialogs.drafting import called, form_of, keep, report_context, show_section
from dialogs.form_buttons import confirm_discarding, discard
from dialogs.form_talk import REVIEW, Command
from dialogs.forms import FieldKind, Form, check
from dialogs.handing_in import finish
from dialogs.messages import Message, Press, Reply
from dialogs.report_form import ReportContext
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from strategy.ports import Draft, DraftState

_IN_TALK = re.compile(
    r"^(?:please )?(?:ask me(?: instead| the questions)?|(?:by|in|as) (?:text|chat|talk|questions)"
    r"|one at a time|answer (?:in|by) (?:chat|text)|i(?:'d| would) rather (?:type|answer).*)[.!]?$",
    re.IGNORECASE,
)
_BY_QUESTIONS = re.compile(
    r"\b(?:by|with|as|through|using) (?:the )?(?:questions|text|chat)\b|\bone (?:question )?at a time\b"
    r"|\bstep by step\b|\bquestion by question\b|\bask me\b",
    re.IGNORECASE,
)
_RESUME = re.compile(
    r"^(?:please )?(?:resume|continue|carry on|go on|pick up|open|finish)"
    r"(?: (?:with )?(?:my|the|that|it))?(?: (?:draft|report|form))?(?: please)?[.!]?$",
    re.IGNORECASE,
)
_DISCARD = re.compile(
    r"^(?:please )?(?:discard|delete|throw away|bin|scrap)(?: (?:my|the|that|this|it))?"
    r"(?: (?:draft|report|form))?(?: please)?[.!]?$",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r"\b(?:what|draft|so far)\b", re.IGNORECASE)
_SURELY = re.compile(r"^(?:yes|yes,? discard(?: it)?|discard it|sure|yes please)[.!]?$", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:what|which|who|whom|when|where|how|is|are|am|do|does|did|have|has|any|show|list|help|can i|could i"
    r"|my (?:visits|reports|deadlines)|overdue|deadlines)\b",
    re.IGNORECASE,
)
_NOT_ASKING = frozenset({Intent.UNKNOWN, Intent.CANCEL, Intent.GREETING})
LONGEST_ASIDE = 140
MOST_BUTTONS = 12
"""Choices that a question offers as buttons; with more, the name is typed."""

_OnDraft = Callable[[Turn, Draft, ReportContext], Awaitable[Reply]]


async def show(turn: Turn, draft: Draft, context: ReportContext, *, resumed: bool = False) -> Reply:
    """The draft as a card, or as the next question where there are no cards or somebody asks for questions.

    What was filled in from a sentence and cannot stand is pointed out at once.
    """
    form = form_of(draft)
    checked = check(form, context, draft.values)
    unfit = {name: fault for name, fault in checked.faults.items() if name not in checked.missing}
    by_questions = not turn.for_another_chat and _BY_QUESTIONS.search(turn.incoming.text)
    at = form_talk.first_field(form, context, draft.values)
    if not turn.incoming.shows_cards or by_questions:
        return _ask(turn, draft, context, at, lead=unfit.get(at, ""), resumed=resumed)
    section = 0 if at == REVIEW or not resumed else form.section_of(at)
    if unfit:
        section = form.section_of(next(iter(unfit)))
    what = called(draft, context)
    text = f"Here is the form for {what}. I keep it as you go."
    if resumed:
        text = f"You began {what} on {wording.moment(draft.created_at)}; here it is as you left it."
    return show_section(turn, draft, context, section, text=text, faults=unfit)


def _ask(
    turn: Turn, draft: Draft, context: ReportContext, at: str, *, lead: str = "", resumed: bool = False
) -> Reply:
    turn.memory["talk"] = {"draft": draft.key, "at": at}
    if resumed:
        lead = (
            f"You began {called(draft, context)} on {wording.moment(draft.created_at)}; it is kept.\n{lead}"
        )
    elif not lead and "greeted_form" not in turn.memory:
        lead = "I'll ask one thing at a time. Say back, skip, cancel or show me what I have at any point."
        turn.memory["greeted_form"] = True
    if at == REVIEW:
        return review(turn, draft, context, lead.strip())
    return _question(turn, draft, context, at, lead.strip(), "Your report: next question")


def _question(
    turn: Turn, draft: Draft, context: ReportContext, at: str, lead: str, summary: str, after: str = ""
) -> Reply:
    """A question, with its choices to press and what the field holds already: on a card where there are
    cards, for it is shown there exactly as it was typed.
    """
    form = form_of(draft)
    asked = form_talk.question(form, context, draft.values, at)
    held = _readable(form_talk.held(form, context, draft.values, at))
    choices = form_talk.choices_at(form, context, draft.values, at)
    buttons = []
    if turn.incoming.shows_cards and 0 < len(choices) <= MOST_BUTTONS:
        titles = [choice.title for choice in choices]
        asked = f"{form.field(at).question.removesuffix('?')}: {wording.listed(titles, 'or')}?"
        buttons = [cards.press(title, "say", {"text": title}) for title in titles]
    said = "\n".join(part for part in (lead, asked, after) if part)
    if not held and not buttons:
        return turn.say(said, summary=summary)
    body = cards.choices(buttons)
    in_full = said
    if held:
        keep_it = "Give a new answer, or say skip to keep it."
        body = [*cards.labelled(f"So far: {form.field(at).label}", held), cards.note(keep_it), *body]
        in_full = f"{said}\nSo far: {held}\n{keep_it}"
    return turn.say(said, in_full=in_full, summary=summary, card=cards.card(body, says=asked))


def review(
    turn: Turn, draft: Draft, context: ReportContext, lead: str = "", *, goes_on: bool = False
) -> Reply:
    """What the draft holds so far, and what is still needed; `goes_on` where a question follows at once."""
    form = form_of(draft)
    checked = check(form, context, draft.values)
    held = [(entry.label, form_talk.shown(entry, context, draft.values, 600)) for entry in form.fields]
    held = [(label, _readable(value)) for label, value in held]
    if checked.faults:
        labels = [form.field(name).label for name in checked.faults if name]
        closing = f"Still needed: {wording.listed(labels)}."
        closing += "" if goes_on else " Say next to go on."
    else:
        closing = 'Say "file it" to file it, back to change something, or cancel to keep it for later.'
    full = "\n".join([lead] * bool(lead) + [f"{label}: {value}" for label, value in held] + [closing])
    body: list[cards.Element] = [cards.heading("Your report so far")]
    for label, value in held:
        body.extend(cards.labelled(label, value))
    data = {"draft": draft.key, "section": len(form.sections) - 1}
    actions = [
        None if checked.faults else cards.press("File it", "form.finish", data, primary=True),
        cards.press("Open as a form", "form.open", {"draft": draft.key}),
    ]
    return turn.say(
        closing if not lead else f"{lead} {closing}",
        in_full=full,
        summary="Your report so far",
        card=cards.card(body, actions, says=closing),
    )


def _readable(value: str) -> str:
    try:
        return wording.day(date.fromisoformat(value)) if len(value) == len("2026-11-23") else value
    except ValueError:
        return value


async def talked(turn: Turn, text: str) -> Reply | None:
    """What a text means for drafts: an answer or command in a talk under way, or asking for a draft back.

    None where the text is about something else.
    """
    plain = text.strip().replace("\u2019", "'")
    talk = turn.memory.get("talk")
    if turn.memory.pop("discarding", None) and (_SURELY.match(plain) or _DISCARD.match(plain)):
        return await _of_latest(turn, discard)
    if _DISCARD.match(plain):
        turn.memory["discarding"] = True
        return await _of_latest(turn, _ask_to_discard)
    if _IN_TALK.match(plain):
        return await _of_latest(turn, _start_talk)
    if not isinstance(talk, dict):
        if form_talk.command_in(text) is Command.SHOW and _SO_FAR.search(plain):
            return await _of_latest(turn, _look_over)
        return await _of_latest(turn, _come_back) if _RESUME.match(plain) else None
    draft = await turn.uow.drafts.by_key(str(talk.get("draft")))
    if draft is None or draft.state is not DraftState.OPEN or draft.author != turn.speaker.id:
        turn.memory.pop("talk", None)
        return None
    return await _answer(turn, draft, await report_context(turn), str(talk.get("at")), text)


def is_about_a_draft(text: str) -> bool:
    """Whether a text by itself is about a draft: to resume or discard it, or to be asked its questions."""
    plain = text.strip().replace("\u2019", "'")
    return any(wish.match(plain) for wish in (_RESUME, _DISCARD, _IN_TALK))


async def _look_over(turn: Turn, draft: Draft, context: ReportContext) -> Reply:
    return review(turn, draft, context)


async def _ask_to_discard(turn: Turn, draft: Draft, context: ReportContext) -> Reply:
    return confirm_discarding(turn, draft, context)


async def _of_latest(turn: Turn, then: _OnDraft) -> Reply:
    talk = turn.memory.get("talk")
    drafts = await turn.uow.drafts.open_of(turn.speaker.id)
    if not drafts:
        turn.memory.pop("discarding", None)
        return turn.say('You have no draft. Say "file a report" to begin one.', summary="No draft")
    chosen = next((d for d in drafts if isinstance(talk, dict) and d.key == talk.get("draft")), drafts[0])
    return await then(turn, chosen, await report_context(turn))


async def _start_talk(turn: Turn, draft: Draft, context: ReportContext) -> Reply:
    return _ask(turn, draft, context, form_talk.first_field(form_of(draft), context, draft.values))


async def ask_instead(turn: Turn, press: Press) -> Reply:
    """The button that changes from the form to questions: what was typed is kept, and the form stays."""
    saved = await form_buttons.pressed(turn, replace(press, do="form.save"))
    draft = await turn.uow.drafts.by_key(str(press.data.get("draft")))
    if draft is None or draft.state is not DraftState.OPEN or draft.author != turn.speaker.id:
        return saved
    turn.incoming = replace(turn.incoming, press=None, text="")
    asked = await _start_talk(turn, draft, await report_context(turn))
    return replace(asked, replacement=saved.replacement)


async def _come_back(turn: Turn, draft: Draft, context: ReportContext) -> Reply:
    return await show(turn, draft, context, resumed=True)


async def _answer(turn: Turn, draft: Draft, context: ReportContext, at: str, text: str) -> Reply | None:
    form = form_of(draft)
    if at != REVIEW and all(entry.name != at for entry in form.fields):
        at = form_talk.first_field(form, context, draft.values)
    command = form_talk.command_in(text)
    if at != REVIEW and command is Command.FINISH and not form_talk.sends(text):
        command = None
    if command is Command.STOP:
        del turn.memory["talk"]
        return turn.say(
            f"Stopped. {wording.capitalised(called(draft, context))} is kept as a draft: say resume to go "
            "on, or discard it to throw it away.",
            summary="Draft kept",
        )
    if command is Command.SHOW:
        return _so_far(turn, draft, context, at)
    if command is Command.BACK:
        return _ask(turn, draft, context, form_talk.field_before(form, context, draft.values, at))
    if command is Command.USE_THAT and isinstance(turn.memory.get("aside"), str):
        return await _take(turn, draft, context, at, turn.memory.pop("aside"))
    if command is Command.FINISH:
        return await finish(turn, draft, context)
    if at == REVIEW:
        if command is Command.SKIP:
            return _ask(turn, draft, context, form_talk.first_field(form, context, draft.values))
        named = _field_called(form, text)
        return _ask(turn, draft, context, named) if named else None
    if command is Command.SKIP:
        return _ask(turn, draft, context, form_talk.field_after(form, context, draft.values, at))
    if _is_aside(turn, form, context, draft, at, text):
        return None
    return await _take(turn, draft, context, at, text)


def _so_far(turn: Turn, draft: Draft, context: ReportContext, at: str) -> Reply:
    """What the draft holds, and then the question the talk stands at once more."""
    if at == REVIEW:
        return review(turn, draft, context)
    reviewed = review(turn, draft, context, goes_on=True)
    asked = _question(turn, draft, context, at, "", "Your report: next question")
    return Reply((*reviewed.messages, *asked.messages))


def _field_called(form: Form[ReportContext], text: str) -> str | None:
    """The field somebody names to change it: "outcomes", "change the date"."""
    wanted = re.sub(r"^(?:please )?(?:change|edit|correct)(?: the| my)? ", "", text.strip().casefold())
    for entry in form.fields:
        if wanted in (entry.name, entry.label.casefold()) or (
            len(wanted) > 3 and wanted in entry.label.casefold()
        ):
            return entry.name
    return None


def _is_aside(
    turn: Turn, form: Form[ReportContext], context: ReportContext, draft: Draft, at: str, text: str
) -> bool:
    """Whether a text asks something else in between, rather than answering.

    Where an answer is free text only what is short and put as a question counts; where it is a choice or a
    day, whatever fits is an answer, and else anything the bot understands.
    """
    if len(text) > LONGEST_ASIDE:
        return False
    understood = turn.reader.read(text, turn.speaker, turn.trust, turn.now).intent not in _NOT_ASKING
    if form.field(at).kind is FieldKind.TEXT:
        aside = understood and (text.rstrip().endswith("?") or bool(_ASKS.match(text.strip())))
        if aside:
            turn.memory["aside"] = text
        return aside
    return understood and bool(form_talk.take(form, context, draft.values, at, text).fault)


async def _take(turn: Turn, draft: Draft, context: ReportContext, at: str, text: str) -> Reply:
    form = form_of(draft)
    taken = form_talk.take(form, context, draft.values, at, text)
    draft = await keep(turn, draft, taken.raw)
    turn.memory.pop("aside", None)
    if taken.fault:
        return _question(turn, draft, context, at, taken.fault, "Your report: please look again")
    return _ask(turn, draft, context, form_talk.field_after(form, context, draft.values, at))


async def question_again(turn: Turn) -> tuple[Message, ...]:
    """The question a talk stands at, to come back to after something else was asked; none without a talk."""
    talk = turn.memory.get("talk")
    draft = await turn.uow.drafts.by_key(str(talk.get("draft"))) if isinstance(talk, dict) else None
    if draft is None or draft.state is not DraftState.OPEN or not isinstance(talk, dict):
        return ()
    context, at = await report_context(turn), str(talk.get("at"))
    back = f"Back to {called(draft, context)}."
    if at == REVIEW:
        said = f'{back} Say "file it" to file it, or back to change something.'
        return turn.say(said, summary="Back to your report").messages
    after = '(If that was your answer, say "use that".)' if "aside" in turn.memory else ""
    return _question(turn, draft, context, at, back, "Back to your report", after).messages
