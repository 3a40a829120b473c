"""The audit in words: whatever the code may write there has its wording."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from models.database import Base
from scheduler import reminders
from scheduler.changes import COUNTED, NOT_KEPT
from scheduler.importing import day_deeds
from scheduler.importing.plans import EffectKind
from scheduler.queries.audit_matters import KINDS as MATTER_KINDS
from scheduler.queries.audit_matters import SUBJECTS
from vocabulary.audit_words import DEEDS, DETAILS, KINDS, MATTERS, SIGN_INS
from vocabulary.states import Matter

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("scheduler", "commands", "jobs", "web")


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a function or a method of this name, with its module."""
    for path in (one for room in ROOMS for one in sorted((ROOT / room).rglob("*.py"))):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == name:
                yield module, node


def deeds_of_the_code() -> set[str]:
    """What the deeds are called, by a word or by a constant of their module."""
    found = {reminders.DEED}  # a job's own, written only where something became of a reminder
    for module, call in calls("deed"):
        first = call.args[0]
        found.add(str(getattr(import_module(module), first.id) if isinstance(first, ast.Name) else first.value))  # type: ignore[attr-defined]
    return found


def test_every_deed_has_its_sentence_and_no_sentence_is_left_over() -> None:
    assert sorted(deeds_of_the_code() ^ DEEDS.keys()) == []


def test_a_sign_in_is_a_deed() -> None:
    assert set(SIGN_INS) <= DEEDS.keys()


def test_every_table_that_is_kept_or_counted_has_its_name() -> None:
    kept = Base.metadata.tables.keys() - NOT_KEPT
    assert sorted(kept ^ KINDS.keys()) == []
    assert KINDS.keys() >= COUNTED


def keys_in(expression: ast.expr) -> Iterator[str]:
    """The names in whatever dictionaries stand in an expression."""
    for node in ast.walk(expression):
        if isinstance(node, ast.Dict):
            yield from (key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))


def test_whatever_a_deed_tells_of_itself_is_called_something() -> None:
    keywords = [keyword for _, call in calls("about") for keyword in call.keywords]
    told = {keyword.arg for keyword in keywords if keyword.arg is not None}
    told |= {name for keyword in keywords if keyword.arg is None for name in keys_in(keyword.value)}
    told |= {kind.value for kind in EffectKind} | set(reminders.TOLD.values()) | set(day_deeds.DETAILS.values())
    assert sorted(told - DETAILS.keys()) == []
    assert sorted(DETAILS.keys() - told) == []


def test_every_matter_and_every_table_can_be_asked_for() -> None:
    assert set(MATTERS) == set(Matter) == set(MATTER_KINDS)
    asked = {kind for kinds in MATTER_KINDS.values() for kind in kinds}
    assert sorted(KINDS.keys() - asked) == []


def test_every_subject_of_a_deed_belongs_to_a_matter() -> None:
    subjects = {
        first.value
        for _, call in calls("about")
        if call.args and isinstance(first := call.args[0], ast.Constant) and isinstance(first.value, str)
    }
    asked = {kind for kinds in MATTER_KINDS.values() for kind in kinds}
    assert sorted(subject for subject in subjects if SUBJECTS.get(subject, subject) not in asked) == []
