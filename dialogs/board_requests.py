"""What Progress Boards ask of the EIT, in conversation: recorded, listed, decided, withdrawn.

Nothing that comes with a button is trusted; whoever was not quick enough is shown how it stands now.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from dialogs import board_request_words as words
from dialogs import cards, wording
from dialogs.duty_rows import PAGE
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.minutes_pages import offset_in, page_buttons, page_in_words
from dialogs.reasons import Wanted, ask_reason
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.asking_the_eit import may_withdraw, withdraw_request
from strategy.actions.board_request_duties import taken_up
from strategy.actions.board_request_reading import list_board_requests, see_request, sees_all
from strategy.actions.deciding_board_requests import agree_to_request, decline_request, may_decide
from strategy.board_requests import (
    AskState,
    BoardRequest,
    BoardRequestOvertaken,
)
from strategy.errors import Invalid
from strategy.ports import Page
from strategy.school_year import london_day

SHOWN = "board_request"
"""Where in the memory stands the request that was shown last: what "agree" or "decline" means."""
WAITING: Mapping[str, object] = {"states": [AskState.WAITING.value]}
"""What the button of the list of what waits carries."""
_DECIDED = frozenset({AskState.AGREED, AskState.DECLINED})


async def shown(turn: Turn, found: BoardRequest, first: str = "", reason: str = "") -> Reply:
    """One request as it stands, with what the speaker can do about it."""
    decides = found.waits and may_decide(turn.speaker, found, turn.today, turn.uow)
    writes = not turn.incoming.read_only
    taken = await taken_up(turn.uow, turn.policy, found, turn.today) if found.waits else None
    trust = turn.trust
    told = [
        first,
        words.asks(found, trust),
        words.how_it_stands(found, taken, trust),
        await _where(turn, found),
    ]
    data = {"request": found.id}
    buttons: list[cards.Element | None] = []
    if decides and writes:
        buttons += [
            cards.press("Agree", "board_request.agree", data, primary=True),
            cards.press("Decline", "board_request.decline", data),
        ]
    if writes and found.state is AskState.AGREED and _decides_at_all(turn, found):
        buttons.append(words.next_step(found, trust))
    if writes and may_withdraw(turn.speaker, found, turn.uow, turn.policy, turn.today):
        buttons.append(cards.press("Withdraw it", "board_request.withdraw", data))
    turn.memory[SHOWN] = {"request": found.id, "decides": decides, "waits": found.waits}
    said = " ".join(each for each in told if each)
    how = '\nSay "agree", or "decline because ..."' if decides else ""
    why = f"\nWhy not: {found.answer}" if found.answer else ""
    return turn.say(
        said,
        in_full=f"{said}\nAsked for: {found.text.words}{why}{how}",
        summary=words.title(found, trust),
        card=words.card_of(found, told, trust, buttons, reason=reason, asks_reason=decides and writes),
    )


def _decides_at_all(turn: Turn, found: BoardRequest) -> bool:
    return may_decide(turn.speaker, found, turn.today, turn.uow) or found.decided_by == turn.speaker.id


async def _where(turn: Turn, found: BoardRequest) -> str:
    """At which meeting it was asked for, and who recorded it."""
    meeting = await turn.uow.meetings.get(found.meeting) if found.meeting is not None else None
    who = "You" if found.by == turn.speaker.id else turn.trust.person(found.by).name
    of = f" of {wording.day(meeting.day)}" if meeting is not None else ""
    on = wording.short_day(london_day(found.at), turn.today)
    return f"{who} recorded it for the Board{of}, on {on}."


async def show(turn: Turn, press: Press) -> Reply:
    """A row or button opens one request."""
    return await shown(turn, await _seen(turn, press))


async def decide(turn: Turn, press: Press) -> Reply:
    """Agree or decline; a stale card is answered with what is true now."""
    found = await _seen(turn, press)
    reason = str(press.data.get("reason") or "")
    declines = press.do == "board_request.decline"
    if (
        declines
        and found.waits
        and not reason.strip()
        and may_decide(turn.speaker, found, turn.today, turn.uow)
    ):
        return _ask_why(turn, found)
    try:
        if declines:
            after = await decline_request(
                uow=turn.uow, now=turn.now, person=turn.speaker, request_id=found.id, reason=reason
            )
        else:
            after = await agree_to_request(
                uow=turn.uow, now=turn.now, person=turn.speaker, request_id=found.id
            )
    except Invalid as refused:
        return await shown(turn, found, " ".join(refused.faults.values()), reason)
    except BoardRequestOvertaken as overtaken:
        return await shown(turn, overtaken.found, "It was settled meanwhile.")
    told = "declined" if declines else "agreed"
    return await shown(turn, after, f"That is {told}; the Board's members are told.")


def _ask_why(turn: Turn, found: BoardRequest) -> Reply:
    wanted = Wanted(label="Why not?", question="Why not?", button="Decline")
    return ask_reason(
        turn,
        f"Decline: {words.title(found, turn.trust)}",
        words.asks(found, turn.trust),
        "board_request.decline",
        {"request": found.id},
        wanted=wanted,
    )


async def withdraw(turn: Turn, press: Press) -> Reply:
    """Take a request back."""
    found = await _seen(turn, press)
    try:
        after = await withdraw_request(
            uow=turn.uow, policy=turn.policy, now=turn.now, person=turn.speaker, request_id=found.id
        )
    except BoardRequestOvertaken as overtaken:
        return await shown(turn, overtaken.found, "It was settled meanwhile.")
    return await shown(turn, after, "Withdrawn.")


async def _seen(turn: Turn, press: Press) -> BoardRequest:
    number = press.data.get("request")
    return await see_request(
        uow=turn.uow,
        today=turn.today,
        reader=turn.speaker,
        request_id=number if isinstance(number, int) else 0,
    )


async def listed(
    turn: Turn, school: str | None, states: frozenset[AskState] | None, offset: int = 0
) -> Reply:
    """The requests that are asked for; the only one is shown whole."""
    page = await list_board_requests(
        uow=turn.uow, reader=turn.speaker, states=states, school=school, offset=offset, limit=PAGE
    )
    if not page.total and states is not None and states <= _DECIDED:
        return await _undecided(turn, school, states)
    if not page.total:
        return turn.say(_none(turn, school, states), summary="Nothing is asked of the EIT")
    asked = Interpretation(Intent.MINUTES_RECORD)
    note_list(turn, "board requests", asked, asked_by=school or "", states=sorted(states or ()))
    if page.total == 1:
        return await shown(turn, page.items[0])
    return await _list(turn, page, school, states)


async def _undecided(turn: Turn, school: str | None, states: frozenset[AskState]) -> Reply:
    """That nothing of a kind was decided, with what is known of the requests there are."""
    none = _none(turn, school, states)
    page = await list_board_requests(uow=turn.uow, reader=turn.speaker, school=school, limit=PAGE)
    if page.total == 1:
        return await shown(turn, page.items[0], none)
    if not page.total:
        return turn.say(none, summary="Nothing is asked of the EIT")
    return await listed(turn, school, None)


def _none(turn: Turn, school: str | None, states: frozenset[AskState] | None) -> str:
    nobody = "No Board" if sees_all(turn.speaker, turn.uow) else "No Board of yours"
    whose = f"{turn.trust.school(school).known_as}'s Board" if school else nobody
    if states == frozenset({AskState.WAITING}):
        return (
            f"{whose} has nothing waiting for the EIT." if school else "Nothing that a Board asks for waits."
        )
    if states is not None and states <= _DECIDED:
        return f"The EIT has decided nothing of that kind{f' for {whose}' if school else ''}."
    return f"{whose} has asked the EIT for {'nothing' if school else 'anything'} so far."


async def _list(
    turn: Turn, page: Page[BoardRequest], school: str | None, states: frozenset[AskState] | None
) -> Reply:
    many = wording.capitalised(wording.several(page.total, "request"))
    of = f"{turn.trust.school(school).known_as}'s Board" if school else "Progress Boards"
    said = f"{many} of {of}"
    first = page.items[0]
    if states == frozenset({AskState.WAITING}):
        taken = await taken_up(turn.uow, turn.policy, first, turn.today)
        eit, late = taken.coming, taken.undecided_on
        said = f"{many} of {of} for the EIT to decide; the first "
        said += f"was not decided at that of {wording.day(late)} and " if late else ""
        said += f"is for the one{' of' if eit.is_recorded else ''} {wording.meeting_day(eit)}"
    data: dict[str, object] = {"school": school or "", "states": sorted(states or ())}
    again = ("board_request.list", data)
    said = f"{said}.{page_in_words(turn, page.offset, len(page.items), page.total, again)}"
    turn.memory["rows"] = [["board_request.show", {"request": each.id}] for each in page.items]
    rows, made = [], []
    for number, each in enumerate(page.items, 1):
        name = turn.trust.school(each.school).known_as
        since = f"{words.STATES[each.state]}, {wording.short_day(london_day(each.at), turn.today)}"
        kind = wording.capitalised(words.kind_of(each))
        rows.append((str(number), name, kind, since))
        link = cards.link(name, "board_request.show", {"request": each.id})
        made.append([[link], [cards.words(kind), cards.beneath(since)]])
    table = cards.table((("School", 4), ("Asks for", 5)), made)
    return turn.say(
        said,
        in_full=f"{said} Say a number to open one.",
        summary=f"For the EIT: {page.total}",
        table=Table(("", "School", "Asks for", "Stands"), tuple(rows)),
        card=cards.card(
            [cards.heading("What Boards ask of the EIT"), cards.words(said), table],
            page_buttons(page.offset, PAGE, page.total, again),
            says=said,
        ),
    )


async def list_pressed(turn: Turn, press: Press) -> Reply:
    """The button of a list, or another page of it."""
    school, spelled = press.data.get("school"), press.data.get("states")
    states = frozenset(AskState(each) for each in spelled or () if each in set(AskState))
    known = school if isinstance(school, str) and school in turn.trust.schools else None
    return await listed(turn, known, states or None, offset_in(press))


PRESSES: Mapping[str, Callable[[Turn, Press], Awaitable[Reply]]] = {
    "board_request.show": show,
    "board_request.list": list_pressed,
    "board_request.agree": decide,
    "board_request.decline": decide,
    "board_request.withdraw": withdraw,
}
WRITING = frozenset(PRESSES) - {"board_request.show", "board_request.list"}
"""Those that are refused where the bot only reads."""
