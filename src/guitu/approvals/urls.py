from django.urls import path

from guitu.approvals import views

urlpatterns = [
    path("", views.approvals, name="approvals"),
    path("<uuid:approval_id>/decide/", views.decide, name="decide-approval"),
    path("<uuid:approval_id>/withdraw/", views.withdraw, name="withdraw-approval"),
]
