"""检查表: what is looked at in a place of some kind, with the article under each item, and when a visit may be recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "checklists.unanswered": "“{item}”还没有选。没有看的不能算合格，请选一项。",
    "checklists.unconfirmed": "“{section}”这一部分还没有确认看过。",
    "checklists.needs_words": "“{item}”不合格，请写明看到了什么。",
    "checklists.no_words_needed": "“{item}”没有问题，不用写。请去掉写的字，或者改选。",
    "checklists.unknown_item": "检查表已经换了版本。能对上的还在，请从头看一遍再记。",
    "checklists.two_people": "检查至少要 {least} 个人到场。请再选一位同事。",
    "checklists.needs_signature": "请让对方在屏幕上签字；不签的，选“拒绝签字”并写明见证人。",
    "checklists.needs_inspector": "检查人也要签字。",
    "checklists.needs_witness": "对方拒绝签字的，请写明见证人。",
    "checklists.needs_sample": "请写抽查了几件，每一项里合格的几件。",
    "checklists.sample_range": "“{item}”合格的件数在 0 到 {n} 之间。",
    "checklists.sample_says_no": "“{item}”抽查 {n} 件里有 {wrong} 件没有做到，不能选“合格”。",
    "checklists.no_photo_needed": "“{item}”没有问题，不用拍照。请去掉照片，或者改选。",
    "checklists.enough_photos": "“{item}”最多 {most} 张照片。",
    "checklists.not_of_the_record": "这张照片不在这份记录里，或者已经有了。请选检查时拍的原来那一张。",
    "checklists.needs_day": "没有见到人的，请写下次哪天再来，从明天起 {days} 天以内。",
}
ANSWERS = ("yes", "no", "on_the_spot", "not_applicable")
FOUND = ("no", "on_the_spot")  # asks for words, takes photographs
Severity = Literal["ordinary", "serious"]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at, the article that asks for it, and how grave it is where it is not so."""

    code: str
    text: str
    clause: str
    severity: Severity = "ordinary"
    sampled: bool = False  # told by so many looked at, not by a glance


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The list of one kind of place as it stands on a day."""

    title: str
    sections: tuple[Section, ...]

    @property
    def items(self) -> Iterator[Item]:
        return (item for section in self.sections for item in section.items)

    @property
    def sampled(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.sampled)


@dataclass(frozen=True)
class ChecklistsPolicy:
    """The lists by their code."""

    lists: Mapping[str, Checklist]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one item; words only where something was found."""

    item: str
    answer: str
    words: str = ""


def version(code: str, checklist: Checklist) -> str:
    """The list by its code and the digest of every word in it: what a visit keeps, and a draft is compared with."""
    plain = "|".join(f"{s.code}:{s.title}:" + ";".join(f"{i.code},{i.text},{i.clause},{i.severity}{',sampled' * i.sampled}" for i in s.items) for s in checklist.sections)
    return f"{code}@{sha256(plain.encode()).hexdigest()[:12]}"


def may_be_answered_so(checklist: Checklist, seen: Sequence[Seen], confirmed: Iterable[str]) -> Verdict:
    """Whether a whole list may be recorded as seen: every item answered, since a missing answer is never a pass; every
    section confirmed for itself; words where something was found and nowhere else. Our default (guitu.default)."""
    by_item, known = {one.item: one for one in seen}, {item.code for item in checklist.items}
    if not by_item.keys() <= known:
        return refused(Reason("checklists.unknown_item"))
    found = [_of_item(item, by_item.get(item.code)) for item in checklist.items]
    sure = set(confirmed)
    open_ones = [Reason("checklists.unconfirmed", {"section": one.title}) for one in checklist.sections if one.code not in sure]
    return all_of(*found, refused(*open_ones) if open_ones else ALLOWED)


def _of_item(item: Item, seen: Seen | None) -> Verdict:
    if seen is None or seen.answer not in ANSWERS:
        return refused(Reason("checklists.unanswered", {"item": item.text}))
    if seen.answer in FOUND:
        return ALLOWED if seen.words.strip() else refused(Reason("checklists.needs_words", {"item": item.text}, item.clause))
    return refused(Reason("checklists.no_words_needed", {"item": item.text})) if seen.words.strip() else ALLOWED


def may_be_sampled_so(checklist: Checklist, seen: Iterable[Seen], pieces: Sequence[int]) -> Verdict:
    """Whether what was looked at piece by piece agrees with the answers: how many pieces, and of each such item how many were
    as they must be. "Every piece" is a pass only if it was every piece. A list without such items takes no pieces. Ours
    (guitu.default)."""
    items = checklist.sampled
    if not items:
        return ALLOWED if not pieces else refused(Reason("checklists.unknown_item"))
    if len(pieces) != len(items) + 1 or pieces[0] < 1:
        return refused(Reason("checklists.needs_sample"))
    answers, n = {one.item: one.answer for one in seen}, pieces[0]
    wrong = [Reason("checklists.sample_range", {"item": item.text, "n": n}) for item, good in zip(items, pieces[1:], strict=True) if not 0 <= good <= n]
    wrong += [
        Reason("checklists.sample_says_no", {"item": item.text, "n": n, "wrong": n - good}, item.clause)
        for item, good in zip(items, pieces[1:], strict=True) if good < n and answers.get(item.code) in ("yes", "not_applicable")
    ]
    return refused(*wrong) if wrong else ALLOWED


def may_be_pictured_so(checklist: Checklist, seen: Iterable[Seen], photos: Sequence[str], most: int) -> Verdict:
    """Whether photographs may go with a list as it was seen: of what was found alone, since nobody is asked to prove that
    all was well, and no more than so many of one item. `photos`: of each, its item. Policy: venues.most_photos"""
    answers, texts = {one.item: one.answer for one in seen}, {item.code: item.text for item in checklist.items}
    if not set(photos) <= texts.keys():
        return refused(Reason("checklists.unknown_item"))
    wrong = [Reason("checklists.no_photo_needed", {"item": texts[code]}, "guitu.default") for code in sorted(set(photos)) if answers.get(code) not in FOUND]
    wrong += [Reason("checklists.enough_photos", {"item": texts[code], "most": most}, "guitu.default") for code in sorted(set(photos)) if photos.count(code) > most]
    return refused(*wrong) if wrong else ALLOWED


def failed_of(checklist: Checklist, seen: Iterable[Seen]) -> tuple[tuple[str, str], ...]:
    """The items that are to be put right, each with its severity."""
    answers = {one.item: one.answer for one in seen}
    return tuple((item.code, item.severity) for item in checklist.items if answers.get(item.code) == "no")


def may_be_signed_so(inspectors: Iterable[str], least: int, *, signed: str, drawn: bool, witness: str, by_inspector: bool) -> Verdict:
    """Whether a visit has its people and its signatures: so many inspectors, human beings and not posts; the site's
    signature on the screen or on paper, or its refusal with a witness. Policy: venues.least_inspectors."""
    verdicts = [ALLOWED]
    if len({one for one in inspectors if one}) < least:
        verdicts.append(refused(Reason("checklists.two_people", {"least": least})))
    if signed == "drawn" and not drawn:
        verdicts.append(refused(Reason("checklists.needs_signature")))
    if signed == "drawn" and not by_inspector:
        verdicts.append(refused(Reason("checklists.needs_inspector")))
    if signed == "refused" and not witness.strip():
        verdicts.append(refused(Reason("checklists.needs_witness")))
    if signed not in ("drawn", "paper", "refused"):
        verdicts.append(refused(Reason("checklists.needs_signature")))
    return all_of(*verdicts)
