"""宣传投放: what went out by text message, television, press, screens and accounts; to whom, and what a locked telephone shows of it."""

from __future__ import annotations

from datetime import date

from guitu.rules import neutral
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "airings.needs_words": "请写明。",
    "airings.nothing_sent": "发了几条、播了几次，至少是 1。",
    "airings.taken_back": "这一条已经撤回。",
}
CHANNELS = ("sms", "tv", "radio", "newspaper", "screen", "account")
AUDIENCES = ("public", "staff", "in_recovery")
GLANCE = 30  # signs that a locked telephone shows of a message


def may_note(audience: str, text: str, times: int, day_on: date, on: date) -> Verdict:
    """Whether what went out may be noted: some words, once at least, on no day to come; and what went to people in recovery says
    nothing that gives them away to who sees the telephone lying there. Clause: guitu.default"""
    wrong = []
    if not text.strip():
        wrong.append(Reason("airings.needs_words"))
    if times < 1:
        wrong.append(Reason("airings.nothing_sent"))
    if day_on > on:
        wrong.append(Reason("in_the_future", {"on": day_on}))
    if audience == "in_recovery":
        wrong += neutral.may_leave(text).reasons
    return refused(*wrong) if wrong else ALLOWED


def at_a_glance(text: str) -> str:
    """What a locked telephone shows of a message."""
    line = " ".join(text.split())
    return line if len(line) <= GLANCE else line[:GLANCE] + "…"
