"""Mail through the server of the place. The Message-ID is the same at every try: a mailbox that looks shows it once."""

from __future__ import annotations

from collections.abc import Mapping
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from guitu.notices.channels.message import Message, NotDelivered

TIMEOUT = 10


def mail(config: Mapping[str, str], address: str, message: Message) -> None:
    if f"smtp://{config['host']}:{config['port']}" not in settings.OUTSIDE:
        raise NotDelivered("host")
    backend = EmailBackend(
        host=config["host"], port=int(config["port"]), username=config.get("user") or "", password=config.get("password") or "",
        use_tls=config["security"] == "starttls", use_ssl=config["security"] == "tls", timeout=TIMEOUT, fail_silently=False,
    )
    domain = config["sender"].rpartition("@")[2]
    letter = EmailMessage(
        message.subject, message.text, config["sender"], [address],
        headers={"Message-ID": f"<{message.id}@{domain}>", "Auto-Submitted": "auto-generated"}, connection=backend,
    )
    try:
        letter.send()
    except (SMTPException, OSError) as error:
        raise NotDelivered("refused" if isinstance(error, SMTPException) else "no_answer") from None
