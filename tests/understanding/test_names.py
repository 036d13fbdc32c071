"""Which school and which person a text names, and when the bot must ask instead of guessing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dialogs.understanding.intents import Intent
from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.interpretation import Interpretation
from strategy.people import Person
from strategy.trust import Trust

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
DEV, OTHER = "@fourstones.example", "@saltway.example"


def ask(interpreter: Interpreter, trust: Trust, who: str, text: str) -> Interpretation:
    speaker = trust.by_email(who)
    assert speaker is not None
    return interpreter.read(text, speaker, trust, NOW)


@pytest.mark.parametrize(
    ("said", "urn"),
    [
        ("Oak Bank", "902613"),
        ("oak bank academy", "902613"),
        ("OakBank", "902613"),
        ("Oak Bnak", "902613"),
        ("Saint Aidan", "903127"),
        ("St Aidan's", "903127"),
        ("st. aidan", "903127"),
        ("King’s Meadow", "901874"),
        ("kings medow", "901874"),
        ("Hollins", "904352"),
        ("the Archbishop Cranleigh", "904352"),
        ("East Gate", "901446"),
        ("Hill Top Infants", "903290"),
        ("cawthorn hill", "904019"),
        ("Beacon Lodge Special School", "901582"),
        ("penrose college", "905071"),
    ],
)
def test_a_school_is_known_by_any_of_its_names(
    said: str, urn: str, interpreter: Interpreter, trust_dev: Trust
) -> None:
    assert interpreter.school_named(said, trust_dev) == (urn,)


def test_a_part_that_two_schools_share_is_asked_back(interpreter: Interpreter, trust_dev: Trust) -> None:
    assert set(interpreter.school_named("Oak", trust_dev)) == {"902613", "902641"}
    read = ask(interpreter, trust_dev, f"colin.threlfall{DEV}", "overdue reports for Oak")
    assert read.school is None
    assert set(read.school_choices) == {"902613", "902641"}


def test_two_schools_of_one_name_are_told_apart_by_their_kind(
    interpreter: Interpreter, trust_other: Trust
) -> None:
    assert interpreter.school_named("Riverside Infants", trust_other) == ("700113",)
    assert interpreter.school_named("Riverside Junior", trust_other) == ("700112",)
    assert set(interpreter.school_named("Riverside", trust_other)) == {"700112", "700113"}


def test_kinds_of_school_name_no_school(interpreter: Interpreter, trust_dev: Trust) -> None:
    for said in ("academy", "primary school", "the high school", "C of E", "sixth form college"):
        assert interpreter.school_named(said, trust_dev) == ()


def test_ordinary_words_are_not_swallowed_by_a_schools_name(
    interpreter: Interpreter, trust_dev: Trust, trust_other: Trust
) -> None:
    for trust, who, text in (
        (trust_dev, f"colin.threlfall{DEV}", "great, which reports are overdue"),
        (trust_dev, f"colin.threlfall{DEV}", "top of the list: which reports are overdue"),
        (trust_other, f"edwin.strand{OTHER}", "I hope no reports are overdue"),
        (trust_other, f"edwin.strand{OTHER}", "may I have the reports overdue in March"),
    ):
        read = ask(interpreter, trust, who, text)
        assert (read.intent, read.school, read.school_choices) == (Intent.REPORT_LIST, None, ())


def test_two_different_schools_fix_none_and_are_both_offered(
    interpreter: Interpreter, trust_dev: Trust
) -> None:
    read = ask(interpreter, trust_dev, f"colin.threlfall{DEV}", "targets for Oak Bank and Eastgate")
    assert read.school is None
    assert read.school_choices == ("902613", "901446")


@pytest.mark.parametrize(
    ("said", "email"),
    [
        ("David Ormerod", "david.ormerod"),
        ("david", "david.ormerod"),
        ("Dave", "david.ormerod"),
        ("Mr Ormerod", "david.ormerod"),
        ("Ormrod", "david.ormerod"),
        ("Zoe Cartmell", "zoe.cartmell"),
        ("katherine sleight", "catherine.sleight"),
        ("Catherine's", "catherine.sleight"),
        ("catherine.sleight@fourstones.example", "catherine.sleight"),
    ],
)
def test_a_person_is_known_by_any_of_their_names(
    said: str, email: str, interpreter: Interpreter, trust_dev: Trust
) -> None:
    known = trust_dev.by_email(email + DEV)
    assert known is not None
    assert interpreter.person_named(said, trust_dev) == (known.id,)


def test_a_first_name_that_two_share_is_asked_back(interpreter: Interpreter, trust_dev: Trust) -> None:
    sarahs = {p.id for p in trust_dev.current_people() if p.first_name == "Sarah"}
    read = ask(interpreter, trust_dev, f"colin.threlfall{DEV}", "what deadlines has Sarah got this week")
    assert read.person is None
    assert set(read.person_choices) == sarahs


def test_the_school_in_the_text_settles_which_of_two_is_meant(
    interpreter: Interpreter, trust_dev: Trust
) -> None:
    read = ask(
        interpreter, trust_dev, f"colin.threlfall{DEV}", "what deadlines has Sarah at Oak Bank got this week"
    )
    assert read.person == f"sarah.whitlock{DEV}"
    assert read.person_choices == ()


def test_the_role_in_the_text_settles_which_of_two_is_meant(
    interpreter: Interpreter, trust_other: Trust
) -> None:
    read = ask(interpreter, trust_other, f"edwin.strand{OTHER}", "chase Mohammed the SLE about his report")
    assert read.person == f"mohammed.iqbal{OTHER}"


def test_names_that_are_also_words_are_people_only_where_they_are_meant(
    interpreter: Interpreter, trust_other: Trust
) -> None:
    who = f"edwin.strand{OTHER}"
    assert ask(interpreter, trust_other, who, "has Will filed his report").person == f"will.carter{OTHER}"
    assert ask(interpreter, trust_other, who, "will any reports be overdue on Friday").person is None
    assert ask(interpreter, trust_other, who, "remind April about her report").person == f"april.jones{OTHER}"
    april = ask(interpreter, trust_other, who, "visits in April")
    assert (april.person, april.starts) == (None, date(2027, 4, 1))
    assert ask(interpreter, trust_other, who, "Mark's visits").person == f"mark.penhaligon{OTHER}"
    assert ask(interpreter, trust_other, who, "visits to St Mark's").school == "700104"


def test_people_and_schools_that_have_ended_are_not_meant(interpreter: Interpreter, trust_dev: Trust) -> None:
    gone = [
        replace(p, ended_on=date(2026, 8, 31)) if p.name == "David Ormerod" else p
        for p in trust_dev.people.values()
    ]
    closed = [
        replace(s, ended_on=date(2026, 8, 31)) if s.short_name == "Marlow" else s
        for s in trust_dev.schools.values()
    ]
    trust = Trust(9, gone, closed, trust_dev.calendar)
    assert interpreter.person_named("David Ormerod", trust) == ()
    assert interpreter.school_named("Marlow Fields", trust) == ()


def test_my_school_is_the_one_a_person_heads_or_partners_alone(
    interpreter: Interpreter, trust_dev: Trust
) -> None:
    text = "when is the next visit to my school"
    assert ask(interpreter, trust_dev, f"simon.aldred{DEV}", text).school == "901874"
    assert ask(interpreter, trust_dev, f"yusuf.hakim{DEV}", text).school == "901582"
    assert ask(interpreter, trust_dev, f"david.ormerod{DEV}", text).school is None


def test_a_name_that_is_nobodys_is_said_to_be_unknown(interpreter: Interpreter, trust_dev: Trust) -> None:
    read = ask(interpreter, trust_dev, f"colin.threlfall{DEV}", "overdue reports for Greenfield Academy")
    assert read.intent is Intent.REPORT_LIST
    assert read.unknown_name is not None
    assert read.unknown_name.startswith("Greenfield")


def test_a_new_version_of_the_directory_is_read_with_its_own_names(
    interpreter: Interpreter, trust_dev: Trust
) -> None:
    newcomer = Person(999, f"hester.vaughan{DEV}", "Hester Vaughan")
    assert interpreter.person_named("Hester", trust_dev) == ()
    later = Trust(2, [*trust_dev.people.values(), newcomer], trust_dev.schools.values(), trust_dev.calendar)
    assert interpreter.person_named("Hester", later) == (999,)
