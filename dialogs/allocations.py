"""What support a school is due, in conversation: days used, booked and left, and who else is there for it."""

from __future__ import annotations

from decimal import Decimal

from dialogs import cards, wording
from dialogs.messages import Reply
from dialogs.turn import Turn
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.allocations import SchoolSupport, support_of
from strategy.designations import Risk, risk_of
from strategy.entitlements import Allocation
from strategy.policy_fields import Per
from strategy.policy_support import Allowance, Basis, Entitlement
from strategy.visits import Support

_SPANS = {Per.YEAR: "this year", Per.TERM: "this term"}
_A = {Per.YEAR: "a year", Per.TERM: "a term"}
_BASES = {
    Basis.DUE: "Yes",
    Basis.BY_NEED: "By need, through the Education Improvement Team",
    Basis.SET_BY_EIT: "Days a week as the Education Improvement Team sets them",
    Basis.APPROVED_BY_EIT: "As the Education Improvement Team approves",
    Basis.NONE: "Not at this risk",
}
_NAMES = {
    Support.SIP: "SIP days",
    Support.SCHOOL_IMPROVEMENT_ADVISER: "Adviser days",
    Support.DEPUTY_HEAD_TRUST: "Trust-wide deputy headteachers",
    Support.DIRECTOR_SUBJECT: "Directors of Subject",
    Support.SLE: "Specialist leaders (SLEs)",
    Support.INSTITUTE_OF_EDUCATION: "Institute of Education",
    Support.DEPUTY_CEO: "Deputy CEO",
    Support.EXTERNAL: "External providers",
}


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """Say what a school is due and how it stands; or what a designation or risk brings, without a school."""
    urn = asked.school or _own_school(turn)
    risk = asked.risk or risk_of(asked.designation)
    if risk is not None and asked.school is None:
        return _in_general(turn, asked, risk)
    if urn is None:
        return turn.say("Which school do you mean? For example: how many SIP days are left at Oak Bank?")
    day = asked.date or asked.starts
    support = await support_of(
        uow=turn.uow, policy=turn.policy, asker=turn.speaker, today=turn.today, school=urn, day=day
    )
    if support.entitlement is None or support.risk is None:
        said = f"{support.school.known_as} has no designation yet, and so no allocation of support."
        return turn.say(said, summary=f"Support: {support.school.known_as}")
    return _of_school(turn, asked, support, support.entitlement, support.risk)


def _own_school(turn: Turn) -> str | None:
    """The one school that somebody who names none can only mean."""
    own = [*turn.trust.headed_by(turn.speaker), *turn.trust.partnered_by(turn.speaker)]
    return own[0].urn if len({school.urn for school in own}) == 1 else None


def _of_school(
    turn: Turn, asked: Interpretation, support: SchoolSupport, due: Entitlement, risk: Risk
) -> Reply:
    school = support.school
    lines = _lines(turn, support, due)
    kind = Support(asked.support) if asked.support in set(Support) else None
    rests_on = f"{school.known_as} is at {wording.RISKS[risk].lower()}"
    if school.designation and school.designated_on:
        since = wording.day(school.designated_on)
        rests_on += f": designated {wording.DESIGNATIONS[school.designation]} since {since}"
    if kind in lines:
        said = f"{school.known_as}, {lines[kind]}."
        return turn.say(wording.capitalised(said), summary=f"Support: {school.known_as}")
    facts = [(_NAMES[each], wording.capitalised(line)) for each, line in lines.items()]
    said = f"What {school.known_as} is allocated by need. {rests_on}, and the full figure applies."
    in_full = said + "".join(f"\n{name}: {line}" for name, line in facts)
    card = cards.card(
        [cards.heading(f"Support for {school.known_as}"), cards.facts(facts), cards.note(f"{rests_on}.")],
        says=in_full,
    )
    return turn.say(said, in_full=in_full, summary=f"Support: {school.known_as}", card=card)


def _lines(turn: Turn, support: SchoolSupport, due: Entitlement) -> dict[Support, str]:
    """What stands of each kind of support, in words."""
    lines = {}
    if support.partner is not None:
        lines[Support.SIP] = _days(support.partner, "SIP")
    if support.adviser is not None:
        lines[Support.SCHOOL_IMPROVEMENT_ADVISER] = _days(support.adviser, "adviser")
    for kind, line in _in_words(due).items():
        lines[kind] = line + _deployed(turn, support, kind)
    return lines


