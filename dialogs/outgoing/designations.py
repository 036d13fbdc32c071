"""Recommended designations: a step waits for somebody, one was signed off, one of theirs has ended."""

from __future__ import annotations

from dialogs import cards, wording
from dialogs.outgoing.letters import letter
from dialogs.outgoing.quoting import quoted
from dialogs.outgoing.telling import NoLonger, Telling
from dialogs.recommendation_cards import TO_DO, did
from strategy.actions.judgement_reading import may_read
from strategy.actions.planning import may_write
from strategy.actions.signing_off import leaves
from strategy.actions.what_follows import concerned_by
from strategy.designations import risk_of
from strategy.ports import Letter, Notice
from strategy.recommendations import Decision, Recommendation, asked_to_act, waits_for

IN_TEAMS = "Say \u201cany recommendations waiting?\u201d to me in Teams to see it with its evidence."


async def step_by_message(telling: Telling) -> Notice:
    """What waits for the recipient, with the whole of it one tap away."""
    found = await _waiting(telling)
    school = telling.trust.school(found.school).known_as
    said = f"{did(found.last, telling.trust)} for {school}. {_asked(found, telling)}"
    reason, _ = quoted([("Reason", found.last.reason)]) if found.last.reason else ([], False)
    body = [cards.heading(_step_summary(found, telling)), cards.words(said), *reason]
    card = cards.card(body, [_open(found)], says=said)
    return Notice(said, _step_summary(found, telling), card)


async def step_by_mail(telling: Telling) -> Letter:
    """The same without any judgement: a mail may be read by anybody."""
    found = await _waiting(telling)
    return letter(telling, _step_summary(found, telling), [_asked(found, telling), IN_TEAMS])


async def signed_off_by_message(telling: Telling) -> Notice:
    """Which designation holds from which day, and what follows from it."""
    found = await _signed_off(telling)
    school = telling.trust.school(found.school).known_as
    after = found.proposed
    before = wording.DESIGNATIONS[found.in_force] if found.in_force else "without a designation"
    risk = risk_of(after)
    said = (
        f"{school} is designated {wording.DESIGNATIONS[after]}{f' ({wording.RISKS[risk]})' if risk else ''} "
        f"from {wording.moment(found.last.at)}, signed off by {telling.trust.person(found.last.by).name}. "
    )
    if found.in_force is after:
        said += "That is as before."
    else:
        said += f"It was {before}. Its support, meetings and plan reports follow from that day."
    exit_plan = None
    if leaves(risk_of(found.in_force), risk, telling.policy, telling.today, telling.uow):
        said += " An exit plan is to follow: planning goes back to the school."
        if may_write(telling.recipient, found.school, telling.today, telling.uow):
            exit_plan = cards.press("Draw up the exit plan", "exit.show", {"school": found.school})
    heading = _signed_off_summary(found, telling)
    body = [cards.heading(heading), cards.words(said)]
    return Notice(said, heading, cards.card(body, [exit_plan], says=said))


async def signed_off_by_mail(telling: Telling) -> Letter:
    """That there is a designation, not which: a mail may be read by anybody."""
    found = await _signed_off(telling)
    school = telling.trust.school(found.school).known_as
    ask = f"Ask me in Teams: \u201cwhat is {school} designated as?\u201d"
    return letter(
        telling, _signed_off_summary(found, telling), [f"A designation was signed off for {school}.", ask]
    )


async def ended_by_message(telling: Telling) -> Notice:
    """Who ended what the recipient recommended, and why."""
    found = await _ended(telling)
    said = _ended_words(found, telling)
    heading = _ended_summary(found, telling)
    reason, _ = quoted([("Reason", found.last.reason)]) if found.last.reason else ([], False)
    card = cards.card([cards.heading(heading), cards.words(said), *reason], [_open(found)], says=said)
    return Notice(said, heading, card)


async def ended_by_mail(telling: Telling) -> Letter:
    """Without the reason."""
    found = await _ended(telling)
    return letter(telling, _ended_summary(found, telling), [_ended_words(found, telling)])


async def _as_told(telling: Telling) -> Recommendation:
    """The recommendation at the revision that is told of. Raises NoLonger where more was done since."""
    found = await telling.uow.recommendations.get(telling.number("recommendation"))
    if found is None:
        raise NoLonger("no such recommendation")
    if found.key != telling.outgoing.subject:
        raise NoLonger("another step was taken since")
    return found


async def _waiting(telling: Telling) -> Recommendation:
    found = await _as_told(telling)
    chain = telling.policy.on(telling.today, telling.trust.calendar).chain
    asked = asked_to_act(found, telling.trust.school(found.school), telling.trust, chain)
    if asked is None or telling.recipient.id not in asked[1]:
        raise NoLonger("not theirs to act on")
    return found


def _asked(found: Recommendation, telling: Telling) -> str:
    school = telling.trust.school(found.school)
    step = waits_for(found, school.status, telling.policy.on(telling.today, telling.trust.calendar).chain)
    return f"It waits for you to {TO_DO[step]}." if step else ""


async def _signed_off(telling: Telling) -> Recommendation:
    found = await _as_told(telling)
    school = telling.trust.school(found.school)
    if found.last.decision is not Decision.SIGNED_OFF or school.designation is not found.proposed:
        raise NoLonger("another designation holds by now")
    if telling.recipient.id not in concerned_by(telling.uow, found):
        raise NoLonger("does not concern them any more")
    return found


async def _ended(telling: Telling) -> Recommendation:
    found = await _as_told(telling)
    if telling.recipient.id != found.started_by or found.last.decision not in (
        Decision.WITHDRAWN,
        Decision.SUPERSEDED,
    ):
        raise NoLonger("not about a recommendation of theirs")
    if not await may_read(telling.uow, telling.policy, telling.now, telling.recipient, found):
        raise NoLonger("may not read it any more")
    return found


def _ended_words(found: Recommendation, telling: Telling) -> str:
    school = telling.trust.school(found.school).known_as
    who = telling.trust.person(found.last.by).name
    if found.last.decision is Decision.WITHDRAWN:
        return f"{who} has withdrawn your recommendation for {school}. Nothing more comes of it."
    return f"{who} has begun a newer recommendation for {school}, in the place of yours."


def _step_summary(found: Recommendation, telling: Telling) -> str:
    school = telling.trust.school(found.school).known_as
    sent_back = found.last.decision is Decision.SENT_BACK
    return f"Recommendation {'sent back' if sent_back else 'waiting for you'}: {school}"


def _signed_off_summary(found: Recommendation, telling: Telling) -> str:
    return f"Designation signed off: {telling.trust.school(found.school).known_as}"


def _ended_summary(found: Recommendation, telling: Telling) -> str:
    return f"Recommendation ended: {telling.trust.school(found.school).known_as}"


def _open(found: Recommendation) -> cards.Element:
    return cards.press("Look at it", "recommendation.show", {"recommendation": found.id, cards.BESIDE: True})
