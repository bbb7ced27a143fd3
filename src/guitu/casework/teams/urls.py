from django.urls import path

from guitu.casework.teams import views

urlpatterns = [
    path("people/<uuid:person_id>/team/", views.team, name="team"),
    path("people/<uuid:person_id>/team/name/", views.name, name="name-member"),
    path("people/<uuid:person_id>/team/release/", views.release, name="release-member"),
    path("my-team/", views.mine, name="my-team"),
]
