"""Minutes in real Playgrounds: recorded with their actions, read by the head, amended, and an action done."""

from __future__ import annotations

import pytest

from tests.browser.conftest import OpenChat, RunningDemo

pytestmark = pytest.mark.browser
TEXT = """Attendance has risen since September, mostly in Year 8.
Maths outcomes were looked at with the head of department; books show more practice than a year ago."""
DECISIONS = "The spring visit is about maths\nThe attendance plan goes on until Easter"
ACTIONS = """Send the attendance plan to the Board; headteacher; 1 July 2031
Visit the maths department; SIP; 8 July 2031
Write to parents (the governors, by 8 July 2031)"""


def test_minutes_are_recorded_read_and_amended_and_an_action_is_done(
    own_demo: RunningDemo, open_chat: OpenChat
) -> None:
    head, deputy = open_chat(own_demo.addresses["head"]), open_chat(own_demo.addresses["deputy"])
    deputy.ask_for_card("Record the minutes of Harrowmere's board of yesterday")
    deputy.card_picture("minutes-form-meeting")
    deputy.fill("Minutes", TEXT)
    deputy.press_and_see("Next", "Decisions and actions")
    deputy.fill("Decisions", DECISIONS)
    deputy.fill("Actions", ACTIONS.replace("; SIP;", "; "))
    deputy.press_and_see("File minutes", "couldn't read line 2")
    deputy.card_picture("minutes-form-fault")
    deputy.fill("Actions", ACTIONS)
    heard = head.cards.count()
    deputy.press_and_see("File minutes", "Filed: the minutes")
    deputy.card_picture("minutes-receipt")

    head.hear_card(heard, "gave you 1 action")
    head.card_picture("head-told-of-action")
    head.press_and_see("Your action", "Action from")
    head.card_picture("minuted-action")
    head.press_and_see("It is done", "that is done")
    head.card_picture("minuted-action-done")
    head.ask_for_card("Show me the minutes of our last board")
    head.card_picture("minutes-page")
    head.ask_for_card("Actions from our last board?")
    head.card_picture("minuted-actions")

    deputy.ask_for_card("Amend the minutes of Harrowmere's last board")
    deputy.press_and_see("Next", "Decisions and actions")
    deputy.card_picture("minutes-form-amending")
    deputy.fill("Decisions", "The spring visit is about maths")
    deputy.press_and_see("File amendment", "version 2")
    deputy.ask_for_card("Show me the minutes of Harrowmere's last board")
    deputy.card_picture("minutes-page-amended")
    deputy.press_and_see("Earlier versions", "Version 1, by")
    deputy.card_picture("minutes-versions")
    deputy.ask_for_card("Show me the minutes")
    deputy.card_picture("minutes-list")
