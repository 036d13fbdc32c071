"""Filling in a form by talk: its questions one at a time, asides, and coming back to a draft.

The buttons of its cards are `dialogs.form_buttons`, how a question is put is `dialogs.form_questions`.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from dialogs import asides, cards, form_buttons, form_talk, wording
from dialogs.asides import Reads
from dialogs.drafting import called, context_of, form_of, keep, paper_of, yours
from dialogs.finishing import finish
from dialogs.form_buttons import confirm_discarding, discard
from dialogs.form_questions import ask, question, question_again, review, show
from dialogs.form_talk import REVIEW, Command
from dialogs.forms import Form
from dialogs.messages import Press, Reply
from dialogs.paper import Added
from dialogs.turn import Turn
from strategy.ports import Draft, DraftState
from strategy.school_year import london_day

_IN_TALK = re.compile(
    r"^(?:please )?(?:ask me(?: instead| the questions)?|(?:by|in|as) (?:text|chat|talk|questions)"
    r"|one at a time|answer (?:in|by) (?:chat|text)|i(?:'d| would) rather (?:type|answer).*)[.!]?$",
    re.IGNORECASE,
)
_A_PAPER = (
    "(?:draft|form|report|recommendation|allocation|plan report|action|item|proposal|priority|event"
    "|minutes|results"
    "|(?:annual )?review)"
)
_RESUME = re.compile(
    r"^(?:please )?(?:resume|continue|carry on|go on|pick up|open|finish)"
    rf"(?: (?:with )?(?:my|the|that|it))?(?: {_A_PAPER})?(?: please)?[.!]?$",
    re.IGNORECASE,
)
_DISCARD = re.compile(
    r"^(?:please )?(?:discard|delete|throw away|bin|scrap)(?: (?:my|the|that|this|it))?"
    rf"(?: {_A_PAPER})?(?: please)?[.!]?$",
    re.IGNORECASE,
)
_SO_FAR = re.compile(r"\b(?:what|draft|so far)\b", re.IGNORECASE)
_SURELY = re.compile(r"^(?:yes|yes,? discard(?: it)?|discard it|sure|yes please)[.!]?$", re.IGNORECASE)
_KEEP = re.compile(
    r"^(?:no|no,? (?:thanks|thank you|keep it)|keep(?: it)?|don't|cancel|back|never ?mind)[.!]?$",
    re.IGNORECASE,
)
MOST_DRAFTS = 6
LOOKED_AWAY = "looked away"
"""Set in a talk at its end once something else was asked: a bare "yes" may then be said to that."""

_OnDraft = Callable[[Turn, Draft, Any], Awaitable[Reply]]


async def talked(turn: Turn, text: str, reads: Reads) -> Reply | None:
    """What a text means for drafts: an answer or command in a talk under way, or asking for a draft back.

    `reads` finds a sentence that no intent stands for. None where the text is about something else.
    """
    plain = text.strip().replace("\u2019", "'")
    talk = turn.memory.get("talk")
    asked_of = turn.memory.pop("discarding", None)
    if asked_of and (_SURELY.match(plain) or _DISCARD.match(plain)):
        return await _of_latest(turn, discard, of=str(asked_of))
    if asked_of and _KEEP.match(plain):
        kept = turn.say("All right, it is kept.", summary="Draft kept")
        return replace(kept, messages=(*kept.messages, *await question_again(turn)))
    if _DISCARD.match(plain):
        return await _of_latest(turn, _ask_to_discard)
    if _IN_TALK.match(plain):
        return await _of_latest(turn, _start_talk)
    if not isinstance(talk, dict):
        if form_talk.command_in(text) is Command.SHOW and _SO_FAR.search(plain):
            return await _of_latest(turn, _look_over)
        return await _resume(turn) if _RESUME.match(plain) else None
    draft = await turn.uow.drafts.by_key(str(talk.get("draft")))
    if draft is None or draft.state is not DraftState.OPEN or draft.author != turn.speaker.id:
        turn.memory.pop("talk", None)
        return None
    if _RESUME.match(plain):
        return await _resume(turn)
    context, at = await context_of(turn, draft), str(talk.get("at"))
    added = paper_of(draft).adds(draft, context, at, text)
    if added is not None:
        return await _with_more(turn, draft, context, at, added)
    return await _answer(turn, draft, context, at, text, reads)


async def _with_more(turn: Turn, draft: Draft, context: Any, at: str, added: Added) -> Reply:
    """What was added, and the question again; or the next, where that is what was asked for."""
    before, draft = draft, await keep(turn, draft, added.values)
    if at != REVIEW and draft.values.get(at) != before.values.get(at):
        at = form_talk.field_after(form_of(draft, context), context, draft.values, at)
    return ask(turn, draft, context, at, lead=added.said)


def is_about_a_draft(text: str) -> bool:
    """Whether a text by itself is about a draft: to resume or discard it, or to be asked its questions."""
    plain = text.strip().replace("\u2019", "'")
    return any(wish.match(plain) for wish in (_RESUME, _DISCARD, _IN_TALK))


async def _look_over(turn: Turn, draft: Draft, context: Any) -> Reply:
    return review(turn, draft, context)


async def _ask_to_discard(turn: Turn, draft: Draft, context: Any) -> Reply:
    turn.memory["discarding"] = draft.key
    return confirm_discarding(turn, draft, context)


async def _of_latest(turn: Turn, then: _OnDraft, *, of: str = "") -> Reply:
    """Do something with a draft: the one named, that of the talk under way, or the last one touched."""
    talk = turn.memory.get("talk")
    drafts = await turn.uow.drafts.open_of(turn.speaker.id)
    if not drafts:
        return turn.say('You have no draft. Say "file a report" to begin one.', summary="No draft")
    wanted = of or (talk.get("draft") if isinstance(talk, dict) else None)
    chosen = next((draft for draft in drafts if draft.key == wanted), drafts[0])
    if of and chosen.key != of:
        return turn.say("That draft is gone already.", summary="No draft")
    return await then(turn, chosen, await context_of(turn, chosen))


async def _start_talk(turn: Turn, draft: Draft, context: Any) -> Reply:
    return ask(turn, draft, context, form_talk.first_field(form_of(draft, context), context, draft.values))


async def ask_instead(turn: Turn, press: Press) -> Reply:
    """The button that changes from the form to questions: what was typed is kept, and the form stays."""
    saved = await form_buttons.pressed(turn, replace(press, do="form.save"))
    draft = await turn.uow.drafts.by_key(str(press.data.get("draft")))
    if draft is None or draft.state is not DraftState.OPEN or draft.author != turn.speaker.id:
        return saved
    turn.incoming = replace(turn.incoming, press=None, text="")
    asked = await _start_talk(turn, draft, await context_of(turn, draft))
    return replace(asked, replacement=saved.replacement)


async def _resume(turn: Turn) -> Reply:
    """Come back to the draft; where there are several, say which."""
    drafts = await turn.uow.drafts.open_of(turn.speaker.id)
    if len(drafts) < 2:
        return await _of_latest(turn, _come_back)
    shown = drafts[:MOST_DRAFTS]
    titles = [
        f"{wording.capitalised(called(draft, await context_of(turn, draft)).removeprefix('your '))}, "
        f"last saved {wording.short_day(london_day(draft.updated_at), turn.today)}"
        for draft in shown
    ]
    turn.memory["rows"] = [["draft.resume", {"draft": draft.key}] for draft in shown]
    buttons = [
        cards.press(title, "draft.resume", {"draft": draft.key})
        for title, draft in zip(titles, shown, strict=True)
    ]
    said = f"You have {len(drafts)} drafts. Which one?"
    numbered = "".join(f"\n{number}. {title}" for number, title in enumerate(titles, 1))
    card = cards.card([cards.heading("Which draft?"), *cards.choices(buttons)], says=said)
    return turn.say(said, in_full=said + numbered, summary="Which draft?", card=card)


async def resume(turn: Turn, press: Press) -> Reply:
    """The button of one draft among several."""
    draft = await turn.uow.drafts.by_key(str(press.data.get("draft")))
    if draft is None or draft.state is not DraftState.OPEN or draft.author != turn.speaker.id:
        return await form_buttons.pressed(turn, replace(press, do="form.open"))
    return await _come_back(turn, draft, await context_of(turn, draft))


async def _come_back(turn: Turn, draft: Draft, context: Any) -> Reply:
    return await show(turn, draft, context, resumed=True)


async def _answer(turn: Turn, draft: Draft, context: Any, at: str, text: str, reads: Reads) -> Reply | None:
    form = form_of(draft, context)
    if at != REVIEW and all(entry.name != at for entry in form.fields):
        at = form_talk.first_field(form, context, draft.values)
    command = form_talk.command_in(text)
    if command is Command.STOP:
        del turn.memory["talk"]
        return turn.say(
            f"Stopped. I keep {called(draft, context)}, as a draft: say resume to go on, or discard it to "
            "throw it away.",
            summary="Draft kept",
        )
    if command is Command.SHOW:
        return _so_far(turn, draft, context, at)
    if command is Command.BACK:
        return ask(turn, draft, context, form_talk.field_before(form, context, draft.values, at))
    if command is Command.USE_THAT and isinstance(turn.memory.get("aside"), str):
        return await _take(turn, draft, context, at, turn.memory.pop("aside"))
    if command is Command.FINISH and form_talk.sends(text):
        return await finish(turn, draft, context)
    if at == REVIEW:
        return await _at_the_end(turn, draft, context, command, text)
    if command is Command.SKIP:
        return ask(turn, draft, context, form_talk.field_after(form, context, draft.values, at))
    if asides.is_aside(turn, form, context, draft, at, text, reads):
        return None
    if asides.may_be_a_command(turn, form.field(at), text, reads):
        return asides.answer_or_command(turn, text)
    return await _take(turn, draft, context, at, text)


async def _at_the_end(
    turn: Turn, draft: Draft, context: Any, command: Command | None, text: str
) -> Reply | None:
    """What is said once nothing is left to ask: a "yes", a part to change, or something else."""
    form = form_of(draft, context)
    if command is Command.FINISH:
        if turn.memory["talk"].get(LOOKED_AWAY):
            return ask(turn, draft, context, REVIEW)
        return await finish(turn, draft, context)
    if command is Command.SKIP:
        return ask(turn, draft, context, form_talk.first_field(form, context, draft.values))
    if (named := _field_called(form, text)) is not None:
        return ask(turn, draft, context, named)
    turn.memory["talk"] = {"draft": draft.key, "at": REVIEW, LOOKED_AWAY: True}
    return None


def _so_far(turn: Turn, draft: Draft, context: Any, at: str) -> Reply:
    """What the draft holds, and then the question the talk stands at once more."""
    if at == REVIEW:
        return review(turn, draft, context)
    reviewed = review(turn, draft, context, goes_on=True)
    asked = question(turn, draft, context, at, "", f"{yours(draft)}: next question")
    return Reply((*reviewed.messages, *asked.messages))


def _field_called(form: Form[Any], text: str) -> str | None:
    """The field somebody names to change it: "outcomes", "change the date"."""
    wanted = re.sub(r"^(?:please )?(?:change|edit|correct)(?: the| my)? ", "", text.strip().casefold())
    for entry in form.fields:
        if wanted in (entry.name, entry.label.casefold()) or (
            len(wanted) > 3 and wanted in entry.label.casefold()
        ):
            return entry.name
    return None


async def _take(turn: Turn, draft: Draft, context: Any, at: str, text: str) -> Reply:
    form = form_of(draft, context)
    taken = form_talk.take(form, context, draft.values, at, text)
    draft = await keep(turn, draft, taken.raw)
    if paper_of(draft).rereads:
        context = await context_of(turn, draft)
        form = form_of(draft, context)
    turn.memory.pop("aside", None)
    if taken.fault:
        return question(turn, draft, context, at, taken.fault, f"{yours(draft)}: please look again")
    return ask(turn, draft, context, form_talk.field_after(form, context, draft.values, at))
