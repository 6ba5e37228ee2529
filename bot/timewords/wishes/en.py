"""What is asked for in English."""

from collections.abc import Mapping

from bot.usecases.times import Intent

_MEETING = (
    "meeting|meetings|appointment|appointments|slot|booking|bookings|request|requests|session|chat|talk|call"
)
_MINUTES = "5|10|15|20|five|ten|fifteen|twenty|few|couple|of|min|mins|minute|minutes"
_MINE = f"one|time|everything|it|{_MEETING}"
_SHOW = "show|give|see|send|open|check|list|view|display|read"
_FREE = "free|available|around"
_ANYONE = "anyone|anybody|someone|somebody|any1|ne1|some1|people|person|who"
_IS = "is|are|s"
_ACT = (
    "cancel|move|reschedule|change|postpone|book|schedule|request|arrange|find|meet|withdraw|answer|"
    "accept|decline"
)
_MEET = "meet|see|talk|speak|chat|connect|sit|discuss|catch"
_AGENDA = "agenda|schedule|timetable|itinerary|diary|programme|program|shedule"
_FAVOURITES = "favourites|favorites|favourite|favorite|favs|faves|bookmarks|shortlist|starred"
_LANGUAGES = "english|romanian|hungarian"
_CHANGE = "change|edit|update|correct|fix|set|adjust|modify"
_ASKED = "asked|requested|invited"
_DATA = "data|account|information|info|profile"

LIGHT = """
    bot app 1:1
    a an the my our please pls plz kindly just maybe perhaps possibly really still also quick quickly short
    brief me us all any some own little bit actually ever else new full whole ok okay hi hello hey well
"""

