"""Links that people hand in. They are shown with their host and never fetched."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from strategy.errors import Invalid

LONGEST_LINK = 2_000
"""Characters of a link; those of SharePoint have a few hundred."""
_ADDRESS = re.compile(r"https://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}", re.IGNORECASE)


def link_in(text: str) -> str:
    """The first address in a text that begins with https:// or http://; "" for none."""
    found = re.search(r"https?://\S+", text, re.IGNORECASE)
    return found[0].rstrip(".,;)>\"'") if found else ""


def required_link(text: str) -> str:
    """The link, if it can be taken. Raises Invalid with the reason.

    One with a name before the host ("https://trust.example@elsewhere") says another host than it opens, and
    one whose host is written in other alphabets may look like another's.
    """
    link = text.strip()
    if len(link) > LONGEST_LINK:
        raise Invalid({"link": f"That link is too long: I can keep {LONGEST_LINK:,} characters."})
    if not link.lower().startswith("https://") or not _ADDRESS.fullmatch(link):
        raise Invalid(
            {"link": "That isn't a link I can keep: it has to begin with https:// and have no spaces in it."}
        )
    try:
        parts = urlsplit(link)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not _HOST.fullmatch(host) or "@" in parts.netloc or port not in (None, 443):
        raise Invalid({"link": "That link doesn't say plainly where it leads. Please copy it again."})
    return link


def host_of(link: str) -> str:
    """The host that a kept link leads to."""
    return (urlsplit(link).hostname or "").lower()
