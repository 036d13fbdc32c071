"""What is told of its own accord, as whoever delivers it has it made, and as its recipient gets it."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa

from dialogs.messages import Message, Reply
from dialogs.outgoing.outbound import Outbound
from storage.trust_picture import raise_version
from strategy.actions.amending import amend_report
from strategy.actions.filing import VisitOccasion, file_visit_report
from strategy.duties import StoredDuty
from strategy.outgoing import Means, OutgoingKind
from strategy.people import Capacity
from strategy.ports import (
    Document,
    Letter,
    Notice,
    Outgoing,
    PackSheet,
    Rendering,
    ReportSheet,
    Untrue,
    Withdrawal,
)
from strategy.reports import Report, ReportText
from tests.dialogs.answers import MARKED, Answer, held_to_account
from tests.dialogs.conversation import NOW
from tests.dialogs.listing import PlainWorkbooks
from tests.dialogs.world import OAK_BANK, World

FRIDAY = date(2026, 11, 20)
TEXT = ReportText(
    f"Termly visit{MARKED}", f"Learning walk{MARKED}", f"Calm classrooms{MARKED}", f"Keep going{MARKED}"
)


class PlainDocuments:
    """Documents that are the sheet itself in words."""

    def report(self, sheet: ReportSheet) -> Document:
        return Document(f"{sheet.name}.txt", "text/plain", repr(sheet).encode())

    def pack(self, sheet: PackSheet) -> Document:
        return Document(f"{sheet.name}.txt", "text/plain", repr(sheet).encode())


class Post:
    """The trust of a test, and all that is told in it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.outbound = Outbound(world.policy, PlainDocuments(), PlainWorkbooks())

    async def filed(
        self,
        author: str = "Sam Partner",
        school: str = OAK_BANK,
        day: date = FRIDAY,
        *,
        capacity: Capacity = Capacity.SIP,
        text: ReportText = TEXT,
        at: datetime = NOW,
    ) -> Report:
        """A report that its author has filed on a visit."""
        who = await self.world.person(author)
        async with self.world.store.transaction() as uow:
            done = await file_visit_report(
                uow=uow,
                policy=self.world.policy,
                now=at,
                author=uow.trust.person(who),
                occasion=VisitOccasion(school, capacity, day),
                text=text,
            )
        return done.report

    async def amended(self, report: Report, text: ReportText) -> Report:
        """The report after its author has amended it."""
        async with self.world.store.transaction() as uow:
            done = await amend_report(
                uow=uow,
                policy=self.world.policy,
                now=NOW,
                author=uow.trust.person(report.author),
                report_id=report.id,
                base_version=report.version,
                text=text,
            )
        return done.report

    async def withdraw(self, report: Report, by: str, reason: str) -> None:
        """The report is taken back."""
        who = await self.world.person(by)
        async with self.world.store.transaction() as uow:
            await uow.reports.withdraw(
                Withdrawal(report.id, report.visit, report.deployment, reason, who, NOW)
            )

    async def duty_of(self, visit: int) -> StoredDuty:
        """The duty to report a visit."""
        async with self.world.store.transaction() as uow:
            [stored] = await uow.duties.of_visits([visit])
        return stored

    async def put(self, kind: OutgoingKind, to: str, subject: str) -> Outgoing:
        """A row that a deed has put into the outbox."""
        who, key = await self.world.person(to), f"{kind}:{subject}:{to}"
        async with self.world.store.transaction() as uow:
            await uow.outbox.put([Outgoing(key, kind, who, subject, NOW)])
            row = await uow.outbox.by_key(key)
        assert row is not None
        return row

    async def waiting(self, kind: OutgoingKind, to: str) -> Outgoing:
        """The newest row of a kind for somebody."""
        who = await self.world.person(to)
        async with self.world.store.transaction() as uow:
            rows = await uow.outbox.recent(kind=kind)
        return next(row for row in rows if row.recipient == who)

    async def render(
        self, row: Outgoing, means: Means = Means.TEAMS, *, at: datetime = NOW, by: Outbound | None = None
    ) -> Rendering:
        async with self.world.store.transaction(read_only=True) as uow:
            return await (by or self.outbound).render(uow, row, means, at)

    async def notice(self, row: Outgoing, *, at: datetime = NOW) -> Answer:
        """The message in Teams, held to what every message owes a person."""
        made = await self.render(row, at=at)
        assert isinstance(made, Notice), made
        answer = Answer(Reply((Message(made.text, made.summary, made.card),)))
        held_to_account(answer)
        return answer

    async def letter(self, row: Outgoing, *, at: datetime = NOW) -> Letter:
        """The mail, which holds nothing that anybody wrote."""
        made = await self.render(row, Means.MAIL, at=at)
        assert isinstance(made, Letter), made
        names = [document.name for document in made.documents]
        assert MARKED not in " ".join([made.subject, made.text, *names])
        assert made.text.startswith("Hello ")
        assert "\n" not in made.subject
        return made

    async def untrue(self, row: Outgoing, *, at: datetime = NOW) -> str:
        """Why it is not sent; by whichever means."""
        made = [await self.render(row, means, at=at) for means in Means]
        whys = {each.why for each in made if isinstance(each, Untrue) and "not told by" not in each.why}
        assert len(whys) == 1, made
        assert not any(isinstance(each, Notice | Letter) for each in made), made
        return whys.pop()

    async def directory_changes(self, *statements: sa.Update | sa.Delete | sa.Insert) -> None:
        """The trust directory is another from now on."""
        async with self.world.store.transaction() as uow:
            for statement in statements:
                await uow.connection.execute(statement)
            await raise_version(uow.connection)
