"""What the Lead SIP's summaries are called, whose words stand in them, and what they say part by part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dialogs import wording
from strategy.designations import Risk
from strategy.policy_reporting import Body
from strategy.reports import Report
from strategy.summaries import Attribution, Summary, SummaryEntry, SummaryText
from strategy.trust import Trust

TITLES: Mapping[Body, str] = {
    Body.EIT: "Summary of partners' reports",
    Body.STANDARDS_COMMITTEE: "Report to the Standards Committee",
}
_CALLED: Mapping[Body, str] = {
    Body.EIT: "summary of partners' reports for the Education Improvement Team",
    Body.STANDARDS_COMMITTEE: "report to the Standards Committee",
}
FOUND, RECOMMENDED = "What reports found", "What they recommend"


def name_of(body: Body) -> str:
    """`summary of partners' reports for the Education Improvement Team`."""
    return _CALLED[body]


def called(body: Body, day: date) -> str:
    """`the report to the Standards Committee of Thu 10 December 2026`."""
    return f"the {_CALLED[body]} of {wording.day(day)}"


def overall_labels(body: Body) -> list[tuple[str, str]]:
    """The parts in the author's own words, by name, as they are called."""
    last = "Recommendations" if body is Body.EIT else "Where the trust should invest"
    return [("strengths", "Strengths"), ("risks", "Risks"), ("recommendations", last)]


def attribution_in(trust: Trust) -> Attribution:
    """Says whose words follow: `Sam Partner, visit of Fri 20 November 2026:`."""

    def said_by(report: Report) -> str:
        return f"{trust.person(report.author).name}, visit of {wording.day(report.visit_on)}:"

    return said_by


def risk_in_words(risk: Risk | None) -> str:
    """`High risk`, or that there is no designation yet."""
    return wording.RISKS[risk] if risk is not None else "No designation yet"


def school_in_words(entry: SummaryEntry, trust: Trust) -> str:
    """`Oak Bank (high risk)`."""
    return f"{trust.school(entry.school).known_as} ({risk_in_words(entry.risk).lower()})"


def parts_of(body: Body, text: SummaryText, trust: Trust) -> list[tuple[str, str]]:
    """All it says with labels; what has nothing to say is left out."""
    parts = [(label, getattr(text, name)) for name, label in overall_labels(body)]
    for entry in text.entries:
        school = school_in_words(entry, trust)
        parts += [
            (f"{school}: {FOUND[:1].lower()}{FOUND[1:]}", entry.findings),
            (f"{school}: {RECOMMENDED[:1].lower()}{RECOMMENDED[1:]}", entry.recommendations),
        ]
    return [(label, said) for label, said in parts if said.strip()]


def headline(summary: Summary) -> str:
    """`Summary of partners' reports, 3 December 2026`."""
    return f"{TITLES[summary.body]}, {summary.day.day} {summary.day:%B %Y}"
