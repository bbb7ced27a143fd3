from django.urls import path

from guitu.casework.helped import views

urlpatterns = [path("people/<uuid:person_id>/help/", views.show, name="person-help")]
