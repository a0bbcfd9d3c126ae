--- de.lua: the phrases of briefs, plots and exports in German. {name} is filled in; every language has the same keys and the
-- same names. `this`
-- stands after "für" (accusative).

return {
  levels = {
    police_zone = { one = "Polizeizone", many = "Polizeizonen", this = "diese Polizeizone" },
    municipality = { one = "Gemeinde", many = "Gemeinden", this = "diese Gemeinde" },
    province = { one = "Provinz", many = "Provinzen", this = "diese Provinz" },
    region = { one = "Region", many = "Regionen", this = "diese Region" },
    arrondissement = { one = "Bezirk", many = "Bezirke", this = "diesen Bezirk" },
    judicial_district = { one = "Gerichtsbezirk", many = "Gerichtsbezirke", this = "diesen Gerichtsbezirk" },
    safety_region = { one = "Sicherheitsregion", many = "Sicherheitsregionen", this = "diese Sicherheitsregion" },
    police_unit = { one = "Polizeieinheit", many = "Polizeieinheiten", this = "diese Polizeieinheit" },
    canton = { one = "Kanton", many = "Kantone", this = "diesen Kanton" },
    zone = { one = "Zone", many = "Zonen", this = "diese Zone" },
    country = { one = "Land", many = "Länder", this = "dieses Land" },
    route = { one = "Route", many = "Routen", this = "diese Route" },
    continent = { one = "Kontinent", many = "Kontinente", this = "diesen Kontinent" },
    union = { one = "Union", many = "Unionen", this = "diese Union" },
  },
  brief = {
    title = "Lagebild der Zone",
    facts = {
      level = "Ebene", within = "Gehört zu", population = "Bevölkerung", dated = "Datum",
      marking = "Kennzeichnung der Daten", covers = "Daten bis",
    },
    population = "{number} ({year})",
    covers = "{last} ({topic})",
    headings = {
      message = "Das Wichtigste", moves = "Internationale Entwicklungen", here = "Was das hier bedeutet",
      compared = "Im Vergleich mit den Nachbarzonen und dem Land", course = "Die letzten fünf Jahre", map = "Auf der Karte",
      sources = "Quellen", method = "So wurde gerechnet",
    },
    heading = "{title}: {name}, {date}",
    clauses = "{first}; {second}",
    in_country = {
      BE = "in Belgien", NL = "in den Niederlanden", LU = "in Luxemburg", DE = "in Deutschland", FR = "in Frankreich",
      GB = "im Vereinigten Königreich",
    },
    in_other = "in folgendem Land: {country}",
    change = {
      up = "{number} mehr ({percent}) als in den zwölf Monaten davor",
      down = "{number} weniger ({percent}) als in den zwölf Monaten davor",
      same = "ebenso viele wie in den zwölf Monaten davor",
      none = "ohne vergleichbare Zahl für das Jahr davor",
    },
    message = {
      crossings = "In den zwölf Monaten bis einschließlich {month} wurden an den Außengrenzen der EU {now} irreguläre "
        .. "Grenzübertritte festgestellt, {change}{movers}.",
      fall = "; stärkster Rückgang: {route} ({number})", rise = "; stärkster Anstieg: {route} ({number})",
      channel = "{now} Menschen kamen in den zwölf Monaten bis einschließlich {month} mit kleinen Booten über den Ärmelkanal "
        .. "im Vereinigten Königreich an, {change}",
      victims = "{in_country} wurden im Jahr {year} insgesamt {now} Opfer von Menschenhandel identifiziert, gegenüber {before} "
        .. "im Jahr {year_before}",
      victims_alone = "{in_country} wurden im Jahr {year} insgesamt {now} Opfer von Menschenhandel identifiziert",
      here = "Nach Bevölkerungsanteil und mit Einschätzungstabellen umgerechnet entspricht das für {this} etwa {list}: eine "
        .. "Schätzung der möglichen Exposition, keine Zählung dessen, was dort geschehen ist.",
      nothing = "Die Datenbank enthält keine Zahlen, aus denen sich schätzen ließe, was das für {this} bedeutet.",
      items = {
        crossings = "{estimate} Grenzübertritten ({range})", channel = "{estimate} Überfahrten über den Ärmelkanal ({range})",
        gateways = "{estimate} Weiterreisen über Häfen und Flughäfen ({range})",
        victims = "{estimate} Opfern von Menschenhandel ({range})",
      },
    },
    topics = {
      crossings = "Irreguläre Grenzübertritte", channel = "Kleine Boote über den Ärmelkanal",
      gateways = "Weiterreisen über Häfen und Flughäfen", victims = "Opfer von Menschenhandel",
    },
    topics_short = { crossings = "Grenzen", channel = "Kleine Boote", gateways = "Weiter\u{AD}reisen", victims = "Opfer" },
    units = { crossings = "Feststellungen", channel = "Menschen", gateways = "Feststellungen", victims = "Opfer" },
    tables = { population = "Bevölkerungsanteil", channel = "Ärmelkanal", gateways = "Zugangsorte" },
    by = { population = "nach Bevölkerung", table = "nach der Tabelle „{table}“" },
    moves = {
      caption = "Die letzten zwölf Monate (oder das letzte Jahr) mit Zahlen im Vergleich zum Zeitraum davor",
      columns = { "Reihe", "Zeitraum", "Zahl", "Jahr davor", "Differenz", "In %" },
      crossings = "Irreguläre Grenzübertritte, Außengrenzen der EU",
      channel = "Ankünfte mit kleinen Booten im Vereinigten Königreich",
      victims = "Identifizierte Opfer von Menschenhandel, {country}", offences = "{country}: {phenomenon}",
      months = "bis {last}",
      notes = {
        "Gezählt werden Feststellungen, nicht Personen: Wer es zweimal versucht, wird zweimal gezählt. Ein Monat, den eine "
          .. "Quelle für eine Route nicht veröffentlicht hat, fehlt in der Summe.",
        "Gezählt werden identifizierte Opfer, nicht alle Opfer; die Staaten identifizieren und zählen unterschiedlich, "
          .. "vergleichen Sie ein Land daher zuerst mit sich selbst. Wo eine Quelle „weniger als 5“ angibt, ist die mögliche "
          .. "Spanne angegeben.",
      },
      stale = "Die Reihen der in Frankreich registrierten Straftaten enden im {last}: Sie zeigen eine frühere Entwicklung, "
        .. "nicht die heutige Lage.",
    },
    here = {
      caption = "Schätzungen für die letzten zwölf Monate (oder das letzte Jahr) mit Zahlen",
      columns = { "Thema", "Ausgangszahl", "Schätzung", "Spanne", "Je 100.000 Einwohner", "Rang" },
      rank = "{rank} von {of}",
      notes = {
        "Das sind Schätzungen der möglichen Exposition: internationale und nationale Zahlen, auf Zonen umgerechnet. Es "
          .. "sind keine örtlichen Zählungen, und sie enthalten keine personenbezogenen Daten. Nach Einschätzung der "
          .. "Verfasser liegt der tatsächliche Wert in der Spanne.",
        "Grenzübertritte sind nach dem Anteil der Zone an der Bevölkerung der EU verteilt. Opfer von Menschenhandel bleiben "
          .. "eine nationale Zahl: Keine Tabelle sagt, wo sie festgestellt werden. "
          .. "Nach Einschätzung der Verfasser liegt der tatsächliche Anteil innerhalb eines Faktors zwei. "
          .. "Die Tabellen „Ärmelkanal“ (channel) und „Zugangsorte“ (gateways) beruhen auf der Einschätzung von Analysten.",
        "Der Rang gilt unter den {of} {levels} des Landes ({country}), deren Bevölkerung bekannt ist, die größte Schätzung "
          .. "zuerst. Die Themen überschneiden sich: Zählen Sie sie nicht zusammen.",
      },
      unnamed = "{topic}: Die Tabelle „{table}“ enthält für {this} hierzu kein Gewicht; es gibt daher keine Schätzung.",
      unnamed_level = "{topic}: Die Tabelle „{table}“ enthält keine Gewichte für diese Ebene ({country}, {levels}); es "
        .. "gibt daher keine Schätzung.",
      unfed = "Für {this} enthält die Tabelle „{table}“ Gewichte für: {phenomena}. Dazu liegen in der Datenbank noch keine "
        .. "weltweiten oder routenbezogenen Zahlen vor.",
    },
    compared = {
      caption = "Schätzung, in Klammern je 100.000 Einwohner",
      columns = { "Zone", "Entfernung", "Einwohner" },
      all = "{country}, {number} {levels}", kilometres = "{number} km",
      note = "Die fünf nächstgelegenen {levels} in Luftlinie, gemessen zwischen den Bevölkerungsschwerpunkten. Was nach "
        .. "Bevölkerung verteilt wird, ist je 100.000 Einwohner rechnerisch überall gleich; nur die Einschätzungstabellen "
        .. "unterscheiden die Zonen.",
      alone = "Die Datenbank enthält für dieses Land keine Positionen; Nachbarn können daher nicht genannt werden.",
    },
    course = {
      total = "{topic}: {unit} je Monat", own = "{topic}: Schätzung je Monat, {name}",
      month = "je Monat", mean = "Mittel über 12 Monate", estimate = "Schätzung", range = "Spanne",
      alt = "Liniendiagramm. {caption}. Von {first} bis {last}; letzter Wert {value}.",
    },
    map = {
      caption = "{topic}: Schätzung je Zone, zwölf Monate bis einschließlich {last} ({by}). Die Fläche eines Kreises "
        .. "ist proportional zur Schätzung; {name} ist orange.",
      caption_unnamed = "{topic}: Schätzung je Zone, zwölf Monate bis einschließlich {last} ({by}). Die Fläche eines Kreises "
        .. "ist proportional zur Schätzung; {name} hat keine.",
      alt = "Karte mit je einem Kreis für {number} {levels}. Die größten: {largest}.",
    },
    sources = { columns = { "Quelle", "Herausgeber", "Lizenz", "Erfasster Zeitraum" } },
    method = {
      store = "Datenbank {store}, Stand {state} (die Nummer ihrer letzten Änderung); glocal {version}; Zonen zum {date}, mit der "
        .. "letzten bekannten Bevölkerung ({year}).",
      judgement = "Einschätzung, nicht Messung: die Tabellen {tables} und der Faktor zwei um einen Bevölkerungsanteil. Alles "
        .. "andere sind veröffentlichte Zahlen und Rechenschritte.",
      steps = "Die Schritte, jeweils mit dem, was vorausging:",
      command = "Dieser Befehl erstellt dieselbe Seite noch einmal:",
    },
  },
  plot = {
    measures = {
      count = "Anzahl", events = "Beobachtungen", value = "Wert", weighted = "gewichtete Summe", estimate = "Schätzung",
      median = "Median", mean = "Mittelwert", population = "Einwohner",
    },
    facts = { population = "Einwohner", area_km2 = "km²" },
    facets = { female = "weiblich", male = "männlich", other = "andere", unknown = "unbekannt", adult = "erwachsen",
      minor = "minderjährig" },
    units = { boats = "Boote", persons = "Personen" },
    per = { day = "pro Tag", week = "pro Woche", month = "pro Monat", quarter = "pro Quartal", year = "pro Jahr" },
    rate = "je {number} {fact}", observed = "beobachtet", forecast = "Prognose ({measure})",
    interval = "{level}-%-Intervall", range = "Spanne", censored = "möglich (verdeckte Anzahl)",
    source = "Quelle: {names}", made = "glocal {version}, {store} Stand {state}",
    title = "{what}: {where}",
    phenomena = "{number} Phänomene", zones = "{number} Zonen", outside = "außerhalb", nothing = "keine Angabe",
    largest = "die {number} größten von {of}", thinned = "{number} von {of} Punkten gezeichnet",
    added = "Zeilen desselben Zeitraums addiert", at = "{period}, der letzte mit Zahlen",
    beyond = "ohne was außerhalb liegt", latest = "die letzten {number} von {of}",
    no_bands = 'Intervalle nur bis {number} Reihen; kind="multiples" zeigt alle', root = "Farbe nach der Wurzel",
    cut = "unvollständig: {periods}",
    crowded = "ein Feld ist der Mittelwert mehrerer Zeiträume",
    unstacked = "nicht gestapelt: {measure} lässt sich nicht addieren",
    unplaced = "{number} ohne Platz auf der Karte", unpositive = "{number} negative nicht gezeichnet",
    kinds = {
      line = "Liniendiagramm", bar = "Balkendiagramm", heat = "Heatmap", multiples = "Kleine Diagramme",
      circles = "Karte mit Kreisen", choropleth = "Karte mit gefärbten Zonen",
    },
    summary = {
      span = "Von {first} bis {last}, {number} Zeiträume.",
      course = "zuerst {first} ({first_at}), zuletzt {last} ({last_at}), höchster {high} ({high_at}), "
        .. "niedrigster {low} ({low_at})",
      fan = "{measure} für {at}: {value}, {level}-%-Intervall {low} bis {high}",
      highest = "Am höchsten: {list}.", lowest = "Am niedrigsten: {list}.", others = "und {number} weitere",
    },
  },
  export = {
    data = "Daten", about = "Über diese Datei", marking = "Kennzeichnung", made = "Erstellt", origin = "Berechnung",
    step = "Aufruf", store = "Datenbank", state = "Stand (letzter Stapel)", seed = "Startwert", column = "Spalte",
    type = "Art", unit = "Einheit", nulls = "Leere Zellen", page = "&P von &N", source = "Quelle",
    title = "Zahlen aus glocal", types = { "ganze Zahl", "Zahl", "Text", "Datum", "Zeitraum" },
    heads = {
      zone = "Zone", zone_name = "Name der Zone", from_zone = "Aus Zone", from_zone_name = "Name der Herkunftszone",
      phenomenon = "Phänomen", phenomenon_name = "Name des Phänomens", period = "Zeitraum", count = "Anzahl",
      count_high = "Anzahl (höchste)", count_per_100k = "Anzahl je 100.000",
      count_per_100k_high = "Anzahl je 100.000 (höchste)", value = "Wert", weighted = "Gewichtet", estimate = "Schätzung",
      low = "Niedrig",
      high = "Hoch", source = "Quelle", facet = "Facette", day = "Tag", month = "Monat", year = "Jahr", part = "Teil",
      figure = "Zahl", weight = "Gewicht", population = "Bevölkerung", kind = "Art", name = "Name", code = "Code",
    },
  },
}
