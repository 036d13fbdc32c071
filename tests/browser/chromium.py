"""The Chromium that drives the browser tests: Debian's own, or the one that KEYSTONE_CHROMIUM names."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from urllib.parse import urlsplit

from playwright.sync_api import Route

WHAT_TO_INSTALL = (
    "The browser tests need Chromium: install it with `sudo apt-get install chromium fonts-dejavu-core "
    "fonts-noto-color-emoji`, or name another one in KEYSTONE_CHROMIUM."
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1", None}


def find_chromium(settings: Mapping[str, str] = os.environ) -> str | None:
    named = settings.get("KEYSTONE_CHROMIUM")
    if named:
        return shutil.which(named)
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def local_only(route: Route) -> None:
    # The Playground asks for fonts elsewhere; a test must not leave the machine.
    if urlsplit(route.request.url).hostname in LOOPBACK:
        route.continue_()
    else:
        route.abort()
