"""The demonstration's page: mails as a mail client shows them, and where every message stands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.demo.pages import demo_routes
from bot.settings import load_settings
from bot.wiring import House, house
from strategy.outgoing import Means, OutgoingKind
from strategy.ports import Document, Outgoing, OutgoingState, Withdrawal
from strategy.reports import ReportText
from tests.builders import NOW, OAK_BANK, SmallTrust, a_visit, report_on, small_trust, take_in_hand
from tests.databases import Sqlite

HOSTILE = "<script>alert(1)</script> & \"quoted\" 'single'"


@dataclass
class Enclosed:
    id: int
    name: str


@dataclass
class Mail:
    address: str
    subject: str
    text: str
    documents: Sequence[Enclosed] = ()
    sent_at = NOW


class Postbag:
    """Mails as a test has put them there."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.documents: dict[int, Document] = {}

    async def newest(self, limit: int = 100) -> Sequence[Mail]:
        return self.mails[:limit]

    async def document(self, number: int) -> Document | None:
        return self.documents.get(number)


@pytest.fixture
async def parts(sqlite: Sqlite, tmp_path: Path) -> AsyncIterator[House]:
    url = sqlite.fresh(tmp_path)
    async with house(load_settings(None, database_url=url, demo=True)) as opened:
        yield opened


@pytest.fixture
async def trust(parts: House) -> SmallTrust:
    return await small_trust(parts.store)


@pytest.fixture
def postbag() -> Postbag:
    return Postbag()


@pytest.fixture
async def page(parts: House, postbag: Postbag) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    app = web.Application()
    app.add_routes(demo_routes(parts, postbag))
    async with TestClient(TestServer(app)) as client:
        yield client


Page = TestClient[web.Request, web.Application]


async def shown(page: Page) -> str:
    answer = await page.get("/mailbox")
    assert answer.status == 200
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    return await answer.text()


async def tell(parts: House, *rows: Outgoing) -> None:
    """Rows as they stand after a worker had them in hand."""
    async with parts.store.transaction() as uow:
        await uow.outbox.put(rows)
        for row in await take_in_hand(uow, NOW + timedelta(days=1), NOW + timedelta(days=2)):
            stands = next(each for each in rows if each.key == row.key)
            await uow.outbox.settle(
                replace(
                    row,
                    state=stands.state,
                    means=stands.means or row.means,
                    why=stands.why,
                    tried=stands.tried,
                    attempts=stands.attempts,
                    done_at=stands.done_at,
                )
            )


async def test_before_anything_is_sent_the_page_says_what_to_try(page: Page, trust: SmallTrust) -> None:
    assert (await shown(page)).count("Nothing yet. File a report in one of the chats") == 2


async def test_a_mail_is_shown_with_whom_it_is_to_and_its_documents(
    page: Page, trust: SmallTrust, postbag: Postbag
) -> None:
    name = "Visit report - Oak Bank - 2026-11-20.docx"
    postbag.mails.append(
        Mail("dan.deputy@trust.example", "Visit report: Oak Bank", "Hello Dan,", [Enclosed(7, name)])
    )
    text = await shown(page)
    assert "<h3>Visit report: Oak Bank</h3>" in text
    assert "To: Dan Deputy &lt;dan.deputy@trust.example&gt;" in text
    assert "Mon 23 November 2026 at 09:00" in text
    assert f"<a href='/mailbox/documents/7'>{name}</a>" in text


@pytest.mark.parametrize("name", ["St Anne’s report.docx", 'a"b\r\nc.docx', "Réport.docx"])
async def test_a_document_is_saved_under_its_name_as_what_it_is(
    page: Page, trust: SmallTrust, postbag: Postbag, name: str
) -> None:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    postbag.documents[7] = Document(name, kind, b"PK\x03\x04")
    answer = await page.get("/mailbox/documents/7")
    assert (answer.status, await answer.read()) == (200, b"PK\x03\x04")
    assert answer.content_type == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content_disposition is not None
    assert answer.content_disposition.type == "attachment"
    assert answer.content_disposition.filename == name


@pytest.mark.parametrize("number", ["8", "999999999999999999", "x", "-1", "7/..", "9" * 30])
async def test_a_document_that_is_none_is_not_found(
    page: Page, trust: SmallTrust, postbag: Postbag, number: str
) -> None:
    postbag.documents[7] = Document("a.docx", "text/plain", b"a")
    assert (await page.get(f"/mailbox/documents/{number}")).status == 404


