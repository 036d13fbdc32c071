"""Every list that is shown in chat is to be had as a workbook: that none is left out."""

from __future__ import annotations

import ast
from functools import cache
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


@cache
def calls() -> dict[str, dict[str, list[ast.Call]]]:
    """For each module the calls of functions by their bare names, by name."""
    found: dict[str, dict[str, list[ast.Call]]] = {}
    for file in sorted(DIALOGS.glob("*.py")):
        of_module: dict[str, list[ast.Call]] = {}
        text = file.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "Table(" in text or "note_" in text else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                of_module.setdefault(node.func.id, []).append(node)
        found[file.stem] = of_module
    return found


def noted(module: str) -> set[str]:
    """The names under which a module notes lists."""
    return {
        each.args[1].value
        for each in calls()[module].get("note_list", ())
        if isinstance(each.args[1], ast.Constant) and isinstance(each.args[1].value, str)
    }


def test_whatever_shows_a_table_notes_its_list_or_is_there_to_choose_from() -> None:
    tables = {name for name, called in calls().items() if "Table" in called} - HANDS_ON
    notes = {name for name, called in calls().items() if noted(name) or "note_plan" in called}
    notes |= {name for name, by in NOTED_BY.items() if by in notes}
    assert tables - notes == set(CHOICES), "a list without a workbook, or a choice that is none any more"
    assert len(tables) > 30


def test_each_list_that_is_noted_has_a_maker_and_each_maker_a_list() -> None:
    names = set[str]().union(*(noted(name) for name in calls()))
    assert names == set(MAKERS)
