"""Two people of one whole name, and names that take in a word beside them."""

from tests.annotate.stories import read, said


def people(text: str) -> list[str]:
    return [e.name for e in read(text).entities.values() if e.kind == "Person" and e.named]


def speakers(text: str) -> list[tuple[str, ...]]:
    return [s.speakers for s in read(text).statements]


def test_a_spokesman_is_not_the_worker_of_his_name() -> None:
    text = (
        "“I'm out,” said Bo Lind, a cook at the mill.\n\nBo Lind, a spokesman for the mill, said cooks were free to go."
    )
    one, two = speakers(text)
    assert one != two
    assert people(text) == ["Bo Lind", "Bo Lind"]


def test_one_who_is_also_named_so_is_another() -> None:
    one, two = speakers("“I'm out,” said Bo Lind, a cook. A manager, also named Bo Lind, said the bid was fair.")
    assert one != two


def test_two_ages_are_two_people() -> None:
    text = "“I'm out,” said Bo Lind, 34, a cook.\n\nBo Lind, 61, drove in from Akron. “So am I,” said Lind."
    assert len(people(text)) == 2
    draft = read(text)
    assert draft.statements[-1].speakers == ()
    assert len(draft.statements[-1].candidates) == 2


def test_one_person_with_two_roles_stays_one() -> None:
    text = "“I'm out,” said Bo Lind, a cook.\n\nBo Lind, who also speaks for the local, said the strike would go on."
    one, two = speakers(text)
    assert one == two


def test_what_a_minister_is_for_is_no_part_of_the_name() -> None:
    text = "Minister for Transport Ruth Kemp said no. Secretary of Labor Paul Mey said yes."
    assert people(text) == ["Ruth Kemp", "Paul Mey"]


def test_a_form_of_address_can_be_a_family_name() -> None:
    assert said("Her lawyer, Paul King, sat down. “Yes,” King said.") == [("direct", ("Paul King",), ("Yes,",))]


def test_a_nickname_between_marks_is_the_person() -> None:
    text = "Paul Mey, known to all as “Red,” led the march. “We stay,” Red said."
    assert said(text) == [("direct", ("Paul Mey",), ("We stay,",))]


def test_a_small_town_abroad_is_not_that_of_a_dateline_at_home() -> None:
    draft = read("SELBY (AP) — Miners in Wyoming struck on Monday.")
    town = next(e for e in draft.entities.values() if e.name == "Selby")
    assert (town.within, town.geonames) == (None, None)


def told(text: str) -> list[tuple[int, ...]]:
    """The places of the speakers' first names, a statement each."""
    return [tuple(int(r.split(":")[1]) for r in refs) for refs in speakers(text)]


def test_the_elder_and_the_younger_of_two() -> None:
    text = (
        "Ray Poole, 61, drove a mixer. Ray Poole, 29, still does. The elder Poole said he was fired. The younger Poole "
        "said he was not."
    )
    assert told(text) == [(0,), (text.index("Ray Poole, 29"),)]
    text = "Pete Kowal Jr. met Pete Kowal Sr. here. The younger Kowal said he was in. The elder Kowal said he was out."
    assert told(text) == [(0,), (text.index("Pete Kowal Sr"),)]


def test_two_who_are_not_related_are_told_by_their_offices() -> None:
    text = (
        "Sen. Maria Cantor and Mayor Maria Cantor, who are not related, met. Senator Cantor said the state would pay. "
        "Mayor Cantor said the city had."
    )
    assert told(text) == [(5,), (text.index("Mayor Maria") + 6,)]
