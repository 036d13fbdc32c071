"""A form as a card: one section at a time, with what is known filled in and every fault at its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dialogs import cards
from dialogs.forms import Choice, Field, FieldKind, Form, settle
from dialogs.shortening import restored, shortened

C = TypeVar("C")

ROOM_FOR_A_FIELD = 5_000
"""Bytes of JSON that one long field may take in a card: two of them and the rest stay under 20 KB."""


def section_card(
    form: Form[C],
    context: C,
    raw: Mapping[str, str],
    *,
    section: int,
    key: str,
    faults: Mapping[str, str],
    status: str = "",
    before_last_button: Sequence[cards.Element] = (),
    finish: str = "File report",
    headline: str = "",
) -> dict[str, Any]:
    """One section of a form, with its buttons. `key` names the draft; `status` says when it was saved."""
    part = form.sections[section]
    last = section == len(form.sections) - 1
    place = f"{part.title} ({section + 1} of {len(form.sections)})"
    body: list[cards.Element | None] = [
        cards.heading(headline or form.title),
        cards.words(place, subtle=True, spacing="none"),
    ]
    if "" in faults:
        body.append(cards.fault(faults[""]))
    elsewhere = [name for name in faults if name and all(name != entry.name for entry in part.fields)]
    if elsewhere and last:
        labels = ", ".join(form.field(name).label for name in elsewhere)
        body.append(cards.fault(f"Still to look at in the other sections: {labels}."))
    for entry in part.fields:
        body.extend(_input(entry, context, raw))
        if entry.name in faults:
            body.append(cards.fault(faults[entry.name]))
    body.extend(before_last_button if last else ())
    if status:
        body.append(cards.note(status))
    data = {"draft": key, "section": section}
    actions = [
        cards.press(finish, "form.finish", data, primary=True)
        if last
        else cards.press("Next", "form.next", data, primary=True),
        cards.press("Back", "form.back", data) if section else None,
        cards.press("Save for later", "form.save", data),
        cards.press("Discard", "form.discard", data, secondary=True),
    ]
    return cards.card(body, actions, says=f"{headline or form.title}: {place}.")


@dataclass(frozen=True, slots=True)
class Entered:
    """What a card brought back, merged into the draft; `emptied` are fields that had text and lost it."""

    raw: dict[str, str]
    emptied: frozenset[str]


KEPT = "This came back empty. What you had is still here: change it, or press again to keep it."


def entered(
    form: Form[C], context: C, raw: Mapping[str, str], section: int, data: Mapping[str, Any]
) -> Entered:
    """Merge what a card says of its section's fields into what the draft holds.

    Fields of other sections and unknown names are ignored, and so is a value that is not text or a number.
    Clients leave out inputs that are empty, so a field that is absent keeps its text and is pointed out:
    nothing typed is lost, and nothing that was wiped is filed unseen.
    """
    merged = dict(raw)
    emptied = set()
    for entry in form.sections[section].fields:
        value = data.get(entry.name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and (value.strip() or not raw.get(entry.name)):
            merged[entry.name] = restored(value, raw.get(entry.name, ""))
        elif raw.get(entry.name, "").strip() and not is_settled(entry, context, raw):
            emptied.add(entry.name)
    return Entered(merged, frozenset(emptied))


def is_settled(entry: Field[C], context: C, raw: Mapping[str, str]) -> bool:
    """Whether there is nothing to ask: the value follows from the others and is shown as a fact, no input."""
    if entry.fixed is None:
        return False
    settled = entry.fixed(context, raw)
    return settled is not None and raw.get(entry.name, "") in ("", settled)


def _input(entry: Field[C], context: C, raw: Mapping[str, str]) -> list[cards.Element]:
    typed = raw.get(entry.name, "")
    choices = entry.choices(context, raw) if entry.choices else ()
    if is_settled(entry, context, raw):
        settled = settle(entry, context, raw)
        title = next((choice.title for choice in choices if choice.value == settled), settled)
        return cards.labelled(entry.label, title)
    if entry.kind is FieldKind.CHOICE and choices:
        return [_choice_input(entry, typed, choices)]
    if entry.kind is FieldKind.DATE:
        return [_date_input(entry, typed)]
    made: cards.Element = {
        "type": "Input.Text",
        "id": entry.name,
        "label": entry.label,
        "isMultiline": entry.kind is FieldKind.TEXT,
        "value": shortened(typed, ROOM_FOR_A_FIELD),
    }
    if entry.hint:
        made["placeholder"] = entry.hint[:1].upper() + entry.hint[1:]
    return [made]


def _choice_input(entry: Field[C], typed: str, choices: Sequence[Choice]) -> cards.Element:
    made: cards.Element = {
        "type": "Input.ChoiceSet",
        "id": entry.name,
        "label": entry.label,
        "style": "compact",
        "choices": [{"title": choice.title, "value": choice.value} for choice in choices],
        "placeholder": "Choose",
    }
    if any(choice.value == typed for choice in choices):
        made["value"] = typed
    return made


def _date_input(entry: Field[C], typed: str) -> cards.Element:
    made: cards.Element = {"type": "Input.Date", "id": entry.name, "label": entry.label}
    if len(typed) == len("2026-11-23") and typed[4:5] == "-":
        made["value"] = typed
    return made
