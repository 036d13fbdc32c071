"""Policy files for the tests: the built-in one, changed."""

from __future__ import annotations

from pathlib import Path

from strategy import policy as policy_module
from strategy.policy import Policy, load

BUILT_IN = Path(policy_module.__file__).with_name("policy.toml").read_text(encoding="utf-8")

FIVE_FROM_2027 = """
[[edition]]
academic_year = "2027/28"
[edition.reporting.sip]
within_working_days = 5
"""


def a_file(folder: Path, text: str) -> Path:
    """A policy file of this text."""
    path = folder / "policy.toml"
    path.write_text(text, encoding="utf-8")
    return path


def with_more(folder: Path, more: str) -> Policy:
    """The built-in policy with more at its end."""
    return load(a_file(folder, f"{BUILT_IN}\n{more}"))
