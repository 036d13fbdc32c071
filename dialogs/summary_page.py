"""Reading the Lead SIP's summaries: what was approved, what it said before, and that none is there yet."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.messages import Press, Reply
from dialogs.paged import read_on_pages
from dialogs.summary_words import called, headline, name_of, parts_of
from dialogs.turn import Turn
from strategy.actions.summarising import read_summary
from strategy.actions.summary_duties import between_meetings, summary_for
from strategy.errors import NotAllowed
from strategy.people import Role
from strategy.permissions import Deed, scope
from strategy.policy_reporting import Body
from strategy.summaries import BODIES, Summary
from strategy.summaries_access import audience_of, may_read_summary, may_write_summary
from strategy.summary_duties import summary_due


def approved(summary: Summary, turn: Turn) -> str:
    """`Lena Lead approved it on ...`, and when it was amended."""
    first, last = summary.first, summary.last

    def who(person: int) -> str:
        return "you" if person == turn.speaker.id else turn.trust.person(person).name

    said = f"{who(first.by)} approved it on {wording.moment(first.at)}"
    return said if last is first else f"{said}, and {who(last.by)} amended it on {wording.moment(last.at)}"


def bodies_to_read(turn: Turn) -> list[Body]:
    """The bodies whose summaries the speaker may read. Raises NotAllowed where there are none."""
    found = [
        body for body in BODIES if may_read_summary(turn.speaker, body, turn.policy, turn.trust, turn.today)
    ]
    if not found:
        raise NotAllowed(Deed.READ_SUMMARY)
    return found


async def read(turn: Turn, number: object, *, lead: str = "", page: object = 0) -> Reply:
    """One as it stands."""
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    summary = await read_summary(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, summary_id=number
    )
    said = f"{wording.capitalised(called(summary.body, summary.day))}: {approved(summary, turn)}."
    last, data = summary.last, {"summary": summary.id}
    facts = [("Approved", f"{wording.moment(summary.first.at)}, {turn.trust.person(summary.first.by).name}")]
    if last is not summary.first:
        who = turn.trust.person(last.by).name
        facts.append(("Amended", f"{wording.moment(last.at)}, {who} (version {last.number})"))
    writes = may_write_summary(turn.speaker, turn.trust) and not turn.incoming.read_only
    return read_on_pages(
        turn,
        f"{lead} {said}".strip(),
        headline(summary),
        facts=facts,
        parts=parts_of(summary.body, last.text, turn.trust),
        page=page,
        do="summary.show",
        data=data,
        actions=[
            cards.press("Amend", "summary.amend", {**data, cards.BESIDE: True}) if writes else None,
            cards.press("Earlier versions", "summary.versions", data) if len(summary.versions) > 1 else None,
        ],
    )


async def show_pressed(turn: Turn, press: Press) -> Reply:
    """The button of one of them."""
    return await read(turn, press.data.get("summary"), page=press.data.get("page", 0))


async def versions_pressed(turn: Turn, press: Press) -> Reply:
    """What it said before it was amended, the newest first."""
    number = press.data.get("summary")
    if not isinstance(number, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    summary = await read_summary(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, summary_id=number
    )
    parts = []
    for version in reversed(summary.versions[:-1]):
        who = turn.trust.person(version.by).name
        parts.append((f"Version {version.number}", f"{who}, {wording.moment(version.at)}"))
        parts += parts_of(summary.body, version.text, turn.trust)
    count = wording.several(len(summary.versions) - 1, "earlier version")
    return read_on_pages(
        turn,
        f"{wording.capitalised(count)} of {called(summary.body, summary.day)}.",
        headline(summary),
        facts=[],
        parts=parts,
        page=press.data.get("page", 0),
        do="summary.versions",
        data={"summary": summary.id},
        actions=[cards.press("As it is now", "summary.show", {"summary": summary.id})],
    )


async def find(turn: Turn, body: Body, *, before: bool = False) -> Reply:
    """What was approved for a body's next meeting, or `before` that; else that none is, and by when."""
    reads = may_read_summary(turn.speaker, body, turn.policy, turn.trust, turn.today)
    if not reads and not scope(turn.speaker, Deed.READ_SUMMARY, turn.trust, frozenset()).everything:
        raise NotAllowed(Deed.READ_SUMMARY)
    between = await between_meetings(turn.uow, turn.policy, body, turn.today)
    coming = await summary_for(turn.uow, between)
    if not reads:
        return _for_others(turn, body, coming)
    last = await turn.uow.summaries.latest(body, until=between.last)
    found = (last or coming) if before else coming
    if found is not None:
        return await read(turn, found.id)
    if before:
        said = f"I have no {name_of(body)} from before. Nothing was approved here yet."
        return turn.say(said, summary="No summary")
    due = summary_due(body, between.next, turn.policy, turn.trust)
    by = f" It is due by {wording.day(due)}." if due is not None else ""
    said = f"{wording.capitalised(called(body, between.next))} is not approved yet.{by}"
    writers = [person.name for person in turn.trust.holders(Role.LEAD_SIP)]
    writes = may_write_summary(turn.speaker, turn.trust)
    said += f" {wording.listed(writers)} writes it." if len(writers) == 1 and not writes else ""
    buttons = [
        cards.press("Draft it", "summary.start", {"body": str(body)})
        if writes and not turn.incoming.read_only
        else None,
        cards.press("The last one", "summary.show", {"summary": last.id}) if last is not None else None,
    ]
    card = cards.card([cards.heading("Not approved yet"), cards.words(said)], buttons, says=said)
    return turn.say(said, summary="Not approved yet", card=card)


def _for_others(turn: Turn, body: Body, coming: Summary | None) -> Reply:
    """What those are told who read another body's: whether it is out, and who has it."""
    readers = [
        turn.trust.person(person).name
        for person in audience_of(body, turn.policy, turn.trust, turn.today)
        if not may_write_summary(turn.trust.person(person), turn.trust)
    ]
    shared = f"shared with those who sit there: {wording.listed(readers)}" if readers else "for that body"
    said = f"The {name_of(body)} is not approved yet. Once it is, it is {shared}."
    if coming is not None:
        said = f"The {name_of(body)} was approved on {wording.moment(coming.first.at)} and is {shared}."
    return turn.say(said, summary="For those who sit there")


async def find_pressed(turn: Turn, press: Press) -> Reply:
    """The row of the duty: how it stands."""
    body = press.data.get("body")
    if body not in set(BODIES):
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await find(turn, Body(str(body)))
