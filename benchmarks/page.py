"""Puts what a command printed into the benchmark's page, between two marks."""

from pathlib import Path

PAGE = Path(__file__).with_name("README.md")


def record(name: str, text: str, page: Path = PAGE) -> None:
    """Replace what stands between the marks of that name."""
    first, last = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, _, rest = page.read_text(encoding="utf-8").partition(first)
    _, _, after = rest.partition(last)
    page.write_text(f"{before}{first}{text.strip()}\n{last}{after}", encoding="utf-8")
