"""Moving the meeting that was just shown: "move it to the 20th instead"."""

from __future__ import annotations

from datetime import date

from dialogs import awaiting, cancelled_meetings, cards, meeting_page, wording
from dialogs.asked_again import day_in
from dialogs.meeting_meant import day_near
from dialogs.meeting_plan_changes import asked_first, consequences
from dialogs.meeting_to_cancel import meeting_pressed, meeting_seen
from dialogs.messages import Press, Reply
from dialogs.turn import Turn
from strategy.actions import cancelling_meetings, planning_meetings
from strategy.actions.seeing_meetings import SeenMeeting
from strategy.ports import PlannedMeeting, PlanOfMeetings


async def move(turn: Turn, press: Press) -> Reply:
    """The meeting is to be on another day instead: on one that is said, or asks for it."""
    found = await meeting_pressed(turn, press)
    meeting = found.meeting
    if meeting.withdrawn_on is not None:
        return cancelled_meetings.page(turn, found)
    follows = await cancelling_meetings.what_follows(
        uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, meeting=meeting
    )
    made = await turn.uow.meeting_plans.get(follows.year) if follows.year else None
    name = meeting_page.called_of(turn, found)
    if made is None or follows.line is None:
        said = (
            f"The {name} is in no plan of a year, so I can't move it; I can cancel it and put down another."
        )
        return turn.say(said, summary="Not possible")
    words = press.data.get("said")
    day = day_in(press.data.get("day"))
    if day is None and isinstance(words, str) and words:
        day = day_near(turn, made.year, follows.line, None, words)
    if day is None:
        awaiting.await_date(turn, "meeting.move", {"meeting": meeting.id})
        example = f"{meeting.day.day} {meeting.day:%B}"
        said = f"To which day shall the {name} of {example} move? Please say it with the month."
        return turn.say(said, summary="To which day?")
    if press.data.get("sure") is not True:
        return _asked(turn, found, made, follows.line, day)
    await planning_meetings.set_day(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        plan=made,
        number=follows.line.number,
        day=day,
    )
    moved = await meeting_seen(turn, meeting.id)
    return await meeting_page.shown(turn, moved, f"Moved. {meeting_page.in_one_line(turn, moved)}")


def _asked(turn: Turn, found: SeenMeeting, made: PlanOfMeetings, line: PlannedMeeting, day: date) -> Reply:
    """Say what would move and who is told, before anything is done."""
    lines = planning_meetings.moved_to(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        person=turn.speaker,
        plan=made,
        number=line.number,
        day=day,
    )
    name, meeting = meeting_page.called_of(turn, found), found.meeting
    said = (
        f"The {name} is on {wording.day(meeting.day)}. Shall I move it to {wording.day(day)}? "
        f"{consequences(turn, made, lines, [line.number])}"
    )
    data = {"meeting": meeting.id, "day": day.isoformat(), "sure": True}
    awaiting.await_yes(turn, "meeting.move", data)
    does = cards.press("Move it", "meeting.move", data, primary=True)
    leave = cards.press("Leave it", "meeting.show", {"meeting": meeting.id})
    return asked_first(turn, f"Move the {name}?", said, does, leave)
