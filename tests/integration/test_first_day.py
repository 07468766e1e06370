"""The first day of docs/first-day.md: from a database that holds nothing but its tables to a service that works.

Every step is taken as people take it, by a command or by a page; nothing is made behind their backs.
"""

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from mhst.access import tasks
from mhst.access.models import User
from mhst.places.models import Cluster, Council, Organisation, School, Team
from mhst.reporting.models import Commission
from tests.integration.access.signing_in import code_now, sign_in
from tests.integration.places.test_pages import date_boxes, text_of
from tests.unit.places.register_file import record, write

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.without_second_factor]

PASSWORD = "violet kettle orbit"
MONDAY = dt.date(2026, 9, 7)
TERMS = """kind,name,starts_on,ends_on,first_week,year_groups,finish
term,Autumn term,2026-09-01,2026-12-18,,,
half-term,,2026-10-26,2026-10-30,,,
"""


@pytest.fixture(autouse=True)
def first_monday(time_machine: Any) -> None:
    time_machine.move_to(dt.datetime(2026, 9, 7, 8, tzinfo=dt.UTC), tick=False)


def come_in(link: str, email: str) -> Client:
    """Whoever has the link: chooses a password, signs in and sets up the second step."""
    browser = Client()
    form = browser.get(link.removeprefix("http://localhost:8000"), follow=True)
    browser.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    sign_in(browser, email, PASSWORD)
    setting_up = browser.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", setting_up)
    assert secret
    browser.post(reverse("mfa_activate_totp"), {"code": code_now(secret.group(1))})
    assert browser.get("/home/").status_code == 200
    return browser


def invited(by: Client, email: str, role: str, place: str) -> Client:
    """A colleague is invited by a page, gets the letter and comes in by its link."""
    first, _, last = email.partition("@")[0].partition(".")
    given = {"first_name": first.title(), "last_name": last.title(), "email": email, "role": role, "place": place}
    sent(by, reverse("access:invite"), given)
    invitation = [str(User.objects.get(email=email).pk)]
    assert invitation in [job.args_kwargs["args"] for job in DBTaskResult.objects.all()]
    tasks.send_invitation.func(*invitation)
    link = re.search(r"http://localhost:8000\S+", mail.outbox[-1].body)
    assert link
    assert mail.outbox[-1].to == [email]
    return come_in(link.group(), email)


def sent(browser: Client, path: str, given: dict[str, Any]) -> str:
    """A form is sent and taken; what is on the page to which it leads."""
    answer = browser.post(path, given)
    assert answer.status_code == 302, text_of(answer)
    return text_of(browser.get(answer["Location"]))


def told(command: str, *words: object) -> str:
    out = io.StringIO()
    call_command(command, *map(str, words), stdout=out)
    return out.getvalue()


def administrator() -> Client:
    said = told("create_administrator", "ada.keeper@example.invalid", "Ada", "Keeper")
    return come_in(said.split()[-1], "ada.keeper@example.invalid")


def schools_and_terms(tmp_path: Path) -> None:
    register = write(tmp_path / "register.csv", [record(), record(URN="990002", name="Birchfield")])
    assert "Added: 2" in told("import_gias", register)
    terms = tmp_path / "terms.csv"
    terms.write_text(TERMS)
    told("import_terms", terms, "--council", "990", "--source", "Council's website")


def organisation(keeper: Client, name: str, kind: str, ods_code: str) -> Organisation:
    sent(keeper, "/organisations/add/", {"name": name, "kind": kind, "ods_code": ods_code})
    return Organisation.objects.get(name=name)


def team(keeper: Client, led_by: Organisation, name: str = "Northshire Team", kind: str = "mhst") -> Team:
    given = {"name": name, "kind": kind, "led_by": str(led_by.pk), "employers": [str(led_by.pk)]}
    sent(keeper, "/teams/add/", given | {"phone": "01632 960 100", "email": "team@example.invalid"})
    return Team.objects.get(name=name)


