--- en.lua: the phrases of scenarios in English. {name} is filled in; every language has the same keys and the same names.

return {
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
}
