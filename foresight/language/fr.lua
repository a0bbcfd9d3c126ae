--- fr.lua: every phrase in French; those of plans, plots, scenarios ... stand in a folder each. {name} is filled in; every language has
-- the same keys and the same names.

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
  digest = require "foresight.language.digest.fr",
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
  scenario = require "foresight.language.scenario.fr",
  plot = require "foresight.language.plot.fr",
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
  country = require "foresight.language.country.fr",
  cooperation = require "foresight.language.cooperation.fr",
}
