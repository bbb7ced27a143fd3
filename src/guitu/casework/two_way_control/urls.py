from django.urls import path

from guitu.casework.two_way_control import views

urlpatterns = [
    path(
        "people/<uuid:person_id>/start-two-way-control/", views.start_two_way_control, name="start-two-way-control"
    ),
    path("people/<uuid:person_id>/end-two-way-control/", views.end_two_way_control, name="end-two-way-control"),
]
