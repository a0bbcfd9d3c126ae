--- en.lua: the phrases of security plans in English; the same keys and names in each language.

return {
  title = "Security plan",
  facts = { years = "Period", version = "Version", draft = "draft" },
  unknown_role = "the planner",
  headings = {
    own = "What we see: {this}", national = "What we see: the country", international = "What we see: international",
    forecasts = "What we expect: forecasts", warnings = "What we expect: warnings",
    scenarios = "What we expect: drivers and scenarios", impact = "What that means here",
    priorities = "Priorities, from Europe to the zone", international_item = "International item", measures = "Measures",
    indicators = "What would change our mind", assumptions = "Assumptions", calendar = "What lies ahead",
    faults = "Still to be put right", evidence = "Evidence for every figure",
  },
  picture = {
    moved = "{series}: {now} {unit} {period}, against {before} in the year before ({percent}{extra}).",
    moved_old = "{series}: {now} {unit} {period}, against {before} in the year before ({percent}{extra}); note: this figure "
      .. "is {age}.",
    beside = "{series}: {now} {unit} {period}, beside {before} in the year before; no comparison: {why}.",
    alone = "{series}: {now} {unit} {period}; the year before is not known.",
    sure = ", more than chance explains", chance = ", which may be chance",
    more = "The zone's other phenomena are in its brief.",
    no_national = "The database has no national figures.",
  },
  expectation = {
    forecast = "{series}: for the twelve months to {last} we expect {mean} {unit}. A figure between {low} and {high} is {words} "
      .. "({percent}).",
    more = "A figure above the {before} of the twelve months before is {words} ({percent}).",
    no_forecast = "No forecast: it takes two years of monthly figures.",
    alert = "{series}, {period}: {observed} observed, {expected} expected. That so high a count is chance alone is {words} "
      .. "({percent}).",
    no_alert = "No alarm in the past year in the series that are watched.",
    not_watched = "In the past year no series that concerns {this} was watched: nothing can be said.",
    driver = "{label}: {words} ({percent}).", scenario = "{name}: {words} ({percent}). {text}",
    no_scenario = "No drivers or scenarios recorded yet.",
  },
  answer = {
    crosswalk = "Priorities laid side by side",
    unanswered = "Higher priorities that {this} does not answer yet: {number}.",
    same_phenomenon = "Higher priorities about the same phenomenon as one of the zone's own, without a recorded link: {number}.",
    local_only = "Own priorities that answer no higher one: {number}.",
    demand = "Phenomena that the figures or alarms ask attention for, without a priority of the zone: {number}.",
    aligned = "Each higher priority has an answer of {this}, and the other way round.",
    priority_columns = { "Of", "Priority", "Cycle", "Role responsible", "Until" },
    measure_columns = { "Measure", "Role responsible", "By", "Status" },
    indicator_columns = { "Series, sum over twelve months", "Lower threshold", "Upper threshold", "Up to" },
    unassigned = "to be assigned", undated = "to be set", suggested = "proposal", decided = "decided",
    answered = "{zone} ({cycle}): {name}. Answer of the zone: {own}.",
    open = "{zone} ({cycle}): {name}. The zone has recorded no answer yet.",
    no_union = "The database has no priority of the European Union or the Benelux in force today.",
    watched = "If a series leaves these thresholds, the plan is looked at again.",
    no_indicator = "No indicators: without a forecast there is no threshold.",
  },
  faults = {
    ["no priority"] = "The zone has recorded no priority of its own in force today.",
    international = "No priority of the zone answers one of the European Union or the Benelux.",
    owner = "Priority “{subject}” has no role responsible.",
    indicator = "Priority “{subject}” has no indicator.", due = "Priority “{subject}” has no date.",
    overdue = "The date of priority “{subject}” has passed.",
    ["owner ended"] = "Whoever is responsible for priority “{subject}” no longer exists.",
    ["unknown higher"] = "Priority “{subject}” answers one that the database does not have.",
    ["ended higher"] = "Priority “{subject}” answers one that has ended.",
    ["two cycles"] = "Priority “{subject}” stands in two cycles at once.",
    link = "A link is recorded of “{subject}”, a priority that does not exist.",
    ["old figures"] = "The figures of priority “{subject}” are more than a year old.",
  },
  assumptions = {
    columns = { "Assumption", "Wrong if" }, unknown = "to be stated",
    recording = { text = "Police and sources record as before.", unless = "a source changes how it counts, or its software" },
    level = { text = "Beyond twelve months we give no numbers: the past that is known is too short for it.",
      unless = "a scenario with a model reaches further" },
    exposure = { text = "The share of {this} in international flows is that of the exposure table, a judgement.",
      unless = "what is found on the ground lies outside the range" },
    no_own = { text = "Without figures of its own, {this} follows the national and international picture.",
      unless = "its own figures show something else: import them" },
    old = { text = "Figures older than a year still hold: {names}.", unless = "newer figures give another picture" },
  },
  calendar = {
    columns = { "When", "What", "Certainty", "Source" },
    basis = { official = "set", rule = "by the rule", confirm = "to be confirmed" },
  },
  method = {
    made = "Made from database {store}, state {state}, seed {seed}; glocal {version}.",
    evidence = "The number in brackets behind a sentence leads to the evidence below: the calls that compute each figure, on "
      .. "the same state "
      .. "of the database, and how good statements of that kind have been so far.",
  },
  evidence = {
    source = "Source: {names}.", old = "Note: this figure is {age}.",
    judgement = "The share is a judgement of analysts, not a count.",
    forecast = "Forecast: {series}", record = "Of {outcomes} past outcomes {percent} lay in the 80% interval of the forecast.",
    untried = "Not tried on the past.",
    alert = "Alert {number}: {series}", alarm_record = "Of {number} alarms of this detector that were followed up, "
      .. "{confirmed} were confirmed.",
    alarm_untried = "No alarm of this detector has been followed up yet.",
    driver = "Driver: {name}", driver_record = "Pooled from what roles judge of weak signals; not yet held against outcomes.",
    scenario = "Scenario: {name}", given = "A judgement of {role}; not yet held against outcomes.",
  },
}
