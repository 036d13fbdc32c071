"""Recording the minutes of a meeting, and amending them (Strategy, Monitoring).

Whoever amends says which version they were shown: of two at once one counts, and the other is told how the
minutes stand. A meeting that nobody had recorded is recorded with its minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from strategy.actions.asking_the_eit import check_asks, follow_minutes
from strategy.actions.held_meetings import meeting_of, recorded_after_all, sitting_fault
from strategy.actions.minuting_duties import minutes_recorded, reconcile_minutes
from strategy.board_requests import AskText
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.links import required_link
from strategy.meetings import Meeting
from strategy.minutes import (
    ActionText,
    Amendment,
    Minutes,
    MinutesOvertaken,
    MinutesText,
    MinutesVersion,
    NewAction,
    Sitting,
    amended,
)
from strategy.minutes_access import may_record_minutes, shared_with
from strategy.minutes_duties import is_kept
from strategy.outgoing import OutgoingKind
from strategy.people import Person
from strategy.permissions import Deed
from strategy.policy import Policy
from strategy.policy_reporting import Body
from strategy.ports import AlreadyThere, AuditEntry, Outgoing, UnitOfWork
from strategy.school_year import london_day

LONGEST_MINUTES = 20_000
LONGEST_DECISIONS = 6_000
LONGEST_ACTION = 500
LONGEST_OWNER = 100
"""Characters: minutes of several pages, and an action of a few lines."""
MOST_ACTIONS = 40


async def record_minutes(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    sitting: Sitting,
    text: MinutesText,
    actions: Sequence[ActionText],
    asks: Sequence[AskText] = (),
) -> Minutes:
    """Record the minutes of a meeting that was held, share them, and have its actions owed. `asks` are what a
    Progress Board asks of the EIT.

    Raises NotAllowed, NotFound for a school that is none, Invalid by the parts' names, and MinutesOvertaken
    where the meeting has minutes.
    """
    today = london_day(now)
    if not may_record_minutes(person, sitting.body, policy, uow.trust, today):
        raise NotAllowed(Deed.RECORD_MINUTES)
    fault = sitting_fault(sitting, policy, uow, today)
    if fault:
        raise Invalid({"meeting": fault})
    _check(uow, sitting, text, actions, asks)
    known = await meeting_of(uow, sitting)
    there = await uow.minutes.of_meeting(known.id) if known is not None else None
    if there is not None:
        raise MinutesOvertaken(there)
    text = await _with_file(uow, person, text, before=None)
    meeting = known or await recorded_after_all(uow, policy, now, person, sitting)
    # What is owed is known before it is done: a duty that is fulfilled stays in the lists as such.
    await _reconcile(uow, policy, sitting.school, actions, today)
    version = MinutesVersion(1, person.id, now, text)
    try:
        made = await uow.minutes.start(meeting, version, [NewAction(each) for each in actions])
    except AlreadyThere:
        quicker = await uow.minutes.of_meeting(meeting.id)
        if quicker is None:
            raise
        raise MinutesOvertaken(quicker) from None
    await minutes_recorded(uow, meeting, now)
    await _follow(uow, policy, made, actions)
    await follow_minutes(uow, policy, made, asks)
    return made


async def amend_minutes(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    minutes_id: int,
    shown: int,
    text: MinutesText,
    actions: Sequence[ActionText],
    asks: Sequence[AskText] | None = None,
) -> Minutes:
    """Put another version in the place of the one that was `shown`, by its number; it is shared anew. With no
    `asks` what the Board asks of the EIT stays as it is.

    Raises NotAllowed both where they may not and where there are none, Invalid, and MinutesOvertaken.
    """
    before = await require_minutes_to_amend(uow, policy, now, person, minutes_id)
    if before.last.number != shown:
        raise MinutesOvertaken(before)
    sitting = sitting_of(before.meeting)
    _check(uow, sitting, text, actions, asks or ())
    text = await _with_file(uow, person, text, before=before.last.text)
    version = MinutesVersion(shown + 1, person.id, now, text)
    change: Amendment = amended(before.standing_actions, actions)
    try:
        await uow.minutes.amend(before.id, version, change)
    except AlreadyThere:
        raise MinutesOvertaken(await uow.minutes.get(before.id) or before) from None
    made = await uow.minutes.get(before.id)
    if made is None:
        raise NotFound("minutes")
    said = [*actions, *(action.text for action in before.standing_actions)]
    await _follow(uow, policy, made, said)
    if asks is not None:
        await follow_minutes(uow, policy, made, asks)
    return made


async def require_minutes_to_amend(
    uow: UnitOfWork, policy: Policy, now: datetime, person: Person, minutes_id: int
) -> Minutes:
    """Minutes somebody may amend. Raises NotAllowed both where they may not and where there are none."""
    found = await uow.minutes.get(minutes_id)
    today = london_day(now)
    if found is None or not may_record_minutes(person, found.meeting.body, policy, uow.trust, today):
        raise NotAllowed(Deed.RECORD_MINUTES)
    return found


def sitting_of(meeting: Meeting) -> Sitting:
    """A meeting, as one names it."""
    return Sitting(meeting.body, meeting.school, meeting.day)


async def _with_file(
    uow: UnitOfWork, person: Person, text: MinutesText, before: MinutesText | None
) -> MinutesText:
    """The text with its file's name. A file has to be one that they sent, or that was there before."""
    if text.file is None:
        return replace(text, file_name="")
    kept = await uow.files.get(text.file)
    was_there = before is not None and before.file == text.file
    if kept is None or (kept.sent_by != person.id and not was_there):
        raise Invalid({"link": "I no longer have that file. Please send it again."})
    await uow.files.use(kept.id)
    return replace(text, file_name=kept.name)


