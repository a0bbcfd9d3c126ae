---@meta glocal

-- Made from the declarations beside the code by scripts/dev/reference.lua; do not edit.

---The store that is open.
---@type store?
store = nil

---The leaf cells of a store, which rollup adds up.
---@class cells

---Zones or phenomena as a tree, as rollup uses it.
---@class tree

---@class glocal.backtest.options
---@field horizon? integer
---@field origins? integer
---@field stride? integer
---@field methods? string[]
---@field levels? number[]
---@field by? string
---@field scores? string|string[]
---@field reference? string
---@field as_of? boolean
---@field delay? integer
---@field seed? integer
---@field calibrate? boolean
---@field breaks? boolean
---@field value? string
---@field gaps? string
---@field cutoff? string
---@field leaders? frame
---@field max_lag? integer
---@field lead_value? string
---@field events? table|frame
---@field regressors? frame

---How good forecasts of these series would have been: rolling origin. At each origin the methods see what came before and forecast `horizon` periods; what came then scores them. Methods: a list of names (the default method and snaive unless told); origins: how many (6 unless told), `stride` periods apart (1), the last a horizon before the end. By: "horizon" (a row per method and step ahead, unless told), "method" or "series" (a row per method, or method and series). As_of=true rolls up anew for each origin what the store knew on its last day, or `delay` days later; figures may also be a function of a date that gives such a frame. Leaders, events and regressors as in forecast: at each origin leaders are chosen, and all of them fitted and kept, anew from what came before it (leaders not with as_of); events count as known ahead. Other options as in forecast. Gives method, outcomes, scores. Scores: names or "all"; mae, wis, coverage and, by method, skill unless told (dm where there is a `reference`). Of the median: mae, rmse, smape (%), bias (above 0: too high), mase and rmsse (scaled by the seasonal naive's error in the history), owa (overall weighted average: smape and mase over those of naive2, as in M4). Of the quantiles: wis (weighted interval score) with its parts dispersion, over and under, crps, pinball; by level interval (interval score), coverage (%) and width, as coverage_80. Skill is 1 - mase / the seasonal naive's, with its 90 % bootstrap interval. Reference: the method that dm and dm_p (Diebold-Mariano test of mase) compare with, the first unless told; dm below 0 beats it, dm_p is how likely so large a difference is by chance. The test needs more origins than periods ahead. Raises as forecast does, for an unknown score, and where the series are too short; returns nil, message, code where the store can't be read.
---```lua
---r = rollup{zone="BENELUX", level="country", phenomenon="trafficking", every="year"}
---b = backtest(r, {horizon=1, origins=3, methods={"naive", "drift"}, by="method"})
---b.method[2] --> drift
---b:has "coverage_80" --> true
---backtest(r, {horizon=1, origins=3, methods={"naive", "drift"}, by="method", scores={"owa"}}):columns()[3] --> owa
---```
---@param figures frame|function
---@param options? glocal.backtest.options
---@return frame
function backtest(figures, options) end

---@class glocal.brief.spec
---@field zone string
---@field lang? string
---@field to? string
---@field as_of? string|integer
---@field at? string
---@field date? string
---@field exposure? table<string, string>
---@field marking? string
---@field store? store

---Makes the brief of a zone: what moves internationally, what that means in the zone with its range, the zone beside its neighbours and the country, charts and a map, sources, and how it was computed. `zone` is any zone within a country whose population is known; `lang` nl, fr, de or en (that of the locale unless told). With `to` the page is written as HTML that fetches nothing and prints on A4. The result prints as the brief in text; its fields are text, html, marking, zone, lang, command, state, path (with `to`) and `estimates`, a frame of topic, exposure, zone, estimate, low, high for all zones of the level, with what falls outside as the zone OUTSIDE; write(path) writes the page. `at`: the last month to consider (the last with figures unless told); `as_of`: what was known on a date or after a batch; `date`: the day of the brief, of its zones and population (today unless told); `exposure`: other tables by topic (crossings, channel, gateways, victims); `marking`: a stricter one. Raises for an unknown zone or language; returns nil, message, code where the file can't be written (io), its marking forbids it (TLP:RED: marking), or gnuplot is missing (not_found).
---```lua
---b = brief{zone="5345", lang="nl", at="2025-04"}
---b.text:match "Zonebeeld: Antwerpen" --> Zonebeeld: Antwerpen
---b.marking --> TLP:CLEAR
---```
---@param spec glocal.brief.spec
---@return table?
---@return string?
---@return string?
function brief(spec) end

---@class glocal.calibration.spec
---@field by? string
---@field store? store

---Reliability of the registered forecasts that score_due() scored. A row per key and probability: the forecasts said that the outcome would be at most their quantile with that probability; `observed` is the share of outcomes that were. Reliable forecasts have observed near probability; above it they were too high, below it too low. Probabilities are taken to the nearest 0.025. By: method (unless told), phenomenon, zone, author or kind (model, judgement, pool). Columns: the key, probability, observed, outcomes, error (half the width of observed's 95 % interval, were outcomes independent).
---```lua
---calibration{by="author"}:columns()[1] --> author
---select(2, pcall(calibration, {by="methd"})):match "did you mean.*" --> did you mean 'method'?
---```
---@param spec? glocal.calibration.spec
---@return frame
function calibration(spec) end

---The Diebold-Mariano test, with Harvey's correction for few outcomes, on the losses of two forecasters at the same outcomes in order of time, of forecasts `horizon` steps ahead (1 unless told): {count, difference, statistic, p}. A difference below 0 says that the first is better; p how likely so large a one is by chance. Raises for fewer than 3 outcomes.
---```lua
---dm_test({1, 4, 2, 8}, {2, 5, 4, 9}).difference --> -1.25
---```
---@param a number[]
---@param b number[]
---@param horizon? integer
---@return table
function dm_test(a, b, horizon) end

---Runs the examples of a name, and shows each line with what it gives. What they set is theirs alone. Examples that write are shown and not run. They are written for a store with the reference set "benelux".
---```lua
---example "frame:head"
---```
---@param name string
function example(name) end

---@class glocal.forecast.options
---@field horizon? integer
---@field levels? number[]
---@field method? string
---@field model? string
---@field seed? integer
---@field calibrate? boolean
---@field breaks? boolean
---@field actual? boolean|integer
---@field value? string
---@field gaps? string
---@field cutoff? string
---@field leaders? frame
---@field max_lag? integer
---@field lead_value? string
---@field events? table|frame
---@field regressors? frame

---Forecasts every series of a frame: one per combination of its columns of text (zone, phenomenon, facet ...), over its column of periods. Horizon: how many periods ahead (12 months, 4 quarters, 3 years, 13 weeks, 14 days unless told). Levels: of the intervals, in per cent. Method: combination (unless told: the middle of several methods, weighted by how they did on the series) or one by name, see forecast_methods(); model: a member of its family, such as "MAdM" of ets. Intervals are calibrated by looking back where there is enough history (calibrate=false: the method's own). Breaks: outliers that passed (a collapse of up to six periods) are left out of what the method is fitted to, what came before a level shift is brought to the level after it, and note() names them; false leaves them in. The yardsticks (naive, snaive, naive2, drift, mean) and forecasts with events or regressors take a series as it is, and intervals are calibrated against what came, breaks and all. Days and weeks: the pattern of the year is taken out before the method and put back, where there is one. Actual: true puts the history before the forecasts, a number that many periods of it. Value: the column to forecast (count, estimate, value ... unless told). Gaps: what a period without a row is, "zero" (whole numbers of a rollup by day, week or month, unless told) or "missing". Cutoff: the last date known; a period that is not over is left out. Leaders: a frame of international series, of which those go in that leads() finds to run ahead of a series by up to max_lag periods (12 unless told; lead_value: their column). Events: a list such as {{name="border controls", from="2015-09", to="2016-02"}}, or a frame of them; without `to` it is a step that stays, every="year" brings it back each year, zone=, phenomenon= ... limit it to series. Regressors: a frame of figures known up to the horizon, by period and any keys. Each of the three is kept only where it makes forecasts of a series better at origins in the past: effects() tells. Seed: of what is simulated; the same frame and seed give the same figures. Gives a frame: the keys, period, mean, median, low_80, high_80 ..., method; counts have whole, non-negative quantiles. note() says what the intervals mean and how often they held when looking back. Raises for an unknown argument or method, a horizon outside 1 to 1000, a level outside 0 to 100, a period that comes twice, an infinite figure, and a frame without periods or figures.
---```lua
---r = rollup{zone="BE", phenomenon="trafficking", every="year", to="2023"}
---f = forecast(r, {horizon=2, levels={80, 95}})
---f.period[1] --> 2023
---table.concat(f:columns(), " ", 3, 6) --> period mean median low_80
---f.low_95[1] <= f.median[1] and f.median[1] <= f.high_95[1] --> true
---```
---@param figures frame
---@param options? glocal.forecast.options
---@return frame
function forecast(figures, options) end

---The forecasting methods: name, and what each does in a few words; the first is taken unless told.
---```lua
---forecast_methods().name[1] --> combination
---```
---@return frame
function forecast_methods() end

---Tells how to work with glocal, or about one name: a text that names it, or the value itself. A word that names nothing is looked for in all entries.
---```lua
---help "frame:head"
---```
---@param topic? any
function help(topic) end

---The statements typed in the shell, of all sessions, those of today last: time (UTC), statement, duration, store. Only those that hold every word of `words`, whatever their case; at most the last `n`. Up and Ctrl-R at the prompt go through the same history. The frame has no rows where no history is kept.
---```lua
---history("rollup"):columns()[2] --> statement
---```
---@param words? string
---@param n? integer
---@return frame
function history(words, n) end

---@class glocal.impact.spec
---@field of frame
---@field to? string
---@field within? string
---@field exposure? string
---@field base? string
---@field spread? number
---@field at? string
---@field as_of? string|integer
---@field store? store

---Lays figures of international or national zones down on local ones. `of` is a rollup with zone, phenomenon and count; `to` the level of the local zones (police_zone unless told), `within` a zone that holds them. Exposure: the name of a table of the store (channel, gateways), or "population": the zone's share of the people of the node, or of `base` (EU unless told) where the zone is not in the node; the true share is judged to lie within a factor `spread` (2 unless told). As_of: the zones, populations and exposures known on a date or after a batch (that of the rollup unless told). Gives zone, phenomenon, period, part, estimate, low, high: expected counts in thousandths, the total conserved. What falls outside is the row OUTSIDE (part "outside"), what stays in cyberspace the row CYBER (part "cyberspace"); a zone that the table does not name has no row. The result has explain(zone): which nodes contributed how much, through which weight. Raises for figures that hold a zone and one inside it, an unknown exposure, and weights above 1.
---```lua
---of = rollup{zone="RT-CHANNEL", phenomenon="smuggling", every="year", from="2022", to="2022"}
---i = impact{of=of, exposure="channel"}
---("%.3f"):format(i:sum "estimate" - of:sum "count") --> 0.000
---i:explain("BE-PZ5461").from_zone[1] --> RT-CHANNEL
---```
---@param spec glocal.impact.spec
---@return frame
function impact(spec) end

---@class glocal.init.options
---@field reference? string
---@field handling? string

---Makes a new store; with a reference set it has zones, phenomena, sources and exposures from the start. `handling` is the marking that a source gets for which an import gives none: AMBER unless told. The new store becomes the current one. Returns nil, message, code when the file is there already (exists), can't be made, or there is no such reference set (not_found); then no file stays behind.
---```lua
---select(3, init "/nowhere/x.db") --> not_found
---```
---@param path string
---@param options? glocal.init.options
---@return store?
---@return string?
---@return string?
function init(path, options) end

---@class glocal.journal.options
---@field kept? boolean

---Writes the statements of this session as a script that glocal run plays again, on this store or another one. Expressions are shown with show(); statements that failed stand as comments; the store is left to whoever runs it. With `kept`, only the statements that led to globals which still exist, to files, or to changes of the store. A journal is written anew when asked again; a file that is none is not touched. The result prints as a sentence; its fields are path and statements. Returns nil, message, code where there is such a file (exists), nothing to write (not_found), or it can't be written (io).
---```lua
---select(3, journal "/nowhere/session.lua") --> not_found
---```
---@param path string
---@param options? glocal.journal.options
---@return table?
---@return string?
---@return string?
function journal(path, options) end

---@class glocal.leads.options
---@field max_lag? integer
---@field every_lag? boolean
---@field value? string
---@field lead_value? string
---@field gaps? string
---@field cutoff? string

---Which series of `leaders` (international) run ahead of those of `figures` (local), by up to max_lag periods (12 unless told): cross-correlations of changes, prewhitened, with the false-discovery rate held over all pairs and lags. A row per pair, at its clearest lag (every_lag=true: at each), the surest first: the keys, the leader's keys as lead_zone ..., lag, correlation, p, q (the share of false finds to expect), gain (by how much one-step forecasts of the last third of the periods would have been better, 0.1 is a tenth; below 0 worse; null where too short), periods. A leader is worth a place in a forecast where q is small and the gain above 0. Value, lead_value, gaps and cutoff as in forecast. Raises as forecast does, and where the two frames have different periods.
---```lua
---r = rollup{zone="FR", phenomenon="smuggling", every="month", to="2019"}
---l = leads(r, rollup{zone="FR", phenomenon="documents", every="month", to="2019"}, {max_lag=6})
---table.concat(l:columns(), " ", 3, 6) --> lead_zone lead_phenomenon lag correlation
---```
---@param figures frame
---@param leaders frame
---@param options? glocal.leads.options
---@return frame
function leads(figures, leaders, options) end

---@class glocal.open.options
---@field read_only? boolean

---Opens a store and makes it the current one, which rollup, zones, brief ... use. Returns nil, message, code when there is no such file (not_found), it is not a store (corrupt), or a newer glocal made it (version).
---```lua
---select(3, open "/nowhere/x.db") --> not_found
---```
---@param path string
---@param options? glocal.open.options
---@return store?
---@return string?
---@return string?
function open(path, options) end

---The period of the given length (day, week, month, quarter, year; that of the date itself unless told) that holds a date, moved by `shift` periods. Raises for what is not a date.
---```lua
---period('2024-03-15', 'month', -1) --> 2024-02
---period('2024-03', 'quarter') --> 2024-Q1
---```
---@param date string
---@param every? string
---@param shift? integer
---@return string
function period(date, every, shift) end

---@class glocal.pool.options
---@field method? string
---@field extremise? number
---@field weights? number[]

---Makes one probability of several, of models and experts alike. Method: linear (unless told), the weighted mean; or log_odds, the weighted mean of the log odds times `extremise` (1 unless told; above 1 goes further from 1/2, as is right where each judge knows something the others don't: 1 to 3). Of quantiles, tables {[0.1]=5, [0.5]=9, [0.9]=20} or rows of a forecast, it makes those of their mixture (linear), at every probability that any of them has. Raises for a probability that is not between 0 and 1.
---```lua
---("%.3f"):format(pool{0.2, 0.4}) --> 0.300
---("%.1f"):format(pool{{[0.1]=0, [0.9]=8}, {[0.1]=2, [0.9]=10}}[0.9]) --> 9.0
---("%.3f"):format(pool({0.7, 0.8}, {method="log_odds", extremise=2})) --> 0.903
---```
---@param probabilities number[]|table[]
---@param options? glocal.pool.options
---@return number|table<number, number>
function pool(probabilities, options) end

---Where a statement (Lua or SQL, as text) or a function spends its time. Gives a frame, the dearest first: what (a function, with the file and line of one in Lua; or an SQL statement), kind (Lua, C or SQL), calls, seconds of its own, without what it calls, and their share of the sum in %. The SQL of an import runs beside it, in a thread of its own, and counts all the same. What a coroutine does counts for coroutine.resume. What the statement gave is the frame's field `result`. Raises what the statement raises.
---```lua
---p = profile "frame({{a=1}}):sum 'a'"
---p:where{what="frame"}.kind[1] --> C
---p.result --> 1
---```
---@param what string|function
---@return frame
function profile(what) end

---@class glocal.reconcile.options
---@field method? string
---@field zones? tree|table
---@field phenomena? tree|table
---@field column? string
---@field residuals? frame|frame[]|boolean
---@field history? frame|frame[]|boolean
---@field proportions? string
---@field variance? string
---@field level? string
---@field nonnegative? boolean

---Makes forecasts add up over the trees of zones and phenomena, crossed, and over time. The frame has zone or phenomenon or both, period, and `mean` (or another `column`); every series needs a value at every period. All levels come from one rollup: level={"country", "province"}, phenomenon_level="*"; with own=true what is recorded at a zone itself is a part of it. A list of frames, one by month, one by quarter, one by year, is reconciled over time too, and gives as many frames: only periods that the finer ones fill can add up, the others are named by note(). Method: bottom_up, top_down and middle_out (from the zones of kind `level`), ols, structural (unless told), variance (by the column `variance`, or residuals) or mint (shrunk covariance of the residuals). Residuals: what residuals(r) gives, a frame of the same series (or one per grain) with period and residual; true makes them of the figures that were forecast, as mint and variance do unless told. With them the quantile columns (median, low_80, high_80 ...) become those of coherent futures, whole numbers where they were; without they are left out. History: the rollup that was forecast (or true; or one per grain), by whose proportions top_down and middle_out share out, instead of the forecasts': proportions "of_averages" (the part's mean over the whole's, unless told) or "average" (the mean of the parts by period). Nothing is below 0 unless nonnegative=false; a column of whole numbers stays one where the series are one tree. Zones and phenomena: trees, or tables of child = parent; the store's unless given. Raises for unknown methods and codes, missing values, and parts that would count twice.
---```lua
---f = frame{{zone="TOTAL", period="2026-01", mean=10}, {zone="A", period="2026-01", mean=4}, {zone="B", period="2026-01", mean=4}}
---reconcile(f, {zones={A="TOTAL", B="TOTAL"}}).mean[1] --> 9.0
---r = rollup{zone="BENELUX", level={"union", "country"}, phenomenon="trafficking", every="year", to="2022"}
---c = reconcile(forecast(r, {horizon=2, method="ses"}), {method="mint"})
---c.low_80[1] <= c.median[1] and c.median[1] <= c.high_80[1] --> true
---```
---@param frame frame|frame[]
---@param options? glocal.reconcile.options
---@return frame ...
function reconcile(frame, options) end

---@class glocal.register_judgement.spec
---@field zone string
---@field phenomenon string
---@field facet? string
---@field period string
---@field every? string
---@field measure? string
---@field quantiles? table<number, number>
---@field above? number
---@field probability? number
---@field author string
---@field note? string
---@field source? string|string[]
---@field gaps? string
---@field marking? string
---@field pooled? boolean
---@field store? store

---Registers what experts expect of one figure: quantiles={[0.1]=5, [0.5]=9, [0.9]=20}, or the probability that it is above a number: above=100, probability=0.3. Zone and phenomenon as in rollup; period such as "2027-06"; measure is count unless told; source and facet narrow the figure as in rollup. Author is a role, such as "liaison officers", never a person. pooled=true marks what pool() made of several. Gives the number of the registration; score_due() scores it. Returns nil, message, code where the figure is recorded already (exists). Raises for an argument that makes no sense.
---```lua
---id = register_judgement{zone="BE", phenomenon="smuggling", period="2035", above=9, probability=0.3, author="desk"}
---math.type(id) --> integer
---```
---@param spec glocal.register_judgement.spec
---@return integer?
---@return string?
---@return string?
function register_judgement(spec) end

---@class glocal.residuals.options
---@field method? string
---@field model? string
---@field seed? integer
---@field breaks? boolean
---@field value? string
---@field gaps? string
---@field cutoff? string

---How far off every series of a frame was from one period to the next: the outcome less what the method, fitted to the history, had expected from the periods before it. Figures: a rollup, or a forecast, of which it takes the figures, the method and the other options. Method: combination unless told (the middle of its members), or one by name, see forecast_methods(); model, seed, breaks, value, gaps and cutoff as in forecast. Gives the keys, period, fitted and residual, a row where both are known. It is what reconcile learns from which series err together. Raises as forecast does.
---```lua
---r = rollup{zone="BE", phenomenon="trafficking", every="year", to="2022"}
---e = residuals(r, {method="naive"})
---table.concat(e:columns(), " ") --> zone phenomenon period fitted residual
---e.residual[1] == r.count[2] - r.count[1] --> true
---```
---@param figures frame
---@param options? glocal.residuals.options
---@return frame
function residuals(figures, options) end

---@class glocal.rollup.spec
---@field zone? string|string[]
---@field level? string|string[]
---@field phenomenon? string|string[]
---@field phenomenon_level? integer|string
---@field every? string
---@field from? string
---@field to? string
---@field measures? table
---@field weight? string
---@field source? string|string[]
---@field facet? string|string[]
---@field min_credibility? integer
---@field own? boolean
---@field as_of? string|integer
---@field at? string
---@field hierarchy? string
---@field store? store

---Sums figures up the trees of zones and phenomena, over periods. A row holds everything recorded at its zone or below, on its phenomenon or below, within its period; a figure whose span is longer than the period is left out, never spread (note() says so). Zone: one or more codes or names, "*" for every zone; WORLD unless told. Level: the kinds of zones below it that get rows (the zone itself unless told; "*" for all). Phenomenon: one or more, "*" for every one; all top ones unless told; phenomenon_level: 1 (top), 2, 3, "leaf" or "*" below it. Every: day, week, month, quarter, year or all (month unless told). From and to: dates or periods, both included. Measures: events, count, value, weighted (with weight="a table"), and per={"population", 1e5} for rates. A censored count such as "<5" gives count (the lowest it can be) and count_high. Facet: a breakdown such as "sex". Mergers of zones are followed. At: the date of the zone tree (the end of `to`, or today). As_of: what was known on a date or after a batch. Min_credibility: only what is graded 1 to that. Own: adds rows of part "own" with what is recorded at the zones above themselves. Raises for an unknown argument, zone, phenomenon, level or measure, naming the nearest.
---```lua
---r = rollup{zone="FR", phenomenon="drugs", every="year", from="2019", to="2020"}
---#r --> 2
---r:columns()[3] --> period
---```
---@param spec glocal.rollup.spec
---@return frame
function rollup(spec) end

---@class glocal.score.options
---@field by? string|string[]
---@field actual? string
---@field point? string
---@field scale? string
---@field squared_scale? string
---@field reference? string
---@field horizon? integer
---@field probability? string
---@field scores? string|string[]

---Scores forecasts against what came about, by group. The frame has `actual` (or the column that `actual` names) and a point forecast (`mean`, else `median`, or the column `point`), quantiles (median, low_80, high_80 ...), or the `probability` of an event, `actual` then being 1 where it happened and 0 where not; rows without an actual are passed over. By: one or more columns, all rows together unless told. Gives the columns of by, outcomes, scores. Scores: names, or "all" that can be had; mae, mase, wis, coverage, brier and log_score unless told. Of the point: mae, rmse, smape (%), bias (above 0: too high), mase with `scale` and rmsse with `squared_scale`, columns with the mean absolute and mean squared error of the seasonal naive forecast in the history. Of the quantiles: wis (weighted interval score) with its parts dispersion, over and under, crps, pinball; by level interval (interval score), coverage (%) and width. Of probabilities: brier, log_score. Less is better for all losses. Reference: a column with another point forecast, for skill (1 - mae, or mase where there is a scale, over the reference's, with its 90 % bootstrap interval), dm and dm_p (Diebold-Mariano test, below 0 where the reference is beaten; the rows of a group are then one series in order of time, of forecasts `horizon` steps ahead, 1 unless told) and, with a scale, owa (overall weighted average, M4's where the reference is naive2's forecast). Raises for a missing column, naming the nearest.
---```lua
---f = frame{{actual=12, median=10, low_50=8, high_50=13, low_95=5, high_95=20}}
---score(f).wis[1] --> 1.05
---score(f).coverage_95[1] --> 100.0
---score(frame{{actual=1, probability=0.8}, {actual=0, probability=0.5}}, {scores="brier"}).brier[1] --> 0.145
---```
---@param frame frame
---@param options? glocal.score.options
---@return frame
function score(frame, options) end

---Scores every registered forecast that fell due: its period is over and its outcome recorded (0 where nothing was recorded but others of the registration reported that period or a later one). Quantiles get wis (weighted interval score), absolute_error (of the median) and inside_80 ... (1 or 0), probabilities brier and log_score. Scores are kept with the outcome and the state of the store, and stand: a later revision does not change them. Gives a frame of what was scored now: registration, zone, phenomenon, period, method, outcome, name, score. Returns nil, message, code where the store can't be written.
---```lua
---score_due():columns()[1] --> registration
---```
---@param store? store
---@return frame
function score_due(store) end

---Shows values as the shell does after a statement, and keeps the first in `_` and `_1`. What a call returned that failed (nil, message, code) is raised as an error.
---```lua
---show(frame{{zone="BE", count=3}})
---```
---@param ... any
function show(...) end

---Runs one SELECT over frames and the current store's tables, and gives a frame; it works without a store too. `$name` where a table may stand is the frame of that name among the parameters, read in place; `:name` and `?` are values. See store:sql, which it is the same as. In the shell a statement that begins with select, with or explain needs no more than itself: frames and values go by their names there. Returns nil, message, 'sql' for a wrong statement.
---```lua
---f = frame({{month="2024-01", n=3}, {month="2024-02", n=5}}, {types={month="month"}})
---sql("select month from $f where n > :least", {f=f, least=3}).month[1] --> 2024-02
---(sql("select month from $f", {f=f}):type "month") --> month
---```
---@param statement string
---@param parameters? table
---@return frame?
---@return string?
---@return string?
function sql(statement, parameters) end

---How long a statement (Lua or SQL, as text) or a function takes. Gives a frame of one row: wall, by the clock, and cpu, of all processors together, in seconds; rows, how many came out (of an import: lines taken), and rows a second; memory, how much more the program holds afterwards, and peak, the most it held meanwhile, in MB. What the statement gave is its field `result`. Raises what the statement raises; of a failure it returns nil, message, code as well.
---```lua
---t = time "frame{{a=1}, {a=2}}"
---t[1].rows --> 2
---#t.result --> 2
---time(function() return sql "select 1 as one" end).wall[1] >= 0 --> true
---```
---@param what string|function
---@return frame?
---@return string?
---@return string?
function time(what) end

---Today, UTC, as 2026-11-22.
---```lua
---#today() --> 10
---```
---@return string
function today() end

---Takes back the last import of observations made in this session, and says which; once more takes back the one before it. Nothing is erased: a batch that retracts is added, and as_of still shows what was known before. The result prints as a sentence; its fields are batch, rows, file and retracted_by. Returns nil, message, code when nothing is left to take back or its store was closed (not_found), when the last import holds no observations (invalid), or the store can't be written.
---```lua
---select(3, undo()) --> not_found
---```
---@return table?
---@return string?
---@return string?
function undo() end

---The current store, or the one given; raises when there is none.
---```lua
---use():path():match "%.db$" --> .db
---```
---@param store? store
---@return store
function use(store) end

---@class frame
local frame_class = {}

---Shows all rows and all columns, whole: by the pager ($PAGER, less unless told) where they don't fit the screen, else, and where there is no terminal, printed.
---```lua
---frame{{a=1}, {a=2}}:all() --> nil
---```
function frame_class:all() end

---The rows of this frame, then those of the others, under the strictest marking of all. A column that a frame does not have is null in its rows. Raises where columns of one name differ in type or unit.
---```lua
---#frame{{a=1}}:append(frame{{a=2}, {a=3}}) --> 3
---```
---@param other frame
---@param ... frame
---@return frame
function frame_class:append(other, ...) end

---Gives this frame fields of its own, such as the `explain` of an impact; returns the frame. Frames made from it do not have them.
---```lua
---frame{{a=1}}:attach{about='x'}.about --> x
---```
---@param fields table
---@return frame
function frame_class:attach(fields) end

---What attach gave this frame under a name; nil when there is nothing.
---```lua
---frame{{a=1}}:attached('note') --> nil
---```
---@param name string
---@return any
function frame_class:attached(name) end

---The names of the columns.
---```lua
---frame{{a=1, b=2}}:columns()[2] --> b
---```
---@return string[]
function frame_class:columns() end

---What each regressor does to each series of a forecast that was given leaders, events or regressors. A row per series and regressor that was tried: the keys, regressor (a leader goes by its keys), lag (periods that it runs ahead; 0: known ahead), coefficient (the change of the series for one more of it; of an event: while it is on), low and high (its 95 % interval), gain (by how much it made forecasts better at origins in the past, 0.1 is a tenth; below 0 worse), kept (1: it is in the forecast, as its gain is above 0 and its interval does not hold 0). Null where it can't be told. Raises for a frame that is no such forecast.
---```lua
---r = rollup{zone="FR", phenomenon="smuggling", every="month", to="2019"}
---f = forecast(r, {horizon=3, events={{name="campaign of 2018", from="2018-03", to="2018-08"}}})
---f:effects().regressor[1] --> campaign of 2018
---```
---@return frame
function frame_class:effects() end

---One cell; nil where it is null. Dates come as text, such as '2024-01'.
---```lua
---frame{{a=1}, {a=2}}:get(2, 'a') --> 2
---```
---@param row integer
---@param name string
---@return any
function frame_class:get(row, name) end

---@class glocal.frame.glimpse.options
---@field plain? boolean

---A look at every column: its type (of a time the length of its periods), unit, how many nulls, the lowest and highest value, and how the values are spread between them; of texts the most frequent ones with their counts. With `plain` (where the terminal is, or GLOCAL_PLAIN is set) the spread is left out. The result is a frame, under the same marking.
---```lua
---f = frame{{zone="BE", n=1}, {zone="BE", n=3}, {n=5}}
---f:glimpse():get(1, "highest") --> 5
---f:glimpse():get(2, "values") --> 1 text: BE 2
---```
---@param options? glocal.frame.glimpse.options
---@return frame
function frame_class:glimpse(options) end

---Whether there is a column of that name.
---```lua
---frame{{a=1}}:has('b') --> false
---```
---@param name string
---@return boolean
function frame_class:has(name) end

---The first `n` rows (10 unless told).
---```lua
---#frame{{a=1}, {a=2}}:head(1) --> 1
---```
---@param n? integer
---@return frame
function frame_class:head(n) end

---The same frame under a stricter marking, such as 'AMBER' or 'GREEN H1'. A marking never loosens: returns nil, message, 'marking' if it would.
---```lua
---frame{{a=1}}:mark('AMBER'):marking() --> TLP:AMBER
---```
---@param marking string
---@return frame
function frame_class:mark(marking) end

---The frame's marking: the strictest handling of all that went into it.
---```lua
---frame{{a=1}}:marking() --> TLP:CLEAR
---```
---@return string
function frame_class:marking() end

---Adds columns, or puts new ones in the place of old: each is an expression over the column names, a function of the row, a list with a value per row, or one value for all. nil is null. Columns are added in order of name.
---```lua
---frame{{a=2}}:mutate{b = "a * 10"}.b[1] --> 20
---frame{{a=2}}:mutate{b = function(row) return row.a + 1 end}.b[1] --> 3
---```
---@param columns table<string, string|function|table|number>
---@return frame
function frame_class:mutate(columns) end

---@class glocal.frame.named.options
---@field store? store

---Puts names beside the codes of zones and phenomena, in nl, fr, de or en (the language of the terminal unless told): the columns zone_name, from_zone_name and phenomenon_name, each right behind its code.
---```lua
---rollup{zone="5345", phenomenon="cyber", every="year"}:named("fr"):columns()[2] --> zone_name
---frame{{zone="BE"}}:named("nl").zone_name[1] --> België
---```
---@param lang? string
---@param options? glocal.frame.named.options
---@return frame
function frame_class:named(lang, options) end

---What an analyst should know beside the rows, such as what a rollup left out; nil when there is nothing to say.
---```lua
---frame{{a=1}}:note() --> nil
---```
---@return string?
function frame_class:note() end

---Draws the frame. In the shell the plot shows itself: as an image where the terminal shows those ($GLOCAL_IMAGES: kitty, sixel or none), else in characters; in words with GLOCAL_PLAIN=1 or where the output is no terminal. `to` writes it as SVG, PNG or PDF, by the ending of the name. Kind (r:plot "bar" for short): line (of two periods or more, else bar), bar, heat (a row per group, a column per period), multiples (a panel per value of the column `panel`), map (coloured zones where the store has outlines, else circles), circles, choropleth. x, y and by name columns and are chosen unless told: periods; the first of median, mean, estimate, count, value ...; every column of text that tells rows apart. y may be a list. Ranges are drawn: low and high, count_high, and of a forecast low_80 and high_80, low_95 and high_95 around median or mean, with `actual` before it. Top: how many series, bars, rows or panels, the largest first. At: the period of bars and maps (the last with figures unless told). Stack and horizontal: of bars. Highlight: a zone of a map; labels: how many are named. Lang: nl, fr, de or en. Title and source in place of those found; width and height in pixels. The plot has write(path), svg(), text(), summary() and the fields kind, title, marking, note. Raises for a wrong argument; returns nil, message, code where there is nothing to draw (not_found), gnuplot is missing (not_found), the marking forbids the file (TLP:RED: marking), or it can't be written (io).
---```lua
---r = rollup{zone="BENELUX", level="country", phenomenon="trafficking", every="year", from="2019", to="2022"}
---r:plot{lang="nl"}.title --> Mensenhandel: België, Luxemburg en Nederland
---r:plot{kind="bar", lang="en"}:summary():match "Highest: [^;]*" --> Highest: Netherlands 814
---select(2, pcall(r.plot, r, {y="cuont"})):match "did you mean.*" --> did you mean 'count'?
---```
---@param spec? string|{kind?: string, x?: string, y?: string|string[], by?: string|string[], panel?: string|string[], low?: string, high?: string, top?: integer, at?: string, stack?: boolean, horizontal?: boolean, highlight?: string, labels?: integer, to?: string, lang?: string, title?: string, source?: string, width?: integer, height?: integer, images?: string, store?: store}
---@return picture?
---@return string?
---@return string?
function frame_class:plot(spec) end

---@class glocal.frame.print.options
---@field rows? integer
---@field width? integer
---@field plain? boolean

---Prints the frame: all its rows, or as many as asked, at the width asked.
---```lua
---frame{{a=1}}:print{rows=5} --> nil
---```
---@param options? glocal.frame.print.options
function frame_class:print(options) end

---How the frame was computed: one line per step, the steps before it indented.
---```lua
---frame{{a=1}}:provenance() --> frame{...}
---```
---@return string
function frame_class:provenance() end

---@class glocal.frame.register.options
---@field author string
---@field note? string
---@field from? string
---@field store? store

---Registers a forecast: its quantiles are kept with cutoff, method, seed and the state of the store, their hash goes into the log, and nothing of it can be changed afterwards. Author is a role, never a person. From: the first period to register (the first of the forecast unless told). Gives the number of the registration; score_due() scores it when the outcome is in. Returns nil, message, code where something of the outcome is recorded already (exists), or the store is read-only or busy. Raises where it is no forecast of a rollup, and without an author.
---```lua
---f = forecast(rollup{zone="BE", phenomenon="trafficking", every="year"}, {horizon=2})
---math.type(f:register{author="analysis", note="a test"}) --> integer
---```
---@param options glocal.frame.register.options
---@return integer?
---@return string?
---@return string?
function frame_class:register(options) end

---@class glocal.frame.render.options
---@field width? integer
---@field rows? integer
---@field plain? boolean
---@field colour? boolean
---@field to? file*

---The frame as text that fits `width` columns (80 unless told; 0 for as wide as it takes), at most `rows` rows (20; 0 for all); plain: ASCII only; colour: names bold. With `to`, an open file, the text is written there a piece at a time, however long it is; then gives true, or nil, message, code: io, cancelled.
---```lua
---frame{{a=1}}:render{width=40}:match('%d row') --> 1 row
---```
---@param options? glocal.frame.render.options
---@return string|boolean
---@return string?
---@return string?
function frame_class:render(options) end

---Goes over the rows: gives the number and the row as a table.
---```lua
---n = 0
---for _, row in frame{{a=1}, {a=2}}:rows() do n = n + row.a end
---n --> 3
---```
---@return fun(): integer
---@return table
function frame_class:rows() end

---The named columns, in that order. Raises for an unknown name.
---```lua
---frame{{a=1, b=2}}:select{'b'}:columns()[1] --> b
---```
---@param names string|string[]
---@return frame
function frame_class:select(names) end

---Sorted by the named columns; a minus before a name sorts downward. Equal rows keep their order, nulls come last.
---```lua
---frame{{a=1}, {a=3}, {a=2}}:sort('-a').a[1] --> 3
---```
---@param keys string|string[]
---@return frame
function frame_class:sort(keys) end

---The sum of a number column; nulls are passed over. Whole numbers add up exactly.
---```lua
---frame{{a=1}, {a=2}}:sum "a" --> 3
---```
---@param name string
---@return number
function frame_class:sum(name) end

---A table per column: column (its name), type, unit, nulls; of a text `distinct`, how many texts there are, and `common`, the three most frequent with their counts; of numbers and times lowest, highest and `bins`, how many lie in each of 16 equal parts between them.
---```lua
---frame{{a=1}, {a=4}}:summary()[1].highest --> 4
---```
---@return table[]
function frame_class:summary() end

---The last `n` rows (10 unless told).
---```lua
---frame{{a=1}, {a=2}}:tail(1).a[1] --> 2
---```
---@param n? integer
---@return frame
function frame_class:tail(n) end

---The rows of the given numbers, in that order. Raises for a number outside the frame.
---```lua
---frame{{a=1}, {a=2}, {a=3}}:take{3, 1}.a[1] --> 3
---```
---@param rows integer[]
---@return frame
function frame_class:take(rows) end

---@class glocal.frame.to_csv.options
---@field delimiter? string
---@field bare? boolean

---Writes the frame as CSV (UTF-8, RFC 4180) and gives the path; without a path gives the text. Where the marking is not CLEAR the first line is a comment with it; bare=true leaves that out, for a file whose marking stands elsewhere, as in a Data Package. Returns nil, message, code where the file can't be written or the marking forbids it (TLP:RED).
---```lua
---frame{{a=1, b='x'}}:to_csv() --> a,b
-----> 1,x
-----> 
---```
---@param path? string
---@param options? glocal.frame.to_csv.options
---@return string?
---@return string?
---@return string?
function frame_class:to_csv(path, options) end

---@class glocal.frame.to_geojson.options
---@field zone? string
---@field points? boolean
---@field store? store

---Writes the frame as GeoJSON (RFC 7946) and gives the path; without a path gives the text. Each row is a feature: its properties are the row, its geometry is the outline of its zone where the store has one (see import, as="geometry"), else the point of its lat and lon, else null. points=true gives points only. The marking and how it was computed stand beside the features. Returns nil, message, code where the marking forbids it, no zone of it can be located (not_found) or the file can't be written.
---```lua
---frame{{zone="RT-CMED", count=3}}:to_geojson():match '"coordinates":%[12.61,35.5%]' --> "coordinates":[12.61,35.5]
---```
---@param path? string
---@param options? glocal.frame.to_geojson.options
---@return string?
---@return string?
---@return string?
function frame_class:to_geojson(path, options) end

---Writes the frame as one JSON object with marking, provenance, columns and rows, and gives the path; without a path gives the text. Fails as to_csv does.
---```lua
---frame{{a=1}}:to_json():match('"a":1') --> "a":1
---```
---@param path? string
---@return string?
---@return string?
---@return string?
function frame_class:to_json(path) end

---@class glocal.frame.to_package.options
---@field name? string
---@field title? string
---@field lang? string
---@field store? store

---Writes the frame as a Frictionless Data Package (version 1) and gives its path: data.csv and datapackage.json, which has the types, units and missing values of the columns, the marking, how it was computed, and the sources of the store with publisher and licence. A path that ends in .zip makes an archive of both, any other a folder; a folder that holds other files is left alone. store:import takes it back. Returns nil, message, code as to_csv does.
---```lua
---select(3, frame{{a=1}}:mark("RED"):to_package "/nowhere/p.zip") --> marking
---```
---@param path string
---@param options? glocal.frame.to_package.options
---@return string?
---@return string?
---@return string?
function frame_class:to_package(path, options) end

---@class glocal.frame.to_sdmx.options
---@field version? string
---@field dataflow? string
---@field provisional? string

---Writes the frame as SDMX-CSV 1.0 (or 2.0) and gives the path; without a path gives the text. Texts are dimensions (zone is REF_AREA), the time is TIME_PERIOD with its FREQ, each number column is an INDICATOR with its OBS_VALUE. A count that is censored has no OBS_VALUE but OBS_STATUS Q (suppressed) with OBS_LOWER and OBS_UPPER; an estimate has E; a period from `provisional` on has P; what is not known has O; all others A. CONF_STATUS is F where the marking is CLEAR, else N, and MARKING says which. Raises for a frame without a time. Returns nil, message, code as to_csv does.
---```lua
---f = rollup{zone="BE", phenomenon="trafficking", every="year", from="2022", to="2022"}
---f:to_sdmx():match "\n(.-)\n" --> GLOCAL:FRAME(1.0),A,BE,trafficking,COUNT,2022,231,A,F,,,,TLP:CLEAR
---```
---@param path? string
---@param options? glocal.frame.to_sdmx.options
---@return string?
---@return string?
---@return string?
function frame_class:to_sdmx(path, options) end

---@class glocal.frame.to_xlsx.options
---@field lang? string
---@field store? store

---Writes the frame as a workbook (.xlsx) and gives its path: numbers in the form of their unit, days, months and years as dates, weeks and quarters as text; the header stays in sight, columns fit and can be filtered. A second sheet says the marking, when it was made, how it was computed (calls, store, state, seed, what went before), types, units and empty cells, and the sources of the store. Text is text, also when it begins with "=". The second sheet speaks `lang` (the language of the terminal unless told); with `lang` given so do the heads of the columns. Returns nil, message, code where the marking forbids it (marking), a sheet can't hold it (invalid: 1 048 576 rows, 32 767 characters in a cell) or the file can't be written.
---```lua
---select(3, frame{{a=1}}:mark("RED"):to_xlsx "/nowhere/r.xlsx") --> marking
---select(3, frame{{a=1}}:to_xlsx "/nowhere/r.xlsx") --> not_found
---```
---@param path string
---@param options? glocal.frame.to_xlsx.options
---@return string?
---@return string?
---@return string?
function frame_class:to_xlsx(path, options) end

---The type of a column (integer, real, text, day or month), its unit or nil, and for a time the length of its periods (day, week, month, quarter, year).
---```lua
---frame{{a=1}}:type('a') --> integer
---```
---@param name string
---@return string
---@return string?
---@return string?
function frame_class:type(name) end

---Keeps the rows for which a condition holds: a table of column = value or list of values, an expression as text over the column names, or a function of the row. Dates compare as text: month >= "2024-01". Raises for an unknown column.
---```lua
---f = frame{{zone="BE", count=3}, {zone="NL", count=5}}
---#f:where{zone="BE"} --> 1
---f:where("count > 3").zone[1] --> NL
---#f:where(function(row) return row.count < 9 end) --> 2
---```
---@param condition table|string|function
---@return frame
function frame_class:where(condition) end

---@class glocal.frame.with.options
---@field type? string
---@field unit? string
---@field call? string
---@field from? frame[]

---With a column added, or put in the place of the one of that name. `values` has one value per row; nil is null. A library that makes a frame column by column tells with the last one what its origin says: the `call`, and the frames it was made `from`, whose markings it takes.
---```lua
---frame{{a=1}}:with('b', {2}).b[1] --> 2
---```
---@param name string
---@param values any[]
---@param options? glocal.frame.with.options
---@return frame
function frame_class:with(name, values, options) end

---Writes the frame as GeoJSON: `geometry` is the column with the geometries as JSON text, the others are the properties. to_geojson finds them in the store. Fails as to_csv does.
---```lua
---frame{{a=1, g='{"type":"Point","coordinates":[4,51]}'}}:write_geojson(nil, 'g'):match('Point') --> Point
---```
---@param path string?
---@param geometry string
---@return string?
---@return string?
---@return string?
function frame_class:write_geojson(path, geometry) end

---Writes the frame as a workbook that speaks with the given words; to_xlsx has them in four languages. Fails as to_csv does, and past the limits of a sheet (invalid).
---```lua
---select(3, frame{{a=1}}:mark('RED'):to_xlsx('/nowhere/r.xlsx')) --> marking
---```
---@param path string
---@param words table
---@return string?
---@return string?
---@return string?
function frame_class:write_xlsx(path, words) end

---@class glocal.frame.options
---@field columns? string[]
---@field types? table<string, string>
---@field units? table<string, string>
---@field marking? string

---Makes a frame of a list of rows. Columns come in the order of `columns`, else by name; a column is integer, real or text, whichever holds all its values, unless `types` says otherwise (also day and month). Raises for a value that does not fit.
---```lua
---f = frame({{zone='BE', count=3}, {zone='NL', count=5}}, {columns={'zone', 'count'}})
---#f --> 2
---f[2].zone --> NL
---```
---@param rows table[]
---@param options? glocal.frame.options
---@return frame
function frame(rows, options) end

---@class phenomena_module
local phenomena_class = {}

---@class glocal.phenomena.ancestors.options
---@field store? store

---The phenomena above one, from its parent upward.
---```lua
---phenomena.ancestors("smuggling.sea.small_boat").code[1] --> smuggling.sea
---```
---@param phenomenon string
---@param options? glocal.phenomena.ancestors.options
---@return frame
function phenomena_class.ancestors(phenomenon, options) end

---@class glocal.phenomena.children.options
---@field level? integer|string
---@field store? store

---The phenomena below one: its children, or all below it of a level: a number from 1 at the top, or "leaf".
---```lua
---phenomena.children("smuggling").level[1] --> 2
---```
---@param phenomenon string
---@param options? glocal.phenomena.children.options
---@return frame
function phenomena_class.children(phenomenon, options) end

---@class glocal.phenomena.find.options
---@field store? store

---Phenomena whose code, ICCS code or name, in any language, holds a text; the best fit first.
---```lua
---phenomena:find("mensenhandel").code[1] --> trafficking
---```
---@param text string
---@param options? glocal.phenomena.find.options
---@return frame
function phenomena_class.find(text, options) end

---@class glocal.phenomena.options
---@field store? store

---A phenomenon and all below it.
---```lua
---phenomena("trafficking").code[1] --> trafficking
---```
---@param phenomenon? string
---@param options? glocal.phenomena.options
---@return frame
function phenomena(phenomenon, options) end

---@class picture
local picture_class = {}

---What the plot shows, in words: for a screen reader, and where the output is no terminal.
---```lua
---p = frame{{zone="East", count=3}, {zone="West", count=5}}:plot{lang="en"}
---p:summary():match "Highest: [^.]*" --> Highest: West 5; East 3
---```
---@return string
function picture_class:summary() end

---The plot as SVG text; or nil, message, code: not_found (gnuplot is missing), marking (TLP:RED), io, cancelled.
---```lua
---frame({{year="2023", count=3}, {year="2024", count=5}}):plot():svg():match "^<svg" --> <svg
---```
---@return string?
---@return string?
---@return string?
function picture_class:svg() end

---@class glocal.picture.text.options
---@field width? integer
---@field height? integer
---@field colour? boolean
---@field ascii? boolean

---The plot as text of `width` columns and about `height` rows (those of the terminal unless told); with colour where asked; ascii: no braille and no blocks.
---```lua
---p = frame{{zone="East", count=3}, {zone="West", count=5}}:plot{lang="en", horizontal=true}
---p:text{width=40, height=12, ascii=true}:match "East (#+)" --> ###################
---```
---@param options? glocal.picture.text.options
---@return string
function picture_class:text(options) end

---Writes the plot as SVG, PNG or PDF, by the ending of the name; gives the path, or nil, message, code: not_found (gnuplot is missing), marking (TLP:RED), io, cancelled.
---```lua
---p = frame({{year="2023", count=3}, {year="2024", count=5}}, {marking="RED"}):plot()
---select(3, p:write "p.svg") --> marking
---```
---@param path string
---@return string?
---@return string?
---@return string?
function picture_class:write(path) end

---@class plot_module
plot = {}

---@class glocal.plot.line.spec
---@field of? frame
---@field y? string
---@field low? string
---@field high? string
---@field name? string
---@field periods? string[]
---@field lines? table[]
---@field lang? string
---@field alt? string
---@field width? integer
---@field height? integer

---Draws series over time: `periods` (2024-01, 2024 ...) and `lines`, each a table of values (nil where unknown), name, and optionally low and high (a band), colour and width; or a frame (`of`) with its column `y`, and columns `low` and `high`. Numbers are written as `lang` does (en unless told); `alt` is the text for who can't see it. Gives SVG text for a page, without title and source line (frame:plot has those); or nil, message, code where gnuplot is missing (not_found) or fails.
---```lua
---plot = require "foresight.plot.plot"
---plot.line{periods={"2023", "2024"}, lines={{values={3, 5}, name="cases"}}}:match "^<svg" --> <svg
---```
---@param spec glocal.plot.line.spec
---@return string?
---@return string?
---@return string?
function plot.line(spec) end

---@class glocal.plot.map.spec
---@field points table[]
---@field lang? string
---@field alt? string
---@field width? integer
---@field height? integer
---@field labels? integer

---Draws a map of proportional circles: `points` with lat, lon, value (the circle's area), name and highlight (the one the map is about). No outline of the country: the zones themselves show it; a zone without a value is a grey dot. The largest are labelled (6 unless told by `labels`), and so is the highlighted one. Gives SVG text; or nil, message, code where gnuplot is missing (not_found) or fails.
---```lua
---plot = require "foresight.plot.plot"
---points = {{lat=51.2, lon=4.4, value=9, name="Antwerp"}, {lat=50.8, lon=4.4, value=4, name="Brussels"}}
---plot.map{points=points, lang="nl"}:match "Antwerp" --> Antwerp
---```
---@param spec glocal.plot.map.spec
---@return string?
---@return string?
---@return string?
function plot.map(spec) end

---@class sources_module
local sources_class = {}

---@class glocal.sources.find.options
---@field store? store

---Sources whose code or name, in any language, holds a text; the best fit first.
---```lua
---sources:find("frontex").code[1] --> frontex
---```
---@param text string
---@param options? glocal.sources.find.options
---@return frame
function sources_class.find(text, options) end

---@class glocal.sources.options
---@field store? store

---All sources: code, kind, reliability (Admiralty A-F), handling, counting_unit (what one count is), name, publisher, licence; or the one named, with also records (events, which add up, or figures, of which each stands for its zone, phenomenon and time), value_unit, censored_from (the least that "<5" stands for), reports_zeros (1: what it does not name is 0) and preference (of sources that have the same figure the lowest is taken). store:source changes them.
---```lua
---sources():columns()[1] --> code
---sources("frontex").kind[1] --> partner
---```
---@param source? string
---@param options? glocal.sources.options
---@return frame
function sources(source, options) end

---@class store
local store_class = {}

---The changes of the store, last first: number, when, what kind, source, file, lines taken and refused, the batch that took it back.
---```lua
---store:batches():has "rejected" --> true
---```
---@return frame
function store_class:batches() end

---@class glocal.store.cells.options
---@field as_of? string|integer

---The leaf cells of all observations known at a date (end of that day, UTC) or after a batch, and the number of the last batch among them: what rollup sums up.
---```lua
---cells, state = store:cells()
---#cells > 0 --> true
---```
---@param options? glocal.store.cells.options
---@return cells
---@return integer
function store_class:cells(options) end

---Looks whether the store is whole: the file, foreign keys, cells equal to observations, retractions, the chain of the log. A row per check with the number of problems.
---```lua
---c = store:check()
---c:columns()[2] --> problems
---math.max(table.unpack(c.problems)) --> 0
---```
---@return frame
function store_class:check() end

---Closes the store; using it afterwards raises. Closing twice is fine.
---```lua
---store:path():match('%.db$') --> .db
---```
function store_class:close() end

---@class glocal.store.import.options
---@field as? string
---@field strict? boolean
---@field again? boolean
---@field replace? boolean
---@field delimiter? string
---@field encoding? string
---@field decimal? string
---@field order? string
---@field scale? table
---@field source? string
---@field records? string
---@field counting_unit? string
---@field value_unit? string
---@field note? string
---@field sheet? string|integer
---@field resource? string
---@field where? table<string, string>

---Imports a file, all or nothing: CSV or TSV (also packed by gzip, a pipe, or "-" for stdin), a Data Package (datapackage.json, its folder or .zip), SDMX-CSV or JSON-stat 2.0 as Eurostat publishes them, GeoJSON, or a sheet of an .xlsx (by the program xlsx2csv); which it is, is found out. `mapping` says which column feeds which field: field = "column", or {column="c", map={from="to"}}, or {const="value"}; only mapped columns enter. Without a mapping, columns go by the names of the fields. Observations have the fields day (2024-01-31, 2024-W05, 2024-01, 2024-Q1, 2024), zone, phenomenon, count ("<5" is kept as 1 to 4, or 0 to 4 where the source says censored_from=0; an empty one is missing: the line is passed over; 1 where it is not mapped), count_high, value, source (the file's name where none is given), facet (dimension:category), credibility (1-6), reliability (A-F), handling (TLP and H0-H3) and span. Columns of SDMX-CSV and JSON-stat are their dimensions; where={sex="T"} takes the figures of one category. Missing figures are passed over, confidential ones refused, provisional ones noted. as="geometry" takes the outlines of zones from the polygons of a GeoJSON file: {zone="NISCODE"}. sheet= names the sheet of a workbook, resource= that of a package. A file that is marked marks what is imported; a new source for which no handling is given takes the store's default (see init). A source records events, which add up, or figures, each of which stands for its zone, phenomenon and time: figures where a count is mapped, or as records= says; counting_unit= and value_unit= say what it counts and has values in. Figures that an earlier batch of the same source has are told (overlap, differing); replace=true retracts those, and links that contradict the new ones. Every refused line is kept in the table reject; a file of which every line is refused is not imported and may come again. Returns a table with batch, rows, rejected, passed_over, added (new sources), unmarked, overlap, differing, replaced, rejects (a frame of the first five), file, encoding, delimiter, note, seconds; or nil, message, code: not_found, exists (imported before), rejected (strict), full, busy, corrupt, marking, cancelled.
---```lua
---select(3, store:import("/nowhere.csv", {day="d", zone="z", phenomenon="p"})) --> not_found
---```
---@param file string
---@param mapping? table<string, string|table>
---@param options? glocal.store.import.options
---@return table?
---@return string?
---@return string?
function store_class:import(file, mapping, options) end

---@class glocal.store.import_file.options
---@field as? string
---@field strict? boolean
---@field again? boolean
---@field replace? boolean
---@field delimiter? string
---@field encoding? string
---@field decimal? string
---@field order? string
---@field scale? table
---@field source? string
---@field records? string
---@field counting_unit? string
---@field value_unit? string
---@field note? string

---The import itself; store:import adds the first refused lines and the time it took. Returns a table with batch, rows, rejected, passed_over, added (sources), unmarked (of these), overlap, differing, replaced, file, encoding, delimiter; or nil, message, code.
---```lua
---select(3, store:import_file('/nowhere.csv', {day='d', zone='z', phenomenon='p'})) --> not_found
---```
---@param file string
---@param mapping? table<string, string|table>
---@param options? glocal.store.import_file.options
---@return table?
---@return string?
---@return string?
function store_class:import_file(file, mapping, options) end

---Whether the store can only be read: asked for, or the file or its folder can't be written.
---```lua
---store:is_read_only() --> false
---```
---@return boolean
function store_class:is_read_only() end

---Loads the reference set of that name that ships with glocal (benelux: zones, phenomena, sources, exposures of Belgium, the Netherlands, Luxembourg and the world's countries), all or nothing.
---```lua
---select(3, store:load_reference('atlantis')) --> not_found
---```
---@param name string
---@return boolean?
---@return string?
---@return string?
function store_class:load_reference(name) end

---The log: who did what, when, to what, why; each line's hash covers the line before it.
---```lua
---store:log().action[1] --> import
---```
---@return frame
function store_class:log() end

---The observations as one reads them: day, span, zone, phenomenon, source, facet, count, count_high, value, credibility, handling, batch; at most `limit` of them (1 000 unless told), the latest first.
---```lua
---store:observations(3):columns()[4] --> zone
---```
---@param limit? integer
---@return frame
function store_class:observations(limit) end

---The file of the store.
---```lua
---store:path():match('%.db$') --> .db
---```
---@return string
function store_class:path() end

---Makes the cells, which answer roll-ups, anew from the observations, all or nothing: for when check finds that they differ. Observations are not touched.
---```lua
---store:rebuild() --> true
---```
---@return boolean?
---@return string?
---@return string?
function store_class:rebuild() end

---Appends a line to the hash-chained log: what was done (such as disclose), to what, and why.
---```lua
---store:record('disclose', 'brief.html', 'asked by the zone') --> true
---```
---@param action string
---@param object string
---@param why string
---@return boolean?
---@return string?
---@return string?
function store_class:record(action, object, why) end

---Registers quantiles (zone, phenomenon, facet, method, day, probability, value) for good; frame:register is the way to call it. Gives the number of the registration; or nil, message, code.
---```lua
---rows = frame({{zone='BE', phenomenon='drugs', facet='', method='naive', day='2030-01-01', probability=0.5, value=3.0}},
---  {types={day='day', probability='real', value='real'}})
---math.type(store:register_rows(rows, {author='test', kind='model', cutoff='2029-12-31', every='month', measure='count', gaps='zero', call='', note='', filters={}})) --> integer
---```
---@param rows frame
---@param options table
---@return integer?
---@return string?
---@return string?
function store_class:register_rows(rows, options) end

---The refused lines of a batch (of all batches unless told): batch, line, column, reason, text.
---```lua
---#store:rejects(1) --> 0
---```
---@param batch? integer
---@return frame
function store_class:rejects(batch) end

---The code and id that a text stands for: an exact code, a code in any case, a short form (5345, 11002, an ICCS code) or a label in any language, case and accents ignored. Raises for an unknown text (naming the nearest) and an ambiguous one (listing the candidates).
---```lua
---(store:resolve('zone', '5345')) --> BE-PZ5345
---(store:resolve('zone', 'belgique')) --> BE
---```
---@param kind 'zone'|'phenomenon'|'source'
---@param text string
---@return string
---@return integer
function store_class:resolve(kind, text) end

---Takes back a batch of observations and gives the number of the batch that records it. Nothing is erased: as_of still shows what was known before, and what the batch had replaced stands again. Returns nil, message, code for a batch that is not there (not_found), was retracted before (exists) or holds no observations (invalid).
---```lua
---select(3, store:retract(999999, 'a test')) --> not_found
---```
---@param batch integer
---@param why string
---@return integer?
---@return string?
---@return string?
function store_class:retract(batch, why) end

---Records the start of a script with its hash, its arguments and the state of the store; gives the number of the run. glocal run does this by itself.
---```lua
---n = store:run_begin('x.lua', ('0'):rep(64), '')
---store:run_end(n, 'done') --> true
---```
---@param script string
---@param sha256 string
---@param args string
---@return integer?
---@return string?
---@return string?
function store_class:run_begin(script, sha256, args) end

---Records how a run ended: 'done' or 'failed'.
---```lua
---n = store:run_begin('x.lua', ('0'):rep(64), '')
---store:run_end(n, 'failed') --> true
---```
---@param run integer
---@param status string
---@return boolean?
---@return string?
---@return string?
function store_class:run_end(run, status) end

---The scripts that ran on the store: script, hash, arguments, the state they saw, when, how they ended.
---```lua
---store:runs():has "script" --> true
---```
---@return frame
function store_class:runs() end

---Keeps scores (forecast, day, name, value, outcome) for good; score_due is the way to call it. Gives how many were added; or nil, message, code.
---```lua
---store:score_rows(frame({}, {columns={'forecast', 'day', 'name', 'value', 'outcome'}, types={day='day', name='text', value='real', outcome='real'}})) --> 0
---```
---@param scores frame
---@return integer?
---@return string?
---@return string?
function store_class:score_rows(scores) end

---Changes what is stated of a source: kind, reliability, handling, records, counting_unit, value_unit, publisher, licence, censored_from (for later imports), reports_zeros, preference; an empty text takes it away. A batch of its own, logged. Raises for an unknown source; returns nil, message, code for an unknown trait or value (invalid).
---```lua
---store:source('frontex', {preference=1}) --> true
---sources('frontex').preference[1] --> 1
---select(3, store:source('frontex', {colour='red'})) --> invalid
---```
---@param source string
---@param changes table<string, string|integer|boolean>
---@return boolean?
---@return string?
---@return string?
function store_class:source(source, changes) end

---Runs one SELECT over the store's tables and over frames, and gives a frame. Parameters are bound, never pasted: ? by position, :name by name; $name where a table may stand is the frame of that name among them, read in place. Days and months of frames are text in SQL, as they are printed (2024-01-31, 2024-01, 2024-Q1): they compare and sort as time does, and a column that comes out unchanged has its type and unit again. Of two columns of one name the second is called name_2. Only reading is allowed: figures come in by store:import and are taken back by store:retract. A result that reads figures carries the strictest marking among them, and those of the frames it reads. Returns nil, message, 'sql' for a wrong statement.
---```lua
---store:sql('select count(*) n from zone where kind = :kind', {kind='police_zone'}).n[1] --> 185
---f = frame{{code='BE', n=3}, {code='NL', n=5}}
---store:sql('select kind, sum(n) n from $f join zone using (code) group by kind', {f=f}).n[1] --> 8
---```
---@param statement string
---@param parameters? table
---@return frame
function store_class:sql(statement, parameters) end

---@class glocal.store.state.options
---@field as_of? string|integer

---The number of the last batch: the state that results are computed on; with as_of, the last that was known on a date or after a batch. Raises for a batch that is not there.
---```lua
---store:state() > 0 --> true
---store:state{as_of='2001-01-01'} --> 0
---```
---@param options? glocal.store.state.options
---@return integer
function store_class:state(options) end

---@class zones_module
local zones_class = {}

---@class glocal.zones.ancestors.options
---@field hierarchy? string
---@field at? string
---@field store? store

---The zones above a zone, from its parent upward, with the hierarchy of each step; every hierarchy at a date (`at`, today unless told).
---```lua
---zones.ancestors("BE-11002", {hierarchy="police"}).code[1] --> BE-PZ5345
---```
---@param zone string
---@param options? glocal.zones.ancestors.options
---@return frame
function zones_class.ancestors(zone, options) end

---@class glocal.zones.children.options
---@field level? string|string[]
---@field hierarchy? string
---@field at? string
---@field store? store

---The zones below a zone: its children, or all below it of a level (kind). The tree is that of a date (`at`, today unless told) by a hierarchy (administrative unless the level calls for police or judicial).
---```lua
---#zones.children("BE", {level="police_zone"}) --> 185
---#zones.children("BE") --> 3
---```
---@param zone string
---@param options? glocal.zones.children.options
---@return frame
function zones_class.children(zone, options) end

---@class glocal.zones.find.options
---@field level? string
---@field store? store

---Zones whose code or name, in any language, holds a text; the best fit first. Case and accents are ignored.
---```lua
---zones:find("antw", {level="province"}).code[1] --> BE-VAN
---```
---@param text string
---@param options? glocal.zones.find.options
---@return frame
function zones_class.find(text, options) end

---@class glocal.zones.options
---@field at? string
---@field store? store

---A zone's card: code, kind, names in four languages, validity, parents, population, area and place, as rows of field and value.
---```lua
---zones("5345").value[1] --> BE-PZ5345
---```
---@param zone string
---@param options? glocal.zones.options
---@return frame
function zones(zone, options) end
