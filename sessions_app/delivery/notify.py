"""GOV.UK Notify (https://docs.notifications.service.gov.uk/python.html).

A message whose end is not known is asked for by our reference before it is sent again. Our words are the whole of
Notify's templates, so that they are kept, tested and changed in one place.
"""

from http import HTTPStatus
from typing import Any

from notifications_python_client import NotificationsAPIClient
from notifications_python_client.errors import APIError

from mhst.settings.environment import environment
from sessions_app.delivery.words import NotDelivered, Words
from sessions_app.enums import Channel, Problem

SECONDS = 20


def template(channel: str) -> str:
    """The id of the template for this channel; empty where the deployer has named none, or has no key."""
    if not environment.notify_api_key.get_secret_value():
        return ""
    return environment.notify_text_template if channel == Channel.TEXT else environment.notify_email_template


def send(words: Words) -> str:
    """Raises: NotDelivered."""
    client = NotificationsAPIClient(
        environment.notify_api_key.get_secret_value(), base_url=environment.notify_url, timeout=SECONDS
    )
    try:
        return (words.may_have_gone and _already(client, words)) or _send(client, words)
    except APIError as error:
        raise _not_delivered(error.status_code) from None  # what it says may hold the address


def _already(client: Any, words: Words) -> str:
    """What Notify calls the message of an earlier attempt; empty when it never took one."""
    found = client.get_all_notifications(reference=words.reference)["notifications"]
    return str(found[0]["id"]) if found else ""


def _send(client: Any, words: Words) -> str:
    if words.channel == Channel.TEXT:
        answer = client.send_sms_notification(
            phone_number=words.address,
            template_id=template(Channel.TEXT),
            personalisation={"body": words.body},
            reference=words.reference,
        )
    else:
        answer = client.send_email_notification(
            email_address=words.address,
            template_id=template(Channel.EMAIL),
            personalisation={"subject": words.subject, "body": words.body},
            reference=words.reference,
        )
    return str(answer["id"])


def _not_delivered(status: int) -> NotDelivered:
    if status == HTTPStatus.BAD_REQUEST:
        return NotDelivered(Problem.REFUSED, is_final=True)
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return NotDelivered(Problem.NOT_LET_IN)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return NotDelivered(Problem.BUSY)
    return NotDelivered(Problem.UNREACHABLE, is_unclear=True)  # 503 also stands for no answer at all
