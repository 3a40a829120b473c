"""What every answer says to the browser about itself."""

from flask import Flask, Response, request

POLICY = "; ".join(
    (
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
SECRET_PATHS = ("/r/", "/feeds/", "/sign-in/link/")


def register_headers(app: Flask) -> None:
    """Put the headers on every answer; a view that set its own policy keeps it."""
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    """The strict policy, and nothing kept of pages that are somebody's own."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("Permissions-Policy", FEATURES)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    is_secret = request.path.startswith(SECRET_PATHS)
    headers.setdefault("Referrer-Policy", "no-referrer" if is_secret else "same-origin")
    if is_secret:
        headers.setdefault("X-Robots-Tag", "noindex, nofollow")
    if request.endpoint != "static":
        headers.setdefault("Cache-Control", "no-store")
    if request.is_secure:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
