"""How a recommendation is shown: its receipt, the chain so far, the evidence, what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dialogs import cards, wording
from dialogs.shortening import as_much_as_fits
from strategy.actions.judgement_reading import Waiting
from strategy.actions.steps import LONGEST_REASON
from strategy.designations import Designation
from strategy.edition import Edition
from strategy.policy import Policy
from strategy.policy_support import Step, StepTerms
from strategy.recommendations import (
    Decision,
    Judgement,
    Recommendation,
    StepTaken,
    asked_to_act,
    terms_of,
    waits_for,
)
from strategy.trust import Trust

ROOM_FOR_EVIDENCE = 6_000
"""Bytes of JSON that the evidence for all indicators takes on one card; each can be read in full."""
ROOM_FOR_A_REASON = 400
MOST_STEPS = 6

DID: Mapping[Decision, str] = {
    Decision.RECOMMENDED: "recommended {}",
    Decision.ENDORSED: "endorsed {}",
    Decision.SENT_BACK: "sent it back",
    Decision.REVIEWED: "recorded that the Progress Board recommends {}",
    Decision.SIGNED_OFF: "signed off {}",
    Decision.WITHDRAWN: "withdrew it",
    Decision.SUPERSEDED: "began a newer recommendation",
}
TO_DO: Mapping[Step, str] = {
    Step.RECOMMEND: "recommend again",
    Step.ENDORSE: "endorse it or send it back",
    Step.REVIEW: "record what the Progress Board recommends",
    Step.SIGN_OFF: "sign it off",
}


def did(step: StepTaken, trust: Trust) -> str:
    """`Lena Lead endorsed Improve`."""
    what = DID[step.decision].format(wording.DESIGNATIONS[step.designation])
    return f"{trust.person(step.by).name} {what}"


def what_happened(found: Recommendation, trust: Trust) -> str:
    """What is true now, for somebody who was shown an earlier state."""
    return f"That has changed meanwhile: {did(found.last, trust)} on {wording.moment(found.last.at)}."


def stands(found: Recommendation, edition: Edition, trust: Trust) -> str:
    """How it stands: `It waits for Lena Lead to endorse it or send it back.`, or how it ended."""
    school = trust.school(found.school)
    step = waits_for(found, school.status, edition.chain)
    if step is None:
        return f"{did(found.last, trust)} on {wording.moment(found.last.at)}."
    asked = asked_to_act(found, school, trust, edition.chain)
    if asked is None:
        return f"It waits for somebody to {TO_DO[step]}, and nobody is there who may."
    names = wording.listed([trust.person(person).name for person in asked[1]], "or")
    return f"It waits for {names} to {TO_DO[step]}."


def receipt(found: Recommendation, policy: Policy, trust: Trust, today: date) -> tuple[str, dict[str, Any]]:
    """What is said where a recommendation was sent."""
    school = trust.school(found.school).known_as
    edition = policy.on(today, trust.calendar)
    said = (
        f"Sent: you recommend {wording.DESIGNATIONS[found.proposed]} for {school}. "
        f"{stands(found, edition, trust)}"
    )
    card = cards.card(
        [cards.heading(f"Recommendation sent: {school}"), cards.words(said)],
        [cards.press("Look at it", "recommendation.show", {"recommendation": found.id, cards.BESIDE: True})],
        says=said,
    )
    return said, card


def in_short(waiting: Waiting, edition: Edition, trust: Trust) -> str:
    """One recommendation in two sentences."""
    found = waiting.recommendation
    school = trust.school(found.school)
    name = wording.DESIGNATIONS[found.proposed]
    before = wording.DESIGNATIONS[found.in_force] if found.in_force else "no designation"
    standing = stands(found, edition, trust)
    if waiting.is_for_reader and waiting.step is not None:
        standing = f"It waits for you to {TO_DO[waiting.step]}."
    return f"{school.known_as}: {name} is recommended, in the place of {before}. {standing}"


def in_words(waiting: Waiting, last: Mapping[str, Judgement], edition: Edition, trust: Trust) -> str:
    """The whole of it where no card can be shown."""
    found = waiting.recommendation
    lines = [in_short(waiting, edition, trust), ""]
    for step in found.steps:
        reason = f" Why: {step.reason}" if step.reason else ""
        lines.append(f"{wording.moment(step.at)}: {did(step, trust)}.{reason}")
    lines.append("")
    for each in found.judgements:
        lines.append(f"{edition.indicators.get(each.indicator, each.indicator)}: {_fits(each, last)}")
        lines.append(each.evidence)
    return "\n".join(lines)


def whole(
    waiting: Waiting,
    last: Mapping[str, Judgement],
    edition: Edition,
    trust: Trust,
    *,
    may_withdraw: bool,
    lead: str = "",
    entered: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The chain and the evidence first, then what the reader can do. `entered` is what they typed before."""
    found = waiting.recommendation
    school = trust.school(found.school)
    body: list[cards.Element | None] = [cards.heading(f"Recommendation: {school.known_as}")]
    if lead:
        body.append(cards.fault(lead))
    body.append(cards.words(in_short(waiting, edition, trust).partition(": ")[2]))
    body.append(cards.words("The way here", bold=True, spacing="medium"))
    body += _chain(found, trust)
    body.append(cards.words("Judgements and evidence", bold=True, spacing="medium"))
    body += _evidence(found, last, edition)
    actions: list[cards.Element | None] = []
    if waiting.is_for_reader and waiting.step is not None:
        inputs, actions = _step(found, terms_of(waiting.step, edition.chain), entered or {})
        body += inputs
    if may_withdraw and found.is_under_way:
        data = _shown(found)
        if not any(each and each.get("id") == "reason" for each in body):
            body.append(_reason(entered or {}, "Reason, if you withdraw it"))
        # Behind "…" only where there is something else to do.
        hidden = bool(actions)
        actions.append(cards.press("Withdraw it", "recommendation.withdraw", data, secondary=hidden))
    return cards.card(body, actions, says=in_short(waiting, edition, trust))


