"""As whom Keystone asks Microsoft Graph, and where: the registered app, its tenant and its cloud."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

WORLDWIDE: Final = "https://graph.microsoft.com/v1.0"

_SIGN_IN: Final = {
    "graph.microsoft.com": "login.microsoftonline.com",
    "graph.microsoft.us": "login.microsoftonline.us",
    "dod-graph.microsoft.us": "login.microsoftonline.us",
    "microsoftgraph.chinacloudapi.cn": "login.chinacloudapi.cn",
}
"""Who gives the tokens in each of Microsoft's clouds ("National cloud deployments", learn.microsoft.com)."""

_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Registration:
    """An app registration with a client secret. `base_url` has the version and no slash at its end."""

    tenant: str
    client_id: str
    secret: str = field(repr=False)
    base_url: str = WORLDWIDE

    @property
    def host(self) -> str:
        """The one host that is given a token."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def is_on_this_machine(self) -> bool:
        """Whether a stand-in on this machine is asked: it gives the tokens too, and needs no TLS."""
        return self.host in _LOOPBACK

    @property
    def authority(self) -> str:
        """Where tokens are asked for; always https, as the library for them will have it."""
        if self.is_on_this_machine:
            return f"https://{urlsplit(self.base_url).netloc}"
        return f"https://{_SIGN_IN[self.host]}"

    @property
    def scope(self) -> str:
        """What a token is asked for: whatever the app was granted."""
        return f"https://{'graph.microsoft.com' if self.is_on_this_machine else self.host}/.default"


def fault_of(base_url: str) -> str:
    """Why no cloud of Microsoft's is at an address; "" where one is."""
    parts = urlsplit(base_url)
    if parts.hostname in _LOOPBACK:
        return ""
    if parts.scheme != "https" or parts.hostname not in _SIGN_IN:
        return f"must be https and the address of one of Microsoft's clouds: {', '.join(_SIGN_IN)}"
    return ""
