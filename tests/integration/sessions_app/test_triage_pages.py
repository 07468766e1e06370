"""The board, deciding together, and the letters that follow."""

import pytest
from django.test import Client

from mhst.audit.models import AuditEvent
from sessions_app.enums import Asker, LetterState, LetterTo, ReferralState
from sessions_app.models import Letter, Referral
from tests.factories import YoungPersonFactory
from tests.factories.casework import LetterFactory, ReferralFactory, RequestForSupportFactory
from tests.factories.world import World, world
from tests.support.not_made import back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]
S = ReferralState


@pytest.fixture
def referral(there: World) -> Referral:
    request = RequestForSupportFactory(school=there.school, young_person=there.pupils[0])
    return ReferralFactory(
        team=there.team, school=there.school, young_person=there.pupils[0], request=request, state=S.TRIAGE, reason=""
    )


@pytest.fixture
def colleague(client: Client, there: World) -> Client:
    client.force_login(there.practitioner.user)
    return client


def said(response) -> str:
    return response.content.decode().replace("&#x27;", "'")


def not_accepted(there: World, **more) -> dict:
    return {
        "present": [str(person.pk) for person in there.practitioners], "because": "02", "why": "Needs a quiet room.",
        "own": "School nurse: Tuesdays\n\n", "routes": ["Childline"], **more,
    }  # fmt: skip


def test_the_board_lists_who_waits(colleague: Client, referral: Referral) -> None:
    page = said(colleague.get("/triage/"))

    assert str(referral.young_person) in page
    assert 'aria-current="true">To decide' in page


@pytest.mark.parametrize("query", ["stage=nothing", "band=x", "order=y", "school=not-an-id", "page=99"])
def test_nonsense_in_the_address_narrows_nothing(colleague: Client, referral: Referral, query: str) -> None:
    assert str(referral.young_person) in said(colleague.get(f"/triage/?{query}"))


def test_a_board_that_fits_nobody_says_so(colleague: Client, referral: Referral) -> None:
    assert "Nobody here" in said(colleague.get("/triage/?band=over-12"))


def test_before_deciding_the_request_is_read_and_the_look_is_kept(colleague: Client, referral: Referral) -> None:
    page = said(colleague.get(f"/referrals/{referral.pk}/decide/"))

    assert "has stopped eating at lunch" in page
    assert AuditEvent.objects.filter(verb="decision.choose", row_id=str(referral.pk)).exists()


def test_the_young_persons_own_words_are_there_where_both_are_decided_on(
    colleague: Client, there: World, referral: Referral
) -> None:
    own = RequestForSupportFactory(
        school=there.school, young_person=there.pupils[0], asked_by=Asker.YOUNG_PERSON, owner=None,
        own_words="My chest goes tight in the hall.", resume_hash="0" * 64,
    )  # fmt: skip
    ReferralFactory(team=there.team, school=there.school, young_person=there.pupils[0], request=own,
                    state=S.NOT_ACCEPTED, same_as=referral)  # fmt: skip

    for path in ("", "not_accepted/", "group/"):
        page = said(colleague.get(f"/referrals/{referral.pk}/decide/{path}"))
        assert ("has stopped eating at lunch" in page, "My chest goes tight in the hall." in page) == (True, True)


def test_who_is_not_consented_is_said_beforehand(colleague: Client, there: World) -> None:
    referral = ReferralFactory(
        team=there.team, school=there.school, young_person=YoungPersonFactory(school=there.school)
    )
    for path in ("", "group/"):
        assert "No consent yet" in said(colleague.get(f"/referrals/{referral.pk}/decide/{path}"))


def test_an_outcome_that_is_none_is_not_found(colleague: Client, referral: Referral) -> None:
    assert colleague.get(f"/referrals/{referral.pk}/decide/perhaps/").status_code == 404


