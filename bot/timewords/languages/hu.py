"""Hungarian."""

from bot.timewords.vocabulary import Vocabulary
from bot.timewords.wishes.hu import LIGHT, WISHES
from bot.usecases.times import DayPart

_UNITS = {
    1: "egy",
    2: "ketto|ket",
    3: "harom",
    4: "negy",
    5: "ot",
    6: "hat",
    7: "het",
    8: "nyolc",
    9: "kilenc",
}
_TENS = {10: "tizen", 20: "huszon", 30: "harminc", 40: "negyven", 50: "otven"}


def _joined(ten: str, units: str) -> str:
    return "|".join(ten + unit for unit in units.split("|"))


def _forms(stem: str, on: str, onto: str, *short: str) -> str:
    """Spell a weekday with its endings: on it, for it, of it."""
    return "|".join((stem, stem + on, stem + onto, stem + "i", *short))


_NTHS = (
    "egyedik",
    "kettedik",
    "harmadik",
    "negyedik",
    "otodik",
    "hatodik",
    "hetedik",
    "nyolcadik",
    "kilencedik",
)
_TILL = """
    hetfoig keddig szerdaig csutortokig pentekig szombatig vasarnapig hetfotol keddtol szerdatol
    csutortoktol pentektol szombattol vasarnaptol holnapig holnaptol
"""
_AT = "kor|korul|fele|tajban|tajt|ra|re|tajekan|hoz|hez"
_FREE = (
    "szabad|idopont|idopontja|idopontot|idopontra|hely|sav|ora|lehetoseg|lehetseges|slot|elerheto|lehetosegem"
)

# With, at, to, of, from, for, and the accusative: Annával, Kovácsnál, Kelemenhez, UBB-ről, Kelement, Annát.
_CASES = (
    r"(?:-[bcdfghjklmnprstvz]{1,2}[ae]l|(?<=[^c]c)(s)-?sz[ae]l|-sz[ae]l|([cglnstz])\2([syz])[ae]l|([bcdfghjklmnprstz])\4[ae]l|v[ae]l|j[ae]l"
    r"|n[aáeé]l|h[oeö]z|[rtb][oóöő]l|n[ae]k|(?<=[^aáeéiíoóöőuúüűy])[oeöa]t|(?<=[áéíóőúűiu])t|(?<=[^aáeéiíoóöőuúüű])r[ae]|(?<=[jlnrszy])t)$"
)

