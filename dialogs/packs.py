"""The pack of a meeting in conversation: "pack for Thursday's board", "papers for the next EIT please".

What it holds is told in short on a card; the document is offered in the same chat, or goes by mail.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from dialogs import cancelled_meetings, cards, wording
from dialogs.handing_over import hand_out, offers_here, says_by_mail
from dialogs.meeting_words import IN_SHORT, called, times
from dialogs.messages import Message, Press, Reply, Table
from dialogs.minutes_meant import Meant, meant
from dialogs.pack_words import WHOSE, facts_of, of_meeting, titled
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.packing import gather_pack, meetings_with_packs, note_made, pack_wanted
from strategy.meetings import Meeting, NotHeld
from strategy.packs import Pack
from strategy.policy_reporting import Body
from strategy.school_year import ONE_DAY, Span

VERB = "meeting_pack"
"""What a button says that has a pack made: with the meeting's id as `meeting`."""
_BACK = timedelta(days=400)
_MOST = 6
"""Meetings that are offered where several are meant."""
_NO_SUCH = "No such meeting"
_TEAM = re.compile(r"\b(?:team meeting|our team|improvement team)\b", re.IGNORECASE)


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """The pack of the meeting that is meant; of several, which one is asked back."""
    of, found = await meant_of(turn, asked)
    if not found and of.starts is not None:
        return _another_day(turn, of, await _found(turn, of, Span(turn.today, date.max)))
    if not found:
        return turn.say(f"{none_in_words(turn, of)[:-1]}, so there is no pack to make yet.", summary=_NO_SUCH)
    if len(found) == 1:
        return await _made(turn, found[0].id, mailed=says_by_mail(turn.incoming.text))
    return _choose(turn, found, "Which meeting's pack would you like?")


async def meant_of(turn: Turn, asked: Interpretation) -> tuple[Meant, list[Meeting]]:
    """What is said of a meeting, and the meetings with packs that it can be.

    Raises NotAllowed for who may have the pack of none such.
    """
    of = _meant(turn, asked)
    found = await _found(turn, of, _span(turn, of))
    if not found and of.day == turn.today:
        # "The board pack today, please" says when it is wanted.
        of = replace(of, starts=None, ends=None)
        found = await _found(turn, of, _span(turn, of))
    if of.last:
        found = found[-1:]
    elif of.starts is None and len({(each.body, each.school) for each in found}) == 1:
        found = found[:1]
    return of, found


async def pressed(turn: Turn, press: Press) -> Reply:
    """The button that has a pack made."""
    number = press.data.get("meeting")
    return await _made(turn, number if isinstance(number, int) else 0, mailed=False)


def _meant(turn: Turn, asked: Interpretation) -> Meant:
    """What the words say of the meeting. Packs are of meetings to come, so that "the team's" is one too."""
    of = meant(turn, asked)
    if of.body is None and _TEAM.search(turn.incoming.text):
        return replace(of, body=Body.SCHOOL_IMPROVEMENT_TEAM, school=None)
    return of


def _span(turn: Turn, of: Meant) -> Span:
    if of.last:
        return Span(of.starts or turn.today - _BACK, of.ends or turn.today - ONE_DAY)
    return Span(of.starts or turn.today, of.ends or of.starts or date.max)


async def _found(turn: Turn, of: Meant, span: Span) -> list[Meeting]:
    """Some meetings that fit. Raises NotAllowed for who may have the pack of none such."""
    page = await meetings_with_packs(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        reader=turn.speaker,
        span=span,
        body=of.body,
        school=of.school,
        limit=_MOST if not of.last else 200,
    )
    return list(page.items)


