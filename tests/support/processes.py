"""What a process that a test starts is told by the process of the tests: nothing about how the tests themselves run."""

import os

OURS = ("MHST_", "DJANGO_", "PYTHON", "COV")


def clean_environment(**more: str) -> dict[str, str]:
    """This process's variables without those that change what Python, Django or the product does.

    Journeys, for one, switch off Django's guard against async, which a deployment's checks rightly complain of.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith(OURS)} | more
