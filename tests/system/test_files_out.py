"""A document is asked for in Teams, offered, allowed and put into its reader's OneDrive, or goes by mail."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from docx import Document as WordDocument

from bot.channel.channel import build_channel
from bot.channel.consent import CONSENT_CARD, INFO_CARD
from bot.channel.uploads import FileUploader
from bot.serving import application
from bot.wiring import House, house
from dialogs.wording import REFUSAL
from storage.tables import schools
from storage.trust_picture import raise_version
from strategy.actions.amending import amend_report
from strategy.actions.filing import VisitOccasion, file_visit_report
from strategy.actions.withdrawing import withdraw_report
from strategy.outgoing import OutgoingKind
from strategy.people import Capacity
from strategy.reports import Report, ReportText
from tests.channel.desk import StoppedClock
from tests.channel.teams import (
    ConnectorService,
    Microsoft,
    OneDrive,
    activity,
    consents,
    execute,
    served,
    trust_settings,
)
from tests.system import trust

OAK_BANK, THORNBRIDGE = "902613", "902988"
MARK = "zebrafinch"
TEXT = ReportText("November visit", "Learning walk", f"Calm corridors, said the {MARK}", "Keep at it")


@dataclass
class Trust:
    """The bot as a trust runs it, and all of Microsoft's side."""

    client: TestClient[web.Request, web.Application]
    parts: House
    microsoft: Microsoft
    service: ConnectorService
    drive: OneDrive
    number: int = 0

    async def sends(self, email: str, body: dict[str, Any]) -> Any:
        """Somebody's client sends an activity from their own chat; the body that answers it."""
        person = (await self.parts.store.trust()).by_email(email)
        assert person is not None
        self.number += 1
        around = {
            "from": {"id": f"29:{person.entra_id}", "aadObjectId": person.entra_id},
            "conversation": {"id": f"a:{person.entra_id}", "conversationType": "personal"},
            "serviceUrl": self.service.url,
            "id": f"1733{self.number:06d}",
            **{name: body[name] for name in ("id",) if body["id"] != "1733000000001"},
        }
        whole = {name: part for name, part in {**body, **around}.items() if name != "deliveryMode"}
        headers = {"Authorization": f"Bearer {self.microsoft.token(self.service.url)}"}
        async with self.client.post("/api/messages", json=whole, headers=headers) as response:
            assert response.status == 200
            return await response.json() if response.content_length else None

    async def offered(self, email: str, text: str) -> dict[str, Any]:
        """The one file that is offered when somebody asks for it: its attachment."""
        self.service.sent.clear()
        await self.sends(email, activity(text=text))
        [call] = self.service.sent
        [attachment] = call.body["attachments"]
        assert attachment["contentType"] == CONSENT_CARD
        assert isinstance(attachment, dict)
        return attachment

    async def allows(self, email: str, offer: dict[str, Any], place: str = "up", **changes: Any) -> str:
        """Somebody allows it; what is said in its place."""
        self.service.updated.clear()
        file = offer["content"]["acceptContext"]["file"]
        await self.sends(email, consents(file, self.drive.place(place), **changes))
        return "\n".join(call.body["text"] for call in self.service.updated)

    async def mailed(self) -> list[tuple[str, str, str]]:
        """What goes by mail because somebody asked for it: kind, to whom, about what."""
        asked_for = {OutgoingKind.REPORT_SENT, OutgoingKind.PAPER_SENT, OutgoingKind.VISIT_PAPER_SENT}
        async with self.parts.store.transaction(read_only=True) as uow:
            rows = await uow.outbox.recent(limit=1_000)
            people = uow.trust.people
        return [(row.kind, people[row.recipient].email, row.subject) for row in rows if row.kind in asked_for]

    async def deeds(self, subject: str) -> list[str]:
        async with self.parts.store.transaction(read_only=True) as uow:
            return [entry.deed for entry in await uow.audit.entries(subject=subject)][::-1]

    async def changes(self, statement: sa.Update) -> None:
        """The trust directory is another from now on."""
        async with self.parts.store.transaction() as uow:
            await uow.connection.execute(statement)
            await raise_version(uow.connection)


@asynccontextmanager
async def opened(database: str, microsoft: Microsoft) -> AsyncIterator[House]:
    settings = trust_settings(microsoft)
    settings = settings.model_copy(update={"database_url": database})
    async with house(settings, StoppedClock(datetime.fromisoformat(trust.NOW))) as parts:
        yield parts


