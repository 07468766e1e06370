"""`docs/settings.md`, written from the typed settings: `python -m mhst.settings.page`."""

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from mhst.settings.environment import ROOT, Environment

PAGE = ROOT / "docs" / "settings.md"
INTRODUCTION = """\
# Settings

Everything a deployer can set, read from variables of the environment or from a file `.env` beside `manage.py`.
This page is written from `mhst/settings/environment.py` by `make fix`; change it there.

| Settings module | For | What is different |
|---|---|---|
| `mhst.settings.demo` | `make demo`, and `manage.py` by itself | invented people, one SQLite file, persona page |
| `mhst.settings.test` | `make test` | quick passwords, messages kept in memory |
| `mhst.settings.production` | a real service | https only; refuses to start when a row marked * is left as it is |

`docker/env.sample` is a file to begin with.

"""
#: What production insists on; see `refusals.py`.
INSISTED = {
    "secret_key",
    "encryption_keys",
    "concern_keys",
    "vault_keys",
    "staff_support_keys",
    "audit_key",
    "allowed_hosts",
    "base_url",
    "database_url",
    "redis_url",
    "email_url",
}


def _default(field: FieldInfo) -> str:
    if isinstance(field.default, SecretStr) and field.default.get_secret_value():
        return "one for development, which anybody can read"
    text = "" if isinstance(field.default, SecretStr) else str(field.default).replace(f"{ROOT}/", "")
    return f"`{text}`" if text else "empty"


def page() -> str:
    """The page as it should be."""
    rows = [
        f"| `MHST_{name.upper()}`{' *' if name in INSISTED else ''} | {field.description} | {_default(field)} |"
        for name, field in Environment.model_fields.items()
    ]
    return INTRODUCTION + "\n".join(["| Variable | What it does | If left out |", "|---|---|---|", *rows]) + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page())
