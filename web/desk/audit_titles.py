"""What a row of the audit is called by its own columns, in the page's language."""

from collections.abc import Iterable, Iterator, Mapping

from scheduler.queries.audit_values import Field, Ref, Said
from vocabulary.text import Bilingual
from web.context import language

NAMES = ("name_en", "name_th", "title_en", "title_th", "city_en", "city_th", "text_en", "text_th", "name", "title")
"""The columns that hold a row's own name."""


def called(said: Mapping[str, Said]) -> str:
    """A row's own name by its columns, in the page's language where it has one in each; empty where it has none."""
    for heading in ("name", "title", "city", "text"):
        name = Bilingual(str(said.get(f"{heading}_en") or ""), str(said.get(f"{heading}_th") or ""))
        if name.en or name.th:
            return plain(name)
    return str(said.get("name") or said.get("title") or "")


def value_of(field: Field) -> Said:
    """What a column of a row held that came or went."""
    return field.before if field.after is None else field.after


def telling(fields: Iterable[Field]) -> Iterator[Field]:
    """The columns of a row that came or went that its title does not tell already."""
    for one in fields:
        if one.column not in (*NAMES, "position", "digest") and not isinstance(value_of(one), Ref):
            yield one


def plain(name: Bilingual) -> str:
    """A name in the page's language, without its break marks."""
    return name.plain.text(language())
