"""Parts of names."""

import pytest

from kg.link.names import (
    fold,
    is_acronym,
    is_common,
    is_local_kind,
    left_out,
    local_number,
    name_likeness,
    person_name,
    sound,
    without_form,
)


@pytest.mark.parametrize(
    ("name", "given", "middle", "family", "generation"),
    [
        ("Ana Ruiz", "ana", (), "ruiz", ""),
        ("Paul R. de la Cruz Jr.", "paul", ("r",), "de la cruz", "jr"),
        ("Paul Hale III", "paul", (), "hale", "iii"),
        ("Ludwig van der Berg", "ludwig", (), "van der berg", ""),
        ("Mary-Jane O’Neill", "mary", ("jane",), "oneill", ""),
        ("Robert “Bobby” Vane", "robert", (), "vane", ""),
        ("Robert (Bobby) Vane", "robert", (), "vane", ""),
        ("Al Fenn", "al", (), "fenn", ""),
        ("J.P. Moss", "j", ("p",), "moss", ""),
        ("  Ana \t Ruiz ", "ana", (), "ruiz", ""),
        ("Ｊosé Peña", "jose", (), "pena", ""),
        ("Ruiz", "", (), "ruiz", ""),
        ("Hale Jr.", "", (), "hale", "jr"),
        ("De la Cruz", "", (), "de la cruz", ""),
        ("van der Berg", "", (), "van der berg", ""),
        ("", "", (), "", ""),
        ("…", "", (), "", ""),
    ],
)
def test_parts_of_a_persons_name(name, given, middle, family, generation):
    found = person_name(name)
    assert (found.given, found.middle, found.family, found.generation) == (given, middle, family, generation)
    assert found.whole is bool(given)


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [
        ("Ana Ruiz", "Ana Ruiz", 1),
        ("Ana Ruiz", "ANA RUÍZ", 1),
        ("Ana Ruiz", "Ana M. Ruiz", 1),
        ("Ana M. Ruiz", "Ana Maria Ruiz", 1),
        ("Paul Hale", "Paul Hale Jr.", 1),
        ("Paul de la Cruz", "Paul De La Cruz", 1),
        ("Anne-Marie Roy", "Anne Marie Roy", 1),
        ("Robert Vane", "Bob Vane", 0.9),
        ("Bobby Vane", "Rob Vane", 0.9),
        ("Rosa Quiroga Vega", "Rosa Quiroga", 0.85),
        ("Rosa Quiroga-Vega", "Rosa Quiroga", 0.85),
        ("A. Ruiz", "Ana Ruiz", 0.7),
        ("Łukasz Nowak", "Lukasz Nowak", 0.6),
        ("Catherine Muir", "Katherine Muir", 0.6),
        ("Stephen Gill", "Stephan Gill", 0.6),
        ("Paul Hale Jr.", "Paul Hale Sr.", 0),
        ("Paul Hale II", "Paul Hale III", 0),
        ("Ana M. Ruiz", "Ana B. Ruiz", 0),
        ("Ana Maria Ruiz", "Ana Marta Ruiz", 0),
        ("Ana Ruiz", "Ruiz", 0),
        ("Ruiz", "Ruiz", 0),
        ("Ana Ruiz", "Ana Rios", 0),
        ("Ana Ruiz", "Eva Ruiz", 0),
        ("Patricia Lane", "Patrick Lane", 0.6),
        # Cyrillic а: another letter, never taken for the Latin one.
        ("Аnа Ruiz", "Ana Ruiz", 0),
    ],
)
def test_likeness_of_names(one, other, likely):
    assert name_likeness(person_name(one), person_name(other)) == likely
    assert name_likeness(person_name(other), person_name(one)) == likely


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("The Orrin Logistics Inc.", "Orrin Logistics"),
        ("Orrin Logistics, Inc.", "Orrin Logistics"),
        ("Orrin Co., Ltd.", "Orrin"),
        ("Orrin Holdings PLC", "Orrin Holdings"),
        ("Orrin L.L.C.", "Orrin"),
        ("Orrin S.A.", "Orrin"),
        ("Inc. Magazine", "Inc. Magazine"),
        ("Company", "Company"),
        ("The Company", "Company"),
        ("Theater Guild", "Theater Guild"),
        ("Cooper Limited Stores", "Cooper Limited Stores"),
    ],
)
def test_legal_forms_are_no_part_of_a_name(name, plain):
    assert without_form(name) == plain


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Local 12", "local 12"),
        ("Local No. 12 of the Bakers’ Guild", "local 12"),
        ("Bakers’ Guild Local 12", "local 12"),
        ("Bakers’ Guild Local 12A", "local 12a"),
        ("IBEW Local Union 353", "local 353"),
        ("IBEW Local Union No. 353", "local 353"),
        ("Local #12", "local 12"),
        ("Lodge 77", "lodge 77"),
        ("District Council 37", "district 37"),
        ("Chapter 5", "chapter 5"),
        ("Local 1-S", "local 1-s"),
        ("Localized 12", None),
        ("Local heroes", None),
        ("12 locals", None),
    ],
)
def test_number_of_a_local(name, number):
    assert local_number(name) == number


def test_kinds_of_names():
    assert [n for n in ("NATW", "AFL-CIO", "A&W", "Natw", "N", "NATWs", "SOMEVERYLONGNAME") if is_acronym(n)] == [
        "NATW",
        "AFL-CIO",
        "A&W",
        "NATWs",
    ]
    assert is_common("The City Council")
    assert not is_common("Salem City Council")
    assert is_local_kind("Salem City Council")
    assert is_local_kind("St. Mary’s Hospital")
    assert not is_local_kind("Orrin Steel")
    assert left_out("harrow steel", "harrow")
    assert not left_out("harrow steel", "harro")
    assert not left_out("harrow steel", "harrow steel")
    assert not left_out("harrow steel of ohio", "harrow")


def test_folding_and_sound():
    assert fold("Peña’s  Co-op") == fold("PENA'S CO–OP") == "penas co op"
    assert fold("U.S. Steel") == fold("US Steel")
    assert fold("\x00 ") == ""
    assert sound("phillips") == sound("filips")
    assert sound("clark") == sound("klark")
    assert sound("van der berg") == sound("berg")
    assert sound("") == ""
