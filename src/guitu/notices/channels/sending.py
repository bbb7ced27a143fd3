"""One message by one way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from guitu.notices.channels.mail import mail
from guitu.notices.channels.message import Message, NotDelivered
from guitu.notices.channels.robots import dingtalk, feishu, wecom
from guitu.notices.channels.sms import sms
from guitu.notices.channels.webhook import webhook

GROUPS: Mapping[str, Callable[[Mapping[str, str], Message, datetime], None]] = {
    "webhook": webhook, "wecom": wecom, "dingtalk": dingtalk, "feishu": feishu,
}


def send(way: str, config: Mapping[str, str], address: str, message: Message, at: datetime) -> None:
    """Returns when the other side has taken it; NotDelivered else."""
    try:
        if way in GROUPS:
            GROUPS[way](config, message, at)
        elif way == "mail":
            mail(config, address, message)
        else:
            sms(address, message)
    except KeyError:
        raise NotDelivered("config") from None
