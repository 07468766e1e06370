"""E-mail through Django's backend.

Nobody can ask a mail server whether it has taken a message. One whose end is not known is sent again, because a
letter that never comes is worse than a neutral sentence that comes twice; it carries the same Message-ID, by which
mailboxes know the second for the first.
"""

from email.utils import parseaddr
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.core.mail import EmailMessage

from sessions_app.delivery.words import NotDelivered, Words
from sessions_app.enums import Problem


def send(words: Words) -> str:
    """Raises: NotDelivered."""
    domain = parseaddr(words.sender)[1].rpartition("@")[2]
    name = f"<{words.reference}@{domain}>"
    headers = {"Message-ID": name, "Auto-Submitted": "auto-generated"}
    try:
        EmailMessage(words.subject, words.body, words.sender, [words.address], headers=headers).send()
    except SMTPRecipientsRefused as refused:
        codes = {code for code, _ in refused.recipients.values()}
        raise NotDelivered(Problem.REFUSED, is_final=any(code >= 500 for code in codes)) from None
    except SMTPResponseException as answer:
        raise NotDelivered(Problem.NOT_LET_IN if answer.smtp_code >= 500 else Problem.BUSY) from None
    except OSError:  # smtplib's other errors are among these
        raise NotDelivered(Problem.UNREACHABLE, is_unclear=True) from None
    return name
