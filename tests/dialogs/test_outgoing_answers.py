"""What a headteacher says of a report reaches its author and the Deputy CEO; a withdrawal reaches readers."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from dialogs.outgoing.letters import INSTEAD
from storage.tables import roles, schools
from strategy.outgoing import OutgoingKind
from strategy.ports import Remark, RemarkKind
from strategy.reports import Report
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import FRIDAY, TEXT, Post
from tests.dialogs.world import OAK_BANK, World

SAID = f"We have 31 pupils in Year 6, not 13.{MARKED}"
REASON = f"It was about Marlow.{MARKED}"


@pytest.fixture
async def report(world: World, post: Post) -> Report:
    """Sam's report on his visit to Oak Bank last Friday."""
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    return await post.filed()


async def remarked(world: World, report: Report, kind: RemarkKind, text: str = "") -> str:
    """Hana has said something of the report; the subject that tells of it."""
    hana = await world.person("Hana Head")
    async with world.store.transaction() as uow:
        remark = await uow.remarks.add(Remark(0, report.id, 1, hana, kind, text, NOW))
    return f"remark:{remark.id}"


async def test_the_author_reads_what_is_inaccurate_and_can_amend_it(
    world: World, post: Post, report: Report, sip: Conversation
) -> None:
    subject = await remarked(world, report, RemarkKind.INACCURATE, SAID)
    seen = await post.notice(await post.put(OutgoingKind.REMARK, "Sam Partner", subject))
    [message] = seen.messages
    assert message.summary == "Hana Head on the report: Oak Bank"
    assert message.text == (
        "Hana Head says that something in your report on Oak Bank, Fri 20 November 2026, is inaccurate."
    )
    assert SAID in seen.texts
    assert list(seen.buttons) == ["Read it", "Amend"]
    form = await sip.presses("Amend", on=seen)
    assert form.reply.replacement is None, "what was said stays to be read"
    assert form.filled_in()["purpose"] == TEXT.purpose


async def test_the_deputy_ceo_reads_it_but_cannot_amend(world: World, post: Post, report: Report) -> None:
    subject = await remarked(world, report, RemarkKind.INACCURATE, SAID)
    seen = await post.notice(await post.put(OutgoingKind.REMARK, "Dan Deputy", subject))
    assert "Sam Partner's report on Oak Bank" in seen.words
    assert SAID in seen.texts
    assert list(seen.buttons) == ["Read it"]


async def test_an_acknowledgement_is_told_as_one(world: World, post: Post, report: Report) -> None:
    subject = await remarked(world, report, RemarkKind.ACKNOWLEDGED)
    seen = await post.notice(await post.put(OutgoingKind.REMARK, "Sam Partner", subject))
    assert seen.words == "Hana Head has acknowledged your report on Oak Bank, Fri 20 November 2026."
    assert "Hana Head said" not in seen.texts


@pytest.mark.parametrize("kind", RemarkKind)
async def test_a_mail_says_that_there_was_an_answer_and_not_which(
    world: World, post: Post, report: Report, kind: RemarkKind
) -> None:
    subject = await remarked(world, report, kind, SAID)
    mail = await post.letter(await post.put(OutgoingKind.REMARK, "Sam Partner", subject))
    assert mail.subject == "Hana Head on the report: Oak Bank"
    assert "Hana Head has answered your report on Oak Bank" in mail.text
    assert "inaccurate" not in mail.text
    assert "acknowledged" not in mail.text
    assert INSTEAD in mail.text


async def test_a_remark_on_a_report_that_was_amended_since_says_so(
    world: World, post: Post, report: Report
) -> None:
    subject = await remarked(world, report, RemarkKind.INACCURATE, SAID)
    await post.amended(report, replace(TEXT, outcomes="31 pupils"))
    seen = await post.notice(await post.put(OutgoingKind.REMARK, "Dan Deputy", subject))
    assert "That was version 1; the report has been amended since." in seen.words


