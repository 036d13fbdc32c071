"""How far next year is for each school, in conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dialogs import cards, wording
from dialogs.duty_rows import PAGE
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.minutes_pages import offset_in, page_buttons, page_in_words
from dialogs.next_year_words import in_short
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.preparing_next_year import coming_year, prepared_schools, require_preparing
from strategy.next_year import NextYear
from strategy.schools import School


class HowFar(NamedTuple):
    """Schools in the order they are shown, their drafts of a year by URN, and how many there are."""

    year: str
    said: str
    schools: Sequence[School]
    drafts: Mapping[str, NextYear]


async def how_far(turn: Turn, *, missing: bool) -> HowFar:
    """How far next year is: the schools without a draft first, or those alone.

    Raises NotAllowed for those who do not prepare it.
    """
    require_preparing(turn.speaker, turn.uow)
    year = coming_year(turn.uow, turn.today)
    drafts = {each.school: each for each in await turn.uow.next_years.of_year(year)}
    schools = prepared_schools(turn.uow)
    without = [each for each in schools if each.urn not in drafts]
    waiting = [each for each in schools if each.urn in drafts and not drafts[each.urn].is_signed_off]
    signed = len(schools) - len(without) - len(waiting)
    said = _how_far(year, len(without), len(waiting), signed)
    rest = [each for each in schools if each.urn in drafts and drafts[each.urn].is_signed_off]
    ordered = without if missing else [*without, *waiting, *rest]
    return HowFar(year, said, ordered, drafts)


async def listed(turn: Turn, *, missing: bool, offset: int = 0) -> Reply:
    """The schools with how far next year is for each: those without a draft first, or those alone."""
    far = await how_far(turn, missing=missing)
    note_list(turn, "next year", Interpretation(Intent.TARGET_SHOW), missing=missing)
    if not far.schools:
        return turn.say(f"Every school has a draft for {far.year}.", summary=f"Next year: {far.year}")
    return _list(turn, far, missing=missing, offset=offset)


def _how_far(year: str, without: int, waiting: int, signed: int) -> str:
    """`2027/28: 4 of 5 schools have no draft yet, 1 waits to be signed off.`; nothing of which none are."""
    every = without + waiting + signed
    if without == every:
        return f"None of the {wording.several(every, 'school')} has a draft for {year} yet."
    parts = (
        (without, "has no draft yet", "have no draft yet"),
        (waiting, "waits to be signed off", "wait to be signed off"),
        (signed, "is signed off", "are signed off"),
    )
    told = [f"{many} {one if many == 1 else several}" for many, one, several in parts if many]
    first, _, rest = told[0].partition(" ")
    told[0] = f"{first} of {wording.several(every, 'school')} {rest}"
    return f"{year}: {', '.join(told)}."


def _list(turn: Turn, far: HowFar, *, missing: bool, offset: int) -> Reply:
    ordered = far.schools
    page = ordered[offset : offset + PAGE]
    again = ("next_year.list", {"missing": missing})
    said = far.said + page_in_words(turn, offset, len(page), len(ordered), again)
    turn.memory["rows"] = [["next_year.show", {"school": each.urn}] for each in page]
    rows, made = [], []
    for number, each in enumerate(page, 1):
        stands = in_short(far.drafts.get(each.urn))
        rows.append((str(number), each.known_as, stands))
        made.append(
            [[cards.link(each.known_as, "next_year.show", {"school": each.urn})], [cards.words(stands)]]
        )
    table = cards.table((("School", 5), ("Next year", 4)), made)
    return turn.say(
        said,
        in_full=f"{said} Say a number to open one.",
        summary="Next year",
        table=Table(("", "School", "Next year"), tuple(rows)),
        card=cards.card(
            [cards.heading("Next year"), cards.words(said), table],
            page_buttons(offset, PAGE, len(ordered), again),
            says=said,
        ),
    )


async def list_pressed(turn: Turn, press: Press) -> Reply:
    """The button of the list, or another page of it."""
    return await listed(turn, missing=press.data.get("missing") is True, offset=offset_in(press))
