"""What is on show is on show in the demo and nowhere else."""

import subprocess
import sys

import pytest

from docker.sample import sample
from mhst.settings.environment import ROOT
from tests.support.processes import clean_environment

ASK = """
import django; django.setup()
from django.urls import resolve
print(resolve("/design/").func.__module__)
"""


@pytest.mark.parametrize(("settings", "shown"), [("demo", True), ("production", False), ("test", False)])
def test_the_gallery_is_in_the_demo_only(settings: str, shown: bool) -> None:
    given = sample() if settings == "production" else {}
    environment = clean_environment(**given, DJANGO_SETTINGS_MODULE=f"mhst.settings.{settings}")
    done = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert (done.stdout.strip() == "mhst.core.gallery") is shown
