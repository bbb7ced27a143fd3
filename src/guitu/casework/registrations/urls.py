from django.urls import path

from guitu.casework.registrations import views

urlpatterns = [
    path("people/add/", views.add_person, name="add-person"),
    path("people/add/groups/", views.groups, name="add-person-groups"),
    path("people/<uuid:person_id>/place-person/", views.place_person, name="place-person"),
    path("people/<uuid:person_id>/assign-person/", views.assign_person, name="assign-person"),
]
