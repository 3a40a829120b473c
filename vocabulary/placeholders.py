"""What stands in examples until somebody writes the real thing."""

import re

HINTS = re.compile(
    r"change[-_ ]?(me|this|it)|example|placeholder|replace|^<.*>$|^your\b|python3 -c|administrator gave", re.IGNORECASE
)
WORDS = {"password", "passwd", "secret", "secret key", "todo", "tbd", "none", "default", "test", "dev"}
FEWEST_LETTERS = 4
RESERVED = re.compile(r"(?:^|[@./])(?:example\.(?:com|org|net)|example|invalid)(?::\d+)?/?$", re.IGNORECASE)
"""The end of a name that nobody can own (RFC 2606)."""


def is_placeholder(secret: str) -> bool:
    """Whether this secret is a word of an example, or a key held down; nothing at all is none."""
    word = re.sub(r"[-_\s]+", " ", secret.strip().lower())
    return bool(secret) and (word in WORDS or HINTS.search(secret) is not None or len(set(secret)) < FEWEST_LETTERS)


def is_reserved(name: str) -> bool:
    """Whether this host, address or URL stands in a domain kept for examples."""
    return RESERVED.search(name) is not None
