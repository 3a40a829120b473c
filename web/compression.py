"""Style sheets, scripts and drawings leave packed, for missions on thin lines.

Pages do not: they carry tokens beside what a reader typed, and the length of such a mixture can tell the token.
"""

import gzip
from functools import lru_cache

from flask import Flask, Response, request

PACKED = ("text/css", "text/javascript", "image/svg+xml")
SMALLEST = 1024
"""Bytes; below that, packing saves nothing that a network would notice."""


def register_compression(app: Flask) -> None:
    """Pack the static texts for browsers that can unpack them."""
    app.after_request(pack)


def pack(response: Response) -> Response:
    """The same file in fewer bytes, or as it was."""
    if request.endpoint != "static" or response.mimetype not in PACKED:
        return response
    response.vary.add("Accept-Encoding")
    if is_worth_packing(response):
        response.direct_passthrough = False
        content = response.get_data()
        response.close()  # the file behind it
        response.set_data(packed(content))
        response.headers["Content-Encoding"] = "gzip"
        tag, _weak = response.get_etag()
        response.set_etag(tag or "", weak=True)  # the same text, no longer the same bytes
    return response


def is_worth_packing(response: Response) -> bool:
    """Whether it is a whole file, large enough to gain by it, for somebody who can unpack it."""
    whole = response.status_code == 200 and request.method == "GET"
    large = (response.content_length or 0) >= SMALLEST
    return whole and large and bool(request.accept_encodings.quality("gzip"))


@lru_cache(maxsize=16)
def packed(content: bytes) -> bytes:
    """The content by gzip, the same at every call."""
    return gzip.compress(content, 9, mtime=0)
