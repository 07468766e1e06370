"""The settings of docker/env.sample with keys made up on the spot: for checks and builds, never for a service.

python docker/sample.py COMMAND... runs a command with them.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
MADE_HERE = "<docker/secrets>"


def made_up_keys() -> dict[str, str]:
    """What docker/secrets prints, by name."""
    printed = subprocess.run([sys.executable, HERE / "secrets"], capture_output=True, text=True, check=True).stdout
    return dict(line.split("=", 1) for line in printed.splitlines())


def sample() -> dict[str, str]:
    """Every variable of docker/env.sample, complete."""
    keys, found = made_up_keys(), {}
    for line in (HERE / "env.sample").read_text().splitlines():
        if line and not line.startswith("#"):
            name, value = line.split("=", 1)
            value = value.replace(MADE_HERE, keys.get(name, keys["POSTGRES_PASSWORD"]))
            found[name] = re.sub(r"<\w+>", "sample", value)
    return found


if __name__ == "__main__":
    os.environ.update(sample(), DJANGO_SETTINGS_MODULE="mhst.settings.production")
    os.execvp(sys.argv[1], sys.argv[1:])  # noqa: S606  the point of it
