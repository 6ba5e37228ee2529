"""Romanian."""

from bot.timewords.vocabulary import Vocabulary
from bot.timewords.wishes.ro import LIGHT, WISHES
from bot.usecases.times import DayPart

_UNITS = {
    1: "unu|una|intai",
    2: "doi|doua",
    3: "trei",
    4: "patru",
    5: "cinci",
    6: "sase",
    7: "sapte",
    8: "opt",
    9: "noua",
}
_TENS = {20: "douazeci|douajci", 30: "treizeci", 40: "patruzeci", 50: "cincizeci"}
_FREE = "liber|libera|libere|slot|slotul|sloturi|ora|loc|interval|intervalul|disponibil|disponibila|posibil"
_SLOT = (
    "liber|libera|slot|ora|interval|disponibil|disponibila|loc|intalnire|moment|fereastra|posibil|posibila"
)
_HOUR = "ora|orele"
_THIS = "asta|aceasta|acesta"

VOCABULARY = Vocabulary(
    numbers={0: "zero"}
    | _UNITS
    | _TENS
    | {ten + unit: f"{_TENS[ten]} si {_UNITS[unit]}" for ten in _TENS for unit in _UNITS}
    | {
        10: "zece",
        11: "unsprezece|unspe|unsprece",
        12: "doisprezece|douasprezece|doispe|douaspe|dospe|doisprece",
        13: "treisprezece|treispe",
        14: "paisprezece|paispe|patrusprezece",
        15: "cincisprezece|cinspe|cinsprezece|cinsprece",
        16: "saisprezece|saispe|sasesprezece",
        17: "saptesprezece|saptespe|saptispe",
        18: "optsprezece|optispe|optspe",
        19: "nouasprezece|nouaspe",
    },
    weekdays=(
        "luni|lunea",
        "marti|martea|martzi|mar.",
        "miercuri|miercurea|mier|mierc|mi.|mie.",
        "joi|joia|joii|joy",
        "vineri|vinerea|vin.|vn.",
        "sambata|simbata|sambete|samb",
        "duminica|duminici|dumineca|dum",
    ),
    months=(
        "ianuarie|ian",
        "februarie|feb|febr",
        "martie|mart",
        "aprilie|apr",
        "mai",
        "iunie|iun",
        "iulie|iul",
        "august|aug",
        "septembrie|sept|sep",
        "octombrie|oct",
        "noiembrie|noi|nov|noem|noiem",
        "decembrie|dec",
    ),
    offsets={
        0: ("azi|astazi", "as tazi", "ziua de azi|astazi"),
        1: ("maine|miine", "ziua de maine"),
        2: ("poimaine|poimiine",),
        3: ("raspoimaine",),
    },
    parts={
        DayPart.MORNING: (
            "dimineata|dim|dimi|dimineti|dimineatza|diminetii|diminetile",
            "inainte de pranz|amiaza|masa",
            "inaintea pranzului|amiezii",
            "prima parte|jumatate a zilei",
        ),
        DayPart.AFTERNOON: (
            "dup amiaza|masa|amiaz",
            "dupa amiaza|amiaz|amieaza|amieza|amiza|masa|pranz|amiezii",
            "dupamiaza|dupaamiaza|dupamasa|dupaamiaz|dupamiaz",
            "dupa ora|pauza pranzului",
            "dupa ora|pauza|masa de pranz",
            "imediat|indata|putin dupa pranz|amiaza|masa",
            "?a doua parte|jumatate a zilei",
        ),
        DayPart.EVENING: ("seara|serii|noaptea", "pe|spre seara"),
    },
    todays_parts={
        DayPart.EVENING: ("la noapte", "diseara|deseara|astaseara|disara", "asta seara", "seara asta|aceasta")
    },
    noon=("amiaza|pranz|amiazi", "miezul zilei"),
    dates=("{n} ?ale ?lunii|lui {month} ?{year}", "pe|in|data ?data ?de {n} ?lunii|lui {month} ?{year}"),
    dates_month_first=("{month} {n} ?{year}",),
    days_of_month=("?in pe|data {n}", "?pe ?in data de {n}"),
    event_days={
        1: ("prima zi", "ziua unu|intai|intaia|una", "zi intai"),
        2: ("a doua zi", "ziua doi|doua", "ziua a doua"),
        3: ("a treia zi", "ziua trei", "ziua a treia"),
        -1: ("ultima zi",),
    },
    numbered_days=("ziua|zi {n}",),
    looked_at=("aceeasi|aceiasi zi", "ziua aceea|respectiva", "acea zi"),
    this_weekday=(
        f"{{weekday}} {_THIS}",
        "aceasta|asta {weekday}",
        "{weekday} care|ce vine",
        "?in ziua de {weekday}",
    ),
    next_weekday=("{weekday} viitoare|urmatoare|viitor|urmator", "urmatoarea|viitoarea {weekday}"),
    this_week=("{weekday} saptamana asta|aceasta", "saptamana asta|aceasta {weekday}"),
    next_week=(
        "{weekday} ?de saptamana viitoare|cealalta",
        "?de saptamana viitoare|cealalta {weekday}",
        "{weekday} saptamana care|ce vine",
    ),
    past=(
        "ieri|alaltaieri|aseara",
        "{weekday} trecuta|trecut",
        "saptamana trecuta",
        "acum {n} zile|ore|minute",
        "am|are deja ?ceva|alta|altceva",
        "am|are ceva|altceva",
        "mai putin",  # all but
        "si ceva",  # some minutes past
    ),
    clocks={
        0: ("{hour} fix|punct", "{hour} zero zero", "fix {hour}", "fix la {hour}"),
        30: ("{hour} ?si jumatate|jumate|juma|jum|jumat",),
        15: ("{hour} si ?un sfert", "{hour} un sfert"),
        -15: ("{hour} fara ?un sfert", "un sfert pana la {hour}"),
        45: ("{hour} si trei sferturi",),
    },
    minutes_past=("{min} ?de ?minute trecute|trecut de {hour}",),
    minutes_past_hour_first=(
        "{hour} si {min} ?de minute|min",
        "{hour} trecute ?fix ?cu {min} ?de ?minute|min",
    ),
    minutes_and=("{hour} si {min}",),
    minutes_to=("{min} ?de minute pana la {hour}",),
    minutes_to_hour_first=("{hour} fara {min} ?de ?minute|min",),
    about=("aproximativ|aprox|circa|cam|vreo ?pe ?la ?ora|orele {time}", "in jurul orei {time}"),
    at=(
        f"?pe|cam|undeva la ?{_HOUR} {{time}}",
        "cam ?pe ?pe la ?ora {time}",
        f"{_HOUR} ?de {{time}}",
        "in jur|jurul de|orei ?ora {time}",
        "in jurul {time}",
        "aproximativ|aprox|circa|cam|spre|inspre|catre ?la ?pe ?ora|orele {time}",
        "{time} fix|punct",
    ),
    today_part=("{part} asta|aceasta", "?in asta|aceasta {part}"),
    shades=(
        "toata|intreaga|tarziu|devreme {part}",
        "{part} devreme|tarziu",
        "tot parcursul {part}",
        "cursul|decursul {part}",
    ),
    in_minutes={
        1: ("peste|in {n} ?de minute|min|minut",),
        15: ("peste|intr un sfert de ora",),
        30: ("peste|intr o jumatate de ora", "peste|in jumatate|juma de ora"),
        60: ("peste|intr o ora", "peste|in {n} ore|h"),
        90: ("peste o ora si jumatate|jumate", "intr o ora si jumatate|jumate"),
    },
    in_days={
        1: ("peste {n} zile", "peste o zi"),
        7: ("peste o saptamana", "intr o saptamana", "peste {n} saptamani"),
    },
    between=(
        f"intre|dintre ?{_HOUR} {{time}} si|- ?{_HOUR} {{time}}",
        f"de la ?{_HOUR} {{time}} ?pana|pina la|in ?{_HOUR} {{time}}",
        f"{{time}} pana|pina la|in ?{_HOUR} {{time}}",
        "de la {time} la|pana|pina|- ?in {time}",
        f"?intre ?{_HOUR} {{time}} - {{time}}",
        f"dupa ?{_HOUR} {{time}} si|dar|pana ?dar ?inainte|pana ?de ?la|in ?{_HOUR} {{time}}",
    ),
    later=(
        f"?oricand dupa ?{_HOUR} {{time}}",
        "oricand dupa|peste ?ora {time}",
        f"de la ?{_HOUR} {{time}} ?incolo",
        f"de la|dupa ?{_HOUR} {{time}} in colo|sus",
        f"de la ?{_HOUR} {{time}} mai departe|tarziu",
        "de pe la ?ora {time}",
        f"incepand|incepind cu|de|dupa ?la ?{_HOUR} {{time}}",
        "mai tarziu de|decat ?ora {time}",
        "nu mai devreme|repede de|decat ?ora {time}",
        "nu inainte de|inaintea ?ora {time}",
        "cel ?mai devreme ?de ?la ?ora {time}",
        "{time} sau mai tarziu|incolo",
        "{time} sau dupa",
        "trecut de ?ora {time}",
        f"imediat|indata|putin dupa ?{_HOUR} {{time}}",
        "peste ora {time}",
    ),
    earlier=(
        f"inainte ?de ?{_HOUR} {{time}}",
        "inaintea orei {time}",
        f"oricand pana|inainte ?la|de|in ?{_HOUR} {{time}}",
        f"pana|pina ?pe ?la|in|n ?{_HOUR} {{time}}",
        "cel ?mai tarziu ?pe ?la ?ora {time}",
        "nu mai tarziu de ?ora {time}",
        "nu dupa ?ora {time}",
        "mai devreme|repede de|decat ?ora {time}",
        "{time} sau mai devreme",
        "{time} cel ?mai tarziu",
    ),
    idle=(
        "buna dimineata|seara|ziua|amiaza",
        "dar doar|numai|abia|preferabil|ideal",
        "o zi|seara buna|frumoasa|placuta",
        "seara buna|frumoasa|placuta",
        "noapte buna",
    ),
    counts=(
        "{n} sloturi|intalniri|locuri|intervale|programari|discutii|ori",
        "locul|varianta|optiunea|sala|standul|masa|scaunul {n}",
        "slotul|slot|intalnirea|intalnire|programarea|numarul|nr {n}",
        "sunt|suntem {n}",
        "a {n} ora|intalnire|programare|oara",
    ),
    first=(
        f"primul|prima|primele|urmatorul|urmatoarea {_FREE} ?{_SLOT}",
        f"cel|cea mai devreme|apropiat|apropiata ?{_FREE}",
        "cat mai devreme|repede|curand|rapid ?posibil",
        "cat se poate de devreme|repede|curand|rapid",
        "cat de devreme|repede|curand se poate",
        "cel|cea mai repede|curand ?posibil",
        "primul moment|termen|loc",
        "de indata ce se poate",
        "cel dintai",
    ),
    last=(
        f"ultimul|ultima|ultimele {_FREE} ?{_SLOT}",
        "cel|cea mai tarziu ?posibil",
        "cat mai tarziu ?posibil",
        "cea mai tarzie ?ora",
    ),
    bare_first=("primul|prima",),
    bare_last=("ultimul|ultima",),
    arranged=("de la ?ora {time}", "cea|cel|pe de ?la {time}"),
    wishes=WISHES,
    light=LIGHT,
    fillers="""
        meetingul meetingului
        ruga rugat sunteti esti sunt suntem vb vorbim vorbi mergem mergeti veniti venim ajungi ajung
        ajungeti puneti zici ziceti gen cf nush cica pls plz ms mersic potrivesc potrivim potriveste potrivi
        stai stati stam stii stiti auzim auzi vezi veni vine vin propun propune propuneti aranja aranjam
        aranjez stabili fixam fixez trec trecem treci intra intru prind prinde prindem gasesc gasim gasi
        ajunge astept asteptam incerc incercam incerca preferam tare foarte destul cred credeti crezi sper
        speram sigur desigur evident probabil eventual macar chiar doar numai tot aici acolo asa deci pai
        inca deja mereu bucuros bucuroasa incantat interesat interesata disponibil disponibila disponibili
        rapid scurt scurta cafea vorba intalneasca intalniti care convenabil convenabila dati da dami ramas
        ramase la pe in de din a al ai ale o un una ora orele este e i ar as fi vrea vreau dori doresc pot
        poti putem putea merge mi ne va te ma rog pentru intalnire intalnirea intalnim vedem vedea hai sa
        daca se poate liber libera libere sint timp mie prefera abia h am avem aveti avea ceva slot slotul
        sloturi loc ok bine buna salut super perfect multumesc mersi oricand cel cam undeva fix punct orice
        ziua zi zilei toata timpul ca eu imi iti convine prefer bun programare rezerva aproximativ jur
        despre ce cum interval intervalul posibil ei atunci mai noi tu voi dv dvs dumneavoastra vrem dorim
        puteti conveni convin potrivit intalnirii liberi oki okay frumos salutare servus multam neata spun
        zic tie voua facem fac face zicem ramane ramanem stabilim rezervam rezervati programam programa
        programati vad vedeti discutam discutie minunat perfecta excelent ati v m s ti pt mine tine vii
        ajungem ideala cumva vreun vreo vreunul gasiti iau luam ia aveam preferabil ideal data orar locale
        local intr si conven* convin* potriv* prefer* propun* discut* rezerv* stabil* aranj* disponib*
        posibil* multum* confirm* astept* incerc* interes* recoman* accept* mentin* sugera* sugerez*
        considera* consider* gandeam gandesc gandit raman punem pune pun scuze scuzati scuza pardon reusi
        reusesc reusim reusiti onoare placere incantata bucura bucuram fericit dispus dispusa dispusi
        valabil valabila liniste relaxat cafelei cafeaua ceai oricare indiferent intalniri conversatie
        conversatia sedinta sedintei apel vizita schimb idei idee salutari sal noroc hey hei hello hi
        domnule doamna domnul stimate stimata draga respect respectuos cordial amical prieten coleg colega
        colegul colegii echipa lui lor ele el ea nostru noastra vostru voastra trimite trimit scriu scrie
        spune spuneti anunta anuntati lasa lasam las lasati facut fie au aveati ni vi il le optim optima
        potrivita acceptabil acceptabila rezonabil realist totusi asadar prin urmare fiindca deoarece caci
        cand unde cine personal sincer serios oarecum cat cate catva putin mult vom vei veti vor nevoie
        dorinta rugam rugaminte cer cere solicit solicita exact sigura negresit neaparat garantat k kk okey
        oke dap mhm aha yes yep top misto bestial fain faina genial merci particip participam participa
        intervenit intervine aparut domn domni domnilor doamnelor bot botul trebuie trebui nevoit nevoita
        obligat pacate reprezentant* intrevedere intrevederea 1:1 fereastra ferestre locul locuri momentul
        moment agenda program programul calendar disponibilitate disponibilitatea dar insa agendei partea
        dinspre parte punctul vedere parerea opinia alegerea alegere varianta variante ajuta ajutor util
        utila folositor clar clara rezervat rezervata marcat marcheaza noteaza notat notati treceti retinut
        retineti retine pastrati pastreaza pastram tineti tinem blocati bloca blocheaza oferi oferiti ofera
        oferta acorda acordati acordate primi primiti primesc primit firma compania echipei directorul
        managerul partener partenerul parteneri client clientul eveniment evenimentul conferinta targ targul
        vazut auzit spus zis parea pare par simt simte banui banuiesc presupun presupunem inteles confirmat
        stabilit agreat rezolvat gata excelenta superb minunata grozav grozava splendid bunicel okish okk
        okei mulsam multzam thx tks ty tnx plss drag dragi dragut draguta amabil amabila amabilitatea
        bunavointa cumsecade multa multi multe frumoasa frumoasele incantare bucurie onorat onorata deosebit
        deosebita stimabile sperand eventuala fata online virtual telefonic telefon video zoom teams cautam
        caut gasit potriveasca convina prins iesi iese iesim mergea mearga merg mergi ramanea sa-mi sami cu
        toate acestea astfel vorbeam ziceam spuneam propuneam intrebam voiam vroiam vream doream vrut
        scurtuta micuta mic mica vorbit discutat intalnit haideti haide dati-mi da-mi comod comoda mea meu
        mele mei convena lejer lejera usor usoara anume respectiv propriu
    """,
    connectors="""
        l il le i o persoane persoana oameni mea meu mele mei cu la de din pe in pentru si sa intalnire
        intalnirea intalnesc intalni intalnim vad vedem vedea vorbesc vorbim discut discutam programeaza
        programare rezerva rezervare vreau as vrea dori doresc cineva oricine cine ar fi este e liber libera
        liberi sunt pot poti putem te rog va imi iti un a ma ne buna salut ora orele cauta gaseste arata am
        avem ai hai daca se poate caut stabileste stabilim slot sloturi ce ceva discutie aproximativ cam
        candva oricand multumesc mersi da ok despre altcineva careva catre
    """,
    inner="de din la pe in pentru si a al un o si e ai",
    surnames="marti",
    with_words="cu",
    titles="dl dna domnul doamna domnului doamnei dr prof",
    names="""
        martin marta marty martina marian martis dominica dominic dominika iulia iunia augusta miercan
        searle sara frida maria
    """,
    denials="nu n niciodata nici",
    alternatives="sau ori",
    at_once="acum imediat",
    topics="despre privind",
    refusals="""
        luna lunile anul sun suna sunam sunati sat
        fara sau ori exceptie afara ba ocupat ocupata decat minute minut ore
        zile saptamani
    """,
    before_figures="la ora pe dupa",
    endings="h am pm fix jum jumat juma jumate",
)
