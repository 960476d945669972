from django.urls import path, re_path

from . import filing, views

urlpatterns = [
    path("", views.show, name="documents"),
    re_path("^(?P<section>recent|shared|favourites|templates|trash)/$", views.show, name="documents_in"),
    path("folder/<int:folder>/", views.show, name="documents_folder"),
    path("folder/new", filing.new, name="folder_new"),
    path("folder/<int:number>/change", filing.folder, name="folder_change"),
    path("move/<slug:room>", filing.document, name="document_move"),
    path("remove/<slug:room>", views.remove, name="document_remove"),
    path("do", views.act, name="documents_do"),
]
