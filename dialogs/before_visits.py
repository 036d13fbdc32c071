"""What comes before a visit, on its card: agenda, papers and, for the two it concerns, a note."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dialogs import agenda_adding, cards, leaving_out, visit_agendas, visit_papers, wording
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from dialogs.visit_papers import in_words
from strategy.actions import agendas
from strategy.actions.leaving_out import may_leave_out, note_for
from strategy.actions.visit_papers import papers_of
from strategy.agendas import has_agenda
from strategy.errors import NotAllowed
from strategy.visits import Visit, VisitStatus

PRESSES: Mapping[str, Callable[[Turn, Press], Awaitable[Reply]]] = {
    "agenda.show": visit_agendas.show,
    "agenda.add.ask": agenda_adding.add_pressed,
    "agenda.add": agenda_adding.add_pressed,
    "agenda.answer": agenda_adding.answer_pressed,
    "agenda.take_off": agenda_adding.take_off_pressed,
    "visit_paper.start": visit_papers.start,
    "visit_paper.done": visit_papers.done,
    "visit_paper.send": visit_papers.send,
    **dict.fromkeys(
        ("left_out.ask", "left_out.write", "left_out.read", "left_out.take_back"), leaving_out.pressed
    ),
}
WRITING = frozenset(PRESSES) - {"agenda.show", "left_out.read"}


@dataclass(frozen=True, slots=True)
class Before:
    """Lines of the visit's card, and buttons that open what they are about."""

    lines: tuple[tuple[str, str], ...] = ()
    buttons: tuple[dict[str, Any], ...] = ()


async def before(turn: Turn, visit: Visit) -> Before:
    """What the speaker may see of what comes before a visit."""
    if not has_agenda(visit) or visit.cancelled_on is not None:
        return Before()
    lines, buttons = [], []
    data = {"visit": visit.id, cards.BESIDE: True}
    try:
        agenda = await agendas.agenda_of(
            uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, visit=visit
        )
    except NotAllowed:
        return Before()
    if visit.status(turn.today) is VisitStatus.PLANNED or agenda.items:
        lines.append(("Agenda", _agenda_in_words(turn, agenda)))
        buttons.append(cards.press("Agenda", "agenda.show", data))
    papers = await papers_of(uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, visit=visit)
    if papers is not None and (visit.status(turn.today) is VisitStatus.PLANNED or papers.papers):
        lines.append(("Papers", wording.capitalised(in_words(turn, papers))))
        buttons.append(cards.press("Papers", "visit_paper.start", data))
    note = await note_for(uow=turn.uow, now=turn.now, person=turn.speaker, visit=visit)
    if note is not None:
        whose = "Yours" if note.by == turn.speaker.id else f"From {turn.trust.person(note.by).name}"
        lines.append(("Note", whose))
        buttons.append(cards.press("Read the note", "left_out.read", data))
    elif may_leave_out(turn.uow, turn.now, turn.speaker, visit):
        buttons.append(cards.press("Leave somebody out", "left_out.ask", data))
    return Before(tuple(lines), tuple(buttons))


def _agenda_in_words(turn: Turn, agenda: agendas.Agenda) -> str:
    many = wording.several(len(agenda.items), "item") if agenda.items else "nothing on it yet"
    if agenda.is_kept:
        many = "has not gone out yet"
    waiting = len(agenda.to_answer)
    return wording.capitalised(many) + (f", {waiting} waiting for you" if waiting else "")
