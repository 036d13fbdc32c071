"""The Teams app package is what Teams takes."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from PIL import Image

from bot.manifest import FOLDER, build, manifest
from bot.settings import SettingsError
from dialogs.understanding.intents import Intent
from dialogs.understanding.interpret import Interpreter
from strategy.people import Person
from strategy.school_year import Calendar
from strategy.trust import Trust

APP_ID = "3f6c0a52-8a0e-4d1b-9f5e-2f6d3d1f7a11"
SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "teams-manifest-1.25.schema.json").read_text("utf-8-sig")
)


def faults_of(filled: dict[str, Any]) -> list[str]:
    return [error.message for error in jsonschema.Draft4Validator(SCHEMA).iter_errors(filled)]


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_manifest_is_valid_by_microsofts_schema() -> None:
    assert faults_of(manifest(APP_ID)) == []


def test_so_it_is_with_web_application_info_and_the_trusts_own_name_and_site() -> None:
    filled = manifest(
        APP_ID,
        developer="Wychbeck Learning Trust",
        website="https://wychbeck.example/bot/",
        sign_in_resource=f"api://botid-{APP_ID}",
    )
    assert faults_of(filled) == []
    assert filled["developer"]["privacyUrl"] == "https://wychbeck.example/bot/privacy"
    assert filled["webApplicationInfo"] == {"id": APP_ID, "resource": f"api://botid-{APP_ID}"}


def test_where_another_registration_installs_the_app_it_is_the_one_that_is_named() -> None:
    installs = "5E5B1C7D-0000-4000-8000-00000000C11E"
    filled = manifest(APP_ID, sign_in_resource="api://keystone", graph_client_id=installs)
    assert faults_of(filled) == []
    assert filled["webApplicationInfo"] == {"id": installs.lower(), "resource": "api://keystone"}
    assert "webApplicationInfo" not in manifest(APP_ID, graph_client_id=installs)


def test_the_schema_would_find_a_fault() -> None:
    broken = manifest(APP_ID)
    broken["bots"][0]["scopes"] = ["everywhere"]
    assert faults_of(broken)


def test_nothing_is_left_to_fill_in_and_no_sign_in_is_asked_for_unless_set() -> None:
    filled = manifest(APP_ID.upper())
    assert "{" not in json.dumps(filled["bots"]).replace('{"', "")
    assert filled["id"] == filled["bots"][0]["botId"] == APP_ID
    assert "webApplicationInfo" not in filled


@pytest.mark.parametrize("app_id", ["", "keystone", "{app_id}", "3f6c0a528a0e4d1b9f5e2f6d3d1f7a11"])
def test_an_id_that_is_none_is_refused_with_the_setting_to_change(app_id: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="KEYSTONE_APP_ID"):
        build(app_id, tmp_path / "keystone.zip")
    assert not (tmp_path / "keystone.zip").exists()


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        manifest("", developer="x" * 33, website="http://plain.example")
    assert len(refused.value.faults) == 3


def test_the_package_holds_the_manifest_and_both_icons_at_its_top(tmp_path: Path) -> None:
    build(APP_ID, tmp_path / "out" / "keystone.zip")
    files = unpacked(tmp_path / "out" / "keystone.zip")
    assert set(files) == {"manifest.json", "color.png", "outline.png"}
    assert json.loads(files["manifest.json"]) == manifest(APP_ID)


def test_the_package_is_the_same_each_time(tmp_path: Path) -> None:
    build(APP_ID, tmp_path / "one.zip")
    build(APP_ID, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_colour_icon_is_192_square_and_covers_its_ground() -> None:
    with Image.open(io.BytesIO((FOLDER / "color.png").read_bytes())) as icon:
        assert (icon.format, icon.size) == ("PNG", (192, 192))
        assert icon.convert("RGBA").getchannel("A").getextrema() == (255, 255)
        corner = icon.convert("RGB").getpixel((0, 0))
    assert isinstance(corner, tuple)
    assert "#" + "".join(f"{int(part):02X}" for part in corner) == manifest(APP_ID)["accentColor"]


def test_the_outline_icon_is_32_square_white_alone_on_nothing() -> None:
    with Image.open(io.BytesIO((FOLDER / "outline.png").read_bytes())) as icon:
        assert (icon.format, icon.size, icon.mode) == ("PNG", (32, 32), "RGBA")
        red, green, blue, alpha = icon.split()
    assert [band.getextrema() for band in (red, green, blue)] == [(255, 255)] * 3
    assert alpha.getextrema() == (0, 255)
    assert alpha.getpixel((0, 0)) == 0


def command_titles() -> list[str]:
    lists = manifest(APP_ID)["bots"][0]["commandLists"]
    return sorted({command["title"] for each in lists for command in each["commands"]})


def test_command_lists_are_short_enough_for_teams() -> None:
    for each in manifest(APP_ID)["bots"][0]["commandLists"]:
        assert 1 <= len(each["commands"]) <= 10
        for command in each["commands"]:
            assert len(command["title"]) <= 32
            assert len(command["description"]) <= 128


@pytest.mark.parametrize("title", command_titles())
def test_every_command_that_teams_offers_is_understood(title: str) -> None:
    somebody = Person(1, "somebody@wychbeck.example", "Somebody Else")
    trust = Trust(1, [somebody], [], Calendar())
    meant = Interpreter().read(title, somebody, trust, datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert meant.intent is COMMANDS[title]


COMMANDS = {
    "What do I owe?": Intent.REPORT_LIST,
    "File a report": Intent.REPORT_FILE,
    "My visits": Intent.VISIT_LIST,
    "Overdue reports": Intent.REPORT_LIST,
    "What is due this week?": Intent.DEADLINE_LIST,
    "Reports filed last week": Intent.REPORT_LIST,
    "Term dates": Intent.CALENDAR_SHOW,
    "Help": Intent.HELP,
}
