"""What templates may use, and what the style sheet promises to eyes."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask, g, render_template_string
from flask_babel import Babel, force_locale
from jinja2 import meta
from markupsafe import Markup

from scheduler.rules.replies import ReplyState
from vocabulary.actor import OPERATOR
from vocabulary.states import PartStat
from vocabulary.text import Bilingual
from web.looks import ICONS, doer, icon, register_looks

ROOT = Path(__file__).parent.parent.parent
SHEET = (ROOT / "static" / "app.css").read_text("utf-8")
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PAGES = [path for path in TEMPLATES if "mail" not in path.relative_to(ROOT).parts]
COUNCIL = Bilingual("Office of the National Security Council", "สำนักงาน|สภา|ความมั่นคง|แห่งชาติ")
SINCE, UNTIL = date(2022, 5, 30), date(2022, 6, 10)
INKS = ["ink", "ink-2", "brand", "gold", "ok", "warn", "bad"]
CITIES = [f"city-{number}" for number in range(6)]


@pytest.fixture
def looks() -> Iterator[Flask]:
    app = Flask(__name__)
    Babel(app, default_locale="th")
    register_looks(app)
    with app.test_request_context():
        yield app


def shown(template: str, *, language: str = "en", **values: object) -> str:
    """What a template says to readers of this language."""
    g.pop("language", None)  # asked for once a request, and these are several in one
    with force_locale(language):
        return render_template_string(template, **values)


# ---- drawings


def test_the_style_sheet_draws_what_pages_draw() -> None:
    """Cells of the matrix take their drawing from a file; it has each of them as an icon of ours."""
    file = (ROOT / "static" / "states.svg").read_text("utf-8")
    drawn = dict(
        re.findall(r'<view id="(\w+)" viewBox="\d+ 0 24 24"/><path transform="translate\(\d+\)" d="([^"]+)"/>', file)
    )
    assert drawn == {name: ICONS[name] for name in drawn}
    assert set(re.findall(r"states\.svg#(\w+)", SHEET)) == set(drawn)


def test_every_state_of_a_reply_has_a_look() -> None:
    words = {state.value.replace(" ", "-") for state in ReplyState}
    assert set(re.findall(r"\.st\.([\w-]+) { --state", SHEET)) == words


def test_pieces_are_picked_by_their_numbers(looks: Flask) -> None:
    template = '{{ pieces|picked([1, 0, 1], between="<br>"|safe) }}'
    assert shown(template, pieces=[Markup("<b>a</b>"), Markup("b")]) == "b<br><b>a</b><br>b"


# ---- files of parts


def undeclared(path: Path) -> set[str]:
    """The names that a file of parts takes from whatever page has imported it."""
    app = Flask(__name__)
    Babel(app)
    register_looks(app)
    source = path.read_text("utf-8")
    known = {*app.jinja_env.globals, "_", "csrf_token", "form_key", *re.findall(r"{% set (\w+)", source)}
    return meta.find_undeclared_variables(app.jinja_env.parse(source)) - known


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_file_of_parts_that_reads_the_page_is_imported_with_its_context(path: Path) -> None:
    """Without it the name would be empty; with it the whole file is read anew for each page."""
    for name, context in re.findall(r'{% import "([^"]+)" as \w+( with context)? %}', path.read_text("utf-8")):
        if undeclared(ROOT / "templates" / name):
            assert context, f"{path.name} imports {name} without the page's values"


# ---- words


def test_a_bilingual_text_is_shown_in_the_language_of_the_page(looks: Flask) -> None:
    assert shown("{{ name|text }}", language="th", name=COUNCIL) == "สำนักงานสภาความมั่นคงแห่งชาติ"
    assert shown("{{ name|text }}", name=COUNCIL) == "Office of the National Security Council"


def test_a_text_that_is_not_there_is_shown_as_nothing(looks: Flask) -> None:
    assert shown("[{{ none|text }}{{ none|words }}]") == "[]"


def test_a_plain_text_loses_its_break_marks(looks: Flask) -> None:
    assert shown("{{ 'สภา|ความมั่นคง'|text }}") == "สภาความมั่นคง"


def test_a_thai_name_breaks_only_between_its_words(looks: Flask) -> None:
    assert shown("{{ name|words }}", language="th", name=Bilingual("", "สภา|ความมั่นคง")) == (
        '<span class="w">สภา</span><wbr><span class="w">ความมั่นคง</span>'
    )


def test_a_name_without_break_marks_is_left_to_the_browser(looks: Flask) -> None:
    assert shown("{{ name|words }}", name=COUNCIL) == "Office of the National Security Council"


def test_a_name_that_stands_in_from_the_other_language_says_so(looks: Flask) -> None:
    assert shown("{{ name|words }}", language="th", name=Bilingual("Geneva")) == '<span lang="en">Geneva</span>'
    assert shown("{{ name|words }}", name=Bilingual("", "เจนีวา")) == '<span lang="th">เจนีวา</span>'


def test_markup_in_a_name_is_shown_and_never_obeyed(looks: Flask) -> None:
    hostile = "<script>|alert(1)</script>"
    assert "<script>" not in shown("{{ name|words }}{{ name|text }}", name=hostile)
    assert "<script>" not in shown("{{ name|words }}", name=Bilingual("", hostile))


def test_a_template_chooses_by_the_stored_word_of_a_state(looks: Flask) -> None:
    assert shown("{{ state|code }} {{ 'accepted'|code }}", state=PartStat.ACCEPTED) == "ACCEPTED accepted"


def test_a_heading_gives_its_section_a_name_without_spaces(looks: Flask) -> None:
    assert shown("{{ 'Waiting for you'|anchor }}") == "Waiting-for-you"


# ---- days and hours


@pytest.mark.parametrize(("language", "said"), [("en", "30 May 2022"), ("th", "30 พ.ค. 2565")])
def test_a_day_is_short_and_in_the_readers_own_era(looks: Flask, language: str, said: str) -> None:
    assert shown("{{ day|day }}", language=language, day=SINCE) == said


def test_a_long_day_says_both_eras(looks: Flask) -> None:
    assert shown("{{ day|long_day }}", language="th", day=SINCE) == "วันจันทร์ที่ 30 พฤษภาคม พ.ศ. 2565 (ค.ศ. 2022)"


def test_a_run_of_days_says_its_year_once(looks: Flask) -> None:
    assert shown("{{ a|day_range(b) }}", a=SINCE, b=UNTIL) == "30 May – 10 Jun 2022"


def test_an_hour_has_four_digits_and_a_finished_text_is_left_alone(looks: Flask) -> None:
    instant = datetime(2022, 1, 11, 7, 0, tzinfo=UTC)
    assert shown("{{ at|clock }} {{ '14:00'|clock }} {{ 'Tue 11 Jan'|day }}", at=instant) == "07:00 14:00 Tue 11 Jan"


# ---- drawings


def test_a_drawing_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in icon("check")
    assert isinstance(icon("check"), Markup)


def test_a_drawing_may_be_coloured_by_what_it_means() -> None:
    assert 'class="i bad"' in icon("alert", "bad")
    assert 'class="i"' in icon("alert")


def test_every_drawing_that_a_template_names_exists() -> None:
    named = {name for file in TEMPLATES for name in re.findall(r'\bicon\("([\w-]+)"', file.read_text("utf-8"))}
    assert named <= set(ICONS)


# ---- the style sheet


def tokens(half: int) -> dict[str, str]:
    """The colours of one theme by name: 0 is light, 1 is dark."""
    pairs = {name: values for name, *values in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", SHEET)}
    cities = re.findall(
        r"\.(city-\d) \{ --city: light-dark\((#\w+), (#\w+)\); --city-soft: light-dark\((#\w+), (#\w+)\)", SHEET
    )
    for name, *values in cities:
        pairs |= {name: values[:2], f"{name}-soft": values[2:]}
    return {name: values[half] for name, values in pairs.items()}


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio (WCAG 2.2)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("half", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ink", INKS + CITIES)
def test_text_stands_out_from_every_ground_it_may_stand_on(ink: str, half: int) -> None:
    colours = tokens(half)
    own = (
        [f"{ink}-soft"] if f"{ink}-soft" in colours else ["surface-2", "day", "dusk"] if ink == "ink" else ["surface-2"]
    )
    faint = {ground: contrast(colours[ink], colours[ground]) for ground in ("paper", "surface", *own)}
    assert min(faint.values()) >= 5, faint


@pytest.mark.parametrize("half", [0, 1], ids=["light", "dark"])
def test_text_on_a_filled_ground_stands_out(half: int) -> None:
    colours = tokens(half)
    assert contrast(colours["brand"], colours["brand-ink"]) >= 5
    assert contrast(colours["gold"], colours["gold-ink"]) >= 5
    assert contrast(colours["night"], "#f4f5ff") >= 5
    assert contrast(colours["bar"], "#fff") >= 5


@pytest.mark.parametrize("half", [0, 1], ids=["light", "dark"])
def test_the_border_of_a_control_can_be_seen(half: int) -> None:
    colours = tokens(half)
    assert min(contrast(colours["line-2"], colours[ground]) for ground in ("paper", "surface")) >= 3


def test_an_older_browser_gets_exactly_the_light_half() -> None:
    start = SHEET.index("@supports not")
    fallback = SHEET[start : SHEET.index("*, *::before", start)]
    plain = dict(re.findall(r"--([\w-]+): (#\w+);", fallback.split(".city-0")[0]))
    for name, own, soft in re.findall(r"\.(city-\d) \{ --city: (#\w+); --city-soft: (#\w+);", fallback):
        plain |= {name: own, f"{name}-soft": soft}
    light = {name: value for name, value in tokens(0).items() if name not in ("city", "city-soft")}
    assert plain == light


def test_every_colour_that_a_rule_uses_is_defined() -> None:
    assert set(re.findall(r"var\(--([\w-]+)\)", SHEET)) <= set(re.findall(r"--([\w-]+):", SHEET))


def test_every_file_that_the_style_sheet_names_is_there() -> None:
    named = re.findall(r"url\(([^)#]+)", SHEET)
    assert named
    assert [name for name in named if not (ROOT / "static" / name).is_file()] == []


# ---- the strict content policy


@pytest.mark.parametrize("file", [f for f in TEMPLATES if "mail" not in f.parts], ids=lambda file: file.name)
def test_no_page_carries_style_or_script_within_itself(file: Path) -> None:
    source = file.read_text("utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|<script(?![^>]*\ssrc=)", source)


def test_whoever_did_it_stands_by_name_and_the_operator_in_the_readers_language(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "th"}):
        assert doer("Ms Chanika Tuayang") == "Ms Chanika Tuayang"
        assert doer(OPERATOR.label) == "ผู้ดูแลเครื่อง"
        assert doer("incoming mail") == "ระบบดำเนินการเอง"
