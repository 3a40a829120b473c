"""The forms of a page with what stands in their fields, as a browser would send them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict

Attributes = dict[str, str]


@dataclass
class PageForm:
    """One form that posts; `action` is empty where it posts to the page itself; `days` echo what they hold."""

    action: str
    fields: MultiDict[str, str] = field(default_factory=MultiDict)
    visible: set[str] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    days: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    """Reads the forms of a page; a select without a choice sends its first option, as browsers do."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.open: PageForm | None = None
        self.area = self.select = ""
        self.options: list[Attributes] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method") == "post":
            self.open = PageForm(given.get("action", ""))
            self.forms.append(self.open)
        if self.open is None:
            return
        if tag == "input":
            self.read_input(given)
        elif tag == "textarea":
            self.area = given["name"]
            self.open.fields[self.area] = ""
            self.note(self.area, "textarea")
        elif tag == "select":
            self.select, self.options = given["name"], []
            self.note(self.select, "select")
        elif tag == "option":
            self.options.append(given)

    def read_input(self, given: Attributes) -> None:
        assert self.open is not None
        kind = given.get("type", "text")
        if kind != "hidden":
            self.note(given["name"], kind)
        if "data-echo" in given:
            self.open.days.add(given["name"])
        if kind not in ("checkbox", "radio") or "checked" in given:
            self.open.fields.add(given["name"], given.get("value", ""))

    def note(self, name: str, kind: str) -> None:
        assert self.open is not None
        self.open.visible.add(name)
        self.open.kinds[name] = kind

    def handle_data(self, data: str) -> None:
        if self.open is not None and self.area:
            self.open.fields[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if self.open is None:
            return
        if tag == "textarea":
            self.open.fields[self.area] = self.open.fields[self.area].removeprefix("\n")
            self.area = ""
        elif tag == "select" and self.options:
            chosen = next((one for one in self.options if "selected" in one), self.options[0])
            self.open.fields.add(self.select, chosen["value"])
        elif tag == "form":
            self.open = None


def forms_in(page: str) -> list[PageForm]:
    """Every form of a page that posts."""
    reader = Reader()
    reader.feed(page)
    return reader.forms


def form_to(page: str, url: str) -> PageForm:
    """The form of a page that posts to an address, else the page's own; of several the one with the most fields."""
    path = url.partition("?")[0]
    forms = forms_in(page)
    found = [form for form in forms if form.action.partition("?")[0] == path] or [
        one for one in forms if not one.action
    ]
    assert found, f"no form on this page posts to {path}"
    return max(found, key=lambda form: len(form.fields))
