--- spoc_report.lua: the message load and the answer times of a single point of contact, as one page of text: what came by month, what is
-- forecast per channel, and what was answered within its time limit, by country and kind.
--
-- Example:  glocal run --store demo.db scripts/spoc_report.lua --until 2026-10-31 --months 12 --lang nl --to spoc.txt
--
-- The same store, options and seed give the same bytes, whatever the number of threads. What is written to a file leaves the
-- store, so it is recorded in the store's log as a disclosure.

local glocal = require "glocal"
local args = require "foresight.shell.args"
local catalogue = require "foresight.shared.catalogue"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local locale = require "foresight.language.locale"
local outfile = require "foresight.shared.outfile"
local phrases = require "foresight.language.phrases"
local show = require "foresight.shell.show"

local OPTIONS = {
  ["until"] = { value = "DAY", help = "the day up to which answers are known (default: the last day in the messages)" },
  months = { value = "N", help = "how many months back (default: 12)" },
  horizon = { value = "N", help = "how many months to forecast (default: 3; 0: none)" },
  channel = { value = "CHANNEL", many = true, help = "only this channel" },
  lang = { value = "LANG", help = "the language: nl, fr, de or en (default: en)" },
  seed = { value = "N", help = "the seed of the forecasts (default: 1)" },
  to = { value = "FILE", help = "the file to write (default: printed)" },
  why = { value = "TEXT", help = "why the page is made, for the store's log" },
  help = { short = "h", help = "this help" },
}

local USAGE = "usage: glocal run --store STORE spoc_report [--until DAY] [--months N] [--to FILE]"

local function wrong(message)
  io.stderr:write("spoc_report: ", message, "\n", USAGE, "\n")
  os.exit(2, true)
end

local options, rest = args.parse(arg, OPTIONS)
if not options then wrong(rest) end
if options.help then
  print(USAGE .. "\n\n" .. args.describe(OPTIONS))
  return
end
if rest[1] then wrong(("there is nothing to do with '%s'"):format(rest[1])) end
local store = glocal.store
if not store then wrong "no store: say --store STORE" end

local function whole(name, otherwise, least, most)
  local number = options[name] == nil and otherwise or math.tointeger(tonumber(options[name]))
  if not number or number < least or number > most then
    wrong(("--%s wants a whole number from %d to %d, not '%s'"):format(name, least, most, options[name]))
  end
  return number
end

