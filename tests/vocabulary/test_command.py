"""Messages name a command as it is typed here."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from flask import Flask

from tests.conftest import ROOT
from tests.test_rooms import modules, named, tree
from vocabulary.command import SAMAI, TYPED_AS
from vocabulary.refusals import Refusal

TYPED = re.compile(r"\bflask [a-z]")
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef


def test_a_refusal_says_what_is_typed_before_the_words_of_a_command() -> None:
    refusal = Refusal("Run: %(samai)s upgrade")
    assert (str(refusal), refusal.values["samai"]) == (f"Run: {SAMAI} upgrade", SAMAI)


def test_the_environment_says_what_that_is() -> None:
    asked = [sys.executable, "-c", "from scheduler.keeping.schema import NONE_YET; from vocabulary.refusals import *"]
    asked[-1] += "; print(Refusal(NONE_YET))"
    ran = subprocess.run(asked, env=os.environ | {TYPED_AS: "samai"}, cwd=ROOT, capture_output=True, check=True)
    assert ran.stdout == b"There are no tables here yet. Run: samai init\n"


def test_no_sentence_in_code_or_template_says_it_by_itself() -> None:
    said = [f"{named(path)}: {words}" for path in modules() for words in sentences(path) if TYPED.search(words)]
    said += [str(page) for page in (ROOT / "templates").rglob("*.*") if TYPED.search(page.read_text("utf-8"))]
    settings = (
        "vocabulary/settings.py: ",
        "vocabulary/settings_ground.py: ",
    )  # whose sentences make a page of documentation
    assert [one for one in said if not one.startswith(settings)] == []


def sentences(path: Path) -> Iterator[str]:
    """The texts of a module, without what explains it to whoever reads code."""
    nodes = list(ast.walk(tree(path)))
    explaining = {id(first.value) for node in nodes for first in first_of(node) if isinstance(first, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explaining:
            yield node.value


def first_of(node: ast.AST) -> list[ast.stmt]:
    """Where a docstring would stand."""
    return node.body[:1] if isinstance(node, DOCUMENTED) else []


def test_no_command_explains_itself_otherwise(app: Flask) -> None:
    explained = [command.help or "" for command in every(app.cli) if command.callback is not None]
    assert [text for text in explained if TYPED.search(text) and "`flask run`" not in text] == []


def every(group: click.Group) -> Iterator[click.Command]:
    """A group's commands, and those of its groups."""
    for command in group.commands.values():
        yield command
        if isinstance(command, click.Group):
            yield from every(command)
