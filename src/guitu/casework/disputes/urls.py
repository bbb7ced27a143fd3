from django.urls import path

from guitu.casework.disputes import views

urlpatterns = [
    path("people/<uuid:person_id>/points/<uuid:line_id>/dispute/", views.dispute, name="dispute-points"),
    path("shop/disputes/", views.listed, name="points-disputes"),
    path("shop/disputes/<uuid:dispute_id>/", views.decide, name="decide-dispute"),
]
