from pathlib import Path

import pytest

from docker import locks, tree


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree of its own in place of the project's."""
    monkeypatch.setattr(tree, "ROOT", tmp_path)
    monkeypatch.setattr(tree, "tracked", lambda: sorted(path for path in tmp_path.rglob("*") if path.is_file()))
    return tmp_path


def test_a_link_that_leads_nowhere_is_found(files: Path) -> None:
    (files / "docs").mkdir()
    (files / "docs" / "a.md").write_text("[there](b.md#part) [root](/docs/b.md) [web](https://example.org) [here](#x)")
    (files / "docs" / "b.md").write_text("![picture](pictures/week.png 'The week') [back](a.md)")
    assert tree.broken_links() == ["docs/b.md points to pictures/week.png, which is not there"]


def test_a_migration_without_a_name_is_found(files: Path) -> None:
    (files / "app" / "migrations").mkdir(parents=True)
    for name in ("0001_initial.py", "0002_auto_20261121_1200.py", "0003_automatic_travel.py"):
        (files / "app" / "migrations" / name).write_text("")
    assert tree.unnamed_migrations() == [
        "app/migrations/0002_auto_20261121_1200.py: give it a name that says what it does"
    ]


@pytest.mark.parametrize(
    "line",
    ["https://registry." + "npmjs.org/x.tgz", "https://files.python" + "hosted.org/x.whl", "see /ho" + "me/me/notes"],
)
def test_a_registry_or_a_place_on_one_machine_is_found(files: Path, line: str) -> None:
    (files / "lock.txt").write_text(f"first\n{line}\n")
    assert tree.foreign_places() == ["lock.txt:2: names a package registry or a place on one machine"]


def test_the_place_of_this_copy_is_found(files: Path) -> None:
    (files / "notes.txt").write_text(f"cd {files} && make")
    assert tree.foreign_places() == ["notes.txt:1: names a package registry or a place on one machine"]


def test_it_is_found_in_what_is_no_text_too(files: Path) -> None:
    (files / "measured.db").write_bytes(b"\xff\x00\xfe " + str(files).encode() + b"/x.py\x00")
    assert tree.foreign_places() == ["measured.db:1: names a package registry or a place on one machine"]


def test_the_locks_pin_all_that_is_asked_for() -> None:
    assert locks.unpinned() == []


def test_what_is_asked_for_and_not_locked_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["django>=5.2", "wagtail[x]>=8"]\n[dependency-groups]\ndev = ["ruff"]\n'
    )
    (tmp_path / "requirements.txt").write_text("django==5.1 \\\n    --hash=sha256:00\n")
    (tmp_path / "requirements-dev.txt").write_text("# a note\ndjango==5.2.1\nwagtail==8.0\nruff\n    # via mhst\n")
    assert locks.unpinned() == [
        "requirements.txt has 5.1 for django>=5.2; run `make lock`",
        "requirements.txt has nothing for wagtail[x]>=8; run `make lock`",
        "requirements-dev.txt holds ruff without a version",
        "requirements-dev.txt has nothing for ruff; run `make lock`",
    ]
