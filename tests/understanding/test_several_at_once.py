"""Several schools, people, designations in one question, and those a question leaves out."""

from __future__ import annotations

import pytest

from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.interpretation import Interpretation
from strategy.designations import Designation, Risk
from strategy.trust import Trust
from tests.understanding.test_reminders import MONDAY

STABILISE, REPAIR, IMPROVE, SUSTAIN = Designation


@pytest.fixture
def read(interpreter: Interpreter, trust_dev: Trust) -> Reader:
    return Reader(interpreter, trust_dev)


class Reader:
    """Reads as the Lead SIP, and names what it reads."""

    def __init__(self, interpreter: Interpreter, trust: Trust) -> None:
        self._interpreter, self._trust = interpreter, trust

    def __call__(self, text: str) -> Interpretation:
        speaker = self._trust.by_email("judith.pargeter@fourstones.example")
        assert speaker is not None
        return self._interpreter.read(text, speaker, self._trust, MONDAY)

    def schools(self, urns: tuple[str, ...]) -> list[str]:
        return [self._trust.school(urn).known_as for urn in urns]

    def people(self, ids: tuple[int, ...]) -> list[str]:
        return [self._trust.person(person).name for person in ids]


@pytest.mark.parametrize(
    ("text", "risk", "designations"),
    [
        ("overdue for schools in stabilise and repair", Risk.HIGH, ()),
        ("chase reports for repair and stabilise schools", Risk.HIGH, ()),
        ("overdue for improve and sustain schools", None, (IMPROVE, SUSTAIN)),
        ("visits to some risk and low risk schools", None, (IMPROVE, SUSTAIN)),
        ("deadlines for high risk and improve schools", Risk.HIGH, (STABILISE, REPAIR, IMPROVE)),
        ("overdue for high risk repair schools", Risk.HIGH, ()),
        ("overdue for repair schools", None, ()),
    ],
)
def test_designations_side_by_side_are_all_meant(
    text: str, risk: Risk | None, designations: tuple[Designation, ...], read: Reader
) -> None:
    got = read(text)
    assert (got.risk, got.designations) == (risk, designations)


def test_the_difference_between_two_designations_narrows_nothing(read: Reader) -> None:
    got = read("what's the difference between stabilise and repair")
    assert (got.risk, got.designations) == (None, ())


def test_several_schools_of_a_list_are_all_meant(read: Reader) -> None:
    got = read("overdue for Oak Bank, Eastgate and Marlow")
    assert read.schools(got.schools_named) == ["Oak Bank", "Eastgate", "Marlow"]
    assert (got.school, got.school_choices) == (None, ())


def test_several_schools_of_a_deed_are_asked_back(read: Reader) -> None:
    got = read("book Oak Bank and Eastgate for Thursday")
    assert read.schools(got.school_choices) == ["Oak Bank", "Eastgate"]
    assert got.schools_named == ()


def test_several_people_are_all_meant(read: Reader) -> None:
    got = read("remind Catherine and Patrick about their late reports")
    assert read.people(got.people_named) == ["Catherine Sleight", "Patrick Dunmore"]
    assert (got.person, got.person_choices) == (None, ())


def test_somebody_among_several_whose_name_two_bear_is_asked_back(read: Reader) -> None:
    got = read("overdue by Sarah and Patrick")
    assert read.people(got.person_choices) == ["Sarah Whitlock", "Sarah Denholm", "Patrick Dunmore"]
    assert got.people_named == ()


@pytest.mark.parametrize(
    ("text", "people", "schools"),
    [
        ("chase everyone but Catherine", ["Catherine Sleight"], []),
        ("chase everyone except Catherine and David", ["Catherine Sleight", "David Ormerod"], []),
        ("overdue for all schools apart from Oak Bank", [], ["Oak Bank"]),
        ("overdue other than Eastgate or Marlow", [], ["Eastgate", "Marlow"]),
    ],
)
def test_who_is_left_out_is_not_taken_for_who_is_meant(
    text: str, people: list[str], schools: list[str], read: Reader
) -> None:
    got = read(text)
    assert (got.person, got.people_named, got.school, got.schools_named) == (None, (), None, ())
    assert read.people(got.people_left_out) == people
    assert read.schools(got.schools_left_out) == schools


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("who is the maths SLE", "mathematics"),
        ("who's our science SLE", "science"),
        ("who is the director of MFL", "modern foreign languages"),
        ("who are the SLEs", ""),
    ],
)
def test_the_subject_of_a_role_is_kept(text: str, subject: str, read: Reader) -> None:
    assert read(text).subject == subject
