"""Words and addresses of a stranger's mail, whatever charset they claim to be in."""

import codecs
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from urllib.parse import unquote

from vocabulary.text import clean_line, clean_text

THAI = "cp874"
"""What TIS-620 is in practice: Windows' Thai, of which it is a part."""

WIDE = ("utf-16", "utf_16", "utf16", "utf-32", "utf_32", "utf32")
SHIFTING = ("iso-2022", "iso2022", "hz", "utf-7", "utf_7")
NO_CHARSETS = ("idna", "punycode", "unicode_escape", "unicode-escape", "raw_unicode_escape", "raw-unicode-escape")
"""What Python calls an encoding and no mail is written in; some of them take for ever."""

LONGEST_ADDRESS = 320
LONGEST_LINE = 500
LONGEST_HEADER = 2000
MOST_ADDRESSES = 200
EDGES = " \t\r\n<>\"'"


def decoded(content: bytes, charset: str) -> str:
    """The words of some bytes: what is UTF-8 is read as that, whatever it is called; then as it says; then as Thai."""
    if is_wide(content, charset):
        named = charset if charset.lower().startswith((*WIDE, *SHIFTING)) else "utf-16"
        return mended(content.decode(known(named, "utf-16"), "replace"))
    for tried in ("utf-8-sig", THAI if charset.lower().startswith(WIDE) else known(charset, THAI), THAI):
        try:
            return content.decode(tried)
        except UnicodeError:
            continue
    return content.decode("latin-1")


def is_wide(content: bytes, charset: str) -> bool:
    """Whether the bytes are of a charset in which ASCII does not stand for itself."""
    named = charset.lower()
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return True
    return named.startswith(SHIFTING) or (named.startswith(WIDE) and b"\0" in content)


def known(charset: str, otherwise: str) -> str:
    """The name of a charset of text that this Python knows."""
    try:
        found = codecs.lookup(charset or otherwise)
    except (LookupError, ValueError):  # a null character in the name
        return otherwise
    return found.name if found._is_text_encoding and found.name not in NO_CHARSETS else otherwise


def mended(text: str) -> str:
    """The same without halves of characters, which no database takes."""
    return text.encode("utf-8", "replace").decode()


def header_text(raw: str) -> str:
    """A header's words on one line, decoded; `raw` holds octets beyond ASCII as surrogates."""
    plain = decoded(raw[:LONGEST_HEADER].encode("ascii", "surrogateescape"), "")
    try:
        pieces = decode_header(plain.replace("\r", "").replace("\n", ""))
    except (ValueError, MessageError):  # broken base64
        return clean_line(mended(plain))[:LONGEST_LINE]
    words = "".join(one if isinstance(one, str) else decoded(one, charset or "") for one, charset in pieces)
    return clean_line(mended(words))[:LONGEST_LINE]


def mailboxes(raw: str) -> list[tuple[str, str]]:
    """The names and addresses of a From, Sender or Reply-To; an address that cannot be told apart is empty."""
    plain = raw[:LONGEST_HEADER].replace("\r", "").replace("\n", "")
    return [(header_text(name), address_of(address)) for name, address in getaddresses([plain])[:MOST_ADDRESSES]]


def address_of(written: str) -> str:
    """One mail address in lower case, without `mailto:`; nothing where there is none."""
    plain = clean_line(written.strip(EDGES))
    if plain[:7].lower() == "mailto:":
        plain = unquote(plain[7:].partition("?")[0]).strip(EDGES)
    local, at, domain = plain.rpartition("@")
    if not at or not local or not domain or len(plain) > LONGEST_ADDRESS or any(mark in plain for mark in ' ,;<>\\"()'):
        return ""
    return clean_text(mended(plain)).casefold()


def addresses_among(raw: str) -> list[str]:
    """Whatever looks like an address in a header, without parsing it: recipients, of which only ours matter."""
    table = str.maketrans(dict.fromkeys('<>,;:"()\r\n\t', " "))
    found = (address_of(word) for word in raw.translate(table).split() if "@" in word)
    return [address for address in found if address][:MOST_ADDRESSES]


def content_of(part: Message) -> bytes:
    """The bytes of a part that is no container."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""
