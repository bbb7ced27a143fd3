"""`/api/v1/`: the page, the schema, and every door behind the gate."""

from __future__ import annotations

from typing import cast

from django.urls import URLPattern, path, re_path

from guitu.api import figures, reading, reading_tasks, views, writing  # noqa: F401  their doors
from guitu.api.endpoints import ENDPOINTS, doors
from guitu.api.gate import View, guarded


def _doors() -> list[URLPattern]:
    """Ninja's addresses, each behind the gate; what stands in no table of ours is left out."""
    found = []
    for entry in doors.urls[0]:
        route = str(entry.pattern)
        address = route.replace("<", "{").replace(">", "}")
        methods = {method: one for (where, method), one in ENDPOINTS.items() if where == address}
        if methods:
            found.append(path(route, guarded(cast("View", entry.callback), methods), name=f"api-{next(iter(methods.values())).name}"))
    return found


urlpatterns = [
    path("v1/", views.page, name="api-page"),
    path("v1/openapi.json", views.schema, name="api-schema"),
    *[path(f"v1/{entry.pattern}", entry.callback, name=entry.name) for entry in _doors()],
    re_path(r"^(?P<rest>.*)$", views.nowhere),
]
