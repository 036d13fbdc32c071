"""How the bot puts things: days, people, schools, counts, and why something was refused.

Sentences used in several places live here; a sentence used once stands where it is used. British English,
brief, no blame.
"""

from __future__ import annotations

from datetime import date, datetime

from strategy.actions.filing import AlreadyFiled
from strategy.actions.reading import WithdrawnReport
from strategy.designations import Designation, Risk
from strategy.errors import Invalid, NotAllowed, NotFound, Stale, StrategyError
from strategy.meetings import NextMeeting, NotHeld
from strategy.people import Capacity, HeldRole, Role
from strategy.permissions import Deed
from strategy.policy import Audience
from strategy.policy_reporting import Body
from strategy.school_year import LONDON

CAPACITIES = {
    Capacity.SIP: "School Improvement Partner",
    Capacity.SCHOOL_IMPROVEMENT_ADVISER: "School Improvement Adviser",
    Capacity.LEAD_SIP: "Lead School Improvement Partner",
    Capacity.SLE: "Specialist leader (SLE)",
    Capacity.TEAM_MEMBER: "Improvement team member",
    Capacity.HEADTEACHER: "Headteacher",
    Capacity.DEPUTY_CEO: "Deputy Chief Executive",
    Capacity.CEO: "Chief Executive",
    Capacity.GOVERNANCE_PROFESSIONAL: "Governance professional",
    Capacity.CHAIR_OF_GOVERNORS: "Chair of governors",
    Capacity.DATA_MANAGER: "Trust Data Manager",
}
CAPACITIES_IN_SHORT = {
    Capacity.SIP: "SIP",
    Capacity.SCHOOL_IMPROVEMENT_ADVISER: "Adviser",
    Capacity.LEAD_SIP: "Lead SIP",
    Capacity.SLE: "SLE",
    Capacity.TEAM_MEMBER: "Team",
    Capacity.HEADTEACHER: "Head",
    Capacity.DEPUTY_CEO: "Deputy CEO",
    Capacity.CEO: "CEO",
    Capacity.GOVERNANCE_PROFESSIONAL: "Clerk",
    Capacity.CHAIR_OF_GOVERNORS: "Chair",
    Capacity.DATA_MANAGER: "Data",
}
RISKS = {Risk.HIGH: "High risk", Risk.SOME: "Some risk", Risk.LOW: "Low risk"}
DESIGNATIONS = {each: each.value.capitalize() for each in Designation}
ROLES = {
    Role.CEO: "Chief Executive",
    Role.DEPUTY_CEO: "Deputy Chief Executive",
    Role.LEAD_SIP: "Lead School Improvement Partner",
    Role.DEPUTY_HEAD_TRUST: "Deputy Headteacher, trust-wide",
    Role.DIRECTOR_SCITT_TSH: "Director of SCITT and Teaching School Hub",
    Role.DIRECTOR_SUBJECT: "Director",
    Role.DATA_MANAGER: "Trust Data Manager",
    Role.LEAD_SEND_SAFEGUARDING: "Trust Lead for SEND and Safeguarding",
    Role.LEAD_PUPIL_PREMIUM: "Trust Lead for Pupil Premium",
    Role.LEAD_TEACHING_LEARNING: "Trust Lead for Teaching and Learning",
    Role.SCHOOL_IMPROVEMENT_ADVISER: "School Improvement Adviser",
    Role.SLE: "SLE",
    Role.STANDARDS_COMMITTEE: "Standards Committee member",
    Role.TRUSTEE: "Trustee",
    Role.EXECUTIVE_TEAM: "Executive Team member",
    Role.GOVERNANCE_PROFESSIONAL: "Governance professional",
    Role.ADMINISTRATOR: "Keystone administrator",
}
MEETINGS = {
    Audience.PROGRESS_BOARD: "the school's next Progress Board",
    Audience.EIT: "the next Education Improvement Team",
}
BODIES = {
    Body.PROGRESS_BOARD: "Progress Board",
    Body.EIT: "Education Improvement Team",
    Body.STANDARDS_COMMITTEE: "Standards Committee",
    Body.SCHOOL_IMPROVEMENT_TEAM: "School Improvement Team",
    Body.SIP_TRAINING: "SIP training",
}

REFUSAL = (
    "I can't show you that. If you think you should see it, please ask the Deputy CEO or your administrator."
)
REFUSAL_TO_DO = (
    "I can't do that for you. If you think you should be able to, please ask the Deputy CEO or your "
    "administrator."
)
OLDER_CARD = "That button is from an older card. Please ask me again."
READ_ONLY = "Here I only answer questions. Please do that in Teams, where I can be sure it is you."
UNKNOWN_PERSON = (
    "Hello. I don't have you in this trust's directory yet, so there is nothing I can show you. "
    "Please ask your trust's Keystone administrator to add you."
)


