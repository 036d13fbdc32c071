"""Recording minutes and amending them: "record the minutes of Oak Bank's board of 12 November".

A file that is sent while the form is open goes into it; one that comes with such words begins it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from dialogs import cancelled_meetings, minutes_page, wording
from dialogs.drafting import called as name_of
from dialogs.drafting import context_of, keep, start_draft
from dialogs.form_questions import ask
from dialogs.form_questions import begin as begin_form
from dialogs.form_questions import show as show_form
from dialogs.form_talk import REVIEW, field_after, first_field
from dialogs.messages import Press, Reply
from dialogs.minutes_form import FILE, FORM, MINUTES, spelled, typed_from
from dialogs.minutes_meant import Meant, meant
from dialogs.minutes_words import body_of, called
from dialogs.reasons import DAY, Wanted
from dialogs.reasons import ask_again as ask_for_words
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.held_meetings import meeting_of
from strategy.actions.minutes_reading import meetings_to_minute
from strategy.actions.minuting import (
    require_minutes_to_amend,
    sitting_of,
)
from strategy.errors import NotAllowed
from strategy.files import taken
from strategy.links import link_in
from strategy.minutes import Minutes, Sitting
from strategy.minutes_access import bodies_to_minute, may_record_minutes
from strategy.minutes_duties import Held
from strategy.permissions import Deed
from strategy.policy_reporting import Body
from strategy.ports import Draft, DraftState

AWAITED = "minutes_draft"
"""Where in the memory stands the draft that the next file is for."""
_PATIENCE = timedelta(days=1)


def may_minute(turn: Turn) -> bool:
    """Whether the speaker may record the minutes of any body at all."""
    return bool(bodies_to_minute(turn.speaker, turn.policy, turn.trust, turn.today))


async def some_are_waiting(turn: Turn) -> bool:
    """Whether a meeting whose minutes the speaker may record has none yet."""
    anything = Meant(None, None, None, None, last=False)
    return may_minute(turn) and bool(await _to_minute(turn, anything, minuted=False))


async def begin(turn: Turn, asked: Interpretation, *, file: int | None = None) -> Reply:
    """The form of the meeting that a sentence means, or the minutes there are already."""
    if not may_minute(turn):
        raise NotAllowed(Deed.RECORD_MINUTES)
    of = meant(turn, asked)
    if of.body is not None and not may_record_minutes(
        turn.speaker, of.body, turn.policy, turn.trust, turn.today
    ):
        raise NotAllowed(Deed.RECORD_MINUTES)
    sitting = await _sitting_meant(turn, of)
    given = _given(turn, file)
    is_one = of.body is not None and (of.body is Body.PROGRESS_BOARD) == bool(of.school)
    if sitting is None and of.body is not None and is_one:
        said = Sitting(of.body, of.school or "", turn.today)
        return _ask_day(
            turn, said, given, f"I know of no meeting of {body_of(said, turn.trust)} that was held."
        )
    return await _open(turn, sitting, given)


def _ask_day(turn: Turn, of: Sitting, given: Mapping[str, str], why: str) -> Reply:
    """Ask for the day of a meeting that nobody has recorded; the next words are taken for it."""
    data = {"body": str(of.body), "school": of.school, **given}
    return ask_for_words(
        turn, f"{why} Of which day are the minutes?", "minutes.on", data, wanted=Wanted(name=DAY)
    )


async def on_a_day(turn: Turn, press: Press) -> Reply:
    """The day that was asked for: the form of the meeting, which is recorded with its minutes."""
    body, school = press.data.get("body"), press.data.get("school")
    if body not in set(Body) or (school and school not in turn.trust.schools):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    if not may_record_minutes(turn.speaker, Body(str(body)), turn.policy, turn.trust, turn.today):
        raise NotAllowed(Deed.RECORD_MINUTES)
    said = str(press.data.get("day") or "")
    day = turn.reader.day_meant(said, turn.today, turn.trust.calendar, looking="back")
    given = {name: str(press.data[name]) for name in ("link", FILE) if press.data.get(name)}
    of = Sitting(Body(str(body)), str(school or ""), day or turn.today)
    if day is None or day > turn.today:
        why = "I couldn't read that as a day." if day is None else f"{wording.day(day)} is still to come."
        return _ask_day(turn, of, given, why)
    return await _open(turn, of, given)


def _given(turn: Turn, file: int | None) -> dict[str, str]:
    link = link_in(turn.incoming.text)
    return ({"link": link} if link else {}) | ({FILE: str(file)} if file is not None else {})


async def _sitting_meant(turn: Turn, of: Meant) -> Sitting | None:
    """The meeting that is said; where no day is, the last that was held, one without minutes first."""
    if of.sitting is not None:
        return of.sitting
    if of.body is None and of.school is None and not of.last:
        held = await _to_minute(turn, of, minuted=False)
        return sitting_of(held[0].meeting) if len(held) == 1 and of.starts is None else None
    held = [] if of.last else await _to_minute(turn, of, minuted=False)
    held = held or await _to_minute(turn, of, minuted=None)
    return sitting_of(held[0].meeting) if held else None


async def _to_minute(turn: Turn, of: Meant, *, minuted: bool | None) -> list[Held]:
    held = await meetings_to_minute(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        person=turn.speaker,
        body=of.body,
        school=of.school,
        minuted=minuted,
    )
    starts, ends = of.starts, of.ends
    return [
        each
        for each in held
        if (starts is None or each.meeting.day >= starts) and (ends is None or each.meeting.day <= ends)
    ]


async def _open(
    turn: Turn, sitting: Sitting | None, given: Mapping[str, str], *, held: bool = False
) -> Reply:
    """The form of a meeting, or its minutes; of one that was cancelled that it was, unless it was `held`."""
    there = await _there(turn, sitting)
    if there is None and sitting is not None and not held:
        gone = await cancelled_meetings.to_minute(turn, sitting)
        if gone is not None:
            return gone
    if there is not None:
        lead = f"{wording.capitalised(called(there.meeting, turn.trust))} are in already. You can amend them."
        if given:
            return await _amend(turn, there, given)
        return await minutes_page.show(turn, there.id, lead=lead)
    values = {"meeting": spelled(sitting)} if sitting is not None else {}
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, MINUTES):
        if not draft.about and draft.values.get("meeting", "") == values.get("meeting", ""):
            begun = await keep(turn, draft, {**draft.values, **given})
            return await _shown(turn, begun, resumed=True)
    return await _shown(turn, await start_draft(turn, MINUTES, {**values, **given}))


async def draft_for(turn: Turn, sitting: Sitting) -> Draft:
    """The speaker's draft of a meeting's minutes, or of their amendment where they are in: what was begun,
    else a new one. The next file belongs to it.

    Raises NotAllowed for who may not record them.
    """
    there = await _there(turn, sitting)
    about, values = "", {"meeting": spelled(sitting)}
    if there is not None:
        there = await require_minutes_to_amend(turn.uow, turn.policy, turn.now, turn.speaker, there.id)
        about, values = await _amendment(turn, there)
    elif not may_record_minutes(turn.speaker, sitting.body, turn.policy, turn.trust, turn.today):
        raise NotAllowed(Deed.RECORD_MINUTES)
    drafts = [each for each in await turn.uow.drafts.open_of(turn.speaker.id, MINUTES) if each.about == about]
    begun = [each for each in drafts if about or each.values.get("meeting") == spelled(sitting)]
    draft = begun[0] if begun else await start_draft(turn, MINUTES, values, about)
    turn.memory[AWAITED] = {"draft": draft.key, "at": turn.now.isoformat()}
    return draft


async def _amendment(turn: Turn, found: Minutes) -> tuple[str, dict[str, str]]:
    """What the draft of an amendment is about, and minutes as they stand in it."""
    asks = await turn.uow.board_requests.of_minutes(found.id)
    return f"amend:{found.id}:{found.last.number}", typed_from(found, asks, turn.trust)


async def _there(turn: Turn, sitting: Sitting | None) -> Minutes | None:
    meeting = await meeting_of(turn.uow, sitting) if sitting is not None else None
    return await turn.uow.minutes.of_meeting(meeting.id) if meeting is not None else None


async def _shown(turn: Turn, draft: Draft, *, resumed: bool = False) -> Reply:
    """The form, to which the next file that is sent belongs."""
    for other in ("handing_in", "visit_papers"):
        turn.memory.pop(other, None)
    turn.memory[AWAITED] = {"draft": draft.key, "at": turn.now.isoformat()}
    context = await context_of(turn, draft)
    if not turn.incoming.shows_cards and first_field(FORM, context, draft.values) == REVIEW:
        # A file or a link is all that has to be there; decisions and actions are asked for all the same.
        at = field_after(FORM, context, draft.values, "link")
        lead = f"{wording.capitalised(name_of(draft, context))}."
        return ask(turn, draft, context, at, lead=lead, resumed=resumed)
    return await show_form(turn, draft, context, resumed=resumed)


async def begin_pressed(turn: Turn, press: Press) -> Reply:
    """The row of a meeting without minutes: its form, or what is true of it for who may not record them."""
    number = press.data.get("meeting")
    meeting = await turn.uow.meetings.get(number) if isinstance(number, int) else None
    if meeting is None:
        raise NotAllowed(Deed.RECORD_MINUTES)
    if turn.incoming.read_only or not may_record_minutes(
        turn.speaker, meeting.body, turn.policy, turn.trust, turn.today
    ):
        sitting = sitting_of(meeting)
        return await minutes_page.find(
            turn, Meant(sitting.body, sitting.school or None, sitting.day, sitting.day, last=False)
        )
    return await _open(turn, sitting_of(meeting), {}, held=press.data.get("held") is True)


async def amend_pressed(turn: Turn, press: Press) -> Reply:
    """The button that amends some minutes."""
    number = press.data.get("minutes")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    found = await require_minutes_to_amend(turn.uow, turn.policy, turn.now, turn.speaker, number)
    return await _amend(turn, found, {})


async def begin_amending(turn: Turn, asked: Interpretation) -> Reply:
    """The form with the minutes that a sentence means, as they stand."""
    if not may_minute(turn):
        raise NotAllowed(Deed.RECORD_MINUTES)
    of = meant(turn, asked)
    numbers = [each.minutes for each in await _to_minute(turn, of, minuted=True)]
    if not numbers:
        return await minutes_page.find(turn, of)
    found = await require_minutes_to_amend(turn.uow, turn.policy, turn.now, turn.speaker, numbers[0] or 0)
    return await _amend(turn, found, _given(turn, None))


async def _amend(turn: Turn, found: Minutes, given: Mapping[str, str]) -> Reply:
    about, typed = await _amendment(turn, found)
    values = {**typed, **given}
    if not given:
        reply = await begin_form(turn, MINUTES, values, about)
        [draft, *_] = await turn.uow.drafts.open_of(turn.speaker.id, MINUTES)
        turn.memory[AWAITED] = {"draft": draft.key, "at": turn.now.isoformat()}
        return reply
    return await _shown(turn, await start_draft(turn, MINUTES, values, about))


async def open_draft(turn: Turn) -> Draft | None:
    """The speaker's draft of minutes that was open last, where it is open still."""
    key = awaited(turn)
    draft = await turn.uow.drafts.by_key(key) if key is not None else None
    mine = draft is not None and draft.state is DraftState.OPEN and draft.author == turn.speaker.id
    return draft if mine else None


