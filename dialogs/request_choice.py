"""Which of several requests is decided, where a sentence says only how: "approve", "decline, too late"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dialogs import board_request_words, cards, wording
from dialogs.messages import Press, Reply, Table
from dialogs.request_words import asked_for, title
from dialogs.turn import Turn
from strategy.board_requests import BoardRequest
from strategy.requests import RequestKind, VisitRequest
from strategy.school_year import london_day

WHICH = "request_to_decide"
"""Where in the memory stands how one of those that were listed is decided, once it is said which."""
MOST = 8
"""Requests that are listed to choose from."""

AnyRequest = VisitRequest | BoardRequest
"""What a headteacher asks about visits, or what a school's Board asks of the EIT."""


@dataclass(frozen=True, slots=True)
class _Row:
    """How a request is told from the others. `when` is what was said of its day, or empty."""

    name: str
    kind: str
    when: str


def deciding(request: AnyRequest, decides: str, why: str = "") -> Press:
    """The button that decides a request, `approve` or `decline`, with the words that say why."""
    reason = {"reason": why} if why else {}
    if isinstance(request, BoardRequest):
        data: dict[str, Any] = {"request": request.id}
        agrees = decides == "approve"
        return Press("board_request.agree", data) if agrees else _declining("board_request", data, reason)
    data = {"request": request.id, "revision": request.revision}
    if decides == "approve":
        return Press("request.approve" if request.kind is RequestKind.EXTRA else "request.accept", data)
    return _declining("request", data, reason)


def _declining(subject: str, data: dict[str, Any], reason: dict[str, str]) -> Press:
    return Press(f"{subject}.decline", {**data, **reason})


def ask_which(turn: Turn, waiting: Sequence[AnyRequest], decides: str, why: str = "") -> Reply:
    """Ask which of several requests is decided, with the list: a number, a school or a tap decides it."""
    presses = [deciding(each, decides, why) for each in waiting[:MOST]]
    turn.memory["rows"] = [[press.do, dict(press.data)] for press in presses]
    schools = {each.school for each in waiting}
    turn.memory[WHICH] = {"decides": decides, "why": why}
    if len(schools) == 1:
        turn.memory[WHICH]["school"] = next(iter(schools))
    said = f"{wording.capitalised(wording.several(len(waiting), 'request'))} wait. Which do you {decides}?"
    rows, made = [], []
    for number, (each, press) in enumerate(zip(waiting, presses, strict=False), 1):
        row = _row(turn, each)
        on = wording.short_day(london_day(each.at), turn.today)
        rows.append((str(number), row.name, row.kind, on))
        about = [cards.words(row.kind), *([cards.words(row.when)] if row.when else []), cards.beneath(on)]
        link = cards.link(turn.trust.school(each.school).known_as, press.do, press.data)
        made.append([[link], about])
    body = [cards.heading(said), cards.table([("School", 4), ("Asked for", 5)], made)]
    how = "Say its number or its school." if len(schools) > 1 else "Say its number, or whose it is."
    in_full = f"{said} {how}"
    if len(waiting) > MOST:
        in_full = f"{said} The first {MOST} are shown; of others please say the school."
        body.append(cards.note(f"The first {MOST} are shown; of others please say the school."))
    return turn.say(
        in_full,
        summary="Which request?",
        table=Table(("", "Request", "For", "Asked on"), tuple(rows)),
        card=cards.card(body, says=in_full),
    )


def _row(turn: Turn, request: AnyRequest) -> _Row:
    if isinstance(request, BoardRequest):
        asks = f"the Board asks for {board_request_words.kind_of(request)}"
        return _Row(board_request_words.title(request, turn.trust), wording.capitalised(asks), "")
    return _Row(title(request, turn.trust), asked_for(request), request.when)
