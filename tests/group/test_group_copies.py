from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.group.copies import clusters, shingles, similarity

D = dt.date


def prose(seed: int, words: int = 300) -> str:
    rng = random.Random(seed)
    return " ".join(f"w{rng.randrange(2000)}" for _ in range(words))


def cut(text: str, share: float) -> str:
    words = text.split()
    return " ".join(words[: int(len(words) * share)])


def edited(text: str, every: int) -> str:
    return " ".join("new" if i % every == 0 else word for i, word in enumerate(text.split()))


def test_verbatim_copies_share_the_id_of_the_earliest() -> None:
    text = prose(1)
    found = clusters([("c", D(2024, 1, 2), text), ("b", D(2024, 1, 1), text), ("a", None, text)])
    assert found == {"a": "b", "b": "b", "c": "b"}


def test_letter_case_quotes_and_spacing_do_not_matter() -> None:
    text = prose(1)
    assert clusters([("a", None, text), ("b", None, text.upper().replace(" ", " \u201d\n"))]) == {
        "a": "a",
        "b": "a",
    }


@pytest.mark.parametrize("share", [0.15, 0.3, 0.6, 0.9])
@pytest.mark.parametrize("first", ["full", "short"])
def test_a_shortened_copy_is_a_copy_whichever_came_first(share: float, first: str) -> None:
    days = {"full": D(2024, 1, 2), "short": D(2024, 1, 2)} | {first: D(2024, 1, 1)}
    text = prose(2, 500)
    found = clusters([("full", days["full"], text), ("short", days["short"], cut(text, share))])
    assert set(found.values()) == {first}


def test_a_lightly_edited_copy_with_a_new_head_is_a_copy() -> None:
    text = prose(3)
    assert len(set(clusters([("a", None, text), ("b", None, edited(text, 15))]).values())) == 1
    headed = f"{prose(9, 30)} {text}"
    assert len(set(clusters([("a", None, text), ("b", None, headed)]).values())) == 1


def test_different_texts_with_a_long_quotation_in_common_are_not_copies() -> None:
    quotation = prose(50, 60)
    texts = [(str(i), None, f"{prose(i)} {quotation} {prose(i + 100)}") for i in range(6)]
    assert clusters(texts) == {str(i): str(i) for i in range(6)}


def test_one_passage_of_a_long_text_is_no_shortened_copy_of_it() -> None:
    text = prose(5, 1000)
    found = clusters([("a", None, text), ("b", None, cut(text, 0.05))])
    assert found == {"a": "a", "b": "b"}


def test_a_round_up_does_not_make_one_story_of_those_it_holds() -> None:
    stories = [prose(i, 200) for i in (11, 12, 13)]
    texts = [(f"s{i}", D(2024, 1, 1), story) for i, story in enumerate(stories)]
    texts.append(("week", D(2024, 1, 7), " ".join(stories)))
    texts += [(f"t{i}", D(2024, 1, 8), story) for i, story in enumerate(stories)]
    found = clusters(texts)
    assert {found[f"s{i}"] for i in range(3)} == {"s0", "s1", "s2"}
    assert [found[f"t{i}"] for i in range(3)] == ["s0", "s1", "s2"]


def test_shortenings_published_on_the_day_of_the_full_text_meet_in_it() -> None:
    text = prose(6, 400)
    end = " ".join(text.split()[200:])
    day = D(2024, 1, 1)
    found = clusters([("a", day, cut(text, 0.5)), ("b", day, end), ("z", day, text)])
    assert set(found.values()) == {"a"}


def test_short_texts_are_copies_only_if_nearly_all_agrees() -> None:
    one = "the two ministers met in the capital on friday to talk about grain"
    other = one.replace("capital", "port")
    found = clusters([("a", None, one), ("b", None, one + "."), ("c", None, other)])
    assert found == {"a": "a", "b": "a", "c": "c"}
    assert clusters([("a", None, "Talks fail"), ("b", None, "talks fail!")])["b"] == "a"


def test_texts_without_words_are_alone() -> None:
    assert clusters([("a", None, ""), ("b", None, "... !"), ("c", None, "")]) == {
        "a": "a",
        "b": "b",
        "c": "c",
    }
    assert clusters([]) == {}
    assert similarity(shingles(""), shingles("a word")) == (False, 0.0)


def test_an_id_passed_twice_counts_once_with_its_longest_text() -> None:
    text = prose(7)
    texts = [("a", None, text), ("b", None, "short"), ("b", None, text)]
    assert clusters(texts) == clusters(texts[::-1]) == {"a": "a", "b": "a"}


def test_very_many_copies_of_one_text_are_one_cluster() -> None:
    text = prose(8)
    verbatim = [(f"v{i:03}", D(2024, 1, 1), text) for i in range(300)]
    varied = [(f"e{i:03}", D(2024, 1, 2), f"{text} desk{i} city{i}") for i in range(150)]
    assert set(clusters(verbatim + varied).values()) == {"v000"}


@settings(deadline=None, max_examples=30)
@given(st.data())
def test_the_order_of_the_articles_plays_no_part(data: st.DataObject) -> None:
    kinds = st.tuples(
        st.integers(0, 2),
        st.sampled_from([0.2, 0.5, 1.0]),
        st.sampled_from([None, D(2024, 1, 1), D(2024, 1, 2)]),
    )
    drawn = data.draw(st.lists(kinds, max_size=8))
    texts = [(f"a{i}", day, cut(prose(s, 120), share)) for i, (s, share, day) in enumerate(drawn)]
    shuffled = data.draw(st.permutations(texts))
    found = clusters(texts)
    assert clusters(shuffled) == found
    assert all(found[root] == root for root in found.values())


@given(st.text(max_size=80))
def test_any_text_has_sorted_distinct_shingles(text: str) -> None:
    made = shingles(text).tolist()
    assert made == sorted(set(made))