def _check(
    uow: UnitOfWork,
    sitting: Sitting,
    text: MinutesText,
    actions: Sequence[ActionText],
    asks: Sequence[AskText],
) -> None:
    faults = {}
    check_asks(asks)
    if asks and sitting.body is not Body.PROGRESS_BOARD:
        faults["asks"] = "Only a Progress Board asks the Education Improvement Team."
    if text.is_empty:
        faults["text"] = "Please give the minutes: as text, as a file or as a link."
    for name, said, most in (
        ("text", text.text, LONGEST_MINUTES),
        ("decisions", text.decisions, LONGEST_DECISIONS),
    ):
        if len(said) > most:
            faults[name] = f"At most {most:,} characters can be kept."
    if text.link:
        required_link(text.link)
    if len(actions) > MOST_ACTIONS:
        faults["actions"] = f"At most {MOST_ACTIONS} actions can be kept."
    for action in actions:
        fault = _action_fault(uow, sitting, action)
        if fault:
            faults.setdefault("actions", fault)
    if faults:
        raise Invalid(faults)


def _action_fault(uow: UnitOfWork, sitting: Sitting, action: ActionText) -> str:
    if not action.what.strip():
        return "Please say of each action what is to be done."
    if len(action.what) > LONGEST_ACTION:
        return f"At most {LONGEST_ACTION:,} characters of an action can be kept."
    if action.owner is None and not action.owner_words.strip():
        return "Please say of each action who does it."
    if len(action.owner_words) > LONGEST_OWNER:
        return f"At most {LONGEST_OWNER:,} characters can say who does it."
    if action.owner is not None and action.owner not in uow.trust.people:
        return "Somebody is not in the directory."
    if action.by < sitting.day:
        return "An action's day can't be before the meeting."
    elsewhere = bool(sitting.school) and action.school != sitting.school
    if elsewhere or (action.school and action.school not in uow.trust.schools):
        return "An action of a Board is about its own school."
    return ""


async def _reconcile(
    uow: UnitOfWork, policy: Policy, school: str, actions: Sequence[ActionText], today: date
) -> None:
    schools = {school, *(action.school for action in actions)} - {""}
    if schools:
        await reconcile_minutes(uow, policy, sorted(schools), today)


async def _follow(uow: UnitOfWork, policy: Policy, made: Minutes, said: Sequence[ActionText]) -> None:
    """What follows from a version: it is recorded, actions are owed, those concerned are told."""
    last, meeting = made.last, made.meeting
    await uow.audit.record(
        AuditEntry(
            at=last.at,
            actor=last.by,
            deed="minutes recorded" if last.number == 1 else "minutes amended",
            subject=f"minutes:{made.id}",
            school=meeting.school or None,
            details={
                "meeting": meeting.id,
                "version": last.number,
                "actions": len(made.standing_actions),
                **({} if last.text.file is None else {"file": last.text.file}),
            },
        )
    )
    await _reconcile(uow, policy, meeting.school, said, london_day(last.at))
    readers = shared_with(sitting_of(meeting), last.by, policy, uow.trust, london_day(last.at))
    rows = [(OutgoingKind.MINUTES_SHARED, person) for person in readers]
    rows += [
        (OutgoingKind.MINUTED_ACTIONS, person)
        for person in owners_to_tell(made, uow)
        if person not in readers
    ]
    await uow.outbox.put(
        [Outgoing(f"{kind}:{made.key}:{person}", kind, person, made.key, last.at) for kind, person in rows]
    )


def owners_to_tell(made: Minutes, uow: UnitOfWork) -> list[int]:
    """Those to whom the last version of minutes gives an action anew, each once; never its author."""
    owners = dict.fromkeys(
        action.text.owner
        for action in made.standing_actions
        if action.since == made.last.number and action.is_open and is_kept(action, uow.trust)
    )
    return [
        person
        for person in owners
        if person is not None and person != made.last.by and uow.trust.person(person).ended_on is None
    ]
