---@meta glocal

-- Made from the declarations beside the code by scripts/dev/reference.lua; do not edit.

---The store that is open.
---@type store?
store = nil

---The leaf cells of a store, which rollup adds up.
---@class cells

---Zones or phenomena as a tree, as rollup uses it.
---@class tree

---A brief: its text and page.
---@class brief

---A quantity of a model: what it is made of; numbers and quantities can be reckoned with it.
---@class quantity

---A quantity of a model for each member of an axis.
---@class array

---@class glocal.accessions.options
---@field act? string only agreements that have this act, such as screening or enforcement
---@field agreement? string only this one, by its code
---@field country? string|string[] of these (default: {"BE", "NL", "LU", "FR", "DE"})
---@field kind? string the kind of messages that is counted beside them (default: the act)
---@field on? string the day (default: today)
---@field as_of? string|integer as known on that day, or after that batch
---@field store? store the store to read (default: the current one)

---Which countries acceded to which agreement, since when, and what is missing: no party, not yet in force, ended. With an act, such as screening (pre-employment screening) or enforcement (cross-border execution of sanctions), all agreements that have it, and beside them the messages of that kind received and sent in the twelve months up to the day. A country may be a party alone or with the union that it is of.
---```lua
---accessions{act="screening", country="NL", on="2026-11-22"}.agreement[1] --> BENELUX-SCREENING-2019
---accessions{agreement="BENELUX-SCREENING-2019", country="DE", on="2026-11-22"}.missing[1] --> DE is no party
---```
---@param spec? glocal.accessions.options
---@return frame # agreement, name, country, acceded (yes or no), since, until, missing, received, sent, to_confirm, source, marking
function accessions(spec) end

---@class glocal.alerts.options
---@field zone? string|string[] only of these zones
---@field phenomenon? string|string[] only of these phenomena
---@field since? string the first date or period
---@field to? string the last date or period
---@field disposition? "open"|"confirmed"|"explained"|"false"|"duplicate"|"watch"|("open"|"confirmed"|"explained"|"false"|"duplicate"|"watch")[] open: nothing was said of it yet
---@field method? string only of this detector
---@field store? store the store to read (default: the current one)

---The alerts that the store keeps, the latest first, each with the disposition that stands. w:register() keeps them, dispose(...) says what became of them.
---```lua
---alerts{disposition="open"}:columns()[1] --> alert
---select(2, pcall(alerts, {disposition="confirm"})):match "did you mean.*" --> did you mean 'confirmed'?
---```
---@param spec? glocal.alerts.options
---@return frame # alert (its number), zone, phenomenon, keys (what else distinguishes the series), period, observed, expected, upper, score, p, q, method, disposition (null: open), reason, by, raised (the day), plan (of method "plan": which plan, version and indicator, and which threshold it passed)
function alerts(spec) end

---@class glocal.backtest.options
---@field horizon? integer how far ahead (default: 12 months, 4 quarters ...)
---@field origins? integer how many, the last a horizon before the end (default: 6)
---@field stride? integer between origins (default: 1)
---@field methods? string|string[] the methods to compare (default: {"combination", "snaive"})
---@field levels? number|number[] of the intervals (default: {80, 95})
---@field by? "horizon"|"method"|"series" a row per method and step ahead, per method, or per method and series (default: "horizon")
---@field scores? string|string[] names, or "all"; skill too by method, dm with a reference (default: {"mae", "wis", "coverage"})
---@field reference? string the method that dm and dm_p compare with (default: the first method)
---@field as_of? boolean roll up anew at each origin what the store knew on its last day (default: false)
---@field delay? integer how much later than that day (with as_of) (default: 0)
---@field seed? integer of the simulations (default: 1)
---@field calibrate? boolean calibrate intervals by past errors (default: true)
---@field breaks? boolean leave outliers and level shifts out (default: true)
---@field value? string the column to forecast (default: count, estimate, value ...)
---@field gaps? "zero"|"missing" periods without a row (default: zero in rollups of events to month)
---@field cutoff? string the last date known (default: yesterday)
---@field leaders? frame series that may lead these, as in forecast (not with as_of)
---@field max_lag? integer by how much a leader may lead (default: 12)
---@field lead_value? string the column of the leaders
---@field events? table|frame events, as in forecast
---@field regressors? frame figures known up to the horizon, as in forecast

---How good forecasts of these series would have been: rolling origin. At each origin the methods are fitted to what was known before it and forecast `horizon` periods, which are scored against the outcome. Leaders are selected anew at each origin; events count as known ahead. Scores of the median: mae, rmse, smape, bias, mase, rmsse, owa (as in M4); of the quantiles: wis with its parts dispersion, over, under, crps, pinball, interval, coverage, width; against a reference: skill (with 90 % bootstrap interval), dm and dm_p (Diebold-Mariano; below 0 the reference is beaten).
---```lua
---r = rollup{zone="BENELUX", level="country", phenomenon="trafficking", every="year"}
---b = backtest(r, {horizon=1, origins=3, methods={"naive", "drift"}, by="method"})
---b.method[2] --> drift
---b:has "coverage_80" --> true
---backtest(r, {horizon=1, origins=3, methods={"naive", "drift"}, by="method", scores={"owa"}}):columns()[3] --> owa
---```
---@param figures frame|function a rollup, or a function of a date that gives what was known then
---@param options? glocal.backtest.options
---@return frame? # method, the key of `by`, outcomes, scores
---@return string? message
---@return string? code
function backtest(figures, options) end

---@class glocal.barrier_process.options
---@field phenomenon "trafficking"|"smuggling" of which

---The process that the barriers act on: the stages in order, the share that is stopped at each today, the harm done by then, how many persons, and the share of those a barrier stops who are put through all the same. All figures are judgement.
---```lua
---barrier_process{phenomenon="trafficking"}.quantity[1] --> persons
---```
---@param spec glocal.barrier_process.options
---@return frame # quantity (persons, displaced, stopped, harm), stage, low, mode, high, unit, note
function barrier_process(spec) end

---@class glocal.barriers.options
---@field phenomenon "trafficking"|"smuggling" against which
---@field lang? "nl"|"fr"|"de"|"en" the language of `name` (default: "en")

---The barriers against a phenomenon that ship with glocal: stage, actor, cost and effect. All figures are judgement, to be replaced by your own: change the frame, or read your own table, and give it to barrier_model.
---```lua
---barriers{phenomenon="trafficking"}.barrier[1] --> origin_information
---```
---@param spec glocal.barriers.options
---@return frame # barrier, name, stage, actor, cost_low, cost, cost_high (EUR a year), effect_low, effect, effect_high: the share of those who reach the stage that the barrier stops
function barriers(spec) end

---@class glocal.basis.options
---@field act string what is to be done (default: "information")
---@field country string where
---@field zone? string by whom (default: "BE")
---@field phenomenon? string what it is about
---@field on? string the day (default: today)
---@field as_of? string|integer the register as known on a date or after a batch
---@field store? store the store to read (default: the current one)

---Which agreement allows an act between a zone and a country on a day, by which article and on which condition; or what is missing: not signed off, not yet in force, ended, one side no party, or outside its territory.
---```lua
---basis{act="pursuit", country="NL", on="2023-09-30"}.agreement[1] --> BENELUX-2004
---basis{act="pursuit", country="NL", on="2023-10-01"}.agreement[1] --> BENELUX-2018
---```
---@param spec glocal.basis.options
---@return frame # act, agreement, allowed (yes or no), article, condition, missing, signed, in_force, ended, reference, to_confirm, marking; what is allowed first; card{lang="nl"} is the answer in ten lines
function basis(spec) end

---@class glocal.betweenness.options
---@field of? "nodes"|"links" what is measured (default: "nodes")
---@field length? string of a link
---@field probability? string that a link is passed; the most likely paths count
---@field ends? string[] the columns of a link's ends (default: {"from", "to"})
---@field directed? boolean links lead from the first end to the second only (default: true)

---Betweenness: for every pair of others the share of their shortest paths that leads over a node or link, summed over the pairs. Paths are shortest by `length`, most likely by `probability`, else of the fewest steps. A node with much of it is a bottleneck.
---```lua
---f = frame{{from="MA", to="ES"}, {from="ES", to="FR"}, {from="FR", to="BE"}}
---betweenness(f).node[1] --> ES
---betweenness(f).betweenness[1] --> 2.0
---```
---@param f frame a row per link: from, to, and a length or a probability
---@param options? glocal.betweenness.options
---@return frame? # node (or from, to), betweenness, share (of all ordered pairs of others; half as many where links lead both ways); the largest first
---@return string? message
---@return string? code
function betweenness(f, options) end

---@class glocal.briefs.options
---@field of string the zone whose parts get briefs, such as "BE"
---@field to string the folder that takes the folder of the day
---@field level? string the kind of zones that get one (default: "police_zone")
---@field lang? "auto"|"nl"|"fr"|"de"|"en" auto: the languages of each zone (data/brief/languages.csv) (default: "auto")
---@field index_lang? "nl"|"fr"|"de"|"en" the language of the index page (default: that of the terminal)
---@field least? number the threshold: an international item reaches a zone where its estimate is at least this (default: 1)
---@field since? string|integer what is new is what came after this date or batch (default: the zone's last brief)
---@field as_of? string|integer what was known on a date or after a batch (default: what is known now)
---@field at? string the last month to consider (default: the last month with figures)
---@field date? string the day of the briefs and of their zones (default: today)
---@field texts? string the corps' own texts, a CSV such as data/brief/texts.csv (default: those that ship)
---@field words? string the corps' own words and sections, a CSV (docs/awareness.md) (default: STORE.words.csv beside the store, if any)
---@field exposure? table<string, string> other exposure tables by topic: channel, crossings, victims
---@field seed? integer of the forecasts (default: 1)
---@field marking? string a stricter marking, such as "AMBER"
---@field store? store the store to read (default: the current one)

---Writes the brief of every zone of a level, each in its own language or languages, into a folder named by the day, with an index page: a map and a table that lead to each zone, from disk and without a server. Each brief begins with what is new since the zone's last one (`sent.csv` in `to` keeps which that was) and concerns it: a warning of its own, its own figures, or an estimate that reaches the threshold; and says why the zone gets it. `feedback.csv` lists the items with an empty answer: import it to record what was sent, and again as it comes back (`as="feedback"`); reach{} shows what readers found.
---```lua
---select(3, briefs{level="province", of="BE", to="/nowhere/briefs", date="2026-11-30", at="2025-04"}) --> not_found
---```
---@param spec glocal.briefs.options
---@return frame? # zone, language, items, marking, file, first (item); its note says what was not written, and why
---@return string? message
---@return string? code
function briefs(spec) end

---@class glocal.changes.options
---@field cost? "mean"|"mean_variance"|"trend"|"poisson"|"negative_binomial" what changes: the level; level and spread; level and trend; the mean of counts without or with overdispersion (default: negative_binomial for whole numbers, else mean)
---@field penalty? string|number what a change must gain: "mbic", "bic" or a number (default: "mbic")
---@field minimum? integer known periods of a segment, at least (default: a year, 28 days)
---@field overdispersion? number of negative_binomial: variance = mean + this x mean squared (default: estimated)
---@field season? boolean take the season out first (of days that of the week, else that of the year), so that it makes no change points; levels are then those of the seasonally adjusted series (default: false)
---@field value? string the column of figures (default: count, estimate ...)
---@field gaps? "zero"|"missing" periods without a row (default: zero in rollups of events to month)
---@field cutoff? string the last date known (default: yesterday)

---Finds where the level, the trend or the spread of each series changed for good, by exact segmentation (PELT): of all ways to cut a series the one whose segments fit best, each change paid for with a penalty. One row per series and segment; :plot() draws the series with the levels, :explain(row) says a change in words. Formulas and references are in docs/methods.md.
---```lua
---r = rollup{zone="FR", phenomenon="drugs", every="month"}
---c = changes(r)
---c.segment[1] .. " " .. c.method[1] --> 1 negative_binomial
---```
---@param figures frame figures by day, week, month ..., such as a rollup
---@param options? glocal.changes.options
---@return frame # the keys, segment, from, to, periods, level, level_before, change_percent, trend, deviation, gain (by how much the criterion would be worse without the change), cost, method
function changes(figures, options) end

---@class glocal.channel_coverage.options
---@field demand frame partner, country, phenomenon (may be absent), demand: a row for each combination; or as it comes from rollup (zone, count), forecast (zone, mean) or message_flows (country, sent): periods are added up
---@field partner? string whose demand it is where the frame has no column partner
---@field reach? frame partner (whose channel it is), channel, country, phenomenon (null or absent: all; those under it too), cost (may be absent: of travel, in any unit); default: what the register of cooperation says may be used
---@field act? string with the register: the act that is asked for (default: "information")
---@field urgency? string with the register: urgent or normal (default: "normal")
---@field kinds? "liaison"|"centre"|"spoc"|"unit"|"europol"|"interpol"|"siena"|"prum"|"ecris"|"defence"|"partner"|("liaison"|"centre"|"spoc"|"unit"|"europol"|"interpol"|"siena"|"prum"|"ecris"|"defence"|"partner")[] with the register: channels of these kinds only (default: all)
---@field on? string with the register: the day (default: today)
---@field store? store the store to read (default: the current one)
---@field without? table what is lost: {channel=, country=, partner=}, each a text or a list

---Demand for cooperation against the reach of channels, of each partner alone and of all together, such as of the Benelux. `gain` is what pooling brings a partner; `shapley` is what of all that is met is due to a partner, for its demand and its channels: the mean of what it adds over all orders in which the partners may join. With `without` the same after an event, such as a country that leaves the channels.
---```lua
---demand = frame{{partner="BE", country="MA", demand=10}, {partner="NL", country="MA", demand=4}}
---reach = frame{{partner="BE", channel="post-1", country="MA"}}
---channel_coverage{demand=demand, reach=reach}.gain[2] --> 4.0
---```
---@param spec glocal.channel_coverage.options
---@return frame # partner, demand, alone, pooled, gain, gap, share_alone, share_pooled, shapley
---@return frame # partner, country, phenomenon, demand, reach (own, pooled, none), channels, overlap, by, cost: a row for each of demand
---@return frame # channel, cells, load (demand shared alike with others that reach it), alone (what no other reaches)
function channel_coverage(spec) end

---@class glocal.compliance.options
---@field by? ("channel"|"country"|"kind"|"urgency"|"instrument")[] what distinguishes the rows; {} for a single one (default: {"country", "kind"})
---@field every? "day"|"week"|"month"|"quarter"|"year" also by period of receipt
---@field from? string received on that day or later
---@field to? string received on that day or before
---@field until? string the day up to which answers are known; later ones do not count (default: the last day in the messages)
---@field limits? table the time limit by urgency, in hours or calendar days (default: {urgent="8h", urgent_indirect="3d", other="7d"})
---@field channel? string|string[] only these
---@field country? string|string[] only these
---@field kind? string|string[] only these
---@field urgency? string|string[] only these
---@field instrument? string|string[] only these
---@field as_of? string|integer as known on that day, or after that batch
---@field store? store the store to read (default: the current one)

---How many messages were answered within their time limit, by country and kind. A message counts once its limit has passed (due): answered in time, or late, which one without an answer is too. One whose limit has not passed is in no share (censored), but in messages and open. low and high are Wilson's 95 % interval of the share. in_8h, in_3d and in_7d are shares of all messages within eight hours, three and seven calendar days, whatever their own limit, each of those for which that limit has passed. median_hours is the product-limit median until the answer, with open messages censored: null where fewer than half are answered.
---```lua
---compliance{by={}}:columns()[1] --> messages
---select(2, pcall(compliance, {by={"contry"}})):match "did you mean.*" --> did you mean 'country'?
---```
---@param spec? glocal.compliance.options
---@return frame # period, by ..., messages, answered, open, due, in_time, share, low, high, in_8h, in_3d, in_7d, median_hours
function compliance(spec) end

---@class glocal.cooperation_check.options
---@field stale? integer after which a confirmation is stale (default: 365)
---@field on? string the day (default: today)
---@field as_of? string|integer the register as known on a date or after a batch
---@field store? store the store to read (default: the current one)

---What in the register of cooperation is to be seen to: corps without exactly one contact point for a theme, posts without a mandate, channels whose agreement has ended, that have no legal basis or one of which the day of entry into force is not known, expertise that nobody asked for, and what was not confirmed for long.
---```lua
---cooperation_check{on="2026-11-22"}.check[1] --> basis
---```
---@param spec? glocal.cooperation_check.options
---@return frame # check, table, what, finding, marking; marked as the rows it is about
function cooperation_check(spec) end

---@class glocal.coverage_map.options
---@field partner? string|string[] whose demand (default: all)
---@field phenomenon? string|string[] of what (default: all)
---@field store? store of places and names (default: the current one)

---A map of reach against demand, of the cells that channel_coverage gives: each country by whether its demand is met by channels of the partner's own, only with those of partners (pooled), in part, or not at all (gap). Demand is added up over what is chosen, and stands beside the names. m:plot{to="coverage.svg", lang="nl"} draws it.
---```lua
---demand = frame{{partner="BE", country="MA", demand=10}, {partner="BE", country="AL", demand=6}}
---partners, cells = channel_coverage{demand=demand, reach=frame{{partner="NL", channel="post", country="MA"}}}
---m = coverage_map(cells, {partner="BE"})
---m.zone[1] .. " " .. m.cluster[1] .. ", " .. m.zone[2] .. " " .. m.cluster[2] --> AL gap, MA pooled
---```
---@param cells frame the second frame of channel_coverage
---@param options? glocal.coverage_map.options
---@return frame # zone, demand, own, pooled, gap (demand that is met so, or not), cluster (gap, in part, pooled, own, not known); the gaps first
function coverage_map(cells, options) end

---@class glocal.crosswalk.options
---@field zone string the zone
---@field on? string the day on which they are in force (default: today)
---@field capacity? frame phenomenon, capacity: what the zone has for it, in one unit (default: holders of expertise in the register)
---@field lang? "nl"|"fr"|"de"|"en" the language of the names (default: that of the terminal)
---@field as_of? string|integer what was known then: a date or batch (default: now)
---@field store? store the store to read (default: the current one)

---Lays the priorities of a zone beside those of the zones that it lies in. Each row is a pair, or a gap: `relation` is "answers" (a link says so, through others too), "same phenomenon" (no link, but about the same), "unanswered" (a higher one that none of the zone's answers), "local only" (one of the zone's that answers none), or "demand without priority" (the figures of the zone rise more than chance explains, or alerts or requests of a year concern it, and no priority of the zone is about it). Beside each the demand: the zone's last year of figures, its change, the alerts and the requests of the demand log; and what has attention: `attention`, how many of the zone's own priorities are about it, and the capacity for it. Missing figures are null, never 0.
---```lua
---crosswalk{zone="5345", on="2026-11-30"}.relation[1] --> unanswered
---```
---@param spec glocal.crosswalk.options
---@return frame # level, higher, higher_name, own, own_name, relation, phenomenon, count (of the last year that is whole), counting_unit, last (the last period of the year), change (a share of the year before; null where the two can't be compared), direction (rising, falling, steady), alerts, requests (of a year), attention, capacity
function crosswalk(spec) end

---@class glocal.cut_points.options
---@field ends? string[] the columns of a link's ends (default: {"from", "to"})
---@field all? boolean nodes that cut nobody off too (default: false)

---Whose loss cuts whom off: for each node into how many pieces the network around it falls without it, and who is then no longer connected to most of the others. Directions do not count.
---```lua
---c = cut_points(frame{{from="BE", to="NL"}, {from="NL", to="DE"}, {from="BE", to="FR"}, {from="FR", to="NL"}})
---c.node[1] .. " cuts off " .. c.who[1] --> NL cuts off DE
---```
---@param f frame a row per link: from, to
---@param options? glocal.cut_points.options
---@return frame? # node, links (its number), pieces, cut_off (how many nodes), who (up to 20 of them); the most first
---@return string? message
---@return string? code
function cut_points(f, options) end

---@class glocal.delays.options
---@field by? "week"|"month"|"quarter"|"year"|"all" the length of the groups of periods (year for triangles by quarter and year) (default: "quarter")
---@field zone? string|string[] codes or names (default: "WORLD")
---@field level? string|string[] the kinds of zones that get rows (default: the zone itself)
---@field phenomenon? string|string[] codes or names (default: all top ones)
---@field phenomenon_level? integer|string|integer[] 1 (top), 2, 3, "leaf" or "*" (default: 1)
---@field every? "day"|"week"|"month"|"quarter"|"year" the length of periods and of delays (default: "month")
---@field from? string the first period (default: by the length of periods: 52 weeks, 48 months)
---@field now? string what was known by the end of this day (default: the last day on which observations were recorded)
---@field max_delay? integer at which all is reported (default: 60 days, 26 weeks, 24 months)
---@field source? string|string[] only what these sources reported
---@field prefer? string|string[] of sources that have the same figure, those to take first
---@field min_credibility? integer only what is graded 1 to this
---@field at? string date of the zone tree (default: today)
---@field members? string date of the members of unions
---@field hierarchy? string the tree of zones, such as "police"
---@field store? store the store to read (default: the current one)

---How long reports take: the share of a period's count that is reported by delay 0, 1, 2 ..., by quarter of the events, so that a change over time shows. Of the last quarters the longest delays are not known yet; they are taken to be those of all.
---```lua
---t = frame({{period="2024-01", delay=0, count=30}, {period="2024-01", delay=1, count=40}}, {types={period="month"}})
---delays(t).share[1] --> 0.75
---```
---@param spec frame|table a reporting triangle (period, delay, count known by then), or what one is made of
---@param options? glocal.delays.options beside a triangle
---@return frame? # the keys, period (the quarter), delay, share (reported by then), reports (known of it now)
---@return string? message
---@return string? code
function delays(spec, options) end

---@class glocal.demand.options
---@field zone? string|string[] those asked, with all that lie in them; all unless given
---@field side? "asked"|"made" to whom a request went, or who made it (default: "asked")
---@field kinds? string|string[] only these, such as "mutual aid"
---@field requester? string|string[] only from these
---@field service? string|string[] only from these corps or units
---@field phenomenon? string|string[] only about these, or what lies under them
---@field source? string|string[] only from these
---@field by? ("zone"|"kind"|"requester"|"service"|"phenomenon"|"source")[] what distinguishes the series; {} for a single one (default: {"kind"})
---@field every? "day"|"week"|"month"|"quarter"|"year" the length of the periods (default: "month")
---@field from? string from that day on
---@field to? string up to that period
---@field complete? boolean a period without a line, from `from` to `to` where they are given, had no request (default: false)
---@field as_of? string|integer as known on that day, or after that batch (default: now)
---@field store? store the store to read (default: the current one)

---The demand log by period: requests to a zone and to those that lie in it, or with side="made" by them. A period without a line is not known, unless the log is said to be complete; a sum is null where one of its lines does not state the number. Each request stands once, at the zone that was asked. The frame goes into forecast, warn, plot, demand_capacity and strategic_reserve.
---```lua
---demand{zone="5345"}:columns()[3] --> requested
---#demand{zone="5345", from="1990", to="1990"} --> 0
---```
---@param spec? glocal.demand.options
---@return frame? # period, by ..., requested, granted, hours_asked, hours_delivered, unmet (requested less granted)
---@return string? message
---@return string? code
function demand(spec) end

---@class glocal.demand_capacity.options
---@field demand frame one series: a forecast with its intervals, or the requests of past periods as demand gives them
---@field value? string of requests that are known (default: "requested")
---@field teams? integer|integer[]|frame on duty at the same time: one number, one for each period, or a frame with period, teams
---@field options? table[] several: {name="as now", teams=2, cost=4000 (a period), open=, service=, service_cv=}
---@field service? number that one request takes a team (default: hours delivered by granted request of the log)
---@field log? frame from which service is taken: demand, with granted and hours_delivered
---@field team? integer persons in a team, where service is taken from a log in hours of one person (default: 1)
---@field service_cv? number standard deviation of the service time as a share of its mean (default: 1)
---@field open? number of a week in which teams are on duty (default: 168)
---@field more? integer what so many more bring (default: 1)
---@field cost_short? number what an hour of work that is short costs, as you judge it
---@field every? "draw"|"step" a draw is high or low in all periods, or each period is drawn by itself (default: "draw")
---@field draws? integer of the forecast (default: 2000)
---@field seed? integer of the draws (default: 1)

---Demand against capacity as a queue: for each period to come the load on the teams on duty, their utilisation, the chance to wait, the mean wait, the hours that are short and the backlog, with the interval of the forecast; several options on the same draws, and what one more team brings. `d.compared` has a row for each option: cost, chance of an overload, hours short, what it differs from the first.
---```lua
---f = frame({{period="2026-01", requested=2976}}, {columns={"period", "requested"}, types={period="month"}})
---d = demand_capacity{demand=f, service=1, teams=5, draws=1}
---d.load[1] --> 4.0
---math.abs(d.waits[1] - 0.55411255411255) < 1e-12 --> true
---d.compared.one_more_wait[1] < 0.5 --> true
---```
---@param spec glocal.demand_capacity.options
---@return frame? # option, period, teams, requests (median) with low and high, load, utilisation, overloaded (the chance), waits (the chance to wait), wait, short (mean), backlog at the end of the period; `compared`: see docs/demand.md
---@return string? message
---@return string? code
function demand_capacity(spec) end

---@class glocal.demand_supply.options
---@field zone string the zone
---@field phenomenon? string|string[] only of these (default: all top ones)
---@field capacity? frame phenomenon, capacity: what the zone has for it, in one unit (default: holders of expertise in the register)
---@field looked_for? string[] what police find by looking for it (default: {"drugs", "smuggling", "trafficking", "corruption", "firearms", "laundering"})
---@field on? string the day (default: today)
---@field lang? "nl"|"fr"|"de"|"en" the language of the names (default: that of the terminal)
---@field as_of? string|integer what was known then: a date or batch (default: now)
---@field store? store the store to read (default: the current one)

---Demand beside supply, a row for each phenomenon. Demand: the zone's last year of figures and whether it rises by more than chance, alerts and requests of a year. Supply: the zone's own priorities, its capacity, the role that holds it. `reading` says what both come to: "unanswered" (asked for, with neither priority nor capacity), "answered", "attention only", "quiet", "not known", and "follows the search": it rises, but police find it by looking for it and nobody else asks, so that the figures may follow the supply.
---```lua
---demand_supply{zone="5345", phenomenon="drugs", on="2026-11-30"}.reading[1] --> not known
---```
---@param spec glocal.demand_supply.options
---@return frame # phenomenon, name, reading, count (of the last year that is whole), change (null where two years can't be compared), direction (rising, falling, steady), alerts, requests, own (priorities of the zone), capacity, holder (a role), higher (priorities above it), counting_unit, last, hours_asked, asked_share and capacity_share (of all phenomena), looked_for (1: found by looking)
function demand_supply(spec) end

---@class glocal.displacement.options
---@field from string|string[] where flows begin; each pair of a beginning and an end carries 1
---@field to string|string[] where they end
---@field closed string|string[] nodes ("ES") and links ("MA > ES") that are closed
---@field paths? integer the flow of a pair spreads over so many (default: 10)
---@field probability? string that a link is passed (default: "probability")
---@field ends? string[] the columns of a link's ends (default: {"from", "to"})
---@field directed? boolean links lead from the first end to the second only (default: true)

---Displacement: the load of each link before and after nodes or links are closed, where flows spread over the most likely paths left in proportion to their probabilities. It assumes that all of the flow goes on by another path, so it is the upper bound of what is displaced.
---```lua
---f = frame{{from="MA", to="ES", probability=0.8}, {from="ES", to="BE", probability=0.5}, {from="MA", to="BE", probability=0.1}}
---d = displacement(f, {from="MA", to="BE", closed="MA > ES"})
---d.from[1] .. " " .. d.to[1] .. " " .. d.change[1] --> MA BE 0.8
---```
---@param f frame a row per link: from, to, probability (0 to 1)
---@param options? glocal.displacement.options
---@return frame? # from, to, before, after, change (loads in flows); the largest gain first
---@return string? message
---@return string? code
function displacement(f, options) end

---@class glocal.dispose.options
---@field as "confirmed"|"explained"|"false"|"duplicate"|"watch" the disposition
---@field reason string why
---@field by string a role, such as "analysis", never a person
---@field of? integer of a duplicate: the number of the other alert
---@field from? string of a confirmed one: when the outbreak began (default: the period of the alert)
---@field to? string when it ended (default: the period of the alert)
---@field marking? string a stricter marking than the alert's, such as "AMBER"
---@field store? store the store of the alert (default: the current one)

---Says what became of an alert. It is kept with the day and the role, and the log has it; the last one said stands. `confirmed`: the phenomenon did rise; later baselines leave the period out. `explained`: a known cause, such as a campaign or another way of recording. `false`: a false alarm. `duplicate`: another alert has it. `watch`: not settled yet.
---```lua
---select(3, dispose(0, {as="watch", reason="two more weeks", by="analysis"})) --> not_found
---select(2, pcall(dispose, 1, {as="confirm", reason="x", by="analysis"})):match "did you mean.*" --> did you mean 'confirmed'?
---```
---@param alert integer its number, as alerts() gives it
---@param options glocal.dispose.options
---@return integer? # the number of the disposition
---@return string? message
---@return string? code
function dispose(alert, options) end

---@class glocal.distances.options
---@field from? string|string[] only from these (default: all nodes)
---@field length? string the length of a link (default: "distance")
---@field ends? string[] the columns of a link's ends (default: {"from", "to"})
---@field directed? boolean links lead from the first end to the second only (default: false)

---Shortest distances between the nodes of a network of links, each with a length. Nodes without a path between them have no row.
---```lua
---d = distances(frame{{from="BE", to="NL", distance=210}, {from="NL", to="DE", distance=650}})
---d:where{from="BE", to="DE"}.distance[1] --> 860.0
---```
---@param f frame a row per link: from, to, distance
---@param options? glocal.distances.options
---@return frame? # from, to, distance; in the order of the nodes
---@return string? message
---@return string? code
function distances(f, options) end

---The cumulative distribution function, P(X <= x).
---```lua
---distribution_cdf('normal', 0, {mean=0, sd=1}) --> 0.5
---```
---@param family string normal, lognormal, uniform, triangular, exponential, weibull, pert, beta, gamma, bernoulli, binomial, poisson or negative_binomial
---@param x number the value
---@param parameters table those of model.normal, model.gamma ..., by name
---@return number # P(X <= x)
function distribution_cdf(family, x, parameters) end

---The quantile of a distribution: the least x with P(X <= x) at least the probability.
---```lua
---distribution_quantile('poisson', 0.975, {mean=10}) --> 17
---```
---@param family string normal, lognormal, uniform, triangular, exponential, weibull, pert, beta, gamma, bernoulli, binomial, poisson or negative_binomial
---@param probability number between 0 and 1
---@param parameters table those of model.normal, model.gamma ..., by name
---@return number # x, an integer of those that count
function distribution_quantile(family, probability, parameters) end

---The upper tail of a distribution, P(X > x), with all its digits where it is small.
---```lua
---('%.3g'):format(distribution_tail('normal', 10, {mean=0, sd=1})) --> 7.62e-24
---```
---@param family string normal, lognormal, uniform, triangular, exponential, weibull, pert, beta, gamma, bernoulli, binomial, poisson or negative_binomial
---@param x number the value
---@param parameters table those of model.normal, model.gamma ..., by name
---@return number # P(X > x)
function distribution_tail(family, x, parameters) end

---The Diebold-Mariano test, with the correction of Harvey, Leybourne and Newbold for small samples, on the losses of two forecasters at the same outcomes.
---```lua
---dm_test({1, 4, 2, 8}, {2, 5, 4, 9}).difference --> -1.25
---```
---@param a number[] the losses of the first, in order of time
---@param b number[] the losses of the second
---@param horizon? integer how far ahead the forecasts were (default: 1)
---@return table # count, difference (below 0: the first is better), statistic, p
function dm_test(a, b, horizon) end

---@class glocal.drivers.options
---@field as_of? string as known on that day (default: today)
---@field impacts? boolean event, probability and an empty column for each event (default: false)
---@field store? store the store to read (default: the current one)

---The drivers that a store has: events with a probability, each with the signals that it rests on. drivers{impacts=true} is the table that event_crossimpact takes, in which the impacts are still to be said.
---```lua
---drivers{as_of="2000-01-01"}:columns()[1] --> event
---```
---@param spec? glocal.drivers.options
---@return frame # event (its name), label, probability, method (linear or log_odds, pooled; given), judgements (how many), signals (how many), retracted (of these, since), members (their numbers), promoted (the day), role, reason, marking; marked as its rows are
function drivers(spec) end

---@class glocal.erlang_c.options
---@field arrivals number messages that come in
---@field service number mean time at a desk
---@field target? number up to which a wait is in time

---Erlang's C formula: messages come at random at a steady rate, each takes a desk for an exponential time, and waits its turn where all desks are taken.
---```lua
---e = erlang_c(5, {arrivals=4, service=1})
---e.waits --> 0.55411255411255
---e.wait --> 0.55411255411255
---```
---@param desks integer how many are staffed
---@param options glocal.erlang_c.options
---@return table # load (desks busy on average), waits (the chance to wait), wait and answered (mean hours), waiting (mean number), in_time; without a load below the desks only load and waits = 1, as the queue grows without end
function erlang_c(desks, options) end

---@class glocal.event_crossimpact.options
---@field method? "gordon"|"turoff" trials in random order, or Turoff's factors (default: "gordon")
---@field impacts? "probability"|"odds" what the cells are (default: "probability")
---@field probability? string of the initial probabilities (default: "probability")
---@field draws? integer of gordon (default: 100000)
---@field seed? integer of the trials (default: 1)
---@field known? table<string, number> of turoff: events that happen (1) or do not (0)

---Probabilistic cross-impact: the first column of the frame names the events, `probability` is how likely each is judged to be, and a column for each event says what becomes of it once the event of the row has happened: its probability then, or a factor of its odds. An empty cell is no impact. What an event that does not happen means for the others follows from the probabilities.
---```lua
---f = frame({{event="a", probability=0.4, a=nil, b=0.7}, {event="b", probability=0.5, a=0.5, b=nil}}, {columns={"event", "probability", "a", "b"}, types={a="real", b="real"}})
---event_crossimpact(f, {method="turoff"}).given[1] --> 0.4
---```
---@param f frame the events
---@param options? glocal.event_crossimpact.options
---@return frame # gordon: event, initial, final, change, standard_error; turoff: event, initial, given, gamma, by_EVENT ...
function event_crossimpact(f, options) end

---Runs the examples of a name, and shows each line with what it gives. What they set is theirs alone; examples that write are shown and not run. They are written for a store with the reference set "benelux".
---```lua
---example "frame:head"
---```
---@param name any a declared name, or the function itself
function example(name) end

---@class glocal.flow_map.options
---@field flow? string what passes a link (default: "flow")
---@field ends? string[] the columns of a link's ends (default: {"from", "to"})
---@field from? string|string[] where flows begin (default: what no link leads to)
---@field to? string|string[] where flows end (default: what no link leads from)
---@field closed? string|string[] nodes ("ES") and links ("MA > ES") that are closed
---@field places? frame node, lat, lon: hubs that are no zone; without lat and lon at the side
---@field bottlenecks? integer how many are marked by betweenness (default: 3)
---@field phenomenon? string what the routes are of, for the title (default: that of the frame)
---@field store? store of places and names (default: the current one)

---A map of the routes of a phenomenon: each link as wide as what passes it, closed ones dashed. Two kinds of bottlenecks are marked: the minimum cut, the fewest open links without which nothing gets from where flows begin to where they end, and the nodes that most of the shortest paths of others lead over (betweenness). Nodes are zones of the store (countries, provinces, police zones), or hubs that places= has; cyberspace and what has no position lie at the side. m:plot{to="routes.svg", lang="nl"} draws it.
---```lua
---f = frame{{from="MA", to="ES", flow=60}, {from="ES", to="FR", flow=50}, {from="FR", to="BE", flow=30}, {from="FR", to="NL", flow=20}}
---m = flow_map(f)
---m:where{cut="yes"}.from[1] --> ES
---m:attached "nodes":where{bottleneck="yes"}.node[1] --> ES
---```
---@param f frame a row per link: from, to and a figure, of one period; nothing in its place: not known, drawn thin and grey
---@param options? glocal.flow_map.options
---@return frame? # from, to, flow, state (open, closed), cut (whether it is of the minimum cut); the largest flow first. m:attached "nodes" is a frame of node, zone, lat, lon, betweenness, bottleneck, at (zone, hub, cyberspace, aside)
---@return string? message
---@return string? code
function flow_map(f, options) end

---@class glocal.forecast.options
---@field horizon? integer how far ahead (default: 12 months, 4 quarters ...)
---@field levels? number|number[] of the intervals (default: {80, 95})
---@field method? string see forecast_methods() (default: "combination")
---@field model? string a member of its family, such as "MAdM" of ets
---@field seed? integer of the simulations (default: 1)
---@field calibrate? boolean calibrate intervals by past errors (default: true)
---@field breaks? boolean leave outliers and level shifts out (default: true)
---@field actual? boolean|integer put the history before it, or so many periods (default: false)
---@field value? string the column to forecast (default: count, estimate, value ...)
---@field gaps? "zero"|"missing" periods without a row (default: zero in rollups of events to month)
---@field cutoff? string the last date known (default: yesterday)
---@field leaders? frame series that may lead these; leads() tests them
---@field max_lag? integer by how much a leader may lead (default: 12)
---@field lead_value? string the column of the leaders
---@field events? table|frame {{name, from, to, every="year", zone ...}, ...}; no `to`: a step; one name: one event
---@field regressors? frame figures known ahead, by period and any keys

---Forecasts every series of a frame, one per combination of its text columns (zone, phenomenon, facet ...), over its column of periods, with intervals. Leaders, events and regressors are selected only where they improve past forecasts of a series: effects() has them.
---```lua
---r = rollup{zone="BE", phenomenon="trafficking", every="year", to="2023"}
---f = forecast(r, {horizon=2, levels={80, 95}})
---f.period[1] --> 2023
---table.concat(f:columns(), " ", 3, 6) --> period mean median low_80
---f.low_95[1] <= f.median[1] and f.median[1] <= f.high_95[1] --> true
---```
---@param figures frame a rollup, or any frame of periods and figures
---@param options? glocal.forecast.options
---@return frame # the keys, period, mean, median, low_80, high_80 ..., method; note() has past coverage
function forecast(figures, options) end

---The forecasting methods; the first is the default.
---```lua
---forecast_methods().name[1] --> combination
---```
---@return frame # name, and what each does in a few words
function forecast_methods() end

---@class glocal.getis_ord.options
---@field value? string the figures (default: a rate, count, estimate ...)
---@field population? string divides them
---@field place? string the places (default: "zone")
---@field by? string|string[] each combination is a map of its own (default: text and time that differ within a place)
---@field x? string coordinates of the places (default: longitude, lon, x; else where zones lie)
---@field y? string the other coordinate (default: latitude, lat, y)
---@field metric? "great_circle"|"plane" of distances: km, or the unit of x and y (default: great_circle for degrees)
---@field weights? "nearest"|"distance"|"borders" which places are neighbours (default: "nearest")
---@field neighbours? integer how many of the nearest (default: 5)
---@field distance? number up to which places are neighbours
---@field style? "row"|"binary" weights of a place add up to 1, or are each 1 (default: "binary")
---@field star? boolean the place counts among its neighbours: Gi*; false: Gi (default: true)
---@field alternative? "greater"|"less"|"two_sided" what p is of (default: "two_sided")
---@field draws? integer at most: fewer once 100 were as extreme; 0: none (default: 999999)
---@field seed? integer of the permutations (default: 1)
---@field fdr? "bh"|"by" Benjamini-Hochberg, or Benjamini-Yekutieli for any dependence (default: "bh")
---@field alpha? number a finding has q of at most this (default: 0.05)
---@field gaps? "zero"|"missing" places without a row (default: zero in rollups of events to month)
---@field store? store that knows where zones lie (default: the current one)

---Getis-Ord Gi* of each place: does more of all that there is lie in it and around it than chance would have there (a hot spot), or less (a cold spot)? q controls the false discovery rate over all places and maps.
---```lua
---f = frame{{town="a", v=1, x=0, y=0}, {town="b", v=2, x=1, y=0}, {town="c", v=4, x=2, y=0}, {town="d", v=4, x=3, y=0}}
---g = getis_ord(f, {place="town", value="v", neighbours=1, metric="plane"})
---g.gi[4] --> 0.72727272727273
---```
---@param figures frame a row per place and map, such as a rollup of zones
---@param options? glocal.getis_ord.options
---@return frame # the place, the keys, neighbours, value, lag (sum of the neighbours), gi (their part of all), z, p, p_permuted (the others' values permuted, its own held), q, cluster (hot spot, cold spot, not significant)
function getis_ord(figures, options) end

---Explains how to work with glocal, or one name. A word that names nothing is looked for in all entries.
---```lua
---help "frame:head"
---```
---@param topic? any a name as text, or the value itself
function help(topic) end

---The statements typed in the shell, of all sessions, those of today last. Up and Ctrl-R at the prompt go through the same history.
---```lua
---history("rollup"):columns()[2] --> statement
---```
---@param words? string only statements that hold every word, whatever their case (default: all)
---@param n? integer at most the last n (default: all)
---@return frame # time (UTC), statement, duration, store; no rows where no history is kept
function history(words, n) end

---@class glocal.hit_rates.options
---@field queries? string how many queries (default: "queries")
---@field hits? string how many of them hit (default: "hits")
---@field confirmed? string how many hits were confirmed
---@field by? string the instrument, such as plates, fingerprints, DNA, foreign fighters (default: "instrument")

---Counts of queries and hits per instrument, with the share of queries that hit and its 95 % interval (Wilson). Rows without one of the two are left out, and said. A hit is an answer of the system; `confirmed` are those that proved right, where that is known.
---```lua
---hit_rates(frame{{instrument="dna", queries=200, hits=30}}).rate[1] --> 0.15
---```
---@param f frame a row for each count
---@param spec? glocal.hit_rates.options
---@return frame # instrument, queries, hits, rate, low, high, confirmed, confirmed_share (of the hits of rows that state it)
function hit_rates(f, spec) end

---@class glocal.impact.options
---@field of frame a rollup with zone, phenomenon and count
---@field to? string the level of the local zones (default: "police_zone")
---@field within? string a zone that holds the local zones
---@field exposure? string an exposure table of the store, or "population": the zone's share of the people of the node (default: "population")
---@field base? string whose population is the whole where the node holds no such zone (default: "EU")
---@field spread? number the true share is judged to lie within this factor of the assumed one (default: 2)
---@field at? string the date of the zones and the population (default: today)
---@field as_of? string|integer the zones, populations and exposures known on a date or after a batch (default: that of the rollup)
---@field store? store the store to read (default: the current one)

---Apportions figures of international or national zones to local ones by exposure: expected counts in thousandths, the total conserved.
---```lua
---of = rollup{zone="RT-CHANNEL", phenomenon="smuggling", every="year", from="2022", to="2022"}
---i = impact{of=of, exposure="channel"}
---("%.3f"):format(i:sum "estimate" - of:sum "count") --> 0.000
---i:explain("BE-PZ5461").from_zone[1] --> RT-CHANNEL
---```
---@param spec glocal.impact.options
---@return frame # zone, phenomenon, period, part, estimate, low, high; what falls outside is the row OUTSIDE, what stays in cyberspace the row CYBER. explain(zone) gives which nodes contributed how much, by which weight
function impact(spec) end

---@class glocal.init.options
---@field reference? "benelux" a reference set: zones, phenomena, sources and exposures from the start
---@field handling? string the marking of sources for which an import gives none (default: "AMBER")

---Makes a new store, which becomes the current one. Where it fails no file stays behind.
---```lua
---select(3, init "/nowhere/x.db") --> not_found
---```
---@param path string the file to make
---@param options? glocal.init.options
---@return store? # the new store
---@return string? message
---@return string? code
function init(path, options) end

---@class glocal.interdict.options
---@field from string|string[] where paths begin
---@field to string|string[] where they end
---@field closures? integer at most so many, up to 20 (default: 1)
---@field close? "links"|"nodes" what is closed; the ends never are (default: "links")
---@field budget? number the costs of all closures at most (default: any)
---@field cost? string of closing a link; nothing there: it can't be closed (default: each costs 1)
---@field node_costs? frame node, cost: of closing nodes; nothing under cost: it can't be closed (default: each costs 1)
---@field keep? string|string[] nodes that can't be closed, nor the links at them
---@field probability? string that a link is passed (default: "probability")
---@field length? string of a link, in place of a probability
---@field ends? string[] the columns of a link's ends (default: {"from", "to"})
---@field directed? boolean links lead from the first end to the second only (default: true)

---The best closures under a budget, exactly: of all sets of at most so many links (or nodes) that cost no more than the budget, the one that leaves the least likely (or longest) best path from any of the sources to any of the targets. It is the answer to opponents who see what is closed and choose the best path left; it says nothing about who they are.
---```lua
---f = frame{{from="MA", to="ES", probability=0.8}, {from="ES", to="BE", probability=0.5}, {from="MA", to="BE", probability=0.1}}
---i = interdict(f, {from="MA", to="BE"})
---i.before[1] --> 0.4
---i.after[1] --> 0.1
---```
---@param f frame a row per link: from, to, probability (or a length)
---@param options? glocal.interdict.options
---@return frame? # step, from, to (or node), cost, before, after: the best path before and once all up to this one are closed; nothing under after where no path is left
---@return string? message
---@return string? code
function interdict(f, options) end

---@class glocal.internationalisation.options
---@field corps? string whose (default: "corps")
---@field period? string when, such as a year (default: "period")
---@field activity? string of what (default: "activity")
---@field count? string how many (default: "count")
---@field per? string what counts are divided by, such as staff, the same in all rows of a corps and period
---@field base? string|integer the period in which all corps together are 100 (default: the first period)
---@field weights? table<string, number> by activity; default: all alike

---How far each corps works across borders: for every activity (messages, missions, joint patrols, training ...) the corps' rate over that of all corps together in the base period; the index is their mean, times 100. A corps that does not state an activity in a period has no index there. The second result tests each corps for a trend (Mann-Kendall, with Sen's slope a year, or a period where these are no years).
---```lua
---f = frame{{corps="A", period=2020, activity="messages", count=10}, {corps="A", period=2021, activity="messages", count=15}}
---internationalisation(f).index[2] --> 150.0
---```
---@param f frame a row for each corps, period and activity
---@param spec? glocal.internationalisation.options
---@return frame # corps, period, index, unstated (the activity that is missing, or the column that counts are divided by)
---@return frame # series (the corps), n, s, tau, p, slope, slope_low, slope_high, trend
function internationalisation(f, spec) end

