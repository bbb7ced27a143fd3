from django.urls import path

from guitu.casework.volunteering import views

urlpatterns = [
    path("people/<uuid:person_id>/volunteer/", views.join, name="join-volunteers"),
    path("people/<uuid:person_id>/volunteer-hours/", views.hours, name="record-hours"),
    path("people/<uuid:person_id>/volunteer-end/", views.leave, name="leave-volunteers"),
]
