--- de.lua: the phrases of demand beside supply in German; the same keys and names in each language.

return {
  heading = "Bedarf und Angebot",
  columns = { "Phänomen", "Zahlen, letztes Jahr", "Alarme", "Ersuchen", "Eigene Prioritäten", "Kapazität", "Deutung" },
  readings = {
    unanswered = "gefragt, ohne Antwort", answered = "gefragt und beantwortet",
    ["attention only"] = "Aufmerksamkeit ohne Bedarf", ["follows the search"] = "Zahlen folgen womöglich den Kontrollen",
  },
  unanswered = "Gefragt (Zahlen, Alarme oder Ersuchen), aber ohne eigene Priorität oder Kapazität: {number} ({names}).",
  all_answered = "Für jedes gefragte Phänomen hat {this} eine eigene Priorität oder Kapazität.",
  nothing = "Keine Zahlen, Alarme oder Ersuchen weisen auf einen Bedarf hin. Betrachtet: {this}.",
  no_requests = "Für das vergangene Jahr sind keine Ersuchen erfasst. So geht es: glocal import {store} ersuchen.csv --as "
    .. "requests",
  no_capacity = "Es ist keine Kapazität erfasst. So geht es: glocal import {store} kapazitaet.csv --as expertise",
  apart = "Ersuchen ohne Phänomen stehen nicht in der Tabelle.",
  more = "{rest} weitere Phänomene haben in der Tabelle keinen Platz.",
  evidence = "Nachweis: {call}",
}
