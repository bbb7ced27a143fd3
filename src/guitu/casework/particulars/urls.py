from django.urls import path

from guitu.casework.particulars import views

urlpatterns = [
    path("people/<uuid:person_id>/correct-person/", views.correct_person, name="correct-person"),
    path("people/<uuid:person_id>/correct-identity/", views.correct_identity, name="correct-identity"),
]
