"""Each kind can be told by each of its means, and no toast or mail tells what somebody wrote."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from dialogs.cards import LARGEST_CARD
from dialogs.outgoing.outbound import MAKERS, Outbound
from strategy.actions.requesting import ask_for_visit
from strategy.actions.telling_of_plans import ALL, subject_of
from strategy.annual_reviews import AnnualText
from strategy.events import Event, EventKind, Invited, Timing
from strategy.exit_plans import ExitItem, ExitPlan, ExitState
from strategy.meetings import Meeting
from strategy.outgoing import WAYS, Means, OutgoingKind
from strategy.policy_reporting import Body
from strategy.ports import (
    Absence,
    Cancellation,
    ChangeKind,
    DutyChange,
    Letter,
    Notice,
    NotNow,
    Outgoing,
    Remark,
    RemarkKind,
    StoredPlan,
)
from strategy.recommendations import Decision
from strategy.reports import ReportText
from strategy.support import TakenBack
from strategy.visits import Support
from tests.dialogs import supporting
from tests.dialogs.aiming import proposed, sent_back, signed_off
from tests.dialogs.answers import MARKED
from tests.dialogs.asking import asked
from tests.dialogs.before import before_a_visit
from tests.dialogs.conversation import NOW
from tests.dialogs.judging import REPAIR, recommended, reviewed, taken
from tests.dialogs.listing import PlainWorkbooks, a_list_asked_for
from tests.dialogs.minuting import held, shared
from tests.dialogs.papers import papers
from tests.dialogs.planning import action, reported
from tests.dialogs.post import FRIDAY, PlainDocuments, Post
from tests.dialogs.reviewing import annual, recorded, set_for, with_leads
from tests.dialogs.sent_packs import packs_sent
from tests.dialogs.summing import summed_up
from tests.dialogs.supporting import FEBRUARY, allocated, granted
from tests.dialogs.test_outgoing_reminders import chased, swept
from tests.dialogs.world import MARLOW, OAK_BANK, ST_ANDREW, ST_ANNE, World

WORD = "zebrafinch"
WRITTEN = (f"{WORD}{MARKED} " * 4_000)[:40_000]
REASON = WRITTEN[:2_000].strip()
TEXT = ReportText(WRITTEN[:2_000], WRITTEN, WRITTEN, WRITTEN)
EACH_WAY = [(kind, means) for kind, ways in WAYS.items() for means in ways if means is not Means.APP]
"""Each way in which words reach somebody."""


def test_every_kind_can_be_told_by_each_of_its_means_and_by_no_other() -> None:
    assert set(MAKERS) == set(OutgoingKind)
    for kind, ways in WAYS.items():
        assert set(MAKERS[kind]) == set(ways), kind


@pytest.fixture
async def rows(world: World, post: Post) -> dict[OutgoingKind, Outgoing]:
    """One of each kind, with the same word in whatever people can write, at its longest."""
    sam, sue, dan, hana = [
        await world.person(name) for name in ("Sam Partner", "Sue Partner", "Dan Deputy", "Hana Head")
    ]
    _, late = await world.diary("Sam Partner", OAK_BANK, FRIDAY, date(2026, 11, 12))
    [extended] = await world.diary("Sue Partner", MARLOW, FRIDAY)
    report = await post.filed(text=TEXT)
    withdrawn = await post.filed("Sue Partner", ST_ANNE, text=TEXT)
    await post.withdraw(withdrawn, "Dan Deputy", WRITTEN)
    duty = await post.duty_of(extended.id)
    later = date(2026, 11, 30)
    async with world.store.transaction() as uow:
        remark = await uow.remarks.add(Remark(0, report.id, 1, hana, RemarkKind.INACCURATE, WRITTEN, NOW))
        changed = replace(duty.duty, due_on=later, extended_to=later)
        await uow.duties.change(duty, replace(duty, duty=changed), NOW)
        change = await uow.duty_changes.add(
            DutyChange(0, duty.id, ChangeKind.EXTENDED, sue, None, duty.duty.due_on, later, WRITTEN, dan, NOW)
        )
    await swept(post)
    async with world.store.transaction() as uow:
        await uow.absences.add(Absence(0, sam, FRIDAY, None, WRITTEN, dan, NOW))
    waiting = await taken(world, await recommended(world), Decision.SENT_BACK, "Lena Lead", reason=REASON)
    signed = await taken(
        world, await reviewed(world, ST_ANNE), Decision.SIGNED_OFF, "Dan Deputy", REPAIR, REASON
    )
    ended = await taken(
        world, await recommended(world, ST_ANDREW), Decision.WITHDRAWN, "Dan Deputy", reason=REASON
    )
    outside = await allocated(world, WRITTEN[:100].strip(), OAK_BANK, Support.EXTERNAL, reason=REASON)
    moved = await allocated(world, "Sal Specialist", MARLOW)
    moved_to = await supporting.ended(world, moved.about, FEBRUARY.replace(day=5), reason=REASON)
    days = await granted(world, reason=REASON)
    one = await action(world, ST_ANDREW, WRITTEN[:1_000])
    on_plan = await reported(world, one, school=ST_ANDREW, overall=WRITTEN[:6_000], impact=WRITTEN[:2_000])
    aims = await proposed(world)
    agreed = await signed_off(world, await proposed(world, ST_ANNE))
    returned = await sent_back(world, await proposed(world, ST_ANDREW), REASON)
    await with_leads(world)
    day = await set_for(world, by="Dan Deputy", name="Governance", day=date(2026, 12, 8))
    outcome = await recorded(world, summary=WRITTEN[:8_000].strip(), recommendations=WRITTEN[:8_000].strip())
    part = WRITTEN[:8_000].strip()
    written = await annual(world, text=AnnualText(part, part, part, part))
    summary = await summed_up(world, said=WRITTEN[:20_000].strip())
    waits, decided, kept = await papers(world, REASON)
    event, past = await events_in_their_own_words(world, dan)
    return {
        **await before_a_visit(world, post, WRITTEN),
        **await shared(world, post, WRITTEN),
        **await packs_sent(world, post),
        OutgoingKind.SUPPORT_ALLOCATED: await post.put(
            OutgoingKind.SUPPORT_ALLOCATED, "Hana Head", f"allocation:{outside.id}"
        ),
        OutgoingKind.SUPPORT_CHANGED: await post.put(
            OutgoingKind.SUPPORT_CHANGED, "Sal Specialist", f"support_change:{moved_to.id}"
        ),
        OutgoingKind.DAYS_GRANTED: await post.put(OutgoingKind.DAYS_GRANTED, "Hana Head", f"grant:{days.id}"),
        OutgoingKind.DAYS_TAKEN_BACK: await post.put(
            OutgoingKind.DAYS_TAKEN_BACK, "Hana Head", await some_days_taken_back(world)
        ),
        OutgoingKind.EXIT_AGREED: await post.put(
            OutgoingKind.EXIT_AGREED, "Hana Head", await an_exit_plan_that_is_agreed(world)
        ),
        OutgoingKind.PLAN_REPORT_MAILED: await post.put(
            OutgoingKind.PLAN_REPORT_MAILED, "Carol Chief", on_plan.key
        ),
        OutgoingKind.PLAN_REPORT_CARD: await post.put(
            OutgoingKind.PLAN_REPORT_CARD, "Carol Chief", on_plan.key
        ),
        OutgoingKind.TARGETS_PROPOSED: await post.put(OutgoingKind.TARGETS_PROPOSED, "Dan Deputy", aims.key),
        OutgoingKind.TARGETS_SIGNED_OFF: await post.put(
            OutgoingKind.TARGETS_SIGNED_OFF, "Ned Newman", agreed.key
        ),
        OutgoingKind.TARGETS_ENDED: await post.put(OutgoingKind.TARGETS_ENDED, "Sue Partner", returned.key),
        OutgoingKind.REVIEW_DAY: await post.put(OutgoingKind.REVIEW_DAY, "Mo Head", f"review:{day.id}:1"),
        OutgoingKind.REVIEW_OUTCOME: await post.put(
            OutgoingKind.REVIEW_OUTCOME, "Mo Head", f"review:{outcome.id}:1"
        ),
        OutgoingKind.ANNUAL_REVIEW_MAILED: await post.put(
            OutgoingKind.ANNUAL_REVIEW_MAILED, "Lena Lead", f"annual_review:{written.id}:1"
        ),
        OutgoingKind.ANNUAL_REVIEW_CARD: await post.put(
            OutgoingKind.ANNUAL_REVIEW_CARD, "Lena Lead", f"annual_review:{written.id}:1"
        ),
        OutgoingKind.SUMMARY_MAILED: await post.put(OutgoingKind.SUMMARY_MAILED, "Carol Chief", summary.key),
        OutgoingKind.SUMMARY_CARD: await post.put(OutgoingKind.SUMMARY_CARD, "Carol Chief", summary.key),
        OutgoingKind.PAPER_WAITING: await post.put(OutgoingKind.PAPER_WAITING, "Dan Deputy", waits.key),
        OutgoingKind.PAPER_DECIDED: await post.put(OutgoingKind.PAPER_DECIDED, "Hana Head", decided.key),
        OutgoingKind.PAPER_SENT: await post.put(
            OutgoingKind.PAPER_SENT, "Lena Lead", f"development_plan:{kept.id}:1"
        ),
        OutgoingKind.WORKBOOK_SENT: await post.put(
            OutgoingKind.WORKBOOK_SENT, "Dan Deputy", await a_list_asked_for(world, "Dan Deputy")
        ),
        OutgoingKind.MEETING_PACK_SENT: await post.put(
            OutgoingKind.MEETING_PACK_SENT,
            "Dan Deputy",
            f"meeting_pack:{(await held(world, day=date(2026, 12, 1))).id}",
        ),
        OutgoingKind.EVENT_INVITED: await post.put(OutgoingKind.EVENT_INVITED, "Sam Partner", event),
        OutgoingKind.EVENT_CHANGED: await post.put(OutgoingKind.EVENT_CHANGED, "Sam Partner", event),
        OutgoingKind.EVENT_REGISTER: await post.put(OutgoingKind.EVENT_REGISTER, "Dan Deputy", past),
        OutgoingKind.DESIGNATION_STEP: await post.put(
            OutgoingKind.DESIGNATION_STEP, "Sue Partner", waiting.key
        ),
        OutgoingKind.DESIGNATION_SIGNED_OFF: await post.put(
            OutgoingKind.DESIGNATION_SIGNED_OFF, "Carol Chief", signed.key
        ),
        OutgoingKind.DESIGNATION_ENDED: await post.put(
            OutgoingKind.DESIGNATION_ENDED, "Sue Partner", ended.key
        ),
        OutgoingKind.REPORT_MAILED: await post.put(
            OutgoingKind.REPORT_MAILED, "Lena Lead", f"report:{report.id}:1"
        ),
        OutgoingKind.REPORT_CARD: await post.put(
            OutgoingKind.REPORT_CARD, "Dan Deputy", f"report:{report.id}:1"
        ),
        OutgoingKind.REPORT_SHARED: await post.put(
            OutgoingKind.REPORT_SHARED, "Hana Head", f"report:{report.id}:1"
        ),
        OutgoingKind.REPORT_SENT: await post.put(
            OutgoingKind.REPORT_SENT, "Lena Lead", f"report:{report.id}:1"
        ),
        OutgoingKind.REPORT_WITHDRAWN: await post.put(
            OutgoingKind.REPORT_WITHDRAWN, "Dan Deputy", f"report:{withdrawn.id}"
        ),
        OutgoingKind.REMARK: await post.put(OutgoingKind.REMARK, "Sam Partner", f"remark:{remark.id}"),
        OutgoingKind.NUDGE: await post.waiting(OutgoingKind.NUDGE, "Lena Lead"),
        OutgoingKind.CHASE: await chased(post, late),
        OutgoingKind.DIGEST: await post.put(OutgoingKind.DIGEST, "Dan Deputy", "digest:2026-11-23"),
        OutgoingKind.DUTY_CHANGED: await post.put(
            OutgoingKind.DUTY_CHANGED, "Sue Partner", f"duty_change:{change.id}"
        ),
        OutgoingKind.VISIT_CHANGED: await post.put(
            OutgoingKind.VISIT_CHANGED, "Hana Head", await a_visit_that_was_moved(world)
        ),
        OutgoingKind.MEETING_CANCELLED: await post.put(
            OutgoingKind.MEETING_CANCELLED, "Hana Head", await a_meeting_that_was_cancelled(world)
        ),
        OutgoingKind.VISIT_PLAN_BOOKED: await post.put(
            OutgoingKind.VISIT_PLAN_BOOKED, "Dan Deputy", await a_plan_that_is_booked(world)
        ),
        OutgoingKind.BOARD_REQUEST: await post.put(
            OutgoingKind.BOARD_REQUEST, "Dan Deputy", (await asked(world, MARLOW, WRITTEN[:490])).key
        ),
        OutgoingKind.VISIT_REQUEST: await post.put(
            OutgoingKind.VISIT_REQUEST, "Dan Deputy", await a_request_that_waits(world)
        ),
        OutgoingKind.ROLE_GRANTED: await post.put(
            OutgoingKind.ROLE_GRANTED, "Carol Chief", f"person:{dan}:deputy_ceo"
        ),
        OutgoingKind.APP_INSTALLED: await post.put(OutgoingKind.APP_INSTALLED, "Hana Head", f"app:{hana}"),
    }


async def some_days_taken_back(world: World) -> str:
    """The subject of the row that tells that some of a grant's days were taken back."""
    days, carol = await granted(world, reason=REASON), await world.person("Carol Chief")
    async with world.store.transaction() as uow:
        taken = await uow.allocations.take_back(TakenBack(0, days.id, 1, Decimal(1), REASON, carol, NOW))
    return f"taken_back:{taken.id}"


