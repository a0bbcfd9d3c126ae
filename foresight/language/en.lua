--- en.lua: the phrases of briefs, plots and exports in English. {name} is filled in; every language has the same keys and the
-- same names.

return {
  levels = {
    police_zone = { one = "police zone", many = "police zones", this = "this police zone" },
    municipality = { one = "municipality", many = "municipalities", this = "this municipality" },
    province = { one = "province", many = "provinces", this = "this province" },
    region = { one = "region", many = "regions", this = "this region" },
    arrondissement = { one = "arrondissement", many = "arrondissements", this = "this arrondissement" },
    judicial_district = { one = "judicial district", many = "judicial districts", this = "this judicial district" },
    safety_region = { one = "safety region", many = "safety regions", this = "this safety region" },
    police_unit = { one = "police unit", many = "police units", this = "this police unit" },
    canton = { one = "canton", many = "cantons", this = "this canton" },
    zone = { one = "zone", many = "zones", this = "this zone" },
    country = { one = "country", many = "countries", this = "this country" },
    route = { one = "route", many = "routes", this = "this route" },
    continent = { one = "continent", many = "continents", this = "this continent" },
    union = { one = "union", many = "unions", this = "this union" },
  },
  counting_units = {
    ["border crossings"] = "detections", ["detected victims"] = "detected victims",
    ["recorded offences"] = "recorded offences", arrivals = "arrivals", offences = "offences",
    incidents = "incidents", persons = "persons", victims = "victims", suspects = "suspects",
    seizures = "seizures", messages = "messages", convictions = "convictions",
    facts = "offences", cases = "cases", reports = "reports", complaints = "complaints", arrests = "arrests",
    vehicles = "vehicles", interventions = "interventions", checks = "checks", deaths = "deaths",
  },
  publishers = {
    ["Frontex (European Border and Coast Guard Agency)"] = "Frontex (European Border and Coast Guard Agency)",
    ["United Nations Office on Drugs and Crime"] = "United Nations Office on Drugs and Crime (UNODC)",
    ["Ministère de l'Intérieur"] = "French Ministry of the Interior",
    ["Home Office"] = "United Kingdom Home Office",
  },
  licences = {
    ["Reuse permitted with acknowledgement of the source"] = "Reuse permitted with acknowledgement of the source",
    ["Licence Ouverte 2.0"] = "French open licence (Licence Ouverte 2.0)",
    ["Open Government Licence v3.0"] = "Open Government Licence v3.0",
  },
  brief = {
    title = "Zone brief", annex = "Annex",
    facts = {
      level = "Level", within = "Located in", population = "Population", dated = "Date", zones = "Zone table",
    },
    population = "{number} ({year})",
    zones = "{number} {levels}, last change {day}", zones_undated = "{number} {levels}, undated",
    headings = {
      own = "Own figures", moves = "International developments", here = "What it means here",
      ["do"] = "What to do", call = "Whom to call", plan = "For your security plan",
      figures = "International figures", like = "Like zones", compared = "Beside the neighbouring zones",
      map = "On the map", sources = "Sources", method = "How this was computed",
    },
    heading = "{title}: {name}, {date}",
    in_country = {
      BE = "in Belgium", NL = "in the Netherlands", LU = "in Luxembourg", DE = "in Germany", FR = "in France",
      GB = "in the United Kingdom",
    },
    in_other = "in {country}",
    age = { now = "of this month", one = "1 month old", months = "{number} months old", years = "{number} years old" },
    age_short = { months = "{number} mths", years = "{number} yrs" },
    period = {
      month = "in the twelve months to {last}", week = "in the 52 weeks to {last}", quarter = "in the four quarters to {last}",
      year = "in {last}",
    },
    up_to = "to {last}",
    own = {
      none = "The store holds no figures of {this} itself. Your analyst brings them in with “glocal import”.",
      rise = "{phenomenon} rose {period} from {before} to {now} ({percent}).",
      fall = "{phenomenon} fell {period} from {before} to {now} ({percent}).",
      steady = "No phenomenon changed beyond chance {period}.",
      columns = { "Phenomenon", "12 months", "Year before", "Change", "Per 100,000", "Like zones", "Next 12 months" },
      column_year = "Last year",
      chance = "chance",
      like = "Per 100,000 people; beside it the median of like zones with figures here (same region, half to double the "
        .. "people, or neighbour; the annex says which): {list}.",
      why = { region = "same region", size = "similar size", neighbour = "neighbour" },
      alone = "Per 100,000 people; no like zone has figures in this store.",
      outlook = "Next 12 months: the expected number, in brackets its 80% interval; of {outcomes} past forecasts "
        .. "{percent} came out within it.",
      outlook_untried = "Next 12 months: the expected number, in brackets its 80% interval, not tested on the past.",
      outlook_none = "No forecast: that takes two years of whole months.",
      chance_note = "“Chance”: so large a change between two years comes about by chance alone (5 times in 100 or more).",
      whole = "Whole periods only, to {last} ({age}).",
      largest = "The {shown} largest of {number} phenomena; the others are in the annex.",
      rest = "The other phenomena",
      observed = "per month", forecast = "forecast", interval = "80% interval",
      like_columns = { "Zone", "Why", "Population" },
      like_caption = "Per 100,000 people, the same twelve months",
    },
    topics = {
      crossings = "Irregular border crossings", channel = "Small boats across the Channel",
      victims = "Victims of trafficking",
    },
    tables = { channel = "Channel", gateways = "gateways" },
    moves = {
      fall = "Largest fall: {series}: {now} {unit} {period}, {difference} or {percent} on the year before ({age}).",
      rise = "Largest rise: {series}: {now} {unit} {period}, {difference} or {percent} on the year before ({age}).",
      total = "All external borders of the EU: {now} {unit} {period}, {difference} or {percent} on the year before ({age}).",
      victims = "{in_country}, {now} victims of trafficking were detected {period}, against {before} the year before ({age}); "
        .. "a national figure, as no table says where they are detected.",
      victims_alone = "{in_country}, {now} victims of trafficking were detected {period} ({age}); a national figure, as no "
        .. "table says where they are detected.",
      none = "The store holds no international figures.",
      still = "No public series changed by a share that can be given.",
      caption = "The last whole year against the year before it",
      columns = { "Series", "To", "Age", "Figure", "Year before", "Change", "In %" },
      groups = {
        crossings = "Irregular border crossings, external borders of the EU",
        channel = "Arrivals in the United Kingdom by small boat", victims = "Detected victims of trafficking",
        offences = "Recorded offences in France",
      },
      crossings_of = "irregular border crossings ({node})",
      channel_of = "arrivals in the United Kingdom by small boat",
      victims_of = "detected victims of trafficking ({node})", offences_of = "{node}: {phenomenon}",
      reasons = {
        basis = "counted in another way in the two years (another source, or the sum of parts beside a published total): no "
          .. "percentage",
        holes = "not every period of the two years has a figure: no percentage",
        censored = "a hidden figure (“fewer than 5”) makes a range: no percentage",
        none = "no figure for the year before", zero = "0 in the year before",
      },
      notes = {
        crossings = "Border crossings are detections, not persons: anyone who tries twice is counted twice.",
        victims = "Countries detect and count victims differently: compare a country with itself first.",
      },
      headline = "The largest fall and rise are taken from series of at least 100 in the year before, at most two years old.",
    },
    here = {
      item = "{topic}: an estimated {from} to {to} of the {now} {unit} {period} are linked to {this} (table ‘{table}’).",
      judgement = "Analysts’ judgement, not a count of what happened here; it contains no personal data.",
      none = "No table in the store links these figures to {this}: they stay international.",
      columns = { "Topic", "Table", "Whole", "Share here", "Here" },
      caption = "What falls to this zone by the exposure tables, as a range of counts",
      range = "{from} to {to}",
      note = "The range holds the judged share, lowest to highest, and the chance of a count (80%); rare counts may be 0. The "
        .. "topics overlap: do not add them up.",
      unfed = "The table ‘{table}’ also has weights for: {phenomena}. The store holds no figures for these yet.",
    },
    compared = {
      columns = { "Zone", "Distance", "Population" }, kilometres = "{number} km",
      note = "The nearest {levels} as the crow flies, between population centres.",
    },
    course = {
      caption = "{series}, per month", month = "per month", mean = "12-month average",
      alt = "Line chart. {caption}. From {first} to {last}; last value {value}.",
    },
    map = {
      caption = "{topic}: estimate per zone {period}, by the table ‘{table}’. The area of a circle is in proportion; {name} "
        .. "is in orange.",
      alt = "Map with a circle for each of {number} {levels}. The largest: {largest}.",
    },
    advice = { to_confirm = "to be confirmed", none = "No text for this zone and these phenomena yet." },
    sources = { columns = { "Source", "Publisher", "Licence", "Figures used" } },
    method = {
      store = "Store {store}, state {state}, seed {seed}, known {as_of}; glocal {version}. Population of {year}. The "
        .. "texts under “{first}” to “{last}” come from {file}.",
      known_now = "now", known_then = "as of {as_of}",
      command = "This command makes the same page again:",
    },
  },
  awareness = {
    first = "What concerns {this}", new = "New since the brief of {date}",
    none = "No warning from the zone itself, and no estimate that reaches the line.",
    nothing = "Nothing new that reaches the line since the brief of {date}.",
    warning = "{phenomenon}, {period}: {observed} counted, {expected} expected; that is above the alarm bound.",
    exposed = "{topic}: {now} {unit} {period}, here an estimated {from} to {to}.",
    own = "{phenomenon}: new or corrected own figures, from {first} to {last}.",
    why = {
      warning = "You get this because a series of {this} itself raised an alarm.",
      exposed = "You get this because the table '{table}' links it to {this}: estimate {estimate} a year, line {least}.",
      own = "You get this because they are figures of {this} itself.",
    },
    more = "And {number} more; the figures are below and in the annex.",
    below = "Not listed, as estimated here at less than {least} a year: {topics}.",
    index = {
      title = "Zone briefs", name = "{name}: {levels}", foot = "{title}: {name}, {date}",
      facts = { dated = "Date", zones = "Zones", line = "Line", since = "Compared with" },
      line = "{least} a year", since = "the last brief of each zone", no_since = "nothing: these are the first briefs",
      list = "All zones", columns = { "Zone", "Brief", "Lies in", "Population", "Items", "About" },
      map = "Items per zone", map_caption = "Items per zone; click on a zone, or choose it in the table below.",
      left_out = "Not written: {zones}.",
      how = "A zone gets an item when a series of its own raised an alarm, when its own figures are new, or when an exposure "
        .. "table places at least the line there; each item says why.",
    },
  },
  plan = require "foresight.language.plan.en",
  digest = {
    title = "Early warning", foot = "{title}: {name}, {date}",
    facts = { level = "Level", within = "Located in", dated = "Date",
    watched = "Under surveillance" },
    watched = "Series: {series}, of the zone itself: {own}; judged to {last}", unwatched = "nothing yet",
    lead = "Alarms since {since}: {alarms} (series: {series}; not yet assessed: {open}).",
    none = "No alarm since {since}. Series under surveillance that concern {this}: {series}.",
    nothing = "Since {since} no series of {this}, of the zones above it or of what is linked to it was under surveillance: "
      .. "nothing "
      .. "can be said of them.",
    no_own = "No series of {this} itself is under surveillance: the alarms below are of the zones above it, or of what is linked "
      .. "to it.",
    others = "{number} more series had alarms; alerts() lists them.",
    headings = {
      own = "In {this} itself", within = "In the zones above {this}", exposure = "International, linked to {this}",
      map = "On the map", method = "How to read this",
    },
    item = {
      counts = "{period}: {observed} observed, {expected} expected; an alarm is a count above {upper}.",
      bound = "{period}: {observed} observed; an alarm is a count above {upper}.", observed = "{period}: {observed} observed.",
      chance = "So high a count by chance alone, had nothing changed: {words} ({percent}).",
      low = "{period}: {observed} observed, {expected} expected: fewer than the lower bound of this detector.",
      low_chance = "So low a count by chance alone, had nothing changed: {words} ({percent}).",
      led = "Moved before it, of the leading series: {leaders}.",
      leader = "{name}, by {lag} {span} (r = {r})", not_led = "None of the leading series moved before it.",
      spans = {
        day = { "day", "days" }, week = { "week", "weeks" }, month = { "month", "months" },
        quarter = { "quarter", "quarters" }, year = { "year", "years" },
      },
      plan_above = "Indicator of the plan of {zone} (plan {plan}, version {version}): from {first} to {period} {observed} were "
        .. "counted, above {threshold}, the upper threshold for the twelve months to {last}. The plan is to be looked at again.",
      plan_below = "Indicator of the plan of {zone} (plan {plan}, version {version}): from {first} to {period} {observed} were "
        .. "counted, below {threshold}, the lower threshold for the twelve months to {last}. The plan is to be looked at again.",
      no_chance = "This detector gives no probability.",
      record = "Of {number} past alarms of this detector that were followed up, {confirmed} were confirmed: that one is true is "
        .. "{words} ({percent}).",
      earlier = "Alarms too in {periods}.", source = "Alert {alert}, by {detectors}.", new = "new",
      course = "{first} to {last}; alarms in orange", alt = "Line chart. {title}. From {first} to {last}, {number} alarms.",
    },
    dispositions = {
      open = "Not yet assessed: dispose({alert}, ...) says what became of it.", confirmed = "Confirmed ({by}): {reason}",
      explained = "Explained by a known cause ({by}): {reason}", ["false"] = "False alarm ({by}): {reason}",
      duplicate = "Duplicate of alert {other} ({by}): {reason}", watch = "Being watched ({by}): {reason}",
    },
    why = {
      own = "You get this because it is of {this}.", within = "You get this because {this} lies in {name}.",
      exposure = "You get this because the table ‘{table}’ links {name} to {this}.",
    },
    likelihood = {
      almost_no_chance = "almost no chance", very_unlikely = "very unlikely", unlikely = "unlikely",
      roughly_even = "roughly even chance", likely = "likely", very_likely = "very likely", almost_certain = "almost certain",
    },
    map = "Alarms since {since}", map_caption = "Alarms of each zone under surveillance",
    method = "An alarm says that a count is above what its own past leads to expect, not why. A known cause, a change in "
      .. "recording "
      .. "and chance come first; of many series some always raise one.",
    scale = "Words of likelihood as in ICD 203: almost no chance to 5%, very unlikely to 20%, unlikely to 45%, roughly even to "
      .. "55%, "
      .. "likely to 80%, very likely to 95%, almost certain above.",
    index = { name = "Zones with something new", item = "{name}: new alarms {number}", added = "New alarms" },
    lately = {
      heading = "What moved here lately, and is it more than chance?",
      judged = "Judged by their own past, the last {number} months to {last} ({this}); series: {series}.",
      none = "None of their counts was more than chance would give.",
      row = "{title}, {period}: {observed}, where {expected} were expected. So high a count by chance alone: {words} "
        .. "({percent}).",
      fallback = "The store holds no monthly figures of {this}; those of {name}, where it lies, stand in for them.",
      linked = "The store holds no monthly figures of {this} or of the zones above it; those of international series linked to "
        .. "it "
        .. "stand in for them.",
      nothing = "The store holds no monthly figures of {this}, of the zones above it or of what is linked to it: nothing can "
        .. "be said.",
      short = "Not judged, for too short a history (it takes {years} years) or want of recent counts; series: {series}.",
      many = "Of {tests} counts judged, some {expected} lie above their bound by chance alone.",
    },
  },
  outlook = {
    title = "Monthly outlook", name = "What we expect", foot = "{title}: {date}",
    facts = { dated = "Date", figures = "New files", scored = "Scored this time" },
    headings = { imported = "What came in", expected = "What we expect", past = "How good we were" },
    imported = "{file}: lines taken: {number}", none = "No new figures came in.",
    columns = { "Zone", "Phenomenon", "Period", "Median", "80% interval" },
    caption = "{source}: the highest forecasts for the first period to come; figures to {last}.", unit = " Unit: {unit}.",
    unscored = "No registered forecast could be compared with its outcome yet.",
    scored = "Outcomes scored so far: {number}; within the 80% interval registered beforehand: {inside}. For "
      .. "well-calibrated forecasts that is about 80%.",
    not_forecast = "{source}: no forecast, {why}",
  },
  scenario = {
    title = "Scenario", foot = "{title}: {name}, {date}",
    facts = { dated = "Date", known = "Figures to", simulation = "Simulation", budget = "Budget" },
    simulation = "{draws} draws, seed {seed}", euros = "€{number}", interval = "{low} to {high}", chance = "{words} ({percent})",
    headings = {
      compared = "The next twelve months", zones = "What it means for police zones", matters = "Which assumption matters most",
      basis = "What this rests on", sets = "The best choices within the budget", barriers = "The barriers one by one",
      find_out = "What to find out first",
    },
    channel = {
      name = "Small boats across the Channel, {first} to {last}",
      lead = "{count} people arrived in the United Kingdom by small boat in the twelve months to {last}. If things stay as "
        .. "they are, {median} are expected in the next twelve (80% interval: {low} to {high}).",
      more = "That it will be more than in the last twelve months: {chance}.",
      columns = { "Scenario", "Arrivals", "80% interval", "More than in the last year" },
      variants = {
        base = "Things stay as they are", agreement = "A returns agreement takes hold", supply = "The supply of boats is cut off",
        surge = "Another route closes", mixed = "All of these, each as likely as judged",
      },
      course = "Arrivals per month if things stay as they are: median with intervals", course_title = "Arrivals per month",
      zone_columns = { "Zone", "As things are", "80% interval", "Change", "80% interval" },
      zone_caption = "People in the next twelve months by the exposure table ‘Channel’, and the change if the supply of boats "
        .. "is cut off; the six zones with most",
      outside = "{percent} of the arrivals are linked to no police zone.",
      map = "Change if the supply of boats is cut off: people in twelve months (median)", map_title = "Change by police zone",
      inputs = {
        level = "the level of the year", weather = "chance from month to month",
        agreement = "whether a returns agreement takes hold", supply = "whether the supply of boats is cut off",
        surge = "whether another route closes", agreement_effect = "how well a returns agreement works",
        supply_effect = "how well cutting off the supply works", surge_effect = "how many change routes",
      },
      matter = "{input}: {percent} of the variance of the outcome.",
      basis = {
        "The year: the last twelve months, times a factor that varies as the last four years did (sd of its logarithm: {sd}); "
          .. "months as in the last three years.",
        "A returns agreement takes hold from {agreement}: {agreement_chance}; it then prevents 5 to 40% of arrivals.",
        "The supply of boats through Belgium is cut off from {supply}: {supply_chance}; that prevents 10 to 50%.",
        "Another route closes from {surge}: {surge_chance}; that adds 5 to 50%.",
        "Chances and effects are the judgement of glocal’s authors, as is the exposure table: replace them by your own.",
      },
    },
    barriers = {
      name = "Barriers against labour exploitation",
      lead = "With {budget} a year, these barriers together avoid most harm on average: {set}. They cost {cost} and avoid an "
        .. "estimated {avoided} months of exploitation a year (80% interval: {low} to {high}).",
      sure = "That no other choice within the budget is better: {chance}. The choice gives up {regret} months a year on "
        .. "average beside what would turn out best.",
      people = "Each year {prevented} more people escape exploitation before any harm, and {found} more are found during it.",
      context = "In {year}, {count} victims of trafficking for labour exploitation were detected in Belgium; how many are "
        .. "never found is not known.",
      columns = { "Barriers", "Cost a year", "Months avoided", "80% interval", "The best choice" },
      chart = "Months of exploitation avoided a year; the numbers are those of the table", chart_title = "Months avoided a year",
      plot_titles = {
        ["months of exploitation"] = "Months of exploitation avoided a year with {budget}",
        ["dangerous crossings"] = "Dangerous crossings avoided a year with {budget}",
      },
      barrier_columns = { "Barrier", "Partner", "Stage", "Cost a year", "In the best choice" },
      actors = {
        foreign_affairs = "foreign affairs", labour_inspectorate = "labour inspectorate", transport_firms = "transport firms",
        border_police = "border police", municipality = "municipality", clients = "clients and sellers",
        support_organisation = "support organisations", local_police = "local police", banks = "banks", platforms = "platforms",
        federal_police = "federal police", railway_police = "railway police", shipping_police = "shipping police",
      },
      stages = {
        recruitment = "recruitment", journey = "journey", entry = "entry", identity = "identity", housing = "housing",
        work = "work", payment = "payment", supply = "boats and engines",
      },
      inputs = {
        effect = "the effect of ‘{name}’", persons = "how many people are recruited",
        displaced = "how many are exploited all the same", stopped = "how many escape today ({name})",
        harm = "how long exploitation has lasted by then ({name})", through = "how long it lasts for those never found",
      },
      worth = "{input}: knowing it before the choice would avoid {value} more months a year on average.",
      nothing = "No single assumption would change the choice.",
      own = "From your own tables: {files}.",
      basis = {
        "Numbers of people a year and shares of them; no person is modelled.",
        "A barrier keeps a share of those who reach its stage from exploitation; barriers act independently, and some of "
          .. "these people are exploited all the same.",
        "All {count} sets of at most three barriers within the budget were tried, each with the same draws.",
        "Unless said otherwise, costs, effects and the process are the judgement of glocal’s authors, for a judicial "
          .. "district: replace them by your own before you decide.",
      },
    },
  },
  plot = {
    measures = {
      q50 = "median", probability = "probability",
      alarms = "alarms",
      items = "items",
      count = "count", events = "observations", value = "value", weighted = "weighted sum", estimate = "estimate",
      median = "median", mean = "mean", expected = "expected count", population = "inhabitants",
      observed = "observed", upper = "alarm bound", level = "level",
    },
    facts = { population = "inhabitants", area_km2 = "km²" },
    facets = { female = "female", male = "male", other = "other", unknown = "unknown", adult = "adult", minor = "minor" },
    units = { boats = "boats", persons = "persons" },
    per = { day = "per day", week = "per week", month = "per month", quarter = "per quarter", year = "per year" },
    rate = "per {number} {fact}", observed = "observed", forecast = "forecast ({measure})",
    known = "known so far", corrected = "corrected for late reports",
    interval = "{level}% interval", range = "range", censored = "possible (censored count)",
    source = "Source: {names}", made = "glocal {version}, {store} state {state}",
    title = "{what}: {where}",
    phenomena = "{number} phenomena", zones = "{number} zones", outside = "outside", nothing = "no figure",
    largest = "the {number} largest of {of}", thinned = "{number} of {of} points drawn",
    added = "rows of the same period added up", at = "{period}, the last with figures",
    beyond = "without what lies outside", latest = "the last {number} of {of}",
    alarm = "alarm",
    no_bands = 'intervals are drawn of up to {number} series; kind="multiples" draws them all', root = "colours by square root",
    cut = "not complete: {periods}",
    crowded = "a cell is the mean of several periods",
    unstacked = "not stacked: {measure} does not add up",
    map_day = "map of {day}", remote = "remote parts not drawn: {zones}",
    unplaced = "{number} without a place on the map", unpositive = "{number} negative ones not drawn",
    bubbles = {
      signals = "Weak signals", clusters = "Clusters of weak signals",
      measure = "likelihood and impact, as large as strong",
      impact = "Impact, 1 (negligible) to 5 (severe)", likelihood = "Likelihood, %",
      likelihood_short = "likelihood", impact_short = "impact", strength_short = "strength",
      left_out = "without a likelihood or an impact: {number}",
      kinds = {
        social = "social", technological = "technological", economic = "economic",
        environmental = "environmental", political = "political",
      },
    },
    funnel = {
      measure = "per 100,000 population", size = "population", own = "the zone asked about",
      within = "within the limits of chance",
      beyond = "beyond them ({level})", above = "higher than chance explains", below = "lower than chance explains",
      line = "{name}: {rate} per 100,000 population, {verdict}; rank {rank} of {of}, "
        .. "but any rank from {low} to {high} is possible",
    },
    plane = {
      measure = "influence and dependence, % of the sum", influence = "influence", dependence = "dependence",
      direct = "direct", indirect = "indirect",
    },
    results = {
      titles = {
        tornado = "{quantity}: what moves it most", sensitivity = "{quantity}: where its variance comes from",
        information = "{quantity}: what it is worth to know before deciding", discovery = "What leads to {case}",
        probability = "Probability of {case}", difference = "{list}: difference between two variants",
        fit = "{quantity}: history and calibrated model", diagram = "Model, {time}",
      },
      measures = {
        sensitivity = "share of the variance", information = "expected value of perfect information",
        discovery = "limits on uncertain quantities", paths = "{number} single draws",
        diagram = "stocks, flows and what they depend on",
        first = "alone (first order)", total = "with interactions (total)", value = "value, 95% interval",
        probability = "probability",
      },
      kinds = { stock = "stock", flow = "flow", auxiliary = "auxiliary", uncertain = "uncertain", number = "number" },
      low_end = "at its {low}% quantile", high_end = "at its {high}% quantile", base = "all at their medians: {value}",
      bar = "{name}: {low} to {high}", all = "everything", coverage = "coverage (share of all cases)",
      density = "density (share of cases)",
      fitted = "model", box = "box {number}", at_least = "{name} at least {low}", at_most = "{name} at most {high}",
      between = "{name} from {low} to {high}",
      not_drawn = "{number} without a finite outcome not drawn", fixed = "the same at all times: {list}", feedback = "feedback",
      months = "{number} months from {from}", origin = "glocal {version}, model {hash}, {draws} draws, seed {seed}",
      origin_plain = "glocal {version}, model {hash}", left_out = "{number} draws without a finite value left out",
    },
    clusters = {
      ["high-high"] = "high among high", ["low-low"] = "low among low", ["high-low"] = "high among low",
      ["low-high"] = "low among high", ["hot spot"] = "hot spot", ["cold spot"] = "cold spot",
      ["not significant"] = "not significant", ["no cluster"] = "in no cluster",
    },
    kinds = {
      tornado = "Tornado chart", intervals = "Estimates with intervals", discovery = "Coverage and density of boxes",
      courses = "Courses over time", diagram = "Diagram of a model",
      line = "Line plot", bar = "Bar chart", heat = "Heat map", multiples = "Small multiples", circles = "Map of circles",
      choropleth = "Choropleth map",
      clusters = "Map of clusters", funnel = "Funnel plot", plane = "Plane of influence and dependence", bubbles = "Bubble chart",
    },
    summary = {
      span = "From {first} to {last}, {number} periods.",
      course = "first {first} ({first_at}), last {last} ({last_at}), highest {high} ({high_at}), lowest {low} ({low_at})",
      fan = "{measure} for {at}: {value}, {level}% interval {low} to {high}",
      alarms = "alarms: {list}",
      highest = "Highest: {list}.", lowest = "Lowest: {list}.", others = "and {number} more",
    },
  },
  delphi = {
    plot = "Delphi “{name}”, round {round}: medians and middle halves",
    title = "Delphi: {name}, round {round}",
    middle = "Median {median}; the middle half of the {answers} answers lies from {low} to {high}.",
    before = "Median of the round before: {median}.",
    yours = "Your answer: {value}.",
    outside = "It lies outside the middle half: please say why, or answer anew.",
    moderator = "Moderator: {text}",
    stopped = "The study has stopped by the rule declared when it was opened. Thank you.",
    again = "Please answer again with this in mind; nobody sees who answered what.",
  },
  export = {
    data = "Data", about = "About", marking = "Marking", made = "Made", origin = "How it was computed", step = "Call",
    store = "Store", state = "State (last batch)", seed = "Seed", column = "Column", type = "Type", unit = "Unit",
    nulls = "Empty cells", page = "&P of &N", source = "Source", title = "Figures from glocal",
    types = { "whole number", "number", "text", "date", "period" },
    heads = {
      zone = "Zone", zone_name = "Zone name", from_zone = "From zone", from_zone_name = "From zone name",
      phenomenon = "Phenomenon", phenomenon_name = "Phenomenon name", period = "Period", count = "Count",
      count_high = "Count (highest)", count_per_100k = "Count per 100,000",
      count_per_100k_high = "Count per 100,000 (highest)", value = "Value", weighted = "Weighted", estimate = "Estimate",
      low = "Low",
      high = "High", source = "Source", facet = "Facet", day = "Day", month = "Month", year = "Year", part = "Part",
      figure = "Figure", weight = "Weight", population = "Population", kind = "Kind", name = "Name", code = "Code",
    },
  },
  cooperation = {
    columns = { "Country", "Channel", "Legal basis" },
    left_out = "A channel is left out here: its marking does not let it leave.",
    whom = "Whom to call", basis = "Legal basis", nobody = "No lawful channel is known.", also = "Also:", allowed = "YES",
    not_allowed = "NO", since = "in force since {day}", to_confirm = "to be confirmed",
    answer = "answer due within {hours} h", no_answer_time = "no answer time known", carries = "up to {marking}",
    informal = "Contact \"{name}\": send it by this channel, not informally.",
    informal_hours = "Faster, but informal: \"{name}\" ({hours} h). Put it on record by this channel.",
    urgency = {
      urgent = "urgent", normal = "not urgent",
    },
    missing = {
      unknown_date = "day of entry into force unknown", not_yet = "not in force before {day}",
      ended = "ended on {day}", not_party = "{place} is no party", outside = "{place} lies outside its territory",
      no_act = "does not cover this act", no_basis = "no legal basis on record",
    },
    acts = {
      information = "information", automated_exchange = "automated exchange", direct_access = "direct access to databases",
      criminal_records = "criminal records", screening = "pre-employment screening", joint_patrol = "joint patrol",
      joint_operation = "joint operation", joint_team = "joint investigation team", joint_centre = "joint centre",
      pursuit = "cross-border pursuit", observation = "cross-border surveillance", hearing = "hearing a witness or victim",
      escort = "escort and protection", special_units = "special units", liaison = "liaison officers",
      extradition = "surrender and extradition", enforcement = "enforcement of sentences", training = "training",
    },
  },
}
