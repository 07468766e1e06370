"""The files of a deployment agree with each other. No container runs here."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import get_commands

from docker.sample import sample
from mhst.settings.environment import ROOT, Environment
from mhst.settings.page import INSISTED

DOCKER = ROOT / "docker"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((DOCKER / "compose.yaml").read_text())


def test_the_services_are_all_there(compose: dict[str, Any]) -> None:
    assert sorted(compose["services"]) == ["certificates", "migrate", "postgres", "redis", "web", "worker"]


def test_our_own_run_without_privileges_on_a_tree_they_cannot_write(compose: dict[str, Any]) -> None:
    for name in ("migrate", "web", "worker"):
        service = compose["services"][name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"]), name
    assert "\nUSER app\n" in (DOCKER / "Dockerfile").read_text()


def test_nothing_is_reached_from_outside_this_host_and_only_the_web_at_all(compose: dict[str, Any]) -> None:
    ports = {name: service["ports"] for name, service in compose["services"].items() if "ports" in service}
    assert ports == {"web": ["127.0.0.1:8000:8000"]}


def test_all_of_ours_read_figures_as_the_role_that_each_start_makes(compose: dict[str, Any]) -> None:
    roles = {compose["services"][name]["environment"]["MHST_READING_ROLE"] for name in ("migrate", "web", "worker")}
    assert roles == {sample()["MHST_READING_ROLE"]} == {"mhst_reader"}


def test_each_start_brings_tables_the_reader_and_then_public_pages_before_anybody_is_served(
    compose: dict[str, Any],
) -> None:
    services = compose["services"]
    shell, option, commands = services["migrate"]["command"]
    assert (shell, option, commands.split(" && ")) == (
        "sh", "-c",
        ["python manage.py migrate --noinput", "python manage.py grant_reading", "python manage.py seed_site"],
    )  # fmt: skip
    assert {name: after["condition"] for name, after in services["migrate"]["depends_on"].items()} == {
        "postgres": "service_healthy",
        "redis": "service_started",  # whoever makes a page forgets what was kept of it
    }
    for name in ("web", "worker"):
        assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_every_command_that_it_runs_is_one_of_ours(compose: dict[str, Any]) -> None:
    told = " ".join(" ".join(service.get("command", [])) for service in compose["services"].values())
    assert sorted(set(re.findall(r"manage\.py,? (\w+)", told)) - set(get_commands())) == []


def test_the_sample_names_all_that_production_insists_on_and_nothing_unknown() -> None:
    named = {name.removeprefix("MHST_").lower() for name in sample() if name.startswith("MHST_")}
    assert sorted(INSISTED - named) == []
    assert sorted(named - set(Environment.model_fields)) == []


def test_the_hosts_in_the_sample_are_services_with_a_certificate(compose: dict[str, Any]) -> None:
    hosts = set(re.findall(r"[@/](postgres|redis):\d+", (DOCKER / "env.sample").read_text()))
    assert hosts == {"postgres", "redis"} == set(compose["services"]["certificates"]["entrypoint"][3:])


def test_every_file_that_is_copied_or_mounted_exists() -> None:
    texts = (DOCKER / "Dockerfile").read_text()
    copied = [word for line in re.findall(r"^COPY (?!--)(.*) \S+$", texts, re.M) for word in line.split()]
    assert [name for name in copied if name != "." and not (ROOT / name).exists()] == []
    mounted = re.findall(r"- \./(\S+?):", (DOCKER / "compose.yaml").read_text())
    assert [name for name in mounted if not (DOCKER / name).exists()] == []


def test_certificates_are_made_once_for_the_named_hosts(tmp_path: Path) -> None:
    make = [DOCKER / "make_certificates", tmp_path, "postgres", "redis"]
    subprocess.run(make, check=True)
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(first) == ["ca.pem", "postgres.key", "postgres.pem", "redis.key", "redis.pem"]
    verify = ["openssl", "verify", "-CAfile", "ca.pem", "-verify_hostname", "postgres", "postgres.pem"]
    assert subprocess.run(verify, cwd=tmp_path, capture_output=True, text=True).stdout == "postgres.pem: OK\n"
    subprocess.run(make, check=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
