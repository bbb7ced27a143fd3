from django.urls import path

from guitu.inspection.venues import views

urlpatterns = [
    path("", views.venues, name="venues"),
    path("new/", views.register, name="register-venue"),
    path("<uuid:venue_id>/", views.venue, name="venue"),
    path("<uuid:venue_id>/change/", views.change, name="change-venue"),
    path("<uuid:venue_id>/close/", views.close, name="close-venue"),
    path("<uuid:venue_id>/reopen/", views.reopen, name="reopen-venue"),
]
