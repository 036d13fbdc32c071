"""Sentences about a filed report that do what its buttons do: withdraw it, answer it, ask who has it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from dialogs.messages import Reply
from dialogs.report_answers import acknowledge_latest, remark_on_latest
from dialogs.turn import Turn
from dialogs.understanding.office import OfficeDeed, OfficeKind
from dialogs.who_has_it import deliveries_of_latest
from dialogs.withdrawing import begin_withdrawing

WRITES = frozenset({OfficeKind.WITHDRAW, OfficeKind.ACKNOWLEDGE, OfficeKind.INACCURATE})


def answer_to(turn: Turn, wish: OfficeDeed) -> Callable[[], Awaitable[Reply]] | None:
    """How a sentence about a report is answered; None where it is about something else.

    Whoever may do it, and to which reports, is asked where it is done.
    """
    if wish.kind is OfficeKind.WITHDRAW:
        author = turn.trust.by_email(wish.person) if wish.person else None
        return lambda: begin_withdrawing(
            turn, wish.school, wish.reason, author=author.id if author else None, day=wish.date
        )
    if wish.kind is OfficeKind.ACKNOWLEDGE:
        return lambda: acknowledge_latest(turn, wish.school)
    if wish.kind is OfficeKind.INACCURATE:
        return lambda: remark_on_latest(turn, wish.school, wish.reason)
    if wish.kind is OfficeKind.DELIVERIES:
        return lambda: deliveries_of_latest(turn, wish.school)
    return None
