--- en.lua: the phrases of digests in English. {name} is filled in; every language has the same keys and the same names.

return {
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
}
