"""A small trust at work: the people of every role, visits of this term, and chats with all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dialogs.desk import Desk
from dialogs.messages import Place
from dialogs.understanding.interpret import Interpreter
from storage.store import SqlStore
from strategy.duties import duties_of_deployment, duty_of_visit, reconcile
from strategy.people import Capacity, HeldRole, Role
from strategy.permissions import Scope
from strategy.policy import Policy
from strategy.reports import Report
from strategy.schools import Membership
from strategy.visits import Support, Visit
from tests.builders import MARLOW, OAK_BANK, a_visit, make_deployment, make_person, make_school, small_trust
from tests.dialogs.conversation import Conversation

ST_ANNE, ST_ANDREW, NEWCOMER, LONGMEAD = "100003", "100004", "100005", "100006"


async def make_world(store: SqlStore, policy: Policy) -> None:
    """Oak Bank and Marlow of `small_trust`, three more schools, one that is joining, and everybody else."""
    await small_trust(store)
    async with store.transaction() as uow:
        sle = await make_person(uow, "Sal Specialist", HeldRole(Role.SLE, "Science"))
        chair = await make_person(uow, "Chris Chair")
        leader = await make_person(uow, "Lee Leader")
        head = await make_person(uow, "Ned Newman")
        await make_person(uow, "Tina Trustee", Role.TRUSTEE)
        await make_person(uow, "Adam Admin", Role.ADMINISTRATOR)
        await make_person(uow, "Gail Governance", Role.GOVERNANCE_PROFESSIONAL)
        await make_person(uow, "Dora Data", Role.DATA_MANAGER)
        await make_person(uow, "Eve Executive", Role.EXECUTIVE_TEAM)
        await make_person(uow, "Stan Committee", Role.STANDARDS_COMMITTEE)
        sue = uow.trust.by_email("sue.partner@trust.example")
        assert sue is not None
        around = {"headteacher": head, "sip": sue.id, "chair": chair, "leaders": (leader,)}
        await make_school(uow, ST_ANNE, "St Anne's School", **around)  # type: ignore[arg-type]
        await make_school(uow, ST_ANDREW, "St Andrew's School", **around)  # type: ignore[arg-type]
        await make_school(uow, LONGMEAD, "Longmead School", **around)  # type: ignore[arg-type]
        await make_school(
            uow, NEWCOMER, "Newcomer School", headteacher=head, sip=sue.id, status=Membership.JOINING
        )
        await make_deployment(uow, sle, OAK_BANK, date(2026, 9, 1), support=Support.SLE)
        ted = uow.trust.by_email("ted.teacher@trust.example")
        assert ted is not None
        await make_deployment(uow, ted.id, OAK_BANK, date(2026, 9, 1), date(2026, 12, 18))
        calendar = uow.trust.calendar
        derived = [
            duty for one in uow.trust.deployments for duty in duties_of_deployment(one, policy, calendar)
        ]
        await uow.duties.apply(reconcile([], derived))


@dataclass(slots=True)
class World:
    """The trust in a test: who is in it, what stands in its diary, and the desk they all come to."""

    store: SqlStore
    policy: Policy
    desk: Desk

    @classmethod
    def of(cls, store: SqlStore, policy: Policy) -> World:
        return cls(store, policy, Desk(store, policy, Interpreter()))

    async def chat(self, name: str, place: Place = Place.PERSONAL) -> Conversation:
        """A chat with somebody by name; a name that is nobody's gives a stranger."""
        person = (await self.store.trust()).by_email(f"{name.lower().replace(' ', '.')}@trust.example")
        return Conversation(self.desk, self.store, person, place)

    async def person(self, name: str) -> int:
        person = (await self.chat(name)).person
        assert person is not None
        return person.id

    async def diary(
        self, author: str, school: str, *days: date, capacity: Capacity = Capacity.SIP
    ) -> list[Visit]:
        """Visits in the diary, with the reports they ask for."""
        who = await self.person(author)
        async with self.store.transaction() as uow:
            visits = [await uow.visits.add(a_visit(school, who, day, capacity=capacity)) for day in days]
            derived = [duty_of_visit(visit, self.policy, uow.trust.calendar) for visit in visits]
            await uow.duties.apply(reconcile([], [duty for duty in derived if duty is not None]))
        return visits

    async def filed(self) -> list[Report]:
        """Every report there is, oldest visit first."""
        async with self.store.transaction() as uow:
            return (await uow.reports.latest(Scope(everything=True), limit=1_000))[::-1]

    async def drafts_of(self, name: str) -> int:
        """How many drafts somebody has open."""
        who = await self.person(name)
        async with self.store.transaction() as uow:
            return len(await uow.drafts.open_of(who))

    async def deeds(self) -> Sequence[str]:
        """What the audit says was done, newest first."""
        async with self.store.transaction() as uow:
            return [entry.deed for entry in await uow.audit.entries()]


__all__ = ["LONGMEAD", "MARLOW", "NEWCOMER", "OAK_BANK", "ST_ANDREW", "ST_ANNE", "World", "make_world"]
