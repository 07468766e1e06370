"""What a page is made of, its words left out."""

from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
#: What makes an element look or behave like another, or not.
TELLING = frozenset({"class", "type", "role", "open", "disabled", "hidden"})


class _Bones(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.around: list[str] = []
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = sorted(f"{name}={value}" if name in TELLING else name for name, value in attributes)
        self.found.add(" > ".join([*self.around, f"{tag}[{' '.join(said)}]"]))
        if tag not in VOID:
            self.around.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self.around and self.around.pop() != tag:
            pass


def bones(html: str) -> set[str]:
    """Each kind of element, with the names of all those around it."""
    parser = _Bones()
    parser.feed(html)
    return parser.found
