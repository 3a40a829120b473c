"""Thai names of agencies, missions, posts, buildings and committees break only between their words."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from models.committees import Committee
from models.database import db
from models.outbox import OutgoingMail
from models.people import Agency, Mission, Post
from models.places import Venue
from tests.browser.conftest import LiveServer
from tests.browser.support import Reader, looking
from tests.browser.test_pages import at_work, paths, sign_in
from tests.fixtures import Letter, People
from vocabulary.text import BREAK

__all__ = ["at_work"]

WIDTHS = (320, 390, 1366)
SPLIT = """(names) => {
    const shown = [], lines = new Map();
    const holders = "p,div,li,td,th,dt,dd,h1,h2,h3,h4,a.btn,span.blk,small,legend,label,summary,strong,pre";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);  // a letter's page runs no filter
    while (walker.nextNode()) {
        const node = walker.currentNode, parent = node.parentElement;
        if (parent.closest("script,style,option,textarea,svg,.vh") || !parent.checkVisibility()) continue;
        const holder = parent.closest(holders) ?? document.body;
        if (!lines.has(holder)) lines.set(holder, {text: "", places: []});
        const line = lines.get(holder);
        for (let at = 0; at < node.data.length; at += 1) {
            if (/[\\n\\u200b]/.test(node.data[at])) continue;
            line.text += node.data[at];
            line.places.push([node, at]);
        }
    }
    for (const {text, places} of lines.values()) {
        for (const words of names) {
            for (let from = text.indexOf(words.join("")); from >= 0; from = text.indexOf(words.join(""), from + 1)) {
                let at = from;
                for (const word of words) {
                    const range = document.createRange(), [first, last] = [places[at], places[at + word.length - 1]];
                    range.setStart(...first);
                    range.setEnd(last[0], last[1] + 1);
                    const rows = [];
                    for (const box of range.getClientRects()) {
                        if (box.width < 1) continue;
                        if (!rows.some((row) => Math.abs(row - (box.top + box.bottom) / 2) < box.height / 2))
                            rows.push((box.top + box.bottom) / 2);
                    }
                    shown.push([words.join("|"), word, rows.length]);
                    at += word.length;
                }
            }
        }
    }
    return shown;
}"""
"""Every word of every name that stands on the page, and on how many lines it stands."""


def names_on_file() -> list[list[str]]:
    """The words of every Thai name that has several."""
    kinds: tuple[Any, ...] = (Agency.name_th, Committee.name_th, Mission.name_th, Post.title_th, Venue.name_th)
    texts = {text for kind in kinds for text in db.session.scalars(select(kind)) if BREAK in text}
    db.session.rollback()
    return [[word for word in text.split(BREAK) if word] for text in sorted(texts, key=len, reverse=True)]


def broken(page: Page, url: str, names: list[list[str]]) -> Iterator[str]:
    """The words of this page that stand on more lines than one, at any width."""
    page.goto(url)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for name, word, rows in page.evaluate(SPLIT, names):
            if rows > 1:
                yield f"{url.partition('/')[2]} at {width}: {word} in {name}"


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_no_name_breaks_inside_a_word(
    live_server: LiveServer, chromium: Browser, letter: Letter, people: People, at_work: int
) -> None:
    names = names_on_file()
    assert len(names) > 10
    mails = db.session.scalars(select(OutgoingMail.id)).all()
    who = {"desk": people.desk, "focal": people.focal["oag"], "head": people.head_vienna}
    pages = paths(live_server.app, letter, consultation_id=at_work)
    pages["desk"] += [f"/mail/{number}/letter" for number in mails]
    found: list[str] = []
    for somebody, addresses in pages.items():
        with looking(chromium, Reader(locale="th-TH")) as (page, _):
            if somebody in who:
                sign_in(page.context, live_server, person_id=who[somebody])
            page.context.add_cookies([{"name": "samai-language", "value": "th", "url": live_server.url}])
            for address in addresses:
                found += broken(page, live_server.url + address, names)
    assert sorted(set(found)) == []
