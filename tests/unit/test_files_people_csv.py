from __future__ import annotations

from datetime import time

import pytest

from bot.domain.people import Profile
from bot.files.people import read_people
from bot.usecases.files import PeopleFile, PersonRow, Problem, ProblemCode, WallWindow
from tests.support.file_events import EVENT, THURSDAY


def read(text: str | bytes, name: str = "people.csv") -> PeopleFile:
    return read_people(name, text.encode() if isinstance(text, str) else text, EVENT)


def only_problem(text: str | bytes, name: str = "people.csv") -> Problem:
    people = read(text, name)
    assert people.rows == ()
    (problem,) = people.problems
    return problem


ENGLISH = """\
Participant ID,E-mail,First name,Last name,Job position,Organisation,Organization type,\
Areas of activity,City,Street,Country,Website,Phone,Description,Participation type,Bilateral meetings,\
Language,Table
P7,Ana@Example.org,Ana,Pop,Director,Zmeu SRL,Company,AI; Cloud ;ai,Iași,Strada Lungă 1,Romania,\
https://example.org,+40 700 000 001,"One.

Two.",Host,Thursday 14:30-17:00,Romanian,Table 2
"""
ROMANIAN = """\
Cheie;Adresa de e-mail;PRENUME;Nume;Funcție;Organizație;Tip organizaţie;\
Domenii de activitate;Oraș;Stradă;Țară;Site web;Telefon;Descriere;Tip participare;Întâlniri bilaterale;\
Limbă;Masă
P7;Ana@Example.org;Ana;Pop;Director;Zmeu SRL;Company;"AI; Cloud ;ai";Iași;Strada Lungă 1;Romania;\
https://example.org;+40 700 000 001;"One.

Two.";Host;joi 14:30-17:00;română;masa 2
"""
ANA = PersonRow(
    line=2,
    key="P7",
    profile=Profile(
        name="Ana Pop",
        role="Director",
        organization="Zmeu SRL",
        organization_type="Company",
        areas=("AI", "Cloud"),
        city="Iași",
        street="Strada Lungă 1",
        country="Romania",
        website="https://example.org",
        description="One.\n\nTwo.",
        participation_type="Host",
        email="Ana@Example.org",
        phone="+40 700 000 001",
    ),
    windows=(WallWindow(THURSDAY, time(14, 30), time(17)),),
    language="ro",
    table="2",
)


@pytest.mark.parametrize("text", [ENGLISH, ROMANIAN], ids=["english", "romanian"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "bom"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
def test_every_column_reaches_the_person(text: str, mark: str, ends: str) -> None:
    assert read((mark + text).replace("\n", ends)) == PeopleFile(rows=(ANA,))


@pytest.mark.parametrize(
    "headings",
    [
        "Name;Offers;Looking for;Town;Job title",
        "Nume;Oferă;Caută;Oraș;Funcția",
        "Név;Kínál;Keres;Város;Beosztás",
        "Teljes név;Mit kínál;Mit keres;Település;Munkakör",
    ],
)
def test_what_is_offered_and_looked_for_are_lists_in_three_languages(headings: str) -> None:
    (row,) = read(f'{headings}\nAna;"Sensors; data sets";"pilots|Pilots";Arad;CTO\n').rows
    said = row.profile
    assert (said.offers, said.seeks) == (("Sensors", "data sets"), ("pilots",))
    assert (said.name, said.city, said.role) == ("Ana", "Arad", "CTO")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_heading_line_shows_the_separator(separator: str) -> None:
    text = f'name{separator}areas of activity (; between)\n"Ion, Ana;Vlad\tx"{separator}"a;b"\n'
    (row,) = read(text).rows
    assert (row.profile.name, row.profile.areas) == ("Ion, Ana;Vlad x", ("a", "b"))


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("name", "Ana Pop"),
        ("NUME  complet", "Ana Pop"),
        ("Name_and_Surname", "Ana Pop"),
        ("Nume și prenume", "Ana Pop"),
        ("Full-Name *", "Ana Pop"),
    ],
)
def test_headings_are_matched_however_they_are_spelled(heading: str, name: str) -> None:
    assert read(f"{heading}\n{name}\n").rows[0].profile.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("first name,last name\nAna,Pop\n", "Ana Pop"),
        ("nume,prenume\nPop,Ana\n", "Ana Pop"),
        ("name,first name\nAna Pop,Ana\n", "Ana Pop"),
        ("name,first name,last name\nDr. Ana Pop,Ana,Pop\n", "Dr. Ana Pop"),
        ("name,first name,last name\n,Ana,Pop\n", "Ana Pop"),
        ("first name,last name\n,Pop\n", "Pop"),
    ],
)
def test_a_name_is_put_together_from_what_there_is(text: str, name: str) -> None:
    assert read(text).rows[0].profile.name == name


