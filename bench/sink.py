"""A mail server that takes everything and syncs it before it answers the final dot, as one that keeps its word must.

It runs as a process of its own and is as small as it can be, so that a run measures the sender.
"""

import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

ANSWERS = {
    b"EHLO": b"250-sink.example\r\n250-PIPELINING\r\n250 SIZE 50000000\r\n",
    b"DATA": b"354 go on\r\n",
    b"QUIT": b"221 bye\r\n",
}
OK = b"250 ok\r\n"


@contextmanager
def sink(kept: Path) -> Iterator[int]:
    """A server in a process of its own that keeps letters in this file, and its port."""
    with Popen([sys.executable, __file__, str(kept)], stdout=PIPE, text=True) as process:  # noqa: S603 - ourselves
        if process.stdout is None:
            raise ValueError("the sink has no way to say its port")
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def serve(kept: Path) -> None:
    """Take whatever comes, until the process is ended."""
    file = os.open(kept, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    with socket.create_server(("127.0.0.1", 0)) as server:
        sys.stdout.write(f"{server.getsockname()[1]}\n")
        sys.stdout.flush()
        while True:
            client, _ = server.accept()
            threading.Thread(target=talk, args=(client, file), daemon=True).start()


def talk(client: socket.socket, file: int) -> None:
    """One client's letters, one after the other."""
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with client, client.makefile("rb") as lines:
        client.sendall(b"220 sink.example\r\n")
        for line in lines:
            verb = line[:4].upper()
            client.sendall(ANSWERS.get(verb, OK))
            if verb == b"DATA":
                keep(lines, file)
                client.sendall(OK)
            elif verb == b"QUIT":
                return


def keep(lines: Iterator[bytes], file: int) -> None:
    """Write one letter down, and sync it."""
    content = []
    for line in lines:
        if line == b".\r\n":
            break
        content.append(line)
    os.write(file, b"".join(content))
    os.fdatasync(file)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
