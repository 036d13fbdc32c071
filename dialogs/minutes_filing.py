"""Filing a draft of minutes: what follows is said at once, and what a second press of the form gets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from dialogs import cards, minutes_page, wording
from dialogs.board_request_words import ask_lines
from dialogs.drafting import ask_again, put_away
from dialogs.forms import check
from dialogs.messages import Reply
from dialogs.minutes_form import FORM, MinutesContext, text_of
from dialogs.minutes_lines import owner_of
from dialogs.minutes_wishes import ADD_THEM, proposed
from dialogs.minutes_words import of_meeting, recorded, titled
from dialogs.minuting import AWAITED
from dialogs.shortening import as_much_as_fits
from dialogs.turn import Turn
from strategy.actions.minuting import amend_minutes, record_minutes, sitting_of
from strategy.errors import Invalid
from strategy.minutes import MinutedAction, Minutes, MinutesOvertaken
from strategy.minutes_access import has_nobody, shared_with
from strategy.minutes_duties import is_kept
from strategy.policy_reporting import Audience
from strategy.ports import Draft, DraftState

JUST_MINUTED = "board_minuted"
"""Where in the memory stands the school whose Board's minutes were filed last, and when."""
_JUST = timedelta(hours=1)
_MOST_SAID, _ROOM = 8, 500
"""Actions that a receipt names, and bytes of JSON for each."""


async def finish(turn: Turn, draft: Draft, context: MinutesContext) -> Reply:
    """File what the draft holds; where that cannot be, say why and keep everything."""
    checked = check(FORM, context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    values = checked.values
    who: dict[str, Any] = {"uow": turn.uow, "policy": turn.policy, "now": turn.now, "person": turn.speaker}
    said: dict[str, Any] = {
        "text": text_of(values, context),
        "actions": values["actions"] or (),
        "asks": values["asks"] or (),
    }
    try:
        if draft.about:
            _, number, version = draft.about.split(":")
            made = await amend_minutes(**who, **said, minutes_id=int(number), shown=int(version))
        else:
            made = await record_minutes(**who, **said, sitting=values["meeting"])
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    except MinutesOvertaken as overtaken:
        return await _overtaken(turn, overtaken.minutes)
    turn.memory.pop(AWAITED, None)
    left = len(proposed(draft.values, context))
    await put_away(turn, draft, DraftState.FILED, made.id)
    return await _receipt(turn, made, left)


async def filed_before(turn: Turn, draft: Draft) -> Reply:
    """What became of a draft that was filed: what a second press of the same form gets."""
    made = await turn.uow.minutes.get(draft.outcome or 0)
    if made is None:
        return turn.say("Those were filed already.", summary="Filed already")
    return await _receipt(turn, made)


async def _overtaken(turn: Turn, there: Minutes) -> Reply:
    lead = (
        f"There are minutes already, {recorded(there, turn.trust)}, so yours were not filed. They are kept "
        "as a draft; to change what stands, press Amend."
    )
    return await minutes_page.show(turn, there.id, lead=lead)


async def _receipt(turn: Turn, made: Minutes, left: int = 0) -> Reply:
    """What was filed and who gets it; `left` actions that the text names were not recorded."""
    sitting, trust = sitting_of(made.meeting), turn.trust
    name = of_meeting(sitting, trust)
    said = [f"Filed: the minutes of {name}."]
    if len(made.versions) > 1:
        said = [f"Amended: the minutes of {name} are now version {made.last.number}; the earlier are kept."]
    readers = [
        trust.person(person).name
        for person in shared_with(sitting, made.last.by, turn.policy, trust, turn.today)
    ]
    said += [f"They go to {wording.listed(readers)}."] if readers else []
    if has_nobody(sitting, Audience.GOVERNING_BODY, turn.policy, trust):
        said.append("The school has no chair of governors in the directory, so its governors get none.")
    actions = made.standing_actions
    lines = [_line(number, action, turn) for number, action in enumerate(actions[:_MOST_SAID], 1)]
    if actions:
        unknown = sum(1 for action in actions if not is_kept(action, trust))
        said.append(f"{wording.capitalised(wording.several(len(actions), 'action'))}.")
        if unknown:
            whose = "its owner or school" if unknown == 1 else "their owner or school"
            said.append(f"Nobody is reminded of {unknown} of them, as I don't know {whose}.")
    if left:
        they = "is not recorded" if left == 1 else "are not recorded"
        named = wording.several(left, "action")
        said.append(f'Their text names {named} that {they}: say "{ADD_THEM}" to record what it names.')
    asks = await turn.uow.board_requests.of_minutes(made.id)
    waiting = sum(each.waits for each in asks)
    if waiting:
        verb = "waits" if waiting == 1 else "wait"
        said.append(f"{wording.capitalised(wording.several(waiting, 'request'))} to the EIT {verb} now.")
        lines += [as_much_as_fits(each, _ROOM) for each in ask_lines(asks)]
    turn.memory[minutes_page.SHOWN] = made.id
    if made.meeting.school:
        turn.memory[JUST_MINUTED] = {"school": made.meeting.school, "at": turn.now.isoformat()}
    look = cards.press("Read them", "minutes.show", {"minutes": made.id, cards.BESIDE: True})
    told = " ".join(said)
    heading = titled(sitting, trust)
    body = [cards.heading(heading), cards.words(told), *(cards.words(line) for line in lines)]
    return turn.say(
        told,
        in_full="\n".join([told, *lines]),
        summary=f"Filed: {heading}",
        card=cards.card(body, [look], says=told),
    )


def just_minuted(turn: Turn) -> str | None:
    """The school whose Board's minutes were filed here within the hour: the Board that "the Board" is."""
    kept = turn.memory.get(JUST_MINUTED)
    if not isinstance(kept, Mapping) or turn.now - datetime.fromisoformat(str(kept["at"])) > _JUST:
        return None
    return str(kept["school"])


def _line(number: int, action: MinutedAction, turn: Turn) -> str:
    """An action as it was read, so that a slip shows: what, who, by when."""
    text = action.text
    who = owner_of(text, turn.trust)
    known = "" if is_kept(action, turn.trust) else ", not reminded"
    by = wording.short_day(text.by, turn.today)
    return f"{number}. {as_much_as_fits(text.what, _ROOM)} ({who}, by {by}{known})"
