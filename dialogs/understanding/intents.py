"""Everything a person may want of the bot, and which keys each wish can carry.

The names are those of the interpretation format. `KEYS` is the reading rules as a table: a key that the
text mentions but its intent does not take (an element outside guidance, a status outside lists) is left out.
"""

from __future__ import annotations

from enum import StrEnum


class Intent(StrEnum):
    """What the person wants to do."""

    REPORT_FILE = "report.file"
    REPORT_LIST = "report.list"
    REPORT_SHOW = "report.show"
    REPORT_CHASE = "report.chase"
    DEADLINE_LIST = "deadline.list"
    DESIGNATION_SHOW = "designation.show"
    DESIGNATION_HISTORY = "designation.history"
    DESIGNATION_RECOMMEND = "designation.recommend"
    DESIGNATION_REVIEW = "designation.review"
    CRITERIA_SHOW = "criteria.show"
    ENTITLEMENT_SHOW = "entitlement.show"
    SUPPORT_ALLOCATE = "support.allocate"
    SUPPORT_LIST = "support.list"
    PLAN_SHOW = "plan.show"
    PLAN_REPORT = "plan.report"
    VISIT_LIST = "visit.list"
    VISIT_BOOK = "visit.book"
    VISIT_MOVE = "visit.move"
    VISIT_CANCEL = "visit.cancel"
    VISIT_REQUEST = "visit.request"
    REQUEST_LIST = "request.list"
    AGENDA_SHOW = "agenda.show"
    AGENDA_ADD = "agenda.add"
    PAPERWORK_SEND = "paperwork.send"
    MEETING_LIST = "meeting.list"
    MEETING_BOOK = "meeting.book"
    MEETING_PACK = "meeting.pack"
    MINUTES_RECORD = "minutes.record"
    SUMMARY_MAKE = "summary.make"
    TARGET_SHOW = "target.show"
    TARGET_SET = "target.set"
    DEVELOPMENT_PLAN_SHOW = "development_plan.show"
    DEVELOPMENT_PLAN_SUBMIT = "development_plan.submit"
    REVIEW_LIST = "review.list"
    GUIDANCE_SHOW = "guidance.show"
    PERSON_SHOW = "person.show"
    CALENDAR_SHOW = "calendar.show"
    REMINDER_SNOOZE = "reminder.snooze"
    HELP = "help"
    CANCEL = "cancel"
    GREETING = "greeting"
    UNKNOWN = "unknown"


class Look(StrEnum):
    """Which way a bare weekday or a date without a year points.

    NEAR is for lists, where the tense of the sentence decides and without one a month is the nearest that
    makes sense within the academic year.
    """

    BACK = "back"
    FORWARD = "forward"
    NEAR = "near"


WORDLESS = frozenset({Intent.HELP, Intent.CANCEL, Intent.GREETING, Intent.UNKNOWN})
"""These carry no other key."""

_ALWAYS = frozenset({"school", "schools", "person", "risk", "designation", "dates", "count", "export"})

_MORE: dict[Intent, str] = {
    Intent.REPORT_FILE: "role mode days which",
    Intent.REPORT_LIST: "role status me mode which",
    Intent.REPORT_SHOW: "role me which mode",
    Intent.REPORT_CHASE: "role status which",
    Intent.DEADLINE_LIST: "role me which",
    Intent.DESIGNATION_SHOW: "",
    Intent.DESIGNATION_HISTORY: "",
    Intent.DESIGNATION_RECOMMEND: "",
    Intent.DESIGNATION_REVIEW: "",
    Intent.CRITERIA_SHOW: "",
    Intent.ENTITLEMENT_SHOW: "support",
    Intent.SUPPORT_ALLOCATE: "support days",
    Intent.SUPPORT_LIST: "support me",
    Intent.PLAN_SHOW: "",
    Intent.PLAN_REPORT: "",
    Intent.VISIT_LIST: "role status me mode which",
    Intent.VISIT_BOOK: "mode days which",
    Intent.VISIT_MOVE: "mode days which",
    Intent.VISIT_CANCEL: "mode which",
    Intent.VISIT_REQUEST: "mode days",
    Intent.REQUEST_LIST: "status which",
    Intent.AGENDA_SHOW: "body which",
    Intent.AGENDA_ADD: "body which",
    Intent.PAPERWORK_SEND: "which",
    Intent.MEETING_LIST: "body me mode which",
    Intent.MEETING_BOOK: "body mode which",
    Intent.MEETING_PACK: "body which",
    Intent.MINUTES_RECORD: "body which",
    Intent.SUMMARY_MAKE: "body which",
    Intent.TARGET_SHOW: "",
    Intent.TARGET_SET: "",
    Intent.DEVELOPMENT_PLAN_SHOW: "",
    Intent.DEVELOPMENT_PLAN_SUBMIT: "",
    Intent.REVIEW_LIST: "which",
    Intent.GUIDANCE_SHOW: "element",
    Intent.PERSON_SHOW: "role body",
    Intent.CALENDAR_SHOW: "which",
    Intent.REMINDER_SNOOZE: "days",
}

KEYS: dict[Intent, frozenset[str]] = {
    intent: (_ALWAYS | frozenset(more.split())) for intent, more in _MORE.items()
} | {intent: frozenset() for intent in WORDLESS}
"""The keys an intent can carry. "me" means that "I", "me" and "my" give the speaker as `person`."""

LOOKS: dict[Intent, Look] = {
    Intent.REPORT_FILE: Look.BACK,
    Intent.REPORT_LIST: Look.BACK,
    Intent.REPORT_SHOW: Look.BACK,
    Intent.REPORT_CHASE: Look.BACK,
    Intent.MINUTES_RECORD: Look.BACK,
    Intent.SUMMARY_MAKE: Look.BACK,
    Intent.PLAN_REPORT: Look.BACK,
    Intent.DESIGNATION_HISTORY: Look.BACK,
    Intent.DESIGNATION_SHOW: Look.NEAR,
    Intent.VISIT_LIST: Look.NEAR,
    Intent.MEETING_LIST: Look.NEAR,
    Intent.REQUEST_LIST: Look.NEAR,
    Intent.SUPPORT_LIST: Look.NEAR,
    Intent.ENTITLEMENT_SHOW: Look.NEAR,
    Intent.REVIEW_LIST: Look.NEAR,
    Intent.PLAN_SHOW: Look.NEAR,
    Intent.TARGET_SHOW: Look.NEAR,
    Intent.AGENDA_SHOW: Look.NEAR,
    Intent.MEETING_PACK: Look.NEAR,
    Intent.CALENDAR_SHOW: Look.NEAR,
    Intent.DEVELOPMENT_PLAN_SHOW: Look.NEAR,
}
"""Reports and minutes look back, lists follow the tense; what is not here looks forward."""
