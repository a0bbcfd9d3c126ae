--- fr.lua: the phrases of scenarios in French. {name} is filled in; every language has the same keys and the same names.

return {
  title = "Scénario", foot = "{title} : {name}, {date}",
  facts = { dated = "Date", known = "Chiffres jusqu'à", simulation = "Simulation", budget = "Budget" },
  simulation = "{draws} tirages, graine {seed}", euros = "{number} €", interval = "{low} à {high}",
  chance = "{words} ({percent})",
  headings = {
    compared = "Les douze prochains mois", zones = "Ce que cela signifie pour les zones de police",
    matters = "L'hypothèse qui compte le plus", basis = "Sur quoi cela repose",
    sets = "Les meilleurs choix dans les limites du budget", barriers = "Les barrières une à une",
    find_out = "Ce qu'il faut d'abord savoir",
  },
  channel = {
    name = "Petites embarcations à travers la Manche, {first} à {last}",
    lead = "Au cours des douze mois jusqu'à {last}, {count} personnes sont arrivées au Royaume-Uni par petite embarcation. "
      .. "Si rien ne change, il faut s'attendre à {median} au cours des douze prochains (intervalle à 80 % : {low} à "
      .. "{high}).",
    more = "Que ce soit plus qu'au cours des douze derniers mois : {chance}.",
    columns = { "Scénario", "Arrivées", "Intervalle à 80 %", "Plus que l'an dernier" },
    variants = {
      base = "Rien ne change", agreement = "Un accord de retour porte ses fruits",
      supply = "L'approvisionnement en bateaux est coupé", surge = "Une autre route se ferme",
      mixed = "Tout cela, chacun selon la probabilité estimée",
    },
    course = "Arrivées par mois si rien ne change : médiane et intervalles", course_title = "Arrivées par mois",
    zone_columns = { "Zone", "Si rien ne change", "Intervalle à 80 %", "Différence", "Intervalle à 80 %" },
    zone_caption = "Personnes au cours des douze prochains mois selon la table « Manche », et différence si "
      .. "l'approvisionnement en bateaux est coupé ; les six zones les plus concernées",
    outside = "{percent} des arrivées ne sont liés à aucune zone de police.",
    map = "Différence si l'approvisionnement en bateaux est coupé : personnes en douze mois (médiane)",
    map_title = "Différence par zone de police",
    inputs = {
      level = "le niveau de l'année", weather = "le hasard d'un mois à l'autre",
      agreement = "le succès d'un accord de retour", supply = "la coupure de l'approvisionnement en bateaux",
      surge = "la fermeture d'une autre route", agreement_effect = "l'efficacité d'un accord de retour",
      supply_effect = "l'efficacité de la coupure de l'approvisionnement",
      surge_effect = "le nombre de ceux qui changent de route",
    },
    matter = "{input} : {percent} de la variance du résultat.",
    basis = {
      "L'année : les douze derniers mois, multipliés par un facteur qui varie comme ces quatre dernières années (écart type "
        .. "de son logarithme : {sd}) ; les mois comme ces trois dernières années.",
      "Un accord de retour porte ses fruits à partir de {agreement} : {agreement_chance} ; il évite alors 5 à 40 % des "
        .. "arrivées.",
      "L'approvisionnement en bateaux par la Belgique est coupé à partir de {supply} : {supply_chance} ; cela évite 10 à 50 %.",
      "Une autre route se ferme à partir de {surge} : {surge_chance} ; cela ajoute 5 à 50 %.",
      "Probabilités et effets sont des estimations des auteurs de glocal, comme la table « Manche » : remplacez-les par les "
        .. "vôtres.",
    },
  },
  barriers = {
    name = "Barrières contre l'exploitation par le travail",
    lead = "Avec {budget} par an, ces barrières évitent ensemble le plus de mal en moyenne : {set}. Elles coûtent {cost} et "
      .. "évitent environ {avoided} mois d'exploitation par an (intervalle à 80 % : {low} à {high}).",
    sure = "Qu'aucun autre choix dans les limites du budget ne soit meilleur : {chance}. Ce choix perd en moyenne {regret} "
      .. "mois par an par rapport à ce qui se révélera le meilleur.",
    people = "Chaque année, {prevented} personnes de plus échappent à l'exploitation avant tout mal, et {found} de plus "
      .. "sont découvertes pendant celle-ci.",
    context = "En {year}, {count} victimes de la traite à des fins d'exploitation par le travail ont été détectées en "
      .. "Belgique ; on ignore combien ne sont jamais découvertes.",
    columns = { "Barrières", "Coût par an", "Mois évités", "Intervalle à 80 %", "Le meilleur choix" },
    chart = "Mois d'exploitation évités par an ; les numéros sont ceux du tableau", chart_title = "Mois évités par an",
    plot_titles = {
      ["months of exploitation"] = "Mois d'exploitation évités par an avec {budget}",
      ["dangerous crossings"] = "Traversées dangereuses évitées par an avec {budget}",
    },
    barrier_columns = { "Barrière", "Partenaire", "Étape", "Coût par an", "Dans le meilleur choix" },
    actors = {
      foreign_affairs = "affaires étrangères", labour_inspectorate = "inspection du travail",
      transport_firms = "transporteurs", border_police = "police des frontières", municipality = "commune",
      clients = "donneurs d'ordre et vendeurs", support_organisation = "organisations d'aide", local_police = "police locale",
      banks = "banques", platforms = "plateformes", federal_police = "police fédérale",
      railway_police = "police des chemins de fer", shipping_police = "police de la navigation",
    },
    stages = {
      recruitment = "recrutement", journey = "voyage", entry = "entrée", identity = "identité", housing = "logement",
      work = "travail", payment = "paiement", supply = "bateaux et moteurs",
    },
    inputs = {
      effect = "l'effet de « {name} »", persons = "le nombre de personnes recrutées",
      displaced = "le nombre de ceux qui sont exploités malgré tout",
      stopped = "le nombre de ceux qui y échappent aujourd'hui ({name})",
      harm = "la durée de l'exploitation à ce stade ({name})", through = "sa durée pour ceux qui ne sont jamais découverts",
    },
    worth = "{input} : le savoir avant de choisir éviterait en moyenne {value} mois de plus par an.",
    nothing = "Aucune hypothèse ne changerait à elle seule le choix.",
    own = "Tirés de vos propres tableaux : {files}.",
    basis = {
      "Des nombres de personnes par an et des parts de ceux-ci ; aucune personne n'est modélisée.",
      "Une barrière soustrait à l'exploitation une part de ceux qui atteignent son étape ; les barrières agissent "
        .. "indépendamment, et une partie de ces personnes est exploitée malgré tout.",
      "Les {count} combinaisons de trois barrières au plus dans les limites du budget ont toutes été essayées, avec les "
        .. "mêmes tirages.",
      "Sauf indication contraire, coûts, effets et processus sont des estimations des auteurs de glocal, pour un "
        .. "arrondissement judiciaire : remplacez-les par les vôtres avant de décider.",
    },
  },
}
