"""Who may do and see what: one table, denied unless it says so.

A person has standings: some everywhere (chief executive), some towards a school (its partner), one towards
what is their own (author). `MAY` gives each standing the extent of each deed. From it come `may`, for one
thing, and `scope`, for many: storage turns a `Scope` into SQL, so that nothing is filtered after a query.
The source is "Who may see what" in the reading of the strategy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from strategy.errors import NotAllowed
from strategy.people import Capacity, Person, Role
from strategy.school_year import Span
from strategy.trust import Trust


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
}
_SIGNS_OFF: Mapping[Deed, Extent] = {
    Deed.REVIEW_DESIGNATION: _ALL,
    Deed.SIGN_OFF_DESIGNATION: _ALL,
    Deed.READ_AUDIT: _ALL,
}
_RECOMMENDS_ANYWHERE: Mapping[Deed, Extent] = {
    Deed.RECOMMEND_DESIGNATION: _ALL,
    Deed.WITHDRAW_RECOMMENDATION: _ALL,
}
_RUNS_THE_YEAR: Mapping[Deed, Extent] = {
    Deed.SEE_DELIVERIES: _ALL,
    Deed.CHASE_REPORTS: _ALL,
    Deed.RECORD_MEETING: _ALL,
}
_MANAGES_DUTIES: Mapping[Deed, Extent] = {
    Deed.WITHDRAW_REPORT: _ALL,
    Deed.MARK_AWAY: _ALL,
    Deed.CHANGE_DUTY: _ALL,
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
}
_OVERSEES: Mapping[Deed, Extent] = {
    Deed.SEE_RISK: _ALL,
    Deed.SEE_HISTORY: _ALL,
    Deed.SEE_MEETINGS: _ALL,
}

MAY: Mapping[Standing, Mapping[Deed, Extent]] = {
    Standing.CEO: {**_SEES_ALL, **_RUNS_THE_YEAR, **_SIGNS_OFF},
    Standing.DEPUTY_CEO: {
        **_SEES_ALL,
        **_RUNS_THE_YEAR,
        **_MANAGES_DUTIES,
        **_RECOMMENDS_ANYWHERE,
        **_SIGNS_OFF,
        Deed.SEE_REMARKS: _ALL,
    },
    Standing.LEAD_SIP: {
        **_SEES_ALL,
        **_RUNS_THE_YEAR,
        **_MANAGES_DUTIES,
        **_RECOMMENDS_ANYWHERE,
        Deed.RECORD_VISIT: _ALL,
        Deed.ENDORSE_DESIGNATION: _ALL,
    },
    Standing.SIP: {**_PARTNERS_A_SCHOOL, Deed.RECOMMEND_DESIGNATION: _SCHOOL},
    Standing.ADVISER: _PARTNERS_A_SCHOOL,
    Standing.DEPLOYED: {
        Deed.RECORD_VISIT: _SCHOOL,
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
    },
    Standing.CHAIR_OF_GOVERNORS: {Deed.SEE_MEETINGS: _SCHOOL},
    Standing.SENIOR_LEADER: {Deed.SEE_MEETINGS: _SCHOOL},
    Standing.EXECUTIVE_TEAM: _OVERSEES,
    Standing.STANDARDS_COMMITTEE: _OVERSEES,
    Standing.TRUSTEE: _OVERSEES,
    Standing.GOVERNANCE_PROFESSIONAL: {Deed.RECORD_MEETING: _ALL, Deed.SEE_MEETINGS: _ALL},
    Standing.DATA_MANAGER: {},
    Standing.SEND_LEAD: {},
    Standing.PUPIL_PREMIUM_LEAD: {},
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
    },
    Standing.ANYONE: {
        Deed.GET_HELP: _ALL,
        Deed.SEE_CALENDAR: _ALL,
        Deed.SEE_PEOPLE: _ALL,
        Deed.READ_STRATEGY: _ALL,
    },
}

_TRUST_WIDE: Mapping[Role, Standing] = {
    Role.CEO: Standing.CEO,
    Role.DEPUTY_CEO: Standing.DEPUTY_CEO,
    Role.LEAD_SIP: Standing.LEAD_SIP,
    Role.EXECUTIVE_TEAM: Standing.EXECUTIVE_TEAM,
    Role.STANDARDS_COMMITTEE: Standing.STANDARDS_COMMITTEE,
    Role.TRUSTEE: Standing.TRUSTEE,
    Role.GOVERNANCE_PROFESSIONAL: Standing.GOVERNANCE_PROFESSIONAL,
    Role.DATA_MANAGER: Standing.DATA_MANAGER,
    Role.LEAD_SEND_SAFEGUARDING: Standing.SEND_LEAD,
    Role.LEAD_PUPIL_PREMIUM: Standing.PUPIL_PREMIUM_LEAD,
    Role.ADMINISTRATOR: Standing.ADMINISTRATOR,
}

_NO_END = date.max


@dataclass(frozen=True, slots=True)
class Thing:
    """What a deed is about, as far as permission depends on it: school, author, capacity and day."""

    school: str
    owner: int
    capacity: Capacity
    day: date


@dataclass(frozen=True, slots=True)
class Scope:
    """All the things a deed may reach: the union of its parts. The empty scope reaches nothing.

    `schools` are reached whole, `shared_schools` only in `shared_kinds`, `spans` only on their days, and
    `own` is the person whose own things are reached wherever they are.
    """

    everything: bool = False
    schools: frozenset[str] = frozenset()
    shared_schools: frozenset[str] = frozenset()
    shared_kinds: frozenset[Capacity] = frozenset()
    spans: tuple[tuple[str, Span], ...] = field(default=())
    own: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it reaches nothing at all."""
        return not (
            self.everything or self.schools or self.shared_schools or self.spans or self.own is not None
        )

    @property
    def reaches_others(self) -> bool:
        """Whether it reaches anything but one's own."""
        return bool(self.everything or self.schools or self.shared_schools or self.spans)

    def admits(self, thing: Thing) -> bool:
        """The rule for one thing; storage's SQL must agree with it (a property test holds them together)."""
        return (
            self.everything
            or thing.school in self.schools
            or (thing.school in self.shared_schools and thing.capacity in self.shared_kinds)
            or any(thing.school == school and thing.day in span for school, span in self.spans)
            or (self.own is not None and self.own == thing.owner)
        )