async def an_exit_plan_that_is_agreed(world: World) -> str:
    """The subject of the row that tells of it, with as much in it as people can write."""
    dan, lena = await world.person("Dan Deputy"), await world.person("Lena Lead")
    async with world.store.transaction() as uow:
        plan = await uow.exit_plans.open(ExitPlan(0, OAK_BANK, ExitState.DRAWN_UP, dan, NOW, 1))
        for _ in range(12):
            what = WRITTEN[:1_000].strip()
            await uow.exit_plans.add(plan.id, ExitItem(0, what, date(2026, 12, 8), lena, dan, NOW))
        await uow.exit_plans.move(plan, ExitState.AGREED)
    return plan.key


async def a_request_that_waits(world: World) -> str:
    """The subject of the row that tells of it."""
    hana = await world.person("Hana Head")
    async with world.store.transaction() as uow:
        request = await ask_for_visit(
            uow=uow, now=NOW, person=uow.trust.person(hana), school=OAK_BANK, reason=WRITTEN[:1_000]
        )
    return request.key


async def a_plan_that_is_booked(world: World) -> str:
    """The subject of the row that tells of it: of its visits none is booked any more."""
    async with world.store.transaction() as uow:
        plan = await uow.visit_plans.put(StoredPlan(0, "2026/27", 1, NOW, 0, ()))
    return subject_of(plan, ALL)


