"""Small PDF files made up for tests, whole and broken in every way that matters."""

import zlib
from collections.abc import Iterable

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"


def make_pdf(words: str = "Invitation", *, extra: Iterable[bytes] = (), trailer: bytes = b"") -> bytes:
    """A PDF of one empty page; `extra` are further objects, `trailer` more of the trailer's dictionary."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        f"<< /Title ({words}) >>".encode("ascii"),
        *extra,
    ]
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(places) + 1, len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    content += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R %b >>\n" % (size, trailer)
    return content + b"startxref\n%d\n%%%%EOF\n" % start


def packed(content: bytes, *, dictionary: bytes = b"/Filter /FlateDecode", name: bytes = b"ObjStm") -> bytes:
    """An object stream that holds this."""
    squeezed = zlib.compress(content)
    head = b"<< %b /Type /%b /N 1 /First 4 /Length %d >>" % (dictionary, name, len(squeezed))
    return b"%b\nstream\n%b\nendstream" % (head, squeezed)


def weighing(size: int) -> bytes:
    """A PDF of at least so many octets."""
    return make_pdf(extra=[b"<< /Length %d >>\nstream\n%b\nendstream" % (size, b"x" * size)])
