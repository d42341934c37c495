"""A parse as CoNLL-U, the notation of Universal Dependencies: ten columns a word.

Names stand in the last column as `NER=B-PER` and so on, characters of the article as
`TokenRange=start:end`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count

from ..model import Article, ParsedSentence, Word


def conllu(parsed: Iterable[tuple[Article, Iterable[ParsedSentence]]]) -> Iterator[str]:
    """Yield articles a sentence at a time, so that a long one is never held whole.

    The id of an article begins those of its sentences; one that comes again is numbered. An
    article without a word yields nothing: the notation has no empty documents.
    """
    taken: set[str] = set()
    for article, sentences in parsed:
        own = _flat(article.given_id or "") or article.id
        again = (f"{own}.{number}" for number in count(2))
        name = next(name for name in chain([own], again) if name not in taken)
        taken.add(name)
        yield from _document(name, article.content, sentences)


def _document(name: str, content: str, sentences: Iterable[ParsedSentence]) -> Iterator[str]:
    for number, sentence in enumerate(sentences, 1):
        head = [f"# newdoc id = {name}"] if number == 1 else []
        head.append(f"# sent_id = {name}-{number}")
        head.append(f"# text = {_flat(content[sentence.start : sentence.end])}")
        glued = not content[sentence.end : sentence.end + 1].isspace()
        words = _words(sentence, glued and sentence.end < len(content))
        # the notation ends each sentence, the last too, with an empty line
        yield "\n".join([*head, *words]) + "\n\n"


def _words(sentence: ParsedSentence, glued: bool) -> list[str]:
    """Rows; `glued` says that nothing stands between the last word and what comes after it."""
    labels = _labels(sentence)
    words = sentence.words
    lines = []
    for at, word in enumerate(words):
        end = at + 1
        while end < len(words) and words[end].joined:
            end += 1
        opens = at == 0 or not word.joined
        if opens and end - at > 1:
            form = "".join(_flat(part.form) for part in words[at:end])
            after = [
                *_spacing(words, end - 1, glued),
                f"TokenRange={word.start}:{words[end - 1].end}",
            ]
            lines.append("\t".join([f"{at + 1}-{end}", form, *["_"] * 7, "|".join(after)]))
        within = not opens or end - at > 1
        rest = [f"NER={labels[at]}"] if labels[at] != "O" else []
        rest += [] if within else _spacing(words, at, glued)
        rest.append(f"TokenRange={word.start}:{word.end}")
        lines.append("\t".join([str(at + 1), *_columns(word), "|".join(rest)]))
    return lines


def _columns(word: Word) -> list[str]:
    form, lemma = _flat(word.form), _flat(word.lemma)
    head = str(word.head)
    return [form, lemma or "_", word.upos, "_", word.feats, head, word.relation, "_"]


def _spacing(words: tuple[Word, ...], at: int, glued: bool) -> list[str]:
    if at + 1 < len(words):
        glued = words[at + 1].start == words[at].end
    return ["SpaceAfter=No"] if glued else []


def _labels(sentence: ParsedSentence) -> list[str]:
    """BIO labels of the words."""
    labels = ["O"] * len(sentence.words)
    for name in sentence.names:
        for at, word in enumerate(sentence.words):
            if name.start <= word.start and word.end <= name.end:
                labels[at] = f"{'B' if word.start == name.start else 'I'}-{name.type}"
    return labels


_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], "\ufffd")


def _flat(text: str) -> str:
    """White space as single blanks, since a tab or a line end would break the columns; control
    characters as U+FFFD, since a terminal would obey them."""
    return " ".join(text.split()).translate(_CONTROLS)
