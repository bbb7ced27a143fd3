"""交办: what one office gives a post to do. A task's state and what is due of it follow from its dated steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from guitu.rules.cadence import Timeline
from guitu.rules.dates import days_after, days_between
from guitu.rules.deadlines import Days, due_of_office
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

SENTENCES = {
    "tasks.take_by": "收到后请在 {by} 前接办，不属于本岗位的写明理由退回。",
    "tasks.answer_by": "{by} 前办结并答复；{remind_on} 提醒一次。",
    "tasks.check_by": "对方已答复，请在 {by} 前由另一个人核对。",
    "tasks.decide_by": "对方写明理由退回，请在 {by} 前决定：重新交办，或者撤销。",
    "tasks.not_now": "这件交办现在是“{state}”，不能这样办。请刷新页面。",
    "tasks.not_the_owner": "这件交办不是交给这个岗位的。",
    "tasks.not_the_office": "由交办的单位办理，这个岗位不能办。",
    "tasks.another_person": "接办或者答复的人不能自己核对，换一个岗位或账号也不行。请由另一位有权的同事核对。",
    "tasks.nobody": "这个岗位的账号没有登记工号，不能办交办。",
    "tasks.needs_words": "请写明。",
    "tasks.too_early": "期限最早是 {earliest}。",
    "tasks.too_far": "期限最晚是 {latest}。",
    "tasks.not_to_oneself": "不能交办给自己的岗位。",
    "tasks.post_elsewhere": "没有这个岗位，或者它不在您的辖区。请重新选。",
    "tasks.vacant": "这个岗位现在没有人，交办了没有人接。请换一个岗位。",
}

OWNER = ("taken", "answered", "returned")  # steps of the post it is given to; the others are the giving office's
# Which step is possible in which state, and the state it leads to.
STEPS = {
    "taken": (("given",), "taken"), "answered": (("taken",), "answered"), "returned": (("given", "taken"), "returned"),
    "checked": (("answered",), "closed"), "reopened": (("answered", "returned", "closed"), "given"),
    "withdrawn": (("given", "taken", "returned"), "withdrawn"),
}
WORDS_NEEDED = ("answered", "returned", "reopened", "withdrawn")
OVER = ("closed", "withdrawn")
SOURCES = ("meeting", "instruction", "inspection")


@dataclass(frozen=True)
class TasksPolicy:
    """Within how many days a task is taken, done and checked, and when it is reminded of."""

    take_days: Days
    due_days: Days
    most_days: Days
    check_days: Days
    remind_percent: int


@dataclass(frozen=True, slots=True)
class Step:
    """One dated step. `by`: the natural person, whichever post; `due_on`: of `given` and `reopened` alone."""

    no: int
    kind: str
    on: date
    by: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class TaskDuty:
    """What is due of a task, of the post it is given to or of the office that gave it; open, or done on a day."""

    kind: str
    no: int  # of the step it follows from
    of_owner: bool
    opens_on: date
    planned_on: date
    due_on: date
    reasons: tuple[Reason, ...]
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class TaskCourse:
    """Where a task stands: its state and since when, its last day, who did something of it, and what is due."""

    state: str
    since_on: date
    due_on: date
    doers: frozenset[str]
    duties: tuple[TaskDuty, ...]

    @property
    def is_over(self) -> bool:
        return self.state in OVER


def fold(steps: Sequence[Step], timeline: Timeline) -> TaskCourse:
    """What follows from the steps of a task, in their order; the first is `given`. Numbers of the day of each step.
    Days are policy: tasks.*"""
    state, due_on = "given", steps[0].due_on or steps[0].on
    duties: list[TaskDuty] = []
    for step in steps:
        state = STEPS[step.kind][1] if step.kind in STEPS else "given"
        due_on = step.due_on or due_on
        if duties:
            duties[-1] = _done(duties[-1], step.on)
        duties += _duty(state, step, due_on, timeline)
    doers = frozenset(step.by for step in steps if step.kind in ("taken", "answered"))
    return TaskCourse(state, steps[-1].on, due_on, doers, tuple(duties))


def _done(duty: TaskDuty, on: date) -> TaskDuty:
    return duty if duty.done_on else replace(duty, done_on=on)


def _duty(state: str, step: Step, due_on: date, timeline: Timeline) -> Iterator[TaskDuty]:
    """The one thing that is due in a state; nothing of a task that is over."""
    policy: TasksPolicy = timeline.on(step.on).tasks
    if state == "taken":
        remind_on = reminded_on(step.on, due_on, policy)
        why = Reason("tasks.answer_by", {"by": due_on, "remind_on": remind_on}, _clause("remind_percent", step.on, timeline))
        yield TaskDuty("task_answer", step.no, True, min(step.on, due_on), remind_on, due_on, (why,))
    elif state == "given":
        by = min(due_of_office(step.on, policy.take_days, timeline).by, max(due_on, step.on))
        why = Reason("tasks.take_by", {"by": by}, _clause("take_days", step.on, timeline))
        yield TaskDuty("task_take", step.no, True, step.on, by, by, (why,))
    elif state in ("answered", "returned"):
        by = due_of_office(step.on, policy.check_days, timeline).by
        kind, code = ("task_check", "tasks.check_by") if state == "answered" else ("task_decide", "tasks.decide_by")
        why = Reason(code, {"by": by}, _clause("check_days", step.on, timeline))
        yield TaskDuty(kind, step.no, False, step.on, by, by, (why,))


def _clause(name: str, on: date, timeline: Timeline) -> str:
    return timeline.clause(f"tasks.{name}", on)


def reminded_on(from_on: date, due_on: date, policy: TasksPolicy) -> date:
    """The day on which a task is reminded of before its last day: so many of a hundred parts of its days. Policy:
    tasks.remind_percent."""
    if due_on <= from_on:
        return due_on
    return days_after(from_on, days_between(from_on, due_on) * policy.remind_percent // 100)


def proposed_due(on: date, timeline: Timeline) -> date:
    """The last day that a form proposes. Policy: tasks.due_days."""
    return due_of_office(on, timeline.on(on).tasks.due_days, timeline).by


def may_be_due(due_on: date, on: date, timeline: Timeline) -> Verdict:
    """Whether a task may be given until that day: today or later, and not further off than the longest time. Policy:
    tasks.most_days."""
    latest = due_of_office(on, timeline.on(on).tasks.most_days, timeline).by
    if due_on < on:
        return refused(Reason("tasks.too_early", {"earliest": on}))
    if due_on > latest:
        return refused(Reason("tasks.too_far", {"latest": latest}, _clause("most_days", on, timeline)))
    return ALLOWED


def may_step(kind: str, course: TaskCourse, *, by: str, is_owner: bool, is_office: bool) -> Verdict:
    """Whether somebody may take this step of a task now: the owner takes, answers and returns, the office that gave it
    checks, opens again and withdraws; who took or answered it never checks it, under whatever post. Our default
    (guitu.default): one owner per task, closed by another than the owner."""
    possible = ALLOWED if course.state in STEPS[kind][0] else refused(Reason("tasks.not_now", {"state": f"task.{course.state}"}))
    mine = is_owner if kind in OWNER else is_office
    whose = ALLOWED if mine else refused(Reason("tasks.not_the_owner" if kind in OWNER else "tasks.not_the_office"))
    other = refused(Reason("tasks.another_person")) if kind == "checked" and by in course.doers else ALLOWED
    return all_of(possible, whose, other)


def possible_steps(course: TaskCourse, *, by: str, is_owner: bool, is_office: bool) -> dict[str, Verdict]:
    """The steps that belong to the state and the post, each with whether this person may take it."""
    of_state: Iterable[str] = (kind for kind, (states, _next) in STEPS.items() if course.state in states)
    mine = [kind for kind in of_state if (is_owner if kind in OWNER else is_office)]
    return {kind: may_step(kind, course, by=by, is_owner=is_owner, is_office=is_office) for kind in mine}
