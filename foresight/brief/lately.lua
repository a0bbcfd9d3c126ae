--- lately.lua: what moved in a zone in the last three months, and whether it is more than chance: each series judged by its own past.
--- Where the zone has no monthly figures of its own, those of the nearest zone that it lies in, else those of the international
--- series that an exposure table links to it; which ones is said.
--
-- Example:  l = lately.of(asked)   l.rows[1].observed, l.rows[1].expected, l.rows[1].p   lately.add(brief, to)

local core = require "glocal.core"
local memo = require "foresight.brief.memo"
local likelihood = require "foresight.language.likelihood"
local phrases = require "foresight.language.phrases"
local query = require "foresight.shared.query"
local rollup = require "foresight.cube.rollup"
local series = require "foresight.brief.series"
local warn = require "foresight.warning.warn"

local lately = {}

local fill = phrases.fill
local MONTHS, ALPHA, YEARS = 3, 0.05, 5 -- judged; how often a count is above its bound by chance; of history that it takes
local SHOWN = 8

-- How many series the frame holds.
local function count_series(frame)
  local seen, count = {}, 0
  local keys = {}
  for _, name in ipairs { "zone", "phenomenon", "counting_unit" } do
    if frame:has(name) then keys[#keys + 1] = frame[name] end
  end
  for i = 1, #frame do
    local parts = {}
    for k, column in ipairs(keys) do parts[k] = column[i] or "" end
    local key = table.concat(parts, "\0")
    if not seen[key] then count = count + 1 end
    seen[key] = true
  end
  return count
end

local function judged_by_past(frame, last)
  return warn(frame, { from = core.period(core.period(last, "month"), "month", 1 - MONTHS), to = last, alpha = ALPHA })
end

-- Adds what warn makes of the last months of a frame; of one that many briefs share, under a key, once.
local function judge(found, frame, last, asked, key)
  local w, message, code
  if key then
    w, message, code = memo.once(asked, "judged " .. key, function() return judged_by_past(frame, last) end)
  else
    w, message, code = judged_by_past(frame, last)
  end
  if not w then return nil, message, code end
  found.series, found.judged = found.series + count_series(frame), found.judged + count_series(w)
  found.tests = found.tests + #w
  found.last = (not found.last or last > found.last) and last or found.last
  for _, row in w:rows() do
    if row.alarm == 1 then found.rows[#found.rows + 1] = row end
  end
  found.frames[#found.frames + 1] = w
  return true
end

local function last_of(frame)
  local last
  for _, period in ipairs(frame.period) do last = (not last or period > last) and period or last end
  return last
end

local function add_own(found, asked)
  for _, one in ipairs(asked.own.rows) do
    if one.every == "month" or one.every == "week" then
      local done, message, code = judge(found, one.frame, one.last)
      if not done then return nil, message, code end
    end
  end
  return true
end

-- The monthly figures that are published of a zone itself.
local function published_at(asked, code)
  local phenomena = query(asked.store, ([[select distinct p.code from %s o join zone z on z.id = o.zone
    join phenomenon p on p.id = o.phenomenon where z.code = :code and o.facet = 0 and o.span = 2 order by p.code]]):format(
    series.observations(asked.state)), { code = code }).code
  if #phenomena == 0 then return nil end
  return rollup { zone = code, phenomenon = phenomena, every = "month", to = asked.at, as_of = asked.as_of, at = asked.date,
    store = asked.store }
end

local function add_above(found, asked)
  for _, code in ipairs(asked.place.parents) do
    local frame = memo.once(asked, "published at " .. code, function() return published_at(asked, code) or false end)
    if frame and #frame > 0 then
      found.of = code
      return judge(found, frame, last_of(frame), asked, code)
    end
  end
  return true
end

local function add_linked(found, asked)
  for _, result in ipairs(asked.figures.exposed) do
    local topic = asked.figures.by_name[result.name]
    if result.mine and topic.frame and topic.topic.every == "month" then
      found.linked = found.linked or {}
      table.insert(found.linked, result.name)
      local done, message, code = judge(found, topic.frame, last_of(topic.frame), asked, "topic " .. result.name)
      if not done then return nil, message, code end
    end
  end
  return true
end

--- What was judged: rows (the alarms), series, judged (of them), tests, last, of (the zone that stands in), linked (the topics that
--- do), frames; or nil, message, code.
function lately.of(asked)
  local found = { rows = {}, frames = {}, series = 0, judged = 0, tests = 0 }
  for _, add in ipairs { add_own, add_above, add_linked } do
    local done, message, code = add(found, asked)
    if not done then return nil, message, code end
    if found.series > 0 then break end
  end
  table.sort(found.rows, function(a, b)
    if a.period ~= b.period then return a.period > b.period end
    return a.score > b.score
  end)
  return found
end

-- --- in words ------------------------------------------------------------------------------------------------------

local function row_text(brief, said, row)
  local write = brief.write
  local percent = row.p < 0.001 and "<" .. write.percent(0.001, 1) or write.percent(row.p, 1)
  return fill(said.lately.row, {
    title = fill(brief.plot_title, { what = phrases.sentence(brief.phenomena[row.phenomenon]),
      where = brief.place.names[row.zone] }),
    period = write.month(row.period), observed = write.figure(row.observed), expected = write.number(row.expected),
    words = said.likelihood[likelihood.key(row.p)], percent = percent })
end

local function stand_in(brief, said, found)
  local values = { this = brief.level.this, name = found.of and brief.place.names[found.of] }
  if found.series == 0 then return fill(said.lately.nothing, values) end
  if found.linked then return fill(said.lately.linked, values) end
  return found.of and fill(said.lately.fallback, values) or nil
end

-- Whose series were judged.
local function subject(brief, found)
  if found.of then return brief.place.names[found.of] end
  if not found.linked then return brief.level.this end
  local names = {}
  for i, name in ipairs(found.linked) do names[i] = brief.words.topics[name] end
  return brief.write.list(names)
end

local function add_note(to, text)
  if text then to.note(text) end
end

--- Adds the section.
function lately.add(brief, to)
  local said, found, write = brief.digest_words, brief.lately, brief.write
  to.heading(said.lately.heading, "lately")
  add_note(to, stand_in(brief, said, found))
  if found.series == 0 then return end
  if found.judged > 0 then
    to.note(fill(said.lately.judged, { series = write.number(found.judged), number = write.number(MONTHS),
      this = subject(brief, found), last = write.month(found.last) }))
  end
  local items = {}
  for i = 1, math.min(SHOWN, #found.rows) do items[i] = row_text(brief, said, found.rows[i]) end
  if #items > 0 then to.block { kind = "list", items = items } end
  if #items == 0 and found.judged > 0 then to.note(said.lately.none) end
  if found.tests > 0 then
    to.note(fill(said.lately.many, { tests = write.number(found.tests), expected = write.estimate(found.tests * ALPHA) }))
  end
  if found.judged < found.series then
    to.note(fill(said.lately.short, { series = write.number(found.series - found.judged), years = write.number(YEARS) }))
  end
end

return lately
