"""Articles through the language model, as values that others can use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, repeat

from ..model import Article, Named, Parse, ParsedSentence, Word
from .agreement import agreed
from .document import Doc, Sentence, Token
from .labels import Name
from .language import Analysis, Language
from .segment import segment

CHUNK = 500
"""Sentences given to the model, and made to agree in their names, at a time: more than an article
has, few enough for little memory."""


def parse(article: Article, language: Language) -> Parse:
    """Return every sentence of an article, page furniture included, in the order of the text."""
    sentences = tuple(parse_sentences(article, language))
    return Parse(article=article, model=language.version, sentences=sentences)


def parse_sentences(article: Article, language: Language) -> Iterator[ParsedSentence]:
    """Yield what `parse` holds, a sentence at a time."""
    doc = Doc(article.content, article.published, article.id)
    segment(doc, article.body)
    for at in range(0, len(doc.sentences), CHUNK):
        known = min(at, 1)  # the sentence before comes along once more: names are read after it
        chunk = doc.sentences[at - known : at + CHUNK]
        words = [[token.text for token in _tokens(doc, one)] for one in chunk]
        found = language.analyse(words, one_text=True)
        names = agreed(words, [one.names for one in found])
        yield from islice(map(_sentence, repeat(doc), chunk, found, names), known, None)


def _tokens(doc: Doc, sentence: Sentence) -> list[Token]:
    return doc.tokens[sentence.first : sentence.last]


def _sentence(
    doc: Doc, sentence: Sentence, found: Analysis, named: Sequence[Name]
) -> ParsedSentence:
    tokens = _tokens(doc, sentence)
    words = tuple(
        Word(
            start=token.start,
            end=token.end,
            form=token.text,
            lemma=found.lemmas[at],
            upos=found.upos[at],
            feats=found.feats[at],
            head=found.heads[at],
            relation=found.relations[at],
            joined=token.joined,
        )
        for at, token in enumerate(tokens)
    )
    names = tuple(
        Named(start=tokens[first].start, end=tokens[end - 1].end, type=kind)
        for first, end, kind in named
    )
    return ParsedSentence(start=sentence.start, end=sentence.end, words=words, names=names)
