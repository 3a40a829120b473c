"""Rows and sides."""

from hypothesis import given
from hypothesis import strategies as st

from web.timeline_rows import GAP, LABELLED_ROWS, Edges, Wish, breadth, spread

EDGES = Edges(left=100, right=900)

wishes = st.lists(
    st.builds(Wish, x=st.floats(100, 880), width=st.floats(10, 20), words=st.floats(20, 150)), max_size=40
).map(lambda several: sorted(several, key=lambda wish: wish.x))


def test_words_stand_to_the_right_where_there_is_room() -> None:
    (place,) = spread([Wish(200, 20, 60)], EDGES)
    assert (place.row, place.words, place.begins, place.ends) == (0, "right", 200, 220 + GAP + 60)


def test_words_stand_to_the_left_at_the_right_edge() -> None:
    (place,) = spread([Wish(870, 20, 60)], EDGES)
    assert (place.row, place.words) == (0, "left")


def test_words_keep_off_the_line_to_avoid() -> None:
    (place,) = spread([Wish(200, 20, 60)], Edges(100, 900, avoid=240))
    assert place.words == "left"


def test_words_cross_the_line_where_they_must() -> None:
    (place,) = spread([Wish(110, 20, 60)], Edges(100, 900, avoid=140))
    assert place.words == "right"


def test_a_mark_on_its_neighbours_words_goes_to_the_next_row() -> None:
    first, second = spread([Wish(120, 20, 60), Wish(150, 20, 60)], EDGES)
    assert (first.row, second.row) == (0, 1)


def test_beyond_the_labelled_rows_marks_go_without_words() -> None:
    places = spread([Wish(400, 20, 60)] * (LABELLED_ROWS + 1), EDGES)
    assert places[-1].words == "none"
    assert places[-1].row == LABELLED_ROWS


def test_a_mark_with_no_room_on_either_side_goes_without_words() -> None:
    (place,) = spread([Wish(400, 20, 2000)], EDGES)
    assert (place.row, place.words) == (0, "none")


@given(wishes)
def test_nothing_ever_lies_on_anything_else(wishes: list[Wish]) -> None:
    places = spread(wishes, EDGES)
    for number, place in enumerate(places):
        for other in places[:number]:
            assert place.row != other.row or place.begins >= other.ends + GAP or other.begins >= place.ends + GAP


@given(wishes)
def test_words_never_leave_the_drawing(wishes: list[Wish]) -> None:
    for place in spread(wishes, EDGES):
        assert place.words == "none" or (place.begins >= EDGES.left and place.ends <= EDGES.right)


def test_thai_marks_above_and_below_take_no_room() -> None:
    assert breadth("ที่", 10) == breadth("ท", 10)
    assert breadth("May", 10) == 3 * breadth("M", 10)
