"""Every way in which a call is refused, as problem+json: type, title, every reason, every field, in the caller's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from guitu.api.telling import said
from guitu.kit.telling import sentence
from guitu.rules.verdict import Reason

MEDIA = "application/problem+json"
TITLES: Mapping[str, str] = {
    "malformed": N_("请求看不懂"), "key": N_("没有有效的密钥"), "not_for_this_key": N_("这把密钥不能做这件事"),
    "not_found": N_("没有这一项"), "method": N_("这个地址不这样用"), "changed": N_("别人刚刚改过"), "too_large": N_("发来的内容太大"),
    "media_type": N_("只收 JSON"), "fields": N_("有的内容填写不对"), "rules": N_("不能这样办"), "too_often": N_("请求太频繁"),
    "broken": N_("系统出错了"), "busy": N_("系统正忙"),
}
STATUS: Mapping[str, int] = {
    "malformed": 400, "key": 401, "not_for_this_key": 403, "not_found": 404, "method": 405, "changed": 409, "too_large": 413,
    "media_type": 415, "fields": 422, "rules": 422, "too_often": 429, "broken": 500, "busy": 503,
}


@dataclass
class Trouble(Exception):
    """A call that goes no further; anything below may raise it."""

    kind: str
    reasons: Sequence[Reason] = ()
    errors: Sequence[Mapping[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(trouble: Trouble, path: str = "") -> HttpResponse:
    """The answer; of the same kind and reasons always the same bytes."""
    title = _(TITLES[trouble.kind])
    told = said(trouble.reasons, path)
    detail = " ".join([one["sentence"] for one in told] + [one["sentence"] for one in trouble.errors]) or title
    body = {
        "type": f"urn:guitu:problem:{trouble.kind}", "title": title, "status": STATUS[trouble.kind], "detail": detail,
        "reasons": told, "errors": list(trouble.errors),
    }
    response = HttpResponse(orjson.dumps(body), status=STATUS[trouble.kind], content_type=MEDIA)
    for name, value in trouble.headers.items():
        response[name] = value
    return response


def refused(reasons: Iterable[Reason], at: str = "") -> Trouble:
    """What the rules say no to; at a field, if it is one field that is wrong."""
    found = tuple(reasons)
    errors = [{"field": at, "code": one.code, "sentence": sentence(one)} for one in found] if at else []
    return Trouble("rules", found, errors)


# Of each kind of fault that the schema finds the code of its sentence.
_KINDS: Mapping[str, str] = {
    "missing": "api.missing", "extra_forbidden": "api.unknown_field", "literal_error": "api.not_in_list", "enum": "api.not_in_list",
    "bool_type": "api.truth", "bool_parsing": "api.truth", "int_type": "api.number", "int_parsing": "api.number",
    "int_from_float": "api.number", "greater_than_equal": "api.number", "less_than_equal": "api.number",
    "string_type": "api.text", "string_too_long": "api.too_long", "list_type": "api.list", "too_long": "api.too_many",
    "dict_type": "api.object", "model_type": "api.object", "model_attributes_type": "api.object", "date_from_datetime_parsing": "api.day", "date_parsing": "api.day",
    "string_pattern_mismatch": "api.pattern", "value_error": "api.value",
}


def of_fields(found: Iterable[Mapping[str, Any]], where: str) -> Trouble:
    """What the schema finds wrong, every field at once. An id in the address that is none leads to nothing."""
    errors = []
    for one in found:
        loc = [str(part) for part in one["loc"]]
        if loc[:1] == ["path"]:
            return Trouble("not_found")
        name = ".".join(part for part in loc[1:] if part not in ("body", "query"))
        code = _KINDS.get(one["type"], "api.value")
        reason = Reason(code, {"field": name, "codes": str((one.get("ctx") or {}).get("expected", ""))})
        errors.append({"field": name, "code": code, "sentence": sentence(reason)})
    unknown = where == "query"
    return Trouble("malformed" if unknown else "fields", (), errors)
