"""Who is in a room, in which order and colour, however many processes tell of it."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from editor.colours import COLOURS, preferred
from editor.guests import Guest, guest
from editor.presence import EXPIRY, Presence

ADA, BORIS, CLARA = (guest(secret) for secret in ("ada", "boris", "clara"))


def keys(presence: Presence, now: float = 0) -> list[str]:
    return [each.key for each in presence.people(now)]


def colours(presence: Presence, now: float = 0) -> dict[str, int]:
    return {each.key: each.colour for each in presence.people(now)}


def alike(number: int, colour: int = 0) -> list[Guest]:
    """So many guests who all prefer that colour."""
    guests = (guest(f"guest {each}") for each in range(1_000))
    return [each for each in guests if preferred(each.key) == colour][:number]


def test_who_comes_is_here_until_they_leave() -> None:
    presence = Presence()
    presence.arrive(BORIS, 0)
    presence.arrive(ADA, 1)
    assert keys(presence) == [BORIS.key, ADA.key], "in the order in which they came"
    presence.leave(BORIS.key, 2)
    assert keys(presence) == [ADA.key]
    presence.leave(ADA.key, 3)
    assert keys(presence) == []
    assert presence.here() == []


def test_two_tabs_are_one_person_until_both_are_closed() -> None:
    presence = Presence()
    presence.arrive(ADA, 0)
    presence.arrive(ADA, 1)
    assert keys(presence) == [ADA.key]
    presence.leave(ADA.key, 2)
    assert keys(presence) == [ADA.key]
    presence.leave(ADA.key, 3)
    assert keys(presence) == []


def test_leaving_twice_owes_nobody_a_place() -> None:
    presence = Presence()
    presence.leave(ADA.key, 0)
    presence.arrive(ADA, 1)
    assert keys(presence) == [ADA.key]


def test_whoever_comes_again_soon_is_as_before() -> None:
    presence, (first, second) = Presence(), alike(2)
    presence.arrive(first, 0)
    presence.arrive(second, 1)
    before = colours(presence)
    presence.leave(first.key, 2)
    assert colours(presence, 2) == {second.key: before[second.key]}
    presence.arrive(first, 3)
    assert colours(presence, 3) == before
    presence.leave(first.key, 4)
    assert keys(presence, 4 + EXPIRY) == [second.key]
    presence.arrive(first, 5 + EXPIRY)
    assert keys(presence, 5 + EXPIRY) == [second.key, first.key]


def test_whoever_comes_later_gets_the_colour_that_is_free_and_keeps_it() -> None:
    presence, (first, second, third) = Presence(), alike(3)
    for now, each in enumerate((first, second, third)):
        presence.arrive(each, now)
    given = colours(presence)
    assert given[first.key] == preferred(first.key)
    assert len(set(given.values())) == 3
    presence.leave(first.key, 4)
    assert colours(presence, 4) == {second.key: given[second.key], third.key: given[third.key]}


def test_a_name_that_is_chosen_later_is_the_one() -> None:
    presence = Presence()
    presence.arrive(ADA, 0)
    presence.rename(Guest(ADA.key, "Countess", 20))
    presence.arrive(replace(ADA, name="Ada", named=10), 1)  # another tab, whose session is older
    presence.rename(Guest(BORIS.key, "nobody here", 20))
    assert [each.name for each in presence.people(1)] == ["Countess"]
    elsewhere = Presence()
    elsewhere.arrive(replace(ADA, name="Lovelace", named=30), 2)
    presence.hear("elsewhere", elsewhere.here(), 2)
    assert [(each.name, each.initials) for each in presence.people(2)] == [("Lovelace", "L")]


def test_other_processes_tell_who_is_there() -> None:
    here, elsewhere = Presence(), Presence()
    here.arrive(ADA, 1)
    elsewhere.arrive(BORIS, 0)
    elsewhere.arrive(ADA, 2)
    assert here.hear("elsewhere", elsewhere.here(), now=2), "unknown until now"
    elsewhere.arrive(CLARA, 3)
    assert not here.hear("elsewhere", elsewhere.here(), now=3)
    assert here.hear("third", [], now=3)
    assert keys(here, now=3) == [BORIS.key, ADA.key, CLARA.key]
    assert [stay[0] for stay in here.here()] == [ADA.key], "what this process tells is who is here"


def test_a_process_that_says_nothing_more_has_nobody() -> None:
    here, elsewhere = Presence(), Presence()
    elsewhere.arrive(BORIS, 0)
    here.hear("elsewhere", elsewhere.here(), now=100)
    assert keys(here, 100 + EXPIRY - 1) == [BORIS.key]
    here.hear("elsewhere", elsewhere.here(), now=110)
    assert keys(here, 100 + EXPIRY) == [BORIS.key]
    assert keys(here, 110 + EXPIRY) == []
    assert here.hear("elsewhere", [], now=200), "forgotten, and so unknown"


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 25), st.booleans()), max_size=60))
def test_all_processes_show_everyone_alike(story: list[tuple[int, int, bool]]) -> None:
    """Of three processes each hears what the others have to tell after everything that happens there."""
    processes, tabs = [Presence() for _ in range(3)], set[tuple[int, int]]()
    for now, (at, number, stays) in enumerate(story):
        if stays:
            processes[at].arrive(guest(f"{number}"), now)
            tabs.add((at, number))
        elif (at, number) in tabs:
            for _ in range(sum(each == (at, number, True) for each in story[:now])):
                processes[at].leave(guest(f"{number}").key, now)
            tabs.remove((at, number))
        for _ in range(2):  # a colour that somebody had to take is told once more
            for teller in processes:
                teller.people(now)
                for hearer in processes:
                    if hearer is not teller:
                        hearer.hear(f"{processes.index(teller)}", teller.here(), now)
        one, *others = (process.people(now) for process in processes)
        assert others == [one, one]
        assert {each.key for each in one} == {guest(f"{number}").key for _, number in tabs}
        assert len({each.colour for each in one}) == min(len(one), COLOURS)
