"""Next year as the penultimate EIT prepares it, in conversation: a draft a school, the list of them, the
sign-off.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from dialogs import cards, next_year_lists, target_cards, wording
from dialogs.awaiting import await_yes
from dialogs.drafting import ask_again, context_of, form_of, put_away, start_draft
from dialogs.form_questions import ask
from dialogs.form_questions import begin as begin_form
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.next_year_form import NEXT_YEAR, NextYearContext, about, school_of
from dialogs.next_year_words import items_in_lines, stands, support_in_lines
from dialogs.outgoing.quoting import quoted
from dialogs.turn import Turn
from strategy.actions.preparing_next_year import (
    coming_year,
    may_sign_off_next_year,
    proposed_targets,
    require_preparing,
    sign_off_next_year,
    write_next_year,
)
from strategy.actions.targeting import may_sign_off
from strategy.errors import Invalid
from strategy.next_year import NextYear, NextYearOvertaken, read_items, read_support
from strategy.ports import Draft, DraftState
from strategy.schools import Membership
from strategy.targets import TargetSet

SHOWN = "next_year"
"""Where in the memory stands the draft that was shown last: what "change it" and "sign it off" mean."""


async def prepare(turn: Turn, school: str) -> Reply:
    """A school's draft of next year as it stands, or the form where there is none yet."""
    require_preparing(turn.speaker, turn.uow)
    known = turn.trust.current_school(school)
    if known.status is Membership.JOINING:
        said = f"{known.known_as} is joining the trust: next year is prepared once it is a member."
        return turn.say(said, summary=f"Next year: {known.known_as}")
    draft = await turn.uow.next_years.of(school, coming_year(turn.uow, turn.today))
    if draft is not None:
        return await shown(turn, draft)
    if turn.incoming.read_only:
        return turn.say(f"There is no draft of next year for {known.known_as} yet.", summary="No draft")
    return await _form(turn, {}, about(school, 0))


async def signing(turn: Turn, school: str) -> Reply:
    """A school's draft to be signed off, which is shown first; or that there is none, and the way to it."""
    require_preparing(turn.speaker, turn.uow)
    known, year = turn.trust.current_school(school), coming_year(turn.uow, turn.today)
    draft = await turn.uow.next_years.of(school, year)
    if draft is not None or known.status is Membership.JOINING:
        return await prepare(turn, school)
    said = f"There is no draft of {year} for {known.known_as} yet, so there is nothing to sign off."
    heading = f"Next year: {known.known_as}"
    if turn.incoming.read_only:
        return turn.say(said, summary=heading)
    await_yes(turn, "next_year.show", {"school": school})
    button = cards.press("Prepare it", "next_year.show", {"school": school}, primary=True)
    card = cards.card([cards.heading(heading), cards.words(said)], [button], says=said)
    return turn.say(said, in_full=f"{said} Shall I begin it?", summary=heading, card=card)


async def _form(turn: Turn, values: Mapping[str, str], of: str) -> Reply:
    """The form; as a talk from its first question, since all of it may stay empty."""
    if turn.incoming.shows_cards or values:
        return await begin_form(turn, NEXT_YEAR, values, of)
    begun = [each for each in await turn.uow.drafts.open_of(turn.speaker.id, NEXT_YEAR) if each.about == of]
    draft = begun[0] if begun else await start_draft(turn, NEXT_YEAR, values, of)
    context: NextYearContext = await context_of(turn, draft)
    return ask(turn, draft, context, "support", lead=f"{context.name}, {context.year}.")


async def shown(turn: Turn, draft: NextYear, first: str = "") -> Reply:
    """A draft with its targets, support and agendas, and what the speaker can do with it."""
    require_preparing(turn.speaker, turn.uow)
    school, trust = turn.trust.school(draft.school), turn.trust
    waiting = await proposed_targets(turn.uow, draft.school, draft.year)
    in_force = (await turn.uow.targets.in_force([draft.school], draft.year)).get(draft.school)
    signs = may_sign_off_next_year(turn.speaker, draft, turn.today, turn.uow)
    writes = not turn.incoming.read_only
    how = stands(draft, trust, turn.speaker.id)
    targets = _targets(waiting, in_force, trust.person(school.sip).name)
    if signs and waiting is not None and may_sign_off(turn.speaker, waiting, turn.today, turn.uow):
        targets += " Signing the draft off signs them off too."
    told = [each for each in (first, f"{school.known_as}, {draft.year}. {how}", targets) if each]
    said = " ".join(told)
    parts = [
        ("Support", "\n".join(support_in_lines(draft))),
        ("Agendas of visits", "\n".join(items_in_lines(draft))),
    ]
    parts = [(label, text) for label, text in parts if text]
    data = {"draft": draft.id, "shown": draft.revision}
    if waiting is not None:
        data["targets"] = waiting.id
    turn.memory[SHOWN] = {"school": draft.school, "data": data, "signs": signs, "done": draft.is_signed_off}
    buttons: list[cards.Element | None] = []
    if writes and signs:
        buttons.append(cards.press("Sign off", "next_year.sign_off", data, primary=True))
    if writes and not draft.is_signed_off:
        buttons.append(cards.press("Change", "next_year.change", {"school": draft.school}))
    of_school = {"school": draft.school, "year": draft.year, cards.BESIDE: True}
    buttons.append(cards.press("Targets", "targets.of_school", of_school))
    heading = f"Next year: {school.known_as}"
    written, _ = quoted(parts)
    hint = '\nSay "sign it off" or "change it".' if signs else ""
    in_full = "\n".join([said, *(f"{label}:\n{text}" for label, text in parts)]) + hint
    body = [cards.heading(heading), *(cards.words(each) for each in told), *written]
    return turn.say(said, in_full=in_full, summary=heading, card=cards.card(body, buttons, says=said))


