from pathlib import Path

from tests.memory_disk import has_room


def test_files_are_kept_in_no_folder_that_is_missing_small_or_runs_no_programs() -> None:
    assert not has_room(Path("/no/such/folder"))
    assert not has_room(Path("/proc"))
