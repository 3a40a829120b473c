"""What we ourselves say of a letter that did not arrive: it stands where a mail server's words do, before those."""

from vocabulary.text import N_

TOO_LATE = N_("Not delivered before the meeting began: call them.")
STOPPED = N_("stopped: the meeting is classified now. A mail server may have had this letter before.")

OURS = (TOO_LATE, STOPPED)


def parted(words: str) -> tuple[str, str]:
    """Our sentence at the beginning, which a page translates, and the server's words after it."""
    for ours in OURS:
        if words.startswith(ours):
            return ours, words.removeprefix(ours).strip()
    return "", words
