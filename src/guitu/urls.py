"""Every door of the web, mounted on one page."""

from __future__ import annotations

from django.urls import include, path

from guitu.grid.login import leave, login_page
from guitu.kit.health import alive, ready
from guitu.kit.language import choose
from guitu.kit.resolving import Remembered

_pages = [
    path("healthz", alive),
    path("readyz", ready),
    path("login/", login_page, name="account_login"),
    path("api/", include("guitu.api.urls")),
    path("language/", choose, name="language"),
    path("logout/", leave, name="account_logout"),
    path("lists/", include("guitu.lists.urls")),
    path("approvals/", include("guitu.approvals.urls")),
    path("notices/", include("guitu.notices.urls")),
    path("people/", include("guitu.people.urls")),
    path("meter/", include("guitu.meter.urls")),
    path("exports/", include("guitu.exports.urls")),
    path("papers/", include("guitu.papers.urls")),
    path("policy/", include("guitu.rulepacks.urls")),
    path("settings/keys/", include("guitu.systems.urls")),
    path("tasks/", include("guitu.tasks.urls")),
    path("proof/", include("guitu.blocks.urls")),
    path("prevention/", include("guitu.prevention.urls")),
    path("p/", include("guitu.public.urls")),
    path("sheets/", include("guitu.importing.urls")),
    path("operations/", include("guitu.operations.urls")),
    path("casework/", include("guitu.casework.urls")),
    path("inspection/", include("guitu.inspection.urls")),
    path("calls/", include("guitu.response.urls")),
    path("handovers/", include("guitu.handovers.urls")),
    path("overview/", include("guitu.overview.urls")),
    path("figures/", include("guitu.figures.urls")),
    # Whatever has no prefix comes last: its addresses are tried one by one.
    path("", include("guitu.duties.urls")),
    path("", include("guitu.grid.urls")),
    path("", include("guitu.links.urls")),
    path("", include("guitu.portal.urls")),
    path("", include("guitu.recording.urls")),
]
urlpatterns = [Remembered(_pages)]

handler400 = "guitu.grid.answers.bad_request"
handler404 = "guitu.grid.answers.not_found"
handler500 = "guitu.grid.answers.broken"
