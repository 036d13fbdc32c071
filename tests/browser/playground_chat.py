"""One person's chat in the Agents Playground, as a browser test speaks of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

SHOTS = Path(__file__).resolve().parents[2] / "artifacts" / "screenshots"
ANSWER = 20_000
"""Milliseconds to wait for an answer."""


class PlaygroundChat:
    """Says things, presses buttons and reads the answers. Waits for what it does to have shown."""

    def __init__(self, page: Page, address: str, scheme: str = "light") -> None:
        self.page = page
        self.scheme = scheme
        page.set_default_timeout(ANSWER)
        # Opening tells the bot that it was installed; a welcome has come once that is answered.
        with page.expect_response(re.compile(r"/installation$")):
            page.goto(address)
        self._compose().wait_for()

    def _compose(self) -> Locator:
        return self.page.locator("div[role=textbox][data-lexical-editor=true]")

    @property
    def messages(self) -> Locator:
        """Everything the bot has said; a message's words and its card are two entries."""
        return self.page.locator(".fai-OutputCard")

    @property
    def cards(self) -> Locator:
        return self.page.locator(".ac-adaptiveCard")

    def last_message(self) -> Locator:
        return self.messages.last

    def last_card(self) -> Locator:
        return self.cards.last

    def type_without_sending(self, text: str) -> None:
        self._compose().click()
        self.page.keyboard.insert_text(text)

    def say(self, text: str) -> Locator:
        """Sends `text` and waits for something new from the bot. Gives the last thing said."""
        before = self.messages.count()
        self.type_without_sending(text)
        self.page.get_by_role("button", name="Send Message").click()
        expect(self.messages.nth(before)).to_be_visible(timeout=ANSWER)
        return self.last_message()

    def ask_for_card(self, text: str) -> Locator:
        """Sends `text` and waits for a new card. Gives the last card, as it is whenever it is looked at."""
        before = self.cards.count()
        self.say(text)
        return self.hear_card(before)

    def hear_card(self, after: int, words: str = "", within: int = ANSWER) -> Locator:
        """Waits until there are more cards than `after`, and the last has `words`. Gives the last card.

        Never "one more and no other": what is told unasked comes when it comes, also beside an answer.
        """
        expect(self.cards.nth(after)).to_be_visible(timeout=within)
        expect(self.last_card()).to_contain_text(words, timeout=within)
        return self.last_card()

    def button(self, label: str) -> Locator:
        return self.last_card().get_by_role("button", name=label, exact=True)

    def press(self, label: str) -> None:
        """Presses a button of the last card. What comes of it is the test's to wait for."""
        self.button(label).click()

    def press_hidden(self, label: str) -> None:
        """Presses a button that is behind the "…" of the last card."""
        self.last_card().get_by_role("button", name=re.compile(r"^(…|\.\.\.|More.*)$")).last.click()
        self.page.get_by_text(label, exact=True).last.click()

    def press_and_see(self, label: str, words: str | re.Pattern[str]) -> Locator:
        """Presses a button and waits until the last card says `words`."""
        self.press(label)
        expect(self.last_card()).to_contain_text(words, timeout=ANSWER)
        return self.last_card()

    def suggestion(self, label: str) -> Locator:
        """One of the things to say next, offered under the last message."""
        return self.page.get_by_role("button", name=label, exact=True).last

    def take_suggestion(self, label: str) -> Locator:
        before = self.messages.count()
        self.suggestion(label).click()
        expect(self.messages.nth(before)).to_be_visible(timeout=ANSWER)
        return self.last_message()

    def field(self, label: str) -> Locator:
        return self.last_card().get_by_label(label)

    def fill(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def fill_date(self, label: str, day: date) -> None:
        """Types a date: the field ignores a value that is set, and a click opens a calendar on top."""
        field = self.field(label)
        field.focus()
        field.press("ControlOrMeta+a")
        field.press("Delete")
        field.press_sequentially(f"{day.month}/{day.day}/{day.year}")
        field.press("Enter")
        field.press("Escape")
        # The browser is set to British English: the field then shows "5 March 2026".
        expect(field).to_have_value(f"{day.day} {day:%B} {day.year}")

    def choose(self, label: str, choice: str) -> None:
        """Opens a compact choice and takes one."""
        self.last_card().get_by_role("combobox", name=label).click()
        self.page.get_by_role("option", name=choice, exact=True).click()

    def follow(self, words: str) -> None:
        """Presses words of the last card that open something. What comes of it is the test's to wait for."""
        self.last_card().get_by_text(words, exact=True).first.click()

    def open_group(self, name: str) -> None:
        """Goes to a group chat."""
        self.page.get_by_text(name, exact=True).first.click()
        self._compose().wait_for()

    def open_personal_chat(self) -> None:
        """Goes back to the person's own chat with the bot."""
        self.page.get_by_text("Personal Chat", exact=True).first.click()
        self._compose().wait_for()

    def mention_and_say(self, bot: str, text: str) -> Locator:
        """Says something to the bot in a group, where it hears only what it is mentioned in."""
        before = self.messages.count()
        self._compose().click()
        self.page.keyboard.type("@")
        self.page.get_by_role("menuitem", name=bot).click()
        self.page.keyboard.insert_text(f" {text}")
        self.page.get_by_role("button", name="Send Message").click()
        expect(self.messages.nth(before)).to_be_visible(timeout=ANSWER)
        return self.last_message()

    def reload(self) -> None:
        """Loads the page again: the chat is empty then, and the bot is told that it was installed."""
        with self.page.expect_response(re.compile(r"/installation$")):
            self.page.reload()
        self._compose().wait_for()

    def card_picture(self, name: str) -> Path:
        """Keeps the last card alone: about as wide as a phone shows it."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}-card-{self.scheme}.png"
        self.last_card().screenshot(path=path)
        return path

    def screenshot(self, name: str) -> Path:
        """Keeps the page as it is, under the test artifacts."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}-{self.scheme}.png"
        self.page.screenshot(path=path)
        return path
