import datetime as dt
import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.management import CommandError, call_command

from mhst.audit import chain
from mhst.audit.models import AuditEvent
from mhst.core import events
from mhst.places import affected
from mhst.places.events import SchoolClosed, SchoolDatesChanged
from mhst.places.models import Council, School, SchoolLink
from tests.factories import A_MONDAY, SchoolFactory
from tests.unit.places.register_file import many, record, write, write_links

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    with time_machine.travel(A_MONDAY, tick=True):
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "edubasealldata.csv"


def run(path: Path, *options: Any) -> str:
    out = io.StringIO()
    call_command("import_gias", str(path), *map(str, options), stdout=out, stderr=io.StringIO())
    return out.getvalue()


def refused(path: Path, *options: Any) -> tuple[str, str]:
    """What was listed, and the sentence."""
    err = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_gias", str(path), *map(str, options), stdout=io.StringIO(), stderr=err)
    return err.getvalue(), str(error.value)


def test_schools_and_their_council_are_added_under_the_machines_name(file: Path) -> None:
    told = run(write(file, [record(), record(URN="990002", name="Birchfield")]))
    assert "Added: 2\n  990001 St Chloé's Academy\n  990002 Birchfield" in told
    school = School.objects.get(urn=990001)
    assert (school.name, school.council.name, list(school.year_groups)) == (
        "St Chloé's Academy", "Northshire", [7, 8, 9, 10, 11]
    )  # fmt: skip
    assert AuditEvent.objects.filter(actor_label="import of the schools register", kind="created").count() == 3
    assert chain.verify() == []


def test_the_same_file_again_changes_nothing(file: Path) -> None:
    write(file, [record(), record(URN="990002", Easting="", Town="")])
    run(file)
    before = AuditEvent.objects.count()
    told = run(file)
    assert "Added: 0\nChanged: 0" in told
    assert "Unchanged: 2" in told
    assert AuditEvent.objects.count() == before


def test_what_changed_is_named_with_both_values(file: Path) -> None:
    run(write(file, [record()]))
    told = run(write(file, [record(NumberOfPupils="850", Locality="Docks", LA_code="991", LA_name="Southshire")]))
    assert (
        "Changed: 1\n  990001 St Chloé's Academy: pupils 842 -> 850; locality nothing -> Docks; "
        "council Northshire -> Southshire"
    ) in told


def test_only_the_council_asked_for(file: Path) -> None:
    lines = [record(), record(URN="990002", LA_code="991"), record(URN="990003", LA_code="992")]
    run(write(file, lines), "--council", "990", "992")
    assert set(School.objects.values_list("urn", flat=True)) == {990001, 990003}


def test_a_school_that_moved_to_another_council_is_followed(file: Path) -> None:
    run(write(file, [record(), record(URN="990002")]), "--council", "990")
    run(write(file, [record(LA_code="991", LA_name="Southshire"), record(URN="990002")]), "--council", "990")
    assert School.objects.get(urn=990001).council.name == "Southshire"


def test_a_council_without_schools_in_the_file_is_a_slip(file: Path) -> None:
    sentence = "No school in the file belongs to LA (code) 805. Check the code, or the file."
    assert refused(write(file, [record()]), "--council", "805")[1] == sentence


def test_schools_closed_long_ago_are_not_added(file: Path) -> None:
    told = run(write(file, [record(), record(URN="990002", status="2", CloseDate="31-08-2019")]))
    assert "Left out because they closed before they were known here: 1" in told
    assert School.objects.count() == 1


def test_further_sites_keep_their_own_name_but_close_with_the_school(file: Path) -> None:
    run(write(file, [record()]))
    SchoolFactory(urn=990001, site="Annexe", name="The Annexe", council=Council.objects.get())
    told = run(write(file, [record(status="2", CloseDate="31-08-2026")]))
    assert set(School.objects.values_list("name", "status")) == {
        ("St Chloé's Academy", "closed"),
        ("The Annexe", "closed"),
    }
    assert "990001 The Annexe (Annexe): status open -> closed" in told


# Closing


@pytest.fixture
def planned() -> Iterator[list[affected.Question]]:
    """A higher app that knows of 12 planned sessions at every school."""
    asked: list[affected.Question] = []

    def twelve(question: affected.Question) -> dict[UUID, int]:
        asked.append(question)
        return dict.fromkeys(question.school_ids, 12)

    affected.counts(twelve)
    yield asked
    affected._answers.remove(twelve)


def test_a_closed_school_is_told_with_its_successor_and_planned_sessions(
    file: Path, tmp_path: Path, planned: list[affected.Question], django_capture_on_commit_callbacks: Any
) -> None:
    run(write(file, [record(), record(URN="990101", name="New Academy")]))
    heard: list[object] = []
    events.on(SchoolClosed)(heard.append)
    events.on(SchoolDatesChanged)(heard.append)
    links = write_links(tmp_path / "links.csv", (990001, 990101, "New Academy", "Successor", "31-10-2026"))
    with django_capture_on_commit_callbacks(execute=True):
        told = run(
            write(file, [record(status="3", CloseDate="31-10-2026"), record(URN="990101", name="New Academy")]),
            "--links",
            links,
        )
    assert (
        "Closed or closing: 1\n  990001 St Chloé's Academy is to close on Saturday 31 October 2026; becomes 990101 "
        "New Academy (known here); 12 sessions are planned there after that: move or cancel them"
    ) in told
    old = School.objects.get(urn=990001)
    assert [(q.school_ids, q.from_) for q in planned] == [(frozenset([old.pk]), dt.date(2026, 10, 31))]
    assert SchoolClosed(old.pk, dt.date(2026, 10, 31), (990101,)) in heard
    assert SchoolDatesChanged(old.pk, A_MONDAY, dt.date.max) in heard
    events._listeners[SchoolClosed].remove(heard.append)
    events._listeners[SchoolDatesChanged].remove(heard.append)


