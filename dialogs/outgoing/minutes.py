"""Minutes that are shared, the actions they give somebody, and a copy for who asked for one."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from dialogs import cards, wording
from dialogs.board_request_words import ASKS, ask_lines
from dialogs.minutes_lines import owner_of
from dialogs.minutes_words import called, of_meeting, titled, what_came_with
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.actions.minutes_reading import may_read
from strategy.actions.minuting import owners_to_tell, sitting_of
from strategy.minutes import MinutedAction, Minutes
from strategy.minutes_access import shared_with
from strategy.minutes_duties import capacity_of, is_kept
from strategy.ports import Document, Letter, Notice, ReportSheet

_MOST = 8


async def shared_by_message(telling: Telling) -> Notice:
    """That minutes are in, what they say and what is the recipient's to do, and the whole one tap away."""
    minutes = await _shared(telling)
    said, heading = _what_happened(minutes, telling), _summary(minutes, telling)
    own = _given(minutes, telling)
    text = minutes.last.text
    parts = [(label, words) for label, words in await _parts(minutes, telling) if words]
    written, _ = quoted(parts, "Read them all to see the rest.")
    told = f"{said} {_yours(own)}".strip()
    with_it = cards.labelled("With them", what_came_with(text)) if what_came_with(text) else []
    card = cards.card(
        [cards.heading(heading), cards.words(told), *with_it, *written],
        [_read(minutes), *_do(own)],
        says=told,
    )
    return Notice(told, heading, card)


async def shared_by_mail(telling: Telling) -> Letter:
    """What it is, and the document. Nothing of what they say stands in the mail itself."""
    minutes = await _shared(telling)
    return await _with_document(minutes, telling, [_what_happened(minutes, telling)])


async def copy_by_mail(telling: Telling) -> Letter:
    """Minutes with their file, for somebody who asked for them and may still read them."""
    minutes = await _as_it_stands(telling)
    if not may_read(minutes, telling.recipient, telling.policy, telling.uow, telling.today):
        raise NoLonger("may not read them any more")
    asked = f"You asked for {called(minutes.meeting, telling.trust)}."
    return await _with_document(minutes, telling, [asked])


async def actions_by_message(telling: Telling) -> Notice:
    """What minutes give the recipient to do; of the minutes themselves nothing."""
    minutes, own = await _theirs(telling)
    said, heading = _given_in_words(minutes, own, telling), _actions_summary(minutes, telling)
    by = [
        (f"By {wording.short_day(action.text.by, telling.today)}", action.text.what) for action in own[:_MOST]
    ]
    written, _ = quoted(by, "Open it to see the rest.")
    card = cards.card([cards.heading(heading), cards.words(said), *written], _do(own), says=said)
    return Notice(said, heading, card)


async def actions_by_mail(telling: Telling) -> Letter:
    """The same: what to do stands in its document, since phones show the beginning of a mail to anybody."""
    minutes, own = await _theirs(telling)
    said = _given_in_words(minutes, own, telling)
    # A document takes as long to make as many turns, which must not wait for it.
    document = await asyncio.to_thread(telling.documents.report, actions_sheet(minutes, own, telling))
    what = "What to do is" if len(own) == 1 else "What to do, and by when, is"
    how = f"{what} in the attached Word document. In Teams, ask me: \u201cWhat actions do I owe?\u201d"
    return letter(telling, _actions_summary(minutes, telling), [said, how], (document,))


def actions_sheet(minutes: Minutes, own: Sequence[MinutedAction], telling: Telling) -> ReportSheet:
    """What minutes give one person to do, and by when; of the minutes themselves nothing."""
    trust, meeting, first, last = telling.trust, minutes.meeting, minutes.first, minutes.last
    return ReportSheet(
        name=_stem(minutes, telling).replace("Minutes", "Actions", 1),
        heading=f"Your actions from the {wording.BODIES[meeting.body]}",
        school=trust.school(meeting.school).name if meeting.school else "All schools",
        role=_role(minutes, telling),
        author=trust.person(last.by).name,
        when_label="Date of meeting",
        when=wording.day(meeting.day),
        parts=(
            ("For", telling.recipient.name),
            *((f"By {wording.day(each.text.by)}", each.text.what) for each in own),
        ),
        filed=wording.moment(first.at),
        amended="" if last is first else f"{wording.moment(last.at)}, version {last.number}",
        at=last.at,
    )


async def _as_it_stands(telling: Telling) -> Minutes:
    """The minutes that are told of. Raises NoLonger unless this version stands."""
    _, *version = telling.subject("minutes")
    minutes = await telling.uow.minutes.get(telling.number("minutes"))
    if minutes is None:
        raise NoLonger("no such minutes")
    if not version or version[0] != str(minutes.last.number):
        raise NoLonger(f"superseded by version {minutes.last.number}")
    return minutes


async def _shared(telling: Telling) -> Minutes:
    minutes = await _as_it_stands(telling)
    readers = shared_with(
        sitting_of(minutes.meeting), minutes.last.by, telling.policy, telling.trust, telling.today
    )
    if telling.recipient.id not in readers:
        raise NoLonger("not shared with them any more")
    return minutes


async def _theirs(telling: Telling) -> tuple[Minutes, list[MinutedAction]]:
    minutes = await _as_it_stands(telling)
    own = _given(minutes, telling)
    if telling.recipient.id not in owners_to_tell(minutes, telling.uow) or not own:
        raise NoLonger("nothing of theirs in them any more")
    return minutes, own


