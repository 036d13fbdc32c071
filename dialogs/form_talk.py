"""A form as talk: its fields asked one at a time, with back, skip, and "show me what I have".

Where the talk stands is the name of the field asked for, or REVIEW once all have been; it is kept in the
conversation's memory. What is typed goes to the draft word for word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from dialogs.form_cards import is_settled
from dialogs.forms import Choice, Field, FieldKind, Form, check, check_field, settle
from dialogs.shortening import as_much_as_fits

C = TypeVar("C")

REVIEW = "review"
ROOM_TO_SHOW = 3_500
"""Bytes of JSON for what one field holds: four of them fit on a card."""


class Command(StrEnum):
    """What somebody can say instead of an answer."""

    BACK = "back"
    SKIP = "skip"
    SHOW = "show"
    STOP = "stop"
    FINISH = "finish"
    USE_THAT = "use that"


_HANDS_IN = "file|send|submit|allocate|add|propose|arrange"
"""The words with which some paper or other is handed in: `file it`."""
_COMMANDS: Mapping[Command, re.Pattern[str]] = {
    command: re.compile(rf"^(?:please\s+)?(?:{pattern})(?:\s+please)?[.!]?$", re.IGNORECASE)
    for command, pattern in {
        Command.BACK: r"back|go back|previous|undo|last question|one back",
        Command.SKIP: r"skip|skip (?:it|this|that)(?: one)?|next|pass|later|not now"
        r"|leave (?:it|that) (?:for now|blank)",
        Command.SHOW: r"(?:show|tell|give)(?: me)? what (?:i have|i've got|you have)(?: so far)?"
        r"|show (?:me )?(?:it|the report|my report|the draft|my draft|everything)"
        r"|what (?:do i have|have i got)(?: so far)?|summary|review|preview|where (?:was i|am i)",
        Command.STOP: r"cancel|stop|pause|save(?: it)?(?: for later)?|quit|exit|enough|that's enough"
        r"|finish later|never ?mind|forget it|leave it",
        Command.FINISH: rf"(?:yes,? )?(?:{_HANDS_IN})"
        r"(?: it| them| the report| my report| this| now)?(?: now)?"
        r"|yes|yes file it|looks good|all good|ok file it|done",
        Command.USE_THAT: r"use (?:that|it|this)(?: as (?:my|the) answer)?|that was (?:my|the) answer",
    }.items()
}


_SENDS = re.compile(rf"\b(?:{_HANDS_IN})\b", re.IGNORECASE)


def sends(text: str) -> bool:
    """Whether a command to finish names the deed: "yes" alone may be the answer to a question."""
    return bool(_SENDS.search(text))


def command_in(text: str) -> Command | None:
    """The command that a text is, if the whole of it is one."""
    plain = text.strip().replace("\u2019", "'")
    return next((command for command, pattern in _COMMANDS.items() if pattern.match(plain)), None)


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that was taken into the draft's values; `fault` says why it cannot stay as it is."""

    raw: dict[str, str]
    fault: str = ""


def first_field(form: Form[C], context: C, raw: Mapping[str, str]) -> str:
    """The first field that has nothing sound in it yet, or REVIEW."""
    faults = check(form, context, raw).faults
    return next((entry.name for entry in form.fields if entry.name in faults), REVIEW)


def field_after(form: Form[C], context: C, raw: Mapping[str, str], name: str) -> str:
    """The next field worth asking after one: those that follow from others or are sound are passed, and
    those that may be nothing are asked.
    """
    names = [entry.name for entry in form.fields]
    faults = check(form, context, raw).faults
    for following in form.fields[names.index(name) + 1 :]:
        if following.name in faults or (following.may_be_nothing and not raw.get(following.name, "").strip()):
            return following.name
    return REVIEW


def field_before(form: Form[C], context: C, raw: Mapping[str, str], name: str) -> str:
    """The field before one, filled in or not; the first stays the first."""
    askable = [entry.name for entry in form.fields if not is_settled(entry, context, raw)]
    if name == REVIEW:
        return askable[-1]
    return askable[max(askable.index(name) - 1, 0)] if name in askable else askable[0]


def choices_at(form: Form[C], context: C, raw: Mapping[str, str], name: str) -> tuple[Choice, ...]:
    """What can be chosen for a field; nothing where it is typed."""
    return _choices(form.field(name), context, raw)


def question(form: Form[C], context: C, raw: Mapping[str, str], name: str) -> str:
    """How a field is asked for, with its choices numbered."""
    entry = form.field(name)
    tells = entry.hint and (entry.kind is FieldKind.DATE or entry.may_be_nothing)
    lines = [entry.question + (f" ({entry.hint})" if tells else "")]
    choices = _choices(entry, context, raw)
    lines += [f"{number}. {choice.title}" for number, choice in enumerate(choices, 1)]
    return "\n".join(lines)


def held(form: Form[C], context: C, raw: Mapping[str, str], name: str) -> str:
    """What a field that is asked for holds already, as people read it; "" where there is nothing."""
    return shown(form.field(name), context, raw, 300) if raw.get(name, "").strip() else ""


def shown(entry: Field[C], context: C, raw: Mapping[str, str], most: int) -> str:
    """What a field holds, as people read it, cut to `most` characters and to what a card has room for; "-"
    where there is nothing.
    """
    held = settle(entry, context, raw).strip()
    choices = entry.choices(context, raw) if entry.choices else ()
    held = next((choice.title for choice in choices if choice.value == held), held)
    beginning = as_much_as_fits(held[:most], ROOM_TO_SHOW)
    if len(beginning) < len(held):
        return f"{beginning.rstrip()} … ({len(held):,} characters in all)"
    return held or "-"


def take(form: Form[C], context: C, raw: Mapping[str, str], name: str, text: str) -> Taken:
    """Take a text as the answer to a field: a choice by number or name, a day in words, or text as it is."""
    entry = form.field(name)
    answer = text.strip()
    choices = _choices(entry, context, raw)
    if choices and answer.rstrip(".").isdigit() and 1 <= int(answer.rstrip(".")) <= len(choices):
        value = choices[int(answer.rstrip(".")) - 1].value
    else:
        value = _normal(entry, context, raw, answer, choices)
    merged = {**raw, name: value}
    try:
        check_field(entry, context, merged)
    except ValueError as fault:
        # A choice or a day that cannot be read is no loss and would only be in the way; text is kept.
        return Taken(merged if entry.kind is FieldKind.TEXT else dict(raw), str(fault))
    return Taken(merged)


def _normal(
    entry: Field[C], context: C, raw: Mapping[str, str], answer: str, choices: tuple[Choice, ...]
) -> str:
    for choice in choices:
        if answer.casefold() in (choice.title.casefold(), choice.value.casefold()):
            return choice.value
    found = entry.normal(context, raw, answer) if entry.normal else None
    return found if found is not None else answer


def _choices(entry: Field[C], context: C, raw: Mapping[str, str]) -> tuple[Choice, ...]:
    return entry.choices(context, raw) if entry.choices else ()
