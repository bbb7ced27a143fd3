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
    *(path(f"announced/<uuid:handover_id>/do/{kind}/", act, name=f"announced-do-{kind}") for kind, act in facility_views.STEPS.items()),
    path("announced/<uuid:handover_id>/packet/<slug:part>/", facility_views.put, name="put-packet"),
    path("<uuid:handover_id>/", views.handover, name="handover"),
    *(path(f"<uuid:handover_id>/do/{kind}/", act, name=f"handover-do-{kind}") for kind, act in views.STEPS.items()),
    path("<uuid:handover_id>/missed/", views.missed, name="handover-missed"),
    path("<uuid:handover_id>/file/", views.intake, name="file-handover"),
    path("<uuid:handover_id>/link/<slug:kind>/", views.link, name="handover-link"),
]
