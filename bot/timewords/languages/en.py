"""English."""

from bot.timewords.vocabulary import Vocabulary
from bot.timewords.wishes.en import LIGHT, WISHES
from bot.usecases.times import DayPart

_TENS = {20: "twenty", 30: "thirty", 40: "forty|fourty", 50: "fifty"}
_UNITS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_NTHS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_FREE = "free|available|open|vacant|slot|slots|opening|one|possible|timeslot"
_SLOT = "slot|slots|time|one|meeting|opening|spot|appointment"
_MINUTES = "?minutes|mins|min|minute"


VOCABULARY = Vocabulary(
    capitals=True,
    numbers=dict(enumerate(_UNITS, 1))
    | _TENS
    | {ten + unit: " ".join((_TENS[ten], _UNITS[unit - 1])) for ten in _TENS for unit in range(1, 10)},
    ordinals={20 + n: f"twenty {nth}" for n, nth in enumerate(_NTHS, 1)}
    | {30: "thirtieth", 31: "thirty first"},
    weekdays=(
        "monday|mon|mondays",
        "tuesday|tues|tue|tuesdays",
        "wednesday|weds|wed|wednesdays|wensday|wendsday",
        "thursday|thurs|thur|thu|thursdays|thirsday|thrsday",
        "friday|fri|fridays",
        "saturday|sat|saturdays",
        "sunday|sun|sundays",
    ),
    months=(
        "january|jan",
        "february|feb",
        "march|mar",
        "april|apr",
        "may",
        "june|jun",
        "july|jul",
        "august|aug",
        "september|sept|sep",
        "october|oct",
        "november|nov",
        "december|dec",
    ),
    offsets={
        0: ("today|todays|2day",),
        1: (
            "tomorrow|tomorow|tommorow|tommorrow|tomorrows|tmrw|tmr|tmw|tmrow|tmrrw|tomoro|tmorrow|tomo|tomoz|tomorro|tomrw|tmro|tmmrw|tomrrow|tmrrow|2mro|2mor|2moro|2morrow|2mrw",
            "to morrow",
        ),
        2: (
            "?the day after tomorrow|tomorow|tommorow|tommorrow|tmrw",
            "overmorrow",
        ),
    },
    parts={
        DayPart.MORNING: (
            "am",
            "morning|mornings|mornin|morn|forenoon|midmorning",
            "before|until|till|b4 lunch|lunchtime",
            "first half of ?the day",
        ),
        DayPart.AFTERNOON: (
            "pm",
            "afternoon|afternoons|arvo|midafternoon|aftn|aftnoon|aft",
            "after noon",
            "after ?the lunch|lunchtime ?break",
            "second half of ?the day",
            "post lunch",
        ),
        DayPart.EVENING: ("evening|evenings|night|nite|eve",),
    },
    todays_parts={DayPart.EVENING: ("tonight|tonite|2nite",)},
    noon=("noon|midday|noontime", "mid day", "12 noon", "twelve noon"),
    dates=("?on ?the {n} ?of {month} ?{year}",),
    dates_month_first=("{month} ?the {n} ?{year}",),
    days_of_month=("on|the {n}", "on the {n}"),
    event_days={
        1: ("first|opening day", "day one"),
        2: ("second day", "day two"),
        3: ("third day", "day three"),
        -1: ("last|final|closing day",),
    },
    numbered_days=("day {n}",),
    nth_days=("?on ?the {n} day",),
    looked_at=("that|same day", "the same day"),
    this_weekday=("this ?coming {weekday}", "coming {weekday}"),
    next_weekday=("next {weekday}", "?the following {weekday}"),
    this_week=("{weekday} this week", "this week ?on {weekday}"),
    next_week=("{weekday} ?of next week", "next week ?on {weekday}", "{weekday} week", "a week on {weekday}"),
    past=(
        "yesterday",
        "last|past|previous {weekday}",
        "{weekday} last week",
        "last week ?on {weekday}",
        "last night|week",
        "days ago",
        "anything|everything|anytime|nothing|all|any|none|every|everyday but",
        "aft {time}",  # the afternoon, or after?
        "my|your|our|his|her|their time",
        "{n} days|hours|minutes|weeks ago",
    ),
    clocks={
        0: (
            "{hour} oclock|clock",
            "{hour} o clock",
            "{hour} sharp|ish",
            "{hour} hundred ?hours|hrs",
            "exactly {hour}",
        ),
        30: ("half ?past|after {hour}", "{hour} and a half"),
        15: ("?a quarter past|after {hour}", "{hour} and a quarter"),
        -15: ("?a quarter to|2|til|till|before|of {hour}",),
    },
    hour_signs=("{hour} h|hrs|hr",),
    minutes_past=(f"{{min}} {_MINUTES} past|after {{hour}}",),
    minutes_past_hour_first=("{hour} oh|o {min}",),
    minutes_to=("{min} minutes|mins|min|minute to|til|till|before {hour}",),
    minutes_till=("{min} to|til|till|before {hour}",),
    about=("about|around|roughly|approx|approximately|circa|bout|abt|arnd|say|~ {time}",),
    at=(
        "at|@|around|round|arnd|arround|about|bout|abt|approx|circa|roughly|exactly|~|near {time}",
        "approximately {time}",
        "go|going with {time}",
        "?at around|about|approx|approximately|roughly|exactly {time}",
        "{time} ish|sharp|oclock|approx|approximately|roughly|exactly",
        "{face} or so|thereabouts",
    ),
    today_part=("this|todays {part}",),
    in_minutes={
        1: ("in {n} minutes|mins|min|minute", "{n} minutes|mins|min from now"),
        15: ("in ?a quarter of an hour",),
        30: ("in half an|a hour", "in ?a half hour", "half an hour from now"),
        60: ("in a|an hour", "in {n} hours|hour|hrs|hr|h", "an hour from now", "{n} hours|hrs|h from now"),
        90: ("in an hour and a half",),
    },
    in_days={
        1: ("in {n} days|day", "{n} days|day from now", "in a day"),
        7: ("in a week", "a week from now", "in {n} weeks|week"),
    },
    between=(
        "from|frm|between|btwn|betw {time} and|&|n {time}",
        "b / w {time} and|&|n {time}",
        "?from|frm|between|btwn|betw {time} to|until|till|til|through|thru|-|~ {time}",
        "after|past {time} ?and|but before|until|till|by|to {time}",
        "from {time} ?up to {time}",
    ),
    later=(
        "after|past|afer|aftr {time}",
        "from|frm|post {time}",
        "shortly|right|just|straight|soon after {time}",
        "a bit|little|while after {time}",
        "from {time} on|onward|onwards|forward",
        "{time} onward|onwards|plus|+",
        "{time} and|or later|after|onwards|beyond|past",
        "any|some time after|from|past {time}",
        "not|no|never before|earlier {time}",
        "not|no|isnt|nothing earlier|sooner|before than {time}",
        "nothing before {time}",
        "starting|beginning ?at|from|after {time}",
        "later than {time}",
        "{time} at the earliest",
        "{time} earliest",
        "earliest ?at {time}",
        "at the earliest ?at {time}",
        "as of {time}",
    ),
    earlier=(
        "before|until|till|til|by|befor|b4 {time}",
        "up to|until|till {time}",
        "any|some time before|until|till|by {time}",
        "not|no|never after|past {time}",
        "nothing after {time}",
        "not|no|nothing later than {time}",
        "earlier|sooner than {time}",
        "{time} and|or earlier|before|sooner",
        "{time} at the latest",
        "{time} latest",
        "latest ?at {time}",
        "at the latest ?at|by {time}",
        "ending|finishing|ends ?at|by {time}",
    ),
    idle=(
        "work|works|good|fine|ok|okay|great|perfect|best|suit|suits|easier|better {n} me|u|us|you|ya",
        "good morning|afternoon|evening|night|day",
        "on the dot",
        "by me|us",
        "on|from my|our end|side",
        "you|u guys|folks|people",
        "no problem|problems|worries|prob|probs|rush|hurry|stress|pressure|trouble",
        "if you|u dont mind",
        "if thats|its|it not ?a problem|bother|inconvenience",
        "why not",
        "cant wait",
        "swing|drop|stop|pop by",
        "at|by your|our|my stand|booth|table|place|office",
        "but only|just|preferably|ideally",
        "?have ?a good|nice|great|lovely morning|afternoon|evening|night|day",
    ),
    counts=(
        "{n} ?free|open|available ?time slots|meetings|times|spots|openings|appointments|sessions|options",
        "slot|meeting|option|number|no|session|stand|booth|table|room|hall|seat|window {n}",
        "{n} of us|you|them|my|our",
    ),
    first=(
        f"first|earliest|soonest|next|nearest ?possible {_FREE} ?{_SLOT}",
        "first thing",
        "first|earliest|soonest|next time|meeting|spot|appointment|availability|option|chance|gap|moment",
        "asap|earliest|soonest",
        "as early|soon as possible|can",
        "as early|soon as you|we|i can",
        "the earlier|sooner the better",
    ),
    last=(
        f"last|latest|final ?possible {_FREE} ?{_SLOT}",
        "last thing",
        "last|latest|final time|meeting|spot|appointment|availability|option|chance|gap|moment",
        "latest",
        "as late as possible|can",
        f"last|latest|final {{weekday}} {_SLOT}",
    ),
    bare_first=("first",),
    bare_last=("last",),
    shades=("early|late|mid|middle|whole|entire|all {part}", "early|late|mid in the {part}"),
    arranged=("my|our|the|that|this {time}", "{time} one|meeting|appointment|slot"),
    targets=("to|2|for|until|till|til {time}", "to|2|for|until|till|til {weekday}"),
    wishes=WISHES,
    light=LIGHT,
    fillers="""
        w better convenient left remaining fully entirely tme at on in of the a an is it its i im id ill ive
        are be been we us me my our you your can could would will should like love want need wanna please
        pls plz thanks thank lets let say how what about work works good great fine perfect nice ok okay
        okey yes yeah yep sure right well oh hi hello hey free available availability slot slots timeslot
        open opening spot time times local meeting meetings meet book booking schedule do does go for to
        there then just possible possibly any anytime some sometime all whole entire during have has got get
        anything something day only that this so prefer h hr hrs still preferably one whats wheres somewhere
        very rather best suits suit if chance fit fits make makes sounds sound fancy grab squeeze catch
        coffee chat talk speak catchup quick short together too also actually really honestly bit think
        guess reckon hope hoping hopefully put pencil give take pick choose going come confirm confirmed
        confirming lemme gonna shall cool brilliant awesome lovely okie kk cheers thx ty hiya yo hmm um dear
        myself yours mine ours theres thats theyre whenever alright absolutely totally u ur r ya cud wud
        youre youve doable ready flexible maybe perhaps ideally around exactly sharp show see when which
        oclock clock date coming ish thinking lookin spare gimme gotta tryna hows wots wot whatcha watcha
        wassup sup doin doing sth smth somethin sumthin sumn up abt cuz btw imo tbh def defo deffo prob
        probs probably lmk wdyt cya any1 some1 anyone someone anybody somebody aim aiming keen swing gap
        gaps know knows soz sorry apologies thing stuff here back again already always usually normally
        generally definitely certainly surely obviously basically simply completely particularly especially
        else both comes goes look looks looking try trying keep keeping stay staying join joining attend
        attending call calling phone discuss discussing introduce offer offering propose proposing suggest
        suggesting preference convenience comfortable happy glad pleased delighted excited interested wonder
        wondering ask asking tell check checking fix fixing arrange arranging agree agreed reach touch sync
        syncing connect connecting jump hang sit sitting arrive arriving sort sorted sounding seems seem
        likely easy easier easiest preferred favourite favorite option options opportunity moment sec
        quickly briefly intro lunchbreak proceed 1:1 reserv* pencil* feasib* possib* convenien* prefer*
        suggest* propos* recommend* appreciat* confirm* discuss* schedul* introduc* flexib* expect* believ*
        assum* delight* grateful* perfect* wonder* ideal reserve happen happens happening manage managed
        suppose supposed suitable suited suiting suggested down over k c gr8 yea yup yeh okk oki sir madam
        team everyone everybody colleague window windows session sessions sesh convo mtg appt arranged
        organise organize organised organized mind nicely handy opened quite pretty kinda sorta gd gud shud
        avail avl pref thnx tnx plss kindly regards greetings hereby further note noted regarding regard
        concerning respect respectively once ourselves yourself were was being he she they them their his
        her did done having while with tho though although however hence thus therefore besides moreover
        kind sincerely warm wishes wish set deal excellent splendid superb super neat decent reasonable
        realistic plan plans planning planned agenda brief minor major conversation discussion dialogue
        exchange demo presentation pitch introduction handshake visit visiting fitting fitted match matches
        matching align aligned aligns accept accepted accepting agreeable welcome welcomed hear hearing
        seeing lol haha hehe omg ofc np hmu tysm wld shd cn yall aye righto acceptable tentative tentatively
        provisional provisionally currently presently momentarily came happened many lot lots loads bunch
        afraid bother must needs ought organizer organizers organiser organisers bot luckily fortunately
        unfortunately sadly frankly personally b n e y x xx wts wens whens prolly probly gotcha coolio
        whenevs yeppers yas yass righty okies pleaaase thnks thks tks tq nvm aight ight bet lil tad fab
        fabulous dandy peachy golden hit ping holler shout dm message text reply respond answer send sent
        line link meetup meetups linkup side hand hands behalf part view opinion choice choices preferences
        wise helps help helpful useful clear diary planner room capacity grabs bag bags save hold holding
        kept block blocks lock locked nail as such way everything whichever whatever whoever who whom whose
        where why because offers offered accommodate accommodated arrangement arrangements appointment
        appointments assume assuming presume presumably apparently evidently clearly gladly happily warmly
        politely honoured honored pleasure honour privilege grateful thankful appreciated chats catchups
        catching face person online virtual zoom calls amenable content satisfied smashing lush wicked sick
        dope lit rad epic sweet solid legit fosho sho thang company firm office boss manager director event
        conference expo fair venue hall site bring use find believe feel feels felt appears appear turns
        means mean meant guessing reckoning supposing figuring figured figure understand understood gotten
        ack acknowledged settled ta merci danke gracias hola ciao salut servus hopes hoped wished wishing
        likes liked loves loved enjoy enjoying might may literally otherwise? thereabouts approximately
        roughly nearly precisely bang dot but reach* disposal whether able disposition pleasing forth
        forward ahead okayed alternatively mutual mutually
    """,
    connectors="""
        guys folks with w from at to and meet meeting meetings book booking schedule see talk speak chat
        someone somebody anyone anybody person people who whos whom find show want would like can could
        please pls let lets hi hello hey i me my we us you your is are am free available slot slots time an
        a do have got has id im need arrange set up organize organise appointment for about how what there
        if try request ask get any anything bilateral around by ok okay in on the of via anytime sometime
        all whole this just times any1 some1 ne1 gimme wanna gotta lemme u ur r hows abt wot plz /
    """,
    inner="it of the and for in on a an to up by about my all",
    with_words="with w",
    titles="mr mrs ms miss dr prof",
    names="frida martin mayer novak hans",
    denials="not no never cannot cant dont doesnt wont nope neither nor isnt couldnt",
    refusals="""
        except without either instead
        unless or avoid excluding busy unavailable hour hours minute minutes mins days weeks
        ago
    """,
    alternatives="or",
    at_once="now immediately",
    topics="about regarding concerning re",
    case_endings="()['’]s$",
    before_figures="at by from till until after before around",
    suffixes=("ish",),
    endings="am pm p h hrs hr st nd rd th ish oclock",
)
