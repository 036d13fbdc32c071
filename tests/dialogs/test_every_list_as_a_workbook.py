"""Every list that is shown in chat is to be had as a workbook: that none is left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import dialogs
from dialogs.sheets import MAKERS

DIALOGS = Path(dialogs.__file__).parent
CHOICES = {
    "packs": "the meetings whose pack may be meant",
    "report_reading": "the reports of which one may be meant",
    "request_choice": "the requests of which one may be meant",
}
"""Modules whose tables are there to choose from: the list that a choice is out of is shown elsewhere."""
NOTED_BY = {
    "duty_rows": "duty_lists",
}
"""Modules that lay out a list which another notes."""
HANDS_ON = {"turn", "messages"}
"""What carries tables and makes none."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for file in sorted(DIALOGS.glob("*.py")):
        yield file.stem, ast.parse(file.read_text("utf-8"))


def calls(tree: ast.Module, name: str) -> list[ast.Call]:
    """The calls of a function by its bare name."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def noted(tree: ast.Module) -> set[str]:
    """The names under which a module notes lists."""
    return {
        each.args[1].value
        for each in calls(tree, "note_list")
        if isinstance(each.args[1], ast.Constant) and isinstance(each.args[1].value, str)
    }


def test_whatever_shows_a_table_notes_its_list_or_is_there_to_choose_from() -> None:
    trees = dict(modules())
    tables = {name for name, tree in trees.items() if calls(tree, "Table")} - HANDS_ON
    notes = {name for name, tree in trees.items() if noted(tree) or calls(tree, "note_plan")}
    notes |= {name for name, by in NOTED_BY.items() if by in notes}
    assert tables - notes == set(CHOICES), "a list without a workbook, or a choice that is none any more"
    assert len(tables) > 30


def test_each_list_that_is_noted_has_a_maker_and_each_maker_a_list() -> None:
    names = set[str]().union(*(noted(tree) for _, tree in modules()))
    assert names == set(MAKERS)
