"""Who one young person said that they are, kept apart; somebody who leads asks to open it, and nobody has answered."""

from mhst.access.models import User
from mhst.demo.logins import SUPERVISOR_OF_COUNSELLING
from realtime.actions import identity as actions
from realtime.enums import KnownBy
from realtime.models import Conversation

WHO = "Her name is Jasmine Arden (invented). She is at her aunt's, 3 Cooper's Row, Quayhaven."
WHY = "She has not written for an hour after saying that she does not feel safe. Somebody must be able to call there."


def begin(conversation: Conversation, counsellor: User) -> None:
    kept = actions.keep(conversation=conversation.pk, known_by=KnownBy.AGREED, words=WHO, by=counsellor)
    lead = User.objects.filter(username=SUPERVISOR_OF_COUNSELLING).first()
    if lead is not None:
        actions.ask(identity=kept, why=WHY, by=lead)
