from django.urls import path

from guitu.inspection.checks import views

urlpatterns = [
    path("<uuid:venue_id>/check/", views.check, name="check-venue"),
    path("<uuid:venue_id>/recheck/", views.recheck, name="recheck-venue"),
    path("<uuid:venue_id>/records/<uuid:visit_id>/", views.record, name="venue-record"),
    path("<uuid:venue_id>/records/<uuid:visit_id>/photo/", views.bring, name="bring-photo"),
]
