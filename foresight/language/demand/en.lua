--- en.lua: the phrases of demand beside supply in English; the same keys and names in each language.

return {
  heading = "Demand and supply",
  columns = { "Phenomenon", "Figures, last year", "Alerts", "Requests", "Own priorities", "Capacity", "Reading" },
  readings = {
    unanswered = "asked for, unanswered", answered = "asked for and answered",
    ["attention only"] = "attention without demand", ["follows the search"] = "figures may follow the checks",
  },
  unanswered = "Asked for (figures, alerts or requests), but without a priority of its own or capacity: {number} ({names}).",
  all_answered = "For every phenomenon that is asked for, {this} has a priority of its own or capacity.",
  nothing = "No figures, alerts or requests point to a demand on {this}.",
  no_requests = "No requests are recorded for the past year. To record them: glocal import {store} requests.csv --as requests",
  no_capacity = "No capacity is recorded. To record it: glocal import {store} capacity.csv --as expertise",
  apart = "Requests without a phenomenon are not in the table.",
  more = "{rest} more phenomena have no room in the table.",
  evidence = "Evidence: {call}",
}
