"""One language and, behind it, English: text becomes tokens, and tokens get their meanings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.timewords.makers import constant
from bot.timewords.meanings import Clock, Meaning, Month, Number
from bot.timewords.phrases import Phrases, rules
from bot.timewords.spelling import Speller
from bot.timewords.stages import lexicon, stages
from bot.timewords.templates import Stage, words_of
from bot.timewords.tokens import Token, tokens_of
from bot.timewords.vocabulary import Vocabulary
from bot.timewords.words import Words
from bot.usecases.times import Intent

_SHORTEST_TURN = 5
"""Letters of a word such as "after" and "until" in which a slip is forgiven."""
_SHORTEST_CAPITAL = 6
"""Letters of a word that says nothing, when it opens a sentence: "Anna" is no slip of Hungarian "annak"."""


def plain(text: str) -> str:
    """Compose letters and marks, and drop what cannot be seen (zero-width signs, direction marks)."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(c for c in composed if unicodedata.category(c) != "Cf")


def _split(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word for text in texts for word in text.split())


class Grammar:
    """Reads words as one language, and as English where that language has no use for them."""

    def __init__(self, *vocabularies: Vocabulary) -> None:
        """Compile the vocabularies; where they share a word, the first one's meaning holds."""
        own = vocabularies[0]
        self.denials = _split(v.denials for v in vocabularies)
        self.refusals = self.denials | _split(v.refusals for v in vocabularies)
        idle = [*(v.fillers for v in vocabularies), "- @ /"]
        self.fillers = Words(idle, but=self.refusals)
        # Between a name and a time, what says nothing says nothing of either.
        signs = " ".join("/~$€£%#")
        self.connectors = Words([*idle, *(v.connectors for v in vocabularies), signs], but=self.refusals)
        self.alternatives = _split(v.alternatives for v in vocabularies)
        self.at_once = _split(v.at_once for v in vocabularies)
        self.topics = _split(v.topics for v in vocabularies)
        self._topic_ends = [re.compile(v.topic_ends) for v in vocabularies if v.topic_ends]
        self.inner = _split(v.inner for v in vocabularies)
        self.titles = _split(v.titles for v in vocabularies)
        self.with_words = self.titles | _split(v.with_words for v in vocabularies)
        self.surnames = _split(v.surnames for v in vocabularies)
        self._english_days = _split(
            days.replace("|", " ") for v in vocabularies if v.capitals for days in v.weekdays
        )
        self._have = "am" in own.fillers.split()
        self._suffixes = own.suffixes
        self._stems = frozenset(own.stems.split())
        self._endings = _split(v.endings for v in vocabularies) | _split(
            word.replace("|", " ") for v in vocabularies for word in v.months
        )
        self._before_figures = _split(v.before_figures for v in vocabularies)
        known = _merged(vocabularies)
        self._single = {phrase: meaning for phrase, meaning in known if phrase.removesuffix(".").isalnum()}
        self._lexicon = Stage((phrase, constant(meaning)) for phrase, meaning in known)
        self._speller = Speller(*_targets(known, vocabularies))
        self._alone_speller = Speller(*_targets(known, vocabularies, alone=True))
        self._wishes = Phrases(
            rules(v.wishes for v in vocabularies),
            Words(["-", *(v.light for v in vocabularies)], but=self.refusals),
        )
        spoken = frozenset[str]().union(*(v.spoken_words() for v in vocabularies))
        self._wish_speller = Speller(self._wishes.words, spoken)
        self._strict = stages(vocabularies, among_names=False)
        self._among_names = stages(vocabularies, among_names=True)
        self._cancelling = stages(vocabularies, among_names=True, arranged=True)
        self._moving = stages(vocabularies, among_names=True, arranged=True, moving=True)
        self._case_endings = [re.compile(v.case_endings) for v in vocabularies if v.case_endings]

    def tokens(self, text: str) -> list[Token]:
        """Cut plain text into tokens; nothing is understood yet but figures.

        Words that mean something by their dot alone keep it: Hungarian ``de.`` is a morning, ``de`` is "but".
        """
        return [
            replace(token, text=dotted)
            if (dotted := f"{token.text}.") in self._single and text[token.end : token.end + 1] == "."
            else token
            for token in tokens_of(text, self._endings, self._before_figures)
        ]

    def day_at_heart(self, token: Token) -> Meaning | None:
        """Give the day that a small word may be a slip of, which beside names is forgiven less."""
        if token.capital or token.meaning or token.name:
            return None
        return self._single.get(self._alone_speller.correct(token.text, capital=False, among_names=False))

    def word(self, text: str) -> Meaning | None:
        """Give what a word means by itself."""
        return self._single.get(text)

    def is_month(self, text: str) -> bool:
        """Tell whether a word names a month."""
        return isinstance(self._single.get(text), Month)

    def english_day(self, text: str) -> bool:
        """Tell whether a day of the week is English, and so has a capital in any case."""
        return text in self._english_days

    def stem(self, word: str) -> str:
        """Take the ending off a name: "Annával" is with Anna."""
        for ending in self._case_endings:
            word = ending.sub(lambda found: "".join(part or "" for part in found.groups()), word)
        return word

    def ends_topic(self, word: str) -> bool:
        """Tell whether a folded word says by its ending what a meeting shall be about: "finanszírozásról"."""
        return any(ending.search(word) for ending in self._topic_ends)

    def understand(
        self,
        tokens: Sequence[Token],
        *,
        among_names: bool,
        slips: bool = True,
        wanted: AbstractSet[Intent] = frozenset(Intent),
    ) -> list[Token]:
        """Give tokens their meanings, phrases becoming one token; what is not understood stays.

        Among names the ``wanted`` wishes are understood, too.
        """
        row = list(self._spelt(tokens, among_names=among_names, slips=slips))
        if among_names:
            row = self._intended(row, wanted, slips=slips)
        row = self._lexicon.rewrite(row)
        if any(token.meaning is Intent.MOVE for token in row):
            known = self._moving
        elif any(token.meaning is Intent.CANCEL for token in row):
            known = self._cancelling
        else:
            known = self._among_names if among_names else self._strict
        for stage in known:
            row = stage.rewrite(row)
        return row

    def _intended(self, tokens: Sequence[Token], wanted: AbstractSet[Intent], *, slips: bool) -> list[Token]:
        """Understand what is asked for; a capital in the middle of a text is a name: "Cluj Move SRL"."""
        heard = [
            replace(token, text="")
            if token.capital and not token.opens and len(token.text) > 1
            else self._heard(token)
            if slips
            else token
            for token in tokens
        ]
        found = self._wishes.find(heard, wanted)
        kept = [token for token in tokens if not any(_inside(token, first, last) for _, first, last in found)]
        said = [Token("", first.start, last.end, wish, first.capital) for wish, first, last in found]
        return sorted((*kept, *said), key=lambda token: token.start)

    def _heard(self, token: Token) -> Token:
        """Forgive a slip in a word of a wish, for the wish alone: to everything else it stays as it is."""
        if token.meaning is not None or token.name:
            return token
        return replace(token, text=self._wish_speller.correct(token.text, capital=False, among_names=False))

    def _spelt(self, tokens: Sequence[Token], *, among_names: bool, slips: bool) -> Iterator[Token]:
        for at, token in enumerate(tokens):
            if token.meaning is not None or token.name:
                yield token
            elif token.text == "am" and self._is_verb(tokens, at):
                yield replace(token, text="are")
            elif stem := self._stem(token):
                yield from stem
            elif slips and token.text not in self.connectors:
                yield replace(token, text=self._forgiven(token, among_names=among_names))
            else:
                yield token

    def _forgiven(self, token: Token, *, among_names: bool) -> str:
        if among_names or (token.capital and not token.opens):
            return self._speller.correct(token.text, capital=token.capital, among_names=True)
        meant = self._alone_speller.correct(token.text, capital=False, among_names=False)
        name = token.capital and len(token.text) < _SHORTEST_CAPITAL and meant in self.fillers
        return token.text if name else meant

    def _is_verb(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell "am I", and Romanian "la 3 am timp" by the word behind it that is no day, from "3 am"."""
        before = tokens[at - 1] if at > 0 else None
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if before and before.text == "i":
            return True
        if following and following.text == "i" and not (before and before.meaning):
            return True
        joined = not self._have or (at > 0 and tokens[at - 1].end == tokens[at].start)
        return not joined and following is not None and following.text not in self._single

    def _stem(self, token: Token) -> tuple[Token, Token] | None:
        """Take an ending off a word: "háromkor" is "három" and "kor"."""
        if token.text in self._single:
            return None
        for suffix in self._suffixes:
            stem = token.text.removesuffix(suffix)
            takes = stem in self._stems or isinstance(self._single.get(stem), Number | Clock)
            if takes and stem != token.text:
                cut = token.end - len(suffix)
                return replace(token, text=stem, end=cut), Token(suffix, cut, token.end)
        return None


def _inside(token: Token, first: Token, last: Token) -> bool:
    return first.start <= token.start and token.end <= last.end


def _merged(vocabularies: Sequence[Vocabulary]) -> list[tuple[str, Meaning]]:
    own, *others = vocabularies
    known = list(lexicon(own))
    # What the language has a use for is not read as English: Romanian "te sun la 4" is no Sunday.
    taken = own.spoken_words() | {phrase for phrase, _ in known}
    return known + [pair for other in others for pair in lexicon(other) if pair[0] not in taken]


def _targets(
    known: Sequence[tuple[str, Meaning]], vocabularies: Sequence[Vocabulary], *, alone: bool = False
) -> tuple[dict[str, str], set[str]]:
    """Give the words to which slips are corrected, each with a key of what it means, and all known words.

    ``alone``: where no name can stand, short numbers and words that say nothing are among them.
    """
    targets: dict[str, str] = {}
    words: set[str] = set()
    for phrase, meaning in known:
        words |= words_of(phrase)
        # A word of a longer phrase ("amiaza") is forgiven less than a day that stands alone.
        short = 5 if phrase in words_of(phrase) and not isinstance(meaning, Clock) else 6
        least = short if alone or not isinstance(meaning, Number) else 6
        for part in phrase.split():
            for word in words_of(part):
                if len(word) >= least:
                    targets.setdefault(word, str(meaning) if phrase == word else part)
    for v in vocabularies:
        # English wishes leave the other languages their slips: "main" is a slip of "maine".
        words |= v.spoken_words(wishes=v is vocabularies[0])
        clocks = (template for templates in v.clocks.values() for template in templates)
        picks = (*v.first, *v.last) if alone else ()
        for template in (*v.later, *v.earlier, *v.between, *clocks, *picks):
            for part in template.split():
                # Spellings of one word mean the same.
                targets |= {
                    word: part for word in words_of(part) - targets.keys() if len(word) >= _SHORTEST_TURN
                }
        for word in v.fillers.split() if alone else ():
            targets.setdefault(word.removesuffix("*"), "")
        for word in f"{v.refusals} {v.denials}".split() if alone else ():
            targets[word] = word
    return targets, words
