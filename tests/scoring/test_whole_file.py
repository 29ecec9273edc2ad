"""A file is written whole or not at all, whoever writes it."""

import pytest

from scoring.whole_file import draft_of, folder_for, write_whole


@pytest.mark.rule("RE-13")
def test_a_file_written_whole_replaces_what_stood_there_and_leaves_no_draft(tmp_path):
    target = tmp_path / "plan.json"
    target.write_bytes(b"before")
    write_whole(target, b"after")
    assert (target.read_bytes(), list(tmp_path.iterdir())) == (b"after", [target])


@pytest.mark.rule("RE-13")
def test_a_file_that_cannot_be_put_in_place_leaves_what_stood_there_and_no_draft(tmp_path):
    target = tmp_path / "folder"
    (target / "within").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        write_whole(target, b"after")
    assert list(tmp_path.iterdir()) == [target]


def test_a_draft_left_by_a_process_that_is_gone_is_no_hindrance(tmp_path):
    target = tmp_path / "plan.json"
    draft_of(target).write_bytes(b"half")
    write_whole(target, b"whole")
    assert (target.read_bytes(), list(tmp_path.iterdir())) == (b"whole", [target])


def test_a_link_in_place_of_a_draft_is_never_followed(tmp_path):
    target, other = tmp_path / "plan.json", tmp_path / "other"
    other.write_bytes(b"kept")
    draft_of(target).symlink_to(other)
    write_whole(target, b"whole")
    assert (target.read_bytes(), other.read_bytes()) == (b"whole", b"kept")


@pytest.mark.rule("RE-13")
def test_a_folder_made_for_what_could_not_be_written_goes_again_with_those_above_it(tmp_path):
    with pytest.raises(OSError, match="full"), folder_for(tmp_path / "new" / "newer"):
        raise OSError("the disk is full")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.rule("RE-13")
def test_a_folder_that_stood_there_before_stays(tmp_path):
    with pytest.raises(OSError, match="full"), folder_for(tmp_path):
        raise OSError("the disk is full")
    assert tmp_path.is_dir()


def test_a_folder_made_for_what_was_written_stays(tmp_path):
    with folder_for(tmp_path / "new" / "newer"):
        write_whole(tmp_path / "new" / "newer" / "plan.json", b"whole")
    assert (tmp_path / "new" / "newer" / "plan.json").read_bytes() == b"whole"
