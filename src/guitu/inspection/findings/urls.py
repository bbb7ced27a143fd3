from django.urls import path

from guitu.inspection.findings import views

urlpatterns = [
    path("<uuid:venue_id>/link/", views.link, name="make-venue-link"),
    path("<uuid:venue_id>/time/", views.decide, name="decide-time"),
    path("<uuid:venue_id>/appeal/", views.appeal, name="decide-appeal"),
    path("<uuid:venue_id>/refer/", views.refer, name="refer-venue"),
    path("<uuid:venue_id>/punishment/", views.punishment, name="note-punishment"),
    path("<uuid:venue_id>/findings/<str:finding>/photo/", views.photo, name="add-venue-photo"),
    path("<uuid:venue_id>/photos/<uuid:photo_id>/", views.picture, name="venue-photo"),
]
