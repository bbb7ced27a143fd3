"""本人的门: how somebody comes in to their own file, how long it stays open, and what is refused there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from guitu.rules.dates import age_on
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "portal.closed": "打不开。请核对卡片和密码；还是不行的，请到站里换一张。",
    "portal.closed_by_phone": "打不开。请核对验证码和密码；还是不行的，用卡片进，或者到站里问。",
    "portal.odd_mobile": "请填写 11 位手机号码。",
    "portal.no_mobile": "档案里没有登记手机号码。先在“更正基本信息”里登记，再做卡片。",
    "portal.phone_for_self": "短信验证码只给本人，不给监护人。",
    "portal.phone_of_two": "这个号码已经能打开另一个人的卡片。两个人合用的号码，不能用短信进。",
    "portal.no_sms": "这里还没有开通短信，请先请管理员开通。",
    "portal.too_often": "试得太多了，请过一会儿再试，或者到站里换一张卡片。",
    "portal.pin_digits": "密码是 {digits} 位数字。",
    "portal.pin_plain": "这个密码太好猜。请换一个，不用相同的、连着的数字。",
    "portal.pin_twice": "两次填的不一样。请再填一次。",
    "portal.pin_same": "请换一个和原来不同的密码。",
    "portal.no_card": "现在没有在用的卡片。",
    "portal.for_minor": "给监护人的卡片只在本人未满 {age} 岁时发。",
    "portal.needs_contact": "请写明到哪里、找谁、打什么电话。",
}
WHOSE = ("self", "guardian")


@dataclass(frozen=True)
class Phone:
    """A number that anybody may ring, and for what."""

    name: str
    number: str


@dataclass(frozen=True)
class PortalPolicy:
    """The card, its PIN, how long a visit lasts, until which age a guardian comes in beside."""

    pin_digits: int
    pin_tries: int
    idle_minutes: int
    most_minutes: int
    card_days: int
    guardian_until_age: int
    reconsider_days: int
    lawsuit_months: int
    phones: Mapping[str, Phone]


def may_be_pin(pin: str, again: str, policy: PortalPolicy) -> Verdict:
    """Whether somebody may have this as their own PIN: so many digits, not all the same and not in a row, typed twice the
    same way. Policy: portal.pin_digits; ours (guitu.default)."""
    if len(pin) != policy.pin_digits or not (pin.isascii() and pin.isdecimal()):
        return refused(Reason("portal.pin_digits", {"digits": policy.pin_digits}))
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {-1, 0, 1}:
        return refused(Reason("portal.pin_plain"))
    return ALLOWED if pin == again else refused(Reason("portal.pin_twice"))


def may_have_card(whose: str, born_on: date | None, on: date, policy: PortalPolicy) -> Verdict:
    """Whether a card may be issued: to the person always, to a guardian only while the person is a minor.
    Policy: portal.guardian_until_age."""
    if whose == "self" or (born_on is not None and age_on(born_on, on) < policy.guardian_until_age):
        return ALLOWED
    return refused(Reason("portal.for_minor", {"age": policy.guardian_until_age}))


def is_mobile(number: str) -> bool:
    """Whether a code can be sent to this number: eleven digits of a mobile of the mainland."""
    return len(number) == 11 and number.isascii() and number.isdecimal() and number[0] == "1" and number[1] not in "012"


def may_use_phone(whose: str, number: str, *, has_sms: bool, is_shared: bool) -> Verdict:
    """Whether a code to the number on file may stand in for the card: the person's own, a mobile, where messages are sent, and
    a number that opens nobody else's. The PIN is asked for all the same. Ours (guitu.default)."""
    if whose != "self":
        return refused(Reason("portal.phone_for_self", {}, "guitu.default"))
    if not is_mobile(number):
        return refused(Reason("portal.no_mobile"))
    if not has_sms:
        return refused(Reason("portal.no_sms"))
    return refused(Reason("portal.phone_of_two", {}, "guitu.default")) if is_shared else ALLOWED


def may_still_open(whose: str, born_on: date | None, on: date, policy: PortalPolicy) -> bool:
    """Whether a card opens on that day: a guardian's is nothing from the day on which the person is of age."""
    return bool(may_have_card(whose, born_on, on, policy))
