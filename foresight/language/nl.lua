--- nl.lua: the phrases of briefs, plots and exports in Dutch. {name} is filled in; every language has the same keys and the
-- same names.

return {
  levels = {
    police_zone = { one = "politiezone", many = "politiezones", this = "deze politiezone" },
    municipality = { one = "gemeente", many = "gemeenten", this = "deze gemeente" },
    province = { one = "provincie", many = "provincies", this = "deze provincie" },
    region = { one = "gewest", many = "gewesten", this = "dit gewest" },
    arrondissement = { one = "arrondissement", many = "arrondissementen", this = "dit arrondissement" },
    judicial_district = { one = "gerechtelijk arrondissement", many = "gerechtelijke arrondissementen",
      this = "dit gerechtelijk arrondissement" },
    safety_region = { one = "veiligheidsregio", many = "veiligheidsregio’s", this = "deze veiligheidsregio" },
    police_unit = { one = "politie-eenheid", many = "politie-eenheden", this = "deze politie-eenheid" },
    canton = { one = "kanton", many = "kantons", this = "dit kanton" },
    zone = { one = "zone", many = "zones", this = "deze zone" },
    country = { one = "land", many = "landen", this = "dit land" },
    route = { one = "route", many = "routes", this = "deze route" },
    continent = { one = "werelddeel", many = "werelddelen", this = "dit werelddeel" },
    union = { one = "unie", many = "unies", this = "deze unie" },
  },
  counting_units = {
    ["border crossings"] = "detecties", ["detected victims"] = "gedetecteerde slachtoffers",
    ["recorded offences"] = "geregistreerde misdrijven", arrivals = "aankomsten", offences = "misdrijven",
    incidents = "incidenten", persons = "personen", victims = "slachtoffers", suspects = "verdachten",
    seizures = "inbeslagnames", messages = "berichten", convictions = "veroordelingen",
    facts = "feiten", cases = "zaken", reports = "meldingen", complaints = "aangiften", arrests = "aanhoudingen",
    vehicles = "voertuigen", interventions = "interventies", checks = "controles", deaths = "overlijdens",
  },
  publishers = {
    ["Frontex (European Border and Coast Guard Agency)"] = "Frontex (Europees Grens- en kustwachtagentschap)",
    ["United Nations Office on Drugs and Crime"] = "Bureau van de Verenigde Naties voor drugs- en misdaadbestrijding (UNODC)",
    ["Ministère de l'Intérieur"] = "Frans ministerie van Binnenlandse Zaken",
    ["Home Office"] = "Brits ministerie van Binnenlandse Zaken (Home Office)",
  },
  licences = {
    ["Reuse permitted with acknowledgement of the source"] = "Hergebruik met bronvermelding",
    ["Licence Ouverte 2.0"] = "Franse open licentie (Licence Ouverte 2.0)",
    ["Open Government Licence v3.0"] = "Britse open overheidslicentie (OGL v3.0)",
  },
  brief = {
    title = "Zonebeeld", annex = "Bijlage",
    facts = {
      level = "Niveau", within = "Ligt in", population = "Inwoners", dated = "Datum", zones = "Zonetabel",
    },
    population = "{number} ({year})",
    zones = "{number} {levels}, laatste wijziging {day}", zones_undated = "{number} {levels}, zonder datum",
    headings = {
      own = "Eigen cijfers", moves = "Internationale ontwikkelingen", here = "Wat dat hier betekent",
      ["do"] = "Wat te doen", call = "Wie te bellen", plan = "Voor uw veiligheidsplan",
      figures = "Internationale cijfers", like = "Vergelijkbare zones", compared = "Naast de buurzones",
      map = "Op de kaart", sources = "Bronnen", method = "Hoe dit berekend is",
    },
    heading = "{title}: {name}, {date}",
    in_country = {
      BE = "in België", NL = "in Nederland", LU = "in Luxemburg", DE = "in Duitsland", FR = "in Frankrijk",
      GB = "in het Verenigd Koninkrijk",
    },
    in_other = "in {country}",
    age = { now = "van deze maand", one = "1 maand oud", months = "{number} maanden oud", years = "{number} jaar oud" },
    age_short = { months = "{number} mnd.", years = "{number} jaar" },
    period = {
      month = "in de twaalf maanden tot en met {last}", week = "in de 52 weken tot en met {last}",
      quarter = "in de vier kwartalen tot en met {last}", year = "in {last}",
    },
    partial = {
      month = "(cijfers van {known} van de 12 maanden)", week = "(cijfers van {known} van de 52 weken)",
      quarter = "(cijfers van {known} van de 4 kwartalen)",
    },
    up_to = "t/m {last}",
    own = {
      none = "De databank bevat geen eigen cijfers van {this}. Uw analist brengt ze in met “glocal import”.",
      rise = "{phenomenon}: {period} gestegen van {before} naar {now} ({percent}).",
      fall = "{phenomenon}: {period} gedaald van {before} naar {now} ({percent}).",
      steady = "Geen enkel fenomeen veranderde {period} meer dan het toeval kan verklaren.",
      columns = { "Fenomeen", "12 maanden", "Jaar ervoor", "Verschil", "Per 100.000", "Vergelijk\u{AD}bare zones",
        "Komende 12 maanden" },
      column_year = "Laatste jaar",
      chance = "toeval",
      like = "Per 100.000 inwoners; ernaast de mediaan van vergelijkbare zones met cijfers hier (zelfde gewest, half tot "
        .. "dubbel zoveel inwoners of buurzone; welke, staat in de bijlage): {list}.",
      why = { region = "zelfde gewest", size = "vergelijkbare grootte", neighbour = "buurzone" },
      alone = "Per 100.000 inwoners; van geen vergelijkbare zone staan cijfers in deze databank.",
      outlook = "Komende 12 maanden: het verwachte aantal, tussen haakjes het 80%-interval; van {outcomes} eerdere prognoses "
        .. "kwam {percent} daarbinnen uit.",
      outlook_untried = "Komende 12 maanden: het verwachte aantal, tussen haakjes het 80%-interval, niet op het verleden "
        .. "getoetst.",
      outlook_none = "Geen prognose: daarvoor zijn twee jaar volledige maanden nodig.",
      partial_note = "Na een aantal staat tussen haakjes van hoeveel periodes van het jaar er cijfers zijn, als het "
        .. "niet alle zijn.",
      chance_note = "“Toeval”: zo’n verschil tussen twee jaren ontstaat ook door toeval alleen (5 keer op 100 of vaker).",
      whole = "Alleen volledige periodes, tot en met {last} ({age}).",
      largest = "De {shown} grootste van {number} fenomenen; de andere staan in de bijlage.",
      rest = "De overige fenomenen",
      observed = "per maand", forecast = "prognose", interval = "80%-interval",
      like_columns = { "Zone", "Waarom", "Inwoners" },
      like_caption = "Per 100.000 inwoners, in dezelfde twaalf maanden",
    },
    topics = {
      crossings = "Irreguliere grensoverschrijdingen", channel = "Kleine boten over het Kanaal",
      victims = "Slachtoffers van mensenhandel",
    },
    tables = { channel = "Kanaal", gateways = "toegangspoorten" },
    moves = {
      fall = "Sterkste daling: {series}: {now} {unit} {period}, {difference} of {percent} tegenover het jaar ervoor ({age}).",
      rise = "Sterkste stijging: {series}: {now} {unit} {period}, {difference} of {percent} tegenover het jaar ervoor ({age}).",
      total = "Alle buitengrenzen van de EU: {now} {unit} {period}, {difference} of {percent} tegenover het jaar ervoor "
        .. "({age}).",
      victims = "{in_country} werden {now} slachtoffers van mensenhandel gedetecteerd {period}, tegenover {before} het jaar "
        .. "ervoor ({age}); een nationaal cijfer, want geen tabel zegt waar zij gedetecteerd worden.",
      victims_alone = "{in_country} werden {now} slachtoffers van mensenhandel gedetecteerd {period} ({age}); een nationaal "
        .. "cijfer, want geen tabel zegt waar zij gedetecteerd worden.",
      none = "De databank bevat geen internationale cijfers.",
      still = "Voor geen enkele openbare reeks is een verandering in procent te geven.",
      caption = "Het laatste volledige jaar tegenover het jaar ervoor",
      columns = { "Reeks", "Tot en met", "Leeftijd", "Cijfer", "Jaar ervoor", "Verschil", "In %" },
      groups = {
        crossings = "Irreguliere grensoverschrijdingen, buitengrenzen van de EU",
        channel = "Aankomsten met kleine boten in het Verenigd Koninkrijk", victims = "Gedetecteerde slachtoffers van "
          .. "mensenhandel",
        offences = "Geregistreerde misdrijven in Frankrijk",
      },
      crossings_of = "irreguliere grensoverschrijdingen ({node})",
      channel_of = "aankomsten met kleine boten in het Verenigd Koninkrijk",
      victims_of = "gedetecteerde slachtoffers van mensenhandel ({node})", offences_of = "{node}: {phenomenon}",
      reasons = {
        basis = "in de twee jaren anders geteld (een andere bron, of de som van delen naast een gepubliceerd totaal): geen "
          .. "percentage",
        holes = "niet elke periode van de twee jaren heeft een cijfer: geen percentage",
        censored = "een verhuld cijfer (“minder dan 5”) geeft een marge: geen percentage",
        none = "geen cijfer voor het jaar ervoor", zero = "0 in het jaar ervoor",
      },
      notes = {
        crossings = "Grensoverschrijdingen zijn detecties, niet personen: wie het tweemaal probeert, telt tweemaal.",
        victims = "Landen detecteren en tellen slachtoffers verschillend: vergelijk een land eerst met zichzelf.",
      },
      headline = "De sterkste daling en stijging komen uit reeksen van minstens 100 in het jaar ervoor en hoogstens twee jaar "
        .. "oud.",
    },
    here = {
      item = "{topic}: naar schatting {from} tot {to} van de {now} {unit} {period} houden verband met {this} (tabel ‘{table}’).",
      judgement = "Een inschatting van analisten, geen telling van wat hier gebeurd is; ze bevat geen persoonsgegevens.",
      none = "Geen tabel in de databank verbindt deze cijfers met {this}: ze blijven internationaal.",
      columns = { "Onderwerp", "Tabel", "Geheel", "Aandeel hier", "Hier" },
      caption = "Wat volgens de blootstellingstabellen op deze zone valt, als marge van aantallen",
      range = "{from} tot {to}",
      note = "De marge omvat het ingeschatte aandeel, van laagste tot hoogste, en het toeval van een telling (80%); zeldzame "
        .. "feiten kunnen 0 zijn. De onderwerpen overlappen: tel ze niet op.",
      unfed = "De tabel ‘{table}’ bevat ook gewichten voor: {phenomena}. Daarvoor bevat de databank nog geen cijfers.",
    },
    compared = {
      columns = { "Zone", "Afstand", "Inwoners" }, kilometres = "{number} km",
      note = "De dichtstbijzijnde {levels} in vogelvlucht, gemeten tussen de bevolkingszwaartepunten.",
    },
    course = {
      caption = "{series}, per maand", month = "per maand", mean = "gemiddelde van 12 maanden",
      alt = "Lijngrafiek. {caption}. Van {first} tot en met {last}; laatste waarde {value}.",
    },
    map = {
      caption = "{topic}: raming per zone {period}, volgens de tabel ‘{table}’. De oppervlakte van een cirkel is evenredig met "
        .. "de raming; {name} is oranje.",
      alt = "Kaart met een cirkel voor elk van {number} {levels}. De grootste: {largest}.",
    },
    advice = { to_confirm = "te bevestigen", none = "Nog geen tekst voor deze zone en deze fenomenen." },
    sources = { columns = { "Bron", "Uitgever", "Licentie", "Gebruikte cijfers" } },
    method = {
      store = "Databank {store}, versie {state}, startgetal {seed}, bekend {as_of}; glocal {version}. Bevolking van {year}. De "
        .. "teksten onder “{first}” tot “{last}” komen uit {file}.",
      known_now = "op dit ogenblik", known_then = "op {as_of}",
      command = "Met deze opdracht maakt u dezelfde pagina opnieuw:",
    },
  },
  own_words = "Enkele woorden en rubrieken van deze bladzijde zijn van het korps zelf (bestand {file}).",
  awareness = {
    first = "Wat {this} aangaat", new = "Nieuw sinds het zonebeeld van {date}",
    none = "Geen signalering van de zone zelf, en geen raming die de drempel haalt.",
    nothing = "Niets nieuws dat de drempel haalt sinds het zonebeeld van {date}.",
    warning = "{phenomenon}, {period}: {observed} geteld, {expected} verwacht; dat ligt boven de alarmgrens.",
    exposed = "{topic}: {now} {unit} {period}, hier naar schatting {from} tot {to}.",
    own = "{phenomenon}: nieuwe of gewijzigde eigen cijfers, van {first} tot en met {last}.",
    own_one = "{phenomenon}: nieuwe of gewijzigde eigen cijfers over {last}.",
    why = {
      warning = "U krijgt dit omdat een reeks van {this} zelf alarm gaf.",
      exposed = "U krijgt dit omdat de tabel ‘{table}’ het met {this} verbindt: raming {estimate} per jaar, drempel {least}.",
      own = "U krijgt dit omdat het cijfers van {this} zelf zijn.",
    },
    more = "En nog {number}; de cijfers staan hieronder en in de bijlage.",
    below = "Niet vermeld, want hier geraamd op minder dan {least} per jaar: {topics}.",
    not_for_us = "Lezers van uw zone noemden dit thema op {date} ‘niet voor ons’ ({number} van {of}); "
      .. "zeg het als het u toch aangaat.",
    form = {
      text = "Antwoord per nummer: nuttig, bekend of niet voor ons; met uw functie, zonder naam.",
      link = "Antwoordformulier (CSV)",
    },
    index = {
      skip = "Naar de tabel van de zones",
      title = "Zonebeelden", name = "{name}: {levels}", foot = "{title}: {name}, {date}",
      facts = { dated = "Datum", zones = "Zones", line = "Drempel", since = "Vergeleken met" },
      line = "{least} per jaar", since = "het vorige zonebeeld van elke zone", no_since = "niets: dit zijn de eerste zonebeelden",
      list = "Alle zones", columns = { "Zone", "Zonebeeld", "Ligt in", "Inwoners", "Berichten", "Waarover" },
      map = "Berichten per zone", map_caption = "Berichten per zone; klik op een zone, of kies haar in de tabel hieronder.",
      left_out = "Niet geschreven: {zones}.",
      how = "Een zone krijgt een bericht als een reeks van de zone zelf alarm gaf, als haar eigen cijfers nieuw zijn, of als een "
        .. "blootstellingstabel er minstens de drempel situeert; elk bericht zegt waarom.",
    },
  },
  plan = require "foresight.language.plan.nl",
  demand = require "foresight.language.demand.nl",
  digest = {
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
  },
  spoc = {
    title = "Berichten en antwoordtijden, {first} tot en met {last}",
    state = "{marking}; stand {state} van de databank; seed {seed}",
    received = "Ontvangen per maand", month = "maand", forecast = "Verwachte belasting per kanaal", none = "geen: {why}",
    channel = "kanaal", median = "mediaan", forecast_interval = "80%-interval", interval = "95%-interval",
    span = "{low} tot {high}", messages = "berichten", open = "open", due = "verstreken", in_time = "tijdig",
    median_time = "mediane tijd", hours = "{number} u", not_stated = "niet vermeld",
    urgency = { urgent = "dringend, direct beschikbaar", urgent_indirect = "dringend, niet direct beschikbaar",
      other = "andere", normal = "niet dringend" },
    by = { "Binnen de termijn beantwoord, per kanaal", "Binnen de termijn beantwoord, per urgentie",
      "Binnen de termijn beantwoord, per land en soort" },
    note = "Termijnen: 8 uur voor dringende berichten, 3 dagen voor dringende berichten zonder directe toegang, 7 dagen voor "
      .. "alle andere. Antwoorden bekend tot en met {day}.",
    late = "Toen nog niet beantwoord: {number}; zo'n bericht is te laat zodra zijn termijn verstreken is.",
    undue = "Termijn nog niet verstreken, dus in geen enkel aandeel: {number}.",
    untimed = "Zonder uur, dus niet aan een termijn in uren getoetst: {number}.",
    unknown = "Kanalen die niet in het register staan: {channels}.",
  },
  outlook = {
    title = "Maandelijkse vooruitblik", name = "Wat we verwachten", foot = "{title}: {date}",
    facts = { dated = "Datum", figures = "Nieuwe bestanden", scored = "Nu beoordeeld" },
    headings = { imported = "Wat binnenkwam", expected = "Wat we verwachten", past = "Hoe goed we waren" },
    imported = "{file}: overgenomen regels: {number}", none = "Er kwamen geen nieuwe cijfers binnen.",
    columns = { "Zone", "Fenomeen", "Periode", "Mediaan", "80%-interval" },
    caption = "{source}: de hoogste verwachtingen voor de eerste komende periode; cijfers tot {last}.",
    unit = " Eenheid: {unit}.",
    unscored = "Nog geen enkele geregistreerde verwachting kon met de uitkomst worden vergeleken.",
    scored = "Uitkomsten tot nu toe beoordeeld: {number}; binnen het vooraf geregistreerde 80%-interval: {inside}. Bij "
      .. "goed geijkte verwachtingen is dat ongeveer 80%.",
    not_forecast = "{source}: geen prognose, {why}",
    not_forecast_reasons = { no_figures = "er zijn geen cijfers", unfit = "de reeksen laten geen prognose toe" },
  },
  scenario = {
    title = "Scenario", foot = "{title}: {name}, {date}",
    facts = { dated = "Datum", known = "Cijfers tot en met", simulation = "Simulatie", budget = "Budget" },
    simulation = "{draws} trekkingen, startwaarde {seed}", euros = "€ {number}", interval = "{low} tot {high}",
    chance = "{words} ({percent})",
    headings = {
      compared = "De komende twaalf maanden", zones = "Wat dat voor de politiezones betekent",
      matters = "Welke aanname het meest uitmaakt", basis = "Waarop dit berust", sets = "De beste keuzes binnen het budget",
      barriers = "De barrières een voor een", find_out = "Wat eerst uit te zoeken",
    },
    channel = {
      name = "Kleine boten over het Kanaal, {first} tot en met {last}",
      lead = "In de twaalf maanden tot en met {last} kwamen {count} mensen met kleine boten in het Verenigd Koninkrijk aan. "
        .. "Blijft alles zoals het is, dan zijn er in de komende twaalf {median} te verwachten (80%-interval: {low} tot "
        .. "{high}).",
      more = "Dat het er meer worden dan in de afgelopen twaalf maanden: {chance}.",
      columns = { "Scenario", "Aankomsten", "80%-interval", "Meer dan in het afgelopen jaar" },
      variants = {
        base = "Alles blijft zoals het is", agreement = "Een terugkeerakkoord slaat aan",
        supply = "De aanvoer van boten wordt afgesneden", surge = "Een andere route gaat dicht",
        mixed = "Dit alles, telkens met de ingeschatte kans",
      },
      course = "Aankomsten per maand als alles blijft zoals het is: mediaan met intervallen",
      course_title = "Aankomsten per maand",
      zone_columns = { "Zone", "Zoals het is", "80%-interval", "Verschil", "80%-interval" },
      zone_caption = "Mensen in de komende twaalf maanden volgens de tabel ‘Kanaal’, en het verschil als de aanvoer van boten "
        .. "wordt afgesneden; de zes zones met de meeste",
      outside = "{percent} van de aankomsten hangt met geen enkele politiezone samen.",
      map = "Verschil als de aanvoer van boten wordt afgesneden: mensen in twaalf maanden (mediaan)",
      map_title = "Verschil per politiezone",
      inputs = {
        level = "het niveau van het jaar", weather = "toeval van maand tot maand",
        agreement = "of een terugkeerakkoord aanslaat", supply = "of de aanvoer van boten wordt afgesneden",
        surge = "of een andere route dichtgaat", agreement_effect = "hoe goed een terugkeerakkoord werkt",
        supply_effect = "hoe goed het afsnijden van de aanvoer werkt", surge_effect = "hoeveel mensen van route veranderen",
      },
      matter = "{input}: {percent} van de variantie van de uitkomst.",
      basis = {
        "Het jaar: de afgelopen twaalf maanden, maal een factor die schommelt zoals de laatste vier jaar (standaardafwijking "
          .. "van de logaritme: {sd}); de maanden zoals in de laatste drie jaar.",
        "Een terugkeerakkoord slaat aan vanaf {agreement}: {agreement_chance}; het voorkomt dan 5 tot 40% van de aankomsten.",
        "De aanvoer van boten via België wordt afgesneden vanaf {supply}: {supply_chance}; dat voorkomt 10 tot 50%.",
        "Een andere route gaat dicht vanaf {surge}: {surge_chance}; dat voegt 5 tot 50% toe.",
        "Kansen en effecten zijn inschattingen van de makers van glocal, net als de tabel ‘Kanaal’: vervang ze door uw eigen.",
      },
    },
    barriers = {
      name = "Barrières tegen arbeidsuitbuiting",
      lead = "Met {budget} per jaar vermijden deze barrières samen gemiddeld de meeste schade: {set}. Ze kosten {cost} en "
        .. "vermijden naar schatting {avoided} maanden uitbuiting per jaar (80%-interval: {low} tot {high}).",
      sure = "Dat geen andere keuze binnen het budget beter is: {chance}. De keuze laat gemiddeld {regret} maanden per jaar "
        .. "liggen tegenover wat achteraf het beste blijkt.",
      people = "Per jaar ontsnappen {prevented} mensen meer aan uitbuiting vóór er schade is, en {found} meer worden tijdens "
        .. "de uitbuiting gevonden.",
      context = "In {year} werden in België {count} slachtoffers van arbeidsuitbuiting door mensenhandel gedetecteerd; "
        .. "hoeveel er nooit gevonden worden, is niet bekend.",
      columns = { "Barrières", "Kosten per jaar", "Vermeden maanden", "80%-interval", "De beste keuze" },
      chart = "Vermeden maanden uitbuiting per jaar; de nummers zijn die van de tabel", chart_title = "Vermeden maanden per jaar",
      plot_titles = {
        ["months of exploitation"] = "Maanden uitbuiting vermeden per jaar met {budget}",
        ["dangerous crossings"] = "Gevaarlijke overtochten vermeden per jaar met {budget}",
      },
      barrier_columns = { "Barrière", "Partner", "Fase", "Kosten per jaar", "In de beste keuze" },
      actors = {
        foreign_affairs = "buitenlandse zaken", labour_inspectorate = "arbeidsinspectie", transport_firms = "vervoersbedrijven",
        border_police = "grenspolitie", municipality = "gemeente", clients = "opdrachtgevers en verkopers",
        support_organisation = "hulporganisaties", local_police = "lokale politie", banks = "banken", platforms = "platformen",
        federal_police = "federale politie", railway_police = "spoorwegpolitie", shipping_police = "scheepvaartpolitie",
      },
      stages = {
        recruitment = "werving", journey = "reis", entry = "binnenkomst", identity = "identiteit", housing = "huisvesting",
        work = "werk", payment = "betaling", supply = "boten en motoren",
      },
      inputs = {
        effect = "het effect van ‘{name}’", persons = "hoeveel mensen geworven worden",
        displaced = "hoeveel mensen toch uitgebuit worden", stopped = "hoeveel er nu ontsnappen ({name})",
        harm = "hoe lang de uitbuiting dan al duurt ({name})", through = "hoe lang ze duurt voor wie nooit gevonden wordt",
      },
      worth = "{input}: dat vóór de keuze weten zou gemiddeld {value} maanden per jaar meer vermijden.",
      nothing = "Geen enkele aanname zou op zichzelf de keuze veranderen.",
      own = "Uit uw eigen tabellen: {files}.",
      basis = {
        "Aantallen mensen per jaar en aandelen daarvan; geen enkele persoon wordt gemodelleerd.",
        "Een barrière behoedt een deel van wie haar fase bereikt voor uitbuiting; barrières werken onafhankelijk van elkaar, "
          .. "en een deel van deze mensen wordt toch uitgebuit.",
        "Alle {count} combinaties van hoogstens drie barrières binnen het budget zijn geprobeerd, telkens met dezelfde "
          .. "trekkingen.",
        "Tenzij anders vermeld zijn kosten, effecten en het proces inschattingen van de makers van glocal, voor een "
          .. "gerechtelijk arrondissement: vervang ze door uw eigen voor u beslist.",
      },
    },
  },
  plot = {
    measures = {
      demand = "vraag",
      flow = "stroom",
      q50 = "mediaan", probability = "kans",
      alarms = "alarmen",
      items = "berichten",
      count = "aantal", events = "waarnemingen", value = "waarde", weighted = "gewogen som", estimate = "raming",
      median = "mediaan", mean = "gemiddelde", expected = "verwacht aantal", population = "inwoners",
      observed = "waargenomen", upper = "alarmgrens", level = "niveau",
    },
    facts = { population = "inwoners", area_km2 = "km²" },
    facets = { female = "vrouw", male = "man", other = "andere", unknown = "onbekend", adult = "volwassen",
      minor = "minderjarig" },
    units = { boats = "boten", persons = "personen" },
    per = { day = "per dag", week = "per week", month = "per maand", quarter = "per kwartaal", year = "per jaar" },
    rate = "per {number} {fact}", observed = "waargenomen", forecast = "prognose ({measure})",
    known = "tot nu toe bekend", corrected = "gecorrigeerd voor late meldingen",
    interval = "{level}%-interval", range = "marge", censored = "mogelijk (verhuld aantal)",
    source = "Bron: {names}", made = "glocal {version}, {store} versie {state}",
    title = "{what}: {where}",
    phenomena = "{number} fenomenen", zones = "{number} zones", outside = "daarbuiten", nothing = "geen cijfer",
    largest = "de {number} grootste van {of}", thinned = "{number} van {of} punten getekend",
    added = "rijen van dezelfde periode opgeteld", at = "{period}, de laatste met cijfers",
    beyond = "zonder wat daarbuiten valt", latest = "de laatste {number} van {of}",
    alarm = "alarm",
    no_bands = 'intervallen alleen bij hoogstens {number} reeksen; kind="multiples" toont ze alle', root = "kleur naar de wortel",
    cut = "onvolledig: {periods}",
    crowded = "een vakje is het gemiddelde van meer periodes",
    unstacked = "niet gestapeld: {measure} is niet op te tellen",
    map_day = "kaart van {day}", remote = "afgelegen delen niet getekend: {zones}",
    unplaced = "{number} zonder plaats op de kaart", unpositive = "{number} negatieve niet getekend",
    coverage_map = { title = "Bereik en vraag: {who}" },
    flow_map = {
      title = "Routes", title_of = "Routes: {what}", closed = "gesloten", no_figure = "geen cijfer", hub = "knooppunt",
      cut = "minimale snede", cut_means = "zonder deze verbindingen blijft er geen route over", colon = ": ",
      bottleneck = "knelpunt", bottleneck_means = "de meeste kortste routes lopen erdoor",
      aside = "niet op de kaart", zeros = "verbindingen met 0 niet getekend: {number}",
    },
    bubbles = {
      signals = "Zwakke signalen", clusters = "Clusters van zwakke signalen",
      measure = "waarschijnlijkheid en impact, zo groot als sterk",
      impact = "Impact, 1 (verwaarloosbaar) tot 5 (ernstig)", likelihood = "Waarschijnlijkheid, %",
      likelihood_short = "waarschijnlijkheid", impact_short = "impact", strength_short = "sterkte",
      left_out = "zonder waarschijnlijkheid of impact: {number}",
      kinds = {
        social = "sociaal", technological = "technologisch", economic = "economisch",
        environmental = "ecologisch", political = "politiek",
      },
    },
    funnel = {
      measure = "per 100.000 inwoners", size = "inwoners", own = "de gevraagde zone", within = "binnen de grenzen van het toeval",
      beyond = "erbuiten ({level})", above = "hoger dan toeval verklaart", below = "lager dan toeval verklaart",
      line = "{name}: {rate} per 100.000 inwoners, {verdict}; rang {rank} van {of}, "
        .. "maar elke rang van {low} tot {high} is mogelijk",
    },
    plane = {
      measure = "invloed en afhankelijkheid, % van het totaal", influence = "invloed", dependence = "afhankelijkheid",
      direct = "rechtstreeks", indirect = "onrechtstreeks",
    },
    results = {
      titles = {
        tornado = "{quantity}: wat het meest verschil maakt", sensitivity = "{quantity}: waar de variantie vandaan komt",
        information = "{quantity}: wat het waard is om vooraf te weten", discovery = "Wat leidt tot {case}",
        probability = "Kans op {case}", difference = "{list}: verschil tussen twee varianten",
        fit = "{quantity}: verleden en gekalibreerd model", diagram = "Model, {time}",
      },
      measures = {
        sensitivity = "deel van de variantie", information = "verwachte waarde van volledige informatie",
        discovery = "grenzen aan onzekere grootheden", paths = "{number} afzonderlijke trekkingen",
        diagram = "voorraden, stromen en waar die van afhangen",
        first = "alleen (eerste orde)", total = "met wisselwerking (totaal)", value = "waarde, 95%-interval",
        probability = "kans",
      },
      kinds = { stock = "voorraad", flow = "stroom", auxiliary = "hulpgrootheid", uncertain = "onzeker", number = "getal" },
      low_end = "op het {low}%-kwantiel", high_end = "op het {high}%-kwantiel", base = "alles op de mediaan: {value}",
      bar = "{name}: {low} tot {high}", all = "alles", coverage = "dekking (deel van alle gevallen)",
      density = "dichtheid (aandeel gevallen)", fitted = "model", box = "vak {number}", at_least = "{name} minstens {low}",
      at_most = "{name} hoogstens {high}", between = "{name} van {low} tot {high}",
      not_drawn = "{number} zonder eindige uitkomst niet getekend", fixed = "altijd gelijk: {list}", feedback = "terugkoppeling",
      months = "{number} maanden vanaf {from}", origin = "glocal {version}, model {hash}, {draws} trekkingen, seed {seed}",
      origin_plain = "glocal {version}, model {hash}", left_out = "{number} trekkingen zonder eindige waarde weggelaten",
    },
    clusters = {
      gap = "hiaat: geen kanaal", ["in part"] = "deels gedekt", pooled = "alleen via partners gedekt",
      own = "gedekt door eigen kanalen", ["not known"] = "geen vraag opgegeven",
      ["high-high"] = "hoog tussen hoog", ["low-low"] = "laag tussen laag", ["high-low"] = "hoog tussen laag",
      ["low-high"] = "laag tussen hoog", ["hot spot"] = "hotspot", ["cold spot"] = "coldspot",
      ["not significant"] = "niet significant", ["no cluster"] = "in geen cluster",
    },
    kinds = {
      flow_map = "Stroomkaart",
      tornado = "Tornadodiagram", intervals = "Schattingen met intervallen", discovery = "Dekking en dichtheid van vakken",
      courses = "Verloop in de tijd", diagram = "Diagram van een model",
      line = "Lijngrafiek", bar = "Staafgrafiek", heat = "Warmtekaart", multiples = "Kleine grafieken",
      circles = "Kaart met cirkels", choropleth = "Kaart met gekleurde zones",
      clusters = "Kaart van clusters",
      funnel = "Trechtergrafiek", plane = "Vlak van invloed en afhankelijkheid", bubbles = "Bellendiagram",
    },
    summary = {
      span = "Van {first} tot en met {last}, {number} periodes.",
      course = "eerst {first} ({first_at}), laatst {last} ({last_at}), hoogst {high} ({high_at}), laagst {low} ({low_at})",
      fan = "{measure} voor {at}: {value}, {level}%-interval {low} tot {high}",
      alarms = "alarmen: {list}",
      highest = "Hoogst: {list}.", lowest = "Laagst: {list}.", others = "en {number} andere",
    },
  },
  delphi = {
    plot = "Delphi ‘{name}’, ronde {round}: medianen en middelste helften",
    title = "Delphi: {name}, ronde {round}",
    middle = "Mediaan {median}; de middelste helft van de {answers} antwoorden ligt van {low} tot {high}.",
    before = "Mediaan van de vorige ronde: {median}.",
    yours = "Uw antwoord: {value}.",
    outside = "Het ligt buiten de middelste helft: zeg waarom, of antwoord opnieuw.",
    moderator = "Moderator: {text}",
    stopped = "De studie is gestopt volgens de regel die bij het begin is vastgelegd. Dank u.",
    again = "Antwoord opnieuw met dit voor ogen; niemand ziet wie wat antwoordde.",
  },
  export = {
    data = "Gegevens", about = "Over dit bestand", marking = "Markering", made = "Gemaakt", origin = "Hoe het berekend is",
    step = "Oproep", store = "Gegevensbank", state = "Versie (laatste batch)", seed = "Startgetal", column = "Kolom",
    type = "Soort", unit = "Eenheid", nulls = "Lege cellen", page = "&P van &N", source = "Bron",
    title = "Cijfers uit glocal", types = { "geheel getal", "getal", "tekst", "datum", "periode" },
    heads = {
      zone = "Zone", zone_name = "Naam van de zone", from_zone = "Van zone", from_zone_name = "Naam van de herkomstzone",
      phenomenon = "Fenomeen", phenomenon_name = "Naam van het fenomeen", period = "Periode", count = "Aantal",
      count_high = "Aantal (hoogste)", count_per_100k = "Aantal per 100.000",
      count_per_100k_high = "Aantal per 100.000 (hoogste)", value = "Waarde", weighted = "Gewogen", estimate = "Raming",
      low = "Laag",
      high = "Hoog", source = "Bron", facet = "Facet", day = "Dag", month = "Maand", year = "Jaar", part = "Deel",
      figure = "Cijfer", weight = "Gewicht", population = "Bevolking", kind = "Soort", name = "Naam", code = "Code",
    },
  },
  country = {
    title = "Landenfiche",
    figures = "Cijfers",
    own_caption = "Geteld in {country}: het laatste volledige jaar",
    abroad_caption = "Onderdanen van {country}, elders geteld: het laatste volledige jaar",
    no_figures = "De databank heeft geen cijfers die in {country} zijn geteld.",
    figures_note = "Elke bron en elk fenomeen staat op zichzelf: er wordt niets opgeteld. “0–4” is een cijfer dat de bron "
      .. "afschermt; een streepje is onbekend, nooit nul.",
    more = "Nog {number} reeksen worden niet getoond.",
    routes = "Routes",
    route_source = "{route} begint of loopt hier ({source}).",
    no_routes = "Er is geen route bekend die in {country} begint of erdoor loopt.",
    no_route_figures = "De databank heeft geen cijfers over deze routes.",
    figure_columns = { "Wat", "Periode", "Cijfer", "Jaar ervoor", "Verschil", "Bron, bekend sinds" },
    source_known = "{source}, {day}",
    channels = "Wie bellen",
    channel_columns = { "Kanaal", "Rechtsgrond", "Antwoord", "Uren, talen" },
    no_time = "niet bekend",
    from_flows = "de helft binnen {hours} u ({number} antwoorden, {from} tot {to})",
    from_deadline = "binnen {hours} u (wettelijke termijn)",
    agreements = "Akkoorden",
    agreement_columns = { "Akkoord", "Ondertekend", "Stand", "Laat toe", "Bron" },
    not_for = "niet voor deze zone",
    no_agreements = "Er is geen akkoord met {country} bekend.",
    watch = "Waarop letten",
    not_allowed = "Geen akkoord dat van kracht is, laat dit toe: {acts}. Vraag het, doe het niet zelf.",
    unsure = "Ondertekend, maar de datum van inwerkingtreding is niet bekend, dus geen rechtsgrond: {agreements}.",
    rose = "Stijgt: {what}, {zone}, {share} ({period}).",
    fell = "Daalt: {what}, {zone}, {share} ({period}).",
    signal = "Signaal: {title} ({day}, {source}).",
    informal = "Een informeel contact is geen kanaal: leg vast wat u verneemt via een van de kanalen hierboven, zonder "
      .. "namen, op het verslagformulier.",
    reports = "Wat anderen meebrachten",
    report_columns = { "Dag", "Over", "Verslag", "4x4", "Markering" },
    evaluation = "4x4: de bron (A geen twijfel, B meestal betrouwbaar, C meestal onbetrouwbaar, X niet te beoordelen) en de "
      .. "informatie (1 juistheid niet in twijfel, 2 de bron persoonlijk bekend, 3 bevestigd door andere "
      .. "informatie, 4 niet te bevestigen).",
    no_reports = "Geen verslag bekend dat de databank mag verlaten.",
    recommendations = "Aanbevelingen en expertise",
    recommendation = "{text} ({owner}; {state}, tegen {due})",
    states = {
      open = "open",
      overdue = "te laat",
      done = "gedaan",
      rejected = "verworpen",
    },
    presence = {
      mission = "Missie: {text} ({number}; {source})",
      expertise = "Expertise daar opgedaan: {text}, {corps} ({number}; {source})",
    },
    reciprocity = "Wederkerigheid",
    flow = "{from} tot {to}: {received} berichten ontvangen, {sent} verzonden, saldo {balance} (maanden waarvan beide "
      .. "bekend zijn).",
    flow_received = "{from} tot {to}: {received} berichten ontvangen; hoeveel er zijn verzonden, is niet bekend.",
    no_flow = "In de twaalf maanden ervoor zijn geen berichten met dit land geteld.",
    left_out = "{number} rijen staan hier niet: hun markering laat niet toe dat ze de databank verlaten.",
    made = "Uit {store}, stand {state}. Dezelfde pagina opnieuw: {call}",
    counts = "Akkoorden van kracht: {agreements}; verslagen: {reports}",
    facts = {
      country = "Land",
      asked_by = "Voor",
      day = "Op",
      about = "Over",
      all = "alle fenomenen",
    },
  },
  cooperation = {
    columns = { "Land", "Kanaal", "Rechtsgrond" },
    left_out = "Een kanaal staat hier niet: zijn markering laat niet toe dat het de dienst verlaat.",
    whom = "Wie bellen", basis = "Rechtsgrond", nobody = "Er is geen rechtmatig kanaal bekend.", also = "Ook:",
    allowed = "JA", not_allowed = "NEE", since = "van kracht sinds {day}", to_confirm = "te bevestigen",
    answer = "antwoord binnen {hours} u", no_answer_time = "geen antwoordtermijn bekend", carries = "tot {marking}",
    half = "antwoord: 50 % binnen {hours} u", within = "{share} % binnen {hours} u",
    answers = "{times} ({number} antwoorden, {from} tot {to})", in_time = "{share} % op tijd",
    informal = "Contact \"{name}\": verstuur het via dit kanaal, niet informeel.",
    informal_hours = "Sneller, maar informeel: \"{name}\" ({hours} u). Leg het vast via dit kanaal.",
    colon = ": ", semicolon = "; ", where = "Waar is het", holder = "Houder",
    held = {
      case = "de politie van {place}", intelligence = "de politie van {place}",
      plates = "het voertuigregister van {place}", dna = "de DNA-databank van {place}",
      fingerprints = "de vingerafdrukkendatabank van {place}", records = "het strafregister van {place}",
      integrity = "het strafregister van {place}", databases = "de politiedatabanken van {place}",
      witness = "de gerechtelijke overheden van {place}", expertise = "{place}",
    },
    levels = { basic = "basis", experienced = "ervaren", expert = "expert" },
    holders = "{number} medewerkers", gained = "opgedaan in {place}", gained_on = "opgedaan in {place}, {day}",
    contact = "contactpunt: {role}", no_contact = "geen contactpunt bekend",
    no_expertise = "Er is geen zulke expertise bekend.",
    own = "geen internationale rechtsgrond nodig: zelfde land",
    article = "art. {article}", signed = "ondertekend {day}",
    no_agreement = "Geen overeenkomst in het register laat dit toe.",
    urgency = {
      urgent = "dringend", normal = "niet dringend",
    },
    missing = {
      historical = "destijds bekend; rechtsgrond niet geverifieerd",
      unknown_date = "datum van inwerkingtreding onbekend", not_yet = "niet van kracht vóór {day}",
      ended = "geëindigd op {day}", not_party = "{place} is geen partij",
      outside = "{place} ligt buiten het toepassingsgebied", no_act = "geldt niet voor deze handeling",
      no_basis = "geen rechtsgrond bekend",
    },
    acts = {
      information = "informatie", automated_exchange = "geautomatiseerde uitwisseling",
      direct_access = "rechtstreekse toegang tot databanken", criminal_records = "strafregister",
      screening = "integriteitsscreening", joint_patrol = "gemengde patrouille", joint_operation = "gezamenlijke operatie",
      joint_team = "gemeenschappelijk onderzoeksteam", joint_centre = "gemeenschappelijk centrum",
      pursuit = "grensoverschrijdende achtervolging", observation = "grensoverschrijdende observatie",
      hearing = "verhoor van getuige of slachtoffer", escort = "begeleiding en beveiliging",
      special_units = "speciale eenheden", liaison = "verbindingsofficieren", extradition = "overlevering en uitlevering",
      enforcement = "tenuitvoerlegging van straffen", training = "opleiding",
    },
  },
}
