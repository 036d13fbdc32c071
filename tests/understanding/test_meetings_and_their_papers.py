"""Meetings, minutes and summaries as chairs, clerks, partners and heads of another trust type them; all was
written before it was tried.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from dialogs.understanding.interpret import Interpreter
from tests.understanding.conftest import trust_from

NOW = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
CEO, DEPUTY, LEAD, CLERK = "rosamund.achebe", "leofric.banner", "maud.ellery", "tamsin.crewe"
COMMITTEE, OTHER_COMMITTEE, ADVISER = "barnaby.quill", "odette.furness", "hugh.tarn"
PARTNER, OTHER_PARTNER, HEAD, CHAIR = "rowan.pike", "selina.voss", "morag.sillitoe", "edwin.marsh"
FERNHOLLOW, TIDEWAY, CRAGFOOT, BRAMBLECOTE = "163401", "163402", "163403", "163404"
LIST, BOOK, PACK, MINUTES, SUMMARY = (
    "meeting.list", "meeting.book", "meeting.pack", "minutes.record", "summary.make",
)  # fmt: skip
BOARD, EIT, STANDARDS, TEAM = "progress_board", "eit", "standards_committee", "sit"
YEAR = {"from": "2026-09-01", "to": "2027-07-21"}
TERM_SO_FAR = {"from": "2026-11-02", "to": "2026-12-18"}

SENTENCES: list[tuple[str, str, str, dict[str, Any]]] = [
    (DEPUTY, "next monthly team meeting", LIST, {"body": TEAM, "which": "next"}),
    (
        ADVISER,
        "when's the team meeting this month",
        LIST,
        {"body": TEAM, "from": "2026-11-01", "to": "2026-11-30"},
    ),
    (LEAD, "when do the school improvement team next meet", LIST, {"body": TEAM, "which": "next"}),
    (HEAD, "whens our next progress bord", LIST, {"body": BOARD, "which": "next"}),
    (
        CHAIR,
        "date of Tideway's january board?",
        LIST,
        {"school": TIDEWAY, "body": BOARD, "from": "2027-01-01", "to": "2027-01-31"},
    ),
    (COMMITTEE, "how many committee meetings this year", LIST, {"body": STANDARDS, "count": True, **YEAR}),
    (
        PARTNER,
        "what meetings have I got next week",
        LIST,
        {"person": "rowan.pike@ferryside.example", "from": "2026-11-30", "to": "2026-12-06"},
    ),
    (
        CLERK,
        "boards at high risk schools between 1 and 20 March",
        LIST,
        {"risk": "high", "body": BOARD, "from": "2027-03-01", "to": "2027-03-20"},
    ),
    (
        DEPUTY,
        "give me all the EIT dates this year as a spreadsheet",
        LIST,
        {"body": EIT, "export": True, **YEAR},
    ),
    (DEPUTY, "when did the EIT last meet", LIST, {"body": EIT, "which": "last"}),
    (CEO, "is there an SIT on 1 dec", LIST, {"body": TEAM, "date": "2026-12-01"}),
    (
        OTHER_PARTNER,
        "has Cragfoot got a board in the diary this half term",
        LIST,
        {"school": CRAGFOOT, "body": BOARD, **TERM_SO_FAR},
    ),
    (HEAD, "what time is thursday's board", LIST, {"body": BOARD, "date": "2026-11-26"}),
    (OTHER_COMMITTEE, "next cttee meeting pls", LIST, {"body": STANDARDS, "which": "next"}),
    (
        CLERK,
        "book the Fernhollow board for 14 jan 2pm",
        BOOK,
        {"school": FERNHOLLOW, "body": BOARD, "date": "2027-01-14"},
    ),
    (CLERK, "put a team meeting in for 2 December at 10", BOOK, {"body": TEAM, "date": "2026-12-02"}),
    (
        DEPUTY,
        "we need to get next year's meetings in the diary",
        BOOK,
        {"from": "2027-09-01", "to": "2028-07-20"},
    ),
    (
        CLERK,
        "add a standards committee on 10th December at half 4",
        BOOK,
        {"body": STANDARDS, "date": "2026-12-10"},
    ),
    (LEAD, "get an EIT in on friday week", BOOK, {"body": EIT, "date": "2026-12-04"}),
    (
        COMMITTEE,
        "could I have Thursday's committee papers",
        PACK,
        {"body": STANDARDS, "date": "2026-11-26"},
    ),
    (CHAIR, "is the pack out for our board yet", PACK, {"body": BOARD}),
    (DEPUTY, "pack for the monthly team meeting", PACK, {"body": TEAM}),
    (CEO, "send me the reading for the next EIT", PACK, {"body": EIT, "which": "next"}),
    (
        PARTNER,
        "what papers do I need for tideways board on monday",
        PACK,
        {"school": TIDEWAY, "body": BOARD, "date": "2026-11-30"},
    ),
    (
        CLERK,
        "add an action to the minutes of the Fernhollow board: Morag to send attendance data by 4 December",
        MINUTES,
        {"school": FERNHOLLOW, "body": BOARD},
    ),
    (
        CLERK,
        "minutes for tideway board 19/11 attached",
        MINUTES,
        {"school": TIDEWAY, "body": BOARD, "date": "2026-11-19"},
    ),
    (CHAIR, "actions from our last board?", MINUTES, {"body": BOARD, "which": "last"}),
    (DEPUTY, "which board minutes are still not in", MINUTES, {"body": BOARD}),
    (
        HEAD,
        "has anyone written up the board we had on thursday",
        MINUTES,
        {"body": BOARD, "date": "2026-11-19"},
    ),
    (CLERK, "type up friday's team meeting", MINUTES, {"body": TEAM, "date": "2026-11-20"}),
    (
        PARTNER,
        "what did the EIT agree last week",
        MINUTES,
        {"body": EIT, "from": "2026-11-16", "to": "2026-11-22"},
    ),
    (CLERK, "share yesterday's EIT mins with everyone", MINUTES, {"body": EIT, "date": "2026-11-23"}),
    (
        DEPUTY,
        "minute an action for Hugh from the last EIT: visit Cragfoot by friday",
        MINUTES,
        {"person": "hugh.tarn@ferryside.example", "body": EIT, "which": "last"},
    ),
    (
        CLERK,
        "another action from the Bramblecote board - Wilfred Osgood will ring the DfE by 11 Dec",
        MINUTES,
        {"school": BRAMBLECOTE, "body": BOARD},
    ),
    (LEAD, "get the SIPs' reports summarised for the EIT", SUMMARY, {"body": EIT}),
    (
        LEAD,
        "add a recommendation to the committee report: put money into phonics",
        SUMMARY,
        {"body": STANDARDS},
    ),
    (LEAD, "approve my summary for the EIT", SUMMARY, {"body": EIT}),
    (COMMITTEE, "the Lead SIP's report to the committee", SUMMARY, {"body": STANDARDS}),
    (
        DEPUTY,
        "has Maud done the committee report yet",
        SUMMARY,
        {"person": "maud.ellery@ferryside.example", "body": STANDARDS},
    ),
    (LEAD, "write up what partners said this half term for EIT", SUMMARY, {"body": EIT, **TERM_SO_FAR}),
]

MORE: list[tuple[str, str, str, dict[str, Any]]] = [
    (CHAIR, "when do we next meet as a board", LIST, {"body": BOARD, "which": "next"}),
    (
        CLERK,
        "can you list every board in January please",
        LIST,
        {"body": BOARD, "from": "2027-01-01", "to": "2027-01-31"},
    ),
    (PARTNER, "when's the SIP training", LIST, {}),
    (
        DEPUTY,
        "which schools have a board next week",
        LIST,
        {"body": BOARD, "from": "2026-11-30", "to": "2026-12-06"},
    ),
    (
        OTHER_COMMITTEE,
        "am I needed at the committee on 10 December",
        LIST,
        {"person": "odette.furness@ferryside.example", "body": STANDARDS, "date": "2026-12-10"},
    ),
    (
        CLERK,
        "schedule the Tideway progress board for the 3rd of February",
        BOOK,
        {"school": TIDEWAY, "body": BOARD, "date": "2027-02-03"},
    ),
    (DEPUTY, "pencil in a team meeting on 9 december", BOOK, {"body": TEAM, "date": "2026-12-09"}),
    (CLERK, "new EIT date: 15 January", BOOK, {"body": EIT, "date": "2027-01-15"}),
    (DEPUTY, "can i have the bundle for tomorrow's EIT", PACK, {"body": EIT, "date": "2026-11-25"}),
    (CHAIR, "board pack please", PACK, {"body": BOARD}),
    (COMMITTEE, "email me the last committee pack", PACK, {"body": STANDARDS, "which": "last"}),
    (
        CLERK,
        "I've got the minutes from Cragfoot's board last Thursday",
        MINUTES,
        {"school": CRAGFOOT, "body": BOARD, "date": "2026-11-19"},
    ),
    (CLERK, "here are the EIT minutes", MINUTES, {"body": EIT}),
    (HEAD, "have we had the minutes from our last board", MINUTES, {"body": BOARD, "which": "last"}),
    (
        DEPUTY,
        "what was decided about Cragfoot at the last EIT",
        MINUTES,
        {"school": CRAGFOOT, "body": EIT, "which": "last"},
    ),
    (
        CHAIR,
        "who has actions from the November board",
        MINUTES,
        {"body": BOARD, "from": "2026-11-01", "to": "2026-11-30"},
    ),
    (CEO, "outstanding actions from EIT", MINUTES, {"body": EIT}),
    (LEAD, "start the half-termly summary for the EIT", SUMMARY, {"body": EIT}),
    (LEAD, "can you summarise the visit reports since 2 November", SUMMARY, {"from": "2026-11-02"}),
    (LEAD, "my report to the standards committee needs drafting", SUMMARY, {"body": STANDARDS}),
    (DEPUTY, "is the EIT summary done yet", SUMMARY, {"body": EIT}),
    (COMMITTEE, "where's the Lead SIP's committee report", SUMMARY, {"body": STANDARDS}),
]


@pytest.mark.parametrize(("who", "text", "intent", "keys"), [*SENTENCES, *MORE])
def test_what_people_of_another_trust_type_is_read_as_they_mean_it(
    who: str, text: str, intent: str, keys: dict[str, Any], interpreter: Interpreter
) -> None:
    trust = trust_from("trust-ferryside")
    speaker = trust.by_email(f"{who}@ferryside.example")
    assert speaker is not None
    assert interpreter.read(text, speaker, trust, NOW).as_json() == {"intent": intent, **keys}
