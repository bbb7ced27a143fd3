"""试剂: lots of test strips that a centre has in stock. What is left of a lot is what came, less what was used and written off.

A lot that is past its last day, taken out of use or used up is refused for a test; numbers are in the section `kits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from guitu.rules.dates import days_after
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "kits.which_lot": "请选这次用了哪一批试剂。没有用本中心试剂的，请选异地尿检。",
    "kits.unknown_lot": "库存里没有试剂批号 {lot}。请从库存里选，或者先登记到货。",
    "kits.expired": "试剂批号 {lot} 只能用到 {until}，过期试剂的结果不作数。请换一批重做，或登记为无效。",
    "kits.withdrawn": "试剂批号 {lot} 已于 {on} 停用，不能再用。请换一批。",
    "kits.none_left": "试剂批号 {lot} 账上已经没有了。请换一批，或者先登记到货、盘点。",
    "kits.not_detected": "试剂批号 {lot} 不检测这一项（{substances}）。请核对批号或者阳性项目。",
    "kits.on_file": "这个批号已经在库存里。又到了货，请在这一批上登记。",
    "kits.needs_lot": "请填写批号。",
    "kits.unknown_panel": "没有这一项检测项目，请重新选。",
    "kits.needs_panel": "请选择这一批检测哪些项目。",
    "kits.arrived_expired": "这一批已于 {until} 过期，不能入库。请退回供货的人。",
    "kits.odd_number": "数量填 1 到 {most} 的整数。",
    "kits.odd_count": "实数填 0 到 {most} 的整数。",
    "kits.more_than_left": "账上只有 {left} 份，不能报 {pieces} 份。请先盘点。",
    "kits.not_expired": "这一批用到 {until}，还没有过期。损坏的请选“损坏”。",
    "kits.withdrawn_already": "这一批已经停用。",
    "kits.same_count": "实数和账上一样，不用登记。",
    "kits.needs_words": "请写明情况。",
    "kits.second_person": "盘点和报损须两人在场，第二人须是另一名在岗的工作人员。请改选。",
}
MOVES = ("received", "used", "spoiled", "expired", "counted")
MOST = 100_000


@dataclass(frozen=True)
class KitsPolicy:
    """How many days before the last day a lot is said to end, and from how few strips on a centre is short."""

    near_days: int
    short_pieces: int


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot as it lies in stock: its last day of use, what it detects, how many are left."""

    lot: str
    detects: frozenset[str]
    expires_on: date  # the last day of use, as it is printed on the box
    left: int
    withdrawn_on: date | None = None


def left(moves: Iterable[tuple[str, int]]) -> int:
    """How many strips are left after these moves, what came in as more and what went as less."""
    return sum(pieces for _what, pieces in moves)


def sums(moves: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """How many strips by each kind of move: 到货 less 已用, 损坏, 过期, with what counting found, is what is left."""
    answer = dict.fromkeys(MOVES, 0)
    for what, pieces in moves:
        answer[what] += pieces
    return answer


def may_use(lot: Lot, substances: Iterable[str], on: date) -> Verdict:
    """Whether a test of that day may be taken with a strip of the lot: in date, in use, one left, and made to find what
    was found. Clause: guitu.default."""
    if lot.expires_on < on:
        return refused(Reason("kits.expired", {"lot": lot.lot, "until": lot.expires_on}, "guitu.default"))
    if lot.withdrawn_on is not None and lot.withdrawn_on <= on:
        return refused(Reason("kits.withdrawn", {"lot": lot.lot, "on": lot.withdrawn_on}, "guitu.default"))
    if lot.left < 1:
        return refused(Reason("kits.none_left", {"lot": lot.lot}, "guitu.default"))
    beyond = sorted(set(substances) - lot.detects)
    if beyond:
        return refused(Reason("kits.not_detected", {"lot": lot.lot, "substances": beyond}, "guitu.default"))
    return ALLOWED


def may_arrive(expires_on: date, pieces: int, on: date) -> Verdict:
    """Whether so many strips may be taken in: at least one, and none that is past its last day. Clause: guitu.default."""
    if not 1 <= pieces <= MOST:
        return refused(Reason("kits.odd_number", {"most": MOST}))
    if expires_on < on:
        return refused(Reason("kits.arrived_expired", {"until": expires_on}, "guitu.default"))
    return ALLOWED


def may_discard(lot: Lot, what: str, pieces: int, on: date) -> Verdict:
    """Whether so many strips may be written off: no more than are left, as expired only past the last day. Clause:
    guitu.default."""
    if not 1 <= pieces <= MOST:
        return refused(Reason("kits.odd_number", {"most": MOST}))
    if pieces > lot.left:
        return refused(Reason("kits.more_than_left", {"left": lot.left, "pieces": pieces}))
    if what == "expired" and lot.expires_on >= on:
        return refused(Reason("kits.not_expired", {"until": lot.expires_on}))
    return ALLOWED


def may_count(lot: Lot, counted: int) -> Verdict:
    """Whether what was counted changes the book: a number that differs from what it says. Clause: guitu.default."""
    if not 0 <= counted <= MOST:
        return refused(Reason("kits.odd_count", {"most": MOST}))
    return ALLOWED if counted != lot.left else refused(Reason("kits.same_count"))


def is_usable(lot: Lot, on: date) -> bool:
    """Whether a strip of the lot may be taken that day."""
    return bool(may_use(lot, (), on))


def is_near(lot: Lot, on: date, policy: KitsPolicy) -> bool:
    """Whether a lot that is in use ends soon, its last strips still there. Days. Policy: kits.near_days"""
    return is_usable(lot, on) and lot.expires_on <= days_after(on, policy.near_days)


def short_of(lots: Iterable[Lot], on: date, policy: KitsPolicy) -> int | None:
    """How many strips a centre can still use, when these are few; None when there are enough. Policy: kits.short_pieces"""
    usable = sum(lot.left for lot in lots if is_usable(lot, on))
    return usable if usable < policy.short_pieces else None
