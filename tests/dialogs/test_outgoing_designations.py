"""Who is told of each step of a recommendation, in which words, and when no more."""

from __future__ import annotations

import pytest

from strategy.outgoing import OutgoingKind
from strategy.recommendations import Decision, Recommendation
from tests.dialogs.answers import MARKED
from tests.dialogs.judging import REPAIR, endorsed, recommended, reviewed, taken
from tests.dialogs.post import Post
from tests.dialogs.world import MARLOW, OAK_BANK, ST_ANNE, World

STEP, SIGNED_OFF, ENDED = (
    OutgoingKind.DESIGNATION_STEP,
    OutgoingKind.DESIGNATION_SIGNED_OFF,
    OutgoingKind.DESIGNATION_ENDED,
)


async def told(world: World, kind: OutgoingKind, found: Recommendation) -> set[str]:
    """The names of those for whom there is a row about the last step."""
    async with world.store.transaction() as uow:
        rows = await uow.outbox.about([found.key])
        return {uow.trust.person(row.recipient).name for row in rows if row.kind == kind}


async def test_each_step_is_told_to_who_must_act_next(world: World) -> None:
    found = await recommended(world)
    assert await told(world, STEP, found) == {"Lena Lead"}
    back = await taken(world, found, Decision.SENT_BACK, "Lena Lead", reason="More")
    assert await told(world, STEP, back) == {"Sue Partner"}
    assert await told(world, STEP, await endorsed(world, ST_ANNE)) == {"Dan Deputy"}


async def test_nobody_is_told_of_what_they_did_themselves(world: World) -> None:
    assert await told(world, STEP, await reviewed(world)) == set()
    assert await told(world, STEP, await reviewed(world, ST_ANNE, by="Dan Deputy")) == {"Carol Chief"}


async def test_a_sign_off_is_told_to_all_whom_it_concerns(world: World) -> None:
    signed = await taken(world, await reviewed(world, ST_ANNE), Decision.SIGNED_OFF, "Dan Deputy")
    assert await told(world, SIGNED_OFF, signed) == {
        "Sue Partner",
        "Ned Newman",
        "Chris Chair",
        "Lena Lead",
        "Carol Chief",
    }


async def test_what_waits_is_told_with_the_judgement_in_teams_and_without_it_by_mail(
    world: World, post: Post
) -> None:
    await recommended(world)
    row = await post.waiting(STEP, "Lena Lead")
    notice = await post.notice(row)
    assert notice.messages[0].summary == "Recommendation waiting for you: Marlow"
    assert notice.words == (
        "Sue Partner recommended Improve for Marlow. It waits for you to endorse it or send it back."
    )
    assert "Look at it" in notice.buttons
    mail = await post.letter(row)
    assert mail.subject == "Recommendation waiting for you: Marlow"
    assert "Improve" not in mail.text


async def test_it_is_told_no_more_once_the_step_was_taken(world: World, post: Post) -> None:
    found = await recommended(world)
    row = await post.waiting(STEP, "Lena Lead")
    await taken(world, found, Decision.ENDORSED, "Lena Lead")
    assert await post.untrue(row) == "another step was taken since"
    odd = await post.put(STEP, "Hana Head", (await recommended(world, OAK_BANK, by="Sam Partner")).key)
    assert await post.untrue(odd) == "not theirs to act on"


async def test_the_words_of_a_sign_off_say_what_follows(world: World, post: Post) -> None:
    await taken(world, await reviewed(world, OAK_BANK, "Sam Partner"), Decision.SIGNED_OFF, "Dan Deputy")
    notice = await post.notice(await post.waiting(SIGNED_OFF, "Hana Head"))
    assert notice.words == (
        "Oak Bank is designated Improve (Some risk) from Mon 23 November 2026 at 09:00, signed off by Dan "
        "Deputy. It was Repair. Its support, meetings and plan reports follow from that day. "
        "An exit plan is to follow: planning goes back to the school."
    )
    assert "exit plan opened" in await world.deeds()
    mail = await post.letter(await post.waiting(SIGNED_OFF, "Hana Head"))
    assert "Improve" not in mail.text + mail.subject


async def test_a_designation_that_is_confirmed_is_said_to_be_as_before(world: World, post: Post) -> None:
    found = await endorsed(world)
    found = await taken(world, found, Decision.REVIEWED, "Dan Deputy", found.in_force, "Holds")
    await taken(world, found, Decision.SIGNED_OFF, "Carol Chief")
    notice = await post.notice(await post.waiting(SIGNED_OFF, "Mo Head"))
    assert notice.words.endswith("signed off by Carol Chief. That is as before.")


async def test_an_overtaken_sign_off_is_told_no_more(world: World, post: Post) -> None:
    await taken(world, await reviewed(world), Decision.SIGNED_OFF, "Dan Deputy")
    row = await post.waiting(SIGNED_OFF, "Mo Head")
    again = await taken(world, await reviewed(world), Decision.SIGNED_OFF, "Carol Chief", REPAIR, "Worse")
    assert await post.untrue(row) == "another designation holds by now"
    odd = await post.put(SIGNED_OFF, "Hana Head", again.key)
    assert await post.untrue(odd) == "does not concern them any more"


@pytest.mark.parametrize("decision", [Decision.WITHDRAWN, Decision.SUPERSEDED])
async def test_whoever_recommended_is_told_that_somebody_else_ended_it(
    world: World, post: Post, decision: Decision
) -> None:
    found = await recommended(world)
    if decision is Decision.WITHDRAWN:
        await taken(world, found, decision, "Dan Deputy", reason=f"Not now{MARKED}")
    else:
        await recommended(world, by="Lena Lead")
    notice = await post.notice(await post.waiting(ENDED, "Sue Partner"))
    assert notice.messages[0].summary == "Recommendation ended: Marlow"
    assert ("Not now" in notice.texts) is (decision is Decision.WITHDRAWN)
    assert (await post.letter(await post.waiting(ENDED, "Sue Partner"))).text.count("Marlow") == 1


async def test_whoever_ended_their_own_is_not_told(world: World) -> None:
    found = await recommended(world)
    ended = await taken(world, found, Decision.WITHDRAWN, "Sue Partner", reason="A mistake")
    assert await told(world, ENDED, ended) == set()
    assert ended.school == MARLOW
