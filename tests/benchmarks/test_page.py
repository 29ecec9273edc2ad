"""Tables go into the page between their marks, and nothing else changes."""

from benchmarks.page import PAGE, record


def test_only_what_stands_between_the_marks_is_replaced(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- results -->\nold\n<!-- end of results -->\nb\n", encoding="utf-8")
    record("results", "new\n", page)
    assert page.read_text(encoding="utf-8") == (
        "a\n<!-- results -->\nnew\n<!-- end of results -->\nb\n"
    )


def test_the_page_has_both_pairs_of_marks():
    text = PAGE.read_text(encoding="utf-8")
    marks = [f"<!-- {end}{name} -->" for name in ("content", "results") for end in ("", "end of ")]
    assert [text.count(mark) for mark in marks] == [1, 1, 1, 1]