def test_identity_is_the_key_else_the_address_else_name_and_organization() -> None:
    people = read("key,email,name,organization\nK,A@x.ro,A,\n,B@X.ro,B,\n,,Ștefan  Pop,Łódź SA\n")
    assert [row.key for row in people.rows] == ["K", "b@x.ro", "stefan pop|lodz sa"]


def test_a_column_that_is_absent_and_a_cell_that_is_empty_say_different_things() -> None:
    assert read("name\nA\n").rows[0].windows is None
    assert read("name,bilateral meetings\nA,\n").rows[0].windows == ()
    assert read("name,bilateral meetings\nA\n").rows[0].windows == ()


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    people = read('\nname,description\n\nA,"one\ntwo"\n,\nB,\n')
    assert [row.line for row in people.rows] == [4, 7]


def test_what_nobody_sees_is_taken_out_of_texts() -> None:
    (row,) = read('name,description\n\u200b Ana\u00a0\u00a0Pop\x07 ,"a\u00ad b\u202e \r\n\r\nc"\n').rows
    assert (row.profile.name, row.profile.description) == ("Ana Pop", "a b\n\nc")


def test_letters_and_their_marks_come_in_one_form() -> None:
    assert read("name\nS\u0326tefan\n").rows[0].profile.name == "Ștefan"


def test_the_apostrophe_before_a_formula_is_taken_off_again() -> None:
    assert read("name,phone\nA,'+40 700\n").rows[0].profile.phone == "+40 700"
    assert read("name,phone\n'Abd,1\n").rows[0].profile.name == "'Abd"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("name,email\n,a@x.ro\n", Problem(2, "name", ProblemCode.NO_NAME)),
        ("first name,last name,email\n,,a@x.ro\n", Problem(2, "last name", ProblemCode.NO_NAME)),
        ("name,email\n---,a@x.ro\n", Problem(2, "name", ProblemCode.NO_NAME, "---")),
        ("Nume,Poșta electronică\nA,a@x\n", Problem(2, "Poșta electronică", ProblemCode.BAD_EMAIL, "a@x")),
        ("name,email\nA,a b@x.ro\n", Problem(2, "email", ProblemCode.BAD_EMAIL, "a b@x.ro")),
        ("name,email\nA,a@x.ro; b@x.ro\n", Problem(2, "email", ProblemCode.BAD_EMAIL, "a@x.ro; b@x.ro")),
        ("name,email\nA,a..b@x.ro\n", Problem(2, "email", ProblemCode.BAD_EMAIL, "a..b@x.ro")),
        (
            f"name,description\nA,{'x' * 10_001}\n",
            Problem(2, "description", ProblemCode.TEXT_TOO_LONG, "x" * 59 + "…"),
        ),
        (
            f"name,description\nA,{'x' * 200_000}\n",
            Problem(2, "description", ProblemCode.TEXT_TOO_LONG, "x" * 59 + "…"),
        ),
        (f"name\n{'x' * 10_001}\n", Problem(2, "name", ProblemCode.TEXT_TOO_LONG, "x" * 59 + "…")),
        (
            "name,bilateral meetings\nA,Friday 12:00-09:00\n",
            Problem(2, "bilateral meetings", ProblemCode.WINDOW_REVERSED, "Friday 12:00-09:00"),
        ),
        (
            "name,întâlniri\nA,Friday 19-20\n",
            Problem(2, "întâlniri", ProblemCode.WINDOW_OUTSIDE, "Friday 19-20"),
        ),
        (
            "name,meetings\nA,whenever\n",
            Problem(2, "meetings", ProblemCode.WINDOW_UNREADABLE, "whenever"),
        ),
        ("name,city\nA,b,c,\n", Problem(2, "", ProblemCode.EXTRA_CELLS, "c")),
    ],
)
def test_a_bad_row_is_named_by_line_column_and_reason(text: str, problem: Problem) -> None:
    assert only_problem(text) == problem


