"""The pack of a meeting that goes out ahead of it, and what came after: in Teams a card from which it is one
tap away, by mail the document.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date

from dialogs import cards, later_papers, packs, wording
from dialogs.later_sheet import later_sheet_of
from dialogs.later_words import how_many_later, in_counts, later_in_counts, sits_as
from dialogs.meeting_words import times
from dialogs.outgoing.letters import letter
from dialogs.outgoing.meeting_calls import standing
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.pack_sheet import sheet_of
from strategy.actions import sending_packs
from strategy.actions.packing import gather_pack
from strategy.actions.sending_packs import LaterPapers
from strategy.errors import NotAllowed
from strategy.later_papers import counted
from strategy.meetings import Meeting, NotHeld
from strategy.packs import Pack
from strategy.packs_access import readers_of
from strategy.policy_reporting import Body
from strategy.ports import Letter, Notice, PackSheet


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a row tells of: a meeting that is still to come, and which sending of its pack."""

    meeting: Meeting
    number: int


async def ready_by_message(telling: Telling) -> Notice:
    """That a meeting's pack is ready: when and where it is, what is in it, and the pack one tap away."""
    sent = await _still_to_come(telling)
    pack = await _pack(telling, sent)
    inside = wording.listed(in_counts(pack))
    said = f"The pack for {_the_meeting(sent.meeting, telling)}, is ready. In it: {inside}."
    get = cards.press("Get the pack", packs.VERB, {"meeting": sent.meeting.id, cards.BESIDE: True})
    return _notice(
        pack, telling, said, f"Pack ready: {_titled(sent.meeting, telling)}", ("In it", inside), get
    )


async def later_by_message(telling: Telling) -> Notice:
    """That papers came after a pack went out: how many of what kind, and they one tap away."""
    sent = await _still_to_come(telling)
    pack = (await _later(telling, sent.meeting.id, sent.number)).pack
    many, inside = how_many_later(pack), wording.listed(later_in_counts(pack))
    said = f"{many} for {_the_meeting(sent.meeting, telling)}: {inside}."
    data = {"meeting": sent.meeting.id, "number": sent.number, cards.BESIDE: True}
    get = cards.press("Get what is new", later_papers.VERB, data)
    return _notice(pack, telling, said, f"{many}: {_titled(sent.meeting, telling)}", ("New", inside), get)


async def ready_by_mail(telling: Telling) -> Letter:
    """Which meeting's pack it is, and the document. Nothing of what is in it stands in the mail itself."""
    sent = await _still_to_come(telling)
    pack = await _pack(telling, sent)
    sheet = sheet_of(pack, telling.recipient, telling.policy, telling.trust)
    said = f"The pack for {_the_meeting(sent.meeting, telling)}, is ready. It comes as a Word document."
    return await _with(sheet, telling, f"Pack: {_titled(sent.meeting, telling)}", sent.meeting, said)


async def later_by_mail(telling: Telling) -> Letter:
    """How many papers came later, and a document that holds these alone."""
    sent = await _still_to_come(telling)
    return await _later_in_a_letter(telling, await _later(telling, sent.meeting.id, sent.number))


async def later_copy_by_mail(telling: Telling) -> Letter:
    """The same for who asked for it, also after the meeting."""
    numbers = telling.subject("later_papers")
    if len(numbers) != 2 or not numbers[1].isascii() or not numbers[1].isdigit():
        raise NoLonger("about nothing known")
    found = await _later(telling, telling.number("later_papers"), int(numbers[1]))
    return await _later_in_a_letter(telling, found)


async def _later_in_a_letter(telling: Telling, found: LaterPapers) -> Letter:
    meeting, many = found.pack.meeting, how_many_later(found.pack)
    sheet = later_sheet_of(found, telling.recipient, telling.policy, telling.trust)
    came = "has" if many.startswith("1 ") else "have"
    said = f"{many} {came} come for {_the_meeting(meeting, telling)}, in one Word document."
    return await _with(sheet, telling, f"{many}: {_titled(meeting, telling)}", meeting, said)


async def _with(sheet: PackSheet, telling: Telling, subject: str, meeting: Meeting, said: str) -> Letter:
    # A pack of many reports takes a second to make, which no turn must wait for.
    document = await asyncio.to_thread(telling.documents.pack, sheet)
    whose = "It holds what you may see, and is for you alone: please do not pass it on."
    question = _question(meeting, telling)
    ask = f"You can also have the whole pack in Teams: say \u201c{question}\u201d to Keystone."
    return letter(telling, subject, [said, whose, ask], (document,))


def _notice(
    pack: Pack,
    telling: Telling,
    said: str,
    summary: str,
    inside: tuple[str, str],
    get: cards.Element,
) -> Notice:
    meeting = pack.meeting
    where = _where(pack, telling)
    facts = [("When", f"{wording.day(meeting.day)}, {times(meeting)}")]
    facts += [("Where", where)] if where else []
    label, held = inside
    body = [cards.heading(summary), cards.facts([*facts, (label, wording.capitalised(held))])]
    return Notice(said, summary, cards.card(body, [get], says=said))


async def _still_to_come(telling: Telling) -> _Sent:
    """Raises NoLonger where it is not for the recipient, or the meeting is not to come on that day."""
    meeting_id, *rest = telling.subject("pack")
    if not (meeting_id.isascii() and meeting_id.isdigit()) or len(rest) != 2:
        raise NoLonger("about nothing known")
    meeting = await standing(telling, int(meeting_id), date.fromisoformat(rest[0]))
    if meeting is None:
        raise NoLonger("the meeting has begun, was moved, or is not held")
    if telling.recipient.id not in readers_of(meeting, telling.policy, telling.trust, telling.today):
        raise NoLonger("may not have the pack any more")
    return _Sent(meeting, int(rest[1]))


async def _pack(telling: Telling, sent: _Sent) -> Pack:
    return await gather_pack(
        uow=telling.uow,
        policy=telling.policy,
        now=telling.now,
        reader=telling.recipient,
        meeting_id=sent.meeting.id,
    )


async def _later(telling: Telling, meeting_id: int, number: int) -> LaterPapers:
    try:
        found = await sending_packs.later_papers(
            uow=telling.uow,
            policy=telling.policy,
            now=telling.now,
            reader=telling.recipient,
            meeting_id=meeting_id,
            number=number,
        )
    except NotHeld as cancelled:
        raise NoLonger("the meeting was cancelled") from cancelled
    except NotAllowed as refused:
        raise NoLonger("may not have the pack any more") from refused
    if not counted(found.pack):
        raise NoLonger("nothing that came later is still there")
    return found


def _titled(meeting: Meeting, telling: Telling) -> str:
    """`EIT, Thu 3 Dec`: what a toast or the subject of a mail may say."""
    return f"{sits_as(meeting, telling.trust)}, {wording.short_day(meeting.day, telling.today)}"


def _the_meeting(meeting: Meeting, telling: Telling) -> str:
    return f"the {sits_as(meeting, telling.trust)} on {wording.day(meeting.day)}, {times(meeting)}"


def _where(pack: Pack, telling: Telling) -> str:
    if pack.online:
        return "Microsoft Teams"
    school = pack.meeting.school
    return telling.trust.school(school).name if school else ""


def _question(meeting: Meeting, telling: Telling) -> str:
    if meeting.school:
        return f"Pack for the next Progress Board of {telling.trust.school(meeting.school).known_as}"
    bodies = {Body.EIT: "EIT", Body.STANDARDS_COMMITTEE: "Standards Committee"}
    return f"Pack for the next {bodies.get(meeting.body, 'meeting')}"
