"""Reviews of the year and annual reviews in a test, made as people make them but without their forms."""

from __future__ import annotations

from datetime import date, datetime

from storage.reconciling_schools import REVIEWS, reconcile_schools
from strategy.actions.annual_reviewing import write_annual_review
from strategy.actions.reviewing import record_outcome, set_day
from strategy.annual_reviews import AnnualReview, AnnualText
from strategy.people import Role
from strategy.reviews import Occasion, Review
from tests.builders import make_person
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import NOW
from tests.dialogs.world import MARLOW, World

YEAR = "2026/27"
MARCH = date(2027, 3, 4)
MONDAY = date(2026, 11, 16)
TEXT = AnnualText(
    f"Attendance is up{MARKED}", f"It is honest{MARKED}", f"It aims well{MARKED}", f"Look at writing{MARKED}"
)


async def with_leads(world: World) -> None:
    """The trust has its leads for SEND and safeguarding and for pupil premium, and knows what they owe."""
    async with world.store.transaction() as uow:
        await make_person(uow, "Fay Safeguard", Role.LEAD_SEND_SAFEGUARDING)
        await make_person(uow, "Rose Premium", Role.LEAD_PUPIL_PREMIUM)
    await reconcile_schools(world.store, world.policy, NOW.date(), REVIEWS)


def safeguarding(school: str = MARLOW) -> Occasion:
    """The year's safeguarding review of a school."""
    return Occasion(school, "Safeguarding", YEAR)


async def set_for(
    world: World, day: date = MARCH, by: str = "Fay Safeguard", *, name: str = "Safeguarding"
) -> Review:
    """Somebody has set the day of a review at Marlow."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        return await set_day(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=uow.trust.person(who),
            school=MARLOW,
            name=name,
            day=day,
        )


async def recorded(
    world: World,
    by: str = "Fay Safeguard",
    *,
    summary: str = f"Records are kept well{MARKED}",
    recommendations: str = f"Train the new staff{MARKED}",
    corrects: int = 0,
    at: datetime = NOW,
) -> Review:
    """Somebody has recorded what came of the safeguarding review at Marlow."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        return await record_outcome(
            uow=uow,
            policy=world.policy,
            now=at,
            person=uow.trust.person(who),
            occasion=safeguarding(),
            held_on=MONDAY,
            summary=summary,
            recommendations=recommendations,
            corrects=corrects,
        )


async def annual(
    world: World, school: str = MARLOW, by: str = "Sue Partner", *, text: AnnualText = TEXT, amends: int = 0
) -> AnnualReview:
    """A partner has sent a school's annual review, or amended it."""
    who = await world.person(by)
    async with world.store.transaction() as uow:
        return await write_annual_review(
            uow=uow,
            policy=world.policy,
            now=NOW,
            person=uow.trust.person(who),
            school=school,
            year=YEAR,
            text=text,
            amends=amends,
        )
