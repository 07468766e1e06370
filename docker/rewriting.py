"""Asserts that tell what they compared, made of those in the tests once, before several workers read the same files.

Each worker that found none would make all of them for itself: `python -m docker.rewriting`, then the workers.
"""

import sys
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

ROOT = Path(__file__).resolve().parent.parent
#: Nothing is imported of the tests, so what they stand on is not needed.
ALONE = ("-c", "/dev/null", "--rootdir", str(ROOT), "--noconftest", "-p", "no:django", "-p", "no:cacheprovider")


class Rewriting:
    """A plugin that rewrites what it is given, and lets pytest do nothing else."""

    def __init__(self, files: list[Path]) -> None:
        self._files = files

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> int:
        state = config.stash[rewrite.assertstate_key]
        for path in self._files:
            keep = kept(path)
            if rewrite._read_pyc(path, keep) is None and rewrite.try_makedirs(keep.parent):
                found, code = rewrite._rewrite_test(path, config)
                rewrite._write_pyc(state, code, found, keep)
        return 0


def kept(path: Path) -> Path:
    """Where pytest looks for what was made of this file."""
    return rewrite.get_cache_dir(path) / (path.stem + rewrite.PYC_TAIL)


def rewritten() -> list[Path]:
    """The files whose asserts pytest rewrites."""
    return [path for name in ("test_*.py", "conftest.py") for path in sorted((ROOT / "tests").rglob(name))]


def keep(files: list[Path]) -> int:
    """See to it that all is there; the exit code."""
    return int(pytest.main([*ALONE], plugins=[Rewriting(files)]))


if __name__ == "__main__":
    sys.exit(keep(rewritten()))
