from django.urls import URLPattern, URLResolver, path

from guitu.duties import views

urlpatterns: list[URLPattern | URLResolver] = [path("", views.first, name="first"), path("today/", views.today, name="today")]
