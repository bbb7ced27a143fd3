"""One line per slice."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("guitu.casework.registrations.urls")),
    path("", include("guitu.casework.urine_tests.urls")),
    path("", include("guitu.casework.particulars.urls")),
    path("", include("guitu.casework.visits.urls")),
    path("", include("guitu.casework.reporting.urls")),
    path("", include("guitu.casework.meetings.urls")),
    path("", include("guitu.casework.points.urls")),
    path("", include("guitu.casework.levels.urls")),
    path("", include("guitu.casework.corrections.urls")),
    path("", include("guitu.casework.postponements.urls")),
    path("", include("guitu.casework.requests.urls")),
    path("", include("guitu.casework.profiles.urls")),
    path("", include("guitu.casework.measures.urls")),
    path("", include("guitu.casework.custody.urls")),
    path("", include("guitu.casework.isolation.urls")),
    path("", include("guitu.casework.leave.urls")),
    path("", include("guitu.casework.maternity.urls")),
    path("", include("guitu.casework.statuses.urls")),
    path("", include("guitu.casework.two_way_control.urls")),
    path("", include("guitu.casework.exits.urls")),
    path("", include("guitu.casework.sealing.urls")),
    path("", include("guitu.casework.violations.urls")),
    path("", include("guitu.casework.rosters.urls")),
    path("", include("guitu.casework.invitations.urls")),
    path("", include("guitu.casework.matches.urls")),
    path("", include("guitu.casework.background.urls")),
]
