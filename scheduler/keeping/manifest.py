"""What a backup says of itself."""

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from vocabulary.refusals import Refusal
from vocabulary.text import N_

NAME = "manifest.json"
FORM = 1
"""Rises when an older program could not read a backup."""

NO_MANIFEST = N_("%(file)s is no whole backup of Samai: %(reason)s. Take another one.")
LATER_FORM = N_("%(file)s was made by a newer Samai (%(version)s). Install that version, then restore it.")
PROJECT = Path(__file__).parents[2] / "pyproject.toml"


class Kept(BaseModel):
    """One file of a backup."""

    model_config = ConfigDict(frozen=True)

    size: int
    sha256: str


class AuditEnd(BaseModel):
    """Where the audit's chain ended: how many rows it had, and the digest of the last."""

    model_config = ConfigDict(frozen=True)

    rows: int
    digest: str


class Manifest(BaseModel):
    """When and of what a backup was made, with what it holds file by file and table by table.

    `keys` are fingerprints of the secret keys that its links were made with, the newest first. `queued` is how many
    letters waited to be sent. `erased` is what `keeping/erasures.py` knew then; older programs do not read it.
    """

    model_config = ConfigDict(frozen=True)

    form: int = FORM
    made_at: datetime
    program: str
    database: str
    revision: str
    rows: dict[str, int]
    audit: AuditEnd
    queued: int
    keys: tuple[str, ...]
    files: dict[str, Kept]
    erased: tuple[str, ...] = ()

    def written(self) -> bytes:
        """The manifest as its file holds it."""
        return self.model_dump_json(indent=2).encode() + b"\n"


def read_manifest(text: bytes, *, file: Path) -> Manifest:
    """The manifest as its file says it; refused where this is none, or a later form than we know."""
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError:
        raise Refusal(NO_MANIFEST, file=file, reason="its manifest cannot be read") from None
    if manifest.form > FORM:
        raise Refusal(LATER_FORM, file=file, version=manifest.program)
    return manifest


@cache
def program_version() -> str:
    """This program's version, as pyproject.toml has it."""
    return str(tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"])
