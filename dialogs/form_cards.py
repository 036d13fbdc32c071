"""A form as a card: one section at a time, with what is known filled in and every fault at its field."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from dialogs import cards
from dialogs.forms import Choice, Field, FieldKind, Form, settle
from dialogs.shortening import restored, shortened, with_plain_line_ends, without_marker

C = TypeVar("C")

ROOM_FOR_A_FIELD = 5_000
"""Bytes of JSON that one long field may take in a card: two of them and the rest stay under 20 KB."""
NO_INPUTS = "no_inputs"
"""In a button's data: its card only shows what is held, so that what is absent was not emptied."""


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
    above: Sequence[cards.Element] = (),
    beside: Callable[[str], str] = lambda _field: "",
) -> dict[str, Any]:
    """One section of a form, with its buttons. `key` names the draft; `status` says when it was saved.

    `above` stands over the fields, and what `beside` says of one of them under it.
    """
    part = form.sections[section]
    last = section == len(form.sections) - 1
    several = len(form.sections) > 1
    place = f"{part.title} ({section + 1} of {len(form.sections)})" if several else part.title
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
    body.extend(above)
    for entry in part.fields:
        body.extend(_input(entry, context, raw, boxed=section % 2 == 1))
        if told := beside(entry.name):
            body.append(cards.note(told))
        if entry.name in faults:
            body.append(cards.fault(faults[entry.name]))
    body.extend(before_last_button if last else ())
    if status:
        body.append(cards.note(status))
    data = {"draft": key, "section": section, "was": _as_shown(form, context, raw, section)}
    actions = [
        cards.press(finish, "form.finish", data, primary=True)
        if last
        else cards.press("Next", "form.next", data, primary=True),
        cards.press("Back", "form.back", data) if section else None,
        cards.press("Save for later", "form.save", data),
        cards.press("Ask me instead", "form.talk", data, secondary=section > 0),
        cards.press("Discard", "form.discard", data, secondary=True),
    ]
    return cards.card(body, actions, says=f"{headline or form.title}: {place}.")


@dataclass(frozen=True, slots=True)
class Entered:
    """What a card brought back, merged into the draft's values.

    `doubts` are what to say at a field before anything is done with it: it came back empty, or it was changed
    in two places.
    """

    raw: dict[str, str]
    doubts: Mapping[str, str]


EMPTIED = "This came back empty. What you had is still here: change it, or press again to keep it."
IN_TWO_PLACES = "You changed this in another card too. Both texts are here, so that none is lost."


def entered(
    form: Form[C], context: C, raw: Mapping[str, str], section: int, data: Mapping[str, Any]
) -> Entered:
    """Merge what a card says of its section's fields into what the draft holds.

    Fields of other sections and unknown names are ignored, and so is a value that is not text or a number.
    Clients leave out inputs that are empty, so a field that is absent keeps its text and is pointed out:
    nothing typed is lost, and nothing that was wiped is filed unseen. An older card knows what it showed
    (`was`): what was not touched in it does not overwrite what has been typed since.
    """
    if data.get(NO_INPUTS) is True:
        return Entered(dict(raw), {})
    merged, doubts = dict(raw), {}
    seen = data.get("was")
    seen = seen if isinstance(seen, Mapping) else {}
    for entry in form.sections[section].fields:
        if is_settled(entry, context, raw) and entry.name not in data:
            continue
        value, kept = data.get(entry.name), raw.get(entry.name, "")
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        value = with_plain_line_ends(value) if isinstance(value, str) else ""
        if _digest(value) == seen.get(entry.name):
            continue
        if not value.strip():
            if kept.strip():
                doubts[entry.name] = EMPTIED
        elif entry.kind is not FieldKind.TEXT or _is_as_shown(kept, seen.get(entry.name)):
            merged[entry.name] = restored(value, kept, ROOM_FOR_A_FIELD)
        elif (value := without_marker(value)) not in kept:
            merged[entry.name] = value if kept in value else f"{kept}\n\n{value}"
            if kept not in value:
                doubts[entry.name] = IN_TWO_PLACES
    return Entered(merged, doubts)


def _as_shown(form: Form[C], context: C, raw: Mapping[str, str], section: int) -> dict[str, str]:
    """A short sign for what each input of a card shows, by which an older card is known."""
    return {
        entry.name: _digest(shortened(raw.get(entry.name, ""), ROOM_FOR_A_FIELD))
        for entry in form.sections[section].fields
        if not is_settled(entry, context, raw)
    }


def _is_as_shown(kept: str, seen: object) -> bool:
    """Whether the draft still holds what the card showed; a card that does not say is taken at its word."""
    return not isinstance(seen, str) or seen == _digest(shortened(kept, ROOM_FOR_A_FIELD))


def _digest(text: str) -> str:
    """A short sign for a text; clients may trim its ends."""
    plain = with_plain_line_ends(text).strip()
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def is_settled(entry: Field[C], context: C, raw: Mapping[str, str]) -> bool:
    """Whether there is nothing to ask: the value follows from the others and is shown as a fact, no input."""
    if entry.fixed is None:
        return False
    settled = entry.fixed(context, raw)
    return settled is not None and raw.get(entry.name, "") in ("", settled)


def _input(entry: Field[C], context: C, raw: Mapping[str, str], *, boxed: bool) -> list[cards.Element]:
    """A field as an input, or as a fact. A list is `boxed` in every other section: some clients show at a
    place the choices of the list that the card before had there.
    """
    typed = raw.get(entry.name, "")
    choices = entry.choices(context, raw) if entry.choices else ()
    if is_settled(entry, context, raw):
        settled = settle(entry, context, raw)
        title = next((choice.title for choice in choices if choice.value == settled), settled)
        return [cards.words(entry.label), cards.words(title, subtle=True, spacing="none")]
    if entry.kind is FieldKind.CHOICE and choices:
        listed = _choice_input(entry, typed, choices)
        return [{"type": "Container", "items": [listed]} if boxed else listed]
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
