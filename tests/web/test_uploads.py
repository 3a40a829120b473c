"""Files that people send: how much of one is kept."""

from typing import IO, cast

from web.uploads import Beginning, read_again


def test_no_more_of_a_file_is_kept_than_anybody_looks_at() -> None:
    with Beginning(5) as held:
        assert [held.write(part) for part in (b"abc", b"defg", b"hi")] == [3, 4, 2]
        assert read_again(cast(IO[bytes], held)) == b"abcde"
        assert held.came == 9
