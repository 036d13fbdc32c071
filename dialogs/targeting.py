"""Setting a school's targets and lines of enquiry: "set Thornbridge's targets for next year"."""

from __future__ import annotations

import re

from dialogs import target_cards, target_steps, wording
from dialogs.drafting import ask_again, context_of, form_of, put_away, start_draft
from dialogs.form_questions import show
from dialogs.forms import check
from dialogs.messages import Press, Reply
from dialogs.target_form import TARGETS, TargetsContext, items_of, typed_from
from dialogs.target_paper import proposable, years_to_set
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.targeting import propose, require_may_propose
from strategy.errors import Invalid, NotAllowed
from strategy.permissions import Deed, scope
from strategy.ports import Draft, DraftState
from strategy.school_year import year_after, year_name
from strategy.targets import SetState, TargetSet, TargetsOvertaken, year_meant

_NAMED = re.compile(
    r"\bnext (?:academic |school )?year\b|\b(?P<start>20\d\d)[/-](?:20)?\d\d\b(?![/-])", re.IGNORECASE
)


def year_asked(turn: Turn, asked: Interpretation) -> str:
    """The academic year a question or wish is about: the one it names, or the one people mean now."""
    return _year_named(turn, asked) or turn.trust.calendar.academic_year_of(turn.today)


def _year_named(turn: Turn, asked: Interpretation) -> str:
    """The academic year that is named, also one that terms.csv does not tell of yet; empty for none."""
    calendar = turn.trust.calendar
    named = _NAMED.search(turn.incoming.text)
    if named is not None:
        year = calendar.academic_year_of(turn.today)
        return year_name(int(named["start"])) if named["start"] else year_after(year)
    day = asked.starts or asked.date or asked.ends
    return calendar.academic_year_of(day) if day is not None else ""


async def begin(turn: Turn, asked: Interpretation) -> Reply:
    """Show the form with what the sentence says and what holds now, or the draft that was begun."""
    signs = scope(turn.speaker, Deed.SIGN_OFF_TARGETS, turn.trust, frozenset()).everything
    if signs and not proposable(turn):
        return await _for_who_signs(turn, asked)
    year = _year_to_set(turn, asked)
    if asked.school:
        require_may_propose(turn.uow, turn.policy, turn.now, turn.speaker, asked.school)
    elif not proposable(turn):
        raise NotAllowed(Deed.PROPOSE_TARGETS)
    if year not in years_to_set(turn):
        this, following = years_to_set(turn)
        said = f"Targets can be set for {this} and for {following}. Which one do you mean?"
        return turn.say(said, summary="Which year?")
    return await _form(turn, asked.school or "", year)


def _year_to_set(turn: Turn, asked: Interpretation) -> str:
    if named := _year_named(turn, asked):
        return named
    penultimate = turn.policy.on(turn.today, turn.trust.calendar).rounds.penultimate
    return year_meant(turn.today, penultimate, turn.trust.calendar)


async def begin_for_school(turn: Turn, press: Press) -> Reply:
    """A row or button asks for the form of one school and year."""
    school, year = press.data.get("school"), press.data.get("year")
    if not isinstance(school, str) or year not in years_to_set(turn):
        return turn.say(wording.REFUSAL, summary="Not possible")
    require_may_propose(turn.uow, turn.policy, turn.now, turn.speaker, school)
    return await _form(turn, school, str(year))


async def _form(turn: Turn, school: str, year: str) -> Reply:
    for draft in await turn.uow.drafts.open_of(turn.speaker.id, TARGETS):
        if draft.values.get("school", "") == school and draft.values.get("year") == year:
            return await show(turn, draft, await context_of(turn, draft), resumed=True)
    values = await _as_it_stands(turn, school, year) if school else {}
    draft = await start_draft(turn, TARGETS, {"school": school, "year": year} | values)
    return await show(turn, draft, await context_of(turn, draft))


async def _as_it_stands(turn: Turn, school: str, year: str) -> dict[str, str]:
    """What the form begins with: one's own that waits or was sent back, else what is in force."""
    latest = await turn.uow.targets.latest(school, year)
    own = next((each for each in latest if each.proposed_by == turn.speaker.id), None)
    if own is not None and own is latest[0] and own.state in (SetState.PROPOSED, SetState.SENT_BACK):
        return typed_from(own, turn.trust)
    in_force = (await turn.uow.targets.in_force([school], year)).get(school)
    return typed_from(in_force, turn.trust) if in_force is not None else {}


async def _for_who_signs(turn: Turn, asked: Interpretation) -> Reply:
    """Whoever signs off does not propose: they are shown what waits, or who proposes."""
    waiting = await target_steps.waiting_for(turn, frozenset({asked.school}) if asked.school else None)
    if waiting is not None:
        return waiting
    who = "the school's partner"
    if asked.school:
        who = f"{turn.trust.person(turn.trust.school(asked.school).sip).name}, its partner,"
    said = f"Targets are proposed by {who} or the Lead SIP, and you sign them off. Nothing waits for you now."
    return turn.say(said, summary="Targets: nothing waits")


async def finish(turn: Turn, draft: Draft, context: TargetsContext) -> Reply:
    """Propose what the draft holds; where that cannot be, say why and keep everything."""
    checked = check(form_of(draft, context), context, draft.values)
    if checked.faults:
        return ask_again(turn, draft, context, checked.faults)
    school, year = checked.values["school"].urn, checked.values["year"]
    try:
        proposal = await propose(
            uow=turn.uow,
            policy=turn.policy,
            now=turn.now,
            person=turn.speaker,
            school=school,
            year=year,
            items=items_of(checked.values),
        )
    except Invalid as refused:
        known = {"school", "targets", "enquiries"}
        faults = {name if name in known else "": fault for name, fault in refused.faults.items()}
        return ask_again(turn, draft, context, faults)
    except TargetsOvertaken as overtaken:
        who = turn.trust.person(overtaken.found.proposed_by).name
        said = f"{who} proposed targets at the same moment. Yours are kept as a draft."
        return turn.say(said, summary="Changed meanwhile")
    await put_away(turn, draft, DraftState.FILED, proposal.id)
    return _sent(turn, proposal)


async def sent_before(turn: Turn, draft: Draft) -> Reply:
    """What became of a proposal that was sent: what a second press of the same form gets."""
    found = await turn.uow.targets.get(draft.outcome or 0)
    if found is None:
        return turn.say("That was proposed already.", summary="Proposed already")
    return _sent(turn, found)


def _sent(turn: Turn, proposal: TargetSet) -> Reply:
    school = turn.trust.school(proposal.school).known_as
    what = target_cards.counted(proposal)
    said = f"Proposed: {what} for {school}, {proposal.year}. {target_cards.stands(proposal, turn.trust)}"
    return turn.say(
        said,
        summary=f"Targets proposed: {school}",
        card=target_cards.receipt(f"Targets proposed: {school}", said, proposal),
    )