def test_a_text_of_just_the_limit_is_kept_whole() -> None:
    assert len(read(f"name,description\nA,{'x' * 10_000}\n").rows[0].profile.description) == 10_000


def test_all_that_is_wrong_with_a_row_is_named_and_the_other_rows_are_kept() -> None:
    people = read("name,email,meetings\n,x,nonsense\nB,b@x.ro,Friday\n")
    assert [problem.code for problem in people.problems] == [
        ProblemCode.NO_NAME,
        ProblemCode.BAD_EMAIL,
        ProblemCode.WINDOW_UNREADABLE,
    ]
    assert [row.profile.name for row in people.rows] == ["B"]


def test_the_first_line_keeps_what_a_later_one_repeats() -> None:
    people = read(
        "key,email,name,organization\n"
        "K,a@x.ro,A,\n"
        "K,b@x.ro,B,\n"
        "L,A@X.RO,C,\n"
        ",a@x.ro,D,\n"
        ",,Ana Pop,Zmeu\n"
        ",,ana  POP,zmeu\n"
    )
    assert [row.profile.name for row in people.rows] == ["A", "Ana Pop"]
    assert people.problems == (
        Problem(3, "key", ProblemCode.DUPLICATE_KEY, "K", 2),
        Problem(4, "email", ProblemCode.DUPLICATE_EMAIL, "A@X.RO", 2),
        Problem(5, "email", ProblemCode.DUPLICATE_EMAIL, "a@x.ro", 2),
        Problem(7, "name", ProblemCode.DUPLICATE_KEY, "ana POP, zmeu", 6),
    )


def test_a_key_that_is_another_persons_address_belongs_to_two_people() -> None:
    people = read("key,email,name\n,a@x.ro,A\na@x.ro,,B\n")
    assert people.problems == (Problem(3, "key", ProblemCode.DUPLICATE_KEY, "a@x.ro", 2),)


def test_website_and_phone_that_are_none_are_kept_with_a_warning() -> None:
    people = read("name,website,phone\nA,not a url,call me\nB,www.example.org,0722 000 000\n")
    assert people.problems == ()
    assert people.warnings == (
        Problem(2, "website", ProblemCode.BAD_WEBSITE, "not a url"),
        Problem(2, "phone", ProblemCode.BAD_PHONE, "call me"),
    )
    assert [(one.profile.website, one.profile.phone) for one in people.rows] == [
        ("not a url", "call me"),
        ("www.example.org", "0722 000 000"),
    ]


def test_warnings_name_what_was_left_out_and_the_row_is_kept() -> None:
    people = read("name,shoe size,language,table,meetings,,\nA,42,Klingon,99,Thursday 10:00-15:00,,loose\n")
    assert people.problems == ()
    assert people.warnings == (
        Problem(1, "shoe size", ProblemCode.UNKNOWN_COLUMN, "shoe size"),
        Problem(1, "#7", ProblemCode.UNKNOWN_COLUMN),
        Problem(2, "meetings", ProblemCode.WINDOW_CUT, "Thursday 10:00-15:00"),
        Problem(2, "language", ProblemCode.UNKNOWN_LANGUAGE, "Klingon"),
        Problem(2, "table", ProblemCode.UNKNOWN_TABLE, "99"),
    )
    assert (people.rows[0].language, people.rows[0].table) == ("", "")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("ro", "ro"),
        ("RO-ro", "ro"),
        ("en_GB", "en"),
        ("Română", "ro"),
        ("maghiară", "hu"),
        ("magyar", "hu"),
        ("angol", "en"),
        ("Klingon, English", "en"),
        ("", ""),
    ],
)
def test_a_language_is_known_by_code_and_by_name(said: str, code: str) -> None:
    people = read(f'name,language\nA,"{said}"\n')
    assert (people.rows[0].language, people.warnings) == (code, ())


def test_a_language_that_the_event_does_not_have_is_unknown() -> None:
    people = read("name,language\nA,French\n")
    assert people.rows[0].language == ""
    assert people.warnings == (Problem(2, "language", ProblemCode.UNKNOWN_LANGUAGE, "French"),)


