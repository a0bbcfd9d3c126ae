--- de.lua: the phrases of digests in German. {name} is filled in; every language has the same keys and the same names.

return {
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
}
