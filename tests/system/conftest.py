from __future__ import annotations

import csv
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.commands import main
from tests.system import trust
from tests.system.office import Office, opened


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither settings nor a .env of the machine that runs the tests."""
    for name in [name for name in os.environ if name.startswith("KEYSTONE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory to import."""
    return trust.written_to(tmp_path_factory.mktemp("system") / "directory")


@pytest.fixture(scope="session")
def imported(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the trust in it, to copy from; imported by the command."""
    file = tmp_path_factory.mktemp("imported") / "keystone.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KEYSTONE_DATABASE_URL", f"sqlite:///{file}")
        patch.setenv("KEYSTONE_LOG_LEVEL", "WARNING")
        patch.chdir(file.parent)
        assert main(["import", str(folder)]) == 0
    return file


@pytest.fixture
def database(imported: Path, tmp_path: Path) -> str:
    """The URL of a database with the trust, as nobody has yet changed it."""
    file = tmp_path / "keystone.db"
    shutil.copyfile(imported, file)
    return f"sqlite:///{file}"


@pytest.fixture
async def office(database: str) -> AsyncIterator[Office]:
    """The bot of the demonstration with the whole house behind it."""
    async with opened(database) as one:
        yield one


@pytest.fixture
def davids_id(folder: Path) -> str:
    """The Entra id of David, partner of Oak Bank."""
    with (folder / "people.csv").open(encoding="utf-8", newline="") as file:
        return next(row["entra_id"] for row in csv.DictReader(file) if row["email"] == trust.DAVID)
