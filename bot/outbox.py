"""`python -m bot outbox`: what is to reach people, how it stands, and trying again what failed.

It names rows and addresses, never what is told.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Final, Literal

from bot.terminal import aligned
from bot.wiring import House
from dialogs import wording
from strategy.ports import AuditEntry, Outgoing, OutgoingState
from strategy.trust import Trust

ALL: Final = "all"
LARGEST_ID: Final = 2**31 - 1

_COLUMNS = ("id", "kind", "to", "about", "state", "by", "tries", "next", "why")
_SHOWN = (OutgoingState.FAILED, OutgoingState.WAITING)


def which(text: str) -> int | Literal["all"]:
    """An id, or all of them. Raises ArgumentTypeError."""
    if text == ALL:
        return ALL
    if text.isascii() and text.isdigit() and 0 < int(text) <= LARGEST_ID:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is neither an id nor {ALL}")


async def listed(parts: House, state: OutgoingState | None, limit: int) -> list[str]:
    """The rows in a state, or those that failed and then those that wait: lines, newest first."""
    async with parts.store.transaction(read_only=True) as uow:
        counts = await uow.outbox.counts()
        rows = [
            row
            for each in ((state,) if state else _SHOWN)
            for row in await uow.outbox.in_state(each, limit=limit)
        ]
        table = [_COLUMNS, *(_cells(row, uow.trust) for row in rows)]
    total = f"{counts[OutgoingState.FAILED]} failed, {counts[OutgoingState.WAITING]} waiting."
    return [total, *(aligned(table) if rows else ())]


async def retry(parts: House, asked: Sequence[int | Literal["all"]]) -> str:
    """Have rows that failed tried again from the beginning, which is recorded; how many there were."""
    ids = None if ALL in asked else sorted({each for each in asked if each != ALL})
    now = parts.clock.now()
    async with parts.store.transaction() as uow:
        many = await uow.outbox.retry(ids, now)
        details = {"which": ALL if ids is None else ids, "tried_again": many}
        await uow.audit.record(AuditEntry(now, None, "deliveries tried again", "outbox", details=details))
    if ids is not None and many < len(ids):
        return f"{many} of {len(ids)} will be tried again; the others have not failed."
    return f"{many} will be tried again."


def _cells(row: Outgoing, trust: Trust) -> tuple[str, ...]:
    to = trust.people.get(row.recipient)
    return (
        str(row.id),
        row.kind,
        to.email if to else f"person {row.recipient}",
        row.subject,
        row.state,
        row.means or "",
        str(row.attempts),
        wording.moment(row.next_try_at) if row.next_try_at else "",
        "; ".join(part for part in (row.tried, row.why) if part),
    )
