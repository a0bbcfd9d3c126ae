--- topics.lua: what a brief looks at beyond the zone. `public`: the international and national series whose falls and rises
-- it tells; `exposed`: those of them that a table of exposures brings to single zones. To add one, add a row here and its
-- words in each file of foresight/language.
--
-- Example:  for _, topic in ipairs(require "foresight.brief.topics".exposed) do print(topic.name, topic.exposure) end

local topics = {}

--- `from`: {kind = "route"} is every zone of that kind with figures of the phenomenon, else a list of codes. `total`: the
--- sum over them has a row of its own. `leads`: it may be the largest fall or rise of the first page.
topics.public = {
  { name = "crossings", phenomenon = "migration.crossing", from = { kind = "route" }, every = "month", total = true,
    leads = true },
  { name = "channel", phenomenon = "smuggling.sea.small_boat", from = { "RT-CHANNEL" }, every = "month", leads = true },
  { name = "victims", phenomenon = "trafficking", from = { kind = "country" }, every = "year", leads = true },
  { name = "offences", phenomenon = "smuggling.assistance", from = { "FR" }, every = "month", leads = true },
  { name = "offences", phenomenon = "documents.identity", from = { "FR" }, every = "month", leads = true },
  { name = "offences", phenomenon = "drugs.trafficking.resale", from = { "FR" }, every = "month", leads = true },
  { name = "offences", phenomenon = "illegal_work.undeclared", from = { "FR" }, every = "month", leads = true },
}

--- Which series are brought to zones, by which table; brief{exposure={victims="ours"}} names another. A national figure
--- without a table stays national.
topics.exposed = {
  { name = "channel", exposure = "channel", about = "smuggling" },
  { name = "crossings", exposure = "gateways", about = "migration" },
  { name = "victims", about = "trafficking" },
}

return topics
