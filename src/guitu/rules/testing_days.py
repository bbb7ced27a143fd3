"""检测日: a centre tests many people one after another. Each has a number and a code on the cup, read back before a result is taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "testing_days.nobody": "请至少勾选一人。",
    "testing_days.too_many": "一天最多安排 {most} 人。请分成两天。",
    "testing_days.gone_by": "检测日不能早于今天。",
    "testing_days.not_yet": "检测日是 {on}，还没有到，不能登记结果。",
    "testing_days.one_person": "两名工作人员须是两个人。请改选。",
    "testing_days.other_cup": "扫到的是 {other} 号的杯，这里是 {number} 号。请核对，没有写入。",
    "testing_days.no_cup": "杯签 {code} 不是这一天的。请再扫一次或者照着输入。",
}
MOST = 120
LETTERS = "ABCDEFGHJKLMNPQRTUVWXY"  # 22, none that is taken for a digit
_CHECK = "ABCDEFGHJKLMNPQRTUVWXYZ"  # 23, a prime: one digit misread is another letter


def may_plan(on: date, people: Sequence[object], *, same_tester: bool, today: date) -> Verdict:
    """Whether a day may be set: today or later, for somebody and not for too many, with two people who test. Clause:
    test_procedure.8"""
    if on < today:
        return refused(Reason("testing_days.gone_by"))
    if not people:
        return refused(Reason("testing_days.nobody"))
    if len(people) > MOST:
        return refused(Reason("testing_days.too_many", {"most": MOST}))
    return refused(Reason("testing_days.one_person", {}, "test_procedure.8")) if same_tester else ALLOWED


def cup_of(day: str, number: int) -> str:
    """The code on a cup: two letters of the day, the number, a letter that checks it. `day` is the day's own id in hex."""
    head = int(day[:8], 16)
    digits = f"{number:03}"
    check = head + sum((place + 2) * int(digit) for place, digit in enumerate(digits))
    return f"{LETTERS[head % 22]}{LETTERS[head // 22 % 22]}{digits}{_CHECK[check % 23]}"


def number_on(day: str, code: str) -> int | None:
    """The number that a scanned or typed code says, however it is spaced; None for a code of another day or one misread."""
    typed = "".join(code.split()).replace("-", "").upper()
    digits = typed[2:5]
    if len(typed) != 6 or not (digits.isascii() and digits.isdecimal()) or cup_of(day, int(digits)) != typed:
        return None
    return int(digits)


def may_take(day: str, on: date, number: int, code: str, *, today: date) -> Verdict:
    """Whether a result is taken for the one of that number: on the day or after it, with the code of the cup read
    back. Clause: guitu.default"""
    if today < on:
        return refused(Reason("testing_days.not_yet", {"on": on}))
    read = number_on(day, code)
    if read is None:
        return refused(Reason("testing_days.no_cup", {"code": code}, "guitu.default"))
    if read != number:
        return refused(Reason("testing_days.other_cup", {"other": read, "number": number}, "guitu.default"))
    return ALLOWED
