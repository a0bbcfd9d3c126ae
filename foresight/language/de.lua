--- de.lua: every phrase in German; those of plans, plots, scenarios ... stand in a folder each. {name} is filled in; every language has
-- the same keys and the same names. `this` stands after "für" (accusative).

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
  counting_units = {
    ["border crossings"] = "Feststellungen", ["detected victims"] = "identifizierte Opfer",
    ["recorded offences"] = "registrierte Straftaten", arrivals = "Ankünfte", offences = "Straftaten",
    incidents = "Vorfälle", persons = "Personen", victims = "Opfer", suspects = "Tatverdächtige",
    seizures = "Sicherstellungen", messages = "Meldungen", convictions = "Verurteilungen",
    facts = "Taten", cases = "Fälle", reports = "Hinweise", complaints = "Anzeigen", arrests = "Festnahmen",
    vehicles = "Fahrzeuge", interventions = "Einsätze", checks = "Kontrollen", deaths = "Todesfälle",
  },
  publishers = {
    ["Frontex (European Border and Coast Guard Agency)"] = "Frontex (Europäische Agentur für die Grenz- und Küstenwache)",
    ["United Nations Office on Drugs and Crime"] = "Büro der Vereinten Nationen für Drogen- und Verbrechensbekämpfung (UNODC)",
    ["Ministère de l'Intérieur"] = "Französisches Innenministerium",
    ["Home Office"] = "Britisches Innenministerium (Home Office)",
  },
  licences = {
    ["Reuse permitted with acknowledgement of the source"] = "Weiterverwendung mit Quellenangabe",
    ["Licence Ouverte 2.0"] = "Französische offene Lizenz (Licence Ouverte 2.0)",
    ["Open Government Licence v3.0"] = "Britische offene Lizenz (OGL v3.0)",
  },
  brief = {
    title = "Lagebild der Zone", annex = "Anhang",
    facts = {
      level = "Ebene", within = "Gehört zu", population = "Einwohner", dated = "Datum", zones = "Zonentabelle",
    },
    population = "{number} ({year})",
    zones = "{number} {levels}, letzte Änderung {day}", zones_undated = "{number} {levels}, ohne Datum",
    headings = {
      own = "Eigene Zahlen", moves = "Internationale Entwicklungen", here = "Was das hier bedeutet",
      ["do"] = "Was zu tun ist", call = "Wen Sie anrufen", plan = "Für Ihren Sicherheitsplan",
      figures = "Internationale Zahlen", like = "Vergleichbare Zonen", compared = "Neben den Nachbarzonen",
      map = "Auf der Karte", sources = "Quellen", method = "So wurde gerechnet",
    },
    heading = "{title}: {name}, {date}",
    in_country = {
      BE = "in Belgien", NL = "in den Niederlanden", LU = "in Luxemburg", DE = "in Deutschland", FR = "in Frankreich",
      GB = "im Vereinigten Königreich",
    },
    in_other = "in folgendem Land: {country}",
    age = { now = "aus diesem Monat", one = "1 Monat alt", months = "{number} Monate alt", years = "{number} Jahre alt" },
    age_short = { months = "{number} Mon.", years = "{number} Jahre" },
    period = {
      month = "in den zwölf Monaten bis einschließlich {last}", week = "in den 52 Wochen bis einschließlich {last}",
      quarter = "in den vier Quartalen bis einschließlich {last}", year = "im Jahr {last}",
    },
    partial = {
      month = "(Zahlen für {known} von 12 Monaten)", week = "(Zahlen für {known} von 52 Wochen)",
      quarter = "(Zahlen für {known} von 4 Quartalen)",
    },
    up_to = "bis {last}",
    own = {
      none = "Die Datenbank enthält keine eigenen Zahlen für {this}. Importiert werden sie mit „glocal import“.",
      rise = "{phenomenon}: {period} von {before} auf {now} gestiegen ({percent}).",
      fall = "{phenomenon}: {period} von {before} auf {now} gesunken ({percent}).",
      steady = "Kein Phänomen hat sich {period} stärker verändert, als der Zufall erklären kann.",
      columns = { "Phänomen", "12 Monate", "Jahr davor", "Differenz", "Je 100.000", "Vergleich\u{AD}bare Zonen",
        "Nächste 12 Monate" },
      column_year = "Letztes Jahr",
      chance = "Zufall",
      like = "Je 100.000 Einwohner; daneben der Median vergleichbarer Zonen mit Zahlen hier (gleiche Region, halb bis "
        .. "doppelt so viele Einwohner oder Nachbarzone; mehr im Anhang): {list}.",
      why = { region = "gleiche Region", size = "ähnliche Größe", neighbour = "Nachbarzone" },
      alone = "Je 100.000 Einwohner; die Datenbank enthält von keiner vergleichbaren Zone Zahlen.",
      outlook = "Nächste 12 Monate: die erwartete Zahl, in Klammern ihr 80-%-Intervall; von {outcomes} früheren Prognosen "
        .. "trafen {percent} darin ein.",
      outlook_untried = "Nächste 12 Monate: die erwartete Zahl, in Klammern ihr 80-%-Intervall, nicht an der Vergangenheit "
        .. "geprüft.",
      outlook_none = "Keine Prognose: Dazu braucht es zwei Jahre vollständiger Monate.",
      partial_note = "Hinter einer Anzahl steht in Klammern, für wie viele Zeiträume des Jahres Zahlen vorliegen, "
        .. "wenn nicht für alle.",
      chance_note = "„Zufall“: Ein solcher Unterschied zwischen zwei Jahren entsteht auch durch Zufall allein (5-mal in "
        .. "100 oder öfter).",
      whole = "Nur vollständige Zeiträume, bis einschließlich {last} ({age}).",
      largest = "Die {shown} größten von {number} Phänomenen; die übrigen stehen im Anhang.",
      rest = "Die übrigen Phänomene",
      observed = "pro Monat", forecast = "Prognose", interval = "80-%-Intervall",
      like_columns = { "Zone", "Warum", "Einwohner" },
      like_caption = "Je 100.000 Einwohner, in denselben zwölf Monaten",
    },
    topics = {
      crossings = "Irreguläre Grenzübertritte", channel = "Kleine Boote über den Ärmelkanal",
      victims = "Opfer von Menschenhandel",
    },
    tables = { channel = "Ärmelkanal", gateways = "Zugangsorte" },
    moves = {
      fall = "Stärkster Rückgang: {series}: {now} {unit} {period}, {difference} oder {percent} gegenüber dem Jahr davor "
        .. "({age}).",
      rise = "Stärkster Anstieg: {series}: {now} {unit} {period}, {difference} oder {percent} gegenüber dem Jahr davor "
        .. "({age}).",
      total = "Alle Außengrenzen der EU: {now} {unit} {period}, {difference} oder {percent} gegenüber dem Jahr davor ({age}).",
      victims = "{in_country} wurden {period} insgesamt {now} Opfer von Menschenhandel identifiziert, gegenüber {before} "
        .. "im Jahr davor ({age}); eine nationale Zahl, denn keine Tabelle sagt, wo sie identifiziert werden.",
      victims_alone = "{in_country} wurden {period} insgesamt {now} Opfer von Menschenhandel identifiziert ({age}); eine "
        .. "nationale Zahl, denn keine Tabelle sagt, wo sie identifiziert werden.",
      none = "Die Datenbank enthält keine internationalen Zahlen.",
      still = "Für keine öffentliche Reihe lässt sich eine Veränderung in Prozent angeben.",
      caption = "Das letzte vollständige Jahr im Vergleich zum Jahr davor",
      columns = { "Reihe", "Bis", "Alter", "Zahl", "Jahr davor", "Differenz", "In %" },
      groups = {
        crossings = "Irreguläre Grenzübertritte, Außengrenzen der EU",
        channel = "Ankünfte mit kleinen Booten im Vereinigten Königreich", victims = "Identifizierte Opfer von Menschenhandel",
        offences = "In Frankreich registrierte Straftaten",
      },
      crossings_of = "irreguläre Grenzübertritte ({node})",
      channel_of = "Ankünfte mit kleinen Booten im Vereinigten Königreich",
      victims_of = "identifizierte Opfer von Menschenhandel ({node})", offences_of = "{node}: {phenomenon}",
      reasons = {
        basis = "in den beiden Jahren anders gezählt (andere Quelle, oder Summe der Teile statt veröffentlichter "
          .. "Gesamtzahl): kein Prozentwert",
        holes = "nicht für jeden Zeitraum der beiden Jahre liegt eine Zahl vor: kein Prozentwert",
        censored = "eine verdeckte Zahl („weniger als 5“) ergibt eine Spanne: kein Prozentwert",
        none = "keine Zahl für das Jahr davor", zero = "0 im Jahr davor",
      },
      notes = {
        crossings = "Grenzübertritte sind Feststellungen, nicht Personen: Wer es zweimal versucht, wird zweimal gezählt.",
        victims = "Die Staaten identifizieren und zählen Opfer unterschiedlich: Vergleichen Sie ein Land zuerst mit sich "
          .. "selbst.",
      },
      headline = "Stärkster Rückgang und Anstieg stammen aus Reihen mit mindestens 100 im Jahr davor, die höchstens zwei "
        .. "Jahre alt sind.",
    },
    here = {
      item = "{topic}: schätzungsweise {from} bis {to} der {now} {unit} {period} betreffen {this} (Tabelle „{table}“).",
      judgement = "Eine Einschätzung von Analysten, keine Zählung dessen, was hier geschehen ist; sie enthält keine "
        .. "personenbezogenen Daten.",
      none = "Keine Tabelle der Datenbank sagt, was diese Zahlen für {this} bedeuten: Sie bleiben international.",
      columns = { "Thema", "Tabelle", "Insgesamt", "Anteil hier", "Hier" },
      caption = "Was nach den Expositionstabellen auf diese Zone entfällt, als Spanne von Anzahlen",
      range = "{from} bis {to}",
      note = "Die Spanne umfasst den eingeschätzten Anteil, vom niedrigsten bis zum höchsten, und den Zufall einer "
        .. "Zählung (80 %); seltene Ereignisse können 0 sein. Die Themen überschneiden sich: Zählen Sie sie nicht zusammen.",
      unfed = "Die Tabelle „{table}“ enthält auch Gewichte für: {phenomena}. Dazu liegen in der Datenbank noch keine "
        .. "Zahlen vor.",
    },
    compared = {
      columns = { "Zone", "Entfernung", "Einwohner" }, kilometres = "{number} km",
      note = "Die nächstgelegenen {levels} in Luftlinie, gemessen zwischen den Bevölkerungsschwerpunkten.",
    },
    course = {
      caption = "{series}, pro Monat", month = "pro Monat", mean = "Mittel über 12 Monate",
      alt = "Liniendiagramm. {caption}. Von {first} bis {last}; letzter Wert {value}.",
    },
    map = {
      caption = "{topic}: Schätzung je Zone {period}, nach der Tabelle „{table}“. Die Fläche eines Kreises ist "
        .. "proportional zur Schätzung; {name} ist orange.",
      alt = "Karte mit je einem Kreis für {number} {levels}. Die größten: {largest}.",
    },
    advice = { to_confirm = "zu bestätigen", none = "Noch kein Text für diese Zone und diese Phänomene." },
    sources = { columns = { "Quelle", "Herausgeber", "Lizenz", "Verwendete Zahlen" } },
    method = {
      store = "Datenbank {store}, Stand {state}, Startwert {seed}, bekannt {as_of}; glocal {version}. Bevölkerung von "
        .. "{year}. Die Texte unter „{first}“ bis „{last}“ stammen aus {file}.",
      known_now = "zum heutigen Tag", known_then = "zum {as_of}",
      command = "Dieser Befehl erstellt dieselbe Seite noch einmal:",
    },
  },
  own_words = "Einige Wörter und Abschnitte dieser Seite stammen von der Dienststelle selbst (Datei {file}).",
  awareness = {
    first = "Was {this} betrifft", new = "Neu seit dem Lagebild vom {date}",
    none = "Keine Warnung aus der Zone selbst und keine Schätzung, die die Schwelle erreicht.",
    nothing = "Nichts Neues, das die Schwelle erreicht, seit dem Lagebild vom {date}.",
    warning = "{phenomenon}, {period}: {observed} gezählt, {expected} erwartet; das liegt über der Alarmgrenze.",
    exposed = "{topic}: {now} {unit} {period}, hier schätzungsweise {from} bis {to}.",
    own = "{phenomenon}: neue oder geänderte eigene Zahlen, von {first} bis {last}.",
    own_one = "{phenomenon}: neue oder geänderte eigene Zahlen für {last}.",
    why = {
      warning = "Sie erhalten dies, weil eine eigene Reihe ({this}) Alarm gab.",
      exposed = "Sie erhalten dies, weil die Tabelle „{table}“ einen Bezug herstellt ({this}): Schätzung {estimate} pro Jahr, "
        .. "Schwelle {least}.",
      own = "Sie erhalten dies, weil es eigene Zahlen sind ({this}).",
    },
    more = "Und {number} weitere; die Zahlen stehen unten und im Anhang.",
    below = "Nicht aufgeführt, da hier auf weniger als {least} pro Jahr geschätzt: {topics}.",
    not_for_us = "Leser Ihrer Zone nannten dieses Thema am {date} „nicht für uns“ ({number} von {of}); "
      .. "sagen Sie es, wenn es Sie doch betrifft.",
    form = {
      text = "Antworten Sie je Nummer: nützlich, bekannt oder nicht für uns; mit Ihrer Funktion, ohne Namen.",
      link = "Antwortformular (CSV)",
    },
    index = {
      skip = "Zur Tabelle der Zonen",
      title = "Lagebilder der Zonen", name = "{name}: {levels}", foot = "{title}: {name}, {date}",
      facts = { dated = "Datum", zones = "Zonen", line = "Schwelle", since = "Verglichen mit" },
      line = "{least} pro Jahr", since = "dem vorigen Lagebild jeder Zone", no_since = "nichts: Dies sind die ersten Lagebilder",
      list = "Alle Zonen", columns = { "Zone", "Lagebild", "Liegt in", "Einwohner", "Meldungen", "Worüber" },
      map = "Meldungen je Zone", map_caption = "Meldungen je Zone; klicken Sie auf eine Zone oder wählen Sie sie unten in der "
        .. "Tabelle.",
      left_out = "Nicht geschrieben: {zones}.",
      how = "Eine Zone erhält eine Meldung, wenn eine eigene Reihe Alarm gab, wenn ihre eigenen Zahlen neu sind oder wenn eine "
        .. "Expositionstabelle ihr mindestens die Schwelle zuordnet; jede Meldung sagt, warum.",
    },
  },
  plan = require "foresight.language.plan.de",
  demand = require "foresight.language.demand.de",
  digest = require "foresight.language.digest.de",
  spoc = {
    title = "Nachrichten und Antwortzeiten, {first} bis {last}",
    state = "{marking}; Stand {state} der Datenbank; Startwert {seed}",
    received = "Eingang nach Monat", month = "Monat", forecast = "Erwartete Belastung je Kanal", none = "keine: {why}",
    channel = "Kanal", median = "Median", forecast_interval = "80-%-Intervall", interval = "95-%-Intervall",
    span = "{low} bis {high}", messages = "Nachrichten", open = "offen", due = "fällig", in_time = "fristgerecht",
    median_time = "Medianzeit", hours = "{number} Std.", not_stated = "keine Angabe",
    urgency = { urgent = "dringend, direkt verfügbar", urgent_indirect = "dringend, nicht direkt verfügbar",
      other = "übrige", normal = "nicht dringend" },
    by = { "Fristgerecht beantwortet, nach Kanal", "Fristgerecht beantwortet, nach Dringlichkeit",
      "Fristgerecht beantwortet, nach Land und Art" },
    note = "Fristen: 8 Stunden für dringende Nachrichten, 3 Tage für dringende Nachrichten ohne direkten Zugriff, 7 Tage für "
      .. "alle übrigen. Antworten bekannt bis {day}.",
    late = "Bis dahin unbeantwortet: {number}; eine solche Nachricht ist verspätet, sobald ihre Frist abgelaufen ist.",
    undue = "Frist noch nicht abgelaufen, daher in keinem Anteil: {number}.",
    untimed = "Ohne Uhrzeit, daher nicht an einer Frist in Stunden gemessen: {number}.",
    unknown = "Kanäle, die nicht im Register stehen: {channels}.",
  },
  outlook = {
    title = "Monatlicher Ausblick", name = "Was wir erwarten", foot = "{title}: {date}",
    facts = { dated = "Datum", figures = "Neue Dateien", scored = "Jetzt bewertet" },
    headings = { imported = "Was eingegangen ist", expected = "Was wir erwarten", past = "Wie gut wir lagen" },
    imported = "{file}: übernommene Zeilen: {number}", none = "Es sind keine neuen Zahlen eingegangen.",
    columns = { "Zone", "Phänomen", "Zeitraum", "Median", "80-%-Intervall" },
    caption = "{source}: die höchsten Erwartungen für den ersten kommenden Zeitraum; Zahlen bis {last}.",
    unit = " Einheit: {unit}.",
    unscored = "Noch konnte keine registrierte Prognose mit dem Ergebnis verglichen werden.",
    scored = "Bisher bewertete Ergebnisse: {number}; davon im vorab registrierten 80-%-Intervall: {inside}. Bei gut "
      .. "kalibrierten Prognosen sind es etwa 80 %.",
    not_forecast = "{source}: keine Prognose, {why}",
    not_forecast_reasons = { no_figures = "es gibt keine Zahlen", unfit = "die Reihen lassen keine Prognose zu" },
  },
  scenario = require "foresight.language.scenario.de",
  plot = require "foresight.language.plot.de",
  delphi = {
    plot = "Delphi „{name}“, Runde {round}: Mediane und mittlere Hälften",
    title = "Delphi: {name}, Runde {round}",
    middle = "Median {median}; die mittlere Hälfte der {answers} Antworten liegt von {low} bis {high}.",
    before = "Median der vorigen Runde: {median}.",
    yours = "Ihre Antwort: {value}.",
    outside = "Sie liegt außerhalb der mittleren Hälfte: Bitte begründen Sie sie, oder antworten Sie neu.",
    moderator = "Moderation: {text}",
    stopped = "Die Studie hat nach der bei ihrer Eröffnung festgelegten Regel geendet. Vielen Dank.",
    again = "Bitte antworten Sie in Kenntnis dessen noch einmal; niemand sieht, wer was geantwortet hat.",
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
  country = require "foresight.language.country.de",
  cooperation = require "foresight.language.cooperation.de",
}