def _targets(waiting: TargetSet | None, in_force: TargetSet | None, partner: str) -> str:
    if waiting is not None:
        return f"Targets: {target_cards.counted(waiting)}, proposed and waiting to be signed off."
    if in_force is not None:
        return f"Targets: {target_cards.counted(in_force)}, signed off."
    return f"Targets: none are proposed yet; {partner} proposes them."


async def change(turn: Turn, press: Press) -> Reply:
    """The form with a draft as it stands, or of a school that has none."""
    require_preparing(turn.speaker, turn.uow)
    school = press.data.get("school")
    if not isinstance(school, str) or school not in turn.trust.schools:
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    draft = await turn.uow.next_years.of(school, coming_year(turn.uow, turn.today))
    if draft is None:
        return await prepare(turn, school)
    if draft.is_signed_off:
        return await shown(turn, draft, "It is signed off, and so can't be changed.")
    values = {"support": draft.support or "none", "items": draft.items or "none"}
    return await _form(turn, values, about(school, draft.revision))


async def finish(turn: Turn, draft: Draft, context: NextYearContext) -> Reply:
    """Save what the form holds; where that cannot be, say why and keep everything."""
    checked = check(form_of(draft, context), context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    values = {name: _or_nothing(name, str(value or "")) for name, value in checked.values.items()}
    school, _, revision = draft.about.partition(":")
    try:
        made = await write_next_year(
            uow=turn.uow,
            now=turn.now,
            person=turn.speaker,
            school=school,
            support=values["support"],
            items=values["items"],
            shown=int(revision) or None,
        )
    except Invalid as refused:
        return ask_again(turn, draft, context, refused.faults)
    except NextYearOvertaken as overtaken:
        lead = "It has changed since you opened the form, so yours was not saved. It is kept as a draft."
        return await shown(turn, overtaken.found, lead)
    await put_away(turn, draft, DraftState.FILED, made.id)
    return await shown(turn, made, "Saved.")


def _or_nothing(name: str, typed: str) -> str:
    """What was typed, or nothing where it says no more than "none"."""
    return typed if (read_support(typed) if name == "support" else read_items(typed)) else ""


async def saved_before(turn: Turn, draft: Draft) -> Reply:
    """What a second press of the same form gets: the draft as it stands."""
    return await prepare(turn, school_of(draft))


async def sign_off(turn: Turn, press: Press) -> Reply:
    """Sign a draft off; a stale card is answered with what is true now."""
    number, revision = press.data.get("draft"), press.data.get("shown")
    targets = press.data.get("targets")
    if not isinstance(number, int) or not isinstance(revision, int):
        return turn.say(wording.REFUSAL_TO_DO, summary="Not possible")
    try:
        signed = await sign_off_next_year(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            draft_id=number,
            shown=revision,
            targets=targets if isinstance(targets, int) else None,
        )
    except Invalid as refused:
        found = await turn.uow.next_years.get(number)
        said = " ".join(refused.faults.values())
        return turn.say(said, summary="Not possible") if found is None else await shown(turn, found, said)
    except NextYearOvertaken as overtaken:
        return await shown(turn, overtaken.found, "It has changed since you were shown it.")
    return await shown(turn, signed, "Signed off.")


async def show_pressed(turn: Turn, press: Press) -> Reply:
    """A row opens a school's draft, or the form where there is none."""
    school = press.data.get("school")
    if not isinstance(school, str) or school not in turn.trust.schools:
        return turn.say(wording.REFUSAL, summary="Not possible")
    return await prepare(turn, school)


PRESSES: Mapping[str, Callable[[Turn, Press], Awaitable[Reply]]] = {
    "next_year.show": show_pressed,
    "next_year.list": next_year_lists.list_pressed,
    "next_year.change": change,
    "next_year.sign_off": sign_off,
}
WRITING = frozenset({"next_year.change", "next_year.sign_off"})
"""Those that are refused where the bot only reads."""