async def a_meeting_that_was_cancelled(world: World) -> str:
    """The subject of the row that tells of it, with as long a reason as can be given."""
    dan = await world.person("Dan Deputy")
    async with world.store.transaction() as uow:
        board = Meeting(0, Body.PROGRESS_BOARD, OAK_BANK, date(2027, 1, 20), time(9), time(10))
        meeting = await uow.meetings.add(board)
        await uow.meetings.withdraw(meeting.id, NOW.date())
        gone = await uow.meeting_cancellations.add(Cancellation(0, meeting.id, dan, NOW, WRITTEN[:300]))
    return f"meeting_cancellation:{gone.id}"


async def a_visit_that_was_moved(world: World) -> str:
    """The subject of the row that tells of it."""
    [visit] = await world.diary("Sam Partner", OAK_BANK, date(2026, 12, 8))
    return f"visit:{visit.id}:moved"


async def events_in_their_own_words(world: World, arranger: int) -> tuple[str, str]:
    """An event to come and one that is over, with the word in whatever people can write of them."""
    words = WRITTEN[:100].strip()
    keys = []
    async with world.store.transaction() as uow:
        for day in (date(2026, 12, 3), FRIDAY):
            timing = Timing(day, time(16), time(17), place=words)
            event = Event(0, EventKind.TRAINING, words, words, timing, Invited(True), arranger, NOW)
            keys.append((await uow.events.add(event)).key)
    return keys[0], keys[1]


