"""Whatever people do is written into the audit: no action changes something and leaves no entry."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

ACTIONS = Path(__file__).parents[2] / "strategy" / "actions"

READS = frozenset(
    [
        "about",
        "action",
        "actions_by_id",
        "actions_of",
        "ahead",
        "amounts",
        "between",
        "by_email",
        "by_entra_id",
        "by_key",
        "changes",
        "count",
        "current_people",
        "current_school",
        "current_schools",
        "days",
        "days_of",
        "deployments_at",
        "deployments_of",
        "ended_by",
        "entries",
        "event_seen",
        "external",
        "extra_days",
        "filed_between",
        "first",
        "fits",
        "get",
        "granted",
        "grants",
        "holders",
        "holding",
        "in_force",
        "known",
        "known_chats",
        "last",
        "issued",
        "all_in",
        "last_judgements",
        "latest",
        "one_at_a_time",
        "noted",
        "notes_of",
        "of",
        "of_deployments",
        "of_duty",
        "of_half_term",
        "of_meetings",
        "of_minutes",
        "of_period",
        "of_report",
        "of_school",
        "of_schools",
        "of_visit",
        "of_visits",
        "of_year",
        "on_day",
        "owned",
        "page",
        "person",
        "personal_reference",
        "proposed",
        "register",
        "said",
        "school",
        "search",
        "serving",
        "showings",
        "standing",
        "states",
        "taken_back",
        "these",
        "these_versions",
        "to_look_at",
        "under_way",
        "unsent",
        "versions",
        "waiting",
        "withdrawal",
        "years",
        "choices",
        "hold",
        "held",
        "of_meeting",
        "open_actions",
        "open_actions_of",
    ]
)
"""What ports are asked that changes nothing that anybody did."""
WRITES = frozenset(
    [
        "add",
        "add_note",
        "amend",
        "begin",
        "bind_entra_id",
        "cancel",
        "change",
        "choose",
        "confirm",
        "decide",
        "designate",
        "end",
        "file",
        "delete",
        "grant",
        "issue",
        "keep",
        "move",
        "note",
        "open",
        "propose",
        "put",
        "say",
        "say_all_in",
        "send_with",
        "set_reported",
        "set_unreported",
        "show_at",
        "start",
        "start_chase",
        "take",
        "take_back",
        "take_out",
        "use",
        "want",
        "withdraw",
        "write",
    ]
)
"""What ports are asked that keeps what somebody did."""
FOLLOWS = frozenset(
    {"outbox.put", "duties.apply", "duties.fulfil", "duties.reopen", "duties.look_again", "duties.change"}
)
"""What follows from a deed: what is told and what is owed. The deed has its entry."""
DONE_BY_NOBODY = frozenset(
    [
        "nudging.gather",
        "nudging.send_gathered",
        "nudging.put_digest",
        "issuing_agendas.issue_agendas",
        "calling.call_to_meetings",
        "sending_packs.send_packs",
    ]
)
"""Reminders, agendas and packs are sent by the clock; what was sent is in the outbox and in tables of their
own.
"""
PARTS = frozenset({"sending_out.send_out", "exporting.keep_question"})
"""A part of deeds that have their entries: a report is filed, and so goes to whom it concerns; a list is
asked for as a workbook, and whoever takes it or has it mailed is recorded.
"""


@dataclass(slots=True)
class Function:
    """What a function asks of ports, and which others of the actions it calls, by `module.name`."""

    ports: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)


def _functions() -> dict[str, Function]:
    found: dict[str, Function] = {}
    for file in sorted(ACTIONS.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = {
            alias.asname or alias.name: f"{node.module.rpartition('.')[2]}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("strategy.actions.")
            if node.module
            for alias in node.names
        }
        for node in tree.body:
            if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef):
                found[f"{file.stem}.{node.name}"] = _read(node, file.stem, imported)
    return found


def _read(function: ast.AST, module: str, imported: dict[str, str]) -> Function:
    made = Function()
    for node in ast.walk(function):
        # Also what is passed on without being called: `partial(_do, ...)`.
        if isinstance(node, ast.Name):
            made.calls.add(imported.get(node.id, f"{module}.{node.id}"))
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        of = node.func.value
        if isinstance(of, ast.Attribute) and isinstance(of.value, ast.Name) and of.value.id == "uow":
            made.ports.add(f"{of.attr}.{node.func.attr}")
        elif isinstance(of, ast.Name):
            made.calls.add(f"{of.id}.{node.func.attr}")
    return made


def _reaches(name: str, functions: dict[str, Function]) -> set[str]:
    """Everything that a function asks of ports, itself and by what it calls."""
    seen: set[str] = set()
    ahead = [name]
    asked: set[str] = set()
    while ahead:
        each = ahead.pop()
        if each in seen or each not in functions:
            continue
        seen.add(each)
        asked |= functions[each].ports
        ahead.extend(functions[each].calls)
    return asked


def test_whatever_is_asked_of_ports_is_known_to_read_or_to_write() -> None:
    asked = {port for function in _functions().values() for port in function.ports}
    methods = {port.partition(".")[2] for port in asked if not port.startswith(("audit.", "reminders."))}
    assert methods <= READS | WRITES | {port.partition(".")[2] for port in FOLLOWS}
    assert not READS & WRITES


def test_every_action_that_keeps_something_records_who_did_it() -> None:
    functions = _functions()
    deeds = {
        name
        for name in functions
        if not name.partition(".")[2].startswith("_") and name not in DONE_BY_NOBODY | PARTS
        for asked in [_reaches(name, functions)]
        if any(port.partition(".")[2] in WRITES and port not in FOLLOWS for port in asked)
    }
    assert len(deeds) > 40, "the deeds are found"
    assert not {name for name in deeds if "audit.record" not in _reaches(name, functions)}