@pytest.fixture
async def teams(database: str) -> AsyncIterator[Trust]:
    microsoft, service, drive = Microsoft(), ConnectorService(), OneDrive()
    microsoft.new_key()
    async with served(microsoft), served(service), served(drive), opened(database, microsoft) as parts:
        channel = build_channel(
            parts.settings,
            door=parts.desk,
            directory=parts.directory,
            references=parts.references,
            clock=parts.clock,
            acquire_token=lambda: "bot-token",
            uploader=FileUploader(local=True),
        )
        async with TestClient(TestServer(application(parts, channel))) as client:
            yield Trust(client, parts, microsoft, service, drive)


@pytest.fixture
async def report(teams: Trust) -> Report:
    """David's report on his visit to Oak Bank last Wednesday."""
    async with teams.parts.store.transaction() as uow:
        david = uow.trust.by_email(trust.DAVID)
        assert david is not None
        done = await file_visit_report(
            uow=uow,
            policy=teams.parts.policy,
            now=teams.parts.clock.now(),
            author=david,
            occasion=VisitOccasion(OAK_BANK, Capacity.SIP, date(2026, 11, 18)),
            text=TEXT,
        )
    return done.report


ASK = "send me the latest report on Oak Bank as a Word file"


async def test_a_report_comes_into_its_reader_s_onedrive_as_its_word_document(
    teams: Trust, report: Report
) -> None:
    offer = await teams.offered(trust.COLIN, ASK)
    assert offer["name"] == "Visit report - Oak Bank - 2026-11-18.docx"
    assert offer["content"]["description"] == "Report: Oak Bank"
    [call] = teams.service.sent
    assert MARK not in str(call.body)
    said = await teams.allows(trust.COLIN, offer)
    assert said == "Visit report - Oak Bank - 2026-11-18.docx is in your OneDrive now."
    [(_, put, content)] = teams.drive.put
    assert offer["content"]["sizeInBytes"] == len(content)
    assert put == f"bytes 0-{len(content) - 1}/{len(content)}"
    tables = WordDocument(BytesIO(content)).tables
    assert MARK in "".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    [attachment] = teams.service.updated[0].body["attachments"]
    assert (attachment["contentType"], attachment["name"]) == (INFO_CARD, offer["name"])
    assert await teams.deeds(f"report:{report.id}") == ["report filed", "report given to the reader"]
    assert await teams.mailed() == []


async def test_a_button_offers_it_beside_the_card(teams: Trust, report: Report) -> None:
    answer = await teams.sends(trust.COLIN, execute({"do": "report.send", "report": report.id}))
    assert answer["value"] == "A file for you: Oak Bank"
    assert [each["contentType"] for each in teams.service.sent[-1].body["attachments"]] == [CONSENT_CARD]


async def test_an_answer_that_comes_again_is_answered_once(teams: Trust, report: Report) -> None:
    offer = await teams.offered(trust.COLIN, ASK)
    await teams.allows(trust.COLIN, offer, id="once")
    assert await teams.allows(trust.COLIN, offer, id="once") == "", "the same delivery"
    assert await teams.allows(trust.COLIN, offer, id="twice") == "", "the same answer under another id"
    assert len(teams.drive.put) == 1
    assert "is in your OneDrive" in await teams.allows(trust.COLIN, offer, "another place")
    assert len(teams.drive.put) == 2, "who wants it once more has it once more"
    assert await teams.mailed() == []


@pytest.mark.parametrize("status", [404, 503])
async def test_what_cannot_be_uploaded_goes_by_mail(teams: Trust, report: Report, status: int) -> None:
    offer = await teams.offered(trust.COLIN, ASK)
    teams.drive.status = status
    said = await teams.allows(trust.COLIN, offer)
    assert said == (
        f"I could not put that file into your OneDrive. It is on its way to {trust.COLIN} by mail."
    )
    assert await teams.mailed() == [("report.sent", trust.COLIN, f"report:{report.id}:1")]
    assert (await teams.deeds(f"report:{report.id}"))[-1] == "report sent to the reader"
    await teams.allows(trust.COLIN, offer)
    assert len(await teams.mailed()) == 1


async def test_a_place_elsewhere_is_not_asked_and_the_file_goes_by_mail(teams: Trust, report: Report) -> None:
    offer = await teams.offered(trust.COLIN, ASK)
    file = offer["content"]["acceptContext"]["file"]
    await teams.sends(trust.COLIN, consents(file, {"uploadUrl": "https://evil.example/up", "uniqueId": "1"}))
    assert teams.drive.put == []
    assert [kind for kind, _, _ in await teams.mailed()] == ["report.sent"]


async def test_who_may_not_have_it_any_more_is_told_as_anybody_is(teams: Trust, report: Report) -> None:
    offer = await teams.offered(trust.SARAH, ASK)
    other = sa.select(schools.c.headteacher).where(schools.c.urn == THORNBRIDGE).scalar_subquery()
    await teams.changes(sa.update(schools).where(schools.c.urn == OAK_BANK).values(headteacher=other))
    assert await teams.allows(trust.SARAH, offer) == REFUSAL
    assert teams.drive.put == []
    assert await teams.mailed() == []


