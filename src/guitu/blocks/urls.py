from django.urls import path

from guitu.blocks import views

urlpatterns = [
    path("", views.proof, name="proof"),
    path("answers/", views.answers, name="proof-answers"),
    path("verify/", views.verify, name="verify-ledger"),
]
