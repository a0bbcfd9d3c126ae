--- spoc_report.lua: the message load and the answer times of a single point of contact, as one page of text: what came by month, what is
-- forecast per channel, and what was answered within its time limit, by country and kind.
--
-- Example:  glocal run --store demo.db scripts/spoc_report.lua --until 2026-10-31 --months 12 --to spoc.txt
--
-- The same store, options and seed give the same bytes, whatever the number of threads. What is written to a file leaves the
-- store, so it is recorded in the store's log as a disclosure.

local glocal = require "glocal"
local args = require "foresight.shell.args"
local outfile = require "foresight.shared.outfile"
local show = require "foresight.shell.show"

local OPTIONS = {
  ["until"] = { value = "DAY", help = "the day up to which answers are known (default: the last day in the messages)" },
  months = { value = "N", help = "how many months back (default: 12)" },
  horizon = { value = "N", help = "how many months to forecast (default: 3; 0: none)" },
  channel = { value = "CHANNEL", many = true, help = "only this channel" },
  seed = { value = "N", help = "the seed of the forecasts (default: 1)" },
  to = { value = "FILE", help = "the file to write (default: printed)" },
  why = { value = "TEXT", help = "why the page is made, for the store's log" },
  help = { short = "h", help = "this help" },
}

local USAGE = "usage: glocal run --store STORE scripts/spoc_report.lua [--until DAY] [--months N] [--to FILE]"

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
local function add(...) lines[#lines + 1] = string.format(...) end

local function percent(share) return share and ("%.1f %%"):format(100 * share) or "-" end

local function hours(value) return value and ("%.1f h"):format(value) or "-" end

local function compliance_table(title, by)
  local f = assert(glocal.compliance(asked(by, first)))
  add("\n%s", title)
  add("%-34s %9s %9s %9s %9s  %-18s %9s", "", "messages", "open", "due", "in time", "95 % interval", "median")
  for _, row in f:rows() do
    local names = {}
    for i, key in ipairs(by) do names[i] = row[key] ~= "" and row[key] or "not stated" end
    add("%-34s %9d %9d %9d %9s  %-18s %9s", show.text(table.concat(names, ", ")), row.messages, row.open, row.due,
      percent(row.share), row.low and ("%s to %s"):format(percent(row.low), percent(row.high)) or "-", hours(row.median_hours))
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
  add "\nReceived by month"
  local names, of, seen = {}, {}, {}
  for _, row in flows:rows() do
    local month = tostring(row.month)
    if month >= first then
      of[month] = of[month] or {}
      of[month][row.channel] = row.received
      if not seen[row.channel] then
        seen[row.channel] = true
        names[#names + 1] = row.channel
      end
    end
  end
  table.sort(names)
  local list = {}
  for month in pairs(of) do list[#list + 1] = month end
  table.sort(list)
  for i, name in ipairs(names) do names[i] = ("%14.14s"):format(show.text(name)) end
  add("%-8s %s", "month", table.concat(names, " "))
  for _, month in ipairs(list) do
    local cells = {}
    for i, name in ipairs(names) do
      local key = name:match "^%s*(.*)$"
      local value
      for channel, n in pairs(of[month]) do
        if show.text(channel):sub(1, 14) == key then value = n end
      end
      cells[i] = ("%14s"):format(value and ("%d"):format(value) or "-")
    end
    add("%-8s %s", month, table.concat(cells, " "))
  end
end

local function forecasts(flows)
  if horizon == 0 then return end
  local f, message = glocal.forecast(flows, { horizon = horizon, value = "received", seed = seed })
  add "\nForecast of the load per channel"
  if not f then
    add("none: %s", show.text(message))
    return
  end
  add("%-20s %-8s %10s  %s", "channel", "month", "median", "80 % interval")
  for _, row in f:rows() do
    add("%-20s %-8s %10.0f  %.0f to %.0f", show.text(row.channel), tostring(row.period), row.median, row.low_80, row.high_80)
  end
end

local flows = whole_months()
local marking = all:marking()
add("Messages and answer times, %s to %s", first, last)
add("%s; state %d of the store; seed %d", marking, store:state(), seed)
if #flows > 0 then
  load_of_months(flows)
  forecasts(flows)
end
compliance_table("Answered within the time limit, by channel", { "channel" })
compliance_table("Answered within the time limit, by urgency", { "urgency" })
local by_country = compliance_table("Answered within the time limit, by country and kind", { "country", "kind" })
add("\n%s", by_country:attached "note_text")

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
