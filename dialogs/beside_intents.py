"""Sentences that no intent stands for: those who read them, in turn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from dialogs import (
    board_request_sentences,
    calendar_files,
    cancelling_meetings,
    institute,
    meeting_booking_talk,
    meeting_plan_talk,
    minutes_adding,
    minutes_sentences,
    next_year_sentences,
    office,
    pack_questions,
    paper_decisions,
    plan_sentences,
    record,
    report_documents,
    request_sentences,
    requesting,
    results_sentences,
    summary_sentences,
    trust_plan_sentences,
    visit_papers,
)
from dialogs.messages import Reply
from dialogs.office import Said
from dialogs.planning_talk import beginning_of, talk_of_booking
from dialogs.turn import Turn


class Sentence(Protocol):
    """How a sentence is answered; `writes` where that may change something."""

    @property
    def answer(self) -> Callable[[], Awaitable[Reply]]: ...  # noqa: D102
    @property
    def writes(self) -> bool: ...  # noqa: D102


def sentence_of(turn: Turn, text: str) -> Sentence | None:
    """What a text says that no intent stands for; None where it is no such sentence."""
    return next((found for reader in _READERS if (found := reader(turn, text)) is not None), None)


def _of_the_record(turn: Turn, text: str) -> Sentence | None:
    answer = record.answer_to(turn, text)
    return None if answer is None else Said(answer, writes=False)


_READERS: tuple[Callable[[Turn, str], Sentence | None], ...] = (
    _of_the_record,
    calendar_files.way_for,
    beginning_of,
    # Of two bookings the meetings' where these are named, or were spoken of last.
    meeting_booking_talk.talk_of_booking,
    talk_of_booking,
    meeting_plan_talk.beginning_of,
    cancelling_meetings.way_for,
    office.way_for,
    pack_questions.way_for,
    summary_sentences.way_for,
    results_sentences.way_for,
    next_year_sentences.way_for,
    # Which of the requests that were just listed is meant, before those that name their Board.
    request_sentences.chosen,
    # What Boards ask of the EIT before minutes, which tell what it decided.
    board_request_sentences.way_for,
    minutes_adding.way_for,
    # Actions of a meeting before those of a plan, which are named with their plan.
    minutes_sentences.way_for,
    # The trust's plan before schools' plans: it names itself.
    trust_plan_sentences.way_for,
    plan_sentences.way_for,
    paper_decisions.way_for,
    institute.way_for,
    visit_papers.way_for,
    report_documents.way_for,
    request_sentences.way_for,
    requesting.way_for,
)
