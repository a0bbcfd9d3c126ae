--- where_is.lua: where information is to be had: by which act it is asked for, through which channel, on what basis, in what time.
--
-- Example:  where_is{what="plates", country="DE"}:card{lang="de"}

local expertise = require "foresight.cooperation.expertise"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local records = require "foresight.shared.records"
local register = require "foresight.cooperation.register"
local whom = require "foresight.cooperation.whom"

-- Kinds of information, and the act by which each is had.
local KINDS = { "case", "intelligence", "plates", "dna", "fingerprints", "records", "integrity", "databases", "witness",
  "expertise" }
local ACTS = { case = "information", intelligence = "information", plates = "automated_exchange", dna = "automated_exchange",
  fingerprints = "automated_exchange", records = "criminal_records", integrity = "screening", databases = "direct_access",
  witness = "hearing", expertise = "information" }

local LEVELS = { "basic", "experienced", "expert" }

local function of_expertise(spec)
  local reg = register.of(glocal.use(spec.store), spec.as_of)
  local asked = reg:asked(spec, "where_is")
  asked.as_of = spec.as_of
  return expertise.answer(reg, asked, { topic = spec.topic, language = spec.language,
    level = spec.level and records.one_of(spec.level, LEVELS, "where_is", "level"),
    gained_at = spec.gained_at and reg.store:resolve("zone", spec.gained_at) })
end

--- Where information is to be had: who holds it, the channels through which a country gives it on a day, each with its basis and its
--- time; the answer of whom for the act by which that information is asked for. what="expertise" says instead which corps has
--- somebody who knows a thing: the level, languages, where and when it was gained, its contact point, and by which channel and on what basis
--- a corps abroad is asked.
--- @function where_is
--- @param spec table
--- @option what string = "case" {case|intelligence|plates|dna|fingerprints|records|integrity|databases|witness|expertise} the
---   information: of a case, plates and vehicles, DNA, fingerprints, criminal records, pre-employment screening, direct access, a
---   statement, or expertise
--- @option country? string <zone> who holds it; of expertise: only there
--- @option zone? string = "BE" <zone> who asks
--- @option phenomenon? string <phenomenon> what it is about
--- @option topic? string of expertise: a part of its topic
--- @option language? string of expertise: a language
--- @option level? string {basic|experienced|expert} of expertise
--- @option gained_at? string <zone> of expertise: where it was gained
--- @option urgency? string = "normal" {urgent|normal} how soon an answer is needed
--- @option on? string = (today) the day
--- @option as_of? string|integer the register as known on a date or after a batch
--- @option store? store = (the current one) the store to read
--- @return frame as of whom; of expertise: corps, name, unit, topic, phenomenon, level, language, holders, gained_at, gained_on, mission,
---   last_asked, contact, contact_hours, channel, agreement, basis, answer_hours, answer_from, to_confirm, marking
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
  if wanted == "expertise" then return of_expertise(spec) end
  if spec.country == nil then error("bad argument 'country' to 'where_is': it is missing, as in country=\"DE\"", 0) end
  asked.what, asked.act = wanted, ACTS[wanted]
  return whom(asked)
end

return where_is
