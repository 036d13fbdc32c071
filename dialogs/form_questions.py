"""How a draft is put to its author: as a card, as the next question, or as what it holds so far."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from dialogs import cards, form_talk, wording
from dialogs.drafting import called, context_of, form_of, paper_of, show_section, start_draft, yours
from dialogs.form_cards import NO_INPUTS
from dialogs.form_talk import REVIEW
from dialogs.forms import check
from dialogs.messages import Message, Reply
from dialogs.shortening import size_shown
from dialogs.turn import Turn
from strategy.ports import Draft, DraftState

_BY_QUESTIONS = re.compile(
    r"\b(?:by|with|as|through|using) (?:the )?(?:questions|text|chat)\b|\bone (?:question )?at a time\b"
    r"|\bstep by step\b|\bquestion by question\b|\bask me\b",
    re.IGNORECASE,
)
ROOM_TO_REVIEW = 13_000
"""Bytes of JSON that all that a draft holds may take on one card."""
MOST_BUTTONS = 12
"""Choices that a question offers as buttons; with more, the name is typed."""


async def begin(
    turn: Turn, form: str, values: Mapping[str, str], about: str = "", *, same: Sequence[str] = ()
) -> Reply:
    """The form with what the speaker began of the same thing, or else a new draft that holds `values`.

    A draft is of the same thing where it is about the same and holds the same in the fields named in `same`.
    """
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, form):
        if draft.about == about and all(draft.values.get(name, "") == values.get(name, "") for name in same):
            return await show(turn, draft, await context_of(turn, draft), resumed=True)
    draft = await start_draft(turn, form, values, about)
    return await show(turn, draft, await context_of(turn, draft))


async def show(turn: Turn, draft: Draft, context: Any, *, resumed: bool = False) -> Reply:
    """The draft as a card, or as the next question where there are no cards or somebody asks for questions.

    What was filled in from a sentence and cannot stand is pointed out at once.
    """
    form = form_of(draft, context)
    checked = check(form, context, draft.values)
    typed = {name for name, value in draft.values.items() if value.strip()} - set(checked.missing)
    unfit = {name: fault for name, fault in checked.faults.items() if name in typed}
    by_questions = not turn.for_another_chat and _BY_QUESTIONS.search(turn.incoming.text)
    at = form_talk.first_field(form, context, draft.values)
    if not turn.incoming.shows_cards or by_questions:
        answer = ask(turn, draft, context, at, lead=unfit.get(at, ""), resumed=resumed)
        return answer if resumed or unfit else _named(answer, called(draft, context))
    section = 0
    if resumed:
        section = len(form.sections) - 1 if at == REVIEW else form.section_of(at)
    if unfit:
        section = form.section_of(next(iter(unfit)))
    what = called(draft, context)
    text = f"Here is the form for {what}. I keep it as you go."
    if resumed:
        text = f"You began {what}, on {wording.moment(draft.created_at)}; here it is as you left it."
    return show_section(turn, draft, context, section, text=text, faults=unfit)


def _named(answer: Reply, what: str) -> Reply:
    """The first question with what it is for before it, so that nobody writes about another visit."""
    first = answer.messages[0]
    said = f"{wording.capitalised(what)}.\n{first.text}"
    return replace(answer, messages=(replace(first, text=said), *answer.messages[1:]))


def ask(turn: Turn, draft: Draft, context: Any, at: str, *, lead: str = "", resumed: bool = False) -> Reply:
    """Ask for one field, and remember that the talk stands there; at REVIEW show what there is."""
    turn.memory["talk"] = {"draft": draft.key, "at": at}
    if resumed:
        begun = wording.moment(draft.created_at)
        lead = f"You began {called(draft, context)}, on {begun}; it is kept.\n{lead}"
    elif not lead and at != REVIEW and "greeted_form" not in turn.memory:
        lead = "I'll ask one thing at a time. Say back, skip, cancel or show me what I have at any point."
        turn.memory["greeted_form"] = True
    if at == REVIEW:
        return review(turn, draft, context, lead.strip())
    return question(turn, draft, context, at, lead.strip(), f"{yours(draft)}: next question")


def question(
    turn: Turn, draft: Draft, context: Any, at: str, lead: str, summary: str, after: str = ""
) -> Reply:
    """A question, with its choices to press and what the field holds already: on a card where there are
    cards, for it is shown there exactly as it was typed.
    """
    form = form_of(draft, context)
    asked = form_talk.question(form, context, draft.values, at)
    held = _readable(form_talk.held(form, context, draft.values, at))
    choices = form_talk.choices_at(form, context, draft.values, at)
    beside = paper_of(draft).beside(draft, context, at)
    buttons = []
    if turn.incoming.shows_cards and 0 < len(choices) <= MOST_BUTTONS:
        titles = [choice.title for choice in choices]
        asked = f"{form.field(at).question.removesuffix('?')}: {wording.listed(titles, 'or')}?"
        buttons = [cards.press(title, "say", {"text": title}) for title in titles]
    said = "\n".join(part for part in (lead, asked, after) if part)
    if not held and not buttons and not beside:
        return turn.say(said, summary=summary)
    body = [*([cards.note(beside)] if beside else []), *cards.choices(buttons)]
    in_full = f"{said}\n{beside}" if beside else said
    if held:
        keep_it = "Give a new answer, or say skip to keep it."
        body = [*cards.labelled(f"So far: {form.field(at).label}", held), cards.note(keep_it), *body]
        in_full = f"{in_full}\nSo far: {held}\n{keep_it}"
    return turn.say(said, in_full=in_full, summary=summary, card=cards.card(body, says=asked))


def review(turn: Turn, draft: Draft, context: Any, lead: str = "", *, goes_on: bool = False) -> Reply:
    """What the draft holds so far, and what is still needed; `goes_on` where a question follows at once."""
    form, hand_in = form_of(draft, context), paper_of(draft).hand_in
    checked = check(form, context, draft.values)
    held = [(entry.label, form_talk.shown(entry, context, draft.values, 600)) for entry in form.fields]
    held = [(label, _readable(value)) for label, value in held]
    if checked.faults:
        labels = [form.field(name).label for name in checked.faults if name]
        closing = f"Still needed: {wording.listed(labels)}."
        closing += "" if goes_on else " Say next to go on."
    else:
        closing = f'Say "{hand_in}" to {hand_in}, back to change something, or cancel to keep it for later.'
    beside = paper_of(draft).at_review(draft, context)
    lines = [lead, *(f"{label}: {value}" for label, value in held), beside, closing]
    full = "\n".join(line for line in lines if line)
    body: list[cards.Element] = [cards.heading(f"{yours(draft)} so far")]
    room = ROOM_TO_REVIEW
    for number, (label, value) in enumerate(held):
        room -= size_shown(label) + size_shown(value)
        if room < 0:
            body.append(cards.note(f"And {len(held) - number} more parts: open it as a form to see them."))
            break
        body.extend(cards.labelled(label, value))
    if beside:
        body.append(cards.note(beside))
    data = {"draft": draft.key, "section": len(form.sections) - 1, NO_INPUTS: True}
    actions = [
        None
        if checked.faults
        else cards.press(wording.capitalised(hand_in), "form.finish", data, primary=True),
        cards.press("Open as a form", "form.open", {"draft": draft.key}),
    ]
    return turn.say(
        closing if not lead else f"{lead} {closing}",
        in_full=full,
        summary=f"{yours(draft)} so far",
        card=cards.card(body, actions, says=closing),
    )


def _readable(value: str) -> str:
    try:
        return wording.day(date.fromisoformat(value)) if len(value) == len("2026-11-23") else value
    except ValueError:
        return value


async def question_again(turn: Turn) -> tuple[Message, ...]:
    """The question a talk stands at, to come back to after something else was asked; none without a talk."""
    talk = turn.memory.get("talk")
    draft = await turn.uow.drafts.by_key(str(talk.get("draft"))) if isinstance(talk, dict) else None
    if draft is None or draft.state is not DraftState.OPEN or not isinstance(talk, dict):
        return ()
    context, at = await context_of(turn, draft), str(talk.get("at"))
    back = f"Back to {called(draft, context)}."
    if at == REVIEW:
        hand_in = paper_of(draft).hand_in
        said = f'{back} Say "{hand_in}" to {hand_in}, or back to change something.'
        return turn.say(said, summary=f"Back to {yours(draft).lower()}").messages
    after = '(If that was your answer, say "use that".)' if "aside" in turn.memory else ""
    return question(turn, draft, context, at, back, f"Back to {yours(draft).lower()}", after).messages
