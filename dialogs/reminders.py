"""Putting off one's reminders: "snooze until Monday", "not before 4pm", "turn reminders back on"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from dialogs import cards, wording
from dialogs.awaiting import await_day
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.pausing import Reminding, longest_pause, pause, remind_not_before, resume, terms
from strategy.errors import Invalid
from strategy.school_year import london_day

STAYS = (
    "Your deadlines stay as they are, and the Deputy CEO sees what is late and can still have you reminded."
)
ONLY_YOURS = "I can put off your own reminders only. Whoever is away can be marked as away by the Deputy CEO."
REMIND_AGAIN = "Remind me again"
_CHOICES = 3
_EVERY_DAY = re.compile(r"\b(?:before|earlier than|only after)\b", re.IGNORECASE)


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """Do what a wish about one's reminders says, or ask until when."""
    if asked.people_named or asked.person not in (None, turn.speaker.email):
        return turn.say(ONLY_YOURS, summary="Your own reminders only")
    if asked.again:
        return await switch_on(turn)
    if asked.at is not None and _means_every_day(turn, asked):
        found = await remind_not_before(
            uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, at=asked.at
        )
        return _as_it_is_now(turn, found)
    if asked.resumes is None and asked.at is None:
        return _until_when(turn)
    try:
        found = await pause(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            until=asked.resumes or turn.today,
            at=asked.at,
        )
    except Invalid as past:
        return _until_when(turn, wording.refusal(past))
    return _as_it_is_now(turn, found)


async def switch_off(turn: Turn, until: date) -> Reply:
    """Pause the speaker's reminders until a day that they pressed."""
    try:
        found = await pause(uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, until=until)
    except Invalid as past:
        return _until_when(turn, wording.refusal(past))
    return _as_it_is_now(turn, found)


async def switch_on(turn: Turn) -> Reply:
    """End a pause, and a time before which no reminders came."""
    found = await resume(uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker)
    return _as_it_is_now(turn, found)


def at_in_words(turn: Turn, at: datetime) -> str:
    """`today at 16:00`, `on Mon 30 Nov at 08:00`."""
    day = london_day(at)
    when = "today" if day == turn.today else f"on {wording.short_day(day, turn.today)}"
    return f"{when} at {wording.clock_time(at)}"


def until_in_words(turn: Turn, at: datetime) -> str:
    """`16:00 today`, `Mon 30 Nov at 08:00`."""
    day = london_day(at)
    if day == turn.today:
        return f"{wording.clock_time(at)} today"
    return f"{wording.short_day(day, turn.today)} at {wording.clock_time(at)}"


def how_things_are(turn: Turn, found: Reminding) -> str:
    """In a sentence or two, whether the speaker's reminders are put off; empty where they are not."""
    said = []
    if found.is_paused(turn.now):
        said.append(f"Your reminders are paused until {until_in_words(turn, found.starting)}.")
    if found.choice.not_before is not None:
        said.append(f"I remind you at {found.choice.not_before:%H:%M} or later.")
    return " ".join(said)


def next_monday(turn: Turn) -> date:
    """The Monday after today."""
    return turn.today + timedelta(days=7 - turn.today.weekday())


def _means_every_day(turn: Turn, asked: Interpretation) -> bool:
    """Whether a time is meant for good: "not before 4pm" names no day, "not before 4pm today" does."""
    if asked.always:
        return True
    of_a_day = asked.date or asked.starts or asked.ends or asked.days
    return not of_a_day and bool(_EVERY_DAY.search(turn.incoming.text))


def _as_it_is_now(turn: Turn, found: Reminding) -> Reply:
    """What is now true, and that it hides nothing."""
    nudges, _ = terms(turn.policy, turn.uow, turn.now)
    said = how_things_are(turn, found)
    put_off = bool(said)
    if found.cut:
        most = wording.several(nudges.snooze.at_most_working_days, "working day")
        said += f" That is as long as I may pause them: {most}."
    if not put_off:
        hours = nudges.working_hours
        said = (
            f"Reminders are on: on working days between {hours.starts:%H:%M} and {hours.ends:%H:%M}, "
            "in one message a day at most."
        )
    card = cards.card(
        [cards.words(said), cards.note(STAYS)],
        [
            cards.press(REMIND_AGAIN, "reminder.resume") if put_off else None,
            cards.press("Which are coming?", "say", {"text": "What will you remind me about?"}),
        ],
        says=f"{said} {STAYS}",
    )
    summary = "Reminders put off" if put_off else "Reminders are on"
    return turn.say(f"{said} {STAYS}", summary=summary, card=card)


def _until_when(turn: Turn, first: str = "") -> Reply:
    """Ask until when, with what is asked for most."""
    _, calendar = terms(turn.policy, turn.uow, turn.now)
    longest = london_day(longest_pause(turn.policy, turn.uow, turn.now))
    following = calendar.working_days_after(turn.today, 1)
    days = {following, min(calendar.on_or_after(next_monday(turn)), longest), longest}
    if len(days) < _CHOICES:
        days.add(calendar.working_days_after(turn.today, 2))
    choices = sorted(days)
    titles = [_title(turn, day, longest) for day in choices]
    said = f"{first} Until when shall I pause your reminders?".strip()
    numbered = "".join(f"\n{number}. {title}" for number, title in enumerate(titles, 1))
    card = cards.card(
        [cards.words(said), cards.note("Press one, or say a day or a time.")],
        [
            cards.press(title, "reminder.pause", {"until": day.isoformat()})
            for title, day in zip(titles, choices, strict=True)
        ],
        says=f"{said} {wording.listed(titles, 'or')}?",
    )
    await_day(turn, choices)
    return turn.say(said, in_full=said + numbered, summary="Until when?", card=card)


def _title(turn: Turn, day: date, longest: date) -> str:
    in_words = wording.short_day(day, turn.today)
    if day == longest:
        return f"{in_words}, the longest"
    return "Tomorrow" if day == turn.today + timedelta(days=1) else in_words
