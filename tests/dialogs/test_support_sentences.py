"""Support as busy people ask for it: what their sentences fill in, and which of them end it."""

from __future__ import annotations

from datetime import date

import pytest

from dialogs.allocation_sentences import typed_from
from dialogs.changing_support import wish
from dialogs.messages import Incoming, Place
from dialogs.turn import Turn
from dialogs.understanding.how_much import amount_in
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpret import Interpreter
from strategy.people import HeldRole, Role
from tests.builders import make_person
from tests.dialogs.conversation import NOW
from tests.dialogs.world import World

ALLOCATE = {
    "deploy an SLE for science to Marlow, Tuesdays until Easter": (
        "Marlow", "sle", "2026-11-24", "2027-03-25", "Tuesdays"),
    "Please assign Sal Specialist to Marlow for next half term": (
        "Marlow", "sle", "2027-01-04", "2027-02-12", ""),
    "bring in an external phonics consultant for Oak Bank for 6 days": (
        "Oak Bank", "external", "2026-11-23", "", "6 days in all"),
    "can we put Ted Teacher into Oak Bank two days a week from January": (
        "Oak Bank", "deputy_head_trust", "2027-01-04", "", "2 days a week"),
    "send Ted Teacher to Oak Bank full time for the spring term": (
        "Oak Bank", "deputy_head_trust", "2027-01-04", "2027-03-25", "5 days a week"),
    "we've agreed Ted Teacher goes to Oak Bank 5 days a week until February half term": (
        "Oak Bank", "deputy_head_trust", "2026-11-23", "2027-02-12", "5 days a week"),
    "Deploy the science SLE to Marlow on Mondays and Thursdays from 4 January to 12 February": (
        "Marlow", "sle", "2027-01-04", "2027-02-12", "on Mondays and Thursdays"),
    "need an external provider for attendance at Oak Bank, 4 days": (
        "Oak Bank", "external", "2026-11-23", "", "4 days in all"),
    "allocate support": ("", "", "2026-11-23", "", ""),
    "assign a director of subject for English to Oak Bank": (
        "Oak Bank", "director_subject", "2026-11-23", "", ""),
    "put a trust deputy head in at Oak Bank for a term": (
        "Oak Bank", "deputy_head_trust", "2026-11-23", "", ""),
    "get Sal into Marlow for science, Wednesdays, till Christmas": (
        "Marlow", "sle", "2026-11-25", "2026-12-18", "Wednesdays"),
    "arrange an SLE for Longmead 1 day a week after christmas": (
        "Longmead", "sle", "2027-01-04", "", "1 day a week"),
    "deploy Sal Specialist to St Anne's every Monday and Friday until the end of term": (
        "St Anne's", "sle", "2026-11-23", "2026-12-18", "every Monday and Friday"),
    "deploy an SLE to Marlow for half a day a week from 11 January until 12 February": (
        "Marlow", "sle", "2027-01-11", "2027-02-12", "0.5 days a week"),
}  # fmt: skip
DAYS = {
    "give Marlow 3 more SIP days": ("Marlow", "sip", "3"),
    "allocate 2 extra adviser days to Oak Bank this term": ("Oak Bank", "school_improvement_adviser", "2"),
    "give Oak Bank another 2.5 SIP days": ("Oak Bank", "sip", "2.5"),
}
END = [
    "end Ted's deployment at Oak Bank on Friday",
    "stop Sal's support at Oak Bank",
    "finish the SLE deployment at Oak Bank at the end of term",
    "Ted Teacher is no longer needed at Oak Bank",
    "extend Ted's deployment at Oak Bank to Easter",
    "change Ted's deployment at Oak Bank to end on 12 February",
    "cancel the external consultant at Oak Bank",
    "please shorten Sal's placement at Oak Bank to 11 December",
    "Ted's deployment at Oak Bank should end on 18 December",
]
NEITHER = [
    "who is deployed at Oak Bank",
    "extend Ted's report on Oak Bank to Friday",
    "cancel my visit to Oak Bank",
    "when does Ted's deployment at Oak Bank end?",
    "what support is Oak Bank getting at the moment",
    "end of term",
    "change the meeting at Oak Bank",
]
AMOUNTS = {
    "Tuesdays": "1 a week on (1,)",
    "2½ days": "2.5 in all on ()",
    "two and a half days a week": "2.5 a week on ()",
    "every Monday and Thursday, half a day": "1.0 a week on (0, 3)",
    "Wednesday afternoons": "0.5 a week on (2,)",
    "6 days on Tuesdays": "6 in all on (1,)",
    "full time": "5 a week on ()",
    "Mon & Wed": "2 a week on (0, 2)",
}


async def _turn(world: World, text: str) -> Turn:
    async with world.store.transaction() as uow:
        dan = uow.trust.by_email("dan.deputy@trust.example")
        assert dan is not None
        said = Incoming(conversation="one", place=Place.PERSONAL, speaker=dan, at=NOW, text=text)
        return Turn(said, dan, uow, world.policy, Interpreter())


@pytest.mark.parametrize("text", ALLOCATE)
async def test_what_a_sentence_fills_in(world: World, text: str) -> None:
    turn = await _turn(world, text)
    asked = turn.reader.read(text, turn.speaker, turn.trust, NOW)
    assert asked.intent is Intent.SUPPORT_ALLOCATE
    typed = typed_from(turn, asked)
    school = turn.trust.schools[typed["school"]].known_as if "school" in typed else ""
    values = tuple(typed.get(name, "") for name in ("support", "from", "to", "days"))
    assert (school, *values) == ALLOCATE[text]


@pytest.mark.parametrize("text", DAYS)
async def test_how_many_days_on_top_a_sentence_says(world: World, text: str) -> None:
    turn = await _turn(world, text)
    asked = turn.reader.read(text, turn.speaker, turn.trust, NOW)
    assert asked.intent is Intent.SUPPORT_ALLOCATE
    typed = typed_from(turn, asked)
    assert (turn.trust.schools[typed["school"]].known_as, typed["support"], typed["days"]) == DAYS[text]


async def test_a_subject_finds_its_specialist_among_several(world: World) -> None:
    async with world.store.transaction() as uow:
        maths = await make_person(uow, "Mary Mathers", HeldRole(Role.SLE, "Mathematics"))
    text = "deploy an SLE for maths to Marlow"
    turn = await _turn(world, text)
    typed = typed_from(turn, turn.reader.read(text, turn.speaker, turn.trust, NOW))
    assert typed["who"] == str(maths)


@pytest.mark.parametrize("text", END)
async def test_sentences_that_end_or_change_support(world: World, text: str) -> None:
    assert wish(await _turn(world, text), text) is not None


@pytest.mark.parametrize("text", NEITHER)
async def test_sentences_that_are_about_something_else(world: World, text: str) -> None:
    assert wish(await _turn(world, text), text) is None


@pytest.mark.parametrize("text", AMOUNTS)
def test_how_much_is_read_in_halves_and_weekdays(text: str) -> None:
    found = amount_in(text)
    assert found is not None
    unit = f"{found.a_week} a week" if found.a_week is not None else f"{found.in_all} in all"
    assert f"{unit} on {found.weekdays}" == AMOUNTS[text]


def test_a_bare_number_does_not_say_whether_a_week_or_in_all() -> None:
    assert amount_in("3") is None
    assert date(2026, 11, 23).weekday() == 0
