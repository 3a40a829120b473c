"""What a process remembers for a while."""

from scheduler.queries.shelf import Shelf


def test_what_is_kept_comes_back_and_what_is_not_is_nothing() -> None:
    shelf: Shelf[str] = Shelf(100)
    shelf.keep("a", "first", octets=10)
    assert (shelf.get("a"), shelf.get("b")) == ("first", None)


def test_room_is_made_by_forgetting_what_was_used_longest_ago() -> None:
    shelf: Shelf[str] = Shelf(30)
    for key in "abc":
        shelf.keep(key, key, octets=10)
    shelf.get("a")
    shelf.keep("d", "d", octets=10)
    assert [shelf.get(key) for key in "abcd"] == ["a", None, "c", "d"]
    assert shelf.octets == 30


def test_a_value_kept_anew_takes_the_place_of_the_old_one() -> None:
    shelf: Shelf[str] = Shelf(30)
    shelf.keep("a", "old", octets=20)
    shelf.keep("a", "new", octets=30)
    assert (shelf.get("a"), shelf.octets) == ("new", 30)


def test_what_is_larger_than_the_shelf_is_not_kept() -> None:
    shelf: Shelf[str] = Shelf(30)
    shelf.keep("a", "small", octets=20)
    shelf.keep("b", "large", octets=31)
    assert (shelf.get("a"), shelf.get("b")) == ("small", None)


def test_forgetting_everything_leaves_an_empty_shelf() -> None:
    shelf: Shelf[str] = Shelf(30)
    shelf.keep("a", "a", octets=20)
    shelf.clear()
    assert (shelf.get("a"), shelf.octets) == (None, 0)
