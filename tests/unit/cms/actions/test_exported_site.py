"""What one service wrote is what another begins with."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms import starting
from cms.actions import exported_site, starting_site
from cms.models import ArticlePage, HomePage
from mhst.access.enums import RoleName
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused
from mhst.settings.environment import environment
from tests.factories import OrganisationFactory, member_of


def files(folder: Path) -> dict[str, str]:
    return {file.name: file.read_text() for file in sorted(folder.iterdir())}


def test_a_site_made_from_its_own_files_gives_the_same_files(site, tmp_path):
    more = {"young-people/breathing", "news", "news/this-site-is-here", "young-people/helping-a-friend"}
    wanted = [start for start in starting.pages() if start.path in more and "when-fear" not in str(start.body)]
    starting_site.bring_in(wanted=wanted, by=SYSTEM)
    call_command("export_site", tmp_path / "one", verbosity=0)
    Page.objects.filter(depth=2).first().delete()
    call_command("import_site", tmp_path / "one", verbosity=0)
    call_command("import_site", tmp_path / "one", verbosity=0)
    call_command("export_site", tmp_path / "two", verbosity=0)
    written = files(tmp_path / "one")

    assert files(tmp_path / "two") == written
    assert {start.path for start in starting.pages(tmp_path / "one")} == {
        page.url.strip("/") for page in Page.objects.filter(depth__gte=2)
    }
    assert [name for name, text in written.items() if environment.service_phone in text] == []


def test_a_file_that_is_wrong_is_named_and_nothing_is_made(site, tmp_path):
    before = Page.objects.count()
    head = 'kind = "article"\npath = "young-people/new"\ntitle = "New"\nsummary = "Something new."\n'
    good = head + "[[body]]\ntext = '<p>Words.</p>'\n"
    other = good.replace("young-people/new", "young-people/other")
    for text, sentence in (
        ("[", "b.toml is not TOML"),
        ('kind = "article"\npath = "new"\ntitle = "New"\n', "b.toml does not say its “summary”"),
        ('colour = "red"\n' + good, "b.toml says “colour”"),
        (good.replace("young-people/new", "nobody/new"), "b.toml: there is no page “nobody” here"),
        (other.replace("Words.", '<a href="page:nowhere">There</a>'), "b.toml: there is no page “nowhere” here"),
        (other.replace("/other", "/a b"), "b.toml: Enter a valid “slug”"),
        (head.replace("/new", "/empty"), "b.toml: “New” is not published yet."),
        (other.replace("article", "poem"), "b.toml: it is not as export_site writes one"),
    ):
        (tmp_path / "a.toml").write_text(good)
        (tmp_path / "b.toml").write_text(text)
        with pytest.raises(CommandError, match=sentence):
            call_command("import_site", tmp_path)
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("import_site", tmp_path / "nowhere")
    assert Page.objects.count() == before


def test_each_part_is_written_as_its_file_had_it(site, tmp_path):
    exported_site.write_to(folder=tmp_path, by=SYSTEM)
    wanted = {start.path: start for start in starting.pages()}
    for told in starting.pages(tmp_path):
        before = wanted[told.path]
        kinds = [next(iter(part)) for part in before.body]
        assert (told.title, told.topic, told.audience, told.in_menu) == (
            before.title, before.topic, before.audience, before.in_menu,
        )  # fmt: skip
        assert [next(iter(part)) for part in told.body] == kinds


def test_drafts_and_recordings_stay_behind(site, tmp_path):
    ArticlePage.objects.get(slug="privacy").unpublish()
    page = ArticlePage.objects.get(slug="about")
    page.body = [("recording", {"title": "Calm", "file": None, "captions": None, "transcript": "<p>Breathe.</p>"})]
    page.save()
    told = exported_site.write_to(folder=tmp_path, by=SYSTEM)

    assert (told["pages"], told["left"]) == (HomePage.objects.get().get_descendant_count(), 1)
    assert [name for name in files(tmp_path) if "privacy" in name] == []


def test_a_site_without_pages_gives_none(db, tmp_path):
    assert exported_site.write_to(folder=tmp_path, by=SYSTEM) == {"pages": 0, "left": 0}


@pytest.mark.django_db
def test_a_content_editor_exports_and_imports_nothing(tmp_path):
    editor = member_of(OrganisationFactory(), RoleName.CONTENT_EDITOR)

    for refused in (
        lambda: exported_site.write_to(folder=tmp_path, by=editor),
        lambda: starting_site.bring_in(wanted=[], by=editor),
    ):
        with pytest.raises(Refused):
            refused()
