"""The published pages as files of the form that a new deployment starts from."""

import re
from pathlib import Path
from typing import Any

from wagtail.models import Page

from cms.models import BasePage, HomePage
from cms.starting import StartingPage, writing
from mhst.audit.recording import action
from mhst.core.actors import Actor
from mhst.core.permissions import Permission

KINDS = {
    "homepage": "home", "audiencepage": "audience", "articlepage": "article", "newslistpage": "news_list",
    "newspage": "news",
}  # fmt: skip
#: Files of pictures and recordings stay behind: they are not words, and may show somebody.
LEFT_BEHIND = {"picture", "recording"}


@action
def write_to(*, folder: Path, by: Actor) -> dict[str, int]:
    """Write each published page of the first language as a file. Returns how many pages, and how many blocks stayed.

    Written again, the same pages give the same files.
    """
    by.require(Permission.SYSTEM_ADMINISTER)
    folder.mkdir(parents=True, exist_ok=True)
    home = HomePage.objects.order_by("path").first()
    pages = [] if home is None else list(home.get_descendants(inclusive=True).live().specific().order_by("path"))
    paths = {page.pk: page.url_path.removeprefix(home.url_path).strip("/") for page in pages} if home else {}
    for number, page in enumerate(pages):
        name = paths[page.pk].replace("/", "-") or "home"
        (folder / f"{number:03d}-{name}.toml").write_text(writing.as_file(_told(page, paths)))
    return {"pages": len(pages), "left": sum(_left(page) for page in pages)}


def _left(page: BasePage) -> int:
    return sum(block.block_type in LEFT_BEHIND for block in page.body)


def _told(page: Any, paths: dict[int, str]) -> StartingPage:
    own = {name: getattr(page, name, "") for name in ("door", "topic", "headline", "seo_title")}
    is_door = page._meta.model_name == "audiencepage"
    on = getattr(page, "on", None)
    return StartingPage(
        kind=KINDS[page._meta.model_name],
        path=paths[page.pk],
        title=page.title,
        summary=page.summary,
        audience=page.audience if is_door else "",
        on=on.isoformat() if on else "",
        what_it_is_not=_unlinked(getattr(page, "what_it_is_not", ""), paths),
        in_menu=page.show_in_menus,
        body=[part for block in page.body if (part := _part(block, paths))],
        **own,
    )


def _part(block: Any, paths: dict[int, str]) -> dict[str, Any] | None:
    """One block as its file has it; nothing for what stays behind."""
    kind, value = block.block_type, block.value
    if kind in LEFT_BEHIND:
        return None
    if kind == "heading":
        return {"heading": value["text"], **({"level": value["level"]} if value["level"] != "2" else {})}
    if kind == "details":
        return {"question": value["question"], "answer": _unlinked(value["answer"].source, paths)}
    if kind == "warning":
        return {"warning": {"heading": value["heading"], "text": _unlinked(value["text"].source, paths)}}
    if kind == "activity":
        return {"activity": value["kind"]}
    if kind == "action_link":
        page: Page | None = value["page"]
        where = {"page": paths[page.pk]} if page and page.pk in paths else {"address": value["address"] or "/"}
        return {"action": {"text": value["text"], **where}}
    if kind == "cards":
        return {"cards": {"heading": value["heading"], "pages": [paths[p.pk] for p in value["pages"] if p.pk in paths]}}
    return {{"paragraph": "text", "inset": "inset"}[kind]: _unlinked(value.source, paths)}


def _unlinked(html: str, paths: dict[int, str]) -> str:
    def link(found: re.Match[str]) -> str:
        page = int((re.search(r'\bid="(\d+)"', found[0]) or ["", "0"])[1])
        return f'<a href="page:{paths[page]}">' if page in paths else '<a href="/">'

    return re.sub(r'<a [^>]*linktype="page"[^>]*>', link, html)
