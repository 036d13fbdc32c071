"""The pack of a meeting that goes out ahead of it, and what came after: in Teams a card from which it is one
tap away, by mail the document.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dialogs import cards, wording
from dialogs.meeting_words import IN_SHORT, times
from dialogs.outgoing.letters import letter
from dialogs.outgoing.meeting_calls import standing
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.actions.packing import gather_pack
from strategy.actions.sending_packs import later_papers
from strategy.errors import NotAllowed
from strategy.later_papers import counted
from strategy.meetings import Meeting
from strategy.packs import Pack, Section
from strategy.packs_access import readers_of
from strategy.policy_reporting import Body
from strategy.ports import Letter, Notice


@dataclass(frozen=True, slots=True)
class _Ready:
    """What goes out: the pack or only what came later, and the number of its sending."""

    pack: Pack
    number: int

    @property
    def meeting(self) -> Meeting:
        return self.pack.meeting


async def ready_by_message(telling: Telling) -> Notice:
    """That a meeting's pack is ready: when and where it is, what is in it, and the pack one tap away."""
    ready = await _still_true(telling)
    inside = in_it(ready.pack)
    said = f"The pack for {_the_meeting(ready, telling)} is ready. In it: {wording.listed(inside)}."
    summary = f"Pack ready: {_titled(ready.meeting, telling)}"
    return _notice(ready, telling, said, summary, "Get the pack", ("In it", wording.listed(inside)))


async def later_by_message(telling: Telling) -> Notice:
    """That papers came after a pack went out: how many of what kind, and they one tap away."""
    ready = await _still_true(telling)
    said = f"{_how_many(ready)} for {_the_meeting(ready, telling)}: {wording.listed(_papers(ready.pack))}."
    summary = f"{_how_many(ready)}: {_titled(ready.meeting, telling)}"
    new = ("New", wording.capitalised(wording.listed(_papers(ready.pack))))
    return _notice(ready, telling, said, summary, "Get what is new", new)


def in_it(pack: Pack) -> list[str]:
    """What a whole pack holds, in counts."""
    return ["the agenda", *_papers(pack, whole=True)]


def _notice(
    ready: _Ready, telling: Telling, said: str, summary: str, title: str, inside: tuple[str, str]
) -> Notice:
    meeting = ready.meeting
    where = _where(ready, telling)
    facts = [("When", f"{wording.day(meeting.day)}, {times(meeting)}")]
    facts += [("Where", where)] if where else []
    data = {"meeting": meeting.id, **({"number": ready.number} if ready.number > 1 else {})}
    get = cards.press(title, "meeting_pack", {**data, cards.BESIDE: True})
    body = [cards.heading(summary), cards.facts([*facts, inside])]
    return Notice(said, summary, cards.card(body, [get], says=said))


async def _still_true(telling: Telling) -> _Ready:
    """What the recipient may have of it now. Raises NoLonger where it is not for them, or not that day."""
    number_of, *rest = telling.subject("pack")
    if not (number_of.isascii() and number_of.isdigit()) or len(rest) != 2:
        raise NoLonger("about nothing known")
    day, number = date.fromisoformat(rest[0]), int(rest[1])
    meeting = await standing(telling, int(number_of), day)
    if meeting is None:
        raise NoLonger("the meeting has begun, was moved, or is not held")
    if telling.recipient.id not in readers_of(meeting, telling.policy, telling.trust, telling.today):
        raise NoLonger("may not have the pack any more")
    pack = await _pack(telling, meeting, number)
    if number > 1 and not counted(pack):
        raise NoLonger("nothing that came later is still there")
    return _Ready(pack, number)


async def _pack(telling: Telling, meeting: Meeting, number: int) -> Pack:
    uow, policy, now, reader = telling.uow, telling.policy, telling.now, telling.recipient
    try:
        if number == 1:
            return await gather_pack(uow=uow, policy=policy, now=now, reader=reader, meeting_id=meeting.id)
        return await later_papers(
            uow=uow, policy=policy, now=now, reader=reader, meeting_id=meeting.id, number=number
        )
    except NotAllowed as refused:
        raise NoLonger("may not have the pack any more") from refused


def _papers(pack: Pack, *, whole: bool = False) -> list[str]:
    """How many papers of each kind there are, in the order of the pack."""
    counts = counted(pack)
    # How a school came to its designation is in every pack; only a new line of it is worth telling.
    shown = [each for each in Section if each in counts and not (whole and each is Section.DESIGNATION)]
    return [_counted(each, counts[each], pack) for each in shown]


def _counted(section: Section, number: int, pack: Pack) -> str:
    one, many = _KINDS.get(section, ("paper", "papers"))
    if section is Section.SUMMARY:
        return "the Lead SIP's summary" if pack.meeting.body is Body.EIT else "the Lead SIP's report"
    return wording.several(number, one, many)


_KINDS = {
    Section.ACTIONS: ("action from the last minutes", "actions from the last minutes"),
    Section.DESIGNATION: ("new designation", "new designations"),
    Section.RECOMMENDATION: ("recommendation under way", "recommendations under way"),
    Section.REPORTS: ("report", "reports"),
    Section.OVERDUE: ("duty overdue", "duties overdue"),
    Section.TARGETS: ("set of targets", "sets of targets"),
    Section.PLAN: ("report on a tailored plan", "reports on tailored plans"),
}


def _how_many(ready: _Ready) -> str:
    return wording.several(sum(counted(ready.pack).values()), "later paper")


def _called(meeting: Meeting, telling: Telling) -> str:
    of = f" of {telling.trust.school(meeting.school).known_as}" if meeting.school else ""
    return f"{IN_SHORT[meeting.body]}{of}"


def _titled(meeting: Meeting, telling: Telling) -> str:
    """`EIT, Thu 3 Dec`: what a toast or the subject of a mail may say."""
    return f"{_called(meeting, telling)}, {wording.short_day(meeting.day, telling.today)}"


def _the_meeting(ready: _Ready, telling: Telling) -> str:
    meeting = ready.meeting
    return f"the {_called(meeting, telling)} on {wording.day(meeting.day)}, {times(meeting)}"


def _where(ready: _Ready, telling: Telling) -> str:
    if ready.pack.online:
        return "Microsoft Teams"
    school = ready.meeting.school
    return telling.trust.school(school).name if school else ""


async def ready_by_mail(telling: Telling) -> Letter:
    """What it is, and the document. Nothing of what is in it stands in the mail itself."""
    ready = await _still_true(telling)
    said = f"The pack for {_the_meeting(ready, telling)} is attached as a Word document."
    return await _with_document(ready, telling, f"Pack: {_titled(ready.meeting, telling)}", said)


async def later_by_mail(telling: Telling) -> Letter:
    """How many papers came later, and a document that holds these alone."""
    ready = await _still_true(telling)
    said = f"{_how_many(ready)} for {_the_meeting(ready, telling)}, attached as a Word document."
    subject = f"{_how_many(ready)}: {_titled(ready.meeting, telling)}"
    return await _with_document(ready, telling, subject, said)


async def _with_document(ready: _Ready, telling: Telling, subject: str, said: str) -> Letter:
    ask = "It is for those who sit in that meeting alone."
    return letter(telling, subject, [said, ask])
