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

---The Diebold-Mariano test, with the correction of Harvey, Leybourne and Newbold for small samples, on the losses of two forecasters at the same outcomes.
---```lua
---dm_test({1, 4, 2, 8}, {2, 5, 4, 9}).difference --> -1.25
---```
---@param a number[] the losses of the first, in order of time
---@param b number[] the losses of the second
---@param horizon? integer how far ahead the forecasts were (default: 1)
---@return table # count, difference (below 0: the first is better), statistic, p
function dm_test(a, b, horizon) end

---Runs the examples of a name, and shows each line with what it gives. What they set is theirs alone; examples that write are shown and not run. They are written for a store with the reference set "benelux".
---```lua
---example "frame:head"
---```
---@param name any a declared name, or the function itself
function example(name) end

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

---@class glocal.impact.options
---@field of frame a rollup with zone, phenomenon and count
---@field to? string the level of the local zones (default: "police_zone")
---@field within? string a zone that holds the local zones
---@field exposure? string an exposure table of the store, or "population": the zone's share of the people of the node (default: "population")
---@field base? string whose population is the whole where the node holds no such zone (default: "EU")
---@field spread? number the true share is judged to lie within this factor of the assumed one (default: 2)
---@field at? string the date of the zones and the population (default: the end of the figures)
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

---@class glocal.journal.options
---@field kept? boolean only statements that led to globals which still exist, to files, or to changes of the store (default: false)

---Writes the statements of this session as a script that glocal run plays again, on this store or another one. Statements that failed stand as comments. A journal is written anew when asked again; a file that is none is not touched.
---```lua
---select(3, journal "/nowhere/session.lua") --> not_found
---```
---@param path string the script to write
---@param options? glocal.journal.options
---@return table? # path and statements; prints as a sentence
---@return string? message
---@return string? code
function journal(path, options) end

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

---Where a statement or a function spends its time. The SQL of an import runs in a thread of its own and counts all the same; what a coroutine does counts for coroutine.resume.
---```lua
---p = profile "frame({{a=1}}):sum 'a'"
---p:where{kind="C"}.kind[1] --> C
---p.result --> 1
---```
---@param what string|function Lua or SQL as text, or a function
---@return frame # what, kind (Lua, C or SQL), calls, seconds of its own, share in %; the dearest first; the field `result` has what the statement gave
function profile(what) end

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

---The current store, or makes another the current one.
---```lua
---use():path():match "%.db$" --> .db
---```
---@param store? store the store to use from now on
---@return store # the current store
function use(store) end

---@class glocal.warn.options
---@field method? "farrington_flexible"|"farrington"|"ears_c1"|"ears_c2"|"ears_c3"|"cusum"|"bayes"|"rki"|"outbreak_p" the detector; ears_c1 and cusum need no years of history (default: "farrington_flexible")
---@field from? string the first period judged (default: a year before the last)
---@field to? string the last period judged (default: the last whole period)
---@field alpha? number how often a count that is no more than usual may be above the bound (default: 0.05; EARS 0.001, C3 0.025)
---@field years? integer of history [b] (default: 5; rki 2)
---@field half_window? integer periods before and after the same time of earlier years [w] (default: by span: 3 weeks, 1 month)
---@field periods? integer groups into which a year is divided [noPeriods] (default: by span: 10 in a year of weeks, 4 of months)
---@field recent_excluded? integer periods before the one judged that are no history [pastWeeksNotIncluded] (default: half a year)
---@field weights_threshold? number residuals above it weigh less [weightsThreshold] (default: 2.58; farrington 1)
---@field threshold? "delta"|"nb_plugin"|"muan" how the bound is reckoned [thresholdMethod] (default: "delta")
---@field trend? boolean look for a trend (default: true)
---@field trend_p? number a trend is kept below this p [pThresholdTrend] (default: 1; farrington 0.05)
---@field reweight? boolean past outbreaks weigh less (default: true)
---@field least_cases? number no alarm with fewer in the last `case_periods` [limit54] (default: 5)
---@field case_periods? integer see least_cases (default: 4 weeks)
---@field baseline? integer periods of EARS (default: 7)
---@field minimum_sd? number of EARS [minSigma] (default: 0)
---@field drift? number of cusum, in standard deviations [k] (default: 1.04)
---@field limit? number of the statistic [h, k] (default: cusum 2.26, outbreak_p 100)
---@field in_control_mean? number of cusum [m] (default: the mean before from)
---@field current_year? boolean compare with the periods just before too [actY] (default: bayes true, rki false)
---@field value? string the column of counts (default: count, estimate ...)
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
---@return frame # the keys, period, observed, expected, upper (an alarm is a count above it), score (1 at the bound), p, alarm (1 or 0), method
function warn(figures, options) end

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
---@return brief? # fields text and html (where the marking lets them leave), marking, zone, lang, command, state, path (with `to`), figures (a row per phenomenon of the zone's own) and estimates: a frame of topic, exposure, zone, estimate, low, high for all zones of the level, what falls outside as OUTSIDE
---@return string? message
---@return string? code
function brief(spec) end

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
---@param rows string|string[] what tells the rows apart
---@param columns string of which each value becomes a column
---@param options? glocal.frame.pivot.options
---@return frame # the wide table; ranges such as 1 to 4 stand at their lower end, and the note counts them
function frame_class:pivot(rows, columns, options) end

