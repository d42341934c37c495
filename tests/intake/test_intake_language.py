import pytest

from detente.intake.language import detect

SENTENCES = {
    "en": "The minister said on Friday that the talks with the envoy would go on after the vote.",
    "es": "El ministro dijo el viernes que las conversaciones con el enviado seguirán en "
    "la capital.",
    "fr": "Le ministre a dit vendredi que les pourparlers avec les envoyés continueront "
    "dans la ville.",
    "de": "Der Minister sagte am Freitag, dass die Gespräche mit dem Gesandten nicht zu Ende sind.",
    "it": "Il ministro ha detto venerdì che i colloqui con gli inviati sono stati una "
    "prova della pace.",
    "pt": "O ministro disse na sexta-feira que as conversas com o enviado não vão parar por isso.",
    "nl": "De minister zei vrijdag dat de gesprekken met de gezant na het bezoek worden "
    "voortgezet.",
    "pl": "Minister powiedział w piątek, że rozmowy z wysłannikiem nie zostały przerwane "
    "po wizycie.",
    "sv": "Ministern sade på fredagen att samtalen med sändebudet inte är över och att de "
    "fortsätter.",
    "tr": "Bakan cuma günü yaptığı açıklamada elçi ile görüşmelerin bir süre daha devam "
    "için önemli ve gerekli olduğunu söyledi.",
    "ru": "Министр заявил в пятницу, что переговоры с посланником не закончились и будут "
    "продолжены.",
    "uk": "Міністр заявив у п'ятницю, що переговори з посланцем не закінчилися і будуть "
    "тривати після візиту.",
    "ar": "قال الوزير يوم الجمعة إن المحادثات مع المبعوث ستستمر في العاصمة بعد الزيارة "
    "التي بدأت على عجل",
    "fa": "وزیر روز جمعه گفت که گفتگوها با فرستاده در پایتخت ادامه دارد و این دیدار را مهم است",
    "he": "השר אמר ביום שישי כי השיחות עם השליח יימשכו בבירה",
    "zh": "部长星期五表示与特使的会谈将继续进行",
    "ja": "大臣は金曜日に特使との会談を続けると述べた",
    "ko": "장관은 금요일 특사와의 회담을 계속하겠다고 말했다",
    "el": "Ο υπουργός δήλωσε την Παρασκευή ότι οι συνομιλίες συνεχίζονται",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_of_each_language(code: str) -> None:
    assert detect(SENTENCES[code]) == code


@pytest.mark.parametrize("text", ["", "123", "Reuters", "Xyz Abc Qrs Tuv Wxy", "АБВ где ёж", "OK!"])
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) == "und"


def test_case_does_not_matter() -> None:
    assert detect(SENTENCES["en"].upper()) == "en"
