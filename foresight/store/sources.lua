--- sources.lua: where figures come from.
--
-- Example:  sources()   sources:find "frontex"

local glocal = require "glocal"
local nouns = require "foresight.shared.nouns"

local SHOWN = { "code", "kind", "reliability", "handling", "counting_unit", "name", "publisher", "licence" }
local CARD = { "code", "kind", "reliability", "handling", "records", "counting_unit", "value_unit", "censored_from",
               "reports_zeros", "preference", "name", "publisher", "licence" }

local function listing(store)
  return store:sql("select s.id, s.code, s.kind, s.reliability, s.handling, s.records, s.counting_unit, s.value_unit, " ..
    "s.censored_from, s.reports_zeros, s.preference, " .. nouns.label_sql("source", "s") ..
    " as name, s.publisher, s.licence from source s order by s.code", { lang = nouns.language() })
end

--- Sources whose code or name, in any language, holds a text; the best fit first.
--- @sig sources.find(text: string, options?: {store?: store}): frame
--- @needs store.read
--- @since 0.1
--- @example sources:find("frontex").code[1] --> frontex
local function find(text, options)
  if type(text) ~= "string" then error("bad argument #1 to 'find': expected a text, got " .. type(text), 2) end
  local store = glocal.use(options and options.store)
  return nouns.find(store, "source", listing(store), text):select(SHOWN)
end

--- All sources: code, kind, reliability (Admiralty A-F), handling, counting_unit (what one count is), name, publisher,
--- licence; or the one named, with also records (events, which add up, or figures, of which each stands for its zone,
--- phenomenon and time), value_unit, censored_from (the least that "<5" stands for), reports_zeros (1: what it does not name
--- is 0) and preference (of sources that have the same figure the lowest is taken). store:source changes them.
--- @sig sources(source?: string, options?: {store?: store}): frame
--- @needs store.read
--- @since 0.1
--- @example sources():columns()[1] --> code
--- @example sources("frontex").kind[1] --> partner
local function all(source, options)
  if type(source) == "table" then source, options = nil, source end -- sources{store=...}
  local store = glocal.use(options and options.store)
  local rows = listing(store)
  if source == nil then return rows:select(SHOWN) end
  return rows:where { code = nouns.resolve(store, "source", source, "sources") }:select(CARD)
end

return nouns.noun({ find = find }, all)