---@class glocal.journal.options
---@field kept? boolean only statements that led to globals which still exist, to files, or to changes of the store (default: false)

---Writes the statements of this session as a script that glocal run plays again, on this store or another one. Statements that failed stand as comments; above one that called a pack stand its version and hash. A journal is written anew when asked again; a file that is none is not touched.
---```lua
---select(3, journal "/nowhere/session.lua") --> not_found
---```
---@param path string the script to write
---@param options? glocal.journal.options
---@return table? # path and statements; prints as a sentence
---@return string? message
---@return string? code
function journal(path, options) end

---@class glocal.judge_signal.options
---@field role string who judges, such as "customs liaison"; never a person
---@field likelihood? number that it comes true within its horizon, between 0 and 1
---@field impact? integer then, 1 (negligible) to 5 (severe)
---@field reason? string why (default: "")
---@field handling? string a stricter marking than the signal's, such as "AMBER"
---@field store? store the store of the signal (default: the current one)

---Keeps what a role judges of a signal, for good; of each role the last judgement stands, and as_of sees the earlier ones.
---```lua
---select(2, pcall(judge_signal, 0, {role="analysis", likelihood=1})):match "lies between 0 and 1" --> lies between 0 and 1
---```
---@param signal integer its number, as signals() gives it
---@param options glocal.judge_signal.options
---@return integer? # the number of the judgement
---@return string? message
---@return string? code
function judge_signal(signal, options) end

---@class glocal.knox.options
---@field distance? number|number[] upper bounds of bands; the first begins at 0 (default: {0, 10, 25})
---@field lag? number|number[] upper bounds of bands; the first begins at 0 (default: {0, 1, 2})
---@field value? string counts (default: count; each row is one event)
---@field time? string when (default: the column of days or months)
---@field place? string the places (default: "zone")
---@field by? string|string[] each combination is judged apart (default: phenomenon)
---@field x? string coordinates of the places (default: longitude, lon, x; else where zones lie)
---@field y? string the other coordinate (default: latitude, lat, y)
---@field metric? "great_circle"|"plane" of distances: km, or the unit of x and y (default: great_circle for degrees)
---@field draws? integer 0: none (default: 999)
---@field seed? integer of the permutations (default: 1)
---@field fdr? "bh"|"by" Benjamini-Hochberg, or Benjamini-Yekutieli for any dependence (default: "bh")
---@field alpha? number for the note: a band has q of at most this (default: 0.05)
---@field store? store that knows where zones lie (default: the current one)

---Near repeats, after Knox: pairs of events by distance and time, against what there would be if times had nothing to do with places. A row with a count of n is n events. One band of each gives Knox's test, several the table of near-repeat calculators. What is permuted are the times, over the events, while the places stay.
---```lua
---f = frame({{house="a", day="2024-01-01"}, {house="a", day="2024-01-03"}, {house="b", day="2024-06-01"}}, {types={day="day"}})
---k = knox(f, {place="house", distance=0, lag=7})
---k.expected[1] --> 0.33333333333333
---```
---@param figures frame counts by place and period, such as a rollup, or a row per event
---@param options? glocal.knox.options
---@return frame # the keys, distance_from, distance_to, lag_from, lag_to, events, observed (pairs), expected, ratio, p, q
function knox(figures, options) end

---@class glocal.leads.options
---@field max_lag? integer by how much a leader may lead (default: 12)
---@field every_lag? boolean a row per lag, not only the clearest of a pair (default: false)
---@field value? string the column of the figures (default: count, estimate, value ...)
---@field lead_value? string the column of the leaders
---@field gaps? "zero"|"missing" periods without a row (default: zero in rollups of events to month)
---@field cutoff? string the last date known (default: yesterday)

---Which series of `leaders` (international) run ahead of those of `figures` (local): cross-correlations of changes, prewhitened, with the false discovery rate controlled over all pairs and lags. A leader is worth a place in a forecast where q is small and the gain above 0.
---```lua
---r = rollup{zone="FR", phenomenon="smuggling", every="month", to="2019"}
---l = leads(r, rollup{zone="FR", phenomenon="documents", every="month", to="2019"}, {max_lag=6})
---table.concat(l:columns(), " ", 3, 6) --> lead_zone lead_phenomenon lag correlation
---```
---@param figures frame the series to be led
---@param leaders frame the series that may lead
---@param options? glocal.leads.options
---@return frame # the keys, the leader's keys as lead_zone ..., lag, correlation, p, q (false discovery rate), gain (error reduction of one-step forecasts in the last third: 0.1 is a tenth), periods; the surest first
function leads(figures, leaders, options) end

---@class glocal.likely_paths.options
---@field from string where paths begin
---@field to string where they end
---@field most? integer how many (default: 10)
---@field probability? string that a link is passed (default: "probability")
---@field ends? string[] the columns of a link's ends (default: {"from", "to"})
---@field directed? boolean links lead from the first end to the second only (default: true)

---The most likely paths between two nodes: the probability of a path is the product of those of its links. Paths do not pass a node twice, so that links in a circle do no harm.
---```lua
---f = frame{{from="MA", to="ES", probability=0.8}, {from="ES", to="BE", probability=0.5}, {from="MA", to="BE", probability=0.1}}
---likely_paths(f, {from="MA", to="BE"}).path[1] --> MA > ES > BE
---likely_paths(f, {from="MA", to="BE"}).probability[1] --> 0.4
---```
---@param f frame a row per link: from, to, probability (0 to 1)
---@param options? glocal.likely_paths.options
---@return frame? # rank, probability, steps, path ("MA > ES > FR > BE"); the most likely first
---@return string? message
---@return string? code
function likely_paths(f, options) end

---@class glocal.local_moran.options
---@field value? string the figures (default: a rate, count, estimate ...)
---@field population? string divides them
---@field place? string the places (default: "zone")
---@field by? string|string[] each combination is a map of its own (default: text and time that differ within a place)
---@field x? string coordinates of the places (default: longitude, lon, x; else where zones lie)
---@field y? string the other coordinate (default: latitude, lat, y)
---@field metric? "great_circle"|"plane" of distances: km, or the unit of x and y (default: great_circle for degrees)
---@field weights? "nearest"|"distance"|"borders" which places are neighbours (default: "nearest")
---@field neighbours? integer how many of the nearest (default: 5)
---@field distance? number up to which places are neighbours
---@field style? "row"|"binary" weights of a place add up to 1, or are each 1 (default: "row")
---@field alternative? "greater"|"less"|"two_sided" what p is of (default: "two_sided")
---@field draws? integer at most: fewer once 100 were as extreme; 0: none (default: 999999)
---@field seed? integer of the permutations (default: 1)
---@field fdr? "bh"|"by" Benjamini-Hochberg, or Benjamini-Yekutieli for any dependence (default: "bh")
---@field alpha? number a finding has q of at most this (default: 0.05)
---@field gaps? "zero"|"missing" places without a row (default: zero in rollups of events to month)
---@field store? store that knows where zones lie (default: the current one)

---Local Moran's I of each place: is it high among high, low among low, or does it stand out? q controls the false discovery rate over all places and maps; `cluster` is the quadrant where q is at most alpha.
---```lua
---f = frame{{town="a", v=1, x=0, y=0}, {town="b", v=2, x=1, y=0}, {town="c", v=4, x=2, y=0}, {town="d", v=4, x=3, y=0}}
---l = local_moran(f, {place="town", value="v", neighbours=1, metric="plane"})
---l.quadrant[4] --> high-high
---```
---@param figures frame a row per place and map, such as a rollup of zones
---@param options? glocal.local_moran.options
---@return frame # the place, the keys, neighbours, value, lag (mean of the neighbours), moran_i, expected, variance, z, p, p_permuted (the others' values permuted, its own held), q, quadrant (high-high, low-low, high-low, low-high), cluster
function local_moran(figures, options) end

---@class glocal.mann_kendall.options
---@field value string what is tested; rows without a value are left out, and take their step
---@field by? string which series a row is of
---@field time? string a number that rises, such as the year; the slope is by its unit; without it rows are a step apart

---Tests of series for a trend, by Mann and Kendall, with Sen's slope a step. p is of both sides: exact up to 40 values without equal ones, else by the normal distribution with ties and continuity corrected. Values must not depend on those before them, as monthly figures with a season do: series that do at lag 1 are named. A series of fewer than four values is not tested.
---```lua
---mann_kendall(frame{{v=1}, {v=2}, {v=3}, {v=4}, {v=5}}, {value="v"}).s[1] --> 10
---```
---@param f frame the series, each in the order of time
---@param spec glocal.mann_kendall.options
---@return frame # series, n, s, tau (tau-b), p, slope, slope_low, slope_high (95 %), trend (rising, falling, none found, too short)
function mann_kendall(f, spec) end

---@class glocal.message_flows.options
---@field by? ("channel"|"country"|"kind"|"urgency")[] what distinguishes the series; {} for a single one (default: {"channel"})
---@field of? "counts"|"messages" which source
---@field channel? string|string[] only these
---@field country? string|string[] only these
---@field kind? string|string[] only these
---@field urgency? string|string[] only these
---@field from? string from that month on
---@field to? string up to that month
---@field as_of? string|integer as known on that day, or after that batch
---@field store? store the store to read (default: the current one)

---What channels carried by month. Counts by month (import --as message_flows) and single messages (--as messages) are two sources of the same and are never added: without `of` the counts are taken where there are any. A month without a row is not known; a sum is null where one of its rows does not state the number. The frame goes into forecast, warn and plot; say which number: value="received".
---```lua
---message_flows{}:columns()[2] --> channel
---```
---@param spec? glocal.message_flows.options
---@return frame # month, by ..., received, sent, in_time
function message_flows(spec) end

---@class glocal.min_cut.options
---@field from string where the flow begins
---@field to string where it ends
---@field capacity? string the most that passes a link (default: each link counts 1)
---@field ends? string[] the columns of a link's ends (default: {"from", "to"})
---@field directed? boolean links lead from the first end to the second only (default: true)

---A minimum cut between two nodes: the links that part them and together have the least capacity, which is the most that can flow between them (Ford and Fulkerson). Without a capacity each link counts 1, so that it is the fewest links.
---```lua
---f = frame{{from="MA", to="ES", n=5}, {from="MA", to="IT", n=3}, {from="ES", to="BE", n=2}, {from="IT", to="BE", n=9}}
---c = min_cut(f, {from="MA", to="BE", capacity="n"})
---c.from[1] --> MA
---c.capacity[1] + c.capacity[2] --> 5.0
---```
---@param f frame a row per link: from, to, and a capacity
---@param options? glocal.min_cut.options
---@return frame? # from, to, capacity: the links of the cut
---@return string? message
---@return string? code
function min_cut(f, options) end

---@class glocal.moran.options
---@field value? string the figures (default: a rate, count, estimate ...)
---@field population? string divides them
---@field place? string the places (default: "zone")
---@field by? string|string[] each combination is a map of its own (default: text and time that differ within a place)
---@field x? string coordinates of the places (default: longitude, lon, x; else where zones lie)
---@field y? string the other coordinate (default: latitude, lat, y)
---@field metric? "great_circle"|"plane" of distances: km, or the unit of x and y (default: great_circle for degrees)
---@field weights? "nearest"|"distance"|"borders" which places are neighbours (default: "nearest")
---@field neighbours? integer how many of the nearest (default: 5)
---@field distance? number up to which places are neighbours
---@field style? "row"|"binary" weights of a place add up to 1, or are each 1 (default: "row")
---@field alternative? "greater"|"less"|"two_sided" what p is of (default: "greater")
---@field draws? integer 0: none (default: 9999)
---@field seed? integer of the permutations (default: 1)
---@field fdr? "bh"|"by" Benjamini-Hochberg, or Benjamini-Yekutieli for any dependence (default: "bh")
---@field alpha? number a finding has q of at most this (default: 0.05)
---@field gaps? "zero"|"missing" places without a row (default: zero in rollups of events to month)
---@field store? store that knows where zones lie (default: the current one)

