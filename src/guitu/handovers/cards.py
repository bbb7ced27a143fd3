"""What a handover asks of a post now: the cards with their forms, by side, as the rules allow them to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from guitu.grid.held import held
from guitu.handovers import announcing, following, receiving
from guitu.handovers.forms import PacketForm, StepForm
from guitu.handovers.reading import Handover
from guitu.kit.actor import Actor
from guitu.kit.database import rows
from guitu.kit.doors import new_request_id
from guitu.kit.form_errors import errors_of
from guitu.kit.telling import joined, said, sentence
from guitu.ledger.commands import Answer
from guitu.rules import handover_steps as rules
from guitu.rules.handovers import PARTS
from guitu.rules.verdict import ALLOWED, Verdict

Row = dict[str, Any]
_WORKERS = (
    "SELECT p.id, b.name, h.name FROM grid_post p JOIN grid_body b ON b.id = p.body_id"  # noqa: S608  ours
    f" JOIN grid_holding h ON h.post_id = p.id AND {held('h')}"
    " WHERE p.county_id = %(county)s AND p.role = 'social_worker' AND p.path = %(town)s AND p.closed_on IS NULL ORDER BY b.name, h.name, p.id"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its command, what its card is called and its button says; whether it is at hand or folded away."""

    command: Callable[..., Answer]
    title: Any
    submit: Any
    may: Callable[[Handover, Actor, date], Verdict]
    at_hand: Callable[[Handover], bool] = lambda of: False


def _before(of: Handover, _actor: Actor, _on: date) -> Verdict:
    return rules.may_prepare(of.course)


def _after(of: Handover, _actor: Actor, _on: date) -> Verdict:
    return rules.may_follow(of.course)


def _waits(of: Handover, _actor: Actor, _on: date) -> Verdict:
    return rules.may_decide(of.course)


def _goes_on(of: Handover, _actor: Actor, _on: date) -> Verdict:
    return rules.may_go_on(of.course)


def _not_out(of: Handover, _actor: Actor, _on: date) -> Verdict:
    return rules.may_prepare(of.course) if of.course.received_on else rules.may_go_on(of.course)


def _is_due(kind: str) -> Callable[[Handover], bool]:
    return lambda of: any(duty.kind == kind and duty.state == "open" for duty in of.course.duties)


TOWN: Mapping[str, Step] = {
    "accept": Step(receiving.accept_handover, _("接收，定接收社工"), _("接收"), _waits, lambda of: True),
    "return": Step(receiving.return_handover, _("退回戒毒所"), _("退回"), _waits, lambda of: True),
    "sign": Step(receiving.sign_handover, _("在交接单上签字"), _("签字，接收"), lambda of, actor, on: rules.may_sign(of.course, "town", str(actor.natural_person_id), on), lambda of: True),
    "contact": Step(receiving.record_contact_inside, _("所内第一次联系"), _("记下"), _before, _is_due("handover_contact")),
    "meeting": Step(receiving.record_handover_meeting, _("对接会"), _("记下"), _before, _is_due("handover_meeting")),
    "escort": Step(receiving.plan_escort, _("定谁送、谁接"), _("定下来"), _before, _is_due("handover_escort")),
    "rules": Step(following.record_rules_read, _("宣读条例，本人签字"), _("记下"), _after, lambda of: not of.course.is_read_to),
    "from_file": Step(following.take_from_file, _("从档案里核报到、走访"), _("去核"), _after, lambda of: of.course.person is not None),
    "needs": Step(following.ask_needs, _("问需要什么帮助"), _("记下"), _after, _is_due("handover_needs")),
    "close": Step(following.close_handover, _("办结对接"), _("办结"), lambda of, actor, on: rules.may_close(of.course), lambda of: True),
    "name": Step(receiving.name_receiver, _("换接收社工"), _("换人"), lambda of, actor, on: rules.may_go_on(of.course) if of.course.worker else rules.may_prepare(of.course)),
}
FACILITY: Mapping[str, Step] = {
    "again": Step(announcing.send_handover_again, _("补好了，重新送"), _("重新送"), lambda of, actor, on: rules.may_send_again(of.course), lambda of: True),
    "sign": Step(announcing.sign_for_facility, _("在交接单上签字"), _("签字，交出"), lambda of, actor, on: rules.may_sign(of.course, "facility", str(actor.natural_person_id), on), lambda of: True),
    "notify": Step(announcing.notify_release, _("已书面通知决定机关、家属和派出所"), _("记下"), lambda of, actor, on: _not_out(of, actor, on) if "release_notified" not in of.course.done else rules.refused(), lambda of: True),
    "move": Step(announcing.move_release, _("出所日期有变"), _("改日期"), _not_out),
    "certificate": Step(announcing.add_certificate, _("所内取得的证书"), _("记下"), _goes_on),
    "withdraw": Step(announcing.withdraw_release, _("撤回通报"), _("撤回"), _not_out),
}


def action_of(step: Step) -> str:
    """The action behind a step: its command."""
    return str(step.command.command_name)  # type: ignore[attr-defined]


def cards(of: Handover, steps: Mapping[str, Step], actor: Actor, on: date, typed: Mapping[str, Any]) -> list[Row]:
    """The cards of this post, those at hand first; a form that was refused as it was typed."""
    return sorted(_possible(of, steps, actor, on, typed), key=lambda card: bool(card["folded"]))


def _possible(of: Handover, steps: Mapping[str, Step], actor: Actor, on: date, typed: Mapping[str, Any]) -> Iterator[Row]:
    for kind, step in steps.items():
        if action_of(step) not in actor.may or (kind not in typed and not step.may(of, actor, on)):
            continue
        form = typed.get(kind) or form_of(of, kind, None, on)
        yield _card(kind, said(str(step.title)), said(str(step.submit)), form, folded=kind not in typed and not step.at_hand(of))


def packet_cards(of: Handover, actor: Actor, typed: Mapping[str, Any]) -> list[Row]:
    """One card a compartment, for the side that puts them; what concerns whom is not shown again."""
    if "put_packet" not in actor.may or not rules.may_go_on(of.course):
        return []
    return [_card(part, said(of.policy.packet[part].name), "", typed.get(part) or PacketForm(part=part), folded=part not in typed) for part in PARTS]


def form_of(of: Handover, kind: str, data: Any, on: date) -> StepForm:
    workers: list[tuple[Any, str]] = []
    if kind in ("accept", "name"):
        found = rows(_WORKERS, {"county": of.held.county_id, "town": of.held.scope_path, "today": on})
        workers = [(post, f"{body} · {name}") for post, body, name in found]
    return StepForm(data, kind=kind, workers=workers, today=on)


def why_not(verdict: Verdict) -> str:
    return joined(map(sentence, verdict.reasons)) if verdict is not ALLOWED else ""


def _card(kind: str, title: str, submit: str, form: Any, *, folded: bool) -> Row:
    return {
        "kind": kind, "title": title, "submit": submit, "form": form, "errors": errors_of(form) if form else [], "folded": folded,
        "request_id": new_request_id(),
    }
