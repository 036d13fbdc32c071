"""Something long that people wrote, read on pages that each fit a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dialogs import cards
from dialogs.messages import Reply
from dialogs.pages import in_pages
from dialogs.turn import Turn


def read_on_pages(
    turn: Turn,
    said: str,
    heading: str,
    *,
    facts: Sequence[tuple[str, str]],
    parts: Sequence[tuple[str, str]],
    page: object,
    do: str,
    data: Mapping[str, Any],
    inputs: Sequence[cards.Element] = (),
    actions: Sequence[cards.Element | None] = (),
    summary: str = "",
) -> Reply:
    """A page of some labelled texts; `said` and `facts` stand above the first, `inputs` beneath the last.

    Pressing `do` with `data` and a page's number opens that page. Where there are no cards all is said.
    """
    pages = in_pages(parts)
    at = page if isinstance(page, int) and not isinstance(page, bool) and 0 <= page < len(pages) else 0
    body: list[cards.Element | None] = [cards.heading(heading)]
    body += [cards.words(said), cards.facts(facts)] if at == 0 and facts else []
    for label, text in pages[at]:
        body.extend(cards.labelled(label, text or "-"))
    is_last = at == len(pages) - 1
    body += inputs if is_last else []
    if len(pages) > 1:
        body.append(cards.note(f"Page {at + 1} of {len(pages)}"))
    turning = [
        None if is_last else cards.press("Next page", do, {**data, "page": at + 1}),
        cards.press("Page before", do, {**data, "page": at - 1}) if at else None,
    ]
    in_full = "\n".join([said, *[f"{label}: {text}" for label, text in (*facts, *parts)]])
    return turn.say(
        said,
        in_full=in_full,
        summary=summary or heading,
        card=cards.card(body, [*turning, *actions], says=said),
    )