_DONE_TO_OTHERS = frozenset(
    {
        Deed.CHASE_REPORTS,
        Deed.MARK_AWAY,
        Deed.CHANGE_DUTY,
        Deed.BOOK_VISIT,
        Deed.CHANGE_VISIT,
        Deed.REQUEST_VISIT,
        Deed.DECIDE_REQUEST,
        Deed.ALLOCATE_SUPPORT,
        Deed.PROPOSE_TARGETS,
        Deed.SIGN_OFF_TARGETS,
        Deed.NOTE_TARGETS,
        Deed.WRITE_TRUST_PLAN,
        Deed.RECORD_REVIEW,
        Deed.WRITE_ANNUAL_REVIEW,
        Deed.SUBMIT_DEVELOPMENT_PLAN,
        Deed.SIGN_OFF_DEVELOPMENT_PLAN,
        Deed.ARRANGE_EVENT,
        Deed.RECORD_MINUTES,
        Deed.WRITE_SUMMARY,
        Deed.GIVE_RESULTS,
    }
)
"""Deeds that show nothing, so that being refused them is not about being shown something."""


def day(value: date) -> str:
    """`Tue 3 March 2026`."""
    return f"{value:%a} {value.day} {value:%B %Y}"


def short_day(value: date, today: date) -> str:
    """`Tue 3 Mar`, with the year where it is not this one."""
    short = f"{value:%a} {value.day} {value:%b}"
    return short if value.year == today.year else f"{short} {value.year}"


def clock_time(instant: datetime) -> str:
    """`14:05`, London."""
    return f"{instant.astimezone(LONDON):%H:%M}"


def moment(instant: datetime) -> str:
    """`Tue 3 March 2026 at 14:05`, London."""
    local = instant.astimezone(LONDON)
    return f"{day(local.date())} at {local:%H:%M}"


def span(starts: date | None, ends: date | None, today: date) -> str:
    """`from Mon 23 Nov to Sun 29 Nov`, `by Fri 27 Nov`, `since Tue 1 Sep`, or nothing."""
    if starts is not None and ends is not None:
        if starts == ends:
            return f"on {short_day(starts, today)}"
        return f"from {short_day(starts, today)} to {short_day(ends, today)}"
    if ends is not None:
        return f"by {short_day(ends, today)}"
    return f"since {short_day(starts, today)}" if starts is not None else ""


def meeting_day(meeting: NextMeeting) -> str:
    """`Wed 25 November 2026`, or of one that is not recorded in which month, or round, it is expected."""
    if meeting.is_recorded:
        return day(meeting.day)
    month = f"{meeting.day:%B %Y}"
    return f"expected in {f'the {month} round' if meeting.of_a_round else month} (no meeting is recorded yet)"


def shown_at(meeting: NextMeeting, today: date) -> str:
    """Where a report is shown: `the school's next Progress Board, Wed 25 November 2026`."""
    of_a_school = "the school's" if meeting.school else "the"
    if meeting.day < today:
        return f"{of_a_school} {BODIES[meeting.body]} of {day(meeting.day)}"
    return f"{of_a_school} next {BODIES[meeting.body]}, {meeting_day(meeting)}"


def several(number: int, one: str, many: str | None = None) -> str:
    """`1 report`, `3 reports`, `no reports`."""
    if number == 1:
        return f"1 {one}"
    return f"{number or 'no'} {many or one + 's'}"


def listed(items: list[str], last: str = "and") -> str:
    """`a, b and c`."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def half_term(key: str) -> str:
    """`Autumn 1`, of a half term's key."""
    return capitalised(key.partition(" ")[2].replace("-", " "))


def capitalised(sentence: str) -> str:
    """The sentence with its first letter large; the others stay as they are."""
    return sentence[:1].upper() + sentence[1:]


def held_role(held: HeldRole) -> str:
    """`Director of Mathematics`, `SLE for Science`."""
    if held.role is Role.DIRECTOR_SUBJECT:
        return f"Director of {held.subject}"
    if held.role is Role.SLE:
        return f"SLE for {held.subject}"
    return ROLES[held.role]


def refusal(error: StrategyError) -> str:
    """Why a deed was refused, as a sentence for the person."""
    if isinstance(error, AlreadyFiled):
        return "That visit has been reported already, and one visit has one report."
    if isinstance(error, Invalid):
        return " ".join(error.faults.values())
    if isinstance(error, WithdrawnReport):
        return f"That report was withdrawn on {day(error.on)}, so nobody can read it any more."
    if isinstance(error, NotHeld):
        return f"The meeting of {day(error.meeting.day)} was cancelled, so there are no papers of it."
    if isinstance(error, Stale):
        return "That has changed since you were shown it. Please look at it again before going on."
    if isinstance(error, NotFound):
        return "I couldn't find that."
    if isinstance(error, NotAllowed):
        return REFUSAL_TO_DO if _DONE_TO_OTHERS.intersection(error.args) else REFUSAL
    return "I couldn't do that."
