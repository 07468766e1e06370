from typing import Any

import pytest

from mhst.core.crypto import rotation
from mhst.core.crypto.keys import version_of
from realtime.models import Conversation
from realtime.models.message import opened
from tests.factories.conversation import MessageFactory


@pytest.mark.django_db
def test_keys_of_conversations_are_wrapped_again_under_a_new_main_key(use_keys: Any) -> None:
    use_keys(1)
    message = MessageFactory(words="Still here")
    use_keys(1, 2)
    columns: list[Any] = [one for one in rotation.sealed_columns() if one.model is Conversation]
    assert [rotation.rotate(column).resealed for column in columns] == [1]
    conversation = Conversation.objects.get()
    assert version_of(bytes(conversation.key)) == 2
    assert opened(conversation.opened_key, message.pk, "body", message.body) == "Still here"
