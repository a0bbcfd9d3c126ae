--- fr.lua: the phrases of digests in French. {name} is filled in; every language has the same keys and the same names.

return {
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
}
