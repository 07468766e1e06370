import pytest
from django.contrib.auth.models import AnonymousUser

from mhst.access import backends
from mhst.access.enums import RoleName
from mhst.access.models import User
from tests.factories import UserFactory, member_of
from tests.factories.access import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def nia() -> User:
    return UserFactory(username="nia", email="nia@example.invalid")


class TestNames:
    @pytest.mark.parametrize("login", ["nia", "NIA", "nia@example.invalid", "Nia@Example.Invalid"])
    def test_by_either_name_in_any_case(self, nia, login) -> None:
        assert backends.account_named(login) == nia

    @pytest.mark.parametrize("login", ["", "ni", "nia@example"])
    def test_or_nobody(self, nia, login) -> None:
        UserFactory(email="")
        assert backends.account_named(login) is None

    def test_an_address_wins_over_a_user_name_that_looks_like_it(self, nia) -> None:
        UserFactory(username="nia@example.invalid", email="")
        UserFactory(username="zoe", email="zoe@example.invalid")
        assert backends.account_named("nia@example.invalid") == nia


class TestOneHashForAnyAnswer:
    """A second hash, or none, would tell by the clock who has an account."""

    @pytest.mark.parametrize(
        ("credentials", "is_nia"),
        [
            ({"email": "nia@example.invalid", "username": "nia@example.invalid", "password": PASSWORD}, True),
            ({"email": "nia@example.invalid", "username": "nia@example.invalid", "password": "wrong"}, False),
            ({"username": "nia", "password": "wrong"}, False),
            ({"email": "no@example.invalid", "username": "no@example.invalid", "password": "wrong"}, False),
            ({"username": "no", "password": "wrong"}, False),
            ({"password": "wrong"}, False),
        ],
    )
    def test_it_is_the_same(self, nia, monkeypatch, credentials, is_nia, django_assert_num_queries) -> None:
        hashed: list[str] = []
        hasher = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
        import django.contrib.auth.hashers as hashers

        encode = hashers.MD5PasswordHasher.encode
        monkeypatch.setattr(
            hasher, lambda self, password, salt: hashed.append(password) or encode(self, password, salt)
        )

        found = backends.PasswordBackend().authenticate(None, **credentials)

        assert (found == nia) is is_nia
        assert len(hashed) == 1

    def test_nobody_gets_in_without_a_password(self, nia) -> None:
        assert backends.PasswordBackend().authenticate(None, username="nia", password="") is None

    def test_nor_by_an_invitation_not_yet_taken(self, nia) -> None:
        nia.set_unusable_password()
        nia.save()
        assert backends.PasswordBackend().authenticate(None, username="nia", password=nia.password) is None


class TestWhatRolesOpen:
    @pytest.mark.parametrize(
        ("role", "permission", "may"),
        [
            (RoleName.CONTENT_EDITOR, "wagtailadmin.access_admin", True),
            (RoleName.CONTENT_EDITOR, "cms.change_helproute", True),
            (RoleName.CONTENT_EDITOR, "django_tasks_database.view_dbtaskresult", False),
            (RoleName.CONTENT_EDITOR, "access.change_user", False),
            (RoleName.SYSTEM_ADMINISTRATOR, "wagtailadmin.access_admin", True),
            (RoleName.SYSTEM_ADMINISTRATOR, "django_tasks_database.view_dbtaskresult", True),
            (RoleName.SYSTEM_ADMINISTRATOR, "access.change_user", False),
            (RoleName.SYSTEM_ADMINISTRATOR, "people.view_youngperson", False),
            (RoleName.PRACTITIONER, "wagtailadmin.access_admin", False),
            (RoleName.YOUNG_PERSON, "wagtailadmin.access_admin", False),
        ],
    )
    def test_by_app(self, places, role, permission, may) -> None:
        nowhere = role in {RoleName.SYSTEM_ADMINISTRATOR, RoleName.YOUNG_PERSON}
        place = None if nowhere else places.trust if role == RoleName.CONTENT_EDITOR else places.team
        user = member_of(place, role)

        assert user.has_perm(permission) is may
        assert user.has_module_perms(permission.partition(".")[0]) is may

    def test_a_group_alone_opens_nothing(self, django_user_model) -> None:
        from django.contrib.auth.models import Group

        user = UserFactory()
        user.groups.add(*Group.objects.all())

        assert not user.has_perm("wagtailadmin.access_admin")
        assert user.get_all_permissions() == set()

    def test_a_stranger_may_nothing(self) -> None:
        assert not backends.PasswordBackend().has_perm(AnonymousUser(), "wagtailadmin.access_admin")
