"""What busy people type of judgements, support, plans and visits; most was written before it was tried."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from dialogs.understanding.interpret import Interpreter
from strategy.trust import Trust

NOW = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
CEO, DEPUTY, LEAD = "helen.fairclough", "colin.threlfall", "judith.pargeter"
PARTNER, HEAD = "catherine.sleight", "sarah.whitlock"


@pytest.mark.parametrize(
    ("text", "who", "intent", "keys"),
    [
        ("whats oak banks designation these days", DEPUTY, "designation.show", {"school": "902613"}),
        ("who's in stabilise atm", CEO, "designation.show", {"designation": "stabilise"}),
        ("list the high risk ones for me", CEO, "designation.show", {"risk": "high"}),
        ("is cawthorne still high risk?", DEPUTY, "designation.show", {"school": "904019"}),
        ("how has Thornbridge moved since last year", CEO, "designation.history", {"school": "902988"}),
        ("when did eastgate go into repair", DEPUTY, "designation.history", {"school": "901446"}),
        ("has King's Meadow ever been in Sustain?", LEAD, "designation.history", {"school": "901874"}),
        (
            "I want to recommend repair for Marlow",
            PARTNER,
            "designation.recommend",
            {"school": "903765", "designation": "repair"},
        ),
        (
            "put marlow forward for sustain pls",
            PARTNER,
            "designation.recommend",
            {"school": "903765", "designation": "sustain"},
        ),
        (
            "start the recommendation for King's Meadow",
            PARTNER,
            "designation.recommend",
            {"school": "901874"},
        ),
        ("any recommendations waiting for me to endorse", LEAD, "designation.review", {}),
        ("sign off marlow's designation", CEO, "designation.review", {"school": "903765"}),
        ("what did catherine recommend for Eastgate", DEPUTY, "designation.review", {"school": "901446"}),
        ("what puts a school in repair", HEAD, "criteria.show", {"designation": "repair"}),
        ("remind me of the criteria for improve", PARTNER, "criteria.show", {"designation": "improve"}),
        (
            "what would we need to show to get out of stabilise",
            HEAD,
            "criteria.show",
            {"designation": "stabilise"},
        ),
        ("how many sip days have we got left this year", HEAD, "entitlement.show", {"support": "sip"}),
        (
            "adviser days left at Cawthorne this term",
            DEPUTY,
            "entitlement.show",
            {"school": "904019", "support": "school_improvement_adviser"},
        ),
        ("what are we due by way of support", HEAD, "entitlement.show", {}),
        (
            "have we used up all the SIP days at marlow?",
            PARTNER,
            "entitlement.show",
            {"school": "903765", "support": "sip"},
        ),
        ("what do repair schools get", DEPUTY, "entitlement.show", {"designation": "repair"}),
        (
            "put Kieran into Eastgate tuesdays til easter for maths",
            DEPUTY,
            "support.allocate",
            {"school": "901446", "person": "kieran.boothroyd@fourstones.example"},
        ),
        (
            "give Cawthorne a deputy head from the trust for 3 days a week",
            DEPUTY,
            "support.allocate",
            {"school": "904019", "support": "deputy_head_trust"},
        ),
        (
            "can we get an external consultant into St Aidan for phonics",
            DEPUTY,
            "support.allocate",
            {"school": "903127", "support": "external"},
        ),
        (
            "allocate 3 extra SIP days to Eastgate",
            DEPUTY,
            "support.allocate",
            {"school": "901446", "support": "sip", "days": 3},
        ),
        ("whos working in Thornbridge at the moment", DEPUTY, "support.list", {"school": "902988"}),
        ("which SLEs are out and where", DEPUTY, "support.list", {"support": "sle"}),
        ("who have we got in at Oak Bank", HEAD, "support.list", {"school": "902613"}),
        ("show me the tailored plan for eastgate", DEPUTY, "plan.show", {"school": "901446"}),
        ("whats on Cawthorne's support plan", CEO, "plan.show", {"school": "904019"}),
        ("actions still open at Thornbridge", DEPUTY, "plan.show", {"school": "902988"}),
        ("do this months impact report for Eastgate's plan", DEPUTY, "plan.report", {"school": "901446"}),
        (
            "need to write up actions and impact for King's Meadow",
            DEPUTY,
            "plan.report",
            {"school": "901874"},
        ),
        ("what are Marlow's targets this year", PARTNER, "target.show", {"school": "903765"}),
        ("lines of enquiry for Hill Top?", DEPUTY, "target.show", {"school": "903290"}),
        ("set a new target for oak bank: attendance at 95%", PARTNER, "target.set", {"school": "902613"}),
        ("add a line of enquiry about phonics at Marlow", PARTNER, "target.set", {"school": "903765"}),
        (
            "has marlow sent their development plan in yet",
            PARTNER,
            "development_plan.show",
            {"school": "903765"},
        ),
        ("who hasn't handed in a sef", DEPUTY, "development_plan.show", {}),
        ("heres our sdp", HEAD, "development_plan.submit", {}),
        ("uploading the SEF for Oak Bank now", HEAD, "development_plan.submit", {"school": "902613"}),
        ("when's our safeguarding review", HEAD, "review.list", {}),
        ("pupil premium reviews still to do", DEPUTY, "review.list", {}),
        ("any reviews outstanding at my schools", PARTNER, "review.list", {"schools": "mine"}),
        (
            "what does the model say about behaviour",
            HEAD,
            "guidance.show",
            {"element": "behaviour_attendance"},
        ),
        ("any guidance on teaching and learning", HEAD, "guidance.show", {"element": "teaching"}),
        (
            "what should we be thinking about for leadership",
            PARTNER,
            "guidance.show",
            {"element": "leadership"},
        ),
        (
            "book me in at Marlow on 10th dec",
            PARTNER,
            "visit.book",
            {"school": "903765", "date": "2026-12-10"},
        ),
        (
            "pencil in half a day at eastgate next thursday pm",
            PARTNER,
            "visit.book",
            {"school": "901446", "date": "2026-12-03"},
        ),
        (
            "get a visit in the diary for King's Meadow before xmas",
            PARTNER,
            "visit.book",
            {"school": "901874"},
        ),
        ("shift my marlow visit to friday", PARTNER, "visit.move", {"school": "903765"}),
        ("can we push tomorrow's visit back a week", PARTNER, "visit.move", {}),
        ("I cant make Eastgate on thursday, cancel it", PARTNER, "visit.cancel", {"school": "901446"}),
        ("call off the king's meadow visit", PARTNER, "visit.cancel", {"school": "901874"}),
        ("could we have another visit after christmas please", HEAD, "visit.request", {}),
        ("we'd like an extra half day from our SIP in january", HEAD, "visit.request", {}),
        ("any requests from heads waiting?", DEPUTY, "request.list", {}),
        ("has my request for an extra visit been approved yet", HEAD, "request.list", {}),
        ("what did colin say about our extra day", HEAD, "request.list", {}),
        (
            "where is Amelia this half term",
            DEPUTY,
            "visit.list",
            {"person": "amelia.tunnicliffe@fourstones.example"},
        ),
        (
            "add half a SIP day for Marlow",
            DEPUTY,
            "support.allocate",
            {"school": "903765", "support": "sip", "days": 0.5},
        ),
        ("Marlow needs another 2 SIP days", HEAD, "visit.request", {"school": "903765", "days": 2}),
        (
            "external providers this year",
            DEPUTY,
            "support.list",
            {"support": "external", "from": "2026-09-01"},
        ),
        (
            "which schools have an SLE this half term",
            DEPUTY,
            "support.list",
            {"support": "sle", "from": "2026-11-02"},
        ),
        ("do I owe any reviews?", PARTNER, "review.list", {}),
        ("which half term are we in", HEAD, "calendar.show", {}),
        (
            "what did I file",
            PARTNER,
            "report.list",
            {"person": "catherine.sleight@fourstones.example", "status": "filed"},
        ),
        (
            "overdue for schools in stabilise and repair",
            DEPUTY,
            "report.list",
            {"risk": "high", "status": "overdue"},
        ),
    ],
)
def test_what_busy_people_type_is_understood(
    text: str, who: str, intent: str, keys: dict[str, Any], trust_dev: Trust, interpreter: Interpreter
) -> None:
    speaker = trust_dev.by_email(f"{who}@fourstones.example")
    assert speaker is not None
    found = interpreter.read(text, speaker, trust_dev, NOW).as_json()
    assert found["intent"] == intent
    assert keys.items() <= found.items()
