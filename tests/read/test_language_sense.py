"""What any sound model of English must see in plain sentences of political news."""

from __future__ import annotations

import re

import pytest

from detente.read.encode import Word
from detente.read.language import Analysis, Language
from detente.read.wordpiece import Placeholder

ACTOR = re.compile(r"X(\d+)(ish|ers)?$")


def words(text: str) -> list[Word]:
    """Words between blanks; X0, X1ish, X2ers are placeholders."""
    found: list[Word] = []
    for word in text.split():
        actor = ACTOR.match(word)
        kind = {None: 0, "ish": 1, "ers": 2}[actor[2]] if actor else 0
        found.append(Placeholder(kind, int(actor[1])) if actor else word)
    return found


def read(text: str, *, meaning: bool = False) -> Analysis:
    return Language.shared().analyse([words(text)], meaning=meaning)[0]


def root(found: Analysis) -> int:
    return found.heads.index(0)


def arcs(text: str) -> set[tuple[str, str, str]]:
    """(relation, word, head) of each word."""
    found, shown = read(text), text.split()
    return {
        (relation, word, shown[head - 1] if head else "")
        for word, head, relation in zip(shown, found.heads, found.relations, strict=True)
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister rejected the offer .",
            "root:rejected> nsubj:minister>rejected obj:offer>rejected det:The>minister",
        ),
        ("Troops crossed the border .", "root:crossed> nsubj:Troops>crossed obj:border>crossed"),
        (
            "The two leaders met in Geneva on Monday .",
            "root:met> nsubj:leaders>met obl:Geneva>met obl:Monday>met case:in>Geneva",
        ),
        (
            "The bridge was destroyed by rebels .",
            "root:destroyed> nsubj:pass:bridge>destroyed aux:pass:was>destroyed",
        ),
        (
            "The embassy has been closed .",
            "root:closed> nsubj:pass:embassy>closed aux:has>closed aux:pass:been>closed",
        ),
        (
            "The army will not attack the city .",
            "root:attack> nsubj:army>attack aux:will>attack advmod:not>attack obj:city>attack",
        ),
        (
            "The president said that talks had failed .",
            "root:said> nsubj:president>said ccomp:failed>said mark:that>failed nsubj:talks>failed",
        ),
        (
            "The government wants to lift the sanctions .",
            "root:wants> nsubj:government>wants xcomp:lift>wants mark:to>lift obj:sanctions>lift",
        ),
        (
            "If the army attacks , we will leave .",
            "root:leave> advcl:attacks>leave mark:If>attacks nsubj:army>attacks",
        ),
        (
            "The ship that carried the weapons sank .",
            "root:sank> nsubj:ship>sank acl:relcl:carried>ship obj:weapons>carried",
        ),
        (
            "The king praised the army and the navy .",
            "root:praised> obj:army>praised conj:navy>army cc:and>navy",
        ),
        (
            "Washington is an ally of London .",
            "root:ally> nsubj:Washington>ally cop:is>ally nmod:London>ally",
        ),
        (
            "Germany 's chancellor criticized the decision .",
            "root:criticized> nmod:poss:Germany>chancellor case:'s>Germany obj:decision>criticized",
        ),
        ("He did not sign the treaty .", "root:sign> nsubj:He>sign aux:did>sign obj:treaty>sign"),
    ],
)
def test_plain_sentences_have_their_trees(text: str, expected: str) -> None:
    found = arcs(text)
    wanted = set()
    for item in expected.split():
        name, head = item.split(">")
        relation, word = name.rsplit(":", 1)
        wanted.add((relation, word, head))
    assert wanted <= found


def test_a_placeholder_is_a_subject_or_an_object_like_any_name() -> None:
    for text in ("X0 rejected the offer .", "X0 attacked X1 .", "X1 has condemned X0 ."):
        found, shown = read(text), words(text)
        verb = root(found)
        assert shown[verb] in ("rejected", "attacked", "condemned")
        assert found.relations[0] == "nsubj"
        assert found.heads[0] == verb + 1
        assert found.relations[verb + 1 : -1][-1] == "obj"
    found = read("The X0ish army attacked X1 .")
    assert (found.relations[1], found.heads[1]) == ("amod", 3)
    assert found.relations[2] == "nsubj"


def test_placeholders_may_change_places_and_the_tree_stays() -> None:
    for text in ("X0 attacked X1 .", "X0 told X1 that talks had failed .", "X0 and X1 met ."):
        swapped = text.translate(str.maketrans("01", "10"))
        assert read(text) == read(swapped)
        assert read(text) == read(text.replace("X0", "X3"))


