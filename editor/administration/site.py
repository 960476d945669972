"""The administration at `/admin/`: for those whose account is staff, who sign in as everyone does."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path

from ..accounts.models import User
from ..comments.models import Comment
from ..models import Document
from ..sharing.models import Grant, Link
from . import now
from .comments import CommentAdmin
from .documents import DocumentAdmin
from .grants import GrantAdmin, LinkAdmin
from .groups import GroupAdmin
from .users import UserAdmin


class Administration(AdminSite):
    site_header = site_title = "Longhand: administration"
    index_title = "Administration"
    enable_nav_sidebar = False  # lists are wide, and there are few of them

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [path("now/", self.admin_view(self.now), name="now"), *super().get_urls()]

    def now(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("editor.view_document"):
            raise PermissionDenied
        return now.show(request, self.each_context(request))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        return redirect("account_change_password")


administration = Administration()
administration.login = secure_admin_login(administration.login)  # type: ignore[method-assign]
administration.register(Document, DocumentAdmin)
administration.register(Comment, CommentAdmin)
administration.register(User, UserAdmin)
administration.register(Group, GroupAdmin)
administration.register(Grant, GrantAdmin)
administration.register(Link, LinkAdmin)
