from pathlib import Path
from types import ModuleType

import pytest
from _pytest.assertion import rewrite

from docker import rewriting


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "test_it.py"
    path.write_text("def test_it(one):\n    assert one == 2\n")
    return path


def keep(config: pytest.Config, file: Path) -> None:
    assert rewriting.Rewriting([file]).pytest_cmdline_main(config) == 0


def loaded(config: pytest.Config, file: Path) -> ModuleType:
    """As pytest imports a file of tests."""
    loader = config.stash[rewrite.assertstate_key].hook
    spec = rewrite.importlib.util.spec_from_file_location(file.stem, file, loader=loader)
    module = rewrite.importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_pytest_reads_what_was_made_and_tells_what_was_compared(
    file: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(pytestconfig, file)
    monkeypatch.delattr(rewrite, "_rewrite_test")  # nobody can make it anew
    with pytest.raises(AssertionError, match="assert 1 == 2"):
        loaded(pytestconfig, file).test_it(1)


def test_what_was_made_of_other_words_is_made_anew(file: Path, pytestconfig: pytest.Config) -> None:
    keep(pytestconfig, file)
    file.write_text(file.read_text().replace("2", "3"))
    keep(pytestconfig, file)
    assert rewrite._read_pyc(file, rewriting.kept(file)) is not None


def test_every_file_of_tests_is_among_them(request: pytest.FixtureRequest) -> None:
    assert {item.path for item in request.session.items} <= set(rewriting.rewritten())
