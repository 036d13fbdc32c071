"""A report that is filed or amended reaches those who must have it, and nobody who may not read it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from dialogs.outgoing.letters import INSTEAD
from dialogs.outgoing.outbound import Outbound
from storage.files.word import WordDocuments
from storage.tables import people, roles, schools, visits
from strategy.outgoing import Means, OutgoingKind
from strategy.people import Capacity, Role
from strategy.ports import Letter
from strategy.reports import Report, ReportText
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import FRIDAY, TEXT, Post
from tests.dialogs.world import OAK_BANK, World

MAILED, CARD, SHARED = OutgoingKind.REPORT_MAILED, OutgoingKind.REPORT_CARD, OutgoingKind.REPORT_SHARED
EACH_WAY = [(MAILED, "Dan Deputy"), (SHARED, "Hana Head"), (CARD, "Lena Lead")]
AMENDED = replace(TEXT, outcomes=f"Calm again{MARKED}")


@pytest.fixture
async def report(world: World, post: Post) -> Report:
    """Sam's report on his visit to Oak Bank last Friday."""
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    return await post.filed()


async def test_the_deputy_ceo_has_the_report_by_mail_as_a_document(post: Post, report: Report) -> None:
    mail = await post.letter(await post.waiting(MAILED, "Dan Deputy"))
    assert mail.address == "dan.deputy@trust.example"
    assert mail.subject == "Visit report: Oak Bank"
    assert (
        "Sam Partner (School Improvement Partner) has filed a report on Oak Bank, visit of Fri" in mail.text
    )
    assert "In time (due Wed 25 November 2026)." in mail.text
    assert "It is also for the school's next Progress Board." in mail.text
    assert INSTEAD not in mail.text
    [document] = mail.documents
    assert document.name == "Visit report - Oak Bank - 2026-11-20.txt"
    for written in (TEXT.purpose, TEXT.activities, TEXT.outcomes, TEXT.recommendations):
        assert ascii(written) in document.content.decode()


async def test_the_words_of_the_mail_find_the_report_in_teams(
    post: Post, report: Report, deputy: Conversation
) -> None:
    mail = await post.letter(await post.waiting(MAILED, "Dan Deputy"))
    to_say = mail.text.partition('say "')[2].partition('"')[0]
    assert "Calm classrooms" in (await deputy.says(to_say)).texts


async def test_a_document_is_laid_out_from_the_report_alone(post: Post, report: Report) -> None:
    [document] = (await post.letter(await post.waiting(MAILED, "Lena Lead"))).documents
    sheet = document.content.decode()
    for part in (
        "heading='School visit report'",
        "school='Oak Bank School'",
        "role='School Improvement Partner'",
        "author='Sam Partner'",
        "when_label='Date of visit', when='Fri 20 November 2026'",
        "filed='Mon 23 November 2026 at 09:00', amended=''",
    ):
        assert part in sheet


async def test_the_document_is_a_word_file_that_holds_the_whole_report(post: Post, report: Report) -> None:
    row = await post.waiting(MAILED, "Dan Deputy")
    made = await post.render(row, Means.MAIL, by=Outbound(post.world.policy, WordDocuments()))
    assert isinstance(made, Letter)
    [document] = made.documents
    assert document.name == "Visit report - Oak Bank - 2026-11-20.docx"
    with zipfile.ZipFile(io.BytesIO(document.content)) as opened:
        words = opened.read("word/document.xml").decode()
    assert all(part in words for part in ("Oak Bank School", TEXT.outcomes, TEXT.recommendations))


async def test_a_half_termly_report_says_so(world: World, post: Post) -> None:
    ted = await world.person("Ted Teacher")
    async with world.store.transaction() as uow:
        report = await uow.reports.add(
            Report(
                id=0,
                school=OAK_BANK,
                author=ted,
                capacity=Capacity.TEAM_MEMBER,
                visit=None,
                deployment=uow.trust.deployments_of(uow.trust.person(ted))[0].id,
                half_term="2026/27 autumn-2",
                visit_on=date(2026, 12, 18),
                due_on=date(2026, 12, 18),
                filed_at=NOW,
                text=TEXT,
            )
        )
    mail = await post.letter(await post.put(MAILED, "Dan Deputy", f"report:{report.id}:1"))
    assert mail.subject == "Half-termly report: Oak Bank"
    [document] = mail.documents
    assert document.name == "Half-termly report - Oak Bank - autumn 2 2026/27.txt"
    sheet = document.content.decode()
    assert "heading='Half-termly report'" in sheet
    assert "when_label='Half term', when='Autumn 2, 2026/27'" in sheet


