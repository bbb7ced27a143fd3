from django.urls import path

from guitu.casework.employment import setting_views, views

urlpatterns = [
    path("help/employers/", setting_views.employers, name="employers"),
    path("help/employers/add/", setting_views.add, name="add-employer"),
    path("help/employers/<uuid:employer_id>/", setting_views.employer, name="employer"),
    path("help/employers/<uuid:employer_id>/vacancy/", setting_views.add_vacancy, name="add-vacancy"),
    path("help/employers/<uuid:employer_id>/link/", setting_views.link, name="make-employer-link"),
    path("help/vacancies/<uuid:vacancy_id>/close/", setting_views.close, name="close-vacancy"),
    path("help/bonuses/", setting_views.bonuses, name="bonuses"),
    path("help/bonuses/budget/", setting_views.set_budget, name="set-budget"),
    path("people/<uuid:person_id>/work-referral/", views.refer, name="refer-to-work"),
    path("people/<uuid:person_id>/job/", views.start, name="start-job"),
    path("people/<uuid:person_id>/job-check/", views.check, name="check-job"),
    path("people/<uuid:person_id>/job-end/", views.end, name="end-job"),
    path("people/<uuid:person_id>/work-excluded/", views.exclude, name="exclude-work"),
    path("people/<uuid:person_id>/work-included/", views.include, name="include-work"),
    path("people/<uuid:person_id>/insurance/", views.insure, name="start-insurance"),
    path("people/<uuid:person_id>/insurance-end/", views.uninsure, name="end-insurance"),
    path("people/<uuid:person_id>/bonus-verified/", views.verify, name="verify-bonus"),
    path("people/<uuid:person_id>/bonus-paid/", views.pay, name="pay-bonus"),
]
