import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from editor.stencils import fill

TEMPLATE = "document/_sync.html"


@given(st.text(), st.none() | st.integers(), st.booleans())
def test_it_says_what_the_template_says(changes: str, settled: int | None, reset: bool) -> None:
    values = {"revision": 7, "changes": changes, "settled": settled, "reset": reset, "oob": True}
    assert fill(TEMPLATE, **values) == render_to_string(TEMPLATE, values).rstrip("\n")


def test_what_is_safe_stays_as_it_is() -> None:
    assert "<b>5 %</b>" in fill("block/_group.html", sections=mark_safe("<b>5 %</b>"))
    assert "&lt;b&gt;5 %(key)s&lt;/b&gt;" in fill("block/_group.html", sections="<b>5 %(key)s</b>")


def test_a_template_that_does_more_than_print_is_none() -> None:
    with pytest.raises(ValueError, match="more with a value"):
        fill("document/_new_title.html", document="something with a title")
