"""The house as its map draws it: what ruff and import-linter cannot say is said here."""

import ast
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("web", "commands", "jobs", "scheduler", "ics", "mail", "models", "vocabulary")
REQUEST_SIDE = {"request", "session", "g"}
COMMITS = ("scheduler", "jobs")
COMMIT_EXCEPTIONS: frozenset[str] = frozenset()
"""Modules whose library commits by itself; each needs a reason beside it."""

MADE = {"node_modules", "instance"}
FREE_ARGUMENTS = {"self", "cls", "by", "now"}
THAI = re.compile("[\u0e00-\u0e7f]")
FORBIDDEN_WORDS = tuple(part + rest for part, rest in (("/wo", "rk"), ("../sha", "red"), ("/tmp/te", "am")))

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    return [ROOT / "app.py", *(path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")))]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions() -> Iterator[tuple[str, Function]]:
    for path in modules():
        for node in ast.walk(tree(path)):
            if isinstance(node, Function):
                yield f"{named(path)}:{node.lineno} {node.name}", node


def imports(path: Path) -> Iterator[str]:
    """Every module or name that this file imports, dotted."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def kept_files() -> Iterator[Path]:
    """Every file of the project itself, without what was made or installed here."""
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if name == ".ci" or (not name.startswith((".", "__")) and name not in MADE)]
        yield from (Path(folder) / name for name in names if name != ".git" and not name.endswith(".mo"))


def test_every_room_says_in_one_sentence_what_it_is_for() -> None:
    for path in modules():
        if path.name == "__init__.py" and path.parent.parent in (ROOT, ROOT / "scheduler", ROOT / "web"):
            sentence = ast.get_docstring(tree(path)) or ""
            assert sentence.endswith("."), named(path)
            assert len(re.findall(r"\.(?:\s|$)", sentence)) == 1, f"{named(path)} says more than one sentence"


def test_every_folder_of_a_room_is_a_package() -> None:
    folders = {path.parent for path in modules()} - {ROOT}
    assert [named(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_nine_modules_in_ten_have_a_test_at_the_mirrored_path() -> None:
    long_ones = [path for path in modules() if len(path.read_text("utf-8").splitlines()) > 15]
    missing = [named(path) for path in long_ones if not mirrored(path).exists()]
    assert len(missing) <= len(long_ones) / 10, missing


def mirrored(path: Path) -> Path:
    inside = path.relative_to(ROOT)
    name = f"test_{inside.parent.name}.py" if path.name == "__init__.py" else f"test_{path.name}"
    return ROOT / "tests" / inside.parent / name


def test_no_room_knows_the_front_door() -> None:
    knowing = [named(path) for path in modules() for name in imports(path) if name.split(".")[0] == "app"]
    assert knowing == []


def test_only_web_and_the_front_door_see_a_request() -> None:
    seeing = [
        f"{named(path)}: {name}"
        for path in modules()
        if named(path).split("/")[0] not in ("app.py", "web")
        for name in imports(path)
        if name.startswith("flask.") and name.split(".")[-1] in REQUEST_SIDE
    ]
    assert seeing == []


def test_rules_import_only_the_words_of_the_trade() -> None:
    ours = {*ROOMS, "app"}
    strangers = [
        f"{named(path)}: {name}"
        for path in sorted((ROOT / "scheduler" / "rules").rglob("*.py"))
        for name in imports(path)
        if name.split(".")[0] in ours and not f"{name}.".startswith(("vocabulary.", "scheduler.rules."))
    ]
    assert strangers == []


def test_queries_never_call_deeds() -> None:
    calling = [
        f"{named(path)}: {name}"
        for path in sorted((ROOT / "scheduler" / "queries").rglob("*.py"))
        for name in imports(path)
        if name.startswith("scheduler.") and not name.startswith(("scheduler.queries", "scheduler.rules"))
    ]
    assert calling == []


def test_only_deeds_and_jobs_commit() -> None:
    committing = [
        f"{named(path)}:{node.lineno}"
        for path in modules()
        if named(path).split("/")[0] not in COMMITS and named(path) not in COMMIT_EXCEPTIONS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert committing == []


def test_no_function_takes_more_than_four_arguments_beside_the_actor_and_the_clock() -> None:
    crowded = []
    for place, function in functions():
        told = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
        if len([argument for argument in told if argument.arg not in FREE_ARGUMENTS]) > 4:
            crowded.append(place)
    assert crowded == []


def test_no_function_is_longer_than_forty_lines() -> None:
    assert [place for place, body in functions() if (body.end_lineno or 0) - body.lineno >= 40] == []


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    assert [named(path) for path in modules() if len(path.read_text("utf-8").splitlines()) > 300] == []


def test_thai_wording_lives_in_translations_and_data_and_never_in_code() -> None:
    assert [named(path) for path in modules() if THAI.search(path.read_text("utf-8"))] == []


def test_the_project_speaks_of_itself_alone() -> None:
    speaking = []
    for path in kept_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        speaking += [
            f"{named(path)}: {word}" for word in FORBIDDEN_WORDS if re.search(rf"(?<!\w){re.escape(word)}\b", text)
        ]
    assert speaking == []


def test_the_lock_of_the_test_tools_names_no_place_to_fetch_from() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text("utf-8")


@pytest.mark.parametrize("lock", ["requirements-uv", "requirements", "requirements-dev"])
def test_every_locked_package_has_its_hash(lock: str) -> None:
    pins = re.split(r"\n(?=[a-z0-9])", (ROOT / f"{lock}.txt").read_text("utf-8"))
    assert [pin.split("\n")[0] for pin in pins if "==" in pin and "--hash=sha256:" not in pin] == []
