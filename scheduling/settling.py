"""How a row of the outbox stands after it was tried: pure rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from scheduling.pace import LONGEST_HOLD
from strategy.outgoing import GOES_BY_MAIL_TOO, NEEDS_NOBODY, Means, next_means
from strategy.ports import NotNow, Outcome, Outgoing, OutgoingState, Sending, Untrue

BACKOFF = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
    timedelta(hours=2),
    timedelta(hours=4),
)
"""Waits between tries. A hiccup is over in half a minute and an outage mostly within an hour; after a working
day without success another means is the better way, or somebody should know."""

MOST_ATTEMPTS = len(BACKOFF) + 1

SPREAD = 0.25
"""By which part a wait may be shorter or longer, so that what failed together does not come back together."""

LEAST_WAIT = timedelta(seconds=30)
"""What is not for now is not looked at again before that."""

UNTIL_SET_UP = timedelta(hours=1)
"""How long a row waits before it looks again whether there is something to send it with."""

NAMES = {Means.TEAMS: "Teams", Means.MAIL: "mail", Means.APP: "the app"}

Draw = Callable[[], float]
"""Gives a random number from 0 to 1."""


def means_of(row: Outgoing) -> Means:
    """By which means a stored row goes; every stored row has one."""
    return row.means or Means.TEAMS


def not_sent(row: Outgoing, why: Untrue | NotNow, now: datetime) -> Outgoing:
    """A row for which there is nothing to send, for good or for now."""
    if isinstance(why, Untrue):
        return _done(row, OutgoingState.DROPPED, why.why, now)
    return replace(row, next_try_at=max(why.until, now + LEAST_WAIT))


def sent(row: Outgoing, sending: Sending, now: datetime, draw: Draw) -> Outgoing:
    """A row that was handed to the other side, by what that said."""
    match sending.outcome:
        case Outcome.SENT:
            return _done(row, OutgoingState.SENT, "", now)
        case Outcome.NOT_SET_UP:
            return replace(row, next_try_at=now + UNTIL_SET_UP, why=sending.why)
        case Outcome.UNREACHABLE:
            return _unreachable(row, sending.why, now)
        case Outcome.FAILED:
            return _failed(row, sending, now, draw)


def held(row: Outgoing, seconds: float, now: datetime, draw: Draw) -> Outgoing:
    """A row that must wait because the other side asked to be left alone: that is no try."""
    return replace(row, next_try_at=now + timedelta(seconds=seconds) + LEAST_WAIT * draw())


def _failed(row: Outgoing, sending: Sending, now: datetime, draw: Draw) -> Outgoing:
    tries = row.attempts + 1
    if tries >= MOST_ATTEMPTS:
        return _unreachable(replace(row, attempts=tries), sending.why, now)
    wait = BACKOFF[row.attempts] * (1 + SPREAD * (2 * draw() - 1))
    if sending.retry_after is not None:
        asked = timedelta(seconds=min(sending.retry_after, LONGEST_HOLD))
        wait = max(wait, asked + LEAST_WAIT * draw())
    return replace(row, attempts=tries, next_try_at=now + wait, why=sending.why)


def _unreachable(row: Outgoing, why: str, now: datetime) -> Outgoing:
    """On to the next means; a dead letter where there is none, unless the person has it another way or
    nobody need look at it.
    """
    means = means_of(row)
    following = next_means(row.kind, means)
    if following is not None:
        tried = "; ".join(part for part in (row.tried, f"{NAMES[means]}: {why}") if part)
        # `next_try_at` stays: it was due, and still is.
        return replace(row, means=following, attempts=0, tried=tried, why="")
    if row.kind in GOES_BY_MAIL_TOO:
        return _done(row, OutgoingState.DROPPED, "has it by mail", now)
    if row.kind in NEEDS_NOBODY:
        return _done(row, OutgoingState.DROPPED, why, now)
    return _done(row, OutgoingState.FAILED, why, now)


def _done(row: Outgoing, state: OutgoingState, why: str, now: datetime) -> Outgoing:
    return replace(row, state=state, why=why, next_try_at=None, done_at=now)
