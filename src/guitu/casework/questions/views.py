"""等级告知 of one person: what the level is, whether the person was told, what was questioned and answered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guitu.casework import cards_page
from guitu.casework.checking import Step, take
from guitu.casework.load import live
from guitu.casework.questions import commands, forms
from guitu.kit.doors import Request, door
from guitu.kit.telling import labelled
from guitu.ledger import fact_words
from guitu.rules import questions
from guitu.rules.facts.teamwork import LevelAnswered, LevelQuestioned, LevelTold
from guitu.settling.record import notes_of

TELL = Step(
    commands.tell_level, commands.plan_telling, forms.TellForm, _("登记等级已告知"),
    _("告诉本人：现在是哪一级、依据哪些事、多久见一次面，有疑问可以提，由另一个人答复。"), checked=False,
)
QUESTION = Step(commands.question_level, commands.plan_question, forms.QuestionForm, _("登记对等级的疑问"), checked=False)
ANSWER = Step(
    commands.answer_question, commands.plan_answer, forms.AnswerForm, _("答复等级疑问"),
    _("确认等级的人不能答复。要重新评估的，评估和确认照常由两个人做。"), checked=False,
)


@door(may="see_teamwork")
@require_safe
def level(request: Request, person_id: UUID) -> HttpResponse:
    setting = cards_page.opened(request, person_id, "STATUS")
    stand = live(setting.case.facts)
    now = questions.latest(stand)
    asked = [fact for fact in stand if isinstance(fact, LevelQuestioned)]
    answers = {fact.question: fact for fact in stand if isinstance(fact, LevelAnswered)}
    notes = notes_of([*asked, *answers.values()])
    rows: list[dict[str, Any]] = []
    if now is not None:
        told = next((fact for fact in stand if isinstance(fact, LevelTold) and fact.confirmed == now.id), None)
        rows.append({"label": say("现在的等级"), "value": labelled(fact_words.code("level", now.level), now.on.isoformat())})
        how = f"{told.on.isoformat()} · {fact_words.code('told_how', told.told_how)}" if told else say("还没有")
        rows.append({"label": say("告知本人"), "value": how})
    steps = (
        ("tell-level", "tell_level", _("登记已告知")), ("question-level", "question_level", _("登记疑问")),
        ("answer-question", "answer_question", _("答复疑问")),
    )
    words = [(_line(fact, answers.get(fact.id)), _both(fact, answers.get(fact.id), notes)) for fact in reversed(asked)]
    cards = [
        cards_page.Card(say("等级"), rows, cards_page.links_of(setting, *steps), empty=say("还没有确认过等级。")),
        cards_page.Card(say("疑问和答复"), [], empty=say("没有提过疑问。"), words=words),
    ]
    lead = say("等级由人确认，不由机器决定。本人有权知道依据，也可以提出疑问。")
    return cards_page.show(request, setting, "level-told", lead, cards)


def _line(fact: LevelQuestioned, answer: LevelAnswered | None) -> str:
    who = fact_words.code("asked_by", fact.asked_by)
    end = f"{answer.on.isoformat()} {fact_words.code('answered_as', answer.answered_as)}" if answer else say("等答复")
    return f"{fact.on.isoformat()} · {who} · {end}"


def _both(fact: LevelQuestioned, answer: LevelAnswered | None, notes: dict[str, str]) -> str:
    asked, said = notes.get(fact.id, ""), notes.get(answer.id, "") if answer else ""
    return f"{asked}\n{labelled(say('答复'), said)}" if said else asked


@door(may="tell_level")
def tell(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, TELL)


@door(may="question_level")
def question(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, QUESTION)


@door(may="answer_question")
def answer(request: Request, person_id: UUID) -> HttpResponse:
    return take(request, person_id, ANSWER)
