"""What stands around the worker in tests: words, a messenger, a mailer, and time that passes by sleeping."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from scheduling.carrying import SEND_WITHIN
from scheduling.deliveries import LANES, Deliveries, Lane
from scheduling.pace import Pace
from storage.store import SqlStore
from storage.tables import people
from storage.trust_picture import raise_version
from strategy.outgoing import Means, OutgoingKind
from strategy.ports import (
    Document,
    Installation,
    Installer,
    Letter,
    Mailer,
    Messenger,
    Notice,
    Outcome,
    Outgoing,
    Renderer,
    Rendering,
    Sending,
    UnitOfWork,
)
from tests.builders import NOW

GONE = Sending(Outcome.UNREACHABLE, "has no chat with the bot")
BUSY = Sending(Outcome.FAILED, "the chat service answered 429", retry_after=7.0)
DOWN = Sending(Outcome.FAILED, "the chat service answered 500")


class PassingTime:
    """A clock, a monotonic counter and a sleep in one: time passes by sleeping alone."""

    def __init__(self, at: datetime = NOW) -> None:
        self._began = at
        self.seconds = 0.0
        self.longest_sleep = 0.0

    def now(self) -> datetime:
        return self._began + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        until = self.seconds + seconds
        self.longest_sleep = max(self.longest_sleep, seconds)
        await asyncio.sleep(0)
        self.seconds = max(self.seconds, until)

    def passes(self, **more: float) -> None:
        self.seconds += timedelta(**more).total_seconds()


class PlainWords:
    """Renders what it was told for a key, else a few words that name the subject; counts how often."""

    def __init__(self) -> None:
        self.instead: dict[str, Rendering | Exception] = {}
        self.rendered = 0

    async def render(self, uow: UnitOfWork, outgoing: Outgoing, means: Means, now: datetime) -> Rendering:
        self.rendered += 1
        person = uow.trust.person(outgoing.recipient)
        instead = self.instead.get(outgoing.key)
        if isinstance(instead, Exception):
            raise instead
        if instead is not None:
            return instead
        if means is Means.APP:
            return Installation(person.email)
        if means is Means.MAIL:
            return Letter(person.email, "A report", f"About {outgoing.subject}.")
        return Notice(f"About {outgoing.subject}.", "A report")


class RememberingMessenger:
    """The port `Messenger` in memory. `answers` are given to somebody's next messages; then all is taken.

    None is answered before `together` have been under way at once.
    """

    def __init__(self, *, chats: set[int] | None = None, together: int = 1) -> None:
        self.together = together
        self._enough = asyncio.Event()
        self.chats = chats
        self.answers: dict[int, deque[Sending | Exception]] = defaultdict(deque)
        self.sent: list[tuple[int, Notice]] = []
        self.tries = 0
        self.of_one_at_once = 0
        self.most_at_once = 0
        self.meanwhile: Callable[[], None] | None = None
        self._sending: list[int] = []

    async def deliver(self, person: int, notice: Notice) -> Sending:
        self.tries += 1
        self._sending.append(person)
        self.most_at_once = max(self.most_at_once, len(self._sending))
        self.of_one_at_once = max(self.of_one_at_once, self._sending.count(person))
        await self._takes_a_while()
        self._sending.remove(person)
        if self.meanwhile is not None:
            self.meanwhile()
        answer = self._answer(person)
        if answer.is_sent:
            self.sent.append((person, notice))
        return answer

    async def _takes_a_while(self) -> None:
        """Until `together` messages are under way at once, the first time; else the blink of an eye."""
        if self.most_at_once >= self.together:
            self._enough.set()
        await asyncio.sleep(0)
        await asyncio.wait_for(self._enough.wait(), 20)

    def _answer(self, person: int) -> Sending:
        if self.chats is not None and person not in self.chats:
            return GONE
        if self.answers[person]:
            answer = self.answers[person].popleft()
            if isinstance(answer, Exception):
                raise answer
            return answer
        return Sending(Outcome.SENT)


class RememberingMailer:
    """The port `Mailer` in memory."""

    def __init__(self) -> None:
        self.answers: deque[Sending | Exception] = deque()
        self.sent: dict[str, Letter] = {}
        self.tries = 0

    async def deliver(self, key: str, letter: Letter) -> Sending:
        self.tries += 1
        if self.answers:
            answer = self.answers.popleft()
            if isinstance(answer, Exception):
                raise answer
            if not answer.is_sent:
                return answer
        self.sent.setdefault(key, letter)
        return Sending(Outcome.SENT)


@dataclass
class PostRoom:
    """A worker with everything around it."""

    store: SqlStore
    time: PassingTime = field(default_factory=PassingTime)
    words: PlainWords = field(default_factory=PlainWords)
    messenger: RememberingMessenger = field(default_factory=RememberingMessenger)
    mailer: RememberingMailer = field(default_factory=RememberingMailer)

    def worker(
        self,
        *,
        renderer: Renderer | None = None,
        messenger: Messenger | None = None,
        mailer: Mailer | None = None,
        installer: Installer | None = None,
        lanes: Sequence[Lane] = LANES,
        send_within: float = SEND_WITHIN,
    ) -> Deliveries:
        """A worker, as another process would have one."""
        return Deliveries(
            self.store,
            renderer or self.words,
            messenger or self.messenger,
            mailer or self.mailer,
            self.time,
            Pace(monotonic=self.time.monotonic, sleep=self.time.sleep),
            installer=installer,
            lanes=lanes,
            draw=lambda: 0.5,
            sleep=self.time.sleep,
            send_within=send_within,
        )

    async def put(self, *rows: Outgoing) -> None:
        async with self.store.transaction() as uow:
            await uow.outbox.put(rows)

    async def row(self, key: str) -> Outgoing:
        """How a row stands."""
        async with self.store.transaction(read_only=True) as uow:
            found = await uow.outbox.by_key(key)
        assert found is not None
        return found


def a_message(key: str, recipient: int, kind: str = OutgoingKind.NUDGE) -> Outgoing:
    """A row to be put into the outbox, due at once."""
    return Outgoing(key, kind, recipient, f"subject:{key}", NOW)


def a_document(name: str = "Visit report Oak Bank.docx") -> Document:
    return Document(name, "application/msword", b"\x00\xffwords")


async def crowd(store: SqlStore, many: int) -> list[int]:
    """So many people; their ids."""
    rows = [{"email": f"p{number}@trust.example", "name": f"Person {number}"} for number in range(many)]
    async with store.transaction() as uow:
        await uow.connection.execute(sa.insert(people), rows)
        ids = list(await uow.connection.scalars(sa.select(people.c.id).order_by(people.c.id)))
        await raise_version(uow.connection)
    return ids
