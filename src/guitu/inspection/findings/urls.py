from django.urls import path

from guitu.inspection.findings import views

urlpatterns = [
    path("<uuid:venue_id>/link/", views.link, name="make-venue-link"),
    path("<uuid:venue_id>/time/", views.decide, name="decide-time"),
]
