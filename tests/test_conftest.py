import socket
from pathlib import Path

import pytest

from tests.conftest import GOLDEN, ClosedSocketError, Golden


def test_no_test_reaches_another_machine() -> None:
    with socket.socket() as line, pytest.raises(ClosedSocketError):
        line.connect(("192.0.2.1", 25))


def test_no_test_asks_the_name_of_another_machine() -> None:
    with pytest.raises(ClosedSocketError):
        socket.getaddrinfo("mail.example", 25)


def test_the_loopback_stays_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door, socket.create_connection(door.getsockname()) as line:
        assert line.getpeername() == door.getsockname()


def test_a_golden_file_that_is_missing_names_the_door_that_writes_it(
    golden: Golden, pytestconfig: pytest.Config
) -> None:
    if pytestconfig.getoption("--write-golden"):
        pytest.skip("this one is meant to be missing")
    with pytest.raises(AssertionError, match="make golden"):
        golden("no-such-file.txt", b"")


def test_golden_files_keep_the_line_ends_of_the_wire() -> None:
    attributes = (Path(__file__).parent.parent / ".gitattributes").read_text("utf-8")
    assert GOLDEN.name == "golden"
    assert "*.ics -text" in attributes
    assert "*.eml -text" in attributes
