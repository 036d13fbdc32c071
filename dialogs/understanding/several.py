"""Several schools, people or designations named at once, which no one key of the format can carry."""

from __future__ import annotations

from dataclasses import replace

from dialogs.understanding.findings import Findings
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpretation import Interpretation
from dialogs.understanding.names import Bearer, Named
from strategy.designations import Designation, Risk, risk_of

LISTS = frozenset(
    {
        Intent.REPORT_LIST,
        Intent.REPORT_CHASE,
        Intent.DEADLINE_LIST,
        Intent.VISIT_LIST,
        Intent.DESIGNATION_SHOW,
    }
)
"""What can be asked of several at once; elsewhere the bot asks which one is meant."""

_NARROWED = LISTS | {Intent.SUPPORT_LIST, Intent.REVIEW_LIST}
"""Where a designation narrows down the schools that are meant."""


def with_several(result: Interpretation, found: Findings) -> Interpretation:
    """The interpretation with everything that was named, once `school`, `person`, `risk` have been filled."""
    if result.intent in _NARROWED:
        result = _with_designations(result, found)
    if result.intent not in LISTS:
        return result
    result = replace(
        result,
        schools_left_out=_all_clear(found.schools_left_out),
        people_left_out=_all_clear(found.people_left_out),
    )
    schools = _all_clear(found.schools)
    if result.school is None and len(schools) > 1:
        result = replace(result, schools_named=schools, school_choices=())
    people = _all_clear(found.people)
    if result.person is None and len(people) > 1:
        result = replace(result, people_named=people, person_choices=())
    return result


def _all_clear(named: list[Named[Bearer]]) -> tuple[Bearer, ...]:
    """Whom the names mean, each once; nobody where a name may be several's."""
    if any(len(name.bearers) > 1 for name in named):
        return ()
    return tuple(dict.fromkeys(name.bearers[0] for name in named))


def _with_designations(result: Interpretation, found: Findings) -> Interpretation:
    """Designations and risks named side by side: Stabilise and Repair together are high risk.

    "High-risk repair schools" names one within the other and stays as it is.
    """
    named = [Designation(phrase.tag) for phrase in found.of("designation")]
    risks = [Risk(phrase.tag) for phrase in found.of("risk")]
    if len({*named, *risks}) < 2 or (result.school is not None and not risks):
        return result
    if risks and named and all(risk_of(designation) in risks for designation in named):
        return result
    meant = tuple(d for d in Designation if d in named or risk_of(d) in risks)
    whole = next(
        (risk for risk in Risk if {d for d in Designation if risk_of(d) is risk} == set(meant)), None
    )
    if whole is not None:
        return replace(result, risk=whole)
    return replace(result, designations=meant)
