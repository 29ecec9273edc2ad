"""Reads a page as a browser would: what is open, what it asks for from outside, what it says."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr"}
FETCHING = {"src", "srcset", "action", "data", "poster", "background"}


@dataclass
class Page(HTMLParser):
    """The elements of a page in their order."""

    html: str
    open: list[str] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self):
        super().__init__()
        self.feed(self.html)
        self.close()
        self.faults += [f"{tag} is never closed" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at line {self.getpos()[0]} closes something else")

    def handle_data(self, data):
        if self.open and self.open[-1] not in {"style", "script"}:
            self.texts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())

    @property
    def fetched(self):
        """What the browser would get from elsewhere; links that a reader follows are not."""
        found = []
        for tag, attributes in self.elements:
            found += [value for name, value in attributes.items() if name in FETCHING]
            if tag in {"link", "use", "image"}:
                found += [attributes.get("href") or attributes.get("xlink:href")]
        return [each for each in found if each and not each.startswith(("data:", "#"))]