def _chain(found: Recommendation, trust: Trust) -> list[cards.Element]:
    shown: list[cards.Element] = []
    if len(found.steps) > MOST_STEPS:
        shown.append(cards.note(f"{len(found.steps) - MOST_STEPS} earlier steps are not shown."))
    for step in found.steps[-MOST_STEPS:]:
        shown.append(cards.words(f"{did(step, trust)}", spacing="small"))
        shown.append(cards.beneath(wording.moment(step.at)))
        if step.reason:
            shown.append(cards.words(_cut(step.reason, ROOM_FOR_A_REASON), spacing="none"))
    return shown


def _evidence(found: Recommendation, last: Mapping[str, Judgement], edition: Edition) -> list[cards.Element]:
    shown: list[cards.Element] = []
    room = ROOM_FOR_EVIDENCE // max(len(found.judgements), 1)
    for place, each in enumerate(found.judgements):
        beginning = as_much_as_fits(each.evidence, room)
        cut = len(beginning) < len(each.evidence)
        name = edition.indicators.get(each.indicator, each.indicator)
        data = {"recommendation": found.id, "indicator": place}
        shown.append(
            cards.link(name, "recommendation.evidence", data) if cut else cards.words(name, bold=True)
        )
        shown.append(cards.beneath(_fits(each, last)))
        shown.append(cards.words(beginning + (" …" if cut else ""), spacing="none"))
    return shown


def _fits(each: Judgement, last: Mapping[str, Judgement]) -> str:
    before = last.get(each.indicator)
    now = wording.DESIGNATIONS[each.fits]
    if before is None or before.fits is each.fits:
        return f"The criteria of {now} fit" + (", as last time" if before else "")
    return f"The criteria of {now} fit; last time those of {wording.DESIGNATIONS[before.fits]}"


def _cut(text: str, room: int) -> str:
    beginning = as_much_as_fits(text, room)
    return beginning + (" …" if len(beginning) < len(text) else "")


def _shown(found: Recommendation) -> dict[str, Any]:
    return {"recommendation": found.id, "revision": found.revision}


def _reason(entered: Mapping[str, str], label: str = "Reason") -> cards.Element:
    return {
        "type": "Input.Text",
        "id": "reason",
        "label": label,
        "isMultiline": True,
        "maxLength": LONGEST_REASON,
        "value": entered.get("reason", ""),
    }


def _other(found: Recommendation, label: str, entered: Mapping[str, str]) -> cards.Element:
    chosen = entered.get("designation", "")
    return {
        "type": "Input.ChoiceSet",
        "id": "designation",
        "label": label,
        "style": "compact",
        "choices": [{"title": title, "value": each.value} for each, title in wording.DESIGNATIONS.items()],
        "value": chosen if chosen in set(Designation) else found.proposed.value,
    }


def _step(
    found: Recommendation, terms: StepTerms, entered: Mapping[str, str]
) -> tuple[list[cards.Element], list[cards.Element | None]]:
    """The inputs and buttons of the step that waits for the reader."""
    data, name = _shown(found), wording.DESIGNATIONS[found.proposed]
    send_back = cards.press("Send back", "recommendation.send_back", data) if terms.can_send_back else None
    if terms.step is Step.RECOMMEND:
        again = cards.press("Recommend again", "recommendation.start", {"school": found.school}, primary=True)
        return [], [again]
    if terms.step is Step.ENDORSE:
        button = cards.press(f"Endorse {name}", "recommendation.endorse", data, primary=True)
        return [_reason(entered, "Reason, if you send it back")], [button, send_back]
    if terms.step is Step.REVIEW:
        inputs = [
            _other(found, "The Progress Board recommends", entered),
            _reason(entered, "Reason, if that is another"),
        ]
        button = cards.press("Record it", "recommendation.review", data, primary=True)
        return inputs, [button, send_back]
    inputs = [
        _other(found, "If the EIT decides otherwise", entered),
        _reason(entered, "Reason, if it decides otherwise"),
    ]
    return inputs, [
        cards.press(f"Sign off {name}", "recommendation.sign_off", data, primary=True),
        cards.press("Decide otherwise", "recommendation.otherwise", data),
        send_back,
    ]