WISHES: Mapping[Intent, str] = {
    Intent.CANCEL: f"""
        cancel|cancle|canceling|cancelling|scrap|delete|drop|withdraw|remove|skip|cancelled|canceled \
            ?this|that ?{_MINE}
        call|calling off ?this|that ?{_MINE}
        get rid of ?{_MINE}
        take back {_MEETING}
        cant|cannot|wont|couldnt|unable ?be ?able ?to make|attend|do ?it ?to|on|at|for ?{_MEETING}
        cant|cannot|wont ?be ?able ?to come|attend|join ?to|at ?{_MEETING}
        am|are|im|be not coming ?to|on|at ?{_MEETING}
        i|am|are|im|feel|feeling|got|fell|fallen sick|unwell
        i|we|am|are|im|can|could|will no longer ?be ?able ?to make|attend|do|come|coming|join ?it \
            ?to|on|at|for ?{_MEETING}
    """,
    Intent.MOVE: f"""
        move|reschedule|resched|shift|change|swap|switch|postpone|push|moved|rescheduled|shifted|
            postponed|pushed|rebook|delay|bump|rearrange ?back|
            up ?this|that ?{_MINE}
        put|putting|push|move off|back|forward ?this|that ?{_MINE}
        bring|pull forward
        bring|pull {_MINE} forward
        different|another|later|earlier time|slot ?for|with ?meeting
    """,
    Intent.COMING: f"""
        ?am|are|im|ill|will|might|may be|running|arriving|coming ?{_MINUTES} ?{_MINUTES} late|delayed \
            ?for|to ?{_MEETING}
        i|we|am|are|im|were ?{_MINUTES} ?{_MINUTES} late|delayed ?for|to ?{_MEETING}
        {_MINUTES} {_MINUTES} late|delayed ?for|to ?{_MEETING}
        late|delayed for|to {_MEETING}
        ?i|we|am|are|im|were ?already on my|our|the way ?to ?{_MEETING}
        omw|otw
        ?i|we|am|are|im ?running|ill|will|may|might ?be ?about {{n}} min|mins|minutes ?or ?so late|delayed
        ?ill|will|am|im|be ?running|be late|delayed ?by|about|maybe {{n}} min|mins|minutes
        ?i|am|im|were stuck|held in|on|at|up ?traffic|taxi|train|jam|queue|session|tram|bus
    """,
    Intent.ANSWER: f"""
        ?i|we ?would|will|can ?gladly|happily accept|decline|reject|refuse ?this|that|her|his|their \
            ?request|invitation|proposal|offer|{_MEETING} ?from|of|by|with
        answer|reply ?to request|invitation|proposal|offer ?from|of|by
        say yes|no to
    """,
    Intent.HANDOVER: f"""
        hand|pass|give ?it|this|that|{_MEETING} over ?to ?a ?colleague|coworker
        handover|delegate ?it|this|that|{_MEETING} ?with
        to colleague|coworker
        send colleague|coworker ?instead
        colleague|coworker will|can ?go|come|attend|take ?it|{_MEETING} instead
    """,
    Intent.MESSAGE: """
        write|message|msg|text|ping|dm|reply ?back ?message|msg|note|line
        send|leave|drop message|msg|note|line|text
        message|msg to|for
        get in touch|contact with
        tell|contact|inform|notify
    """,
    Intent.ORGANIZER: """
        ?how ?do|can ?i|who ?is|are ?contact|reach|call|email|phone|write|message|ask|tell|find|speak|talk \
            ?to|with|of organizer|organizers|organiser|organisers|organizing|organising ?team|staff|contact
        who organizes|organises|organized|organised|organizing|organising ?this ?event|conference
    """,
    Intent.VENUE: """
        ?where|wheres|whats ?is|are ?at venue|address|location ?address|of ?event|conference|meetings
        where|wheres ?is|are ?at event|conference|hall|building|place|it|this|table|tables|map
        where|wheres
        where do|am|should|must|shall|are i|we ?have|need|supposed|meant ?to go|going|be ?to ?now|next|then
        where to ?go ?now|next
        where now|next
        which|what table|room|hall ?is|am|are ?i ?at
        what|whats ?is table|room ?number
        how do|can|to ?i get|go|find there|here|venue
        directions|map
    """,
    Intent.PDF: """
        pdf
        ?as|in pdf ?of|with ?agenda|schedule|programme|program|meetings|timetable
        print|printed|printable|printout|printing ?version|copy|out ?of ?agenda|schedule|programme|
            program|meetings|timetable|it
        agenda|schedule|programme|program|meetings|timetable|it ?as|in|to|on pdf|paper|print
        download|export agenda|schedule|programme|program|timetable
    """,
    Intent.CALENDAR: """
        calendar ?file|link|feed|subscription|invite|invites|export|sync|address|app
        google|outlook|apple|phone calendar
        outlook|ics|ical|icalendar
        add|put|export|import|sync|save|get|have|subscribe ?it|them|this|everything|meetings|meeting|
            agenda ?to|into|in|with|on ?google|outlook|apple|phone calendar|outlook
    """,
    Intent.FAVOURITES: f"""
        ?{_SHOW} ?list ?of {_FAVOURITES} ?people|list|persons
        people|who|whom|those i ?have starred|saved|bookmarked|marked|favourited|liked
    """,
    Intent.CONTACTS: f"""
        ?{_SHOW} contacts|vcard|vcards|wrapup
        wrap up
        ?what are contact|contacts details|data|info ?of ?people ?i ?met
        who|whom|people|everyone ?did|have i ?have ?already met|meet|seen ?so ?far
        contacts of ?people ?i ?met
    """,
    Intent.REQUESTS: f"""
        ?{_SHOW} ?open|pending|incoming|outgoing|sent|received|unanswered|waiting requests|invitations|
            invites
        ?{_SHOW} open|pending|incoming|outgoing|sent|received|unanswered request|answers|meetings
        ?what|who|anything is|are|am|are ?i waiting|pending ?for ?answer|reply
        what|who|whom am|are i waiting for|on
        ?place ?in|on waiting|wait list|lists
        waitlist|waitlists
        ?is|are ?there {_ANYONE}|whos|that ?who|has|have|is|that {_ASKED}|asks|asking|requests|requesting \
            ?for|to ?meet ?meeting|with ?me
        ?is|are ?there {_ANYONE}|whos ?who|that|would wants|want|wanted|like|likes|wishes|wanna ?to \
            {_MEET}|book|get ?with|to|up|together
        did|has {_ANYONE} answer|answered|accept|accepted|reply|replied|ask|asked|request|requested \
            ?meeting
        have i ?been|got|had|received {_ASKED}|requests|request|answer|answers|reply|replies
        what|which|who|anything do|should|must|have|need|to i|to answer|reply|confirm|accept|respond
        status of request|requests
    """,
    Intent.SUGGESTIONS: f"""
        ?{_SHOW} suggestions|suggestion|recommendations|recommendation|matches|matchmaking ?for ?you
        for you
        who|whom|whos should|must|ought i ?to {_MEET}
        who|whom would|is|it interesting|good|worth|useful|relevant|be ?for ?to {_MEET}|meeting
        who|whom do|would|can|could you suggest|recommend|advise ?to ?that ?i ?meet|meeting
        who|whom might|could|would|should|is interest|interesting|interested|relevant
        interesting|relevant|recommended|suggested people|matches|match|contacts|meetings ?for ?to ?meet
        suggest|recommend ?{_ANYONE}|matches|contacts|meetings ?for|to ?meet|with
        who is good match
        find match|matches
    """,
    Intent.TIMES: f"""
        ?{_SHOW}|{_CHANGE} meeting times|hours|window|windows|availability
        ?{_SHOW}|{_CHANGE} availability|availabilities|window|windows
        {_CHANGE} times|hours|slots|timeslots
        my times|timeslots|slots|hours
        when am|are|can|could|will i be met|available|bookable|free|booked
        when am|are|can|could|will i|others|people|they ?be ?available|bookable|book|meet ?for ?meetings|
            meeting
    """,
    Intent.PROFILE: f"""
        ?{_SHOW}|{_CHANGE}|upload|add profile|photo|picture|pic|bio ?page|details
        {_CHANGE}|upload|add details|description|photo|picture|pic|role|name|company|organisation|
            organization|job|phone|email|number|position
        how do|does|others|people ?others|people|everybody ?do see
        hide|unhide ?from ?others|directory|list
        how others|people see
    """,
    Intent.OWN_CARD: """
        ?where|show ?is qr ?code
        business|personal card
        badge
        share profile|card|contact
    """,
    Intent.LANGUAGE: f"""
        ?{_CHANGE}|switch|choose|select|other|another|different ?to ?other|another|different|bot|bots|of \
            language|languages
        ?{_CHANGE}|switch|speak|talk|write|answer|do ?you ?speak|talk|to|in {_LANGUAGES}
        romana|romaneste|engleza|magyarul|angolul|romanul
    """,
    Intent.SETTINGS: f"""
        ?{_SHOW}|{_CHANGE} settings|setting|preferences|configuration|options
        ?{_SHOW}|{_CHANGE}|stop|mute|turn|switch|disable|no|cancel|too|many ?off|on|many reminders|
            reminder|notifications|notification|alerts ?off|on
        remind ?earlier|later|before
        ?{_CHANGE} remind|reminder|reminders ?to {{n}} minutes|minute|min|mins|hour|hours ?before|
            earlier|ahead
        ?do|please not|dont|never disturb|bother|notify|message|text ?me ?in|at|after|during ?evening|
            evenings|night|nights
        no messages|notifications|alerts ?in|at|after|during ?evening|evenings|night|nights
        quiet hours|time|evening|evenings|night
        time zone
        timezone
        mute|unmute
    """,
    Intent.PRIVACY: f"""
        privacy ?policy|notice|settings
        gdpr
        data|personal protection|privacy|policy|data
        delete|erase|remove|export|download|forget|wipe|see|show|get|unregister ?of ?personal {_DATA}
        delete|erase|forget|remove|unregister|wipe|unsubscribe ?myself ?from|everything ?about ?this|bot|
            event|list|system|me|directory
        what ?data|information|info|do|does|have|has do|does|have|has|is|are|you|it|bot|this ?you|it|bot|
            this store|stored|know|keep|have|saved|collect
        who|whom|people have|i|did ?i blocked|block
        blocked people|list|users|contacts|persons
    """,
    Intent.EVENTS: f"""
        ?{_CHANGE}|switch|choose|select|other|another|different ?to event|events|conference|conferences
    """,
    Intent.HOME: """
        ?main|home|go|back|to ?to menu|home
        main page|screen|menu
        start|restart|reset|begin|home ?over|again|page|screen|card
    """,
    Intent.WHO_IS_FREE: f"""
        who|whos|whose|whoes|whats ?{_IS} ?gonna|going ?to ?be {_FREE} ?there ?right ?now
        who will|would|might be {_FREE}
        ?is|are ?there {_ANYONE} ?{_IS}|thats|whos|who ?{_IS} {_FREE} ?right ?now
        who can|could|may|might i|we {_MEET}|book
        who can|could|might meet|chat|talk
        which|what people|participants|delegates|companies|persons ?{_IS} {_FREE}
        {_ANYONE} up|game|keen for ?{_MEETING}|coffee
        who|whos has|have|got ?got free|time|open|slot|slots|gap|gaps|availability ?time|slot|slots
        ?{_SHOW} people|everyone|everybody|those|delegates|participants ?who|that ?{_IS} {_FREE}
        {_FREE} people|participants|delegates ?right ?now
        who {_FREE} ?right ?now
    """,
    Intent.FREE_NOW: f"""
        ?i ?am|are|im {_FREE} ?right now
        i|im ?am|are {_FREE} at moment
        have|got time right|now ?now
    """,
    Intent.AVAILABLE: f"""
        i|we|im|ill ?am|are|m|ll|will ?be {_FREE}
        i|we have|ve|got ?got ?free time
    """,
    Intent.AGENDA: f"""
        ?{_SHOW} my|our|the|todays|of {_AGENDA}
        {_SHOW} {_AGENDA}
        agenda|timetable|itinerary|diary
        {_SHOW} ?what|whats|is ?on calendar
        what|whats|anything|how ?do|does|is|look ?i ?have|look ?on|in|like|is ?for {_AGENDA}|calendar \
            ?look ?like
        {_SHOW}|whats|todays ?is day|plans|plan
        what|whats|how|hows ?does|do|will|would|is my
        whats plan
        ?{_SHOW} ?next|upcoming|confirmed|booked|coming|planned|scheduled|future meetings|appointments|
            bookings|commitments
        ?{_SHOW} next|upcoming|confirmed|first|last meeting|appointment
        what|whats|which|how ?many ?other meetings|meeting|appointments ?do|have ?i have|got|planned|
            booked|scheduled|are|is ?planned|booked|scheduled|lined
        what|which do|have|did|am|are i|we have|got|doing|booked|planned|scheduled|up ?planned|booked|
            scheduled|on|at|for|to
        what|whats ?is|comes|have|do|i|got ?i|have next|coming|planned|booked|scheduled|happening|up|on \
            ?up|on|for ?in ?agenda|schedule|calendar
        when|where|whens|wheres|what ?time ?is|are ?next|first|last|1st {_MEETING}|table
        who|whos|whom|what ?{_IS}|am|are|do|will ?i next|first|last ?meeting
        who|whom|whos am|are|do|will|have|did i ?first|next|last {_MEET}|meeting|seeing|with|next|have|
            booked ?with|
            meetings
        am|are|will i ?be ?already {_FREE}|busy|booked|meeting|seeing|meet|see ?anyone|anybody|with
        when|where|what ?time|table|at do|am|are|will|should i|we ?be {_MEET}|meeting|seeing|go|going|
            have|at|need|supposed ?to ?meeting|meet|go|be
        do|have|did i have|got meetings|meeting|anything|something|appointments|appointment|someone|
            anyone|sth
        do|have|did i have|got
        what|which|where table is|am|are ?i
        is|are there anything|meetings
        have i ?been ?already booked|scheduled
    """,
    Intent.HELP: f"""
        help|halp|assist|assistance|support
        how ?do|can|could|should|would|to ?i|we|you|one|to {_ACT} ?{_MEETING}
        dont|cant|not understand|get|know|understood ?how|what ?this ?to ?use|work|works|do|this
        i|im ?am|are lost|stuck|confused
        need|want help|assistance ?here|with ?this
        how does|do|can|should|to|could|i this|it|i|we|you|use|one|bot|to ?bot|app|thing|even ?to work|
            works|start|begin|use|book|do|function|operate|make|add
        how to use|book|start|do|work
        how ?do i use|book ?this|it|bot
        how works ?this|it|bot
        what can|should|could|shall|do|must|to i|you|this|it|we|do|one ?bot|able do|write|type|say|ask|
            know|understand
        what to do|write|type|say|ask ?here|you ?here
        what are|is ?you ?available|possible commands|features|functions|options
        commands|instructions|manual|guide|tutorial|faq
        what is|does|are this|it|bot|you ?bot ?do
        who are you
    """,
    Intent.BOOK: f"""
        book|schedule|reserve|arrange|organise|organize|plan|request|make|fix|set|setup|create|find ?up \
            ?bilateral|free|one|1:1|1to1|1on1 ?on|to ?one {_MEETING}|time|meetup
        book|schedule|arrange|request|have|want 1:1|one|1to1|1on1 ?on|to ?one
        book|schedule|reserve|arrange|organise|organize|bok
        line up meeting|chat|call
        meet|meeting
        catch up with
        ask|asking|looking|apply ?for ?free {_MEETING}|time
        want|like|love|need|wish|hoping|hope|looking|keen|wanna|try|trying|happy|interested|aiming ?to|in|
            on {_MEET}|book|meeting|schedule|seeing|talking|speaking|grab|arrange|have|get|request|set \
            ?up|down|with|to|coffee|time ?with|up|to ?meeting
        can|could|may|might|shall|should|would|will i|we|you|u ?like ?to {_MEET}|book|have|get|schedule|
            arrange|grab|squeeze|organise|organize|meetup|set ?up|down|in|with|to|coffee|time|word ?with|
            up|to ?{_MEETING}
        want|like|need|have|got|get|could|can|grab ?i|we ?to ?have|use|get|grab {{n}} min|mins|minutes
        lets|let ?us {_MEET}|book|schedule|grab|have|do|get ?up|coffee|together ?with ?{_MEETING}
        any chance|possibility|way ?of|to|for ?i|we {_MEET}|meeting|seeing|talking
        chance|possibility of|to|for {_MEET}|meeting|seeing|talking
        {{n}} min|mins|minutes with|of
        request|want|like|need ?to ?for ?have|get ?free {_MEETING}|time|meetup
        bilateral|1:1|1to1|1on1|one|coffee ?on|to ?one ?{_MEETING} with|w
        {_MEETING}|time|coffee with|w
        put|pencil|slot|squeeze|sign in|down|up
        introduce|intro
    """,
    Intent.FIND: f"""
        find|search|lookup|locate|searching|seeking|seek ?out ?for ?people|person|someone|somebody|
            participants|companies|profile|contact|anyone|list ?of|from|at|in|who
        look
        looking for ?people|someone|somebody|anyone|person ?from|at|who
        {_SHOW} people|participants|delegates|everyone|companies|profile|list ?of|from|at|in|called
        show
        ?tell who|whos|where|wheres|whois|whats ?is|are|comes|works|there ?here ?at|for|from|coming
        do|does ?you|we|u know|have ?anyone|someone|anybody ?from|at|called|named
        is|are there ?anyone|anybody|someone|people|somebody ?here from|at|of|called|named
        ?can you|i find|search|look|show ?up|for ?someone|people
        profile of
        contact details|info|data of|for
        tell more
        more|info|information|details ?info|information|details about|on|of|for
        ?list ?of participants|attendees|delegates|directory|people ?list
    """,
    Intent.THANKS: """
        ?many|great|perfect thanks|thank|thx|ty|tnx|thanx|cheers|tysm|thnx ?you|u|ya|for ?so|very|lot|
            your ?much|lot|bunch|million|help
        much appreciated
        appreciate ?it|that
        bye|goodbye|byebye|cya ?bye|later
        good bye|job|bot|work
        done
        see you|u|ya ?later|soon
        you are|rock ?best|great|awesome|amazing|helpful
        thats|is ?it|good|perfect for now
        nice|great|lovely job|work|bot
    """,
    Intent.GREETING: """
        hi|hello|hey|hallo|hiya|howdy|yo|greetings|helo|hii|heyy|hullo|sup|heya ?there|bot|you|again
        good morning|afternoon|evening|day ?to ?you
        how are|r you|u|ya|things ?doing|today
        hows ?it|everything going|life|you
        nice to meet you
    """,
}
