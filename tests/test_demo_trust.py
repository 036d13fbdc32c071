"""The made-up trust has something to show on any day of any year."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.demo.cast import SCHOOLS
from bot.demo.diary import VisitRow
from bot.demo.reports import samples
from bot.demo.trust import DemoTrust, demo_trust, write
from bot.demo.years import half_terms
from strategy.designations import Designation, Risk, risk_of
from strategy.people import Capacity, Role
from strategy.policy import load
from strategy.school_year import LONDON, london_day
from strategy.schools import Membership, Phase
from strategy.visits import Mode, Support

EVERY_DAY = [date(2026, 1, 1) + timedelta(days=n) for n in range(730)]
SOME_DAYS = [date(2028, 1, 1) + timedelta(days=n) for n in range(0, 12 * 366 + 280, 29)]
AWKWARD = [date(2028, 2, 29), date(2032, 2, 29), date(2029, 12, 25), date(2038, 5, 3), date(2035, 9, 1)]
REPORT_COLUMNS = {
    "people.csv": "email,name,entra_id,roles",
    "schools.csv": "urn,name,short_name,phase,status,headteacher,chair_of_governors,senior_leaders,sip,"
    "adviser,designation,designated_on",
    "terms.csv": "academic_year,half_term,starts,ends",
    "closures.csv": "date,name,urn",
    "visits.csv": "urn,date,author,capacity,mode,days,purpose,reported_on",
    "deployments.csv": "person,urn,support,activity,from,to,days_per_week",
}


def by_month(day: date) -> str:
    return f"{day:%Y-%m}"


MONTHS = {month: list(days) for month, days in itertools.groupby(EVERY_DAY, by_month)}


RISK = {school.urn: risk_of(Designation(school.designation)) for school in SCHOOLS if school.designation}


def due_on(trust: DemoTrust, visit: VisitRow) -> date:
    return trust.calendar.working_days_after(visit.day, 3)


def is_open(trust: DemoTrust, visit: VisitRow) -> bool:
    return visit.day < trust.today and visit.reported_on is None and visit.filed_at is None


def check_there_is_something_of_everything(trust: DemoTrust) -> None:
    to_file = [visit for visit in trust.visits if is_open(trust, visit)]
    filed = {RISK[visit.urn] for visit in trust.visits if visit.filed_at is not None}
    overdue = {RISK[visit.urn] for visit in to_file if due_on(trust, visit) < trust.today}
    due = {RISK[visit.urn] for visit in to_file if due_on(trust, visit) >= trust.today}
    assert filed == due == overdue == set(Risk), trust.today


def check_each_persona_has_something_to_do(trust: DemoTrust) -> None:
    mine = [visit for visit in trust.visits if visit.author == trust.sip.email]
    last_working_day = trust.calendar.working_days_before(trust.today, 1)
    to_file = [visit for visit in mine if is_open(trust, visit)]
    assert any(visit.day == last_working_day for visit in to_file), trust.today
    late = [visit for visit in to_file if due_on(trust, visit) < trust.today]
    assert len(late) == 1, trust.today
    assert RISK[late[0].urn] is Risk.HIGH
    assert any(visit.filed_at for visit in mine), trust.today
    assert any(visit.day > trust.today for visit in mine), trust.today
    own_school = next(school for school in trust.schools if school.headteacher == trust.headteacher.email)
    assert late[0].urn == own_school.urn
    for_her = {visit.capacity for visit in trust.visits if visit.filed_at and visit.urn == own_school.urn}
    assert for_her >= {Capacity.SIP, Capacity.SCHOOL_IMPROVEMENT_ADVISER}, trust.today


def check_nothing_was_filed_before_its_visit_or_in_time_to_come(trust: DemoTrust) -> None:
    for visit in trust.visits:
        if visit.filed_at is not None:
            assert visit.day <= london_day(visit.filed_at) < trust.today, (trust.today, visit)
        if visit.reported_on is not None:
            assert visit.day <= visit.reported_on < trust.today, (trust.today, visit)


def check_nobody_is_in_two_places(trust: DemoTrust) -> None:
    days = Counter((visit.author, visit.day) for visit in trust.visits)
    assert days.most_common(1)[0][1] == 1, (trust.today, days.most_common(1))


def check_all(day: date) -> None:
    trust = demo_trust(day)
    check_there_is_something_of_everything(trust)
    check_each_persona_has_something_to_do(trust)
    check_nothing_was_filed_before_its_visit_or_in_time_to_come(trust)
    check_nobody_is_in_two_places(trust)
    assert all(trust.calendar.is_working_day(visit.day) for visit in trust.visits)


@pytest.mark.parametrize("month", MONTHS)
def test_on_every_day_of_two_years_there_is_something_to_do_for_everybody(month: str) -> None:
    for day in MONTHS[month]:
        check_all(day)


def test_so_there_is_on_days_sampled_over_many_years() -> None:
    for day in SOME_DAYS + AWKWARD:
        check_all(day)


def test_the_trust_is_the_same_whenever_it_is_made_for_a_day() -> None:
    assert demo_trust(date(2026, 11, 23)).visits == demo_trust(date(2026, 11, 23)).visits


def test_some_reports_came_late_and_most_in_time() -> None:
    trust = demo_trust(date(2027, 3, 18))
    late = [
        visit
        for visit in trust.visits
        if visit.filed_at is not None and london_day(visit.filed_at) > due_on(trust, visit)
    ]
    filed = len(trust.filings)
    assert 3 <= len(late) <= filed / 4
    assert {RISK[visit.urn] for visit in late} >= {Risk.HIGH, Risk.SOME}


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 8, 20), date(2026, 9, 1)])
def test_every_school_of_the_trust_has_its_five_standard_visits_in_the_year(today: date) -> None:
    trust = demo_trust(today)
    this_year = trust.calendar.academic_year_of(today)
    for school in trust.schools:
        visits = [
            visit
            for visit in trust.visits
            if (visit.urn, visit.capacity) == (school.urn, Capacity.SIP)
            and trust.calendar.academic_year_of(visit.day) == this_year
        ]
        wanted = 5 if school.status == Membership.MEMBER else 0
        assert len(visits) >= wanted, (school.name, len(visits))
        if school.status == Membership.JOINING:
            assert visits == []


@pytest.mark.parametrize("start", range(2015, 2046))
def test_half_terms_follow_each_other_and_last_between_three_and_nine_weeks(start: int) -> None:
    halves = half_terms(start)
    assert [half.academic_year for half in halves] == [f"{start}/{(start + 1) % 100:02d}"] * 6
    for half in halves:
        assert 3 * 7 <= (half.ends - half.starts).days <= 9 * 7
    for half, following in itertools.pairwise(halves):
        assert 7 <= (following.starts - half.ends).days <= 20


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (2026, ["09-01", "10-23", "11-02", "12-18", "01-04", "02-12", "02-22", "03-25", "04-12", "05-28"]),
        (2027, ["09-01", "10-22", "11-01", "12-17", "01-04", "02-11", "02-21", "04-07", "04-24", "05-26"]),
    ],
)
def test_term_dates_are_those_that_english_schools_would_have(start: int, expected: list[str]) -> None:
    days = itertools.chain.from_iterable((half.starts, half.ends) for half in half_terms(start))
    assert [f"{day:%m-%d}" for day in days][:10] == expected


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "trust"
    write(demo_trust(date(2026, 11, 23)), folder)
    return folder


@pytest.mark.parametrize("name", REPORT_COLUMNS)
def test_each_file_has_the_columns_of_the_directory_format(folder: Path, name: str) -> None:
    assert (folder / name).read_bytes().decode("utf-8").splitlines()[0] == REPORT_COLUMNS[name]
    assert rows_of(folder / name)


def test_people_have_their_own_email_and_entra_id_and_legal_roles(folder: Path) -> None:
    people = rows_of(folder / "people.csv")
    assert len({person["email"] for person in people}) == len(people)
    assert len({person["entra_id"] for person in people}) == len(people)
    for person in people:
        assert re.fullmatch(r"[a-z.]+@wychbeck\.example", person["email"])
        for held in filter(None, person["roles"].split(";")):
            role, _, subject = held.partition(":")
            assert bool(subject) == (Role(role) in {Role.SLE, Role.DIRECTOR_SUBJECT})


def test_a_dozen_schools_with_people_who_are_in_the_directory(folder: Path) -> None:
    emails = {person["email"] for person in rows_of(folder / "people.csv")}
    schools = rows_of(folder / "schools.csv")
    assert len({school["urn"] for school in schools}) == len(schools) == 12
    assert {school["phase"] for school in schools} == set(Phase)
    assert {school["status"] for school in schools} == set(Membership)
    for school in schools:
        assert re.fullmatch(r"\d{6}", school["urn"])
        assert {school["headteacher"], school["sip"]} <= emails
        for email in filter(
            None, [school["chair_of_governors"], school["adviser"], *school["senior_leaders"].split(";")]
        ):
            assert email in emails
        assert bool(school["designation"]) == bool(school["designated_on"])
        if school["designation"]:
            assert Designation(school["designation"])
            assert date.fromisoformat(school["designated_on"]) < date(2026, 11, 23)


def test_visits_are_each_there_once_and_in_words_that_import_knows(folder: Path) -> None:
    visits = rows_of(folder / "visits.csv")
    assert len({(visit["urn"], visit["date"], visit["author"]) for visit in visits}) == len(visits)
    for visit in visits:
        assert Capacity(visit["capacity"]) is not Capacity.TEAM_MEMBER
        assert Mode(visit["mode"])
        assert float(visit["days"]) in (0.5, 1.0)
        assert visit["purpose"]


def test_deployments_use_activities_that_the_policy_lists(folder: Path) -> None:
    edition = load().editions[0]
    for deployment in rows_of(folder / "deployments.csv"):
        assert deployment["activity"] in edition.support_activities
        assert Support(deployment["support"])
        assert deployment["from"] < deployment["to"]


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2027, 8, 2)])
def test_every_report_to_be_filed_has_a_visit_a_text_and_an_instant_in_london(today: date) -> None:
    trust = demo_trust(today)
    visits = {(visit.urn, visit.day, visit.author): visit for visit in trust.visits}
    assert len(trust.filings) > 10
    assert list(trust.filings) == sorted(trust.filings, key=lambda filing: filing.filed_at.timestamp())
    for filing in trust.filings:
        assert visits[filing.urn, filing.day, filing.author].reported_on is None
        assert filing.filed_at.tzinfo is LONDON
        text = filing.text
        for part in (text.purpose, text.activities, text.outcomes, text.recommendations):
            assert len(part) > 8


def test_the_sample_reports_differ_and_all_are_used_over_the_year() -> None:
    used = {filing.text.outcomes for filing in demo_trust(date(2027, 8, 2)).filings}
    assert len({sample.outcomes for sample in samples()}) == len(samples()) >= 20
    assert len(used) >= 18
