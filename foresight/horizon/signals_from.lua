--- signals_from.lua: many signals at once, from a frame: a register that was kept in a sheet, or what a partner sent.
--
-- Example:  recorded, refused = signals_from(read "signals.csv")     signals_from(f, {source="press", reliability="C"})

local call = require "foresight.shared.call"
local checked_signal = require "foresight.horizon.checked_signal"
local core = require "glocal.core"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"

local FIELDS = { "title", "text", "lang", "zone", "seen", "source", "reliability", "credibility", "steep", "phenomenon",
  "horizon",
  "likelihood", "impact", "role", "reason", "handling", "recorded" }

local function check_columns(frame, options)
  local is_field = {}
  for _, name in ipairs(FIELDS) do is_field[name] = true end
  for _, name in ipairs(frame:columns()) do
    if not is_field[name] then
      error(("column '%s' is no field of a signal%s; leave it out with f:select{...}"):format(name, hint.of(name, FIELDS,
        "these are")),
        0)
    end
  end
  for _, name in ipairs { "title", "seen", "source", "reliability", "credibility", "steep" } do
    if not frame:has(name) and options[name] == nil then
      error(("the frame has no column '%s': name one so, or say %s= for all rows"):format(name, name), 0)
    end
  end
end

-- A row as signal takes it: an empty cell is what holds for all rows; zones are parted by ; or ,.
local function spec_of(frame, row, options)
  local spec = {}
  for _, name in ipairs(FIELDS) do
    local value
    if frame:has(name) then value = frame:get(row, name) end
    if value == nil or value == "" then value = options[name] end
    spec[name] = value
  end
  if type(spec.zone) == "string" and spec.zone:find "[;,]" then
    local list = {}
    for each in spec.zone:gmatch "[^;,]+" do list[#list + 1] = each:match "^%s*(.-)%s*$" end
    spec.zone = list
  end
  for _, name in ipairs { "likelihood", "impact" } do
    if type(spec[name]) == "string" then spec[name] = tonumber(spec[name]) or spec[name] end
  end
  return spec
end

-- The reason as it stands in a list of refused rows: without the call that it came from.
local function reason_of(message)
  return (tostring(message):gsub("^bad argument '([^']*)' to 'signals_from': ", "%1: "))
end

local function refused_frame(list, marking)
  return core.frame(list, { columns = { "row", "title", "reason" }, types = { row = "integer", title = "text", reason = "text" },
    marking = marking }):attach { note_text = #list > 0
    and ("%d row%s refused; nothing of %s is in the store, since a refused text may be a person's"):format(#list,
      #list == 1 and "" or "s", #list == 1 and "it" or "them") or nil }
end

--- Records the signals of a frame, a row each, with the fields of signal as columns (zones parted by ; or ,). Rows that can't be
--- taken are given back with their reasons; they are not kept in the store, as a text may be refused for what it says of a
--- person. The marking of the frame holds for each row, which may be marked more strictly.
--- @function signals_from
--- @param f frame the signals
--- @param options? table
--- @option source? string of rows that say none; so are all below
--- @option lang? string = (yours) {nl|fr|de|en} the language
--- @option reliability? string {A|B|C|D|E|F} of the source
--- @option credibility? integer 1 to 6, of the information
--- @option steep? string {social|technological|economic|environmental|political} the kind
--- @option phenomenon? string <phenomenon> that they are of
--- @option zone? string|string[] <zone> where
--- @option seen? string when
--- @option horizon? string|number when they may come true
--- @option role? string who judges
--- @option handling? string = (the store's default) the marking
--- @option recorded? string = (today) the day from which as_of sees them
--- @option strict? boolean = false take none where one is refused
--- @option store? store = (the current one) where they are kept
--- @return integer how many were recorded
--- @return frame those refused: row, title, reason
--- @raises a column that is no field of a signal, naming the nearest; one that is missing
--- @fails rejected: strict, and a row is refused; read_only, busy
--- @needs store.write
--- @since 0.1
--- @example f = frame{{title="Drones over the port", seen="2026-01-05", steep="technological"}, {title="", seen="2026-01-06", steep="social"}}
--- @example n, refused = signals_from(f, {source="port", reliability="B", credibility=2, handling="CLEAR", lang="en"})
--- @example n --> 1
--- @example refused.reason[1]:match "^%w+" --> title
local function signals_from(f, options)
  options = options or {}
  if not call.is_frame(f) then error("bad argument #1 to 'signals_from': expected a frame, such as read \"signals.csv\"", 0) end
  local store = glocal.use(options.store)
  check_columns(f, options)
  local known, taken, refused = checked_signal.known(store), {}, {}
  local marking = f:marking():gsub("^TLP:", "")
  for i = 1, #f do
    local given = spec_of(f, i, options)
    local is_taken, row, zones, judgement = pcall(checked_signal.of, store, given, "signals_from")
    local key = is_taken and checked_signal.key(row.title, row.source, row.seen)
    if not is_taken then
      refused[#refused + 1] = { row = i, title = type(given.title) == "string" and given.title or nil, reason = reason_of(row) }
    elseif known[key] then
      refused[#refused + 1] = { row = i, title = row.title,
        reason = known[key] .. " has the same title, source and day" }
    else
      known[key] = ("row %d"):format(i)
      if f:marking() ~= "TLP:CLEAR" then row.handling = row.handling .. " " .. marking end
      taken[#taken + 1] = { row = row, zones = zones, judgement = judgement }
    end
  end
  local left = refused_frame(refused, f:marking())
  if options.strict and #refused > 0 then
    return nil, ("row %d: %s; nothing was recorded"):format(refused[1].row, refused[1].reason), "rejected"
  end
  if #taken == 0 then return 0, left end
  local first, message, code = checked_signal.keep(store, taken, ("%d signals; %d rows refused"):format(#taken, #refused))
  if not first then return nil, message, code end
  return #taken, left
end

return signals_from