async def test_what_people_wrote_is_in_no_toast_no_mail_and_no_name_of_a_file(
    post: Post, rows: dict[OutgoingKind, Outgoing]
) -> None:
    assert set(rows) == set(OutgoingKind)
    for kind, means in EACH_WAY:
        if means is Means.TEAMS:
            seen = await post.notice(rows[kind])
            [message] = seen.messages
            spoken = [str(card["speak"]) + str(card["fallbackText"]) for card in seen.cards]
            seen_by_others = " ".join([message.summary, message.text, *spoken])
        else:
            mail = await post.letter(rows[kind])
            names = [document.name for document in mail.documents]
            seen_by_others = " ".join([mail.subject, mail.text, *names])
        assert WORD not in seen_by_others, (kind, means)


async def test_cards_hold_what_people_wrote_and_stay_small(
    post: Post, rows: dict[OutgoingKind, Outgoing]
) -> None:
    quoting = set()
    for kind, means in EACH_WAY:
        if means is Means.TEAMS:
            seen = await post.notice(rows[kind])
            assert all(len(json.dumps(card)) <= LARGEST_CARD for card in seen.cards)
            if WORD in seen.texts:
                quoting.add(kind)
    assert quoting == {
        OutgoingKind.REPORT_CARD,
        OutgoingKind.REPORT_SHARED,
        OutgoingKind.REPORT_WITHDRAWN,
        OutgoingKind.REMARK,
        OutgoingKind.DUTY_CHANGED,
        OutgoingKind.DESIGNATION_STEP,
        OutgoingKind.DESIGNATION_ENDED,
        OutgoingKind.VISIT_REQUEST,
        OutgoingKind.MEETING_CANCELLED,
        OutgoingKind.BOARD_REQUEST,
        OutgoingKind.SUPPORT_ALLOCATED,
        OutgoingKind.DAYS_TAKEN_BACK,
        OutgoingKind.EXIT_AGREED,
        OutgoingKind.PLAN_REPORT_CARD,
        OutgoingKind.TARGETS_ENDED,
        OutgoingKind.REVIEW_OUTCOME,
        OutgoingKind.ANNUAL_REVIEW_CARD,
        OutgoingKind.SUMMARY_CARD,
        OutgoingKind.PAPER_DECIDED,
        OutgoingKind.EVENT_INVITED,
        OutgoingKind.EVENT_CHANGED,
        OutgoingKind.EVENT_REGISTER,
        OutgoingKind.AGENDA_ISSUED,
        OutgoingKind.AGENDA_PROPOSED,
        OutgoingKind.AGENDA_ANSWERED,
        OutgoingKind.MINUTES_SHARED,
        OutgoingKind.MINUTED_ACTIONS,
    }


