"""Tests do not reach the network: whatever tries is refused with a sentence, whichever library it came from.

An audit hook cannot be removed and sees every connection that Python itself opens. Loopback and Unix sockets
are free; processes that a test starts (a database, a browser) are beyond it.
"""

from __future__ import annotations

import ipaddress
import socket
import sys


class NetworkRefused(RuntimeError):
    """Something in a test asked for another machine."""


_AT_HOME = {"", "localhost", "0.0.0.0", "::"}  # noqa: S104 - recognised, not bound to
_EVENTS = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}


def is_at_home(host: object) -> bool:
    """Whether a host as given to a socket is this machine."""
    if host is None:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else str(host)
    if name.lower() in _AT_HOME:
        return True
    try:
        return ipaddress.ip_address(name.split("%", maxsplit=1)[0]).is_loopback
    except ValueError:
        return False


def _asked_for(event: str, args: tuple[object, ...]) -> object:
    """The host that an audited event is about; None where it is about no other machine."""
    if event in ("socket.connect", "socket.sendto"):
        over, address = args[0], args[1]
        if getattr(over, "family", None) not in (socket.AF_INET, socket.AF_INET6):
            return None
        return address[0] if isinstance(address, tuple) else None
    return args[0]


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event not in _EVENTS:
        return
    host = _asked_for(event, args)
    if not is_at_home(host):
        raise NetworkRefused(f"Tests do not reach the network: something asked for {host!r}.")


def install() -> None:
    """Guard this process from now on."""
    sys.addaudithook(_refuse)
