"""Problems in a spreadsheet, said by row and column in both languages."""

from scheduler.importing.wording import at, in_both
from vocabulary.refusals import Refusal
from vocabulary.states import Language
from vocabulary.text import Bilingual

EMAIL = Bilingual("E-mail", "อีเมล")
TAKEN = "%(address)s is somebody else's address: %(name)s."


def test_a_problem_says_its_row_and_column_in_its_readers_language() -> None:
    problem = at(7, EMAIL, reason=Refusal("Choose one of these."))
    english, thai = (problem.values_in(language) for language in (Language.ENGLISH, Language.THAI))
    assert problem.message % english == "Row 7, E-mail: Choose one of these."
    assert (thai["column"], thai["reason"]) == ("อีเมล", "โปรดเลือกหนึ่งรายการ")


def test_what_a_sentence_names_is_named_in_both_languages_too() -> None:
    said = in_both(TAKEN, address="mali@oag.example", name=Bilingual("Ms Mali", "นางสาวมะลิ"))
    assert said.en == "mali@oag.example is somebody else's address: Ms Mali."
    assert said.th.endswith("นางสาวมะลิ.")
