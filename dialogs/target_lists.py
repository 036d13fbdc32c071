"""Targets and lines of enquiry in conversation: one school's, or where each of several stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dialogs import cards, target_cards, target_steps, wording
from dialogs.asked_again import kept
from dialogs.duty_rows import PAGE
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.narrowing import left_out, mine_or_named
from dialogs.target_paper import proposable, years_to_set
from dialogs.targeting import year_asked
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.target_reading import (
    SchoolTargets,
    read_school_targets,
    readable_schools,
    waiting_targets,
)
from strategy.errors import NotAllowed
from strategy.permissions import Deed, scope
from strategy.schools import Membership, School

_WAITING = re.compile(
    r"\b(?:wait\w*|pending|propos\w*|sign(?:ed|ing)?[ -]?off|approv\w*|to sign|decid\w*)\b", re.IGNORECASE
)

_STILL = re.compile(r"\b(?:wait\w*|pending|outstanding|to (?:be )?(?:sign|approv|decid)\w*)\b", re.IGNORECASE)
"""Of those, what can only ask for proposals that are not decided."""


_WITHOUT = re.compile(
    r"\b(?:no|without|lacks?|missing)\b.*\b(?:targets?|lines? of enquiry)\b"
    r"|(?:\bnot|n't|\byet to|\bstill (?:to|have to|need to))\b.*\b(?:targets?|lines? of enquiry)\b"
    r"|\btargets? (?:are |is )?(?:still )?(?:missing|outstanding)\b",
    re.IGNORECASE,
)
"""What asks for the schools that have none."""
WITHOUT = "missing"
"""The status under which a page of them is asked for."""


async def answer(turn: Turn, asked: Interpretation, offset: int = 0) -> Reply:
    """What a school aims at in a year, or where several schools stand; or what waits to be signed off."""
    year = year_asked(turn, asked)
    if asked.status is None and _WITHOUT.search(turn.incoming.text) and not asked.school:
        asked = replace(asked, status=WITHOUT)
    if asked.status == WITHOUT:
        return await _without(turn, asked, year, offset)
    if _WAITING.search(turn.incoming.text) and turn.incoming.press is None:
        waiting = await target_steps.waiting_for(turn, mine_or_named(turn, asked), as_list=asked.export)
        if waiting is not None:
            return waiting
        if _STILL.search(turn.incoming.text) and _has_to_do_with_proposals(turn):
            return turn.say("No proposed targets wait to be signed off.", summary="Targets: nothing waits")
    if asked.school:
        return await show(turn, asked.school, year)
    schools = schools_of(turn, asked)
    if len(schools) == 1:
        return await show(turn, schools[0].urn, year)
    said = f"Targets for {year}: {wording.several(len(schools), 'school')}."
    return await _listed(turn, asked, schools, year, offset, said)


async def _without(turn: Turn, asked: Interpretation, year: str, offset: int) -> Reply:
    """The schools that have no targets signed off for a year, and which of them have proposed some."""
    schools = schools_of(turn, asked)
    in_force = await turn.uow.targets.in_force([each.urn for each in schools], year)
    found = [each for each in schools if each.urn not in in_force]
    if not found:
        every = f"{schools[0].known_as} has" if len(schools) == 1 else f"All {len(schools)} schools have"
        said = f"{every} targets signed off for {year}." + left_out(turn, asked, Deed.SEE_TARGETS)
        return turn.say(said, summary=f"Targets for {year}")
    if len(found) < len(schools):
        have = "has" if len(found) == 1 else "have"
        said = f"{len(found)} of {len(schools)} schools {have} no targets signed off for {year}."
    elif len(found) == 1:
        said = f"{found[0].known_as} has no targets signed off for {year} yet."
    else:
        said = f"None of the {len(found)} schools has targets signed off for {year} yet."
    return await _listed(turn, asked, found, year, offset, said)


async def _listed(
    turn: Turn, asked: Interpretation, schools: Sequence[School], year: str, offset: int, said: str
) -> Reply:
    """A page of schools with what each aims at, and whether a proposal waits."""
    offset = min(offset, (len(schools) - 1) // PAGE * PAGE)
    page = schools[offset : offset + PAGE]
    urns = [each.urn for each in page]
    in_force = await turn.uow.targets.in_force(urns, year)
    waiting = await waiting_targets(
        uow=turn.uow, policy=turn.policy, today=turn.today, reader=turn.speaker, schools=frozenset(urns)
    )
    waits = {each.school for each in waiting if each.year == year}
    end = offset + len(page)
    note_list(turn, "targets", asked, year=year)
    said += left_out(turn, asked, Deed.SEE_TARGETS)
    if len(schools) > len(page):
        said += f" Showing {offset + 1} to {end} of {len(schools)}."
    ask = kept(asked) | ({"from": asked.starts.isoformat()} if asked.starts else {})
    turn.memory["rows"] = [["targets.of_school", {"school": urn, "year": year}] for urn in urns]
    turn.memory.pop("more", None)
    if end < len(schools):
        turn.memory["more"] = {"ask": ask, "offset": end}
    rows, shown = [], []
    for number, school in enumerate(page, 1):
        found = in_force.get(school.urn)
        states = [target_cards.counted(found)] if found is not None else ["None signed off"]
        states += ["A proposal waits"] if school.urn in waits else []
        rows.append((str(number), school.known_as, "; ".join(states)))
        link = cards.link(school.known_as, "targets.of_school", {"school": school.urn, "year": year})
        shown.append([[link], [cards.words(states[0]), *[cards.beneath(each) for each in states[1:]]]])
    table = cards.table((("School", 5), ("Targets and lines of enquiry", 6)), shown)
    actions = [
        cards.press("Next", "list.page", {"ask": ask, "offset": end}) if end < len(schools) else None,
        cards.press("Back", "list.page", {"ask": ask, "offset": max(offset - PAGE, 0)}) if offset else None,
    ]
    return turn.say(
        said,
        in_full=f"{said} Say a number to open one." + (' Say "more" for the next.' if actions[0] else ""),
        summary=f"Targets for {year}",
        table=Table(("", "School", "Targets and lines of enquiry"), tuple(rows)),
        card=cards.card(
            [cards.heading(f"Targets for {year}"), table, cards.note("Press a school to open it.")],
            actions,
            says=said,
        ),
    )


def schools_of(turn: Turn, asked: Interpretation) -> list[School]:
    """The schools whose targets are asked for and may be seen, by name. Raises NotAllowed where none are."""
    schools = readable_schools(turn.uow, turn.speaker)
    named = mine_or_named(turn, asked)
    if named is not None:
        schools = [each for each in schools if each.urn in named]
    if not schools:
        raise NotAllowed(Deed.SEE_TARGETS)
    return schools


def _has_to_do_with_proposals(turn: Turn) -> bool:
    signs = scope(turn.speaker, Deed.SIGN_OFF_TARGETS, turn.trust, frozenset()).everything
    return signs or bool(proposable(turn))


async def show_pressed(turn: Turn, press: Press) -> Reply:
    """A row or button asks for a school's targets of a year."""
    school, year = press.data.get("school"), press.data.get("year")
    if not isinstance(school, str) or not isinstance(year, str) or len(year) != len("2026/27"):
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await show(turn, school, year)