def _days(days: Allocation, who: str) -> str:
    """`7 of 10 SIP days used this year, 1 booked, 2 left`."""
    span = _SPANS[days.per]
    if not days.due + days.extra:
        said = f"no {who} days at this risk"
        return said + (f"; {_number(days.used)} used and {_number(days.booked)} booked" if days.over else "")
    total = _number(days.due + days.extra)
    left = f"{_number(days.over)} over" if days.over else f"{_number(days.left)} left"
    if not days.over and not days.left:
        left = "none left"
    least = f" (at least {_number(days.at_least)})" if 0 < days.at_least < days.due else ""
    used = f"{_number(days.used)} of {total}{least} {who} days used {span}"
    return f"{used}, {_number(days.booked)} booked, {left}"


def _number(days: Decimal) -> str:
    """`7`, `2½`."""
    whole = int(days)
    if days == whole:
        return str(whole)
    return f"{whole or ''}½"


def _deployed(turn: Turn, support: SchoolSupport, kind: Support) -> str:
    here = [d for d in support.deployed if d.support is kind]
    if not here:
        return ""
    names = [
        turn.trust.person(d.person).name
        + (f" until {wording.short_day(d.ends, turn.today)}" if d.ends else "")
        for d in here
    ]
    return f". Now: {wording.listed(names)}"


def _in_words(due: Entitlement) -> dict[Support, str]:
    """What policy allocates beside days of partner and adviser."""
    heads, directors = due.trust_deputy_heads, due.directors_of_subject
    deputies = _BASES[Basis.NONE].lower()
    if heads.up_to:
        terms = "a term" if heads.terms_at_least == 1 else f"{heads.terms_at_least} terms"
        deputies = (
            f"{heads.at_least} or {heads.up_to}, {_number(heads.days_per_week)} days a week for at least "
            f"{terms}"
        )
    subjects = _BASES[directors.basis].lower()
    if directors.basis is Basis.DUE:
        subjects = f"{directors.at_least} or more{', secondment possible' if directors.secondment else ''}"
    return {
        Support.DEPUTY_HEAD_TRUST: deputies,
        Support.DIRECTOR_SUBJECT: subjects,
        Support.DEPUTY_CEO: _BASES[due.deputy_ceo],
        Support.SLE: _BASES[due.institute_of_education].lower(),
        Support.INSTITUTE_OF_EDUCATION: _BASES[due.institute_of_education].lower(),
        Support.EXTERNAL: _BASES[due.external],
    }


def _in_general(turn: Turn, asked: Interpretation, risk: Risk) -> Reply:
    """What a school at a risk is allocated, by policy: no school's figures."""
    due = turn.policy.on(turn.today, turn.trust.calendar).entitlement[risk]
    of = wording.RISKS[risk].lower()
    if asked.designation:
        of = f"{wording.DESIGNATIONS[asked.designation]} ({of})"
    lines = {
        Support.SIP: _allowance(due.sip_days),
        Support.SCHOOL_IMPROVEMENT_ADVISER: _allowance(due.adviser_days),
        **_in_words(due),
    }
    kind = Support(asked.support) if asked.support in set(Support) else None
    if kind in lines:
        return turn.say(f"{_NAMES[kind]} for a school in {of}: {lines[kind]}.", summary="Support by risk")
    facts = [(_NAMES[each], wording.capitalised(line)) for each, line in lines.items()]
    said = f"What a school in {of} is allocated, by need."
    in_full = said + "".join(f"\n{name}: {line}" for name, line in facts)
    card = cards.card([cards.heading(f"Support: {of}"), cards.facts(facts)], says=in_full)
    return turn.say(said, in_full=in_full, summary="Support by risk", card=card)


def _allowance(allowance: Allowance) -> str:
    if not allowance.up_to:
        return "none"
    most, least = _number(allowance.up_to), _number(allowance.at_least)
    if allowance.at_least == allowance.up_to:
        return f"{most} days {_A[allowance.per]}"
    from_least = f"at least {least}, " if allowance.at_least else ""
    return f"{from_least}up to {most} days {_A[allowance.per]}"
