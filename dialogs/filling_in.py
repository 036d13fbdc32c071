"""Filling in a form: its buttons, its questions in talk, and coming back to it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import date

from dialogs import cards, form_cards, form_talk, wording
from dialogs.drafting import (
    called,
    filed_before,
    finish,
    form_of,
    keep,
    put_away,
    report_context,
    show_section,
)
from dialogs.form_talk import REVIEW, Command
from dialogs.forms import FieldKind, Form, check
from dialogs.messages import Press, Reply
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
_SURELY = re.compile(r"^(?:yes|yes,? discard(?: it)?|discard it|sure|yes please)[.!]?$", re.IGNORECASE)
_ASKS = re.compile(
    r"^(?:what|which|who|whom|when|where|how|is|are|am|do|does|did|have|has|any|show|list|help|can i|could i"
    r"|my (?:visits|reports|deadlines)|overdue|deadlines)\b",
    re.IGNORECASE,
)
_NOT_ASKING = frozenset({Intent.UNKNOWN, Intent.CANCEL, Intent.GREETING})
LONGEST_ASIDE = 140

_OnDraft = Callable[[Turn, Draft, ReportContext], Awaitable[Reply]]


async def show(turn: Turn, draft: Draft, context: ReportContext, *, resumed: bool = False) -> Reply:
    """The draft as a card, or as the next question where there are no cards."""
    form = form_of(draft)
    at = form_talk.first_field(form, context, draft.values)
    if not turn.incoming.shows_cards or _BY_QUESTIONS.search(turn.incoming.text):
        return _ask(turn, draft, context, at, resumed=resumed)
    section = 0 if at == REVIEW or not resumed else form.section_of(at)
    what = called(draft, context)
    text = f"Here is the form for {what}. I keep it as you go."
    if resumed:
        text = f"You began {what} on {wording.moment(draft.updated_at)}; here it is as you left it."
    return show_section(turn, draft, context, section, text=text)


def _ask(
    turn: Turn, draft: Draft, context: ReportContext, at: str, *, lead: str = "", resumed: bool = False
) -> Reply:
    form = form_of(draft)
    turn.memory["talk"] = {"draft": draft.key, "at": at}
    if resumed:
        lead = f"You began {called(draft, context)} on {wording.moment(draft.updated_at)}; it is kept."
    elif not lead and "greeted_form" not in turn.memory:
        lead = "I'll ask one thing at a time. Say back, skip, cancel or show me what I have at any point."
        turn.memory["greeted_form"] = True
    if at == REVIEW:
        return review(turn, draft, context, lead)
    asked = form_talk.question(form, context, draft.values, at)
    return turn.say("\n".join(part for part in (lead, asked) if part), summary="Your report: next question")


def review(turn: Turn, draft: Draft, context: ReportContext, lead: str = "") -> Reply:
    """What the draft holds so far, and what is still needed."""
    form = form_of(draft)
    checked = check(form, context, draft.values)
    held = [(entry.label, form_talk.shown(entry, context, draft.values, 600)) for entry in form.fields]
    held = [(label, _readable(value)) for label, value in held]
    if checked.faults:
        labels = [form.field(name).label for name in checked.faults if name]
        closing = f"Still needed: {wording.listed(labels)}. Say next to be asked for it."
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


async def pressed(turn: Turn, press: Press) -> Reply:
    """A button of the form: the draft must be the speaker's and open; what came with it is kept first."""
    key = press.data.get("draft")
    draft = await turn.uow.drafts.by_key(key) if isinstance(key, str) else None
    if draft is None or draft.author != turn.speaker.id:
        return turn.say(
            'I don\'t have that form any more. Say "file a report" to begin.', summary="No such form"
        )
    if draft.state is DraftState.FILED:
        return await filed_before(turn, draft)
    if draft.state is DraftState.DISCARDED:
        said = f"You discarded that draft on {wording.moment(draft.updated_at)}, so nothing of it is kept."
        return turn.say(said, summary="Draft discarded", card=cards.card([cards.words(said)], says=said))
    form, context = form_of(draft), await report_context(turn)
    section = press.data.get("section")
    section = section if isinstance(section, int) and 0 <= section < len(form.sections) else 0
    if press.do == "form.discard":
        return _confirm_discard(turn, draft, context)
    if press.do == "form.discard.surely":
        return await _discard(turn, draft, context)
    if press.do == "form.open":
        return show_section(turn, draft, context, 0)
    brought = form_cards.entered(form, context, draft.values, section, press.data)
    draft = await keep(turn, draft, brought.raw)
    emptied = dict.fromkeys(brought.emptied, form_cards.KEPT)
    if press.do == "form.back":
        return show_section(turn, draft, context, max(section - 1, 0))
    if press.do == "form.save":
        return show_section(turn, draft, context, section, status=_saved(turn), text="Saved.")
    if emptied:
        return show_section(turn, draft, context, section, faults=emptied)
    if press.do == "form.finish":
        return await finish(turn, draft, context)
    faults = check(form, context, draft.values, section).faults
    if faults:
        return show_section(turn, draft, context, section, faults=faults)
    return show_section(turn, draft, context, min(section + 1, len(form.sections) - 1))


