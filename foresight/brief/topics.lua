--- topics.lua: what a brief is about. A topic is a series of an international or national node and the exposure table
-- by which it is allocated to local zones; a context series is shown for its trend only. To add one, add a row here and
-- its words in each file of foresight/language.
--
-- Example:  for _, topic in ipairs(require "foresight.brief.topics".allocated) do print(topic.name, topic.exposure) end

local topics = {}

--- Series allocated to local zones. `from`: {kind = "route"} is every zone of that kind that has figures of the
--- phenomenon, "country" the country of the zone, else a list of codes. `by_node` lists the nodes one by one; `chart` and
--- `map` say what is drawn; `again` marks figures that another topic shows already.
topics.allocated = {
  {
    name = "crossings", phenomenon = "migration.crossing", from = { kind = "route" }, every = "month",
    exposure = "population", base = "EU", by_node = true, chart = true, map = true,
  },
  {
    name = "channel", phenomenon = "smuggling.sea.small_boat", from = { "RT-CHANNEL" }, every = "month",
    exposure = "channel", chart = true, map = true,
  },
  {
    name = "gateways", phenomenon = "migration.crossing", from = { kind = "route" }, every = "month",
    exposure = "gateways", again = true,
  },
  {
    -- A national figure stays national, unless brief{exposure={victims=...}} names a table of where they are detected.
    name = "victims", phenomenon = "trafficking", from = "country", every = "year",
  },
}

--- Series shown beside them, for the trend: all countries that have figures, or the zones named.
topics.context = {
  { name = "victims", phenomenon = "trafficking", from = { kind = "country" }, every = "year" },
  { name = "offences", phenomenon = "smuggling.assistance", from = { "FR" }, every = "month" },
  { name = "offences", phenomenon = "documents.identity", from = { "FR" }, every = "month" },
  { name = "offences", phenomenon = "drugs.trafficking.resale", from = { "FR" }, every = "month" },
  { name = "offences", phenomenon = "illegal_work.undeclared", from = { "FR" }, every = "month" },
}

return topics
