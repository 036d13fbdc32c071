"""Days on which the demo's diary has no visits, so that a test can report on a visit of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.demo.years import school_year_start
from strategy.school_year import LONDON
from tests.browser.playground_chat import PlaygroundChat

MORNING = datetime(2026, 11, 25, 5, 2, tzinfo=LONDON)
"""When every demo's clock is set going, whenever the tests run: a Wednesday in term, before anybody is
reminded of anything, so that what comes unasked is only what a test has set going.
"""


def today() -> date:
    """The day on which the demos run."""
    return MORNING.date()


def sunday(weeks_ago: int) -> date:
    """The Sunday so many weeks before the last one; late in the previous school year at the earliest."""
    day = today() - timedelta(days=today().isoweekday() % 7 + 7 * weeks_ago)
    assert day.year >= school_year_start(today()) - 1
    return day


def in_words(day: date) -> str:
    """As the bot writes a day."""
    return f"{day:%a} {day.day} {day:%B %Y}"


@dataclass(frozen=True)
class Visit:
    """A visit that a test makes up. Every test takes another Sunday."""

    school: str
    day: date

    @property
    def wish(self) -> str:
        """What to say to report on it."""
        return f"File a report for {self.school}, {self.day.day} {self.day:%B %Y}"


def open_form(sip: PlaygroundChat, visit: Visit, purpose: str = "A made-up visit") -> None:
    """Asks for the form of a visit, and fills in its first section."""
    sip.ask_for_card(visit.wish)
    sip.fill("Purpose of visit", purpose)


def fill_in(sip: PlaygroundChat, visit: Visit, **texts: str) -> None:
    """Fills in the form up to its last button."""
    open_form(sip, visit, texts.get("purpose", "A made-up visit"))
    sip.press_and_see("Next", "(2 of 3)")
    sip.fill("Summary of activities during visit", texts.get("activities", "Walked lessons."))
    sip.press_and_see("Next", "(3 of 3)")
    sip.fill("Summary of outcomes", texts.get("outcomes", "Calm corridors."))
    sip.fill("Recommendations", texts.get("recommendations", "Keep going."))
