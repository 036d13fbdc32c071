"""Keeping the duty of the Lead SIP's summaries with meetings, offices and what is approved.

Reconciling twice changes nothing. It is done for the whole trust at once: with the chunk of schools at one of
which such duties are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from strategy.actions.showing import next_meeting
from strategy.duties import Changes, DutyKind, DutyState, reconcile
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import UnitOfWork
from strategy.summaries import BODIES, Summary
from strategy.summary_duties import Between, about_summary, anchor_of, last_stand_in, summary_owed

_A_YEAR = timedelta(days=366)


async def between_meetings(uow: UnitOfWork, policy: Policy, body: Body, today: date) -> Between:
    """A body's next meeting and the one before it: those that are recorded, else the days that stand in.

    Raises ValueError where the school years that are known do not reach so far.
    """
    coming = await next_meeting(uow=uow, policy=policy, body=body, school="", from_day=today, today=today)
    before = await uow.meetings.days(body, today - _A_YEAR, today - timedelta(days=1), [""])
    held = before.get("", ())
    last = held[-1] if held else last_stand_in(body, today, policy, uow.trust.calendar)
    return Between(body, last, coming.day, coming.is_recorded)


async def summary_for(uow: UnitOfWork, between: Between) -> Summary | None:
    """What is approved for a body's next meeting, on whichever day it was when it was approved."""
    return await uow.summaries.latest(between.body, after=between.last)


async def reconcile_summaries(
    uow: UnitOfWork, policy: Policy, schools: Sequence[str], today: date
) -> Changes:
    """Have the duties of summaries follow; what that changed. Nothing but for the chunk with their school."""
    if anchor_of(uow.trust) not in schools:
        return Changes()
    return await reconcile_all_summaries(uow, policy, today)


async def reconcile_all_summaries(uow: UnitOfWork, policy: Policy, today: date) -> Changes:
    """As `reconcile_summaries`, whatever schools are looked at."""
    stored = await uow.duties.of_schools([DutyKind.SUMMARY], sorted(uow.trust.schools))
    derived = []
    for body in BODIES:
        try:
            between = await between_meetings(uow, policy, body, today)
        except ValueError:
            # Its next meeting lies past the school years that are known.
            continue
        is_written = await summary_for(uow, between) is not None
        of_body = [entry for entry in stored if entry.duty.about.startswith(f"{body}:")]
        derived += summary_owed(between, of_body, policy, uow.trust, today, is_written=is_written)
    changes = reconcile(stored, derived)
    await uow.duties.apply(changes)
    return changes


async def summary_approved(uow: UnitOfWork, body: Body, day: date, at: datetime) -> None:
    """Whoever owed the summary for a meeting has it done, for all who owed it."""
    for entry in await uow.duties.about(DutyKind.SUMMARY, [about_summary(body, day)]):
        if entry.state in (DutyState.OPEN, DutyState.EXCUSED):
            await uow.duties.fulfil(entry.id, at, None)
