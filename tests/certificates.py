"""Certificates for 127.0.0.1 that only their own file vouches for; made anew for each run."""

import subprocess
from pathlib import Path

COMMAND = ("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
WHOSE = ("-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate and its key, in this folder."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run([*COMMAND, *WHOSE, "-out", certificate, "-keyout", key], check=True, capture_output=True)
    return certificate, key


def in_one_file(folder: Path) -> Path:
    """The same, in one file."""
    folder.mkdir()
    certificate, key = self_signed(folder)
    both = folder / "both.pem"
    both.write_bytes(certificate.read_bytes() + key.read_bytes())
    return both
