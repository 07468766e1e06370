"""The directory's pages: what the public, a partner and an editor meet."""

import datetime as dt
import json
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from cms.directory.enums import ProposalState
from cms.directory.forms.entry import EntryForm, initial_of
from cms.directory.models import EditLink, Proposal, Provider, Service
from cms.directory.queries.provider import to_choose
from cms.directory.rules.proposal import version_of
from mhst.access.enums import RoleName
from mhst.audit.recording import acting
from mhst.core import clock
from mhst.core.actors import SYSTEM
from tests.factories import member_of
from tests.factories.directory import (
    TOKEN,
    DirectoryServiceFactory,
    EditLinkFactory,
    ProposalFactory,
    ProviderFactory,
)
from tests.support.not_made import back

pytestmark = pytest.mark.django_db


@pytest.fixture
def link():
    cache.clear()
    return EditLinkFactory()


def partner(name, **which):
    return reverse(f"directory-{name}", kwargs={"token": TOKEN, **which})


def filled(service, **more):
    values = {name: value for name, value in initial_of(service).items() if value not in (None, False)}
    return values | more


def opened(client, edit):
    """What the editor's form tells of the version that it was opened with."""
    return {"opened": re.search(r'name="opened" value="([^"]+)"', client.get(edit).content.decode())[1]}


def test_an_empty_directory_helps_on(client):
    page = client.get("/directory/").content.decode()
    assert "Nothing found" in page
    assert "/help-now/" in page
    assert "Exit this page" in page


def test_words_of_danger_put_help_above_what_is_found(client):
    for said in ("want to die", "rape", "self harm", "I wanna die " * 20):
        page = client.get("/directory/", {"q": said, "place": "Atlantis"}).content.decode()
        assert page.index("You can talk to someone now") < page.index('role="search"')
    assert "You can talk to someone now" not in client.get("/directory/", {"q": "chess"}).content.decode()


