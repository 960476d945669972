from editor.presence import COLOURS, EXPIRY, Presence, person


def names(presence: Presence, now: float = 0) -> list[str]:
    return [each.name for each in presence.people(now)]


def test_a_person_is_always_of_the_same_name_and_colour() -> None:
    ada = person("ada-key")
    assert person("ada-key") == ada
    first, last = ada.name.split()
    assert ada.initials == first[0] + last[0]
    assert 0 <= ada.colour < COLOURS


def test_persons_differ_and_their_keys_stay_secret() -> None:
    people = [person(f"key-{number}") for number in range(500)]
    assert len({each.key for each in people}) == 500
    assert len({each.name for each in people}) > 200
    assert {each.colour for each in people} == set(range(COLOURS))
    assert not [each for each in people if "key-" in each.key]


def test_who_comes_is_here_until_they_leave() -> None:
    presence = Presence()
    presence.arrive("ada")
    presence.arrive("boris")
    assert names(presence) == sorted([person("ada").name, person("boris").name])
    presence.leave("ada")
    assert names(presence) == [person("boris").name]
    presence.leave("boris")
    assert names(presence) == presence.here() == []


def test_two_tabs_are_one_person_until_both_are_closed() -> None:
    presence = Presence()
    presence.arrive("ada")
    presence.arrive("ada")
    assert len(presence.people(0)) == 1
    presence.leave("ada")
    assert presence.here() == ["ada"]
    presence.leave("ada")
    assert presence.here() == []


def test_leaving_twice_owes_nobody_a_place() -> None:
    presence = Presence()
    presence.leave("ada")
    presence.arrive("ada")
    assert presence.here() == ["ada"]


def test_other_processes_tell_who_is_there() -> None:
    presence = Presence()
    presence.arrive("ada")
    assert presence.hear("other", ["boris", "ada"], now=0), "unknown until now"
    assert not presence.hear("other", ["boris", "clara"], now=1)
    assert presence.hear("third", [], now=1)
    assert names(presence, now=2) == sorted(person(key).name for key in ("ada", "boris", "clara"))
    assert presence.here() == ["ada"], "what this process tells is who is here"


def test_a_process_that_says_nothing_more_has_nobody() -> None:
    presence = Presence()
    presence.hear("other", ["boris"], now=100)
    assert len(presence.people(100 + EXPIRY - 1)) == 1
    presence.hear("other", ["boris"], now=110)
    assert len(presence.people(100 + EXPIRY)) == 1
    assert presence.people(110 + EXPIRY) == []
    assert presence.hear("other", ["boris"], now=200), "forgotten, and so unknown"
