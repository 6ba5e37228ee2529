from __future__ import annotations

import pytest

from bot.domain.calendar_feeds import Feed, FeedKey, feed_key, feed_token
from bot.domain.links import link_payload
from tests.support.world import SECRET, at

KEY = FeedKey(participant_id=7, link_generation=0, generation=3)
TOKEN = feed_token(SECRET, KEY)


def test_token_names_its_key_and_needs_no_escaping_in_an_address() -> None:
    assert feed_key(SECRET, TOKEN) == KEY
    assert TOKEN.startswith("7.0.3.")
    assert TOKEN.isascii()
    assert TOKEN.replace("-", "").replace("_", "").replace(".", "").isalnum()


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "7.0.3",
        TOKEN[:-1],
        TOKEN + "A",
        TOKEN.replace("7.0.3.", "8.0.3."),
        TOKEN.replace("7.0.3.", "7.1.3."),
        TOKEN.replace("7.0.3.", "7.0.4."),
        TOKEN.replace("7.0.3.", "07.0.3."),
        TOKEN.replace("7.0.3.", "٧.0.3."),
        TOKEN.replace("7.0.3.", "-7.0.3."),
        TOKEN.replace("7.0.3.", "0.7.0.3."),
        TOKEN.replace("7.0.3.", f"{'7' * 5000}.0.3."),
        "7.0.3." + link_payload(SECRET, 7, 0, 3),
        feed_token(b"another secret", KEY),
    ],
)
def test_whatever_was_not_given_out_is_nobodys(wrong: str) -> None:
    assert feed_key(SECRET, wrong) is None


def test_number_of_a_token_has_no_more_digits_than_a_database_counts_with() -> None:
    longest = FeedKey(10**18 - 1, 10**18 - 1, 10**18 - 1)

    assert feed_key(SECRET, feed_token(SECRET, longest)) == longest
    assert feed_key(SECRET, feed_token(SECRET, KEY._replace(participant_id=10**18))) is None


def test_feed_has_shown_what_it_shows_since_that_was_first_seen() -> None:
    seen = at("Wed 10:00")
    feed = Feed(generation=3, active=True, digest="this", changed_at=seen)

    assert feed.since("this") == seen
    assert feed.since("that") is None
    assert Feed(generation=3, active=True).since("this") is None
