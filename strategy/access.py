"""Who may do and see what, as a table: the extent that each standing gives to each deed.

Nothing is allowed that does not stand here. What follows from it for one person and one thing, or for many,
is found in `strategy.permissions`. The source is "Who may see what" in the reading of the strategy.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Deed(StrEnum):
    """What somebody may be allowed to do."""

    READ_REPORT = "read a report"
    READ_VERSIONS = "read the earlier versions of an amended report"
    LIST_REPORTS = "see which reports are filed, due or overdue"
    FILE_REPORT = "file a report on a visit or deployment of one's own"
    RECORD_VISIT = "report a visit that was not in the diary"
    AMEND_REPORT = "amend a report"
    SEE_VISITS = "see visits"
    SEE_DEADLINES = "see what is owed by when"
    SEE_RISK = "see designation and risk"
    SEE_ALLOCATION = "see what support a school is due, and what is left of it"
    SEE_DEPLOYMENTS = "see who is deployed where"
    SEE_PEOPLE = "see who holds which role"
    READ_STRATEGY = "read the criteria of designations and the improvement model"
    SEE_CALENDAR = "see term dates and working days"
    GET_HELP = "ask for help"
    ANSWER_REPORT = "acknowledge a report, or say what is inaccurate in it"
    SEE_REMARKS = "see what a headteacher said of a report"
    SEE_DELIVERIES = "see who has been sent a report"
    WITHDRAW_REPORT = "withdraw a report"
    CHASE_REPORTS = "have people reminded about the reports they owe"
    PAUSE_REMINDERS = "put off one's own reminders"
    MARK_AWAY = "mark somebody as away"
    CHANGE_DUTY = "extend a duty, excuse somebody from it, or give it to somebody else"
    RECORD_MEETING = "record a meeting"
    SEE_MEETINGS = "see when a school's Progress Board meets"
    RECOMMEND_DESIGNATION = "recommend a designation"
    ENDORSE_DESIGNATION = "endorse a recommended designation, or send it back"
    REVIEW_DESIGNATION = "record what a Progress Board recommends"
    SIGN_OFF_DESIGNATION = "sign off a designation"
    WITHDRAW_RECOMMENDATION = "withdraw a recommendation"
    READ_RECOMMENDATION = "read a recommendation with its evidence"
    READ_RECOMMENDATION_IN_PACK = "read a recommendation from the Board's pack on"
    SEE_HISTORY = "see how a school was designated over time"
    READ_AUDIT = "see who did what"
    ALLOCATE_SUPPORT = "give a school support, or days beyond its allocation"
    SEE_PLAN = "read a school's tailored plan"
    WRITE_PLAN = "write a school's tailored plan, and report on it"
    FINISH_ACTION = "say that an action of a tailored plan is done"
    READ_PLAN_REPORT = "read the monthly report on a tailored plan"
    READ_PLAN_REPORT_TO_BODIES = "read the report on a tailored plan that goes to Board, team and committee"
    CONFIRM_EXIT = "confirm what an exit plan gives back to a school"
    SEE_TARGETS = "see a school's targets and lines of enquiry"
    PROPOSE_TARGETS = "propose a school's targets and lines of enquiry"
    SIGN_OFF_TARGETS = "sign off a school's targets and lines of enquiry"
    NOTE_TARGETS = "note where a school's targets stand"
    SEE_TRUST_PLAN = "read the trust's annual development plan"
    WRITE_TRUST_PLAN = "write the trust's annual development plan"
    SEE_DEVELOPMENT_PLAN = "see a school's development plan and self-evaluation"
    SUBMIT_DEVELOPMENT_PLAN = "hand in a school's development plan or self-evaluation"
    SIGN_OFF_DEVELOPMENT_PLAN = "sign off a school's development plan"
    SEE_REVIEWS = "see the reviews of a school"
    RECORD_REVIEW = "set the day of a review, and record what came of it"
    WRITE_ANNUAL_REVIEW = "write the partner's annual review of a school"
    READ_ANNUAL_REVIEW = "read the partner's annual review of a school"
    SEE_EVENTS = "see networks and training events"
    ARRANGE_EVENT = "arrange networks and training events, and note who came"
    SEE_POOL = "see the pool of SLEs and what they are doing"
    BOOK_VISIT = "book a visit"
    CHANGE_VISIT = "move or cancel a visit"
    PLAN_VISITS = "plan the year's visits of all schools"
    REQUEST_VISIT = "ask for an extra visit, or for one to be moved or cancelled"
    DECIDE_REQUEST = "decide a request for an extra visit"
    SEE_REQUESTS = "see the requests for extra visits"
    SEE_AGENDA = "read the agenda of a visit"
    SET_AGENDA = "set what is on the agenda of every visit of a year"
    ADD_AGENDA_ITEM = "put an item on the agenda of a visit, or agree to one"
    HAND_IN_PAPERS = "hand in a school's papers for a visit"
    SEE_PAPERS = "see which papers for a visit are in, and have them"
    ASK_TO_LEAVE_OUT = "ask that somebody be left out of a visit"
    SEE_LEFT_OUT = "see who is to be left out of a visit"
    RECORD_MINUTES = "record the minutes of a body that one chairs or clerks"
    READ_MINUTES = "read the minutes of a school's Progress Board"
    READ_TRUST_MINUTES = "read the minutes of a body that meets for all schools, as far as one sits in it"
    WRITE_SUMMARY = "approve the summary of reports before an EIT, or the report to the Standards Committee"
    READ_SUMMARY = "read the one for a body that one sits in"
    READ_BOARD_PACK = "have the pack of a school's Progress Board"
    READ_TRUST_PACK = "have the pack of a body for all schools, as far as one sits in it or clerks it"


class Standing(StrEnum):
    """What somebody is, trust-wide or towards a school or a thing."""

    CEO = "chief executive"
    DEPUTY_CEO = "deputy chief executive"
    LEAD_SIP = "lead school improvement partner"
    SIP = "the school's partner"
    ADVISER = "the school's adviser"
    DEPLOYED = "deployed in the school"
    HEADTEACHER = "the school's headteacher"
    CHAIR_OF_GOVERNORS = "chair of the school's governors"
    SENIOR_LEADER = "senior leader of the school"
    EXECUTIVE_TEAM = "executive team"
    STANDARDS_COMMITTEE = "standards committee"
    TRUSTEE = "trustee"
    GOVERNANCE_PROFESSIONAL = "governance professional"
    DATA_MANAGER = "data manager"
    SEND_LEAD = "lead for SEND and safeguarding"
    PUPIL_PREMIUM_LEAD = "lead for pupil premium"
    TEACHING_SCHOOL_HUB = "director of the SCITT and teaching school hub"
    TEACHING_LEAD = "lead for teaching and learning"
    DIRECTOR_OF_SUBJECT = "director of a subject"
    ADMINISTRATOR = "administrator"
    OWNER = "author or owner of the thing itself"
    ANYONE = "anyone in the directory"


class Extent(StrEnum):
    """How far a deed goes."""

    EVERYTHING = "all schools"
    SCHOOL = "the schools of the standing"
    SHARED = "those schools, and only the kinds of report that are shown to the headteacher"
    OWN = "what is theirs"


_ALL, _SCHOOL, _SHARED, _OWN = Extent.EVERYTHING, Extent.SCHOOL, Extent.SHARED, Extent.OWN

_SEES_ALL: Mapping[Deed, Extent] = {
    Deed.READ_REPORT: _ALL,
    Deed.READ_VERSIONS: _ALL,
    Deed.LIST_REPORTS: _ALL,
    Deed.SEE_VISITS: _ALL,
    Deed.SEE_DEADLINES: _ALL,
    Deed.SEE_RISK: _ALL,
    Deed.SEE_ALLOCATION: _ALL,
    Deed.SEE_DEPLOYMENTS: _ALL,
    Deed.SEE_MEETINGS: _ALL,
    Deed.READ_RECOMMENDATION: _ALL,
    Deed.SEE_HISTORY: _ALL,
    Deed.SEE_PLAN: _ALL,
    Deed.READ_PLAN_REPORT: _ALL,
    Deed.READ_PLAN_REPORT_TO_BODIES: _ALL,
    Deed.CONFIRM_EXIT: _ALL,
    Deed.SEE_TARGETS: _ALL,
    Deed.SEE_TRUST_PLAN: _ALL,
    Deed.SEE_DEVELOPMENT_PLAN: _ALL,
    Deed.SEE_REVIEWS: _ALL,
    Deed.RECORD_REVIEW: _ALL,
    Deed.READ_ANNUAL_REVIEW: _ALL,
    Deed.ARRANGE_EVENT: _ALL,
    Deed.SEE_POOL: _ALL,
    Deed.SEE_REQUESTS: _ALL,
    Deed.SEE_AGENDA: _ALL,
    Deed.SET_AGENDA: _ALL,
    Deed.SEE_PAPERS: _ALL,
    Deed.RECORD_MINUTES: _ALL,
    Deed.READ_MINUTES: _ALL,
    Deed.READ_TRUST_MINUTES: _ALL,
    Deed.READ_SUMMARY: _ALL,
    Deed.READ_BOARD_PACK: _ALL,
}
_SIGNS_OFF: Mapping[Deed, Extent] = {
    Deed.REVIEW_DESIGNATION: _ALL,
    Deed.SIGN_OFF_DESIGNATION: _ALL,
    Deed.READ_AUDIT: _ALL,
    Deed.ALLOCATE_SUPPORT: _ALL,
    Deed.SIGN_OFF_TARGETS: _ALL,
    Deed.WRITE_TRUST_PLAN: _ALL,
    Deed.SIGN_OFF_DEVELOPMENT_PLAN: _ALL,
}
_RECOMMENDS_ANYWHERE: Mapping[Deed, Extent] = {
    Deed.RECOMMEND_DESIGNATION: _ALL,
    Deed.WITHDRAW_RECOMMENDATION: _ALL,
}
_RUNS_THE_INSTITUTE: Mapping[Deed, Extent] = {Deed.ARRANGE_EVENT: _ALL, Deed.SEE_POOL: _ALL}
_RUNS_THE_YEAR: Mapping[Deed, Extent] = {
    Deed.SEE_DELIVERIES: _ALL,
    Deed.CHASE_REPORTS: _ALL,
    Deed.RECORD_MEETING: _ALL,
}
_MANAGES_DUTIES: Mapping[Deed, Extent] = {
    Deed.WITHDRAW_REPORT: _ALL,
    Deed.MARK_AWAY: _ALL,
    Deed.CHANGE_DUTY: _ALL,
    Deed.CHANGE_VISIT: _ALL,
    Deed.PLAN_VISITS: _ALL,
}
_PARTNERS_A_SCHOOL: Mapping[Deed, Extent] = {
    Deed.RECORD_VISIT: _SCHOOL,
    Deed.READ_REPORT: _SHARED,
    Deed.LIST_REPORTS: _SHARED,
    Deed.SEE_VISITS: _SCHOOL,
    Deed.SEE_DEADLINES: _SHARED,
    Deed.SEE_RISK: _SCHOOL,
    Deed.SEE_ALLOCATION: _SCHOOL,
    Deed.SEE_DEPLOYMENTS: _SCHOOL,
    Deed.SEE_MEETINGS: _SCHOOL,
    Deed.READ_RECOMMENDATION: _SCHOOL,
    Deed.SEE_HISTORY: _SCHOOL,
    Deed.SEE_PLAN: _SCHOOL,
    Deed.READ_PLAN_REPORT_TO_BODIES: _SCHOOL,
    Deed.SEE_TARGETS: _SCHOOL,
    Deed.SEE_TRUST_PLAN: _ALL,
    Deed.SEE_DEVELOPMENT_PLAN: _SCHOOL,
    Deed.SEE_REVIEWS: _SCHOOL,
    Deed.BOOK_VISIT: _SCHOOL,
    Deed.SEE_AGENDA: _SCHOOL,
    Deed.SEE_PAPERS: _SCHOOL,
}
_OVERSEES: Mapping[Deed, Extent] = {
    Deed.SEE_RISK: _ALL,
    Deed.SEE_HISTORY: _ALL,
    Deed.SEE_MEETINGS: _ALL,
    Deed.SEE_TRUST_PLAN: _ALL,
    Deed.READ_MINUTES: _ALL,
}
_HEARS_OF_PLANS: Mapping[Deed, Extent] = {**_OVERSEES, Deed.READ_PLAN_REPORT_TO_BODIES: _ALL}
_LEADS_REVIEWS: Mapping[Deed, Extent] = {Deed.SEE_REVIEWS: _ALL, Deed.RECORD_REVIEW: _ALL}

MAY: Mapping[Standing, Mapping[Deed, Extent]] = {
    Standing.CEO: {**_SEES_ALL, **_RUNS_THE_YEAR, **_SIGNS_OFF},
    Standing.DEPUTY_CEO: {
        **_SEES_ALL,
        **_RUNS_THE_YEAR,
        **_MANAGES_DUTIES,
        **_RECOMMENDS_ANYWHERE,
        **_SIGNS_OFF,
        Deed.SEE_REMARKS: _ALL,
        Deed.WRITE_PLAN: _ALL,
        Deed.FINISH_ACTION: _ALL,
        Deed.DECIDE_REQUEST: _ALL,
        Deed.ADD_AGENDA_ITEM: _ALL,
        Deed.NOTE_TARGETS: _ALL,
    },
    Standing.LEAD_SIP: {
        **_SEES_ALL,
        **_RUNS_THE_YEAR,
        **_MANAGES_DUTIES,
        **_RECOMMENDS_ANYWHERE,
        Deed.RECORD_VISIT: _ALL,
        Deed.ENDORSE_DESIGNATION: _ALL,
        Deed.BOOK_VISIT: _ALL,
        Deed.PROPOSE_TARGETS: _ALL,
        Deed.NOTE_TARGETS: _ALL,
        Deed.WRITE_SUMMARY: _ALL,
    },
    Standing.SIP: {
        **_PARTNERS_A_SCHOOL,
        Deed.RECOMMEND_DESIGNATION: _SCHOOL,
        Deed.PROPOSE_TARGETS: _SCHOOL,
        Deed.NOTE_TARGETS: _SCHOOL,
        Deed.WRITE_ANNUAL_REVIEW: _SCHOOL,
        Deed.READ_ANNUAL_REVIEW: _SCHOOL,
        Deed.SEE_REQUESTS: _SCHOOL,
        Deed.ADD_AGENDA_ITEM: _SCHOOL,
        Deed.SEE_LEFT_OUT: _SCHOOL,
    },
    Standing.ADVISER: _PARTNERS_A_SCHOOL,
    Standing.DEPLOYED: {
        Deed.RECORD_VISIT: _SCHOOL,
        Deed.BOOK_VISIT: _SCHOOL,
        Deed.SEE_VISITS: _SCHOOL,
        Deed.SEE_RISK: _SCHOOL,
        Deed.SEE_MEETINGS: _SCHOOL,
        Deed.SEE_HISTORY: _SCHOOL,
    },
    Standing.HEADTEACHER: {
        Deed.READ_REPORT: _SHARED,
        Deed.LIST_REPORTS: _SHARED,
        Deed.SEE_VISITS: _SCHOOL,
        Deed.SEE_DEADLINES: _SHARED,
        Deed.SEE_RISK: _SCHOOL,
        Deed.SEE_ALLOCATION: _SCHOOL,
        Deed.SEE_DEPLOYMENTS: _SCHOOL,
        Deed.ANSWER_REPORT: _SHARED,
        Deed.READ_RECOMMENDATION_IN_PACK: _SCHOOL,
        Deed.SEE_HISTORY: _SCHOOL,
        Deed.SEE_MEETINGS: _SCHOOL,
        Deed.SEE_PLAN: _SCHOOL,
        Deed.READ_PLAN_REPORT_TO_BODIES: _SCHOOL,
        Deed.SEE_TARGETS: _SCHOOL,
        Deed.SEE_TRUST_PLAN: _ALL,
        Deed.SEE_DEVELOPMENT_PLAN: _SCHOOL,
        Deed.SUBMIT_DEVELOPMENT_PLAN: _SCHOOL,
        Deed.SEE_REVIEWS: _SCHOOL,
        Deed.REQUEST_VISIT: _SCHOOL,
        Deed.SEE_REQUESTS: _SCHOOL,
        Deed.SEE_AGENDA: _SCHOOL,
        Deed.ADD_AGENDA_ITEM: _SCHOOL,
        Deed.HAND_IN_PAPERS: _SCHOOL,
        Deed.SEE_PAPERS: _SCHOOL,
        Deed.ASK_TO_LEAVE_OUT: _SCHOOL,
        Deed.SEE_LEFT_OUT: _SCHOOL,
        Deed.READ_MINUTES: _SCHOOL,
        Deed.READ_BOARD_PACK: _SHARED,
    },
    Standing.CHAIR_OF_GOVERNORS: {
        Deed.SEE_MEETINGS: _SCHOOL,
        Deed.READ_PLAN_REPORT_TO_BODIES: _SCHOOL,
        Deed.READ_MINUTES: _SCHOOL,
        Deed.READ_BOARD_PACK: _SHARED,
    },
    Standing.SENIOR_LEADER: {Deed.SEE_MEETINGS: _SCHOOL},
    Standing.EXECUTIVE_TEAM: _HEARS_OF_PLANS,
    Standing.STANDARDS_COMMITTEE: {
        **_HEARS_OF_PLANS,
        Deed.RECORD_MINUTES: _ALL,
        Deed.READ_TRUST_MINUTES: _ALL,
        Deed.READ_SUMMARY: _ALL,
    },
    Standing.TRUSTEE: _OVERSEES,
    Standing.GOVERNANCE_PROFESSIONAL: {
        Deed.RECORD_MEETING: _ALL,
        Deed.SEE_MEETINGS: _ALL,
        Deed.RECORD_MINUTES: _ALL,
        Deed.READ_MINUTES: _ALL,
        Deed.READ_TRUST_MINUTES: _ALL,
        Deed.READ_BOARD_PACK: _ALL,
    },
    Standing.DATA_MANAGER: {},
    Standing.SEND_LEAD: _LEADS_REVIEWS,
    Standing.PUPIL_PREMIUM_LEAD: _LEADS_REVIEWS,
    Standing.TEACHING_SCHOOL_HUB: _RUNS_THE_INSTITUTE,
    Standing.TEACHING_LEAD: _RUNS_THE_INSTITUTE,
    Standing.DIRECTOR_OF_SUBJECT: _RUNS_THE_INSTITUTE,
    Standing.ADMINISTRATOR: {},
    Standing.OWNER: {
        Deed.FILE_REPORT: _OWN,
        Deed.READ_REPORT: _OWN,
        Deed.READ_VERSIONS: _OWN,
        Deed.AMEND_REPORT: _OWN,
        Deed.LIST_REPORTS: _OWN,
        Deed.SEE_VISITS: _OWN,
        Deed.SEE_DEADLINES: _OWN,
        Deed.SEE_REMARKS: _OWN,
        Deed.SEE_DELIVERIES: _OWN,
        Deed.SEE_DEPLOYMENTS: _OWN,
        Deed.WITHDRAW_REPORT: _OWN,
        Deed.PAUSE_REMINDERS: _OWN,
        Deed.WITHDRAW_RECOMMENDATION: _OWN,
        Deed.CHANGE_VISIT: _OWN,
        Deed.FINISH_ACTION: _OWN,
    },
    Standing.ANYONE: {
        Deed.GET_HELP: _ALL,
        Deed.SEE_CALENDAR: _ALL,
        Deed.SEE_PEOPLE: _ALL,
        Deed.READ_STRATEGY: _ALL,
        Deed.SEE_EVENTS: _ALL,
        Deed.READ_TRUST_PACK: _ALL,
    },
}
