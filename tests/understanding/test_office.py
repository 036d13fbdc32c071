"""Sentences of office: who is away, what is put off, handed on, withdrawn, acknowledged or disputed."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from dialogs.understanding.interpret import Interpreter
from dialogs.understanding.office import OfficeDeed, OfficeKind, office_deed
from strategy.trust import Trust

DATA = Path(__file__).parents[1] / "data"
NOW = "2026-11-23T09:00:00+00:00"
FRIDAY, MONDAY = "2026-11-27", "2026-11-30"

DEEDS: list[tuple[str, str, dict[str, Any]]] = [
    # Away
    ("judith", "Wendy is away until Friday", {"away": "wendy", "ends": FRIDAY}),
    (
        "judith",
        "mark Catherine as off sick from tomorrow to 4 Dec",
        {"away": "catherine", "starts": "2026-11-24", "ends": "2026-12-04", "reason": "off sick"},
    ),
    (
        "colin",
        "David's on leave next week",
        {"away": "david", "starts": MONDAY, "ends": "2026-12-06", "reason": "on leave"},
    ),
    (
        "colin",
        "Patrick Dunmore is off sick today",
        {"away": "patrick", "starts": "2026-11-23", "ends": "2026-11-23", "reason": "off sick"},
    ),
    (
        "colin",
        "please put Lorraine down as away this week",
        {"away": "lorraine", "starts": "2026-11-23", "ends": "2026-11-29"},
    ),
    ("judith", "yusuf off ill", {"away": "yusuf", "reason": "off ill"}),
    ("judith", "Catherine will be away from 1 December", {"away": "catherine", "starts": "2026-12-01"}),
    ("judith", "can you mark David away till 4 January", {"away": "david", "ends": "2027-01-04"}),
    ("colin", "Wendy is away, back on Monday", {"away": "wendy", "ends": "2026-11-29"}),
    (
        "colin",
        "Kieran has gone on paternity leave until 11 December",
        {"away": "kieran", "ends": "2026-12-11", "reason": "on paternity leave"},
    ),
    ("judith", "set Patrick as away", {"away": "patrick"}),
    (
        "colin",
        "Amelia is on jury service next week",
        {"away": "amelia", "starts": MONDAY, "ends": "2026-12-06", "reason": "on jury service"},
    ),
    (
        "david",
        "I'm on leave next week",
        {"away": "david", "starts": MONDAY, "ends": "2026-12-06", "reason": "on leave"},
    ),
    (
        "judith",
        "Lorraine is off until Wednesday with flu",
        {"away": "lorraine", "ends": "2026-11-25", "reason": "off"},
    ),
    (
        "colin",
        "Fiona is on maternity leave from January",
        {"away": "fiona", "starts": "2027-01-01", "reason": "on maternity leave"},
    ),
    (
        "colin",
        "record that Wendy is away next week",
        {"away": "wendy", "starts": MONDAY, "ends": "2026-12-06"},
    ),
    # Back
    ("judith", "Catherine is back", {"back": "catherine"}),
    ("judith", "David's back today", {"back": "david", "date": "2026-11-23"}),
    ("judith", "mark Wendy as back please", {"back": "wendy"}),
    ("colin", "Patrick is no longer away", {"back": "patrick"}),
    ("colin", "Lorraine has returned from sick leave", {"back": "lorraine"}),
    ("colin", "Wendy is back at work on Monday", {"back": "wendy", "date": MONDAY}),
    # Extend
    (
        "judith",
        "extend David's Oak Bank report to Friday",
        {"extend": "david", "school": "902613", "date": FRIDAY},
    ),
    (
        "judith",
        "give Catherine until 4 December for Eastgate",
        {"extend": "catherine", "school": "901446", "date": "2026-12-04"},
    ),
    (
        "colin",
        "extend Wendy's Cawthorne report to 1 December because she has been ill",
        {"extend": "wendy", "school": "904019", "date": "2026-12-01", "reason": "she has been ill"},
    ),
    (
        "colin",
        "give Patrick till Monday for the Hollins Valley report, as he was called away",
        {"extend": "patrick", "school": "904352", "date": MONDAY, "reason": "he was called away"},
    ),
    (
        "judith",
        "extend the deadline for Lorraine's Cawthorne report until Friday please",
        {"extend": "lorraine", "school": "904019", "date": FRIDAY},
    ),
    (
        "judith",
        "can we extend Yusuf's report on Beacon Lodge by a week",
        {"extend": "yusuf", "school": "901582", "days": 7},
    ),
    ("judith", "give David more time for Thornbridge", {"extend": "david", "school": "902988"}),
    (
        "colin",
        "move the due date of Catherine's Marlow report to 2 December",
        {"extend": "catherine", "school": "903765", "date": "2026-12-02"},
    ),
    (
        "colin",
        "allow Kieran until Friday to file his Oak Bank report",
        {"extend": "kieran", "school": "902613", "date": FRIDAY},
    ),
    (
        "colin",
        "David can have until Monday for his report on Hill Top",
        {"extend": "david", "school": "903290", "date": MONDAY},
    ),
    (
        "colin",
        "put back the deadline for the Eastgate report to Monday",
        {"extend": None, "school": "901446", "date": MONDAY},
    ),
    (
        "judith",
        "extend the Hill Top report by two working days",
        {"extend": None, "school": "903290", "working_days": 2},
    ),
    (
        "judith",
        "let David have an extra week for his Oak Bank report",
        {"extend": "david", "school": "902613", "days": 7},
    ),
    (
        "judith",
        "extend Catherine's deadline for Marlow to 4 Dec",
        {"extend": "catherine", "school": "903765", "date": "2026-12-04"},
    ),
    (
        "judith",
        "move Catherine's Eastgate report to Monday",
        {"extend": "catherine", "school": "901446", "date": MONDAY},
    ),
    # Excuse
    ("colin", "excuse Wendy from the Cawthorne report", {"excuse": "wendy", "school": "904019"}),
    (
        "colin",
        "David needn't report on Thornbridge, the visit was cut short",
        {"excuse": "david", "school": "902988", "reason": "the visit was cut short"},
    ),
    ("judith", "let Catherine off the Marlow report", {"excuse": "catherine", "school": "903765"}),
    (
        "judith",
        "Patrick doesn't need to file a report on St Aidan",
        {"excuse": "patrick", "school": "903127"},
    ),
    (
        "judith",
        "excuse the Cawthorne report: nobody could get in for the snow",
        {"excuse": None, "school": "904019", "reason": "nobody could get in for the snow"},
    ),
    (
        "colin",
        "Yusuf does not have to write the Beacon Lodge report because it was only a phone call",
        {"excuse": "yusuf", "school": "901582", "reason": "it was only a phone call"},
    ),
    ("colin", "excuse David from filing his Oak Bank report", {"excuse": "david", "school": "902613"}),
    ("colin", "waive Lorraine's report on Cawthorne", {"excuse": "lorraine", "school": "904019"}),
    ("judith", "no need for David to report on Great Oak", {"excuse": "david", "school": "902641"}),
    (
        "judith",
        "Catherine can skip the Marlow report because the school was closed",
        {"excuse": "catherine", "school": "903765", "reason": "the school was closed"},
    ),
    (
        "judith",
        "excuse Patrick from the report for St Aidan on 10 November",
        {"excuse": "patrick", "school": "903127", "date": "2026-11-10"},
    ),
    # Reassign
    (
        "judith",
        "give David's Hill Top report to Wendy",
        {"reassign": "david", "school": "903290", "to": "wendy"},
    ),
    (
        "judith",
        "reassign Catherine's Eastgate report to Patrick Dunmore",
        {"reassign": "catherine", "school": "901446", "to": "patrick"},
    ),
    (
        "colin",
        "pass Lorraine's report on Cawthorne to Wendy because she is off sick",
        {"reassign": "lorraine", "school": "904019", "to": "wendy", "reason": "she is off sick"},
    ),
    (
        "colin",
        "transfer the Marlow report from Catherine to David",
        {"reassign": "catherine", "school": "903765", "to": "david"},
    ),
    (
        "colin",
        "reassign the Oak Bank report to Kieran",
        {"reassign": None, "school": "902613", "to": "kieran"},
    ),
    (
        "colin",
        "give Wendy David's Thornbridge report",
        {"reassign": "david", "school": "902988", "to": "wendy"},
    ),
    (
        "judith",
        "Wendy will do Catherine's King's Meadow report",
        {"reassign": "catherine", "school": "901874", "to": "wendy"},
    ),
    (
        "judith",
        "hand Yusuf's Beacon Lodge report over to Patrick",
        {"reassign": "yusuf", "school": "901582", "to": "patrick"},
    ),
    (
        "judith",
        "can Wendy take over David's Oak Bank report",
        {"reassign": "david", "school": "902613", "to": "wendy"},
    ),
    (
        "judith",
        "make Wendy responsible for the Hill Top report",
        {"reassign": None, "school": "903290", "to": "wendy"},
    ),
    # Withdraw
    (
        "catherine",
        "withdraw the report on Marlow, wrong school",
        {"withdraw": None, "school": "903765", "reason": "wrong school"},
    ),
    (
        "david",
        "take back my report on Oak Bank: it was filed for the wrong school",
        {"withdraw": "david", "school": "902613", "reason": "it was filed for the wrong school"},
    ),
    ("david", "please withdraw my Oak Bank report", {"withdraw": "david", "school": "902613"}),
    (
        "colin",
        "withdraw David's report on Hill Top because it belongs to Great Oak",
        {"withdraw": "david", "school": "903290", "reason": "it belongs to Great Oak"},
    ),
    (
        "david",
        "I filed my report for the wrong school",
        {"withdraw": "david", "reason": "I filed my report for the wrong school"},
    ),
    ("david", "can I take my report on Thornbridge back?", {"withdraw": "david", "school": "902988"}),
    ("david", "retract my last report", {"withdraw": "david"}),
    ("david", "I want to withdraw the report I filed on Hill Top", {"withdraw": "david", "school": "903290"}),
    (
        "david",
        "withdraw my report on Oak Bank from Tuesday",
        {"withdraw": "david", "school": "902613", "date": "2026-11-17"},
    ),
    # Acknowledge
    ("sarah.whitlock", "acknowledge the report", {"acknowledge": None}),
    ("sarah.whitlock", "I've read it, thanks - acknowledged", {"acknowledge": None}),
    ("sarah.whitlock", "acknowledged", {"acknowledge": None}),
    ("sarah.whitlock", "I acknowledge David's report", {"acknowledge": "david"}),
    ("claire", "I have read the report, thank you", {"acknowledge": None}),
    ("claire", "I can confirm I've seen the report on my school", {"acknowledge": None, "school": "903290"}),
    (
        "claire",
        "acknowledge receipt of David's report on Hill Top",
        {"acknowledge": "david", "school": "903290"},
    ),
    ("sarah.whitlock", "Thanks, I have read David's report", {"acknowledge": "david"}),
    ("sarah.whitlock", "seen the report thanks", {"acknowledge": None}),
    ("sarah.whitlock", "please mark the report as acknowledged", {"acknowledge": None}),
    # Inaccurate
    (
        "claire",
        "the report on my school is not accurate: we have 14 staff",
        {"inaccurate": None, "school": "903290", "reason": "we have 14 staff"},
    ),
    (
        "claire",
        "something in the report is wrong: we have 14 staff",
        {"inaccurate": None, "reason": "we have 14 staff"},
    ),
    ("claire", "the report isn't quite right", {"inaccurate": None}),
    (
        "sarah.whitlock",
        "there is a mistake in David's report, the attendance figure is last year's",
        {"inaccurate": "david", "reason": "the attendance figure is last year's"},
    ),
    ("sarah.whitlock", "the Oak Bank report is inaccurate", {"inaccurate": None, "school": "902613"}),
    ("sarah.whitlock", "I don't think the report is accurate", {"inaccurate": None}),
    (
        "sarah.whitlock",
        "there are some errors in the report on my school",
        {"inaccurate": None, "school": "902613"},
    ),
    (
        "sarah.whitlock",
        "the report says we have 12 staff but we have 14",
        {"inaccurate": None, "reason": "says we have 12 staff but we have 14"},
    ),
    ("sarah.whitlock", "I want to say something in the report isn't accurate", {"inaccurate": None}),
    # Deliveries
    ("david", "who has got my report on Oak Bank", {"deliveries": "david", "school": "902613"}),
    ("david", "has my report been sent", {"deliveries": "david"}),
    ("david", "did Colin get the report?", {"deliveries": None, "to": "colin"}),
    (
        "david",
        "has Colin received my Hill Top report yet",
        {"deliveries": "david", "school": "903290", "to": "colin"},
    ),
    ("david", "who did my report on Thornbridge go to?", {"deliveries": "david", "school": "902988"}),
    ("david", "who received the Oak Bank report", {"deliveries": None, "school": "902613"}),
    ("david", "has my Oak Bank report gone out", {"deliveries": "david", "school": "902613"}),
    ("david", "did my report reach everyone", {"deliveries": "david"}),
    ("david", "has the head read my report on Hill Top", {"deliveries": "david", "school": "903290"}),
]

NONE = [
    ("judith", "is Wendy away"),
    ("judith", "when is David back"),
    ("judith", "who is away next week"),
    ("judith", "has Catherine sent her report in"),
    ("judith", "has Catherine's Marlow report been submitted"),
    ("judith", "give me David's Hill Top report"),
    ("judith", "show David's Hill Top report to me"),
    ("judith", "send David's Hill Top report"),
    ("judith", "read the report on Marlow"),
    ("judith", "the report on Marlow"),
    ("judith", "remind Catherine about the Eastgate report"),
    ("judith", "give Catherine a nudge about Eastgate"),
    ("judith", "give Oak Bank two more adviser days"),
    ("judith", "give Thornbridge an SLE for two days"),
    ("david", "withdraw the visit to Oak Bank"),
    ("david", "take the Oak Bank visit out of the diary"),
    ("david", "put the Oak Bank visit back to Friday"),
    ("david", "move the Oak Bank visit to Friday"),
    ("david", "extend the visit to Oak Bank by a day"),
    ("sarah.whitlock", "withdraw my request for an extra visit"),
    ("david", "that's wrong"),
    ("david", "thanks"),
    ("david", "thanks, got it"),
    ("david", "I'm back"),
    ("david", "excuse me"),
    ("david", "who has reports outstanding"),
    ("david", "who hasn't filed"),
    ("david", "who has filed the Oak Bank report"),
    ("david", "did I report on Oak Bank"),
    ("david", "I'm off sick, please stop reminding me"),
    ("david", "stop the nudges while I'm on leave next week"),
    ("david", "do I need to report on Oak Bank"),
    ("david", "what do I need to do before I go away on Friday"),
    ("david", "is the report right"),
    ("david", "amend my report on Oak Bank"),
    ("david", "correct my report on Oak Bank"),
    ("david", "file my report on Oak Bank"),
    ("david", "I've been at Oak Bank, file a report"),
]


def expected(kind: str, named: dict[str, Any], trust: Trust) -> OfficeDeed:
    def email(name: str | None) -> str | None:
        return name and next(p.email for p in trust.current_people() if p.email.startswith(name))

    def day(key: str) -> date | None:
        return date.fromisoformat(named[key]) if key in named else None

    return OfficeDeed(
        OfficeKind(kind),
        person=email(named[kind]),
        school=named.get("school"),
        date=day("date"),
        starts=day("starts"),
        ends=day("ends"),
        days=named.get("days"),
        working_days=named.get("working_days"),
        to_person=email(named.get("to")),
        reason=named.get("reason", ""),
    )


def read(who: str, text: str, interpreter: Interpreter, trust: Trust, now: str = NOW) -> OfficeDeed | None:
    speaker = next(person for person in trust.current_people() if person.email.startswith(who))
    return office_deed(text, speaker, trust, datetime.fromisoformat(now), interpreter)


@pytest.mark.parametrize(("who", "text", "named"), DEEDS, ids=[text for _, text, _ in DEEDS])
def test_a_sentence_of_office_is_read_whole(
    who: str, text: str, named: dict[str, Any], interpreter: Interpreter, trust_dev: Trust
) -> None:
    assert read(who, text, interpreter, trust_dev) == expected(next(iter(named)), named, trust_dev)


@pytest.mark.parametrize(("who", "text"), NONE, ids=[text for _, text in NONE])
def test_what_only_resembles_one_is_none(
    who: str, text: str, interpreter: Interpreter, trust_dev: Trust
) -> None:
    assert read(who, text, interpreter, trust_dev) is None


def test_no_sentence_of_the_intents_is_taken_for_one(
    interpreter: Interpreter, trusts: dict[str, Trust]
) -> None:
    taken = []
    for file in (
        "utterances-dev.jsonl",
        "utterances-own.jsonl",
        "utterances-meetings.jsonl",
        "wishes-own.jsonl",
    ):
        for line in (DATA / file).read_text(encoding="utf-8").splitlines():
            told = {"now": NOW, "trust": "trust-dev"} | json.loads(line)
            got = read(told["as"], told["text"], interpreter, trusts[told["trust"]], told["now"])
            if got is not None:
                taken.append((told["text"], got.kind))
    assert taken == []


def test_a_name_that_two_bear_is_given_back_to_be_asked(interpreter: Interpreter, trust_dev: Trust) -> None:
    got = read("judith", "Sarah is off sick until Friday", interpreter, trust_dev)
    assert got is not None
    assert not got.person
    assert [trust_dev.person(person).name for person in got.person_choices] == [
        "Sarah Whitlock",
        "Sarah Denholm",
    ]


@pytest.mark.parametrize("text", ["Will is away until Friday", "mark Will as away until Friday"])
def test_a_name_that_is_an_ordinary_word_is_a_name_here(
    text: str, interpreter: Interpreter, trust_other: Trust
) -> None:
    got = read("siobhan", text, interpreter, trust_other)
    assert got is not None
    assert got.person == "will.carter@saltway.example"
    assert got.ends == date(2026, 11, 27)
