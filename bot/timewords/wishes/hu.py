"""What is asked for in Hungarian."""

from collections.abc import Mapping

from bot.usecases.times import Intent

_MEETING = (
    "talalkozo|talalkozot|talalkozom|talalkozomat|talalkozoimat|talalkozok|talalkozokat|talalkozonkat|"
    "talalkozonk|kerest|keresem|keresemet|kereseimet|mindent|mindet|mindegyiket|idopontot|idopont|"
    "idopontom|"
    "idopontomat|idopontokat|megbeszelest|megbeszelesem|megbeszelesemet|megbeszelesunket|foglalast|"
    "foglalasom|"
    "foglalasomat|targyalast|targyalasom|targyalasomat|talit|beszelgetest"
)
_MINUTES = "5|10|15|20|ot|tiz|tizenot|husz|par|nehany|perc|percet|perccel"
_SAY = (
    "mondd|mondj|mond|mondjuk|mondanam|mondja|mondani|mondom|vond|vonja|vonjuk|vonnam|vonom|vonni|fujd|"
    "fujjuk|"
    "fujjatok"
)
_CANCEL = (
    "toroljek|toroljetek|lemondhato|torolheto|lemondom|lemondanam|lemondani|lemondas|lemondja|lemondjuk|"
    "torold|torolje|toroljon|toroljuk|torolnem|torolni|"
    "torlom|"
    "lemondhatom|lemondanank|visszavonom|visszavonnam|visszavonni|lefujni|torlese|torlest|lemondasa|torlod"
)
_MOVE = (
    "atteheto|elhalaszthato|modosithato|athelyez|athelyezni|athelyezd|athelyeznem|athelyezem|athelyezzuk|"
    "atrakni|atraknam|attenni|attennem|"
    "attenned|"
    "atteszem|attesszuk|attehetjuk|attehetnenk|attehetnem|attehetem|atrakhatjuk|atrakhatnank|modositsd|"
    "modositani|"
    "modositanam|modositom|modositsuk|halaszd|halasztani|halasszuk|halasztanam|elhalasztani|elhalasztanam|"
    "elhalasztom|elhalaszthatjuk|elhalaszthatnank|csusztasd|csusztatni|csusztassuk|atutemezni|atutemeznem|"
    "atutemezem|atutemezes|atirni|cserelni|elcserelni|atraknank|attennenk"
)
_PUT = (
    "tedd|tegyuk|tegye|tennem|rakd|rakjuk|rakja|raknam|helyezd|helyezzuk|told|toljuk|tolnam|vidd|vigyuk|"
    "tenni|rakni|"
    "tolja|tolna|tolnank|rakna|tenne|tennek|raknank|tolni|helyezni|utemezni|irni|csusztasd|csusztassuk|"
    "hozd|hozzuk"
)
_AWAY = "at|arrebb|elore|hatra|kesobbre|korabbra|odebb|el"
_SHOW = (
    "mutasd|mutassa|mutatod|nezzuk|nezd|megnezni|megneznem|latni|lassam|listazd|add|kuldd|nyisd|kerem|"
    "megmutatod|"
    "megmutatna|megtekinteni|nezhetem|latom"
)
_FREE = "szabad|szabadok|elerheto|elerhetok|szabadon"
_MEETINGS = (
    "talalkozoim|talalkozoimat|talalkozom|megbeszeleseim|megbeszelesem|megbeszeleseimet|idopontjaim|"
    "idopontjaimat|idopontom|targyalasaim|targyalasom|foglalasaim|talalkozok|talalkozo|talalkozonk|"
    "megbeszeles|"
    "megbeszelesunk|programom|programjaim|talalkozot"
)
_MINE = (
    "talalkozoim|talalkozoimat|talalkozom|megbeszeleseim|megbeszelesem|megbeszeleseimet|idopontjaim|"
    "idopontjaimat|idopontom|targyalasaim|targyalasom|foglalasaim|talalkozonk|programjaim"
)
_AGENDA = (
    "napirend|napirendem|napirendet|napirendemet|agenda|agendam|agendat|programom|programomat|beosztasom|"
    "beosztasomat|menetrendem|orarendem|orarend|idobeosztasom|program"
)
_TO_MEET = (
    "talalkozni|talalkozhatok|talalkozhatnek|beszelni|beszelhetek|beszelhetnek|targyalni|osszeulni|leulni|"
    "talalkozhatunk|talalkozhatnank|beszelgetni|egyeztetni|megbeszelni|osszefutni|megismerkedni|konzultalni"
)
_BOOK = (
    "foglalj|foglalnek|foglalni|foglalnank|foglald|foglaljon|foglalok|foglalhatok|foglalhatnek|egyeztess|"
    "egyeztetnek|egyeztetni|egyeztessunk|szervezz|szervezni|szerveznek|lefoglalni|lefoglalnam|lefoglalom|"
    "beszervezni|kerj|kerjunk|intezz|jegyezz|kernek|kerek|kerhetek|kernenk"
)
_WANT = "szeretnek|szeretnenk|akarok|akarunk|kivanok|szandekozom|tudok|tudnek|tudnank|lehet|lehetne|jo"
_CHANGE = "modosit|modositani|modositsd|modositom|valtoztat|valtoztatni|szerkeszteni|szerkesztes|szerkesztem|"
_CHANGE += (
    "atirni|frissiteni|beallitani|beallitom|megadni|megvaltoztatni|csereld|cserelni|modositanam|valtani|"
    "allitsd"
)
_LANGUAGES = "magyar|magyarul|magyarra|angol|angolul|angolra|roman|romanul|romanra"
_DATA = "adataim|adataimat|adatokat|adatok|adatom|fiokom|fiokomat|profilomat|profilom|adatait|adatai"

