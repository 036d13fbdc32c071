"""Recommendations under way: "any recommendations waiting?", one with its evidence, and taking its next step.

Nothing that comes with a button is trusted: it says which recommendation it showed and how many steps that
had, and whoever was not quick enough is shown how it stands now.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dialogs import cards, designation_history, recommendation_cards, wording
from dialogs.list_shown import note_list
from dialogs.messages import Press, Reply, Table
from dialogs.narrowing import mine_or_named
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions import designating
from strategy.actions.judgement_reading import (
    Waiting,
    last_judgements,
    read_recommendation,
    waiting_recommendations,
)
from strategy.actions.signing_off import sign_off
from strategy.actions.steps import Shown, thing_of
from strategy.designations import Designation
from strategy.edition import Edition
from strategy.errors import Invalid, NotAllowed
from strategy.permissions import Deed, may, may_see_school
from strategy.recommendations import Overtaken, Recommendation

MOST_ROWS = 8
_WHO_DID = re.compile(r"^\W*who (?:signed|decided|changed|approved|put)\b", re.IGNORECASE)


def _edition(turn: Turn) -> Edition:
    return turn.policy.on(turn.today, turn.trust.calendar)


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """The recommendations that wait, those for the asker first; the only one of a school at once."""
    found = await found_by(turn, asked)
    if not found and asked.school and _WHO_DID.match(turn.incoming.text):
        return await designation_history.answer(turn, asked)
    if not found:
        where = f" for {turn.trust.school(asked.school).known_as}" if asked.school else ""
        return turn.say(f"No recommendation is under way{where}.", summary="Recommendations: none")
    if len(found) == 1 and not asked.export:
        return await show(turn, found[0].recommendation.id)
    note_list(turn, "recommendations", asked)
    return _list(turn, found)


async def found_by(turn: Turn, asked: Interpretation) -> list[Waiting]:
    """The recommendations that a question asks for. Raises NotAllowed."""
    return await waiting_recommendations(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        reader=turn.speaker,
        schools=mine_or_named(turn, asked),
    )


def in_words(found: list[Waiting]) -> str:
    """How many are under way, and how many of them wait for the reader."""
    yours = sum(each.is_for_reader for each in found)
    are = "is" if len(found) == 1 else "are"
    said = f"{wording.capitalised(wording.several(len(found), 'recommendation'))} {are} under way"
    return said + (f", {yours} of them for you to act on." if yours else "; none waits for you.")


def _list(turn: Turn, found: list[Waiting]) -> Reply:
    said = in_words(found)
    page = found[:MOST_ROWS]
    if len(found) > len(page):
        said += f" Showing the first {len(page)}; name a school to see its own."
    turn.memory["rows"] = [
        ["recommendation.show", {"recommendation": each.recommendation.id}] for each in page
    ]
    rows, shown = [], []
    for number, each in enumerate(page, 1):
        recommendation = each.recommendation
        school = turn.trust.school(recommendation.school).known_as
        name = wording.DESIGNATIONS[recommendation.proposed]
        waits = recommendation_cards.stands(recommendation, _edition(turn), turn.trust)
        rows.append((str(number), school, name, waits))
        data = {"recommendation": recommendation.id}
        shown.append(
            [
                [cards.link(school, "recommendation.show", data), cards.beneath(name)],
                [cards.words(waits, bold=each.is_for_reader)],
            ]
        )
    table = cards.table((("School", 4), ("How it stands", 7)), shown)
    return turn.say(
        said,
        in_full=f"{said} Say a number to open one.",
        summary=f"Recommendations: {len(found)}",
        table=Table(("", "School", "Designation", "How it stands"), tuple(rows)),
        card=cards.card(
            [cards.heading("Recommendations"), table, cards.note("Press a school to open it.")], says=said
        ),
    )


async def show(
    turn: Turn, recommendation_id: object, *, lead: str = "", entered: Mapping[str, str] | None = None
) -> Reply:
    """One recommendation with the whole chain and its evidence, and the buttons of the reader's step."""
    if not isinstance(recommendation_id, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    waiting = await read_recommendation(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        reader=turn.speaker,
        recommendation_id=recommendation_id,
    )
    found, edition = waiting.recommendation, _edition(turn)
    last = await last_judgements(uow=turn.uow, reader=turn.speaker, today=turn.today, school=found.school)
    may_withdraw = may(turn.speaker, Deed.WITHDRAW_RECOMMENDATION, thing_of(found), turn.trust, frozenset())
    card = recommendation_cards.whole(
        waiting, last, edition, turn.trust, may_withdraw=may_withdraw, lead=lead, entered=entered
    )
    said = recommendation_cards.in_short(waiting, edition, turn.trust)
    return turn.say(
        f"{lead} {said}".strip(),
        in_full=f"{lead}\n{recommendation_cards.in_words(waiting, last, edition, turn.trust)}".strip(),
        summary=f"Recommendation: {turn.trust.school(found.school).known_as}",
        card=card,
    )


async def show_pressed(turn: Turn, press: Press) -> Reply:
    """The button or row of one recommendation."""
    return await show(turn, press.data.get("recommendation"))


async def show_of_school(turn: Turn, press: Press) -> Reply:
    """What is under way for a school."""
    school = press.data.get("school")
    if not isinstance(school, str) or school not in turn.trust.schools:
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await answer(turn, Interpretation(Intent.DESIGNATION_REVIEW, school=school))


async def show_evidence(turn: Turn, press: Press) -> Reply:
    """The whole evidence for one indicator."""
    number, place = press.data.get("recommendation"), press.data.get("indicator")
    if not isinstance(number, int) or not isinstance(place, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    waiting = await read_recommendation(
        uow=turn.uow, policy=turn.policy, now=turn.now, reader=turn.speaker, recommendation_id=number
    )
    judged = waiting.recommendation.judgements
    if not 0 <= place < len(judged):
        return await show(turn, number)
    each = judged[place]
    school = turn.trust.school(waiting.recommendation.school).known_as
    name = _edition(turn).indicators.get(each.indicator, each.indicator)
    said = f"{school}, {name}: the criteria of {wording.DESIGNATIONS[each.fits]} fit."
    body = [cards.heading(f"{school}: {name}"), cards.words(said), cards.words(each.evidence)]
    card = cards.card(body, says=said)
    return turn.say(said, in_full=f"{said}\n{each.evidence}", summary=f"Evidence: {school}", card=card)


async def take_step(turn: Turn, press: Press) -> Reply:
    """A button of a step: take it, or say what is missing, or how it stands where somebody was quicker."""
    number, revision = press.data.get("recommendation"), press.data.get("revision")
    if not isinstance(number, int) or not isinstance(revision, int):
        return turn.say(wording.REFUSAL, summary="Not possible")
    entered = {name: str(press.data.get(name) or "") for name in ("reason", "designation")}
    try:
        taken = await _taken(turn, press.do, Shown(number, revision), entered)
    except Invalid as refused:
        return await show(turn, number, lead=" ".join(refused.faults.values()), entered=entered)
    except Overtaken as overtaken:
        return await _how_it_stands(turn, overtaken.recommendation)
    return _done(turn, taken)


async def _taken(turn: Turn, do: str, shown: Shown, entered: Mapping[str, str]) -> Recommendation:
    who: dict[str, Any] = {
        "uow": turn.uow,
        "policy": turn.policy,
        "now": turn.now,
        "person": turn.speaker,
        "shown": shown,
    }
    reason = entered["reason"]
    if do == "recommendation.endorse":
        return await designating.endorse(**who)
    if do == "recommendation.send_back":
        return await designating.send_back(**who, reason=reason)
    if do == "recommendation.withdraw":
        return await designating.withdraw(**who, reason=reason)
    if do == "recommendation.review":
        return await designating.review(**who, designation=_chosen(entered), reason=reason)
    found = await turn.uow.recommendations.get(shown.id)
    if found is None:
        raise NotAllowed(Deed.SIGN_OFF_DESIGNATION)
    if do != "recommendation.otherwise":
        return await sign_off(**who, designation=found.proposed)
    chosen = _chosen(entered)
    may_sign_off = may_see_school(
        turn.speaker, Deed.SIGN_OFF_DESIGNATION, found.school, turn.today, turn.trust
    )
    if may_sign_off and found.revision == shown.revision and chosen is found.proposed:
        # Else the button would sign off the very designation that it is there to avoid.
        name = wording.DESIGNATIONS[chosen]
        said = f"{name} is what is recommended. To decide otherwise, please choose another and say why."
        raise Invalid({"designation": said})
    return await sign_off(**who, designation=chosen, reason=reason)


def _chosen(entered: Mapping[str, str]) -> Designation:
    try:
        return Designation(entered["designation"])
    except ValueError:
        raise Invalid({"designation": "Please choose the designation."}) from None


async def _how_it_stands(turn: Turn, found: Recommendation) -> Reply:
    """What somebody is told who was shown an earlier state: how it stands, if they may still read it."""
    happened = recommendation_cards.what_happened(found, turn.trust)
    return await show(turn, found.id, lead=happened)


def _done(turn: Turn, taken: Recommendation) -> Reply:
    school = turn.trust.school(taken.school).known_as
    done = recommendation_cards.did(taken.last, turn.trust).removeprefix(turn.speaker.name).strip()
    said = f"Done: you {done} for {school}."
    if taken.is_under_way:
        said += f" {recommendation_cards.stands(taken, _edition(turn), turn.trust)}"
    card = cards.card(
        [cards.heading(f"Recommendation: {school}"), cards.words(said)],
        [cards.press("Look at it", "recommendation.show", {"recommendation": taken.id, cards.BESIDE: True})],
        says=said,
    )
    return turn.say(said, summary=f"Recorded: {school}", card=card)
