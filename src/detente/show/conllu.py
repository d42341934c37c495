"""A parse as CoNLL-U, the notation of Universal Dependencies: ten columns a word.

Names stand in the last column as `NER=B-PER` and so on, characters of the article as
`TokenRange=start:end`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Article, ParsedSentence, Word


def conllu(article: Article, sentences: Iterable[ParsedSentence]) -> Iterator[str]:
    """Yield an article a sentence at a time, so that a long one is never held whole."""
    name = _flat(article.given_id or article.id)
    yield f"# newdoc id = {name}\n"
    for number, sentence in enumerate(sentences, 1):
        text = _flat(article.content[sentence.start : sentence.end])
        lines = [f"# sent_id = {name}-{number}", f"# text = {text}", *_words(sentence)]
        # the notation ends each sentence, the last too, with an empty line
        yield "\n".join(lines) + "\n\n"


def _words(sentence: ParsedSentence) -> list[str]:
    labels = _labels(sentence)
    words = sentence.words
    lines = []
    for at, word in enumerate(words):
        end = at + 1
        while end < len(words) and words[end].joined:
            end += 1
        if not word.joined and end - at > 1:
            form = "".join(part.form for part in words[at:end])
            after = _spacing(words, end - 1)
            lines.append("\t".join([f"{at + 1}-{end}", form, *["_"] * 7, "|".join(after) or "_"]))
        within = word.joined or end - at > 1
        rest = [f"NER={labels[at]}"] if labels[at] != "O" else []
        rest += [] if within else _spacing(words, at)
        rest.append(f"TokenRange={word.start}:{word.end}")
        lines.append("\t".join([str(at + 1), *_columns(word), "|".join(rest)]))
    return lines


def _columns(word: Word) -> list[str]:
    form, lemma = _flat(word.form), _flat(word.lemma)
    head = str(word.head)
    return [form, lemma or "_", word.upos, "_", word.feats, head, word.relation, "_"]


def _spacing(words: tuple[Word, ...], at: int) -> list[str]:
    glued = at + 1 < len(words) and words[at + 1].start == words[at].end
    return ["SpaceAfter=No"] if glued else []


def _labels(sentence: ParsedSentence) -> list[str]:
    """BIO labels of the words."""
    labels = ["O"] * len(sentence.words)
    for name in sentence.names:
        for at, word in enumerate(sentence.words):
            if name.start <= word.start and word.end <= name.end:
                labels[at] = f"{'B' if word.start == name.start else 'I'}-{name.type}"
    return labels


def _flat(text: str) -> str:
    """White space as single blanks: a tab or a line end would break the columns."""
    return " ".join(text.split())
