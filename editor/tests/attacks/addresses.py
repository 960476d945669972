"""Every address that the URLconf has, filled in."""

from collections.abc import Iterator
from itertools import product

from django.urls import Resolver404, URLResolver, get_resolver, resolve

# What may stand in an address for a parameter of that name
EXAMPLES = {
    "room": ["room"],
    "app_label": ["editor"],
    "section": ["recent"],
    "grant": ["1"],
    "link": ["1"],
    "key": ["1", "0a1b2c3d4e5f", "abcdefghijklmnopqrstuvwxyz", "abcdefghijklmnopqrstuv2345"],
}
ANY = ["1", "name", "2026-01-01", "00000000-0000-0000-0000-000000000000"]


def addresses() -> list[str]:
    return sorted(set(_of(get_resolver())))


def _of(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    for lookup in resolver.reverse_dict:
        if not isinstance(lookup, str):  # each is there by its view too
            for [(form, names)], *_ in resolver.reverse_dict.getlist(lookup):
                yield _filled_in(prefix + form, names)
    for beginning, inner in resolver.namespace_dict.values():
        yield from _of(inner, prefix + beginning)


def _filled_in(form: str, names: list[str]) -> str:
    for values in product(*[EXAMPLES.get(name, ANY) for name in names]):
        address = form % dict(zip(names, values, strict=True))
        try:
            resolve(address)
        except Resolver404:
            continue
        return address
    raise AssertionError(f"{form} has a parameter of which there is no example: add one")
