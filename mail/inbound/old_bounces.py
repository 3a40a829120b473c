"""Letters that came back without a report by RFC 3464: as qmail, Exim, older Exchange servers and others write it.

Who writes so is a program: it says so by its name or by a null sender, and the letter stands in the mail, whole, as its
headers, or by its Message-ID. Which one is ours the desk knows; everything here is a candidate.
"""

import re
from collections.abc import Iterable, Sequence
from email.message import Message

from mail.inbound.sentences import LOOKED_AT, is_file, text_of
from vocabulary.inbound import Arrival, Bounce
from vocabulary.program_words import program_words
from vocabulary.text import clean_line

MOST = 5
"""So many letters a mail may name that can be the one that came back."""

DAEMONS = ("mailer-daemon", "mailerdaemon", "mail-daemon", "mdaemon", "mail delivery system", "mail delivery subsystem")
POSTMASTERS = ("postmaster", "system administrator", "mail administrator")
CAME_BACK = re.compile(
    r"undeliver|not delivered|delivery (?:status notification|failure|has failed|problem)|failure notice|returned mail"
    r"|mail delivery failed|delivery failed|mail system error|could not be delivered|message not delivered",
    re.IGNORECASE,
)
STILL_TRIES = re.compile(
    r"warning message only|do not need to (?:re-?send|resend)|(?:will|still) (?:keep|continue|be) ?(?:to )?try"
    r"|has not (?:yet )?been delivered|delivery (?:is |has been )?delayed|message delayed|delayed mail",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"^[> \t]{0,20}(?:x-original-)?message-id[ \t]{0,20}:\s{0,20}(<[^\s<>]{1,498}>)", re.IGNORECASE | re.MULTILINE
)
COPY = re.compile(
    r"^[> \t]{0,20}(?:-{1,20} ?(?:below this line|this is a copy|original message|returned message|the header and top)"
    r"|message headers follow|return-path:|received:|message-id:|from:)",
    re.IGNORECASE | re.MULTILINE,
)
CODE = re.compile(r"(?:\b[45]\d\d(?:[ -]|: ?)\S|#?\b[45]\.\d{1,3}\.\d{1,3}\b)")
LONGEST_WORDS = 1000


def old_bounces(arrival: Arrival, parts: Sequence[Message], *, carried: Iterable[str]) -> tuple[Bounce, ...]:
    """What such a mail says of a letter, once for each that it may be about; nothing where it is no such mail.

    `carried` are the Message-IDs of letters that it holds as a part of its own.
    """
    text = "\n".join(text_of(part) for part in worded(parts))[:LOOKED_AT]
    told = before_the_copy(text)
    if not is_from_a_program(arrival, told):
        return ()
    named = dict.fromkeys([*filter(None, carried), *NAMED.findall(text), *arrival.references])
    if not named and not is_about_a_letter(arrival, told):
        return ()
    tries = STILL_TRIES.search(f"{arrival.subject}\n{told}") is not None
    words = words_of(told)
    made = [Bounce(one, "delayed" if tries else "failed", "", words, "") for one in list(named)[:MOST]]
    return tuple(made) or (Bounce("", "delayed" if tries else "failed", "", words, ""),)


def before_the_copy(text: str) -> str:
    """The server's own words; all of them where they begin with headers, as a few servers write them."""
    told = COPY.split(text, maxsplit=1)[0]
    return told if told.strip() else text


def is_from_a_program(arrival: Arrival, told: str) -> bool:
    """Whether a mail server wrote it: by its name, or by a null sender and a subject that says what it is.

    A postmaster may say so by the code alone, in whatever language the rest is.
    """
    name, local = arrival.sender_name.casefold(), arrival.sender.partition("@")[0]
    if local in DAEMONS or any(one in name for one in DAEMONS):
        return True
    says_so = CAME_BACK.search(arrival.subject) is not None or program_words().is_returned(arrival.subject)
    by_post = local in POSTMASTERS or any(one in name for one in POSTMASTERS)
    if by_post and (says_so or CODE.search(told)):
        return True
    has_nobody = not arrival.senders or arrival.automatic == "Return-Path: <>" or arrival.generated
    return says_so and has_nobody


def worded(parts: Sequence[Message]) -> list[Message]:
    """The parts with words; a page where there is no plain text."""
    found = [part for part in parts if is_words(part)]
    return found or [part for part in parts if part.get_content_type() == "text/html" and not is_file(part)]


def is_about_a_letter(arrival: Arrival, told: str) -> bool:
    """Whether it is about a letter at all, though it does not say which."""
    return any(CAME_BACK.search(one) or CODE.search(one) for one in (arrival.subject, told))


def is_words(part: Message) -> bool:
    """Whether somebody reads this part as the mail's own words, the headers of a returned letter included."""
    kind = part.get_content_type()
    return (kind == "text/plain" and not is_file(part)) or kind.endswith("rfc822-headers")


def words_of(told: str) -> str:
    """The server's words: the line with its code and what follows, else the first words at all."""
    lines = [line for line in map(clean_line, told.splitlines()) if line.strip(" -=_") and not COPY.match(line)]
    first = next((number for number, line in enumerate(lines) if CODE.search(line)), None)
    said = lines[:3] if first is None else lines[first : first + 2]
    return " ".join(said)[:LONGEST_WORDS]
