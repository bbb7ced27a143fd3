"""消息: what a post is told, in words that give nobody away; when what leaves the house may go, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

SENTENCES: dict[str, str] = {
    "notices.address": "地址写得不对。请核对。",
    "notices.code_wrong": "验证码不对，或者已经过了时间。请再要一个。",
    "notices.code_waits": "验证码已经发出，{minutes} 分钟内有效。收到了填在下面。",
    "notices.not_failed": "这一条没有失败，不用再试。",
    "notices.host": "这台服务器没有开通这个地址。请系统维护的人先在服务器的设置里列入。",
    "notices.no_way": "这个渠道还没有开通。",
    "notices.needs_field": "请填写{what}。",
}
# Inside, after the login: a code and no name. Outside, on a screen that anybody may see: that there is something.
KINDS: dict[str, str] = {
    "task_given": "新的交办：{code}",
    "task_answered": "交办 {code} 已答复，等核对",
    "task_returned": "交办 {code} 被退回，等决定",
    "task_checked": "交办 {code} 已核对办结",
    "task_reopened": "交办 {code} 重新交办",
    "task_withdrawn": "交办 {code} 已撤销",
    "venue_replied": "场所 {code} 有答复",
    "approval_asked": "有一件申请等决定",
    "approval_granted": "申请已同意",
    "approval_refused": "申请没有同意，理由在申请里",
    "export_ready": "要的文件做好了",
    "call_urgent": "呼应 {code}：请马上签收",
    "call_sent": "呼应 {code}：请签收",
    "call_urged": "呼应 {code}：请报进展",
    "call_noticed": "呼应 {code}：请核一下",
    "call_answered": "呼应 {code} 有新情况",
    "drill_asked": "演练：请签收",
    "need_given": "有一件需要转给这个岗位：{code}",
    "need_moved": "需要 {code} 有新情况",
    "part_given": "有一份档案交给这个岗位",
    "part_invited": "请这个岗位参与一份档案",
    "points_lapse": "有人的积分到年底作废",
    "help_now": "有一份档案需要马上安排帮助",
    "request_made": "有一件本人请求，等答复",
    "link_opened": "给出的链接被打开了",
    "link_answered": "给出的链接收到了答复",
}
OUTSIDE: dict[str, str] = {
    "task_given": "您有 {n} 项新的事项，请登录查看。",
    "task_answered": "有 {n} 项事项等您核对，请登录查看。",
    "task_returned": "有 {n} 项事项等您决定，请登录查看。",
    "approval_asked": "有 {n} 项申请等您决定，请登录查看。",
    "approval_granted": "您的申请有了结果，请登录查看。",
    "approval_refused": "您的申请有了结果，请登录查看。",
    "export_ready": "您要的文件已备好，请登录查看。",
    "part_invited": "您有 {n} 项协办事项，请登录查看。",
    "need_given": "您有 {n} 项协办事项，请登录查看。",
    "help_now": "您有 {n} 项事项要马上办，请登录查看。",
    "call_urgent": "您有 {n} 项协办事项，请马上登录查看。",
    "call_sent": "您有 {n} 项协办事项，请登录查看。",
    "call_urged": "您有 {n} 项协办事项，请马上登录查看。",
    "call_noticed": "您有 {n} 项新的事项，请登录查看。",
    "drill_asked": "您有 {n} 项协办事项，请登录查看。",
}
SAID = {
    "subject": "归途：您有新的消息",
    "plain": "您有 {n} 条新消息，请登录查看。",
    "code": "归途验证码 {code}，{minutes} 分钟内有效。不是您本人操作的，不用理会。",
    "trial": "归途试发一条消息，收到就说明通了。",
}
CODE_MINUTES = 15
CODE_TRIES = 5
TROUBLES = {
    "no_answer": "对方没有应答",
    "refused": "对方没有收",
    "busy": "对方说发得太勤",
    "host": "这台服务器没有开通这个地址",
    "config": "渠道的设置不全",
    "config_gone": "渠道已经关掉",
    "left": "这个人不在岗位上了，或者删掉了地址",
}
WAY_WORDS = {
    "mail": "电子邮件", "sms": "短信", "webhook": "其他系统", "wecom": "企业微信群", "dingtalk": "钉钉群", "feishu": "飞书群",
}
FOR_ONE = ("mail", "sms")  # ways to one person; the others go to a group or another system of the place
WAYS = (*FOR_ONE, "webhook", "wecom", "dingtalk", "feishu")
_LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True)
class NoticesPolicy:
    """When nothing leaves, what is put together, how many a person and a group get, how often it is tried."""

    quiet_from_hour: int
    quiet_until_hour: int
    digest_minutes: int
    most_in_quarter: int
    most_in_hour: int
    most_in_three_hours: int
    most_in_minute: int
    tries: int


def outside_line(kind: str) -> str:
    """The line that leaves the house, and that a locked screen shows: neutral, with the number {n} and nothing else."""
    return OUTSIDE.get(kind, SAID["plain"])


def window_of(at: datetime, policy: NoticesPolicy) -> datetime:
    """When the window began whose notices of one kind leave as one. Policy: notices.digest_minutes."""
    minutes = policy.digest_minutes
    since = int(at.timestamp()) // 60 // minutes * minutes * 60
    return datetime.fromtimestamp(since, at.tzinfo)


def after_quiet(local: datetime, policy: NoticesPolicy) -> datetime:
    """The first moment from then on at which something may leave; told and said in local time. The quiet hours may
    reach over midnight; from and until the same: there are none. Policy: notices.quiet_*"""
    begins, ends = time(policy.quiet_from_hour % 24), time(policy.quiet_until_hour % 24)
    now = local.time().replace(tzinfo=None)
    if begins == ends or not (begins <= now < ends if begins < ends else now >= begins or now < ends):
        return local
    wakes = local.replace(hour=ends.hour, minute=0, second=0, microsecond=0)
    return wakes if wakes > local else wakes + timedelta(hours=24)


def bounds_of(way: str, policy: NoticesPolicy) -> Sequence[tuple[timedelta, int]]:
    """Within which time how many may go one way to one recipient. Policy: notices.most_*"""
    if way in FOR_ONE:
        return (
            (timedelta(minutes=15), policy.most_in_quarter), (timedelta(hours=1), policy.most_in_hour),
            (timedelta(hours=3), policy.most_in_three_hours),
        )
    return ((timedelta(minutes=1), policy.most_in_minute),)


def after_throttle(at: datetime, gone: Sequence[datetime], bounds: Sequence[tuple[timedelta, int]]) -> datetime:
    """The first moment from `at` on at which one more may go, after those that went."""
    free = at
    for within, most in bounds:
        recent = sorted(moment for moment in gone if at - within < moment)
        if len(recent) >= most:
            free = max(free, recent[-most] + within)
    return free


def next_try(at: datetime, attempts: int, policy: NoticesPolicy) -> datetime | None:
    """When what failed is tried again: after a minute, two, four and so on; None: given up. Policy: notices.tries"""
    if attempts >= policy.tries:
        return None
    return at + min(timedelta(minutes=2 ** (attempts - 1)), _LONGEST_WAIT)
