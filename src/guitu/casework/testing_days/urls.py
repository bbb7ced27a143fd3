from django.urls import path

from guitu.casework.testing_days import views

urlpatterns = [
    path("testing/days/", views.days, name="testing-days"),
    path("testing/days/new/", views.plan, name="plan-testing-day"),
    path("testing/days/<uuid:day_id>/", views.day, name="testing-day"),
    path("testing/days/<uuid:day_id>/sheet/", views.sheet, name="testing-day-sheet"),
]