---@class glocal.frame.plot.options
---@field kind? "line"|"bar"|"heat"|"multiples"|"map"|"circles"|"choropleth" what is drawn (default: by the columns)
---@field x? string along the axis (default: the periods)
---@field y? string|string[] the figures (default: median, mean, count ...)
---@field by? string|string[] a series per value (default: what tells rows apart)
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
---@field author string a role, never a person
---@field note? string a note kept with it
---@field from? string the first period to register (default: the first of the forecast)
---@field store? store the store to keep it in (default: the current one)

---Registers a forecast: its quantiles are kept with cutoff, method, seed and the state of the store, their hash goes into the log, and nothing of it can be changed afterwards. score_due() scores it when the outcome is in.
---```lua
---f = forecast(rollup{zone="BE", phenomenon="trafficking", every="year"}, {horizon=2})
---math.type(f:register{author="analysis", note="a test"}) --> integer
---```
---@param options glocal.frame.register.options
---@return integer? # the number of the registration
---@return string? message
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
---@field as? "observations"|"zones"|"links"|"facts"|"successions"|"phenomena"|"weights"|"sources"|"exposures"|"aliases"|"geometry" what the rows are (default: "observations")
---@field strict? boolean reject the file for one wrong line (default: false)
---@field again? boolean import a file that was imported before (default: false)
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

---Imports a file, all or nothing; the format is detected: CSV or TSV (also gzip, a pipe, or "-" for stdin), a Data Package, SDMX-CSV or JSON-stat 2.0 as Eurostat publishes them, GeoJSON, or a sheet of an .xlsx. Without a mapping, columns go by the names of the fields; where they are called otherwise, the import that store:look proposes is shown. What is not told is found: the line of the header, marks of thousands and decimals, the order of dates; the note says what. Observations have the fields day (2024-01-31, 2024-W05, 2024-01, 2024-Q1, 2024, maart 2024, 31/12/2024 ...) or year with month, quarter or day in columns of their own, zone, phenomenon, count ("<5" is kept as 0 to 4, or 1 to 4 where its source says censored_from=1; a line whose count is missing is passed over; where no count is mapped a line is 1), count_high, value, source, facet (dimension:category), credibility (1-6), reliability (A-F), handling (TLP and H0-H3), span, counting_unit (a source for each) and part ("own" and "not stated" are rejected: what a rollup with own=true leaves over is no figure of its zone). Rejected lines are kept in the table reject (the mapped columns of them), and where fewer than at_least come in nothing is imported; a marked file marks what is imported, and a new source for which no handling is given takes the store's default (init). Figures that an earlier batch of the same source has are counted (overlap, differing): the later stand.
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

---Loads a reference set that ships with glocal, all or nothing: zones, phenomena, sources and exposures of Belgium, the Netherlands, Luxembourg and the world's countries.
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
---@return frame # script, hash, arguments, the state they saw, when, how they ended
function store_class:runs() end

---Changes what is stated of a source, in a batch of its own that is logged.
---```lua
---store:source('frontex', {preference=1}) --> true
---sources('frontex').preference[1] --> 1
---select(3, store:source('frontex', {colour='red'})) --> invalid
---```
---@param source string a code or name
---@param changes table<string, string|integer|boolean> kind, reliability, handling, records, counting_unit, value_unit, publisher, licence, censored_from (not beside figures imported with the other one), reports_zeros, preference; an empty text takes it away
---@return boolean? # true
---@return string? message
---@return string? code
function store_class:source(source, changes) end

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
