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
  brief = {
    title = "Zone brief",
    facts = {
      level = "Level", within = "Located in", population = "Population", dated = "Date", marking = "Marking of the data",
      covers = "Data up to",
    },
    population = "{number} ({year})",
    covers = "{last} ({topic})",
    headings = {
      message = "Key message", moves = "International developments", here = "What it means here",
      compared = "Compared with neighbouring zones and the country", course = "Over the past five years", map = "On the map",
      sources = "Sources", method = "How this was computed",
    },
    heading = "{title}: {name}, {date}",
    clauses = "{first}; {second}",
    in_country = {
      BE = "in Belgium", NL = "in the Netherlands", LU = "in Luxembourg", DE = "in Germany", FR = "in France",
      GB = "in the United Kingdom",
    },
    in_other = "in {country}",
    change = {
      up = "{number} ({percent}) more than in the twelve months before",
      down = "{number} ({percent}) fewer than in the twelve months before",
      same = "as many as in the twelve months before",
      none = "with no comparable figure for the year before",
    },
    message = {
      crossings = "In the twelve months to the end of {month}, {now} irregular crossings of the external borders of the "
        .. "EU were detected, {change}{movers}.",
      fall = "; largest fall: {route} ({number})", rise = "; largest rise: {route} ({number})",
      channel = "{now} people reached the United Kingdom across the Channel in small boats in the twelve months to the end "
        .. "of {month}, {change}",
      victims = "{in_country}, {now} victims of trafficking in human beings were detected in {year}, against {before} in "
        .. "{year_before}",
      victims_alone = "{in_country}, {now} victims of trafficking in human beings were detected in {year}",
      here = "Apportioned by population share and by analysts’ judgement tables, that corresponds to about {list} for {this}: "
        .. "an estimate of its exposure, not a count of what happened there.",
      nothing = "The store holds no figures from which to estimate what this means for {this}.",
      items = {
        crossings = "{estimate} border crossings ({range})", channel = "{estimate} Channel crossings ({range})",
        gateways = "{estimate} onward journeys through its ports and airports ({range})",
        victims = "{estimate} victims of trafficking ({range})",
      },
    },
    topics = {
      crossings = "Irregular border crossings", channel = "Small boats across the Channel",
      gateways = "Onward journeys through ports and airports", victims = "Victims of trafficking",
    },
    topics_short = { crossings = "Crossings", channel = "Small boats", gateways = "Gateways", victims = "Victims" },
    units = { crossings = "detections", channel = "people", gateways = "detections", victims = "victims" },
    tables = { population = "population share", channel = "Channel", gateways = "gateways" },
    by = { population = "by population", table = "by the table ‘{table}’" },
    moves = {
      caption = "The last twelve months (or year) available, compared with the previous period",
      columns = { "Series", "Period", "Figure", "Year before", "Change", "In %" },
      crossings = "Irregular border crossings, external borders of the EU",
      channel = "Arrivals in the United Kingdom by small boat",
      victims = "Victims of trafficking detected, {country}", offences = "{country}: {phenomenon}",
      months = "to {last}",
      notes = {
        "Border crossings are detections, not persons: anyone who tries twice is counted twice. A month that a source did not "
          .. "publish for a route is missing from the sum.",
        "Victims are those detected; countries detect and count differently, so compare a country with itself first. "
          .. "Where a source says “fewer than 5”, the possible range is shown.",
      },
      stale = "The series of recorded offences in France end in {last}: they show a past trend, not the present "
        .. "situation.",
    },
    here = {
      caption = "Estimates for the last twelve months (or year) available",
      columns = { "Topic", "Starting figure", "Estimate", "Range", "Per 100,000 people", "Rank" },
      rank = "{rank} of {of}",
      notes = {
        "These are estimates of exposure: international and national figures apportioned to zones. They are not local "
          .. "counts, and they contain no personal data. The true value is judged to lie within the range.",
        "Border crossings are apportioned by the zone’s share of the population of the EU. Victims of trafficking stay a "
          .. "national figure: no table says where they are detected. "
          .. "The true share is judged to lie within a factor of two. The tables ‘Channel’ and ‘gateways’ "
          .. "are analysts’ judgement.",
        "The rank is among the {of} {levels} of {country} whose population is known, the largest estimate first. The topics "
          .. "overlap: do not add them up.",
      },
      unnamed = "{topic}: the table ‘{table}’ gives {this} no weight for this, so there is no estimate.",
      unnamed_level = "{topic}: the table ‘{table}’ has no weights for the {levels} of {country}, so there is no estimate.",
      unfed = "For {this} the table ‘{table}’ has weights for: {phenomena}. The store holds no worldwide or route figures for "
        .. "these yet.",
    },
    compared = {
      caption = "Estimate, and in brackets per 100,000 people",
      columns = { "Zone", "Distance", "Population" },
      all = "{country}, {number} {levels}", kilometres = "{number} km",
      note = "The five nearest {levels} as the crow flies, between population centres. Per 100,000 people, what is "
        .. "apportioned by population is the same everywhere, by construction; only the expert-judgement tables set zones apart.",
      alone = "The store holds no positions for this country, so neighbours cannot be named.",
    },
    course = {
      total = "{topic}: {unit} per month", own = "{topic}: estimate for {name}, per month",
      month = "per month", mean = "12-month average", estimate = "estimate", range = "range",
      alt = "Line chart. {caption}. From {first} to {last}; last value {value}.",
    },
    map = {
      caption = "{topic}: estimate per zone, twelve months to {last} ({by}). The area of a circle is in proportion to the "
        .. "estimate; {name} is in orange.",
      caption_unnamed = "{topic}: estimate per zone, twelve months to {last} ({by}). The area of a circle is in proportion "
        .. "to the estimate; {name} has none.",
      alt = "Map with a circle for each of {number} {levels}. The largest: {largest}.",
    },
    sources = { columns = { "Source", "Publisher", "Licence", "Period covered" } },
    method = {
      store = "Store {store}, state {state} (the number of its last change); glocal {version}; zones as they stood on {date}, "
        .. "with the latest population known ({year}).",
      judgement = "Expert judgement, not measurement: the exposure tables {tables}, and the factor of two around a share of the "
        .. "population. Everything else is published figures and arithmetic.",
      steps = "The steps, each with what it was computed from:",
      command = "This command makes the same page again:",
    },
  },
  plot = {
    measures = {
      count = "count", events = "observations", value = "value", weighted = "weighted sum", estimate = "estimate",
      median = "median", mean = "mean", population = "inhabitants",
    },
    facts = { population = "inhabitants", area_km2 = "km²" },
    facets = { female = "female", male = "male", other = "other", unknown = "unknown", adult = "adult", minor = "minor" },
    units = { boats = "boats", persons = "persons" },
    per = { day = "per day", week = "per week", month = "per month", quarter = "per quarter", year = "per year" },
    rate = "per {number} {fact}", observed = "observed", forecast = "forecast ({measure})",
    interval = "{level}% interval", range = "range", censored = "possible (censored count)",
    source = "Source: {names}", made = "glocal {version}, {store} state {state}",
    title = "{what}: {where}",
    phenomena = "{number} phenomena", zones = "{number} zones", outside = "outside", nothing = "no figure",
    largest = "the {number} largest of {of}", thinned = "{number} of {of} points drawn",
    added = "rows of the same period added up", at = "{period}, the last with figures",
    beyond = "without what lies outside", latest = "the last {number} of {of}",
    no_bands = 'intervals are drawn of up to {number} series; kind="multiples" draws them all', root = "colours by square root",
    cut = "not complete: {periods}",
    crowded = "a cell is the mean of several periods",
    unstacked = "not stacked: {measure} does not add up",
    unplaced = "{number} without a place on the map", unpositive = "{number} negative ones not drawn",
    kinds = {
      line = "Line plot", bar = "Bar chart", heat = "Heat map", multiples = "Small multiples", circles = "Map of circles",
      choropleth = "Choropleth map",
    },
    summary = {
      span = "From {first} to {last}, {number} periods.",
      course = "first {first} ({first_at}), last {last} ({last_at}), highest {high} ({high_at}), lowest {low} ({low_at})",
      fan = "{measure} for {at}: {value}, {level}% interval {low} to {high}",
      highest = "Highest: {list}.", lowest = "Lowest: {list}.", others = "and {number} more",
    },
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
}
