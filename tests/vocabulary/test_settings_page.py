"""docs/settings.md lists every setting, as `make golden` writes it from the class."""

import json
from enum import Enum
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from tests.conftest import Golden
from vocabulary.settings import Settings
from vocabulary.settings_ground import PREFIX

HEAD = """# Settings

`flask init` asks for what an installation needs and writes it to `config.toml` in the instance's folder. All else has
a default. A setting is read, the first that is found, from

1. the environment, as `SAMAI_` and its name in capitals: `SAMAI_MAIL_HOST=smtp.ministry.example`;
2. `config.toml`, as `mail_host = "smtp.ministry.example"`: a file that only its owner and his group may read;
3. the default.

The service reads its settings when it starts: after a change, restart web and worker. Whatever cannot be used, a
placeholder, an unknown name, a value out of range, stops it with a sentence that names the setting, the file and the
line. `PORT` (8000) is where `flask up` listens, `SAMAI_NOW` the day and hour on which a demonstration begins,
and `SAMAI_COMMAND` (`flask`) what messages say before the words of a command: none of them belongs in the file.

This page is made from `vocabulary/settings.py`.
"""


def page() -> str:
    return HEAD + "".join(section(name, field) for name, field in Settings.model_fields.items())


def section(name: str, field: FieldInfo) -> str:
    example = "" if not field.examples else written(field.examples[0])
    in_file = f"`{name} = {example}`" if name != "instance" else f"`{PREFIX}INSTANCE={field.examples[0]}`"  # type: ignore[index]
    if isinstance(field.default, SecretStr):
        in_file = f"{field.examples[0]}"  # type: ignore[index]
    return (
        f"\n## {name}\n\n{field.description}\n\n"
        f"- In the environment: `{PREFIX}{name.upper()}`\n- Default: {default(field)}\n- Example: {in_file}\n"
    )


def default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return '`"http://127.0.0.1:8000"`, with the port of `PORT`'
    value = field.default
    if value is None or value == "" or isinstance(value, SecretStr):
        return "none"
    return f"`{written(value)}`"


def written(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, Enum):
        value = value.value
    return json.dumps(str(value) if isinstance(value, Path) else value)


def test_the_page_of_settings_says_what_the_class_says(golden: Golden) -> None:
    golden("../../docs/settings.md", page().encode())


def test_every_setting_has_a_description_and_an_example() -> None:
    for name, field in Settings.model_fields.items():
        assert (field.description or "").endswith("."), f"{name} has no description"
        assert field.examples, f"{name} has no example"
