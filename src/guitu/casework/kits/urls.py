from django.urls import path

from guitu.casework.kits import views

urlpatterns = [
    path("testing/kits/", views.kits, name="kits"),
    path("testing/kits/new/", views.add, name="add-kit-lot"),
    path("testing/kits/<uuid:lot_id>/", views.lot, name="kit-lot"),
    path("testing/kits/<uuid:lot_id>/more/", views.receive, name="receive-kits"),
    path("testing/kits/<uuid:lot_id>/discard/", views.discard, name="discard-kits"),
    path("testing/kits/<uuid:lot_id>/count/", views.count, name="count-kits"),
    path("testing/kits/<uuid:lot_id>/withdraw/", views.withdraw, name="withdraw-kit-lot"),
]
