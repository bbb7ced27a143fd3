from django.urls import path

from guitu.handovers import agreement_views, facility_views, views

urlpatterns = [
    path("", views.handovers, name="handovers"),
    path("ask/", views.ask, name="ask-release"),
    path("agreements/", agreement_views.agreements, name="agreements"),
    path("agreements/new/", agreement_views.keep, name="keep-agreement"),
    path("seconded/new/", agreement_views.second, name="second-holder"),
    path("announced/", facility_views.announced, name="announced"),
    path("announced/new/", facility_views.announce, name="announce-release"),
    path("announced/<uuid:handover_id>/", facility_views.handover, name="announced-handover"),
    path("announced/<uuid:handover_id>/do/<slug:kind>/", facility_views.act, name="act-on-announced"),
    path("announced/<uuid:handover_id>/packet/<slug:part>/", facility_views.put, name="put-packet"),
    path("<uuid:handover_id>/", views.handover, name="handover"),
    path("<uuid:handover_id>/do/<slug:kind>/", views.act, name="handover-act"),
    path("<uuid:handover_id>/file/", views.intake, name="file-handover"),
    path("<uuid:handover_id>/link/<slug:kind>/", views.link, name="handover-link"),
]