async def test_the_offer_of_another_opens_nothing(teams: Trust, report: Report) -> None:
    offer = await teams.offered(trust.COLIN, ASK)
    assert await teams.allows(trust.DANIEL, offer) == REFUSAL
    missing = {**offer, "content": {"acceptContext": {"file": f"report:{report.id + 1_000}:1"}}}
    assert await teams.allows(trust.DANIEL, missing) == REFUSAL, "nor does one of nothing"
    assert teams.drive.put == []


async def test_a_report_that_was_withdrawn_meanwhile_is_not_given(teams: Trust, report: Report) -> None:
    offer = await teams.offered(trust.COLIN, ASK)
    parts = teams.parts
    async with parts.store.transaction() as uow:
        david = uow.trust.person(report.author)
        await withdraw_report(
            uow=uow,
            policy=parts.policy,
            now=parts.clock.now(),
            withdrawer=david,
            report_id=report.id,
            reason="Wrong school",
        )
    assert "was withdrawn on Mon 23 November 2026" in await teams.allows(trust.COLIN, offer)
    assert teams.drive.put == []


async def test_whoever_took_it_is_told_that_it_was_withdrawn(teams: Trust, report: Report) -> None:
    async with teams.parts.store.transaction(read_only=True) as uow:
        rows = await uow.outbox.recent(limit=1_000)
        sent_to = {uow.trust.person(row.recipient).email for row in rows if row.kind.startswith("report.")}
    assert trust.WENDY not in sent_to, "or she would be told anyway"
    await teams.allows(trust.WENDY, await teams.offered(trust.WENDY, ASK))
    parts = teams.parts
    async with parts.store.transaction() as uow:
        await withdraw_report(
            uow=uow,
            policy=parts.policy,
            now=parts.clock.now(),
            withdrawer=uow.trust.person(report.author),
            report_id=report.id,
            reason="Wrong school",
        )
        rows = await uow.outbox.recent(kind=OutgoingKind.REPORT_WITHDRAWN)
        told = {uow.trust.person(row.recipient).email for row in rows}
    assert trust.WENDY in told


async def test_a_report_that_was_amended_meanwhile_is_given_as_it_stands(
    teams: Trust, report: Report
) -> None:
    offer = await teams.offered(trust.COLIN, ASK)
    async with teams.parts.store.transaction() as uow:
        await amend_report(
            uow=uow,
            policy=teams.parts.policy,
            now=teams.parts.clock.now(),
            author=uow.trust.person(report.author),
            report_id=report.id,
            base_version=1,
            text=dataclasses.replace(TEXT, outcomes="Now it says something else altogether"),
        )
    assert "is in your OneDrive" in await teams.allows(trust.COLIN, offer)
    [(_, _, content)] = teams.drive.put
    tables = WordDocument(BytesIO(content)).tables
    assert MARK not in "".join(cell.text for table in tables for row in table.rows for cell in row.cells)


async def test_who_declines_gets_nothing_but_a_kind_word(teams: Trust, report: Report) -> None:
    offer = await teams.offered(trust.COLIN, ASK)
    file = offer["content"]["declineContext"]["file"]
    await teams.sends(trust.COLIN, consents(file, None, accepts=False))
    [call] = teams.service.updated
    assert call.body["text"] == "All right, nothing was sent. Ask me again whenever you would like it."
    assert "attachments" not in call.body
    assert teams.drive.put == []
    assert await teams.mailed() == []


async def test_who_would_rather_have_it_by_mail_says_so(teams: Trust, report: Report) -> None:
    await teams.offered(trust.COLIN, ASK)
    await teams.sends(trust.COLIN, activity(text="by mail please"))
    assert teams.service.texts[-1] == f"It is on its way to {trust.COLIN} by mail."
    await teams.sends(trust.HELEN, activity(text="email me the latest report on Oak Bank"))
    assert f"is on its way to {trust.HELEN} by mail" in teams.service.texts[-1]
    assert {to for _, to, _ in await teams.mailed()} == {trust.COLIN, trust.HELEN}


async def test_nothing_of_a_document_is_logged(
    teams: Trust, report: Report, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    offer = await teams.offered(trust.COLIN, ASK)
    await teams.allows(trust.COLIN, offer)
    teams.drive.status = 500
    await teams.allows(trust.COLIN, offer, "once more")
    assert MARK not in caplog.text
    ours = [each for each in caplog.records if each.name.startswith(("bot", "keystone", "dialogs"))]
    assert all(teams.drive.url not in each.getMessage() for each in ours)
