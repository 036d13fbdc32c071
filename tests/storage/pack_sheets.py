"""Packs as their documents show them: a Board's of so many reports, and one with any words in it."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.demo.reports import samples
from strategy.ports import Block, Form, Grid, Heading, Line, PackSheet, Quoted

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def of_reports(many: int) -> PackSheet:
    """A pack of the EIT with so many reports of usual length, four to a school."""
    texts = samples()
    blocks: list[Block] = [
        Heading("Agenda", anchor="agenda", listed=True),
        Line("Settle each school's risk, designation, targets and support", point=True),
        Line("Reports since the last meeting", point=True),
        Heading("Actions from the last minutes", anchor="actions", listed=True, note="2 open actions"),
        Line("Still open from the minutes of Tue 10 November 2026.", quiet=True),
        Grid(
            (("Action", 6), ("Who", 3), ("By", 3)),
            (
                (
                    "Bring the attendance figures of the last four weeks, by group",
                    "Colin Threlfall",
                    "Fri 4 Dec",
                ),
                ("Write to the governors", "Judith Pargeter", "Mon 30 Nov, late"),
            ),
        ),
        Heading("Schools at a glance", anchor="schools", listed=True, note=f"{many // 4} schools"),
        Grid(
            (("School", 5), ("Designation", 4), ("Reports", 2), ("Overdue", 2), ("Plan report", 3)),
            tuple(
                (f"School of Saint Number {n}", "Repair (High risk)", "4", "-", "Autumn 2 2026/27")
                for n in range(many // 4)
            ),
            tuple(f"school{n}" for n in range(many // 4)),
        ),
    ]
    for number in range(many):
        if number % 4 == 0:
            blocks += _school(number // 4)
        sample = texts[number % len(texts)]
        blocks.append(Heading(f"David Ormerod, visit of day {number + 1}", 3))
        blocks.append(
            Form(
                (
                    ("School", f"School of Saint Number {number // 4}"),
                    ("Role", "School Improvement Partner"),
                    ("Date of visit", "Fri 20 November 2026"),
                    ("Filed", "Mon 23 November 2026 at 09:05"),
                    ("Purpose of visit", min(sample.purposes)),
                ),
                (
                    ("Summary of activities during visit", sample.activities),
                    ("Summary of outcomes", sample.outcomes),
                    ("Recommendations", sample.recommendations),
                ),
            )
        )
    return PackSheet(
        name="EIT pack - 2026-12-03",
        heading="Education Improvement Team pack",
        facts=(
            ("When", "Thu 3 December 2026, 09:00 to 10:30"),
            ("Where", "Microsoft Teams"),
            ("With", "Helen Fairclough, Colin Threlfall, Judith Pargeter and Pauline Whitcombe"),
        ),
        made="Made on Mon 23 November 2026 at 09:00. It is for Colin Threlfall alone.",
        foot="Education Improvement Team pack, Thu 3 December 2026, for Colin Threlfall",
        blocks=tuple(blocks),
        at=AT,
    )


def _school(number: int) -> list[Block]:
    return [
        Heading(f"School of Saint Number {number}", anchor=f"school{number}"),
        Heading("Designation", 2),
        Line("Repair (High risk)."),
        Grid(
            (("Designation", 3), ("From", 3), ("Until", 3), ("Signed off by", 3), ("Why", 6)),
            (
                ("Repair", "1 September 2026", "now", "Colin Threlfall", "Leadership has settled."),
                ("Stabilise", "1 September 2025", "1 September 2026", "-", "-"),
            ),
        ),
        Heading("Reports", 2),
    ]


def with_words(words: str) -> PackSheet:
    """A pack in which every word is this text."""
    blocks = (
        Heading(words, anchor="one", listed=True, note=words),
        Line(words),
        Line(words, point=True),
        Quoted(words),
        Grid(((words, 1), ("Second", 2)), ((words, words),), ("one",)),
        Form(((words, words),), ((words, words),)),
    )
    return PackSheet(words, words, ((words, words),), words, words, blocks, AT)