def test_not_accepted_leads_to_letters_for_all(colleague: Client, there: World, referral: Referral) -> None:
    answer = colleague.post(f"/referrals/{referral.pk}/decide/not_accepted/", not_accepted(there), follow=True)

    referral.refresh_from_db()
    assert (answer.redirect_chain[-1][0], referral.state) == (f"/referrals/{referral.pk}/letters/", S.NOT_ACCEPTED)
    bodies = list(Letter.objects.order_by("to").values_list("to", flat=True))
    assert bodies == sorted([LetterTo.YOUNG_PERSON, LetterTo.PARENT, LetterTo.SCHOOL])
    for letter in Letter.objects.all():
        assert "- School nurse: Tuesdays\n- Childline: " in letter.body
    assert said(answer).count("To be looked at") == 3


def test_without_a_way_on_it_stays_and_what_was_typed_is_kept(
    colleague: Client, there: World, referral: Referral
) -> None:
    given = not_accepted(there, own=" \n", routes=[])
    answer = colleague.post(f"/referrals/{referral.pk}/decide/not_accepted/", given)

    assert (answer.status_code, Letter.objects.count()) == (422, 0)
    assert "Nobody is left without a way on" in said(answer)
    assert "Needs a quiet room." in said(answer)


def test_of_two_that_one_is_needed_of_neither_is_called_optional(colleague: Client, referral: Referral) -> None:
    assert "(optional)" not in colleague.get(f"/referrals/{referral.pk}/decide/not_accepted/").content.decode()


def test_what_is_empty_is_asked_for(colleague: Client, referral: Referral) -> None:
    answer = colleague.post(f"/referrals/{referral.pk}/decide/step_up/", {})

    assert answer.status_code == 422
    for sentence in ("Answer the question: Who was there?", "Answer the question: Which service"):
        assert sentence in said(answer)


def test_what_was_asked_and_why_is_read_where_it_is_decided_next(colleague: Client, there: World, referral) -> None:
    typed = {"present": [str(there.practitioner.pk)], "why": "Nothing is said of school.", "advice": "How is maths?"}
    colleague.post(f"/referrals/{referral.pk}/decide/more_information/", typed)
    page = said(colleague.get(f"/referrals/{referral.pk}/decide/"))
    assert "Decided before" in page
    assert "Nothing is said of school." in page
    assert "Said to whoever asked: How is maths?" in page


def test_an_acceptance_leads_back_to_the_referral(colleague: Client, there: World, referral: Referral) -> None:
    given = {"present": [str(there.practitioner.pk)], "why": "Fits.", "programme": str(there.programme.pk)}
    answer = colleague.post(f"/referrals/{referral.pk}/decide/group/", given)

    referral.refresh_from_db()
    assert (answer["Location"], referral.programme) == (f"/referrals/{referral.pk}/", there.programme)


def test_a_referral_past_triage_is_not_decided(colleague: Client, there: World) -> None:
    waiting = ReferralFactory(team=there.team, school=there.school, state=S.WAITING)
    answer = colleague.get(f"/referrals/{waiting.pk}/decide/")

    assert (answer.status_code, "This referral is waiting" in said(answer)) == (403, True)


