--- fr.lua: the phrases of demand beside supply in French; the same keys and names in each language.

return {
  heading = "Demande et offre",
  columns = { "Phénomène", "Chiffres, dernière année", "Alertes", "Demandes", "Priorités propres", "Capacité", "Lecture" },
  readings = {
    unanswered = "demandé, sans réponse", answered = "demandé, avec réponse",
    ["attention only"] = "attention sans demande", ["follows the search"] = "les chiffres suivent peut-être les contrôles",
  },
  unanswered = "Demandés (chiffres, alertes ou demandes), mais sans priorité propre ni capacité : {number} ({names}).",
  all_answered = "Pour chaque phénomène demandé, {this} a une priorité propre ou une capacité.",
  nothing = "Aucun chiffre, aucune alerte ni aucune demande n’indique une demande adressée à {this}.",
  no_requests = "Aucune demande n’est enregistrée pour l’année écoulée. Pour le faire : glocal import {store} demandes.csv --as "
    .. "requests",
  no_capacity = "Aucune capacité n’est enregistrée. Pour le faire : glocal import {store} capacite.csv --as expertise",
  apart = "Les demandes sans phénomène ne figurent pas dans le tableau.",
  more = "{rest} autres phénomènes n’ont pas de place dans le tableau.",
  evidence = "Preuve : {call}",
}
