"""Who may do and see what, as a table: the extent that each standing gives to each deed.

Nothing is allowed that does not stand here. What follows from it for one person and one thing, or for many,
is found in `strategy.permissions`. The source is "Who may see what" in the reading of the strategy.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from strategy.deeds import Deed


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
    Deed.SEE_RESULTS: _ALL,
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
    Deed.DECIDE_BOARD_REQUEST: _ALL,
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
    Deed.SEE_RESULTS: _SCHOOL,
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
        Deed.GIVE_RESULTS: _ALL,
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
        Deed.SEE_RESULTS: _SCHOOL,
        Deed.READ_BOARD_PACK: _SHARED,
    },
    Standing.CHAIR_OF_GOVERNORS: {
        Deed.SEE_MEETINGS: _SCHOOL,
        Deed.READ_PLAN_REPORT_TO_BODIES: _SCHOOL,
        Deed.READ_MINUTES: _SCHOOL,
        Deed.SEE_RESULTS: _SCHOOL,
        Deed.READ_BOARD_PACK: _SHARED,
    },
    Standing.SENIOR_LEADER: {Deed.SEE_MEETINGS: _SCHOOL},
    Standing.EXECUTIVE_TEAM: _HEARS_OF_PLANS,
    Standing.STANDARDS_COMMITTEE: {
        **_HEARS_OF_PLANS,
        Deed.RECORD_MINUTES: _ALL,
        Deed.READ_TRUST_MINUTES: _ALL,
        Deed.READ_SUMMARY: _ALL,
        Deed.SEE_RESULTS: _ALL,
    },
    Standing.TRUSTEE: _OVERSEES,
    Standing.GOVERNANCE_PROFESSIONAL: {
        Deed.RECORD_MEETING: _ALL,
        Deed.SEE_MEETINGS: _ALL,
        Deed.RECORD_MINUTES: _ALL,
        Deed.READ_MINUTES: _ALL,
        Deed.READ_TRUST_MINUTES: _ALL,
        Deed.SEE_RESULTS: _ALL,
        Deed.READ_BOARD_PACK: _ALL,
    },
    Standing.DATA_MANAGER: {Deed.SEE_RESULTS: _ALL, Deed.GIVE_RESULTS: _ALL},
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
