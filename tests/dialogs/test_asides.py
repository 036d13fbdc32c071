"""What is asked in between, while a form asks its questions, is answered, and the question comes again."""

from __future__ import annotations

import pytest

from dialogs.messages import Place
from tests.dialogs.conversation import Conversation


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("which reports are overdue?", "overdue"),
        ("show me the SLE pool", "1 SLE in the pool"),
        ("what did Sam Partner do last week", "Sam Partner"),
    ],
)
async def test_a_question_in_between_is_no_answer_to_a_choice(
    deputy: Conversation, text: str, answer: str
) -> None:
    terminal = deputy.elsewhere(Place.TERMINAL)
    asked = await terminal.says("deploy an SLE for science to Marlow, Tuesdays until Easter")
    assert "What is it for?" in asked.words
    said = await terminal.says(text)
    assert answer in said.words
    assert "Back to your allocation for Marlow." in said.words
    assert "Please choose" not in said.words