def test_without_a_links_file_no_successor_is_known(file: Path) -> None:
    run(write(file, [record()]))
    told = run(write(file, [record(status="2", CloseDate="31-08-2026")]))
    assert "  990001 St Chloé's Academy closed on Monday 31 August 2026; no successor is known\n" in told


def test_links_follow_the_file(file: Path, tmp_path: Path) -> None:
    write(file, [record()])
    run(file, "--links", write_links(tmp_path / "l.csv", (990001, 990101, "New", "Successor", "")))
    run(file, "--links", write_links(tmp_path / "l.csv", (990001, 990101, "Newer", "Successor", "31-08-2026")))
    assert list(SchoolLink.objects.values_list("urn", "name", "on")) == [(990101, "Newer", dt.date(2026, 8, 31))]
    run(
        file,
        "--links",
        write_links(tmp_path / "l.csv", (990001, 990102, "Third", "Successor", "")),
    )
    assert list(SchoolLink.objects.values_list("urn", flat=True)) == [990102]


# Checking and refusing


def test_a_check_reports_the_same_and_writes_nothing(file: Path) -> None:
    run(write(file, [record()]))
    before = (School.objects.get(), AuditEvent.objects.count())
    told = run(write(file, [record(Town="Elsewhere"), record(URN="990002", LA_code="991")]), "--check")
    assert "Added: 1\n  990002" in told
    assert "town Saltby -> Elsewhere" in told
    assert "Only checked: nothing was written." in told
    assert (School.objects.get(), AuditEvent.objects.count()) == before
    assert (School.objects.get().town, Council.objects.count()) == ("Saltby", 1)


def test_one_wrong_line_refuses_everything_and_is_listed(file: Path) -> None:
    listed, sentence = refused(write(file, [record(), record(URN="990002", OpenDate="38596")]))
    assert listed.startswith("line 3: OpenDate is “38596”")
    assert sentence == (
        "Nothing was imported: 1 line is wrong. Correct the file, or add --skip-rejected to import the rest."
    )
    assert not School.objects.exists()


def test_a_long_list_of_wrong_lines_is_cut_unless_asked_for(file: Path) -> None:
    write(file, [record(URN=str(990_001 + n), OpenDate="38596") for n in range(30)])
    listed, _ = refused(file)
    assert len(listed.splitlines()) == 21
    assert listed.splitlines()[-1] == "… and 10 more; --everything lists them"
    assert len(refused(file, "--everything")[0].splitlines()) == 30


def test_wrong_lines_can_be_skipped_and_are_reported(file: Path) -> None:
    told = run(write(file, [record(), record(URN="990002", OpenDate="38596")]), "--skip-rejected")
    assert "Rejected: 1\n  line 3: OpenDate is “38596”" in told
    assert list(School.objects.values_list("urn", flat=True)) == [990001]


def test_a_check_of_a_file_with_wrong_lines_says_that_it_would_be_refused(file: Path) -> None:
    _, sentence = refused(write(file, [record(), record(URN="990002", OpenDate="38596")]), "--check")
    assert sentence.startswith("The import would be refused. Nothing was imported: 1 line is wrong.")
    assert not School.objects.exists()


def test_a_damaged_file_changes_nothing(file: Path) -> None:
    run(write(file, [record()]))
    write(file, [record(Town="Elsewhere"), record(URN="990002")])
    file.write_bytes(file.read_bytes()[:-200])
    assert "The file is cut off or damaged" in refused(file)[1]
    assert School.objects.get().town == "Saltby"


def test_a_file_that_lacks_most_schools_known_here_is_not_whole(file: Path) -> None:
    run(write(file, [record(URN=str(990_001 + n)) for n in range(5)]))
    write(file, [record(), record(URN="990002")])
    assert refused(file)[1].startswith("3 of the 5 schools known here are not in the file. The register never drops")
    told = run(file, "--skip-rejected")
    assert "Known here, not in the file, left as they are: 3" in told
    assert School.objects.filter(status="open").count() == 5


def test_one_school_that_the_file_lacks_is_told_and_left(file: Path) -> None:
    run(write(file, [record(URN=str(990_001 + n)) for n in range(5)]))
    told = run(write(file, [record(URN=str(990_001 + n)) for n in range(4)]))
    assert "Known here, not in the file, left as they are: 1\n  990005 St Chloé's Academy" in told


def test_wrong_lines_of_the_links_file_refuse_too(file: Path, tmp_path: Path) -> None:
    links = write_links(tmp_path / "links.csv", (990001, 990101, "New", "Successor", "31/08/2026"))
    listed, _ = refused(write(file, [record()]), "--links", links)
    assert listed.startswith("line 2: LinkEstablishedDate is “31/08/2026”")
    assert not School.objects.exists()


def test_fifty_thousand_lines_twice(file: Path) -> None:
    write(file, many(50_000))
    assert file.stat().st_size > 25_000_000
    first = run(file, "--council", "201", "202", "203")
    assert "Lines read: 50,000; of them considered: 1,002" in first
    assert School.objects.count() == _added(first) > 300
    assert "Added: 0\nChanged: 0" in run(file, "--council", "201", "202", "203")


def test_a_file_is_never_in_memory_as_a_whole(file: Path) -> None:
    write(file, many(10_000))
    tracemalloc.start()
    run(file, "--council", "201")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < file.stat().st_size / 2


def _added(told: str) -> int:
    return int(told.partition("Added: ")[2].partition("\n")[0].replace(",", ""))
