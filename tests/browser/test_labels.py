"""Every row of buttons on a phone of 360 pixels, drawn by the chat page in whatever font there is."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from bot.emulator import EmulatedBotApi
from bot.i18n import Language, load_languages
from bot.screens.layout import laid_out
from tests.support.sample_calls import calls
from tests.support.samples import usual

LANGUAGES = load_languages()
USUAL = usual(LANGUAGES)
_DRAW = """async rows => {
  const { messageElement } = await import("/_chat/page/message.js");
  const message = { id: 1, from: "bot", at: "2026-11-26T12:00:00Z", text: "x", entities: [], rows };
  const drawn = messageElement(message, {});
  document.querySelector(".person.current .lines").append(drawn);
  return [...drawn.querySelectorAll(".key")].map((key) => {
    const line = document.createRange();
    line.selectNodeContents(key);
    return [key.textContent, new Set([...line.getClientRects()].map(({ top }) => top)).size];
  });
}"""


@pytest.mark.parametrize("language", LANGUAGES.by_code.values(), ids=LANGUAGES.by_code)
async def test_labels_beside_each_other_stand_on_one_line(page: Page, language: Language) -> None:
    name = USUAL.other.profile.name
    rows = {
        tuple(button.label for button in row)
        for sample in calls(USUAL)
        for row in laid_out(sample(language).rows)
        if len(row) > 1 and not any(name in button.label for button in row)
    }
    async with EmulatedBotApi() as api:
        api.add_user("Ana", "Pop")
        await page.set_viewport_size({"width": 360, "height": 700})
        await page.goto(api.url)
        await page.get_by_test_id("person").wait_for()
        drawn = await page.evaluate(
            _DRAW, [[{"label": label, "does": "press"} for label in row] for row in sorted(rows)]
        )
    assert len(drawn) == sum(map(len, rows))
    assert [label for label, lines in drawn if lines != 1] == []
