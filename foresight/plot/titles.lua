--- titles.lua: what stands around the figures: title (phenomenon and zones), subtitle (measure and periods), source line.
--
-- Example:  titles.of(frame, roles, words, {})   --> Mensenhandel: België, Luxemburg en Nederland

local glocal = require "glocal"
local names = require "foresight.plot.names"
local query = require "foresight.shared.query"
local time = require "foresight.plot.time"

local titles = {}

local MOST_NAMED = 3

-- "185 politiezones" where all are of one level.
local function zones_text(codes, count, words)
  local kinds = {}
  if glocal.store and count <= 5000 then
    for _, row in query(glocal.store, "select code, kind from zone"):rows() do kinds[row.code] = row.kind end
  end
  local kind
  for _, code in ipairs(codes) do
    if code ~= "OUTSIDE" then
      if kind and kinds[code] ~= kind then kind = "mixed" end
      kind = kind or kinds[code]
    else
      count = count - 1
    end
  end
  local level = kind and words.level(kind)
  if level then return words.write.number(count) .. " " .. level end
  return words.fill(words.zones, { number = words.write.number(count) })
end

local function phrase_of(frame, column, words, count_text)
  if not frame:has(column) or frame:type(column) ~= "text" then return nil end
  local codes, count = names.distinct(frame, column, 5000)
  if count == 0 then return nil end
  if count > MOST_NAMED then return count_text(codes, count, words) end
  local name_of, list = names.of(frame, column, words), {}
  for i, code in ipairs(codes) do list[i] = name_of(code) end
  return words.write.list(list)
end

local function phenomena_text(_, count, words)
  return words.fill(words.phenomena, { number = words.write.number(count) })
end

--- The title: what, and where.
function titles.of(frame, roles, words)
  local result = frame:attached "result" -- of a model, whose quantities are no phenomena
  local what = result and result.what_text and result.what_text(words) or phrase_of(frame, "phenomenon", words, phenomena_text)
  local where = phrase_of(frame, "zone", words, zones_text)
  if not what and not where then return words.sentence(words.measure(roles.y, roles.unit)) end
  return words.sentence(what and where and words.fill(words.title, { what = what, where = where }) or what or where)
end

--- The subtitle: what is measured, over which periods, and what was left out of the picture (a list of notes).
function titles.subtitle(set, measure, words, notes)
  local first, last = set.first, set.last
  local text = measure
  if set.span and words.per[set.span] then text = text .. " " .. words.per[set.span] end
  if first and first ~= last then
    text = ("%s, %s \u{2013} %s"):format(text, time.text(tostring(first), words.lang), time.text(tostring(last), words.lang))
  elseif first then
    text = ("%s, %s"):format(text, time.text(tostring(first), words.lang, true))
  end
  if set.time_unit then text = text .. " " .. set.time_unit end
  local parts = { text }
  for _, note in ipairs(notes) do parts[#parts + 1] = note end
  return words.sentence(table.concat(parts, "; "))
end

--- The source line: the names of the sources, then what computed it from which state of which store.
function titles.source(frame, words, given)
  local origin = frame:attached "origin" -- of a run of a model, and the history it was calibrated to
  local list, path, state = names.sources(origin and origin.history or frame, words.lang)
  local parts = {}
  if given then list = { given } end
  if #list > 0 then parts[1] = words.fill(words.source, { names = table.concat(list, ", ") }) end
  if origin then
    parts[#parts + 1] = words.fill(words.results[origin.draws and "origin" or "origin_plain"], { version = glocal.version,
      hash = origin.hash, draws = origin.draws and words.write.number(origin.draws), seed = origin.seed })
  end
  if path and not origin then
    parts[#parts + 1] = words.fill(words.made, { version = glocal.version, store = path:match "[^/]+$", state = state })
  end
  return table.concat(parts, ". ")
end

return titles
