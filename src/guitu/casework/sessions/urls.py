from django.urls import path

from guitu.casework.sessions import views

urlpatterns = [
    path("people/<uuid:person_id>/sessions/", views.sessions, name="sessions"),
    path("people/<uuid:person_id>/sessions/record/", views.record, name="record-session"),
]
