"""Pages in place of those that were asked for.

Django's own look for a form's token first, for which ours have no use, and fail where the form cannot be read.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page(status: int) -> Callable[[HttpRequest, Exception], HttpResponse]:
    def answer(request: HttpRequest, exception: Exception) -> HttpResponse:
        return render(request, f"{status}.html", status=status)

    return answer
