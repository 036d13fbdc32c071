"""How a delivery stands after a try."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduling.settling import BACKOFF, LEAST_WAIT, MOST_ATTEMPTS, UNTIL_SET_UP, held, not_sent, sent
from strategy.outgoing import Means, OutgoingKind
from strategy.ports import NotNow, Outcome, Outgoing, OutgoingState, Sending, Untrue
from tests.builders import NOW
from tests.scheduling.post import BUSY, DOWN, GONE, a_message

TEAMS = replace(a_message("k", 1), id=4, means=Means.TEAMS, next_try_at=NOW, claim="w-1")
MAIL = replace(TEAMS, means=Means.MAIL, tried="Teams: has no chat with the bot")
CARD = replace(TEAMS, kind=OutgoingKind.REPORT_CARD)


def middle() -> float:
    return 0.5


def after(row: Outgoing, *sendings: Sending, draw: float = 0.5) -> Outgoing:
    for sending in sendings:
        row = sent(row, sending, NOW, lambda: draw)
    return row


def test_a_message_that_was_taken_is_done_with() -> None:
    done = after(replace(TEAMS, why="the chat service answered 500", attempts=2), Sending(Outcome.SENT))
    assert (done.state, done.done_at, done.next_try_at, done.why) == (OutgoingState.SENT, NOW, None, "")


def test_waits_grow_and_have_an_end() -> None:
    row, waits = TEAMS, []
    for _ in range(MOST_ATTEMPTS - 1):
        row = after(row, DOWN)
        assert row.next_try_at is not None
        waits.append(row.next_try_at - NOW)
    assert waits == list(BACKOFF)
    assert (row.state, row.attempts, row.why) == (OutgoingState.WAITING, 7, "the chat service answered 500")
    assert after(row, DOWN).means is Means.MAIL


def test_after_a_working_day_of_failing_the_next_means_is_tried() -> None:
    assert timedelta(hours=7) < sum(BACKOFF, timedelta()) < timedelta(hours=9)


@pytest.mark.parametrize("attempts", range(len(BACKOFF)))
def test_what_failed_together_does_not_come_back_together(attempts: int) -> None:
    row = replace(TEAMS, attempts=attempts)
    soonest, latest = after(row, DOWN, draw=0.0).next_try_at, after(row, DOWN, draw=1.0).next_try_at
    assert soonest == NOW + BACKOFF[attempts] * 0.75
    assert latest == NOW + BACKOFF[attempts] * 1.25


@pytest.mark.parametrize(
    ("asked", "least"), [(7.0, BACKOFF[0]), (3_600.0, timedelta(hours=1)), (float("inf"), timedelta(days=1))]
)
def test_what_the_other_side_asks_for_is_the_least_wait(asked: float, least: timedelta) -> None:
    row = after(TEAMS, replace(BUSY, retry_after=asked))
    assert row.next_try_at is not None
    assert least <= row.next_try_at - NOW <= least + LEAST_WAIT
    assert row.attempts == 1


def test_who_is_not_in_teams_gets_mail_at_once() -> None:
    row = after(replace(TEAMS, attempts=3, why="x"), GONE)
    assert (row.state, row.means, row.attempts) == (OutgoingState.WAITING, Means.MAIL, 0)
    assert (row.tried, row.why, row.next_try_at) == ("Teams: has no chat with the bot", "", NOW)


def test_who_is_not_in_teams_and_has_no_mail_is_for_somebody_to_look_at() -> None:
    row = after(MAIL, Sending(Outcome.UNREACHABLE, "no such mailbox"))
    assert (row.state, row.why, row.done_at) == (OutgoingState.FAILED, "no such mailbox", NOW)
    assert (row.tried, row.next_try_at) == ("Teams: has no chat with the bot", None)


@pytest.mark.parametrize("last", [GONE, DOWN])
def test_a_card_that_cannot_be_shown_fails_nobody_since_the_report_goes_by_mail(last: Sending) -> None:
    row = after(CARD, *[last] * (1 if last is GONE else MOST_ATTEMPTS))
    assert (row.state, row.why) == (OutgoingState.DROPPED, "has it by mail")


def test_what_there_is_nothing_to_send_with_waits_and_is_never_a_dead_letter() -> None:
    row = after(MAIL, *[Sending(Outcome.NOT_SET_UP, "no mail is set up")] * 50)
    assert (row.state, row.attempts, row.why) == (OutgoingState.WAITING, 0, "no mail is set up")
    assert row.next_try_at == NOW + UNTIL_SET_UP


def test_what_is_not_true_any_more_is_dropped_with_its_reason() -> None:
    row = not_sent(TEAMS, Untrue("the report is in"), NOW)
    assert (row.state, row.why, row.done_at) == (OutgoingState.DROPPED, "the report is in", NOW)


def test_what_is_not_for_this_hour_waits_for_its_own_and_that_is_no_try() -> None:
    row = replace(TEAMS, attempts=3)
    tomorrow = NOW + timedelta(days=1)
    assert not_sent(row, NotNow(tomorrow), NOW) == replace(row, next_try_at=tomorrow)
    assert not_sent(row, NotNow(NOW - timedelta(days=1)), NOW).next_try_at == NOW + LEAST_WAIT


def test_waiting_because_the_other_side_asked_is_no_try() -> None:
    row = held(replace(TEAMS, attempts=3), 60.0, NOW, middle)
    assert row == replace(TEAMS, attempts=3, next_try_at=NOW + timedelta(seconds=75))
