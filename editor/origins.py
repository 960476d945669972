"""Whose page speaks to the server: no other site may use the cookies of a person who visits it."""

from django.conf import settings
from django.http.request import split_domain_port, validate_host


def is_of_this_site(origin: str, host: str) -> bool:
    """Browsers say which site's page asks, `Origin`. Other programs do not, and carry no one's cookies."""
    ours = validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)
    schemes = ["https"] if settings.HTTPS else ["http", "https"]
    return not origin or (ours and origin in [f"{scheme}://{host}" for scheme in schemes])
