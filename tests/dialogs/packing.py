"""A school with something in every section of a pack, each with a word of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dialogs.pack_sheet import sheet_of
from strategy.actions.packing import gather_pack
from strategy.designations import Designation
from strategy.duties import Changes, Duty, DutyKind
from strategy.meetings import Meeting
from strategy.packs import Pack
from strategy.people import Capacity
from strategy.plans import PlanReport, PlanReportText, ReportedAction, ReportedTo
from strategy.policy_reporting import Body
from strategy.ports import LeftOutNote
from strategy.recommendations import DesignationSince
from strategy.reports import ReportText
from strategy.targets import Item, ItemKind
from tests.dialogs.aiming import proposed, signed_off
from tests.dialogs.conversation import NOW
from tests.dialogs.judging import endorsed
from tests.dialogs.minuting import held, minuted
from tests.dialogs.planning import action
from tests.dialogs.post import Post
from tests.dialogs.summing import summed_up
from tests.dialogs.world import ST_ANNE, World

BOARD_BEFORE, EIT_BEFORE = date(2026, 11, 12), date(2026, 11, 13)
BOARD, EIT, COMMITTEE, TEAM = (date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 10), date(2026, 12, 8))
MARKS = {
    "A": "Order the readers",
    "R": "Words of the partner",
    "L": "Words of the Lead SIP",
    "O": "Sue Partner (SIP)",
    "X": "Lena Lead (Lead SIP)",
    "C": "Recommendation to review",
    "D": "Improve (Some risk)",
    "H": "Why it was designated",
    "E": "Seen in books",
    "T": "Phonics at the end of Year 1",
    "P": "Words of the plan report",
    "S": "SIP days this year",
    "M": "Words of the summary",
}
"""What tells each section in the document: actions, report, the Lead SIP's report, what is overdue of the
partner, of the Lead SIP, of the confidential kinds, designation, its reasons, evidence of a recommendation,
targets, the plan report, support, the summary."""
NEVER = ("Kept from walks", "apprais")
"""Whom a headteacher asked to leave out, and what is of an appraisal."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """The meetings to come whose packs are asked for."""

    board: Meeting
    eit: Meeting
    committee: Meeting
    team: Meeting


def words(text: str) -> ReportText:
    return ReportText("Termly visit", text, "", "")


async def filled(world: World, post: Post) -> Meetings:
    """St Anne's has something of everything, all before the Board on 26 November."""
    for day, body, school in ((BOARD_BEFORE, Body.PROGRESS_BOARD, ST_ANNE), (EIT_BEFORE, Body.EIT, "")):
        await held(world, school, day, body)
        await minuted(world, (MARKS["A"], "Ned Newman"), school=school, day=day, body=body, about=ST_ANNE)
    found = Meetings(
        await held(world, ST_ANNE, BOARD, Body.PROGRESS_BOARD),
        await held(world, "", EIT, Body.EIT),
        await held(world, "", COMMITTEE, Body.STANDARDS_COMMITTEE),
        await held(world, "", TEAM, Body.SCHOOL_IMPROVEMENT_TEAM),
    )
    since = datetime(2026, 11, 18, 9, tzinfo=UTC)
    await post.filed("Sue Partner", ST_ANNE, date(2026, 11, 17), text=words(MARKS["R"]), at=since)
    lead = Capacity.LEAD_SIP
    await post.filed(
        "Lena Lead", ST_ANNE, date(2026, 11, 17), capacity=lead, text=words(MARKS["L"]), at=since
    )
    visits = await world.diary("Sue Partner", ST_ANNE, date(2026, 11, 5))
    await world.diary("Lena Lead", ST_ANNE, date(2026, 11, 4), capacity=lead)
    await _judged(world)
    await _aimed(world)
    done = await action(world, ST_ANNE)
    dan = await world.person("Dan Deputy")
    said = PlanReportText(MARKS["P"], (ReportedAction(done.id, done.version, "Two of six observed"),))
    async with world.store.transaction() as uow:
        await uow.plan_reports.file(
            PlanReport(0, ST_ANNE, ReportedTo.BODIES, "2026/27 autumn", said, 1, dan, NOW, dan, NOW)
        )
    await summed_up(world, said=MARKS["M"])
    await summed_up(world, body=Body.STANDARDS_COMMITTEE, said=MARKS["M"])
    ned = await world.person("Ned Newman")
    async with world.store.transaction() as uow:
        await uow.left_out.write(LeftOutNote(0, visits[0].id, ST_ANNE, ned, NOW, 1, NEVER[0]))
    return found


async def _judged(world: World) -> None:
    """A designation with a reason, a recommendation that was endorsed, and a step of it that is late."""
    found = await endorsed(world, ST_ANNE)
    dan = await world.person("Dan Deputy")
    async with world.store.transaction() as uow:
        since = DesignationSince(ST_ANNE, Designation.IMPROVE, date(2026, 9, 1), NOW, dan, None, MARKS["H"])
        await uow.designations.add(since)
        await uow.directory.designate(ST_ANNE, Designation.IMPROVE, date(2026, 9, 1))
        late = Duty(
            DutyKind.REVIEW,
            dan,
            ST_ANNE,
            Capacity.DEPUTY_CEO,
            date(2026, 11, 2),
            date(2026, 11, 2),
            date(2026, 11, 9),
            about=found.key + "0",
        )
        await uow.duties.apply(Changes(new=(late,)))


async def _aimed(world: World) -> None:
    item = Item(ItemKind.TARGET, MARKS["T"], "70%", "82%", date(2027, 7, 1))
    await signed_off(world, await proposed(world, ST_ANNE, items=[item]))


async def pack_for(world: World, name: str, meeting: Meeting, at: datetime = NOW) -> Pack:
    """The pack of a meeting for somebody. Raises NotAllowed."""
    who = await world.person(name)
    async with world.store.transaction(read_only=True) as uow:
        reader = uow.trust.person(who)
        return await gather_pack(uow=uow, policy=world.policy, now=at, reader=reader, meeting_id=meeting.id)


async def document_for(world: World, name: str, meeting: Meeting, at: datetime = NOW) -> str:
    """All the words of the pack's document for somebody."""
    pack = await pack_for(world, name, meeting, at)
    trust = await world.store.trust()
    return repr(sheet_of(pack, trust.person(pack.reader), world.policy, trust))


def marks_in(document: str) -> str:
    """Which sections' words stand in a document."""
    return "".join(mark for mark, said in MARKS.items() if said in document)


EVERYBODY: Sequence[str] = (
    "Carol Chief", "Dan Deputy", "Lena Lead", "Sam Partner", "Sue Partner", "Ada Adviser", "Hana Head",
    "Mo Head", "Ned Newman", "Ted Teacher", "Sal Specialist", "Chris Chair", "Lee Leader", "Tina Trustee",
    "Adam Admin", "Gail Governance", "Dora Data", "Eve Executive", "Stan Committee",
)  # fmt: skip
