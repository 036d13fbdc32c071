"""Designation and risk in conversation: one school's, or which schools have one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dialogs import cards, wording
from dialogs.asked_again import kept
from dialogs.duty_rows import PAGE
from dialogs.messages import Reply, Table
from dialogs.narrowing import left_out, mine_or_named
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.asking import designated_schools
from strategy.designations import Designation
from strategy.permissions import Deed
from strategy.schools import Membership, School

_ORDER = [*Designation, None]
_WITHOUT = re.compile(
    r"\b(?:no|without|lacks?|missing)\b.*\bdesignations?\b|\bundesignated\b"
    r"|(?:\bnot|n't|\byet to|\bstill (?:to|waiting to|need to))\b.*\b(?:designated|designations?)\b",
    re.IGNORECASE,
)
_NONE = "none"
"""The status under which a page of schools without a designation is asked for."""


async def answer(turn: Turn, asked: Interpretation, offset: int = 0) -> Reply:
    """Say how a school is designated, or which schools are, among those whose risk the asker may see."""
    seen = designated_schools(
        uow=turn.uow,
        asker=turn.speaker,
        today=turn.today,
        schools=mine_or_named(turn, asked),
        risk=None if asked.designations else asked.risk,
        designation=None if asked.designations else asked.designation,
    )
    found = [
        each for each in seen.schools if not asked.designations or each.designation in asked.designations
    ]
    if _asks_for_none(turn, asked):
        return _without(turn, asked, found, offset)
    if len(found) == 1 and asked.school:
        return _one(turn, found[0], asked)
    said = _words(asked, found, everything=seen.everything) + left_out(turn, asked, Deed.SEE_RISK)
    if asked.export:
        said += " I can't make a spreadsheet yet; here is the list."
    if not found:
        return turn.say(said, summary="Designations: none")
    return _shown(turn, asked, found, said, min(offset, (len(found) - 1) // PAGE * PAGE))


def _asks_for_none(turn: Turn, asked: Interpretation) -> bool:
    """Whether the schools are asked for that have no designation yet, or a further page of them."""
    narrowed = asked.school or asked.risk or asked.designation or asked.designations
    return asked.status == _NONE or (not narrowed and bool(_WITHOUT.search(turn.incoming.text)))


def _without(turn: Turn, asked: Interpretation, seen: Sequence[School], offset: int) -> Reply:
    """The schools without a designation, of those whose designation the asker may see."""
    found = [each for each in seen if each.designation is None]
    more = left_out(turn, asked, Deed.SEE_RISK)
    if not found:
        said = f"None: every school whose designation you may see has one.{more}"
        return turn.say(said, summary="Designations: none without")
    verb = "has" if len(found) == 1 else "have"
    said = f"{wording.capitalised(wording.several(len(found), 'school'))} {verb} no designation yet."
    joining = sum(each.status is Membership.JOINING for each in found)
    if joining == len(found):
        said += f" {'It is' if joining == 1 else 'They are'} joining the trust."
    asked = replace(asked, status=_NONE)
    return _shown(turn, asked, found, said + more, min(offset, (len(found) - 1) // PAGE * PAGE))


def _one(turn: Turn, school: School, asked: Interpretation) -> Reply:
    risk = school.risk
    if school.designation is None or risk is None:
        joining = " It is joining the trust." if school.status is Membership.JOINING else ""
        said = f"{school.known_as} has no designation yet.{joining}"
        return turn.say(said, summary=f"Designation: {school.known_as}")
    name, risk_name = wording.DESIGNATIONS[school.designation], wording.RISKS[risk]
    since = f", since {wording.day(school.designated_on)}" if school.designated_on else ""
    said = f"{school.known_as} is designated {name} ({risk_name}){since}."
    if asked.risk and risk is not asked.risk:
        said = f"No: {said}"
    facts = [("Designation", name), ("Risk", risk_name)]
    facts += [("Since", wording.day(school.designated_on))] if school.designated_on else []
    criteria = cards.press(
        f"Criteria for {name}", "say", {"text": f"Criteria for {school.designation.value}"}
    )
    past = cards.press("How it has moved", "say", {"text": f"Designation history of {school.name}"})
    card = cards.card([cards.heading(school.known_as), cards.facts(facts)], [criteria, past], says=said)
    return turn.say(said, summary=f"Designation: {school.known_as}", card=card)


def _words(asked: Interpretation, found: Sequence[School], *, everything: bool) -> str:
    """How many, of what; among one's own where that is as far as the asker sees."""
    noun = "school" if everything else "school of yours"
    many = "schools" if everything else "schools of yours"
    count = wording.several(len(found), noun, many)
    verb = "is" if len(found) == 1 else "are"
    if asked.designation and not asked.designations:
        return f"{wording.capitalised(count)} {verb} in {wording.DESIGNATIONS[asked.designation]}."
    if asked.risk and not asked.designations:
        return f"{wording.capitalised(count)} {verb} at {wording.RISKS[asked.risk].lower()}."
    parts = [
        f"{number} {'without a designation' if each is None else 'in ' + wording.DESIGNATIONS[each]}"
        for each in _ORDER
        if (number := sum(school.designation is each for school in found))
    ]
    return (
        f"{wording.capitalised(count)}: {wording.listed(parts)}." if parts else "There is no school to show."
    )


def _shown(turn: Turn, asked: Interpretation, found: Sequence[School], said: str, offset: int) -> Reply:
    page, end = found[offset : offset + PAGE], min(offset + PAGE, len(found))
    turn.memory["rows"] = [["say", {"text": f"What is {school.name} designated as?"}] for school in page]
    turn.memory.pop("more", None)
    if len(found) > len(page):
        said += f" Showing {offset + 1} to {end} of {len(found)}."
    if end < len(found):
        turn.memory["more"] = {"ask": kept(asked), "offset": end}
    rows, shown = [], []
    for number, school in enumerate(page, 1):
        name = wording.DESIGNATIONS[school.designation] if school.designation else "None yet"
        risk = wording.RISKS[school.risk] if school.risk else "-"
        since = wording.short_day(school.designated_on, turn.today) if school.designated_on else "-"
        rows.append((str(number), school.known_as, name, risk, since))
        shown.append(
            [
                [cards.words(school.known_as, bold=True)],
                [cards.words(name), *([cards.beneath(risk)] if school.risk else [])],
                [cards.words(since)],
            ]
        )
    ask = kept(asked)
    actions = [
        cards.press("Next", "list.page", {"ask": ask, "offset": end}) if end < len(found) else None,
        cards.press("Back", "list.page", {"ask": ask, "offset": max(offset - PAGE, 0)}) if offset else None,
    ]
    heading = said if turn.incoming.press else "Designations"
    table = cards.table((("School", 5), ("Designation", 4), ("Since", 4)), shown)
    return turn.say(
        said,
        in_full=said + (' Say "more" for the next.' if end < len(found) else ""),
        summary=f"Designations: {len(found)}",
        table=Table(("", "School", "Designation", "Risk", "Since"), tuple(rows)),
        card=cards.card([cards.heading(heading), table], actions, says=said),
    )
