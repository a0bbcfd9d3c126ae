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
  brief = {
    title = "Zonebeeld",
    facts = {
      level = "Niveau", within = "Ligt in", population = "Inwoners", dated = "Datum", marking = "Markering van de gegevens",
      covers = "Gegevens tot en met",
    },
    population = "{number} ({year})",
    covers = "{last} ({topic})",
    headings = {
      message = "De boodschap", moves = "Internationale ontwikkelingen", here = "Wat dat hier betekent",
      compared = "Vergeleken met de buurzones en het land", course = "De afgelopen vijf jaar", map = "Op de kaart",
      sources = "Bronnen", method = "Hoe dit berekend is",
    },
    heading = "{title}: {name}, {date}",
    clauses = "{first}; {second}",
    in_country = {
      BE = "in België", NL = "in Nederland", LU = "in Luxemburg", DE = "in Duitsland", FR = "in Frankrijk",
      GB = "in het Verenigd Koninkrijk",
    },
    in_other = "in {country}",
    change = {
      up = "{number} of {percent} meer dan in de twaalf maanden daarvoor",
      down = "{number} of {percent} minder dan in de twaalf maanden daarvoor",
      same = "evenveel als in de twaalf maanden daarvoor",
      none = "zonder vergelijkbaar cijfer voor het jaar daarvoor",
    },
    message = {
      crossings = "In de twaalf maanden tot en met {month} werden aan de buitengrenzen van de EU {now} irreguliere "
        .. "grensoverschrijdingen gedetecteerd, {change}{movers}.",
      fall = "; sterkste daling: {route} ({number})", rise = "; sterkste stijging: {route} ({number})",
      channel = "In de twaalf maanden tot en met {month} bereikten {now} personen met kleine boten via het Kanaal het Verenigd "
        .. "Koninkrijk, {change}",
      victims = "{in_country} werden {now} slachtoffers van mensenhandel gedetecteerd in {year}, tegenover {before} in "
        .. "{year_before}",
      victims_alone = "{in_country} werden {now} slachtoffers van mensenhandel gedetecteerd in {year}",
      here = "Verdeeld naar bevolkingsaandeel en met inschattingstabellen van analisten komt dat voor {this} overeen met "
        .. "ongeveer {list}: een raming van de blootstelling, geen telling van wat er gebeurd is.",
      nothing = "De databank bevat geen cijfers om te ramen wat dit voor {this} betekent.",
      items = {
        crossings = "{estimate} grensoverschrijdingen ({range})", channel = "{estimate} Kanaaloversteken ({range})",
        gateways = "{estimate} gevallen van doorreis via een haven of luchthaven ({range})",
        victims = "{estimate} slachtoffers van mensenhandel ({range})",
      },
    },
    topics = {
      crossings = "Irreguliere grensoverschrijdingen", channel = "Kleine boten over het Kanaal",
      gateways = "Doorreis via havens en luchthavens", victims = "Slachtoffers van mensenhandel",
    },
    topics_short = { crossings = "Grenzen", channel = "Kleine boten", gateways = "Doorreis", victims = "Slacht\u{AD}offers" },
    units = { crossings = "detecties", channel = "personen", gateways = "detecties", victims = "slachtoffers" },
    tables = { population = "bevolkingsaandeel", channel = "Kanaal", gateways = "toegangspoorten" },
    by = { population = "naar bevolking", table = "volgens de tabel ‘{table}’" },
    moves = {
      caption = "Laatste twaalf maanden (of jaar) met cijfers, vergeleken met de voorgaande periode",
      columns = { "Reeks", "Periode", "Cijfer", "Jaar ervoor", "Verschil", "In %" },
      crossings = "Irreguliere grensoverschrijdingen, buitengrenzen van de EU",
      channel = "Aankomsten met kleine boten in het Verenigd Koninkrijk",
      victims = "Gedetecteerde slachtoffers van mensenhandel, {country}", offences = "{country}: {phenomenon}",
      months = "t/m {last}",
      notes = {
        "Geteld zijn detecties, niet personen: wie het tweemaal probeert, telt tweemaal. Een maand die een "
          .. "bron voor een route niet publiceerde, ontbreekt in de som.",
        "Geteld zijn gedetecteerde slachtoffers, niet alle slachtoffers; landen detecteren en tellen verschillend, vergelijk een "
          .. "land dus eerst met zichzelf. Waar een bron “minder dan 5” zegt, is de mogelijke marge vermeld.",
      },
      stale = "De reeksen van geregistreerde misdrijven in Frankrijk lopen tot en met {last}: ze tonen een vroegere evolutie, "
        .. "niet de huidige toestand.",
    },
    here = {
      caption = "Ramingen voor de laatste twaalf maanden (of het laatste jaar) met cijfers",
      columns = { "Onderwerp", "Uitgangscijfer", "Raming", "Marge", "Per 100.000 inwoners", "Rang" },
      rank = "{rank} van {of}",
      notes = {
        "Dit zijn ramingen van blootstelling: internationale en nationale cijfers, verdeeld over zones. Het zijn geen lokale "
          .. "tellingen en ze bevatten geen persoonsgegevens. Naar het oordeel van de opstellers ligt de werkelijke waarde "
          .. "binnen de marge.",
        "Grensoverschrijdingen zijn verdeeld naar het aandeel van de zone in de bevolking van de EU. Slachtoffers van "
          .. "mensenhandel blijven een nationaal cijfer: geen tabel zegt waar zij gedetecteerd worden. "
          .. "Naar het oordeel van de opstellers ligt het werkelijke aandeel binnen een factor "
          .. "twee. De tabellen ‘Kanaal’ (channel) en ‘toegangspoorten’ (gateways) zijn het oordeel van analisten.",
        "De rang is die onder de {of} {levels} van het land ({country}) waarvan de bevolking bekend is, de grootste raming "
          .. "eerst. De onderwerpen overlappen: tel ze niet op.",
      },
      unnamed = "{topic}: de tabel ‘{table}’ geeft {this} daarvoor geen gewicht; er is dus geen raming.",
      unnamed_level = "{topic}: de tabel ‘{table}’ bevat geen gewichten voor de {levels} van {country}; er is dus geen raming.",
      unfed = "Voor {this} bevat de tabel ‘{table}’ gewichten voor: {phenomena}. Daarvoor bevat de databank nog geen cijfers "
        .. "wereldwijd of per route.",
    },
    compared = {
      caption = "Raming, en tussen haakjes per 100.000 inwoners",
      columns = { "Zone", "Afstand", "Inwoners" },
      all = "{country}, {number} {levels}", kilometres = "{number} km",
      note = "De vijf dichtstbijzijnde {levels} in vogelvlucht, gemeten tussen de bevolkingszwaartepunten. Wat naar "
        .. "bevolking verdeeld is, is per 100.000 inwoners overal gelijk, omdat het zo verdeeld is; alleen de "
        .. "inschattingstabellen onderscheiden zones van elkaar.",
      alone = "De databank bevat geen posities voor dit land; buurzones kunnen daarom niet genoemd worden.",
    },
    course = {
      total = "{topic}: {unit} per maand", own = "{topic}: raming voor {name}, per maand",
      month = "per maand", mean = "gemiddelde van 12 maanden", estimate = "raming", range = "marge",
      alt = "Lijngrafiek. {caption}. Van {first} tot en met {last}; laatste waarde {value}.",
    },
    map = {
      caption = "{topic}: raming per zone, twaalf maanden tot en met {last} ({by}). De oppervlakte van een cirkel is evenredig "
        .. "met de raming; {name} is oranje.",
      caption_unnamed = "{topic}: raming per zone, twaalf maanden tot en met {last} ({by}). De oppervlakte van een cirkel is "
        .. "evenredig met de raming; {name} heeft er geen.",
      alt = "Kaart met een cirkel voor elk van {number} {levels}. De grootste: {largest}.",
    },
    sources = { columns = { "Bron", "Uitgever", "Licentie", "Bestreken periode" } },
    method = {
      store = "Databank {store}, versie {state} (het nummer van haar laatste wijziging); glocal {version}; zones zoals op "
        .. "{date}, met de laatst bekende bevolking ({year}).",
      judgement = "Oordeel, geen meting: de blootstellingstabellen {tables}, en de factor twee rond een bevolkingsaandeel. De "
        .. "rest zijn gepubliceerde cijfers en berekeningen daarmee.",
      steps = "De stappen, elk met wat eraan voorafging:",
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
