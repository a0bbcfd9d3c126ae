--- where_is.lua: where information is to be had: by which act it is asked for, through which channel, on what basis, in what time.
--
-- Example:  where_is{what="plates", country="DE"}:card{lang="de"}

local hint = require "foresight.shared.hint"
local whom = require "foresight.cooperation.whom"

-- Kinds of information, and the act by which each is had.
local KINDS = { "case", "intelligence", "plates", "dna", "fingerprints", "records", "integrity", "databases", "witness" }
local ACTS = { case = "information", intelligence = "information", plates = "automated_exchange", dna = "automated_exchange",
  fingerprints = "automated_exchange", records = "criminal_records", integrity = "screening", databases = "direct_access",
  witness = "hearing" }

--- Where information is to be had: the channels through which a country gives it on a day, each with its basis and its time; the
--- answer of whom for the act by which that information is asked for.
--- @function where_is
--- @param spec table
--- @option what string = "case" {case|intelligence|plates|dna|fingerprints|records|integrity|databases|witness} the information:
---   of a case, plates and vehicles, DNA, fingerprints, criminal records, pre-employment screening, direct access, a statement
--- @option country string <zone> who holds it
--- @option zone? string = "BE" <zone> who asks
--- @option phenomenon? string <phenomenon> what it is about
--- @option urgency? string = "normal" {urgent|normal} how soon an answer is needed
--- @option on? string = (today) the day
--- @option as_of? string|integer the register as known on a date or after a batch
--- @option store? store = (the current one) the store to read
--- @return frame as of whom
--- @raises an unknown kind of information, zone, country or phenomenon, naming the nearest
--- @needs store.read
--- @since 0.1
--- @example where_is{what="plates", country="DE", on="2026-11-22"}.channel[1] --> PRUM
--- @example select(2, pcall(where_is, {what="plate", country="DE"})):match "did you mean.*" --> did you mean 'plates'?
local function where_is(spec)
  local asked = {}
  for name, value in pairs(spec) do asked[name] = value end
  local wanted = tostring(spec.what or "case"):lower()
  if not ACTS[wanted] then
    error(("bad argument 'what' to 'where_is': there is no '%s'%s"):format(tostring(spec.what), hint.of(wanted, KINDS, "use")), 0)
  end
  if spec.country == nil then error("bad argument 'country' to 'where_is': it is missing, as in country=\"DE\"", 0) end
  asked.what, asked.act = nil, ACTS[wanted]
  return whom(asked)
end

return where_is