def _saved(turn: Turn) -> str:
    return (
        f"Saved at {wording.clock_time(turn.now)}. It is kept until you file or discard it: say "
        '"resume my report" whenever you like.'
    )


def _confirm_discard(turn: Turn, draft: Draft, context: ReportContext) -> Reply:
    said = f"Discard {called(draft, context)}? What you typed would be gone for good."
    card = cards.card(
        [cards.heading("Discard this draft?"), cards.words(said)],
        [
            cards.press("Keep it", "form.open", {"draft": draft.key}, primary=True),
            cards.press("Discard it", "form.discard.surely", {"draft": draft.key}, destructive=True),
        ],
        says=said,
    )
    return turn.say(
        said, in_full=f'{said} Say "discard it" again to be sure.', summary="Discard this draft?", card=card
    )


async def _discard(turn: Turn, draft: Draft, context: ReportContext) -> Reply:
    said = f"Discarded: {called(draft, context)}. Nothing of it was filed."
    await put_away(turn, draft, DraftState.DISCARDED)
    turn.memory.pop("discarding", None)
    return turn.say(said, summary="Draft discarded", card=cards.card([cards.words(said)], says=said))


async def talked(turn: Turn, text: str) -> Reply | None:
    """What a text means for drafts: an answer or command in a talk under way, or asking for a draft back.

    None where the text is about something else.
    """
    plain = text.strip().replace("\u2019", "'")
    talk = turn.memory.get("talk")
    if turn.memory.pop("discarding", None) and (_SURELY.match(plain) or _DISCARD.match(plain)):
        return await _of_latest(turn, _discard)
    if _DISCARD.match(plain):
        turn.memory["discarding"] = True
        return await _of_latest(turn, _ask_to_discard)
    if _IN_TALK.match(plain):
        return await _of_latest(turn, _start_talk)
    if not isinstance(talk, dict):
        return await _of_latest(turn, _come_back) if _RESUME.match(plain) else None
    draft = await turn.uow.drafts.by_key(str(talk.get("draft")))
    if draft is None or draft.state is not DraftState.OPEN or draft.author != turn.speaker.id:
        turn.memory.pop("talk", None)
        return None
    return await _answer(turn, draft, await report_context(turn), str(talk.get("at")), text)


async def _ask_to_discard(turn: Turn, draft: Draft, context: ReportContext) -> Reply:
    return _confirm_discard(turn, draft, context)


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


async def _come_back(turn: Turn, draft: Draft, context: ReportContext) -> Reply:
    return await show(turn, draft, context, resumed=True)


async def _answer(turn: Turn, draft: Draft, context: ReportContext, at: str, text: str) -> Reply | None:
    form = form_of(draft)
    if at != REVIEW and all(entry.name != at for entry in form.fields):
        at = form_talk.first_field(form, context, draft.values)
    command = form_talk.command_in(text)
    if command is Command.STOP:
        del turn.memory["talk"]
        return turn.say(
            f"Stopped. {wording.capitalised(called(draft, context))} is kept as a draft: say resume to go "
            "on, or discard it to throw it away.",
            summary="Draft kept",
        )
    if command is Command.SHOW:
        return review(turn, draft, context)
    if command is Command.BACK:
        return _ask(turn, draft, context, form_talk.field_before(form, context, draft.values, at))
    if command is Command.USE_THAT and isinstance(turn.memory.get("aside"), str):
        return await _take(turn, draft, context, at, turn.memory.pop("aside"))
    if at == REVIEW:
        if command is Command.FINISH:
            return await finish(turn, draft, context)
        if command is Command.SKIP:
            return _ask(turn, draft, context, form_talk.first_field(form, context, draft.values))
        named = _field_called(form, text)
        return _ask(turn, draft, context, named) if named else None
    if command is Command.SKIP:
        return _ask(turn, draft, context, form_talk.field_after(form, context, draft.values, at))
    if _is_aside(turn, form, context, draft, at, text):
        return None
    return await _take(turn, draft, context, at, text)


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
        return turn.say(
            f"{taken.fault}\n{form_talk.question(form, context, draft.values, at)}",
            summary="Your report: please look again",
        )
    return _ask(turn, draft, context, form_talk.field_after(form, context, draft.values, at))


async def question_again(turn: Turn) -> str:
    """The question a talk stands at, to come back to after something else was asked; "" without a talk."""
    talk = turn.memory.get("talk")
    draft = await turn.uow.drafts.by_key(str(talk.get("draft"))) if isinstance(talk, dict) else None
    if draft is None or draft.state is not DraftState.OPEN or not isinstance(talk, dict):
        return ""
    context, at = await report_context(turn), str(talk.get("at"))
    if at == REVIEW:
        return f'Back to {called(draft, context)}: say "file it", or back to change something.'
    again = (
        f"Back to {called(draft, context)}. {form_talk.question(form_of(draft), context, draft.values, at)}"
    )
    if "aside" in turn.memory:
        again += '\n(If that was your answer, say "use that".)'
    return again