async def test_a_visit_of_two_days_names_both_in_its_document(world: World, post: Post) -> None:
    [visit] = await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 19))
    await post.directory_changes(sa.update(visits).where(visits.c.id == visit.id).values(ends=FRIDAY))
    await post.filed()
    [document] = (await post.letter(await post.waiting(MAILED, "Dan Deputy"))).documents
    assert "when='Thu 19 November 2026 to Fri 20 November 2026'" in document.content.decode()


async def test_a_late_report_says_when_it_was_due_without_blame(world: World, post: Post) -> None:
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12))
    await post.filed(day=date(2026, 11, 12))
    mail = await post.letter(await post.waiting(MAILED, "Dan Deputy"))
    assert "After the deadline (due Tue 17 November 2026)." in mail.text


async def test_who_is_mailed_a_report_has_it_as_a_card_too(post: Post, report: Report) -> None:
    seen = await post.notice(await post.put(CARD, "Dan Deputy", f"report:{report.id}:1"))
    assert seen.messages[0].summary == "Visit report: Oak Bank"
    for words in ("Sam Partner, School Improvement Partner", "Fri 20 November 2026", "In time"):
        assert words in seen.texts
    assert TEXT.outcomes in seen.texts
    assert TEXT.recommendations in seen.texts
    assert TEXT.activities not in seen.texts, "the card tells what matters; the rest is one tap away"
    assert list(seen.buttons) == ["Read it"]


async def test_read_it_opens_the_report_beside_the_message(
    post: Post, report: Report, deputy: Conversation
) -> None:
    seen = await post.notice(await post.put(CARD, "Dan Deputy", f"report:{report.id}:1"))
    read = await deputy.presses("Read it", on=seen)
    assert read.reply.replacement is None
    assert TEXT.activities in read.texts


async def test_a_headteacher_can_answer_the_report_that_is_shared_with_them(
    post: Post, report: Report
) -> None:
    seen = await post.notice(await post.waiting(SHARED, "Hana Head"))
    assert list(seen.buttons) == ["Acknowledge", "Something is inaccurate", "Read it"]
    about = {"report": report.id, "version": 1}
    assert seen.button("Acknowledge") == {"do": "report.acknowledge", **about}
    assert seen.button("Something is inaccurate") == {"do": "report.inaccurate.ask", **about}
    assert TEXT.outcomes in seen.texts


async def test_a_headteacher_who_is_not_in_teams_has_the_document_by_mail(post: Post, report: Report) -> None:
    mail = await post.letter(await post.waiting(SHARED, "Hana Head"))
    assert (mail.address, mail.subject) == ("hana.head@trust.example", "Visit report: Oak Bank")
    assert len(mail.documents) == 1
    assert "There you can acknowledge it too, or say what is inaccurate." in mail.text
    assert INSTEAD in mail.text


@pytest.mark.parametrize("kind", [CARD, MAILED])
async def test_an_amended_report_goes_out_marked_as_amended(
    post: Post, report: Report, kind: OutgoingKind
) -> None:
    await post.amended(report, AMENDED)
    row = await post.put(kind, "Dan Deputy", f"report:{report.id}:2")
    if kind is CARD:
        seen = await post.notice(row)
        assert seen.messages[0].summary == "Amended visit report: Oak Bank"
        assert "version 2" in seen.texts
        assert AMENDED.outcomes in seen.texts
        return
    mail = await post.letter(row)
    assert mail.subject == "Amended visit report: Oak Bank"
    assert "has amended the report on Oak Bank" in mail.text
    assert "Mon 23 November 2026 at 09:00, version 2" in mail.documents[0].content.decode()


