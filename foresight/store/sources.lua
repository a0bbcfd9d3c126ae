--- sources.lua: where figures come from.
--
-- Example:  sources()   sources:find "frontex"

local glocal = require "glocal"
local locale = require "foresight.language.locale"
local catalogue = require "foresight.shared.catalogue"
local query = require "foresight.shared.query"

local SHOWN = {
  "code", "counting_unit", "records", "kind", "reliability", "handling", "name", "publisher", "licence",
}
local CARD = {
  "code", "counting_unit", "records", "kind", "reliability", "handling", "name", "value_unit", "censored_from",
  "reports_zeros", "preference", "publisher", "licence",
}

local function listing(store)
  return query(store, "select s.id, s.code, s.counting_unit, s.records, s.kind, s.reliability, s.handling, " ..
    "s.value_unit, s.censored_from, s.reports_zeros, s.preference, " .. catalogue.label_sql("source", "s") ..
    " as name, s.publisher, s.licence from source s order by s.code", { lang = locale.preferred() })
end

--- Sources whose code or name, in any language, holds a text.
--- @function sources.find
--- @param text string a part of the code or name
--- @param options? table
--- @option store? store = (the current one) the store to read
--- @return frame the best fit first
--- @needs store.read
--- @since 0.1
--- @example sources:find("frontex").code[1] --> frontex
local function find(text, options)
  if type(text) ~= "string" then error("bad argument #1 to 'find': expected a text, got " .. type(text), 2) end
  local store = glocal.use(options and options.store)
  return catalogue.find(store, "source", listing(store), text):select(SHOWN)
end

--- All sources, or the one named.
--- @function sources
--- @param source? string = (all) <source> a code or name
--- @param options? table
--- @option store? store = (the current one) the store to read
--- @return frame code, counting_unit (what one count is), records (events or figures), kind, reliability (Admiralty A-F),
---   handling, name, publisher, licence; of one source also value_unit, censored_from (the least that "<5" stands for),
---   reports_zeros (1: what it does not name is 0) and preference (of sources that have the same figure the lowest is taken)
--- @needs store.read
--- @since 0.1
--- @example sources():columns()[1] --> code
--- @example sources("frontex").counting_unit[1] --> border crossings
local function all(source, options)
  if type(source) == "table" then source, options = nil, source end -- sources{store=...}
  local store = glocal.use(options and options.store)
  local rows = listing(store)
  if source == nil then return rows:select(SHOWN) end
  return rows:where { code = catalogue.resolve(store, "source", source, "sources") }:select(CARD)
end

return catalogue.callable({ find = find }, all)