async def test_a_report_is_one_sheet_with_how_each_person_stands(
    page: Page, parts: House, trust: SmallTrust
) -> None:
    async with parts.store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, date(2026, 11, 20)))
        report = await uow.reports.add(report_on(visit))
    about = f"report:{report.id}:1"
    sent = NOW + timedelta(minutes=1)
    await tell(
        parts,
        Outgoing("a", OutgoingKind.REPORT_MAILED, trust.deputy_ceo, about, NOW),
        Outgoing(
            "b",
            OutgoingKind.REPORT_CARD,
            trust.deputy_ceo,
            about,
            NOW,
            state=OutgoingState.SENT,
            done_at=sent,
        ),
        Outgoing(
            "c",
            OutgoingKind.REPORT_SHARED,
            trust.head_of_oak_bank,
            about,
            NOW,
            state=OutgoingState.FAILED,
            means=Means.MAIL,
            why="mailbox full",
            tried="not installed",
            attempts=3,
        ),
        Outgoing(
            "d",
            OutgoingKind.REPORT_CARD,
            trust.lead_sip,
            about,
            NOW,
            state=OutgoingState.DROPPED,
            why="superseded by version 2",
        ),
    )
    text = await shown(page)
    assert text.count("<h3>Report on Oak Bank, Fri 20 November 2026</h3>") == 1
    assert "from Sam Partner" in text
    assert "&lt;dan.deputy@trust.example&gt;: the report, by mail, waiting</li>" in text
    assert "the report as a card, in Teams, sent Mon 23 November 2026 at 09:01</li>" in text
    assert (
        "<li class=bad>Hana Head &lt;hana.head@trust.example&gt;: the report, as the school&#x27;s "
        "headteacher, by mail, failed: mailbox full (before that: not installed)</li>"
    ) in text
    assert "in Teams, not sent: superseded by version 2</li>" in text


async def test_what_waits_for_another_try_says_when_and_why(
    page: Page, parts: House, trust: SmallTrust
) -> None:
    await tell(
        parts,
        Outgoing("a", OutgoingKind.NUDGE, trust.sip, "nudge:1", NOW, attempts=1, why="too many"),
    )
    text = await shown(page)
    assert "<h3>A reminder</h3>" in text
    assert "in Teams, waiting, to be tried again Mon 23 November 2026 at 09:00 (too many)</li>" in text


async def test_a_withdrawn_report_is_still_known_by_its_name(
    page: Page, parts: House, trust: SmallTrust
) -> None:
    async with parts.store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, date(2026, 11, 20)))
        report = await uow.reports.add(report_on(visit))
        await uow.reports.withdraw(Withdrawal(report.id, visit.id, None, "", trust.deputy_ceo, NOW))
    row = Outgoing("a", OutgoingKind.REPORT_WITHDRAWN, trust.head_of_oak_bank, f"report:{report.id}", NOW)
    await tell(parts, row)
    assert "<h3>Report on Oak Bank, Fri 20 November 2026</h3>" in await shown(page)


@pytest.mark.parametrize("subject", ["report:x", "report:99:1", "report", "", "digest:2026-11-23"])
async def test_whatever_a_row_is_about_the_page_is_shown(
    page: Page, parts: House, trust: SmallTrust, subject: str
) -> None:
    await tell(parts, Outgoing("a", "of.a.later.program", trust.sip, subject, NOW))
    assert "<h3>Of.a.later.program</h3>" in await shown(page)


async def test_what_people_wrote_is_shown_as_words_and_does_nothing(
    page: Page, parts: House, trust: SmallTrust, postbag: Postbag
) -> None:
    postbag.mails.append(Mail(HOSTILE, HOSTILE, HOSTILE, [Enclosed(1, HOSTILE)]))
    async with parts.store.transaction() as uow:
        visit = await uow.visits.add(a_visit(OAK_BANK, trust.sip, date(2026, 11, 20)))
        report = await uow.reports.add(report_on(visit, text=ReportText(HOSTILE, HOSTILE, HOSTILE, HOSTILE)))
    row = Outgoing("a", OutgoingKind.REPORT_MAILED, trust.ceo, f"report:{report.id}:1", NOW, why=HOSTILE)
    await tell(parts, row)
    text = await shown(page)
    assert "<script" not in text
    assert text.count("&lt;script&gt;") >= 9


async def test_the_root_leads_to_the_mailbox(page: Page, trust: SmallTrust) -> None:
    answer = await page.get("/", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, "/mailbox")


async def test_whatever_was_put_out_stands_on_the_page(parts: House, trust: SmallTrust, page: Page) -> None:
    async with parts.store.transaction() as uow:
        await uow.outbox.put(
            [Outgoing(f"{kind}:1", kind, trust.ceo, f"{kind}:1", NOW) for kind in OutgoingKind]
        )
    answer = await page.get("/mailbox")
    assert answer.status == 200
    written = await answer.text()
    for named in ("The report, as asked for", "A school&#x27;s paper, as asked for", "A paper for a visit"):
        assert named in written
