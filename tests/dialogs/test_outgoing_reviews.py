"""What people are told of reviews of the year and of annual reviews, and when it is not true any more."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from storage.tables import schools
from strategy.annual_reviews import AnnualText
from strategy.outgoing import OutgoingKind
from tests.dialogs.answers import MARKED
from tests.dialogs.post import Post
from tests.dialogs.reviewing import annual, recorded, set_for, with_leads
from tests.dialogs.world import MARLOW, World


async def test_those_concerned_hear_of_a_day_and_what_it_was_before(world: World, post: Post) -> None:
    await with_leads(world)
    await set_for(world)
    first = await post.waiting(OutgoingKind.REVIEW_DAY, "Mo Head")
    seen = await post.notice(first)
    assert seen.messages[0].summary == "Day set: Safeguarding review: Marlow"
    assert "is on Thu 4 March 2027, set by Fay Safeguard." in seen.texts
    await set_for(world, date(2027, 3, 11), by="Dan Deputy")
    assert await post.untrue(first) == "moved since"
    moved = await post.notice(await post.waiting(OutgoingKind.REVIEW_DAY, "Fay Safeguard"))
    assert "is on Thu 11 March 2027, set by Dan Deputy. It was to be on Thu 4 March 2027." in moved.texts
    letter = await post.letter(await post.waiting(OutgoingKind.REVIEW_DAY, "Sue Partner"))
    assert letter.subject == "Day moved: Safeguarding review: Marlow"
    assert "Thu 11 March 2027" in letter.text


async def test_an_outcome_is_shown_in_teams_and_only_named_in_a_mail(world: World, post: Post) -> None:
    await with_leads(world)
    await set_for(world)
    day = await post.waiting(OutgoingKind.REVIEW_DAY, "Mo Head")
    await recorded(world)
    assert await post.untrue(day) == "held already"
    row = await post.waiting(OutgoingKind.REVIEW_OUTCOME, "Mo Head")
    seen = await post.notice(row)
    assert f"Records are kept well{MARKED}" in seen.texts
    assert "Open it" in seen.buttons
    letter = await post.letter(row)
    assert "show me the safeguarding review at Marlow" in letter.text
    await recorded(world, summary=f"Better{MARKED}", corrects=2)
    assert await post.untrue(row) == "corrected since"


async def test_a_partner_who_is_none_any_more_is_not_told(world: World, post: Post) -> None:
    await with_leads(world)
    await set_for(world)
    row = await post.waiting(OutgoingKind.REVIEW_DAY, "Sue Partner")
    sam = await world.person("Sam Partner")
    await post.directory_changes(sa.update(schools).where(schools.c.urn == MARLOW).values(sip=sam))
    assert await post.untrue(row) == "does not concern them any more"


async def test_an_annual_review_goes_to_the_lead_sip_with_its_document(world: World, post: Post) -> None:
    await with_leads(world)
    await annual(world)
    mailed = await post.waiting(OutgoingKind.ANNUAL_REVIEW_MAILED, "Lena Lead")
    letter = await post.letter(mailed)
    assert letter.subject == "Annual review: Marlow"
    [document] = letter.documents
    assert document.name == "Annual review - Marlow - 2026-27.txt"
    said = document.content.decode()
    for part in (
        "'For', 'Lena Lead'",
        "Areas of scrutiny",
        "Self-evaluation",
        "Development plan",
        "next year",
    ):
        assert part in said
    card = await post.waiting(OutgoingKind.ANNUAL_REVIEW_CARD, "Lena Lead")
    assert f"Attendance is up{MARKED}" in (await post.notice(card)).texts
    await annual(world, text=AnnualText("a", "b", "c", "d"), amends=1)
    assert await post.untrue(mailed) == "superseded by version 2"
    again = await post.letter(await post.waiting(OutgoingKind.ANNUAL_REVIEW_MAILED, "Lena Lead"))
    assert "has amended the annual review of Marlow for 2026/27" in again.text
