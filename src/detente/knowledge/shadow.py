"""A plain double of a text, character for character, that patterns can be written for.

Typographic variants become the plain mark (’ to ', full-width ! to !, the non-breaking hyphen to
-), and what belongs to the letter before it (a combining accent, a vowel sign, a soft hyphen)
becomes a letter, so that no word is cut at it. Offsets stay the same.
"""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‛ʼ＇", "'"),
        **dict.fromkeys("\u2010\u2011\u2212\uff0d", "-"),
        "！": "!", "？": "?", "，": ",", "．": ".", "：": ":", "；": ";", "（": "(", "）": ")",
        "؟": "?", "\u0589": ".", "\u037e": "?",
    }
)  # fmt: skip
# Soft hyphen, zero-width joiners, word joiner: invisible inside a word.
_GLUE = frozenset("\u00ad\u200c\u200d\u2060")
_SELECTORS = frozenset("\ufe0e\ufe0f\u20e3\u200d")


def shadow(text: str) -> str:
    """Return the plain double of a text; it has the same length.

    >>> shadow("don’t")
    "don't"
    """
    if text.isascii():
        return text
    plain = text.translate(_PLAIN)
    if plain.isascii():
        return plain
    chars = list(plain)
    inside = False
    for at, char in enumerate(chars):
        if char < "\u0300" and char != "\u00ad":
            inside = char.isalnum()
        elif char in _GLUE or unicodedata.category(char)[0] == "M":
            if inside:
                chars[at] = "x"
        else:
            inside = char.isalnum()
    return "".join(chars)
