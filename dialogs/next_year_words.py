"""How a school's draft of next year is put in words."""

from __future__ import annotations

from dialogs import wording
from dialogs.meeting_words import month_name
from dialogs.support_words import days
from strategy.next_year import NextYear
from strategy.trust import Trust


def in_short(draft: NextYear | None) -> str:
    """Where a school's draft stands."""
    if draft is None:
        return "No draft yet"
    return "Signed off" if draft.is_signed_off else "Draft"


def stands(draft: NextYear, trust: Trust, reader: int | None = None) -> str:
    """How it stands, in a sentence or two; to its writer as `reader` (an id) it says "you"."""
    if draft.is_signed_off and draft.signed_by is not None and draft.signed_at is not None:
        who = trust.person(draft.signed_by).name
        return f"{who} signed it off on {wording.moment(draft.signed_at)}; it holds from the first day."
    mine = draft.by == reader
    who = "you" if mine else trust.person(draft.by).name
    wrote = "wrote" if draft.revision == 1 else "changed last"
    said = f"A draft, which {who} {wrote} on {wording.moment(draft.at)}. Nothing of it counts yet"
    return f"{said}: somebody else signs it off." if mine else f"{said}."


def support_in_lines(draft: NextYear) -> list[str]:
    """The lines of support, each with what becomes of it."""
    found = []
    for line in draft.support_lines:
        granted = "granted" if draft.is_signed_off else "granted at the sign-off"
        what = f" ({days(line.days)}, {granted})" if line.counts and line.days is not None else ""
        found.append(f"\u2022 {line.words}{what}")
    return found


def items_in_lines(draft: NextYear) -> list[str]:
    """The items for agendas, each with its visits."""
    return [
        f"\u2022 {month_name(each.month) if each.month else 'All visits'}: {each.text}"
        for each in draft.drafted_items
    ]