async def last_held(turn: Turn, of: Meant) -> Sitting | None:
    """The meeting that is said, else the last that was held and fits, minuted or not."""
    if of.sitting is not None:
        return of.sitting
    held = await _to_minute(turn, of, minuted=None)
    return sitting_of(held[0].meeting) if held else None


def awaited(turn: Turn) -> str | None:
    """The draft that the next file is for, by its key; None where none is awaited."""
    kept = turn.memory.get(AWAITED)
    if not isinstance(kept, Mapping) or turn.now - datetime.fromisoformat(str(kept["at"])) > _PATIENCE:
        return None
    return str(kept["draft"])


async def receive(turn: Turn, asked: Interpretation | None) -> Reply:
    """Take the file that came with a message, into the draft that is open or for the meeting that is said."""
    [file, *more] = turn.incoming.files
    if more:
        return turn.say(
            "I take one file of minutes at a time. Please send them one by one.", summary="One file at a time"
        )
    if not may_minute(turn):
        raise NotAllowed(Deed.RECORD_MINUTES)
    if file.fault:
        return turn.say(file.fault, summary="I could not take the file")
    kept = await turn.uow.files.keep(taken(file.name, file.content), turn.speaker.id, turn.now)
    draft = await open_draft(turn)
    if asked is not None and not (asked.body or asked.school or asked.date or asked.starts):
        asked = None
    if draft is None or asked is not None:
        return await begin(turn, asked or Interpretation(Intent.MINUTES_RECORD), file=kept.id)
    draft = await keep(turn, draft, {**draft.values, FILE: str(kept.id)})
    return await _shown(turn, draft, resumed=False)


async def take_link(turn: Turn, link: str) -> Reply:
    """A link that was pasted while the form is open goes into it."""
    draft = await open_draft(turn)
    if draft is None:
        turn.memory.pop(AWAITED, None)
        return turn.say("I don't have those minutes open any more. Please say which meeting's they are.")
    return await _shown(turn, await keep(turn, draft, {**draft.values, "link": link}))
