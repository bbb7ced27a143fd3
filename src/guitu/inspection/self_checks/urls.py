from django.urls import path

from guitu.inspection.self_checks import views

urlpatterns = [
    path("", views.rounds, name="self-checks"),
    path("new/", views.open_round, name="open-self-checks"),
    path("<uuid:round_id>/", views.one_round, name="self-check-round"),
    path("<uuid:round_id>/draw/", views.draw, name="draw-self-checks"),
    path("<uuid:round_id>/codes/", views.codes, name="self-check-codes"),
]
