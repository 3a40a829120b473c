"""Names of files made safe: for every file system, for a header line, and for the eye."""

import re
import unicodedata

from vocabulary.graphemes import graphemes
from vocabulary.text import clean_line

LONGEST = 200
"""Octets of a whole name: every file system takes 255."""

SUFFIX = ".pdf"
FOLDERS = re.compile(r"[/\\]")
UNSAFE = re.compile(r'[<>:"|?*%]')
INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
"""Categories of characters that nobody sees: they order, hide or break what stands around them."""

DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³")}
"""Names that Windows keeps for itself, whatever follows the first dot."""


def safe_pdf_name(name: str, *, otherwise: str) -> str:
    """The last part of a path as a plain name that ends in .pdf; Thai stays, and an empty name becomes `otherwise`."""
    last = FOLDERS.split(unicodedata.normalize("NFC", name).strip())[-1]
    visible = "".join(letter for letter in last if unicodedata.category(letter) not in INVISIBLE)
    stem = stem_of(UNSAFE.sub("-", clean_line(visible)))
    if stem.partition(".")[0].rstrip().upper() in DEVICES:
        stem = f"_{stem}"
    return shortened(stem or otherwise) + SUFFIX


def stem_of(name: str) -> str:
    """The name without its ending, and without dots and spaces that systems drop or that hide a file."""
    stem = name[: -len(SUFFIX)] if name.lower().endswith(SUFFIX) else name
    return stem.strip(". ")


def shortened(stem: str) -> str:
    """As much of the name as there is room for, never ending inside a letter."""
    kept, room = "", LONGEST - len(SUFFIX)
    for letter in graphemes(stem):
        room -= len(letter.encode())
        if room < 0:
            break
        kept += letter
    return kept.strip(". ")
