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
  brief = {
    title = "Fiche de zone",
    facts = {
      level = "Niveau", within = "Localisation", population = "Population", dated = "Date",
      marking = "Marquage des données", covers = "Données jusqu'en",
    },
    population = "{number} habitants ({year})",
    covers = "{last} ({topic})",
    headings = {
      message = "L'essentiel", moves = "Évolutions internationales", here = "Ce que cela signifie ici",
      compared = "Par rapport aux zones voisines et au pays", course = "Les cinq dernières années", map = "Sur la carte",
      sources = "Sources", method = "Mode de calcul",
    },
    heading = "{title} : {name}, {date}",
    clauses = "{first} ; {second}",
    in_country = {
      BE = "en Belgique", NL = "aux Pays-Bas", LU = "au Luxembourg", DE = "en Allemagne", FR = "en France",
      GB = "au Royaume-Uni",
    },
    in_other = "dans le pays suivant : {country}",
    change = {
      up = "{number} de plus ({percent}) que durant les douze mois précédents",
      down = "{number} de moins ({percent}) que durant les douze mois précédents",
      same = "autant que durant les douze mois précédents",
      none = "sans chiffre comparable pour l'année précédente",
    },
    message = {
      crossings = "Durant les douze mois jusqu'en {month}, {now} franchissements irréguliers des frontières extérieures "
        .. "de l'UE ont été détectés, soit {change}{movers}.",
      fall = " ; plus forte baisse : {route} ({number})", rise = " ; plus forte hausse : {route} ({number})",
      channel = "{now} personnes sont arrivées au Royaume-Uni par la Manche à bord de petites embarcations durant les douze "
        .. "mois jusqu'en {month}, soit {change}",
      victims = "{in_country}, {now} victimes de la traite des êtres humains ont été détectées en {year}, contre {before} en "
        .. "{year_before}",
      victims_alone = "{in_country}, {now} victimes de la traite des êtres humains ont été détectées en {year}",
      here = "Ventilés selon la part de population et des tables d'estimation d'analystes, ces chiffres correspondent, pour "
        .. "{this}, à environ {list} : c'est une estimation de son exposition, et non un comptage de faits constatés sur place.",
      nothing = "La base ne contient pas de chiffres permettant d'estimer ce que cela signifie pour {this}.",
      items = {
        crossings = "{estimate} franchissements de frontière ({range})",
        channel = "{estimate} traversées de la Manche ({range})",
        gateways = "{estimate} passages par ses ports et aéroports ({range})",
        victims = "{estimate} victimes de la traite ({range})",
      },
      -- below 2, French uses the singular
      items_below_2 = {
        crossings = "{estimate} franchissement de frontière ({range})",
        channel = "{estimate} traversée de la Manche ({range})",
        gateways = "{estimate} passage par ses ports et aéroports ({range})",
        victims = "{estimate} victime de la traite ({range})",
      },
    },
    topics = {
      crossings = "Franchissements irréguliers des frontières", channel = "Petites embarcations dans la Manche",
      gateways = "Passages par les ports et aéroports", victims = "Victimes de la traite",
    },
    topics_short = { crossings = "Frontières", channel = "Manche", gateways = "Passages", victims = "Traite" },
    units = { crossings = "détections", channel = "personnes", gateways = "détections", victims = "victimes" },
    tables = { population = "part de population", channel = "Manche", gateways = "portes d'entrée" },
    by = { population = "selon la population", table = "selon la table « {table} »" },
    moves = {
      caption = "Douze derniers mois (ou dernière année) disponibles, comparés à la période précédente",
      columns = { "Série", "Période", "Chiffre", "Année précédente", "Différence", "En %" },
      crossings = "Franchissements irréguliers, frontières extérieures de l'UE",
      channel = "Arrivées au Royaume-Uni en petites embarcations",
      victims = "Victimes de la traite détectées, {country}", offences = "{country} : {phenomenon}",
      months = "jusqu'en {last}",
      notes = {
        "Les franchissements sont des détections, non des personnes : une personne qui tente deux fois est comptée "
          .. "deux fois. Un mois non publié par la source pour une route n'est pas compris dans le total.",
        "Les victimes sont celles qui ont été détectées ; les pays ne détectent et ne comptent pas de la même façon : "
          .. "comparez d'abord un pays à lui-même. Quand une source indique « moins de 5 », la fourchette possible est donnée.",
      },
      stale = "Les séries de faits constatés en France s'arrêtent en {last} : elles montrent une évolution passée, non la "
        .. "situation actuelle.",
    },
    here = {
      caption = "Estimations pour les douze derniers mois (ou la dernière année) disponibles",
      columns = { "Thème", "Chiffre de départ", "Estimation", "Fourchette", "Pour 100 000 habitants", "Rang" },
      rank = "{rank} sur {of}",
      notes = {
        "Il s'agit d'estimations de l'exposition : des chiffres internationaux et nationaux répartis entre les zones. Ce ne "
          .. "sont pas des relevés locaux et ils ne contiennent aucune donnée à caractère personnel. De l'avis des auteurs, la "
          .. "valeur réelle se situe dans la fourchette.",
        "Les franchissements sont répartis selon la part de la zone dans la population de l'UE. Les victimes de la "
          .. "traite restent un chiffre national : aucune table ne dit où elles sont détectées. "
          .. "La part réelle est estimée à un facteur deux près. Les tables « Manche » (channel) et "
          .. "« portes d'entrée » (gateways) sont le jugement d'analystes.",
        "Le rang est établi parmi les {of} {levels} du pays ({country}) dont la population est connue, la plus forte "
          .. "estimation en premier. Les thèmes se recoupent : ne les additionnez pas.",
      },
      unnamed = "{topic} : la table « {table} » ne donne à {this} aucun poids pour ce thème ; il n'y a donc pas d'estimation.",
      unnamed_level = "{topic} : la table « {table} » ne contient pas de poids pour ce niveau ({country}, {levels}) ; il "
        .. "n'y a donc pas d'estimation.",
      unfed = "Pour {this}, la table « {table} » contient des poids pour : {phenomena}. La base ne contient pas encore de "
        .. "chiffres mondiaux ou par route à ce sujet.",
    },
    compared = {
      caption = "Estimation et, entre parenthèses, pour 100 000 habitants",
      columns = { "Zone", "Distance", "Population" },
      all = "{country}, {number} {levels}", kilometres = "{number} km",
      note = "Les cinq {levels} les plus proches à vol d'oiseau, entre les centres de peuplement. Ce qui est réparti selon la "
        .. "population est par construction partout égal pour 100 000 habitants ; seules les tables d'estimation "
        .. "distinguent les zones.",
      alone = "La base ne contient pas de positions pour ce pays ; les zones voisines ne peuvent donc pas être citées.",
    },
    course = {
      total = "{topic} : {unit} par mois", own = "{topic} : estimation par mois, {name}",
      month = "par mois", mean = "moyenne sur 12 mois", estimate = "estimation", range = "fourchette",
      alt = "Graphique en courbes. {caption}. De {first} à {last} ; dernière valeur : {value}.",
    },
    map = {
      caption = "{topic} : estimation par zone, douze mois jusqu'en {last} ({by}). L'aire d'un cercle est "
        .. "proportionnelle à l'estimation ; en orange : {name}.",
      caption_unnamed = "{topic} : estimation par zone, douze mois jusqu'en {last} ({by}). L'aire d'un cercle est "
        .. "proportionnelle à l'estimation ; sans estimation : {name}.",
      alt = "Carte avec un cercle pour chaque zone : {number} {levels}. Les plus grands : {largest}.",
    },
    sources = { columns = { "Source", "Éditeur", "Licence", "Période couverte" } },
    method = {
      store = "Base {store}, version {state} (numéro de sa dernière modification) ; glocal {version} ; zones au {date}, avec la "
        .. "dernière population connue ({year}).",
      judgement = "Relèvent du jugement et non de la mesure : les tables d'exposition {tables} et le facteur deux autour "
        .. "d'une part de la population. Tout le reste est fait de chiffres publiés et de calculs.",
      steps = "Les étapes, chacune avec ce qui l'a précédée :",
      command = "Cette commande reproduit la même page :",
    },
  },
  plot = {
    measures = {
      count = "nombre", events = "observations", value = "valeur", weighted = "somme pondérée", estimate = "estimation",
      median = "médiane", mean = "moyenne", population = "habitants",
    },
    facts = { population = "habitants", area_km2 = "km²" },
    facets = { female = "femme", male = "homme", other = "autre", unknown = "inconnu", adult = "adulte", minor = "mineur" },
    units = { boats = "bateaux", persons = "personnes" },
    per = { day = "par jour", week = "par semaine", month = "par mois", quarter = "par trimestre", year = "par an" },
    rate = "pour {number} {fact}", observed = "observé", forecast = "prévision ({measure})",
    interval = "intervalle à {level} %", range = "marge", censored = "possible (nombre masqué)",
    source = "Source : {names}", made = "glocal {version}, {store} version {state}",
    title = "{what} : {where}",
    phenomena = "{number} phénomènes", zones = "{number} zones", outside = "en dehors", nothing = "pas de chiffre",
    largest = "les {number} plus grands sur {of}", thinned = "{number} points sur {of} dessinés",
    added = "lignes de la même période additionnées", at = "{period}, la dernière avec des chiffres",
    beyond = "sans ce qui est en dehors", latest = "les {number} derniers sur {of}",
    no_bands = 'intervalles pour {number} séries au plus ; kind="multiples" les montre tous', root = "couleur selon la racine",
    cut = "incomplet : {periods}",
    crowded = "une case est la moyenne de plusieurs périodes",
    unstacked = "non empilé : {measure} ne s'additionne pas",
    unplaced = "{number} sans place sur la carte", unpositive = "{number} valeurs négatives non dessinées",
    kinds = {
      line = "Graphique en lignes", bar = "Graphique à barres", heat = "Carte de chaleur", multiples = "Petits graphiques",
      circles = "Carte à cercles", choropleth = "Carte à zones colorées",
    },
    summary = {
      span = "De {first} à {last}, {number} périodes.",
      course = "d’abord {first} ({first_at}), enfin {last} ({last_at}), maximum {high} ({high_at}), minimum {low} ({low_at})",
      fan = "{measure} pour {at} : {value}, intervalle à {level} % de {low} à {high}",
      highest = "Les plus élevés : {list}.", lowest = "Les plus bas : {list}.", others = "et {number} autres",
    },
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
}
