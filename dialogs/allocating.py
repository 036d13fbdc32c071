"""Allocating support: "deploy an SLE for maths to Eastgate, Tuesdays until Easter"."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from dialogs import cards, wording
from dialogs.allocation_answers import SEEN, AllocationContext, kind_of
from dialogs.allocation_form import ALLOCATION, form_for
from dialogs.allocation_paper import day_meant, supportable, what_is_to_be_said, who_gives
from dialogs.allocation_sentences import typed_from
from dialogs.drafting import ask_again, context_of, keep, put_away, start_draft
from dialogs.form_questions import show
from dialogs.forms import Checked, check
from dialogs.messages import Press, Reply
from dialogs.support_words import KINDS, counted, days, from_to, how_much, to_be_used
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.allocating import (
    MoreToSay,
    Wanted,
    allocate,
    grant_days,
    require_may_allocate,
)
from strategy.errors import Invalid
from strategy.people import Capacity
from strategy.ports import Draft, DraftState
from strategy.schools import Membership
from strategy.support import COUNTED, Allocated, GrantedDays

GRANTED = "granted"
"""What the draft is about that granted days: they have ids of their own."""
_NOTHING_YET = {True: "it has not joined yet", False: "it has no designation yet"}


async def begin(turn: Turn, asked: Interpretation) -> Reply:
    """Show the form with what the sentence says, or the draft of the same that was begun."""
    require_may_allocate(turn.speaker, turn.uow)
    school = turn.trust.schools.get(asked.school or "")
    if school is not None and school.urn not in supportable(turn.trust):
        why = _NOTHING_YET[school.status is Membership.JOINING]
        said = f"{school.known_as} has no support so far: {why}. It can be given once that is settled."
        return turn.say(said, summary=f"Support: {school.known_as}")
    known = typed_from(turn, asked)
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, ALLOCATION):
        if _is_the_same(draft, known):
            kept = await keep(turn, draft, {**draft.values, **known})
            return await show(turn, kept, await context_of(turn, kept), resumed=True)
    draft = await start_draft(turn, ALLOCATION, known)
    return await show(turn, draft, await context_of(turn, draft))


def _is_the_same(draft: Draft, known: dict[str, str]) -> bool:
    """Whether a draft is of the same school and kind, and of nobody else."""
    same = all(draft.values.get(name) == known.get(name) for name in ("school", "support"))
    return same and draft.values.get("who", "") in ("", known.get("who", draft.values.get("who", "")))


async def finish(turn: Turn, draft: Draft, context: AllocationContext) -> Reply:
    """Show it all once more with what is to be said of it; where nothing is, in a talk, do it at once."""
    checked = check(form_for(kind_of(draft.values)), context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    told = _told(draft, context)
    by_talk = "talk" in turn.memory and turn.incoming.press is None
    if by_talk and (draft.values.get(SEEN) == told or not context.concerns):
        return await _do(turn, draft, context, checked)
    draft = await keep(turn, draft, {**draft.values, SEEN: told})
    return _look_over(turn, draft, context, checked)


async def confirm(turn: Turn, press: Press) -> Reply:
    """The button under what was shown: it is done, unless more is to be said by now."""
    require_may_allocate(turn.speaker, turn.uow)
    key = press.data.get("draft")
    draft = await turn.uow.drafts.by_key(key) if isinstance(key, str) else None
    if draft is None or draft.author != turn.speaker.id or draft.state is DraftState.DISCARDED:
        return turn.say("I don't have that any more. Please ask me again.", summary="No such form")
    if draft.state is DraftState.FILED:
        return await allocated_before(turn, draft)
    context: AllocationContext = await context_of(turn, draft)
    checked = check(form_for(kind_of(draft.values)), context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    told = _told(draft, context)
    if draft.values.get(SEEN) != told:
        draft = await keep(turn, draft, {**draft.values, SEEN: told})
        return _look_over(turn, draft, context, checked, lead="This has changed since you looked at it.")
    return await _do(turn, draft, context, checked)


def _told(draft: Draft, context: AllocationContext) -> str:
    """A short sign for what was shown: the values, and what was said of them."""
    values = sorted((name, value) for name, value in draft.values.items() if name != SEEN)
    said = what_is_to_be_said(context)
    return hashlib.sha256(repr((values, said)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _look_over(
    turn: Turn, draft: Draft, context: AllocationContext, checked: Checked, lead: str = ""
) -> Reply:
    """All of it in a few lines, and what is to be said before it is done."""
    facts, said = _facts(context, checked, turn), what_is_to_be_said(context)
    school = checked.values["school"].known_as
    body: list[cards.Element | None] = [cards.heading(f"Allocate this to {school}?")]
    body += [cards.fault(lead)] if lead else []
    body += [cards.facts(facts)]
    if said:
        counted = checked.values["support"] in COUNTED
        title = "How it stands" if counted else "Before you do"
        body.append(cards.words(title, bold=True, spacing="medium"))
        body += [cards.words(sentence, spacing="small") for sentence in said]
    section = len(form_for(kind_of(draft.values)).sections) - 1
    actions = [
        cards.press("Allocate it", "support.allocate", {"draft": draft.key}, primary=True),
        cards.press("Change something", "form.open", {"draft": draft.key, "section": section}),
    ]
    first = " ".join([part for part in (lead, f"Allocate this to {school}?") if part])
    in_full = "\n".join(
        [first, *(f"{label}: {value}" for label, value in facts), *said, 'Say "allocate it" to do it.']
    )
    if "talk" in turn.memory:
        turn.memory["talk"] = {"draft": draft.key, "at": "review"}
    return turn.say(
        first,
        in_full=in_full,
        summary=f"Allocate support: {school}"[:120],
        card=cards.card(body, actions, says=first),
    )


def _facts(context: AllocationContext, checked: Checked, turn: Turn) -> list[tuple[str, str]]:
    values = checked.values
    kind = KINDS[values["support"]]
    if values["support"] in COUNTED:
        return [("Kind", kind), ("On top", days(values["days"])), ("Reason", values["reason"])]
    proposed = context.proposed
    if proposed is None:
        return [("Kind", kind)]
    who = values["who"] if proposed.person is None else who_gives(proposed, turn.trust)
    facts = [
        ("Kind", kind),
        ("Who", who),
        ("For", values["activity"]),
        ("When", from_to(proposed.span, turn.today)),
        ("How much", how_much(proposed.amount)),
    ]
    return facts + ([("Reason", values["reason"])] if values["reason"] else [])


async def _do(turn: Turn, draft: Draft, context: AllocationContext, checked: Checked) -> Reply:
    """Do it; where that cannot be, say why and keep everything."""
    try:
        if checked.values["support"] in COUNTED:
            granted = await _grant(turn, draft, checked)
            await put_away(turn, replace(draft, about=GRANTED), DraftState.FILED, granted.id)
            return _granted(turn, granted)
        made = await _allocate(turn, context, checked)
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    except MoreToSay as more:
        context = replace(context, concerns=tuple(more.concerns))
        draft = await keep(turn, draft, {**draft.values, SEEN: _told(draft, context)})
        return _look_over(turn, draft, context, checked, lead="This has changed since you looked at it.")
    await put_away(turn, draft, DraftState.FILED, made.id)
    return _done(turn, made)


async def _allocate(turn: Turn, context: AllocationContext, checked: Checked) -> Allocated:
    proposed = context.proposed
    if proposed is None:
        raise Invalid({"": "Something is missing still."})
    who = checked.values["who"]
    return await allocate(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        wanted=Wanted(
            proposed,
            who if isinstance(who, str) else "",
            checked.values["activity"],
            checked.values["reason"],
        ),
        told=context.concerns,
    )


async def _grant(turn: Turn, draft: Draft, checked: Checked) -> GrantedDays:
    return await grant_days(
        uow=turn.uow,
        policy=turn.policy,
        now=turn.now,
        person=turn.speaker,
        school=checked.values["school"].urn,
        support=checked.values["support"],
        days=checked.values["days"],
        reason=checked.values["reason"],
        day=day_meant(draft, turn.today),
    )


async def allocated_before(turn: Turn, draft: Draft) -> Reply:
    """What became of a draft that was carried out: what a second press of the same card gets."""
    if draft.about == GRANTED:
        granted = await turn.uow.allocations.granted(draft.outcome or 0)
        return _granted(turn, granted) if granted else _was_done(turn)
    made = await turn.uow.allocations.get(draft.outcome or 0)
    return _done(turn, made) if made else _was_done(turn)


def _was_done(turn: Turn) -> Reply:
    return turn.say("That was done already.", summary="Done already")


def _done(turn: Turn, made: Allocated) -> Reply:
    school = turn.trust.school(made.school).known_as
    who = turn.trust.person(made.person).name if made.person else "An external provider"
    verb = "is deployed at" if made.person else "supports"
    said = (
        f"Done: {who} {verb} {school}: {how_much(made.amount)}, {from_to(made.span, turn.today)}. "
        f"{_told_of_it(turn, made)}"
    )
    about = {"about": made.about, cards.BESIDE: True}
    card = cards.card(
        [cards.heading(f"Support allocated: {school}"), cards.words(said)],
        [
            cards.press("Change its last day", "support.change.ask", about),
            cards.press("Who is deployed there", "say", {"text": f"Who is deployed at {school}?"}),
        ],
        says=said,
    )
    return turn.say(said, summary=f"Support allocated: {school}", card=card)


def _told_of_it(turn: Turn, made: Allocated) -> str:
    known = turn.trust.school(made.school)
    people = [
        turn.trust.person(person).name for person in (made.person, known.headteacher, known.sip) if person
    ]
    names = list(dict.fromkeys(name for name in people if name != turn.speaker.name))
    return f"I am telling {wording.listed(names)}." if names else ""


def _granted(turn: Turn, granted: GrantedDays) -> Reply:
    school = turn.trust.school(granted.school).known_as
    kind = "SIP" if granted.capacity is Capacity.SIP else "adviser"
    count = counted(granted.days, granted.capacity)
    said = (
        f"Done: {school} has {count} on top of its allocation, {to_be_used(granted.span, turn.today)}. "
        "I am telling those who are concerned."
    )
    ask = f"How many {kind} days are left at {school}?"
    card = cards.card(
        [cards.heading(f"Days granted: {school}"), cards.words(said)],
        [cards.press("How it stands", "say", {"text": ask})],
        says=said,
    )
    return turn.say(said, summary=f"Days granted: {school}", card=card)