local months, horizon = whole("months", 12, 1, 600), whole("horizon", 3, 0, 60)
local seed = whole("seed", 1, 0, 2 ^ 53 // 1 | 0)

local lang, is_language = options.lang or "en", false
for _, each in ipairs(locale.LANGUAGES) do is_language = is_language or each == lang end
if not is_language then wrong(("there is no language '%s'%s"):format(lang, hint.of(lang, locale.LANGUAGES, "use"))) end
local words, write, fill = phrases.of(lang).spoc, locale.of(lang), phrases.fill

local function asked(by, from)
  return { by = by, from = from, ["until"] = options["until"], channel = options.channel }
end

-- An unknown day or channel is a wrong call.
local function try(f, ...)
  local results = table.pack(pcall(f, ...))
  if not results[1] then wrong((tostring(results[2]):gsub("^[^\n]-%.lua:%d+: ", ""))) end
  return table.unpack(results, 2, results.n)
end

local all = try(glocal.compliance, asked { "channel" })
if #all == 0 then return nil, "the store has no messages: glocal import STORE FILE --as messages", "not_found" end
local last = options["until"] or all:attached("note_text"):match "answers known up to (%d+%-%d+%-%d+)"
local first = glocal.period(last:sub(1, 7), "month", 1 - months)

-- --- the page -----------------------------------------------------------------------------------------------------------

local lines = {}
local function add(text) lines[#lines + 1] = (text:gsub(" +$", "")) end

local WIDEST_NAME = 60 -- of a row
local WIDE = 118 -- columns, those of the widest table

-- Sentences in lines no longer than the page is wide.
local function add_sentences(text)
  local line = ""
  for word in text:gmatch "[^ ]+" do
    local longer = line == "" and word or line .. " " .. word
    if line ~= "" and (utf8.len(longer) or #longer) > WIDE then
      add(line)
      longer = word
    end
    line = longer
  end
  add(line)
end

-- A text in so many places, cut where it is longer; at the right where `is_number`.
local function cell(text, places, is_number)
  local wide = (utf8.len(text) or #text)
  if wide > places then
    text = text:sub(1, (utf8.offset(text, places) or #text + 1) - 1) .. "\u{2026}"
    wide = (utf8.len(text) or #text)
  end
  local gap = (" "):rep(places - wide)
  return is_number and gap .. text or text .. gap
end

local function number(value, decimals) return value and write.number(value, decimals) or "-" end

local function span(low, high) return fill(words.span, { low = low, high = high }) end

local function compliance_row(name, cells, room)
  local widths, list = { 11, 10, 10, 13, 20, 13 }, { cell(name, room) }
  for i, text in ipairs(cells) do list[#list + 1] = cell(text, widths[i], true) end
  add(table.concat(list, " "))
end

-- What a value is called on the page: a country by its name, an urgency of the directive by what it means.
local zone_names
local function called(key, value)
  if value == nil or value == "" then return words.not_stated end
  if key == "urgency" then return words.urgency[value] or value end
  if key ~= "country" then return value end
  zone_names = zone_names or catalogue.names(store, "zone", lang)
  return zone_names[value] or value
end

local function compliance_table(title, by)
  local f = assert(glocal.compliance(asked(by, first)))
  add("")
  add(title)
  local rows, room = {}, 34
  for i, row in f:rows() do
    local names = {}
    for k, key in ipairs(by) do names[k] = show.text(called(key, row[key])) end
    rows[i] = { name = table.concat(names, ", "), row = row, place = i }
    room = math.max(room, math.min(WIDEST_NAME, utf8.len(rows[i].name) or #rows[i].name))
  end
  if by[1] == "country" then -- by their names, not by their codes
    table.sort(rows, function(a, b)
      local x, y = core.fold(a.name), core.fold(b.name)
      if x ~= y then return x < y end
      return a.place < b.place
    end)
  end
  compliance_row("", { words.messages, words.open, words.due, words.in_time, words.interval, words.median_time }, room)
  for _, each in ipairs(rows) do
    local row = each.row
    compliance_row(each.name, { number(row.messages), number(row.open), number(row.due),
      row.share and write.percent(row.share) or "-", row.low and span(write.percent(row.low), write.percent(row.high)) or "-",
      row.median_hours and fill(words.hours, { number = number(row.median_hours, 1) }) or "-" }, room)
  end
  return f
end

-- The months that are whole: the last one may still be running.
local function whole_months()
  local flows = assert(glocal.message_flows { by = { "channel" }, of = "messages", channel = options.channel,
    to = glocal.period(last:sub(1, 7), "month", -1) })
  return flows
end

local function load_of_months(flows)
  add ""
  add(words.received)
  local names, of, seen, months_seen = {}, {}, {}, {}
  for _, row in flows:rows() do
    local month = tostring(row.month)
    if month >= first then
      if not of[month] then
        of[month] = {}
        months_seen[#months_seen + 1] = month
      end
      of[month][row.channel] = row.received
      if not seen[row.channel] then
        seen[row.channel] = true
        names[#names + 1] = row.channel
      end
    end
  end
  table.sort(names)
  table.sort(months_seen)
  local heads = {}
  for i, name in ipairs(names) do heads[i] = cell(show.text(name), 14, true) end
  add(cell(words.month, 8) .. " " .. table.concat(heads, " "))
  for _, month in ipairs(months_seen) do
    local cells = {}
    for i, name in ipairs(names) do cells[i] = cell(number(of[month][name]), 14, true) end
    add(cell(month, 8) .. " " .. table.concat(cells, " "))
  end
end

local function forecasts(flows)
  if horizon == 0 then return end
  local f, message = glocal.forecast(flows, { horizon = horizon, value = "received", seed = seed })
  add ""
  add(words.forecast)
  if not f then
    add(fill(words.none, { why = show.text(message) }))
    return
  end
  add(cell(words.channel, 20) .. " " .. cell(words.month, 8) .. " " .. cell(words.median, 10, true) .. "  "
    .. words.forecast_interval)
  for _, row in f:rows() do
    add(cell(show.text(row.channel), 20) .. " " .. cell(tostring(row.period), 8) .. " "
      .. cell(number(row.median), 10, true) .. "  " .. span(number(row.low_80), number(row.high_80)))
  end
end

local function note_lines(f)
  local counted = f:attached "counted"
  add ""
  add_sentences(fill(words.note, { day = write.day(counted["until"]) }))
  for _, key in ipairs { "undue", "untimed" } do
    if counted[key] > 0 then add_sentences(fill(words[key], { number = number(counted[key]) })) end
  end
  if counted.open > 0 then add_sentences(fill(words.late, { number = number(counted.open) })) end
  local unknown = all:attached "counted".unknown
  if #unknown > 0 then
    local names = {}
    for i, each in ipairs(unknown) do names[i] = show.text(each.channel) end
    add_sentences(fill(words.unknown, { channels = table.concat(names, ", ") }))
  end
end

local flows = whole_months()
local marking = all:marking()
add(fill(words.title, { first = first, last = last }))
add(fill(words.state, { marking = marking, state = store:state(), seed = seed }))
if #flows > 0 then
  load_of_months(flows)
  forecasts(flows)
end
compliance_table(words.by[1], { "channel" })
compliance_table(words.by[2], { "urgency" })
note_lines(compliance_table(words.by[3], { "country", "kind" }))

local text = table.concat(lines, "\n") .. "\n"
if not options.to then
  io.write(text)
  return
end
local written, message, code = outfile.write(options.to, text, marking, "report")
if not written then return nil, message, code end
print("wrote " .. show.text(options.to))
if not store:is_read_only() then
  local recorded
  recorded, message, code = store:disclose(options.to, options.why or ("message load and answer times to %s, %s"):format(last,
    marking))
  if not recorded then return nil, message, code end
end
