"""The Deputy CEO's week: numbers first, who has something late, and what waits for a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from dialogs.asked_again import recalled
from dialogs.understanding.intents import Intent
from storage.tables import outbox, roles, schools
from strategy.designations import Designation
from strategy.outgoing import GOES_BY_MAIL_TOO, Means, OutgoingKind
from strategy.permissions import Scope
from strategy.ports import Absence, DutyQuery, NotNow, OutgoingState, Remark, RemarkKind
from tests.builders import a_visit, make_person, make_visit_and_duty, take_in_hand
from tests.dialogs.conversation import NOW, Conversation
from tests.dialogs.post import FRIDAY, Post
from tests.dialogs.world import LONGMEAD, MARLOW, OAK_BANK, ST_ANNE, World

SUBJECT = "digest:2026-11-23"


@pytest.fixture(autouse=True)
async def ted_has_reported(world: World) -> None:
    """The half-termly report of last half term is in, so that nothing is late but what a test makes so."""
    ted = await world.person("Ted Teacher")
    async with world.store.transaction() as uow:
        late = DutyQuery(owner=ted, due_before=FRIDAY)
        for row in (await uow.duties.page(late, Scope(everything=True))).items:
            await uow.duties.fulfil(row.id, NOW, None)


async def failed(post: Post, kind: OutgoingKind, to: str, subject: str = "report:1:1") -> None:
    """Something that was tried by all its means in vain."""
    row = await post.put(kind, to, subject)
    async with post.world.store.transaction() as uow:
        [taken] = await take_in_hand(uow, NOW, NOW + timedelta(minutes=5), 1)
        assert taken.id == row.id
        await uow.outbox.settle(replace(taken, state=OutgoingState.FAILED, next_try_at=None, why="refused"))


async def test_a_quiet_week_takes_two_lines(post: Post) -> None:
    row = await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT)
    seen = await post.notice(row)
    assert seen.words == (
        "Nothing is overdue, and nothing is due this week.\n"
        "All was delivered, and no remark waits for an answer."
    )
    assert seen.messages[0].summary == "Your week: Mon 23 November 2026"
    assert not seen.cards
    mail = await post.letter(row)
    assert mail.subject == "Your week: Mon 23 November 2026"
    assert "Nothing is overdue" in mail.text


@pytest.fixture
async def busy(world: World, post: Post) -> None:
    """Reports late and due, deliveries that failed, and a remark that waits."""
    await world.diary("Sam Partner", OAK_BANK, date(2026, 11, 12), FRIDAY)
    await world.diary("Sue Partner", MARLOW, date(2026, 11, 11), date(2026, 11, 16))
    await world.diary("Sue Partner", ST_ANNE, date(2026, 11, 17))
    await post.directory_changes(
        sa.update(schools).where(schools.c.urn == LONGMEAD).values(designation=None, designated_on=None)
    )
    await world.diary("Lena Lead", LONGMEAD, date(2026, 11, 10))
    sue = await world.person("Sue Partner")
    async with world.store.transaction() as uow:
        await uow.absences.add(Absence(0, sue, FRIDAY, None, "Ill", sue, NOW))
    await failed(post, OutgoingKind.REPORT_MAILED, "Carol Chief")
    await failed(post, OutgoingKind.NUDGE, "Mo Head")
    await failed(post, OutgoingKind.REPORT_SHARED, "Mo Head")
    await failed(post, OutgoingKind.REPORT_CARD, "Dan Deputy")


async def test_the_numbers_come_first(post: Post, busy: None) -> None:
    seen = await post.notice(await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT))
    assert seen.words == (
        "5 reports are overdue (1 high risk, 3 low risk, 1 no designation), and 1 is due this week. "
        "3 messages could not be delivered, and no remark waits for an answer."
    )
    for words in ("5: 1 high risk, 3 low risk, 1 no designation", "Due this week", "Mo Head"):
        assert words in seen.texts
    assert "3: 1 report by mail, 1 report for a headteacher and 1 reminder" in seen.texts


async def test_authors_are_named_with_how_late_the_oldest_is_and_who_is_away(post: Post, busy: None) -> None:
    row = await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT)
    seen = await post.notice(row)
    lines = seen.texts.splitlines()
    sue = lines.index("Sue Partner")
    assert lines[sue : sue + 4] == ["Sue Partner", "away", "3", "5"]
    assert lines[sue + 4 : sue + 10] == ["Lena Lead", "1", "6", "Sam Partner", "1", "4"]
    mail = await post.letter(row)
    assert "Sue Partner (away): 3 reports, the oldest 5 working days late." in mail.text
    assert "Not reached: Mo Head" in mail.text


async def test_who_cannot_be_reached_is_named_and_who_missed_a_mail_alone_is_not(
    post: Post, busy: None
) -> None:
    texts = (await post.notice(await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT))).texts
    assert "Not reached\nMo Head" in texts
    assert "Carol Chief" not in texts


async def test_the_digest_leads_on_to_the_list_and_to_chasing(
    world: World, post: Post, busy: None, deputy: Conversation
) -> None:
    seen = await post.notice(await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT))
    assert "5 reports are overdue" in (await deputy.presses("Which reports are overdue?", on=seen)).words
    chase = seen.button("Chase them")
    asked = recalled(chase["ask"], await world.store.trust())
    assert asked is not None
    assert (asked.intent, asked.status) == (Intent.REPORT_LIST, "overdue")


async def test_remarks_without_an_answer_wait_for_a_decision(
    world: World, post: Post, deputy: Conversation
) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    report = await post.filed()
    hana = await world.person("Hana Head")
    async with world.store.transaction() as uow:
        for _ in range(6):
            await uow.remarks.add(Remark(0, report.id, 1, hana, RemarkKind.INACCURATE, "31, not 13", NOW))
    row = await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT)
    seen = await post.notice(row)
    assert "6 headteachers' remarks wait for an answer." in seen.words
    assert "Hana Head found something inaccurate, Mon 23 Nov" in seen.texts
    assert "And 1 more." in seen.texts
    assert "31, not 13" not in seen.all
    assert "Calm classrooms" in (await deputy.presses("Oak Bank", on=seen)).texts
    assert "Chase them" not in seen.buttons
    assert "Oak Bank" not in (await post.letter(row)).text


async def test_with_very_many_authors_the_card_stays_small(world: World, post: Post) -> None:
    day = date(2026, 11, 2)
    async with world.store.transaction() as uow:
        for number in range(30):
            author = await make_person(uow, f"Author{number} {'Long' * 30}")
            await make_visit_and_duty(uow, a_visit(OAK_BANK, author, day), day)
    seen = await post.notice(await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT))
    assert "And 22 more authors." in seen.texts


async def test_very_many_failed_deliveries_are_counted_and_a_few_people_named(
    world: World, post: Post
) -> None:
    people = ["Hana Head", "Mo Head", "Ned Newman", "Sam Partner", "Sue Partner", "Ada Adviser"]
    row = await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT)
    ids = [await world.person(name) for name in people]
    async with world.store.transaction() as uow:
        await uow.connection.execute(
            sa.insert(outbox),
            [
                {
                    "key": f"old:{number}",
                    "kind": OutgoingKind.NUDGE,
                    "recipient": ids[number % len(ids)],
                    "subject": f"nudge:{number}",
                    "created_at": NOW,
                    "state": OutgoingState.FAILED,
                    "means": Means.MAIL,
                    "attempts": 5,
                    "claim": "",
                    "tried": "",
                    "why": "refused",
                }
                for number in range(300)
            ],
        )
    seen = await post.notice(row)
    assert "300 messages could not be delivered" in seen.words
    assert "Ada Adviser, Hana Head, Mo Head, Ned Newman, Sam Partner and 1 more" in seen.texts


async def test_who_is_not_deputy_ceo_any_more_gets_no_digest(world: World, post: Post) -> None:
    row = await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT)
    dan = await world.person("Dan Deputy")
    await post.directory_changes(sa.delete(roles).where(roles.c.person == dan))
    assert await post.untrue(row) == "not for them any more"
    assert await post.untrue(await post.put(OutgoingKind.DIGEST, "Hana Head", SUBJECT)) == (
        "not for them any more"
    )


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (datetime(2026, 11, 23, 7, tzinfo=UTC), datetime(2026, 11, 23, 8, tzinfo=UTC)),
        (datetime(2026, 11, 24, 22, tzinfo=UTC), datetime(2026, 11, 25, 8, tzinfo=UTC)),
    ],
    ids=["before work", "at night"],
)
async def test_a_digest_waits_for_working_hours(post: Post, at: datetime, until: datetime) -> None:
    row = await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT)
    assert await post.render(row, at=at) == NotNow(until)


@pytest.mark.parametrize("day", [27, 28, 30], ids=["Friday evening", "Saturday", "the next Monday"])
async def test_a_digest_of_a_week_that_is_over_is_not_sent(post: Post, day: int) -> None:
    row = await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT)
    assert await post.untrue(row, at=datetime(2026, 11, day, 19, tzinfo=UTC)) == "its week is over"


async def test_later_in_its_week_a_digest_tells_what_is_true_then(world: World, post: Post) -> None:
    await world.diary("Sam Partner", OAK_BANK, FRIDAY)
    row = await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT)
    assert "1 report is due this week" in (await post.notice(row)).words
    thursday = await post.notice(row, at=datetime(2026, 11, 26, 9, tzinfo=UTC))
    assert thursday.words.startswith("1 report is overdue (1 high risk), and none is due this week.")


@pytest.mark.parametrize("subject", ["digest:soon", "digest", "report:1"])
async def test_a_digest_of_no_week_is_not_sent(post: Post, subject: str) -> None:
    row = await post.put(OutgoingKind.DIGEST, "Dan Deputy", subject)
    assert await post.untrue(row) == "about nothing known"


async def test_risk_is_told_by_the_school_s_designation(world: World, post: Post) -> None:
    await post.directory_changes(
        sa.update(schools).where(schools.c.urn == MARLOW).values(designation=Designation.IMPROVE)
    )
    await world.diary("Sue Partner", MARLOW, date(2026, 11, 11))
    seen = await post.notice(await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT))
    assert "1 report is overdue (1 some risk)" in seen.words


async def test_what_could_not_be_delivered_has_a_name_whatever_it_is(world: World, post: Post) -> None:
    hana = await world.person("Hana Head")
    row = await post.put(OutgoingKind.DIGEST, "Dan Deputy", SUBJECT)
    kinds = set(OutgoingKind) - GOES_BY_MAIL_TOO
    async with world.store.transaction() as uow:
        await uow.connection.execute(
            sa.insert(outbox),
            [
                {
                    "key": f"old:{kind}:{number}",
                    "kind": kind,
                    "recipient": hana,
                    "subject": f"old:{number}",
                    "created_at": NOW,
                    "state": OutgoingState.FAILED,
                    "means": Means.MAIL,
                    "attempts": 5,
                    "claim": "",
                    "tried": "",
                    "why": "refused",
                }
                for kind in kinds
                for number in range(2)
            ],
        )
    seen = await post.notice(row)
    assert f"{2 * len(kinds)} messages could not be delivered" in seen.words
    for named in ("2 reports that were asked for", "2 notices of changed visits", "2 papers for visits"):
        assert named in seen.texts
