--- labels.lua: names beside codes, in the reader's language.
--
-- Example:  rollup{zone="BE", level="province", every="year"}:named "nl"

local core = require "glocal.core"
local glocal = require "glocal"
local locale = require "foresight.language.locale"
local query = require "foresight.shared.query"

-- The labels of a dimension by code: in the language, else in English.
local function labels_of(store, dimension, lang)
  local labels = {}
  local rows = query(store, ([[select n.code, l.text from %s n join label l on l.kind = '%s' and l.id = n.id
    where l.lang in ('en', :lang) order by l.lang = :lang]]):format(dimension, dimension), { lang = lang })
  local codes, texts = rows.code, rows.text
  for i = 1, #codes do labels[codes[i]] = texts[i] end
  return labels
end

-- The columns that hold codes, and the names they get.
local NAMED = {
  { column = "zone", dimension = "zone", name = "zone_name" },
  { column = "from_zone", dimension = "zone", name = "from_zone_name" },
  { column = "phenomenon", dimension = "phenomenon", name = "phenomenon_name" },
}

--- Puts names beside the codes of zones and phenomena: the columns zone_name, from_zone_name and phenomenon_name, each
--- right behind its code.
--- @function frame:named
--- @param lang? string = (that of the terminal) {nl|fr|de|en} the language of the names
--- @param options? table
--- @option store? store = (the current one) the store of the names
--- @return frame with the columns of names
--- @needs store.read
--- @since 0.1
--- @example rollup{zone="5345", phenomenon="cyber", every="year"}:named("fr"):columns()[2] --> zone_name
--- @example frame{{zone="BE"}}:named("nl").zone_name[1] --> België
function core.frame_methods.named(frame, lang, options)
  lang = locale.check(lang or locale.preferred())
  local store = glocal.use(options and options.store)
  local order = {}
  for _, column in ipairs(frame:columns()) do
    order[#order + 1] = column
    for _, named in ipairs(NAMED) do
      if named.column == column and not frame:has(named.name) then
        local labels, names = labels_of(store, named.dimension, lang), {}
        local codes = frame[column]
        for i = 1, #frame do names[i] = labels[codes[i]] end
        frame = frame:with(named.name, names, { type = "text" })
        order[#order + 1] = named.name
      end
    end
  end
  return frame:select(order)
end
