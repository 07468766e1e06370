from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mhst.access import letters
from mhst.access.actions import user as actions
from mhst.access.enums import RoleName
from mhst.core.actors import SYSTEM
from mhst.core.errors import Refused


class Command(BaseCommand):
    help = "Make the first system administrator, and print the link with which they choose a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("first_name")
        parser.add_argument("last_name")

    def handle(self, *args: Any, **options: Any) -> None:
        given = {key: options[key] for key in ("email", "first_name", "last_name")}
        try:
            user = actions.invite(**given, role=RoleName.SYSTEM_ADMINISTRATOR, place=None, by=SYSTEM)
        except Refused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{user.name} keeps the system now. To choose a password:\n{letters.password_url(user)}")
