"""Every door of the web, mounted on one page."""

from __future__ import annotations

from django.urls import include, path

from guitu.grid.login import Login, Logout
from guitu.kit.doors import public
from guitu.kit.health import alive, ready
from guitu.kit.language import choose

urlpatterns = [
    path("healthz", alive),
    path("readyz", ready),
    path("login/", public(Login.as_view()), name="account_login"),
    path("language/", choose, name="language"),
    path("logout/", public(Logout.as_view()), name="account_logout"),
    path("mfa/", include("allauth.mfa.urls")),
    path("", include("guitu.grid.urls")),
    path("", include("guitu.duties.urls")),
    path("people/", include("guitu.people.urls")),
    path("casework/", include("guitu.casework.urls")),
    path("figures/", include("guitu.figures.urls")),
]

handler400 = "guitu.grid.answers.bad_request"
handler404 = "guitu.grid.answers.not_found"
handler500 = "guitu.grid.answers.broken"
