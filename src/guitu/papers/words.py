"""Words of papers: how one was served, why one ended, in which state it is. One wording per code."""

from __future__ import annotations

SERVED = {
    "in_person": "本人当面签收",
    "family": "成年家属签收",
    "left": "留置送达，有见证人",
    "post": "邮寄送达",
    "office": "收件单位签收",
}
REPLACED = {"wrong_value": "内容写错", "changed": "情况有变化", "damaged": "原件损坏"}
WITHDRAWN = {"issued_wrongly": "出具有误", "not_needed": "不再需要", "decision_changed": "所依据的决定变了"}
STATES = {"issued": "已出具", "served": "已送达", "replaced": "已重出", "withdrawn": "已撤回"}
ITEMS = {"filed": "已归档", "on_record": "系统里有", "missing": "未归档", "not_called_for": "还不涉及"}
TONES = {"issued": "sky", "served": "moss", "replaced": "plain", "withdrawn": "plain"}
FORMS = {"law": "法定式样", "practice": "式样来自实际做法", "default": "系统预设式样，可改"}

FAULTS = {
    "template_not_word": "这不是 Word 文件（.docx）。请另存为 .docx 再传。",
    "template_broken": "文件已损坏，读不出来。请用 Word 或 WPS 打开，另存为 .docx 再传。",
    "template_too_big": "文件解开后超过 {about} MB。请删去大图片再传。",
    "template_has_macro": "文件带宏或控件。请另存为不带宏的 .docx。",
    "template_has_embedded_object": "文件里嵌了别的文件。请删去再传。",
    "template_has_external_link": "文件链接了外面的文件或图片。请断开链接再传。",
    "template_syntax": "占位符写错了：{about}",
    "template_tag_forbidden": "占位符里只能写字段名、如果和循环，不能写：{about}",
    "template_field_unknown": "没有叫“{about}”的字段。请照右边的清单写。",
    "template_field_lacking": "少了“{about}”：这种文书必须印出它。",
    "template_wide_braces": "用了全角花括号，会照样印出来：{about}",
    "template_single_braces": "花括号要写两层，只写一层会照样印出来：{about}",
    "template_character_missing": "这些字印不出来：{about}。请换一个写法。",
    "template_tag_left": "打印以后还留着占位符：{about}",
    "template_value_lost": "“{about}”印不出来：它所在的那一行或那一段被吞掉了。",
}
