"""Who may do and see what, written out by hand from "Who may see what" in the reading of the strategy.

The table is what the reading says, not what the code says: change it when the reading changes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.errors import NotAllowed
from strategy.people import REPORTING_CAPACITIES, Capacity, Person, Role
from strategy.permissions import Deed, Scope, Standing, Thing, may, may_see_school, require, scope, standings
from strategy.policy import load
from strategy.trust import Trust
from tests.strategy.builders import MARLOW, OAK_BANK, OPEN_ALL_YEAR, a_deployment, a_school, a_trust, somebody

SHARED_KINDS = load().on(date(2026, 11, 23), OPEN_ALL_YEAR).shared_kinds

# Columns, in the table's order.
DEEDS = {
    "read": Deed.READ_REPORT,
    "older": Deed.READ_VERSIONS,
    "list": Deed.LIST_REPORTS,
    "file": Deed.FILE_REPORT,
    "note": Deed.RECORD_VISIT,
    "amend": Deed.AMEND_REPORT,
    "visits": Deed.SEE_VISITS,
    "due": Deed.SEE_DEADLINES,
    "risk": Deed.SEE_RISK,
    "staff": Deed.SEE_PEOPLE,
    "year": Deed.SEE_CALENDAR,
    "help": Deed.GET_HELP,
    "law": Deed.READ_STRATEGY,
    "answer": Deed.ANSWER_REPORT,
    "hear": Deed.SEE_REMARKS,
    "sent": Deed.SEE_DELIVERIES,
    "withdraw": Deed.WITHDRAW_REPORT,
    "chase": Deed.CHASE_REPORTS,
    "pause": Deed.PAUSE_REMINDERS,
    "away": Deed.MARK_AWAY,
    "change": Deed.CHANGE_DUTY,
    "meeting": Deed.RECORD_MEETING,
    "boards": Deed.SEE_MEETINGS,
    "days": Deed.SEE_ALLOCATION,
    "team": Deed.SEE_DEPLOYMENTS,
    "recommend": Deed.RECOMMEND_DESIGNATION,
    "endorse": Deed.ENDORSE_DESIGNATION,
    "review": Deed.REVIEW_DESIGNATION,
    "sign": Deed.SIGN_OFF_DESIGNATION,
    "retract": Deed.WITHDRAW_RECOMMENDATION,
    "evidence": Deed.READ_RECOMMENDATION,
    "pack": Deed.READ_RECOMMENDATION_IN_PACK,
    "past": Deed.SEE_HISTORY,
    "audit": Deed.READ_AUDIT,
    "allocate": Deed.ALLOCATE_SUPPORT,
    "plan": Deed.SEE_PLAN,
    "write": Deed.WRITE_PLAN,
    "finish": Deed.FINISH_ACTION,
    "monthly": Deed.READ_PLAN_REPORT,
    "bodies": Deed.READ_PLAN_REPORT_TO_BODIES,
    "exit": Deed.CONFIRM_EXIT,
    "trust": Deed.SEE_TRUST_PLAN,
    "devise": Deed.WRITE_TRUST_PLAN,
    "aims": Deed.SEE_TARGETS,
    "propose": Deed.PROPOSE_TARGETS,
    "agree": Deed.SIGN_OFF_TARGETS,
    "mark": Deed.NOTE_TARGETS,
    "sdp": Deed.SEE_DEVELOPMENT_PLAN,
    "submit": Deed.SUBMIT_DEVELOPMENT_PLAN,
    "approve": Deed.SIGN_OFF_DEVELOPMENT_PLAN,
    "reviews": Deed.SEE_REVIEWS,
    "held": Deed.RECORD_REVIEW,
    "yearly": Deed.WRITE_ANNUAL_REVIEW,
    "scan": Deed.READ_ANNUAL_REVIEW,
    "cpd": Deed.SEE_EVENTS,
    "arrange": Deed.ARRANGE_EVENT,
    "pool": Deed.SEE_POOL,
    "book": Deed.BOOK_VISIT,
    "shift": Deed.CHANGE_VISIT,
    "layout": Deed.PLAN_VISITS,
    "request": Deed.REQUEST_VISIT,
    "decide": Deed.DECIDE_REQUEST,
    "asked": Deed.SEE_REQUESTS,
    "agenda": Deed.SEE_AGENDA,
    "items": Deed.SET_AGENDA,
    "put": Deed.ADD_AGENDA_ITEM,
    "papers": Deed.HAND_IN_PAPERS,
    "in": Deed.SEE_PAPERS,
    "omit": Deed.ASK_TO_LEAVE_OUT,
    "omitted": Deed.SEE_LEFT_OUT,
    "minute": Deed.RECORD_MINUTES,
    "minutes": Deed.READ_MINUTES,
    "eit": Deed.READ_TRUST_MINUTES,
    "sums": Deed.WRITE_SUMMARY,
    "summed": Deed.READ_SUMMARY,
    "bundle": Deed.READ_BOARD_PACK,
    "seat": Deed.READ_TRUST_PACK,
}

# y  yes
# h  yes for the kinds of report that the headteacher is shown, no for the others (the Lead SIP's)
# -  no
#
# "older" is earlier versions of an amended report, of which the reading says nothing: for the author, and for
# those who see all schools. Except on OWNER's line the thing is what somebody else wrote or owes. "Own" and
# "other" are schools: the one that the standing is held towards, and one that it is not; trust-wide standings
# are held towards none, and neither is what is one's own.
MATRIX = """
who                       |towards       | read older list file note amend visits due risk staff year help law
--------------------------+--------------+---------------------------------------------------------------------
ceo                       |any school    |  y     y    y    -    -     -     y     y   y     y    y    y    y
deputy_ceo                |any school    |  y     y    y    -    -     -     y     y   y     y    y    y    y
lead_sip                  |any school    |  y     y    y    -    y     -     y     y   y     y    y    y    y
deputy_head_trust         |any school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
director_scitt_tsh        |any school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
director_subject          |any school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
data_manager              |any school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
lead_send_safeguarding    |any school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
lead_pupil_premium        |any school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
lead_teaching_learning    |any school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
school_improvement_adviser|any school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
sle                       |any school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
standards_committee       |any school    |  -     -    -    -    -     -     -     -   y     y    y    y    y
trustee                   |any school    |  -     -    -    -    -     -     -     -   y     y    y    y    y
executive_team            |any school    |  -     -    -    -    -     -     -     -   y     y    y    y    y
governance_professional   |any school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
administrator             |any school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
--------------------------+--------------+---------------------------------------------------------------------
SIP                       |own school    |  h     -    h    -    y     -     y     h   y     y    y    y    y
SIP                       |other school  |  -     -    -    -    -     -     -     -   -     y    y    y    y
ADVISER                   |own school    |  h     -    h    -    y     -     y     h   y     y    y    y    y
ADVISER                   |other school  |  -     -    -    -    -     -     -     -   -     y    y    y    y
HEADTEACHER               |own school    |  h     -    h    -    -     -     y     h   y     y    y    y    y
HEADTEACHER               |other school  |  -     -    -    -    -     -     -     -   -     y    y    y    y
CHAIR_OF_GOVERNORS        |own school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
CHAIR_OF_GOVERNORS        |other school  |  -     -    -    -    -     -     -     -   -     y    y    y    y
SENIOR_LEADER             |own school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
SENIOR_LEADER             |other school  |  -     -    -    -    -     -     -     -   -     y    y    y    y
DEPLOYED                  |there, in span|  -     -    -    -    y     -     y     -   y     y    y    y    y
DEPLOYED                  |there, before |  -     -    -    -    -     -     -     -   -     y    y    y    y
DEPLOYED                  |there, after  |  -     -    -    -    -     -     -     -   -     y    y    y    y
DEPLOYED                  |other school  |  -     -    -    -    -     -     -     -   -     y    y    y    y
--------------------------+--------------+---------------------------------------------------------------------
OWNER                     |any school    |  y     y    y    y    -     y     y     y   -     y    y    y    y
ANYONE                    |any school    |  -     -    -    -    -     -     -     -   -     y    y    y    y
--------------------------+--------------+---------------------------------------------------------------------
somebody ended            |any school    |  -     -    -    -    -     -     -     -   -     -    -    -    -
somebody not in directory |any school    |  -     -    -    -    -     -     -     -   -     -    -    -    -
"""

# What follows a report, and a duty that is late. Whoever has no line in these tables may do none of it.
FURTHER = """
who                       |towards       | answer hear sent withdraw chase pause away change
--------------------------+--------------+--------------------------------------------------
ceo                       |any school    |   -     -    y      -       y     -    -     -
deputy_ceo                |any school    |   -     y    y      y       y     -    y     y
lead_sip                  |any school    |   -     -    y      y       y     -    y     y
HEADTEACHER               |own school    |   h     -    -      -       -     -    -     -
OWNER                     |any school    |   -     y    y      y       -     y    -     -
"""

# Meetings, and the support a school has.
MEETINGS_AND_SUPPORT = """
who                       |towards       | meeting boards days team
--------------------------+--------------+-------------------------
ceo                       |any school    |    y      y     y    y
deputy_ceo                |any school    |    y      y     y    y
lead_sip                  |any school    |    y      y     y    y
governance_professional   |any school    |    y      y     -    -
standards_committee       |any school    |    -      y     -    -
trustee                   |any school    |    -      y     -    -
executive_team            |any school    |    -      y     -    -
SIP                       |own school    |    -      y     y    y
ADVISER                   |own school    |    -      y     y    y
HEADTEACHER               |own school    |    -      y     y    y
CHAIR_OF_GOVERNORS        |own school    |    -      y     -    -
SENIOR_LEADER             |own school    |    -      y     -    -
DEPLOYED                  |there, in span|    -      y     -    -
OWNER                     |any school    |    -      -     -    y
"""

# The chain of a designation: recommend it, endorse it, record the Board's review, sign it off, withdraw it;
# read it with its evidence, or from the Board's pack on; see the school's history, and who did what.
JUDGING = """
who                       |towards       | recommend endorse review sign retract evidence pack past audit
--------------------------+--------------+----------------------------------------------------------------
ceo                       |any school    |     -        -      y     y      -       y      -    y     y
deputy_ceo                |any school    |     y        -      y     y      y       y      -    y     y
lead_sip                  |any school    |     y        y      -     -      y       y      -    y     -
standards_committee       |any school    |     -        -      -     -      -       -      -    y     -
trustee                   |any school    |     -        -      -     -      -       -      -    y     -
executive_team            |any school    |     -        -      -     -      -       -      -    y     -
SIP                       |own school    |     y        -      -     -      -       y      -    y     -
ADVISER                   |own school    |     -        -      -     -      -       y      -    y     -
HEADTEACHER               |own school    |     -        -      -     -      -       -      y    y     -
DEPLOYED                  |there, in span|     -        -      -     -      -       -      -    y     -
OWNER                     |any school    |     -        -      -     -      y       -      -    -     -
"""

# Support beyond the allocation; tailored plans, that one's action is done, what is reported on them monthly
# and to the bodies, and what an exit plan gives back; the trust's own plan of the year.
PLANS = """
who                       |towards       | allocate plan write finish monthly bodies exit trust devise
--------------------------+--------------+-------------------------------------------------------------
ceo                       |any school    |    y      y     -     -       y      y     y     y     y
deputy_ceo                |any school    |    y      y     y     y       y      y     y     y     y
lead_sip                  |any school    |    -      y     -     -       y      y     y     y     -
standards_committee       |any school    |    -      -     -     -       -      y     -     y     -
trustee                   |any school    |    -      -     -     -       -      -     -     y     -
executive_team            |any school    |    -      -     -     -       -      y     -     y     -
SIP                       |own school    |    -      y     -     -       -      y     -     y     -
SIP                       |other school  |    -      -     -     -       -      -     -     y     -
ADVISER                   |own school    |    -      y     -     -       -      y     -     y     -
ADVISER                   |other school  |    -      -     -     -       -      -     -     y     -
HEADTEACHER               |own school    |    -      y     -     -       -      y     -     y     -
HEADTEACHER               |other school  |    -      -     -     -       -      -     -     y     -
CHAIR_OF_GOVERNORS        |own school    |    -      -     -     -       -      y     -     -     -
OWNER                     |any school    |    -      -     -      y      -      -     -     -     -
"""

# Targets: see, propose, sign off, note where they stand. Development plans: see, hand in, sign off.
# Reviews: see, record. The partner's annual review: write, read.
AIMS_AND_REVIEWS = """
who                       |towards       | aims propose agree mark sdp submit approve reviews held yearly scan
--------------------------+--------------+-------------------------------------------------------------------------
ceo                       |any school    |  y      -      y    -    y    -       y       y     y     -       y
deputy_ceo                |any school    |  y      -      y    y    y    -       y       y     y     -       y
lead_sip                  |any school    |  y      y      -    y    y    -       -       y     y     -       y
lead_send_safeguarding    |any school    |  -      -      -    -    -    -       -       y     y     -       -
lead_pupil_premium        |any school    |  -      -      -    -    -    -       -       y     y     -       -
SIP                       |own school    |  y      y      -    y    y    -       -       y     -     y       y
ADVISER                   |own school    |  y      -      -    -    y    -       -       y     -     -       -
HEADTEACHER               |own school    |  y      -      -    -    y    y       -       y     -     -       -
"""

# The Institute of Education: see what is on, arrange it, see the pool of SLEs.
INSTITUTE = """
who                       |towards       | cpd arrange pool
--------------------------+--------------+------------------
ceo                       |any school    |  y     y     y
deputy_ceo                |any school    |  y     y     y
lead_sip                  |any school    |  y     y     y
deputy_head_trust         |any school    |  y     -     -
director_scitt_tsh        |any school    |  y     y     y
director_subject          |any school    |  y     y     y
data_manager              |any school    |  y     -     -
lead_send_safeguarding    |any school    |  y     -     -
lead_pupil_premium        |any school    |  y     -     -
lead_teaching_learning    |any school    |  y     y     y
school_improvement_adviser|any school    |  y     -     -
sle                       |any school    |  y     -     -
standards_committee       |any school    |  y     -     -
trustee                   |any school    |  y     -     -
executive_team            |any school    |  y     -     -
governance_professional   |any school    |  y     -     -
administrator             |any school    |  y     -     -
SIP                       |own school    |  y     -     -
SIP                       |other school  |  y     -     -
ADVISER                   |own school    |  y     -     -
ADVISER                   |other school  |  y     -     -
HEADTEACHER               |own school    |  y     -     -
HEADTEACHER               |other school  |  y     -     -
CHAIR_OF_GOVERNORS        |own school    |  y     -     -
CHAIR_OF_GOVERNORS        |other school  |  y     -     -
SENIOR_LEADER             |own school    |  y     -     -
SENIOR_LEADER             |other school  |  y     -     -
DEPLOYED                  |there, in span|  y     -     -
DEPLOYED                  |there, before |  y     -     -
DEPLOYED                  |there, after  |  y     -     -
DEPLOYED                  |other school  |  y     -     -
OWNER                     |any school    |  y     -     -
ANYONE                    |any school    |  y     -     -
"""

# Visits: book, move or cancel, plan the year; ask for an extra one, decide, see what was asked.
VISITING = """
who                       |towards       | book shift layout request decide asked
--------------------------+--------------+----------------------------------------
ceo                       |any school    |  -     -     -       -      -      y
deputy_ceo                |any school    |  -     y     y       -      y      y
lead_sip                  |any school    |  y     y     y       -      -      y
SIP                       |own school    |  y     -     -       -      -      y
ADVISER                   |own school    |  y     -     -       -      -      -
HEADTEACHER               |own school    |  -     -     -       y      -      y
DEPLOYED                  |there, in span|  y     -     -       -      -      -
OWNER                     |any school    |  -     y     -       -      -      -
"""

# Before a visit. The agenda: see it, set the year's items, add one; papers: hand in, see; who is to be left
# out: ask, see.
BEFORE_VISITS = """
who                       |towards       | agenda items put papers in omit omitted
--------------------------+--------------+-----------------------------------------
ceo                       |any school    |   y      y    -    -    y   -      -
deputy_ceo                |any school    |   y      y    y    -    y   -      -
lead_sip                  |any school    |   y      y    -    -    y   -      -
SIP                       |own school    |   y      -    y    -    y   -      y
ADVISER                   |own school    |   y      -    -    -    y   -      -
HEADTEACHER               |own school    |   y      -    y    y    y   y      y
"""

# Minutes: record those of a body that one chairs or clerks, read those of a Board, read those of a body for
# all schools. Which bodies somebody chairs, clerks or sits in is policy's: see test_minutes.py.
MINUTES = """
who                       |towards       | minute minutes eit
--------------------------+--------------+--------------------
ceo                       |any school    |   y       y     y
deputy_ceo                |any school    |   y       y     y
lead_sip                  |any school    |   y       y     y
governance_professional   |any school    |   y       y     y
standards_committee       |any school    |   y       y     y
trustee                   |any school    |   -       y     -
executive_team            |any school    |   -       y     -
HEADTEACHER               |own school    |   -       y     -
CHAIR_OF_GOVERNORS        |own school    |   -       y     -
"""

# The Lead SIP's summaries before meetings: write them, read that of a body one sits in (test_summaries.py).
SUMMARIES = """
who                       |towards       | sums summed
--------------------------+--------------+-------------
ceo                       |any school    |  -      y
deputy_ceo                |any school    |  -      y
lead_sip                  |any school    |  y      y
standards_committee       |any school    |  -      y
"""

# Packs: of a school's Progress Board, and of a body for all schools. Who sits in which body, and so has the
# latter, is policy's: see test_packs_access.py.
PACKS = """
who                       |towards       | bundle seat
--------------------------+--------------+-------------
ceo                       |any school    |   y     y
deputy_ceo                |any school    |   y     y
lead_sip                  |any school    |   y     y
deputy_head_trust         |any school    |   -     y
director_scitt_tsh        |any school    |   -     y
director_subject          |any school    |   -     y
data_manager              |any school    |   -     y
lead_send_safeguarding    |any school    |   -     y
lead_pupil_premium        |any school    |   -     y
lead_teaching_learning    |any school    |   -     y
school_improvement_adviser|any school    |   -     y
sle                       |any school    |   -     y
standards_committee       |any school    |   -     y
trustee                   |any school    |   -     y
executive_team            |any school    |   -     y
governance_professional   |any school    |   y     y
administrator             |any school    |   -     y
SIP                       |own school    |   -     y
SIP                       |other school  |   -     y
ADVISER                   |own school    |   -     y
ADVISER                   |other school  |   -     y
HEADTEACHER               |own school    |   h     y
HEADTEACHER               |other school  |   -     y
CHAIR_OF_GOVERNORS        |own school    |   h     y
CHAIR_OF_GOVERNORS        |other school  |   -     y
SENIOR_LEADER             |own school    |   -     y
SENIOR_LEADER             |other school  |   -     y
DEPLOYED                  |there, in span|   -     y
DEPLOYED                  |there, before |   -     y
DEPLOYED                  |there, after  |   -     y
DEPLOYED                  |other school  |   -     y
OWNER                     |any school    |   -     y
ANYONE                    |any school    |   -     y
"""

TABLES = (
    MATRIX, FURTHER, MEETINGS_AND_SUPPORT, JUDGING, PLANS, AIMS_AND_REVIEWS, INSTITUTE,
    VISITING, BEFORE_VISITS, MINUTES, SUMMARIES, PACKS,
)  # fmt: skip

# Which line of the table stands for which trust-wide standing.
STANDING_OF_ROLE = {
    "ceo": Standing.CEO,
    "deputy_ceo": Standing.DEPUTY_CEO,
    "lead_sip": Standing.LEAD_SIP,
    "standards_committee": Standing.STANDARDS_COMMITTEE,
    "trustee": Standing.TRUSTEE,
    "executive_team": Standing.EXECUTIVE_TEAM,
    "governance_professional": Standing.GOVERNANCE_PROFESSIONAL,
    "data_manager": Standing.DATA_MANAGER,
    "lead_send_safeguarding": Standing.SEND_LEAD,
    "lead_pupil_premium": Standing.PUPIL_PREMIUM_LEAD,
    "director_scitt_tsh": Standing.TEACHING_SCHOOL_HUB,
    "lead_teaching_learning": Standing.TEACHING_LEAD,
    "director_subject": Standing.DIRECTOR_OF_SUBJECT,
    "administrator": Standing.ADMINISTRATOR,
}

HEAD, PARTNER, CHAIR, ADVISER, LEADER, DEPLOYED, PLAIN, ENDED, SOMEBODY_ELSE = range(1, 10)
OTHER_HEAD, OTHER_PARTNER = 11, 12
FIRST_OF_ROLES = 100

PEOPLE = [
    *(somebody(n) for n in (HEAD, PARTNER, CHAIR, LEADER, PLAIN, SOMEBODY_ELSE, OTHER_HEAD, OTHER_PARTNER)),
    somebody(ADVISER, Role.SCHOOL_IMPROVEMENT_ADVISER),
    somebody(DEPLOYED, Role.SLE),
    somebody(ENDED, Role.CEO, Role.DEPUTY_CEO, Role.LEAD_SIP, ended_on=date(2026, 9, 1)),
    *(somebody(FIRST_OF_ROLES + n, role) for n, role in enumerate(Role)),
]
STRANGER = somebody(999, Role.CEO)
FIRST, IN_SPAN, LAST = date(2026, 11, 2), date(2026, 11, 23), date(2026, 12, 18)
TRUST = a_trust(
    PEOPLE,
    [
        a_school(
            OAK_BANK, headteacher=HEAD, sip=PARTNER, chair=CHAIR, adviser=ADVISER, senior_leaders=[LEADER]
        ),
        a_school(MARLOW, headteacher=OTHER_HEAD, sip=OTHER_PARTNER),
    ],
    [
        a_deployment(FIRST, LAST, person=DEPLOYED, school=OAK_BANK),
        # Those who are gone keep nothing of what they had.
        a_deployment(FIRST, None, person=ENDED, school=OAK_BANK),
    ],
)


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    who: str
    towards: str
    cells: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.who}, {self.towards}"


def _lines() -> list[Line]:
    lines = _read(MATRIX)
    for table in TABLES[1:]:
        more = {(line.who, line.towards): line.cells for line in _read(table)}
        none = ("-",) * len(_columns(table))
        lines = [
            replace(line, cells=(*line.cells, *more.pop((line.who, line.towards), none))) for line in lines
        ] + [Line(*unknown, cells=()) for unknown in more]
    return lines


def _read(table: str) -> list[Line]:
    lines = []
    for text in table.strip().splitlines()[1:]:
        if not text.startswith("-"):
            who, towards, cells = (part.strip() for part in text.split("|"))
            lines.append(Line(who, towards, tuple(cells.split())))
    return lines


def _columns(table: str) -> list[str]:
    return table.strip().splitlines()[0].split("|")[2].split()


LINES = _lines()


def the_person(who: str) -> Person:
    """The one in the trust who is nothing but this."""
    by_id = {
        "SIP": PARTNER,
        "ADVISER": ADVISER,
        "HEADTEACHER": HEAD,
        "CHAIR_OF_GOVERNORS": CHAIR,
        "SENIOR_LEADER": LEADER,
        "DEPLOYED": DEPLOYED,
        "OWNER": PLAIN,
        "ANYONE": PLAIN,
        "somebody ended": ENDED,
    }
    if who == "somebody not in directory":
        return STRANGER
    if who in by_id:
        return TRUST.people[by_id[who]]
    return TRUST.people[FIRST_OF_ROLES + list(Role).index(Role(who))]


def the_places(towards: str) -> list[tuple[str, date]]:
    """The schools and days that the second column means."""
    return {
        "own school": [(OAK_BANK, IN_SPAN)],
        "other school": [(MARLOW, IN_SPAN)],
        "any school": [(OAK_BANK, IN_SPAN), (MARLOW, IN_SPAN), ("999999", date(2016, 1, 1))],
        "there, in span": [(OAK_BANK, FIRST), (OAK_BANK, IN_SPAN), (OAK_BANK, LAST)],
        "there, before": [(OAK_BANK, date(2026, 11, 1))],
        "there, after": [(OAK_BANK, date(2026, 12, 19))],
    }[towards]


@pytest.mark.parametrize("line", LINES, ids=str)
def test_everybody_may_what_the_table_says_and_nothing_else(line: Line) -> None:
    person = the_person(line.who)
    owner = person.id if line.who == "OWNER" else SOMEBODY_ELSE
    for (column, deed), cell in zip(DEEDS.items(), line.cells, strict=True):
        for school, day in the_places(line.towards):
            for capacity in REPORTING_CAPACITIES:
                expected = cell == "y" or (cell == "h" and capacity is not Capacity.LEAD_SIP)
                thing = Thing(school, owner, capacity, day)
                answer = may(person, deed, thing, TRUST, SHARED_KINDS)
                assert answer is expected, f"{column}, {school}, {day}, a report by {capacity}"
                assert scope(person, deed, TRUST, SHARED_KINDS).admits(thing) is expected


def test_the_table_has_a_column_for_every_deed_and_a_line_for_every_role_and_standing() -> None:
    assert set(DEEDS.values()) == set(Deed)
    assert [column for table in TABLES for column in _columns(table)] == list(DEEDS)
    told = {line.who for line in LINES}
    assert {role.value for role in Role} <= told
    named = {standing for standing in Standing if standing.name in told}
    assert named | {STANDING_OF_ROLE[who] for who in told & STANDING_OF_ROLE.keys()} == set(Standing)
    assert {cell for line in LINES for cell in line.cells} == {"y", "h", "-"}


@pytest.mark.parametrize(
    ("who", "standing"),
    [
        *STANDING_OF_ROLE.items(),
        *(
            (standing.name, standing)
            for standing in Standing
            if standing.name in {line.who for line in LINES}
        ),
    ],
)
def test_the_person_of_each_line_holds_its_standing(who: str, standing: Standing) -> None:
    assert standing in standings(the_person(who), TRUST)


@pytest.mark.parametrize("line", [line for line in LINES if line.who != "OWNER"], ids=str)
def test_a_schools_risk_is_seen_by_whom_the_table_says(line: Line) -> None:
    expected = line.cells[list(DEEDS).index("risk")] == "y"
    for school, day in the_places(line.towards):
        assert may_see_school(the_person(line.who), Deed.SEE_RISK, school, day, TRUST) is expected


def test_what_is_ones_own_opens_no_school_as_such() -> None:
    assert not may_see_school(TRUST.people[PLAIN], Deed.SEE_VISITS, OAK_BANK, IN_SPAN, TRUST)


def test_the_lead_partners_report_alone_is_kept_from_the_headteacher() -> None:
    assert set(REPORTING_CAPACITIES) - SHARED_KINDS == {Capacity.LEAD_SIP}


def test_whoever_is_the_lead_partner_reads_as_partner_of_a_school_what_they_wrote_themselves() -> None:
    partner = TRUST.people[PARTNER]
    theirs = Thing(OAK_BANK, PARTNER, Capacity.LEAD_SIP, IN_SPAN)
    assert may(partner, Deed.READ_REPORT, theirs, TRUST, SHARED_KINDS)


def test_standings_add_up_for_one_who_holds_several() -> None:
    both = somebody(PARTNER, Role.TRUSTEE)
    trust = a_trust([both], [a_school(OAK_BANK, headteacher=HEAD, sip=PARTNER)])
    there = Thing(OAK_BANK, SOMEBODY_ELSE, Capacity.SLE, IN_SPAN)
    elsewhere = Thing(MARLOW, SOMEBODY_ELSE, Capacity.SLE, IN_SPAN)
    assert may(both, Deed.READ_REPORT, there, trust, SHARED_KINDS)
    assert not may(both, Deed.READ_REPORT, elsewhere, trust, SHARED_KINDS)
    assert may(both, Deed.SEE_RISK, elsewhere, trust, SHARED_KINDS)


def test_somebody_ended_has_an_empty_scope_for_every_deed() -> None:
    for deed in Deed:
        assert scope(TRUST.people[ENDED], deed, TRUST, SHARED_KINDS) == Scope(shared_kinds=SHARED_KINDS)
        assert scope(TRUST.people[ENDED], deed, TRUST, SHARED_KINDS).is_empty


def test_a_role_taken_away_is_gone_at_once_though_the_speaker_was_looked_up_before() -> None:
    still_remembered = somebody(PLAIN, Role.CEO)
    report = Thing(OAK_BANK, SOMEBODY_ELSE, Capacity.SIP, IN_SPAN)
    assert not may(still_remembered, Deed.READ_REPORT, report, TRUST, SHARED_KINDS)
    not_yet_ended = replace(TRUST.people[ENDED], ended_on=None)
    assert not may(not_yet_ended, Deed.READ_REPORT, report, TRUST, SHARED_KINDS)
    ended_since = replace(TRUST.people[PARTNER], ended_on=IN_SPAN)
    assert not may(ended_since, Deed.READ_REPORT, report, TRUST, SHARED_KINDS)


def test_a_school_that_has_left_the_trust_gives_its_partner_nothing_but_their_own() -> None:
    left = a_school(OAK_BANK, headteacher=HEAD, sip=PARTNER, ended_on=date(2026, 9, 1))
    trust = a_trust(PEOPLE, [left])
    partner = trust.people[PARTNER]
    assert not may(
        partner, Deed.READ_REPORT, Thing(OAK_BANK, SOMEBODY_ELSE, Capacity.SLE, IN_SPAN), trust, SHARED_KINDS
    )
    assert may(
        partner, Deed.READ_REPORT, Thing(OAK_BANK, PARTNER, Capacity.SIP, IN_SPAN), trust, SHARED_KINDS
    )


def test_an_open_ended_deployment_has_no_last_day() -> None:
    trust = a_trust(PEOPLE, [], [a_deployment(FIRST, None, person=DEPLOYED)])
    years_on = Thing(OAK_BANK, SOMEBODY_ELSE, Capacity.SIP, date(2040, 1, 1))
    assert may(trust.people[DEPLOYED], Deed.SEE_VISITS, years_on, trust, SHARED_KINDS)


people = st.sampled_from([*PEOPLE, STRANGER])
things = st.builds(
    Thing,
    st.sampled_from([OAK_BANK, MARLOW, "999999"]),
    st.sampled_from([person.id for person in PEOPLE]),
    st.sampled_from(Capacity),
    st.dates(date(2026, 10, 1), date(2027, 1, 31)),
)


@given(people, st.sampled_from(Deed), things)
def test_for_one_thing_and_for_many_the_answer_is_the_same(person: Person, deed: Deed, thing: Thing) -> None:
    allowed = may(person, deed, thing, TRUST, SHARED_KINDS)
    reach = scope(person, deed, TRUST, SHARED_KINDS)
    assert reach.admits(thing) is allowed
    assert not (reach.is_empty and allowed)
    assert reach.reaches_others or not allowed or thing.owner == person.id
    if allowed:
        require(person, deed, thing, TRUST, SHARED_KINDS)
    else:
        with pytest.raises(NotAllowed):
            require(person, deed, thing, TRUST, SHARED_KINDS)


@given(people, st.sampled_from(Deed), things)
def test_a_policy_that_shares_fewer_kinds_never_lets_anybody_do_more(
    person: Person, deed: Deed, thing: Thing
) -> None:
    trust: Trust = TRUST
    allowed_by_less = may(person, deed, thing, trust, frozenset())
    assert not allowed_by_less or may(person, deed, thing, trust, SHARED_KINDS)
