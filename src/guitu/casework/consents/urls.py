from django.urls import path

from guitu.casework.consents import views

urlpatterns = [
    path("people/<uuid:person_id>/consents/", views.ledger, name="consents"),
    path("people/<uuid:person_id>/consents/give/", views.give, name="give-consent"),
    path("people/<uuid:person_id>/consents/withdraw/", views.withdraw, name="withdraw-consent"),
]
