"""The pages a new deployment starts with, one TOML file each, so that anybody can read and improve them.

`{area}`, `{service}`, `{phone}`, `{today}` and `{day}` are filled in; `href="page:parents"` becomes a link that follows
its page when that is moved. A later file may lie below an earlier one, never the other way round. `cy` holds the same
in Welsh: each file says which page it `translates`.
"""

import datetime as dt
import tomllib
from dataclasses import MISSING, dataclass, field, fields
from pathlib import Path
from typing import Any

from mhst.core import clock
from mhst.places.readers.rejected import FileRefused
from mhst.settings.environment import environment

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class StartingPage:
    """One page as its file has it. `path` is the address without slashes at its ends, `file` where it was read."""

    kind: str
    path: str
    title: str
    summary: str
    seo_title: str = ""
    audience: str = ""
    door: str = ""
    topic: str = ""
    on: str = ""
    headline: str = ""
    what_it_is_not: str = ""
    in_menu: bool = False
    translates: str | None = None
    body: list[dict[str, Any]] = field(default_factory=list)
    file: str = ""

    @property
    def slug(self) -> str:
        return self.path.rpartition("/")[2] or "front"

    @property
    def parent_path(self) -> str:
        return self.path.rpartition("/")[0]

    @property
    def day(self) -> dt.date | None:
        return dt.date.fromisoformat(self.on) if self.on else None


KNOWN = {one.name for one in fields(StartingPage)} - {"file"}
NEEDED = {one.name for one in fields(StartingPage) if one.default is MISSING} - {"body"}


def pages(folder: Path = FOLDER) -> list[StartingPage]:
    """All of them, the home page first. Raises: FileRefused with the name of the file that is none."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise FileRefused(f"There is no folder {folder} with pages, which end in .toml.", code="file-missing")
    return [_read(file) for file in files]


def _read(file: Path) -> StartingPage:
    try:
        said = tomllib.loads(_filled_in(file.read_text(encoding="utf-8")))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise FileRefused(f"{file.name} is not TOML: {error}.", code="file-kind") from error
    for name in NEEDED - said.keys():
        raise FileRefused(f"{file.name} does not say its “{name}”.", code="file-kind")
    for name in said.keys() - KNOWN:
        raise FileRefused(f"{file.name} says “{name}”, which no page has.", code="file-kind")
    return StartingPage(**said, file=file.name)


def translations(language: str) -> list[StartingPage]:
    """What there is in another language; each names the page it translates."""
    return pages(FOLDER / language)


def _facts() -> dict[str, str]:
    return {
        "{area}": environment.area_name,
        "{service}": environment.service_name,
        "{phone}": environment.service_phone,
    }


def _filled_in(text: str) -> str:
    today = clock.today()
    for name, value in {**_facts(), "{today}": f"{today:%-d %B %Y}", "{day}": today.isoformat()}.items():
        text = text.replace(name, value)
    return text
