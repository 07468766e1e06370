"""What a page's HTML holds that rules are about: its links, pictures, headings and paragraphs that are all bold."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

HEADINGS = ("h2", "h3", "h4")
BOLD = ("b", "strong")


@dataclass(frozen=True)
class Link:
    words: str
    href: str


@dataclass
class Markup:
    links: list[Link] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)  # the words of each; empty for decoration
    headings: list[tuple[int, str]] = field(default_factory=list)
    all_bold: list[str] = field(default_factory=list)


def read(html: str) -> Markup:
    reader = _Reader()
    reader.feed(html)
    return reader.found


class _Reader(HTMLParser):
    """Keeps the words since each kind of element began."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Markup()
        self._since: dict[str, str] = {}
        self._bold = ""
        self._is_bold = False
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._since[tag] = ""
        if tag == "img":
            self.found.pictures.append(told.get("alt") or "")
        elif tag == "a":
            self._href = told.get("href") or ""
        elif tag == "p":
            self._bold = ""
        elif tag in BOLD:
            self._is_bold = True

    def handle_data(self, data: str) -> None:
        self._since = {tag: words + data for tag, words in self._since.items()}
        if self._is_bold:
            self._bold += data

    def handle_endtag(self, tag: str) -> None:
        words = _plain(self._since.pop(tag, ""))
        if tag == "a":
            self.found.links.append(Link(words, self._href))
        elif tag == "p" and words and words == _plain(self._bold):
            self.found.all_bold.append(words)
        elif tag in HEADINGS:
            self.found.headings.append((int(tag[1]), words))
        elif tag in BOLD:
            self._is_bold = False


def _plain(words: str) -> str:
    return " ".join(words.split())