@pytest.mark.parametrize("said", ["fereastra", "Masa Fereastră", " FEREASTRĂ "])
def test_a_table_takes_the_events_own_spelling(said: str) -> None:
    assert read(f"name,masă\nA,{said}\n").rows[0].table == "Fereastră"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem(0, "", ProblemCode.EMPTY_FILE)),
        (b"\xef\xbb\xbf \r\n\n", Problem(0, "", ProblemCode.EMPTY_FILE)),
        (b"name,email\n", Problem(0, "", ProblemCode.EMPTY_FILE)),
        (b"name,email\n,\n", Problem(0, "", ProblemCode.EMPTY_FILE)),
        (b"shoe,size\n1,2\n", Problem(1, "", ProblemCode.NO_NAME_COLUMN, "shoe, size")),
        (b"city,email\nCity Hall,a@x.ro\n", Problem(1, "", ProblemCode.NO_NAME_COLUMN, "city, email")),
        (b"Hall,size\nCity Hall,9\n", Problem(1, "", ProblemCode.NO_NAME_COLUMN, "Hall, size")),
        (
            b"name,e-mail,Email\nA,a@x.ro,b@x.ro\n",
            Problem(1, "Email", ProblemCode.DUPLICATE_COLUMN, "e-mail"),
        ),
        (b'name,city\nA,B\n"C,D\nE,F\n', Problem(3, "", ProblemCode.BROKEN_QUOTES)),
        (b'name,city\n"A" x,B\n', Problem(2, "", ProblemCode.BROKEN_QUOTES)),
        (b"name" + b",x" * 200 + b"\nA\n", Problem(1, "", ProblemCode.TOO_LARGE, "200")),
        (b"name\n" + b"A\n" * 20_001, Problem(20_002, "", ProblemCode.TOO_LARGE, "20000")),
        (b"name\n" + b"A" * 20_000_000, Problem(0, "", ProblemCode.TOO_LARGE, "20 MB")),
        (b"%PDF-1.7\n1 0 obj", Problem(0, "", ProblemCode.UNKNOWN_FORMAT, "PDF")),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            Problem(0, "", ProblemCode.UNKNOWN_FORMAT, "XLS"),
        ),
        (b"\x89PNG\r\n\x1a\n", Problem(0, "", ProblemCode.UNKNOWN_FORMAT, "PNG")),
        (b"PK\x03\x04not a zip", Problem(0, "", ProblemCode.UNKNOWN_FORMAT, "ZIP")),
        (b"\x01\x02\x03\xff\xfe", Problem(0, "", ProblemCode.UNKNOWN_FORMAT)),
        (b"ab\0\0\0\0\0\0\0cd", Problem(0, "", ProblemCode.UNKNOWN_FORMAT)),
    ],
)
def test_a_file_that_cannot_be_read_is_named_in_one_problem(content: bytes, problem: Problem) -> None:
    assert only_problem(content) == problem


@pytest.mark.parametrize(
    ("encoding", "text", "named"),
    [
        ("utf-16", "name\nȘtefan\n", "UTF-16"),
        ("utf-16-le", "name\nȘtefan Pop\n", "UTF-16"),
        ("utf-16-be", "name\nȘtefan Pop\n", "UTF-16"),
        ("utf-32", "name\nȘtefan\n", "UTF-32"),
        ("cp1250", "name;city\nŞtefan;Tîrgu Mureş\n", "Windows-1250 / ISO-8859-2 (Latin-2)"),
        ("iso-8859-2", "name\nSzőcs Erzsébet\n", "Windows-1250 / ISO-8859-2 (Latin-2)"),
        ("cp1252", "name\nJoão Conceição\n", "Windows-1252 / ISO-8859-1 (Latin-1)"),
        ("latin-1", "name\nJosé\n", "Windows-1252 / ISO-8859-1 (Latin-1)"),
    ],
)
def test_another_encoding_is_named(encoding: str, text: str, named: str) -> None:
    assert only_problem(text.encode(encoding)) == Problem(0, "", ProblemCode.ENCODING, named)


def test_the_name_of_a_file_does_not_decide_what_it_is() -> None:
    text = "name,email\nA,a@x.ro\n"
    assert read(text, "people.txt").rows == read(text, "people.xlsx").rows == read(text).rows
    assert len(read(text).rows) == 1
