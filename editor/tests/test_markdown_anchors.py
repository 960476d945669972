"""Links to headings in other blocks, each rendered by itself."""

import pytest

from editor.markdown import to_html

from .elements import parse


def name(text: str) -> str:
    return next(each.id for each in parse(to_html(text)).all() if each.tag.startswith("h"))


def leads_to(text: str) -> str | None:
    return next(each.attributes["href"] for each in parse(to_html(text)).all() if each.tag == "a")


@pytest.mark.parametrize(
    ("heading", "address"),
    [
        ("# The plan", "#the-plan"),
        ("## The *plan*, in `short`!", "#the-plan-in-short"),
        ("# Über 3 Dinge", "#über-3-dinge"),
        ("# Über 3 Dinge", "#Über-3-Dinge"),
        ("# Über 3 Dinge", "#%C3%BCber-3-dinge"),
        ("# plan & <plan>", "#plan--plan"),
        ("The plan\n===", "#the-plan"),
        ("> # In a quote", "#in-a-quote"),
    ],
)
def test_a_link_finds_the_heading_of_that_name(heading: str, address: str) -> None:
    assert leads_to(f"see [there]({address})") == f"#{name(heading)}"


@pytest.mark.parametrize("address", ["#b-1x1", "#fn-1", "/there#the-plan", "https://a.example/#the-plan"])
def test_other_links_stay(address: str) -> None:
    assert leads_to(f"see [there]({address})") == address


def test_a_heading_without_a_letter_has_no_name() -> None:
    assert name("# !?") == name("#") == ""


@pytest.mark.parametrize("heading", ["# blocks", "# sync", "# b-1", "# fn-1"])
def test_no_heading_takes_a_name_of_the_page(heading: str) -> None:
    assert name(heading).startswith("h-")