VOCABULARY = Vocabulary(
    numbers={0: "nulla"}
    | _UNITS
    | {10: "tiz", 20: "husz", 30: "harminc", 40: "negyven", 50: "otven"}
    | {ten + unit: _joined(_TENS[ten], _UNITS[unit]) for ten in _TENS for unit in _UNITS},
    ordinals={
        20 + n: "|".join(f"huszon{nth}{of}" for of in ("an", "en", "a", "e", "ara", "ere", "ai", "ei"))
        for n, nth in enumerate(_NTHS, 1)
    },
    weekdays=(
        _forms("hetfo", "n", "re"),
        _forms("kedd", "en", "re"),
        _forms("szerda", "n", "ra", "sze", "szer"),
        _forms(
            "csutortok",
            "on",
            "re",
            "csutortokot",
            "cs",
            "csuti",
            "csut",
            "csutort",
            "csotortok",
            "csotortokon",
        ),
        _forms("pentek", "en", "re", "penteket", "pent"),
        _forms("szombat", "on", "ra", "szomb"),
        _forms("vasarnap", "on", "ra", "vas"),
    ),
    months=(
        "januar|jan|januari",
        "februar|feb|febr",
        "marcius|marc",
        "aprilis|apr",
        "majus|maj",
        "junius|jun",
        "julius|jul",
        "augusztus|aug",
        "szeptember|szept|szep",
        "oktober|okt",
        "november|nov",
        "december|dec",
    ),
    offsets={
        0: ("ma|mai|mara", "a mai nap|napon"),
        1: ("holnap|holnapi|holnapra|hnap",),
        2: ("holnaputan|holnaputanra|holnaputani",),
    },
    parts={
        DayPart.MORNING: (
            "de.|reggel|delelott|reggelre|delelottre|reggeli|delelotti",
            "ebed elott",
            "del elott",
        ),
        DayPart.AFTERNOON: (
            "delutan|delutanra|delutani|du|du.",
            "ebed utan",
            "d u",
            "ebedszunet utan",
            "del utan",
        ),
        DayPart.EVENING: ("este|estere|esti|ejjel|ejszaka|estefele",),
    },
    todays_parts={},
    noon=("del|delben|delre|delkor|deltajban|deltajt", "pont delben", "deli 12|tizenketto"),
    dates=(),
    dates_month_first=("{month} {n} ?an|en|jen|jan|ai|ei|jei|jai|i|ra|re|jere|jara|a|e",),
    dates_year_first=("{year} {month} {n} ?an|en|ai|ei|i|ra|re",),
    days_of_month=("?e|a ho {n} an|en", "{n} an|en|jen|jan|ai|ei|adikan|edikan|ara|ere", "?a|az {n} an|en"),
    event_days={
        1: ("elso nap|napon|napra", "nyito nap|napon"),
        2: ("masodik nap|napon|napra",),
        3: ("harmadik nap|napon|napra",),
        -1: ("utolso nap|napon|napra", "zaro nap|napon"),
    },
    numbered_days=("{n} nap|napon|napra",),
    looked_at=("aznap", "ugyanaznap", "azon a napon"),
    this_weekday=("ezen|most a|az {weekday}", "ez|most ?a {weekday}", "e heti {weekday}", "ezt a {weekday}"),
    next_weekday=("jovo|kovetkezo {weekday}", "a kovetkezo {weekday}"),
    this_week=("ezen a heten {weekday}", "e het {weekday}"),
    next_week=("jovo heti|het|heten|hetre {weekday}", "{weekday} jovo heten"),
    past=("tegnap|tegnapelott|tegnapi", "mult|elozo ?heti ?het {weekday}", "{n} napja|oraja|perce"),
    clocks={
        0: (
            "{hour} ora|orakor|orara|oras",
            "{hour} ora nulla nulla",
            "pontosan|pont {hour}",
            "pontban {hour}",
        ),
        -30: ("fel|1/2 {hour} ?ora",),
        -45: ("negyed|1/4 {hour} ?ora",),
        -15: ("haromnegyed|3/4 {hour} ?ora", "harom negyed {hour} ?ora"),
        30: ("{hour} ora harminc ?perc",),
    },
    minutes_past=("{min} perccel {hour} ?ora utan|mult",),
    minutes_past_hour_first=(
        "{hour} ora {min} ?perc|perckor",
        "{hour} ?ora mult|utan {min} perccel|perc",
        "{hour} mult {min}",
    ),
    minutes_to=("{min} perc mulva {hour} ?ora", "{min} perccel {hour} ?ora elott"),
    minutes_to_hour_first=("{hour} ?ora elott {min} perccel",),
    about=("kb|kb.|korulbelul|nagyjabol|olyan|kabe|cirka|ugy {time}",),
    at=(
        f"{{time}} ?ora {_AT}",
        "{time} orai|orait|oras|orast|orasat|oraimat|oraira",
        "{face} as|es|os|ast|est|ost|at|et|ot|t",
        "kb|korulbelul|nagyjabol|olyan|kabe|cirka {time}",
        f"kb|korulbelul|olyan {{time}} {_AT}",
    ),
    today_part=("ma {part}", "a mai {part}"),
    shades=("kora|keso|egesz|kesoi|korai|koran {part}", "{part} folyaman|soran|orakban|koran"),
    in_minutes={
        1: ("{n} perc mulva", "{n} percen belul"),
        30: ("fel ora mulva", "feloran belul", "felora mulva"),
        15: ("negyed ora mulva", "negyedora mulva"),
        45: ("haromnegyed ora mulva",),
        60: ("{n} ora mulva",),
        90: ("masfel ora mulva",),
    },
    in_days={1: ("{n} nap mulva",), 7: ("{n} het mulva",)},
    between=(
        "{time} ?ora es|- {time} ?ora kozott|kozt",
        "{time} ?ora tol|totol ?- {time} ?ora ig",
        "{time} - {time} ?ora ?ig",
        "{time} ?ora utan ?es|de {time} ?ora elott",
        "{time} ?ora utan {time} ?ora ig",
    ),
    later=(
        "{time} ?ora utan|tol|utani|utanra",
        "barmikor {time} ?ora utan",
        "legkorabban {time} ?ora ?kor|tol|utan",
        "nem korabban mint {time} ?ora",
        "{time} ?ora tol kezdve|kezdodoen",
        "{time} ?kor|tol|orakor vagy kesobb|utana|azutan",
    ),
    earlier=(
        "{time} ?ora elott|ig|elotti|elottre",
        "legkesobb {time} ?ora ?kor|ig",
        "nem kesobb mint {time} ?ora",
        "{time} vagy korabban",
        "barmikor {time} ?ora elott|ig",
    ),
    forenoon=("de|de. {time}", "d e {time}"),
    idle=(
        "jo reggelt|napot|delutant|estet|ejszakat",
        "szep napot|delutant|estet",
        "de csak|inkabb|leginkabb|lehetoleg",
    ),
    counts=(
        "{n} ?szabad idopont|idopontot|talalkozo|talalkozot|hely|alkalom|lehetoseg",
        "{n} es|as|os idopont|hely|talalkozo|sav",
    ),
    first=(
        f"?leg elso|legelso|legkorabbi|kovetkezo|legkozelebbi ?lehetseges {_FREE} ?{_FREE}",
        "minel hamarabb|elobb|korabban",
        "mielobb|mihamarabb",
        "amilyen hamar|koran ?csak lehet|tudsz|tudunk",
        "a ?leheto leghamarabb|legkorabban",
        "leghamarabb|legkorabban|legelobb",
        "amint lehet",
    ),
    last=(
        f"utolso|legutolso|legkesobbi ?lehetseges {_FREE} ?{_FREE}",
        "minel kesobb",
        "a ?leheto legkesobb",
        "legkesobb",
    ),
    bare_first=("elso|legelso|legkorabbi",),
    bare_last=("utolso|legutolso|legkesobbi",),
    arranged=(
        "{time} rol|orarol",
        "{time} esre|asra|osra|as|es|os|ast|est|ost|eset|asat|osat|esat|asom|esem|osom|asomat|esemet|osomat",
    ),
    wishes=WISHES,
    light=LIGHT,
    fillers="""
        idealis varlak varom kb elerheto kernem beferek befernek befernenk osszejon osszejonne osszejohet
        osszehozhato osszehozzuk talizzunk tali talira dumaljunk dumcsizzunk nalad nalatok ugye amugy
        esetleg szerinted pls plz lsz tudunk tudok tudsz tudna tudnank tudnal tudnek erek erunk ersz ra
        helyed helyetek hely max maximum szolsz szoltok szolna mondjuk mondj beszelhetunk beszelhetnenk
        talalkozhatnank talalkozhatunk fussunk osszefussunk ossze jojjek jojjon jovok jonnek menjen menjunk
        mehet mehetne mehetnenk ajanlok ajanlom javaslom javaslok tervezem gondoltam gondolom gondolok
        szoval tehat na nos persze biztosan talan inkabb szivesen orommel orulnek nagyon igazan csak meg itt
        ott ide oda ugy igy akkor mi vegig maradt a az egy ora orakor orara orai kor korul fele tajban kerem
        kerek szeretnek szeretnem jo lenne legyen nekem is megfelel talalkozo talalkozot talalkozzunk
        talalkozni szabad idopont idopontot ok oke igen szia hello kosz koszonom barmikor valamikor napon
        nap lehet lehetne van vagyok leginkabb re en an on pont pontosan heti slot idopontra idopontban
        egesz be beszeljunk mar szep e ha raersz raer raerek raernel raerne tud talalkoznank talalkozom
        onnek neked nektek nekunk valahogy volna kellene kene szeretnenk foglalnek foglalnank foglalj kernek
        kernenk johet johetne jonne megyek megy menne passzol okes szuper remek tokeletes udv hali koszi
        legyszi kerlek mit hozza ido idom idod ideje jobb legjobb megfelelo megfelelne felole tolem
        reszemrol nalam mindegy mikor hany beszelgetes beszelgessunk megbeszeles kave roviden gyorsan valami
        esetben azt mondom hatha biztos uraim kedves tisztelt talalkozhat* talalkozn* talalkozunk talalkozik
        beszel* beszelg* megbesz* egyeztet* foglal* lefoglal* megfelel* felelne felel szeretn*
        kerni szives szivesek
        kerhetek kerhetnek kerhetunk kertem tudn* tudu* tudtok lehets* lehetn* lehetse* lehetos* lehetoleg
        johet* jonne* jojj* legjobban alkalmas* alkalmat idealis* tokelet* remek* szuper* koszon* udvozl*
        udvozol* javas* ajanl* raer* raern* er erne ernem ernek ernenk szabadon szabadok elerhet* rendelkez*
        bejegyez* beutemez* beterv* befer* osszejo* osszehoz* osszeul* leul* leul gondol* remel* orul*
        oromm* varok varunk varnam varna bocs* elnezest elnezes sajnos boldogan kivanok kivan napot napom
        napja bejelentkez* felkeres* talalkozna* szervez* intez* rogzit* rogzits* visszaigaz* megerosit*
        megold* megoldhato kivitelez* kivitelezheto osszeegyez* bevallal* vallal* vallalom elfogad*
        csatlakoz* bekapcsol* konzult* targyal* kavera teara teazni kavet beulni beulunk bekukkant* barmely*
        barmelyik mindegyik akarmikor akarmelyik valamelyik hogyha hogy amennyiben mivel mert viszont
        ellenben azonban ugyanis ezert azert emiatt foleg jobban eleg tul meglehetosen esetleges esetlegesen
        altalaban neki nekik onoknek maganak hozzam hozzad hozzank onhoz veled velem vele velunk onnel
        onokkel onoknel kollegam kollegaim csapat uram holgyem hellok szevasz szeretettel tisztelettel
        idopontom idopontja idopontunk helye sav savot savra beszelgetest beszelgetesre targyalast
        targyalasra megbeszelest megbeszelesre talalkozora egyeztetest egyeztetesre rovid gyors kozos
        szemelyes ismerked* bemutatkoz* oksi oksa rendben jol hogyne termeszetesen valoban tenyleg lecci
        lecsi leci vmikor vmi vki vhogy vhol vagyunk vagytok vannak voltam lennek lennenk lesznek lennie
        lesz lenni kell muszaj szepen jonni jonnom jonnunk koszike koszcsi kossz talizni osszes kozbejott
        csapat* munkatars* kepvisel* emberei embereivel emberekkel erdekel* keress keresd megkeres* toroljek
        toroljetek talit helyet eddig konferencian konferencia rendezvenyen esemenyen oks bot 1:1 urral
        urnak ur kollega sziasztok tennem tegyuk tedd ird irj irjunk irjuk beirni beir* felir* felvesz*
        vegyuk vesszuk nezzuk nezzunk mondd mond mondhat* szol* szolj jelez* jelzek jelezz* segit segitene
        segitseg hasznos jon reszunkrol szempontombol velemenyem valasztas valasztasom valtozat opcio
        naptaram naptarom naptar ures szabadult akad akadna talalnank talalunk talalni talalok jeloljuk
        jeloljek jelolje jelold tartsuk tartsa tartsd fenntart* fenntartani kerulhet kerulne adjon adj adna
        adnal adhat kapok kapni kaphat kaphatok kaphatnek kaphatunk cegunk ceg fonokom igazgato partner
        partnerem ugyfel ugyfelem csapatunk rendezveny kiallitas helyben lattam hallottam mondtam beszeltuk
        beszeltunk megbeszeltuk irtam neztem gondoltuk gondolnam gondolnank hiszem erzem erzes erzesem
        ugyhogy szerintem szerintunk ertem ertettem koszonjuk koszonettel halas hala leszek leszunk legyek
        legyunk rendes kedvesseg kedvesseged kedvessege megtisztel* orom oromre oromunkre szivvel
        szivesebben online virtualis videohivas hivas hivast telefon zoom teams szemelyesen szemtol rovidke
        picit kicsit kicsi egy-ket pici megfelelhet megfelelnek megfelelt johetek johetunk mehetek mehetnek
        mehetunk megoldjuk lehetseges netalan netan talantan hat tudod tudja okeske okszi okie tokjo tok
        kiraly zsir szupi szuperul remekul nagyszeru nagyszeruen fantasztikus csodas thx tnx ty sec
        legmegfelel* megfelelobb maradjunk maradjon maradna maradhat barmi barmilyen kenyelmes kenyelmesebb
        celszeru celravezeto szimpatikus elonyos elonyosebb kedvezo kedvezobb egyszerubb akar odaer* odaerek
        valasztan* valasztom valasztanam mod modja modot berakn* beirn* eljon* eljov* elmeg* ismet ujra
        kivalo kituno tovabbra tovabbi jelenleg mostanaban nyugodtan batran ertesits* bele benne ezzel azzal
    """,
    connectors="""
        s t ot et at legyszives kozott kozul resztvevok szal szel cal cel gyal gyel nyal nyel rol bol val
        vel nal nel tol hoz hez a az es is egy talalkozo talalkozot talalkozni talalkoznek talalkozzunk
        szeretnek szeretnem foglalj foglalni idopontot idopont kivel ki valaki valakivel kerek kerem szabad
        mikor van szia hello jo lenne keress beszelni beszeljunk kor ra re fele korul er megbeszeles
        megbeszelest megbeszelesre valo talalkozom talalkozomat talalkozora talalkozonk talalkozonkat
        idopontom idopontomat el meg le lehet lehetne ok oke igen valamikor barmikor ora orakor vagyok en an
        on kb
    """,
    inner="a az es",
    titles="dr prof",
    surnames="pentek szombat vas",
    names="dana martin marta marton szerdi kedves szombati pentes",
    denials="nem ne sem soha",
    alternatives="vagy",
    at_once="most azonnal rogton",
    topic_ends="[a-z]{3}rol$",
    refusals=_TILL + " h k ev eve evek vagy kiveve nelkul de hanem foglalt perc napig oran",
    endings="""
        h ara ere as es os ast est ost eset asat osat esat esre asra osra et ot orai orait oras
        kor tol ig ra re hoz hez an en jen jan jei jai jere ai ei i am pm
        fele korul ora orakor totol
    """,
    case_endings=_CASES,
    before_figures="fel negyed haromnegyed du de",
    suffixes=("kor", "tol", "ig", "ra", "re", "hoz", "hez"),
    stems="ora",
)
