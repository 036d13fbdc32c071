"""What makes each wish: a table of cues, read by one scorer.

Each row gives its weight, what a text must have, with alternatives joined by "|", and what it must not have
("-"). The heaviest row that fits wins; of equals, the first. Cues are tags of `objects`, `deeds` and `shades`
beside this file, or facts about the sentence:

    SCHOOL PERSON ROLE BODY DESIG RISK SUPPORTER ELEMENT TOPIC MOMENT DAYSNUM   such a value was found
    OVERDUE DUE OUTSTANDING DONEFILED REQSTATUS VISITSTATUS   a word for where a thing stands
    ASKED   a question about how things are       I        asks about the speaker's own things
    WANTED  a wish ("I'd like", "can we have")    HEAD     the speaker is a headteacher

Weights by habit: 85 and more for what can hardly mean anything else, 70 to 84 for a deed with its object,
55 to 69 for an object with a question, 30 to 54 for a bare object.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dialogs.understanding.intents import Intent

_TABLE: dict[Intent, str] = {
    Intent.REPORT_FILE: """
        74 WRITE REPORT -ASKED -SUMMARY -MINUTES
        62 WRITE REPORTS -ASKED -SUMMARY -MINUTES -SHOW
        76 GETDONE REPORT -ASKED
        78 WRITE HALFTERMLY -ASKED
        79 WRITEUP VISIT|VISITS|VISITED -ASKED -MINUTES
        64 WRITEUP SCHOOL|MOMENT -ASKED -MINUTES
        77 VISITED REPORT -ASKED
        60 VISITED SCHOOL -ASKED
        62 RECORDIT VISIT PASTDAY -ASKED
        50 HALFTERMLY""",
    Intent.REPORT_LIST: """
        84 REPORTS OVERDUE|DUE|OUTSTANDING|DONEFILED -BEGIN
        83 REPORT OVERDUE|DUE|OUTSTANDING -BEGIN
        80 REPORT COUNT
        86 REPORT ASKED OVERDUE|DUE|OUTSTANDING|DONEFILED
        58 REPORTS
        76 REPORTS ASKED|SHOW|COUNT|EXPORT|I
        60 OVERDUE -DEADLINE
        50 OUTSTANDING -DEVPLAN -TARGET -REVIEWS
        66 OUTSTANDING I -DEADLINE
        54 DONEFILED ASKED
        70 OWE
        57 WRITE ASKED I MUSTDO REPORT|REPORTS
        72 ASKED REPORT I MUSTDO""",
    Intent.REPORT_SHOW: """
        72 SHOW REPORT
        66 REPORT ASKED
        62 REPORT WHICH
        40 REPORT
        52 REPORT SCHOOL|PERSON|MOMENT|ROLE
        84 REPORT SAID ASKED
        62 PERSON SAID SCHOOL|VISIT""",
    Intent.REPORT_CHASE: """
        92 CHASE REPORT|REPORTS -ASKED
        90 CHASE OVERDUE|OUTSTANDING -ASKED
        93 TELLTO REPORT|REPORTS|OVERDUE|OUTSTANDING
        74 CHASE PERSON
        72 CHASE ROLE
        56 CHASE SCHOOL|MOMENT
        40 CHASE""",
    Intent.DEADLINE_LIST: """
        85 DEADLINE -SNOOZING
        66 MUSTDO ASKED -REPORT -REPORTS
        64 DUE ASKED -SUPPORT -VISIT -REVIEW -REVIEWS
        66 DUE SHOW|LIST -SUPPORT -VISIT -REVIEW -REVIEWS
        58 DUE MOMENT -SUPPORT
        55 DUE I
        46 DUE""",
    Intent.DESIGNATION_SHOW: """
        64 DESIGNATION
        70 DESIGNATION ASKED
        60 RISK|DESIG SCHOOLS
        58 RISK|DESIG SCHOOL
        60 RISK|DESIG COUNT|ASKED|EXPORT
        56 RISKY SCHOOL
        54 RISKY SCHOOLS ASKED
        50 RISKY ASKED
        40 RISK|DESIG""",
    Intent.DESIGNATION_HISTORY: """
        82 DESIGNATION HISTORY -RECOMMEND
        74 DESIG|RISK|RISKY HISTORY -VISIT -VISITS -REPORT -REPORTS -BODY -MEETING -RECOMMEND -SUPPORTER
        60 HISTORY SCHOOL HISTORYWORD -VISIT -VISITS -REPORT -REPORTS""",
    Intent.DESIGNATION_RECOMMEND: """
        83 RECOMMEND DESIG -ASKED -RECOMMENDATION -WRITE
        83 RECOMMEND DESIG -ASKED -WAITING
        78 RECOMMEND DESIGNATION -ASKED -RECOMMENDATION
        72 RECOMMEND RISK -ASKED
        83 RECOMMENDATION DESIG -ASKED -SHOW -DECIDE -WAITING
        84 MOVE DESIG SCHOOL|SCHOOLS -ASKED -VISIT
        86 SET DESIGNATION DESIG|RISK -ASKED -DECIDE
        80 WRITE|STARTIT RECOMMENDATION -ASKED -WAITING -DECIDE -REPORT
        84 WRITE|RECORD DESIGNATION DESIG -ASKED -DECIDE""",
    Intent.DESIGNATION_REVIEW: """
        62 RECOMMENDATION -REPORT -REPORTS
        84 RECOMMENDATION WAITING|DECIDE -REPORT -REPORTS
        82 RECOMMENDATION ASKED|SHOW -REPORT -REPORTS
        83 DECIDE DESIGNATION
        72 DECIDE DESIG|RISK
        80 WAITING DESIGNATION
        74 RECOMMENDED ASKED DESIGNATION|DESIG|RISK|SCHOOL|PERSON -REPORT -REPORTS""",
    Intent.CRITERIA_SHOW: """
        86 CRITERIA
        90 CRITERIA DESIG|RISK|DESIGNATION
        80 MEANS DESIG|RISK|DESIGNATION
        76 NEEDTO DESIG|RISK ASKED -SCHOOL -COUNT -REPORTS -VISITS
        72 LOOKSLIKE DESIG|RISK -SCHOOL""",
    Intent.ENTITLEMENT_SHOW: """
        79 ENTITLED
        78 LEFT DAYS|DAYSNUM
        76 LEFT SUPPORTER
        84 COUNT DAYS SUPPORTER
        70 COUNT DAYS -OVERDUE
        73 SUPPORTER DAYS ASKED -DEPLOYED -VISIT
        72 SUPPORT DUE
        70 SUPPORT DESIG|RISK -DEPLOYED
        66 SUPPORT SCHOOL|ENTITLEDGET ASKED -DEPLOYED -WHO
        66 RECEIVES ASKED DESIG|RISK -REPORT -REPORTS -VISIT -VISITS
        62 SUPPORTER CANHAVE ASKED -VISIT -VISITS -EXTRA
        66 SUPPORTER GETS DESIG|RISK|SCHOOLS
        72 SUPPORTER DUE SCHOOL|SCHOOLS|DESIG|RISK -REPORT -REPORTS -VISIT""",
    Intent.SUPPORT_ALLOCATE: """
        80 DEPLOY SUPPORTER SCHOOL|SCHOOLS|DAYSNUM -ASKED -VISIT -VISITS -PAPERS -PACK -BODY -REPORT -REPORTS
        66 DEPLOY PERSON SCHOOL -ASKED -VISIT -VISITS -PAPERS -PACK -BODY -REPORT -REPORTS -AGENDA
        84 DEPLOYING PERSON|SUPPORTER|SCHOOL -ASKED
        80 DEPLOY SUPPORT SCHOOL -ASKED -PLAN -REPORT -TAILORED
        62 SUPPORTER WANTED SCHOOL -VISIT -VISITS -ASKED -REPORT -BODY
        70 SUPPORTER DAYSNUM SCHOOL -ASKED -LEFT -ENTITLED -VISIT -VISITS -EXTRA
        60 DEPLOYING""",
    Intent.SUPPORT_LIST: """
        79 DEPLOYED -EXTRA
        81 DEPLOYED ASKED|WHERE|WHO
        66 WHERE ROLE|PERSON
        58 SUPPORTER WHICHOF SCHOOL -DAYS -REPORT -REPORTS -VISIT -VISITS
        56 SUPPORT WHO""",
    Intent.PLAN_SHOW: """
        72 TAILORED
        79 TAILORED ASKED|SHOW
        38 PLAN
        46 PLAN ASKED|SHOW
        62 PLAN SCHOOL|PERSON
        78 IMPACT|ACTIONS ASKED -REPORT
        60 IMPACT|ACTIONS SHOW SCHOOL
        50 ACTIONS|IMPACT""",
    Intent.PLAN_REPORT: """
        86 REPORT TAILORED -ASKED
        82 REPORT PLAN -ASKED -VISIT
        86 REPORT|WRITE|RECORDIT IMPACT -ASKED
        80 RECORDIT|WRITE ACTIONS -ASKED -AGENDA
        82 RECORDIT|WRITE TAILORED -ASKED
        70 RECORDIT|WRITE PLAN SCHOOL|MYSCHOOLS -ASKED""",
    Intent.VISIT_LIST: """
        58 VISIT
        63 VISITS
        75 VISIT|VISITS ASKED
        66 VISIT WHICH
        78 VISITING ASKED
        76 VISITED ASKED
        87 VISIT|VISITS ASKED VISITSTATUS|COUNT -REQUESTS -REPORT -REPORTS
        72 VISITS SHOW|COUNT|EXPORT|I
        88 VISITS CANCELLED
        68 WHEN WHICH SCHOOL|PERSON -HISTORY
        56 WHEN PERSON|I SCHOOL
        69 WHERE PERSON|I MOMENT -DEPLOYED""",
    Intent.VISIT_BOOK: """
        82 BOOK VISIT|VISITS -ASKED
        84 BOOK EXTRA VISIT|VISITS -HEAD -ASKED
        70 BOOK SCHOOL|SCHOOLS -BODY -MEETING -ASKED
        48 BOOK MOMENT -BODY -MEETING -ASKED
        76 ADD VISIT MOMENT|SCHOOL -ASKED -AGENDA -PAPERS -SNOOZE
        66 VISITING MOMENT -ASKED -HEAD -REPORT
        68 WANTED VISIT MOMENT|SCHOOL -HEAD -ASKED -REPORT""",
    Intent.VISIT_MOVE: """
        88 MOVE VISIT|VISITS -REMINDER
        74 MOVE SCHOOL|MOMENT -ASKED -DESIGNATION -BODY -MEETING -DESIG -REMINDER -REPORT -REPORTS -TARGET""",
    Intent.VISIT_CANCEL: """
        86 CANCELLING VISIT|VISITS -REQUEST -REQUESTS -REMINDER
        84 CANCELLED VISIT -ASKED -REQUEST
        74 CANCELLING SCHOOL|MOMENT -BODY -MEETING -REPORT -REQUEST -REQUESTS -REMINDER -DRAFT""",
    Intent.VISIT_REQUEST: """
        83 EXTRA VISIT|VISITS
        82 REQUEST VISIT|VISITS
        80 EXTRA SUPPORTER DAYS|TIME
        85 EXTRA DAYS|DAYSNUM HEAD -ASKED
        72 EXTRA DAYS|DAYSNUM -PAPERS
        70 WANTED VISIT HEAD -ASKED""",
    Intent.REQUEST_LIST: """
        92 REQUESTS VISIT|VISITS|EXTRA
        80 REQUESTS
        93 REQUEST ASKED|DECIDE|WHATHAPPENED|SHOW VISIT|VISITS|EXTRA
        82 REQUEST DECIDE|WHATHAPPENED|REQSTATUS|ASKED
        92 DECIDE EXTRA VISIT|VISITS|DAYS -BODY
        92 REQSTATUS EXTRA VISIT|VISITS -VISITPLANNED
        80 WHATHAPPENED EXTRA VISIT|VISITS|DAYS""",
    Intent.AGENDA_SHOW: """
        88 AGENDA -SUMMARY
        91 AGENDA ASKED|SHOW""",
    Intent.AGENDA_ADD: """
        95 ITEM
        92 ADD AGENDA -ASKED
        84 RAISE BODY|VISIT|MEETING -ASKED""",
    Intent.PAPERWORK_SEND: """
        87 PAPERS SEND VISIT|VISITS -ASKED -BODY
        76 PAPERS SEND SCHOOL|MOMENT -ASKED -BODY -MEETING
        66 PAPERS SEND -ASKED
        72 PAPERS VISIT -ASKED -BODY
        68 PACK SEND VISIT -ASKED -BODY""",
    Intent.MEETING_LIST: """
        66 BODY
        76 BODY ASKED -WHO
        60 MEETING
        75 MEETING ASKED
        72 BODY COUNT|EXPORT|MOMENT
        64 MEETING I|MOMENT""",
    Intent.MEETING_BOOK: """
        86 BOOK BODY -ASKED -AGENDA -PACK -PAPERS
        84 BOOK MEETING -ASKED
        84 CREATE MEETING|BODY -ASKED -AGENDA -PACK -PAPERS -MINUTES -SUMMARY
        74 ADD BODY MOMENT -ASKED -SHOW -AGENDA -PACK -PAPERS -MINUTES -SUMMARY
        74 WANTED BODY MOMENT -SHOW -LIST -ASKED -AGENDA -PACK -PAPERS -MINUTES -SUMMARY""",
    Intent.MEETING_PACK: """
        86 PAPERS BODY|MEETING
        89 PACK BODY|MEETING
        80 PACK
        87 PACK SHOW""",
    Intent.MINUTES_RECORD: """
        88 MINUTES
        90 MINUTES RECORD|BODY""",
    Intent.SUMMARY_MAKE: """
        70 SUMMARY
        93 SUMMARY REPORT|REPORTS|BODY|ROLE|PARTNERS
        88 SUMMARY VISITS""",
    Intent.TARGET_SHOW: """
        80 TARGET
        85 TARGET ASKED|SHOW -SETTING""",
    Intent.TARGET_SET: """
        83 SET TARGET -ASKED
        87 SETTING TARGET -ASKED""",
    Intent.DEVELOPMENT_PLAN_SHOW: """
        80 DEVPLAN
        89 DEVPLAN ASKED
        86 DEVPLAN SHOW -SENDING
        62 SELFEVAL ASKED -GUIDANCE""",
    Intent.DEVELOPMENT_PLAN_SUBMIT: """
        85 SEND DEVPLAN -ASKED
        87 SENDING DEVPLAN -ASKED
        74 SENDING SELFEVAL -ASKED""",
    Intent.REVIEW_LIST: """
        85 REVIEWS TOPIC
        84 REVIEW TOPIC
        68 REVIEWS
        54 REVIEW -DESIGNATION -RECOMMENDATION
        66 REVIEW ASKED -DESIGNATION -RECOMMENDATION""",
    Intent.GUIDANCE_SHOW: """
        94 GUIDANCE ELEMENT
        62 GUIDANCE
        58 ELEMENT ASKED HOWTO -PERSON
        42 ELEMENT -SCHOOL -PERSON -WHO -TOPIC -ASKED -MOMENT""",
    Intent.PERSON_SHOW: """
        79 WHO ROLE -OVERDUE -OUTSTANDING -VISITED
        80 WHO LEADS TOPIC|ELEMENT|BODY|ROLE -DEPLOYED
        78 CONTACT WHO
        76 CONTACTDETAIL PERSON|ROLE|TOPIC|SCHOOL
        82 CONTACT WHO PERSON|ROLE|TOPIC|SCHOOL|ELEMENT
        72 WHO PERSON -SAID
        78 WHO RUNS SCHOOL
        64 WHO SCHOOL -DEPLOYED
        64 WHO TOPIC
        48 ROLE SCHOOL -DAYS
        60 ROLE ASKED SCHOOL
        36 ROLE ASKED
        66 PERSON ROLEOF
        56 LEADS TOPIC ROLE""",
    Intent.CALENDAR_SHOW: """
        86 CAL -BOOK -VISIT -VISITS -REPORT -REPORTS -DEADLINE -BODY -MEETING -REMINDER
        60 CAL
        74 TERMASK -VISIT -VISITS -REPORT -REPORTS -DEADLINE -BODY -MEETING""",
    Intent.REMINDER_SNOOZE: """
        90 REMINDER SNOOZE -PERSON
        96 QUIETLY
        64 REMINDER
        70 REMINDER MOMENT
        72 REMINDME LATER|MOMENT -ASKED -DUE -DEADLINE
        62 SNOOZING""",
    Intent.HELP: """
        42 STARTUP""",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: `needs` are sets of alternatives, all of which must be met."""

    intent: Intent
    weight: int
    needs: tuple[frozenset[str], ...]
    lacks: frozenset[str]

    def fits(self, facts: frozenset[str]) -> bool:
        """Whether the sentence has what the row needs and nothing that it must not have."""
        return self.lacks.isdisjoint(facts) and all(not need.isdisjoint(facts) for need in self.needs)


