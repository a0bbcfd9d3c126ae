--- alerts.lua: the alerts that the store keeps, each with what an analyst made of it.
--
-- Example:  alerts{zone="FR", since="2024-01", disposition="open"}

local alert_rows = require "foresight.warning.alert_rows"
local core = require "glocal.core"
local glocal = require "glocal"
local query = require "foresight.shared.query"

--- The alerts that the store keeps, the latest first, each with the disposition that stands. w:register() keeps them,
--- dispose(...) says what became of them.
--- @function alerts
--- @param spec? table
--- @option zone? string|string[] <zone> only of these zones
--- @option phenomenon? string|string[] <phenomenon> only of these phenomena
--- @option since? string the first date or period
--- @option to? string the last date or period
--- @option disposition? string|string[] {open|confirmed|explained|false|duplicate|watch} open: nothing was said of it yet
--- @option method? string only of this detector
--- @option store? store = (the current one) the store to read
--- @return frame alert (its number), zone, phenomenon, keys (what else distinguishes the series), period, observed, expected, upper,
---   score, p, q, method, disposition (null: open), reason, by, raised (the day), plan (of method "plan": which plan, version
---   and indicator, and which threshold it passed)
--- @raises an unknown zone, phenomenon or disposition, naming the nearest
--- @needs store.read
--- @since 0.1
--- @example alerts{disposition="open"}:columns()[1] --> alert
--- @example select(2, pcall(alerts, {disposition="confirm"})):match "did you mean.*" --> did you mean 'confirmed'?
local function alerts(spec)
  spec = spec or {}
  local store = glocal.use(spec.store)
  local found = alert_rows.of(store, spec)
  local rows = {}
  for i, row in found:rows() do
    local of_plan = alert_rows.plan_of(store, row)
    rows[i] = {
      alert = row.alert, zone = row.zone, phenomenon = row.phenomenon, keys = row.keys ~= "{}" and row.keys or nil,
      period = alert_rows.period(row.day, row.span), observed = row.observed, expected = row.expected, upper = row.upper,
      score = row.score, p = row.p, q = row.q, method = row.method, disposition = row.disposition, reason = row.reason,
      by = row.by, raised = row.raised_at:sub(1, 10),
      plan = of_plan and ("%d (%s, version %d): %s %s %.6g"):format(of_plan.plan, of_plan.zone, of_plan.version, of_plan.item,
        of_plan.side, of_plan.threshold) or nil,
    }
  end
  local frame = core.frame(rows, {
    columns = { "alert", "zone", "phenomenon", "keys", "period", "observed", "expected", "upper", "score", "p", "q", "method",
      "disposition", "reason", "by", "raised", "plan" },
    types = { alert = "integer", zone = "text", phenomenon = "text", keys = "text", period = "text", observed = "real",
      expected = "real", upper = "real", score = "real", p = "real", q = "real", method = "text", disposition = "text",
      reason = "text", by = "text", raised = "day", plan = "text" },
    marking = found:marking(),
  })
  local has_any = #frame > 0 or #query(store, "select id from alert limit 1") > 0
  return frame:attach { note_text = not has_any
    and "no alerts in the store yet: w = warn(rollup{...}) finds them, w:register() keeps them" or nil }
end

return alerts
