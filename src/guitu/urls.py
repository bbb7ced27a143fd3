"""Every door of the web, mounted on one page."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from guitu.kit.health import alive, ready

urlpatterns = [
    path("healthz", alive),
    path("readyz", ready),
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("mfa/", include("allauth.mfa.urls")),
    path("", include("guitu.grid.urls")),
    path("", include("guitu.duties.urls")),
    path("people/", include("guitu.people.urls")),
    path("casework/", include("guitu.casework.urls")),
    path("figures/", include("guitu.figures.urls")),
]
