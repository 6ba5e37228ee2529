"""The job the bot exists for, from the link to the reminder, over real HTTP on both databases."""

from __future__ import annotations

from tests.support.stage import stage
from tests.support.world import at


async def test_delegate_books_the_directors_thursday_and_both_are_reminded(database_url: str) -> None:
    async with stage(database_url) as play:
        director = await play.join("Andrei Kelemen")
        delegate = await play.join("Ioana Pop")

        await delegate.say("kelemen")
        await delegate.expect_card("Executive Director")
        await delegate.press("See free times")
        await delegate.expect_card("Thursday 26 November")
        assert [label for label in delegate.buttons if "–" in label][:6] == [
            "14:30–14:50",
            "14:55–15:15",
            "15:20–15:40",
            "15:45–16:05",
            "16:10–16:30",
            "16:35–16:55",
        ]
        await delegate.press("14:30–14:50")
        await delegate.expect_card("to answer")
        await delegate.press("Send the request")
        await delegate.expect_card("Your request is sent.")

        await director.expect_card("Somebody would like to meet you")
        await director.press("Accept")
        await director.expect_card("Your meeting is confirmed.")
        assert "Table 1" in director.card.text
        await delegate.expect_card("Your meeting is confirmed.")
        assert "Table 1" in delegate.card.text

        play.move_to(at("Thu 14:15"))
        await delegate.expect_card("Your meeting begins in 15 minutes")
        await director.expect_card("Your meeting begins in 15 minutes")
        await delegate.press("5 min late")
        await director.expect("Ioana Pop will be 5 minutes late")
