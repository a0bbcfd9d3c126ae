--- fr.lua: the phrases of briefs, plots and exports in French. {name} is filled in; every language has the same keys and the
-- same names.

return {
  levels = {
    police_zone = { one = "zone de police", many = "zones de police", this = "cette zone de police" },
    municipality = { one = "commune", many = "communes", this = "cette commune" },
    province = { one = "province", many = "provinces", this = "cette province" },
    region = { one = "région", many = "régions", this = "cette région" },
    arrondissement = { one = "arrondissement", many = "arrondissements", this = "cet arrondissement" },
    judicial_district = { one = "arrondissement judiciaire", many = "arrondissements judiciaires",
      this = "cet arrondissement judiciaire" },
    safety_region = { one = "région de sécurité", many = "régions de sécurité", this = "cette région de sécurité" },
    police_unit = { one = "unité de police", many = "unités de police", this = "cette unité de police" },
    canton = { one = "canton", many = "cantons", this = "ce canton" },
    zone = { one = "zone", many = "zones", this = "cette zone" },
    country = { one = "pays", many = "pays", this = "ce pays" },
    route = { one = "route", many = "routes", this = "cette route" },
    continent = { one = "continent", many = "continents", this = "ce continent" },
    union = { one = "union", many = "unions", this = "cette union" },
  },
  counting_units = {
    ["border crossings"] = "détections", ["detected victims"] = "victimes détectées",
    ["recorded offences"] = "faits constatés", arrivals = "arrivées", offences = "infractions",
    incidents = "incidents", persons = "personnes", victims = "victimes", suspects = "suspects",
    seizures = "saisies", messages = "messages", convictions = "condamnations",
    facts = "faits", cases = "affaires", reports = "signalements", complaints = "plaintes", arrests = "arrestations",
    vehicles = "véhicules", interventions = "interventions", checks = "contrôles", deaths = "décès",
  },
  publishers = {
    ["Frontex (European Border and Coast Guard Agency)"] = "Frontex (Agence européenne de garde-frontières et de garde-côtes)",
    ["United Nations Office on Drugs and Crime"] = "Office des Nations unies contre la drogue et le crime (ONUDC)",
    ["Ministère de l'Intérieur"] = "Ministère français de l'Intérieur",
    ["Home Office"] = "Ministère britannique de l'Intérieur (Home Office)",
  },
  licences = {
    ["Reuse permitted with acknowledgement of the source"] = "Réutilisation autorisée avec mention de la source",
    ["Licence Ouverte 2.0"] = "Licence Ouverte 2.0",
    ["Open Government Licence v3.0"] = "Licence ouverte britannique (OGL v3.0)",
  },
  brief = {
    title = "Fiche de zone", annex = "Annexe",
    facts = {
      level = "Niveau", within = "Localisation", population = "Population", dated = "Date", zones = "Table des zones",
    },
    population = "{number} habitants ({year})",
    zones = "{number} {levels}, dernière modification le {day}", zones_undated = "{number} {levels}, sans date",
    headings = {
      own = "Chiffres de la zone", moves = "Évolutions internationales", here = "Ce que cela signifie ici",
      ["do"] = "Que faire", call = "Qui appeler", plan = "Pour votre plan de sécurité",
      figures = "Chiffres internationaux", like = "Zones comparables", compared = "À côté des zones voisines",
      map = "Sur la carte", sources = "Sources", method = "Mode de calcul",
    },
    heading = "{title} : {name}, {date}",
    in_country = {
      BE = "en Belgique", NL = "aux Pays-Bas", LU = "au Luxembourg", DE = "en Allemagne", FR = "en France",
      GB = "au Royaume-Uni",
    },
    in_other = "dans le pays suivant : {country}",
    age = {
      now = "chiffre de ce mois-ci", one = "chiffre vieux d'un mois", months = "chiffre vieux de {number} mois",
      years = "chiffre vieux de {number} ans",
    },
    age_short = { months = "{number} mois", years = "{number} ans" },
    period = {
      month = "durant les douze mois jusqu'en {last}", week = "durant les 52 semaines jusqu'à {last}",
      quarter = "durant les quatre trimestres jusqu'à {last}", year = "en {last}",
    },
    partial = {
      month = "(chiffres de {known} mois sur 12)", week = "(chiffres de {known} semaines sur 52)",
      quarter = "(chiffres de {known} trimestres sur 4)",
    },
    up_to = "jusqu'en {last}",
    own = {
      none = "La base ne contient pas de chiffres propres à {this}. Votre analyste les importe avec « glocal import ».",
      rise = "{phenomenon} : hausse {period}, de {before} à {now} ({percent}).",
      fall = "{phenomenon} : baisse {period}, de {before} à {now} ({percent}).",
      steady = "Aucun phénomène n'a évolué {period} au-delà de ce que le hasard explique.",
      columns = { "Phénomène", "12 mois", "Année précédente", "Différence", "Pour 100 000", "Zones comparables",
        "12 mois à venir" },
      column_year = "Dernière année",
      chance = "hasard",
      like = "Pour 100 000 habitants ; à côté, la médiane des zones comparables dont la base a des chiffres (même région, "
        .. "de la moitié au double d'habitants ou zone voisine ; voir l'annexe) : {list}.",
      why = { region = "même région", size = "taille comparable", neighbour = "zone voisine" },
      alone = "Pour 100 000 habitants ; la base n'a les chiffres d'aucune zone comparable.",
      outlook = "12 mois à venir : le nombre attendu et, entre parenthèses, son intervalle à 80 % ; sur {outcomes} prévisions "
        .. "passées, {percent} s'y sont vérifiées.",
      outlook_untried = "12 mois à venir : le nombre attendu et, entre parenthèses, son intervalle à 80 %, non vérifié sur le "
        .. "passé.",
      outlook_none = "Pas de prévision : il faut pour cela deux ans de mois complets.",
      partial_note = "Après un nombre, les parenthèses disent pour combien de périodes de l'année il y a des "
        .. "chiffres, si ce n'est pas pour toutes.",
      chance_note = "« Hasard » : un tel écart entre deux années peut naître du seul hasard (5 fois sur 100 ou plus).",
      whole = "Périodes complètes seulement, jusqu'en {last} ({age}).",
      largest = "Les {shown} plus grands phénomènes sur {number} ; les autres sont en annexe.",
      rest = "Les autres phénomènes",
      observed = "par mois", forecast = "prévision", interval = "intervalle à 80 %",
      like_columns = { "Zone", "Pourquoi", "Population" },
      like_caption = "Pour 100 000 habitants, durant les mêmes douze mois",
    },
    topics = {
      crossings = "Franchissements irréguliers des frontières", channel = "Petites embarcations dans la Manche",
      victims = "Victimes de la traite",
    },
    tables = { channel = "Manche", gateways = "portes d'entrée" },
    moves = {
      fall = "Plus forte baisse : {series} : {now} {unit} {period}, soit {difference} ou {percent} sur un an ({age}).",
      rise = "Plus forte hausse : {series} : {now} {unit} {period}, soit {difference} ou {percent} sur un an ({age}).",
      total = "Ensemble des frontières extérieures de l'UE : {now} {unit} {period}, soit {difference} ou {percent} sur "
        .. "un an ({age}).",
      victims = "{in_country}, {now} victimes de la traite des êtres humains ont été détectées {period}, contre {before} "
        .. "l'année précédente ({age}) ; il reste national, car aucune table ne dit où elles sont détectées.",
      victims_alone = "{in_country}, {now} victimes de la traite des êtres humains ont été détectées {period} ({age}) ; "
        .. "il reste national, car aucune table ne dit où elles sont détectées.",
      none = "La base ne contient pas de chiffres internationaux.",
      still = "Aucune série publique n'a une évolution qui puisse se donner en pour cent.",
      caption = "La dernière année complète, comparée à la précédente",
      columns = { "Série", "Jusqu'en", "Âge", "Chiffre", "Année précédente", "Différence", "En %" },
      groups = {
        crossings = "Franchissements irréguliers, frontières extérieures de l'UE",
        channel = "Arrivées au Royaume-Uni en petites embarcations", victims = "Victimes de la traite détectées",
        offences = "Faits constatés en France",
      },
      crossings_of = "franchissements irréguliers des frontières ({node})",
      channel_of = "arrivées au Royaume-Uni en petites embarcations",
      victims_of = "victimes de la traite détectées ({node})", offences_of = "{node} : {phenomenon}",
      reasons = {
        basis = "comptage différent d'une année à l'autre (autre source, ou somme des parties au lieu d'un total publié) "
          .. ": pas de pourcentage",
        holes = "des mois ou des périodes sans chiffre dans l'une des deux années : pas de pourcentage",
        censored = "un chiffre masqué (« moins de 5 ») donne une fourchette : pas de pourcentage",
        none = "pas de chiffre pour l'année précédente", zero = "0 l'année précédente",
      },
      notes = {
        crossings = "Les franchissements sont des détections, non des personnes : une personne qui tente deux fois est comptée "
          .. "deux fois.",
        victims = "Les pays ne détectent et ne comptent pas les victimes de la même façon : comparez d'abord un pays à "
          .. "lui-même.",
      },
      headline = "La plus forte baisse et la plus forte hausse proviennent de séries d'au moins 100 l'année précédente et "
        .. "vieilles de deux ans au plus.",
    },
    here = {
      item = "{topic} : de {from} à {to} des {now} {unit} {period} auraient un lien avec {this} (table « {table} »).",
      judgement = "Une estimation d'analystes, et non un comptage de faits constatés sur place ; elle ne contient aucune "
        .. "donnée à caractère personnel.",
      none = "Aucune table de la base ne relie ces chiffres à {this} : ils restent internationaux.",
      columns = { "Thème", "Table", "Ensemble", "Part ici", "Ici" },
      caption = "Ce qui revient à cette zone selon les tables d'exposition, en fourchette de nombres",
      range = "{from} à {to}",
      note = "La fourchette comprend la part estimée, de la plus basse à la plus haute, et le hasard d'un comptage (80 %) "
        .. "; des faits rares peuvent être au nombre de 0. Les thèmes se recoupent : ne les additionnez pas.",
      unfed = "La table « {table} » contient aussi des poids pour : {phenomena}. La base n'a pas encore de chiffres à ce "
        .. "sujet.",
    },
    compared = {
      columns = { "Zone", "Distance", "Population" }, kilometres = "{number} km",
      note = "Les {levels} les plus proches à vol d'oiseau, entre les centres de peuplement.",
    },
    course = {
      caption = "{series}, par mois", month = "par mois", mean = "moyenne sur 12 mois",
      alt = "Graphique en courbes. {caption}. De {first} à {last} ; dernière valeur {value}.",
    },
    map = {
      caption = "{topic} : estimation par zone {period}, selon la table « {table} ». La surface d'un cercle est "
        .. "proportionnelle à l'estimation ; {name} est en orange.",
      alt = "Carte avec un cercle pour chacune des {number} {levels}. Les plus grands : {largest}.",
    },
    advice = { to_confirm = "à confirmer", none = "Pas encore de texte pour cette zone et ces phénomènes." },
    sources = { columns = { "Source", "Éditeur", "Licence", "Chiffres utilisés" } },
    method = {
      store = "Base {store}, version {state}, graine {seed}, connu {as_of} ; glocal {version}. Population de {year}. Les "
        .. "textes de « {first} » à « {last} » proviennent de {file}.",
      known_now = "à ce jour", known_then = "au {as_of}",
      command = "Cette commande reproduit la même page :",
    },
  },
  own_words = "Certains termes et rubriques de cette page sont propres au corps (fichier {file}).",
  awareness = {
    first = "Ce qui concerne {this}", new = "Du nouveau depuis le profil du {date}",
    none = "Aucun signalement de la zone elle-même, ni estimation qui atteigne le seuil.",
    nothing = "Rien de nouveau qui atteigne le seuil depuis le profil du {date}.",
    warning = "{phenomenon}, {period} : {observed} comptés pour {expected} attendus, soit au-dessus du seuil d'alarme.",
    exposed = "{topic} : {now} {unit} {period}, dont ici {from} à {to} selon l'estimation.",
    own = "{phenomenon} : chiffres propres nouveaux ou modifiés, entre {first} et {last}.",
    own_one = "{phenomenon} : chiffres propres nouveaux ou modifiés pour {last}.",
    why = {
      warning = "Vous recevez ceci parce qu'une série propre à {this} a donné l'alarme.",
      exposed = "Vous recevez ceci parce que la table « {table} » le rattache à {this} : estimation {estimate} par an, "
        .. "seuil {least}.",
      own = "Vous recevez ceci parce que ce sont les chiffres propres à {this}.",
    },
    more = "Et encore {number} ; les chiffres figurent ci-dessous et en annexe.",
    below = "Non repris, car estimés ici à moins de {least} par an : {topics}.",
    not_for_us = "Des lecteurs de votre zone ont jugé ce thème « pas pour nous » le {date} ({number} sur {of}) ; "
      .. "dites-le s'il vous concerne malgré tout.",
    form = {
      text = "Répondez par numéro : utile, connu ou pas pour nous ; avec votre fonction, sans nom.",
      link = "Formulaire de réponse (CSV)",
    },
    index = {
      skip = "Aller au tableau des zones",
      title = "Profils de zone", name = "{name} : {levels}", foot = "{title} : {name}, {date}",
      facts = { dated = "Date", zones = "Zones", line = "Seuil", since = "Par rapport à" },
      line = "{least} par an", since = "au profil précédent de chaque zone", no_since = "à rien : ce sont les premiers profils",
      list = "Toutes les zones", columns = { "Zone", "Profil", "Située dans", "Habitants", "Messages", "Sujets" },
      map = "Messages par zone", map_caption = "Messages par zone ; cliquez sur une zone, ou choisissez-la dans le tableau "
        .. "ci-dessous.",
      left_out = "Non rédigés : {zones}.",
      how = "Une zone reçoit un message lorsqu'une de ses propres séries a donné l'alarme, lorsque ses chiffres sont nouveaux, "
        .. "ou lorsqu'une table d'exposition y situe au moins le seuil ; chaque message dit pourquoi.",
    },
  },
  plan = require "foresight.language.plan.fr",
  demand = require "foresight.language.demand.fr",
  digest = {
    title = "Alerte précoce", foot = "{title} : {name}, {date}",
    facts = { level = "Niveau", within = "Situé dans", dated = "Date",
    watched = "Sous surveillance" },
    watched = "Séries : {series}, de la zone même : {own} ; évaluées jusqu'au {last}", unwatched = "rien encore",
    lead = "Alarmes depuis le {since} : {alarms} (séries : {series} ; pas encore évaluées : {open}).",
    none = "Aucune alarme depuis le {since}. Séries surveillées qui concernent {this} : {series}.",
    nothing = "Depuis le {since}, aucune série de {this}, des zones au-dessus ou de ce qui y est lié n'a été surveillée : on "
      .. "ne peut "
      .. "rien en dire.",
    no_own = "Aucune série de {this} même n'est surveillée : les alarmes ci-dessous sont celles des zones au-dessus, ou de ce "
      .. "qui y "
      .. "est lié.",
    others = "{number} autres séries ont eu des alarmes ; alerts() les énumère.",
    headings = {
      own = "Dans {this} même", within = "Dans les zones au-dessus de {this}", exposure = "International, lié à {this}",
      map = "Sur la carte", method = "Comment lire ceci",
    },
    item = {
      counts = "{period} : {observed} observés, {expected} attendus ; il y a alarme au-dessus de {upper}.",
      bound = "{period} : {observed} observés ; il y a alarme au-dessus de {upper}.",
      observed = "{period} : {observed} observés.",
      chance = "Un nombre aussi élevé par le seul hasard, si rien n'avait changé : {words} ({percent}).",
      low = "{period} : {observed} observés, {expected} attendus : moins que le seuil inférieur de ce détecteur.",
      low_chance = "Un nombre aussi bas par le seul hasard, si rien n'avait changé : {words} ({percent}).",
      led = "A bougé avant elle, parmi les séries avancées : {leaders}.",
      leader = "{name}, {lag} {span} plus tôt (r = {r})", not_led = "Aucune des séries avancées n'a bougé avant elle.",
      spans = {
        day = { "jour", "jours" }, week = { "semaine", "semaines" }, month = { "mois", "mois" },
        quarter = { "trimestre", "trimestres" }, year = { "an", "ans" },
      },
      plan_above = "Indicateur du plan de {zone} (plan {plan}, version {version}) : {observed} ont été comptés entre {first} et "
        .. "{period}, plus que {threshold}, le seuil haut des douze mois jusqu’en {last}. Le plan est à réexaminer.",
      plan_below = "Indicateur du plan de {zone} (plan {plan}, version {version}) : {observed} ont été comptés entre {first} et "
        .. "{period}, moins que {threshold}, le seuil bas des douze mois jusqu’en {last}. Le plan est à réexaminer.",
      no_chance = "Ce détecteur ne donne pas de probabilité.",
      record = "Sur {number} alarmes passées de ce détecteur qui ont été vérifiées, {confirmed} ont été confirmées : qu'une "
        .. "alarme soit "
        .. "fondée est {words} ({percent}).",
      earlier = "Alarmes aussi en {periods}.", source = "Alerte {alert}, par {detectors}.", new = "nouveau",
      course = "De {first} à {last} ; alarmes en orange",
      alt = "Graphique en ligne. {title}. De {first} à {last}, {number} alarmes.",
    },
    dispositions = {
      open = "Pas encore évaluée : dispose({alert}, ...) consigne ce qu'il en est.", confirmed = "Confirmée ({by}) : {reason}",
      explained = "Expliquée par une cause connue ({by}) : {reason}", ["false"] = "Fausse alarme ({by}) : {reason}",
      duplicate = "Doublon de l'alerte {other} ({by}) : {reason}", watch = "À suivre ({by}) : {reason}",
    },
    why = {
      own = "Vous recevez ceci parce qu'il s'agit de {this}.",
      within = "Vous recevez ceci parce que {this} se situe dans {name}.",
      exposure = "Vous recevez ceci parce que la table « {table} » lie {name} à {this}.",
    },
    likelihood = {
      almost_no_chance = "quasi exclu", very_unlikely = "très improbable", unlikely = "improbable",
      roughly_even = "environ une chance sur deux", likely = "probable", very_likely = "très probable",
      almost_certain = "presque certain",
    },
    map = "Alarmes depuis le {since}", map_caption = "Alarmes de chaque zone surveillée",
    method = "Une alarme dit qu'un nombre dépasse ce que son propre passé laisse attendre, non pourquoi. Pensez d'abord à une "
      .. "cause "
      .. "connue, à un changement d'enregistrement et au hasard ; sur de nombreuses séries, quelques-unes donnent toujours "
      .. "l'alarme.",
    scale = "Mots de vraisemblance selon l'ICD 203 : quasi exclu jusqu'à 5 %, très improbable jusqu'à 20 %, improbable jusqu'à "
      .. "45 %, "
      .. "environ une chance sur deux jusqu'à 55 %, probable jusqu'à 80 %, très probable jusqu'à 95 %, presque certain au-delà.",
    index = { name = "Zones où il y a du nouveau", item = "{name} : nouvelles alarmes {number}", added = "Nouvelles alarmes" },
    lately = {
      heading = "Qu'est-ce qui a bougé ici récemment, et est-ce plus que le hasard ?",
      judged = "Évaluées par leur propre passé, les {number} derniers mois jusqu'à {last} ({this}) ; séries : {series}.",
      none = "Aucun de leurs nombres ne dépasse ce que le hasard donnerait.",
      row = "{title}, {period} : {observed}, pour {expected} attendus. Un nombre aussi élevé par le seul hasard : {words} "
        .. "({percent}).",
      fallback = "La base ne contient pas de chiffres mensuels de {this} ; ceux de {name}, où elle se situe, en tiennent lieu.",
      linked = "La base ne contient pas de chiffres mensuels de {this} ni des zones au-dessus ; ceux de séries internationales "
        .. "qui y sont liées "
        .. "en tiennent lieu.",
      nothing = "La base ne contient pas de chiffres mensuels de {this}, des zones au-dessus ni de ce qui y est lié : on ne "
        .. "peut rien dire.",
      short = "Pas évaluées, faute de passé (il faut {years} ans) ou de chiffres récents ; séries : {series}.",
      many = "Sur {tests} nombres évalués, quelque {expected} dépassent leur limite par le seul hasard.",
    },
  },
  spoc = {
    title = "Messages et délais de réponse, {first} à {last}", state = "{marking} ; état {state} de la base ; graine {seed}",
    received = "Reçus par mois", month = "mois", forecast = "Charge prévue par canal", none = "aucune : {why}",
    channel = "canal", median = "médiane", forecast_interval = "intervalle à 80 %", interval = "intervalle à 95 %",
    span = "{low} à {high}", messages = "messages", open = "ouverts", due = "échus", in_time = "à temps",
    median_time = "délai médian", hours = "{number} h", not_stated = "non précisé",
    urgency = { urgent = "urgent, directement disponible", urgent_indirect = "urgent, pas directement disponible",
      other = "autres", normal = "non urgent" },
    by = { "Réponses dans le délai, par canal", "Réponses dans le délai, par urgence",
      "Réponses dans le délai, par pays et par type" },
    note = "Délais : 8 heures pour les messages urgents, 3 jours pour les messages urgents sans accès direct, 7 jours pour "
      .. "tous les autres. Réponses connues jusqu'au {day}.",
    late = "Sans réponse à cette date : {number} ; un tel message est en retard dès que son délai est passé.",
    undue = "Délai non encore échu, donc dans aucune part : {number}.",
    untimed = "Sans heure, donc non comparés à un délai en heures : {number}.",
    unknown = "Canaux qui ne figurent pas dans le registre : {channels}.",
  },
  outlook = {
    title = "Perspectives mensuelles", name = "Ce que nous attendons", foot = "{title} : {date}",
    facts = { dated = "Date", figures = "Nouveaux fichiers", scored = "Évaluées cette fois" },
    headings = { imported = "Ce qui est arrivé", expected = "Ce que nous attendons", past = "La qualité de nos prévisions" },
    imported = "{file} : lignes reprises : {number}", none = "Aucun nouveau chiffre n'est arrivé.",
    columns = { "Zone", "Phénomène", "Période", "Médiane", "Intervalle à 80 %" },
    caption = "{source} : les prévisions les plus élevées pour la première période à venir ; chiffres jusqu'à {last}.",
    unit = " Unité : {unit}.",
    unscored = "Aucune prévision enregistrée n'a encore pu être comparée à son résultat.",
    scored = "Résultats évalués jusqu'ici : {number} ; dans l'intervalle à 80 % enregistré d'avance : {inside}. Pour "
      .. "des prévisions bien calibrées, c'est environ 80 %.",
    not_forecast = "{source} : pas de prévision, {why}",
    not_forecast_reasons = { no_figures = "il n'y a pas de chiffres", unfit = "les séries ne permettent pas de prévision" },
  },
  scenario = {
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
  },
  plot = {
    measures = {
      demand = "demande",
      flow = "flux",
      q50 = "médiane", probability = "probabilité",
      alarms = "alarmes",
      items = "messages",
      count = "nombre", events = "observations", value = "valeur", weighted = "somme pondérée", estimate = "estimation",
      median = "médiane", mean = "moyenne", expected = "nombre attendu", population = "habitants",
      observed = "observé", upper = "seuil d’alerte", level = "niveau",
    },
    facts = { population = "habitants", area_km2 = "km²" },
    facets = { female = "femme", male = "homme", other = "autre", unknown = "inconnu", adult = "adulte", minor = "mineur" },
    units = { boats = "bateaux", persons = "personnes" },
    per = { day = "par jour", week = "par semaine", month = "par mois", quarter = "par trimestre", year = "par an" },
    rate = "pour {number} {fact}", observed = "observé", forecast = "prévision ({measure})",
    known = "connu à ce jour", corrected = "corrigé des déclarations tardives",
    interval = "intervalle à {level} %", range = "marge", censored = "possible (nombre masqué)",
    source = "Source : {names}", made = "glocal {version}, {store} version {state}",
    title = "{what} : {where}",
    phenomena = "{number} phénomènes", zones = "{number} zones", outside = "en dehors", nothing = "pas de chiffre",
    largest = "les {number} plus grands sur {of}", thinned = "{number} points sur {of} dessinés",
    added = "lignes de la même période additionnées", at = "{period}, la dernière avec des chiffres",
    beyond = "sans ce qui est en dehors", latest = "les {number} derniers sur {of}",
    alarm = "alerte",
    no_bands = 'intervalles pour {number} séries au plus ; kind="multiples" les montre tous', root = "couleur selon la racine",
    cut = "incomplet : {periods}",
    crowded = "une case est la moyenne de plusieurs périodes",
    unstacked = "non empilé : {measure} ne s'additionne pas",
    map_day = "carte du {day}", remote = "parties éloignées non dessinées : {zones}",
    unplaced = "{number} sans place sur la carte", unpositive = "{number} valeurs négatives non dessinées",
    coverage_map = { title = "Couverture de la demande : {who}" },
    flow_map = {
      title = "Itinéraires", title_of = "Itinéraires : {what}", closed = "fermé", no_figure = "aucun chiffre",
      hub = "plaque tournante",
      cut = "coupe minimale", cut_means = "sans ces liaisons, plus de chemin", colon = " : ",
      bottleneck = "goulet d’étranglement", bottleneck_means = "la plupart des plus courts chemins y passent",
      aside = "hors carte", zeros = "liaisons à 0 non dessinées : {number}",
    },
    bubbles = {
      signals = "Signaux faibles", clusters = "Groupes de signaux faibles",
      measure = "probabilité et impact, surface selon la force",
      impact = "Impact, de 1 (négligeable) à 5 (grave)", likelihood = "Probabilité, %",
      likelihood_short = "probabilité", impact_short = "impact", strength_short = "force",
      left_out = "sans probabilité ou sans impact : {number}",
      kinds = {
        social = "social", technological = "technologique", economic = "économique",
        environmental = "environnemental", political = "politique",
      },
    },
    funnel = {
      measure = "pour 100 000 habitants", size = "habitants", own = "la zone demandée", within = "dans les limites du hasard",
      beyond = "au-delà ({level})", above = "plus haut que le hasard ne l'explique",
      below = "plus bas que le hasard ne l'explique",
      line = "{name} : {rate} pour 100 000 habitants, {verdict} ; rang {rank} sur {of}, "
        .. "mais tout rang de {low} à {high} est possible",
    },
    plane = {
      measure = "influence et dépendance, % du total", influence = "influence", dependence = "dépendance",
      direct = "direct", indirect = "indirect",
    },
    results = {
      titles = {
        tornado = "{quantity} : ce qui la fait le plus varier", sensitivity = "{quantity} : d'où vient sa variance",
        information = "{quantity} : ce que vaut le fait de savoir avant de décider", discovery = "Ce qui mène à {case}",
        probability = "Probabilité de {case}", difference = "{list} : différence entre deux variantes",
        fit = "{quantity} : passé et modèle calibré", diagram = "Modèle, {time}",
      },
      measures = {
        sensitivity = "part de la variance", information = "valeur espérée de l'information parfaite",
        discovery = "bornes de grandeurs incertaines", paths = "{number} tirages séparés",
        diagram = "stocks, flux et ce dont ils dépendent",
        first = "seule (premier ordre)", total = "avec interactions (total)", value = "valeur, intervalle à 95 %",
        probability = "probabilité",
      },
      kinds = { stock = "stock", flow = "flux", auxiliary = "auxiliaire", uncertain = "incertaine", number = "nombre" },
      low_end = "à son quantile {low} %", high_end = "à son quantile {high} %", base = "toutes à leur médiane : {value}",
      bar = "{name} : {low} à {high}", all = "tout", coverage = "couverture (part de tous les cas)",
      density = "densité (part de cas)",
      fitted = "modèle", box = "boîte {number}", at_least = "{name} au moins {low}", at_most = "{name} au plus {high}",
      between = "{name} de {low} à {high}",
      not_drawn = "{number} sans résultat fini, non dessinées", fixed = "constantes : {list}", feedback = "rétroaction",
      months = "{number} mois à partir de {from}", origin = "glocal {version}, modèle {hash}, {draws} tirages, graine {seed}",
      origin_plain = "glocal {version}, modèle {hash}", left_out = "{number} tirages sans valeur finie écartés",
    },
    clusters = {
      gap = "lacune : aucun canal", ["in part"] = "couverte en partie", pooled = "couverte par les partenaires seuls",
      own = "couverte par ses propres canaux", ["not known"] = "aucune demande indiquée",
      ["high-high"] = "élevé parmi élevés", ["low-low"] = "faible parmi faibles",
      ["high-low"] = "élevé parmi faibles", ["low-high"] = "faible parmi élevés", ["hot spot"] = "point chaud",
      ["cold spot"] = "point froid", ["not significant"] = "non significatif", ["no cluster"] = "dans aucun agrégat",
    },
    kinds = {
      flow_map = "Carte de flux",
      tornado = "Diagramme en tornade", intervals = "Estimations avec intervalles",
      discovery = "Couverture et densité des boîtes",
      courses = "Évolution dans le temps", diagram = "Schéma d'un modèle",
      line = "Graphique en lignes", bar = "Graphique à barres", heat = "Carte de chaleur", multiples = "Petits graphiques",
      circles = "Carte à cercles", choropleth = "Carte à zones colorées",
      clusters = "Carte des agrégats",
      funnel = "Graphique en entonnoir", plane = "Plan d'influence et de dépendance", bubbles = "Graphique à bulles",
    },
    summary = {
      span = "De {first} à {last}, {number} périodes.",
      course = "d’abord {first} ({first_at}), enfin {last} ({last_at}), maximum {high} ({high_at}), minimum {low} ({low_at})",
      fan = "{measure} pour {at} : {value}, intervalle à {level} % de {low} à {high}",
      alarms = "alertes : {list}",
      highest = "Les plus élevés : {list}.", lowest = "Les plus bas : {list}.", others = "et {number} autres",
    },
  },
  delphi = {
    plot = "Delphi « {name} », tour {round} : médianes et moitiés centrales",
    title = "Delphi : {name}, tour {round}",
    middle = "Médiane {median} ; la moitié centrale des {answers} réponses va de {low} à {high}.",
    before = "Médiane du tour précédent : {median}.",
    yours = "Votre réponse : {value}.",
    outside = "Elle est hors de la moitié centrale : dites pourquoi, ou répondez à nouveau.",
    moderator = "Modérateur : {text}",
    stopped = "L'étude s'est arrêtée selon la règle fixée à son ouverture. Merci.",
    again = "Répondez à nouveau à la lumière de ceci ; personne ne voit qui a répondu quoi.",
  },
  export = {
    data = "Données", about = "À propos", marking = "Marquage", made = "Créé le", origin = "Mode de calcul", step = "Appel",
    store = "Base de données", state = "Version (dernier lot)", seed = "Graine", column = "Colonne", type = "Type",
    unit = "Unité", nulls = "Cellules vides", page = "&P sur &N", source = "Source", title = "Chiffres de glocal",
    types = { "nombre entier", "nombre", "texte", "date", "période" },
    heads = {
      zone = "Zone", zone_name = "Nom de la zone", from_zone = "Zone d'origine", from_zone_name = "Nom de la zone d'origine",
      phenomenon = "Phénomène", phenomenon_name = "Nom du phénomène", period = "Période", count = "Nombre",
      count_high = "Nombre (maximum)", count_per_100k = "Nombre pour 100 000",
      count_per_100k_high = "Nombre pour 100 000 (maximum)", value = "Valeur", weighted = "Pondéré", estimate = "Estimation",
      low = "Bas",
      high = "Haut", source = "Source", facet = "Facette", day = "Jour", month = "Mois", year = "Année", part = "Partie",
      figure = "Chiffre", weight = "Poids", population = "Population", kind = "Genre", name = "Nom", code = "Code",
    },
  },
  country = {
    title = "Fiche pays",
    figures = "Chiffres",
    own_caption = "Comptés dans le pays ({country}) : la dernière année complète",
    abroad_caption = "Ressortissants du pays ({country}), comptés ailleurs : la dernière année complète",
    no_figures = "La base n’a aucun chiffre compté dans ce pays ({country}).",
    figures_note = "Chaque source et chaque phénomène sont présentés séparément : rien n’est additionné. « 0–4 » est un "
      .. "chiffre masqué par sa source ; un tiret signifie inconnu, jamais zéro.",
    more = "{number} autres séries ne sont pas montrées.",
    routes = "Routes",
    route_source = "{route} : commence ou passe ici ({source}).",
    no_routes = "Aucune route connue ne commence ni ne passe ici ({country}).",
    no_route_figures = "La base n’a aucun chiffre sur ces routes.",
    figure_columns = { "Quoi", "Période", "Chiffre", "Année précédente", "Évolution", "Source, connu depuis" },
    source_known = "{source}, {day}",
    channels = "Qui appeler",
    channel_columns = { "Canal", "Base légale", "Réponse", "Heures, langues" },
    no_time = "inconnu",
    from_flows = "la moitié sous {hours} h ({number} réponses, {from} à {to})",
    from_deadline = "sous {hours} h (délai légal)",
    agreements = "Accords",
    agreement_columns = { "Accord", "Signé", "État", "Permet", "Source" },
    not_for = "pas pour cette zone",
    no_agreements = "Aucun accord connu avec ce pays ({country}).",
    watch = "Points d’attention",
    not_allowed = "Aucun accord en vigueur ne permet : {acts}. Demandez, n’agissez pas vous-même.",
    unsure = "Signé, mais la date d’entrée en vigueur est inconnue, donc pas une base légale : {agreements}.",
    rose = "En hausse : {what}, {zone}, {share} ({period}).",
    fell = "En baisse : {what}, {zone}, {share} ({period}).",
    signal = "Signal : {title} ({day}, {source}).",
    informal = "Un contact informel n’est pas un canal : consignez ce que vous apprenez par un des canaux ci-dessus, sans "
      .. "noms, sur le formulaire de rapport.",
    reports = "Rapporté par d’autres",
    report_columns = { "Jour", "Sujet", "Rapport", "4x4", "Marquage" },
    evaluation = "4x4 : la source (A aucun doute, B le plus souvent fiable, C le plus souvent peu fiable, X non évaluable) "
      .. "et l’information (1 véracité hors de doute, 2 connue personnellement de la source, 3 corroborée par "
      .. "d’autres informations, 4 impossible à corroborer).",
    no_reports = "Aucun rapport connu qui puisse quitter la base.",
    recommendations = "Recommandations et expertise",
    recommendation = "{text} ({owner} ; {state}, échéance {due})",
    states = {
      open = "ouverte",
      overdue = "en retard",
      done = "réalisée",
      rejected = "rejetée",
    },
    presence = {
      mission = "Mission : {text} ({number} ; {source})",
      expertise = "Expertise acquise sur place : {text}, {corps} ({number} ; {source})",
    },
    reciprocity = "Réciprocité",
    flow = "{from} à {to} : {received} messages reçus, {sent} envoyés, solde {balance} (mois dont les deux sont connus).",
    flow_received = "{from} à {to} : {received} messages reçus ; le nombre de messages envoyés est inconnu.",
    no_flow = "Aucun message échangé avec ce pays n’a été compté au cours des douze mois précédents.",
    left_out = "{number} lignes ne sont pas reprises : leur marquage ne permet pas leur diffusion.",
    made = "De {store}, état {state}. La même page à nouveau : {call}",
    counts = "Accords en vigueur : {agreements} ; rapports : {reports}",
    facts = {
      country = "Pays",
      asked_by = "Pour",
      day = "Le",
      about = "Sujet",
      all = "tous les phénomènes",
    },
  },
  cooperation = {
    columns = { "Pays", "Canal", "Base légale" },
    left_out = "Un canal n'est pas repris ici : son marquage ne permet pas sa diffusion.",
    whom = "Qui appeler", basis = "Base légale", nobody = "Aucun canal licite n'est connu.", also = "Aussi :",
    allowed = "OUI", not_allowed = "NON", since = "en vigueur depuis le {day}", to_confirm = "à confirmer",
    answer = "réponse sous {hours} h", no_answer_time = "délai de réponse inconnu", carries = "jusqu'à {marking}",
    half = "réponse : 50 % en {hours} h", within = "{share} % en {hours} h",
    answers = "{times} ({number} réponses, {from} à {to})", in_time = "{share} % dans les délais",
    informal = "Contact « {name} » : passez par ce canal, pas à titre informel.",
    informal_hours = "Plus rapide mais informel : « {name} » ({hours} h). Confirmez par ce canal.",
    colon = " : ", semicolon = " ; ", where = "Où se trouve l’information", holder = "Détenteur",
    held = {
      case = "police, {place}", intelligence = "police, {place}",
      plates = "registre des véhicules, {place}", dna = "banque de données ADN, {place}",
      fingerprints = "banque d’empreintes digitales, {place}", records = "casier judiciaire, {place}",
      integrity = "casier judiciaire, {place}", databases = "banques de données policières, {place}",
      witness = "autorités judiciaires, {place}", expertise = "{place}",
    },
    levels = { basic = "de base", experienced = "expérimenté", expert = "expert" },
    holders = "{number} agents", gained = "acquise : {place}", gained_on = "acquise : {place}, {day}",
    contact = "point de contact : {role}", no_contact = "aucun point de contact connu",
    no_expertise = "Aucune expertise de ce type n’est connue.",
    own = "aucune base légale internationale requise : même pays",
    article = "art. {article}", signed = "signé le {day}",
    no_agreement = "Aucun accord du registre ne le permet.",
    urgency = {
      urgent = "urgent", normal = "non urgent",
    },
    missing = {
      historical = "connu à l’époque ; base légale non vérifiée",
      unknown_date = "date d'entrée en vigueur inconnue", not_yet = "pas en vigueur avant le {day}",
      ended = "a pris fin le {day}", not_party = "{place} n'est pas partie", outside = "{place} est hors du territoire visé",
      no_act = "ne couvre pas cet acte", no_basis = "aucune base légale connue",
    },
    acts = {
      information = "information", automated_exchange = "échange automatisé",
      direct_access = "accès direct aux banques de données", criminal_records = "casier judiciaire",
      screening = "vérification des antécédents", joint_patrol = "patrouille mixte", joint_operation = "opération conjointe",
      joint_team = "équipe commune d'enquête", joint_centre = "centre commun", pursuit = "poursuite transfrontalière",
      observation = "observation transfrontalière", hearing = "audition d'un témoin ou d'une victime",
      escort = "escorte et protection", special_units = "unités spéciales", liaison = "officiers de liaison",
      extradition = "remise et extradition", enforcement = "exécution des peines", training = "formation",
    },
  },
}
