"""What is asked for in Romanian."""

from collections.abc import Mapping

from bot.usecases.times import Intent

_MEETING = (
    "intalnirea|intalnire|intalnirii|intalnirile|intalniri|programarea|programare|programarile|cererea|"
    "cerere|"
    "intrevedere|intrevederea|discutia|discutie|slotul|slot|sedinta|rezervarea|rezervare|"
    "meeting|meetingul|meetingului|meetinguri|meetingurile"
)
_MINUTES = "5|10|15|20|cinci|zece|cincisprezece|cateva|min|minute|minutele|minut|de"
_MINE = f"tot|toate|{_MEETING}"
_CANCEL = (
    "anuleaza|anulez|anulati|anulam|anulat|anula|anulare|anularea|sterge|sterg|stergeti|stergem|"
    "contramandeaza|contramandez|"
    "contramandat|retrage|retrag|retrageti|renunt|renuntam|renunta|scoate|anulata|anularii"
)
_MOVE = (
    "muta|mut|mutam|mutati|mutat|mutarea|reprogramam|reprogrameaza|reprogramez|reprogramati|reprogramat|"
    "reprograma|reprogramare|reprogramarea|schimba|schimb|schimbam|schimbat|amana|aman|amanam|amanat|"
    "amanati|"
    "mutata|amanata|decaleaza|decalez|decalam|decalat|devanseaza"
)
_SHOW = "arata|arati|arat|vad|vedea|vedem|afiseaza|deschide|afisezi|da|trimite|verific|verifica|listeaza"
_FREE = "liber|libera|liberi|libere|disponibil|disponibila|disponibili"
_ARE = "e|este|i|ii|sunt|s|era"
_AGENDA = "agenda|programul|program|orarul|orar"
_MEETINGS = f"intalniri|intalnirile|programari|programarile|intalnire|intalnirea|programare|{_MEETING}"
_TO_MEET = (
    "intalnesc|intalni|intalnim|vad|vedea|vedem|vorbesc|vorbi|vorbim|discut|discuta|discutam|stau|sta|"
    "intalneasca|vorbeasca|vada|discute|cunosc|cunoaste|vorba"
)
_BOOK = (
    "programeaza|programez|programezi|programati|programam|programa|rezerva|rezerv|rezervam|rezervati|"
    "rezervi|"
    "stabileste|stabilesc|stabilim|stabili|stabiliti|stabilesti|aranjeaza|aranjez|aranja|aranjam|aranjati|"
    "fixeaza|fixez|fixa|fixam|planifica|planific|planificam|organizeaza|organizez|organizam|"
    "planifica"
)
_WANT = (
    "vreau|vrea|vrem|as|doresc|dori|am|are|trebuie|intereseaza|interesa|prefer|intentionez|nevoie|sper|cum"
)
_CHANGE = (
    "schimba|schimb|modifica|modific|editeaza|editez|edita|actualizeaza|actualizez|actualiza|seteaza|setez"
)
_LANGUAGES = "romana|romaneste|engleza|maghiara|ungureste"
_DATA = "date|datele|contul|informatiile|informatii|profilul"
_FAVOURITES = "favorite|favoritii|favoriti|favoritele|preferati|preferatii|preferatele|favorita"

LIGHT = """
    bot botul botului aplicatia aplicatie asta acest aceasta l il le 1:1
    un o al a mi mie m ma ne ni i imi iti ti te meu mea mele mei noastra noastre rog va rugam si mai \
        inca doar
    putin scurt scurta rapid repede cumva eventual toate toti cele cei ok deja nou noua daca vreo vreun \
        niste
    se sa cat
"""

