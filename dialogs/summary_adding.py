"""Adding to the Lead SIP's summary in words, before it is approved and after.

What is added goes beneath what the Lead SIP has said already, in a draft; what is approved is amended by one.
"""

from __future__ import annotations

from functools import partial

from dialogs.drafting import keep
from dialogs.messages import Press, Reply
from dialogs.office import Said
from dialogs.reasons import Wanted
from dialogs.reasons import ask_again as ask_for_words
from dialogs.summarising import draft_for
from dialogs.summary_form import SUMMARY
from dialogs.summary_overview import look_over
from dialogs.summary_wishes import Wish, wish_in, with_more
from dialogs.summary_words import overall_labels
from dialogs.turn import Turn
from strategy.actions.summarising import require_may_write
from strategy.errors import NotFound
from strategy.policy_reporting import Body
from strategy.ports import Draft, DraftState

_PARTS = frozenset(name for name, _ in overall_labels(Body.EIT))


def way_for(turn: Turn, plain: str) -> Said | None:
    """How a sentence is answered that adds to a summary; None for any other text.

    One that names none is about the draft that was looked over last.
    """
    wish = wish_in(plain)
    if wish is None:
        return None
    if wish.body is None and ("summary_draft" not in turn.memory or not wish.item):
        # A recommendation is of a designation as well.
        return None
    return Said(partial(_add, turn, wish))


async def _add(turn: Turn, wish: Wish) -> Reply:
    require_may_write(turn.uow, turn.speaker)
    draft = await _open(turn, turn.memory.get("summary_draft")) if wish.body is None else None
    return await _into(turn, draft or await draft_for(turn, wish.body or Body.EIT), wish.part, wish.item)


async def _open(turn: Turn, key: object) -> Draft | None:
    """The speaker's draft of a summary with that key, where it is open."""
    draft = await turn.uow.drafts.by_key(str(key))
    if draft is None or draft.form != SUMMARY or draft.author != turn.speaker.id:
        return None
    return draft if draft.state is DraftState.OPEN else None


async def _into(turn: Turn, draft: Draft, part: str, item: str) -> Reply:
    more = with_more(draft.values, part, item, await _body_of(turn, draft))
    if more.values == draft.values:
        wanted = Wanted(name="item", question=more.said)
        data = {"draft": draft.key, "part": part}
        return ask_for_words(turn, more.said, "summary.add", data, wanted=wanted)
    return await look_over(turn, await keep(turn, draft, more.values), lead=more.said)


async def _body_of(turn: Turn, draft: Draft) -> Body:
    kind, subject, *_ = draft.about.split(":")
    if kind != "amend":
        return Body(subject)
    amended = await turn.uow.summaries.get(int(subject))
    if amended is None:
        raise NotFound("summary")
    return amended.body


async def pressed(turn: Turn, press: Press) -> Reply:
    """The words that were asked for."""
    require_may_write(turn.uow, turn.speaker)
    draft = await _open(turn, press.data.get("draft"))
    part, item = press.data.get("part"), press.data.get("item")
    if draft is None or part not in _PARTS or not isinstance(item, str):
        return turn.say("I don't have that draft any more.", summary="No such draft")
    return await _into(turn, draft, str(part), item.strip())
