from django.urls import path

from guitu.casework.daybook import month_views, route_views, views

urlpatterns = [
    path("daybook/", views.daybook, name="daybook"),
    path("people/<uuid:person_id>/daybook/", views.of_person, name="person-daybook"),
    path("daybook/print/<slug:form>/<slug:way>/", views.print_form, name="daybook-print"),
    path("daybook/route/", route_views.show, name="route"),
    path("daybook/route/print/", route_views.print_route, name="route-print"),
    path("daybook/month/", month_views.month, name="month-report"),
    path("daybook/month/<uuid:report_id>/print/", month_views.print_report, name="month-report-print"),
]
