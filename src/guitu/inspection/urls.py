from django.urls import include, path

urlpatterns = [
    path("", include("guitu.inspection.venues.urls")),
    path("", include("guitu.inspection.checks.urls")),
    path("", include("guitu.inspection.findings.urls")),
    path("", include("guitu.inspection.letters.urls")),
    path("", include("guitu.inspection.stock.urls")),
    path("", include("guitu.inspection.precursors.urls")),
    path("", include("guitu.inspection.medicines.urls")),
    path("areas/", include("guitu.inspection.areas.urls")),
    path("self-checks/", include("guitu.inspection.self_checks.urls")),
    path("tips/", include("guitu.inspection.tips.urls")),
    path("campaigns/", include("guitu.inspection.campaigns.urls")),
]
