from django.urls import path

from guitu.figures.register import views as register

urlpatterns = [
    path("register/", register.register, name="register"),
    path("register/more/", register.more, name="register-more"),
    path("register/<slug:state>/", register.term, name="register-term"),
]
