"""For whom the app is put into Teams unasked, and when that is tried again.

How people get the app is ours: the strategy knows nothing of it. Nobody is pestered: who had a chat with the
bot and removed the app is never given it again, nor is anybody to whom it was given once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.permissions import Standing, standings
from strategy.ports import Outgoing, OutgoingState
from strategy.trust import Trust

_SAYS_NOTHING = frozenset({Standing.ANYONE, Standing.OWNER, Standing.DEPLOYED})


def has_use_for_the_app(person: Person, trust: Trust, day: date) -> bool:
    """Whether somebody is, on a day, anything in the trust or to a school from which a deed follows.

    Who only stands in the directory could ask for term dates and no more. A deployment counts until it ends.
    """
    held = standings(person, trust)
    if held.keys() - _SAYS_NOTHING:
        return True
    return any(span is None or span.ends >= day for _, span in held.get(Standing.DEPLOYED, ()))


def may_try(earlier: Iterable[Outgoing], day: date) -> bool:
    """Whether it may be tried on a day, after what was tried before.

    Once it was there, whatever became of it since is the person's own choice; what waits is still under way;
    and what came to nothing is tried once in a calendar month, as licences and policies change.
    """
    return all(row.state is OutgoingState.DROPPED and not row.key.endswith(_month(day)) for row in earlier)


def was_given(earlier: Iterable[Outgoing]) -> bool:
    """Whether the app came, or may have come, to somebody without their asking for it."""
    return any(row.state is OutgoingState.SENT or row.attempts or row.claim for row in earlier)


def subject_of(person: int) -> str:
    """What the rows of the outbox that give somebody the app are about."""
    return f"app:{person}"


def installation(person: int, day: date, now: datetime) -> Outgoing:
    """The row that gives somebody the app: one in a calendar month at most."""
    subject = subject_of(person)
    return Outgoing(f"{subject}:{_month(day)}", OutgoingKind.APP_INSTALLED, person, subject, now)


def _month(day: date) -> str:
    return f"{day:%Y-%m}"