def assert_labels(text: str, labels: tuple[str, ...], expected: str) -> None:
    """`expected` are words with what they must be called, as "talks:NOUN"."""
    found = dict(zip(text.split(), labels, strict=True))
    wanted = dict(item.rsplit(":", 1) for item in expected.split())
    assert {word: found[word] for word in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She denied the charges .", "She:PRON denied:VERB the:DET charges:NOUN .:PUNCT"),
        ("The new law failed in Paris .", "new:ADJ law:NOUN in:ADP Paris:PROPN"),
        ("He has quickly left , but they stayed .", "has:AUX quickly:ADV but:CCONJ they:PRON"),
        ("Three soldiers died because it rained .", "Three:NUM died:VERB because:SCONJ"),
        ("They want to talk .", "want:VERB to:PART talk:VERB"),
        ("The talks were long .", "talks:NOUN were:AUX long:ADJ"),
    ],
)
def test_parts_of_speech(text: str, expected: str) -> None:
    assert_labels(text, read(text).upos, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers denied the reports .", "ministers:minister denied:deny reports:report"),
        ("They met and spoke on Friday .", "They:they met:meet spoke:speak Friday:Friday"),
        ("Rebels were driven out of the cities .", "Rebels:rebel were:be cities:city"),
        ("He went home and said nothing .", "went:go said:say"),
        ("Sanctions hit the banks .", "Sanctions:sanction banks:bank"),
        ("Moscow is making threats .", "Moscow:Moscow is:be making:make threats:threat"),
        ("The women left the country .", "women:woman left:leave country:country"),
    ],
)
def test_lemmas(text: str, expected: str) -> None:
    assert_labels(text, read(text).lemmas, expected)


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The minister rejected the offer .", 2, "Tense=Past VerbForm=Fin Mood=Ind"),
        ("The minister rejects the offer .", 2, "Tense=Pres VerbForm=Fin Person=3 Number=Sing"),
        ("The minister will reject the offer .", 3, "VerbForm=Inf"),
        ("The offer was rejected .", 3, "VerbForm=Part Voice=Pass Tense=Past"),
        ("They are leaving the country .", 2, "VerbForm=Part Tense=Pres"),
        ("They are leaving the country .", 0, "Number=Plur Person=3"),
        ("Two ships sank .", 1, "Number=Plur"),
        ("I refuse .", 0, "Number=Sing Person=1"),
    ],
)
def test_forms(text: str, word: int, expected: str) -> None:
    assert set(expected.split()) <= set(read(text).feats[word].split("|"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Angela Merkel arrived in Germany .", "PER:Angela Merkel|PLACE:Germany"),
        ("Vladimir Putin flew to China on Monday .", "PER:Vladimir Putin|PLACE:China"),
        ("The United Nations met in New York .", "ORG:United Nations|PLACE:New York"),
        ("NATO sent troops to Afghanistan .", "ORG:NATO|PLACE:Afghanistan"),
        ("Barack Obama spoke in France and Spain .", "PER:Barack Obama|PLACE:France|PLACE:Spain"),
        ("Iran and Iraq fought a long war .", "PLACE:Iran|PLACE:Iraq"),
        ("Russians and Ukrainians live there .", "GRP:Russians|GRP:Ukrainians"),
        ("The European Union imposed sanctions on Syria .", "ORG:European Union|PLACE:Syria"),
        ("The talks ended without a deal .", ""),
    ],
)
def test_very_plain_names(text: str, expected: str) -> None:
    shown = text.split()
    found = []
    for start, end, kind in read(text).names:
        name = " ".join(shown[start:end]).removeprefix("The ")
        found.append(f"{kind}:{name}")
    assert "|".join(found) == expected


@pytest.mark.parametrize(
    ("one", "like", "unlike"),
    [
        (
            "The army attacked the village .",
            "Soldiers assaulted a small town .",
            "The bank raised its interest rates .",
        ),
        (
            "The two countries signed a peace treaty .",
            "Both states concluded an agreement to end the war .",
            "Heavy rain is expected in the north tomorrow .",
        ),
        (
            "The president dismissed the finance minister .",
            "The head of state fired the treasury chief .",
            "The team won the match after extra time .",
        ),
        (
            "Protesters marched through the capital .",
            "Thousands of demonstrators took to the streets of the city .",
            "Scientists found a new kind of beetle .",
        ),
    ],
)
def test_like_meanings_are_near(one: str, like: str, unlike: str) -> None:
    first, near, far = (read(text, meaning=True).meaning for text in (one, like, unlike))
    assert first is not None
    assert near is not None
    assert far is not None
    assert float(first @ near) > float(first @ far) + 0.1
