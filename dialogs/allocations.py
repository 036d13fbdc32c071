"""What support a school is due, in conversation: days used, booked and left, and who else is there for it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from dialogs import cards, wording
from dialogs.list_shown import note_list
from dialogs.messages import Reply
from dialogs.shortening import as_much_as_fits
from dialogs.support_words import days, number
from dialogs.turn import Turn
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from strategy.actions.allocating import may_allocate
from strategy.actions.allocations import SchoolSupport, support_of
from strategy.designations import Risk, risk_of
from strategy.entitlements import Allocation
from strategy.people import Capacity
from strategy.permissions import Deed, scope
from strategy.policy_fields import Per
from strategy.policy_support import Allowance, Basis, Entitlement
from strategy.school_year import london_day, year_after
from strategy.support import COUNTED, GrantedDays
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


_MOST_REASONS = 3
_ROOM_FOR_A_REASON = 800
_ROOM_FOR_LINES = 3_000
"""Bytes of JSON for a reason on the card."""
_WE = re.compile(
    r"^(?:so |and )?what(?: support)? (?:are we|is (?:my|our) school) (?:still )?(?:due|owed|allocated)"
    r"(?: this (?:academic )?year| this term)?[?.!]*$",
    re.IGNORECASE,
)
_DAYS_AT = re.compile(
    r"^(?:the )?(?:sip|sia|adviser|partner)(?:'s)? days\b(?!.*\b(?:report|visit)s?\b)", re.IGNORECASE
)


def wish(turn: Turn, text: str) -> Callable[[], Awaitable[Reply]] | None:
    """What a text asks for that wants to know what is due in words of its own: "what are we due", "adviser
    days this term at Marlow"; None for any other.
    """
    plain = text.strip().replace("\u2019", "'")
    if _WE.match(plain):
        return lambda: answer(turn, Interpretation(Intent.ENTITLEMENT_SHOW))
    if not _DAYS_AT.match(plain):
        return None
    asked = turn.read(f"How many {plain} are left?")
    if asked.intent is not Intent.ENTITLEMENT_SHOW:
        return None
    return lambda: answer(turn, asked)


async def answer(turn: Turn, asked: Interpretation) -> Reply:
    """Say what a school is due and how it stands; or what a designation or risk brings, without a school."""
    urn = asked.school or _own_school(turn)
    risk = asked.risk or risk_of(asked.designation)
    if risk is not None and asked.school is None:
        return _in_general(turn, asked, risk)
    note_list(turn, "support", replace(asked, school=urn))
    if urn is None:
        return turn.say("Which school do you mean? For example: how many SIP days are left at Oak Bank?")
    day = asked.date or asked.starts
    support = await support_of(
        uow=turn.uow, policy=turn.policy, asker=turn.speaker, today=turn.today, school=urn, day=day
    )
    if support.entitlement is None or support.risk is None:
        said = f"{support.school.known_as} has no designation yet, and so no allocation of support."
        return turn.say(said, summary=f"Support: {support.school.known_as}")
    agreed = await _agreed_for_next_year(turn, urn)
    return _of_school(turn, asked, support, support.entitlement, support.risk, agreed)


def _own_school(turn: Turn) -> str | None:
    """The one school that somebody who names none can only mean."""
    own = [*turn.trust.headed_by(turn.speaker), *turn.trust.partnered_by(turn.speaker)]
    return own[0].urn if len({school.urn for school in own}) == 1 else None


def _of_school(
    turn: Turn,
    asked: Interpretation,
    support: SchoolSupport,
    due: Entitlement,
    risk: Risk,
    agreed: list[tuple[str, str]],
) -> Reply:
    school = support.school
    lines = _lines(turn, support, due)
    kind = Support(asked.support) if asked.support in set(Support) else None
    rests_on = f"{school.known_as} is at {wording.RISKS[risk].lower()}"
    if school.designation and school.designated_on:
        since = wording.day(school.designated_on)
        rests_on += f": designated {wording.DESIGNATIONS[school.designation]} since {since}"
    changed, granted = _changed(support, due), _grants(turn, support)
    if kind in lines:
        said = f"{school.known_as}, {lines[kind]}."
        if kind in COUNTED:
            of_kind = [sentence for capacity, sentence in granted if capacity is COUNTED[kind]]
            said = " ".join([said, *of_kind, *([changed] if changed else [])])
        return turn.say(wording.capitalised(said), summary=f"Support: {school.known_as}")
    facts = [(_NAMES[each], wording.capitalised(line)) for each, line in lines.items()]
    said = f"What {school.known_as} is allocated by need. {rests_on}, and the full figure applies."
    notes = [*([changed] if changed else []), *(sentence for _, sentence in granted)]
    in_full = said + "".join(f"\n{name}: {line}" for name, line in facts)
    in_full += "".join(f"\n{note}" for note in notes)
    body = [cards.heading(f"Support for {school.known_as}"), cards.facts(facts), cards.note(f"{rests_on}.")]
    says = in_full
    in_full += "".join(f"\n{label}: {text}" for label, text in agreed)
    body += [*(cards.note(note) for note in notes), *_reasons(turn, support)]
    body += [part for label, text in agreed for part in cards.labelled(label, text)]
    actions = [cards.press("Allocate more", "say", {"text": f"Allocate support to {school.known_as}"})]
    may = may_allocate(turn.speaker, turn.uow) and not turn.incoming.read_only
    card = cards.card(body, actions if may else [], says=says)
    return turn.say(said, in_full=in_full, summary=f"Support: {school.known_as}", card=card)


async def _agreed_for_next_year(turn: Turn, school: str) -> list[tuple[str, str]]:
    """Support that the EIT signed off for this year or the next and that is no granted days, as written."""
    this = turn.trust.calendar.academic_year_of(turn.today)
    found = []
    for year in (this, year_after(this)):
        draft = await turn.uow.next_years.of(school, year)
        if draft is not None and draft.is_signed_off:
            lines = [line.words for line in draft.support_lines if not line.counts]
            text = as_much_as_fits("\n".join(lines), _ROOM_FOR_LINES)
            found += [(f"The EIT agreed for {year}", text)] if lines else []
    return found


def _changed(support: SchoolSupport, due: Entitlement) -> str:
    """`Since Tue 3 November 2026 it is Improve, ... Before that it was Repair, ...`; nothing where it was
    the same all year.
    """
    school = support.school
    if support.before is None or school.designation is None or school.designated_on is None:
        return ""
    before, brought = support.before
    return (
        f"Since {wording.day(school.designated_on)} it is {wording.DESIGNATIONS[school.designation]}: "
        f"{_both(due)}. Before that it was {wording.DESIGNATIONS[before]}: {_both(brought)}. "
        "The full new figure applies."
    )


def _both(due: Entitlement) -> str:
    sip, adviser = _allowance(due.sip_days), _allowance(due.adviser_days)
    return f"SIP days {sip}, adviser days {adviser}"


def _grants(turn: Turn, support: SchoolSupport) -> list[tuple[Capacity, str]]:
    """Who granted which days on top, and when; and how many of them were taken back since."""
    return [(each.capacity, _grant_in_words(turn, each)) for each in support.granted]


def _grant_in_words(turn: Turn, granted: GrantedDays) -> str:
    by, on = turn.trust.person(granted.by).name, wording.day(london_day(granted.at))
    said = f"{days(granted.days)} on top {'was' if granted.days <= 1 else 'were'} granted by {by} on {on}"
    if granted.back:
        said += f"; {number(granted.back)} of them {'was' if granted.back <= 1 else 'were'} taken back"
    return f"{said}."


def _reasons(turn: Turn, support: SchoolSupport) -> list[cards.Element]:
    """Why they were granted, for those who see the support of all schools."""
    if not scope(turn.speaker, Deed.SEE_ALLOCATION, turn.trust, frozenset()).everything:
        return []
    shown: list[cards.Element] = []
    for each in support.granted[-_MOST_REASONS:]:
        label = f"Why {days(each.days)} on top"
        shown += cards.labelled(label, as_much_as_fits(each.reason, _ROOM_FOR_A_REASON))
    return shown


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


def _days(stands: Allocation, who: str) -> str:
    """`7 of 10 SIP days used this year, 1 booked, 2 left`."""
    span = _SPANS[stands.per]
    if not stands.due + stands.extra:
        said = f"no {who} days at this risk"
        return said + (
            f"; {number(stands.used)} used and {number(stands.booked)} booked" if stands.over else ""
        )
    total = number(stands.due + stands.extra)
    left = f"{number(stands.over)} over" if stands.over else f"{number(stands.left)} left"
    if not stands.over and not stands.left:
        left = "none left"
    least = f" (at least {number(stands.at_least)})" if 0 < stands.at_least < stands.due else ""
    if stands.extra:
        least = f" ({number(stands.due)} and {number(stands.extra)} on top)"
    used = f"{number(stands.used)} of {total}{least} {who} days used {span}"
    return f"{used}, {number(stands.booked)} booked, {left}"


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


def _in_a_line(basis: Basis) -> str:
    words = _BASES[basis]
    return words[0].lower() + words[1:]


def _in_words(due: Entitlement) -> dict[Support, str]:
    """What policy allocates beside days of partner and adviser."""
    heads, directors = due.trust_deputy_heads, due.directors_of_subject
    deputies = _in_a_line(Basis.NONE)
    if heads.up_to:
        terms = "a term" if heads.terms_at_least == 1 else f"{heads.terms_at_least} terms"
        deputies = (
            f"{heads.at_least} or {heads.up_to}, {number(heads.days_per_week)} days a week for at least "
            f"{terms}"
        )
    subjects = _in_a_line(directors.basis)
    if directors.basis is Basis.DUE:
        subjects = f"{directors.at_least} or more{', secondment possible' if directors.secondment else ''}"
    return {
        Support.DEPUTY_HEAD_TRUST: deputies,
        Support.DIRECTOR_SUBJECT: subjects,
        Support.DEPUTY_CEO: _BASES[due.deputy_ceo],
        Support.SLE: _in_a_line(due.institute_of_education),
        Support.INSTITUTE_OF_EDUCATION: _in_a_line(due.institute_of_education),
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
    most, least = number(allowance.up_to), number(allowance.at_least)
    if allowance.at_least == allowance.up_to:
        return f"{most} days {_A[allowance.per]}"
    from_least = f"at least {least}, " if allowance.at_least else ""
    return f"{from_least}up to {most} days {_A[allowance.per]}"
