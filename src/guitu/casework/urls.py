"""One line per slice."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("guitu.casework.urine_tests.urls")),
    path("", include("guitu.casework.postponements.urls")),
    path("", include("guitu.casework.profiles.urls")),
]
