"""Giving a school's Key Stage 2, GCSE and A-level results, amending them, and seeing them (Strategy,
Monitoring: the year's first Boards and EIT).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from strategy.actions.results_duties import reconcile_results, results_given
from strategy.duties import DutyKind, DutyState
from strategy.errors import Invalid, NotAllowed, NotFound
from strategy.people import Person
from strategy.permissions import Deed, may_see_school, scope
from strategy.policy import Policy
from strategy.policy_results import Qualification, ResultsTerms
from strategy.ports import AlreadyThere, AuditEntry, UnitOfWork
from strategy.results import (
    Results,
    ResultsOvertaken,
    ResultsVersion,
    Texts,
    asked_of,
    open_to,
    still_out,
    year_of_results,
)
from strategy.school_year import london_day
from strategy.schools import Membership, School
from strategy.trust import Trust


@dataclass(frozen=True, slots=True)
class ResultsSeen:
    """How a school's results for a year stand: what is given, what is `out`, and when that is due.

    `due_on` is None where nobody owes any; `may_give` says whether the reader may give or amend them.
    """

    school: School
    year: str
    results: Results | None
    out: Sequence[Qualification]
    due_on: date | None
    may_give: bool


def terms_of_results(policy: Policy, trust: Trust, today: date) -> ResultsTerms:
    """Policy's terms of results today."""
    return policy.on(today, trust.calendar).results


def may_give_results(person: Person, trust: Trust) -> bool:
    """Whether somebody may give the results of schools, and amend them."""
    return scope(person, Deed.GIVE_RESULTS, trust, frozenset()).everything


async def give_results(
    *,
    uow: UnitOfWork,
    policy: Policy,
    now: datetime,
    person: Person,
    school: str,
    year: str,
    texts: Texts,
    amends: int = 0,
) -> Results:
    """Give a school's results for a year, or those that came out since; every version is kept.

    `amends` is the number of the version that was shown, 0 where there was none. What is owed is done once
    all that is asked of the school is given. Raises NotAllowed, NotFound for no such school or a year whose
    results are not out, Invalid by qualification, and ResultsOvertaken where somebody else was quicker.
    """
    today = london_day(now)
    if not may_give_results(person, uow.trust):
        raise NotAllowed(Deed.GIVE_RESULTS)
    known_school = uow.trust.current_school(school)
    if year > year_of_results(today, policy, uow.trust.calendar):
        raise NotFound("year")
    terms = terms_of_results(policy, uow.trust, today)
    texts = {each: text.strip() for each, text in texts.items() if text.strip()}
    _check(texts, known_school, terms)
    known = (await uow.results.of_year(year, [school])).get(school)
    if known is not None and known.last.number != amends:
        raise ResultsOvertaken(known)
    # What is owed is known before it is done: a duty that is fulfilled stays in the lists as such.
    await reconcile_results(uow, policy, [school], today)
    version = ResultsVersion(amends + 1, person.id, now, texts)
    try:
        if known is None:
            given = await uow.results.start(school, year, replace(version, number=1))
        else:
            await uow.results.amend(known.id, version)
            given = replace(known, last=version)
    except AlreadyThere:
        quicker = (await uow.results.of_year(year, [school])).get(school)
        if quicker is None:
            raise
        raise ResultsOvertaken(quicker) from None
    if not still_out(known_school, given, terms):
        await results_given(uow, school, year, now)
    await _record(uow, now, person, given, "results amended" if known else "results given")
    return given


async def see_results(
    *, uow: UnitOfWork, policy: Policy, now: datetime, reader: Person, school: str, year: str
) -> ResultsSeen:
    """A school's results for a year; reading them is recorded. Raises NotAllowed, and NotFound for no such
    school.
    """
    today = london_day(now)
    if not may_see_school(reader, Deed.SEE_RESULTS, school, today, uow.trust):
        raise NotAllowed(Deed.SEE_RESULTS)
    found = await _seen(uow, policy, today, reader, year, [uow.trust.current_school(school)])
    results = found[0].results
    if results is not None and results.last.by != reader.id:
        await _record(uow, now, reader, results, "results read")
    return found[0]


async def earlier_results(
    *, uow: UnitOfWork, now: datetime, reader: Person, results_id: int
) -> tuple[Results, Sequence[ResultsVersion]]:
    """A school's results with every version, first to last; the reading is recorded.

    Raises NotAllowed both where they may not be seen and where there are none.
    """
    found = await uow.results.get(results_id)
    if found is None or not may_see_school(
        reader, Deed.SEE_RESULTS, found.school, london_day(now), uow.trust
    ):
        raise NotAllowed(Deed.SEE_RESULTS)
    await _record(uow, now, reader, found, "earlier results read")
    return found, await uow.results.versions(results_id)


async def list_results(
    *,
    uow: UnitOfWork,
    policy: Policy,
    today: date,
    asker: Person,
    year: str,
    schools: frozenset[str] | None = None,
) -> list[ResultsSeen]:
    """How results stand of the schools named, or of all members of which any are asked, by school.

    Only schools whose results the asker may see; raises NotAllowed where there are none such.
    """
    terms = terms_of_results(policy, uow.trust, today)
    seen = [
        school
        for school in sorted(uow.trust.current_schools(), key=lambda school: school.known_as.casefold())
        if may_see_school(asker, Deed.SEE_RESULTS, school.urn, today, uow.trust)
        and (school.urn in schools if schools is not None else _is_asked(school, terms))
    ]
    if not seen and not scope(asker, Deed.SEE_RESULTS, uow.trust, frozenset()).everything:
        raise NotAllowed(Deed.SEE_RESULTS)
    return await _seen(uow, policy, today, asker, year, seen)


def _is_asked(school: School, terms: ResultsTerms) -> bool:
    return school.status is Membership.MEMBER and bool(asked_of(school, terms))


async def _seen(
    uow: UnitOfWork, policy: Policy, today: date, reader: Person, year: str, schools: Sequence[School]
) -> list[ResultsSeen]:
    terms = terms_of_results(policy, uow.trust, today)
    urns = [school.urn for school in schools]
    given = await uow.results.of_year(year, urns)
    due = {
        entry.duty.school: entry.duty.due_on
        for entry in await uow.duties.of_schools([DutyKind.RESULTS], urns)
        if entry.duty.about == year and entry.state is DutyState.OPEN
    }
    gives = may_give_results(reader, uow.trust)
    return [
        ResultsSeen(
            school,
            year,
            given.get(school.urn),
            still_out(school, given.get(school.urn), terms) if school.status is Membership.MEMBER else (),
            due.get(school.urn),
            gives,
        )
        for school in schools
    ]


async def _record(uow: UnitOfWork, now: datetime, person: Person, results: Results, deed: str) -> None:
    await uow.audit.record(
        AuditEntry(
            at=now,
            actor=person.id,
            deed=deed,
            subject=f"results:{results.id}",
            school=results.school,
            details={"version": results.last.number, "year": results.year},
        )
    )


def _check(texts: Texts, school: School, terms: ResultsTerms) -> None:
    faults: dict[str, str] = {}
    for each, text in texts.items():
        if each not in open_to(school, terms):
            faults[each] = f"{school.known_as} takes none of these."
        elif len(text) > terms.at_most_characters:
            faults[each] = f"At most {terms.at_most_characters:,} characters can be kept."
    if not texts:
        faults[next(iter(open_to(school, terms)), Qualification.KEY_STAGE_2)] = "There is nothing in it yet."
    if faults:
        raise Invalid(faults)
