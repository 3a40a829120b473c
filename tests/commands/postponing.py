"""A decision that postpones the first session, as a file."""

from pathlib import Path

POSTPONED = """
document = "A/76/L.33/Rev.1"
dated = 2022-01-03
reason = "So decided"

[[change]]
session = "1"
verb = "postpone"
opens = "28 Feb 2565"
closes = 2022-03-11
"""


def file(folder: Path, text: str) -> str:
    """Write a decision down; where it stands."""
    path = folder / "decision.toml"
    path.write_text(text, "utf-8")
    return str(path)
