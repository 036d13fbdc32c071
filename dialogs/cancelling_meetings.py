"""Cancelling a meeting in conversation: "cancel the EIT on 12 March, half of them are ill"."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dialogs import awaiting, cancelled_meetings, cards, meeting_page, wording
from dialogs.asked_again import day_in
from dialogs.cancelling_words import CancelSaid, asks_of_cancelled, cancel_in, cancels_it, moves_it
from dialogs.meeting_lists import days_in_words
from dialogs.meeting_page import MEETING_SHOWN
from dialogs.meeting_to_cancel import (
    MOST_CHOICES,
    a_year_on,
    asked_after,
    meeting_pressed,
    meetings_cancelled,
    meetings_coming,
    meetings_meant,
)
from dialogs.meeting_words import called, month_name, times
from dialogs.meetings import body_said, school_said
from dialogs.messages import Press, Reply
from dialogs.office import Said
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions import cancelling_meetings
from strategy.actions.board_request_reading import sees_all
from strategy.actions.cancelling_meetings import LONGEST_WHY, Follows
from strategy.actions.planning_meetings import may_plan_meetings
from strategy.actions.recording_meetings import may_record_meetings
from strategy.actions.seeing_meetings import SeenMeeting
from strategy.pack_days import has_begun
from strategy.policy_reporting import Body
from strategy.school_year import ONE_DAY


def way_for(turn: Turn, text: str) -> Said | None:
    """Cancelling a meeting, or asking after one that was cancelled; None where a sentence is of neither."""
    wanted = cancel_in(text)
    if wanted is not None and may_record_meetings(turn.speaker, turn.uow):
        return Said(partial(_cancel, turn, wanted))
    if asks_of_cancelled(text):
        return Said(partial(asked_after, turn, text), writes=False)
    return None


def press_meant(turn: Turn, text: str) -> Press | None:
    """The button that words amount to of cancelling or moving the meeting just shown; None for others."""
    meeting = turn.memory.get(MEETING_SHOWN)
    if not isinstance(meeting, int) or not may_record_meetings(turn.speaker, turn.uow):
        return None
    if (wanted := cancels_it(text)) is not None:
        return Press("meeting.cancel.ask", {"meeting": meeting, "why": wanted.why})
    if (day := moves_it(text)) is not None and may_plan_meetings(turn.uow, turn.speaker):
        return Press("meeting.move", {"meeting": meeting, "said": day})
    return None


async def _cancel(turn: Turn, wanted: CancelSaid) -> Reply:
    """Ask whether the meeting that is meant is to be cancelled, or which that is."""
    asked = _read(turn, wanted.which)
    body = body_said(asked, wanted.which)
    school = school_said(turn, asked) if body is Body.PROGRESS_BOARD else None
    asked = replace(asked, school=school.urn) if school is not None else asked
    found = await meetings_meant(turn, asked, body)
    if not found and (later := a_year_on(asked, wanted.which)) is not None:
        # Next year's January, where this one has no such meeting.
        found = await meetings_meant(turn, later, body)
    spanned = asked.date or asked.starts
    one_body = body is not None and (body is not Body.PROGRESS_BOARD or school is not None)
    if not spanned and one_body:
        found = found[:1]
    if len(found) == 1:
        return await _ask(turn, found[0], wanted.why)
    if found:
        return _which(turn, found, wanted.why)
    gone = await meetings_cancelled(turn, asked, body)
    if gone:
        return cancelled_meetings.page(turn, gone[-1])
    return await _no_such(turn, asked, body)


def _read(turn: Turn, which: str) -> Interpretation:
    """What words say of a meeting; they are read as a question, since cancelling is no intent."""
    return turn.read(f"when is {which}")


def _which(turn: Turn, found: list[SeenMeeting], why: str) -> Reply:
    some = found[:MOST_CHOICES]
    titles = [
        f"{meeting_page.called_of(turn, e)}, {wording.short_day(e.meeting.day, turn.today)}" for e in some
    ]
    data = [{"meeting": each.meeting.id, "why": why} for each in some]
    said = f"Which meeting shall I cancel: {wording.listed(titles, 'or')}?"
    if len(found) > MOST_CHOICES:
        said += " If it is another, please say it with its day or its school."
    actions = [
        cards.press(title, "meeting.cancel.ask", each) for title, each in zip(titles, data, strict=True)
    ]
    turn.memory["rows"] = [["meeting.cancel.ask", each] for each in data]
    card = cards.card([cards.heading("Which meeting shall I cancel?"), *cards.choices(actions)], says=said)
    return turn.say(said, summary="Which meeting?", card=card)


async def _no_such(turn: Turn, asked: Interpretation, body: Body | None) -> Reply:
    """That no such meeting is to come, and the next of that body where there is one."""
    what = called(turn, body, asked.school or "") if body is not None else "meeting"
    when = f" {days_in_words(turn, asked)}" if asked.date or asked.starts else ""
    said = f"No {what} to come is recorded{when}."
    others = await meetings_coming(turn, replace(asked, date=None, starts=None, ends=None), body)
    if others and when:
        turn.memory[MEETING_SHOWN] = others[0].meeting.id
        of = meeting_page.called_of(turn, others[0])
        said += (
            f" The next {of} is on {wording.day(others[0].meeting.day)}: say \u201ccancel it\u201d for that."
        )
    return turn.say(said, summary="No such meeting")


async def ask(turn: Turn, press: Press) -> Reply:
    """A meeting to cancel was chosen."""
    return await _ask(turn, await meeting_pressed(turn, press), _why_in(press))


async def _ask(turn: Turn, found: SeenMeeting, why: str, first: str = "") -> Reply:
    """Say what would follow, before anything is done."""
    meeting = found.meeting
    if meeting.withdrawn_on is not None:
        return cancelled_meetings.page(turn, found)
    if has_begun(meeting, turn.now):
        said = (
            f"The {meeting_page.called_of(turn, found)} of {wording.day(meeting.day)} has begun or is over."
        )
        return turn.say(said, summary="Too late to cancel")
    follows = await cancelling_meetings.what_follows(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, meeting=meeting
    )
    why = why[:LONGEST_WHY]
    data = {"meeting": meeting.id, "day": meeting.day.isoformat(), "why": why}
    name = meeting_page.called_of(turn, found)
    question = f"Shall I cancel the {name} on {wording.day(meeting.day)}, {times(meeting)}?"
    lines = _in_words(turn, found, follows)
    turn.memory[MEETING_SHOWN] = meeting.id
    awaiting.await_yes(turn, "meeting.cancel", data)
    moves = follows.line is not None and may_plan_meetings(turn.uow, turn.speaker)
    body = [
        cards.heading(f"Cancel the {name}?"),
        cards.facts([("When", f"{wording.day(meeting.day)}, {times(meeting)}")]),
        *(cards.words(f"\u2022 {line}", spacing="small") for line in lines),
        cards.text_input("why", "Why (they may read it)", why, at_most=LONGEST_WHY),
    ]
    actions = [
        cards.press("Cancel it", "meeting.cancel", data, destructive=True),
        cards.press("Move it instead", "meeting.move", {"meeting": meeting.id}) if moves else None,
        cards.press("Leave it", "meeting.show", {"meeting": meeting.id}),
    ]
    said = " ".join(part for part in (first, question, *lines) if part)
    told = [said, f"Why: {why}." if why else "", "Say yes to cancel it"]
    told[-1] += ", or \u201cmove it\u201d to move it instead." if moves else "."
    return turn.say(
        said,
        in_full=" ".join(part for part in told if part),
        summary="Cancel a meeting?",
        card=cards.card(body, actions, says=said),
    )


def _in_words(turn: Turn, found: SeenMeeting, follows: Follows) -> list[str]:
    """What would follow, a sentence each."""
    told = "their calendars" if follows.by_calendar else "me"
    lines = [
        f"Those who sit in it are told by {told}.",
        "Nothing is owed for it any more: no papers, pack or minutes.",
    ]
    if follows.requests and sees_all(turn.speaker, turn.uow):
        many = len(follows.requests)
        lines.append(
            f"{wording.capitalised(wording.several(many, 'request of a Board', 'requests of Boards'))} "
            f"{'waits' if many == 1 else 'wait'} for the next EIT{_on(follows)}."
        )
    if follows.missed is not None:
        lines.append(_missed(turn, found, follows.missed))
    return lines


def _on(follows: Follows) -> str:
    return f", on {wording.day(follows.next.day)}" if follows.next is not None else ""


def _missed(turn: Turn, found: SeenMeeting, month: int) -> str:
    """That the strategy asks for it, and what to do for another day."""
    terms = turn.policy.on(found.meeting.day, turn.trust.calendar).meetings[found.meeting.body]
    when = f"the {month_name(month)} round" if terms.follows is not None else month_name(month)
    return f"The strategy asks for one in {when}, and there is no other."


async def cancel(turn: Turn, press: Press) -> Reply:
    """The meeting that was asked about is cancelled."""
    found = await meeting_pressed(turn, press)
    meeting, why = found.meeting, _why_in(press)
    if meeting.withdrawn_on is not None:
        return cancelled_meetings.page(turn, found)
    if day_in(press.data.get("day")) != meeting.day:
        return await _ask(turn, found, why, f"It has moved to {wording.day(meeting.day)} meanwhile.")
    follows = await cancelling_meetings.what_follows(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, meeting=meeting
    )
    await cancelling_meetings.cancel(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, meeting=meeting, why=why
    )
    name = meeting_page.called_of(turn, found)
    told = "Their calendars tell" if follows.by_calendar else "I tell"
    said = f"Cancelled: the {name} on {wording.day(meeting.day)}. {told} those who sit in it."
    lines = _in_words(turn, found, follows)[2:]
    if follows.missed is not None:
        lines.append(f"For another day say, for example, \u201c{_anew(turn, found)}\u201d.")
    whole = " ".join([said, *lines])
    body = [cards.heading(f"Cancelled: {name}"), *(cards.words(line) for line in (said, *lines))]
    return turn.say(whole, summary=f"Meeting cancelled: {name}", card=cards.card(body, says=whole))


def _anew(turn: Turn, found: SeenMeeting) -> str:
    """A sentence that puts the meeting down for another day, one that it could have."""
    meeting = found.meeting
    calendar = turn.policy.working_calendar(turn.trust.calendar)
    day = calendar.on_or_after(max(meeting.day, turn.today) + ONE_DAY, meeting.school or None)
    of = f" for {turn.trust.school(meeting.school).known_as}" if meeting.school else ""
    return f"set up the {wording.BODIES[meeting.body]}{of} on {day.day} {day:%B %Y}"


def _why_in(press: Press) -> str:
    why = press.data.get("why")
    return " ".join(why.split()) if isinstance(why, str) else ""
