from hypothesis import given
from hypothesis import strategies as st

from detente.intake import blocks as blocks_module
from detente.intake.blocks import split_blocks

WRAPPED = (
    "TALKS ON THE PIPELINE END WITHOUT ACCORD\n"
    "\n"
    "The envoy of the northern country left the capital on Friday after two\n"
    "days of talks on a gas pipeline ended without an accord, officials of\n"
    "both sides said in the evening.\n"
    "   The minister, who led the talks, said that he would never sign such\n"
    "a paper, and that his country would wait for a better offer from the\n"
    "other side.\n"
    "- one point of the talks was the price of the gas that flows to the\n"
    "south\n"
)


def texts(text: str) -> list[str]:
    return [" ".join(block.text.split()) for block in split_blocks(text)]


def test_hard_wrapped_paragraphs_are_joined() -> None:
    found = texts(WRAPPED)
    assert [line.split()[0] for line in found] == ["TALKS", "The", "The", "-"]
    assert found[1].endswith("said in the evening.")


def test_hard_wrapped_with_crlf_keeps_offsets() -> None:
    text = WRAPPED.replace("\n", "\r\n")
    for block in split_blocks(text):
        assert text[block.start : block.end] == block.text
    assert len(split_blocks(text)) == 4


def test_lines_of_different_length_are_not_joined() -> None:
    text = (
        "Minister says that the talks will go on next week in the capital\n"
        "Envoy leaves for the north after a second round of talks ends\n"
        "Gas prices fall\n"
        "A third headline of the same page about something else\n"
        "Another one\n"
    )
    assert len(split_blocks(text)) == 5


def test_gap_says_that_a_blank_line_or_the_end_follows() -> None:
    assert [block.gap for block in split_blocks("a\n\nb\nc")] == [True, False, True]


def test_a_byte_order_mark_is_outside_of_the_first_block() -> None:
    assert split_blocks("\ufeffHeadline")[0].start == 1


def test_the_middle_of_a_huge_text_is_one_block(monkeypatch: object) -> None:
    text = "line of text\n" * (blocks_module.EDGE_LINES * 3)
    found = split_blocks(text)
    assert len(found) == 2 * blocks_module.EDGE_LINES + 1
    assert max(len(block.text) for block in found) > 10_000
    assert all(text[block.start : block.end] == block.text for block in found)


@given(st.text(st.sampled_from("ab .\n\r\t\u2028\ufeff\u00a0-#"), max_size=200))
def test_blocks_are_sorted_disjoint_and_where_they_say(text: str) -> None:
    end = 0
    for block in split_blocks(text):
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == block.text
        assert block.text.strip()
        end = block.end


@given(st.lists(st.integers(1, 14), min_size=30, max_size=120), st.integers(55, 95))
def test_wrapping_at_any_width_is_undone(lengths: list[int], width: int) -> None:
    import textwrap

    paragraph = "Aa bb " * 12 + " ".join("x" * n for n in lengths) + " aa bb" * 30 + "."
    wrapped = textwrap.fill(paragraph, width)
    assert len(split_blocks(wrapped)) == 1
