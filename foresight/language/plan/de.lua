--- de.lua: the phrases of security plans in German; the same keys and names in each language.

return {
  title = "Sicherheitsplan",
  facts = { years = "Laufzeit", version = "Fassung", draft = "Entwurf" },
  unknown_role = "der planenden Stelle",
  headings = {
    own = "Was wir sehen: {this}", national = "Was wir sehen: das Land", members = "Was wir sehen: die Länder",
    international = "Was wir sehen: international",
    cyberspace = "Was wir sehen: Cyberraum",
    forecasts = "Was wir erwarten: Prognosen", warnings = "Was wir erwarten: Warnungen",
    scenarios = "Was wir erwarten: Triebkräfte und Szenarien", impact = "Was das hier bedeutet",
    below = "Wo es auffällt: {many}",
    priorities = "Prioritäten, von Europa bis hierher", demand = "Bedarf und Angebot",
    international_item = "Internationaler Teil", measures = "Maßnahmen",
    indicators = "Was unsere Einschätzung ändern würde", assumptions = "Annahmen", calendar = "Was bevorsteht",
    faults = "Noch zu regeln", evidence = "Nachweis jeder Zahl",
  },
  picture = {
    moved = "{series}: {now} {unit} {period}, gegenüber {before} im Jahr davor ({percent}{extra}).",
    moved_old = "{series}: {now} {unit} {period}, gegenüber {before} im Jahr davor ({percent}{extra}); Achtung: Diese Zahl "
      .. "ist {age}.",
    beside = "{series}: {now} {unit} {period}, neben {before} im Jahr davor; kein Vergleich: {why}.",
    alone = "{series}: {now} {unit} {period}; das Jahr davor ist nicht bekannt.",
    sure = ", mehr als der Zufall erklärt", chance = ", was auch Zufall sein kann",
    more = "Die übrigen Phänomene der Zone stehen im Lagebild der Zone.",
    more_top = "Die übrigen Phänomene sind kleiner und stehen hier nicht.",
    coverage = " (Zahlen aus {reporting} der {could} {many})",
    no_national = "Die Datenbank enthält keine nationalen Zahlen.",
    no_cyberspace = "Die Datenbank enthält keine eigenen Zahlen zur Cyberkriminalität für {this}.",
  },
  expectation = {
    forecast = "{series}: Für die zwölf Monate bis einschließlich {last} erwarten wir {mean} {unit}. Dass die Zahl zwischen "
      .. "{low} und "
      .. "{high} liegt, ist {words} ({percent}).",
    more = "Dass sie über den {before} der zwölf Monate davor liegt, ist {words} ({percent}).",
    over = "Diese Monate sind vorbei, aber ihre Zahlen sind noch nicht bekannt.",
    no_forecast = "Keine Prognose: Dafür braucht es Monatszahlen über zwei Jahre.",
    alert = "{series}, {period}: {observed} festgestellt, {expected} erwartet. Dass eine so hohe Zahl bloßer Zufall ist, ist "
      .. "{words} "
      .. "({percent}).",
    alert_alone = "{series}, {period}: {observed} festgestellt, {expected} erwartet; dieser Detektor gibt keine "
      .. "Wahrscheinlichkeit an.",
    no_alert = "Im vergangenen Jahr kein Alarm bei den überwachten Reihen.",
    not_watched = "Im vergangenen Jahr wurde keine Reihe überwacht, die {this} betrifft: Darüber lässt sich nichts sagen.",
    driver = "{label}: {words} ({percent}).", scenario = "{name}: {words} ({percent}). {text}",
    no_scenario = "Noch keine Triebkräfte oder Szenarien erfasst.",
  },
  below = {
    moved = "{series}: {now} {unit} {period}, gegenüber {before} im Jahr davor ({percent}): mehr, als der Zufall unter den "
      .. "{number} verglichenen Reihen erklärt.",
    alarms = "{zone}: {number} Alarme im vergangenen Jahr.", alarms_of = "Alarme: {zone}",
    exposed = "{series}: Schätzungsweise {from} bis {to} {unit} {period} stehen damit in Zusammenhang "
      .. "(Tabelle „{table}“).",
    none = "{number} {many}: Keine fällt durch eigene Zahlen, Alarme oder eine Expositionstabelle auf.",
  },
  answer = {
    crosswalk = "Prioritäten im Abgleich",
    unanswered = "Übergeordnete Prioritäten, auf die {this} noch nicht antwortet: {number}.",
    same_phenomenon = "Übergeordnete Prioritäten zum selben Phänomen wie eine eigene, ohne erfassten Bezug: {number}.",
    local_only = "Eigene Prioritäten, die auf keine übergeordnete antworten: {number}.",
    demand = "Phänomene, die laut Zahlen oder Alarmen Aufmerksamkeit verlangen, ohne eigene Priorität: {number}.",
    aligned = "Auf jede übergeordnete Priorität antwortet {this}, und umgekehrt.",
    priority_columns = { "Von", "Priorität", "Zyklus", "Zuständige Funktion", "Bis" },
    measure_columns = { "Maßnahme", "Zuständige Funktion", "Bis zum", "Stand" },
    indicator_columns = { "Reihe, Summe über zwölf Monate", "Untere Schwelle", "Obere Schwelle", "Bis einschließlich" },
    unassigned = "noch zuzuweisen", undated = "noch festzulegen", suggested = "Vorschlag", decided = "beschlossen",
    answered = "{zone} ({cycle}): {name}. Eigene Antwort: {own}.",
    open = "{zone} ({cycle}): {name}. {This} hat noch keine Antwort erfasst.",
    no_union = "Die Datenbank enthält keine heute geltenden Prioritäten der Europäischen Union oder der Benelux-Union.",
    watched = "Verlässt eine Reihe diese Schwellen, wird der Plan überprüft.",
    no_indicator = "Keine Indikatoren: Ohne Prognose gibt es keine Schwelle.",
  },
  faults = {
    ["no priority"] = "{This} hat keine eigenen Prioritäten erfasst, die heute gelten.",
    international = "Keine eigene Priorität antwortet auf eine der Europäischen Union oder der Benelux-Union.",
    owner = "Die Priorität „{subject}“ hat keine zuständige Funktion.",
    indicator = "Die Priorität „{subject}“ hat keinen Indikator.", due = "Die Priorität „{subject}“ hat keinen Termin.",
    overdue = "Der Termin der Priorität „{subject}“ ist verstrichen.",
    ["owner ended"] = "Die zuständige Stelle der Priorität „{subject}“ gibt es nicht mehr.",
    ["unknown higher"] = "Die Priorität „{subject}“ antwortet auf eine, die die Datenbank nicht kennt.",
    ["ended higher"] = "Die Priorität „{subject}“ antwortet auf eine, die ausgelaufen ist.",
    ["two cycles"] = "Die Priorität „{subject}“ steht in zwei Zyklen zugleich.",
    link = "Für „{subject}“ ist ein Bezug erfasst, doch diese Priorität gibt es nicht.",
    ["old figures"] = "Die Zahlen zur Priorität „{subject}“ sind älter als ein Jahr.",
  },
  assumptions = {
    columns = { "Annahme", "Falsch, wenn" }, unknown = "noch festzulegen",
    recording = { text = "Polizei und Quellen erfassen wie bisher.", unless = "eine Quelle ihre Zählweise oder Software ändert" },
    level = { text = "Über zwölf Monate hinaus nennen wir keine Zahlen: Dafür ist die bekannte Vergangenheit zu kurz.",
      unless = "ein Szenario mit einem Modell weiter reicht" },
    exposure = { text = "Der Anteil an internationalen Strömen, der auf {this} entfällt, stammt aus der Expositionstabelle, "
      .. "einer "
      .. "Einschätzung.", unless = "Feststellungen vor Ort außerhalb der Spanne liegen" },
    no_own = { text = "Ohne eigene Zahlen gilt für {this} das nationale und das internationale Bild.",
      unless = "die eigenen Zahlen etwas anderes zeigen: Importieren Sie sie" },
    old = { text = "Zahlen, die älter als ein Jahr sind, gelten weiter: {names}.",
      unless = "neuere Zahlen ein anderes Bild ergeben" },
  },
  calendar = {
    columns = { "Wann", "Was", "Gewissheit", "Quelle" },
    basis = { official = "festgelegt", rule = "nach der Regel", confirm = "zu bestätigen" },
  },
  method = {
    made = "Erstellt aus der Datenbank {store}, Stand {state}, Startwert {seed}; glocal {version}.",
    evidence = "Die Zahl in eckigen Klammern hinter einem Satz verweist auf den Nachweis unten: die Aufrufe, die jede Zahl "
      .. "auf demselben "
      .. "Stand der Datenbank berechnen, und wie gut solche Aussagen bisher waren.",
  },
  evidence = {
    source = "Quelle: {names}.", old = "Achtung: Diese Zahl ist {age}.",
    judgement = "Der Anteil ist eine Einschätzung von Analysten, keine Zählung.",
    forecast = "Prognose: {series}", record = "Von {outcomes} früheren Ergebnissen lagen {percent} im 80-%-Intervall der "
      .. "Prognose.",
    untried = "Nicht an der Vergangenheit geprüft.",
    alert = "Meldung {number}: {series}",
      alarm_record = "Von {number} geprüften Alarmen dieses Detektors wurden {confirmed} bestätigt.",
    alarm_untried = "Von diesem Detektor wurde noch kein Alarm geprüft.",
    driver = "Triebkraft: {name}", driver_record = "Zusammengeführt aus Einschätzungen von Funktionen zu schwachen Signalen; "
      .. "noch nicht an "
      .. "Ergebnissen geprüft.",
    scenario = "Szenario: {name}", given = "Eine Einschätzung ({role}); noch nicht an Ergebnissen geprüft.",
  },
}
