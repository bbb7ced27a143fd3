from django.urls import path

from guitu.inspection.medicines import views

urlpatterns = [
    path("medicines/new/", views.register, name="register-medicine-user"),
    path("<uuid:venue_id>/book/empties/", views.empties, name="return-empties"),
    path("<uuid:venue_id>/book/remains/", views.remains, name="destroy-remains"),
    path("<uuid:venue_id>/book/remains/<uuid:remains_id>/sign/", views.witness, name="witness-remains"),
]