@pytest.mark.parametrize(("kind", "to"), EACH_WAY)
async def test_a_version_that_was_amended_meanwhile_is_not_sent(
    post: Post, report: Report, kind: OutgoingKind, to: str
) -> None:
    row = await post.put(kind, to, f"report:{report.id}:1")
    await post.amended(report, AMENDED)
    assert await post.untrue(row) == "superseded by version 2"


@pytest.mark.parametrize(("kind", "to"), EACH_WAY)
async def test_a_withdrawn_report_is_not_sent(
    post: Post, report: Report, kind: OutgoingKind, to: str
) -> None:
    row = await post.put(kind, to, f"report:{report.id}:1")
    await post.withdraw(report, "Dan Deputy", "The wrong school.")
    assert await post.untrue(row) == "withdrawn"


async def test_a_headteacher_who_has_moved_to_another_school_is_not_sent_it(
    world: World, post: Post, report: Report
) -> None:
    row = await post.waiting(SHARED, "Hana Head")
    ned = await world.person("Ned Newman")
    await post.directory_changes(sa.update(schools).where(schools.c.urn == OAK_BANK).values(headteacher=ned))
    assert await post.untrue(row) == "may not read it any more"


async def test_somebody_who_has_given_up_their_office_is_not_sent_it(
    world: World, post: Post, report: Report
) -> None:
    row = await post.waiting(MAILED, "Lena Lead")
    lena = await world.person("Lena Lead")
    await post.directory_changes(
        sa.delete(roles).where(roles.c.person == lena, roles.c.role == Role.LEAD_SIP)
    )
    assert await post.untrue(row) == "may not read it any more"


async def test_somebody_who_has_left_is_sent_nothing(world: World, post: Post, report: Report) -> None:
    row = await post.waiting(MAILED, "Dan Deputy")
    dan = await world.person("Dan Deputy")
    await post.directory_changes(sa.update(people).where(people.c.id == dan).values(ended_on=FRIDAY))
    assert await post.untrue(row) == "not in the directory any more"


async def test_a_headteacher_is_never_sent_the_lead_sip_s_report(post: Post) -> None:
    report = await post.filed("Lena Lead", capacity=Capacity.LEAD_SIP)
    row = await post.put(SHARED, "Hana Head", f"report:{report.id}:1")
    assert await post.untrue(row) == "may not read it any more"


@pytest.mark.parametrize("subject", ["report:9999:1", "report:x:1", "report", "visit:1", ""])
async def test_what_is_about_nothing_known_is_not_sent(post: Post, subject: str) -> None:
    assert await post.untrue(await post.put(MAILED, "Dan Deputy", subject)) in (
        "no such report",
        "about nothing known",
    )


@pytest.mark.parametrize("sign", ["a", "\n", "é", "🙂", '"', "word "])
async def test_a_very_long_report_is_shortened_with_all_of_it_one_tap_away(post: Post, sign: str) -> None:
    long = (sign * 40_000)[:39_000]
    report = await post.filed(text=ReportText("x", long, f"Start. {long} End.", f"First. {long} Last."))
    for row in (
        await post.waiting(SHARED, "Hana Head"),
        await post.put(CARD, "Dan Deputy", f"report:{report.id}:1"),
    ):
        seen = await post.notice(row)
        assert "Start." in seen.texts
        assert "First." in seen.texts
        assert "Last." not in seen.texts
        assert "Shortened. Read it all to see the rest." in seen.texts
        assert "Read it all" in seen.buttons


async def test_a_short_part_leaves_its_room_to_a_long_one(post: Post) -> None:
    await post.filed(text=ReportText("x", "x", "y" * 8_000 + "END", "Keep going"))
    seen = await post.notice(await post.waiting(SHARED, "Hana Head"))
    assert "END" in seen.texts
    assert "Read it" in seen.buttons


async def test_a_report_stands_in_the_card_exactly_as_it_was_typed(post: Post) -> None:
    typed = "**bold** <b>tag</b> [link](https://example.org)\n- a dash\n\n# head"
    await post.filed(text=replace(TEXT, outcomes=typed))
    seen = await post.notice(await post.waiting(SHARED, "Hana Head"))
    for line in typed.split("\n"):
        assert line in seen.texts
