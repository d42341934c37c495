"""Which language a text is in: by its script, then by its commonest small words.

Good for the languages of the international press and for nothing finer; "und" when unsure.
"""

from __future__ import annotations

import re
from collections import Counter

_SAMPLE = 4000
_LATIN = {
    "en": "the of and to in a is that for on was with as at by it from his he has said be are an "
    "were not have had which would this will after who but their its they been more",
    "es": "de la que el en y los se del las un por con una su para es al lo como más pero sus le "
    "fue este ha sí porque esta son entre está cuando muy sin sobre también dijo según",
    "fr": "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il "
    "sont avec son aux été cette ses mais comme nous ont leur selon après être deux",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch "
    "es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über",
    "it": "di e il la che in un del per è una della con non sono si da le al ha dei più nel alla "
    "gli i lo come anche ma delle dal nella sua stato suo dopo ai degli questo",
    "pt": "de a que o e do da em um para com não uma os no se na por mais as dos como mas ao das "
    "foi são pelo pela até isso ele também à sua seu segundo disse após já",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er die ook om bij door naar "
    "maar uit heeft was over dan worden nog wordt deze meer tot werd hebben hij ze",
    "pl": "w i na z się nie do to że o jest po jak od za przez dla ale są czy co tym oraz który "
    "został jego tej było ze tego będzie już również przed może",
    "sv": "och i att det som en på är av för med den till har de inte om ett från vid men också "
    "så han var efter sig under kan vi säger mot enligt hade nu skulle över ut",
    "tr": "ve bir bu da de için ile olarak daha çok olan gibi kadar sonra en dedi ise ancak her ne "
    "tarafından göre iki önce ama olduğunu değil üzerine yeni var mi ya",
}
_CYRILLIC = {
    "ru": "и в не на что с по как из к за от для это его был но он она они после также заявил у о "
    "при или до будет все я бы со если который",
    "uk": "і в не на що з за як із до від для це його був але він вона вони після також заявив у "
    "про та чи буде є й під року який зі",
}
_ARABIC = {
    "ar": "في من على إلى أن عن مع التي الذي هذا هذه كان قال بعد لا ما بين أو وقال قبل خلال كما",
    "fa": "و در به از که این را با است برای آن یک خود تا بر هم کرد شد شده گفت می های است اما",
}
_FAMILIES = {
    family: {code: frozenset(words.split()) for code, words in table.items()}
    for family, table in (("latin", _LATIN), ("cyrillic", _CYRILLIC), ("arabic", _ARABIC))
}
_SCRIPTS = {
    "latin": re.compile("[A-Za-zÀ-ɏ]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "arabic": re.compile("[\u0600-\u06ff]"),
    "hebrew": re.compile("[\u0590-\u05ff]"),
    "han": re.compile("[\u4e00-\u9fff\u3400-\u4dbf]"),
    "kana": re.compile("[\u3041-\u30ff]"),
    "hangul": re.compile("[\uac00-\ud7af]"),
    "greek": re.compile("[\u0370-\u03ff]"),
}
_WORD = re.compile(r"[^\W\d_]+")
_MIN_HITS = 2
_MIN_SHARE = 0.12
_LEAD = 1.25


def detect(text: str) -> str:
    """Return the language of `text` as a BCP 47 code, "und" where there is too little to tell.

    >>> detect("The minister said that talks with the envoy would go on after the vote.")
    'en'
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return _by_words(sample, "latin") if sum(map(str.isalpha, sample)) >= 4 else "und"
    counts = {script: len(pattern.findall(sample)) for script, pattern in _SCRIPTS.items()}
    if counts["han"] + counts["kana"] > 0.2 * sum(counts.values()):
        if counts["kana"] > 0.1 * counts["han"]:
            return "ja"
        return "zh"
    script = max(_SCRIPTS, key=lambda name: counts[name])
    if counts[script] < 4:
        return "und"
    alone = {"hebrew": "he", "hangul": "ko", "greek": "el"}
    if script in alone:
        return alone[script]
    return _by_words(sample, script)


def _by_words(sample: str, family: str) -> str:
    words = _WORD.findall(sample.lower())
    tally = Counter(words)
    scores = sorted(
        (
            (sum(n for word, n in tally.items() if word in known), code)
            for code, known in _FAMILIES[family].items()
        ),
        key=lambda score: (-score[0], score[1]),
    )
    (best, code), (second, _) = scores[0], scores[1]
    if best < _MIN_HITS or best < _MIN_SHARE * len(words) or best < _LEAD * second:
        return "und"
    return code
