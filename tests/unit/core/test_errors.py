import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from mhst.core.errors import Conflict, DomainError, NotFound, Refused
from mhst.core.middleware import DomainErrors


@pytest.mark.parametrize(
    ("error", "status", "code", "message"),
    [
        (DomainError("That is not a plan."), 400, "refused", "That is not a plan."),
        (Refused("Only supervisors may."), 403, "refused", "Only supervisors may."),
        (Refused("Only supervisors may.", code="needs-role"), 403, "needs-role", "Only supervisors may."),
        (NotFound(), 404, "not-found", "We could not find that."),
        (NotFound("We could not find that school."), 404, "not-found", "We could not find that school."),
        (Conflict("Somebody was quicker."), 409, "conflict", "Somebody was quicker."),
    ],
)
def test_an_error_has_a_code_for_machines_and_a_sentence_for_people(
    error: DomainError, status: int, code: str, message: str
) -> None:
    assert (error.status, error.code, error.message, str(error)) == (status, code, message, message)


def test_an_error_carries_what_may_help() -> None:
    error = Conflict("The room is taken.", free=["10:00", "11:00"])

    assert error.details == {"free": ["10:00", "11:00"]}


class TestAsAPage:
    @pytest.mark.django_db
    @pytest.mark.parametrize(
        "error", [DomainError("That is not a plan."), Refused("Not you."), NotFound(), Conflict("Taken.")]
    )
    def test_what_no_view_handled_becomes_its_page_with_its_sentence(self, error: DomainError) -> None:
        middleware = DomainErrors(lambda request: HttpResponse())

        response = middleware.process_exception(RequestFactory().get("/"), error)

        assert response is not None
        assert response.status_code == error.status
        assert error.message in response.content.decode()

    def test_other_faults_are_left_to_django(self) -> None:
        middleware = DomainErrors(lambda request: HttpResponse("fine"))
        request = RequestFactory().get("/")

        assert middleware.process_exception(request, ZeroDivisionError()) is None
        assert middleware(request).content == b"fine"
