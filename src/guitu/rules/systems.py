"""Keys of systems: for how long one is made, how often it may come, and whether it opens anything on a day.

The numbers are the house's own precaution (no article of law), the same for every place.
"""

from __future__ import annotations

from datetime import date

from guitu.rules.dates import days_after, days_between
from guitu.rules.verdict import ALLOWED, Reason, Verdict, all_of, refused

DAYS = 180  # proposed
MOST_DAYS = 365
SOON = 30  # days before its end it is said to end soon
PER_MINUTE, PER_DAY = 60, 5_000  # proposed
MOST_PER_MINUTE, MOST_PER_DAY = 600, 100_000
MOST_SUBSCRIPTIONS = 5  # of one key

SENTENCES = {
    "systems.name": "请写明是哪个系统、由哪个单位管。",
    "systems.role": "没有这种岗位可以给系统用，或者它在您的权限以上。",
    "systems.actions": "选的事里有这种岗位不能办、或者不开放给系统的。请重新打开这一页选择。",
    "systems.classes": "选的信息里有这种岗位看不到的。请重新打开这一页选择。",
    "systems.area": "没有这个地方，或者它不在您的辖区。请重新选。",
    "systems.day": "有效期从明天到 {latest}，最长一年。",
    "systems.rate": "每分钟 1 至 {per_minute} 次，每天 1 至 {per_day} 次。",
    "systems.taken": "密钥已经取走，只能看一次。弄丢了的，请停用这一把，再申请一把。",
    "systems.not_yours": "密钥由申请的人取，批准的人和别的同事都不能取。",
    "systems.over": "这把密钥已经停用或者到期了。",
    "systems.events": "有的事件没有，或者这把密钥看不到那类信息：{kinds}。",
    "systems.address": "地址须是 https 的完整网址，不带用户名，也不能指向内部的机器。",
    "systems.subscriptions": "一把密钥最多订 {most} 份。请先停掉一份。",
    "systems.read_back": "这一步有法律效力，要由人在页面上核对后再登记，不开放给系统。",
    "systems.two_people": "这件事要由两个人办，不开放给系统。",
    "systems.decision": "这件事要由有权的人决定，不开放给系统。",
    "systems.administration": "岗位、账号和设置由管理员在页面上办，不开放给系统。",
    "systems.files": "文件和名单在页面上交、在页面上取，不开放给系统。",
    "systems.of_oneself": "消息是发给本人的，由本人看、本人设，不开放给系统。",
    "systems.house": "这件事由系统自己的任务办，不开放给别的系统。",
    "api.missing": "缺少“{field}”。",
    "api.unknown_field": "没有“{field}”这一项。请核对拼写。",
    "api.not_in_list": "“{field}”不在范围内，可用：{codes}。",
    "api.truth": "“{field}”须是 true 或 false。",
    "api.number": "“{field}”须是整数，并且在范围内。",
    "api.text": "“{field}”须是文字。",
    "api.too_long": "“{field}”太长了。",
    "api.list": "“{field}”须是一列。",
    "api.too_many": "“{field}”里的项太多了。",
    "api.object": "“{field}”须是一个对象。",
    "api.day": "“{field}”不是日期，请按 2026-03-05 的样子写。",
    "api.pattern": "“{field}”的写法不对。",
    "api.value": "“{field}”填写不对。",
    "api.json": "发来的不是规范的 JSON 对象：名字重复、NaN、太深或太大的数都不收。",
    "api.idempotency_key": "写入须带 Idempotency-Key：16 至 64 个字母、数字、下划线或短横，每件事一个。",
    "api.unknown_parameter": "没有“{name}”这个参数。请核对拼写。",
    "api.repeated": "参数“{name}”写了两次。",
    "api.cursor": "cursor 不对，或者是别的密钥、别的筛选条件的。请从第一页读起。",
    "api.too_often": "请求太频繁，请过 {seconds} 秒再来。",
    "api.not_for_this_key": "这把密钥没有给这件事。请县里的安全管理员核对。",
    "api.class_needed": "这把密钥不能看这类信息（{classes}），也不能按它筛选。",
}


def may_make(on: date, expires_on: date, per_minute: int, per_day: int) -> Verdict:
    """Whether a key may be made on a day to open things until another, so often; every reason why not."""
    days = days_between(on, expires_on)
    lasts = ALLOWED if 1 <= days <= MOST_DAYS else refused(Reason("systems.day", {"latest": days_after(on, MOST_DAYS)}))
    seldom = 1 <= per_minute <= MOST_PER_MINUTE and 1 <= per_day <= MOST_PER_DAY
    limits = {"per_minute": MOST_PER_MINUTE, "per_day": MOST_PER_DAY}
    return all_of(lasts, ALLOWED if seldom else refused(Reason("systems.rate", limits)))


def state_of_key(on: date, *, expires_on: date, is_taken: bool, is_withdrawn: bool) -> str:
    """What a key is on a day: withdrawn, expired, waiting to be taken, ending soon, or in use."""
    if is_withdrawn:
        return "withdrawn"
    if on >= expires_on:
        return "expired"
    if not is_taken:
        return "waiting"
    return "ending" if days_between(on, expires_on) <= SOON else "in_use"
