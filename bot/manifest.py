"""The Teams app package: the manifest with this installation's ids, and the two icons, in one zip file.

What people see in Teams stands in `manifest/manifest.json`; `{app_id}` and its like are filled in here.
"""

from __future__ import annotations

import json
import tomllib
import uuid
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.settings import PREFIX, SettingsError

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "manifest"
ICONS = ("color.png", "outline.png")
DEVELOPER = "Keystone contributors"
WEBSITE = "https://keystone.example"
"""Stands in for the trust's own page until it is given: Teams asks for an address and shows it to people."""
_UNCHANGING = (1980, 1, 1, 0, 0, 0)


def manifest(
    app_id: str,
    *,
    developer: str = DEVELOPER,
    website: str = WEBSITE,
    sign_in_resource: str = "",
    graph_client_id: str = "",
) -> dict[str, Any]:
    """The manifest of the app whose bot is registered as `app_id`.

    `website` begins with https:// and has pages /privacy and /terms. `sign_in_resource` (`api://...`) adds
    the registration's web application info, which Graph asks for before it installs the app for people;
    `graph_client_id` is the registration that installs it, where that is another than the bot's.
    Raises SettingsError, a sentence for each, where the id is no GUID or the others cannot be used.
    """
    faults = []
    if not _is_guid(app_id):
        faults.append(
            f"{PREFIX}APP_ID is not set, or is no id of the form 00000000-0000-0000-0000-000000000000: "
            "set it to the Microsoft app id of the bot's registration."
        )
    if not _is_https(website):
        faults.append("The website must be an address that begins with https://.")
    if not 0 < len(developer) <= 32:
        faults.append("The developer's name must have between 1 and 32 characters.")
    if faults:
        raise SettingsError(faults)
    values = {
        "app_id": app_id.lower(),
        "version": _version(),
        "developer": developer,
        "website": website.rstrip("/"),
    }
    filled: dict[str, Any] = _filled(json.loads((FOLDER / "manifest.json").read_text("utf-8")), values)
    if sign_in_resource:
        asks = graph_client_id.lower() or values["app_id"]
        filled["webApplicationInfo"] = {"id": asks, "resource": sign_in_resource}
    return filled


def build(
    app_id: str,
    out: Path,
    *,
    developer: str = DEVELOPER,
    website: str = WEBSITE,
    sign_in_resource: str = "",
    graph_client_id: str = "",
) -> None:
    """Writes the package to `out`, byte for byte the same each time. Takes what `manifest` takes."""
    filled = manifest(
        app_id,
        developer=developer,
        website=website,
        sign_in_resource=sign_in_resource,
        graph_client_id=graph_client_id,
    )
    files = {"manifest.json": (json.dumps(filled, indent=2, ensure_ascii=False) + "\n").encode()}
    files |= {name: (FOLDER / name).read_bytes() for name in ICONS}
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(zipfile.ZipInfo(name, _UNCHANGING), content, zipfile.ZIP_DEFLATED)


def _filled(part: Any, values: Mapping[str, str]) -> Any:
    """`part` with every `{name}` in its texts replaced; after reading JSON, so that no value can break it."""
    if isinstance(part, dict):
        return {key: _filled(value, values) for key, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, values) for value in part]
    if isinstance(part, str):
        for name, value in values.items():
            part = part.replace("{" + name + "}", value)
    return part


def _version() -> str:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    return str(project["project"]["version"])


def _is_guid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def _is_https(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(parts.hostname)