async def test_a_remark_on_a_withdrawn_report_is_not_told(world: World, post: Post, report: Report) -> None:
    subject = await remarked(world, report, RemarkKind.INACCURATE, SAID)
    await post.withdraw(report, "Dan Deputy", REASON)
    assert await post.untrue(await post.put(OutgoingKind.REMARK, "Sam Partner", subject)) == "withdrawn"
    gone = await post.put(OutgoingKind.REMARK, "Sam Partner", "remark:999")
    assert await post.untrue(gone) == "no such remark"


async def test_a_remark_is_not_told_to_somebody_who_may_not_read_the_report_any_more(
    world: World, post: Post, report: Report
) -> None:
    subject = await remarked(world, report, RemarkKind.INACCURATE, SAID)
    row = await post.put(OutgoingKind.REMARK, "Dan Deputy", subject)
    dan = await world.person("Dan Deputy")
    await post.directory_changes(sa.delete(roles).where(roles.c.person == dan))
    assert await post.untrue(row) == "may not read it any more"


async def test_who_was_sent_a_report_learns_that_it_was_withdrawn_and_why(post: Post, report: Report) -> None:
    await post.withdraw(report, "Dan Deputy", REASON)
    row = await post.put(OutgoingKind.REPORT_WITHDRAWN, "Hana Head", f"report:{report.id}")
    seen = await post.notice(row)
    assert seen.messages[0].summary == "Report withdrawn: Oak Bank"
    assert seen.words == (
        "Sam Partner's report on Oak Bank, Fri 20 November 2026, was withdrawn by Dan Deputy on "
        "Mon 23 November 2026. Please delete what you were sent of it."
    )
    assert REASON in seen.texts
    mail = await post.letter(row)
    assert mail.subject == "Report withdrawn: Oak Bank"
    assert "Please delete what you were sent of it." in mail.text
    assert mail.documents == ()


async def test_a_former_headteacher_is_asked_to_delete_it_and_not_told_why(
    world: World, post: Post, report: Report
) -> None:
    await post.withdraw(report, "Dan Deputy", REASON)
    ned = await world.person("Ned Newman")
    await post.directory_changes(sa.update(schools).where(schools.c.urn == OAK_BANK).values(headteacher=ned))
    seen = await post.notice(
        await post.put(OutgoingKind.REPORT_WITHDRAWN, "Hana Head", f"report:{report.id}")
    )
    assert "Please delete what you were sent of it." in seen.texts
    assert REASON not in seen.all


async def test_its_author_is_told_that_it_was_withdrawn_and_not_to_delete_anything(
    post: Post, report: Report
) -> None:
    await post.withdraw(report, "Dan Deputy", REASON)
    seen = await post.notice(
        await post.put(OutgoingKind.REPORT_WITHDRAWN, "Sam Partner", f"report:{report.id}")
    )
    assert seen.words.startswith("Your report on Oak Bank")
    assert "delete" not in seen.all


async def test_a_report_that_stands_is_not_said_to_be_withdrawn(post: Post, report: Report) -> None:
    row = await post.put(OutgoingKind.REPORT_WITHDRAWN, "Hana Head", f"report:{report.id}")
    assert await post.untrue(row) == "not withdrawn"


async def test_a_very_long_remark_or_reason_is_shortened(world: World, post: Post, report: Report) -> None:
    subject = await remarked(world, report, RemarkKind.INACCURATE, "First. " + "🙂\n" * 20_000)
    seen = await post.notice(await post.put(OutgoingKind.REMARK, "Dan Deputy", subject))
    assert "First. 🙂" in seen.texts
    assert "Shortened." in seen.texts
    await post.withdraw(report, "Dan Deputy", "Second. " + "\n" * 40_000 + "last")
    row = await post.put(OutgoingKind.REPORT_WITHDRAWN, "Hana Head", f"report:{report.id}")
    assert "Second." in (await post.notice(row)).texts
