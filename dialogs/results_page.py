"""A school's results of a summer: what is given, what is still to come, and earlier versions."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.messages import Press, Reply
from dialogs.paged import read_on_pages
from dialogs.results_words import (
    called,
    data_of,
    due_in_words,
    given_by,
    in_words,
    named_in,
    parts_of,
    titled,
)
from dialogs.turn import Turn
from strategy.actions.giving_results import ResultsSeen, earlier_results, see_results

RESULTS_SHOWN = "results"
"""Where in the memory the results stand that were shown last: what "amend them" means."""


async def show(turn: Turn, school: str, year: str, *, lead: str = "", page: object = 0) -> Reply:
    """One school's results. Remembers them as what "amend them" would mean."""
    seen = await see_results(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, school=school, year=year
    )
    said = f"{lead} {_said(seen, turn)}".strip()
    if seen.may_give and not turn.incoming.read_only:
        turn.memory[RESULTS_SHOWN] = data_of(school, year)
    return read_on_pages(
        turn,
        said,
        titled(school, year, turn.trust),
        facts=_facts(seen, turn),
        parts=parts_of(seen.results.last.texts) if seen.results is not None else [],
        page=page,
        do="results.show",
        data=data_of(school, year),
        actions=_buttons(turn, seen),
    )


async def pressed(turn: Turn, press: Press) -> Reply:
    """The row or button of one school's results."""
    named = named_in(press.data, turn.trust)
    if named is None:
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await show(turn, *named, page=press.data.get("page", 0))


async def versions_pressed(turn: Turn, press: Press) -> Reply:
    """Every version of a school's results but the one that stands, the newest first."""
    number = press.data.get("results")
    results, versions = await earlier_results(
        uow=turn.uow,
        now=turn.now,
        reader=turn.speaker,
        results_id=number if isinstance(number, int) else 0,
    )
    earlier = list(versions)[:-1]
    said = f"{wording.capitalised(wording.several(len(earlier), 'earlier version'))}."
    parts = []
    for version in reversed(earlier):
        parts += [(f"Version {version.number}", given_by(version, turn)), *parts_of(version.texts)]
    return read_on_pages(
        turn,
        said,
        titled(results.school, results.year, turn.trust),
        facts=[],
        parts=parts,
        page=press.data.get("page", 0),
        do="results.versions",
        data={"results": results.id},
        actions=[cards.press("As they are now", "results.show", data_of(results.school, results.year))],
    )


def _said(seen: ResultsSeen, turn: Turn) -> str:
    what = wording.capitalised(called(seen.school.urn, seen.year, turn.trust))
    if seen.results is None and not seen.out:
        return f"{what} are not in, and none are asked for."
    if seen.results is None:
        return f"{what} are not in yet{due_in_words(seen, turn.today)}."
    if seen.out:
        return f"{what}; {in_words(seen.out)} still to come{due_in_words(seen, turn.today)}."
    return f"{what}."


def _facts(seen: ResultsSeen, turn: Turn) -> list[tuple[str, str]]:
    facts = []
    if seen.results is not None:
        last = seen.results.last
        facts.append(("Given" if last.number == 1 else "Amended", given_by(last, turn)))
    if seen.out:
        facts.append(("Still to come", in_words(seen.out)))
    if seen.due_on is not None:
        facts.append(("Due", wording.day(seen.due_on)))
    return facts


def _buttons(turn: Turn, seen: ResultsSeen) -> list[cards.Element | None]:
    data = data_of(seen.school.urn, seen.year)
    gives = seen.may_give and not turn.incoming.read_only
    title = "Give results" if seen.results is None else "Add or amend"
    has_earlier = seen.results is not None and seen.results.last.number > 1
    earlier = {"results": seen.results.id} if seen.results is not None else {}
    return [
        cards.press(title, "results.give", {**data, cards.BESIDE: True}, primary=bool(seen.out))
        if gives
        else None,
        cards.press("Earlier versions", "results.versions", earlier) if has_earlier else None,
    ]