class TestLetters:
    @pytest.fixture
    def letter(self, referral: Referral) -> Letter:
        return LetterFactory(referral=referral, to=LetterTo.SCHOOL, body="Dear colleague\n\n- one\n")

    def test_one_is_prepared_from_the_list(self, colleague: Client, referral: Referral) -> None:
        path = f"/referrals/{referral.pk}/letters/"
        assert "No letters yet" in said(colleague.get(path))

        answer = colleague.post(path, {"kind": "closing", "to": "parent"}, follow=True)
        assert "Dear parent or guardian of" in said(answer)
        refused = colleague.post(path, {"kind": "closing", "to": "specialist"})
        assert (refused.status_code, "no such letter" in said(refused)) == (422, True)

    def test_it_is_written_looked_at_and_issued(self, colleague: Client, letter: Letter) -> None:
        path = f"/letters/{letter.pk}/"
        colleague.post(path, {"addressee": "The head", "body": "Dear head\n\nGoodbye."})
        early = colleague.post(f"{path}issue/", {"agreed": "on"})
        assert "Look at the letter as PDF first" in said(early)

        paper = colleague.get(f"{path}letter.pdf")
        assert (paper["Content-Type"], paper["Cache-Control"]) == ("application/pdf", "no-store")
        assert paper["Content-Disposition"] == 'inline; filename="letter.pdf"'
        unagreed = colleague.post(f"{path}issue/", {})
        assert "Confirm that everything in it was agreed" in said(unagreed)
        colleague.post(f"{path}issue/", {"agreed": "on"})

        letter.refresh_from_db()
        assert (letter.state, letter.addressee, letter.body) == (
            LetterState.ISSUED,
            "The head",
            "Dear head\n\nGoodbye.\n",
        )
        assert "<textarea" not in said(colleague.get(path))
        assert colleague.post(path, {"addressee": "x", "body": "y"}).status_code == 403

    @pytest.mark.usefixtures("no_paper")
    def test_one_that_could_not_be_laid_out_has_not_been_looked_at(self, colleague: Client, letter: Letter) -> None:
        path = f"/letters/{letter.pk}/"
        assert back(colleague.get(f"{path}letter.pdf")) == path
        assert "Look at the letter as PDF first" in said(colleague.post(f"{path}issue/", {"agreed": "on"}))

    def test_a_school_reads_that_only_what_was_agreed_goes_in(self, colleague: Client, letter: Letter) -> None:
        assert "Agreement to share with the school: not asked yet" in said(colleague.get(f"/letters/{letter.pk}/"))

    def test_a_draft_is_deleted(self, colleague: Client, letter: Letter) -> None:
        colleague.post(f"/letters/{letter.pk}/discard/")
        assert not Letter.objects.exists()

    def test_an_issued_one_is_not(self, colleague: Client, referral: Referral) -> None:
        letter = LetterFactory(referral=referral, issued=True)
        assert colleague.post(f"/letters/{letter.pk}/discard/").status_code == 403
        assert Letter.objects.exists()

    def test_the_school_and_other_teams_do_not_find_it(self, client: Client, there: World, letter: Letter) -> None:
        for viewer in (there.lead, world(pupils=1).manager):
            client.force_login(viewer)
            for path in ("", "letter.pdf"):
                assert client.get(f"/letters/{letter.pk}/{path}").status_code == 404

    def test_who_may_not_write_reads(self, client: Client, there: World, letter: Letter) -> None:
        client.force_login(there.administrator)
        assert client.get(f"/letters/{letter.pk}/").status_code == 403


def test_what_they_come_for_is_chosen_with_the_acceptance_and_stands_on_the_referral(
    colleague: Client, there: World, referral: Referral
) -> None:
    path, present = f"/referrals/{referral.pk}/", [str(there.practitioner.pk)]
    assert "Not said yet" in said(colleague.get(path))
    colleague.post(f"{path}decide/group/", {"present": present, "why": "Fits.", "came_for": "05", "programme": ""})

    assert "Worry or anxiety" in said(colleague.get(path))


def test_what_they_came_for_is_corrected_on_a_page_of_its_own(colleague: Client, referral: Referral) -> None:
    path = f"/referrals/{referral.pk}/"
    for came_for in ("05", "04"):
        assert colleague.post(f"{path}what-for/", {"came_for": came_for})["Location"] == path
    refused = colleague.post(f"{path}what-for/", {"came_for": "99"})

    assert "Low mood" in said(colleague.get(path))
    assert 'value="04" selected' in said(colleague.get(f"{path}what-for/"))
    assert (refused.status_code, Referral.objects.get(pk=referral.pk).reason) == (422, "04")


def test_who_may_not_read_the_request_does_not_read_what_they_came_for(
    client: Client, there: World, referral: Referral
) -> None:
    client.force_login(there.administrator)
    page = said(client.get(f"/referrals/{referral.pk}/"))

    assert "Stands at" in page
    assert "Came for" not in page
