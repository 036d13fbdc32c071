"""What is in the outbox reaches people: once, in order, while it is true, by the means there is."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from scheduling.carrying import Tally
from scheduling.deliveries import LANES, LEASE, Lane
from scheduling.no_mail import NoMail
from scheduling.settling import BACKOFF, MOST_ATTEMPTS
from storage.store import SqlStore
from strategy.outgoing import Means, OutgoingKind
from strategy.ports import Letter, Notice, NotNow, Outcome, Outgoing, OutgoingState, Sending, Untrue
from tests.builders import NOW, SmallTrust
from tests.scheduling.post import BUSY, DOWN, PostRoom, RememberingMessenger, a_message, crowd

SECRET = "zebrafinch"


async def test_what_is_due_is_sent_and_what_is_not_waits(room: PostRoom, trust: SmallTrust) -> None:
    later = replace(a_message("later", trust.sip), next_try_at=NOW + timedelta(hours=1))
    mail = a_message("mail", trust.ceo, OutgoingKind.REPORT_MAILED)
    await room.put(a_message("now", trust.sip), later, mail)
    assert str(await room.worker().run_due()) == "2 sent"
    assert [notice.text for _, notice in room.messenger.sent] == ["About subject:now."]
    assert room.mailer.sent["mail"].address == "carol.chief@trust.example"
    done = await room.row("now")
    assert (done.state, done.done_at, done.claim) == (OutgoingState.SENT, NOW, "")
    assert (await room.row("later")).state is OutgoingState.WAITING
    assert str(await room.worker().run_due()) == "nothing to do"
    room.time.passes(hours=1)
    assert await room.worker().run_due() == Tally(sent=1)


async def test_who_has_no_chat_gets_mail_in_the_same_run(room: PostRoom, trust: SmallTrust) -> None:
    room.messenger.chats = {trust.ceo}
    await room.put(a_message("to sam", trust.sip), a_message("to carol", trust.ceo))
    assert await room.worker().run_due() == Tally(sent=2, redirected=1)
    assert list(room.mailer.sent) == ["to sam"]
    row = await room.row("to sam")
    assert (row.state, row.means, row.tried) == (
        OutgoingState.SENT,
        Means.MAIL,
        "Teams: has no chat with the bot",
    )


async def test_who_has_neither_is_a_dead_letter(room: PostRoom, trust: SmallTrust) -> None:
    room.messenger.chats = set()
    room.mailer.answers.append(Sending(Outcome.UNREACHABLE, "no such mailbox"))
    await room.put(a_message("k", trust.sip))
    assert str(await room.worker().run_due()) == "1 redirected, 1 failed"
    row = await room.row("k")
    assert (row.state, row.why) == (OutgoingState.FAILED, "no such mailbox")


async def test_a_duty_fulfilled_between_claim_and_send_is_not_nudged(
    room: PostRoom, trust: SmallTrust
) -> None:
    await room.put(a_message("first", trust.sip), a_message("second", trust.sip))
    room.messenger.meanwhile = lambda: room.words.instead.update(second=Untrue("the report is in"))
    assert await room.worker().run_due() == Tally(sent=1, dropped=1)
    row = await room.row("second")
    assert (row.state, row.why) == (OutgoingState.DROPPED, "the report is in")


async def test_what_is_not_for_this_hour_is_looked_at_again_when_it_is(
    room: PostRoom, trust: SmallTrust
) -> None:
    room.words.instead["k"] = NotNow(NOW + timedelta(hours=15))
    await room.put(a_message("k", trust.sip))
    assert await room.worker().run_due() == Tally(put_off=1)
    del room.words.instead["k"]
    room.time.passes(hours=14)
    assert not await room.worker().run_due()
    room.time.passes(hours=1)
    assert await room.worker().run_due() == Tally(sent=1)
    assert (await room.row("k")).attempts == 0


async def test_a_busy_service_is_left_alone_for_as_long_as_it_asked(
    room: PostRoom, trust: SmallTrust
) -> None:
    room.messenger.answers[trust.sip].append(replace(BUSY, retry_after=600.0))
    await room.put(*(a_message(f"k{number}", trust.sip) for number in range(3)), a_message("c", trust.ceo))
    worker = room.worker()
    assert await worker.run_due() == Tally(sent=1, put_off=3)
    assert room.messenger.tries == 2  # his other two did not even try
    assert [(await room.row(f"k{number}")).attempts for number in range(3)] == [1, 0, 0]
    room.time.passes(seconds=599)
    assert not await worker.run_due()
    room.time.passes(seconds=31)
    assert await worker.run_due() == Tally(sent=3)


async def test_a_mailbox_that_answers_429_then_503_then_202_has_the_mail_once(
    room: PostRoom, trust: SmallTrust
) -> None:
    room.mailer.answers.extend(
        [
            Sending(Outcome.FAILED, "the mail service answered 429", retry_after=90.0),
            Sending(Outcome.FAILED, "the mail service answered 503"),
        ]
    )
    mail = a_message("mail", trust.ceo, OutgoingKind.REPORT_MAILED)
    other = a_message("other", trust.lead_sip, OutgoingKind.REPORT_MAILED)
    await room.put(mail)
    worker = room.worker()
    assert await worker.run_due() == Tally(put_off=1)
    room.time.passes(seconds=60)
    await room.put(other)
    assert await worker.run_due() == Tally(put_off=1)  # the mailbox has asked to be left alone, for everybody
    assert room.mailer.tries == 1
    room.time.passes(minutes=2)
    await worker.run_due()
    assert room.mailer.tries == 3
    room.time.passes(minutes=3)
    assert await worker.run_due() == Tally(sent=1)
    assert sorted(room.mailer.sent) == ["mail", "other"]
    assert {(await room.row(key)).state for key in ("mail", "other")} == {OutgoingState.SENT}


async def test_mail_waits_where_none_is_set_up_and_goes_when_it_is(room: PostRoom, trust: SmallTrust) -> None:
    await room.put(a_message("mail", trust.ceo, OutgoingKind.REPORT_MAILED))
    without = room.worker(mailer=NoMail())
    for _ in range(MOST_ATTEMPTS + 1):
        assert await without.run_due() == Tally(put_off=1)
        room.time.passes(hours=1)
    row = await room.row("mail")
    assert (row.state, row.attempts, row.why) == (OutgoingState.WAITING, 0, "no mail is set up")
    assert await room.worker().run_due() == Tally(sent=1)
    assert (await room.row("mail")).why == ""


@pytest.mark.parametrize("fails", ["words", "messenger"])
async def test_a_fault_of_ours_is_a_failed_try_and_its_words_are_not_logged(
    room: PostRoom, trust: SmallTrust, caplog: pytest.LogCaptureFixture, fails: str
) -> None:
    if fails == "words":
        room.words.instead["k"] = ValueError(SECRET)
    else:
        room.messenger.answers[trust.sip].append(ValueError(SECRET))
    await room.put(a_message("k", trust.sip), a_message("to carol", trust.ceo))
    with caplog.at_level(logging.DEBUG, "keystone.deliveries"):
        assert await room.worker().run_due() == Tally(sent=1, put_off=1)
    row = await room.row("k")
    assert (row.state, row.attempts, row.next_try_at) == (OutgoingState.WAITING, 1, NOW + BACKOFF[0])
    assert row.why.startswith("error ")
    assert row.why in caplog.text
    assert "ValueError" in caplog.text
    assert SECRET not in caplog.text
    room.words.instead.clear()
    room.time.passes(minutes=1)
    assert await room.worker().run_due() == Tally(sent=1)


async def test_words_for_another_means_than_asked_are_a_fault(room: PostRoom, trust: SmallTrust) -> None:
    room.words.instead["k"] = Letter("a@trust.example", "A report", "x")
    room.words.instead["mail"] = Notice("x", "A report")
    await room.put(a_message("k", trust.sip), a_message("mail", trust.ceo, OutgoingKind.REPORT_MAILED))
    assert await room.worker().run_due() == Tally(put_off=2)
    assert (room.mailer.tries, room.messenger.tries) == (0, 0)


async def test_several_are_sent_at_once_but_never_two_of_one_person(store: SqlStore) -> None:
    room = PostRoom(store)
    people = await crowd(store, 30)
    await room.put(*(a_message(f"{person}-{n}", person) for n in range(3) for person in people))
    room.messenger = RememberingMessenger(together=20)
    assert await room.worker().run_due() == Tally(sent=90)
    assert (room.messenger.most_at_once, room.messenger.of_one_at_once) == (20, 1)
    theirs = [notice.text for person, notice in room.messenger.sent if person == people[0]]
    assert theirs == [f"About subject:{people[0]}-{n}." for n in range(3)]


async def test_a_claim_that_is_not_this_workers_any_more_is_not_stored(
    room: PostRoom, trust: SmallTrust
) -> None:
    await room.put(a_message("k", trust.sip))

    class Slow:
        """Takes its time; meanwhile another worker has the row."""

        async def deliver(self, person: int, notice: Notice) -> Sending:
            room.time.passes(seconds=LEASE.total_seconds() + 1)
            assert await room.worker().run_due() == Tally(put_off=1)
            return Sending(Outcome.SENT)

    room.messenger.answers[trust.sip].append(DOWN)
    assert await room.worker(messenger=Slow()).run_due() == Tally(left=1)
    row = await room.row("k")
    assert (row.state, row.attempts) == (OutgoingState.WAITING, 1)


async def test_a_message_is_not_begun_when_its_lease_is_nearly_over(
    room: PostRoom, trust: SmallTrust
) -> None:
    await room.put(a_message("first", trust.sip), a_message("second", trust.sip))
    room.messenger.meanwhile = lambda: room.time.passes(minutes=4)
    assert await room.worker().run_due() == Tally(sent=1, left=1)
    room.messenger.meanwhile = None
    assert not await room.worker().run_due()  # it is still the first worker's
    room.time.passes(minutes=2)
    assert await room.worker().run_due() == Tally(sent=1)
    assert len(room.messenger.sent) == 2


async def running(room: PostRoom, until: asyncio.Event, **worker: object) -> None:
    """Let a worker run until something has happened, then end it."""
    task = asyncio.create_task(room.worker(**worker).run())  # type: ignore[arg-type]
    await asyncio.wait_for(until.wait(), 20)
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    assert task.cancelled()


async def test_the_servers_worker_sends_what_falls_due_while_it_runs(
    room: PostRoom, trust: SmallTrust
) -> None:
    later = replace(a_message("later", trust.sip), next_try_at=NOW + timedelta(seconds=30))
    await room.put(a_message("now", trust.ceo), later)
    done = asyncio.Event()
    room.messenger.meanwhile = lambda: done.set() if len(room.messenger.sent) == 1 else None
    await running(room, done)
    assert (await room.row("later")).state is OutgoingState.SENT
    assert 30 <= room.time.seconds < 60


async def test_a_worker_that_is_told_to_end_finishes_what_it_is_sending_and_lets_go_of_the_rest(
    room: PostRoom, trust: SmallTrust
) -> None:
    await room.put(*(a_message(f"k{number}", trust.sip) for number in range(3)))
    sending, told = asyncio.Event(), asyncio.Event()

    class Slow:
        async def deliver(self, person: int, notice: Notice) -> Sending:
            sending.set()
            await told.wait()
            return await room.messenger.deliver(person, notice)

    task = asyncio.create_task(room.worker(messenger=Slow()).run())
    await asyncio.wait_for(sending.wait(), 20)
    task.cancel()
    await asyncio.sleep(0)
    told.set()
    with suppress(asyncio.CancelledError):
        await task
    assert [(await room.row(f"k{n}")).state for n in range(3)] == [
        OutgoingState.SENT,
        OutgoingState.WAITING,
        OutgoingState.WAITING,
    ]
    assert await room.worker().run_due() == Tally(sent=2)  # at once, without waiting for a lease to end


async def test_a_database_that_goes_away_for_a_while_is_survived(
    room: PostRoom, trust: SmallTrust, caplog: pytest.LogCaptureFixture
) -> None:
    await room.put(a_message("k", trust.sip))
    whole = room.store

    class Flickering:
        """A store whose every transaction fails for a time."""

        def __init__(self) -> None:
            self.failures = 6 * len(LANES)

        def transaction(self, *, read_only: bool = False) -> object:
            if self.failures:
                self.failures -= 1
                raise OSError(SECRET)
            return whole.transaction(read_only=read_only)

    done = asyncio.Event()
    room.messenger.meanwhile = done.set
    room.store = Flickering()  # type: ignore[assignment]
    await running(room, done)
    room.store = whole
    assert (await room.row("k")).state is OutgoingState.SENT
    assert SECRET not in caplog.text
    assert "OSError" in caplog.text
    assert room.time.longest_sleep == 60


async def test_a_message_that_went_is_stored_as_gone_even_if_the_database_is_away_for_a_moment(
    room: PostRoom, trust: SmallTrust
) -> None:
    await room.put(a_message("k", trust.sip))
    whole, failing = room.store, [False]

    class Flickering:
        def transaction(self, *, read_only: bool = False) -> object:
            if failing[0]:
                failing[0] = room.time.seconds < 5
                raise OSError
            return whole.transaction(read_only=read_only)

    room.messenger.meanwhile = lambda: failing.__setitem__(0, True)
    room.store = Flickering()  # type: ignore[assignment]
    assert await room.worker().run_due() == Tally(sent=1)
    room.store = whole
    assert (await room.row("k")).state is OutgoingState.SENT


async def test_a_messenger_that_never_answers_does_not_hold_up_the_lane(
    room: PostRoom, trust: SmallTrust
) -> None:
    await room.put(a_message("k", trust.sip))

    class Silent:
        async def deliver(self, person: int, notice: Notice) -> Sending:
            await asyncio.Event().wait()
            raise AssertionError

    assert await room.worker(messenger=Silent(), send_within=0.01).run_due() == Tally(put_off=1)
    assert (await room.row("k")).why == "no answer came in time"


def outgoing_of_tomorrow(recipient: int) -> Outgoing:
    return replace(a_message("k", recipient), kind="report.sung")


async def test_a_kind_that_only_a_later_program_knows_is_not_lost(room: PostRoom, trust: SmallTrust) -> None:
    room.words.instead["k"] = NotNow(NOW + timedelta(hours=1))
    await room.put(outgoing_of_tomorrow(trust.sip))
    assert await room.worker().run_due() == Tally(put_off=1)
    assert (await room.row("k")).state is OutgoingState.WAITING


async def test_a_lane_of_its_own_size_is_kept_to(room: PostRoom, trust: SmallTrust) -> None:
    await room.put(*(a_message(f"k{number}", trust.sip) for number in range(5)))
    assert await room.worker(lanes=[Lane(Means.TEAMS, batch=2, at_once=1)]).run_due() == Tally(sent=5)