---Moran's I of each map: do high figures lie beside high ones, and low beside low? 1 row per map, with p by the normal approximation under randomisation and by permutation, and q, which controls the false discovery rate over the maps.
---```lua
---f = frame{{town="a", v=1, x=0, y=0}, {town="b", v=2, x=1, y=0}, {town="c", v=4, x=2, y=0}, {town="d", v=4, x=3, y=0}}
---m = moran(f, {place="town", value="v", neighbours=1, metric="plane"})
---m.moran_i[1] --> 0.48148148148148
---```
---@param figures frame a row per place and map, such as a rollup of zones
---@param options? glocal.moran.options
---@return frame # the keys, places, neighbours (mean number), moran_i, expected, variance, z, p, p_permuted, q
function moran(figures, options) end

---@class glocal.mse.options
---@field count? string the number of cases (default: count, frequency, n or cases)
---@field lists? string[] 2 to 10 lists (default: all other columns)
---@field history? string a text that names the lists, in the place of a column for each
---@field separator? string what stands between the lists in history (default: "-")
---@field p? number the stepwise model adds pairs of lists whose one-sided Poisson p is below it (default: 0.02)
---@field best? integer the best by BIC, of all models up to six lists, else of searches by single steps (default: 3)
---@field pairs? string[] a model of your own, as in {"police:shelter"}
---@field level? number of the intervals (default: 0.95)
---@field draws? integer of a bootstrap, for BCa intervals: the stepwise model is chosen anew, BIC 1 among those shown (default: 0)
---@field seed? integer of the draws (default: 1)

---Multiple systems estimation of a population that lists see in part, such as victims known to police, shelters and labour inspection: each row of the frame is a capture history, 1 (true, yes) in the column of each list that the cases are on, 0 (false, no) in the others, and the number of cases; or one column names the lists, as in police-shelter. Log-linear models for the lists and pairs of them give the number on no list; they stand side by side, as they may differ widely. Pairs of lists that never have a case in common are handled as parameters at minus infinity and named. Of two lists Chapman's estimate stands beside. Strata (sex, year) are estimated one by one: their totals need not add up to that of all.
---```lua
---m = mse(frame{{a=1, b=0, n=50}, {a=0, b=1, n=40}, {a=1, b=1, n=10}})
---m.model[1] .. " " .. m.total[1] --> main effects 300.0
---mse(frame{{on="a", n=50}, {on="b", n=40}, {on="a-b", n=10}}, {history="on"}).total[1] --> 300.0
---```
---@param f frame a row per capture history (rows of one history are added up); no other columns, unless lists= or history= is given
---@param options? glocal.mse.options
---@return frame? # model, seen, total, low, high (normal approximation of the logarithm of the unseen, the model taken as known), unseen, terms (pairs in the order they were added), never_together (pairs in the model without a case in common), parameters, deviance, aic, bic (with the logarithm of the cases seen); bca_low and bca_high with draws (nothing where a bound is infinite); nothing for a model without an estimate
---@return string? message
---@return string? code
function mse(f, options) end

---@class glocal.nowcast.options
---@field method? "bayes"|"lawless" Höhle and an der Heiden 2014, with delays that vary more than chance; Lawless 1994 (default: "bayes")
---@field max_delay? integer the delay at which all is reported (default: by which 99 % are reported)
---@field window? integer delays are those of the last ones (default: 60 days, 26 weeks, 24 months)
---@field levels? number[] of intervals; lower and upper are those of the last (default: {80, 95})
---@field dispersion? boolean delays may vary more than chance, which widens intervals (default: true)
---@field least_reports? integer a series with fewer in the window takes the delays of all series (default: 100)
---@field draws? integer from the posterior (default: 1000)
---@field seed? integer of the draws (default: 1)
---@field now? string what was known by the end of this day (default: the last day on which observations were recorded)
---@field zone? string|string[] codes or names (default: "WORLD")
---@field level? string|string[] the kinds of zones that get rows (default: the zone itself)
---@field phenomenon? string|string[] codes or names (default: all top ones)
---@field phenomenon_level? integer|string|integer[] 1 (top), 2, 3, "leaf" or "*" (default: 1)
---@field every? "day"|"week"|"month"|"quarter"|"year" the length of periods and of delays (default: "month")
---@field from? string the first period of the triangle (default: by the length of periods)
---@field source? string|string[] only what these sources reported
---@field prefer? string|string[] of sources that have the same figure, those to take first
---@field min_credibility? integer only what is graded 1 to this
---@field at? string date of the zone tree (default: today)
---@field members? string date of the members of unions
---@field hierarchy? string the tree of zones, such as "police"
---@field store? store the store to read (default: the current one)

---Counts of recent periods as they will be once all is reported, with intervals. A period's count is divided by the share that was reported by then of earlier ones, as the dates of batches tell it. Methods and references are in docs/methods.md.
---```lua
---t = frame({{period="2024-01", delay=0, count=30}, {period="2024-01", delay=1, count=40}, {period="2024-02", delay=0, count=60}}, {types={period="month"}})
---nowcast(t, {method="lawless"}).expected[1] --> 80.0
---```
---@param spec frame|table a reporting triangle (period, delay, count known by then), or what one is made of
---@param options? glocal.nowcast.options beside a triangle
---@return frame? # the keys, period, known, expected, lower, upper, share_reported, median, low_80, high_80 ...: the periods that are not wholly reported
---@return string? message
---@return string? code
function nowcast(spec, options) end

---@class glocal.open.options
---@field read_only? boolean refuse every change (default: false)

---Opens a store and makes it the current one, which rollup, zones, brief ... use.
---```lua
---select(3, open "/nowhere/x.db") --> not_found
---```
---@param path string the file of the store
---@param options? glocal.open.options
---@return store? # the store
---@return string? message
---@return string? code
function open(path, options) end

---@class glocal.peers.options
---@field zone string the zone that is compared
---@field by? string[] facts of the store, and density, border (with another country), region (default: {"population", "density", "border"})
---@field of? frame counts by zone, one row each, as rollup gives them for one period and phenomenon
---@field most? integer how many peers (default: 10)
---@field level? number how often a zone lies within its limits where nothing but chance differs (default: 0.95)
---@field date? string the day of zones and facts (default: today)
---@field store? store the store to read (default: the current one)

---The zones of the same level and country that are most like a zone, by declared variables; with figures, whether each zone's rate is another than that of the rest by more than chance, and between which ranks it may lie. `p:plot{kind="funnel"}` draws it.
---```lua
---p = peers{zone="5345", by={"population", "density"}, most=3, date="2026-11-30"}
---p.zone[1] --> BE-PZ5345
---#p --> 4
---```
---@param spec glocal.peers.options
---@return frame # zone, distance (in standard deviations), the variables; with `of` also count, rate (per 100,000 population), expected, low, high (limits of the count), z, verdict (within, above, below), rank (1: highest rate), rank_low, rank_high
function peers(spec) end

---The period that holds a date.
---```lua
---period('2024-03-15', 'month', -1) --> 2024-02
---period('2024-03', 'quarter') --> 2024-Q1
---```
---@param date string a date or period
---@param every? "day"|"week"|"month"|"quarter"|"year" the length of the period (default: that of the date)
---@param shift? integer how far to move it (default: 0)
---@return string # the period, such as 2024-Q1
function period(date, every, shift) end

---@class glocal.placement.options
---@field links frame a row per link: from, to, distance
---@field posts integer how many in all
---@field objective? "travel"|"coverage"|"answer_time" least total of demand times distance; most demand within a distance; smallest longest distance, then least total (default: "travel")
---@field within? number the distance of coverage
---@field demand? frame place (or to, zone) and demand; with a column draw, several (default: 1 for each place)
---@field fixed? string|string[] posts that are there already; they count among the posts
---@field candidates? string|string[] where a post may be (default: all nodes; where links lead from candidates to places, those)
---@field effort? number how long to search for a proof before the gap is stated: 1 is some five seconds (default: 1)
---@field along? boolean over the shortest path along links; false: only as the links say (default: true, unless no node is at both ends)
---@field distance? string the length of a link, or hours (default: "distance")
---@field ends? string[] the columns of a link's ends (default: {"from", "to"})
---@field directed? boolean links lead from the first end to the second only (default: false)

---Where to put a given number of posts. Each place is served by the nearest post, over the shortest path along the links (or as the links say, where they lead from candidates to places). The answer is exact: the note says that it is proved, or how far any other choice could be better. With several draws of the demand (such as those of a scenario) the posts are those for its mean, the frame `draws` compares each draw's own best posts with them and with the robust ones, whose largest regret is the smallest among the posts of the draws and of their mean.
---```lua
---f = frame{{from="A", to="B", distance=2}, {from="B", to="C", distance=3}, {from="C", to="D", distance=4}}
---p = placement{links=f, posts=1}
---p.post[1] --> B
---p:attached "total" --> 12.0
---```
---@param spec glocal.placement.options
---@return frame? # post, places, demand, travel (demand times distance), farthest; its `services` has the post of each place, `draws` a row per draw, `total`, `bound` and `is_optimal` the result, `longest` that of answer_time
---@return string? message
---@return string? code
function placement(spec) end

---@class glocal.pool.options
---@field method? "linear"|"log_odds" the weighted mean, or that of the log odds (default: "linear")
---@field extremise? number of the log odds; 1 to 3 where each judge knows something the others don't (default: 1)
---@field weights? number[] one per probability (default: equal)

---Makes one probability of several, of models and experts alike; or of quantiles those of their mixture.
---```lua
---("%.3f"):format(pool{0.2, 0.4}) --> 0.300
---("%.1f"):format(pool{{[0.1]=0, [0.9]=8}, {[0.1]=2, [0.9]=10}}[0.9]) --> 9.0
---("%.3f"):format(pool({0.7, 0.8}, {method="log_odds", extremise=2})) --> 0.903
---```
---@param probabilities number[]|table[] probabilities; or tables {[0.1]=5, [0.5]=9, [0.9]=20}, or rows of a forecast
---@param options? glocal.pool.options
---@return number|table # the probability, or the quantiles
function pool(probabilities, options) end

---@class glocal.portfolio.options
---@field zone string the zone
---@field phenomenon? string|string[] only of these (default: all top ones)
---@field on? string the day (default: today)
---@field lang? "nl"|"fr"|"de"|"en" the language of the names (default: that of the terminal)
---@field as_of? string|integer what was known then: a date or batch (default: now)
---@field store? store the store to read (default: the current one)

---A portfolio holder per phenomenon: the role that the priorities in force make responsible for it, of the zone first, then of the zones that it lies in. A phenomenon without one has a row of status "nobody"; one whose holder's priority is over, "ended".
---```lua
---portfolio{zone="5345", phenomenon="drugs", on="2026-11-30"}.status[1] --> nobody
---```
---@param spec glocal.portfolio.options
---@return frame # phenomenon, name, owner (a role), zone (whose priority it is), priority, until_day, status (held, ended, nobody)
function portfolio(spec) end

---@class glocal.priorities.options
---@field zone? string those of the zone and of the zones that it lies in
---@field level? string only of zones of this kind: union (EU, Benelux), country, province, police_zone
---@field phenomenon? string only about this one, those under it or above it
---@field cycle? string only of this cycle, such as "EMPACT 2026-2029"
---@field on? string those in force on a day; "*": of all times (default: today)
---@field lang? "nl"|"fr"|"de"|"en" the language of the names (default: that of the terminal)
---@field as_of? string|integer what was known then: a date or batch (default: now)
---@field store? store the store to read (default: the current one)

---The priorities that a store has, as data: whose they are, what they are about, in which cycle, until when, who is responsible (a role, never a person), the indicator by which they are judged. Of a zone: its own and those of all zones that it lies in, near to far.
---```lua
---#priorities{cycle="EMPACT 2026-2029", on="2026-11-30"} --> 7
---priorities{zone="5345", phenomenon="drugs", on="2026-11-30"}.code[1] --> EMPACT-2026-drugs
---```
---@param spec? glocal.priorities.options
---@return frame # code, zone, level, name, phenomena, cycle, valid_from, valid_to, status (in force, ended, to come), owner, indicator, due, answers (codes of the higher ones), source, marking; marked as its rows are
function priorities(spec) end

---Where a statement or a function spends its time. The SQL of an import runs in a thread of its own and counts all the same; what a coroutine does counts for coroutine.resume.
---```lua
---p = profile "frame({{a=1}}):sum 'a'"
---p:where{kind="C"}.kind[1] --> C
---p.result --> 1
---```
---@param what string|function Lua or SQL as text, or a function
---@return frame # what, kind (Lua, C or SQL), calls, seconds of its own, share in %; the dearest first; the field `result` has what the statement gave
function profile(what) end

