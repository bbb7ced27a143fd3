from django.urls import path

from guitu.inspection.letters import views

urlpatterns = [
    path("letters/", views.year, name="letters"),
    path("<uuid:venue_id>/letter/", views.signed, name="record-letter"),
    path("<uuid:venue_id>/no-letter/", views.unsigned, name="record-no-letter"),
]
