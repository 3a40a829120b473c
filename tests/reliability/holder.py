"""A process that holds a database: `python tests/reliability/holder.py FILE SECONDS`.

It writes `held` once nobody else can write, and in the end for how many seconds that was so.
"""

import sqlite3
import sys
import time
from contextlib import closing


def hold(file: str, seconds: float) -> None:
    """Keep everybody else from writing for so long."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=60)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        sys.stdout.write("held\n")
        sys.stdout.flush()
        time.sleep(seconds)  # for how long is the injection
        connection.execute("ROLLBACK")
        sys.stdout.write(f"{time.monotonic() - began}\n")


if __name__ == "__main__":
    hold(sys.argv[1], float(sys.argv[2]))
