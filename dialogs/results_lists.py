"""How the results of many schools stand: "which outcomes are still out?"."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.minutes_pages import offset_in, page_buttons, page_in_words
from dialogs.results_words import data_of, of_summer, schools_in, stands, year_in
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.giving_results import ResultsSeen, list_results
from strategy.results import year_of_results

PAGE = 8


async def listed(
    turn: Turn,
    year: str,
    *,
    out: bool,
    schools: frozenset[str] | None = None,
    offset: int = 0,
    lead: str = "",
) -> Reply:
    """A page of how results stand, by school; with `out` only of those of which some are still to come."""
    seen = await list_results(
        uow=turn.uow,
        policy=turn.policy,
        today=turn.today,
        asker=turn.speaker,
        year=year,
        schools=schools,
    )
    found = [each for each in seen if each.out] if out else seen
    said = f"{lead} {counted(seen, year)}".strip()
    if not found:
        return turn.say(said, summary="Results: all in" if seen else "Results: none")
    offset = min(offset, (len(found) - 1) // PAGE * PAGE)
    narrowed = {} if schools is None else {"schools": sorted(schools)}
    note_list(turn, "results", Interpretation(Intent.TARGET_SHOW), year=year, out=out, **narrowed)
    return _page(turn, year, found, said, offset, out=out, schools=schools)


async def pressed(turn: Turn, press: Press) -> Reply:
    """Another page of the list."""
    return await listed(
        turn,
        year_in(press.data) or year_of_results(turn.today, turn.policy, turn.trust.calendar),
        out=press.data.get("out") is True,
        schools=schools_in(press.data),
        offset=offset_in(press),
    )


def counted(seen: list[ResultsSeen], year: str) -> str:
    """`Of 8 schools, 5 have given their results of summer 2026 and 3 are still to.`"""
    if not seen:
        return f"No results of {of_summer(year)} are asked for."
    out = sum(1 for each in seen if each.out)
    all_of_them = wording.several(len(seen), "school")
    if not out:
        return f"All results of {of_summer(year)} are in: {all_of_them}."
    if out == len(seen):
        return f"Results of {of_summer(year)} are still to come for {all_of_them}."
    still = wording.several(out, "school")
    return f"Results of {of_summer(year)} are still to come for {still} of {len(seen)}."


def _page(
    turn: Turn,
    year: str,
    found: list[ResultsSeen],
    said: str,
    offset: int,
    *,
    out: bool,
    schools: frozenset[str] | None,
) -> Reply:
    page = found[offset : offset + PAGE]
    narrowed = {} if schools is None else {"schools": sorted(schools)}
    again = ("results.list", {"year": year, "out": out, **narrowed})
    said += page_in_words(turn, offset, len(page), len(found), again)
    turn.memory["rows"] = [["results.show", data_of(each.school.urn, year)] for each in page]
    rows, shown = [], []
    for number, each in enumerate(page, 1):
        name, state = each.school.known_as, wording.capitalised(stands(each, turn.today))
        rows.append((str(number), name, state))
        link = cards.link(name, "results.show", data_of(each.school.urn, year))
        shown.append([[link], [cards.words(state)]])
    more = ' Say "more" for the next.' if offset + PAGE < len(found) else ""
    table = cards.table((("School", 4), ("Results", 6)), shown)
    body = [cards.heading(said), table, cards.note("Press a school to open it.")]
    return turn.say(
        said,
        in_full=f"{said} Say a number to open one.{more}",
        summary=f"Results: {wording.several(len(found), 'school')}",
        table=Table(("", "School", "Results"), tuple(rows)),
        card=cards.card(body, page_buttons(offset, PAGE, len(found), again), says=said),
    )
