"""Long texts in a card: shown shortened, and never lost by it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.shortening import restored, shortened
from tests.dialogs.answers import MARKED
from tests.dialogs.conversation import Conversation
from tests.dialogs.world import World

ROOM = 300
MARKER = "\n… [12 more characters are kept; leave this line as it is]"
texts = st.one_of(
    st.text(max_size=900),
    st.text(alphabet=st.sampled_from("ab\n …[]é😀"), max_size=900),
    st.builds(lambda a, b, c: a + MARKER + b + c * 9, st.text(max_size=200), st.text(max_size=9), st.text()),
).map(lambda text: text.replace("\r\n", "\n").replace("\r", "\n"))

STRANGE = {
    "long": "A lesson seen, and then another. " * 920,
    "right to left": "بِسْمِ ٱللّٰهِ \u202eשלום\u202c مرحبا",
    "emoji": "👩🏽‍🏫🇬🇧" * 40 + "🙂",
    "markdown": "# Not a heading\n* **not** _bold_ [not a link](http://x) `code` ~~x~~ | a | b |",
    "html": "<b>not bold</b><script>alert(1)</script>&amp;&lt; <at>everyone</at>",
    "templates": "${name} {{DATE(2026-01-01)}} {{TIME(x)}} %s {0}",
    "lines": "one\n\n\n  two\n\tthree",
    "all emoji": "🙂" * 1_900,
    "all lines": "a\n" * 900 + "b",
    "only lines": "a" + "\n" * 1_800 + "b",
    "quotes": "\"quoted\" 'and' \\back\\slash\\n",
}


@settings(max_examples=150, deadline=None)
@given(texts)
def test_an_untouched_field_is_left_as_it_is(text: str) -> None:
    assert restored(shortened(text, ROOM), text, ROOM) == text


@settings(max_examples=150, deadline=None)
@given(texts, st.text(alphabet="xyz \n", max_size=40))
def test_an_edited_beginning_keeps_all_that_follows(text: str, typed: str) -> None:
    shown = shortened(text, ROOM)
    assert restored(typed + shown, text, ROOM) == typed + text


@settings(max_examples=150, deadline=None)
@given(texts)
def test_what_is_shown_takes_little_more_than_its_room(text: str) -> None:
    assert len(json.dumps(shortened(text, ROOM))) <= ROOM + 120


def test_replacing_the_whole_text_replaces_it() -> None:
    assert restored("Quite new", "a" * 1_000, ROOM) == "Quite new"


def test_a_client_s_own_line_ends_are_no_change() -> None:
    text = "one\ntwo\n" * 200
    assert restored(shortened(text, ROOM).replace("\n", "\r\n"), text, ROOM) == text


@pytest.mark.parametrize("kind", STRANGE)
async def test_whatever_is_typed_comes_back_exactly_as_it_was_written(
    world: World, sip: Conversation, kind: str
) -> None:
    typed = STRANGE[kind].strip() + MARKED
    await sip.says("file a report for Oak Bank, yesterday's visit")
    purpose = typed[-1_900:].strip()
    await sip.presses("Next", purpose=purpose)
    await sip.presses("Next", activities=typed)
    await sip.presses("Save for later", outcomes=typed, recommendations=typed)
    await sip.presses("Back")
    await sip.presses("Back")
    await sip.presses("Next")
    await sip.presses("Next")
    await sip.presses("File report")
    [report] = await world.filed()
    assert report.text.purpose == purpose
    for part in ("activities", "outcomes", "recommendations"):
        assert getattr(report.text, part) == typed, part
    read = ""
    answer = await sip.says("show me the latest report on Oak Bank")
    read += answer.texts
    while "Next page" in answer.buttons:
        answer = await sip.presses("Next page")
        read += "\n" + answer.texts
    pieces = "".join(read.split()).replace("\xa0", "")
    assert pieces.count(MARKED) == 4
    assert typed.split()[0][:60].removesuffix(MARKED) in pieces


@pytest.mark.parametrize("kind", STRANGE)
async def test_in_talk_too_it_is_kept_word_for_word_and_shown_on_a_card(
    world: World, sip: Conversation, kind: str
) -> None:
    typed = STRANGE[kind].strip() + MARKED
    await sip.says("file a report for Oak Bank, yesterday's visit")
    await sip.says("ask me instead")
    for answer in (typed[-1_900:].strip(), typed, typed):
        await sip.says(answer)
    shown = await sip.says("back")
    assert "So far" in shown.texts
    await sip.says("skip")
    review = await sip.says(typed)
    assert "Your report so far" in review.texts
    assert "Report filed" in (await sip.says("file it")).texts
    assert (await world.filed())[0].text.outcomes == typed


async def test_a_purpose_as_long_as_a_report_is_kept_and_asked_to_be_shorter(
    world: World, sip: Conversation
) -> None:
    await sip.says("file a report for Oak Bank, yesterday's visit")
    asked = await sip.presses("Next", purpose="p" * 30_000)
    assert "That is 30,000 characters and at most 2,000 can be filed" in asked.texts
    assert "All of it is kept in your draft" in asked.texts
    shorter = await sip.presses("Next", purpose="Reading")
    assert "2 of 3" in shorter.texts