LIGHT = """
    most eloszor
    legyszives legyszi lecci
    bot bottal botot app ez ezzel az 1:1
    a az egy azt ezt kerlek szepen legyszi legyszives nekem meg gyorsan is csak mar esetleg valahogy talan
    akkor osszes sajat uj rovid kis egesz teljes nagyon pls plz ugy ide tudnad tudna tudnal
"""

WISHES: Mapping[Intent, str] = {
    Intent.CANCEL: f"""
        {_SAY} le|vissza|el ?{_MEETING}
        le|vissza {_SAY}|szeretnem|kellene|kene|kell ?mondani|vonni|mondanom|vonnom|mondanunk|vonnunk \
            ?{_MEETING}
        {_CANCEL} ?{_MEETING}
        {_MEETING}|foglalas {_CANCEL}
        nem tudok|tudunk|fogok|megyek|tud ?el menni|jonni|elmenni|eljonni|odaerni|megjelenni|ott|lenni \
            ?lenni
        nem erek|er|jovok|megyek|jutok oda|el ?ra
        nem megyek|jovok|erek
        megse|megsem ?megyek|tudok|jo|kell
        ?sajnos beteg vagyok|lettem
        ?sajnos megbetegedtem|lebetegedtem|megbetegedtunk
    """,
    Intent.MOVE: f"""
        {_MOVE} ?el ?{_MEETING}
        {_PUT} {_AWAY} ?{_MEETING}
        at|el tudjuk|tudnank|tudnam|tudom|lehet|lehetne|szeretnem|kellene|kene|kell {_PUT}|halasztani|
            csusztatni
        {_MEETING} {_MOVE}
        {_MEETING}|foglalas modositasa|athelyezese|atutemezese|elhalasztasa
        at {_PUT} ?{_MEETING}
        masik|mas|kesobbi|korabbi idopont|idopontot|idopontra ?kellene|talalkozora|talalkozo
        mas|masik idopontra {_PUT}|{_MOVE}
    """,
    Intent.COMING: f"""
        ?{_MINUTES} ?{_MINUTES} kesek|kesunk|keshetek ?{_MINUTES} ?{_MINUTES} ?{_MEETING}
        ?{_MINUTES} ?{_MINUTES} kesni fogok|fogunk ?{_MINUTES} ?{_MINUTES}
        ?{_MINUTES} ?{_MINUTES} kesesben|kesessel ?vagyok|vagyunk|erkezem|jovok|erek|megyek
        ?mar uton|utban ?vagyok|vagyunk
        mindjart|azonnal|rogton ott|erkezem|jovok|megyek|odaerek ?vagyok|vagyunk|leszek
        {{n}} perc|percet|perccel kesek|kesunk|kesessel|kesobb|kesesben|mulva ?erkezem|jovok|erek|vagyok|ott \
            ?oda|vagyok|leszek
        kesek|kesni|kesunk ?fogok {{n}} perc|percet
        dugoban|forgalomban|taxiban ?ulok|ragadtam|rekedtem|vagyok
        ulok|ragadtam|rekedtem|vagyok ?a dugoban|forgalomban|taxiban
    """,
    Intent.ANSWER: """
        elfogadom|elfogadjuk|elutasitom|visszautasitom|valaszolok ?szivesen|orommel ?kereset|kerest|
            felkereset|javaslatat|meghivasat|kereseset|javaslatot
        ?szivesen|orommel elfogadom
    """,
    Intent.HANDOVER: f"""
        atadom|atadnam|atadni|atadna|delegalom ?{_MEETING}
        {_MEETING} atadom|atadnam|atadni
        kolleganak|kolleganonek|kolleganomnek|kollegamnak ?atadom|atadnam|atadni|adom|adnam
        kollegam|kolleganom ?megy|jon helyettem
    """,
    Intent.MESSAGE: """
        irj|irok|irni|irnek|irhatok|irjunk|ird|uzenj|uzenek|uzenni|uzennek
        uzenet|uzenetet|levelet|szoveget kuldj|kuldd|kuldenek|kuldeni|kuldok|hagyj|hagyni|hagynek|irj|
            irni|irnek|irok
        kuldj|kuldd|kuldenek|kuldeni|kuldok|hagyj|hagyni|irj|irni|irnek uzenet|uzenetet|uzit|levelet
        uzenet|uzenetet
        szolj|szolni|szolnek|ertesitsd
        mondd
    """,
    Intent.ORGANIZER: """
        ?hogyan|hogy ?tudom|tudok|lehet ?ki|kik|kit|hol ?el ?irni|irok|irj|irhatok|elerni|elerem|erem|erhetem|
            hivom|beszelni|keresem|keres|kontakt ?el szervezo|szervezot|szervezok|szervezoket|szervezovel|
            szervezokkel|szervezohoz|szervezokhoz|szervezonek|szervezoknek|szervezoje|szervezoi|szervezoe \
            ?elerhetosege|cime|telefonszama|irni|elerni|elerem
        ki|kik szervezi|szervezik|szervezte|rendezi ?esemenyt|rendezvenyt|konferenciat
    """,
    Intent.VENUE: """
        ?hol ?van|lesz|talalhato helyszin|helyszine|helyszinen|cim|cime|cimet ?van|lesz
        hol|merre ?van|lesz|vannak|talalom|talalhato ?itt esemeny|rendezveny|konferencia|terem|epulet|asztal|
            asztalom|asztalunk|asztalok|bejarat|helyszin ?van|lesz
        hova|hol|merre kell|kellene|kene ?most mennem|lennem|menni|lenni ?most
        hova|merre menjek|megyek|megyunk ?most
        hol|merre ?van|lesz|vannak
        melyik|hanyas asztal|asztalom|asztalnal|asztalhoz|terem|teremben ?vagyok|ulok|van
        ?hol ?van asztalom|asztalunk|asztalszamom ?van
        hogy|hogyan|merre jutok|jutunk|megyek ?oda|helyszinre|el
        terkep
    """,
    Intent.PDF: f"""
        pdf|pdfben|pdfet|pdfkent
        {_AGENDA}|talalkozoim|talalkozoimat|napirendet ?pdf|pdfben ben|kent|nyomtatva|kinyomtatva|papiron|
            formatumban
        nyomtat|nyomtatni|kinyomtatni|nyomtathato|nyomtatas|nyomtasd|kinyomtathatom|kinyomtatnam|
            nyomtatnam|nyomtathatom|kinyomtathato ?ki ?{_AGENDA}|talalkozoim|talalkozoimat
        {_AGENDA}|talalkozoim|talalkozoimat ?ki nyomtat|nyomtatni|kinyomtatni|nyomtathato|kinyomtathatom|
            kinyomtatnam|nyomtatnam|nyomtathatom|nyomtatasa|letoltese|letolteni|letoltenem|exportalni|
            kinyomtathato
        letolt|letoltom|letoltes|letolteni|toltsd|exportald {_AGENDA}
    """,
    Intent.CALENDAR: """
        naptar|naptaram|naptaramat|naptarba|naptaramba|naptarhoz|naptarfajl|naptarcim|naptarat|
            naptarfeliratkozas
        google|outlook|apple|telefonom|telefon naptar|naptaram|naptaramba|naptarba|naptarhoz
        google|outlook|ics|ical
        naptarba|naptaramba|naptarhoz tenni|rakni|menteni|hozzaadni|exportalni|exportalas|betenni|irni|
            beirni|tedd|rakd|mentsd|mentes|felvenni
        szinkronizal|szinkronizalni|szinkronizalas|exportald|exportalni|tedd|rakd|mentsd|add|hozzaad ?be \
            ?hozza ?talalkozoimat|talalkozokat|naptarral|naptarammal ?a naptarba|naptaramba|naptarral|
            naptarammal|naptarhoz
    """,
    Intent.FAVOURITES: f"""
        ?{_SHOW} kedvencek|kedvenceim|kedvenceimet|kedvenc|kedvenceket|kedvencei ?lista|listam|emberek
        megjelolt|elmentett|mentett|csillagozott|kedvelt emberek|resztvevok|szemelyek|partnerek|
            kapcsolatok
        kiket|kit jeloltem|mentettem ?meg|el ?kedvencnek
    """,
    Intent.CONTACTS: f"""
        ?{_SHOW} kapcsolatok|kapcsolataim|kapcsolataimat|nevjegyek|nevjegyeim|elerhetosegek|elerhetosegei|
            vcard|nevjegykartyak|kontaktok|kontaktjaim
        osszefoglalo|osszegzes|osszefoglalot|osszesito
        kikkel|kivel talalkoztam|beszeltem|talalkoztunk
        akikkel|akivel talalkoztam|beszeltem
    """,
    Intent.REQUESTS: f"""
        ?{_SHOW} ?fuggo|nyitott|bejovo|kimeno|beerkezett|elkuldott|varo|megvalaszolatlan keresek|kereseim|
            kereseket|kereseimet|felkereseim|felkeresek|felkereseket|meghivok|meghivasok|meghivasaim
        fuggo|nyitott|bejovo|kimeno|beerkezett keres|kerest|foglalasok|talalkozok|talalkozoim|felkeres
        ki|kik|kit|kiket|hanyan kert|kertek|keresett|kerestek|hivott|hivtak|jelolt|irt|kuldott|kuldtek \
            ?tolem|engem|be|fel|meg ?talalkozot|idopontot|kerest|meg
        ki|kik ?akar|szeretne|szeretnenek|akarnak|kivan|kivannak ?velem talalkozni|beszelni|targyalni|
            talalkozot|idopontot ?velem ?kert|kertek|akar|szeretne|szeretnenek
        ki|kik ?velem akar|szeretne|szeretnenek|akarnak ?velem talalkozni|beszelni|targyalni|talalkozot \
            ?velem
        mire|kire|kikre varok|varunk
        varolista|varolistam|varolistaim|varolistat|varolistan
        van uj|fuggo|nyitott keres|keresem|felkeres|kerest|meghivas
        valaszolt|elfogadta|elfogadtak|visszajelzett|jovahagyta ?valaki ?keresem|kerest|keresemet
        mit|kinek|mire|mire kell elfogadni|elfogadnom|valaszolnom|valaszolni|jovahagynom|megvalaszolnom
        keresem|kereseim|keresek allapota|statusza
        kapott|kaptam valaszt|kerest|felkerest|meghivast
    """,
    Intent.SUGGESTIONS: f"""
        ?{_SHOW} ajanlasok|ajanlas|ajanlat|ajanlatok|javaslatok|javaslat|ajanlataim|javaslataim|
            ajanlasokat|javaslatokat
        kivel|kikkel ?lenne ?volna erdemes|kellene|kene|ajanlott|hasznos|jo|ajanlatos|ajanlod|javaslod|
            javasolod|ajanlasz|javasolsz ?lenne|volna|hogy talalkoznom|talalkozni|beszelnem|beszelni|
            talalkozzak
        kivel|kikkel talalkozzak|talalkozzam|beszeljek
        kit|kiket ajanlasz|javasolsz|ajanlana|ajanlotok|ajanlanal|javasolna|ajanlanak|erdemes ?megismerni|
            megkeresni
        ajanlj|javasolj|ajanljon|javasoljon ?valakit|embereket|partnert|partnereket|talalkozot|
            talalkozokat
        ki|kik lehet|lehetne|lehetnek|erdekes|erdekesek ?erdekes|szamomra|erdekesek ?szamomra
        erdekes|hozzam|illo|relevans illo|emberek|partnerek|resztvevok|kapcsolatok
    """,
    Intent.TIMES: f"""
        ?{_SHOW}|{_CHANGE} elerhetosegem|elerhetosegemet|rendelkezesre|savjaim|savjaimat ?allasom|
            {_CHANGE}
        ?{_SHOW}|{_CHANGE} talalkozoidoim|talalkozasi|fogadasi ?idoim|idoimet|idopontjaim|idok|idosavom|
            idosavjaim
        mikor vagyok|tudnak ?{_FREE}|elerheto|foglalhato|foglalni|elerni
        ?{_SHOW}|{_CHANGE} idosavjaim|idosavjaimat|idosavom|idosavomat|idoimet
        idosavjaim|idosavjaimat|idosavom|idosavomat|idoimet {_CHANGE}
        idopontjaim
    """,
    Intent.PROFILE: f"""
        ?{_SHOW}|{_CHANGE} profil|profilom|profilomat|profilt|profilkep|profilkepem|profilkepemet|
            adatlapom|adatlapomat|fenykepem|fotom|bemutatkozasom|leirasom ?{_CHANGE}|szerkesztese|
            modositasa
        {_CHANGE} fotot|kepet|kepemet|fotomat|leirast|leirasomat|nevemet|telefonszamomat|cegnevet|
            beosztasomat
        hogyan|hogy|minek latnak ?masok|tobbiek ?engem
        rejts|rejtozni|elrejteni|rejtsd|eltunni ?el ?magam|profilom|engem
    """,
    Intent.OWN_CARD: """
        qr ?kod|kodom|kodot|kodomat
        qrkod|qrkodom
        nevjegykartyam|nevjegyem|belepom|kituzom|kartyam
    """,
    Intent.LANGUAGE: f"""
        ?{_CHANGE}|valts|valtas|valtani|masik|mas nyelv|nyelvet|nyelve|nyelvvaltas|nyelvre|nyelven|
            nyelvek ?{_CHANGE}|valtas|valtani
        ?valts|valtas|valtani|beszelj|irj|valaszolj|beszelsz|tudsz|legyen|beszelnel {_LANGUAGES} ?valts|
            valtani|irj|valaszolj|nyelv|nyelven|nyelvre|beszelj|beszelni|tudsz|beszelsz
    """,
    Intent.SETTINGS: f"""
        ?{_SHOW}|{_CHANGE} beallitasok|beallitasaim|beallitas|beallitasokat|beallitasaimat|opciok
        ?{_SHOW}|{_CHANGE}|kikapcsol|kikapcsolni|bekapcsolni|sok|ne emlekezteto|emlekeztetok|emlekeztetot|
            emlekeztetoket|ertesitesek|ertesites|ertesitest|ertesiteseket|emlekeztetoim|ertesiteseim ?ki|
            be|kikapcsolasa|kikapcsolni|{_CHANGE}
        emlekeztess|emlekeztessen|szolj ?elotte
        emlekeztess|emlekeztessen|szolj|emlekeztetot|emlekeztetom ?{_CHANGE} {{n}} perccel|percre|oraval|
            perces ?elotte|korabban|hamarabb
        {{n}} perccel|oraval elotte|korabban emlekeztess|emlekeztessen|szolj
        ne zavarj|zavarjatok|zavarjanak|zavarjon|irjatok|irjanak ?este|ejjel|ejszaka
        csendes orak|este|idoszak
        ?nem|ne kerek|kapjak|kuldj|akarok ?tobb emlekeztetot|emlekeztetoket|ertesitest|
            ertesiteseket ?este|ejjel
        idozona|idozonam|idozonat
        nemits|nemitas|nemitsd
    """,
    Intent.PRIVACY: f"""
        adatvedelem|adatvedelmi|gdpr|maganszfera ?nyilatkozat|tajekoztato|szabalyzat|beallitasok
        torold|torolni|torolje|toroljetek|torles|torolhetem|toroljek|toroltetni|mutasd|letolteni|
            exportald|exportalni|toltsd|kikerni|latni ?el|le|ki ?szemelyes {_DATA}
        szemelyes {_DATA} ?torlese|torold|torolni
        {_DATA} ?el torlese|torold|torolni|toroljetek|letoltese|exportja|exportalni|torlest|toroljek
        torolj|torolni|toroljetek|toroljenek|vegyel|vegyetek ?ki ?engem|magam ?rendszerbol|listarol|innen
        milyen|mit ?adatokat|adat tarol|tarolsz|taroltok|tarolnak|oriz ?rolam ?adatokat
        mit|milyen adatot|adatokat tudsz|tarolsz|taroltok|tarolnak ?rolam
        mit tudsz|tudtok|tudnak|tarolsz|taroltok rolam
        adataim|adatom
        kit|kiket tiltottam|blokkoltam ?le
        letiltott|tiltott|blokkolt emberek|resztvevok|felhasznalok|szemelyek
    """,
    Intent.EVENTS: f"""
        ?{_CHANGE}|valts|valtas|valtani|masik|mas|valaszt|esemenyeim rendezveny|rendezvenyre|esemeny|
            esemenyre|esemenyt|konferencia|konferenciara|esemenyek|rendezvenyek|esemenyeim|esemenyvaltas
        esemenyeim
    """,
    Intent.HOME: """
        menu|menube|fomenu|fooldal|kezdolap|kezdooldal|fomenube|fooldalra|kezdolapra|start ?vissza|
            megnyitasa
        vissza ?fomenube|fooldalra|kezdolapra|elejere|menube
        kezdes|ujrakezdes|ujra
    """,
    Intent.WHO_IS_FREE: f"""
        ki|kik|valaki ?van|vannak|lesz|lesznek|lenne|lennenek|volna ?azok ?aki|akik ?van|lesz {_FREE} \
            ?most|jelenleg|ekkor
        ki|kik|valaki raer|raernek ?most
        ki|kik|valaki er|ernek ra ?most
        kivel|kikkel ?tudok|lehet|tudnek|tudnank|lehetne {_TO_MEET}
        kivel|kikkel tudok|tudnek|tudnank|lehetne ?meg ?{_TO_MEET}
        kinek|kiknek van|lenne|lesz ?szabad ideje|idopontja|ido|idopontjuk|helye
        van ?olyan valaki|barki ?aki|akinek {_FREE}|raer|elerheto
        {_FREE} emberek|resztvevok|partnerek|delegaltak
        {_SHOW} kik|ki {_FREE}|ernek|er ?ra
        ki|kik {_FREE}
        kik|ki {_FREE} vannak|van
    """,
    Intent.FREE_NOW: f"""
        most {_FREE} ?vagyok
        {_FREE} vagyok most
        most raerek
        raerek most
        most van idom
        most erek ra
    """,
    Intent.AVAILABLE: f"""
        {_FREE} vagyok|vagyunk|leszek|leszunk
        raerek|raerunk
        erek|erunk ra
        van ?szabad idom
    """,
    Intent.AGENDA: f"""
        ?{_SHOW} {_AGENDA}
        {_SHOW} naptaram|naptaramat|naptarat
        mi|mim van|lesz|all|szerepel naptaramban|naptaramba|napirendemben|programomban|agendamban|napirenden
        ?{_SHOW} {_MINE} ?van|vannak|lesz|lesznek
        milyen|hany|van|lesz {_MEETINGS} ?van|vannak|lesz|lesznek
        milyen|mennyi|hany talalkozoim|talalkozom|megbeszeleseim|megbeszelesem|programom|idopontom ?van|
            vannak|lesz
        milyen|mi programom|dolgom|teendom ?van|lesz
        mi|mim van|lesz|kovetkezik|jon ?kovetkezo
        mit csinalok|csinalunk
        mi var ram|rank
        mikor|hol|kivel|hanykor|melyik|mikorra ?asztalnal ?van|lesz|kezdodik ?kovetkezo|elso|utolso \
            {_MEETINGS} ?van|lesz
        mikor|hol|hanykor|kivel talalkozom|talalkozunk|beszelek|talalkozok
        kivel|kikkel ?van|lesz talalkozom|talalkozok|talalkozunk|megbeszelesem|targyalok|beszelek
        van|lesz|volt ?valami|barmilyen|mas {_MEETINGS}|dolgom ?van
        van|lesz valamim|valami
        hova|hol|merre|melyik kell|asztal|asztalnal|asztalhoz ?mennem|lennem|menjek|vagyok
        ?mi ?van|lesz programomban|napirendemben|agendamban|naptaramban
        mikor|hol|kivel vannak|lesznek {_MINE}
        vannak|lesznek|melyek|mik {_MINE}
        mikor vagyok|leszek {_FREE}
        mikor raerek
        mikor erek ra
        mikor van ?szabad idom
        kovetkezo talalkozom|megbeszelesem|idopontom|talalkozo|program
        melyik asztalnal|asztal|asztalom
        mi kovetkezo ?talalkozom|program
        foglalt vagyok
    """,
    Intent.BOOK: f"""
        {_BOOK} ?le|be|ossze ?{_MEETING}
        foglalas|idopontfoglalas
        {_MEETING}|ossze ?le|be {_BOOK}|{_WANT} ?{_BOOK}|{_TO_MEET}
        ?{_WANT} {_TO_MEET} ?{_WANT}
        ?{_WANT} talalkoznek|talalkoznank|beszelnek|beszelnenk|talalkoznik|leulnek|osszeulnek|egyeztetnek
        talalkozzunk|talalkozhatunk|talalkozhatnank|beszeljunk|beszelhetnenk|talizni|dumalni|fussunk|
            uljunk|talizzunk|
            beszelhetunk ?ossze|le
        ?kellene|kene|kernek {{n}} perc|percre|percet ?lenne|volna ?szuksegem
        erdekelne {_MEETING}|beszelgetes
        mod|modja|lehetoseg ?van ?ra ?hogy beszeljek|talalkozzak|egyeztessek|beszeljunk|talalkozni|beszelni
        beraknal|beraknad|beirnal|beirnad|berakna|beirna
        hozz|hozd|hozzunk|hozni ossze|letre
        talalkozo|talalkozot|megbeszeles|idopont|tali|targyalas|idopontot|megbeszelest
        irj|ird|vegyel|vedd be|fel
        mutass|mutassatok be
    """,
    Intent.FIND: f"""
        keresd|keress|megtalalni|megtalalnam|megkeresned|megkeresne|megkeresnem|keres|keresek|keresem|
            keressetek|keresni|keresnek|kereses|keresunk ?meg|ki|valakit \
            ?embereket|resztvevoket|cegeket
        talald|talalj|talalni ?valakit
        mutasd|mutass ?be
        ki|kik|hol|merre|kicsoda|micsoda ?van|vannak|dolgozik|jon|jott|talalom|talalhato|talalhatom|talalok
        ?kit|kiket ismersz|ismertek|ismer
        ismersz|ismertek|ismer|van|vannak|jon valaki|valakit|barki|resztvevok ?itt
        van|vannak itt|konferencian|rendezvenyen ?konferencian|rendezvenyen ?valaki
        itt van|vannak ?konferencian|rendezvenyen
        ?{_SHOW} profilja|profiljat|adatlapja|adatlapjat
        mit lehet tudni
        ?{_SHOW} resztvevok|resztvevoket|resztvevoi|emberek|embereket|lista|nevsor|listaja|cegek|cegeket \
            ?listaja
        tobbet|informacio|informaciot|reszletek ?szeretnek ?tudni
    """,
    Intent.HELP: f"""
        hogy|hogyan ?tudok|lehet|tudom|kell|tudnek|lehetne|tudnam ?le|at|el {_CANCEL}|{_MOVE}|{_BOOK} \
            ?{_MEETING}
        segitsegre|segitsegem van|lenne|volna szuksegem
        segitseg|segits|segitsetek|segitsen|sugo|help|segitene|segitenel|segitseget|utmutato|segithet
        hogy|hogyan mukodik|hasznaljam|kell|tudok|lehet|mukodsz|hasznalhatom|tudom|megy|foglaljak|
            foglalok|kerjek|csinaljam ?ez|ezt|hasznalni|foglalni|foglalas|mukodik|talalkozot|idopontot|kerni|
            lefoglalni|bot|botot
        mit tudsz|lehet|irjak|irhatok|kell|csinaljak|tegyek|csinalsz|kerdezhetek|tud|csinal|mondhatok|
            tehetek ?irni|csinalni|tenni|bot|veled|itt|kerdezni
        mit tudok ?itt ?csinalni|kerdezni|irni|tenni
        miben ?tudsz|tudtok|tud|tudnal segiteni|segithetsz|segitesz|segithettek
        mire vagy|valo|jo|hasznalhato|szolgal ?jo|bot|ez
        parancsok|utasitasok|funkciok|hasznalati ?utmutato
        milyen parancsok|lehetosegek|funkciok ?vannak|van
        elakadtam|eltevedtem
        nem ertem|tudom|vilagos ?hogy|hogyan|mit|mukodik ?kell|mukodik|hasznaljam ?hasznalni
        ki|mi vagy|ez ?te|bot
    """,
    Intent.THANKS: """
        koszonom|koszi|kosz|koszonjuk|koszike|thx|thanks|koszcsi|kossz|hala ?segitseget|szepen|elore
        viszlat|viszontlatasra|pa|szevasz
        szuper|remek|tokeletes|klassz|kiraly|nagyszeru
        szep napot|estet
        udvozlettel|udv
        minden jot
    """,
    Intent.GREETING: """
        szia|sziasztok|hello|hali|udv|udvozlom|szevasz|szevasztok|halo|helo|hallo|csao|csa|hi|hey|
            hellosztok
        jo napot|reggelt|estet|delutant ?kivanok
        hogy vagy|vagytok|van
        mi ujsag|helyzet|hir
    """,
}
