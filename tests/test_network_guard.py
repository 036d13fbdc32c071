from __future__ import annotations

import socket

import pytest

from tests.network_guard import NetworkRefused


def test_a_name_of_another_machine_is_not_looked_up() -> None:
    with pytest.raises(NetworkRefused, match=r"do not reach the network.*example\.org"):
        socket.getaddrinfo("example.org", 443)


def test_another_machine_is_not_connected_to() -> None:
    with socket.socket() as over, pytest.raises(NetworkRefused, match=r"192\.0\.2\.1"):
        over.connect(("192.0.2.1", 443))


def test_nothing_is_sent_to_another_machine() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as over,
        pytest.raises(NetworkRefused, match=r"192\.0\.2\.1"),
    ):
        over.sendto(b"hello", ("192.0.2.1", 53))


def test_this_machine_may_be_spoken_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as over:
        over.connect(server.getsockname())
        accepted, _ = server.accept()
        with accepted:
            assert accepted.getpeername() == over.getsockname()
