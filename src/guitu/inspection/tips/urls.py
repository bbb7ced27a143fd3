from django.urls import path

from guitu.inspection.tips import views

urlpatterns = [
    path("", views.tips, name="tips"),
    path("<uuid:tip_id>/", views.tip, name="tip"),
    path("<uuid:tip_id>/look/", views.look, name="look-at-tip"),
    path("<uuid:tip_id>/decide/", views.decide, name="decide-tip"),
    path("<uuid:tip_id>/reward/", views.reward, name="note-reward"),
]
