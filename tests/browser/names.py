"""Thai names of agencies, missions, posts, buildings and committees, and on how many lines their words stand."""

from collections.abc import Iterator, Sequence
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import select

from models.committees import Committee
from models.database import db
from models.people import Agency, Mission, Post
from models.places import Venue
from vocabulary.text import BREAK

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


def broken(page: Page, names: Sequence[Sequence[str]]) -> Iterator[str]:
    """The words of the page as it is shown now that stand on more lines than one."""
    for name, word, rows in page.evaluate(SPLIT, names):
        if rows > 1:
            yield f"{word} in {name}"
