--- nl.lua: the phrases of demand beside supply in Dutch; the same keys and names in each language.

return {
  heading = "Vraag en aanbod",
  columns = { "Fenomeen", "Cijfers, laatste jaar", "Alarmen", "Aanvragen", "Eigen prioriteiten", "Capaciteit", "Lezing" },
  readings = {
    unanswered = "gevraagd, zonder antwoord", answered = "gevraagd en beantwoord",
    ["attention only"] = "wel aandacht, geen vraag", ["follows the search"] = "cijfers kunnen de controles volgen",
  },
  unanswered = "Gevraagd (cijfers, alarmen of aanvragen), maar zonder eigen prioriteit of capaciteit: {number} ({names}).",
  all_answered = "Voor elk fenomeen waar vraag naar is, heeft {this} een eigen prioriteit of capaciteit.",
  nothing = "Geen cijfers, alarmen of aanvragen wijzen op een vraag aan {this}.",
  no_requests = "Over het afgelopen jaar zijn geen aanvragen geregistreerd. Dat gaat met: glocal import {store} aanvragen.csv "
    .. "--as requests",
  no_capacity = "Er is geen capaciteit geregistreerd. Dat gaat met: glocal import {store} capaciteit.csv --as expertise",
  apart = "Aanvragen zonder fenomeen staan niet in de tabel.",
  more = "Nog {rest} fenomenen hebben geen plaats in de tabel.",
  evidence = "Bewijs: {call}",
}
