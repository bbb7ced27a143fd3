"""Sentences for what commands refuse whatever the family of rules."""

from __future__ import annotations

SENTENCES = {
    "not_for_this_post": "这个岗位不能办这件事。请换一个岗位，或请有权的岗位办理。",
    "request_reused": "同一张表交了两次，但内容不同。请刷新页面后重新填写。",
    "not_in_list": "“{field}”里的选项不在范围内，请重新选择。",
    "in_the_future": "{on} 还没有到，不能登记以后的事。",
    "already_on_file": "这个证件号码在本镇街已经建档。请先查找；不在您名下时，请镇街负责人指派给您。",
    "not_a_day": "“{text}”不是日期，请按 2026-03-05 的样子填写。",
    "staff_unknown": "选的工作人员 {on} 不在岗。请换一名。",
    "collector_unknown": "不能登记：女性的样本须由女性工作人员采集，而采样人的性别没有登记。请换一名采样人。",
    "substances_needed": "初筛阳性，请勾选是哪一项阳性。",
    "substances_without_positive": "结果不是阳性，请不要勾选阳性项目。",
    "slot_not_open": "没有这一次检测可以登记。请重新选择第几次。",
    "notice_backwards": "通知书定的检测日 {test_on} 早于送达日 {on}。请核对日期。",
    "dates_backwards": "{until} 早于 {on}。请核对日期。",
    "proof_needed": "免检须有证明。请先取得证明，再登记。",
    "no_leave_on_file": "{on} 没有已批准的请假。请先登记请假，或者改选其他原因。",
    "result_before_test": "日期早于采样日 {on}。请核对日期。",
    "overturned_already": "这次初筛阳性已被实验室否定，不能作为认定的依据。",
    "not_oneself": "不能任命自己。请由另一位安全管理员办理。",
    "login_taken": "账号“{login}”已经有人用了，请换一个。",
    "post_is_held": "这个岗位在 {on} 已有人担任。请先登记原来的人离岗。",
    "post_is_vacant": "这个岗位现在没有人担任，或离岗日期早于到岗日期。",
    "pack_is_faulty": "规定包不能启用：{fault}",
}