async def _made(turn: Turn, number: int, *, mailed: bool) -> Reply:
    """The card of what is in the pack, and its document."""
    about = {"uow": turn.uow, "policy": turn.policy, "now": turn.now, "reader": turn.speaker}
    try:
        pack = await gather_pack(**about, meeting_id=number)  # type: ignore[arg-type]
    except NotHeld as cancelled:
        return await cancelled_meetings.page_of(turn, cancelled.meeting.id)
    if turn.incoming.read_only:
        return _shown(turn, pack, "In Teams I can give you the whole of it as a Word document.")
    wanted = await pack_wanted(**about, meeting_id=number)  # type: ignore[arg-type]
    await note_made(uow=turn.uow, now=turn.now, reader=turn.speaker, pack=pack)
    here = offers_here(turn) and not mailed
    handed = await hand_out(turn, [wanted], "", mailed=mailed)
    if not here:
        how = f"It is on its way to {turn.speaker.email} by mail, as a Word document."
        return _shown(turn, pack, how)
    shown = _shown(turn, pack, "The Word document is below.", by_mail_too=True)
    return replace(shown, messages=(*shown.messages, *handed.messages))


def _shown(turn: Turn, pack: Pack, how: str, *, by_mail_too: bool = False) -> Reply:
    meeting, trust = pack.meeting, turn.trust
    facts = facts_of(pack, trust)
    said = f"The pack of {of_meeting(meeting, trust)}. {how}"
    listed = "; ".join(f"{label}: {value}" for label, value in facts)
    in_full = f"{said}\n{listed}. {WHOSE}"
    when = f"{wording.day(meeting.day)}, {times(meeting)}"
    body = [
        cards.heading(titled(meeting, trust)),
        cards.words(when),
        cards.facts(facts),
        cards.note(f"{how} {WHOSE}"),
    ]
    reference = {"files": [f"meeting_pack:{meeting.id}"], cards.BESIDE: True}
    actions = [
        cards.press("Send it by mail", "file.mail", reference) if by_mail_too else None,
        cards.press("The meeting", "meeting.show", {"meeting": meeting.id, cards.BESIDE: True}),
    ]
    card = cards.card(body, actions, says=in_full)
    summary = titled(meeting, trust)
    shows = turn.incoming.shows_cards
    message = Message(said if shows else in_full, summary, card if shows else None)
    return Reply(messages=(message,))


def _choose(turn: Turn, found: list[Meeting], said: str) -> Reply:
    """The meetings that can be meant, each with the way to its pack."""
    turn.memory["rows"] = [[VERB, {"meeting": each.id}] for each in found]
    turn.memory.pop("more", None)
    turn.memory["listed"] = None
    rows, lines = [], []
    for number, each in enumerate(found, 1):
        name, day = called(turn, each.body, each.school), wording.short_day(each.day, turn.today)
        link = cards.link(name, VERB, {"meeting": each.id, cards.BESIDE: True})
        rows.append([[cards.words(day)], [link]])
        lines.append((str(number), day, name))
    table = cards.table([("Day", 3), ("Meeting", 5)], rows)
    return turn.say(
        said,
        summary="Which meeting?",
        table=Table(("", "Day", "Meeting"), tuple(lines)),
        card=cards.card([cards.heading(said), table], [], says=said),
    )


def _another_day(turn: Turn, of: Meant, found: list[Meeting]) -> Reply:
    """That there is none on the day that was said, and which come next."""
    said = none_in_words(turn, of)
    if not found:
        return turn.say(said, summary=_NO_SUCH)
    return _choose(turn, found, f"{said} These come next: which pack would you like?")


def none_in_words(turn: Turn, of: Meant) -> str:
    """`No EIT is recorded ahead.`, `No EIT is recorded on Thu 3 Dec.`"""
    if of.starts is not None and not of.last:
        return (
            f"No {_what(turn, of)} is recorded {wording.span(of.starts, of.ends or of.starts, turn.today)}."
        )
    return f"No {_what(turn, of)} {'has been held' if of.last else 'is recorded ahead'}."


def _what(turn: Turn, of: Meant) -> str:
    if of.body is None:
        return "meeting of yours"
    return called(turn, of.body, of.school or "") if of.school else IN_SHORT[of.body]
