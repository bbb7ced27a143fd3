"""The schema of the interface, as OpenAPI 3.1, in the language of who asks."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from guitu.api.endpoints import ENDPOINTS, Endpoint, doors
from guitu.api.parsing import KEY
from guitu.api.problems import MEDIA

PLACE = "/api/v1"
TAGS = {
    "key": N_("密钥"), "people": N_("人员"), "duties": N_("待办"), "tasks": N_("交办"), "figures": N_("数据"), "commands": N_("登记"),
}
ABOUT = N_(
    "归途的接口。每次请求带 Authorization: Bearer 密钥；一把密钥只管一个地方、几件事、几类信息。写入是命令，每个命令一个事务，须带 Idempotency-Key；"
    "拒绝一律是 problem+json，一次说出全部原因和依据的条款。看不见的和不存在的，答复相同。"
)
_REFUSED = {
    "400": N_("请求看不懂"), "401": N_("没有有效的密钥"), "403": N_("这把密钥不能做这件事"), "404": N_("没有这一项"), "409": N_("别人刚刚改过"),
    "413": N_("发来的内容太大"), "415": N_("只收 JSON"), "422": N_("不能这样办"), "429": N_("请求太频繁"),
}


def schema() -> dict[str, Any]:
    """In the language that is active."""
    found: dict[str, Any] = json.loads(_schema(translation.get_language() or ""))
    return found


@lru_cache(maxsize=4)
def _schema(_language: str) -> str:
    found: dict[str, Any] = json.loads(json.dumps(doors.get_openapi_schema(path_prefix=""), default=str))
    found["info"] = {"title": _("归途接口"), "version": "1", "description": _(ABOUT)}
    found["servers"] = [{"url": PLACE}]
    found["tags"] = [{"name": name, "description": _(text)} for name, text in TAGS.items()]
    found["components"]["securitySchemes"] = {"Key": {"type": "http", "scheme": "bearer"}}
    named = {one.name: one for one in ENDPOINTS.values()}
    for methods in found["paths"].values():
        for operation in methods.values():
            _told(operation, named[operation["operationId"]])
    return json.dumps(found, ensure_ascii=False)


def _told(operation: dict[str, Any], endpoint: Endpoint) -> None:
    """Refusals are of another media type; what writes takes its id in the head."""
    operation["summary"] = str(endpoint.summary)
    for status, answer in operation["responses"].items():
        if status in _REFUSED:
            answer["description"] = _(_REFUSED[status])
            answer["content"] = {MEDIA: next(iter(answer["content"].values()))}
    operation["responses"]["429"]["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    if endpoint.writes:
        operation["parameters"].append(
            {"in": "header", "name": KEY, "required": True, "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{16,64}$"}}
        )


def operations() -> list[dict[str, Any]]:
    """The doors as the page lists them: by their shelf, with what is sent and what comes."""
    found = schema()
    listed = []
    for tag in found["tags"]:
        doors_of = [
            {"method": method.upper(), "path": path, **operation, "asked": _asked(operation, found)}
            for path, methods in found["paths"].items()
            for method, operation in methods.items()
            if tag["name"] in operation["tags"]
        ]
        listed.append({"name": tag["name"], "words": tag["description"], "doors": doors_of})
    return listed


def _asked(operation: dict[str, Any], found: dict[str, Any]) -> list[dict[str, Any]]:
    """What a door takes, in the address and in the body, one line each."""
    lines = [
        {"name": one["name"], "where": one["in"], "kind": _kind(one["schema"], found), "required": one.get("required", False)}
        for one in operation["parameters"]
    ]
    body = operation.get("requestBody")
    if body:
        model = _model(body["content"]["application/json"]["schema"], found)
        required = set(model.get("required", ()))
        lines += [
            {"name": name, "where": "body", "kind": _kind(part, found), "required": name in required}
            for name, part in model["properties"].items()
        ]
    return lines


def _model(schema: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    ref = schema.get("$ref", "")
    model: dict[str, Any] = found["components"]["schemas"][ref.rsplit("/", 1)[-1]] if ref else schema
    return model


def _kind(schema: dict[str, Any], found: dict[str, Any]) -> str:
    """A type in one short text: its closed list, its format, or its name."""
    schema = _model(schema, found)
    if "anyOf" in schema:
        return " | ".join(_kind(part, found) for part in schema["anyOf"])
    if "enum" in schema:
        return " · ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}), found)}, …]"
    return str(schema.get("format") or schema.get("const") or schema.get("type", "")) or "…"
