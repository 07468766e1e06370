"""Open Referral UK and CSV: what goes out comes in again, line by line, and the same twice changes nothing."""

import json

import pytest
from django.core.management import CommandError, call_command

from cms.directory.documents import open_referral, table
from cms.directory.enums import Capacity, Way
from cms.directory.models import Provider, Service
from cms.directory.queries.service import listed
from cms.directory.readers import hsds
from mhst.places.readers.rejected import FileRefused
from tests.factories.directory import DirectoryServiceFactory

pytestmark = pytest.mark.django_db
UNTOLD = {"id", "provider", "latest_revision"}
FIELDS = [field.name for field in Service._meta.concrete_fields if field.name not in UNTOLD]


@pytest.fixture
def two():
    DirectoryServiceFactory(
        name="=Counting", also_called="grief", youngest=11, oldest=19, areas="Alderbridge, ZZ1",
        languages="English, Dari", access_needs="A lift.", is_free=False, cost="5 pounds", way=Way.REFERRED,
        email="a@example.invalid",
        web="https://a.example/", street="1 Quay", town="Alderbridge", postcode="ZZ1 1AA", easting=4, northing=5,
        capacity=Capacity.WAITING, capacity_note="3 weeks", provider__kind="statutory", provider__description="Us.",
        provider__web="https://us.example/",
    )  # fmt: skip
    DirectoryServiceFactory(name="Plain", is_free=True)


def rows():
    return [{name: getattr(service, name) for name in FIELDS} for service in Service.objects.order_by("name")]


def providers():
    return list(Provider.objects.order_by("name").values("external_id", "name", "kind", "description", "web"))


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_what_goes_out_comes_in_again(two, tmp_path, capsys, kind):
    path = tmp_path / f"directory.{kind}"
    call_command("export_directory", path)
    before, those = rows(), providers()
    Service.objects.all().delete()
    Provider.objects.all().delete()

    call_command("import_directory", path)
    assert (rows(), providers()) == (before, those)
    assert "Added: 2" in capsys.readouterr().out

    call_command("import_directory", path)
    assert "Unchanged: 2" in capsys.readouterr().out
    assert Service.objects.get(name="Plain").revisions.count() == 1


def test_the_names_are_those_of_the_specification(two):
    told = open_referral.service_of(Service.objects.select_related("provider").get(name="=Counting"))

    assert (told["minimum_age"], told["maximum_age"], told["status"]) == (11, 19, "active")
    assert told["organization"]["website"] == "https://us.example/"
    assert [area["name"] for area in told["service_areas"]] == ["Alderbridge", "ZZ1"]
    assert told["service_at_locations"][0]["location"]["addresses"][0]["postal_code"] == "ZZ1 1AA"
    assert {"label": "capacity", "value": "waiting"}.items() <= told["attributes"][2].items()
    assert "'=Counting" in table.csv_of(listed())


def test_every_service_has_an_address_as_open_referral_uk_wants(two):
    plain = Service.objects.select_related("provider").get(name="Plain")
    assert open_referral.service_of(plain)["url"].endswith(f"/directory/{plain.pk}/")


def service(**more):
    own = {"id": "s1", "name": "Club", "status": "active", "email": "a@example.invalid"}
    return own | {"organization": {"id": "o1", "name": "Org"}} | more


def written(tmp_path, *services):
    path = tmp_path / "theirs.json"
    path.write_text(json.dumps({"contents": services}))
    return path


def test_what_is_wrong_is_rejected_with_its_place_and_the_rest_is_taken_if_wanted(tmp_path, capsys):
    path = written(
        tmp_path, service(), service(), service(id="s2", minimum_age="ten"), service(id="s3", organization=None), 5,
        service(id="s4", minimum_age=200), service(id="s5", assured_date="May"), service(id="s6", languages="English"),
        service(id="s7", minimum_age=15, maximum_age=3), service(id="s8", email=""), service(id="s9", name=""),
    )  # fmt: skip
    with pytest.raises(CommandError, match="10 could not be read"):
        call_command("import_directory", path)
    assert not Service.objects.exists()
    said = capsys.readouterr().err
    assert "entry 2: id s1 stands in the file twice" in said
    assert "entry 3: “minimum_age” is 'ten'" in said
    assert "entry 4: “organization” is missing" in said
    assert "entry 10: Give a phone number" in said

    call_command("import_directory", path, "--skip-rejected")
    club = Service.objects.get()
    assert (club.name, club.summary, club.for_whom, club.is_free) == ("Club", "Club", "Everyone", False)


def test_a_change_is_told_and_checking_writes_nothing(tmp_path, capsys):
    call_command("import_directory", written(tmp_path, service()))
    changed = written(tmp_path, service(status="inactive", organization={"id": "o2", "name": "Other"}))

    call_command("import_directory", changed, "--check")
    assert Service.objects.get().is_listed
    call_command("import_directory", changed)

    club = Service.objects.get()
    assert (club.is_listed, club.provider.name) == (False, "Other")
    assert "Club: is listed True -> False" in capsys.readouterr().out


def test_nobody_guesses_whether_it_is_free(two, tmp_path, capsys):
    path = tmp_path / "directory.csv"
    call_command("export_directory", path)
    path.write_text(path.read_text().replace(",yes,", ",maybe,"))
    with pytest.raises(CommandError):
        call_command("import_directory", path)
    assert "line 3: “free” is 'maybe': write yes or no" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "sentence"), [("[", "is not JSON"), ('{"contents": 3}', "holds no list")])
def test_a_file_of_another_kind_is_refused(tmp_path, text, sentence):
    path = tmp_path / "other.json"
    path.write_text(text)
    with pytest.raises(FileRefused, match=sentence):
        hsds.read(path)
    with pytest.raises(FileRefused, match="no file"):
        hsds.read(tmp_path / "none.json")