def _rows() -> Iterable[Row]:
    for intent, text in _TABLE.items():
        for line in text.strip().splitlines():
            weight, *cues = line.split()
            yield Row(
                intent,
                int(weight),
                tuple(frozenset(cue.split("|")) for cue in cues if not cue.startswith("-")),
                frozenset(cue[1:] for cue in cues if cue.startswith("-")),
            )


ROWS: tuple[Row, ...] = tuple(_rows())


def weigh(facts: frozenset[str]) -> list[tuple[int, Intent]]:
    """The wishes that fit, heaviest first, each with its heaviest row."""
    best: dict[Intent, int] = {}
    for row in ROWS:
        if row.weight > best.get(row.intent, 0) and row.fits(facts):
            best[row.intent] = row.weight
    order = {intent: place for place, intent in enumerate(_TABLE)}
    return sorted(((w, i) for i, w in best.items()), key=lambda pair: (-pair[0], order[pair[1]]))


def related(facts: frozenset[str]) -> list[Intent]:
    """Wishes of which the text has a part, most first: what to offer where it was not understood."""
    hits: dict[Intent, int] = {}
    for row in ROWS:
        met = sum(not need.isdisjoint(facts) for need in row.needs)
        if met:
            hits[row.intent] = max(hits.get(row.intent, 0), met * row.weight // len(row.needs))
    return [intent for intent, _ in sorted(hits.items(), key=lambda pair: -pair[1])]