def test_a_wrong_place_keeps_what_was_typed(client):
    DirectoryServiceFactory(town="Alderbridge")
    answer = client.get("/directory/", {"q": "grief", "place": "Atlantis", "age": "x", "page": "y"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We know: Alderbridge" in page
    assert 'value="grief"' in page
    assert "Age must be a whole number" in page


def test_an_entry_says_that_nobody_has_checked_it(client):
    old, never = DirectoryServiceFactory(stale=True), DirectoryServiceFactory(confirmed_on=None)
    hidden = DirectoryServiceFactory(is_listed=False)
    assert "since 1 January 2020" in client.get(f"/directory/{old.pk}/").content.decode()
    assert "Nobody has told us yet" in client.get(f"/directory/{never.pk}/").content.decode()
    assert client.get(f"/directory/{hidden.pk}/").status_code == 404
    assert not client.cookies, "a visitor gets no cookie"


def test_what_was_ticked_is_printed(client, monkeypatch):
    cache.clear()
    one, two = DirectoryServiceFactory(), DirectoryServiceFactory()
    answer = client.get("/directory/sheet.pdf", {"id": [one.pk, two.pk, "x"]})
    assert answer.content[:5] == b"%PDF-"
    assert client.get(f"/directory/{one.pk}/sheet.pdf").status_code == 200
    assert client.get("/directory/sheet.pdf").status_code == 400
    for huge in ("9" * 30, "9" * 4400):
        assert client.get("/directory/sheet.pdf", {"id": huge}).status_code == 400
        assert client.get("/directory/", {"page": huge}).status_code == 200
        assert client.get("/posts/", {"page": huge}).status_code == 200
        assert client.get(f"/directory/{huge}/").status_code == 404
    monkeypatch.setattr("cms.directory.views.public.MOST_SHEETS", 0)
    assert client.get(f"/directory/{two.pk}/sheet.pdf").status_code == 429


@pytest.mark.usefixtures("no_paper")
def test_a_sheet_that_cannot_be_made_leads_back_to_what_it_tells_of(client):
    cache.clear()
    one, two = DirectoryServiceFactory(), DirectoryServiceFactory()
    assert back(client.get(f"/directory/{one.pk}/sheet.pdf")) == f"/directory/{one.pk}/"
    assert back(client.get("/directory/sheet.pdf", {"id": [one.pk, two.pk]})) == "/directory/"


def test_other_directories_read_it_a_page_at_a_time(client):
    made = DirectoryServiceFactory.create_batch(3)
    page = client.get("/directory/open-referral/services", {"page": 2, "per_page": 2}).json()
    assert {name: page[name] for name in ("total_items", "total_pages", "page_number", "size", "last_page")} == {
        "total_items": 3, "total_pages": 2, "page_number": 2, "size": 1, "last_page": True,
    }  # fmt: skip
    assert page["contents"][0]["id"] == made[2].external_id
    assert client.get(f"/directory/open-referral/services/{made[0].external_id}").json()["name"] == made[0].name
    assert client.get("/directory/open-referral/services/none").status_code == 404
    wrong = {
        "services/none": 404, "taxonomies/none": 404, "taxonomy_terms/none": 404, "services?page=999": 404,
        "taxonomies?page=9": 404, "services?page=0": 400, "services?per_page=x": 400, "services?postcode=ZZ1": 400,
        f"services?page={'9' * 4400}": 400, "?search=x": 400,
    }  # fmt: skip
    answers = {path: client.get(f"/directory/open-referral/{path}") for path in wrong}
    assert {path: answer.status_code for path, answer in answers.items()} == wrong
    assert all(answer.json()["error"].endswith(".") for answer in answers.values())
    made[1].name = "Pottery"
    made[1].save()
    call_command("update_index", verbosity=0)
    found = client.get("/directory/open-referral/services", {"search": "pottery"}).json()["contents"]
    assert found[0]["id"] == made[1].external_id
    about = client.get("/directory/open-referral/")
    told = (json.loads(about.content)["version"], about.headers["Access-Control-Allow-Origin"])
    assert told == ("HSDS-UK-3.0", "*")
    assert client.get("/directory/directory.csv").content.decode().count("\r\n") == 4


def test_programs_hear_as_json_that_there_is_nothing(client):
    for address in ("nope", "nope/", "services/", "services/x/", "taxonomies/"):
        answer = client.get(f"/directory/open-referral/{address}")
        assert (answer.status_code, answer.json()["code"]) == (404, "address")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_search_of_the_site_shows_places_too(client):
    rainbow = DirectoryServiceFactory(name="Rainbow Steps", also_called="gay, lesbian, trans")
    call_command("update_index", verbosity=0)
    page = client.get("/search/", {"q": "lesbian"}).content.decode()
    assert (f'href="/directory/{rainbow.pk}/"' in page, 'href="/directory/?q=lesbian"' in page) == (True, True)
    assert "Places that can help" not in client.get("/search/", {"q": "zebra"}).content.decode()


def test_other_directories_read_the_choices_as_taxonomies(client):
    api = "/directory/open-referral"
    page = client.get(f"{api}/taxonomies", {"per_page": 2}).json()
    assert (page["total_items"], page["size"], page["last_page"]) == (3, 2, False)
    ways = next(one for one in page["contents"] if one["name"] == "Who can ask")
    assert client.get(f"{api}/taxonomies/{ways['id']}").json() == ways
    terms = client.get(f"{api}/taxonomy_terms", {"taxonomy_id": ways["id"]}).json()["contents"]
    assert [(one["code"], one["taxonomy_detail"]) for one in terms] == [("anyone", ways), ("referred", ways)]
    assert client.get(f"{api}/taxonomy_terms/{terms[0]['id']}").json() == terms[0]
    assert client.get(f"{api}/taxonomy_terms").json()["total_items"] == 7
    gone = [client.get(f"{api}/{kind}/none").status_code for kind in ("taxonomies", "taxonomy_terms")]
    assert gone == [404, 404]
    entry = DirectoryServiceFactory(way="anyone")
    told = client.get(f"{api}/services/{entry.external_id}").json()["attributes"]
    assert [one["taxonomy_term"] for one in told if one["label"] == "way"] == [terms[0]]


def test_a_link_that_is_none_or_over_says_what_to_do(client, link):
    assert client.get("/directory/partner/guessed/").status_code == 404
    assert "No entries yet" in client.get(partner("partner")).content.decode()
    day = dt.timedelta(days=1)
    EditLinkFactory(token="old", expires_at=clock.now() - day, created_at=clock.now() - 2 * day)
    EditLinkFactory(token="gone", revoked_at=clock.now())
    for token, sentence in (("old", "This link has run out"), ("gone", "We have stopped this link")):
        answer = client.get(reverse("directory-partner", args=[token]))
        assert (answer.status_code, sentence in answer.content.decode()) == (410, True)
        assert 'href="tel:' in answer.content.decode()


def test_a_partner_writes_and_an_editor_decides(client, link):
    service = DirectoryServiceFactory(provider=link.provider, stale=True)
    form = partner("partner-entry", id=service.pk)
    same = client.post(form, filled(service))
    assert (same.status_code, "Nothing is changed" in same.content.decode()) == (422, True)
    wrong = client.post(form, filled(service, youngest=9, oldest=3))
    assert "must not be below" in wrong.content.decode()
    assert "one way to ask" in client.post(form, filled(service, phone="")).content.decode()
    for typed, told in (("|x|,,,", "“|x|” is no name"), (",,,", "“,,,” is no name")):
        wrong = client.post(form, filled(service, areas=typed, postcode="nonsense")).content.decode()
        assert [words in wrong for words in (told, "Enter a full UK postcode", 'value="nonsense"')] == [
            True,
            True,
            True,
        ]
    tidy = EntryForm(filled(service, areas="Stoke-on-Trent, King's Lynn, ZZ2,", postcode="sw1a1aa"))
    assert (tidy.is_valid(), tidy.cleaned_data["areas"], tidy.cleaned_data["postcode"]) == (
        True, "Stoke-on-Trent, King's Lynn, ZZ2", "SW1A 1AA",
    )  # fmt: skip
    assert client.post(form, filled(service, summary="Now on Mondays.")).status_code == 302
    assert "wait for our editor" in client.get(partner("partner")).content.decode()
    assert "Now on Mondays." in client.get(form).content.decode()

    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    waiting = Proposal.objects.get()
    assert service.name in client.get("/directory/keep/", {"page": "9" * 4400}).content.decode()
    page = client.get(reverse("directory-proposal", args=[waiting.pk])).content.decode()
    assert "A place to be on Fridays." in page
    decided = filled(service, summary="On Mondays.", version=version_of(waiting))
    sent = client.post(reverse("directory-proposal", args=[waiting.pk]), decided)
    assert sent.status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == ProposalState.EDITED
    assert "On Mondays." in client.get(f"/directory/{service.pk}/").content.decode()
    assert "Public with changes" in client.get(reverse("directory-proposal", args=[waiting.pk])).content.decode()


def test_newer_words_of_a_partner_are_never_published_over(client):
    """The editor has the page open while the partner writes again, or a colleague puts the entry right."""
    waiting = ProposalFactory(after={"summary": "First words."})
    service, seen = waiting.service, version_of(waiting)
    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    page = client.get(reverse("directory-proposal", args=[waiting.pk])).content.decode()
    assert (f'value="{seen}"' in page, f"?read={seen}" in page) == (True, True)
    waiting.after = {"summary": "Newest words."}
    with acting(by=SYSTEM, verb="test"):
        waiting.save()

    typed = filled(service, summary="First words.", town="Alderbridge", version=seen)
    answer = client.post(reverse("directory-proposal", args=[waiting.pk]), typed)
    told = answer.content.decode()
    assert answer.status_code == 409
    assert [words in told for words in ("has written again", "Newest words.", "First words.", "Alderbridge")] == [
        True, True, True, True,
    ]  # fmt: skip
    assert answer.context["form"]["summary"].value() == "Newest words."
    back = client.post(reverse("directory-send-back", args=[waiting.pk]), {"words": "Shorter.", "version": seen})
    assert (back.status_code, "Shorter." in back.content.decode(), mail.outbox) == (409, True, [])
    waiting.refresh_from_db()
    service.refresh_from_db()
    assert (waiting.state, service.summary) == (ProposalState.WAITING, "A place to be on Fridays.")

    now = version_of(waiting)
    service.capacity = "full"
    service.save()
    assert client.post(reverse("directory-proposal", args=[waiting.pk]), typed | {"version": now}).status_code == 409
    waiting.refresh_from_db()
    again = filled(service, summary="Newest words.", version=version_of(waiting))
    assert client.post(reverse("directory-proposal", args=[waiting.pk]), again).status_code == 302


def test_somebody_we_do_not_know_suggests_a_service_that_an_editor_shows(client, monkeypatch):
    known = ProviderFactory(name="Open House", contact_email="kept@open.example")
    asked = initial_of(DirectoryServiceFactory.build()) | {"youngest": "", "oldest": "", "organisation": "open house"}
    asked |= {"name": "Chess for all", "keeper": "new@club.example"}
    assert client.get("/directory/suggest/").status_code == 200
    assert client.post("/directory/suggest/", asked | {"keeper": "nobody"}).status_code == 422
    assert client.post("/directory/suggest/", asked).status_code == 302
    client.post("/directory/suggest/", asked | {"organisation": "Chess Club"})
    first, second = Service.objects.suggested().order_by("suggested_at")
    known.refresh_from_db()

    assert (first.provider, known.contact_email, second.provider.contact_email) == (
        known, "kept@open.example", "new@club.example",
    )  # fmt: skip
    assert ("Chess for all" in client.get("/directory/").content.decode(), first.confirmed_on) == (False, None)
    assert client.get(f"/directory/{first.pk}/").status_code == 404
    assert "Chess Club" not in [name for _, name in to_choose()]
    second.is_listed = True
    second.save()
    assert (second.provider_id, "Chess Club") in to_choose()
    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    assert "Chess for all" in client.get("/directory/keep/").content.decode()
    twice = asked | {"name": "Draughts", "once": "3f0c1c52-2f0b-4a52-8e6b-53fd5a1f2a6e"}
    assert client.post("/directory/suggest/", twice).status_code == 302
    monkeypatch.setattr("cms.directory.views.public.MOST_SUGGESTED", 0)
    assert client.post("/directory/suggest/", twice).status_code == 302
    assert Service.objects.filter(name="Draughts").count() == 1
    assert client.post("/directory/suggest/", twice | {"name": "Ludo"}).status_code == 422


def test_whoever_suggested_it_hears_that_it_is_public_or_why_not(client):
    ProviderFactory(name="OPEN HOUSE")
    known = ProviderFactory(name="Open House", contact_email="kept@open.example")
    asked = initial_of(DirectoryServiceFactory.build()) | {"youngest": "", "oldest": "", "keeper": "new@club.example"}
    for organisation, name in (("Chess Club", "Chess"), ("Open House", "Games"), ("Bad Bets", "Win big")):
        client.post("/directory/suggest/", asked | {"organisation": organisation, "name": name})
    chess, games, bets = Service.objects.order_by("suggested_at")
    assert (games.provider, "new@club.example" in str(chess.latest_revision.content)) == (known, False)

    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    declined = reverse("directory-suggestion", args=[bets.pk])
    assert "new@club.example" in client.get(declined).content.decode()
    assert client.post(declined, {"words": ""}).status_code == 422
    assert client.post(declined, {"words": "No betting here."}).status_code == 302
    assert client.post(declined, {"words": "No betting here."}).status_code == 404
    for one in (chess, games):
        edit = reverse("wagtailsnippets_directory_service:edit", args=[one.pk])
        shown = filled(one, provider=one.provider_id, is_listed="on")
        told = client.post(edit, shown | opened(client, edit), follow=True).content.decode()
        assert "new@club.example is told" in told
        client.post(edit, shown | {"is_listed": ""} | opened(client, edit))

    assert [letter.to for letter in mail.outbox] == [["new@club.example"]] * 3
    no, yes, known_yes = (letter.body for letter in mail.outbox)
    assert ("No betting here." in no, f"/directory/{chess.pk}/" in yes, f"/directory/{games.pk}/" in known_yes) == (
        True, True, True,
    )  # fmt: skip
    assert ["/directory/partner/" in body for body in (no, yes, known_yes)] == [False, True, False]
    assert list(Service.objects.values_list("suggested_by", "is_listed")) == [("", False)] * 2
    assert list(Service.objects.suggested()) == []
    assert set(Provider.objects.values_list("name", flat=True)) == {"OPEN HOUSE", "Open House", "Chess Club"}


def test_a_mail_server_that_is_away_takes_no_change_and_is_tried_again(client, monkeypatch):
    one = DirectoryServiceFactory(suggested_at=clock.now(), suggested_by="new@club.example", is_listed=False)
    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    edit = reverse("wagtailsnippets_directory_service:edit", args=[one.pk])
    shown = filled(one, provider=one.provider_id, is_listed="on")
    with monkeypatch.context() as away:
        away.setattr("cms.directory.actions.edit_link.send_mail", fail)
        assert "could not be told" in client.post(edit, shown | opened(client, edit), follow=True).content.decode()
    one.refresh_from_db()
    assert (one.is_listed, one.answered_at) == (True, None)
    client.post(edit, shown | opened(client, edit))
    assert len(mail.outbox) == 1


def test_what_was_decided_stands_if_nobody_can_be_told(client, monkeypatch):
    monkeypatch.setattr("cms.directory.actions.edit_link.send_mail", fail)
    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    one = DirectoryServiceFactory(suggested_at=clock.now(), suggested_by="new@club.example", is_listed=False)
    declined = client.post(reverse("directory-suggestion", args=[one.pk]), {"words": "No betting here."}, follow=True)
    assert "new@club.example could not be told" in declined.content.decode()
    assert not Service.objects.exists()

    public = ProposalFactory()
    back = ProposalFactory(service=DirectoryServiceFactory(provider=public.service.provider), link=public.link)
    values = filled(public.service, version=version_of(public))
    published = client.post(reverse("directory-proposal", args=[public.pk]), values, follow=True).content.decode()
    assert f"{public.service.provider.contact_email} could not be told" in published
    said = {"words": "Shorter.", "version": version_of(back)}
    sent = client.post(reverse("directory-send-back", args=[back.pk]), said, follow=True).content.decode()
    assert f"{back.service.provider.contact_email} could not be told" in sent
    assert "Could not be written to" in sent
    assert set(Proposal.objects.values_list("state", flat=True)) == {"edited", "sent_back"}
    sent = client.post(reverse("directory-link-send", args=[back.service.provider_id]), follow=True).content.decode()
    assert "could not be written to. A link that they have still works" in sent
    assert EditLink.objects.get().is_live


def fail(*args):
    raise OSError("the mail server is away")


def test_a_press_confirms(client, link):
    service = DirectoryServiceFactory(provider=link.provider, stale=True)
    press = partner("partner-confirm", id=service.pk)
    assert client.post(press, {"capacity": "full"}).status_code == 302
    assert client.post(press, {"capacity": "nonsense"}).status_code == 302
    service.refresh_from_db()
    assert (service.capacity, service.is_stale) == ("full", False)
    assert client.post(partner("partner-confirm", id=service.pk + 1)).status_code == 404


def test_a_partner_takes_back_what_waits(client, link):
    service = DirectoryServiceFactory(provider=link.provider)
    change, back = (partner(name, id=service.pk) for name in ("partner-entry", "partner-take-back"))
    client.post(change, filled(service, summary="On Saturdays."))
    assert back in client.get(partner("partner")).content.decode()
    assert "What you sent before still waits" in client.post(change, filled(service)).content.decode()
    assert "Taken back." in client.post(back, follow=True).content.decode()
    assert "Nothing of yours waits any more" in client.post(back, follow=True).content.decode()
    page = client.get(partner("partner")).content.decode()
    assert (back in page, "On Saturdays." in client.get(change).content.decode()) == (False, False)

    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    gone = Proposal.objects.get()
    decide = reverse("directory-proposal", args=[gone.pk])
    assert "Taken back by the partner" in client.get(decide).content.decode()
    late = client.post(decide, filled(service, version=version_of(gone)))
    assert (late.status_code, "The partner has taken this back." in late.content.decode()) == (409, True)


def test_nobody_is_said_to_be_told_who_has_no_address(client, link):
    link.provider.contact_email = ""
    link.provider.save()
    one, two = (DirectoryServiceFactory(provider=link.provider) for _ in "12")
    for service in (one, two):
        sent = client.post(partner("partner-entry", id=service.pk), filled(service, summary="New."), follow=True)
        assert "Look here again" in sent.content.decode()
    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    first, second = Proposal.objects.all()
    decide = reverse("directory-proposal", args=[first.pk])
    assert "tell them yourself which" in client.get(decide).content.decode()
    published = client.post(decide, filled(one, summary="New.", version=version_of(first)), follow=True)
    assert "so nobody was told" in published.content.decode()
    said = {"words": "Shorter.", "version": version_of(second)}
    sent_back = client.post(reverse("directory-send-back", args=[second.pk]), said, follow=True).content.decode()
    assert ("so nothing was sent" in sent_back, "a new link" in sent_back, mail.outbox) == (True, False, [])
    assert "Shorter." in client.get(partner("partner")).content.decode()


def test_a_flood_by_one_link_is_stopped(client, link, monkeypatch):
    monkeypatch.setattr("cms.directory.views.partner.MOST_WRITES", 0)
    assert client.post(partner("partner-confirm", id=1)).status_code == 429


def test_an_editor_sends_back_and_keeps_links(client):
    waiting = ProposalFactory()
    provider = waiting.service.provider
    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    send_back = reverse("directory-send-back", args=[waiting.pk])
    assert client.post(send_back, {"words": ""}).status_code == 422
    said = {"words": "Shorter, please.", "version": version_of(waiting)}
    assert client.post(send_back, said).status_code == 302
    assert "Shorter, please." in mail.outbox[0].body
    made = client.post(reverse("directory-link-make", args=[provider.pk])).content.decode()
    assert "/directory/partner/" in made
    assert client.post(reverse("directory-link-send", args=[provider.pk])).status_code == 302
    assert client.post(reverse("directory-link-stop", args=[provider.pk])).status_code == 302
    assert "There is none at present." in client.get(reverse("directory-provider", args=[provider.pk])).content.decode()
    assert client.get(reverse("directory-provider", args=[ProviderFactory().pk])).status_code == 200
    assert client.get(reverse("directory-provider", args=[0])).status_code == 404
    assert client.get(reverse("directory-proposal", args=[waiting.link_id])).status_code == 404


def test_entries_are_written_in_the_editor_with_their_history(client):
    client.force_login(member_of(None, RoleName.SYSTEM_ADMINISTRATOR))
    service = DirectoryServiceFactory(stale=True)
    DirectoryServiceFactory(confirmed_on=None)
    listed = client.get("/site-admin/snippets/directory/service/").content.decode()
    assert "Out of date, confirmed 1 January 2020" in listed
    assert "Never confirmed" in listed
    edit = reverse("wagtailsnippets_directory_service:edit", args=[service.pk])
    values = filled(service, provider=service.provider_id, confirmed_on=clock.today().isoformat(), is_listed="on")
    before = opened(client, edit)
    ahead = values | {"confirmed_on": (clock.today() + dt.timedelta(days=1)).isoformat()} | before
    assert "The confirmation cannot lie ahead." in client.post(edit, ahead).content.decode()
    assert client.post(edit, values | {"name": "Renamed"} | before).status_code == 302
    undoes = client.post(edit, values | {"town": "Alderbridge"} | before).content.decode()
    assert "A colleague has changed this since you opened it. “Renamed” stands here by now." in undoes
    history = client.get(reverse("wagtailsnippets_directory_service:history", args=[service.pk]))
    assert history.status_code == 200
    service.refresh_from_db()
    assert (service.name, service.revisions.count()) == ("Renamed", 1)
    assert client.get("/site-admin/snippets/directory/provider/").status_code == 200
