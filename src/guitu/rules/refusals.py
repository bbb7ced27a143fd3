"""Sentences for what commands refuse whatever the family of rules."""

from __future__ import annotations

SENTENCES = {
    "not_for_this_post": "这个岗位不能办这件事。请换一个岗位，或请有权的岗位办理。",
    "request_reused": "同一张表交了两次，但内容不同。请刷新页面后重新填写。",
    "not_in_list": "“{field}”里的选项不在范围内，请重新选择。",
    "in_the_future": "{on} 还没有到，不能登记以后的事。",
    "already_on_file": "这个证件号码在本镇街已经建档。请先查找；不在您名下时，请镇街负责人指派给您。",
    "not_a_day": "“{text}”不是日期，请按 2026-03-05 的样子填写。",
}