WISHES: Mapping[Intent, str] = {
    Intent.CANCEL: f"""
        {_CANCEL} ?la ?{_MINE}
        nu pot|putem|o|vom|voi|vor ?putea veni|ajunge|vin|ajung|participa|particip|onora ?la
        nu vin|venim|ajung|ajungem|particip ?la
        nu vreau|vrem|doresc|dorim ?la ?{_MINE}
        nu mai vreau|vrem|doresc|dorim ?la {_MINE}
        ?vreau|as|vrea|trebuie ?vrea ?sa {_CANCEL} ?la ?{_MINE}
        nu pot|putem ?sa ?ajunge|ajung|veni|vin la intalnirea|intalnire
        sunt|suntem bolnav|bolnava|bolnavi|bolnave
        ?m am|are|a imbolnavit
    """,
    Intent.MOVE: f"""
        {_MOVE} ?{_MEETING}|ora
        {_MOVE} ora intalnirii|programarii
        alta ora pentru intalnirea|intalnire
        alta|alt ora|zi|slot|moment ?pentru intalnirea|intalnire
        lasam|las|pune|punem|da|trece|trecem {_MEETING} pe|pentru|la
        da|dam|impinge mai tarziu|devreme
    """,
    Intent.COMING: f"""
        ?o|voi|vom|am|s ?sa intarzii|intarziem|intarzia|intarziat ?cu|{_MINUTES} ?{_MINUTES} ?la ?{_MEETING}
        ?o|voi|vom ?sa intarzii|intarziem|intarzia cu {_MINUTES} {_MINUTES} ?la ?{_MEETING}
        sunt|suntem|is in intarziere ?cu ?{_MINUTES} ?{_MINUTES}
        ?voi|o ?sa ajung|ajunge|ajungem|vin|venim mai|{_MINUTES} tarziu|{_MINUTES} ?mai ?tarziu
        ?sunt|suntem|is ?deja pe drum ?spre|catre|la ?{_MEETING}
        ajung|vin|venim|ajungem acum|imediat|acus ?la ?{_MEETING}
        ?voi|o|am ?sa ajung|ajunge|ajungem|vin|venim|intarziat ?cu|in|peste {{n}} min|minute ?mai \
            ?tarziu|intarziere
        intarzii|intarziem|intarzia ?cu {{n}} min|minute
        ?am|sunt ?ramas blocat|blocata|prins|prinsa in|la|pe trafic|taxi|drum|sedinta|tren
    """,
    Intent.ANSWER: f"""
        accept|acceptam|accepta|refuz|refuzam|resping|confirm|aprob ?cu ?placere|drag ?cererea|invitatia|
            propunerea|solicitarea|{_MEETING} ?de ?la|lui|cu|din
        raspund|raspunde|raspundem ?la|lui ?cererea|invitatia|propunerea ?de ?la|lui
        raspuns la|pentru ?cererea|invitatia|propunerea
    """,
    Intent.HANDOVER: f"""
        preda|predau|predam|predati|deleg|deleaga|cedez ?{_MEETINGS} ?cu
        unui|unei coleg|colege
        trimit|trimite|vine|merge|va ?veni|merge coleg|colega|colegul|colegei ?in ?locul ?meu
    """,
    Intent.MESSAGE: """
        scrie|scriu|scriem|scrieti|scrii lui|i|le|catre|pentru|un
        scrie|scriu|scrii|scrieti
        trimite|trimit|trimiti|trimiteti|lasa|las|transmite|transmit ?i ?mesaj|mesajul|mesaje|nota ?lui
        da|dau ?i mesaj|mesajul|mesaje|nota|de ?stire ?lui
        mesaj|mesajul pentru|lui|catre
        mesaj
        spune|spunei|anunta|contacteaza|contactez|contacta ?i ?lui ?pe
        iau|lua|luam legatura cu
    """,
    Intent.ORGANIZER: """
        ?cum ?pot ?sa ?il|ii|i|o ?cine|care|unde ?e|este|sunt|contactez|contacta|scriu|sun|gasesc|intreb|
            vorbesc|contact|contactul ?cu|pe|la organizator|organizatorul|organizatorii|organizatori|
            organizatorului|organizatorilor|organizatoare|organizatoarea|organizatorilor
        cine organizeaza|organizat ?evenimentul|conferinta|asta
        contact|contactul organizator|organizatorului|organizatorilor
    """,
    Intent.VENUE: """
        unde ?e|este|i|are|se|sunt|ii ?va ?afla|gaseste|tine|loc|fi locul|locatia|sala|salile|cladirea|adresa|
            evenimentul|conferinta|masa|mesele|intrarea
        unde ?e|este|i|sunt ?asta
        unde|incotro trebuie|trebuia|am|are ?sa merg|fiu|ajung|vin|duc|prezint ?acum|apoi
        unde|incotro merg|mergem|ajung|duc|ducem ?acum|apoi
        ?care ?e|este adresa|locatia|locul ?evenimentului|conferintei|intalnirii
        la ce|care masa|sala ?am|e|este|sunt
        ce masa|sala ?am
        care|ce ?numar ?e|este|are masa
        cum ajung ?acolo|la ?eveniment|locatie|sala|conferinta
        harta
    """,
    Intent.PDF: f"""
        ?{_AGENDA} ?in ?format pdf
        pdf ?ul ?de ?cu ?agenda|programul|intalnirile
        printa|printez|printeaza|imprima|imprim|imprimare|printare|tipari|tiparesc|printat|listez|
            printabil ?{_AGENDA}|agendei|intalnirile|programului
        ?{_AGENDA} ?de|pentru|in printat|printabil|imprimat|imprimare|tiparit|printare|hartie
        descarca|descarc|exporta|export {_AGENDA}
    """,
    Intent.CALENDAR: """
        calendar|calendarul|calendarului
        ?in calendar|calendarul google|outlook|apple|telefonului|telefon|personal
        adauga|adaug|pune|pun|exporta|export|sincronizeaza|sincronizez|salveaza|salvez|import|importa|
            adaugati ?intalnirea|intalnirile|agenda|programul|le ?in|cu|la google|outlook|calendar|
            calendarul|telefon ?google|outlook|telefonului
        google|outlook|ics|ical
        sincronizare|link|fisier|abonare|abonez ?la ?de ?cu calendar|calendarul
    """,
    Intent.FAVOURITES: f"""
        ?{_SHOW} ?lista ?de|persoanele|oameni|oamenii|contactele {_FAVOURITES} ?mei
        pe cine|care am|are salvat|marcat|adaugat ?la ?favorite
        persoanele|oamenii salvate|salvati|marcate|marcati
    """,
    Intent.CONTACTS: f"""
        ?{_SHOW} contacte|contactele|vcard
        date|datele de contact ?ale
        cu|pe cine am|are intalnit|vazut|vorbit|cunoscut
        oamenii|persoanele|cei|cele ?pe|cu care i|le|am|are|m ?am|are intalnit|cunoscut|vazut|vorbit
        rezumat|rezumatul|bilant|concluzii ?conferintei|intalnirilor
    """,
    Intent.REQUESTS: f"""
        ?{_SHOW} cereri|cererile|solicitari|solicitarile|invitatii|invitatiile|cererilor|cerere ?in \
            ?asteptare|primite|trimise|deschise
        ce|cine am|are ?de ?in aprobat|confirmat|acceptat|raspuns|asteptare
        cine|cineva|cati|ce ?persoane ?m|mi|mia ?a|au cerut|solicitat|invitat|trimis|vrea|doreste|vor ?sa \
            ?intalnire|intalniri|cerere|cereri ?cu ?mine
        cine|cineva|cati vrea|doreste|vor|ar ?vrea|dori ?sa ?se {_TO_MEET} ?cu mine
        cine vrea|doreste|vor|ar ?vrea ?sa intalneasca|cunoasca|vada|intalnire ?cu ?mine
        am|are primit|primesc cereri|cerere|raspuns|raspunsuri|invitatii|solicitari
        a raspuns|acceptat|confirmat|cerut ?cineva|cine ?cererea|intalnire|intalnirea
        mi a|au raspuns|acceptat|confirmat|scris|cerut ?cineva ?intalnire
        cine|cineva mi a|au raspuns|acceptat|confirmat|scris|cerut ?intalnire
        la|ce|pe cine|ce astept|asteptam|asteapta ?raspuns ?raspunsul|de
        lista|listele|listei de asteptare
        stadiul|starea|status|statusul cererii|cererilor|cereri
        de raspuns|confirmat|aprobat
    """,
    Intent.SUGGESTIONS: """
        sugestii|sugestie|sugestiile|recomandari|recomandare|recomandarile|potriviri ?de ?intalniri \
            ?pentru ?mine
        pe|cu cine ar ?trebui ?sa intalnesc|vad|vorbesc|cunosc|discut
        pe cine intalnesc|vad|cunosc
        cu|pe cine recomanzi|recomandati|sugerezi|sugerati|propui ?sa ?intalnesc|vad|vorbesc
        cu|pe cine merita|trebuie|ar ?trebui|merita ?sa intalnesc|vad|vorbesc|cunosc|discut
        recomanda|sugereaza|propune|recomandati ?pe ?cineva|oameni|persoane|intalniri|contacte
        cine ar|m|mi ?putea ?fi interesant|interesa|potrivit|potriveste|interesanti ?pentru ?mine
        oameni|persoane|contacte interesanti|interesante|potriviti|potrivite|recomandate|recomandati
    """,
    Intent.TIMES: f"""
        ?{_SHOW}|{_CHANGE} orele|intervalele mele ?de ?intalnire
        ?{_SHOW}|{_CHANGE} disponibilitatea|disponibilitate|disponibilitatii
        ?{_SHOW}|{_CHANGE} ?intervalele|intervalul|orele|ora|ferestrele|fereastra ?de|pentru intalnire|
            intalniri
        {_CHANGE} orele|intervalele|intervalul
        cand sunt|pot|pot disponibil|disponibila|gasit|fi ?gasit|gasita ?pentru ?intalniri
    """,
    Intent.PROFILE: f"""
        ?{_SHOW}|{_CHANGE} profil|profilul|poza|fotografia|profilului|descrierea|functia|biografia ?de \
            ?profil
        {_CHANGE}|pune|pun|adauga|incarc|incarca poza|fotografia|descrierea|numele|telefonul|emailul|
            functia|compania|firma|datele|numarul|fotografie
        cum ?ma vad|vede ceilalti|altii|lumea|oamenii
        ascunde|ascund|ascundeti ?din|de ?lista|director|ceilalti
    """,
    Intent.OWN_CARD: """
        cod|codul|cod ?de qr
        qr ?code|cod
        ecuson|ecusonul
        carte|cartea de vizita
    """,
    Intent.LANGUAGE: f"""
        ?{_CHANGE}|alege|aleg|alta|in|vreau ?alta limba|limbi|limbii
        ?{_CHANGE}|vorbim|vorbiti|vorbesti|scrie|raspunde|vorbeste|trece ?in|la|pe ?limba {_LANGUAGES}
    """,
    Intent.SETTINGS: f"""
        ?{_SHOW}|{_CHANGE} setari|setarile|setarea|preferinte|preferintele|optiuni|optiunile|configurare
        ?{_SHOW}|{_CHANGE}|opreste|oprim|fara|opresc|dezactiveaza|activeaza|prea notificari|notificarile|
            notificare|notificarilor|mementouri|remindere|reminderele|reminder|alerte|memento
        aminteste|aminteasca|reaminteste|amintesti
        ?{_CHANGE}|aminteste|anunta|avertizeaza ?pe ?mementoul|mementourile|mementoului|memento|mementouri|
            reminderul ?la|cu {{n}} ?de minute|minut|min|ora|ore ?inainte|inaintea ?de ?intalnire|intalniri
        {_CHANGE}|muta ?ora mementoul|mementourile|mementoului|mementourilor|reminderul
        nu ?mai vreau|doresc|trimite|trimiteti ?sa ?primesc mementouri|mementourile|notificari|notificarile|
            mesaje|remindere
        nu vreau|doresc ?sa ?fiu|fie deranjat|deranjata|deranjati ?in ?seara|noaptea
        nu deranja|deranjati|deranjezi|scrie|scrieti|suna|sunati ?in seara|noaptea
        fara mesaje|notificari|mementouri ?seara|noaptea
        liniste seara|noaptea
        ore|orele de liniste
        fus|fusul orar
    """,
    Intent.PRIVACY: f"""
        confidentialitate|confidentialitatea|gdpr|intimitate
        politica de confidentialitate
        sterge|stergeti|stergerea|sterg|elimina|exporta|export|descarca|vad|arata|vezi {_DATA} ?personale \
            ?despre
        sterge|scoate|stergeti|uita|elimina ?din|de ?lista|bot|sistem|mine|contul|tot ?despre ?mine
        ce date|informatii|stii|stiti|ai|aveti ?personale ?ai|aveti|stii|stocati|pastrati|stocheaza|retii \
            despre ?mine
        ce date|informatii ?personale stii|stocati|pastrati|stocheaza|aveti|ai|se|retineti ?stocheaza|
            pastreaza
        datele ?personale
        protectia datelor
        pe cine am|are blocat
        persoane|persoanele|utilizatori|lista blocate|blocati|neagra
    """,
    Intent.EVENTS: f"""
        ?{_CHANGE}|alt|alege|trece|evenimentele ?la ?alt eveniment|evenimentul|conferinta|evenimente
    """,
    Intent.HOME: """
        meniu|meniul|acasa|inceput ?principal|principala
        inapoi|intoarce ?la ?meniu|inceput|acasa
        pagina|ecranul principala|principal
        start|restart|reset
    """,
    Intent.WHO_IS_FREE: f"""
        cine|cineva|careva ?{_ARE}|ar|va ?fi {_FREE} ?in|pe ?acum|momentul ?acesta
        cine {_ARE}|va ?fi {_FREE} ?in|chiar ?acum
        ce|care|cati participanti|persoane|oameni|firme|delegati ?{_ARE} {_FREE}
        cine|cineva are|aveti timp|loc|ora|ore|sloturi|slot|interval ?liber|libera|libere|disponibil
        cu cine pot|putem|as|ar|s|putea|am|are ?putea|sa {_TO_MEET}
        pe cine pot|putem|as ?putea ?sa intalni|intalnesc|vedea|vad
        cine poate|ar ?putea
        e|este|exista cineva|careva {_FREE}
        {_SHOW} ?pe ?cine|persoane|persoanele|participantii|oameni|oamenii {_ARE} {_FREE}
        persoane|oameni|participanti|participantii|persoanele|oamenii {_FREE}
    """,
    Intent.FREE_NOW: f"""
        ?sunt {_FREE} acum|momentan
        ?sunt {_FREE} in momentul acesta|asta
        am|are timp acum|momentan
        n am|are|nimic ce ?de face|facut acum
    """,
    Intent.AVAILABLE: f"""
        ?eu|noi sunt|suntem|s|is {_FREE}
        am|are|avem timp ?liber
    """,
    Intent.AGENDA: f"""
        ?{_SHOW} {_AGENDA} ?zilei|de ?pentru
        {_SHOW} ?ce ?am|are|e ?in calendarul|calendar
        ce am|are|avem|e|este ?in|pe agenda|calendar|program|calendarul|programul
        ?{_SHOW}|unde|care {_ARE} urmatoarele|viitoarele|intalnirile|intalniri|programarile ?intalniri|
            programari
        ?{_SHOW} intalnirile|programarile ?confirmate|urmatoare|viitoare
        ?{_SHOW} urmatoarea|prima|ultima|urmatoarele|viitoarele {_MEETINGS}
        ce|cate am|are|avem|are|urmeaza|fac|facem ?programat|planificat|stabilit|rezervat ?de ?facut
        ce|cate|care|cati {_MEETINGS}|program ?am|are|avem|are|sunt|urmeaza
        cum|care arata|e|este programul|ziua|agenda|programul|orarul
        cum arata
        care e|este programul|agenda|orarul
        cand|unde|pe|la ?unde|ce|cat ?ora|masa ?{_ARE}|am|are|avem|trebuie|incepe|are ?urmatoarea|prima|
            ultima {_MEETINGS}
        cand|unde|ora|la ?ce ?ora ?ma|ne|am|are|trebuie ?sa {_TO_MEET} ?cu
        unde|cand trebuie|trebuia ?sa merg|fiu|ajung|vin|duc
        cu cine {_TO_MEET}|am|are|urmeaza|avem ?intalnire|intalniri|intalnirea|urmatoarea|programare
        cu cine am|are|urmeaza|avem|trebuie ?sa {_MEETINGS}|{_TO_MEET}|urmatoarea|prima
        cine urmeaza
        ce urmeaza
        am|are|avem|sunt|{_ARE} ?ceva|alte|alta|si|vreo {_MEETINGS}
        am|are|avem ceva|altceva ?programat|planificat|rezervat|stabilit
        cand sunt|s|suntem {_FREE}
        sunt ocupat|ocupata
        unde|care|ce e|este|am|are masa|masa
        la ce masa
    """,
    Intent.BOOK: f"""
        {_BOOK} ?i|imi ?{_MEETING}|vizita|ora|loc
        {_WANT} ?vrea|dori|putea|place|fi|nevoie|interesat|interesata ?sa|de|in ?se ?poata|pot \
            {_TO_MEET}|{_BOOK}|{_MEETING} ?{_MEETING}
        vreau|vrem|doresc|as|am|are|intereseaza|cer|solicit|fac ?vrea|dori|nevoie ?de {_MEETING} ?cu
        ?vreau|as|vrem ?vrea|dori|putea ?sa ?se {_TO_MEET} ?cu
        pot|putem|poti|puteti|se|am|are|as|putea|ati|vrei|hai|haideti ?putea|poate|pot ?sa ?ti {_TO_MEET}|
            {_BOOK}|{_MEETING} ?{_MEETING}
        faceti|fa|fac|facem|face|pune|puneti|ia|iau|cer|solicit|cere ?imi|mi ?la {_MEETING}
        pune|puneti|trece|treceti|programeaza la|cu
        ?nevoie ?de {{n}} ?de minute|min cu
        {_MEETING} cu|la|intre
        intalnire|discutie|vorba|cafea bilaterala|1|fata ?1|in ?la ?fata ?cu
        fa|face|facem|fac|puteti ?face programare|rezervare|intalnire|cunostinta
        pune|puneti|trece|treceti ?in ?pe|la ?programare|agenda ?cu
        prezinta|introdu|cunostinta
    """,
    Intent.FIND: f"""
        cauta|caut|cautati|cautam|gaseste|gasesc|gasiti|gasim|gasi|cautare ?i ?pe ?cineva|oameni|persoane|
            firma|firme|persoana|profilul ?de ?la|din|care
        {_SHOW} ?pe ?profilul|lista|participantii|persoanele|cine ?lui|de ?la
        cine|unde|unde ?{_ARE}|vine|lucreaza|participa|reprezinta ?de|la|din
        poti|puteti|pot|putem gasi|cauta|gasesc|gasiti ?i ?pe
        pe|in lista|catalog ?participantilor
        exista|e|este|ai|stii|cunosti|aveti|stiti cineva|careva|ceva|vreun ?aici ?de|din ?la
        date|datele de contact ?ale ?lui
        profilul|profil|detalii|informatii|info ?lui|despre|de|cu
        spune|zi|povesteste ?ceva despre
        ?lista ?de|cu participanti|participantii|participantilor|persoanelor|delegati
        ?pe cine stii|cunosti|ai ?de la|din
    """,
    Intent.HELP: f"""
        ajutor|ajuta|ajutati|ajutorul|asistenta|suport|ajuti|help
        am|are|nevoie ?nevoie de|un ajutor
        cum ?pot|as|putem ?putea ?fac ?pentru {_CANCEL}|{_MOVE}|{_BOOK} ?la ?{_MEETING}
        nu stiu|inteleg|inteles|pricep|prind ?cum|ce ?fac|folosesc|folosi|face|scriu|functioneaza|foloseste
        cum functioneaza|merge|folosesc|foloseste|utilizez|functionezi|procedez|fac|pot|se|programez|
            rezerv ?foloseste|folosi|programa|programez|rezerva|rezerv|face ?asta|acest|botul|bot|
            treaba|chestia ?asta
        nu stiu|inteleg|inteles|pricep ?cum|ce ?se|sa ?fac|folosesc|folosi|face|scriu|functioneaza ?botul|
            asta
        ce poti|pot|stii|stie|poate|face|trebuie|sa|se|faci ?sa face|faci|scrie|scriu|fac|scrii|intreb|
            intreba ?asta|botul|aici|poate|bot
        ce face|scriu|fac ?botul|aici ?asta
        ce|care comenzi|functii|optiuni|comenzile|sunt ?comenzile|ai|exista|am|are
        ?am|are|aveti|ai instructiuni|ghid de folosire|utilizare
        instructiuni|ghid|comenzi|comenzile|manual|tutorial
        cine esti
        ce e|este|i asta|botul|acest|aici ?bot
        cum ?se face|fac|folosesc|programez|rezerv|foloseste ?intalnire|programare|rezervare|botul|asta
    """,
    Intent.THANKS: """
        multumesc|multumim|mersi|multam|multumiri|merci|mc|ms|mersic|msc ?mult|frumos|tare|anticipat|
            foarte|pentru ?mult ?ajutor
        mii de multumiri
        multumesc|mersi de|pentru ajutor|informatii|tot
        la revedere
        pa ?pa
        zi|seara frumoasa|placuta|buna
        super|perfect|minunat|excelent|bravo|gata
        ne vedem
        spor
    """,
    Intent.GREETING: """
        salut|buna|salutare|servus|hei|hey|hello|hi|noroc|neata|sal|bunaa|salutari|alo ?ziua|dimineata|
            seara|tuturor|bot
        buna ziua|dimineata|seara
        ce faci|faceti ?azi
        cum esti|merge|sunteti
    """,
}
