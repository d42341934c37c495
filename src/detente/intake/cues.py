"""The vocabulary of page furniture: what sites say about themselves, not about the world.

These are single words (in lower case), combined by the features of `furniture`; no sentence of
any page is listed. English first; the commonest words of other languages of the press as well.
"""

from __future__ import annotations


def words_set(text: str) -> frozenset[str]:
    """Return the words of a table, given as one string."""
    return frozenset(text.split())


# What only a site's own interface or business is called.
STRONG = words_set(
    "advertisement advertisements advertising advert adverts ad ads sponsored promoted newsletter "
    "newsletters subscribe subscribed unsubscribe subscriber subscribers subscription "
    "subscriptions cookie cookies login logout signup sitemap javascript browser inbox homepage "
    "navigation menu faq rss bookmark bookmarks podcast podcasts facebook twitter whatsapp "
    "linkedin reddit telegram instagram youtube pinterest tiktok flipboard messenger tweet tweets "
    "retweet password username paywall ad-free adblock adblocker e-mail email print permalink "
    "breadcrumb breadcrumbs comments comment replies likes slideshow gallery trending unread "
    "copyright hashtag webinar "
    "publicidad anuncio anuncios compartir suscríbete suscribirse suscripción boletín comentarios "
    "publicité partager abonnez-vous abonnement abonner commentaires newsletter-anmeldung "
    "anzeige werbung teilen abonnieren kommentare merken drucken "
    "pubblicità condividi abbonati commenti "
    "publicidade compartilhar compartilhe assine comentários "
    "реклама поделиться подписаться подпишитесь подписывайтесь комментарии "
    "advertentie delen reklama udostępnij skomentuj annons dela"
)

# What a site asks its visitor to do; counts at the start of a line.
ASKS = words_set(
    "share subscribe sign log read click tap follow download print skip view see show load "
    "continue scroll open close accept manage report reply register enable join support donate "
    "listen watch save get try start browse explore discover jump toggle expand collapse play "
    "leave send submit search copy tweet email e-mail give allow disable update choose visit "
    "compartir leer lea leia lisez lire lesen teilen suscríbete síguenos inscríbete abonnez-vous "
    "inscrivez-vous abonnieren folgen leggi iscriviti читайте подпишитесь подписывайтесь смотрите"
)

# What may stand beside those in a label without making it a sentence about the world.
FILL = words_set(
    "to the a an this that these our your us me my on in with for by of and or more all now here "
    "up out off next previous prev latest most top new news story stories article articles page "
    "pages content contents main site website free today via from at it you may might also like "
    "want what others other are is reading read shared viewed recommended related editor's "
    "editors picks pick must live full already not yet edition section sections hide home account "
    "profile "
    "settings options preferences privacy policy terms use service conditions contact about help "
    "feedback careers jobs accessibility photos photo image images picture pictures video videos "
    "audio topics topic tags tag categories category archive archives popular views shares link "
    "links url app apps min mins minute minutes hour hours ago post posts have left remaining "
    "item items back forward end start ends begins below above after continues advertisement "
    "desktop mobile version dark mode text size font larger smaller sign in log join caption "
    "show view share save listen copy reply download toggle close open daily weekly morning "
    "evening briefing alerts notifications follow "
    "independent journalism reader readers supported story's print mail friend social media "
    "artículo noticia noticias más leer artículos relacionados también siguiente "
    "article lire aussi plus sur à également suivant mehr zum thema auch weitere artikel lesen sie "
    "articolo anche leggi correlati mais leia também notícias materiais также по теме ещё еще "
    "новости материалы lees ook läs också czytaj też"
)

# A heading of these words opens a list of links to other pages.
OPENERS = words_set(
    "related recommended trending popular read viewed shared latest comments tags topics picks "
    "stories headlines more links relacionados relacionadas correlati weitere также"
)

# The same as single words; a subheading of the article seldom is one of these.
OPENS_ALONE = words_set(
    "related recommended trending comments topics tags relacionados relacionadas correlati"
)

# Said of the reader's dealings with the site; two of these and an address make a prompt.
PROMPT = words_set(
    "account accounts app apps website site page link newsletter story stories article articles "
    "inbox alerts notifications privacy policy terms consent preferences personalised "
    "personalized settings browser device password journalism journalists coverage membership "
    "member members reader readers registered register registering registration donate donation "
    "trial offer updates update channel headlines news daily weekly free unlimited access paying "
    "sign subscribe click download follow below here experience content advertising trackers "
    "analytics traffic partners address"
)

