from django.urls import include, path

urlpatterns = [
    path("", include("guitu.inspection.venues.urls")),
    path("", include("guitu.inspection.checks.urls")),
    path("", include("guitu.inspection.findings.urls")),
    path("", include("guitu.inspection.letters.urls")),
    path("", include("guitu.inspection.stock.urls")),
    path("", include("guitu.inspection.precursors.urls")),
    path("", include("guitu.inspection.medicines.urls")),
    path("campaigns/", include("guitu.inspection.campaigns.urls")),
]
