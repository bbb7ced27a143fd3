from django.urls import path

from guitu.rulepacks import views
from guitu.rulepacks.trials import views as trials

urlpatterns = [
    path("", views.policy, name="policy"),
    path("activate/", views.activate, name="activate-policy"),
    path("try/", views.try_pack, name="policy-try-pack"),
    path("trials/people/", trials.people, name="trial-people"),
    path("trials/<uuid:trial_id>/", trials.trial, name="trial"),
    path("trials/<uuid:trial_id>/progress/", trials.progress, name="trial-progress"),
    path("trials/<uuid:trial_id>/stop/", trials.stop, name="stop-trial"),
    path("trials/<uuid:trial_id>/book/", trials.book, name="trial-book"),
    path("<str:path>/", views.numbers, name="policy-numbers"),
    path("<str:path>/draft/", views.draft, name="policy-draft"),
    path("<str:path>/draft/example/", views.example, name="policy-example"),
    path("<str:path>/draft/drop/", views.leave_draft, name="policy-drop"),
    path("<str:path>/draft/drop/number/", views.leave_number, name="policy-drop-number"),
    path("<str:path>/draft/drop/example/", views.leave_example, name="policy-drop-example"),
    path("<str:path>/draft/ask/", views.ask, name="policy-ask"),
    path("<str:path>/draft/try/", views.try_draft, name="policy-try"),
    path("<str:path>/numbers/<str:number_name>/", views.number, name="policy-number"),
]
