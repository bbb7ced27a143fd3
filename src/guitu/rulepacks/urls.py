from django.urls import path

from guitu.rulepacks import views

urlpatterns = [
    path("", views.policy, name="policy"),
    path("activate/", views.activate, name="activate-policy"),
    path("<str:path>/", views.numbers, name="policy-numbers"),
    path("<str:path>/draft/", views.draft, name="policy-draft"),
    path("<str:path>/draft/example/", views.example, name="policy-example"),
    path("<str:path>/draft/drop/", views.leave_draft, name="policy-drop"),
    path("<str:path>/draft/drop/number/", views.leave_number, name="policy-drop-number"),
    path("<str:path>/draft/drop/example/", views.leave_example, name="policy-drop-example"),
    path("<str:path>/draft/ask/", views.ask, name="policy-ask"),
    path("<str:path>/numbers/<str:number_name>/", views.number, name="policy-number"),
]
