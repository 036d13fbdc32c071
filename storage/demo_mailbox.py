"""The demonstration's mailbox: mails and their documents, kept on this machine to be looked at."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from storage.column_types import is_id
from storage.inserts import insert
from storage.store import SqlStore
from storage.tables import demo_documents, demo_mails
from strategy.ports import Clock, Document, Letter, Outcome, Sending

_M, _D = demo_mails.c, demo_documents.c


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A document of a mail, without its content."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail as it lies in the mailbox."""

    id: int
    address: str
    subject: str
    text: str
    sent_at: datetime
    documents: tuple[Enclosed, ...]


class DemoMailbox:
    """The port `Mailer` where nothing leaves this machine, and the reading of what was sent."""

    def __init__(self, store: SqlStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def deliver(self, key: str, letter: Letter) -> Sending:
        """Keep a mail, once by its key."""
        async with self._store.transaction() as uow:
            statement = insert(demo_mails, uow.connection).values(
                key=key,
                address=letter.address,
                subject=letter.subject,
                text=letter.text,
                sent_at=self._clock.now(),
            )
            new = await uow.connection.scalar(statement.on_conflict_do_nothing().returning(_M.id))
            if new is not None and letter.documents:
                await uow.connection.execute(
                    sa.insert(demo_documents), [_row(new, document) for document in letter.documents]
                )
        return Sending(Outcome.SENT)

    async def newest(self, limit: int = 100) -> list[SentMail]:
        """Mails, newest first."""
        async with self._store.transaction(read_only=True) as uow:
            mails = (
                await uow.connection.execute(sa.select(demo_mails).order_by(_M.id.desc()).limit(limit))
            ).all()
            listed = sa.select(_D.id, _D.mail, _D.name).where(_D.mail.in_([mail.id for mail in mails]))
            enclosed: dict[int, list[Enclosed]] = defaultdict(list)
            for row in await uow.connection.execute(listed.order_by(_D.id)):
                enclosed[row.mail].append(Enclosed(row.id, row.name))
        return [SentMail(m.id, m.address, m.subject, m.text, m.sent_at, tuple(enclosed[m.id])) for m in mails]

    async def document(self, number: int) -> Document | None:
        """A document by its id; None where there is none."""
        if not is_id(number):
            return None
        async with self._store.transaction(read_only=True) as uow:
            found = (
                await uow.connection.execute(sa.select(demo_documents).where(_D.id == number))
            ).one_or_none()
        return None if found is None else Document(found.name, found.content_type, found.content)


def _row(mail: int, document: Document) -> dict[str, object]:
    return {
        "mail": mail,
        "name": document.name,
        "content_type": document.content_type,
        "content": document.content,
    }
