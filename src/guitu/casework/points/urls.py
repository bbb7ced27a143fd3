from django.urls import path

from guitu.casework.points import views

urlpatterns = [
    path("people/<uuid:person_id>/points/", views.record, name="grant-points"),
    path("people/<uuid:person_id>/points/month/", views.month, name="points-of-month"),
    path("people/<uuid:person_id>/confirmed-deduction/", views.confirm, name="confirm-deduction"),
]
