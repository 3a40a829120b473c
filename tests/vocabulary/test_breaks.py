"""Names by their words, on pages."""

import pytest

from vocabulary.breaks import by_words, with_breaks

COUNCIL, OFFICE = ("สำนักงาน", "สภา", "ความมั่นคง", "แห่งชาติ"), ("สำนักงาน", "สภา")
W = '<span class="w">'


def shown(html: str, *names: tuple[str, ...]) -> str:
    return with_breaks(html, names, word=W)


def test_only_names_with_marks_are_broken_the_longest_first() -> None:
    stored = ["สำนักงาน|สภา", "Agency", "", "สำนักงาน|สภา|ความมั่นคง|แห่งชาติ", "สำนักงาน|สภา", "|ก|ข|"]
    assert by_words(stored) == (COUNCIL, OFFICE, ("ก", "ข"))


def test_a_name_breaks_between_its_words_wherever_it_stands_in_a_sentence() -> None:
    made = shown("<p>ถึง สำนักงานสภาความมั่นคงแห่งชาติ และอื่น ๆ</p>", COUNCIL, OFFICE)
    words = "<wbr>".join(f"{W}{word}</span>" for word in COUNCIL)
    assert made == f"<p>ถึง {words} และอื่น ๆ</p>"


@pytest.mark.parametrize(
    "page",
    [
        '<a aria-label="สำนักงานสภา" href="?q=สำนักงานสภา">x</a>',
        "<title>สำนักงานสภา</title>",
        "<select><option value='1'>สำนักงานสภา</option></select>",
        "<textarea name='a' hidden>\nสำนักงานสภา</textarea >",
        "<svg viewBox='0 0 1 1'><text>สำนักงานสภา</text></svg>",
        "<svg><text><tspan>Vienna</tspan> สำนักงานสภา</text><title>สำนักงานสภา</title></svg>",
        "<script>สำนักงานสภา</script><style>สำนักงานสภา</style>",
        "<p>สำนักงาน สภา</p>",
    ],
)
def test_what_can_hold_no_markup_is_left_alone(page: str) -> None:
    assert shown(page, OFFICE) == page


def test_a_page_without_such_names_is_the_same_page() -> None:
    page = "<p>กระทรวง</p>"
    assert shown(page, OFFICE) is page
    assert shown(page) is page


def test_markup_in_a_name_stays_text() -> None:
    assert shown("<p>&lt;b&gt;A&amp;B</p>", ("<b>A", "&B")) == f"<p>{W}&lt;b&gt;A</span><wbr>{W}&amp;B</span></p>"
    assert shown("<p>A+B (1)</p>", ("A+B ", "(1)")) == f"<p>{W}A+B </span><wbr>{W}(1)</span></p>"


def test_of_two_names_that_begin_alike_the_longer_one_is_meant() -> None:
    longest = ("สำนักงาน", "สภา", "ความมั่นคง")
    made = shown("<p>สำนักงานสภาความมั่นคงแห่งชาติ, สำนักงานสภาความมั่นคง, สำนักงานสภา</p>", OFFICE, longest, COUNCIL)
    assert made.removeprefix("<p>").removesuffix("</p>").split(", ") == [
        "<wbr>".join(f"{W}{word}</span>" for word in name) for name in (COUNCIL, longest, OFFICE)
    ]
    assert shown("สำนักงานสภา", OFFICE) == f"{W}สำนักงาน</span><wbr>{W}สภา</span>"


def test_a_name_may_be_long_and_a_page_without_tags() -> None:
    name = ("ก" * 3000, "ข")
    assert shown("".join(name), name) == f"{W}{name[0]}</span><wbr>{W}ข</span>"