# Hardly ever said of anything but a site's own business: one of these and an address suffice.
SITE_ONLY = words_set(
    "cookie cookies newsletter newsletters unsubscribe subscription subscriptions subscriber "
    "subscribers subscribe javascript browser paywall adblock adblocker ad-free inbox login"
)

ADDRESS = words_set("you your yours you're you've we our ours us we're we've my me")

# Somebody reports something: a sentence about the world, whatever else is in it.
REPORTING = words_set(
    "said says saying told tells according added adds announced announces accused accuses warned "
    "warns stated states insisted insists claimed claims denied denies argued argues wrote writes "
    "vowed pledged demanded rejected condemned confirmed reported dijo declaró dit déclaré sagte "
    "erklärte disse ha-detto сказал сказала заявил заявила сообщил"
)

# Labels that may stand before a colon with a link or a credit behind it.
PREFIXES = (
    "read", "read more", "read also", "also read", "see", "see also", "see more", "more",
    "more on this", "more on this story", "more from", "related", "related story",
    "related stories", "related article", "related articles", "related topics", "recommended",
    "recommended for you", "don't miss", "must read", "must-read", "photo", "photos", "image",
    "images", "picture", "pictures", "photo credit", "photo by", "image credit", "image source",
    "picture credit", "credit", "credits", "file photo", "photograph", "tags", "tag", "topics",
    "filed under", "categories", "follow us", "follow", "share", "share this", "sign up",
    "subscribe", "leer más", "lea también", "le puede interesar", "foto", "fotos", "à lire",
    "à lire aussi", "lire aussi", "crédit photo", "lesen sie auch", "mehr zum thema", "bild",
    "leggi anche", "leia mais", "leia também", "читайте также", "фото", "теги", "lees ook",
)  # fmt: skip

# The same, but a headline may open with these too: they count only after the first paragraph.
LATE_PREFIXES = ("watch", "watch live", "listen", "listen now", "video", "podcast", "gallery",
                 "in pictures", "explainer", "смотрите также")  # fmt: skip

# Publishers as they stand in datelines and bylines: news agencies of the world, and the words
# that names of publishers are made of.
AGENCIES = frozenset(
    name.lower()
    for name in (
        "AP", "Associated Press", "The Associated Press", "AFP", "Agence France-Presse", "Reuters",
        "Thomson Reuters", "UPI", "United Press International", "EFE", "Agencia EFE", "ANSA",
        "dpa", "Deutsche Presse-Agentur", "TASS", "ITAR-TASS", "Interfax", "RIA Novosti", "RIA",
        "Sputnik", "Xinhua", "Kyodo", "Kyodo News", "Jiji", "Jiji Press", "Yonhap", "PTI", "ANI",
        "IANS", "UNI", "Anadolu", "Anadolu Agency", "AA", "SANA", "IRNA", "ISNA", "Mehr", "Tasnim",
        "Fars", "WAFA", "Petra", "MENA", "SPA", "WAM", "QNA", "KUNA", "INA", "NINA", "KCNA", "CNA",
        "Bloomberg", "CNN", "BBC", "BBC News", "NPR", "VOA", "Voice of America", "RFE/RL", "RFI",
        "Deutsche Welle", "DW", "Al Jazeera", "ANTARA", "Bernama", "Belga", "PAP", "MTI", "CTK",
        "ČTK", "TASR", "STT", "NTB", "TT", "Ritzau", "Lusa", "Agerpres", "BTA", "HINA", "Tanjug",
        "Beta", "SRNA", "FENA", "MIA", "ATA", "AGI", "APA", "Keystone-SDA", "ANP", "Ukrinform",
        "UNIAN", "Ukrainska Pravda", "BelTA", "Kazinform", "Trend", "Azertac", "Armenpress",
        "InterPressNews", "APS", "TAP", "MAP", "NAN", "GNA", "KNA", "ENA", "SAPA", "PANA",
        "Prensa Latina", "Télam", "Telam", "Notimex", "Andina", "Canadian Press",
        "The Canadian Press", "Press Association", "PA", "PA Media", "AAP",
        "Australian Associated Press", "Inter Press Service", "IPS", "IRIN", "UN News",
    )
)  # fmt: skip
PUBLISHER_WORDS = words_set(
    "news press agency times post daily herald tribune gazette journal chronicle telegraph "
    "guardian observer independent courier examiner inquirer dispatch bulletin radio television "
    "tv broadcasting wire weekly review mail standard newspaper media network service online"
)
ROLE_WORDS = words_set(
    "correspondent correspondents editor editors reporter reporters writer writers staff bureau "
    "chief columnist contributor contributors desk newsroom agencies special political diplomatic "
    "foreign defence defense business senior columnists author analyst our guest"
)
