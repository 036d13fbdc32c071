"""Sentences about minutes and actions as busy people type them, and what each of them does."""

from __future__ import annotations

from datetime import date

import pytest

from strategy.policy_reporting import Body
from tests.dialogs.minuting import held, minuted
from tests.dialogs.world import MARLOW, ST_ANNE, World

READ, FORM, LIST, MISSING, ACTIONS, MINE, AMEND, MAILED = (
    "read", "form", "list", "missing", "actions", "mine", "amend", "mailed",
)  # fmt: skip
_SIGN = {
    READ: "Minutes: ",
    FORM: "The meeting (1 of 2)",
    LIST: "Minutes of ",
    MISSING: "no minutes yet.",
    ACTIONS: " actions from ",
    MINE: "You owe 1 action",
    AMEND: "your amendment of the minutes",
    MAILED: "by mail",
}
ANNE, OAK, EIT = "St Anne's, Progress Board", "Oak Bank, Progress Board", "Education Improvement Team"

SENTENCES = [
    ("Gail Governance", "minutes from marlow board thurs", FORM, "Marlow"),
    ("Gail Governance", "Hi, can I record the minutes of the Marlow progress board please", FORM, "Marlow"),
    ("Gail Governance", "I need to write up the minutes for Marlow's board last Thursday", FORM, "Marlow"),
    ("Gail Governance", "type up yesterday's board at St Andrew's", FORM, "St Andrew"),
    ("Gail Governance", "upload minutes for St Andrew's board 5 Nov", FORM, "St Andrew"),
    ("Gail Governance", "these are the minutes of the standards committee on 11 November", FORM, "Standards"),
    ("Dan Deputy", "could you take the minutes of the Marlow board, held 19/11", FORM, "Marlow"),
    ("Dan Deputy", "minutes for the school improvement team meeting on 10 Nov", FORM, "School Improvement"),
    ("Carol Chief", "let's do the minutes of Marlow's board", FORM, "Marlow"),
    ("Lena Lead", "record minutes of SIP training on 14 October", FORM, "SIP training"),
    ("Stan Committee", "file the minutes of the Standards Committee of 11 November", FORM, "Standards"),
    ("Chris Chair", "show me the minutes of our last board", READ, ANNE),
    ("Chris Chair", "can i see last board's minutes", READ, ANNE),
    ("Chris Chair", "What do the minutes of St Anne's board say?", READ, ANNE),
    ("Ned Newman", "minutes of the st annes board 19 nov", READ, ANNE),
    ("Ned Newman", "what was decided at the last board at St Anne's", READ, ANNE),
    ("Hana Head", "have we got the minutes of my school's november board?", READ, OAK),
    ("Hana Head", "Where are the minutes of our last progress board", READ, OAK),
    ("Tina Trustee", "read me the minutes from Oak Bank board on 12/11", READ, OAK),
    ("Lena Lead", "what did the last EIT decide?", READ, EIT),
    ("Lena Lead", "minutes of the last EIT", READ, EIT),
    ("Carol Chief", "open the minutes of last Wednesday's EIT", READ, EIT),
    ("Stan Committee", "which minutes are there?", LIST, "Oak Bank"),
    ("Tina Trustee", "minutes", LIST, "Oak Bank"),
    ("Eve Executive", "list the minutes of all boards", LIST, "Oak Bank"),
    ("Dan Deputy", "which minutes are overdue", MISSING, "Marlow"),
    ("Dan Deputy", "what board minutes are we still waiting for", MISSING, "Marlow"),
    ("Dan Deputy", "who still has to send minutes", MISSING, "Marlow"),
    ("Gail Governance", "which boards have no minutes?", MISSING, "Marlow"),
    ("Gail Governance", "what minutes do I still need to write", MISSING, "Marlow"),
    ("Chris Chair", "Actions from the last board?", ACTIONS, ANNE),
    ("Chris Chair", "any actions outstanding from our board", ACTIONS, ANNE),
    ("Dan Deputy", "actions from Oak Bank's last board", ACTIONS, OAK),
    ("Dan Deputy", "what actions came out of the St Anne's board on 19 November", ACTIONS, ANNE),
    ("Carol Chief", "who's got actions from the last St Anne's progress board", ACTIONS, ANNE),
    ("Hana Head", "what were the actions in our last board minutes", ACTIONS, OAK),
    ("Ned Newman", "list the actions agreed at the board on 19 november", ACTIONS, ANNE),
    ("Sue Partner", "what actions do I owe", MINE, "Reading"),
    ("Sue Partner", "my actions pls", MINE, "Reading"),
    ("Sue Partner", "have I got any actions from the board?", MINE, "Reading"),
    ("Sue Partner", "Which actions are mine?", MINE, "Reading"),
    ("Gail Governance", "correct the minutes of St Anne's board", AMEND, ANNE),
    ("Dan Deputy", "I need to amend the minutes of the EIT on 18 November", AMEND, EIT),
    ("Chris Chair", "email me the minutes of our last board", MAILED, "chris.chair"),
    ("Lena Lead", "can you send me the minutes of Oak Bank's board", MAILED, "lena.lead"),
]


@pytest.fixture
async def busy(world: World) -> World:
    """St Anne's, Oak Bank and the EIT have minutes, Marlow's Board has none yet."""
    actions = [("Reading", "Sue Partner"), ("Gates", "the caretaker")]
    await minuted(world, *actions, school=ST_ANNE)
    await minuted(world, ("Maths", "Hana Head"), ("Sums", "the governors"), day=date(2026, 11, 12))
    await minuted(world, school="", body=Body.EIT, day=date(2026, 11, 18), about="")
    await held(world, MARLOW)
    return world


@pytest.mark.parametrize(("name", "text", "does", "of"), SENTENCES)
async def test_a_sentence_does_what_it_says(busy: World, name: str, text: str, does: str, of: str) -> None:
    answer = await (await busy.chat(name)).says(text)
    assert _SIGN[does] in answer.all
    assert of in answer.all


OF_OTHER_THINGS = [
    ("Dan Deputy", "mark action 1 of Oak Bank's plan as done"),
    ("Dan Deputy", "add an action to Oak Bank's plan"),
    ("Dan Deputy", "when is the next board at Oak Bank"),
    ("Sam Partner", "file a report for Oak Bank"),
    ("Dan Deputy", "what is on the agenda for the last visit to Marlow"),
    ("Sam Partner", "remind me in five minutes"),
]


@pytest.mark.parametrize(("name", "text"), OF_OTHER_THINGS)
async def test_sentences_about_other_things_are_left_to_them(busy: World, name: str, text: str) -> None:
    answer = await (await busy.chat(name)).says(text)
    assert not any(sign in answer.all for sign in _SIGN.values() if sign != "by mail")
