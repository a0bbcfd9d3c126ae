--- hit_rates.lua: how often a query of an automatic exchange (plates, fingerprints, DNA) or of an alert system finds something.
--
-- Example:  hit_rates(f, {by="instrument"})     f has instrument, queries, hits

local columns = require "foresight.cooperation.columns"
local core = require "glocal.core"
local proportion = require "foresight.shared.proportion"

local COLUMNS = { "instrument", "queries", "hits", "rate", "low", "high", "confirmed", "confirmed_share" }
local WHAT = "hit_rates"

local function add(row, name, value)
  if value ~= nil then row[name] = (row[name] or 0) + value end
end

local function read(f, spec)
  local names, of, left_out = {}, {}, 0
  for i, row in f:rows() do
    local name = spec.by and row[spec.by] or "all"
    if not of[name] then
      names[#names + 1] = name
      of[name] = { instrument = name }
    end
    local queries, hits = row[spec.queries], row[spec.hits]
    if queries == nil or hits == nil then -- neither is 0 where it is not stated
      left_out = left_out + 1
    else
      queries = columns.amount(queries, spec.queries, i, WHAT, true)
      hits = columns.amount(hits, spec.hits, i, WHAT, true)
      if hits > queries then
        error(("bad argument #1 to 'hit_rates': row %d has more hits (%d) than queries (%d)"):format(i, hits, queries), 0)
      end
      add(of[name], "queries", queries)
      add(of[name], "hits", hits)
      local confirmed = spec.confirmed and row[spec.confirmed]
      if confirmed then
        confirmed = columns.amount(confirmed, spec.confirmed, i, WHAT, true)
        if confirmed > hits then
          error(("bad argument #1 to 'hit_rates': row %d has more confirmed (%d) than hits (%d)"):format(i, confirmed, hits), 0)
        end
        add(of[name], "confirmed", confirmed)
        add(of[name], "judged", hits)
      end
    end
  end
  return names, of, left_out
end

--- Counts of queries and hits per instrument, with the share of queries that hit and its 95 % interval (Wilson). Rows without one of
--- the two are left out, and said. A hit is an answer of the system; `confirmed` are those that proved right, where that is known.
--- @function hit_rates
--- @param f frame a row for each count
--- @param spec? table
--- @option queries? string = "queries" <column> how many queries
--- @option hits? string = "hits" <column> how many of them hit
--- @option confirmed? string <column> how many hits were confirmed
--- @option by? string = "instrument" <column> the instrument, such as plates, fingerprints, DNA, foreign fighters
--- @return frame instrument, queries, hits, rate, low, high, confirmed, confirmed_share (of the hits of rows that state it)
--- @raises more hits than queries; a count that is none
--- @since 0.1
--- @example hit_rates(frame{{instrument="dna", queries=200, hits=30}}).rate[1] --> 0.15
local function hit_rates(f, spec)
  spec = spec or {}
  local asked = { queries = spec.queries or "queries", hits = spec.hits or "hits", by = spec.by or "instrument",
    confirmed = spec.confirmed }
  for _, option in ipairs { "queries", "hits", "by", "confirmed" } do
    if asked[option] then columns.need(f, asked[option], WHAT, option) end
  end
  local names, of, left_out = read(f, asked)
  local rows = {}
  for i, name in ipairs(names) do
    local row = of[name]
    if row.queries and row.queries > 0 then
      row.rate = row.hits / row.queries
      row.low, row.high = proportion.wilson(row.hits, row.queries)
    end
    if row.confirmed and row.judged > 0 then row.confirmed_share = row.confirmed / row.judged end
    row.judged = nil
    rows[i] = row
  end
  local note = "rate: hits of queries, Wilson's 95 % interval"
  if left_out > 0 then note = note .. ("; %d rows without queries or hits left out"):format(left_out) end
  return core.frame(rows, { columns = COLUMNS, marking = f:marking(), types = { instrument = "text", queries = "integer",
    hits = "integer", rate = "real", low = "real", high = "real", confirmed = "integer", confirmed_share = "real" } }):attach {
    note_text = note .. "." }
end

return hit_rates