def standings(person: Person, trust: Trust) -> dict[Standing, tuple[tuple[str, Span | None], ...]]:
    """Every standing of a person with the schools (and days) it is held for; none for one who has left.

    The trust as it stands decides, not what `person` was when the conversation began.
    """
    known = trust.people.get(person.id)
    if known is None or known.ended_on is not None or person.ended_on is not None:
        return {}
    held: dict[Standing, tuple[tuple[str, Span | None], ...]] = {Standing.ANYONE: (), Standing.OWNER: ()}
    for role in known.roles:
        if role in _TRUST_WIDE:
            held[_TRUST_WIDE[role]] = ()
    for standing, schools in (
        (Standing.SIP, trust.partnered_by(person)),
        (Standing.ADVISER, trust.advised_by(person)),
        (Standing.HEADTEACHER, trust.headed_by(person)),
        (Standing.CHAIR_OF_GOVERNORS, trust.chaired_by(person)),
        (Standing.SENIOR_LEADER, trust.led_by(person)),
    ):
        if schools:
            held[standing] = tuple((school.urn, None) for school in schools)
    deployments = trust.deployments_of(person)
    if deployments:
        held[Standing.DEPLOYED] = tuple((d.school, Span(d.starts, d.ends or _NO_END)) for d in deployments)
    return held


def scope(person: Person, deed: Deed, trust: Trust, shared_kinds: frozenset[Capacity]) -> Scope:
    """Everything the person may do the deed to.

    `shared_kinds` are the capacities whose reports policy shows to the headteacher.
    """
    everything, own = False, None
    schools: set[str] = set()
    shared: set[str] = set()
    spans: list[tuple[str, Span]] = []
    for standing, places in standings(person, trust).items():
        extent = MAY[standing].get(deed)
        if extent is Extent.EVERYTHING:
            everything = True
        elif extent is Extent.OWN:
            own = person.id
        elif extent is Extent.SHARED:
            shared.update(urn for urn, _ in places)
        elif extent is Extent.SCHOOL:
            schools.update(urn for urn, span in places if span is None)
            spans.extend((urn, span) for urn, span in places if span is not None)
    return Scope(everything, frozenset(schools), frozenset(shared), shared_kinds, tuple(spans), own)


def may(person: Person, deed: Deed, thing: Thing, trust: Trust, shared_kinds: frozenset[Capacity]) -> bool:
    """Whether the person may do the deed to this one thing."""
    return scope(person, deed, trust, shared_kinds).admits(thing)


def require(
    person: Person, deed: Deed, thing: Thing, trust: Trust, shared_kinds: frozenset[Capacity]
) -> None:
    """Raise NotAllowed unless the person may do the deed to this thing."""
    if not may(person, deed, thing, trust, shared_kinds):
        raise NotAllowed(deed)


def may_see_school(person: Person, deed: Deed, school: str, day: date, trust: Trust) -> bool:
    """Whether a deed that is about a school as such reaches it on a day; one's own things do not count."""
    reach = scope(person, deed, trust, frozenset())
    return (
        reach.everything
        or school in reach.schools
        or any(school == urn and day in span for urn, span in reach.spans)
    )
