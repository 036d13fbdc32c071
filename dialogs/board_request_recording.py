"""Recording what a Progress Board asks of the EIT: whatever is missing is asked for, one thing at a time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import date

from dialogs import board_request_words as words
from dialogs import wording
from dialogs.board_requests import shown
from dialogs.messages import Press, Reply
from dialogs.minutes_filing import just_minuted
from dialogs.reasons import DAY, Wanted, ask_reason
from dialogs.reasons import ask_again as ask_for_words
from dialogs.turn import Turn
from strategy.actions.asking_the_eit import ask_the_eit, may_ask
from strategy.board_requests import LONGEST_ASK, AskedAlready, NoBoardHeld, read_ask
from strategy.errors import Invalid, NotAllowed
from strategy.permissions import Deed

WHICH_SCHOOL = Wanted(name="named", question="Which school's Board asks?")


async def record(turn: Turn, school: str | None, said: str, held_on: date | None = None) -> Reply:
    """Record that a school's Board asks for something; asks for what is missing.

    Where no school is said it is the one whose Board's minutes were just filed. `held_on` is the day of a
    Board that nobody had recorded.
    """
    if not may_ask(turn.speaker, turn.uow, turn.policy, turn.today):
        raise NotAllowed(Deed.RECORD_MINUTES)
    school = school or just_minuted(turn)
    if school is None:
        question = "Which school's Board asks for that?"
        return ask_for_words(turn, question, "board_request.of", {"words": said}, wanted=WHICH_SCHOOL)
    if not said.strip():
        return _ask_words(turn, school)
    edition = turn.policy.on(turn.today, turn.trust.calendar)
    text = read_ask(said, words.review_names(edition))
    try:
        made = await ask_the_eit(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            school=school,
            text=text,
            held_on=held_on,
        )
    except NoBoardHeld as unknown:
        return _ask_day(turn, school, said, unknown)
    except Invalid as refused:
        fault = " ".join(refused.faults.values())
        return _ask_words(turn, school, said, fault) if "asks" in refused.faults else turn.say(fault)
    except AskedAlready as already:
        return await shown(turn, already.found, "That is recorded already.")
    return await shown(turn, made, "Recorded.")


def _ask_words(turn: Turn, school: str, given: str = "", fault: str = "") -> Reply:
    name = turn.trust.school(school).known_as
    wanted = Wanted(
        label="Support or a review, and what for",
        question="Which support or review does it ask for, and what for?",
        button="Record it",
        name="words",
        at_most=LONGEST_ASK,
    )
    said = f"{name}'s Progress Board asks the EIT for something. The EIT decides at its next meeting."
    return ask_reason(
        turn,
        f"Board's request: {name}",
        said,
        "board_request.record",
        {"school": school},
        wanted=wanted,
        given=given,
        fault=fault,
    )


def _ask_day(turn: Turn, school: str, said: str, unknown: NoBoardHeld) -> Reply:
    """Ask on which day a Board met that nobody has recorded; the next words are taken for it."""
    why = " ".join(unknown.faults.values())
    if unknown.coming is not None:
        why += f" Its next is on {wording.day(unknown.coming)}: what that asks for is recorded after it."
    question = f"{why} If it has met, on which day was that? I then record the Board with its request."
    return ask_for_words(
        turn, question, "board_request.held", {"school": school, "words": said}, wanted=Wanted(name=DAY)
    )


async def held_pressed(turn: Turn, press: Press) -> Reply:
    """The day that was asked for, on which the Board met."""
    school, said = press.data.get("school"), str(press.data.get("words") or "")
    if not isinstance(school, str) or school not in turn.trust.schools:
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    typed = str(press.data.get(DAY) or "")
    day = turn.reader.day_meant(typed, turn.today, turn.trust.calendar, looking="back")
    if day is None:
        return _ask_day(turn, school, said, NoBoardHeld("I couldn't read that as a day."))
    return await record(turn, school, said, day)


async def record_pressed(turn: Turn, press: Press) -> Reply:
    """The words that were asked for, or the school whose Board it is."""
    said, school = str(press.data.get("words") or ""), press.data.get("school")
    if press.do == "board_request.of":
        found = turn.reader.found_in(str(press.data.get("named") or ""), turn.speaker, turn.trust)
        bearers = {urn for name in found.schools for urn in name.bearers}
        school = next(iter(bearers)) if len(bearers) == 1 else None
        if school is None:
            said_so = "I couldn't tell which school that is. Please say the whole name of the school."
            return ask_for_words(turn, said_so, "board_request.of", {"words": said}, wanted=WHICH_SCHOOL)
    if not isinstance(school, str) or school not in turn.trust.schools:
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    return await record(turn, school, said)


PRESSES: Mapping[str, Callable[[Turn, Press], Awaitable[Reply]]] = {
    "board_request.of": record_pressed,
    "board_request.record": record_pressed,
    "board_request.held": held_pressed,
}
"""All of them write."""
