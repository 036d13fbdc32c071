"""What is gathered for a summary: every word of every report, once, in order; and when it is owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from strategy.designations import Designation, Risk
from strategy.people import Capacity
from strategy.reports import Report, ReportText
from strategy.schools import Membership, Phase, School
from strategy.summaries import changes_since, gathered, place_of, put_right, quote

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
_URNS = ("100001", "100002", "100003", "100004")
_SAID = st.text("ab \n.", max_size=12)


def school(urn: str, designation: Designation | None) -> School:
    return School(
        urn=urn,
        name=f"{urn} School",
        short_name=urn,
        phase=Phase.PRIMARY,
        headteacher=1,
        sip=2,
        status=Membership.MEMBER,
        designation=designation,
    )


def report(number: int, urn: str, day: int, outcomes: str, recommendations: str) -> Report:
    text = ReportText("Purpose", "Activities", outcomes, recommendations)
    on = date(2026, 11, day)
    return Report(number, urn, 7, Capacity.SIP, number, None, "", on, on, AT, text)


def said_by(one: Report) -> str:
    return f"<{one.id}>"


SCHOOLS = st.tuples(*(st.sampled_from([None, *Designation]) for _ in _URNS)).map(
    lambda each: {urn: school(urn, designation) for urn, designation in zip(_URNS, each, strict=True)}
)
REPORTS = st.lists(st.tuples(st.sampled_from(_URNS), st.integers(1, 30), _SAID, _SAID), max_size=8).map(
    lambda rows: [report(number, *row) for number, row in enumerate(rows, 1)]
)


@given(SCHOOLS, REPORTS)
def test_every_word_of_every_report_is_quoted_once_beneath_its_source(
    schools: dict[str, School], reports: list[Report]
) -> None:
    entries = gathered(reports, schools, said_by)
    assert {entry.school for entry in entries} == {each.school for each in reports}
    for entry in entries:
        own = sorted((r for r in reports if r.school == entry.school), key=lambda r: (r.visit_on, r.id))
        for text, part in ((entry.findings, "outcomes"), (entry.recommendations, "recommendations")):
            quotes = [quote(said_by(r), getattr(r.text, part)) for r in own]
            assert text == "\n\n".join(each for each in quotes if each)
            assert all(getattr(r.text, part) in text for r in own if getattr(r.text, part).strip())


@given(SCHOOLS, REPORTS)
def test_schools_at_high_risk_come_first_then_by_name(
    schools: dict[str, School], reports: list[Report]
) -> None:
    entries = gathered(reports, schools, said_by)
    places = [place_of(schools[entry.school]) for entry in entries]
    assert places == sorted(places)
    risks = [entry.risk for entry in entries]
    order = [Risk.HIGH, Risk.SOME, Risk.LOW, None]
    assert [order.index(risk) for risk in risks] == sorted(order.index(risk) for risk in risks)


@given(REPORTS, st.data())
def test_a_change_of_any_report_since_is_noticed_and_nothing_else(
    reports: list[Report], data: st.DataObject
) -> None:
    sources = {each.id: each.version for each in reports}
    assert not changes_since(sources, reports, reports)
    fate = {each.id: data.draw(st.sampled_from(("stands", "amended", "withdrawn"))) for each in reports}
    now = [
        replace(each, version=2) if fate[each.id] == "amended" else each
        for each in reports
        if fate[each.id] != "withdrawn"
    ]
    new = report(99, _URNS[0], 5, "New", "New")
    changes = changes_since(sources, now, [*now, new])
    assert set(changes.withdrawn) == {number for number, what in fate.items() if what == "withdrawn"}
    assert {each.id for each in changes.amended} == {n for n, what in fate.items() if what == "amended"}
    assert changes.new == (new,)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=5, unique=True), st.data())
def test_a_quote_is_put_right_or_taken_out_where_it_stands_as_quoted(
    numbers: list[int], data: st.DataObject
) -> None:
    quotes = [f"<{number}>\nsaid {number}" for number in numbers]
    text, one = "\n\n".join(quotes), data.draw(st.sampled_from(quotes))
    assert put_right(text, one, "<new>\nword") == text.replace(one, "<new>\nword")
    left = put_right(text, one, "")
    assert left == "\n\n".join(each for each in quotes if each != one)
    assert put_right(text.replace(one, "edited"), one, "") is None
