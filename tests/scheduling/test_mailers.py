"""What every mailer keeps to; and what is of the demonstration's mailbox, and of documents, alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.settings import SettingsError, load_settings
from scheduling.mail_domains import READ_IT_IN_TEAMS, DocumentsKeptWithin
from scheduling.no_mail import NoMail
from scheduling.outlook.client import Outlook
from scheduling.outlook.mail import OutlookMailer
from storage.demo_mailbox import DemoMailbox
from storage.store import SqlStore
from strategy.ports import Letter, Mailer, Outcome
from tests.builders import NOW
from tests.graph.simulator import FROM, GraphSimulator
from tests.scheduling.outbox_of_graph import letters_of
from tests.scheduling.post import PassingTime, RememberingMailer, a_document

LETTER = Letter("ann.lee@trust.example", "Visit report, Oak Bank", "It is attached.", (a_document(),))


class Kept:
    """A mailer, and what it has sent, by address."""

    def __init__(self, mailer: Mailer, store: SqlStore, graph: GraphSimulator | None = None) -> None:
        self.mailer = mailer
        self._graph = graph
        self._demo = DemoMailbox(store, PassingTime())

    async def letters(self) -> list[Letter]:
        """Newest last."""
        if isinstance(self.mailer, RememberingMailer):
            return list(self.mailer.sent.values())
        if self._graph is not None:
            return letters_of(self._graph)
        letters = []
        for mail in reversed(await self._demo.newest()):
            documents = [await self._demo.document(each.id) for each in mail.documents]
            assert None not in documents
            letters.append(
                Letter(mail.address, mail.subject, mail.text, tuple(each for each in documents if each))
            )
        return letters


@pytest.fixture(
    params=["in memory", "the demonstration's", "the demonstration's, within domains", "Microsoft Graph's"]
)
def kept(request: pytest.FixtureRequest, store: SqlStore, graph: GraphSimulator, outlook: Outlook) -> Kept:
    if request.param == "in memory":
        return Kept(RememberingMailer(), store)
    if request.param == "Microsoft Graph's":
        return Kept(OutlookMailer(outlook, FROM), store, graph)
    mailbox = DemoMailbox(store, PassingTime())
    within = DocumentsKeptWithin(mailbox, ["trust.example"])
    return Kept(within if request.param.endswith("domains") else mailbox, store)


async def test_a_letter_is_sent_whole_with_its_documents(kept: Kept) -> None:
    two = replace(LETTER, documents=(a_document("One.docx"), a_document("Two.docx")))
    assert (await kept.mailer.deliver("k1", two)).is_sent
    assert await kept.letters() == [two]


async def test_a_letter_without_documents_is_sent_too(kept: Kept) -> None:
    plain = replace(LETTER, documents=())
    assert (await kept.mailer.deliver("k1", plain)).is_sent
    assert await kept.letters() == [plain]


async def test_one_key_is_sent_once_and_counts_as_sent_again(kept: Kept) -> None:
    for _ in range(3):
        assert (await kept.mailer.deliver("k1", LETTER)).outcome is Outcome.SENT
    assert (await kept.mailer.deliver("k2", replace(LETTER, subject="Another"))).is_sent
    assert [letter.subject for letter in await kept.letters()] == ["Visit report, Oak Bank", "Another"]
    assert all(len(letter.documents) == 1 for letter in await kept.letters())


async def test_the_demonstrations_mailbox_shows_the_newest_first(store: SqlStore) -> None:
    mailbox = DemoMailbox(store, PassingTime())
    for number in range(3):
        await mailbox.deliver(f"k{number}", replace(LETTER, subject=f"Mail {number}"))
    assert [mail.subject for mail in await mailbox.newest(2)] == ["Mail 2", "Mail 1"]
    [mail] = await mailbox.newest(1)
    assert (mail.sent_at, mail.address) == (NOW, "ann.lee@trust.example")
    [enclosed] = mail.documents
    assert (await mailbox.document(enclosed.id)) == a_document()
    for nothing in (0, 4711, 2**40, True):
        assert await mailbox.document(nothing) is None


async def test_no_mailer_says_that_there_is_none() -> None:
    assert (await NoMail().deliver("k1", LETTER)).outcome is Outcome.NOT_SET_UP


@pytest.mark.parametrize(
    ("address", "goes"),
    [
        ("ann.lee@trust.example", True),
        ("Ann.Lee@TRUST.example", True),
        ("ann@school.example", True),
        ("ann@sub.trust.example", False),
        ("ann@nottrust.example", False),
        ("ann@trust.example.evil.test", False),
        ("trust.example@evil.test", False),
        ("trust.example", False),
        ("", False),
    ],
)
async def test_documents_go_only_to_the_domains_that_settings_accept(address: str, goes: bool) -> None:
    behind = RememberingMailer()
    within = DocumentsKeptWithin(behind, ["Trust.Example", "school.example"])
    assert (await within.deliver("k1", replace(LETTER, address=address))).is_sent
    sent = behind.sent["k1"]
    if goes:
        assert sent == replace(LETTER, address=address)
    else:
        assert sent.documents == ()
        assert sent.text == f"It is attached.\n\n{READ_IT_IN_TEAMS}"


async def test_where_no_domain_is_accepted_no_document_goes_anywhere() -> None:
    behind = RememberingMailer()
    await DocumentsKeptWithin(behind, ()).deliver("k1", LETTER)
    assert behind.sent["k1"].documents == ()


def test_domains_are_set_with_commas_between_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings(None).mail_domains == ()
    monkeypatch.setenv("KEYSTONE_MAIL_DOMAINS", " Trust.example, oak-bank.school.example ,")
    assert load_settings(None).mail_domains == ("trust.example", "oak-bank.school.example")


@pytest.mark.parametrize("wrong", ["*", "@trust.example", "trust", "trust.example evil.test", "a@b.example"])
def test_what_is_no_domain_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("KEYSTONE_MAIL_DOMAINS", wrong)
    with pytest.raises(SettingsError) as refused:
        load_settings(None)
    assert refused.value.faults == (
        "KEYSTONE_MAIL_DOMAINS: must be domains such as trust.example, with commas between them.",
    )
