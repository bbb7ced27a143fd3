from django.urls import path

from guitu.casework.points import views

urlpatterns = [path("people/<uuid:person_id>/points/", views.record, name="grant-points")]
