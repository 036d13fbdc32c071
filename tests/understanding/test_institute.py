"""Sentences about networks, training and the pool of SLEs, as busy people type them."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from dialogs.understanding.institute import InstituteKind, InstituteWish, clock_times_in, institute_wish
from dialogs.understanding.interpret import Interpreter
from strategy.events import EventKind
from strategy.trust import Trust

DATA = Path(__file__).parents[1] / "data"
NOW = datetime.fromisoformat("2026-11-23T09:00:00+00:00")
LIST, NEXT, POOL = InstituteKind.LIST, InstituteKind.NEXT, InstituteKind.POOL
NETWORK, TRAINING = EventKind.NETWORK, EventKind.TRAINING
TERM = {"starts": date(2026, 9, 1), "ends": date(2026, 12, 18)}
HALF = {"starts": date(2026, 11, 2), "ends": date(2026, 12, 18)}
NEXT_HALF = {"starts": date(2027, 1, 4), "ends": date(2027, 2, 12)}
MARCH = date(2027, 3, 12)

SAID: list[tuple[str, InstituteKind, dict[str, Any]]] = [
    ("what CPD is on for maths this term", LIST, {"subject": "maths", **TERM}),
    ("any training on safeguarding next half term", LIST, {"subject": "safeguarding", **NEXT_HALF}),
    ("any phonics CPD this half term?", LIST, {"subject": "phonics", **HALF}),
    ("what training is coming up", LIST, {"event": TRAINING}),
    ("Is there any science training planned this term?", LIST, {"subject": "science", **TERM}),
    ("list all the networks this term", LIST, {"event": NETWORK, **TERM}),
    ("show me upcoming CPD", LIST, {}),
    ("CPD for MFL", LIST, {"subject": "MFL"}),
    ("what courses can I go to", LIST, {"event": TRAINING}),
    ("are there any networks or training for computing", LIST, {"subject": "computing", "event": None}),
    ("what's on for science this half term", LIST, {"subject": "science", **HALF}),
    ("when is the next English network", NEXT, {"subject": "English", "event": NETWORK}),
    ("next maths network?", NEXT, {"subject": "maths"}),
    ("when does the science network meet next", NEXT, {"subject": "science"}),
    ("what am I invited to", InstituteKind.INVITED, {}),
    ("have I got any invitations", InstituteKind.INVITED, {}),
    ("who came to the maths network", InstituteKind.CAME, {"subject": "maths"}),
    ("who was at the phonics training on Friday", InstituteKind.CAME, {"starts": date(2026, 11, 20)}),
    ("how many people came to the last science network", InstituteKind.CAME, {"subject": "science"}),
    ("note who came to the maths network", InstituteKind.NOTE, {"subject": "maths"}),
    ("record attendance", InstituteKind.NOTE, {}),
    ("who is coming to the maths network", InstituteKind.WHO_COMES, {"subject": "maths"}),
    ("who can't come to the English network", InstituteKind.WHO_COMES, {"subject": "English"}),
    ("I'm coming to the maths network", InstituteKind.COMING, {"subject": "maths"}),
    ("count me in for the phonics training", InstituteKind.COMING, {"subject": "phonics"}),
    ("I can't make the maths network", InstituteKind.NOT_COMING, {"subject": "maths"}),
    ("sorry I can't come", InstituteKind.NOT_COMING, {}),
    (
        "set up a maths network on 12 March 4pm at Marlow",
        InstituteKind.ARRANGE,
        {"subject": "maths", "event": NETWORK, "date": MARCH, "begins": time(16), "school": "903765"},
    ),
    (
        "arrange phonics training on Teams next Tuesday",
        InstituteKind.ARRANGE,
        {"subject": "phonics", "event": TRAINING, "date": date(2026, 12, 1), "on_teams": True},
    ),
    (
        "please organise a science network on 12 March from 2 to 3.30pm at Eastgate inviting everyone",
        InstituteKind.ARRANGE,
        {"begins": time(14), "until": time(15, 30), "invited": "everyone", "school": "901446"},
    ),
    (
        "put on CPD about safeguarding on 12 March at 9am online",
        InstituteKind.ARRANGE,
        {"subject": "safeguarding", "begins": time(9), "on_teams": True},
    ),
    ("book training on oracy", InstituteKind.ARRANGE, {"subject": "oracy", "date": None}),
    ("move the maths network to 12 March", InstituteKind.MOVE, {"date": MARCH, "starts": None}),
    (
        "move the maths network on 5 March to 12 March at 3pm",
        InstituteKind.MOVE,
        {"date": MARCH, "starts": date(2027, 3, 5), "begins": time(15)},
    ),
    ("cancel the maths network on 12 March", InstituteKind.CANCEL, {"starts": MARCH, "ends": MARCH}),
    ("call off the phonics training", InstituteKind.CANCEL, {"subject": "phonics"}),
    ("show me the SLE pool", POOL, {"only_free": False}),
    ("which maths SLEs are free", POOL, {"subject": "maths", "only_free": True}),
    ("is there a computing SLE free", POOL, {"subject": "computing", "only_free": True}),
    ("which SLEs have any time free", POOL, {"only_free": True}),
    ("who is free for science", POOL, {"subject": "science", "only_free": True}),
    ("what are our SLEs doing at the moment", POOL, {"only_free": False}),
    ("the pool of science SLEs", POOL, {"subject": "science"}),
    ("what is Tom Haverill doing", InstituteKind.DOING, {}),
    ("is Kieran Boothroyd free", InstituteKind.DOING, {}),
]
LEFT_TO_THE_INTENTS = [
    "guidance on CPD please",
    "when is the next EIT",
    "when is the next SIP training",
    "what should we think about for professional development",
    "where are all the SLEs deployed this half term",
    "who is the maths SLE",
    "set up a Progress Board for Marlow on 12 March",
    "book a visit to Marlow on 12 March",
    "deploy an SLE for maths to Eastgate",
    "what is on the agenda for Marlow",
    "cancel my visit to Marlow on Friday",
    "what is CPD",
    "can you book a train ticket to London",
    "who is Tom Haverill",
]


def read(
    text: str, trust: Trust, speaker: str = "colin.threlfall@fourstones.example"
) -> InstituteWish | None:
    person = trust.by_email(speaker)
    assert person is not None
    return institute_wish(text, person, trust, NOW, Interpreter())


@pytest.mark.parametrize(("text", "kind", "fixes"), SAID, ids=[text for text, _, _ in SAID])
def test_a_sentence_about_the_institute_is_understood(
    trust_dev: Trust, text: str, kind: InstituteKind, fixes: dict[str, Any]
) -> None:
    wish = read(text, trust_dev)
    assert wish is not None
    assert wish.kind is kind
    assert {name: getattr(wish, name) for name in fixes} == fixes


def test_a_name_says_whom(trust_dev: Trust) -> None:
    wish = read("what is Tom Haverill doing", trust_dev)
    assert wish is not None
    assert [trust_dev.person(each).name for each in wish.people] == ["Tom Haverill"]


@pytest.mark.parametrize("text", LEFT_TO_THE_INTENTS)
def test_what_the_intents_read_is_left_to_them(trust_dev: Trust, text: str) -> None:
    assert read(text, trust_dev) is None


def test_no_sentence_of_the_format_is_taken_away(trust_dev: Trust) -> None:
    lines = (DATA / "utterances-dev.jsonl").read_text(encoding="utf-8").splitlines()
    taken = [
        asked["text"]
        for asked in map(json.loads, lines)
        if asked["expect"]["intent"] != "unknown" and read(asked["text"], trust_dev, asked["as"]) is not None
    ]
    assert len(lines) > 100
    assert taken == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4pm", (time(16), None)),
        ("4", (time(16), None)),
        ("16:00", (time(16), None)),
        ("9.30 to 11", (time(9, 30), time(11))),
        ("from 2 to 3.30pm", (time(14), time(15, 30))),
        ("on 12 March", (None, None)),
        ("on 12 March to 13 March at 3pm", (time(15), None)),
        ("half past four", (time(16, 30), None)),
        ("12am", (time(0), None)),
        ("25:00", (None, None)),
        ("next Tuesday", (None, None)),
    ],
)
def test_times_of_day_are_read_as_a_working_day_has_them(
    text: str, found: tuple[time | None, time | None]
) -> None:
    assert clock_times_in(text) == found
