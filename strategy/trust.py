"""The trust as it stands: people, schools, deployments and calendar in one immutable picture.

It is read from storage once for each version of the directory and shared by all turns, so that names,
relations and permissions cost no query.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from strategy.errors import NotFound
from strategy.people import Person, Role
from strategy.school_year import Calendar
from strategy.schools import Membership, School
from strategy.visits import Deployment


class Trust:
    """People and schools of one trust at one version of its directory."""

    def __init__(
        self,
        version: int,
        people: Iterable[Person],
        schools: Iterable[School],
        calendar: Calendar,
        deployments: Iterable[Deployment] = (),
    ) -> None:
        self.version = version
        self.calendar = calendar
        self.people = {person.id: person for person in people}
        self.schools = {school.urn: school for school in schools}
        self.deployments = tuple(deployments)
        self._current_schools = tuple(school for school in self.schools.values() if school.ended_on is None)
        self._by_email = {person.email.casefold(): person for person in self.people.values()}
        self._by_entra = {p.entra_id.lower(): p for p in self.people.values() if p.entra_id}
        self._by_role: dict[Role, list[Person]] = {}
        for person in self.people.values():
            if person.ended_on is None:
                for role in person.roles:
                    self._by_role.setdefault(role, []).append(person)
        self._partnered: dict[int, list[School]] = {}
        self._advised: dict[int, list[School]] = {}
        self._headed: dict[int, list[School]] = {}
        self._chaired: dict[int, list[School]] = {}
        self._led: dict[int, list[School]] = {}
        for school in self.current_schools():
            self._partnered.setdefault(school.sip, []).append(school)
            self._headed.setdefault(school.headteacher, []).append(school)
            if school.adviser is not None:
                self._advised.setdefault(school.adviser, []).append(school)
            if school.chair_of_governors is not None:
                self._chaired.setdefault(school.chair_of_governors, []).append(school)
            for leader in school.senior_leaders:
                self._led.setdefault(leader, []).append(school)
        self._deployed: dict[int, list[Deployment]] = {}
        self._deployed_at: dict[str, list[Deployment]] = {}
        for deployment in self.deployments:
            self._deployed.setdefault(deployment.person, []).append(deployment)
            self._deployed_at.setdefault(deployment.school, []).append(deployment)

    def current_schools(self) -> Sequence[School]:
        """Schools in the directory today, joining ones included."""
        return self._current_schools

    @cached_property
    def members_by_name(self) -> Sequence[School]:
        """Member schools of today, by the name people use. Sorted once: a large trust has many thousands."""
        members = (school for school in self._current_schools if school.status is Membership.MEMBER)
        return tuple(sorted(members, key=lambda school: school.known_as.casefold()))

    def current_people(self) -> list[Person]:
        """People in the directory today."""
        return [person for person in self.people.values() if person.ended_on is None]

    def person(self, person_id: int) -> Person:
        """Somebody by id, ended or not; raises KeyError for an id that never was."""
        return self.people[person_id]

    def school(self, urn: str) -> School:
        """A school by URN, ended or not; raises KeyError for one that never was."""
        return self.schools[urn]

    def current_school(self, urn: str) -> School:
        """A school of today's directory by URN, joining ones included; raises NotFound for any other."""
        school = self.schools.get(urn)
        if school is None or school.ended_on is not None:
            raise NotFound("school")
        return school

    def by_email(self, email: str) -> Person | None:
        """Somebody by sign-in name, whatever its case; None if unknown."""
        return self._by_email.get(email.strip().casefold())

    def by_entra_id(self, entra_id: str) -> Person | None:
        """Somebody by Microsoft Entra object id; None if unknown."""
        return self._by_entra.get(entra_id.strip().lower())

    def holders(self, role: Role) -> list[Person]:
        """Those who hold a trust-wide role today."""
        return self._by_role.get(role, [])

    def partnered_by(self, person: Person) -> list[School]:
        """Schools whose School Improvement Partner this is."""
        return self._partnered.get(person.id, [])

    def advised_by(self, person: Person) -> list[School]:
        """Schools that this School Improvement Adviser serves."""
        return self._advised.get(person.id, [])

    def headed_by(self, person: Person) -> list[School]:
        """Schools whose headteacher this is."""
        return self._headed.get(person.id, [])

    def chaired_by(self, person: Person) -> list[School]:
        """Schools whose governing body this person chairs."""
        return self._chaired.get(person.id, [])

    def led_by(self, person: Person) -> list[School]:
        """Schools where this is a senior leader."""
        return self._led.get(person.id, [])

    def deployments_of(self, person: Person) -> list[Deployment]:
        """Every deployment of this person, past ones included."""
        return self._deployed.get(person.id, [])

    def deployments_at(self, school: str) -> list[Deployment]:
        """Every deployment in a school, past ones included."""
        return self._deployed_at.get(school, [])
