"""Summaries before meetings in a test: reports that partners filed, and what the Lead SIP approved."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from storage.reconciling_schools import SUMMARIES, reconcile_schools
from strategy.actions.summarising import approve_summary
from strategy.actions.summary_duties import between_meetings, summary_for
from strategy.meetings import Meeting
from strategy.policy_reporting import Body
from strategy.reports import Report, ReportText
from strategy.summaries import Summary, SummaryEntry, SummaryText
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW
from tests.dialogs.post import Post
from tests.dialogs.world import MARLOW, OAK_BANK, World

EIT_BEFORE, EIT_NEXT, COMMITTEE = date(2026, 11, 10), date(2026, 12, 3), date(2026, 12, 10)
SINCE = datetime(2026, 11, 18, 9, tzinfo=UTC)
SAM_SAYS = ReportText(
    "Termly visit",
    "Learning walk",
    f"Oak rooms are calm{MARKED}\n\nAttendance is a risk",
    f"Ring homes{MARKED}",
)
SUE_SAYS = ReportText("Termly visit", "Book look", f"Marlow reads well{MARKED}", f"Buy books{MARKED}")


async def meeting(world: World, body: Body, day: date) -> Meeting:
    """A meeting of a body that is in the trust's diary, whenever it was or will be."""
    async with world.store.transaction() as uow:
        return await uow.meetings.add(Meeting(0, body, "", day, time(9), time(10, 30)))


async def met(world: World) -> None:
    """The EIT has met and will meet, the Committee will; the trust knows what is owed before."""
    await meeting(world, Body.EIT, EIT_BEFORE)
    await meeting(world, Body.EIT, EIT_NEXT)
    await meeting(world, Body.STANDARDS_COMMITTEE, COMMITTEE)
    await reconcile_schools(world.store, world.policy, NOW.date(), SUMMARIES)


async def reports(post: Post) -> tuple[Report, Report]:
    """One on Oak Bank (high risk) by Sam, one on Marlow (low risk) by Sue, both since the last EIT."""
    marlow = await post.filed("Sue Partner", MARLOW, date(2026, 11, 17), text=SUE_SAYS, at=SINCE)
    oak_bank = await post.filed("Sam Partner", OAK_BANK, date(2026, 11, 18), text=SAM_SAYS, at=SINCE)
    return oak_bank, marlow


async def summed_up(
    world: World, *, body: Body = Body.EIT, said: str = f"Calm schools{MARKED}", amends: int = 0
) -> Summary:
    """What the Lead SIP has approved for a body's next meeting."""
    lena = await world.person("Lena Lead")
    async with world.store.transaction() as uow:
        between = await between_meetings(uow, world.policy, body, NOW.date())
        there = await summary_for(uow, between) if amends else None
        return await approve_summary(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=uow.trust.person(lena),
            body=body,
            text=SummaryText(said, said, said, (SummaryEntry(OAK_BANK, None, said, said),)),
            sources={},
            amends=there,
            shown=amends,
        )
