from django.urls import path

from guitu.casework.points import dispute_views, views

urlpatterns = [
    path("people/<uuid:person_id>/points/", views.record, name="grant-points"),
    path("people/<uuid:person_id>/points/month/", views.month, name="points-of-month"),
    path("people/<uuid:person_id>/points/<uuid:line_id>/dispute/", dispute_views.dispute, name="dispute-points"),
    path("shop/disputes/", dispute_views.listed, name="points-disputes"),
    path("shop/disputes/<uuid:dispute_id>/", dispute_views.decide, name="decide-dispute"),
    path("people/<uuid:person_id>/confirmed-deduction/", views.confirm, name="confirm-deduction"),
]
