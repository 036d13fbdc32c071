"""Asking for packs and papers of meetings as busy people type it."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.wording import REFUSAL
from strategy.policy_reporting import Body
from tests.dialogs.minuting import held
from tests.dialogs.world import MARLOW, OAK_BANK, ST_ANNE, World


@pytest.fixture
async def world(world: World) -> World:
    """The trust with meetings ahead, and one behind."""
    await held(world, ST_ANNE, date(2026, 11, 12))
    await held(world, ST_ANNE, date(2026, 11, 26))
    await held(world, OAK_BANK, date(2026, 12, 1))
    await held(world, MARLOW, date(2026, 12, 1))
    await held(world, "", date(2026, 12, 3), Body.EIT)
    await held(world, "", date(2026, 12, 10), Body.STANDARDS_COMMITTEE)
    await held(world, "", date(2026, 12, 8), Body.SCHOOL_IMPROVEMENT_TEAM)
    await held(world, ST_ANNE, date(2027, 1, 14))
    return world


ST_ANNES = "The pack of St Anne's Progress Board on Thu 26 November 2026."
OAK_BANKS = "The pack of Oak Bank's Progress Board on Tue 1 December 2026."
EIT = "The pack of the Education Improvement Team on Thu 3 December 2026."
COMMITTEE = "The pack of the Standards Committee on Thu 10 December 2026."
TEAM = "The pack of the School Improvement Team on Tue 8 December 2026."
WHICH = "Which meeting's pack would you like?"


@pytest.mark.parametrize(
    ("name", "sentence", "answer"),
    [
        ("Dan Deputy", "Pack for Thursday's board", ST_ANNES),
        ("Dan Deputy", "pack for thursday please", ST_ANNES),
        ("Dan Deputy", "can i have the pack for st annes board", ST_ANNES),
        ("Dan Deputy", "St Anne's PB pack", ST_ANNES),
        ("Dan Deputy", "board papers for Oak Bank", OAK_BANKS),
        ("Dan Deputy", "send me the papers for the Oak Bank progress board", OAK_BANKS),
        ("Dan Deputy", "make the pack for oak bank's board on 1 december", OAK_BANKS),
        ("Dan Deputy", "need the pack for the boards on 1 dec", WHICH),
        ("Dan Deputy", "EIT pack", EIT),
        ("Dan Deputy", "pack for the EIT next week", EIT),
        ("Dan Deputy", "what's in the EIT pack?", EIT),
        ("Dan Deputy", "show me the pack for the education improvement team", EIT),
        ("Dan Deputy", "email me the EIT pack", EIT),
        ("Dan Deputy", "committee pack", COMMITTEE),
        ("Dan Deputy", "pack for the SIT", TEAM),
        ("Dan Deputy", "get the pack ready for the team meeting on the 8th", TEAM),
        ("Dan Deputy", "pack for the January board at St Anne's", "Thu 14 January 2027"),
        ("Dan Deputy", "last pack for St Anne's board", "Thu 12 November 2026"),
        ("Carol Chief", "papers for the next EIT", EIT),
        ("Carol Chief", "could you put together the pack for the EIT please", EIT),
        ("Carol Chief", "any chance of the board pack for St Anne's today", ST_ANNES),
        ("Lena Lead", "papers for the standards committee", COMMITTEE),
        ("Lena Lead", "pack for the next committee meeting pls", COMMITTEE),
        ("Stan Committee", "papers for the next standards committee please", COMMITTEE),
        ("Stan Committee", "our pack for December", COMMITTEE),
        ("Stan Committee", "the pack please", COMMITTEE),
        ("Gail Governance", "whole pack for the EIT on 3 December", EIT),
        ("Gail Governance", "i need the st anne's board pack as a word document", ST_ANNES),
        ("Hana Head", "could I have the PB pack for my school", OAK_BANKS),
        ("Hana Head", "board pack", OAK_BANKS),
        ("Hana Head", "papers for our progress board please", OAK_BANKS),
        ("Hana Head", "can you send me the pack for our next board", OAK_BANKS),
        ("Mo Head", "where is the pack for tuesday's board?", "on Tue 24 Nov. These come next"),
        ("Chris Chair", "governors papers for st annes progress board", ST_ANNES),
        ("Sam Partner", "pack for the team meeting", TEAM),
        ("Sam Partner", "papers for the school improvement team", TEAM),
        ("Sam Partner", "pack for Oak Bank's board", REFUSAL),
        ("Hana Head", "EIT pack", REFUSAL),
        ("Eve Executive", "pack for the EIT", REFUSAL),
        ("Lee Leader", "pack for St Anne's board", REFUSAL),
    ],
)
async def test_a_pack_is_asked_for_in_ones_own_words(
    world: World, name: str, sentence: str, answer: str
) -> None:
    assert answer in (await (await world.chat(name)).says(sentence)).words


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Sam Partner", "are Oak Bank's papers for the visit in?"),
        ("Hana Head", "here are the papers for the visit"),
        ("Lena Lead", "my report to the standards committee"),
        ("Stan Committee", "the Lead SIP's report to the committee"),
        ("Gail Governance", "minutes of the last board"),
        ("Dan Deputy", "when is the next EIT"),
        ("Dan Deputy", "what is on the agenda of the EIT"),
    ],
)
async def test_what_is_about_something_else_gets_no_pack(world: World, name: str, sentence: str) -> None:
    assert "pack of" not in (await (await world.chat(name)).says(sentence)).words
