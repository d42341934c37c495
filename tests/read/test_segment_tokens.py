"""Tokens by the conventions of UD English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.read.segment import tokenise, words

# text -> its tokens, written with spaces between them
HYPHENS = [
    ("U.S.-based AK-47 oil-rich", "U.S. - based AK - 47 oil - rich"),
    ("pro-European re-elected e-mail", "pro-European re-elected e-mail"),
    ("anti-U.S. mid-1980s Non-Aligned", "anti-U.S. mid-1980s Non-Aligned"),
    ("UN-backed NON-paper EU-27", "UN - backed NON - paper EU - 27"),
    ("over-the-counter pro-same-sex", "over - the - counter pro-same - sex"),
    ("al-Rashid Jean-Luc Jaish-e-Vale", "al - Rashid Jean - Luc Jaish - e - Vale"),
    ("clockwise-like tax-wise statuesque-esque", "clockwise - like tax-wise statuesque-esque"),
    ("word--word a—b 1–2 x‑y", "word -- word a — b 1 – 2 x ‑ y"),
]
NUMBERS = [
    ("$5m €4.5bn US$3 £10", "$ 5 m € 4.5 bn US$ 3 £ 10"),
    ("10km 20% 3pm 5p.m. 2.5x 24°C", "10 km 20 % 3 pm 5 p.m. 2.5 x 24 ° C"),
    ("3-4 1990-95 2031-05-14 11/28/2031", "3 - 4 1990 - 95 2031-05-14 11/28/2031"),
    ("14:30 1,000.5 .5 1/2 9/11", "14:30 1,000.5 .5 1/2 9/11"),
    ("713-555-0142 +4512345678", "713-555-0142 +4512345678"),
    ("1990s 60's '90s 3rd 5G MH17", "1990s 60's '90s 3rd 5G MH17"),
    ("#1 Rs500 5'2", "# 1 Rs 500 5 ' 2"),
]
APOSTROPHES = [
    ("can't won't cannot I'd've", "ca n't wo n't can not I 'd 've"),
    ("gonna gotta dunno dont 'tis", "gon na got ta du n no do nt 't is"),
    ("Ada's states' Ada’s boss's", "Ada 's states ' Ada ’s boss 's"),
    ("O'Brien d'Ivoire Qur'an o'clock", "O'Brien d'Ivoire Qur'an o'clock"),
    ("O'Brien's 'em Y'all'd", "O'Brien 's 'em Y'all 'd"),
    ("İstanbul's İ's", "İstanbul 's İ 's"),
    ("'quoted' ‘quoted’ ``quoted''", "' quoted ' ‘ quoted ’ `` quoted ''"),
]
POINTS = [
    ("Mr. Vale met Lt. Col. Dale.", "Mr. Vale met Lt. Col. Dale ."),
    ("J. R. R. Dale, George W. Vale", "J. R. R. Dale , George W. Vale"),
    ("J.K. Dale A.B.Dale Ph.D. M.Sc.", "J.K. Dale A.B. Dale Ph.D. M.Sc."),
    ("No. 5 is a no. She left", "No. 5 is a no . She left"),
    ("Brook Inc. on it. Brook Inc.", "Brook Inc. on it . Brook Inc ."),
    ("at Brook Inc. The end", "at Brook Inc . The end"),
    ("on Jan. 5 in Dec. The end", "on Jan. 5 in Dec . The end"),
    ("On Mon. Oct. 5 he sat. Sat. 5", "On Mon. Oct. 5 he sat . Sat. 5"),
    ("Boston, Mass. (AP) D-Mass. Mass. They", "Boston , Mass. ( AP ) D - Mass. Mass . They"),
    ("Dale v. Vale vs. Brook et al. (2031)", "Dale v. Vale vs. Brook et al. ( 2031 )"),
    ("tea, etc., and etc. So", "tea , etc. , and etc . So"),
    ("born (b. March 1947), p. 5", "born ( b. March 1947 ) , p. 5"),
    ("Plan B. They. World War I. In", "Plan B . They . World War I . In"),
    ("in the U.S., U.S. envoy U.S.", "in the U.S. , U.S. envoy U.S."),
    ("done.The Mr.Vale No.5 Jan.5", "done . The Mr. Vale No. 5 Jan. 5"),
    ("“at Brook Inc.” on (Brook Inc.) on", "“ at Brook Inc. ” on ( Brook Inc. ) on"),
    ("what?! so... no…. .?", "what ?! so ... no …. .?"),
]
WEB = [
    ("http://a.example/b_(c).", "http://a.example/b_(c) ."),
    ("(www.a.example/x?y=z&w).", "( www.a.example/x?y=z&w ) ."),
    ("ada.vale@brook.example, brook.com!", "ada.vale@brook.example , brook.com !"),
    ("@ada #Tag a_b.doc AT&T", "@ada #Tag a_b.doc AT&T"),
    ("and/or w/o 5/day", "and / or w/o 5 / day"),
    (":) ;-) (see it:) ^_^", ":) ;-) ( see it : ) ^_^"),
    ("== *** [...] >> $$$", "== *** [...] >> $$$"),
]
SCRIPTS = [
    ("他走了。她说：“好！”", "他走了 。 她说 ： “ 好 ！ ”"),
    ("हिन्दी है। مرحبا؟", "हिन्दी है । مرحبا ؟"),
    ("кто-то А.П. Чехов", "кто - то А.П. Чехов"),
    ("cafe\u0301s soft\u00adhyphen", "cafe\u0301s soft\u00adhyphen"),
    ("👍🏽👨‍👩‍👧🇳🇴🇸🇪x", "👍🏽 👨‍👩‍👧 🇳🇴 🇸🇪 x"),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*HYPHENS, *NUMBERS, *APOSTROPHES, *POINTS, *WEB, *SCRIPTS]
)
def test_tokens(text: str, expected: str) -> None:
    assert words(text) == expected.split(" ")


def test_later_parts_of_a_word_written_as_one_are_joined() -> None:
    joined = [
        one.text for one in tokenise("Ada's aide can't re-enter, gonna dunno 's") if one.joined
    ]
    assert joined == ["'s", "n't", "na", "n", "no"]


def test_a_long_written_word_is_cut_all_the_same() -> None:
    long = "x" * 100
    assert words(f"{long}-{long}.") == [long, "-", long, "."]
    assert words("http://a.example/" + "b/" * 2000)[0].startswith("http://a.example/b/")


@given(st.text(alphabet="aA1.,'’-!?@/ \n", max_size=40), st.integers(0, 20), st.integers(0, 40))
def test_a_part_of_a_text_is_cut_as_if_it_stood_alone(text: str, start: int, end: int) -> None:
    alone = [(one.start + start, one.end + start) for one in tokenise(text[start:end])]
    assert [(one.start, one.end) for one in tokenise(text, start, end)] == (
        alone if start <= end else []
    )
