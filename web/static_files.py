"""Files of the looks: kept by browsers for a year, because their address changes with their content."""

from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request

YEAR = 365 * 24 * 3600
BY_NAME = "vendor/"
"""What others made never changes under its name, and its style sheets name it without a version."""


def register_static_files(app: Flask) -> None:
    """Put the version of each file into its address, and let browsers keep what has one."""
    versions = versions_in(Path(app.static_folder or ""))

    @app.url_defaults
    def add_version(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static" and values.get("filename") in versions:
            values.setdefault("v", versions[str(values["filename"])])

    @app.after_request
    def let_keep(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code < 400:
            name = str((request.view_args or {}).get("filename"))
            kept = name.startswith(BY_NAME) or request.args.get("v") == versions.get(name, "")
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if kept else "no-cache"
        return response


def versions_in(folder: Path) -> dict[str, str]:
    """File name below the folder -> a short digest of what it says now."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: digest(path) for name, path in named.items() if not name.startswith(BY_NAME)}


def digest(path: Path) -> str:
    """Enough of the content's SHA-256 to tell two versions apart."""
    return sha256(path.read_bytes()).hexdigest()[:12]
