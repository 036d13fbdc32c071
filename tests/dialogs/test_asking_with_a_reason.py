"""A headteacher who asks for an extra visit and says why is not asked why again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from strategy.permissions import Scope
from strategy.ports import RequestQuery
from strategy.requests import VisitRequest
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import World

JANUARY = "from Fri 1 Jan 2027 to Sun 31 Jan 2027"


async def requests(world: World) -> Sequence[VisitRequest]:
    async with world.store.transaction(read_only=True) as uow:
        return (await uow.requests.page(RequestQuery(), Scope(everything=True), limit=9)).items


@pytest.mark.parametrize(
    ("text", "reason", "when", "days"),
    [
        ("we need an extra visit, because our maths results fell", "our maths results fell", "", "1"),
        (
            "can we have an extra visit in January to look at phonics because results fell?",
            "to look at phonics because results fell",
            JANUARY,
            "1",
        ),
        ("we need another visit: our Y6 reading is weak", "our Y6 reading is weak", "", "1"),
        ("extra visit please, ofsted is due", "ofsted is due", "", "1"),
        ("could we have an extra day for maths", "maths", "", "1"),
        (
            "can Sam do an extra visit on attendance next week? ",
            "attendance",
            "from Mon 30 Nov to Sun 6 Dec",
            "1",
        ),
        (
            "i'd like an extra visit as our new head of science is struggling",
            "our new head of science is struggling",
            "",
            "1",
        ),
        (
            "please can we request an additional visit before Christmas since behaviour has dipped",
            "behaviour has dipped",
            "by Thu 24 Dec",
            "1",
        ),
        ("extra visit needed due to the ofsted call last week", "the ofsted call last week", "", "1"),
        ("we need an extra visit because results fell, ideally in January", "results fell", JANUARY, "1"),
        ("can we have one more visit - the SEND review found gaps", "the SEND review found gaps", "", "1"),
        (
            "request an extra visit for Oak Bank because attendance fell in October",
            "attendance fell in October",
            "",
            "1",
        ),
        (
            "we could do with an extra visit to help with the curriculum, half a day on teams, in January",
            "to help with the curriculum",
            JANUARY,
            "0.5",
        ),
        ("need extra visit re phonics", "re phonics", "", "1"),
        (
            "we'd like an extra SIP visit so that middle leaders get some coaching",
            "so that middle leaders get some coaching",
            "",
            "1",
        ),
        ("extra visit, because we have two new ECTs. Thanks", "we have two new ECTs", "", "1"),
        (
            "can I ask for an extra visit? Our KS4 data is worrying",
            "Our KS4 data is worrying",
            "",
            "1",
        ),
        ("we need 2 extra days because our maths results fell", "our maths results fell", "", "2"),
        ("we need an extra visit in january cos y9 science is poor", "y9 science is poor", JANUARY, "1"),
    ],
)
async def test_why_and_what_for_are_taken_from_the_sentence(
    head: Conversation, text: str, reason: str, when: str, days: str
) -> None:
    said = await head.says(text)
    typed = said.filled_in()
    assert typed["reason"] == reason
    assert typed.get("when", "") == when
    assert typed["days"] == days
    assert "say yes to send it so" in said.words


async def test_a_yes_sends_it_with_the_reason_that_was_given(world: World, head: Conversation) -> None:
    await head.says(f"we need an extra visit in January, because our maths {MARKED}results fell")
    assert "You asked for an extra visit to Oak Bank, 1 day." in (await head.says("yes")).words
    [request] = await requests(world)
    assert (request.reason, request.when) == (f"our maths {MARKED}results fell", JANUARY)


async def test_the_button_sends_what_was_made_of_it_since(world: World, head: Conversation) -> None:
    await head.says(f"we need an extra visit, because our maths {MARKED}results fell")
    await head.presses("Send", reason=f"Maths and science{MARKED}")
    [request] = await requests(world)
    assert request.reason == f"Maths and science{MARKED}"


@pytest.mark.parametrize(
    "text",
    [
        "we need an extra visit",
        "we need an extra visit, half a day on Teams in January",
        "an extra visit on 12 January please",
        "an extra visit on site for half a day please",
        "can we have an extra visit next week?",
        "please could we have an extra visit to Oak Bank, ideally in March",
    ],
)
async def test_where_no_reason_is_given_it_is_asked_for(head: Conversation, text: str) -> None:
    said = await head.says(text)
    assert not said.filled_in().get("reason")
    assert "say yes to send it so" not in said.words


async def test_what_the_reason_says_of_days_is_not_when_the_visit_is_to_be(head: Conversation) -> None:
    said = await head.says("we need an extra visit because Ofsted are coming next week")
    assert not said.filled_in().get("when")
