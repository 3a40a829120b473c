"""What a reader's eyes, screen reader and small phone would notice on a page."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

ROOT = Path(__file__).parent.parent.parent
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
"""Debian's browser as root and without a screen, with every name but the loopback's unknown to it."""

AUDIT = """async (rules) => {
    document.getAnimations().forEach((animation) => animation.finish());  // colours that change are seen changed
    const wanted = {resultTypes: ["violations"], ...(rules && {runOnly: rules})};  // nobody reads what was well
    const {violations} = await axe.run(document, wanted);
    return violations.map((violation) => (
        {rule: violation.id, impact: violation.impact ?? "", help: violation.help,
         places: violation.nodes.map((node) => node.target.join(" "))}));
}"""

TOO_WIDE = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const name = (element) => element.tagName.toLowerCase() + (element.id && `#${element.id}`)
        + [...element.classList].map((word) => `.${word}`).join("");
    const wide = [...document.body.querySelectorAll("*")].filter((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && Math.ceil(box.right) > width + 1;
    });
    return wide.length ? wide.map(name) : ["the page itself"];
}"""


COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that see another colour scheme: all else on a page is the same in both."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule of accessibility that a page breaks, and where."""

    rule: str
    impact: str
    help: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """How somebody looks at a page; `scripts` off is a browser that runs none."""

    width: int = 1366
    height: int = 900
    locale: str = "en-GB"
    scheme: Literal["light", "dark"] = "light"
    scripts: bool = True


class Complaints:
    """What the browser says about a page: its console's errors and warnings, broken scripts, files that do not come."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def listen(self, page: Page) -> None:
        """Note down everything this page complains about from now on."""
        page.on("console", self._console)
        page.on("pageerror", self._error)
        page.on("requestfailed", self._failure)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.lines.append(f"{message.type}: {message.text}")

    def _error(self, error: Error) -> None:
        self.lines.append(f"script: {error.message}")

    def _failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went elsewhere before it came
            self.lines.append(f"request: {request.url} {request.failure}")


@contextmanager
def looking(browser: Browser, reader: Reader | None = None) -> Iterator[tuple[Page, Complaints]]:
    """A page with its own cookies, as this reader sees it, and what the browser complains about."""
    reader = reader or Reader()
    context = browser.new_context(
        viewport={"width": reader.width, "height": reader.height},
        locale=reader.locale,
        color_scheme=reader.scheme,
        java_script_enabled=reader.scripts,
        timezone_id="Asia/Bangkok",
    )
    context.set_default_timeout(15_000)
    complaints = Complaints()
    page = context.new_page()
    complaints.listen(page)
    try:
        yield page, complaints
    finally:
        context.close()


@cache
def axe() -> str:
    """The auditor's source."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


def audit(page: Page, *, rules: Sequence[str] = ()) -> list[Violation]:
    """What a screen reader's user, or one who needs contrast, would stumble over on this page; by all rules or some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe())
    found = page.evaluate(AUDIT, list(rules) or None)
    return [Violation(**{**violation, "places": tuple(violation["places"])}) for violation in found]


def too_wide(page: Page, *, width: int = 320) -> list[str]:
    """The elements that make a page of this width in CSS pixels scroll sideways; none is what we want."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 800})
    wide: list[str] = page.evaluate(TOO_WIDE)
    if before:
        page.set_viewport_size(before)
    return wide
