"""What follows from the table of `strategy.access`: who may do what to one thing, and how far a deed reaches.

A person has standings: some everywhere (chief executive), some towards a school (its partner), one towards
what is their own (author). `MAY` gives each standing the extent of each deed. From it come `may`, for one
thing, and `scope`, for many: storage turns a `Scope` into SQL, so that nothing is filtered after a query.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from strategy.access import MAY, Extent, Standing
from strategy.deeds import Deed
from strategy.errors import NotAllowed
from strategy.people import Capacity, Person, Role
from strategy.school_year import Span
from strategy.trust import Trust

__all__ = [
    "MAY",
    "Deed",
    "Extent",
    "Scope",
    "Standing",
    "Thing",
    "may",
    "may_see_school",
    "require",
    "scope",
    "standings",
]

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
    Role.DIRECTOR_SCITT_TSH: Standing.TEACHING_SCHOOL_HUB,
    Role.LEAD_TEACHING_LEARNING: Standing.TEACHING_LEAD,
    Role.DIRECTOR_SUBJECT: Standing.DIRECTOR_OF_SUBJECT,
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
