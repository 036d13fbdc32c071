"""Targets and lines of enquiry: a proposal waits, targets were signed off, one's own proposal has ended."""

from __future__ import annotations

from dialogs import cards, target_cards
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.telling import NoLonger, Telling
from strategy.actions.target_reading import may_follow
from strategy.actions.telling_of_targets import concerned_by_targets
from strategy.ports import Letter, Notice
from strategy.targets import SetState, TargetSet, asked_to_sign_off

WAITING = "Say \u201cany targets waiting to be signed off?\u201d to me in Teams to see them."


async def proposed_by_message(telling: Telling) -> Notice:
    """What waits for the recipient, one tap away."""
    found = await _waiting(telling)
    said, heading = _waiting_words(found, telling), f"Targets to sign off: {_school(found, telling)}"
    return Notice(
        said, heading, cards.card([cards.heading(heading), cards.words(said)], [_open(found)], says=said)
    )


async def proposed_by_mail(telling: Telling) -> Letter:
    """The same in words."""
    found = await _waiting(telling)
    heading = f"Targets to sign off: {_school(found, telling)}"
    return letter(telling, heading, [_waiting_words(found, telling), WAITING])


async def signed_off_by_message(telling: Telling) -> Notice:
    """That targets hold, and the way to them."""
    found = await _signed_off(telling)
    said, heading = _signed_off_words(found, telling), f"Targets signed off: {_school(found, telling)}"
    return Notice(
        said, heading, cards.card([cards.heading(heading), cards.words(said)], [_open(found)], says=said)
    )


async def signed_off_by_mail(telling: Telling) -> Letter:
    """The same in words."""
    found = await _signed_off(telling)
    school = _school(found, telling)
    ask = f"Ask me in Teams: \u201cwhat are the targets for {school}?\u201d"
    return letter(telling, f"Targets signed off: {school}", [_signed_off_words(found, telling), ask])


async def ended_by_message(telling: Telling) -> Notice:
    """Who ended what the recipient proposed, and why."""
    found = await _ended(telling)
    said, heading = _ended_words(found, telling), f"Proposed targets: {_school(found, telling)}"
    reason, _ = quoted([("Reason", found.reason)]) if found.reason else ([], False)
    body = [cards.heading(heading), cards.words(said), *reason]
    return Notice(said, heading, cards.card(body, [_open(found)], says=said))


async def ended_by_mail(telling: Telling) -> Letter:
    """Without the reason."""
    found = await _ended(telling)
    heading = f"Proposed targets: {_school(found, telling)}"
    where = "The reason is with me in Teams." if found.reason else ""
    return letter(telling, heading, [_ended_words(found, telling), where])


async def _as_told(telling: Telling, *states: SetState) -> TargetSet:
    found = await telling.uow.targets.get(telling.number("targets"))
    if found is None:
        raise NoLonger("no such targets")
    if found.state not in states:
        raise NoLonger("decided on since")
    return found


async def _waiting(telling: Telling) -> TargetSet:
    found = await _as_told(telling, SetState.PROPOSED)
    asked = asked_to_sign_off(found, telling.trust)
    if asked is None or telling.recipient.id not in asked[1]:
        raise NoLonger("not theirs to decide")
    return found


async def _signed_off(telling: Telling) -> TargetSet:
    found = await _as_told(telling, SetState.SIGNED_OFF)
    in_force = (await telling.uow.targets.in_force([found.school], found.year)).get(found.school)
    if in_force is None or in_force.id != found.id:
        raise NoLonger("others hold by now")
    if telling.recipient.id not in concerned_by_targets(telling.uow, found):
        raise NoLonger("does not concern them any more")
    return found


async def _ended(telling: Telling) -> TargetSet:
    found = await _as_told(telling, SetState.SENT_BACK, SetState.SUPERSEDED)
    if telling.recipient.id != found.proposed_by:
        raise NoLonger("not about a proposal of theirs")
    if not may_follow(telling.uow, telling.policy, telling.today, telling.recipient, found.school):
        raise NoLonger("may not read it any more")
    return found


def _school(found: TargetSet, telling: Telling) -> str:
    return telling.trust.school(found.school).known_as


def _waiting_words(found: TargetSet, telling: Telling) -> str:
    who = telling.trust.person(found.proposed_by).name
    what = target_cards.counted(found)
    return (
        f"{who} proposed {what} for {_school(found, telling)}, {found.year}. They wait for you to sign off."
    )


def _signed_off_words(found: TargetSet, telling: Telling) -> str:
    who = telling.trust.person(found.decided_by or 0).name
    what = target_cards.counted(found)
    return f"{what} for {_school(found, telling)}, {found.year}, hold from now: {who} signed them off."


def _ended_words(found: TargetSet, telling: Telling) -> str:
    who = telling.trust.person(found.decided_by or 0).name
    what = f"your proposed targets for {_school(found, telling)}, {found.year}"
    if found.state is SetState.SENT_BACK:
        return f"{who} sent back {what}. Please look at the reason and propose again."
    return f"{who} has proposed others in the place of {what}."


def _open(found: TargetSet) -> cards.Element:
    return cards.press("Look at them", "targets.set", {"set": found.id, cards.BESIDE: True})