def test_from_an_empty_database_to_a_team_that_serves_a_school_and_is_paid_for(tmp_path: Path) -> None:
    assert [model.objects.count() for model in (User, Organisation, School)] == [0, 0, 0]
    keeper = administrator()
    assert "No teams yet" in text_of(keeper.get("/teams/"))
    schools_and_terms(tmp_path)
    trust = organisation(keeper, "Northshire Trust", "nhs", "RZ9")
    made, board = team(keeper, trust), organisation(keeper, "Northshire Board", "commissioner", "QZ9")
    sent(keeper, f"/teams/{made.pk}/clusters/add/", {"name": "Saltby"})

    assert "Nobody reads posts here yet" in text_of(Client().get("/posts/write/"))
    manager = invited(keeper, "mia.manager@example.invalid", "team_manager", f"team:{made.pk}")
    assert "Nobody reads posts here yet" not in text_of(Client().get("/posts/write/"))
    school, cluster = School.objects.get(urn=990001), Cluster.objects.get()
    assert "Nobody" in text_of(manager.get("/schools/add/?q=chlo"))
    serving = {"team": str(made.pk), "cluster": str(cluster.pk), **date_boxes("starts_on", MONDAY)}
    assert f"{made}, Saltby, since 7 September 2026" in sent(manager, f"/schools/add/{school.pk}/", serving)

    paying = {"organisation": str(board.pk), "team": str(made.pk), **date_boxes("starts_on", MONDAY)}
    assert "Pays now" in sent(keeper, "/commissions/add/", paying)
    assert Commission.objects.get().organisation == board
    reader = invited(keeper, "cora.reader@example.invalid", "commissioner", f"organisation:{board.pk}")
    assert "No figures yet" in text_of(reader.get("/figures/", follow=True))


def test_and_on_to_somebody_who_can_be_booked(tmp_path: Path) -> None:
    keeper = administrator()
    schools_and_terms(tmp_path)
    made = team(keeper, organisation(keeper, "Northshire Trust", "nhs", ""))
    manager = invited(keeper, "mia.manager@example.invalid", "team_manager", f"team:{made.pk}")
    school = School.objects.get(urn=990001)
    sent(manager, f"/schools/add/{school.pk}/", {"team": str(made.pk), **date_boxes("starts_on", MONDAY)})

    emhp = invited(manager, "pia.practitioner@example.invalid", "practitioner", f"team:{made.pk}")
    pia = User.objects.get(email="pia.practitioner@example.invalid")
    given = {"user": str(pia.pk), "team": str(made.pk), "employer": str(made.led_by_id), "grade": "emhp"}
    sent(manager, reverse("people:practitioner_add"), given)
    for day in range(5):
        hours = {"weekday": day, "start_minute": 510, "end_minute": 990}
        sent(manager, reverse("people:week_add", args=[pia.practitioner.pk, "hours"]), hours)
    assert emhp.get("/timetable/").status_code == 200
    assert told("seed_catalogue") == "11 programmes added.\n"

    lead = invited(manager, "leo.lead@example.invalid", "senior_mental_health_lead", f"school:{school.pk}")
    sent(lead, f"/schools/{school.pk}/rooms/add/", {
        "name": "The Nook", "capacity": "8", "is_confidential": "on", "units": "1", "directions": "",
    })  # fmt: skip
    room = school.rooms.get()
    lent = {f"{day}_0_{side}": at for day in range(5) for side, at in (("from", 520), ("to", 930))}
    sent(lead, f"/schools/{school.pk}/rooms/{room.pk}/hours/", lent)
    bells = date_boxes("starts_on", MONDAY) | {"monday": "P1 09:00-10:00\nP2 10:00-11:00\nLunch 12:00-13:00"}
    sent(lead, f"/schools/{school.pk}/bells/edit/", bells)
    page = text_of(lead.get(f"/schools/{school.pk}/"))
    assert "The Nook" in page
    assert "No terms are recorded" not in page
    assert "Worry group" in sent(lead, "/groups/book/", {"school": str(school.pk)})


def test_specialists_and_online_counselling_begin(tmp_path: Path) -> None:
    keeper = administrator()
    schools_and_terms(tmp_path)
    trust, area = organisation(keeper, "Northshire Trust", "nhs", ""), str(Council.objects.get().pk)
    camhs = team(keeper, trust, "Northshire CAMHS", "camhs")
    cass = invited(keeper, "cass.specialist@example.invalid", "camhs_specialist", f"team:{camhs.pk}")
    sent(cass, reverse("consultation-desk-about", args=[camhs.pk]), {"areas": [area], "routine_days": "5"})
    assert "Northshire" in text_of(cass.get("/consultations/rota/", follow=True))

    online = team(keeper, trust, "Northshire Online", "counselling")
    assert "There is no online counselling here yet." in text_of(Client().get("/talk/"))
    sue = invited(keeper, "sue.supervisor@example.invalid", "supervisor", f"team:{online.pk}")
    whom = {"areas": [area], "youngest": "11", "oldest": "19"}
    sent(sue, reverse("counselling-about", args=[online.pk]), whom)
    evening = {"opens": 1020, "accept_until": 1200, "closes": 1260}
    sent(sue, reverse("counselling-weekly", args=[online.counselling.pk, MONDAY.weekday()]), evening)
    assert "There is no online counselling here yet." not in text_of(Client().get("/talk/"))
