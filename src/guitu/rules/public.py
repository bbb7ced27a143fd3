"""公开页面: the sentences that somebody without an account reads."""

from __future__ import annotations

SENTENCES = {
    "public.too_often": "请过一会儿再来。",
    "public.wait": "这个网络里刚才开始、查验得太多。过几分钟再试，已经答的都在。",
    "public.no_quiz": "没有这次竞答。",
    "public.no_sitting": "没有这份答卷。",
    "public.no_place": "这里不能预约。",
    "public.no_booking": "没有这个预约。",
    "public.no_records": "没有这个地方的检查记录。",
    "public.no_signup": "没有这个报名。",
    "public.no_activity": "没有这场活动，或者已经结束、取消。",
    "public.gate": "报名号写数字。",
    "public.no_wish": "没有这张心愿卡，或者已经收回。",
    "public.ask_giver": "请核对链接，或者问给您链接的人。",
    "public.choose": "请选一个答案。",
    "public.needs_who": "请写明哪个单位、哪个班，不写姓名。",
    "public.phone": "电话请写 7 到 13 位数字，也可以不写。",
}
