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
      item = "{topic}: naar schatting {from} à {to} van de {now} {unit} {period} houden verband met {this} (tabel ‘{table}’).",
      judgement = "Een inschatting van analisten, geen telling van wat hier gebeurd is; ze bevat geen persoonsgegevens.",
      none = "Geen tabel in de databank verbindt deze cijfers met {this}: ze blijven internationaal.",
      columns = { "Onderwerp", "Tabel", "Geheel", "Aandeel hier", "Hier" },
      caption = "Wat volgens de blootstellingstabellen op deze zone valt, als marge van aantallen",
      range = "{from} à {to}",
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
  plot = {
    measures = {
      count = "aantal", events = "waarnemingen", value = "waarde", weighted = "gewogen som", estimate = "raming",
      median = "mediaan", mean = "gemiddelde", population = "inwoners",
    },
    facts = { population = "inwoners", area_km2 = "km²" },
    facets = { female = "vrouw", male = "man", other = "andere", unknown = "onbekend", adult = "volwassen",
      minor = "minderjarig" },
    units = { boats = "boten", persons = "personen" },
    per = { day = "per dag", week = "per week", month = "per maand", quarter = "per kwartaal", year = "per jaar" },
    rate = "per {number} {fact}", observed = "waargenomen", forecast = "prognose ({measure})",
    interval = "{level}%-interval", range = "marge", censored = "mogelijk (verhuld aantal)",
    source = "Bron: {names}", made = "glocal {version}, {store} versie {state}",
    title = "{what}: {where}",
    phenomena = "{number} fenomenen", zones = "{number} zones", outside = "daarbuiten", nothing = "geen cijfer",
    largest = "de {number} grootste van {of}", thinned = "{number} van {of} punten getekend",
    added = "rijen van dezelfde periode opgeteld", at = "{period}, de laatste met cijfers",
    beyond = "zonder wat daarbuiten valt", latest = "de laatste {number} van {of}",
    no_bands = 'intervallen alleen bij hoogstens {number} reeksen; kind="multiples" toont ze alle', root = "kleur naar de wortel",
    cut = "onvolledig: {periods}",
    crowded = "een vakje is het gemiddelde van meer periodes",
    unstacked = "niet gestapeld: {measure} is niet op te tellen",
    map_day = "kaart van {day}", remote = "afgelegen delen niet getekend: {zones}",
    unplaced = "{number} zonder plaats op de kaart", unpositive = "{number} negatieve niet getekend",
    kinds = {
      line = "Lijngrafiek", bar = "Staafgrafiek", heat = "Warmtekaart", multiples = "Kleine grafieken",
      circles = "Kaart met cirkels", choropleth = "Kaart met gekleurde zones",
    },
    summary = {
      span = "Van {first} tot en met {last}, {number} periodes.",
      course = "eerst {first} ({first_at}), laatst {last} ({last_at}), hoogst {high} ({high_at}), laagst {low} ({low_at})",
      fan = "{measure} voor {at}: {value}, {level}%-interval {low} tot {high}",
      highest = "Hoogst: {list}.", lowest = "Laagst: {list}.", others = "en {number} andere",
    },
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
}
