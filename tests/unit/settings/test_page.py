"""Every setting is documented, used, and read in one place."""

import re
from pathlib import Path

from mhst.settings.environment import ROOT, Environment
from mhst.settings.page import INSISTED, PAGE, page

PRODUCT = ["mhst", "cms", "sessions_app", "realtime", "school_link"]
#: Read by Django itself to find the settings; the only other variable.
DJANGO = "DJANGO_SETTINGS_MODULE"


def sources() -> dict[Path, str]:
    """Each Python file of the product and its text."""
    return {path: path.read_text() for top in PRODUCT for path in sorted((ROOT / top).rglob("*.py"))}


def test_the_page_is_in_step_with_the_settings() -> None:
    assert PAGE.read_text() == page()


def test_every_setting_has_its_sentence() -> None:
    assert [
        name for name, field in Environment.model_fields.items() if not (field.description or "").endswith(".")
    ] == []


def test_every_setting_is_used() -> None:
    code = "".join(text for path, text in sources().items() if path.name not in {"refusals.py", "page.py"})
    read = set(re.findall(r"\benvironment\.(\w+)", code)) | set(re.findall(r"\bself\.(\w+)", _environment_source()))
    assert sorted(set(Environment.model_fields) - read) == []


def test_nothing_else_reads_the_environment() -> None:
    readers = re.compile(r"os\.(?:environ|getenv)[^\n]*")
    found = {path.relative_to(ROOT): readers.findall(text) for path, text in sources().items()}
    assert {path: [line for line in lines if DJANGO not in line] for path, lines in found.items() if lines} == {
        Path("mhst/asgi.py"): []
    }


def test_no_file_names_a_setting_that_does_not_exist() -> None:
    known = {f"MHST_{name.upper()}" for name in Environment.model_fields}
    files = [path for top in ("docker", "docs", *PRODUCT) for path in (ROOT / top).rglob("*") if path.is_file()]
    texts = [path.read_text(errors="ignore") for path in files if path.suffix not in {".pyc", ".png", ".sqlite3"}]
    assert sorted({name for text in texts for name in re.findall(r"\bMHST_[A-Z_]*[A-Z]\b", text)} - known) == []


def test_what_production_insists_on_exists() -> None:
    assert sorted(INSISTED - set(Environment.model_fields)) == []


def _environment_source() -> str:
    return (ROOT / "mhst" / "settings" / "environment.py").read_text()
