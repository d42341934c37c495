import pytest

from detente.intake.blocks import Block, split_blocks
from detente.intake.furniture import body_spans, classify, kind_of

A = "The minister met the envoy in the capital on Friday to talk about the pipeline."
B = "A second round of talks is planned for the autumn, officials of both sides said."


def kinds(text: str) -> dict[str, str]:
    blocks = split_blocks(text)
    return {b.text: k for b, k in zip(blocks, classify(blocks), strict=True)}


def kind(line: str) -> str:
    return kind_of(Block(0, len(line), line))


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Share this article",
        "Share",
        "12 comments",
        "5 min read",
        "Sign up for our newsletter to get the day's news in your inbox.",
        "We use cookies to improve your experience on this site.",
        "By continuing to use our website you accept our use of cookies.",
        "Already a subscriber? Log in",
        "Please enable JavaScript in your browser to load the comments.",
        "Follow us on Twitter and Facebook",
        "Subscribe to our podcast",
        "Read more: Gas prices fall for a third week",
        "READ MORE Gas prices fall for a third week",
        "Related: Envoy leaves for the north",
        "Photo: Jane Doe/AP",
        "The envoy on his way to the talks in March. (Photo: Jane Doe)",
        "Soldiers at the border on Friday. REUTERS/Jane Doe",
        "Photo by Jane Doe",
        "Jane Doe/Getty Images",
        "© 2019 The Daily Paper",
        "Copyright 2019 The Daily Paper. All rights reserved.",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "jane.doe@example.org",
        "((jane.doe@example.org; +1 202 555 0100))",
        "Follow Jane Doe on Twitter @janedoe.",
        "We use cookies to improve your visit. Accept all | Manage choices",
        "The views expressed here are the author's own and do not necessarily reflect ours.",
        "Most viewed",
        "Show",
        "https://example.org/a/b",
        "@janedoe #talks",
        "* * *",
        "___",
        "(Reporting by Jane Doe in Paris; Editing by John Smith)",
        "Home | World | Sport",
        "Home > World > Europe",
        "[Home](/) [World](/world)",
        "[1]: https://example.org",
        "![a photo](a.png)",
        "Publicidad",
        "Lesen Sie auch: Gaspreise fallen",
        "Подписаться",
    ],
)
def test_furniture(line: str) -> None:
    assert kind(line) != "body"
    assert kinds(f"{A}\n{line}\n{B}")[line] != "body"


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell on Friday after the talks had broken down.",
        "Share prices fall",
        "Support for the government is falling",
        "The site of the talks was moved to a hotel near the airport.",
        '"We use cookies and you accept our terms," the company told its users.',
        "We will follow our own path, the minister said on Facebook.",
        "The company said our users' accounts and e-mail addresses were stolen.",
        "I read the newsletter on my phone and share it with my friends on Facebook.",
        "Related sanctions against two banks were lifted in May.",
        "Copyright law is to be changed this year.",
        "Photographs by the agency showed troops at the border.",
        "A joint AP/NORC poll found that most voters disapprove of the talks with the envoy.",
        "What comes next",
        "Polls, he warned, do not necessarily reflect the mood of the voters.",
        "The minister wrote to @janedoe that talks would go on after the vote in May.",
        "U.S. and allies walk out",
        "Watch: Minister leaves talks in anger",
        "Vote 2019: what we know",
        "The European Union fined the website over cookies and privacy.",
        "- Troops leave the north by May",
        "Readers of the newspaper pelted its offices with eggs.",
    ],
)
def test_body(line: str) -> None:
    assert kind(line) == "body"


def test_a_menu_before_the_headline_is_marked_and_the_headline_kept() -> None:
    text = f"Home\nWorld\nPolitics\nSport\nMinisters meet in the capital\n{A}\n{B}"
    found = kinds(text)
    assert [found[w] for w in ("Home", "World", "Politics", "Sport")] == ["menu"] * 4
    assert found["Ministers meet in the capital"] == "body"


def test_a_short_headline_after_a_menu_is_kept() -> None:
    found = kinds(f"Home\nWorld\nPolitics\nSport\nTalks collapse\n{A}\n{B}")
    assert found["Talks collapse"] == "body"
    assert found["Sport"] == "menu"


def test_a_menu_after_the_last_paragraph() -> None:
    found = kinds(f"{A}\n{B}\nWorld\nPolitics\nSport\nContact us")
    assert found["World"] == found["Sport"] == "menu"


def test_few_short_lines_inside_the_article_are_kept() -> None:
    found = kinds(f"{A}\nBackground\n{B}\nPrice\nVolume\nRoute\n{A} Again.\n")
    assert found["Background"] == found["Route"] == "body"


def test_after_related_come_links_until_a_paragraph() -> None:
    found = kinds(
        f"{A}\nRelated stories\nGas prices fall again\nEnvoy flies home\n{B}\nWhat next\n"
    )
    assert found["Gas prices fall again"] == found["Envoy flies home"] == "link"
    assert found[B] == "body"
    assert found["What next"] == "body"


def test_any_label_of_the_site_before_a_colon_counts_after_the_first_paragraph() -> None:
    line = "Next article: Rice harvest late in the north"
    assert kinds(f"{A}\n{line}\n{B}")[line] == "link"
    assert kinds(f"{line}\n{A}\n{B}")[line] == "body"


def test_comments_open_a_list() -> None:
    found = kinds(f"{A}\n{B}\nComments (3)\nJohn wrote:\nBoth are to blame.")
    assert found["John wrote:"] == found["Both are to blame."] == "link"


def test_a_label_that_may_open_a_headline_counts_only_later() -> None:
    line = "Watch: Minister leaves talks in anger"
    assert kinds(f"{line}\n{A}\n{B}")[line] == "body"
    assert kinds(f"{A}\n{line}\n{B}")[line] == "link"
    assert kinds(f"{A}\nWATCH Minister leaves talks\n{B}")["WATCH Minister leaves talks"] == "link"


def test_if_nothing_would_be_left_everything_with_words_is_body() -> None:
    assert kinds("Subscribe to our newsletter\n***") == {
        "Subscribe to our newsletter": "body",
        "***": "mark",
    }
    assert kinds("***") == {"***": "mark"}


def test_blocks_declared_as_navigation_need_sentences_to_be_body() -> None:
    blocks = [Block(0, 5, "World", aside=True), Block(6, 6 + len(A), A, aside=True)]
    assert classify(blocks) == ["menu", "body"]


def test_linked_lines_are_links_and_linked_headings_are_not() -> None:
    line = "Gas prices fall for a third week"
    assert kind_of(Block(0, len(line), line, linked=1.0)) == "link"
    assert kind_of(Block(0, len(line), line, linked=1.0, level=2)) == "body"


def test_body_spans_join_neighbours() -> None:
    blocks = split_blocks(f"{A}\n\n{B}\nAdvertisement\n{A}")
    spans = body_spans(blocks, classify(blocks))
    assert spans == ((0, len(A) + 2 + len(B)), (blocks[3].start, blocks[3].end))
