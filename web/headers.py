"""What every answer says to the browser about itself."""

from functools import partial

from flask import Flask, Response, request

from vocabulary.logs import SECRET_PATHS

POLICY = "; ".join(
    ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
)
FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"

ALWAYS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": FEATURES,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SECRET = {"Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow"}
OPEN = {"Referrer-Policy": "same-origin"}
HTTPS = {"Strict-Transport-Security": "max-age=31536000"}


def register_headers(app: Flask) -> None:
    """Put the headers on every answer; a view that set one itself keeps it."""
    installed = ALWAYS | (HTTPS if app.config["SESSION_COOKIE_SECURE"] else {})
    app.after_request(partial(add_headers, installed))


def add_headers(installed: dict[str, str], response: Response) -> Response:
    """The strict policy; nothing told of secret addresses, and nothing kept of pages that are somebody's own."""
    of_page = SECRET if request.path.startswith(SECRET_PATHS) else OPEN
    for name, value in (installed | of_page).items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
