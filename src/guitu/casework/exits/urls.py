from django.urls import path

from guitu.casework.exits import views

urlpatterns = [
    path("people/<uuid:person_id>/confirm-abstinence/", views.confirm_abstinence, name="confirm-abstinence"),
]
