--- de.lua: the phrases of scenarios in German. {name} is filled in; every language has the same keys and the same names.

return {
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
}
