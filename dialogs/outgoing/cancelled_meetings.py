"""A meeting that stands in no calendar was cancelled: for those who sit in it."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.meeting_words import IN_SHORT, times
from dialogs.outgoing.letters import letter
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.ports import Letter, Notice


async def by_message(telling: Telling) -> Notice:
    """When it was to be, who cancelled it, and why in their words."""
    said, why, summary = await _told(telling)
    body = [cards.heading(summary), cards.words(said), *(cards.labelled("Why", why) if why else [])]
    return Notice(said, summary, cards.card(body, says=said))


async def by_mail(telling: Telling) -> Letter:
    """The same without anybody's own words."""
    said, why, summary = await _told(telling)
    return letter(telling, summary, [said, *(["Ask me in Teams why it was cancelled."] if why else [])])


async def _told(telling: Telling) -> tuple[str, str, str]:
    """What has happened, why, and that in short. Raises NoLonger where the meeting stands again."""
    cancellation = await telling.uow.meeting_cancellations.get(telling.number("meeting_cancellation"))
    meeting = await telling.uow.meetings.get(cancellation.meeting) if cancellation is not None else None
    if cancellation is None or meeting is None or meeting.withdrawn_on is None:
        raise NoLonger("not cancelled any more")
    of = f" of {telling.trust.school(meeting.school).known_as}" if meeting.school else ""
    name = f"{IN_SHORT[meeting.body]}{of}"
    by = telling.trust.person(cancellation.by).name
    said = f"The {name} on {wording.day(meeting.day)}, {times(meeting)}, is cancelled: {by} cancelled it."
    return said, cancellation.why, f"Meeting cancelled: {name}"
