"""What a Board asks for, as it is read; and what minutes that are amended change of it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.board_requests import (
    AskKind,
    AskState,
    AskText,
    BoardRequest,
    difference,
    read_ask,
    typed_ask,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
NAMES = ("Pupil premium", "Safeguarding", "Governance")
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=40)
TEXTS = st.lists(st.sampled_from([AskText(AskKind.SUPPORT, each) for each in "ABCDE"]), max_size=6)
STATES = st.sampled_from(list(AskState))


@pytest.mark.parametrize(
    ("typed", "kind", "words", "review"),
    [
        ("governance review", AskKind.REVIEW, "Governance review", "Governance"),
        ("a review of  safeguarding", AskKind.REVIEW, "A review of safeguarding", "Safeguarding"),
        ("an external review", AskKind.REVIEW, "An external review", ""),
        ("more SLE days", AskKind.SUPPORT, "More SLE days", ""),
        ("Support: review of marking with an SLE", AskKind.SUPPORT, "Review of marking with an SLE", ""),
        ("review; pupil premium", AskKind.REVIEW, "Pupil premium", "Pupil premium"),
    ],
)
def test_what_is_asked_for_is_read(typed: str, kind: AskKind, words: str, review: str) -> None:
    assert read_ask(typed, NAMES) == AskText(kind, words, review)


@given(WORDS)
def test_what_was_read_is_read_alike_when_it_is_typed_again(typed: str) -> None:
    once = read_ask(typed, NAMES)
    if once.words:
        assert read_ask(typed_ask(once), NAMES) == once


@given(st.lists(st.tuples(TEXTS.filter(bool).map(lambda texts: texts[0]), STATES), max_size=6), TEXTS)
def test_an_amendment_says_each_request_once_and_undoes_no_decision(
    before: list[tuple[AskText, AskState]], said: list[AskText]
) -> None:
    stored = [
        BoardRequest(number, "1", text, 1, NOW, state=state) for number, (text, state) in enumerate(before)
    ]
    change = difference(stored, said)
    assert all(each.waits for each in change.gone)
    kept = [each for each in stored if each.state is not AskState.WITHDRAWN and each not in change.gone]
    standing = sorted([each.text.words for each in kept] + [each.words for each in change.new])
    for text in said:
        assert standing.count(text.words) >= said.count(text)
    waiting = sorted([each.text.words for each in kept if each.waits] + [each.words for each in change.new])
    assert all(word in [text.words for text in said] for word in waiting)


def test_something_becomes_of_a_request_once() -> None:
    found = BoardRequest(1, "1", AskText(AskKind.SUPPORT, "A"), 1, NOW)
    agreed = found.ended(AskState.AGREED, 2, NOW)
    with pytest.raises(ValueError, match="agreed cannot become declined"):
        agreed.ended(AskState.DECLINED, 2, NOW)
    with pytest.raises(ValueError, match="waiting cannot become waiting"):
        found.ended(AskState.WAITING, 2, NOW)