async def show(turn: Turn, school: str, year: str) -> Reply:
    """What is in force for a school and year, and what is proposed, for those who may know."""
    found = await read_school_targets(
        uow=turn.uow, policy=turn.policy, today=turn.today, reader=turn.speaker, school=school, year=year
    )
    name = found.school.known_as
    note_list(turn, "targets", Interpretation(Intent.TARGET_SHOW, school=school), year=year)
    if found.school.status is Membership.JOINING:
        said = f"{name} is joining the trust: it has targets from when it is a member."
        return turn.say(said, summary=f"Targets: {name}")
    said = f"{name}, {year}: {_how(turn, found)}"
    lines = ""
    if found.in_force is not None:
        lines = "\n" + target_cards.in_words(found.in_force.items, found.noted, found.priorities)
    return turn.say(
        said,
        in_full=said + lines,
        summary=f"Targets: {name}",
        card=target_cards.of_school(found, turn.trust, said, _actions(turn, found)),
    )


def _how(turn: Turn, found: SchoolTargets) -> str:
    said = "no targets have been signed off yet."
    if found.in_force is not None:
        stands = target_cards.stands(found.in_force, turn.trust)
        said = f"{target_cards.counted(found.in_force)}. {stands.replace('signed it off', 'signed them off')}"
    if found.proposed is not None:
        who = turn.trust.person(found.proposed.proposed_by).name
        waits = target_cards.stands(found.proposed, turn.trust).removeprefix("The proposal ")
        said += f" {'Another' if found.in_force else 'A'} proposal by {who} {waits}"
    return said


def _actions(turn: Turn, found: SchoolTargets) -> list[cards.Element | None]:
    this, following = years_to_set(turn)
    school = found.school.urn
    actions: list[cards.Element | None] = []
    if found.proposed is not None:
        data = {"set": found.proposed.id, cards.BESIDE: True}
        actions.append(cards.press("See what is proposed", "targets.set", data))
    if found.year in (this, following) and school in proposable(turn) and not turn.incoming.read_only:
        title = "Change them" if found.in_force or found.proposed else "Set them"
        of_year = {"school": school, "year": found.year, cards.BESIDE: True}
        actions.append(cards.press(title, "targets.start", of_year))
    other = following if found.year == this else this
    actions.append(cards.press(other, "targets.of_school", {"school": school, "year": other}))
    return actions
