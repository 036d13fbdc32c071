"""What the strategy says, in our words: criteria of designations, indicators, the improvement model."""

from __future__ import annotations

from collections.abc import Sequence

from dialogs import cards, wording
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.designations import Designation, risk_of
from strategy.edition import Edition, Element, ElementOfModel

NOT_A_CHECKLIST = "It is there to think with, not to tick off."


def _edition(turn: Turn) -> Edition:
    return turn.policy.on(turn.today, turn.trust.calendar)


async def criteria(turn: Turn, asked: Interpretation) -> Reply:
    """The criteria of a designation, or of those of a risk; without either, the quality indicators."""
    wanted = [asked.designation] if asked.designation else []
    if asked.risk and not wanted:
        wanted = [each for each in Designation if risk_of(each) is asked.risk]
    if not wanted:
        return _indicators(turn)
    terms = _edition(turn).designations
    parts = [
        (f"{wording.DESIGNATIONS[each]} ({wording.RISKS[terms[each].risk]})", terms[each].criteria)
        for each in wanted
    ]
    names = wording.listed([wording.DESIGNATIONS[each] for each in wanted])
    said = f"These are the signs of a school in {names}."
    others = [
        cards.press(wording.DESIGNATIONS[each], "say", {"text": f"Criteria for {each.value}"})
        for each in Designation
        if each not in wanted
    ]
    return _lists(turn, said, f"Criteria: {names}", parts, others)


def _indicators(turn: Turn) -> Reply:
    indicators = tuple(_edition(turn).indicators.values())
    said = (
        "Each term every school is judged on these quality indicators, against the criteria of the "
        "designations."
    )
    actions = [
        cards.press(wording.DESIGNATIONS[each], "say", {"text": f"Criteria for {each.value}"})
        for each in Designation
    ]
    return _lists(turn, said, "Quality indicators", [("", indicators)], actions)


async def guidance(turn: Turn, asked: Interpretation) -> Reply:
    """What the improvement model has schools think about in one element; its elements where none is named."""
    model = _edition(turn).model
    chosen = next((each for each in model if each.element == asked.element), None)
    if chosen is None:
        said = f"The improvement model has {len(model)} elements. Which one?"
        actions = [_way_to(each) for each in model]
        return _lists(turn, said, "Improvement model", [("", tuple(each.name for each in model))], actions)
    said = f"{chosen.name}: what the improvement model has us think about. {NOT_A_CHECKLIST}"
    place = model.index(chosen)
    following = model[(place + 1) % len(model)]
    return _lists(turn, said, chosen.name, [("", chosen.guidance)], [_way_to(following)])


_SAID = {
    ElementOfModel.LEADERSHIP: "leadership and vision",
    ElementOfModel.CURRICULUM: "the curriculum",
    ElementOfModel.BEHAVIOUR_ATTENDANCE: "behaviour and attendance",
    ElementOfModel.TEACHING: "teaching",
    ElementOfModel.PROFESSIONAL_DEVELOPMENT: "professional development",
    ElementOfModel.INTERVENTION: "intervention",
    ElementOfModel.SELF_EVALUATION: "self-evaluation",
}


def _way_to(element: Element) -> cards.Element:
    return cards.press(element.name, "say", {"text": f"Guidance on {_SAID[element.element]}"})


def _lists(
    turn: Turn,
    said: str,
    title: str,
    parts: Sequence[tuple[str, Sequence[str]]],
    actions: Sequence[cards.Element],
) -> Reply:
    """Lists, each under its heading: a line an entry in words, and on a card with ways to go on."""
    lines: list[str] = []
    body: list[cards.Element | None] = [cards.heading(title)]
    for heading, entries in parts:
        if heading:
            lines.append(f"{heading}:")
            body.append(cards.words(heading, bold=True, spacing="medium"))
        lines += [f"- {entry}" for entry in entries]
        body += [cards.words(f"•  {entry}", spacing="small") for entry in entries]
    in_full = "\n".join([said, *lines])
    body += cards.choices(list(actions))
    return turn.say(said, in_full=in_full, summary=title, card=cards.card(body, says=in_full))
