"""What a page is made of, its words left out: all that decides how a browser shows and judges it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
#: What makes an element look or behave like another, or not.
TELLING = frozenset({"class", "type", "role", "open", "disabled", "hidden", "scope", "autocomplete"})
#: These point to other elements, which have to be there.
POINTING = frozenset({"for", "headers", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns"})
#: These need words, or something that stands for them.
NAMED = frozenset({"a", "button", "h1", "h2", "h3", "h4", "h5", "h6", "label", "legend", "summary", "th", "caption"})
#: A word of this many letters may be wider than a phone's column.
LONG = 28


@dataclass
class _Element:
    tag: str
    attributes: dict[str, str]
    around: tuple[str, ...]
    words: str = ""
    children: int = 0

    def bone(self, ids: set[str]) -> str:
        said = [self._told(name, value, ids) for name, value in sorted(self.attributes.items())]
        if self.tag in NAMED and not self.words.strip():
            said.append("without words")
        if any(len(word) >= LONG for word in re.split(r"[\s/@.,?&=-]+", self.words)):
            said.append("with a long word")
        if self.tag == "tr":
            said.append(f"of {self.children}")
        return " > ".join([*self.around, f"{self.tag}[{' '.join(said)}]"])

    def _told(self, name: str, value: str, ids: set[str]) -> str:
        if name in TELLING or (self.tag == "script" and name == "src"):
            return f"{name}={value}"
        if name in POINTING:
            return f"{name} {'here' if ids.issuperset(value.split()) else 'gone'}"
        return name if value or name.startswith("data-") else f"{name} empty"


@dataclass
class Skeleton(HTMLParser):
    """The elements of a page, in their order."""

    html: str
    elements: list[_Element] = field(default_factory=list)
    inside: list[_Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if self.inside:
            self.inside[-1].children += 1
        element = _Element(tag, {name: value or "" for name, value in attributes}, tuple(e.tag for e in self.inside))
        self.elements.append(element)
        if tag not in VOID:
            self.inside.append(element)
        elif tag == "img":
            self.handle_data(element.attributes.get("alt", ""))

    def handle_data(self, data: str) -> None:
        for element in self.inside:
            if element is self.inside[-1] or element.tag in NAMED:
                element.words += data

    def handle_endtag(self, tag: str) -> None:
        while any(element.tag == tag for element in self.inside) and self.inside.pop().tag != tag:
            pass

    def bones(self) -> set[str]:
        """Each kind of element with the names of all those around it, and each step from a heading to the next."""
        ids = set(self.ids())
        return {element.bone(ids) for element in self.elements} | set(self._steps())

    def ids(self) -> list[str]:
        """What elements are called, in their order."""
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    def words_of(self, tag: str) -> list[str]:
        """The words of each element of this kind."""
        return [" ".join(element.words.split()) for element in self.elements if element.tag == tag]

    def _steps(self) -> Iterator[str]:
        before = "none"
        for element in self.elements:
            if re.fullmatch("h[1-6]", element.tag):
                yield f"{before} before {element.tag}"
                before = element.tag
