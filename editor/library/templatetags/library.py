from django import template

from editor.accounts.models import User
from editor.guests import made_up

register = template.Library()


@register.filter
def called(user: User) -> str:
    """As others see them."""
    return user.name or made_up(user.person)
