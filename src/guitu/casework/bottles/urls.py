from django.urls import path

from guitu.casework.bottles import views

urlpatterns = [
    path("testing/bottles/", views.bottles, name="bottles"),
    path("people/<uuid:person_id>/bottles/", views.of_person, name="bottles-of"),
    path("people/<uuid:person_id>/bottles/move/", views.move, name="move-bottles"),
    path("people/<uuid:person_id>/bottles/destroy/", views.destroy, name="destroy-bottles"),
]
