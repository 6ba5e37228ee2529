"""Whole texts that only answer: yes, no, or that nothing shall come of what was asked."""

from __future__ import annotations

import re

from bot.domain.text import fold, vocabulary

# Whole texts, folded, that answer a question: alone they are nobody's name, and nothing to search for.
_REPLIES = frozenset(
    {
        *("yes", "yes please", "yeah", "yep", "ok", "okay", "sure", "fine", "agreed", "no", "no thanks"),
        *("nope", "accept", "accepted", "confirm", "agree", "decline", "reject"),
        *("da", "nu", "bine", "sigur", "de acord", "accept", "accepta", "refuz", "resping", "nu multumesc"),
        *("igen", "nem", "jo", "rendben", "oke", "persze", "elfogadom", "elutasitom", "nem koszonom"),
    }
)

# Those that are no thanks ("ok, thank you") and no greeting, and the words beside them that say them kindly.
_PLAIN_REPLIES = frozenset(
    {
        *("yes", "yeah", "yep", "no", "nope", "accept", "accepted", "agreed", "agree", "decline", "reject"),
        *("da", "nu", "accepta", "refuz", "resping", "igen", "nem", "elfogadom", "elutasitom"),
    }
)
_KINDLY = vocabulary(
    """
    sorry gladly happily thanks thank you please with pleasure of course absolutely definitely that it
    this works suits me for good great is perfect lovely i do can will very much cu drag placere
    multumesc mult mersi rog va desigur bineinteles scuze imi pare rau convine e este si ok szivesen
    orommel koszonom koszi kerem szepen persze sajnos sajnalom megfelel termeszetesen nagyon szuper
    """
)
# Words that say of a time that it suits, in any of the languages.
_SUITING = vocabulary(
    """
    fine good great perfect ok okay works work suits suit acceptable agreed convenient lovely bine buna merge
    convine perfecta potrivit potrivita potriveste accept jo megfelel megfelelo rendben oke passzol tokeletes
    szuper elfogadom
    """
)
# Greetings, folded, that hold one of these words: "Good afternoon, ...", "Bună, ...", "Jó napot, ...".
_GREETING = re.compile(
    r"\b(?:good|great)\s+(?:morning|afternoon|evening|day)\b|\bjo\s+(?:napot|reggelt|estet|nap)\b"
    r"|\bbuna\s+(?:ziua|dimineata|seara)\b|^\W*buna\b(?=\s*[,.!]|\s+\d)"
)
_OPENING = re.compile(r"[^,.;:!–—-]+")

# Words of buttons that keep or send what is shown, which some write instead of tapping them.
_KEEPING = frozenset(
    {
        *("save", "send"),
        *("salveaza", "salvati", "trimite", "trimiteti"),
        *("mentes", "mentsd", "mentse", "kuldd", "kuldje", "mehet"),
    }
)
_BESIDE_KEEPING = frozenset({"el", "it", "o", "l"})
_FINE = frozenset({"ok", "okay", "oke", "sure", "fine", "rendben", "bine", "jo"})
_NO = frozenset({"no", "nope", "decline", "reject", "nu", "refuz", "resping", "nem", "elutasitom"})
_RETREATS = frozenset(
    {
        *("never mind", "nevermind", "forget it", "forget about it", "rather not"),
        *("renunt", "lasa", "lasati", "las o", "lasa o", "mai bine nu", "nu mai vreau", "nu mai conteaza"),
        *("megse", "megsem", "inkabb megse", "inkabb megsem", "megse kell", "megsem kell", "inkabb ne"),
        *("inkabb nem", "hagyjuk", "felejtsd el", "felejtse el"),
    }
)
_CANCELS = frozenset({"cancel", "stop", "anuleaza", "anulati", "opreste", "megszakit", "megszakitom"})


def is_reply(text: str) -> bool:
    """Tell whether a text says no more than yes or no, however kindly, in any of the languages."""
    words = _words(text)
    if " ".join(words) in _REPLIES:
        return True
    said = set(words)
    return bool(said & _PLAIN_REPLIES) and said <= _PLAIN_REPLIES | _KINDLY


def opens_as_reply(text: str) -> bool:
    """Tell whether a text begins with a yes or a no that stands apart: "Yes, but rather at 15:45"."""
    opening = _OPENING.match(text)
    return opening is not None and len(opening[0]) < len(text) and is_reply(opening[0])


def suits(text: str) -> bool:
    """Tell whether a text about a time says that it suits: "15:45 is fine"; a question does not."""
    said = _GREETING.sub(" ", fold(text))
    return not text.rstrip().endswith("?") and not _SUITING.isdisjoint(_words(said))


def is_yes(text: str) -> bool:
    """Tell whether a text only says yes to what is shown, as by the name of a button: "Save it, please"."""
    said = set(_words(text))
    if said & _NO:
        return False
    known = _KEEPING | _BESIDE_KEEPING | _FINE | _PLAIN_REPLIES | _KINDLY
    return is_reply(text) or (bool(said & (_KEEPING | _FINE)) and said <= known)


def is_retreat(text: str, *, cancelling: bool) -> bool:
    """Tell whether a text takes back what a question was asked for: "never mind".

    ``cancelling``: the question is whether something shall be cancelled, so that "cancel" is a yes to it.
    """
    words = _words(text)
    for said in (" ".join(words), " ".join(one for one in words if one not in _KINDLY)):
        if said in _RETREATS or (not cancelling and said in _CANCELS):
            return True
    return False


def _words(text: str) -> list[str]:
    return re.sub(r"[^\w\s]", " ", fold(text)).split()
