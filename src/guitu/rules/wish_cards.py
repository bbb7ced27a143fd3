"""心愿卡: a wish on a card that names nobody; somebody takes it, brings the thing to the office, and is thanked. Neither learns who
the other is.
"""

from __future__ import annotations

from guitu.rules.identifiers import check_phone
from guitu.rules.verdict import ALLOWED, Reason, Verdict, refused

SENTENCES = {
    "wish_cards.not_now": "接办以后、办好以前，微心愿才能做心愿卡。",
    "wish_cards.made_already": "已经有一张在用的心愿卡。",
    "wish_cards.none": "没有在用的心愿卡，或者已经有人认领。请刷新页面。",
    "wish_cards.nobody_took": "还没有人认领。",
    "wish_cards.arrived": "东西已经收到，不能再收回。",
    "wish_cards.taken": "已经有人认领了，谢谢您的心意。",
    "wish_cards.needs_reach": "请留一个能打通的电话，只给转交的人看，东西收到就删去。",
    "wish_cards.not_met": "本人说收到了，才能写感谢的话。",
    "wish_cards.names": "话里有本人的姓名。请去掉，送的人不知道是谁。",
}
WISH = "wish"  # of the kinds of need
STATES = ("open", "taken", "received")


def may_make(need: str, state: str, *, has_card: bool) -> Verdict:
    """Whether a wish gets a card: a wish that the office has taken on and not finished, without a card in use. Ours (guitu.default)."""
    if need != WISH or state != "taken":
        return refused(Reason("wish_cards.not_now"))
    return refused(Reason("wish_cards.made_already")) if has_card else ALLOWED


def is_open(state: str, need_state: str) -> bool:
    """Whether a wish waits for a giver: nobody has taken it, and the office is still at it."""
    return state == "open" and need_state == "taken"


def may_take(state: str, need_state: str, reach: str) -> Verdict:
    """Whether somebody may take a wish: it waits for a giver, and there is a telephone for the office alone. Ours (guitu.default)."""
    if not is_open(state, need_state):
        return refused(Reason("wish_cards.taken"))
    return ALLOWED if check_phone(reach).text else refused(Reason("wish_cards.needs_reach"))


def may_receive(state: str) -> Verdict:
    """Whether the thing may be noted as arrived: somebody has taken the wish, and it is not on file as arrived."""
    codes = {"open": "wish_cards.nobody_took", "received": "wish_cards.arrived"}
    return refused(Reason(codes[state])) if state in codes else ALLOWED


def may_take_back(state: str) -> Verdict:
    """Whether the card may be taken back, or given free for another giver: the thing has not arrived."""
    return refused(Reason("wish_cards.arrived")) if state == "received" else ALLOWED


def may_thank(need_state: str, words: str, name: str) -> Verdict:
    """Whether words go back to who gave: the person has it, and they name nobody. Ours (guitu.default)."""
    if need_state != "met":
        return refused(Reason("wish_cards.not_met"))
    return refused(Reason("wish_cards.names")) if name and name in words else ALLOWED