---@class glocal.promote.options
---@field driver string its name in a scenario: letters, digits and _
---@field role string who promotes it, such as "analysis"; never a person
---@field method? "linear"|"log_odds" how likelihoods are pooled (default: "linear")
---@field probability? number that it comes true, where it is not to be pooled; with a reason (default: pooled)
---@field label? string what it is called beside its name (default: the cluster's)
---@field reason? string why (default: "")
---@field store? store the store of the signals (default: the current one)

---Makes a driver of a cluster and keeps it with its signals, for good. Its probability is pooled from all likelihoods that roles judge of the signals now; a later judgement does not change it.
---```lua
---select(2, pcall(promote, {1}, {driver="a b", role="analysis"})):match "letters, digits and _" --> letters, digits and _
---```
---@param cluster table|frame a row of signal_clusters, as in c[1], or a list of numbers of signals
---@param options glocal.promote.options
---@return driver? # its name, label, probability, signals; :event{...} is it in a model, :signals() what it rests on
---@return string? message
---@return string? code
function promote(cluster, options) end

---@class glocal.queue.options
---@field arrivals number|number[] mean number of messages: one, or the 24 hours of a day or the 168 of a week (from Monday 0 h)
---@field desks integer|integer[] staffed, in the same way; 0: closed
---@field service number mean time at a desk
---@field service_cv? number its standard deviation as a share of its mean; 1: exponential, 0: constant, else lognormal (default: 1)
---@field classes? table[] by priority: {name="urgent", share=0.2, deadline=8}, the deadline in hours until it is answered (default: one)
---@field more? integer what so many more bring (default: 1)
---@field weeks? integer of a run (default: 52)
---@field warm_up? integer before them, not counted (default: 4)
---@field runs? integer how many (default: 20)
---@field seed? integer of the chance (default: 1)

---A simulation of messages that wait for desks, hour by hour over a week: arrivals and desks may differ by the hour, classes that come first go first (nobody is interrupted), who has begun a message finishes it after the shift. A row per class, and for all of it again with one, two ... more desks in every staffed hour. Standard errors are those over the runs.
---```lua
---q = queue{arrivals=4, desks=5, service=1, weeks=20, runs=5, more=0}
---math.abs(q.wait[1] - 0.554) < 4 * q.wait_se[1] --> true
---```
---@param spec glocal.queue.options
---@return frame? # more (desks), class, messages (a week), wait and wait_se (hours until a desk takes it), answered and answered_se (until it is done), in_time and in_time_se (share done within the deadline), busy (share of the staffed hours worked), left_over (waiting at the end), growth (of the queue over a run); its `backlog` has the mean number waiting by hour of the week
---@return string? message
---@return string? code
function queue(spec) end

---@class glocal.reach.options
---@field zone? string the zone, with all that lies in it (default: all)
---@field by? "theme"|"zone"|"role" what a row is (default: "theme")
---@field theme? string this theme only, with all below it
---@field from? string the first day of the briefs
---@field to? string the last day of the briefs
---@field as_of? string|integer what was known on a date or after a batch (default: what is known now)
---@field store? store the store to read (default: the current one)

---Whom briefs reached: of the items that went out, how many were answered, and what readers found of them (useful, known, not for us), with shares and their interval. What nobody answered is missing and not 0. The answers are imported from the form that goes with the briefs (`as="feedback"`, see briefs{}); of a reader the store has a role and nothing else.
---```lua
---#reach{zone="5345", by="theme"} --> 0
---```
---@param spec? glocal.reach.options
---@return frame # theme (zone, role), items (sent; null by role), answered (items), answers (readers), of each of useful, known and not_for_us the count, share, low and high (Wilson, 95 %), few (1: fewer than 5 answers)
function reach(spec) end

---@class glocal.read.options
---@field types? table<string, string> by column: integer, real, text, day or month
---@field header? string|integer the line of the column names (default: detected)
---@field delimiter? string between fields (default: detected)
---@field encoding? string utf-8, utf-16 or latin-1 (default: detected)
---@field decimal? string the decimal mark, . or , (default: detected)
---@field thousands? string what groups thousands: . , ' or a space; any: each of these (default: detected)
---@field dates? "iso"|"dmy"|"mdy"|"excel" the order of day, month and year where the numbers leave it open (default: detected)
---@field missing? string[] marks of missing figures beside those known
---@field sheet? string|integer of a workbook (default: 1)
---@field resource? string of a Data Package or a .zip with several files
---@field units? table<string, string> by column
---@field marking? string how strictly the figures are marked; that of the file holds too (default: that of the file, else CLEAR)

---Reads a table into a frame, without a store: CSV, a workbook, a Data Package, JSON, what look can read. A column is integer, real, day or month where every cell is one, else text. Marks such as n/a are null in columns of figures. A column in which some figures are published by their bounds only (<5, 1-4) becomes two: NAME, the least they can be, and NAME_high. The note says what was left out and why a column stayed text. A file that glocal wrote brings its marking along.
---```lua
---select(3, read "/nowhere.csv") --> not_found
---```
---@param file string the file
---@param options? glocal.read.options
---@return frame? # the table
---@return string? message
---@return string? code
function read(file, options) end

---Reads a table as read does where a key that this user trusts has signed it (FILE.minisig, by `glocal pack sign FILE --key K`). Its provenance names the key, its corps and the hash of the file; it is refused where it is marked more strictly than the key is trusted for.
---```lua
---select(3, read_signed "/nowhere.csv") --> not_found
---```
---@param file string the file; its signature stands beside it
---@param options? table as for read
---@return frame? # the table
---@return string? message
---@return string? code
function read_signed(file, options) end

---@class glocal.reciprocity.options
---@field channel? string|string[] only these
---@field country? string|string[] only these
---@field kind? string|string[] only these
---@field from? string from that month on
---@field to? string up to that month
---@field as_of? string|integer as known on that day, or after that batch
---@field store? store the store to read (default: the current one)

---What was received from each country against what was sent to it, over months in which both are stated. share_sent is of all messages either way, with Wilson's 95 % interval: above a half more is asked or given than received.
---```lua
---reciprocity{}:columns()[5] --> balance
---```
---@param spec? glocal.reciprocity.options
---@return frame # country, months, received, sent, balance (sent - received), share_sent, low, high
function reciprocity(spec) end

---@class glocal.recommendations.options
---@field by? "owner" counts for each owner instead of a list
---@field owner? string only of that role
---@field country? string only what concerns that country: it stands under `countries`, itself or with a union that it is of; where nothing does, the evidence is a report of it, or a text names it
---@field state? "open"|"overdue"|"done"|"rejected" only these
---@field on? string the day (default: today)
---@field lang? "nl"|"fr"|"de"|"en" of the text (default: that of the terminal)
---@field as_of? string|integer as known on that day, or after that batch
---@field store? store the store to read (default: the current one)

---Recommendations and what became of them on a day: open, overdue (its day has passed), done or rejected, the overdue first; or how many of each an owner has. An owner is a role, never a person. glocal import STORE FILE --as recommendations brings them in and, with a later file, their new status.
---```lua
---recommendations{on="2026-11-22"}:columns()[4] --> state
---select(2, pcall(recommendations, {state="overdu"})):match "did you mean.*" --> did you mean 'overdue'?
---```
---@param spec? glocal.recommendations.options
---@return frame # code, text, owner, state, status, due, days_over, evidence, follow_up, countries, source, marking; by owner: owner, open, overdue, done, rejected, all
function recommendations(spec) end

---@class glocal.reconcile.options
---@field method? "bottom_up"|"top_down"|"middle_out"|"ols"|"structural"|"variance"|"mint" mint: shrunk covariance of the residuals (default: "structural")
---@field zones? tree|table a tree, or a table of child = parent (default: the store's)
---@field phenomena? tree|table a tree, or a table of child = parent (default: the store's)
---@field column? string what is made to add up (default: "mean")
---@field residuals? frame|frame[]|boolean what residuals(r) gives (one per grain); true makes them; default for mint and variance
---@field history? frame|frame[]|boolean the rollup that was forecast, whose proportions top_down and middle_out take
---@field proportions? "of_averages"|"average" the part's mean over the whole's, or the mean of the parts by period (default: "of_averages")
---@field variance? string the column of variances, for method="variance"
---@field level? string the kind of zones from which middle_out starts
---@field nonnegative? boolean nothing below 0 (default: true)

---Makes forecasts add up over the trees of zones and phenomena, crossed, and over time. Every series needs a value at every period; all levels come from one rollup: level={"country", "province"}, phenomenon_level="*"; own=true keeps what is recorded at a zone itself. A list of frames, by month, quarter, year, is reconciled over time too. With residuals the quantile columns become those of coherent futures; without they are left out. A column of whole numbers stays one where the series are one tree.
---```lua
---f = frame{{zone="TOTAL", period="2026-01", mean=10}, {zone="A", period="2026-01", mean=4}, {zone="B", period="2026-01", mean=4}}
---reconcile(f, {zones={A="TOTAL", B="TOTAL"}}).mean[1] --> 9.0
---r = rollup{zone="BENELUX", level={"union", "country"}, phenomenon="trafficking", every="year", to="2022"}
---c = reconcile(forecast(r, {horizon=2, method="ses"}), {method="mint"})
---c.low_80[1] <= c.median[1] and c.median[1] <= c.high_80[1] --> true
---```
---@param frame frame|frame[] forecasts with zone or phenomenon or both, period and mean; or one frame per grain
---@param options? glocal.reconcile.options
---@return frame # as many frames as were given
function reconcile(frame, options) end

---@class glocal.register_judgement.options
---@field zone string as in rollup
---@field phenomenon string as in rollup
---@field facet? string narrows the figure
---@field period string such as "2027-06"
---@field every? "day"|"week"|"month"|"quarter"|"year" the length of the period (default: that of the period)
---@field measure? "events"|"count"|"value" what is expected (default: "count")
---@field quantiles? table<number, number> such as {[0.1]=5, [0.5]=9, [0.9]=20}
---@field above? number the number that `probability` is about
---@field probability? number that the figure is above it
---@field author string a role, such as "liaison officers", never a person
---@field note? string a note kept with it
---@field source? string|string[] narrows the figure
---@field gaps? "zero"|"missing" what a period without a row is (default: missing where a source reports no zeros)
---@field marking? string a stricter marking, such as "AMBER"
---@field pooled? boolean marks what pool() made of several (default: false)
---@field store? store the store to keep it in (default: the current one)

---Registers what experts expect of one figure: its quantiles, or the probability that it is above a number. score_due() scores it when the outcome is in.
---```lua
---id = register_judgement{zone="BE", phenomenon="smuggling", period="2035", above=9, probability=0.3, author="desk"}
---math.type(id) --> integer
---```
---@param spec glocal.register_judgement.options
---@return integer? # the number of the registration
---@return string? message
---@return string? code
function register_judgement(spec) end

---@class glocal.report_form.options
---@field to string the file to write

---Writes the empty form for what officers bring back, with the columns that glocal import STORE FILE --as reports takes, as CSV or, where the name ends so, .xlsx. A line is a report: a code of its own, the country, the day, the text without any person in it, the source's evaluation (A no doubt, B mostly reliable, C mostly unreliable, X cannot be assessed) and that of the information (1 accuracy not in doubt, 2 known personally to the source, 3 corroborated by other information, 4 cannot be corroborated), the role of who writes it, and the handling (H1 where nothing is said).
---```lua
---select(3, report_form{to="/nowhere/form.csv"}) --> not_found
---```
---@param spec glocal.report_form.options
---@return string? # the file
---@return string? message
---@return string? code
function report_form(spec) end

---@class glocal.reporting_triangle.options
---@field zone? string|string[] codes or names (default: "WORLD")
---@field level? string|string[] the kinds of zones that get rows (default: the zone itself)
---@field phenomenon? string|string[] codes or names (default: all top ones)
---@field phenomenon_level? integer|string|integer[] 1 (top), 2, 3, "leaf" or "*" (default: 1)
---@field every? "day"|"week"|"month"|"quarter"|"year" the length of periods and of delays (default: "month")
---@field from? string the first period (default: by the length of periods: 52 weeks, 48 months)
---@field now? string what was known by the end of this day (default: the last day on which observations were recorded)
---@field max_delay? integer longer delays have no rows (default: 60 days, 26 weeks, 24 months)
---@field source? string|string[] only what these sources reported
---@field prefer? string|string[] of sources that have the same figure, those to take first
---@field min_credibility? integer only what is graded 1 to this
---@field at? string date of the zone tree (default: today)
---@field members? string date of the members of unions
---@field hierarchy? string the tree of zones, such as "police"
---@field store? store the store to read (default: the current one)

---What was known of each period at each delay. Delay 0 is the first cut at or after the end of the period, delay 1 a period later; cuts are one period apart, back from `now`. A row's count is that of a rollup with as_of=known_on; figures that were revised or retracted lower or raise it.
---```lua
---t = reporting_triangle{zone="FR", phenomenon="drugs", every="year", from="2019"}
---t:columns()[4] --> delay
---```
---@param spec glocal.reporting_triangle.options
---@return frame? # zone, phenomenon, period, delay, known_on (the day of the cut), count (known by then)
---@return string? message
---@return string? code
function reporting_triangle(spec) end

---@class glocal.reports.options
---@field country? string only of this country, or of what lies in this zone
---@field phenomenon? string only of this one and those below it
---@field from? string of that day or later
---@field to? string of that day or before
---@field leaving? boolean only those whose marking lets them leave the store; the note says how many are kept in (default: false)
---@field as_of? string|integer as known on that day, or after that batch
---@field store? store the store to read (default: the current one)

---What officers brought back: reports of a country, the latest first, with Europol's 4x4 evaluation (the source A, B, C or X, the information 1 to 4) and the marking of each. They come in by a form: report_form{to="form.csv"}, then glocal import STORE FILE --as reports. A report without a handling code is H1; with H2, H3 or TLP:RED it does not leave the store.
---```lua
---reports{country="MA"}:columns()[7] --> source_evaluation
---select(2, pcall(reports, {country="Marocco"})):match "did you mean.*" --> did you mean 'MA' (Morocco)?
---```
---@param spec? glocal.reports.options
---@return frame # day, country, code, phenomenon, topic, text, source_evaluation, information_evaluation, corps, role, mission, source, note, marking; marked as its rows are
function reports(spec) end

---@class glocal.residuals.options
---@field method? string see forecast_methods() (default: "combination")
---@field model? string a member of its family, such as "MAdM" of ets
---@field seed? integer of the simulations (default: 1)
---@field breaks? boolean leave outliers and level shifts out (default: true)
---@field value? string the column to fit (default: count, estimate, value ...)
---@field gaps? "zero"|"missing" periods without a row (default: zero in rollups of events to month)
---@field cutoff? string the last date known (default: yesterday)

---One-step residuals of every series of a frame: the outcome less what the method, fitted to the history, expected from the periods before it. reconcile takes them for the covariance of errors.
---```lua
---r = rollup{zone="BE", phenomenon="trafficking", every="year", to="2022"}
---e = residuals(r, {method="naive"})
---table.concat(e:columns(), " ") --> zone phenomenon period fitted residual
---e.residual[1] == r.count[2] - r.count[1] --> true
---```
---@param figures frame a rollup, or a forecast, whose figures, method and options are taken
---@param options? glocal.residuals.options
---@return frame # the keys, period, fitted and residual, a row where both are known
function residuals(figures, options) end

---@class glocal.retract_signal.options
---@field reason string why
---@field role string who withdraws it, such as "analysis"; never a person
---@field store? store the store of the signal (default: the current one)

---Withdraws a signal, for good: from today on no question finds it, but with an earlier as_of. drivers() says which drivers rest on it.
---```lua
---select(2, pcall(retract_signal, 0, {reason="a hoax", role="analysis"})):match "there is no signal 0" --> there is no signal 0
---```
---@param signal integer its number, as signals() gives it
---@param options glocal.retract_signal.options
---@return integer? # the number of the signal
---@return string? message
---@return string? code
function retract_signal(signal, options) end

---@class glocal.rollup.options
---@field zone? string|string[] codes or names; "*": every zone (default: "WORLD")
---@field level? string|string[] the kinds of zones that get rows; "*": all (default: the zone itself)
---@field phenomenon? string|string[] codes or names; "*": every one (default: all top ones)
---@field phenomenon_level? integer|string|integer[] 1 (top), 2, 3, "leaf" or "*" (default: 1)
---@field every? "day"|"week"|"month"|"quarter"|"year"|"all" the length of the periods (default: "month")
---@field from? string the first date or period, included
---@field to? string the last date or period, included
---@field measures? "events"|"count"|"value"|"weighted"|table per={"population", 1e5} for rates (default: {"count"})
---@field weight? string the table of weights for the measure "weighted"
---@field prefer? string|string[] of sources that have the same figure, those to take first (default: the store's order)
---@field source? string|string[] only what these sources reported
---@field facet? string|string[] a breakdown, such as "sex" or "sex:female"
---@field min_credibility? integer only what is graded 1 to this
---@field coverage? boolean add reporting and could_report: zones below with figures (default: false)
---@field own? boolean add rows of the parts "own" and "not stated" (default: false)
---@field as_of? string|integer what was known then: a date or batch (default: now)
---@field at? string date of the zone tree (default: end of `to`, or today)
---@field members? string date of the members of unions (default: each period's end)
---@field hierarchy? string the tree of zones, such as "police"
---@field store? store the store to read (default: the current one)

---Sums figures up the trees of zones and phenomena, over periods. A row holds everything recorded at its zone or below, on its phenomenon or below, within its period. A figure longer than the period is left out; note() says so.
---```lua
---r = rollup{zone="FR", phenomenon="drugs", every="year", from="2019", to="2020"}
---#r --> 2
---r:columns()[3] --> period
---```
---@param spec glocal.rollup.options
---@return frame # zone, phenomenon, period, the measures; count_high of a censored count; null where nothing has a value or weight
function rollup(spec) end

---@class glocal.scan.options
---@field place? string the places (default: "zone")
---@field cases? string the counts (default: count, cases, estimate ...)
---@field population? string the people at risk (default: of zones their own)
---@field x? string longitude, or the first coordinate (default: of zones their own)
---@field y? string latitude, or the second (default: of zones their own)
---@field metric? "plane"|"sphere" distances: in the units of x and y, or in km (default: of zones "sphere")
---@field model? "poisson"|"permutation" what is expected: by population, or by the totals of places and periods (default: poisson with a population)
---@field time? string|boolean false: space only, all periods together (default: the periods)
---@field shape? "circle"|"flexible" connected sets of neighbours in place of circles (default: "circle")
---@field neighbours? integer places that a flexible shape is chosen from, 2 to 64 (default: 12)
---@field max_share? number of the population (or cases) that a cluster may hold (default: 0.5)
---@field max_radius? number of a circle, in the units of the distances
---@field max_duration? integer of a cluster (default: half of the time)
---@field prospective? boolean only clusters that go on in the last period (default: false)
---@field rates? "high"|"low"|"both" clusters of more cases, of fewer (default: "high")
---@field draws? integer random data sets (default: 999)
---@field seed? integer the same seed, the same p (default: 1)
---@field early_stop? integer stop when so many draws reach the most likely cluster; 0: never (default: 0)
---@field p_value? "monte_carlo"|"gumbel" by rank among the draws, or by a Gumbel distribution fitted to them (default: "monte_carlo")
---@field max_p? number clusters above it are not listed (default: 0.99)
---@field gaps? "zero"|"missing" places and periods without a row (default: zero in rollups of events to month)
---@field store? store the store of the zones (default: the current one)

---Finds clusters: of circles of places, or connected sets, and windows of time, those with more cases than chance explains, with p for the search over all of them (Kulldorff's scan statistics). Clusters share no place; the first is the most likely. A rollup over zones brings its own places and population; counts by period are scanned in space and time. See help "methods".
---```lua
---f = frame{{place="a", n=9, people=10, x=0, y=0}, {place="b", n=1, people=10, x=1, y=0}}
---s = scan(f, {place="place", cases="n", population="people", x="x", y="y", draws=99})
---s.centre[1] --> a
---("%.6f"):format(s.llr[1]) --> 3.680642
---```
---@param figures frame counts by place, or by place and period
---@param options? glocal.scan.options
---@return frame # rank, centre, places, from, to, cases, expected, relative_risk, llr, p, recurrence (prospective: periods), population, radius; members(rank), explain(rank), left_out(), plot()
function scan(figures, options) end

---@class glocal.score.options
---@field by? string|string[] the columns that make a group (default: all rows together)
---@field actual? string the outcome; for probabilities 1 where the event happened, 0 where not (default: "actual")
---@field point? string the point forecast (default: mean, else median)
---@field scale? string mean absolute error of the seasonal naive forecast in the history, for mase
---@field squared_scale? string its mean squared error, for rmsse
---@field reference? string another point forecast, for skill, dm and dm_p
---@field horizon? integer how far ahead the forecasts of a group are, for dm (default: 1)
---@field probability? string the probability of an event (default: "probability")
---@field scores? string|string[] names, or "all" that can be had (default: {"mae", "mase", "wis", "coverage", "brier", "log_score"})

---Scores forecasts against outcomes, by group. Less is better for all losses; rows without an outcome are passed over. Of the point forecast: mae, rmse, smape, bias, mase and rmsse (with scales), of the quantiles (median, low_80, high_80 ...): wis with its parts dispersion, over, under, crps, pinball, and by level interval, coverage, width; of probabilities: brier, log_score; against a reference: skill (with 90 % bootstrap interval), dm, dm_p and, with a scale, owa.
---```lua
---f = frame{{actual=12, median=10, low_50=8, high_50=13, low_95=5, high_95=20}}
---score(f).wis[1] --> 1.05
---score(f).coverage_95[1] --> 100.0
---score(frame{{actual=1, probability=0.8}, {actual=0, probability=0.5}}, {scores="brier"}).brier[1] --> 0.145
---```
---@param frame frame forecasts with their outcomes
---@param options? glocal.score.options
---@return frame # the columns of `by`, outcomes, scores
function score(frame, options) end

---Scores every registered forecast whose period is over and whose outcome is recorded (0 where nothing was recorded but others of the registration reported that period or a later one). Quantiles get wis, absolute_error (of the median) and inside_80 ... (1 or 0), probabilities brier and log_score. Scores stand: a later revision does not change them.
---```lua
---score_due():columns()[1] --> registration
---```
---@param store? store the store of the registrations (default: the current one)
---@return frame? # what was scored now: registration, zone, phenomenon, period, method, outcome, name, score
---@return string? message
---@return string? code
function score_due(store) end

---Shows values as the shell does after a statement, and keeps the first in `_` and `_1`. What a call returned that failed (nil, message, code) is raised as an error.
---```lua
---show(frame{{zone="BE", count=3}})
---```
---@param ... any the values
function show(...) end

---@class glocal.signal.options
---@field title string in a line what was seen
---@field text? string more about it (default: "")
---@field lang? "nl"|"fr"|"de"|"en" the language of the text (default: yours)
---@field zone? string|string[] where
---@field seen string the day on which it was seen
---@field source string what it comes from, such as "press" or "customs"; never a person
---@field reliability "A"|"B"|"C"|"D"|"E"|"F" of the source, by the Admiralty code
---@field credibility integer 1 (confirmed) to 6 (can't be judged), of the information
---@field steep "social"|"technological"|"economic"|"environmental"|"political" its kind
---@field phenomenon? string that it is of
---@field horizon? string|number when it may come true: a period, two as "2027..2029", or years after it was seen
---@field likelihood? number of coming true within the horizon, judged by `role`
---@field impact? integer then, 1 (negligible) to 5 (severe)
---@field role? string who judges, such as "analysis", never a person
---@field reason? string why, of the judgement
---@field handling? string its marking, such as "AMBER" (default: the store's default)
---@field recorded? string the day from which as_of sees it, of a register that was kept elsewhere (default: today)
---@field store? store where it is kept (default: the current one)

---Records a weak signal for good: what was seen, where and when, from what, how far it can be trusted, and what it may become. The log has it; retract_signal withdraws one. A text is of phenomena, never of a person: what looks like an e-mail address, a telephone number or a personal number is refused.
---```lua
---select(2, pcall(signal, {title="x", seen="2026-01-05", source="press", reliability="B", credibility=2, steep="economical"})):match "did you mean.*" --> did you mean 'economic'?
---select(2, pcall(signal, {title="write to a.b@c.be", seen="2026-01-05", source="press"})):match "looks like[^,]*" --> looks like an e-mail address
---```
---@param spec glocal.signal.options
---@return integer? # its number
---@return string? message
---@return string? code
function signal(spec) end

---@class glocal.signal_clusters.options
---@field text? string only signals found by it, as in signals
---@field zone? string|string[] in one of these, or in a zone of them
---@field phenomenon? string|string[] of one of these, or of one under them
---@field steep? string|string[] of these kinds
---@field since? string seen on that day or later
---@field as_of? string as known on that day (default: today)
---@field half_life? number after which a signal is half as strong (default: 180)
---@field threshold? number the least likeness, 0 to 1 (default: 0.45)
---@field linkage? "average"|"single" of two clusters: the mean of their pairs, or the most alike pair (default: "average")
---@field weights? table<string, number> how much each counts (default: {terms=0.6, phenomenon=0.2, zone=0.2})
---@field least? integer in a cluster; 1 gives those by themselves too (default: 2)
---@field store? store the store to read (default: the current one)

---Clusters of signals that are alike: by the cosine of their words (tf-idf; stopwords of four languages, numbers and single letters left out), by phenomenon and by zone (the same 1, next to each other in the tree 0.5). Likeness is the weighted mean of the three; clusters are joined while it is at least `threshold`. Words of different languages are not alike: threshold=0.4 joins what is of the same phenomenon and zone, whatever its words. The same signals give the same clusters; the strongest come first, and c:plot() draws likelihood by impact.
---```lua
---#signal_clusters{text="no-such-word"} --> 0
---select(2, pcall(signal_clusters, {threshold=2})):match "from 0 to 1" --> from 0 to 1
---```
---@param spec? glocal.signal_clusters.options
---@return frame # cluster, label (its weightiest words), signals (how many), strength (their sum), likelihood, impact, phenomenon and steep (the most frequent), zones, first, last (seen), sources (how many), cohesion (mean likeness), members (the numbers of the signals), marking; marked as the signals are
function signal_clusters(spec) end

---@class glocal.signals.options
---@field text? string words that must all be there, in title or text; "a phrase", boat*, a OR b; accents and capitals are ignored
---@field zone? string|string[] in one of these, or in a zone of them
---@field phenomenon? string|string[] of one of these, or of one under them
---@field steep? string|string[] of these kinds
---@field since? string seen on that day or later
---@field as_of? string as known on that day: signals, judgements, retractions; age and strength are of it (default: today)
---@field half_life? number after which a signal is half as strong (default: 180)
---@field store? store the store to read (default: the current one)

---The weak signals that a store has. Without `text` the strongest come first. Strength is the weight of the grading (reliability and credibility each 1 for A and 1, a fifth less a step, 0.5 for F and 6, multiplied: a judgement) halved every half-life since the signal was seen. Likelihood is the mean of what roles judge, impact theirs too; null where none did. s:plot() draws likelihood by impact.
---```lua
---signals{text="no-such-word"}:columns()[2] --> title
---select(2, pcall(signals, {steep="economical"})):match "did you mean.*" --> did you mean 'economic'?
---```
---@param spec? glocal.signals.options
---@return frame # signal (its number), title, zones, phenomenon, seen, steep, likelihood, impact, judgements (how many), strength, age (days), source, reliability, credibility, horizon, score (with text), text, lang, recorded, marking; marked as its rows are
function signals(spec) end

---@class glocal.signals_from.options
---@field source? string of rows that say none; so are all below
---@field lang? "nl"|"fr"|"de"|"en" the language (default: yours)
---@field reliability? "A"|"B"|"C"|"D"|"E"|"F" of the source
---@field credibility? integer 1 to 6, of the information
---@field steep? "social"|"technological"|"economic"|"environmental"|"political" the kind
---@field phenomenon? string that they are of
---@field zone? string|string[] where
---@field seen? string when
---@field horizon? string|number when they may come true
---@field role? string who judges
---@field handling? string the marking (default: the store's default)
---@field recorded? string the day from which as_of sees them (default: today)
---@field strict? boolean take none where one is refused (default: false)
---@field store? store where they are kept (default: the current one)

---Records the signals of a frame, a row each, with the fields of signal as columns (zones parted by ; or ,). Rows that can't be taken are given back with their reasons; they are not kept in the store, as a text may be refused for what it says of a person. The marking of the frame holds for each row, which may be marked more strictly.
---```lua
---f = frame{{title="Drones over the port", seen="2026-01-05", steep="technological"}, {title="", seen="2026-01-06", steep="social"}}
---n, refused = signals_from(f, {source="port", reliability="B", credibility=2, handling="CLEAR", lang="en"})
---n --> 1
---refused.reason[1]:match "^%w+" --> title
---```
---@param f frame the signals
---@param options? glocal.signals_from.options
---@return integer? # how many were recorded
---@return frame? # those refused: row, title, reason
---@return string? code
function signals_from(f, options) end

---Runs one SELECT over frames and the current store's tables; it works without a store too. `$name` where a table may stand is the frame of that name among the parameters; `:name` and `?` are values. In the shell a statement that begins with select, with or explain needs no more than itself: frames and values go by their names there. A name that is both a frame's and a table's is refused: $zone is the frame, main.zone the table.
---```lua
---f = frame({{month="2024-01", n=3}, {month="2024-02", n=5}}, {types={month="month"}})
---sql("select month from $f where n > :least", {f=f, least=3}).month[1] --> 2024-02
---(sql("select month from $f", {f=f}):type "month") --> month
---```
---@param statement string one SELECT
---@param parameters? table frames and values by name, or values by position
---@return frame? # the result, under the strictest marking of what was read
---@return string? message
---@return string? code
function sql(statement, parameters) end

---@class glocal.strategic_reserve.options
---@field zones? frame zone, events (mean number a day), low, mode, high (officers that one takes), capacity (own officers); share (of shared events; equal where there is none)
---@field requests? frame instead of zones: the demand log by zone, demand{..., by={"zone"}, every="day", complete=true}; days on which several zones asked at once are shared events
---@field capacity? number|table|frame with requests: own officers of each zone, {["BE-PZ5345"]=40}, or a frame zone, capacity
---@field shift? number with requests: hours asked are officers over so long a shift (default: 8)
---@field together? integer with requests: so many that ask on one day make a shared event (default: 3)
---@field shared? table mean (number a day), low, mode, high (officers that one takes, all zones together)
---@field sizes number[] the sizes that are compared
---@field cost? number what one officer of the reserve costs a day
---@field cost_short? number what one officer short costs, as you judge it
---@field draws? integer days that are simulated (default: 100000)
---@field seed? integer of the simulation (default: 1)

---Sizes of a strategic reserve for public order compared: on what share of days it falls short, by how much, and what it costs. Zones draw on it beyond their own capacity; shared events hit them on the same day. The same bits for a seed, on any number of threads.
---```lua
---z = frame{{zone="A", events=1, low=10, mode=10, high=10, capacity=10}}
---s = strategic_reserve{zones=z, sizes={0, 10}, draws=50000}
---math.abs(s.probability_short[1] - (1 - 2 * math.exp(-1))) < 0.01 --> true
---```
---@param spec glocal.strategic_reserve.options
---@return frame # size, probability_short (of a day), error (one standard error), days_a_year, mean_short (officers, all days), cost (of the reserve and of what is short, a day; null where no cost is given), is_cheapest (1: the lowest cost)
function strategic_reserve(spec) end

---@class glocal.structural_analysis.options
---@field potential? number the strength of P in the potential columns (default: 3)

---Structural analysis (MICMAC) of direct influences, 0 (none) to 3 (strong) and P (potential): the first column of the frame names the variables, and a column for each says how much the variable of the row influences it. Indirect influences are the powers of the matrix, up to the one at which the ranks settle.
---```lua
---f = frame{{v="a", a=0, b=3, c=1}, {v="b", a=1, b=0, c=3}, {v="c", a=0, b=1, c=0}}:select{"v", "a", "b", "c"}
---structural_analysis(f).variable[1] --> a
---```
---@param f frame the influences
---@param options? glocal.structural_analysis.options
---@return frame # variable, influence, dependence (percent), indirect_influence, indirect_dependence, the ranks of all four, potential_influence, potential_dependence (indirect, with P), class (influential, relay, dependent, autonomous; direct), indirect_class; the most influential first
function structural_analysis(f, options) end

---How long a statement or a function takes.
---```lua
---t = time "frame{{a=1}, {a=2}}"
---t[1].rows --> 2
---#t.result --> 2
---time(function() return sql "select 1 as one" end).wall[1] >= 0 --> true
---```
---@param what string|function Lua or SQL as text, or a function
---@return frame? # wall and cpu in seconds; rows (of an import: lines taken) and rows a second; memory held afterwards and peak in MB; the field `result` has what the statement gave
---@return string? message
---@return string? code
function time(what) end

---@class glocal.time_to_signal.options
---@field time? string how long it lasted, or has lasted so far (default: "time")
---@field event? string 1 (true, yes): it ended then; 0 (false, no): not yet (censored) (default: "event")
---@field count? string of how many cases; without it a row is one
---@field stage? string the stage; without it there is one
---@field after? number the time to which still and passed refer (default: the longest time)

---How long each stage lasts until it ends, such as until the first signal, with those still in it censored: Kaplan-Meier with Greenwood's variance and intervals on the log(-log) scale. The median is the first time at which at most half remain; its bounds are where those of the curve reach half, none where they never do. The frame has a row per duration (counts, never persons). The stages are taken in the order of the frame; where `passed` falls most, the barrier between two stages is highest. The second result has every step of the curves.
---```lua
---f = frame{{time=5, event=1}, {time=8, event=0}, {time=12, event=1}}
---time_to_signal(f).median[1] --> 12.0
---```
---@param f frame a row for each duration
---@param spec? glocal.time_to_signal.options
---@return frame # stage, cases, ended, open, median, median_low, median_high, after, still, still_low, still_high, passed, longest
---@return frame # stage, time, at_risk, ended, censored, survival, error, low, high: the steps
function time_to_signal(f, spec) end

---Today, UTC.
---```lua
---#today() --> 10
---```
---@return string # such as 2026-11-22
function today() end

---Retracts the last import of observations made in this session; once more, the one before it. Nothing is erased: as_of still shows what was known before.
---```lua
---select(3, undo()) --> not_found
---```
---@return table? # batch, rows, file and retracted_by; prints as a sentence
---@return string? message
---@return string? code
function undo() end

---@class glocal.use.options
---@field permissions? ("store.read"|"store.write"|"file.read"|"file.write"|"process")[] what the pack may do, of what it declares
---@field max_handling? string the strictest marking of what it may be handed and read (default: "AMBER")
---@field memory? integer what it may hold (default: 512)
---@field instructions? integer what a call may do: instructions of Lua and steps in C, the same on every machine (default: 5000000000)
---@field seconds? number of processor time for a call, a last resort for what the instructions do not count (default: 600)

---A pack at work: use "harm-index" gives its functions, which run in a state of their own with what was granted to the pack (docs/packs.md). Of a store, makes it the current one; without an argument, gives the current store.
---```lua
---use():path():match "%.db$" --> .db
---select(3, use "no-such-pack") --> not_found
---```
---@param what? string|store the name of an installed pack, or the path of a folder or built pack; or a store
---@param options? glocal.use.options
---@return any? # a table of the pack's functions; or the current store
---@return string? message
---@return string? code
function use(what, options) end

---@class glocal.warn.options
---@field method? "farrington_flexible"|"farrington"|"ears_c1"|"ears_c2"|"ears_c3"|"cusum"|"glr_poisson"|"glr_nb"|"bayes"|"rki"|"outbreak_p"|"register" the detector; ears_c1 and cusum need no years of history, register judges by the forecasts that were registered before (default: "farrington_flexible")
---@field from? string the first period judged (default: a year before the last)
---@field to? string the last period judged (default: the last whole period)
---@field alpha? number how often a count that is no more than usual may be above the bound (default: 0.05; EARS 0.001, C3 0.025)
---@field years? integer of history [b] (default: 5; rki 2)
---@field half_window? integer periods before and after the same time of earlier years [w] (default: by span: 3 weeks, 1 month)
---@field periods? integer groups into which a year is divided [noPeriods] (default: by span: 10 in a year of weeks, 4 of months)
---@field recent_excluded? integer periods before the one judged that are no history [pastWeeksNotIncluded] (default: half a year)
---@field weights_threshold? number residuals above it weigh less [weightsThreshold] (default: 2.58; farrington 1)
---@field threshold? "delta"|"nb_plugin"|"muan" how the bound is reckoned [thresholdMethod] (default: "delta")
---@field trend? boolean look for a trend (default: true; glr false)
---@field trend_p? number a trend is kept below this p [pThresholdTrend] (default: 1; farrington 0.05)
---@field reweight? boolean past outbreaks weigh less (default: true)
---@field least_cases? number no alarm with fewer in the last `case_periods` [limit54] (default: 5)
---@field case_periods? integer see least_cases (default: 4 weeks)
---@field baseline? integer periods of EARS (default: 7)
---@field minimum_sd? number of EARS [minSigma] (default: 0)
---@field drift? number of cusum, in standard deviations [k] (default: 1.04)
---@field limit? number of the statistic [h, c.ARL, k] (default: cusum 2.26, glr 5, outbreak_p 100)
---@field in_control_run_length? number sets the limit of cusum and glr: so many periods pass on average before a false alarm [ARL0]
---@field in_control_mean? number of cusum and glr [m, mu0] (default: from the counts before from)
---@field change? "intercept"|"epidemic" of glr: the mean times a factor, or plus a share of the count before (default: "intercept")
---@field ratio? number of glr: the factor looked for, such as 2 for a doubling [exp(theta)] (default: estimated)
---@field direction? "up"|"down"|"both" of glr and register: the changes looked for [dir] (default: glr up, register both)
---@field harmonics? integer of glr: waves a year in the in-control mean [S] (default: 1)
---@field year_length? number of glr: periods in that year [freq] (default: 52 weeks, 12 months, 365 days)
---@field overdispersion? number of glr_nb: variance = mean + this x mean squared [alpha] (default: estimated)
---@field least_window? integer of glr: periods that a change has lasted at least [Mtilde] (default: 1)
---@field window? integer of glr: periods before the one judged in which a change may have begun [M] (default: any)
---@field refit? boolean of glr: the in-control mean again after every alarm [refit] (default: false)
---@field current_year? boolean compare with the periods just before too [actY] (default: bayes true, rki false)
---@field level? number of register: the interval outside which an outcome is an alarm (default: 95)
---@field registration? integer of register: only this one (default: the last of each period)
---@field store? store of register (default: that of the figures)
---@field seed? integer of the simulation that turns a run length into a limit of glr (default: 1)
---@field false_discovery? number judge all series of a period at once over the trees of zones and phenomena: of the alerts raised, at most this share is false. Adds tail (the p of a count as high), q (the false discovery rate at which a node is found) and raised (1 where an alert is raised: once, where the signal is strongest); w:children(row) and w:explain(row) say what is behind it. Parents that a rollup has not are rolled up too. With farrington_flexible and farrington
---@field parents? table of a frame that is no rollup: {zone={CHILD=PARENT ...}, phenomenon={...}}; parents without rows are sums
---@field leaders? frame with false_discovery: series, such as international ones, of which w:explain(row) and w:leading(row) name those that moved before
---@field changed? table {PHENOMENON=DATE}: a phenomenon whose definition changed: counts before that date are no history of those after
---@field leave_out? "confirmed"|"explained"|"none" known outbreaks that no baseline holds: those of alerts that were confirmed; explained: and those explained (default: confirmed, of a rollup)
---@field value? string the column of counts (default: count, estimate ...)
---@field nowcast? boolean|frame recent counts corrected for late reports: those of a rollup by its batches, or a frame of nowcast(); columns corrected, corrected_low, corrected_high are added, and an alarm needs corrected_low above upper (default: false)
---@field gaps? "zero"|"missing" periods without a row (default: zero in rollups of events to month)
---@field cutoff? string the last date known (default: yesterday)

---Judges each count by its own past: is it more than what came before leads to expect? One row per series and period judged. The detectors and their references are in docs/methods.md; the options have the names of R surveillance in brackets.
---```lua
---r = rollup{zone="FR", phenomenon="drugs", every="month"}
---w = warn(r, {from="2021-03", to="2021-03"})
---w.observed[1] --> 24666.0
---w.alarm[1] --> 1
---```
---@param figures frame counts by day, week, month ..., such as a rollup
---@param options? glocal.warn.options
---@return frame # the keys, period, observed, expected, upper (an alarm is a count above it), score (1 at the bound), p, q (of register: the chance of an outcome as far out, adjusted for all of its period), lower (where the direction is not up: an alarm is a count below it), alarm (1 or 0), method
function warn(figures, options) end

---@class glocal.warning_quality.options
---@field by? "detector"|"phenomenon"|"zone" a row for each detector, or for each in each phenomenon or zone (default: "detector")
---@field store? store the store to read (default: the current one)

---How good each detector, with its settings, was over the store's history, by what dispose(...) said of its alerts. ppv: the share of confirmed ones among those confirmed, explained or false (positive predictive value), with Wilson's 95 % interval; days: the median time from the first day of an outbreak to the last day of the period of the first alarm in it; false_per_year: false alarms per series and year. Null where it can't be determined.
---```lua
---warning_quality():columns()[1] --> method
---warning_quality{by="zone"}:columns()[1] --> zone
---```
---@param spec? glocal.warning_quality.options
---@return frame # method, settings, series, years (of all series together), alarms, confirmed, explained, false, duplicate, watch, open, ppv, ppv_low, ppv_high, outbreaks (known in what it judged), detected, days, false_per_year
function warning_quality(spec) end

---@class glocal.warnings.options
---@field zone string the zone that is to hear
---@field since? string the first date or period of the alerts (default: a year ago)
---@field lang? "nl"|"fr"|"de"|"en" the language (default: that of the terminal)
---@field words? string the corps' own words and sections, a CSV (docs/awareness.md) (default: STORE.words.csv beside the store, if any)
---@field to? string where to write it as HTML
---@field after? integer the number of an alert: those with higher ones are marked as new
---@field date? string the day of the digest, of its zones (default: today)
---@field marking? string a stricter marking, such as "AMBER"
---@field store? store the store to read (default: the current one)

---What a zone should hear of, and only that: the alerts since a day that are its own, those of the zones it lies in, and those of international nodes that a table of exposures links to it. Each with what was observed and expected, how likely that is by chance alone (in the words of ICD 203, beside the number), its course, its disposition, and why the zone gets it. The result prints as text; once it is written to a file, as the name of that.
---```lua
---d = warnings{zone="5345", lang="nl", since="2026-01"}
---d.text:match "Signalering: Antwerpen" --> Signalering: Antwerpen
---```
---@param spec glocal.warnings.options
---@return digest? # fields text and html (where the marking lets them leave), marking, zone, lang, alerts (a frame of its own and those above), new (how many), path (with `to`)
---@return string? message
---@return string? code
function warnings(spec) end

---@class glocal.where_is.options
---@field what "case"|"intelligence"|"plates"|"dna"|"fingerprints"|"records"|"integrity"|"databases"|"witness"|"expertise" the information: of a case, plates and vehicles, DNA, fingerprints, criminal records, pre-employment screening, direct access, a statement, or expertise (default: "case")
---@field country? string who holds it; of expertise: only there
---@field zone? string who asks (default: "BE")
---@field phenomenon? string what it is about
---@field topic? string of expertise: a part of its topic
---@field language? string of expertise: a language
---@field level? "basic"|"experienced"|"expert" of expertise
---@field gained_at? string of expertise: where it was gained
---@field urgency? "urgent"|"normal" how soon an answer is needed (default: "normal")
---@field on? string the day (default: today)
---@field as_of? string|integer the register as known on a date or after a batch
---@field store? store the store to read (default: the current one)

---Where information is to be had: who holds it, the channels through which a country gives it on a day, each with its basis and its time; the answer of whom for the act by which that information is asked for. what="expertise" says instead which corps has somebody who knows a thing: the level, languages, where and when it was gained, its contact point, and by which channel and on what basis a corps abroad is asked.
---```lua
---where_is{what="plates", country="DE", on="2026-11-22"}.channel[1] --> PRUM
---select(2, pcall(where_is, {what="plate", country="DE"})):match "did you mean.*" --> did you mean 'plates'?
---```
---@param spec glocal.where_is.options
---@return frame # as of whom; of expertise: corps, name, unit, topic, phenomenon, level, language, holders, gained_at, gained_on, mission, last_asked, contact, contact_hours, channel, agreement, basis, answer_hours, answer_from, to_confirm, marking
function where_is(spec) end

---@class glocal.whom.options
---@field zone? string who asks (default: "BE")
---@field country string of whom
---@field act string what is asked, such as information, pursuit, joint_patrol (default: "information")
---@field phenomenon? string what it is about
---@field what? "case"|"intelligence"|"plates"|"dna"|"fingerprints"|"records"|"integrity"|"databases"|"witness" the information that is looked for, as where_is has it: the card says who holds it
---@field urgency? "urgent"|"normal" how soon an answer is needed (default: "normal")
---@field on? string the day (default: today)
---@field as_of? string|integer the register as known on a date or after a batch
---@field store? store the store to read (default: the current one)

---Whom to call: the channels by which an act may be asked of a country on a day, the best first. Only channels whose basis holds on that day: the agreement is in force, both sides are party to it, and it allows the act; nothing is taken as in force of which the day is not known. What is urgent goes where an answer is due soonest, else the nearest comes first, then what is certain. An informal contact is never offered: it stands beside the official channel that it is to be routed to.
---```lua
---w = whom{zone="BE", country="FR", act="information", urgency="urgent", on="2026-11-22"}
---w.answer_hours[1] --> 8.0
---select(2, pcall(whom, {country="FR", act="persuit"})):match "did you mean.*" --> did you mean 'pursuit'?
---```
---@param spec glocal.whom.options
---@return frame # rank, channel, kind, name, agreement, article, basis, condition, carries (the strictest marking it may carry), answer_hours with answer_from: the median of the time until an answer ("flows") where ten answers or more of that channel, country and urgency are known in the two years before, else the legal deadline ("deadline"); p80_hours, p90_hours, in_time (share), answers and their first and last day; due_hours (the legal deadline), languages, hours, to_confirm, informal (the contact that is routed to it), informal_hours, marking; card{lang="nl"} is the answer in ten lines
function whom(spec) end

---@class barrier_model
local barrier_model_class = {}

---Each barrier by itself, and how often it is in the best set.
---```lua
---b = barrier_model{phenomenon="trafficking", budget=300000, draws=1000}
---#b:barriers() --> 14
---```
---@return frame # barrier, name, stage, actor, cost, avoided (harm a year by it alone: mean), low_80, high_80, per_100000 (avoided for 100,000 EUR), in_best (in how many draws the best set has it); the last the largest first
function barrier_model_class:barriers() end

---The answer in words: the best set, how sure it is, and what to find out.
---```lua
---b = barrier_model{phenomenon="trafficking", budget=300000, draws=1000}
---b:explain():match "^[^:]*" --> Best on average with 300 000 EUR a year
---```
---@return string # the text
function barrier_model_class:explain() end

---@class glocal.barrier_model.plot.options
---@field to? string a file: .svg, .png, .pdf; its ending says which
---@field lang? "nl"|"fr"|"de"|"en" the language of the words
---@field title? string above it (default: what is drawn)

---Draws the sets that avoid most harm, with their 80 % intervals.
---```lua
---b = barrier_model{phenomenon="trafficking", budget=300000, draws=1000}
---b:plot():text{width=80, height=20} ~= nil --> true
---```
---@param options? glocal.barrier_model.plot.options
---@return picture # the plot
function barrier_model_class:plot(options) end

---The sets of barriers that the budget pays for, the one that avoids most harm on average first.
---```lua
---b = barrier_model{phenomenon="trafficking", budget=300000, draws=1000}
---#b:sets() >= 40 --> true
---```
---@return frame # set, size, cost (as assumed, EUR a year), over_budget (how likely it costs more than the budget), avoided (harm a year: mean), low_80, high_80, prevented (persons a year more who are stopped before any harm), found (more who are found while it is done), sooner (how much less harm those found have suffered), best (in how many draws no other set avoids more), regret (what choosing it gives up on average beside the best of each draw)
function barrier_model_class:sets() end

---What one would have to know to choose better: for each input the harm a year that would be avoided in addition, on average, if it were known before the choice.
---```lua
---b = barrier_model{phenomenon="trafficking", budget=300000, draws=1000}
---b:worth_knowing().value[1] >= 0 --> true
---```
---@return frame # input, value (harm a year), share (of what knowing everything would bring), if_low and if_high (the best set where the input is in its lowest and in its highest fifth); the most valuable first
function barrier_model_class:worth_knowing() end

---@class glocal.barrier_model.options
---@field phenomenon? "trafficking"|"smuggling" whose shipped tables are taken where yours are not given
---@field budget number a year
---@field size? integer at most so many in a set (default: 3)
---@field barriers? frame as barriers{...} gives: barrier, stage, cost_low, cost, cost_high, effect_low, effect, effect_high (default: shipped)
---@field process? frame as barrier_process{...} gives: quantity, stage, low, mode, high (default: shipped)
---@field draws? integer how many (default: 10000)
---@field seed? integer of the random numbers (default: 1)
---@field lang? "nl"|"fr"|"de"|"en" the language of the names of shipped barriers (default: "en")

---A barrier model: which barriers to pay for with a budget, draw by draw over all that is uncertain, with the same draws for every set. A barrier stops a share of those who reach its stage, some of whom are put through all the same; barriers act independently of each other. No person is modelled. The figures that ship are judgement, to be replaced by your own (docs/barriers.md).
---```lua
---b = barrier_model{phenomenon="trafficking", budget=300000, draws=2000}
---b:sets().best[1] > 0 --> true
---```
---@param spec glocal.barrier_model.options
---@return barrier_model # with sets(), worth_knowing(), barriers(), explain(), plot(); best: the set that is best on average
function barrier_model(spec) end

---@class brief
local brief_class = {}

---Writes the page to a file, as HTML that fetches nothing and prints on A4.
---```lua
---select(3, brief{zone="5345", lang="nl"}:write "/nowhere/x.html") --> not_found
---```
---@param path string the file to write
---@return string? # the path
---@return string? message
---@return string? code
function brief_class:write(path) end

---@class glocal.brief.options
---@field zone string a zone within a country whose population is known
---@field lang? "nl"|"fr"|"de"|"en" the language of the page (default: that of the terminal)
---@field to? string where to write the page
---@field as_of? string|integer what was known on a date or after a batch (default: what is known now)
---@field at? string the last month to consider (default: the last month with figures)
---@field date? string the day of the brief, of its zones and population (default: today)
---@field texts? string the corps' own texts, a CSV such as data/brief/texts.csv (default: those that ship)
---@field words? string the corps' own words and sections, a CSV (docs/awareness.md) (default: STORE.words.csv beside the store, if any)
---@field exposure? table<string, string> other exposure tables by topic: channel, crossings, victims
---@field seed? integer of the forecasts (default: 1)
---@field marking? string a stricter marking, such as "AMBER"
---@field store? store the store to read (default: the current one)

---Makes the brief of a zone: one page for its chief and an annex. First the zone's own figures, where the store has them (last whole year, beside like zones, the next twelve months), then the largest falls and rises of public series with their age, what a table of exposures makes of them here, what to do and whom to call. The result prints as text; once it is written to a file, as the name of that.
---```lua
---b = brief{zone="5345", lang="nl", at="2025-04"}
---b.text:match "Zonebeeld: Antwerpen" --> Zonebeeld: Antwerpen
---b.marking --> TLP:CLEAR
---```
---@param spec glocal.brief.options
---@return brief? # fields text and html (where the marking lets them leave), marking, zone, lang, command, state, path (with `to`), figures (a row per phenomenon of the zone's own; a year that lacks periods has no count) and estimates: a frame of topic, exposure, zone, estimate, low, high for all zones of the level, what falls outside as OUTSIDE
---@return string? message
---@return string? code
function brief(spec) end

---@class calibration
local calibration_class = {}

---The history beside what the calibrated model gives, for all rows of the model, with 95 % intervals that come of the parameters' own.
---```lua
---m = model{start=0, stop=3}
---m.rate = 0.5
---m.y = model.stock{start=8, outflow=m.y * m.rate}
---h = frame{{time=1, y=6.0}, {time=2, y=4.5}, {time=3, y=3.4}}
---#m:calibrate{to=h, quantity="y", parameters={"rate"}}:fit() --> 4
---```
---@return frame # month or time, quantity, actual, low_95, high_95, estimate
function calibration_class:fit() end

---The model with the posterior in place of the parameters, and their rank correlations.
---```lua
---m = model{start=0, stop=3}
---m.rate = 0.5
---m.y = model.stock{start=8, outflow=m.y * m.rate}
---h = frame{{time=1, y=6.0}, {time=2, y=4.5}, {time=3, y=3.4}}
---c = m:calibrate{to=h, quantity="y", parameters={"rate"}}
---c:model():run{draws=10}:summary{at=1}.mean[1] < 6.2 --> true
---```
---@return model # the calibrated model
function calibration_class:model() end

---@class glocal.calibration.plot.options
---@field to? string a file: .svg, .png, .pdf; its ending says which
---@field lang? "nl"|"fr"|"de"|"en" the language of the words
---@field title? string above it (default: the quantity and its unit)

---Draws the history (dots or a dashed line, as the language of plots has it) beside the fit and its interval.
---```lua
---m = model{from="2026-01", months=3}
---m.rate = 0.5
---m.y = model.stock{start=8, outflow=m.y * m.rate}
---h = frame{{month="2026-01", y=6.0}, {month="2026-02", y=4.5}, {month="2026-03", y=3.4}}
---m:calibrate{to=h, quantity="y", parameters={"rate"}}:plot{lang="en"}.title --> y: history and calibrated model
---```
---@param options? glocal.calibration.plot.options
---@return picture # the plot
function calibration_class:plot(options) end

---The parameters as quantities by name, for m:with(...): by least squares normal distributions (a number where there is no error), by the nearest draws the accepted values. They are independent of each other; c:model() keeps their correlations.
---```lua
---m = model{start=0, stop=3}
---m.rate = 0.5
---m.y = model.stock{start=8, outflow=m.y * m.rate}
---h = frame{{time=1, y=6.0}, {time=2, y=4.5}, {time=3, y=3.4}}
---p = m:calibrate{to=h, quantity="y", parameters={"rate"}}:posterior()
---m:with(p):run{draws=10}:summary{at=1}.mean[1] < 6.2 --> true
---```
---@return table # quantity by name
function calibration_class:posterior() end

---The parameters: by least squares the best value, its standard error and its approximate 95 % interval (from the slopes at the solution); by the nearest draws mean, standard deviation and 95 % interval of the posterior.
---```lua
---m = model{start=0, stop=3}
---m.rate = 0.5
---m.y = model.stock{start=8, outflow=m.y * m.rate}
---h = frame{{time=1, y=6.0}, {time=2, y=4.5}, {time=3, y=3.4}}
---("%.2f"):format(m:calibrate{to=h, quantity="y", parameters={"rate"}}:summary().estimate[1]) --> 0.25
---```
---@return frame # parameter, unit, estimate, error, low_95, high_95 (nil where a parameter stands at a bound or is not settled), start
function calibration_class:summary() end

---@class glocal.calibration.options
---@field by? "method"|"phenomenon"|"zone"|"author"|"kind" the key; kind is model, judgement or pool (default: "method")
---@field store? store the store to read (default: the current one)

---Reliability of the registered forecasts that score_due() scored: per key and probability, the share of outcomes that were at most the quantile. Reliable forecasts have observed near probability; above it they were too high, below it too low. Probabilities are taken to the nearest 0.025.
---```lua
---calibration{by="author"}:columns()[1] --> author
---select(2, pcall(calibration, {by="methd"})):match "did you mean.*" --> did you mean 'method'?
---```
---@param spec? glocal.calibration.options
---@return frame # the key, probability, observed, outcomes, error (half the width of observed's 95 % interval, were outcomes independent)
function calibration(spec) end

---@class country_brief
local country_brief_class = {}

---The brief as a card of ten lines of 80 columns.
---```lua
---country_brief{country="MA", lang="nl", on="2026-11-22"}:card():match "[^\n]*" --> Landenfiche (2026-11-22): Marokko
---```
---@return string? # the card, its marking last
---@return string? message
---@return string? code
function country_brief_class:card() end

---Writes the page to a file, as HTML that fetches nothing and prints on A4.
---```lua
---select(3, country_brief{country="MA", lang="nl"}:write "/nowhere/x.html") --> not_found
---```
---@param path string the file to write
---@return string? # the path
---@return string? message
---@return string? code
function country_brief_class:write(path) end

---@class glocal.country_brief.options
---@field country string the country
---@field lang? "nl"|"fr"|"de"|"en" the language of the page (default: that of the terminal)
---@field on? string the day of the brief: what is in force, and figures up to then (default: today)
---@field phenomenon? string only what is about it
---@field zone? string who leaves: whose channels and agreements (default: "BE")
---@field to? string where to write the page
---@field routes? string which routes begin in or pass which country, a CSV such as data/cooperation/routes.csv (default: those that ship)
---@field as_of? string|integer what was known on a date or after a batch (default: what is known now)
---@field marking? string a stricter marking, such as "AMBER"
---@field store? store the store to read (default: the current one)

---Makes the brief of a country: what the store has of it (figures counted there, of its citizens elsewhere, and of the routes that begin or pass there, each with its source and the day it was known), by which channels it is asked and on what basis, the agreements with their acts and articles, what to look out for, the latest reports and recommendations, and the messages received and sent. What its marking does not let leave is left out and counted. A country without figures says so.
---```lua
---b = country_brief{country="MA", lang="en", on="2026-11-22"}
---b.text:match "Country brief" --> Country brief
---select(2, pcall(country_brief, {country="Marocco"})):match "did you mean.*" --> did you mean 'MA' (Morocco)?
---```
---@param spec glocal.country_brief.options
---@return country_brief? # fields text and html (where the marking lets them leave), marking, country, lang, left_out (how many rows their marking keeps in), path (with `to`); b:card() is ten lines, b:write(file) writes the page
---@return string? message
---@return string? code
function country_brief(spec) end

---@class crossimpact
local crossimpact_class = {}

---@class glocal.crossimpact.attractors.options
---@field succession? "global"|"incremental"|"local" every descriptor takes its best state, goes one state towards it, or only the one with the largest difference takes it (default: "global")

---In what succession ends: scenarios that stay as they are, and cycles; from all combinations.
---```lua
---c = crossimpact(frame{{from="A1", A1=0, A2=0, B1=2, B2=-2}, {from="A2", A1=0, A2=0, B1=-2, B2=2}, {from="B1", A1=1, A2=-1, B1=0, B2=0}, {from="B2", A1=-1, A2=1, B1=0, B2=0}}:select{"from", "A1", "A2", "B1", "B2"})
---#c:attractors() --> 4
---```
---@param options? glocal.crossimpact.attractors.options
---@return frame # attractor, step, length (1: it stays), the state of each descriptor, score, consistency, inconsistency, weight (combinations that end there), share; the heaviest first
function crossimpact_class:attractors(options) end

---How much speaks for each state in a scenario: the sum of the judgements of the scenario's states on it.
---```lua
---c = crossimpact(frame{{from="A1", A1=0, A2=0, B1=2, B2=-2}, {from="A2", A1=0, A2=0, B1=-2, B2=2}, {from="B1", A1=1, A2=-1, B1=0, B2=0}, {from="B2", A1=-1, A2=1, B1=0, B2=0}}:select{"from", "A1", "A2", "B1", "B2"})
---c:balances{"A1", "B2"}.balance[3] --> 2.0
---```
---@param scenario table|frame the state of each descriptor: a list in their order, by name, or one row of consistent()
---@return frame # descriptor, state, balance, chosen (1 or 0), margin (of the chosen state over the best other; below 0 it is inconsistent)
function crossimpact_class:balances(scenario) end

---@class glocal.crossimpact.consistent.options
---@field inconsistency? number up to which a state may be better than that of the scenario (default: 0)
---@field weights? boolean find the weights (default: true up to 10^9 combinations)
---@field succession? "global"|"incremental"|"local" how scenarios follow each other (default: "global")
---@field most? integer more raise (default: 1000000)

---The scenarios in which no descriptor has a state of higher balance than its own, of all combinations. Where combinations are at most a billion, or `weights` asks for it, weight says how many of them end in the scenario by succession.
---```lua
---c = crossimpact(frame{{from="A1", A1=0, A2=0, B1=2, B2=-2}, {from="A2", A1=0, A2=0, B1=-2, B2=2}, {from="B1", A1=1, A2=-1, B1=0, B2=0}, {from="B2", A1=-1, A2=1, B1=0, B2=0}}:select{"from", "A1", "A2", "B1", "B2"})
---#c:consistent() --> 2
---```
---@param options? glocal.crossimpact.consistent.options
---@return frame # the state of each descriptor, score (sum of balances), consistency (smallest margin over the best other state), inconsistency, weight, share (of the combinations); the heaviest first
function crossimpact_class:consistent(options) end

---The inputs of a model in a scenario, so that a storyline becomes numbers: what each state of a descriptor means for the model, gathered for the states of the scenario. m:with(c:inputs(...)) is the model in that scenario.
---```lua
---c = crossimpact(frame{{from="A1", A1=0, A2=0, B1=2, B2=-2}, {from="A2", A1=0, A2=0, B1=-2, B2=2}, {from="B1", A1=1, A2=-1, B1=0, B2=0}, {from="B2", A1=-1, A2=1, B1=0, B2=0}}:select{"from", "A1", "A2", "B1", "B2"})
---c:inputs({"A2", "B2"}, {A={A1={closed=0}, A2={closed=1}}}).closed --> 1
---```
---@param scenario table|frame the state of each descriptor: a list in their order, by name, or one row of consistent()
---@param meaning table by descriptor and state: quantities of the model with their numbers or distributions; a descriptor that is not named changes nothing
---@return table # quantity or number by name, as model:with takes it
function crossimpact_class:inputs(scenario, meaning) end

---@class glocal.crossimpact.robustness.options
---@field change? number of a judgement (default: 1)

---Which judgements the solutions hang on: for each judgement, how many of the consistent scenarios would be lost if it were lower or higher by `change`, the others being as they are. Scenarios that would join are not counted.
---```lua
---c = crossimpact(frame{{from="A1", A1=0, A2=0, B1=2, B2=-2}, {from="A2", A1=0, A2=0, B1=-2, B2=2}, {from="B1", A1=1, A2=-1, B1=0, B2=0}, {from="B2", A1=-1, A2=1, B1=0, B2=0}}:select{"from", "A1", "A2", "B1", "B2"})
---c:robustness().falls_by[1] --> 4.0
---```
---@param options? glocal.crossimpact.robustness.options
---@return frame # from, from_state, to, to_state, judgement, scenarios (that have from_state), lost_lower, lost_higher, falls_by (by more than it the first is lost), rises_by; those that lose most first
function crossimpact_class:robustness(options) end

---Writes the matrix as CSV, which crossimpact() reads.
---```lua
---select(3, crossimpact "/nowhere.csv") --> not_found
---```
---@param path string the file, .csv
---@return string? # the path
---@return string? message
---@return string? code
function crossimpact_class:write(path) end

---@class glocal.crossimpact.options
---@field marking? string how strictly the results are marked; it only tightens (default: that of the file or frame, else CLEAR)

---Cross-impact balances: reads judgements of how each state of a descriptor promotes (above 0) or hinders (below 0) each state of the others: a file of ScenarioWizard (.scw), CSV, or a frame with the states in its first column and as the names of the others. A state is written DESCRIPTOR:STATE, or A1, A2, B1 ... where the letters are the descriptor.
---```lua
---c = crossimpact(frame{{from="A1", A1=0, A2=0, B1=2, B2=-2}, {from="A2", A1=0, A2=0, B1=-2, B2=2}, {from="B1", A1=1, A2=-1, B1=0, B2=0}, {from="B2", A1=-1, A2=1, B1=0, B2=0}}:select{"from", "A1", "A2", "B1", "B2"})
---c:consistent().score[1] --> 3
---```
---@param source string|frame .scw, .csv, or a frame
---@param options? glocal.crossimpact.options
---@return crossimpact? # with consistent(), attractors(), balances(scenario), robustness(), write(path)
---@return string? message
---@return string? code
function crossimpact(source, options) end

---@class delphi
local delphi_class = {}

---How far the panel agreed, a closed round a row.
---```lua
---type(delphi) --> function
---```
---@return frame # round, respondents, complete (those who answered every item), w (Kendall's, of these), chi2, df, p, iqr (the largest of an item), stopped (iqr, w, rounds; null: it went on)
function delphi_class:agreement() end

---Takes answers to the round that is open, for good: from a frame with the columns respondent, item (its number) and value, or respondent and a column for each item (item1, item2 ... or its words). A respondent is an opaque label, never a name; nobody is asked who it is.
---```lua
---type(delphi) --> function
---```
---@param f frame the answers, such as read "round1.csv"
---@return integer? # how many were taken
---@return frame? # those refused: row, item, reason
---@return string? code
function delphi_class:answer(f) end

---Every answer, for who checks the study: labels, no names.
---```lua
---type(delphi) --> function
---```
---@return frame # round, item, respondent, value
function delphi_class:answers() end

---@class glocal.delphi.close.options
---@field role string who closes it, such as "analysis"; never a person
---@field comments? table<integer, string> what the moderator hands back on an item, by its number

---Closes the round that is open: sums it up, and says by the declared rule whether the study stops. A closed round takes no more answers.
---```lua
---type(delphi) --> function
---```
---@param options glocal.delphi.close.options
---@return frame? # the results of the round, as d:results() gives them
---@return string? message
---@return string? code
function delphi_class:close(options) end

---@class glocal.delphi.feedback.options
---@field round? integer which round (default: the last closed)
---@field lang? "nl"|"fr"|"de"|"en" the language (default: yours)
---@field respondent? string the label of one
---@field to? string write it there

---What is handed back to the panel after a round: of each item the median, the middle half and the moderator's words; of one respondent his answer beside them.
---```lua
---type(delphi) --> function
---```
---@param options? glocal.delphi.feedback.options
---@return string? # the text, or the path of the file
---@return string? message
---@return string? code
function delphi_class:feedback(options) end

---@class glocal.delphi.results.options
---@field round? integer which round (default: the last closed)

---The answers of a closed round summed up, an item a row; r:plot() draws medians and middle halves.
---```lua
---type(delphi) --> function
---```
---@param options? glocal.delphi.results.options
---@return frame # round, item, text, answers (how many), median, low and high (the quartiles), iqr, change (of the median since the round before), shift (how far the distribution moved, 0 to 1; below 0.15 is called stable), moved (the share of those who answered twice that changed their answer)
function delphi_class:results(options) end

---@class glocal.delphi.options
---@field name string its name
---@field question? string what is asked of each item
---@field items? string[] what the panel judges
---@field scale? number[] from what to what answers go, as in {1, 5}
---@field stop? table {iqr=1, w=0.7, rounds=3}: when it stops; rounds is 3 where it is not said
---@field role? string who opens it, such as "analysis"; never a person
---@field handling? string its marking (default: the store's default)
---@field store? store where it is kept (default: the current one)

---A Delphi study of the store: delphi "NAME" is one that is there, a table with items opens one. When it stops is declared then, stands in the store and the log, and can't be changed: the largest interquartile range of an item, Kendall's W, or so many rounds, whichever comes first.
---```lua
---select(2, pcall(delphi, "no_such")):match "there is no Delphi study 'no_such'" --> there is no Delphi study 'no_such'
---select(2, pcall(delphi, {name="x", items={"a"}, scale={1, 5}})):match "say beforehand when the study stops" --> say beforehand when the study stops
---```
---@param spec string|glocal.delphi.options its name, or what is opened
---@return delphi? # with answer(f), close{role=}, results(), agreement(), answers(), feedback{lang=}
---@return string? message
---@return string? code
function delphi(spec) end

---@class digest
local digest_class = {}

---Writes the digest to a file, as HTML that fetches nothing.
---```lua
---select(3, warnings{zone="5345", lang="nl"}:write "/nowhere/x.html") --> not_found
---```
---@param path string the file to write
---@return string? # the path
---@return string? message
---@return string? code
function digest_class:write(path) end

---@class driver
local driver_class = {}

---@class glocal.driver.event.options
---@field from string|number|quantity when, a date or the time since the beginning
---@field lasts? number|quantity how long it holds, in the model's time (default: for good)

---The driver as an event of a model: 1 while it holds, in the draws in which it comes true, else 0. What is made of it has the marking of its signals.
---```lua
---type(promote) --> function
---```
---@param options glocal.driver.event.options
---@return quantity # 1 or 0
function driver_class:event(options) end

---The signals that the driver rests on, as they are known now; those that were retracted are missing, and the note says how many.
---```lua
---type(signals) --> function
---```
---@return frame # as signals gives them
function driver_class:signals() end

---@class glocal.driver.options
---@field store? store the store to read (default: the current one)

---The driver of that name, as promote made it: drivers() lists them.
---```lua
---select(2, pcall(driver, "no_such")):match "there is no driver 'no_such'" --> there is no driver 'no_such'
---```
---@param name string as in promote(c[1], {driver="parcel_hubs", ...})
---@param options? glocal.driver.options
---@return driver # its name, label, probability, members; :event{...} is it in a model, :signals() what it rests on
function driver(name, options) end

---@class frame
local frame_class = {}

---Shows all rows and all columns: in the pager ($PAGER, default: less) where they don't fit the screen, else printed.
---```lua
---frame{{a=1}, {a=2}}:all() --> nil
---```
function frame_class:all() end

---The rows of this frame, then those of another, under the stricter marking. A column that a frame does not have is null in its rows.
---```lua
---#frame{{a=1}}:append(frame{{a=2}, {a=3}}) --> 3
---```
---@param other frame the other frame
---@return frame # all rows
function frame_class:append(other) end

---@class glocal.frame.by.options
---@field value? string the figure (default: count, estimate, median, value ...)

---Sums up the rows that agree in some columns: how many there are, the sum of the figure (under its own name), its mean, lowest and highest value. Rates, shares and other figures that do not add up get no sum.
---```lua
---f = frame{{zone="BE", count=3}, {zone="NL", count=5}, {zone="BE", count=4}}
---f:by("zone").count[1] --> 7
---f:by("zone").count_mean[1] --> 3.5
---```
---@param columns string|string[] the columns that tell groups apart
---@param options? glocal.frame.by.options
---@return frame # a row per group, in the order of the frame: the columns, rows, unknown (rows without a figure, where there are any), the sum, its upper bound where there are ranges, NAME_mean, NAME_min, NAME_max
function frame_class:by(columns, options) end

---@class glocal.frame.change.options
---@field value? string the figure (default: count, estimate, median, value ...)
---@field gaps? "missing"|"zero" what a period without a row is (default: "missing")

---The change of each figure against the period before, or the same period a year before.
---```lua
---f = frame({{month="2023-01", count=4}, {month="2024-01", count=5}}, {types={month="month"}})
---f:change("year").change_percent[2] --> 25.0
---f:change("year").change[1] --> nil
---```
---@param beside? "year"|"quarter"|"month"|"week"|"day" "year": the same period of the year before (default: the period before)
---@param options? glocal.frame.change.options
---@return frame # with the columns before, change and change_percent, null where one of the two figures is missing, not whole, or a range (such as 1 to 4)
function frame_class:change(beside, options) end

---The names of the columns.
---```lua
---frame{{a=1, b=2}}:columns()[2] --> b
---```
---@return string[] # in order
function frame_class:columns() end

---Of how many of the zones below each zone has figures, for the zones of a rollup that have no published figure of their own; of some rows of a rollup, of these. Members of a union are those at the end of the period.
---```lua
---r = rollup{zone="EU", phenomenon="trafficking", every="year", from="2022", to="2022"}
---r:coverage().could_report[1] --> 27
---```
---@return frame # zone, phenomenon, period, kind (of the zones that report), reporting, could_report, reporting_zones (their codes)
function frame_class:coverage() end

---What each regressor does to each series of a forecast with leaders, events or regressors: a row per series and regressor that was tried. The 95 % interval is that of the coefficient.
---```lua
---r = rollup{zone="FR", phenomenon="smuggling", every="month", to="2019"}
---f = forecast(r, {horizon=3, events={{name="campaign of 2018", from="2018-03", to="2018-08"}}})
---f:effects().regressor[1] --> campaign of 2018
---```
---@return frame # the keys, regressor, lag (periods that it leads; 0: known ahead), coefficient (of an event: while it is on), low, high, gain (reduction of past forecast errors: 0.1 is a tenth), kept (1: selected, as its gain is above 0 and its interval excludes 0)
function frame_class:effects() end

---One cell. Dates come as text, such as "2024-01".
---```lua
---frame{{a=1}, {a=2}}:get(2, 'a') --> 2
---```
---@param row integer its number
---@param name string the column
---@return any # the value; nil where it is null
function frame_class:get(row, name) end

---@class glocal.frame.glimpse.options
---@field plain? boolean without the histogram (default: as the terminal)

---A look at every column: its type, unit, nulls, lowest and highest value, and a histogram; of texts the most frequent ones with their counts.
---```lua
---f = frame{{zone="BE", n=1}, {zone="BE", n=3}, {n=5}}
---f:glimpse():get(1, "highest") --> 5
---f:glimpse():get(2, "values") --> 1 text: BE 2
---```
---@param options? glocal.frame.glimpse.options
---@return frame # a row per column, under the same marking
function frame_class:glimpse(options) end

---Whether there is a column of that name.
---```lua
---frame{{a=1}}:has('b') --> false
---```
---@param name string the name
---@return boolean # whether there is
function frame_class:has(name) end

---The first rows.
---```lua
---#frame{{a=1}, {a=2}}:head(1) --> 1
---```
---@param n? integer how many (default: 10)
---@return frame # the rows
function frame_class:head(n) end

---@class glocal.frame.lag.options
---@field value? string the figure (default: count, estimate, median, value ...)
---@field gaps? "missing"|"zero" what a period without a row is (default: "missing")

---Each figure beside the one so many periods earlier.
---```lua
---f = frame({{month="2024-01", count=4}, {month="2024-02", count=5}}, {types={month="month"}})
---f:lag().count_lag_1[2] --> 4
---```
---@param n? integer how far back (default: 1)
---@param options? glocal.frame.lag.options
---@return frame # with a column such as count_lag_1
function frame_class:lag(n, options) end

---The same frame under a stricter marking. A marking never loosens.
---```lua
---frame{{a=1}}:mark('AMBER'):marking() --> TLP:AMBER
---```
---@param marking string such as "AMBER" or "GREEN H1"
---@return frame? # the marked frame
---@return string? message
---@return string? code
function frame_class:mark(marking) end

---The frame's marking: the strictest handling of all that went into it.
---```lua
---frame{{a=1}}:marking() --> TLP:CLEAR
---```
---@return string # such as "TLP:AMBER"
function frame_class:marking() end

---Adds columns, or replaces old ones, in order of name. nil is null.
---```lua
---frame{{a=2}}:mutate{b = "a * 10"}.b[1] --> 20
---frame{{a=2}}:mutate{b = function(row) return row.a + 1 end}.b[1] --> 3
---```
---@param columns table per column an expression over the columns, a function of the row, a list with a value per row, or one value for all
---@return frame # with the columns
function frame_class:mutate(columns) end

---@class glocal.frame.named.options
---@field store? store the store of the names (default: the current one)

---Puts names beside the codes of zones and phenomena: the columns zone_name, from_zone_name and phenomenon_name, each right behind its code.
---```lua
---rollup{zone="5345", phenomenon="cyber", every="year"}:named("fr"):columns()[2] --> zone_name
---frame{{zone="BE"}}:named("nl").zone_name[1] --> België
---```
---@param lang? "nl"|"fr"|"de"|"en" the language of the names (default: that of the terminal)
---@param options? glocal.frame.named.options
---@return frame # with the columns of names
function frame_class:named(lang, options) end

---@class glocal.frame.note.options
---@field all? boolean the whole note; false: as it stands below the frame, three lines at most (default: true)

---What an analyst should know beside the rows, such as what a rollup left out.
---```lua
---frame{{a=1}}:note() --> nil
---rollup{zone="EU", phenomenon="trafficking", every="year"}:note{all=false}:find("the whole note", 1, true) ~= nil --> true
---```
---@param options? glocal.frame.note.options
---@return string? # the note; nil when there is nothing to say
function frame_class:note(options) end

---@class glocal.frame.pivot.options
---@field value? string the figure (default: count, estimate, median, value ...)

---Makes a long table wide: a row per value of some columns, a column per value of another, the figure in the cells. A cell without a row is null.
---```lua
---f = frame{{zone="BE", year="2023", count=3}, {zone="BE", year="2024", count=5}}
---f:pivot("zone", "year"):get(1, "2024") --> 5
---```
---@param rows string|string[] what identifies a row
---@param columns string of which each value becomes a column
---@param options? glocal.frame.pivot.options
---@return frame # the wide table; ranges such as 1 to 4 stand at their lower end, and the note counts them
function frame_class:pivot(rows, columns, options) end

---@class glocal.frame.plot.options
---@field kind? "line"|"bar"|"heat"|"multiples"|"map"|"circles"|"choropleth"|"clusters"|"plane"|"bubbles"|"funnel"|"flow_map" what is drawn (default: by the columns)
---@field x? string along the axis (default: the periods)
---@field y? string|string[] the figures (default: median, mean, count ...)
---@field by? string|string[] a series per value (default: what distinguishes the rows)
---@field panel? string|string[] a panel per value, of multiples
---@field low? string the lower end of an interval
---@field high? string the upper end
---@field top? integer how many series, bars or rows, the largest first
---@field at? string|integer the period of bars and maps (default: the last with figures)
---@field stack? boolean stack the bars
---@field horizontal? boolean lay the bars horizontally
---@field highlight? string a zone of a map
---@field labels? integer how many are named
---@field to? string SVG, PNG or PDF, by the ending of the name
---@field lang? "nl"|"fr"|"de"|"en" the language (default: that of the terminal)
---@field title? string in place of the one found
---@field source? string in place of those found
---@field width? integer of the file
---@field height? integer of the file
---@field images? "kitty"|"sixel"|"none" images in the terminal (default: $GLOCAL_IMAGES)
---@field store? store the store of names (default: the current one)

---Draws the frame, with its intervals. In the shell the plot shows itself: as an image where the terminal can, else in characters; in words with GLOCAL_PLAIN=1 or where the output is no terminal. r:plot "bar" is r:plot{kind="bar"}.
---```lua
---r = rollup{zone="BENELUX", level="country", phenomenon="trafficking", every="year", from="2019", to="2022"}
---r:plot{lang="nl"}.title --> Mensenhandel: België, Luxemburg en Nederland
---r:plot{kind="bar", lang="en"}:summary():match "Highest: [^;]*" --> Highest: Netherlands 814
---```
---@param spec? string|glocal.frame.plot.options
---@return picture? # with write(path), svg(), text(), summary(), title, marking, note
---@return string? message
---@return string? code
function frame_class:plot(spec) end

---@class glocal.frame.print.options
---@field rows? integer how many rows (default: all)
---@field width? integer how wide (default: that of the terminal)
---@field plain? boolean ASCII only (default: as the terminal)

---Prints the frame.
---```lua
---frame{{a=1}}:print{rows=5} --> nil
---```
---@param options? glocal.frame.print.options
function frame_class:print(options) end

---How the frame was computed.
---```lua
---frame{{a=1}}:provenance() --> frame{...}
---```
---@return string # a line per step, the steps before it indented
function frame_class:provenance() end

---@class glocal.frame.rank.options
---@field value? string the figure (default: count, estimate, median, value ...)
---@field within? string|string[] the rows that are ranked among each other (default: the period)

---The rank of each figure among the rows of its period, the largest first. Equal figures share a rank, the next one is left out.
---```lua
---frame{{zone="BE", count=3}, {zone="NL", count=5}}:rank().rank[2] --> 1
---```
---@param options? glocal.frame.rank.options
---@return frame # with the column rank; null where there is no figure
function frame_class:rank(options) end

---@class glocal.frame.register.options
---@field author? string of a forecast: a role, never a person
---@field note? string a note kept with it
---@field from? string the first period to register (default: the first of the forecast)
---@field store? store the store to keep it in (default: the current one)

---Registers a forecast: its quantiles are kept with cutoff, method, seed and the state of the store, their hash goes into the log, and nothing of it can be changed afterwards. score_due() scores it when the outcome is in. Of what warn gave it keeps the alarms as alerts, each once, and which series were judged; alerts() lists them, dispose(...) says what became of them.
---```lua
---f = forecast(rollup{zone="BE", phenomenon="trafficking", every="year"}, {horizon=2})
---math.type(f:register{author="analysis", note="a test"}) --> integer
---```
---@param options? glocal.frame.register.options
---@return integer? # the number of the registration; of a warn how many alerts are new
---@return integer? # of a warn: how many of its alarms the store had already
---@return string? code
function frame_class:register(options) end

---@class glocal.frame.render.options
---@field width? integer what it must fit; 0: as wide as it takes (default: 80)
---@field rows? integer at most; 0: all (default: 20)
---@field plain? boolean ASCII only (default: false)
---@field colour? boolean names in bold (default: false)
---@field to? file* an open file to write to, however long the text is; where it is no terminal, as the marking allows

---The frame as text, to be shown: its last line has the marking.
---```lua
---frame{{a=1}}:render{width=40}:match('%d row') --> 1 row
---```
---@param options? glocal.frame.render.options
---@return string|boolean # the text; true with `to`
---@return string? message
---@return string? code
function frame_class:render(options) end

---@class glocal.frame.rolling.options
---@field value? string the figure (default: count, estimate, median, value ...)
---@field gaps? "missing"|"zero" what a period without a row is (default: "missing")

---A figure over a window that moves along: of each period and those before it.
---```lua
---f = frame({{month="2024-01", count=4}, {month="2024-02", count=5}}, {types={month="month"}})
---f:rolling(2).count_mean_2[2] --> 4.5
---f:rolling(2).count_mean_2[1] --> nil
---```
---@param n integer how long the window is
---@param summary? "mean"|"sum"|"min"|"max"|"median" what is made of its figures (default: "mean")
---@param options? glocal.frame.rolling.options
---@return frame # with a column such as count_mean_12; null where a period of the window has no figure, is not whole, or is a range
function frame_class:rolling(n, summary, options) end

---Iterates over the rows.
---```lua
---n = 0
---for _, row in frame{{a=1}, {a=2}}:rows() do n = n + row.a end
---n --> 3
---```
---@return function # for use in a for loop: gives the number and the row as a table
function frame_class:rows() end

---The named columns, in that order.
---```lua
---frame{{a=1, b=2}}:select{'b'}:columns()[1] --> b
---```
---@param names string|string[] the columns
---@return frame # the columns
function frame_class:select(names) end

---@class glocal.frame.share.options
---@field value? string the figure (default: count, estimate, median, value ...)
---@field within? string|string[] the rows that make up a whole (default: the period)

---The share of each figure in the sum of the rows of its period.
---```lua
---frame{{zone="BE", count=3}, {zone="NL", count=5}}:share().share[1] --> 37.5
---```
---@param options? glocal.frame.share.options
---@return frame # with the column share, in percent; null where there is no figure or one of the whole is a range
function frame_class:share(options) end

---Sorted by the named columns. Equal rows keep their order, nulls come last; texts stand as in a dictionary, without regard to case and accents. SQL's ORDER BY goes by bytes.
---```lua
---frame{{a=1}, {a=3}, {a=2}}:sort('-a').a[1] --> 3
---```
---@param keys string|string[] the columns; a minus before a name sorts downward, as in sort{'-count'}
---@return frame # the sorted rows
function frame_class:sort(keys) end

---The sum of a number column; nulls are passed over. Whole numbers add up exactly.
---```lua
---frame{{a=1}, {a=2}}:sum "a" --> 3
---```
---@param name string the column
---@return number? # the sum; nil where there are only nulls, 0 where there are no rows
function frame_class:sum(name) end

---A summary of every column.
---```lua
---frame{{a=1}, {a=4}}:summary()[1].highest --> 4
---```
---@return table[] # column, type, unit, nulls; of a text distinct and common (the three most frequent with their counts); else lowest, highest and bins (a histogram of 16 equal parts)
function frame_class:summary() end

---The last rows.
---```lua
---frame{{a=1}, {a=2}}:tail(1).a[1] --> 2
---```
---@param n? integer how many (default: 10)
---@return frame # the rows
function frame_class:tail(n) end

---The rows of the given numbers, in that order.
---```lua
---frame{{a=1}, {a=2}, {a=3}}:take{3, 1}.a[1] --> 3
---```
---@param rows integer[] the numbers
---@return frame # the rows
function frame_class:take(rows) end

---@class glocal.frame.to_csv.options
---@field delimiter? string between fields (default: a comma; in a file named .tsv a tab)
---@field bare? boolean leave the line with the marking out, for a file whose marking stands elsewhere (default: false)
---@field raw? boolean leave texts that begin with = + - @ or a tab as they are; else an apostrophe stands before them, or a spreadsheet would take them for formulas (default: false)
---@field units? boolean a first line with the marking and the units of the columns, which store:import takes back (default: false)

---Writes the frame as CSV (UTF-8, RFC 4180). Where the marking is not CLEAR the first line is a comment with it.
---```lua
---frame{{a=1, b='x'}}:to_csv() --> a,b
-----> 1,x
-----> 
---```
---@param path? string the file to write; without it the text is returned
---@param options? glocal.frame.to_csv.options
---@return string? # the path, or the text
---@return string? message
---@return string? code
function frame_class:to_csv(path, options) end

---@class glocal.frame.to_geojson.options
---@field zone? string the column of zones (default: "zone")
---@field points? boolean points only (default: false)
---@field store? store the store of the outlines (default: the current one)

---Writes the frame as GeoJSON (RFC 7946), a feature per row: its geometry is the outline of its zone where the store has one (see import, as="geometry"), else the point of its lat and lon, else null. The marking and the provenance stand beside the features.
---```lua
---frame{{zone="RT-CMED", count=3}}:to_geojson():match '"coordinates":%[12.61,35.5%]' --> "coordinates":[12.61,35.5]
---```
---@param path? string the file to write; without it the text is returned
---@param options? glocal.frame.to_geojson.options
---@return string? # the path, or the text
---@return string? message
---@return string? code
function frame_class:to_geojson(path, options) end

---Writes the frame as one JSON object with marking, provenance, columns and rows.
---```lua
---frame{{a=1}}:to_json():match('"a":1') --> "a":1
---```
---@param path? string the file to write; without it the text is returned
---@return string? # the path, or the text
---@return string? message
---@return string? code
function frame_class:to_json(path) end

---@class glocal.frame.to_package.options
---@field name? string the name of the package (default: from the path)
---@field title? string its title
---@field lang? "nl"|"fr"|"de"|"en" the language of the labels (default: that of the terminal)
---@field store? store the store of the sources (default: the current one)

---Writes the frame as a Frictionless Data Package (version 1): data.csv and datapackage.json, with types, units and missing values, the marking, the provenance, and the sources with publisher and licence. store:import reads it back.
---```lua
---select(3, frame{{a=1}}:mark("RED"):to_package "/nowhere/p.zip") --> marking
---```
---@param path string a folder, or an archive where it ends in .zip; a folder that holds other files is left alone
---@param options? glocal.frame.to_package.options
---@return string? # the path
---@return string? message
---@return string? code
function frame_class:to_package(path, options) end

---@class glocal.frame.to_sdmx.options
---@field version? "1.0"|"2.0" of SDMX-CSV (default: "1.0")
---@field dataflow? string the identifier of the dataflow (default: "GLOCAL:FRAME(1.0)")
---@field provisional? string the first provisional period: from there on OBS_STATUS is P

---Writes the frame as SDMX-CSV. Texts are dimensions (zone is REF_AREA), the time is TIME_PERIOD with its FREQ, each number column is an INDICATOR with its OBS_VALUE. A censored count has no OBS_VALUE but OBS_STATUS Q with OBS_LOWER and OBS_UPPER; an estimate has E; what is not known O; all others A. CONF_STATUS is F where the marking is CLEAR, else N, and MARKING says which. store:import takes it back without a mapping.
---```lua
---f = rollup{zone="BE", phenomenon="trafficking", every="year", from="2022", to="2022"}
---f:to_sdmx():match "\n(.-)\n" --> GLOCAL:FRAME(1.0),A,BE,trafficking,COUNT,2022,231,A,F,detected victims,,,TLP:CLEAR
---```
---@param path? string the file to write; without it the text is returned
---@param options? glocal.frame.to_sdmx.options
---@return string? # the path, or the text
---@return string? message
---@return string? code
function frame_class:to_sdmx(path, options) end

---@class glocal.frame.to_xlsx.options
---@field lang? "nl"|"fr"|"de"|"en" of the second sheet; given, of the column heads and of the names of zones and phenomena, which then stand beside their codes, too (default: that of the terminal)
---@field store? store the store of the sources (default: the current one)

---Writes the frame as a workbook (.xlsx): numbers in the form of their unit, days, months and years as dates, weeks and quarters as text; the header is frozen, columns can be filtered. A second sheet has the marking, when and how it was computed, types, units, empty cells and sources. Text is text, also when it begins with "=".
---```lua
---select(3, frame{{a=1}}:mark("RED"):to_xlsx "/nowhere/r.xlsx") --> marking
---select(3, frame{{a=1}}:to_xlsx "/nowhere/r.xlsx") --> not_found
---```
---@param path string the file to write
---@param options? glocal.frame.to_xlsx.options
---@return string? # the path
---@return string? message
---@return string? code
function frame_class:to_xlsx(path, options) end

---The type of a column.
---```lua
---frame{{a=1}}:type('a') --> integer
---```
---@param name string the column
---@return string # integer, real, text, day or month
---@return string? # its unit
---@return string? # for a time the length of its periods: day, week, month, quarter, year
function frame_class:type(name) end

---Keeps the rows for which a condition holds. Dates compare as text: month >= "2024-01".
---```lua
---f = frame{{zone="BE", count=3}, {zone="NL", count=5}}
---#f:where{zone="BE"} --> 1
---f:where("count > 3").zone[1] --> NL
---#f:where(function(row) return row.count < 9 end) --> 2
---```
---@param condition table|string|function column = value or list of values; an expression over the columns; or a function of the row
---@return frame # the rows for which it holds
function frame_class:where(condition) end

---@class glocal.frame.with.options
---@field type? "integer"|"real"|"text"|"day"|"month" of the column (default: found out)
---@field unit? string of the column
---@field call? string how it was computed, for the provenance
---@field from? frame[] the frames it was made from, whose markings it takes

---With a column added, or put in the place of the one of that name.
---```lua
---frame{{a=1}}:with('b', {2}).b[1] --> 2
---```
---@param name string the column
---@param values any[] one value per row; nil is null
---@param options? glocal.frame.with.options
---@return frame # with the column
function frame_class:with(name, values, options) end

---@class glocal.frame.options
---@field columns? string[] the columns, in order (default: by name)
---@field types? table<string, string> by column: integer, real, text, day or month (default: found out)
---@field units? table<string, string> by column
---@field marking? string such as "AMBER" (default: "TLP:CLEAR")

---Makes a frame of a list of rows. Columns come by name; a column is integer, real or text, whichever holds all its values. Rows taken out of a frame bring its marking along.
---```lua
---f = frame({{zone='BE', count=3}, {zone='NL', count=5}}, {columns={'zone', 'count'}})
---#f --> 2
---f[2].zone --> NL
---```
---@param rows table[] each a table of column = value
---@param options? glocal.frame.options
---@return frame # the frame
function frame(rows, options) end

---@class model
local model_class = {}

---1 where the first is above the second, else 0.
---```lua
---tostring(model.above(1, 2)) --> above(1, 2)
---```
---@param a number|quantity the first
---@param b number|quantity the second
---@return quantity # 1 or 0
function model_class.above(a, b) end

---The value without its sign.
---```lua
---tostring(model.abs(-2)) --> abs(-2)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.abs(x) end

---The angle, in radians, of that cosine.
---```lua
---tostring(model.acos(1)) --> acos(1)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.acos(x) end

---@class glocal.model.array.options
---@field axis table the elements by the name of the axis: {route={"east", "west"}}
---@field value? number|quantity the same for all elements
---@field values? table a value by element; of several axes by the elements of each, axes by the alphabet
---@field of? function given the elements (axes by the alphabet), gives the quantity
---@field unit? string the unit of each

---An array of quantities over named axes: the same for all elements, a value for each, or what a function gives for each. Operators, functions, distributions and stocks work on each element; axes are matched by name. m.NAME = array makes quantities NAME[element].
---```lua
---m = model{start=0, stop=2}
---m.arrivals = model.array{axis={route={"east", "west"}}, values={east=100, west=50}}
---m.total = model.sum(m.arrivals, "route")
---m:run{draws=1}:summary{quantity="total"}.mean[1] --> 150.0
---```
---@param options glocal.model.array.options
---@return array # the array; without value, values and of only the axes, for a name that is used before it is defined
function model_class.array(options) end

---The angle, in radians, of that sine.
---```lua
---tostring(model.asin(1)) --> asin(1)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.asin(x) end

---1 where the first is not below the second, else 0.
---```lua
---tostring(model.at_least(1, 2)) --> at_least(1, 2)
---```
---@param a number|quantity the first
---@param b number|quantity the second
---@return quantity # 1 or 0
function model_class.at_least(a, b) end

---1 where the first is not above the second, else 0.
---```lua
---tostring(model.at_most(1, 2)) --> at_most(1, 2)
---```
---@param a number|quantity the first
---@param b number|quantity the second
---@return quantity # 1 or 0
function model_class.at_most(a, b) end

---The angle, in radians, of that tangent.
---```lua
---tostring(model.atan(1)) --> atan(1)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.atan(x) end

---@class glocal.model.bernoulli.options
---@field probability number|quantity of 1
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Bernoulli distribution: 1 with a probability, else 0.
---```lua
---tostring(model.bernoulli{probability=0.3}) --> bernoulli(0.3)
---```
---@param options glocal.model.bernoulli.options
---@return quantity # the quantity
function model_class.bernoulli(options) end

---@class glocal.model.beta.options
---@field a number|quantity the first shape
---@field b number|quantity the second
---@field low? number|quantity the least (default: 0)
---@field high? number|quantity the most (default: 1)
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Beta distribution, between 0 and 1 or low and high.
---```lua
---tostring(model.beta{a=2, b=5}) --> beta(2, 5, 0, 1)
---```
---@param options glocal.model.beta.options
---@return quantity # the quantity
function model_class.beta(options) end

---@class glocal.model.binomial.options
---@field trials number|quantity how many
---@field probability number|quantity of each
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Binomial distribution: how many of some trials succeed.
---```lua
---tostring(model.binomial{trials=10, probability=0.3}) --> binomial(10, 0.3)
---```
---@param options glocal.model.binomial.options
---@return quantity # the quantity
function model_class.binomial(options) end

---1 where neither is 0, else 0.
---```lua
---tostring(model.both(1, 2)) --> both(1, 2)
---```
---@param a number|quantity the first
---@param b number|quantity the second
---@return quantity # 1 or 0
function model_class.both(a, b) end

---One quantity where a condition is not 0, another where it is.
---```lua
---tostring(model.choose(1, 2, 3)) --> choose(1, 2, 3)
---```
---@param condition number|quantity such as m.x:above(5)
---@param yes number|quantity where it holds
---@param no number|quantity where it does not
---@return quantity # one of the two
function model_class.choose(condition, yes, no) end

---@class glocal.model.constant.options
---@field unit? string the unit, such as "1/month"

---A fixed number with a unit.
---```lua
---tostring(model.constant(0.3, {unit="1/month"})) --> 0.3
---```
---@param value number the number
---@param options? glocal.model.constant.options
---@return quantity # the number
function model_class.constant(value, options) end

---The cosine of an angle in radians.
---```lua
---tostring(model.cos(2)) --> cos(2)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.cos(x) end

---The quantity as it was some time ago.
---```lua
---tostring(model.delay(5, 2)):match "^delay" --> delay
---```
---@param x number|quantity what
---@param duration number|quantity how long ago, in the model's time
---@param start? number|quantity before that time has passed (default: the quantity at the beginning)
---@return quantity # what it was
function model_class.delay(x, duration, start) end

---@class glocal.model.discrete.options
---@field values number[] the values
---@field probabilities number[] theirs, which add up to 1
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Discrete distribution: some values, each with its probability.
---```lua
---tostring(model.discrete{values={0, 5}, probabilities={0.8, 0.2}}) --> discrete(2 values)
---```
---@param options glocal.model.discrete.options
---@return quantity # the quantity
function model_class.discrete(options) end

---1 where one of them is not 0, else 0.
---```lua
---tostring(model.either(1, 2)) --> either(1, 2)
---```
---@param a number|quantity the first
---@param b number|quantity the second
---@return quantity # 1 or 0
function model_class.either(a, b) end

---@class glocal.model.empirical.options
---@field of number[]|frame the values, or a frame
---@field column? string of the frame (default: count)
---@field unit? string the unit (default: that of the column)
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Empirical distribution: the values of a list or of a column of a frame, each as likely as the others. Missing figures are left out. What comes of it has the frame's marking.
---```lua
---tostring(model.empirical{of={3, 1, 2}}) --> empirical(3 values)
---```
---@param options glocal.model.empirical.options
---@return quantity # the quantity
function model_class.empirical(options) end

---1 where both are the same, else 0.
---```lua
---tostring(model.equal(1, 2)) --> equal(1, 2)
---```
---@param a number|quantity the first
---@param b number|quantity the second
---@return quantity # 1 or 0
function model_class.equal(a, b) end

---@class glocal.model.event.options
---@field probability number|quantity that it happens at all
---@field from string|number|quantity when, a date or the time since the beginning
---@field lasts? number|quantity how long it holds, in the model's time (default: for good)

---An event that may happen: 1 while it holds, in the draws in which it happens; else 0. The date may be uncertain itself.
---```lua
---m = model{from="2026-01", months=3}
---m.closed = model.event{probability=1, from="2026-02"}
---m:run{draws=1}:summary().mean[1] --> 0.0
---```
---@param options glocal.model.event.options
---@return quantity # 1 or 0
function model_class.event(options) end

---e to the power of the quantity.
---```lua
---tostring(model.exp(1)) --> exp(1)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.exp(x) end

---@class glocal.model.exponential.options
---@field mean number|quantity the mean
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Exponential distribution.
---```lua
---tostring(model.exponential{mean=3}) --> exponential(3)
---```
---@param options glocal.model.exponential.options
---@return quantity # the quantity
function model_class.exponential(options) end

---The families of distributions.
---```lua
---type(model.families()) --> table
---```
---@return table # their names
function model_class.families() end

---@class glocal.model.fitted.options
---@field of number[]|frame the figures, at least 5, or a frame
---@field column? string of the frame (default: count)
---@field family? "normal"|"lognormal"|"gamma"|"weibull"|"exponential"|"beta"|"uniform"|"poisson"|"negative_binomial" which (default: by AIC)
---@field unit? string the unit (default: that of the column)
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---A distribution fitted to figures by maximum likelihood. Without a family the one with the lowest AIC is taken: for whole numbers from 0 on Poisson or negative binomial; for numbers above 0 normal, lognormal, gamma, Weibull, exponential, and beta where all are below 1; else normal. m:explain() says which, with the log likelihood, AIC and Kolmogorov and Smirnov's distance. The figures are taken as independent: a trend or a season among them counts as chance. What comes of it has the frame's marking.
---```lua
---tostring(model.fitted{of={2, 4, 3, 7, 4}, family="poisson"}) --> poisson(4)
---```
---@param options glocal.model.fitted.options
---@return quantity # the quantity
function model_class.fitted(options) end

---The largest whole number that is not above the quantity.
---```lua
---tostring(model.floor(2.5)) --> floor(2.5)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.floor(x) end

---@class glocal.model.forecast.options
---@field id integer the number of the registration, as register() gave it
---@field zone? string which series, where the registration has several
---@field phenomenon? string the same
---@field facet? string the same
---@field period? string one period of the forecast, for all of the model's time (default: each month its own)
---@field unit? string the unit, such as "people/month"
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")
---@field store? store the store it is registered in (default: the current one)

---A registered forecast of months as an uncertain quantity: in every month of the model it has that month's quantiles. A draw is at the same place of the distribution in all months, high throughout or low throughout; with every="step" each step is drawn by itself. Between the registered quantiles the normal quantile is interpolated, and beyond the outermost it goes on, not below 0 where no registered quantile is. What comes of it has the marking of the registered forecasts.
---```lua
---id = register_judgement{zone="BE", phenomenon="smuggling", period="2035-01", quantiles={[0.1]=5, [0.9]=20}, author="desk"}
---tostring(model.forecast{id=id, period="2035-01"}) --> quantiles(2 values)
---```
---@param options glocal.model.forecast.options
---@return quantity # the quantity
function model_class.forecast(options) end

---@class glocal.model.from_xmile.options
---@field method? "euler"|"rk4" how stocks are integrated (default: the file's)
---@field marking? string how strictly the results are marked; it only tightens (default: that of the file, else CLEAR)

---A model from an XMILE file (.xmile, .stmx), of Stella, Vensim and others: stocks, flows, auxiliaries, graphical functions, arrays, modules, delays and smooths. m:run() gives time and all variables as a frame. What is outside the subset (conveyors, queues, macros and more: docs/scenarios.md) is refused by name. Units are shown and not checked.
---```lua
---select(3, model.from_xmile "/nowhere.xmile") --> not_found
---```
---@param path string the file
---@param options? glocal.model.from_xmile.options
---@return model? # the model; its quantities go by their names in the file, as XMILE equals them: m["teacup temperature"]
---@return string? message
---@return string? code
function model_class.from_xmile(path, options) end

---@class glocal.model.gamma.options
---@field shape number|quantity the shape
---@field scale? number|quantity the scale (default: 1)
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Gamma distribution: mean shape x scale.
---```lua
---tostring(model.gamma{shape=2, scale=3}) --> gamma(2, 3)
---```
---@param options glocal.model.gamma.options
---@return quantity # the quantity
function model_class.gamma(options) end

---What the quantity is at the beginning, at every time.
---```lua
---tostring(model.initial(2)) --> initial(2)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.initial(x) end

---1 in the draws and at the times in which the first is below the second, else 0.
---```lua
---tostring(model.less(1, 2)) --> less(1, 2)
---```
---@param a number|quantity the first
---@param b number|quantity the second
---@return quantity # 1 or 0
function model_class.less(a, b) end

---The natural logarithm; a draw in which the quantity is not above 0 has none, and is counted.
---```lua
---tostring(model.log(2)) --> log(2)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.log(x) end

---@class glocal.model.lognormal.options
---@field low? number|quantity the 5 % quantile, above 0
---@field high? number|quantity the 95 % quantile
---@field meanlog? number|quantity the mean of the logarithm
---@field sdlog? number|quantity its standard deviation
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Lognormal distribution: by its 90 % interval (low is exceeded in 95 of 100 draws, high in 5), or by the mean and standard deviation of the logarithm.
---```lua
---tostring(model.lognormal{meanlog=0, sdlog=1}) --> lognormal(0, 1)
---```
---@param options glocal.model.lognormal.options
---@return quantity # the quantity
function model_class.lognormal(options) end

---@class glocal.model.lookup.options
---@field extrapolated? boolean the first and the last line go on beyond the points (default: false)
---@field unit? string of what is looked up

---A table looked up: straight lines between its points, level beyond them.
---```lua
---tostring(model.lookup(5, {{0, 1}, {10, 2}})) --> lookup(5, 2 points)
---```
---@param x number|quantity where
---@param points table {{x, y}, ...}, x rising
---@param options? glocal.model.lookup.options
---@return quantity # the value there
function model_class.lookup(x, points, options) end

---What a Lua function makes of quantities, for what the operators can't say. It is called for each draw (and at each step, where what it is given changes in time), on one thread: some fifty times slower than an operator, as m:explain() says. The same numbers must always make the same number of it, else a run can't be repeated.
---```lua
---m = model{from="2026-01", months=2}
---m.x = model.uniform{low=0, high=1}
---m.y = model.lua(function(x) return x > 0.5 and 10 or 0 end, m.x)
---math.abs(m:run{draws=10000}:summary().mean[1] - 5) < 0.2 --> true
---```
---@param f function of as many numbers as there are quantities; it gives a number
---@param ... number|quantity at most seven, of which the function gets the numbers of a draw
---@return quantity # at every time of every draw
function model_class.lua(f, ...) end

---@class glocal.model.material_delay.options
---@field order? integer of how many stages (default: 3)
---@field start? number|quantity what comes out first (default: the quantity at the beginning)

---A flow that comes out later, all of it: what is on the way is kept.
---```lua
---tostring(model.material_delay(5, 2)) --> material_delay(5, 2)
---```
---@param x number|quantity what goes in per unit of time
---@param duration number|quantity how long it is on the way on average, in the model's time
---@param options? glocal.model.material_delay.options
---@return quantity # what comes out per unit of time
function model_class.material_delay(x, duration, options) end

---The largest of quantities.
---```lua
---tostring(model.max(1, 2)) --> max(1, 2)
---```
---@param ... number|quantity two or more
---@return quantity # the largest of them, draw by draw
function model_class.max(...) end

---The least of quantities.
---```lua
---tostring(model.min(1, 2)) --> min(1, 2)
---```
---@param ... number|quantity two or more
---@return quantity # the least of them, draw by draw
function model_class.min(...) end

---1 where the quantity is 0, else 0.
---```lua
---tostring(model.negation(0)) --> negation(0)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.negation(x) end

---@class glocal.model.negative_binomial.options
---@field mean number|quantity the mean
---@field size number|quantity the smaller, the more it varies
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Negative binomial distribution: a count that varies more than a Poisson one; variance mean + mean^2 / size.
---```lua
---tostring(model.negative_binomial{mean=3, size=2}) --> negative_binomial(3, 2)
---```
---@param options glocal.model.negative_binomial.options
---@return quantity # the quantity
function model_class.negative_binomial(options) end

---@class glocal.model.normal.options
---@field mean number|quantity the mean
---@field sd number|quantity the standard deviation
---@field unit? string the unit, such as "people/month"
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Normal distribution.
---```lua
---tostring(model.normal{mean=10, sd=2}) --> normal(10, 2)
---```
---@param options glocal.model.normal.options
---@return quantity # the quantity
function model_class.normal(options) end

---@class glocal.model.pert.options
---@field low number|quantity the least
---@field mode number|quantity the most likely
---@field high number|quantity the most
---@field weight? number|quantity of the mode (default: 4)
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---PERT distribution: like the triangular one, smoother; a beta distribution on low to high.
---```lua
---tostring(model.pert{low=0, mode=1, high=5}) --> pert(0, 1, 5, 4)
---```
---@param options glocal.model.pert.options
---@return quantity # the quantity
function model_class.pert(options) end

---@class glocal.model.poisson.options
---@field mean number|quantity the mean
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Poisson distribution: a count.
---```lua
---tostring(model.poisson{mean=3}) --> poisson(3)
---```
---@param options glocal.model.poisson.options
---@return quantity # the quantity
function model_class.poisson(options) end

---@class glocal.model.pulse.options
---@field from string|number|quantity a date, or the time since the beginning
---@field lasts? number|quantity how long, in the model's time (default: 1)
---@field every? number|quantity from one beginning to the next (default: once)
---@field height? number|quantity the height (default: 1)

---A height for some time, and again after each interval where one is given.
---```lua
---tostring(model.pulse{from="2026-06", lasts=2}) --> pulse(1, 2026-06, 2, 0)
---```
---@param options glocal.model.pulse.options
---@return quantity # the pulse
function model_class.pulse(options) end

---@class glocal.model.quantiles.options
---@field values number[] rising
---@field probabilities number[] of a lower value, rising between 0 and 1
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---A distribution by some of its quantiles, such as an expert's or those of a forecast; between them the normal quantile is interpolated, and beyond the outermost it goes on.
---```lua
---tostring(model.quantiles{values={1, 2, 4}, probabilities={0.1, 0.5, 0.9}}) --> quantiles(3 values)
---```
---@param options glocal.model.quantiles.options
---@return quantity # the quantity
function model_class.quantiles(options) end

---@class glocal.model.ramp.options
---@field from string|number|quantity a date, or the time since the beginning
---@field to? string|number|quantity when it stops rising (default: never)
---@field slope? number|quantity per unit of time (default: 1)

---0 before a time, then rising by a slope per unit of time, and level from another time on.
---```lua
---tostring(model.ramp{from="2026-06", to="2026-09", slope=3}) --> ramp(3, 2026-06, 2026-09)
---```
---@param options glocal.model.ramp.options
---@return quantity # the ramp
function model_class.ramp(options) end

---The nearest whole number.
---```lua
---tostring(model.round(2.5)) --> round(2.5)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.round(x) end

---The sine of an angle in radians.
---```lua
---tostring(model.sin(2)) --> sin(2)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.sin(x) end

---@class glocal.model.smooth.options
---@field order? integer of how many stages (default: 1)
---@field start? number|quantity what it is first (default: the quantity at the beginning)

---The quantity smoothed: it is followed after a while, and jumps are rounded.
---```lua
---tostring(model.smooth(5, 2)) --> smooth(5, 2)
---```
---@param x number|quantity what is followed
---@param duration number|quantity how long it takes on average, in the model's time
---@param options? glocal.model.smooth.options
---@return quantity # the smoothed quantity
function model_class.smooth(x, duration, options) end

---The square root.
---```lua
---tostring(model.sqrt(2)) --> sqrt(2)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.sqrt(x) end

---@class glocal.model.step.options
---@field from string|number|quantity a date, or the time since the beginning
---@field height? number|quantity the height (default: 1)

---0 before a time, a height from then on.
---```lua
---tostring(model.step{from="2026-06", height=3}) --> step(3, 2026-06)
---```
---@param options glocal.model.step.options
---@return quantity # the step
function model_class.step(options) end

---@class glocal.model.stock.options
---@field start number|quantity what is there at the beginning
---@field inflow? number|quantity|table what comes in per unit of time, or a list
---@field outflow? number|quantity|table what goes out
---@field unit? string the unit, such as "people"; flows are then in people/month

---A stock: what accumulates. It begins with `start` and changes by its flows, which are per unit of time.
---```lua
---m = model{from="2026-01", months=2}
---m.waiting = model.stock{start=10, inflow=2}
---m:run{draws=1}:summary().mean[2] --> 14.0
---```
---@param options glocal.model.stock.options
---@return quantity # the stock, to be named: m.NAME = model.stock{...}
function model_class.stock(options) end

---The sum of quantities, or of an array over an axis.
---```lua
---tostring(model.sum{1, 2}) --> sum(1, 2)
---```
---@param list table|array quantities and numbers; an array
---@param axis? string the axis of the array to sum over (default: all)
---@return quantity|array # the sum; of an array with other axes an array over those
function model_class.sum(list, axis) end

---The tangent of an angle in radians.
---```lua
---tostring(model.tan(2)) --> tan(2)
---```
---@param x number|quantity of which
---@return quantity # at every time of every draw
function model_class.tan(x) end

---@class glocal.model.triangular.options
---@field low number|quantity the least
---@field mode number|quantity the most likely
---@field high number|quantity the most
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Triangular distribution.
---```lua
---tostring(model.triangular{low=0, mode=1, high=5}) --> triangular(0, 1, 5)
---```
---@param options glocal.model.triangular.options
---@return quantity # the quantity
function model_class.triangular(options) end

---1 where they differ, else 0.
---```lua
---tostring(model.unequal(1, 2)) --> unequal(1, 2)
---```
---@param a number|quantity the first
---@param b number|quantity the second
---@return quantity # 1 or 0
function model_class.unequal(a, b) end

---@class glocal.model.uniform.options
---@field low number|quantity the least
---@field high number|quantity the most
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Uniform distribution.
---```lua
---tostring(model.uniform{low=0, high=1}) --> uniform(0, 1)
---```
---@param options glocal.model.uniform.options
---@return quantity # the quantity
function model_class.uniform(options) end

---@class glocal.model.weibull.options
---@field shape number|quantity the shape
---@field scale number|quantity the scale
---@field unit? string the unit
---@field every? "draw"|"step" drawn once for a draw, or anew at every step (default: "draw")

---Weibull distribution.
---```lua
---tostring(model.weibull{shape=2, scale=3}) --> weibull(2, 3)
---```
---@param options glocal.model.weibull.options
---@return quantity # the quantity
function model_class.weibull(options) end

---@class glocal.model.calibrate.options
---@field to frame the history: a row for each month ('month' or 'period') or time ('time')
---@field quantity string what of the model the history is of
---@field parameters string|string[] quantities of the model, each a number or a distribution that is drawn once
---@field column? string the figures of the history (default: the quantity, count ...)
---@field method? "least_squares"|"abc" how (default: "least_squares")
---@field bounds? table {low, high} by parameter, for least squares; otherwise a tenth of a number and ten times it, and the quantiles of 0.1 and 99.9 % of a distribution
---@field draws? integer of abc, how many (default: 100000)
---@field accept? number of abc, the share of draws that is taken (default: 0.01)
---@field seed? integer of abc, of the random numbers (default: 1)

---Finds the values of some parameters for which the model comes nearest to a history: by least squares, with all other uncertain quantities at their medians; or, method="abc", as the draws of the model's own distributions that come nearest (approximate Bayesian computation by rejection). Figures that are missing stay missing; periods outside the model's time are left out, and the note says so.
---```lua
---m = model{start=0, stop=3}
---m.rate = 0.5
---m.y = model.stock{start=8, outflow=m.y * m.rate}
---h = frame{{time=1, y=6.0}, {time=2, y=4.5}, {time=3, y=3.4}}
---m:calibrate{to=h, quantity="y", parameters={"rate"}}.method --> least_squares
---```
---@param options glocal.model.calibrate.options
---@return calibration # summary(), fit(), posterior(), model(), plot()
function model_class:calibrate(options) end

---@class glocal.model.compare.options
---@field draws? integer how many (default: 10000)
---@field seed? integer of the random numbers (default: 1)
---@field outputs? string|string[] the quantities to compare (default: all but numbers and draws)
---@field sampling? "random"|"latin_hypercube"|"sobol" independent draws, one in each of as many equal slices, or points of a scrambled Sobol sequence (default: "random")
---@field shard? table {k, n}: only part k of n of the draws

---A variant less this model, draw by draw with the same random numbers, so that only what differs shows.
---```lua
---m = model{from="2026-01", months=2}
---m.x = model.normal{mean=10, sd=2}
---m.y = m.x * 2
---m:compare(m:with{y=m.x * 3}, {draws=100}):summary().mean[1] > 5 --> true
---```
---@param variant model such as m:with{...} gives
---@param options? glocal.model.compare.options
---@return run # the results of the differences
function model_class:compare(variant, options) end

---Correlates uncertain quantities, by rank: high values of one go with high values of the other.
---```lua
---m = model{from="2026-01", months=2}
---m.x, m.z = model.normal{mean=10, sd=2}, model.normal{mean=0, sd=2}
---m.y = m.x + m.z
---m:correlate({"x", "z"}, 0.9):run():summary().sd[1] > 3.5 --> true
---```
---@param names string[] two or more quantities, each a distribution by itself
---@param correlation number|table Spearman's rank correlation of every two of them, or a row of it for each
---@return model # the model
function model_class:correlate(names, correlation) end

---How the model is worked out: its inputs, the steps, what is done for each draw.
---```lua
---m = model{from="2026-01", months=2}
---m.x = model.normal{mean=10, sd=2}
---m.y = m.x * 2
---m:explain():match "[^\n]*" --> 2 steps of 1 month by Euler's method
---```
---@return string # the text
function model_class:explain() end

---How strictly the model is marked: as the strictest frame whose figures went into its distributions, correlations or file. print(m) and show(m) have it in their first line, all results take it over.
---```lua
---m = model{from="2026-01", months=2}
---m.x = model.empirical{of=frame({{count=3}, {count=5}}, {marking="AMBER"})}
---m:marking() --> TLP:AMBER
---```
---@return string # such as "TLP:AMBER"
function model_class:marking() end

---@class glocal.model.plot.options
---@field to? string a file: .svg, .png, .pdf; its ending says which
---@field lang? "nl"|"fr"|"de"|"en" the language of the words
---@field title? string above it (default: the model's time)
---@field width? integer of the file (default: as it needs)

---Draws the model as a diagram: stocks as boxes, flows as pipes with a valve, uncertain quantities marked with ~, arrows from what is used to what uses it (dashed where they close a loop). In a terminal it is the list of equations.
---```lua
---m = model{from="2026-01", months=24}
---m.rate = model.uniform{low=0, high=1}
---m.w = model.stock{start=9, outflow=m.w * m.rate}
---m:plot{lang="en"}:summary():match "uncertain: [^\n]*" --> uncertain: rate = uniform(low 0, high 1)
---```
---@param options? glocal.model.plot.options
---@return picture # the plot
function model_class:plot(options) end

---@class glocal.model.run.options
---@field draws? integer how many (default: 10000)
---@field seed? integer of the random numbers (default: 1)
---@field outputs? string|string[] the quantities to keep results of (default: all but numbers and draws)
---@field sampling? "random"|"latin_hypercube"|"sobol" independent draws, one in each of as many equal slices, or points of a scrambled Sobol sequence (default: "random")
---@field shard? table {k, n}: only part k of n of the draws, to be merged with the others by run:merge
---@field precision? number the draws are doubled until the error of the mean of the quantity `of` is at most this share of the mean, in every row
---@field of? string the quantity whose mean is to be precise
---@field at? string|number the month or time at which it is (default: all)
---@field absolute? boolean the precision is in the quantity's unit, not a share of the mean (default: false)
---@field most_draws? integer where it ends, precise or not; the note says so (default: 10000000)

---Works the model out over draws. The same seed gives the same results, with any number of threads; a model that differs in one quantity has the same draws of the others. A model of an XMILE file in which nothing is uncertain has one future: without `draws` it is given as a frame, time and a column for each variable, as run:frame gives it.
---```lua
---m = model{from="2026-01", months=2}
---m.x = model.normal{mean=10, sd=2}
---m.y = m.x * 2
---math.abs(m:run{draws=10000}:summary().mean[1] - 20) < 0.2 --> true
---```
---@param options? glocal.model.run.options
---@return run|frame # its results
function model_class:run(options) end

---Writes the model as an XMILE file, for Stella, Vensim and others; model.from_xmile reads it again to the same results. XMILE has one future: an uncertain quantity is written as its mean, and the variable's documentation says of which distribution. Months become times from 0, dates the months until then.
---```lua
---m = model{start=0, stop=2}
---m.tea = model.stock{start=180, outflow=(m.tea - 70) / 10}
---select(3, m:to_xmile "/nowhere/tea.xmile") --> not_found
---```
---@param path string the file
---@return string? # the path
---@return string? message
---@return string? code
function model_class:to_xmile(path) end

---@class glocal.model.value_of_information.options
---@field want? "high"|"low" whether high or low values of the quantity are better (default: "high")
---@field at? string|number a month or time (default: the end)
---@field draws? integer how many (default: 100000)
---@field seed? integer of the random numbers (default: 1)
---@field sampling? "random"|"latin_hypercube" independent draws, or one in each of as many equal slices (default: "random")

---What knowing an uncertain quantity before deciding would be worth: the expected value of perfect information of each, and of all together ("(all)"). The decisions are this model as it is and its variants; all have the same random numbers. Of one quantity: the draws are sorted by it and cut into blocks, in each of which the decision with the best mean is taken (Strong and Oakley).
---```lua
---m = model{from="2026-01", months=1}
---m.gain = model.normal{mean=1, sd=10}
---m.result = m.gain * 0
---v = m:value_of_information("result", {go=m:with{result=m.gain}})
---math.abs(v.value[1] - 3.51) < 0.1 --> true
---```
---@param outcome string the quantity that the decision is judged by
---@param variants table the other decisions, models by name such as m:with{...} gives
---@param options? glocal.model.value_of_information.options
---@return frame # input, value (in the unit of the quantity), low_95 and high_95 (its 95 % interval, from drawing no more than that many draws), error (one standard error), share of the value of knowing all; the highest first
function model_class:value_of_information(outcome, variants, options) end

---The same model with some quantities defined anew, to be compared with it. What is given for an array holds for all its elements.
---```lua
---m = model{from="2026-01", months=2}
---m.x = 1
---m.y = m.x * 2
---m:with{x=3}:run{draws=1}:summary().mean[1] --> 6.0
---```
---@param changes table quantity or number by name
---@return model # the variant
function model_class:with(changes) end

---@class glocal.model.options
---@field from? string the first month; a row of the results is then a month: stocks at its end, all else its mean
---@field months? integer how many
---@field start? number instead of from and months: the time at which it begins (default: 0)
---@field stop? number the time at which it ends
---@field dt? number the step, in months or the model's own time (default: 1)
---@field save? number the time from one row of the results to the next, with start and stop (default: dt)
---@field unit? string the unit of time, with start and stop (default: month)
---@field method? "euler"|"rk4" how stocks are integrated: Euler, or Runge and Kutta's fourth order (default: "euler")

---A model: uncertain quantities, stocks and flows over time. m.NAME = ... defines a quantity, by numbers, distributions (model.normal ...), other quantities and operators; m:run works it out over many draws. print(m) lists the equations. Comparisons are methods: m.a:above(m.b) is 1 or 0; so are min, max, exp, log, choose, lookup, smooth, delay (docs/scenarios.md).
---```lua
---m = model{from="2026-01", months=24}
---m.arrivals = model.normal{mean=100, sd=10}
---m.waiting = model.stock{start=0, inflow=m.arrivals}
---m:run{draws=1000, seed=7}:summary():rows()() ~= nil --> true
---```
---@param options glocal.model.options
---@return model # the model
function model(options) end

---@class phenomena_module
local phenomena_class = {}

---@class glocal.phenomena.ancestors.options
---@field store? store the store to read (default: the current one)

---The phenomena above one, from its parent upward.
---```lua
---phenomena.ancestors("smuggling.sea.small_boat").code[1] --> smuggling.sea
---```
---@param phenomenon string a code or name
---@param options? glocal.phenomena.ancestors.options
---@return frame # a row per phenomenon
function phenomena_class.ancestors(phenomenon, options) end

---@class glocal.phenomena.children.options
---@field level? integer|string from 1 at the top, or "leaf"
---@field store? store the store to read (default: the current one)

---The phenomena below one: its children, or all below it of a level.
---```lua
---phenomena.children("smuggling").level[1] --> 2
---```
---@param phenomenon string a code or name
---@param options? glocal.phenomena.children.options
---@return frame # a row per phenomenon
function phenomena_class.children(phenomenon, options) end

---@class glocal.phenomena.find.options
---@field store? store the store to read (default: the current one)

---Phenomena whose code, ICCS code or name, in any language, holds a text.
---```lua
---phenomena:find("mensenhandel").code[1] --> trafficking
---```
---@param text string a part of the code or name
---@param options? glocal.phenomena.find.options
---@return frame # the best fit first
function phenomena_class.find(text, options) end

---@class glocal.phenomena.options
---@field store? store the store to read (default: the current one)

---A phenomenon and all below it.
---```lua
---phenomena("trafficking").code[1] --> trafficking
---```
---@param phenomenon? string a code or name (default: all)
---@param options? glocal.phenomena.options
---@return frame # a row per phenomenon
function phenomena(phenomenon, options) end

---@class picture
local picture_class = {}

---What the plot shows, in words: for a screen reader, and where the output is no terminal.
---```lua
---p = frame{{zone="East", count=3}, {zone="West", count=5}}:plot{lang="en"}
---p:summary():match "Highest: [^.]*" --> Highest: West 5; East 3
---```
---@return string? # the summary
---@return string? message
---@return string? code
function picture_class:summary() end

---The plot as SVG text.
---```lua
---frame({{year="2023", count=3}, {year="2024", count=5}}):plot():svg():match "^<svg" --> <svg
---```
---@return string? # SVG
---@return string? message
---@return string? code
function picture_class:svg() end

---@class glocal.picture.text.options
---@field width? integer how wide (default: that of the terminal)
---@field height? integer how high, about (default: that of the terminal)
---@field colour? boolean with colour (default: false)
---@field ascii? boolean no braille and no blocks (default: false)

---The plot as text.
---```lua
---p = frame{{zone="East", count=3}, {zone="West", count=5}}:plot{lang="en", horizontal=true}
---p:text{width=40, height=12, ascii=true}:match "East (#+)" --> ###################
---```
---@param options? glocal.picture.text.options
---@return string? # the text
---@return string? message
---@return string? code
function picture_class:text(options) end

---Writes the plot.
---```lua
---p = frame({{year="2023", count=3}, {year="2024", count=5}}, {marking="RED"}):plot()
---select(3, p:write "p.svg") --> marking
---```
---@param path string SVG, PNG or PDF, by the ending of the name
---@return string? # the path
---@return string? message
---@return string? code
function picture_class:write(path) end

---@class plan
local plan_class = {}

---@class glocal.plan.check.options
---@field zone string the zone
---@field on? string the day (default: today)
---@field as_of? string|integer what was known then: a date or batch (default: now)
---@field store? store the store to read (default: the current one)

---What is wrong with the priorities of a zone, one line for each: no international item, a priority without owner, indicator or date, one that is due, in two cycles, whose owner or higher priority has ended, or whose figures are older than a year.
---```lua
---plan.check{zone="5345", on="2026-11-30"}.rule[1] --> no priority
---```
---@param spec glocal.plan.check.options
---@return frame # rule, subject, message; no rows: nothing is wrong
function plan_class.check(spec) end

---@class glocal.plan.compare.options
---@field store? store the store that keeps them (default: the current one)

---What changed from one plan to another, part by part, and why as far as the plans say: other figures, another state of the store, seed or version.
---```lua
---p = plan{zone="5345", years={2026, 2031}, lang="en", date="2026-11-30"}
---#plan.compare(p, p) --> 0
---```
---@param a plan|integer the earlier plan, or the number of one that is kept
---@param b plan|integer the later
---@param options? glocal.plan.compare.options
---@return frame # part, key, change (added, removed, changed), before, after, why
function plan_class.compare(a, b, options) end

---Between which whole numbers a count lies whose mean is judged to lie between two: the 10 % quantile of a Poisson count of mean `low`, the 90 % quantile of one of mean `high`. Plans and briefs show what falls on a zone so.
---```lua
---select(2, plan.count_interval(2, 5)) --> 8
---```
---@param low number the lower mean
---@param high number the upper mean
---@return integer # the lower count
---@return integer # the upper count
function plan_class.count_interval(low, high) end

---@class glocal.plan.kept.options
---@field zone? string only of this zone
---@field store? store the store to read (default: the current one)

---The plans that the store keeps.
---```lua
---plan.kept():columns()[3] --> version
---```
---@param options? glocal.plan.kept.options
---@return frame # number, zone, version, first_year, last_year, lang, date, known (the last batch that its figures knew), role, kept_at, marking; marked as its rows are
function plan_class.kept(options) end

---@class glocal.plan.outlook.options
---@field zone string|string[] the zone; several are added up
---@field phenomenon string of what
---@field last string the last whole month of the figures
---@field hierarchy? string the tree of zones, such as "police"
---@field unit? string only this counting unit
---@field source? string|string[] only what these sources reported
---@field gaps? "zero"|"missing" what months without a row are (default: "missing")
---@field seed? integer of the simulations (default: 1)
---@field as_of? string|integer what was known then: a date or batch (default: now)
---@field at? string the date of the zones (default: end of `last`)
---@field store? store the store to read (default: the current one)

---The next twelve months of a monthly series. The sum is what the months are expected to add up to; `p_more` is the probability, by a normal distribution with the spread of the interval, that it is above the count of the twelve months up to `last`.
---```lua
---select(3, plan.outlook{zone="5345", phenomenon="drugs", last="2025-04"}) --> invalid
---```
---@param spec glocal.plan.outlook.options
---@return frame? # one row: first, last (of the months ahead), before, mean, low_80, high_80, p_more, outcomes (past forecasts tried), covered (the share of them within the interval; null: not tried)
---@return string? message
---@return string? code
function plan_class.outlook(spec) end

---@class glocal.plan.review.options
---@field date? string the day of the review (default: today)
---@field as_of? string|integer what was known then: a date or batch (default: now)
---@field store? store the store to read (default: the current one)

---What a plan expected against what came: each forecast whose months are over and known is held against its interval. Nothing is counted that is not known: a period with a missing month is "not whole".
---```lua
---plan.review(plan{zone="5345", years={2026, 2031}, lang="en", at="2023-12", date="2024-02-01"}, {date="2026-11-30"}).status[1] --> reviewed
---```
---@param plan plan|integer the plan, or the number of one that is kept
---@param options? glocal.plan.review.options
---@return frame # series, first, last, mean, low, high, observed, within (the interval, 1 or 0), before, p_more, more (1 or 0), brier, months (known), status (reviewed, running, not whole, no figures), key
function plan_class.review(plan, options) end

---@class glocal.plan.watch.options
---@field date? string the day (default: today)
---@field as_of? string|integer what was known then: a date or batch (default: now)
---@field store? store the store to read (default: the current one)

---The indicators of a plan now: what would change our mind. "above" as soon as what is known passes the upper threshold, "below" once all months are known, and beside it how many months warn() raises an alarm for.
---```lua
---plan.watch(plan{zone="5345", years={2026, 2031}, lang="en", date="2026-11-30"}).status[1] --> no figures
---```
---@param plan plan|integer the plan, or the number of one that is kept
---@param options? glocal.plan.watch.options
---@return frame # series, first, last, low, high, observed (so far), months (known), known_to, alarms, status (above, below, within, running, no figures), key
function plan_class.watch(plan, options) end

---@class glocal.plan.keep.options
---@field role string who adopts it, such as "strategy"; never a person

---Keeps the plan in the store for good, as the next version of the zone's: for plan.compare, plan.review and plan.watch.
---```lua
---select(2, pcall(function() plan{zone="5345", years={2026, 2031}}:keep{role=""} end)):match "say which role" --> say which role
---```
---@param options glocal.plan.keep.options
---@return integer? # its number; p.version says which version it became
---@return string? message
---@return string? code
function plan_class:keep(options) end

---The evidence of a sentence: what each number is called, the Lua that computes it, its value, and how the page shows it.
---```lua
---plan{zone="5345", years={2026, 2031}, lang="en"}:trace(1):columns()[2] --> call
---```
---@param number integer the number in brackets behind the sentence
---@return frame # name, call, value, shown; the note says state, seed and the past score of that kind of statement
function plan_class:trace(number) end

---Computes every number of the plan anew from the store, by the calls of its evidence, and holds it against the page.
---```lua
---p = plan{zone="5461", years={2026, 2031}, lang="en", date="2026-11-30"}
---#p:verify():where{same=0} --> 0
---```
---@return frame # evidence, name, shown, anew (as the page would show it), same (1 or 0); the note says how many are
function plan_class:verify() end

---Writes the plan: a name that ends in / is a folder, which gets the page as HTML and, where pandoc is installed, as .docx and .odt; a file is what its ending says: .html, .txt, .docx, .odt.
---```lua
---select(3, plan{zone="5345", years={2026, 2031}, lang="nl"}:write "/nowhere/x.html") --> not_found
---```
---@param path string the folder or file to write
---@return string|string[] # the path; of a folder those of its files
---@return string? message
---@return string? code
function plan_class:write(path) end

---@class glocal.plan.options
---@field zone string a zone within a country whose population is known (a police zone, a province), a country or a union
---@field years integer[] the first and the last year, as in {2026, 2031}
---@field lang? "nl"|"fr"|"de"|"en" the language (default: that of the terminal)
---@field to? string where to write it: a folder (a name that ends in /) or a file (.html, .txt, .docx, .odt)
---@field measures? table {{text=, owner=, due=, phenomenon=, international=}, ...}: what was decided; owner is a role
---@field assumptions? table {{text=, unless=}, ...}: more assumptions, and what would show each wrong
---@field scenarios? table {{name=, text=, probability=, role=}, ...}: what the planners think of
---@field calendar? string known events, a CSV such as data/calendar/events.csv (default: that ships)
---@field texts? string the corps' own texts, a CSV such as data/brief/texts.csv (default: those that ship)
---@field as_of? string|integer what was known on a date or after a batch (default: what is known now)
---@field words? string the corps' own words and sections, a CSV (docs/awareness.md) (default: STORE.words.csv beside the store, if any)
---@field at? string the last month to consider (default: the last month with figures)
---@field date? string the day of the plan (default: today)
---@field seed? integer of the forecasts (default: 1)
---@field role? string who judges the scenarios, such as "strategy", never a person
---@field marking? string a stricter marking, such as "AMBER"
---@field store? store the store to read (default: the current one)

---Makes the foresight security plan of a zone: its own, the national and the international figures; forecasts with their interval, warnings, drivers and scenarios; what it means here; the priorities in force at every level and the gaps between them; the international item; measures with an owner role and a date; indicators with thresholds; assumptions, each with what would show it wrong; known events. Every probability stands in the words of ICD 203 beside its number. Behind each sentence with a number stands a link to its evidence.
---```lua
---p = plan{zone="5345", years={2026, 2031}, lang="nl", date="2026-11-30"}
---p.text:match "Veiligheidsplan: Antwerpen" --> Veiligheidsplan: Antwerpen
---p.marking --> TLP:CLEAR
---```
---@param spec glocal.plan.options
---@return plan? # fields text and html (where the marking lets them leave), marking, zone, lang, years, state, path (with `to`), number and version (once kept)
---@return string? message
---@return string? code
function plan(spec) end

---@class plot_module
plot = {}

---@class glocal.plot.line.options
---@field of? frame a frame with a time column, in place of periods and lines
---@field y? string its figures (default: "count")
---@field low? string the lower end of its band
---@field high? string the upper end of its band
---@field name? string what the line is called
---@field periods? string[] 2024-01, 2024 ...
---@field lines? table[] each {values, name, low, high, colour, width}; nil where unknown
---@field lang? "nl"|"fr"|"de"|"en" of the numbers (default: "en")
---@field alt? string the text for who can't see it
---@field width? integer how wide (default: 640)
---@field height? integer how high (default: 300)

---Draws series over time as SVG for a page, without title and source line (frame:plot has those). The marking of a frame stands below where it is not CLEAR; that of the page it goes into is the page's.
---```lua
---plot = require "foresight.plot.plot"
---plot.line{periods={"2023", "2024"}, lines={{values={3, 5}, name="cases"}}}:match "^<svg" --> <svg
---```
---@param spec glocal.plot.line.options
---@return string? # SVG
---@return string? message
---@return string? code
function plot.line(spec) end

---@class glocal.plot.map.options
---@field points table[] each {lat, lon, value, name, highlight}; the circle's area is the value
---@field lang? "nl"|"fr"|"de"|"en" of the numbers (default: "en")
---@field alt? string the text for who can't see it
---@field width? integer how wide (default: 760)
---@field height? integer how high (default: 440)
---@field labels? integer how many are named (default: 6)

---Draws a map of proportional circles as SVG. A zone without a value is a grey dot; the largest are labelled, and so is the highlighted one.
---```lua
---plot = require "foresight.plot.plot"
---points = {{lat=51.2, lon=4.4, value=9, name="Antwerp"}, {lat=50.8, lon=4.4, value=4, name="Brussels"}}
---plot.map{points=points, lang="nl"}:match "Antwerp" --> Antwerp
---```
---@param spec glocal.plot.map.options
---@return string? # SVG
---@return string? message
---@return string? code
function plot.map(spec) end

---@class run
local run_class = {}

---@class glocal.run.discover.options
---@field at? string|number a month or time (default: the end)
---@field boxes? integer how many at most (default: 3)
---@field draws? integer how many are looked at (default: those of the run, at most 100000)
---@field give? "boxes"|"path" what is given: the limits of each box, or the path of boxes each was chosen of (default: "boxes")
---@field step? integer the step of the first path to take as the first box (default: the best balanced)
---@field peel? number the share of a box's draws that a step takes off (default: 0.05)
---@field mass? number no box has a smaller share of all draws (default: 0.05)
---@field significance? number limits with a higher quasi-p-value are dropped (default: 0.05)

---Which values of the uncertain quantities lead to the outcomes of interest: boxes, limits on some of the inputs, by the patient rule induction method (PRIM). A box is good where its coverage (the share of all cases that are in it) and its density (the share of its draws that are cases) are both high; where nobody says, the one with the highest harmonic mean of the two is taken of the path from all draws to few. Later boxes are sought among the draws outside the earlier ones. p_low and p_high are quasi-p-values: how likely the box would have as many cases without that limit's help. :plot() draws coverage and density along the path.
---```lua
---m = model{from="2026-01", months=2}
---m.x, m.z = model.uniform{low=0, high=1}, model.uniform{low=0, high=1}
---m.y = m.x + 0 * m.z
---m:run():discover("y", ">", 0.8).input[1] --> x
---```
---@param quantity string the outcome
---@param comparison string {>|>=|<|<=} how it is compared
---@param threshold number with what: a draw for which that holds is a case
---@param options? glocal.run.discover.options
---@return frame # a row for each limited input of each box: box, input, unit, low, high (both belong to the box; nil: no limit), p_low, p_high, coverage, density, mass, draws, cases; or for each step of the path: box, step, coverage, density, mass, inputs, draws, cases, chosen
function run_class:discover(quantity, comparison, threshold, options) end

---The means by time, a column for each quantity. Columns of an XMILE file have its names; f.teacup_temperature finds "Teacup Temperature".
---```lua
---m = model{from="2026-01", months=2}
---m.x = 3
---m.y = m.x * 2
---m:run{draws=1, outputs={"x", "y"}}:frame().y[2] --> 6.0
---```
---@return frame # month or time, and a column for each quantity of the run
function run_class:frame() end

---@class glocal.run.impact.options
---@field quantity? string which quantity of the model
---@field zone? string the international or national zone that it is of
---@field phenomenon? string and the phenomenon, by which the exposure is found
---@field exposure? string an exposure table of the store, or "population" (default: "population")
---@field of? table[] several quantities, added up draw by draw: a table of quantity, zone, phenomenon, exposure, base, spread for each; what it does not say is that of the call
---@field to? string the level of the local zones (default: "police_zone")
---@field within? string a zone that holds the local zones
---@field base? string whose population is the whole where the zone holds no local zone (default: "EU")
---@field spread? number by population the true share is judged to lie within this factor of the assumed one (default: 2)
---@field certain? boolean take the shares as they are assumed, without their uncertainty (default: false)
---@field total? boolean one row for each zone: all months (or those of `months`) added up in each draw (default: false)
---@field months? string|string[] the first and the last month, or the only one (default: all)
---@field levels? number|number[] the intervals: 80 is from the 10 % to the 90 % quantile (default: {80, 95})
---@field at? string the date of the zones and the population (default: today)
---@field as_of? string|integer the zones, populations and exposures known on a date or after a batch
---@field store? store the store to read (default: the current one)

---Allocates quantities of a run to local zones by exposure, as impact does with figures, draw by draw: the uncertainty of the model and that of the shares are in each zone's figure. Of a comparison it shows which zones change most.
---```lua
---m = model{from="2026-01", months=2}
---m.rate = model.lognormal{low=800, high=1500, unit="people/month"}
---m.arrivals = m.rate * 1
---i = m:run{draws=1000}:impact{quantity="arrivals", zone="RT-CHANNEL", phenomenon="smuggling", exposure="channel"}
---i:where{zone="BE-PZ5461"}.mean[1] > 10 --> true
---```
---@param spec glocal.run.impact.options
---@return frame # zone, month, part (zone, cyberspace, outside), mean, sd, of a comparison increase (how likely it is above 0), median, low_80, high_80 ...; what falls to no zone is the row OUTSIDE, and all rows of a month add up to the quantity
function run_class:impact(spec) end

---The draws of two shards of one run, together.
---```lua
---m = model{from="2026-01", months=2}
---m.x = model.normal{mean=10, sd=2}
---m.y = m.x * 2
---a, b = m:run{draws=4000, shard={1, 2}}, m:run{draws=4000, shard={2, 2}}
---a:merge(b):summary().mean[1] == m:run{draws=4000}:summary().mean[1] --> true
---```
---@param other run the other shard
---@return run # both
function run_class:merge(other) end

---@class glocal.run.paths.options
---@field count? integer how many (default: 20)
---@field quantity? string|string[] which (default: all)

---Single draws over time: what futures look like, not only their spread.
---```lua
---m = model{from="2026-01", months=2}
---m.x = model.normal{mean=10, sd=2}
---m.y = m.x * 2
---#m:run():paths{count=3} --> 3
---```
---@param options? glocal.run.paths.options
---@return frame # month or time, quantity, draw, value
function run_class:paths(options) end

---@class glocal.run.plot.options
---@field quantity? string|string[] which (default: the first stock)
---@field to? string a file: .svg, .png, .pdf; its ending says which
---@field lang? "nl"|"fr"|"de"|"en" the language of the words
---@field title? string above it (default: the quantities and their unit)

---Draws quantities over time: medians with their intervals. Those in different units have a panel each.
---```lua
---m = model{from="2026-01", months=3}
---m.x = model.normal{mean=10, sd=2}
---m.y = model.stock{start=0, inflow=m.x}
---m:run():plot():text{width=60, height=12} ~= nil --> true
---```
---@param options? glocal.run.plot.options
---@return picture # the plot
function run_class:plot(options) end

---@class glocal.run.probability.options
---@field at? string|number a month or time (default: all)

---How likely a quantity is above or below a number, in each row, with the Monte Carlo error (one standard error).
---```lua
---m = model{from="2026-01", months=2}
---m.x = model.uniform{low=0, high=1}
---m.y = m.x * 2
---math.abs(m:run():probability("y", ">", 1.5).probability[1] - 0.25) < 0.02 --> true
---```
---@param quantity string which
---@param comparison string {>|>=|<|<=} how it is compared
---@param threshold number with what
---@param options? glocal.run.probability.options
---@return frame # month or time, quantity, probability, error
function run_class:probability(quantity, comparison, threshold, options) end

---@class glocal.run.quantiles.options
---@field probabilities? number|number[] from 0 to 1 (default: {0.05, 0.25, 0.5, 0.75, 0.95})
---@field quantity? string|string[] which (default: all)
---@field at? string|number a month or time (default: all)

---Quantiles of each quantity in each row.
---```lua
---m = model{from="2026-01", months=2}
---m.x = model.uniform{low=0, high=1}
---m.y = m.x * 2
---math.abs(m:run():quantiles{probabilities=0.9}.q90[1] - 1.8) < 0.05 --> true
---```
---@param options? glocal.run.quantiles.options
---@return frame # month or time, quantity, unit, q5, q25 ...
function run_class:quantiles(options) end

---@class glocal.run.sensitivity.options
---@field at? string|number a month or time (default: the end)
---@field draws? integer at least 10240; the model is worked out so often for each uncertain quantity, and twice (default: 65536)

---How much of the variance of the outcome comes from each uncertain quantity: Sobol indices. `first` is the share that goes when the quantity is known, `total` the share that is left when all others are known; both with half their 95 % interval.
---```lua
---m = model{from="2026-01", months=2}
---m.x, m.z = model.normal{mean=10, sd=2}, model.normal{mean=0, sd=1}
---m.y = m.x + m.z
---math.abs(m:run():sensitivity("y").first[1] - 0.8) < 0.03 --> true
---```
---@param quantity string the outcome
---@param options? glocal.run.sensitivity.options
---@return frame # input, first, first_error, total, total_error; the largest total first
function run_class:sensitivity(quantity, options) end

---@class glocal.run.summary.options
---@field quantity? string|string[] which (default: all)
---@field levels? number|number[] the intervals: 80 is from the 10 % to the 90 % quantile (default: {80, 95})
---@field at? string|number a month or time (default: all)

---Mean with its Monte Carlo error (one standard error), standard deviation, median and intervals of each quantity in each row.
---```lua
---m = model{from="2026-01", months=2}
---m.x = model.normal{mean=10, sd=2}
---m.y = m.x * 2
---math.abs(m:run():summary{at="2026-01"}.median[1] - 20) < 0.2 --> true
---```
---@param options? glocal.run.summary.options
---@return frame # month or time, quantity, unit, mean, error, sd, median, low_80, high_80 ...
function run_class:summary(options) end

---@class glocal.run.tornado.options
---@field at? string|number a month or time (default: the end)
---@field level? number the interval of each input whose ends are taken (default: 90)

---Which uncertain quantity matters most: the outcome with each at its low and its high end, all others at their medians.
---```lua
---m = model{from="2026-01", months=2}
---m.x, m.z = model.normal{mean=10, sd=2}, model.normal{mean=0, sd=1}
---m.y = m.x * 2 + m.z
---m:run():tornado("y").input[1] --> x
---```
---@param quantity string the outcome
---@param options? glocal.run.tornado.options
---@return frame # input, low and high (the outcome there), swing between them, base (all at their medians); the widest first
function run_class:tornado(quantity, options) end

---@class sources_module
local sources_class = {}

---@class glocal.sources.find.options
---@field store? store the store to read (default: the current one)

---Sources whose code or name, in any language, holds a text.
---```lua
---sources:find("frontex").code[1] --> frontex
---```
---@param text string a part of the code or name
---@param options? glocal.sources.find.options
---@return frame # the best fit first
function sources_class.find(text, options) end

---@class glocal.sources.options
---@field store? store the store to read (default: the current one)

---All sources, or the one named.
---```lua
---sources():columns()[1] --> code
---sources("frontex").counting_unit[1] --> border crossings
---```
---@param source? string a code or name (default: all)
---@param options? glocal.sources.options
---@return frame # code, counting_unit (what one count is), records (events or figures), kind, reliability (Admiralty A-F), handling, name, publisher, licence; of one source also value_unit, censored_from (the least that "<5" stands for), reports_zeros (1: what it does not name is 0) and preference (of sources that have the same figure the lowest is taken)
function sources(source, options) end

---@class store
local store_class = {}

---The end of the log as a line of text: the store, the number of the last line, its hash, the time. Kept where whoever can write the store can't, it tells later whether the log was rewritten: store:check{anchor=...}.
---```lua
---store:anchor():match('^glocal%-anchor 1') --> glocal-anchor 1
---```
---@return string? # the line
---@return string? message
---@return string? code
function store_class:anchor() end

---Copies the store as it is at this moment into a new file, while others may go on writing, and says so in the log. The copy is a store with all markings of the first, for its owner alone; it appears whole or not at all.
---```lua
---select(3, store:backup('/nowhere/x.db')) --> not_found
---select(3, store:backup(store:path())) --> exists
---```
---@param path string the new file
---@return string? # its path
---@return integer? # [bytes] its size
---@return string? code
function store_class:backup(path) end

---The changes of the store, the last first.
---```lua
---store:batches():has "rejected" --> true
---```
---@return frame # number, when, kind, source, file, lines taken and rejected, the batch that retracted it
function store_class:batches() end

---@class glocal.store.cells.options
---@field as_of? string|integer the end of that day (UTC), or after that batch (default: what is known now)
---@field valued? boolean only of the observations that have a value (default: false)

---The leaf cells of all observations known at a date or after a batch: what rollup sums up.
---```lua
---cells, state = store:cells()
---#cells > 0 --> true
---```
---@param options? glocal.store.cells.options
---@return cells # the cells
---@return integer # the number of the last batch among them
function store_class:cells(options) end

---@class glocal.store.check.options
---@field anchor? string what store:anchor() gave earlier: has the log been rewritten since (default: none)

---Looks whether the store is whole: the file, its schema, foreign keys, values, cells equal to observations, retractions, every row as the log has it, the chain of the log.
---```lua
---c = store:check{anchor=store:anchor()}
---c:columns()[2] --> problems
---math.max(table.unpack(c.problems)) --> 0
---```
---@param options? glocal.store.check.options
---@return frame? # a row per check with the number of problems
---@return string? message
---@return string? code
function store_class:check(options) end

---Closes the store; using it afterwards raises. Closing twice is fine. A call that runs meanwhile, such as one whose garbage collection closes the store, comes to its end first.
---```lua
---store:path():match('%.db$') --> .db
---```
function store_class:close() end

---Writes into the log that something was given to someone: whoever did it, what, and why.
---```lua
---store:disclose('brief.html', 'asked by the zone') --> true
---```
---@param object string what, such as the name of a file
---@param why string to whom and why
---@return boolean? # true
---@return string? message
---@return string? code
function store_class:disclose(object, why) end

---@class glocal.store.import.options
---@field as? "observations"|"zones"|"links"|"facts"|"successions"|"phenomena"|"weights"|"sources"|"exposures"|"aliases"|"geometry"|"message_flows"|"messages"|"requests"|"channels"|"channel_reach"|"agreements"|"agreement_parties"|"agreement_acts"|"expertise"|"contact_points"|"trainings"|"missions"|"recommendations"|"partners"|"reports"|"priorities"|"priority_links"|"feedback"|"signals" what the rows are (default: "observations")
---@field strict? boolean reject the file for one wrong line (default: false)
---@field again? boolean import a file that was imported before; not where its lines would be counted twice (default: false)
---@field replace? boolean retract the earlier figures of the source that the file gives again, and the links that the new ones contradict (default: false)
---@field delimiter? string between fields (default: detected)
---@field encoding? string utf-8, utf-16 or latin-1 (default: detected)
---@field decimal? string the decimal mark, . or , (default: ".")
---@field thousands? string what groups thousands: . , ' or a space, which stands for every kind of it; any: each of these
---@field missing? string[] marks of missing figures beside those known (empty, .., -, :, n/a, NA, n.b., n.d., s.o., k.A., *)
---@field dates? "iso"|"dmy"|"mdy"|"excel" the order of day, month and year where the numbers leave it open; excel: numbers are day numbers of Excel (default: "iso")
---@field century? integer of years of two digits, such as 20
---@field fiscal? string the month in which financial years begin, such as "04": 2009-10 is one, kept as 2009
---@field at_least? number|string of observations (of other rows 0), the share of lines that must come in, of those with a figure, also as "90%"; else nothing is imported (default: 0.5)
---@field scale? table in how many parts of its unit a field is kept: {value=100} for cents
---@field source? string the source of the observations (default: the file's name)
---@field records? "events"|"figures" of new sources: events add up, a figure stands for its zone, phenomenon and time (default: figures where a count is mapped)
---@field counting_unit? string of new sources: what one count is, such as offences
---@field value_unit? string of new sources: what values are in, such as EUR
---@field kind? string what the names of zones are, such as municipality: no other meaning is taken
---@field within? string the zone that they lie in, in any hierarchy
---@field add_phenomena? string words that the tree of phenomena lacks are added under this one
---@field recorded? string the day on which the file was received, of files that were kept: what was known then (as_of, nowcast) goes by it; the earliest go in first (default: now)
---@field note? string a note kept with the batch
---@field sheet? string|integer of a workbook (default: 1)
---@field resource? string of a Data Package or a .zip with several files
---@field header? integer|string the line of the column names, or its two lines, "3-4", of which the upper is filled to the right (default: the first line)
---@field long? table of a wide table, each cell is a row: {columns="2023..2024", to="day", values="count"}; the name of the column feeds the field `to` (two fields where the header has two rows), columns are "A", "A..B", "A.." or a list
---@field fill? string|string[] columns in which an empty cell takes the one above
---@field exclude? string|table rows left out and counted, by pattern: {"Totaal*", gemeente="Totaal*"}; without a column the first cell that is not empty
---@field where? table<string, string> only the rows of these categories, such as {sex="T"}
---@field profile? string the answers of an earlier import of such a file, kept by save; what differs from last time is said
---@field save? string keep the answers of this import in this file: a readable table, to be taken by profile

---Imports a file, all or nothing; the format is detected: CSV or TSV (also gzip, a pipe, or "-" for stdin), a Data Package, SDMX-CSV or JSON-stat 2.0 as Eurostat publishes them, GeoJSON, or a sheet of an .xlsx. Without a mapping, columns go by the names of the fields; where they are called otherwise, the import that store:look proposes is shown. What is not given is detected: the line of the header, marks of thousands and decimals, the order of dates; the note says what. Observations have the fields day (2024-01-31, 2024-W05, 2024-01, 2024-Q1, 2024, maart 2024, 31/12/2024 ...) or year with month, quarter or day in columns of their own, zone, phenomenon, count ("<5" is kept as 0 to 4, or 1 to 4 where its source says censored_from=1; a line whose count is missing is passed over; where no count is mapped a line is 1), count_high, value, source, facet (dimension:category), credibility (1-6), reliability (A-F), handling (TLP and H0-H3), span, counting_unit (a source for each) and part ("own" and "not stated" are rejected: what a rollup with own=true leaves over is no figure of its zone). Rejected lines are kept in the table reject (the mapped columns of them), and where fewer than at_least come in nothing is imported; a marked file marks what is imported, and a new source for which no handling is given takes the store's default (init). Figures that an earlier batch of the same source has are counted (overlap, differing): the later stand.
---```lua
---select(3, store:import("/nowhere.csv", {day="d", zone="z", phenomenon="p"})) --> not_found
---```
---@param file string the file
---@param mapping? table which column feeds which field: field = "column", {column="c", map={from="to"}}, or {const="value"}
---@param options? glocal.store.import.options
---@return table? # batch, rows, rejected, passed_over (without a count), missing (of these, by mark), flags (of figures, by letter), added (new sources), added_phenomena, unmarked (of the sources), overlap, differing, replaced, counted, counted_refused and uncounted (refused lines whose count can't be read), refusals (a frame: column, value, reason, lines, first_line), rejects (the first five), names (a frame of what each text became: text, code, kind, country, lines, how), marking (of the file), file, encoding, delimiter, note, seconds
---@return string? message
---@return string? code
function store_class:import(file, mapping, options) end

---Whether the store can only be read: asked for, or the file or its folder can't be written.
---```lua
---store:is_read_only() --> false
---```
---@return boolean # whether it is
function store_class:is_read_only() end

---Loads a reference set that ships with glocal, all or nothing: zones, phenomena, sources and exposures of Belgium, the Netherlands, Luxembourg and the world's countries, and the public part of the register of cooperation.
---```lua
---select(3, store:load_reference('atlantis')) --> not_found
---```
---@param name "benelux" the set
---@return boolean? # true
---@return string? message
---@return string? code
function store_class:load_reference(name) end

---The log of the store; each line's hash covers the line before it.
---```lua
---store:log().action[1] --> import
---```
---@return frame # who did what, when, to what, why
function store_class:log() end

---@class glocal.store.look.options
---@field header? string|integer the line of the column names (default: detected)
---@field delimiter? string between fields (default: detected)
---@field encoding? string utf-8, utf-16 or latin-1 (default: detected)
---@field sheet? string|integer of a workbook (default: 1)
---@field as? string what a line is; of messages, message_flows and requests the columns are known by name too (default: observations)
---@field mapping? table which column feeds which field, where that is known

---Looks at a table before it is imported: how it is written, what its columns look like and which field each would feed, names that the store knows and those that it does not, and the complete import to paste. What can't be settled is asked, a sentence each. Nothing is written. Of a large file a sample is read.
---```lua
---select(3, store:look "/nowhere.csv") --> not_found
---```
---@param file string the file
---@param options? glocal.store.look.options what is known already, as store:import takes it
---@return table? # prints as a page; command, call, mapping, options, questions, is_complete, columns, facts
---@return string? message
---@return string? code
function store_class:look(file, options) end

---The observations, the latest first.
---```lua
---store:observations(3):columns()[3] --> zone
---```
---@param limit? integer at most so many (default: 1000)
---@return frame # day, span, zone, phenomenon, count, count_high, value, source, facet, credibility, handling, batch, retracted, id
function store_class:observations(limit) end

---The file of the store.
---```lua
---store:path():match('%.db$') --> .db
---```
---@return string # its path
function store_class:path() end

---Makes the cells, which answer rollups, anew from the observations, all or nothing: for when check finds that they differ. Observations are not touched.
---```lua
---store:rebuild() --> true
---```
---@return boolean? # true
---@return string? message
---@return string? code
function store_class:rebuild() end

---The rejected lines of imports.
---```lua
---#store:rejects(1) --> 0
---```
---@param batch? integer only those of this batch (default: all)
---@return frame # batch, line, column, reason, text
function store_class:rejects(batch) end

---The code and id that a text stands for: an exact code, a code in any case (of two letters only in its own), a code of another list or a short form (NLD, NL11, 5345, 11002, an ICCS code), or a label in any language or another spelling, case and accents ignored.
---```lua
---(store:resolve('zone', '5345')) --> BE-PZ5345
---(store:resolve('zone', 'belgique')) --> BE
---```
---@param kind "zone"|"phenomenon"|"source" of what
---@param text string what was written
---@return string # the code
---@return integer # the id
function store_class:resolve(kind, text) end

---Retracts a batch of observations. Nothing is erased: as_of still shows what was known before, and what the batch had replaced stands again.
---```lua
---select(3, store:retract(999999, 'a test')) --> not_found
---```
---@param batch integer its number
---@param why string the reason, for the log
---@return integer? # the number of the batch that records it
---@return string? message
---@return string? code
function store_class:retract(batch, why) end

---The scripts that ran on the store.
---```lua
---store:runs():has "script" --> true
---```
---@return frame # script, hash, arguments, the state they saw, when, how they ended, the packs that they called
function store_class:runs() end

---@class glocal.store.source.options
---@field permission? string how the provider permits a looser handling, for the log (default: none)

---Changes what is stated of a source, in a batch of its own that is logged.
---```lua
---store:source('frontex', {preference=1}) --> true
---sources('frontex').preference[1] --> 1
---select(3, store:source('frontex', {colour='red'})) --> invalid
---store:source('frontex', {handling='AMBER'}) --> true
---select(3, store:source('frontex', {handling='CLEAR'})) --> marking
---store:source('frontex', {handling='CLEAR'}, {permission='published on 2026-11-02'}) --> true
---```
---@param source string a code or name
---@param changes table<string, string|integer|boolean> kind, reliability, handling, records, counting_unit, value_unit, publisher, licence, censored_from (not beside figures imported with the other one), reports_zeros, preference; an empty text takes it away; a handling is only tightened
---@param options? glocal.store.source.options
---@return boolean? # true
---@return string? message
---@return string? code
function store_class:source(source, changes, options) end

---Runs one SELECT over the store's tables and over frames. Parameters are bound, never pasted: ? by position, :name by name; $name where a table may stand is the frame of that name among them, read in place. Days and months of frames are text in SQL (2024-01-31, 2024-01, 2024-Q1): they compare and sort as time does, and a column that comes out unchanged has its type and unit again. Of two columns of one name the second is called name_2. Only reading is allowed: figures come in by store:import and are retracted by store:retract.
---```lua
---store:sql('select count(*) n from zone where kind = :kind', {kind='province'}).n[1] --> 22
---f = frame{{code='BE', n=3}, {code='NL', n=5}}
---store:sql('select kind, sum(n) n from $f join zone using (code) group by kind', {f=f}).n[1] --> 8
---```
---@param statement string one SELECT
---@param parameters? table frames and values by name, or values by position
---@return frame? # the result, under the strictest marking of what was read
---@return string? message
---@return string? code
function store_class:sql(statement, parameters) end

---@class glocal.store.state.options
---@field as_of? string|integer a date or a batch: the last batch known then (default: now)

---The number of the last batch: the state that results are computed on.
---```lua
---store:state() > 0 --> true
---store:state{as_of='2001-01-01'} --> 0
---```
---@param options? glocal.store.state.options
---@return integer # the number
function store_class:state(options) end

---@class zones_module
local zones_class = {}

---@class glocal.zones.ancestors.options
---@field hierarchy? string the tree (default: every)
---@field at? string the date of the tree (default: today)
---@field store? store the store to read (default: the current one)

---The zones above a zone, from its parent upward, with the hierarchy of each step.
---```lua
---zones.ancestors("BE-11002", {hierarchy="police"}).code[1] --> BE-PZ5345
---```
---@param zone string a code or name
---@param options? glocal.zones.ancestors.options
---@return frame # a row per zone
function zones_class.ancestors(zone, options) end

---@class glocal.zones.children.options
---@field level? string|string[] the kinds of zones (default: its children)
---@field hierarchy? string the tree (default: administrative, unless the level calls for police or judicial)
---@field at? string the date of the tree (default: today)
---@field store? store the store to read (default: the current one)

---The zones below a zone: its children, or all below it of a level. Where no hierarchy is given and the zone has no children in the administrative one, those of another (the note says which).
---```lua
---#zones.children("BE", {level="police_zone", at="2020-01-01"}) --> 185
---#zones.children("BE") --> 3
---zones.children("5345").code[1] --> BE-11002
---```
---@param zone string a code or name
---@param options? glocal.zones.children.options
---@return frame # a row per zone
function zones_class.children(zone, options) end

---@class glocal.zones.find.options
---@field level? string only zones of this kind
---@field store? store the store to read (default: the current one)

---Zones whose code or name, in any language, holds a text. Case and accents are ignored.
---```lua
---zones:find("antw", {level="province"}).code[1] --> BE-VAN
---```
---@param text string a part of the code or name
---@param options? glocal.zones.find.options
---@return frame # the best fit first
function zones_class.find(text, options) end

---@class glocal.zones.neighbours.options
---@field at? string the date of the map (default: today)
---@field store? store the store to read (default: the current one)

---The zones that share a border with a zone, also across a national border, with the length of that border: zones of its kind, or abroad, where there are none, municipalities. Borders are simplified, so lengths are on the short side.
---```lua
---zones.neighbours("BE-13002").country[1] --> NL
---zones.neighbours("5345", {at="2024-06-01"}).kind[1] --> police_zone
---```
---@param zone string a code or name
---@param options? glocal.zones.neighbours.options
---@return frame? # zone, name, kind, country and border_km, the longest border first
---@return string? message
---@return string? code
function zones_class.neighbours(zone, options) end

---@class glocal.zones.options
---@field at? string the date of parents and figures (default: today)
---@field store? store the store to read (default: the current one)

---A zone's card: code, kind, names in four languages, validity, parents, population, area and place.
---```lua
---zones("5345").value[1] --> BE-PZ5345
---```
---@param zone string a code or name
---@param options? glocal.zones.options
---@return frame # rows of field and value
function zones(zone, options) end
