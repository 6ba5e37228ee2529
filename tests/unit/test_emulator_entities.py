from __future__ import annotations

from typing import Any

import pytest

from bot.emulator.entities import formatted, utf16_length
from bot.emulator.errors import ApiError


def html(source: str) -> tuple[str, list[dict[str, Any]]]:
    written = formatted(source, "HTML")
    return written.text, written.entities


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


def test_html_with_nested_tags_gives_text_and_entities() -> None:
    assert html("<b>bold <i>both</i></b> &lt;plain&gt; <u>u</u><s>s</s>") == (
        "bold both <plain> us",
        [
            entity("bold", 0, 9),
            entity("italic", 5, 4),
            entity("underline", 18, 1),
            entity("strikethrough", 19, 1),
        ],
    )


def test_offsets_after_emoji_count_utf16_units() -> None:
    assert html("👩‍💻 <b>né</b>") == ("👩‍💻 né", [entity("bold", 6, 2)])
    assert utf16_length("👩‍💻") == 5


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<blockquote>q</blockquote>", "blockquote"),
        ("<blockquote expandable>q</blockquote>", "expandable_blockquote"),
        ('<blockquote expandable="">q</blockquote>', "expandable_blockquote"),
        ("<tg-spoiler>q</tg-spoiler>", "spoiler"),
        ('<span class="tg-spoiler">q</span>', "spoiler"),
        ("<code>q</code>", "code"),
        ("<pre>q</pre>", "pre"),
        ("<STRONG>q</strong>", "bold"),
        ("<b>q</>", "bold"),
    ],
)
def test_html_with_one_tag_gives_its_entity(source: str, kind: str) -> None:
    assert html(source) == ("q", [entity(kind, 0, 1)])


def test_html_with_a_programming_language_names_it() -> None:
    assert html('<pre><code class="language-python">x</code></pre>') == (
        "x",
        [entity("pre", 0, 1, language="python")],
    )


def test_links_are_checked_and_completed() -> None:
    assert html('<a href="https://example.org">e</a>')[1] == [
        entity("text_link", 0, 1, url="https://example.org/")
    ]
    assert html('<a href="http://localhost/">e</a>') == ("e", [])
    assert html('<a href="https://x.example/?a=1&amp;b=2">e</a>')[1][0]["url"] == (
        "https://x.example/?a=1&b=2"
    )


def test_code_holds_no_other_formatting_and_quotes_do_not_nest() -> None:
    assert html("<code>a<b>b</b></code>") == ("ab", [entity("code", 0, 2)])
    assert html("<blockquote>a<blockquote>b</blockquote></blockquote>") == (
        "ab",
        [entity("blockquote", 0, 2)],
    )


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<b>x</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_unreadable_html_is_refused_in_the_servers_words(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refusal:
        html(source)

    assert refusal.value.as_json() == {
        "ok": False,
        "error_code": 400,
        "description": f"Bad Request: can't parse entities: {complaint}",
    }


def test_surrounding_blanks_go_and_offsets_move() -> None:
    assert html("\n  <b> a </b>b \n") == ("a b", [entity("bold", 0, 2)])


def test_unknown_references_stay_as_they_are() -> None:
    assert html("&nbsp; &amp;amp; &#65;&#x42; & &#0;") == ("&nbsp; &amp; AB & &#0;", [])


def test_links_mentions_and_commands_are_found_outside_of_code() -> None:
    text, entities = html("see https://a.example/x. ask @somebody or /help, not <code>/this</code> a/b")
    assert [(e["type"], text[e["offset"] : e["offset"] + e["length"]]) for e in entities] == [
        ("url", "https://a.example/x"),
        ("mention", "@somebody"),
        ("bot_command", "/help"),
        ("code", "/this"),
    ]


def test_given_entities_are_kept_within_the_text() -> None:
    assert formatted("abc", "", [entity("bold", 1, 2)]).entities == [entity("bold", 1, 2)]
    with pytest.raises(ApiError, match="ends after the end of the text"):
        formatted("abc", "", [entity("bold", 1, 3)])


@pytest.mark.parametrize(
    ("mode", "complaint"), [("MarkdownV2", "HTML only"), ("rst", "unsupported parse_mode")]
)
def test_other_parse_modes_are_refused(mode: str, complaint: str) -> None:
    with pytest.raises(ApiError, match=complaint):
        formatted("x", mode)
