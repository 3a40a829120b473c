"""The first words that a person wrote in a mail: what an officer reads to decide."""

from email.message import Message

from mail.inbound.words import content_of, decoded, mended
from vocabulary.text import clean_text

LONGEST_WORDS = 1000
LOOKED_AT = 64_000
UNSEEN = ("style", "script", "head", "title")


def words_in(parts: list[Message]) -> str:
    """The first lines of a mail: of its plain text, or else of its page, without what it quotes."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and not is_file(part):
                words = unquoted(text_of(part))
                if words:
                    return words
    return ""


def is_file(part: Message) -> bool:
    """Whether a part is an attachment, and nobody's words."""
    return part.get_content_disposition() == "attachment"


def text_of(part: Message) -> str:
    """A part's words as text."""
    text = mended(decoded(content_of(part)[:LOOKED_AT], str(part.get_content_charset() or "")))
    return without_tags(text) if part.get_content_type() == "text/html" else text


def without_tags(page: str) -> str:
    """What stands between the tags of a page; read once from end to end, however it is broken."""
    words, unseen = [], ""
    for piece in page.replace("&nbsp;", " ").split("<"):
        tag, closed, text = piece.partition(">")
        name = (tag.strip("/ \r\n\t").split() or [""])[0].lower()
        if unseen:
            unseen = "" if tag.startswith("/") and name == unseen else unseen
        elif closed and name in UNSEEN and not tag.startswith("/"):
            unseen = name
            continue
        if not unseen:
            words.append(("\n" if name in ("br", "p", "div", "tr", "li") else "") + (text if closed else tag))
    return "".join(words).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def unquoted(text: str) -> str:
    """The first lines that are the writer's own."""
    lines = [line.strip() for line in clean_text(text).split("\n")]
    kept = [line for line in lines if line and not line.startswith(">")]
    return "\n".join(kept)[:LONGEST_WORDS].strip()
