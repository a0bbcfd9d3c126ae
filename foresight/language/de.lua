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
  digest = {
    title = "Frühwarnung", foot = "{title}: {name}, {date}",
    facts = { level = "Ebene", within = "Liegt in", dated = "Datum",
    watched = "Überwacht" },
    watched = "Zeitreihen: {series}, der Zone selbst: {own}; beurteilt bis {last}", unwatched = "noch nichts",
    lead = "Alarme seit {since}: {alarms} (Zeitreihen: {series}; noch nicht beurteilt: {open}).",
    none = "Kein Alarm seit {since}. Überwachte Zeitreihen, die {this} betreffen: {series}.",
    nothing = "Seit {since} wurde keine Zeitreihe überwacht, die {this} betrifft, weder eine eigene noch eine übergeordnete oder "
      .. "verbundene: Es lässt sich nichts sagen.",
    no_own = "Für {this} selbst wird keine Zeitreihe überwacht: Die Alarme unten sind die übergeordneter Zonen oder verbundener "
      .. "Zeitreihen.",
    others = "{number} weitere Zeitreihen hatten Alarme; alerts() zählt sie auf.",
    headings = {
      own = "Zahlen für {this} selbst", within = "Zonen, die {this} umfassen", exposure = "International, mit Bezug auf {this}",
      map = "Auf der Karte", method = "So ist dies zu lesen",
    },
    item = {
      counts = "{period}: {observed} beobachtet, {expected} erwartet; über {upper} gibt es Alarm.",
      bound = "{period}: {observed} beobachtet; über {upper} gibt es Alarm.", observed = "{period}: {observed} beobachtet.",
      chance = "Eine so hohe Zahl allein durch Zufall, hätte sich nichts geändert: {words} ({percent}).",
      low = "{period}: {observed} beobachtet, {expected} erwartet: weniger als die untere Schwelle dieses Detektors.",
      low_chance = "Eine so niedrige Zahl allein durch Zufall, hätte sich nichts geändert: {words} ({percent}).",
      led = "Bewegte sich früher, von den vorlaufenden Reihen: {leaders}.",
      leader = "{name}, {lag} {span} früher (r = {r})", not_led = "Keine der vorlaufenden Reihen bewegte sich früher.",
      spans = {
        day = { "Tag", "Tage" }, week = { "Woche", "Wochen" }, month = { "Monat", "Monate" },
        quarter = { "Quartal", "Quartale" }, year = { "Jahr", "Jahre" },
      },
      plan_above = "Indikator des Plans von {zone} (Plan {plan}, Version {version}): Von {first} bis {period} wurden {observed} "
        .. "gezählt, mehr als {threshold}, die Obergrenze für die zwölf Monate bis {last}. Der Plan ist neu zu prüfen.",
      plan_below = "Indikator des Plans von {zone} (Plan {plan}, Version {version}): Von {first} bis {period} wurden {observed} "
        .. "gezählt, weniger als {threshold}, die Untergrenze für die zwölf Monate bis {last}. Der Plan ist neu zu prüfen.",
      no_chance = "Dieser Detektor gibt keine Wahrscheinlichkeit an.",
      record = "Von {number} früheren Alarmen dieses Detektors, denen nachgegangen wurde, wurden {confirmed} bestätigt: Dass "
        .. "einer "
        .. "zutrifft, ist {words} ({percent}).",
      earlier = "Alarm auch im {periods}.", source = "Meldung {alert}, durch {detectors}.", new = "neu",
      course = "{first} bis {last}; Alarme in Orange", alt = "Liniendiagramm. {title}. Von {first} bis {last}, {number} Alarme.",
    },
    dispositions = {
      open = "Noch nicht beurteilt: dispose({alert}, ...) hält fest, was es war.", confirmed = "Bestätigt ({by}): {reason}",
      explained = "Durch eine bekannte Ursache erklärt ({by}): {reason}", ["false"] = "Fehlalarm ({by}): {reason}",
      duplicate = "Doppelt, wie Meldung {other} ({by}): {reason}", watch = "Wird beobachtet ({by}): {reason}",
    },
    why = {
      own = "Sie erhalten dies, weil es {this} betrifft.", within = "Sie erhalten dies, weil {name} {this} umfasst.",
      exposure = "Sie erhalten dies, weil nach der Tabelle „{table}“ {name} {this} betrifft.",
    },
    likelihood = {
      almost_no_chance = "nahezu ausgeschlossen", very_unlikely = "sehr unwahrscheinlich", unlikely = "unwahrscheinlich",
      roughly_even = "etwa gleich wahrscheinlich wie nicht", likely = "wahrscheinlich", very_likely = "sehr wahrscheinlich",
      almost_certain = "nahezu sicher",
    },
    map = "Alarme seit {since}", map_caption = "Alarme jeder überwachten Zone",
    method = "Ein Alarm sagt, dass eine Zahl höher ist, als ihre eigene Vergangenheit erwarten lässt, nicht warum. Zuerst "
      .. "kommen eine "
      .. "bekannte Ursache, eine andere Erfassung und der Zufall; von vielen Zeitreihen geben einige immer Alarm.",
    scale = "Worte der Wahrscheinlichkeit nach ICD 203: nahezu ausgeschlossen bis 5 %, sehr unwahrscheinlich bis 20 %, "
      .. "unwahrscheinlich "
      .. "bis 45 %, etwa gleich wahrscheinlich wie nicht bis 55 %, wahrscheinlich bis 80 %, sehr wahrscheinlich bis 95 %, "
      .. "nahezu sicher "
      .. "darüber.",
    index = { name = "Zonen mit Neuem", item = "{name}: neue Alarme {number}", added = "Neue Alarme" },
    lately = {
      heading = "Was hat sich hier zuletzt bewegt, und ist es mehr als Zufall?",
      judged = "Nach ihrer eigenen Vergangenheit beurteilt, die letzten {number} Monate bis {last} ({this}); Zeitreihen: "
        .. "{series}.",
      none = "Keine ihrer Zahlen war höher, als der Zufall erwarten lässt.",
      row = "{title}, {period}: {observed}, wo {expected} erwartet wurden. Eine so hohe Zahl allein durch Zufall: {words} "
        .. "({percent}).",
      fallback = "Die Datenbank enthält keine Monatszahlen für {this}; an ihre Stelle treten die der übergeordneten Zone {name}.",
      linked = "Die Datenbank enthält keine Monatszahlen für {this} oder übergeordnete Zonen; an ihre Stelle treten die "
        .. "verbundener "
        .. "internationaler Zeitreihen.",
      nothing = "Die Datenbank enthält keine Monatszahlen für {this}, übergeordnete Zonen oder damit Verbundenes: Es lässt "
        .. "sich nichts "
        .. "sagen.",
      short = "Nicht beurteilt, weil die Vergangenheit zu kurz ist (es braucht {years} Jahre) oder neue Zahlen fehlen; "
        .. "Zeitreihen: {series}.",
      many = "Von {tests} beurteilten Zahlen liegen allein durch Zufall etwa {expected} über ihrer Grenze.",
    },
  },
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
  scenario = {
    title = "Szenario", foot = "{title}: {name}, {date}",
    facts = { dated = "Datum", known = "Zahlen bis", simulation = "Simulation", budget = "Budget" },
    simulation = "{draws} Ziehungen, Startwert {seed}", euros = "{number}\u{00A0}€", interval = "{low} bis {high}",
    chance = "{words} ({percent})",
    headings = {
      compared = "Die nächsten zwölf Monate", zones = "Was das für die Polizeizonen bedeutet",
      matters = "Welche Annahme am meisten ausmacht", basis = "Worauf das beruht", sets = "Die besten Lösungen im Budget",
      barriers = "Die Barrieren im Einzelnen", find_out = "Was zuerst zu klären ist",
    },
    channel = {
      name = "Kleine Boote über den Ärmelkanal, {first} bis {last}",
      lead = "In den zwölf Monaten bis {last} kamen {count} Menschen mit kleinen Booten im Vereinigten Königreich an. Bleibt "
        .. "alles, wie es ist, sind in den nächsten zwölf {median} zu erwarten (80-%-Intervall: {low} bis {high}).",
      more = "Dass es mehr werden als in den letzten zwölf Monaten: {chance}.",
      columns = { "Szenario", "Ankünfte", "80-%-Intervall", "Mehr als im letzten Jahr" },
      variants = {
        base = "Alles bleibt, wie es ist", agreement = "Ein Rückführungsabkommen greift",
        supply = "Der Nachschub an Booten wird abgeschnitten", surge = "Eine andere Route schließt",
        mixed = "All das, je nach geschätzter Wahrscheinlichkeit",
      },
      course = "Ankünfte pro Monat, wenn alles bleibt, wie es ist: Median und Intervalle", course_title = "Ankünfte pro Monat",
      zone_columns = { "Zone", "Wie es ist", "80-%-Intervall", "Unterschied", "80-%-Intervall" },
      zone_caption = "Menschen in den nächsten zwölf Monaten nach der Tabelle „Ärmelkanal“ und der Unterschied, wenn der "
        .. "Nachschub an Booten abgeschnitten wird; die sechs Zonen mit den meisten",
      outside = "{percent} der Ankünfte hängen mit keiner Polizeizone zusammen.",
      map = "Unterschied, wenn der Nachschub an Booten abgeschnitten wird: Menschen in zwölf Monaten (Median)",
      map_title = "Unterschied je Polizeizone",
      inputs = {
        level = "das Niveau des Jahres", weather = "der Zufall von Monat zu Monat",
        agreement = "ob ein Rückführungsabkommen greift", supply = "ob der Nachschub an Booten abgeschnitten wird",
        surge = "ob eine andere Route schließt", agreement_effect = "wie gut ein Rückführungsabkommen wirkt",
        supply_effect = "wie gut das Abschneiden des Nachschubs wirkt", surge_effect = "wie viele die Route wechseln",
      },
      matter = "{input}: {percent} der Varianz des Ergebnisses.",
      basis = {
        "Das Jahr: die letzten zwölf Monate mal einem Faktor, der schwankt wie in den letzten vier Jahren (Standardabweichung "
          .. "seines Logarithmus: {sd}); die Monate wie in den letzten drei Jahren.",
        "Ein Rückführungsabkommen greift ab {agreement}: {agreement_chance}; es verhindert dann 5 bis 40\u{202F}% der Ankünfte.",
        "Der Nachschub an Booten über Belgien wird ab {supply} abgeschnitten: {supply_chance}; das verhindert 10 bis "
          .. "50\u{202F}%.",
        "Eine andere Route schließt ab {surge}: {surge_chance}; das bringt 5 bis 50\u{202F}% hinzu.",
        "Wahrscheinlichkeiten und Wirkungen sind Einschätzungen der Autoren von glocal, ebenso die Tabelle „Ärmelkanal“: "
          .. "Ersetzen Sie sie durch Ihre eigenen.",
      },
    },
    barriers = {
      name = "Barrieren gegen Arbeitsausbeutung",
      lead = "Mit {budget} im Jahr vermeiden diese Barrieren zusammen im Mittel den meisten Schaden: {set}. Sie kosten {cost} "
        .. "und vermeiden schätzungsweise {avoided} Monate Ausbeutung im Jahr (80-%-Intervall: {low} bis {high}).",
      sure = "Dass keine andere Lösung im Budget besser ist: {chance}. Sie verschenkt im Mittel {regret} Monate im Jahr "
        .. "gegenüber der, die sich als die beste erweist.",
      people = "Im Jahr entgehen {prevented} Menschen mehr der Ausbeutung, bevor Schaden entsteht, und {found} mehr werden "
        .. "während der Ausbeutung gefunden.",
      context = "{year} wurden in Belgien {count} Opfer von Menschenhandel zur Arbeitsausbeutung entdeckt; wie viele nie "
        .. "gefunden werden, ist nicht bekannt.",
      columns = { "Barrieren", "Kosten im Jahr", "Vermiedene Monate", "80-%-Intervall", "Die beste Lösung" },
      chart = "Vermiedene Monate Ausbeutung im Jahr; die Nummern sind die der Tabelle", chart_title = "Vermiedene Monate im Jahr",
      plot_titles = {
        ["months of exploitation"] = "Vermiedene Monate Ausbeutung im Jahr mit {budget}",
        ["dangerous crossings"] = "Vermiedene gefährliche Überfahrten im Jahr mit {budget}",
      },
      barrier_columns = { "Barriere", "Partner", "Phase", "Kosten im Jahr", "In der besten Lösung" },
      actors = {
        foreign_affairs = "auswärtiger Dienst", labour_inspectorate = "Arbeitsinspektion",
        transport_firms = "Transportunternehmen",
        border_police = "Grenzpolizei", municipality = "Gemeinde", clients = "Auftraggeber und Verkäufer",
        support_organisation = "Hilfsorganisationen", local_police = "lokale Polizei", banks = "Banken",
        platforms = "Plattformen", federal_police = "föderale Polizei", railway_police = "Bahnpolizei",
        shipping_police = "Schifffahrtspolizei",
      },
      stages = {
        recruitment = "Anwerbung", journey = "Reise", entry = "Einreise", identity = "Identität", housing = "Unterkunft",
        work = "Arbeit", payment = "Bezahlung", supply = "Boote und Motoren",
      },
      inputs = {
        effect = "die Wirkung von „{name}“", persons = "wie viele Menschen angeworben werden",
        displaced = "wie viele trotzdem ausgebeutet werden", stopped = "wie viele heute entkommen ({name})",
        harm = "wie lange die Ausbeutung dann schon dauert ({name})",
        through = "wie lange sie bei denen dauert, die nie gefunden werden",
      },
      worth = "{input}: Das vor der Wahl zu wissen, würde im Mittel {value} Monate im Jahr mehr vermeiden.",
      nothing = "Keine einzelne Annahme würde die Wahl ändern.",
      own = "Aus Ihren eigenen Tabellen: {files}.",
      basis = {
        "Zahlen von Menschen im Jahr und Anteile davon; kein Mensch wird modelliert.",
        "Eine Barriere bewahrt einen Teil derer, die ihre Phase erreichen, vor der Ausbeutung; Barrieren wirken unabhängig "
          .. "voneinander, und ein Teil dieser Menschen wird trotzdem ausgebeutet.",
        "Alle {count} Kombinationen von höchstens drei Barrieren im Budget wurden geprüft, jede mit denselben Ziehungen.",
        "Wenn nicht anders angegeben, sind Kosten, Wirkungen und der Ablauf Einschätzungen der Autoren von glocal, für einen "
          .. "Gerichtsbezirk: Ersetzen Sie sie durch Ihre eigenen, bevor Sie entscheiden.",
      },
    },
  },
  plot = {
    measures = {
      demand = "Nachfrage",
      flow = "Fluss",
      q50 = "Median", probability = "Wahrscheinlichkeit",
      alarms = "Alarme",
      items = "Meldungen",
      count = "Anzahl", events = "Beobachtungen", value = "Wert", weighted = "gewichtete Summe", estimate = "Schätzung",
      median = "Median", mean = "Mittelwert", expected = "erwartete Anzahl", population = "Einwohner",
      observed = "beobachtet", upper = "Alarmschwelle", level = "Niveau",
    },
    facts = { population = "Einwohner", area_km2 = "km²" },
    facets = { female = "weiblich", male = "männlich", other = "andere", unknown = "unbekannt", adult = "erwachsen",
      minor = "minderjährig" },
    units = { boats = "Boote", persons = "Personen" },
    per = { day = "pro Tag", week = "pro Woche", month = "pro Monat", quarter = "pro Quartal", year = "pro Jahr" },
    rate = "je {number} {fact}", observed = "beobachtet", forecast = "Prognose ({measure})",
    known = "bisher bekannt", corrected = "um Nachmeldungen bereinigt",
    interval = "{level}-%-Intervall", range = "Spanne", censored = "möglich (verdeckte Anzahl)",
    source = "Quelle: {names}", made = "glocal {version}, {store} Stand {state}",
    title = "{what}: {where}",
    phenomena = "{number} Phänomene", zones = "{number} Zonen", outside = "außerhalb", nothing = "keine Angabe",
    largest = "die {number} größten von {of}", thinned = "{number} von {of} Punkten gezeichnet",
    added = "Zeilen desselben Zeitraums addiert", at = "{period}, der letzte mit Zahlen",
    beyond = "ohne was außerhalb liegt", latest = "die letzten {number} von {of}",
    alarm = "Alarm",
    no_bands = 'Intervalle nur bis {number} Reihen; kind="multiples" zeigt alle', root = "Farbe nach der Wurzel",
    cut = "unvollständig: {periods}",
    crowded = "ein Feld ist der Mittelwert mehrerer Zeiträume",
    unstacked = "nicht gestapelt: {measure} lässt sich nicht addieren",
    map_day = "Karte vom {day}", remote = "abgelegene Teile nicht gezeichnet: {zones}",
    unplaced = "{number} ohne Platz auf der Karte", unpositive = "{number} negative nicht gezeichnet",
    coverage_map = { title = "Reichweite und Nachfrage: {who}" },
    flow_map = {
      title = "Routen", title_of = "Routen: {what}", closed = "geschlossen", no_figure = "keine Angabe", hub = "Drehkreuz",
      cut = "minimaler Schnitt", cut_means = "ohne diese Verbindungen bleibt kein Weg", colon = ": ",
      bottleneck = "Engpass", bottleneck_means = "die meisten kürzesten Wege führen darüber",
      aside = "nicht auf der Karte", zeros = "Verbindungen mit 0 nicht gezeichnet: {number}",
    },
    bubbles = {
      signals = "Schwache Signale", clusters = "Cluster schwacher Signale",
      measure = "Wahrscheinlichkeit und Auswirkung, Fläche nach Stärke",
      impact = "Auswirkung, 1 (unerheblich) bis 5 (schwer)", likelihood = "Wahrscheinlichkeit, %",
      likelihood_short = "Wahrscheinlichkeit", impact_short = "Auswirkung", strength_short = "Stärke",
      left_out = "ohne Wahrscheinlichkeit oder Auswirkung: {number}",
      kinds = {
        social = "sozial", technological = "technologisch", economic = "wirtschaftlich",
        environmental = "ökologisch", political = "politisch",
      },
    },
    funnel = {
      measure = "je 100.000 Einwohner", size = "Einwohner", own = "die gefragte Zone", within = "innerhalb der Zufallsgrenzen",
      beyond = "außerhalb ({level})", above = "höher, als der Zufall erklärt", below = "niedriger, als der Zufall erklärt",
      line = "{name}: {rate} je 100.000 Einwohner, {verdict}; Rang {rank} von {of}, "
        .. "doch jeder Rang von {low} bis {high} ist möglich",
    },
    plane = {
      measure = "Einfluss und Abhängigkeit, % der Summe", influence = "Einfluss", dependence = "Abhängigkeit",
      direct = "direkt", indirect = "indirekt",
    },
    results = {
      titles = {
        tornado = "{quantity}: was sie am meisten bewegt", sensitivity = "{quantity}: woher die Varianz kommt",
        information = "{quantity}: was es wert ist, vor der Entscheidung zu wissen", discovery = "Was zu {case} führt",
        probability = "Wahrscheinlichkeit von {case}", difference = "{list}: Differenz zweier Varianten",
        fit = "{quantity}: Vergangenheit und kalibriertes Modell", diagram = "Modell, {time}",
      },
      measures = {
        sensitivity = "Anteil an der Varianz", information = "Erwartungswert vollkommener Information",
        discovery = "Grenzen unsicherer Größen", paths = "{number} einzelne Ziehungen",
        diagram = "Bestände, Flüsse und wovon sie abhängen",
        first = "allein (erste Ordnung)", total = "mit Wechselwirkung (gesamt)", value = "Wert, 95-%-Intervall",
        probability = "Wahrscheinlichkeit",
      },
      kinds = { stock = "Bestand", flow = "Fluss", auxiliary = "Hilfsgröße", uncertain = "unsicher", number = "Zahl" },
      low_end = "am {low}-%-Quantil", high_end = "am {high}-%-Quantil", base = "alle am Median: {value}",
      bar = "{name}: {low} bis {high}", all = "alles", coverage = "Abdeckung (Anteil aller Fälle)",
      density = "Dichte (Anteil der Fälle)",
      fitted = "Modell", box = "Box {number}", at_least = "{name} mindestens {low}", at_most = "{name} höchstens {high}",
      between = "{name} von {low} bis {high}",
      not_drawn = "{number} ohne endliches Ergebnis nicht gezeichnet", fixed = "immer gleich: {list}", feedback = "Rückkopplung",
      months = "{number} Monate ab {from}", origin = "glocal {version}, Modell {hash}, {draws} Ziehungen, Seed {seed}",
      origin_plain = "glocal {version}, Modell {hash}", left_out = "{number} Ziehungen ohne endlichen Wert weggelassen",
    },
    clusters = {
      gap = "Lücke: kein Kanal", ["in part"] = "zum Teil gedeckt", pooled = "nur durch Partner gedeckt",
      own = "durch eigene Kanäle gedeckt", ["not known"] = "keine Nachfrage angegeben",
      ["high-high"] = "hoch unter hohen", ["low-low"] = "niedrig unter niedrigen",
      ["high-low"] = "hoch unter niedrigen", ["low-high"] = "niedrig unter hohen", ["hot spot"] = "Hotspot",
      ["cold spot"] = "Coldspot", ["not significant"] = "nicht signifikant", ["no cluster"] = "in keinem Cluster",
    },
    kinds = {
      flow_map = "Flusskarte",
      tornado = "Tornadodiagramm", intervals = "Schätzungen mit Intervallen", discovery = "Abdeckung und Dichte von Boxen",
      courses = "Verläufe über die Zeit", diagram = "Diagramm eines Modells",
      line = "Liniendiagramm", bar = "Balkendiagramm", heat = "Heatmap", multiples = "Kleine Diagramme",
      circles = "Karte mit Kreisen", choropleth = "Karte mit gefärbten Zonen",
      clusters = "Karte der Cluster",
      funnel = "Trichterdiagramm", plane = "Ebene von Einfluss und Abhängigkeit", bubbles = "Blasendiagramm",
    },
    summary = {
      span = "Von {first} bis {last}, {number} Zeiträume.",
      course = "zuerst {first} ({first_at}), zuletzt {last} ({last_at}), höchster {high} ({high_at}), "
        .. "niedrigster {low} ({low_at})",
      fan = "{measure} für {at}: {value}, {level}-%-Intervall {low} bis {high}",
      alarms = "Alarme: {list}",
      highest = "Am höchsten: {list}.", lowest = "Am niedrigsten: {list}.", others = "und {number} weitere",
    },
  },
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
  country = {
    title = "Länderblatt",
    figures = "Zahlen",
    own_caption = "Gezählt im Land ({country}): das letzte volle Jahr",
    abroad_caption = "Staatsangehörige des Landes ({country}), anderswo gezählt: das letzte volle Jahr",
    no_figures = "Die Datenbank hat keine im Land gezählten Zahlen ({country}).",
    figures_note = "Jede Quelle und jedes Phänomen steht für sich: Nichts wird zusammengezählt. „0–4“ ist eine von der Quelle "
      .. "verdeckte Zahl; ein Strich heißt unbekannt, nie null.",
    more = "{number} weitere Reihen sind nicht gezeigt.",
    routes = "Routen",
    route_source = "{route}: beginnt hier oder führt hier durch ({source}).",
    no_routes = "Keine bekannte Route beginnt hier oder führt hier durch ({country}).",
    no_route_figures = "Die Datenbank hat keine Zahlen zu diesen Routen.",
    figure_columns = { "Was", "Zeitraum", "Zahl", "Jahr davor", "Änderung", "Quelle, bekannt seit" },
    source_known = "{source}, {day}",
    channels = "Wen anrufen",
    channel_columns = { "Kanal", "Rechtsgrundlage", "Antwort", "Zeiten, Sprachen" },
    no_time = "nicht bekannt",
    from_flows = "die Hälfte binnen {hours} Std. ({number} Antworten, {from} bis {to})",
    from_deadline = "binnen {hours} Std. (gesetzliche Frist)",
    agreements = "Abkommen",
    agreement_columns = { "Abkommen", "Unterzeichnet", "Stand", "Erlaubt", "Quelle" },
    not_for = "nicht für diese Zone",
    no_agreements = "Kein Abkommen mit diesem Land bekannt ({country}).",
    watch = "Worauf achten",
    not_allowed = "Kein Abkommen in Kraft erlaubt: {acts}. Ersuchen, nicht selbst handeln.",
    unsure = "Unterzeichnet, aber der Tag des Inkrafttretens ist nicht bekannt, also keine Rechtsgrundlage: {agreements}.",
    rose = "Steigend: {what}, {zone}, {share} ({period}).",
    fell = "Fallend: {what}, {zone}, {share} ({period}).",
    signal = "Signal: {title} ({day}, {source}).",
    informal = "Ein informeller Kontakt ist kein Kanal: Halten Sie über einen der Kanäle oben fest, was Sie erfahren, "
      .. "ohne Namen, auf dem Berichtsformular.",
    reports = "Von anderen mitgebracht",
    report_columns = { "Tag", "Thema", "Bericht", "4x4", "Einstufung" },
    evaluation = "4x4: die Quelle (A kein Zweifel, B meist zuverlässig, C meist nicht zuverlässig, X nicht beurteilbar) und "
      .. "die Information (1 Wahrheitsgehalt gesichert, 2 der Quelle persönlich bekannt, 3 durch andere "
      .. "Informationen erhärtet, 4 nicht zu erhärten).",
    no_reports = "Kein Bericht bekannt, der die Datenbank verlassen darf.",
    recommendations = "Empfehlungen und Expertise",
    recommendation = "{text} ({owner}; {state}, fällig {due})",
    states = {
      open = "offen",
      overdue = "überfällig",
      done = "erledigt",
      rejected = "abgelehnt",
    },
    presence = {
      mission = "Mission: {text} ({number}; {source})",
      expertise = "Dort erworbene Expertise: {text}, {corps} ({number}; {source})",
    },
    reciprocity = "Gegenseitigkeit",
    flow = "{from} bis {to}: {received} Nachrichten empfangen, {sent} gesendet, Saldo {balance} (Monate, in denen "
      .. "beides bekannt ist).",
    flow_received = "{from} bis {to}: {received} Nachrichten empfangen; wie viele gesendet wurden, ist nicht bekannt.",
    no_flow = "In den zwölf Monaten davor wurden keine Nachrichten mit diesem Land gezählt.",
    left_out = "{number} Zeilen fehlen hier: Ihre Einstufung erlaubt keine Weitergabe.",
    made = "Aus {store}, Stand {state}. Dieselbe Seite noch einmal: {call}",
    counts = "Abkommen in Kraft: {agreements}; Berichte: {reports}",
    facts = {
      country = "Land",
      asked_by = "Für",
      day = "Am",
      about = "Thema",
      all = "alle Phänomene",
    },
  },
  cooperation = {
    columns = { "Land", "Kanal", "Rechtsgrundlage" },
    left_out = "Ein Kanal steht hier nicht: Seine Einstufung erlaubt keine Weitergabe.",
    whom = "Wen anrufen", basis = "Rechtsgrundlage", nobody = "Kein rechtmäßiger Kanal bekannt.", also = "Auch:", allowed = "JA",
    not_allowed = "NEIN", since = "in Kraft seit {day}", to_confirm = "zu bestätigen",
    answer = "Antwort binnen {hours} Std.", no_answer_time = "keine Antwortfrist bekannt", carries = "bis {marking}",
    half = "Antwort: 50 % binnen {hours} Std.", within = "{share} % binnen {hours} Std.",
    answers = "{times} ({number} Antworten, {from} bis {to})", in_time = "{share} % fristgerecht",
    informal = "Kontakt „{name}“: über diesen Kanal senden, nicht informell.",
    informal_hours = "Schneller, aber informell: „{name}“ ({hours} Std.). Über diesen Kanal festhalten.",
    colon = ": ", semicolon = "; ", where = "Wo liegt die Information", holder = "Inhaber",
    held = {
      case = "Polizei, {place}", intelligence = "Polizei, {place}",
      plates = "Fahrzeugregister, {place}", dna = "DNA-Datenbank, {place}",
      fingerprints = "Fingerabdruckdatenbank, {place}", records = "Strafregister, {place}",
      integrity = "Strafregister, {place}", databases = "Polizeidatenbanken, {place}",
      witness = "Justizbehörden, {place}", expertise = "{place}",
    },
    levels = { basic = "Grundkenntnisse", experienced = "erfahren", expert = "Experte" },
    holders = "{number} Bedienstete", gained = "erworben in {place}", gained_on = "erworben in {place}, {day}",
    contact = "Kontaktstelle: {role}", no_contact = "keine Kontaktstelle bekannt",
    no_expertise = "Keine solche Expertise bekannt.",
    own = "keine internationale Rechtsgrundlage nötig: gleiches Land",
    article = "Art. {article}", signed = "unterzeichnet am {day}",
    no_agreement = "Kein Abkommen im Register erlaubt dies.",
    urgency = {
      urgent = "dringend", normal = "nicht dringend",
    },
    missing = {
      historical = "damals bekannt; Rechtsgrundlage nicht geprüft",
      unknown_date = "Tag des Inkrafttretens unbekannt", not_yet = "nicht in Kraft vor dem {day}",
      ended = "endete am {day}", not_party = "{place} ist nicht Vertragspartei",
      outside = "{place} liegt außerhalb des Geltungsbereichs", no_act = "gilt nicht für diese Maßnahme",
      no_basis = "keine Rechtsgrundlage bekannt",
    },
    acts = {
      information = "Informationen", automated_exchange = "automatisierter Austausch",
      direct_access = "direkter Zugriff auf Datenbanken", criminal_records = "Strafregister",
      screening = "Zuverlässigkeitsprüfung", joint_patrol = "gemeinsame Streife", joint_operation = "gemeinsamer Einsatz",
      joint_team = "gemeinsame Ermittlungsgruppe", joint_centre = "gemeinsames Zentrum",
      pursuit = "grenzüberschreitende Nacheile", observation = "grenzüberschreitende Observation",
      hearing = "Vernehmung von Zeugen oder Opfern", escort = "Begleitung und Schutz", special_units = "Spezialeinheiten",
      liaison = "Verbindungsbeamte", extradition = "Übergabe und Auslieferung",
      enforcement = "Vollstreckung von Strafen", training = "Ausbildung",
    },
  },
}
