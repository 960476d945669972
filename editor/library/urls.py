from django.urls import path, re_path

from . import views

urlpatterns = [
    path("", views.show, name="documents"),
    re_path("^(?P<section>recent|shared|favourites|templates|trash)/$", views.show, name="documents_in"),
    path("do", views.act, name="documents_do"),
]