def _given(minutes: Minutes, telling: Telling) -> list[MinutedAction]:
    """The open actions that this version gives the recipient anew."""
    return [
        action
        for action in minutes.standing_actions
        if action.text.owner == telling.recipient.id
        and action.since == minutes.last.number
        and action.is_open
        and is_kept(action, telling.trust)
    ]


async def _with_document(minutes: Minutes, telling: Telling, paragraphs: Sequence[str]) -> Letter:
    # A document takes as long to make as many turns, which must not wait for it.
    document = await asyncio.to_thread(telling.documents.report, await sheet_of(minutes, telling))
    documents = [document]
    file = minutes.last.text.file
    kept = await telling.uow.files.get(file) if file is not None else None
    content = await telling.uow.files.content(kept.id) if kept is not None else None
    how = "They are attached as a Word document."
    if kept is not None and content is not None:
        ending = kept.name.rpartition(".")[2].lower()
        documents.append(Document(f"{_stem(minutes, telling)} as sent.{ending}", kept.media_type, content))
        how = "They are attached as a Word document, with the file that came with them."
    said = [
        *paragraphs,
        f"{how} You can also read them in Teams: say \u201c{_question(minutes, telling)}\u201d",
    ]
    return letter(telling, _summary(minutes, telling), said, tuple(documents))


async def sheet_of(minutes: Minutes, telling: Telling) -> ReportSheet:
    """The minutes, all in words, for whoever makes documents; whom they are for is among the short rows."""
    trust, meeting, first, last = telling.trust, minutes.meeting, minutes.first, minutes.last
    readers = shared_with(sitting_of(meeting), last.by, telling.policy, trust, telling.today)
    names = wording.listed([trust.person(person).name for person in readers]) or "Those who sit in the body"
    parts = await _parts(minutes, telling)
    amended = "" if last is first else f"{wording.moment(last.at)}, version {last.number}"
    school = trust.school(meeting.school).name if meeting.school else "All schools"
    return ReportSheet(
        name=_stem(minutes, telling),
        heading=f"Minutes of the {wording.BODIES[meeting.body]}",
        school=school,
        role=_role(minutes, telling),
        author=trust.person(last.by).name,
        when_label="Date of meeting",
        when=wording.day(meeting.day),
        parts=(("For", names), *((label, words or "-") for label, words in parts)),
        filed=wording.moment(first.at),
        amended=amended,
        at=last.at,
    )


def _role(minutes: Minutes, telling: Telling) -> str:
    """As what the minutes were recorded: the clerk or the chair."""
    trust, meeting = telling.trust, minutes.meeting
    if meeting.school:
        return wording.CAPACITIES[capacity_of(minutes.last.by, meeting.school, trust)]
    roles = [wording.held_role(held) for held in trust.person(minutes.last.by).held]
    return wording.listed(roles) or "Chair or clerk"


async def _parts(minutes: Minutes, telling: Telling) -> list[tuple[str, str]]:
    text = minutes.last.text
    actions = [
        f"{number}. {action.text.what} ({owner_of(action.text, telling.trust)}, "
        f"by {wording.day(action.text.by)})"
        for number, action in enumerate(minutes.standing_actions, 1)
    ]
    parts = [("Minutes", text.text), ("Decisions", text.decisions), ("Actions", "\n".join(actions))]
    asks = ask_lines(await telling.uow.board_requests.of_minutes(minutes.id))
    return [*parts, (ASKS, "\n".join(asks))] if asks else parts


def _stem(minutes: Minutes, telling: Telling) -> str:
    """`Minutes - Oak Bank - Progress Board - 2026-11-12`: a name of ours, safe to save."""
    meeting = minutes.meeting
    school = [telling.trust.school(meeting.school).known_as.replace("/", "-")] if meeting.school else []
    return " - ".join(["Minutes", *school, wording.BODIES[meeting.body], meeting.day.isoformat()])


def _what_happened(minutes: Minutes, telling: Telling) -> str:
    who = telling.trust.person(minutes.last.by).name
    did = "amended" if len(minutes.versions) > 1 else "recorded"
    return f"{who} has {did} {called(minutes.meeting, telling.trust)}."


def _yours(own: Sequence[MinutedAction]) -> str:
    return f"{wording.capitalised(wording.several(len(own), 'action'))} in them for you." if own else ""


def _given_in_words(minutes: Minutes, own: Sequence[MinutedAction], telling: Telling) -> str:
    many = wording.several(len(own), "action")
    first = min(action.text.by for action in own)
    by = wording.day(first)
    when = f"to be done by {by}" if len(own) == 1 else f"the first to be done by {by}"
    return f"{wording.capitalised(of_meeting(minutes.meeting, telling.trust))} gave you {many}, {when}."


def _summary(minutes: Minutes, telling: Telling) -> str:
    amended = " (amended)" if len(minutes.versions) > 1 else ""
    return f"{titled(minutes.meeting, telling.trust)}{amended}"


def _actions_summary(minutes: Minutes, telling: Telling) -> str:
    return titled(minutes.meeting, telling.trust).replace("Minutes", "Actions for you", 1)


def _question(minutes: Minutes, telling: Telling) -> str:
    return f"show me {called(minutes.meeting, telling.trust)}"


def _read(minutes: Minutes) -> cards.Element:
    return cards.press("Read them all", "minutes.show", {"minutes": minutes.id, cards.BESIDE: True})


def _do(own: Sequence[MinutedAction]) -> list[cards.Element]:
    """The way to what the recipient is to do: each while they are few, else the list of theirs."""
    if len(own) == 1:
        return [cards.press("Your action", "minutes.action", {"action": own[0].id, cards.BESIDE: True})]
    return [cards.press("Your actions", "minutes.mine", {cards.BESIDE: True})] if own else []