@pytest.mark.parametrize("kind", OutgoingKind)
async def test_nothing_is_told_to_who_has_left(
    world: World, post: Post, rows: dict[OutgoingKind, Outgoing], kind: OutgoingKind
) -> None:
    async with world.store.transaction() as uow:
        everybody = [person.id for person in uow.trust.current_people()]
    gone = replace(rows[kind], recipient=max(everybody) + 1)
    assert await post.untrue(gone) == "not in the directory any more"


async def test_a_kind_that_a_later_program_knows_waits_for_it(post: Post) -> None:
    row = await post.put(OutgoingKind.DIGEST, "Dan Deputy", "digest:2026-11-23")
    later = replace(row, kind="pack.sent")
    made = await post.render(later)
    assert isinstance(made, NotNow)
    assert made.until > NOW


async def test_what_goes_by_mail_alone_is_no_message(post: Post, rows: dict[OutgoingKind, Outgoing]) -> None:
    made = await post.render(rows[OutgoingKind.REPORT_MAILED], Means.TEAMS)
    assert not isinstance(made, Notice | Letter)


async def test_the_same_row_gives_the_same_words(post: Post, rows: dict[OutgoingKind, Outgoing]) -> None:
    again = Outbound(post.world.policy, PlainDocuments(), PlainWorkbooks())
    for kind, means in EACH_WAY:
        assert isinstance(await post.render(rows[kind], means), Notice | Letter)
        assert await post.render(rows[kind], means) == await post.render(rows[kind], means, by=again)
