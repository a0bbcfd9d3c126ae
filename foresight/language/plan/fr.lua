--- fr.lua: the phrases of security plans in French; the same keys and names in each language.

return {
  title = "Plan de sécurité",
  facts = { years = "Durée", version = "Version", draft = "projet" },
  unknown_role = "l'auteur du plan",
  headings = {
    own = "Ce que nous voyons : {this}", national = "Ce que nous voyons : le pays",
    members = "Ce que nous voyons : les pays",
    international = "Ce que nous voyons : l'international",
    cyberspace = "Ce que nous voyons : le cyberespace",
    forecasts = "Ce que nous attendons : prévisions", warnings = "Ce que nous attendons : alertes",
    scenarios = "Ce que nous attendons : moteurs de changement et scénarios", impact = "Ce que cela signifie ici",
    below = "Où cela se remarque : {many}",
    priorities = "Priorités, de l'Europe jusqu'ici", demand = "Demande et offre",
    international_item = "Volet international", measures = "Mesures",
    indicators = "Ce qui nous ferait changer d'avis", assumptions = "Hypothèses", calendar = "Ce qui vient",
    faults = "À régler encore", evidence = "Preuve de chaque chiffre",
  },
  picture = {
    moved = "{series} : {now} {unit} {period}, contre {before} l'année précédente ({percent}{extra}).",
    moved_old = "{series} : {now} {unit} {period}, contre {before} l'année précédente ({percent}{extra}) ; attention, {age}.",
    beside = "{series} : {now} {unit} {period}, à côté de {before} l'année précédente ; pas de comparaison : {why}.",
    alone = "{series} : {now} {unit} {period} ; l'année précédente n'est pas connue.",
    sure = ", plus que ce que le hasard explique", chance = ", ce qui peut être dû au hasard",
    more = "Les autres phénomènes de la zone figurent dans l'image de la zone.",
    more_top = "Les autres phénomènes, plus petits, ne figurent pas ici.",
    coverage = " (chiffres de {reporting} des {could} {many})",
    no_national = "La base de données ne contient pas de chiffres nationaux.",
    no_cyberspace = "La base de données ne contient pas de chiffres propres à {this} sur la cybercriminalité.",
  },
  expectation = {
    forecast = "{series} : pour les douze mois jusqu'en {last}, nous attendons {mean} {unit}. Un nombre entre {low} et {high} : "
      .. "{words} ({percent}).",
    more = "Un nombre supérieur aux {before} des douze mois précédents : {words} ({percent}).",
    over = "Ces mois sont écoulés, mais leurs chiffres ne sont pas encore connus.",
    no_forecast = "Pas de prévision : il faut deux ans de chiffres mensuels.",
    alert = "{series}, {period} : {observed} constatés, {expected} attendus. Qu'un nombre aussi élevé soit dû au seul hasard "
      .. ": {words} "
      .. "({percent}).",
    alert_alone = "{series}, {period} : {observed} constatés, {expected} attendus ; ce détecteur ne donne pas de probabilité.",
    no_alert = "Aucune alerte au cours de l'année écoulée sur les séries surveillées.",
    not_watched = "Au cours de l'année écoulée, aucune série concernant {this} n'a été surveillée : on ne peut rien en dire.",
    driver = "{label} : {words} ({percent}).", scenario = "{name} : {words} ({percent}). {text}",
    no_scenario = "Aucun moteur de changement ni scénario n'est encore enregistré.",
  },
  below = {
    moved = "{series} : {now} {unit} {period}, contre {before} l'année précédente ({percent}) : plus que ce que le hasard "
      .. "explique parmi les {number} séries comparées.",
    alarms = "{zone} : {number} alertes au cours de l'année écoulée.", alarms_of = "Alertes : {zone}",
    exposed = "{series} : on estime que {from} à {to} {unit} {period} la concernent (table « {table} »).",
    none = "{number} {many} : aucune ne se remarque par ses propres chiffres, par des alertes ou par une table d'exposition.",
  },
  answer = {
    crosswalk = "Priorités mises en regard",
    unanswered = "Priorités supérieures auxquelles {this} ne répond pas encore : {number}.",
    same_phenomenon = "Priorités supérieures portant sur le même phénomène qu'une priorité propre, sans lien enregistré : "
      .. "{number}.",
    local_only = "Priorités propres qui ne répondent à aucune priorité supérieure : {number}.",
    demand = "Phénomènes qui demandent de l'attention d'après les chiffres ou les alertes, sans priorité propre : {number}.",
    aligned = "Chaque priorité supérieure trouve une réponse dans {this}, et inversement.",
    priority_columns = { "De", "Priorité", "Cycle", "Fonction responsable", "Jusqu'au" },
    measure_columns = { "Mesure", "Fonction responsable", "Pour le", "Statut" },
    indicator_columns = { "Série, somme sur douze mois", "Seuil bas", "Seuil haut", "Jusqu'à" },
    unassigned = "à désigner", undated = "à fixer", suggested = "proposition", decided = "décidé",
    answered = "{zone} ({cycle}) : {name}. Réponse propre : {own}.",
    open = "{zone} ({cycle}) : {name}. {This} n'a pas encore enregistré de réponse.",
    no_union = "La base de données ne contient aucune priorité de l'Union européenne ou du Benelux en vigueur aujourd'hui.",
    watched = "Si une série sort de ces seuils, le plan est réexaminé.",
    no_indicator = "Pas d'indicateurs : sans prévision, il n'y a pas de seuil.",
  },
  faults = {
    ["no priority"] = "{This} n'a pas enregistré de priorité propre en vigueur aujourd'hui.",
    international = "Aucune priorité propre ne répond à une priorité de l'Union européenne ou du Benelux.",
    owner = "La priorité « {subject} » n'a pas de fonction responsable.",
    indicator = "La priorité « {subject} » n'a pas d'indicateur.", due = "La priorité « {subject} » n'a pas d'échéance.",
    overdue = "L'échéance de la priorité « {subject} » est dépassée.",
    ["owner ended"] = "Le responsable de la priorité « {subject} » n'existe plus.",
    ["unknown higher"] = "La priorité « {subject} » répond à une priorité que la base de données ne connaît pas.",
    ["ended higher"] = "La priorité « {subject} » répond à une priorité arrivée à son terme.",
    ["two cycles"] = "La priorité « {subject} » figure dans deux cycles à la fois.",
    link = "Un lien est enregistré pour « {subject} », une priorité qui n'existe pas.",
    ["old figures"] = "Les chiffres de la priorité « {subject} » ont plus d'un an.",
  },
  assumptions = {
    columns = { "Hypothèse", "Fausse si" }, unknown = "à préciser",
    recording = { text = "La police et les sources enregistrent comme auparavant.",
      unless = "une source change de mode de comptage ou de logiciel" },
    level = { text = "Au-delà de douze mois, nous ne donnons pas de nombres : le passé connu est trop court.",
      unless = "un scénario fondé sur un modèle va plus loin" },
    exposure = { text = "La part de {this} dans les flux internationaux est celle de la table d'exposition, une estimation.",
      unless = "les constatations sur place sortent de la fourchette" },
    no_own = { text = "Faute de chiffres propres, {this} suit l'image nationale et internationale.",
      unless = "les chiffres propres montrent autre chose : importez-les" },
    old = { text = "Les chiffres de plus d'un an restent valables : {names}.",
      unless = "des chiffres plus récents changent l'image" },
  },
  calendar = {
    columns = { "Quand", "Quoi", "Certitude", "Source" },
    basis = { official = "fixé", rule = "selon la règle", confirm = "à confirmer" },
  },
  method = {
    made = "Établi à partir de la base de données {store}, version {state}, graine {seed} ; glocal {version}.",
    evidence = "Le nombre entre crochets derrière une phrase renvoie à la preuve ci-dessous : les appels qui calculent chaque "
      .. "chiffre, sur le "
      .. "même état de la base de données, et la qualité passée de ce genre d'affirmations.",
  },
  evidence = {
    source = "Source : {names}.", old = "Attention : {age}.",
    judgement = "La part est une estimation d'analystes, pas un comptage.",
    forecast = "Prévision : {series}", record = "Sur {outcomes} résultats passés, {percent} se trouvaient dans l'intervalle à "
      .. "80 % de la "
      .. "prévision.",
    untried = "Non éprouvé sur le passé.",
    alert = "Alerte {number} : {series}",
      alarm_record = "Sur {number} alertes vérifiées de ce détecteur, {confirmed} ont été confirmées.",
    alarm_untried = "Aucune alerte de ce détecteur n'a encore été vérifiée.",
    driver = "Moteur de changement : {name}",
      driver_record = "Agrégé à partir d'avis de fonctions sur des signaux faibles ; pas encore "
      .. "confronté aux résultats.",
    scenario = "Scénario : {name}", given = "Avis de la fonction suivante : {role} ; pas encore confronté aux résultats.",
  },
}
