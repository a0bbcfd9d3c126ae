--- subjects.lua: what the sources of a store count, in which unit, and which is preferred, as core.sum takes it. Figures
--- of different counting units (offences, detected victims ...) are never added; values are brought to one scale.
--
-- Example:  subjects.of(store, {prefer = "unodc"}, true).described[1]
--           --> {id = 1, figures = true, subject = 1, rank = 1, value_factor = 100}

local call = require "foresight.shared.call"
local plural = require "foresight.shared.plural"
local query = require "foresight.shared.query"

local subjects = {}

-- How the sources of equal rank are put in order: the analyst's preference, the store's, the more reliable, the older.
local IN_ORDER = [[select id, code, records, reports_zeros, counting_unit, value_unit, value_scale from source
  order by preference is null, preference, reliability is null, reliability, id]]

local function gcd(a, b)
  while b ~= 0 do a, b = b, a % b end
  return a
end

-- The least scale at which all values of a subject are whole numbers.
local function join_scale(subject, scale)
  subject.value_scale = subject.value_scale // gcd(subject.value_scale, scale) * scale
end

local function in_order(store, prefer)
  local sources, first = {}, {}
  for _, given in ipairs(call.list(prefer)) do
    local code = store:resolve("source", given)
    first[#first + 1] = code
    first[code] = true
  end
  local rows, by_code = {}, {}
  for _, row in query(store, IN_ORDER):rows() do
    rows[#rows + 1] = row
    by_code[row.code] = row
  end
  for _, code in ipairs(first) do sources[#sources + 1] = by_code[code] end
  for _, row in ipairs(rows) do
    if not first[row.code] then sources[#sources + 1] = row end
  end
  return sources
end

--- The sources of a store, in order of preference, and the subjects they are of. With `values`, sources whose values
--- are in different units are of different subjects too.
function subjects.of(store, spec, values)
  local sources, list, by_key = in_order(store, spec.prefer), {}, {}
  for _, source in ipairs(sources) do
    local key = (source.counting_unit or "") .. "\0" .. (values and source.value_unit or "")
    if not by_key[key] then
      list[#list + 1] = { counting_unit = source.counting_unit, value_unit = source.value_unit, value_scale = 1,
        sources = {} }
      by_key[key] = #list
    end
    local subject = list[by_key[key]]
    subject.sources[#subject.sources + 1] = source.code
    source.subject = by_key[key]
    if values then join_scale(subject, source.value_scale) end
  end
  local described, codes = {}, {}
  for rank, source in ipairs(sources) do
    codes[source.id] = source.code
    described[rank] = {
      id = source.id, figures = source.records ~= "events", subject = source.subject, rank = rank,
      reports_zeros = source.reports_zeros == 1,
      value_factor = values and list[source.subject].value_scale // source.value_scale or 1,
    }
  end
  return { described = described, subjects = list, codes = codes }
end

-- The subjects that have rows, of the bits that core.sum gives.
local function met(known, bits)
  local list = {}
  for i, subject in ipairs(known.subjects) do
    if bits & (1 << math.min(i - 1, 63)) ~= 0 then list[#list + 1] = subject end
  end
  return list
end

--- Raises when values in different units stand in the same rows: the analyst has to choose.
function subjects.check_values(known, bits)
  local by_counting_unit = {}
  for _, subject in ipairs(met(known, bits)) do
    local key = subject.counting_unit or ""
    local other = by_counting_unit[key]
    if other then
      error(("values in %s (source %s) and in %s (source %s) do not add up: ask for one, as in source=\"%s\""):format(
        other.value_unit or "no stated unit", other.sources[1], subject.value_unit or "no stated unit",
        subject.sources[1], other.sources[1]), 0)
    end
    by_counting_unit[key] = subject
  end
end

--- The codes of the sources whose figures entered and which report no zeros: what they do not name is unknown, not 0.
function subjects.without_zeros(known, note)
  local codes = {}
  for rank, source in ipairs(known.described) do
    local is_in = note.publishers & (1 << math.min(rank, 63)) ~= 0
    if is_in and source.figures and not source.reports_zeros then codes[#codes + 1] = known.codes[source.id] end
  end
  table.sort(codes)
  return codes
end

local FINANCIAL = [[select s.id, s.code, b.note from batch b
  join batch_source c on c.batch = b.id join source s on s.id = c.source
  where b.id <= :state and (b.retracted is null or b.retracted > :state)
    and b.note like '%financial years that begin in month %' order by b.id]]

--- Sentences on the sources among those that entered whose years are financial years, as their import noted.
function subjects.financial_years(store, known, note, state)
  local entered, said, seen = {}, {}, {}
  for rank, source in ipairs(known.described) do
    entered[source.id] = note.publishers & (1 << math.min(rank, 63)) ~= 0
  end
  for _, row in query(store, FINANCIAL, { state = state }):rows() do
    local month = row.note:match "financial years that begin in month (%d+)"
    if entered[row.id] and not seen[row.code .. month] then
      seen[row.code .. month] = true
      local text = "years of source %s are financial years that begin in month %s: 2009 is 2009-10"
      said[#said + 1] = text:format(row.code, month)
    end
  end
  return said
end

--- What was not added, as sentences of a note; `own`: the rows of what totals leave over are there.
function subjects.notes(known, note, own)
  local said = {}
  local function say(n, text, ...)
    if n > 0 then said[#said + 1] = text:format(...) end
  end
  say(note.superseded, "%s given again by the same source, in a later batch or at the zone that a zone became: that one stands",
    plural(note.superseded, "figure"))
  say(note.finer, "%s of shorter periods within a longer one of the same source: the longer stands",
    plural(note.finer, "figure"))
  if note.alternatives > 0 then
    local taken, other = known.codes[note.preferred_source], known.codes[note.alternative_source]
    said[#said + 1] = ("sources %s and %s have figures of the same zones and months, which are not added: %s is taken "
      .. "(prefer=\"%s\" takes the other; %s, count %d, left aside)"):format(taken, other, taken, other,
      plural(note.alternatives, "figure"), note.alternative_count)
  end
  say(note.totals, "%s, to which the parts below are not added%s",
    note.totals == 1 and "1 published total stands" or note.totals .. " published totals stand",
    own and "" or " (own=true shows what these leave over)")
  say(note.exceeded, "in %d of them the parts come to more than the total: they overlap", note.exceeded)
  say(note.narrowed, "%s narrowed by the exact total of which the figures are parts",
    plural(note.narrowed, "range"))
  say(note.overlaps, "%s below zones that publish only a part of the phenomenon: not added above them",
    plural(note.overlaps, "figure"))
  return said
end

return subjects
