"""Which of several requests is decided, where a sentence says only how: "approve", "decline, too late"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dialogs import cards, wording
from dialogs.messages import Press, Reply, Table
from dialogs.request_words import asked_for, title
from dialogs.turn import Turn
from strategy.requests import RequestKind, VisitRequest

WHICH = "request_to_decide"
"""Where in the memory stands how one of those that were listed is decided, once it is said which."""
MOST = 8
"""Requests that are listed to choose from."""


def deciding(request: VisitRequest, decides: str, why: str = "") -> Press:
    """The button that decides a request, `approve` or `decline`, with the words that say why."""
    data: dict[str, Any] = {"request": request.id, "revision": request.revision}
    if decides == "approve":
        return Press("request.approve" if request.kind is RequestKind.EXTRA else "request.accept", data)
    return Press("request.decline", {**data, "reason": why} if why else data)


def ask_which(turn: Turn, waiting: Sequence[VisitRequest], decides: str, why: str = "") -> Reply:
    """Ask which of several requests is decided, with the list: a number, a school or a tap decides it."""
    presses = [deciding(each, decides, why) for each in waiting[:MOST]]
    turn.memory["rows"] = [[press.do, dict(press.data)] for press in presses]
    turn.memory[WHICH] = {"decides": decides, "why": why}
    said = f"{wording.capitalised(wording.several(len(waiting), 'request'))} wait. Which do you {decides}?"
    rows, made = [], []
    for number, (each, press) in enumerate(zip(waiting, presses, strict=False), 1):
        school, kind = turn.trust.school(each.school).known_as, asked_for(each)
        on = wording.short_day(each.at.date(), turn.today)
        rows.append((str(number), title(each, turn.trust), kind, on))
        about = [cards.words(kind), *([cards.words(each.when)] if each.when else []), cards.beneath(on)]
        made.append([[cards.link(school, press.do, press.data)], about])
    body = [cards.heading(said), cards.table([("School", 4), ("Asked for", 5)], made)]
    in_full = f"{said} Say its number or its school."
    if len(waiting) > MOST:
        in_full = f"{said} The first {MOST} are shown; of others please say the school."
        body.append(cards.note(f"The first {MOST} are shown; of others please say the school."))
    return turn.say(
        in_full,
        summary="Which request?",
        table=Table(("", "Request", "For", "Asked on"), tuple(rows)),
        card=cards.card(body, says=in_full),
    )
