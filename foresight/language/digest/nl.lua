--- nl.lua: the phrases of digests in Dutch. {name} is filled in; every language has the same keys and the same names.

return {
  title = "Signalering", foot = "{title}: {name}, {date}",
  facts = { level = "Niveau", within = "Ligt in", dated = "Datum",
  watched = "Bewaakt" },
  watched = "Reeksen: {series}, van de zone zelf: {own}; beoordeeld tot en met {last}", unwatched = "nog niets",
  lead = "Alarmen sinds {since}: {alarms} (reeksen: {series}; nog niet beoordeeld: {open}).",
  none = "Geen alarm sinds {since}. Bewaakte reeksen die {this} aangaan: {series}.",
  nothing = "Sinds {since} werd geen reeks van {this}, van de zones erboven of van wat ermee verbonden is bewaakt: er valt "
    .. "niets "
    .. "over te zeggen.",
  no_own = "Van {this} zelf wordt geen reeks bewaakt: de alarmen hieronder zijn van de zones erboven, of van wat ermee "
    .. "verbonden is.",
  others = "Nog {number} reeksen hadden alarmen; alerts() somt ze op.",
  headings = {
    own = "In {this} zelf", within = "In de zones boven {this}", exposure = "Internationaal, verbonden met {this}",
    map = "Op de kaart", method = "Hoe dit te lezen",
  },
  item = {
    counts = "{period}: {observed} waargenomen, {expected} verwacht; boven {upper} is er een alarm.",
    bound = "{period}: {observed} waargenomen; boven {upper} is er een alarm.", observed = "{period}: {observed} waargenomen.",
    chance = "Zo’n hoog aantal louter door toeval, als er niets veranderd was: {words} ({percent}).",
    low = "{period}: {observed} waargenomen, {expected} verwacht: minder dan de ondergrens van deze detector.",
    low_chance = "Zo’n laag aantal louter door toeval, als er niets veranderd was: {words} ({percent}).",
    led = "Bewoog eerder, van de voorlopende reeksen: {leaders}.",
    leader = "{name}, {lag} {span} eerder (r = {r})", not_led = "Geen van de voorlopende reeksen bewoog eerder.",
    spans = {
      day = { "dag", "dagen" }, week = { "week", "weken" }, month = { "maand", "maanden" },
      quarter = { "kwartaal", "kwartalen" }, year = { "jaar", "jaar" },
    },
    plan_above = "Indicator van het plan van {zone} (plan {plan}, versie {version}): van {first} tot en met {period} werden er "
      .. "{observed} geteld, meer dan {threshold}, de bovengrens voor de twaalf maanden tot en met {last}. Het plan moet "
      .. "opnieuw worden bekeken.",
    plan_below = "Indicator van het plan van {zone} (plan {plan}, versie {version}): van {first} tot en met {period} werden er "
      .. "{observed} geteld, minder dan {threshold}, de ondergrens voor de twaalf maanden tot en met {last}. Het plan moet "
      .. "opnieuw worden bekeken.",
    no_chance = "Deze detector geeft geen kans.",
    record = "Van {number} eerdere alarmen van deze detector die zijn nagegaan, zijn er {confirmed} bevestigd: dat er een "
      .. "terecht "
      .. "is, is {words} ({percent}).",
    earlier = "Ook alarm in {periods}.", source = "Melding {alert}, door {detectors}.", new = "nieuw",
    course = "{first} tot {last}; alarmen in oranje", alt = "Lijngrafiek. {title}. Van {first} tot {last}, {number} alarmen.",
  },
  dispositions = {
    open = "Nog niet beoordeeld: dispose({alert}, ...) legt vast wat het was.", confirmed = "Bevestigd ({by}): {reason}",
    explained = "Verklaard door een bekende oorzaak ({by}): {reason}", ["false"] = "Vals alarm ({by}): {reason}",
    duplicate = "Dubbel van melding {other} ({by}): {reason}", watch = "Wordt gevolgd ({by}): {reason}",
  },
  why = {
    own = "U krijgt dit omdat het over {this} gaat.", within = "U krijgt dit omdat {this} in {name} ligt.",
    exposure = "U krijgt dit omdat de tabel ‘{table}’ {name} met {this} verbindt.",
  },
  likelihood = {
    almost_no_chance = "vrijwel uitgesloten", very_unlikely = "zeer onwaarschijnlijk", unlikely = "onwaarschijnlijk",
    roughly_even = "ongeveer even waarschijnlijk als niet", likely = "waarschijnlijk", very_likely = "zeer waarschijnlijk",
    almost_certain = "vrijwel zeker",
  },
  map = "Alarmen sinds {since}", map_caption = "Alarmen van elke bewaakte zone",
  method = "Een alarm zegt dat een aantal hoger is dan het eigen verleden doet verwachten, niet waarom. Denk eerst aan een "
    .. "bekende "
    .. "oorzaak, een andere registratie en toeval; van vele reeksen geven er altijd enkele alarm.",
  scale = "Woorden van waarschijnlijkheid als in ICD 203: vrijwel uitgesloten tot 5%, zeer onwaarschijnlijk tot 20%, "
    .. "onwaarschijnlijk "
    .. "tot 45%, ongeveer even waarschijnlijk als niet tot 55%, waarschijnlijk tot 80%, zeer waarschijnlijk tot 95%, vrijwel "
    .. "zeker "
    .. "daarboven.",
  index = { name = "Zones met iets nieuws", item = "{name}: nieuwe alarmen {number}", added = "Nieuwe alarmen" },
  lately = {
    heading = "Wat bewoog hier de laatste tijd, en is het meer dan toeval?",
    judged = "Beoordeeld aan hun eigen verleden, de laatste {number} maanden tot en met {last} ({this}); reeksen: {series}.",
    none = "Geen van hun aantallen was hoger dan door toeval te verwachten is.",
    row = "{title}, {period}: {observed}, waar er {expected} verwacht werden. Zo’n hoog aantal louter door toeval: {words} "
      .. "({percent}).",
    fallback = "De databank bevat geen maandcijfers van {this}; die van {name}, waarin de zone ligt, staan ervoor in de "
      .. "plaats.",
    linked = "De databank bevat geen maandcijfers van {this} of van de zones erboven; die van internationale reeksen die ermee "
      .. "verbonden zijn, staan ervoor in de plaats.",
    nothing = "De databank bevat geen maandcijfers van {this}, van de zones erboven of van wat ermee verbonden is: er valt "
      .. "niets te "
      .. "zeggen.",
    short = "Niet beoordeeld, door te weinig verleden (er is {years} jaar voor nodig) of gebrek aan recente cijfers; "
      .. "reeksen: {series}.",
    many = "Van {tests} beoordeelde aantallen liggen er door toeval alleen zo’n {expected} boven hun grens.",
  },
}
