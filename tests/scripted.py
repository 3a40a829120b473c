"""A server that says what it is told to, whatever it hears."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def scripted(*turns: tuple[int, bytes]) -> Iterator[int]:
    """A server that reads so many lines before each thing that it says, and then hangs up; its port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        client, _ = listener.accept()
        with client, client.makefile("rb") as lines:
            for count, said in turns:
                for _ in range(count):
                    lines.readline()
                client.sendall(said)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        thread.join()
        listener.close()
