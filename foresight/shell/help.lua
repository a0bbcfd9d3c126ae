--- help.lua: help() in the shell: a guide by task, what one name does, the guides of docs/ (guide.lua), and where a word is
--- spoken of. What is declared is read by entries.lua.
--
-- Example:  help "rollup"   ?rollup   help "farr"   help(rollup)

local core = require "glocal.core"
local entries = require "foresight.shell.entries"
local guide = require "foresight.shell.guide"
local hint = require "foresight.shared.hint"
local show = require "foresight.shell.show"

local help = {
  entries = entries.all, find = entries.find, members = entries.members, search = entries.search,
  name_of = entries.name_of,
}

-- A task, and what to type for it; one that needs a name which is not there is left out.
local GUIDE = {
  { "open or make a store", 'open "demo.db"   init("my.db", {reference="benelux"})', "open" },
  { "bring figures in", 'store:import "a.csv"   help "import.md"', "store:import" },
  { "see what is in the store", "store:batches()   sources()   phenomena()", "store:batches" },
  { "find places and phenomena", 'zones:find "antw"   phenomena "trafficking"', "zones" },
  { "add figures up", 'r = rollup{zone="BE", level="region", every="year"}', "rollup" },
  { "know what a figure is", 'help "figures"   r:note()   sources()', "frame:note" },
  { "compare over time", 'r:change "year"   r:rolling(12)   r:rank()   r:share()', "frame:change" },
  { "sum up, make wide", 'r:by "zone"   r:pivot("zone", "period")', "frame:by" },
  { "see what they mean locally", 'impact{of=r, exposure="channel"}', "impact" },
  { "see what is likely", "f = forecast(r, {horizon=12})   f:plot()", "forecast" },
  { "see how good that was", 'backtest(r, {by="method"})   calibration()', "backtest" },
  { "see what runs ahead of it", "leads(r, rollup{zone=\"EU\", every=\"month\"})", "leads" },
  { "let it lead the forecast", "forecast(r, {leaders=s, events=e}):effects()", "frame:effects" },
  { "work on a table", 'r:where{zone="BE"}   r:sort "-count"   r:named "nl"', "frame" },
  { "look at a table in full", "r:all()   r:glimpse()   r:provenance()", "frame:all" },
  { "be warned", 'warn(r)   help "warning"', "warn" },
  { "look at it", 'r:plot()   r:plot{kind="bar", top=10, to="r.png"}', "frame:plot" },
  { "ask in SQL", "select zone, sum(count) n from r group by zone", "sql" },
  { "see where the time goes", 'time "rollup{}"   profile "rollup{}"', "time" },
  { "hand on a result", 'r:to_xlsx "r.xlsx"   brief{zone="5345", lang="nl"}', "frame:to_xlsx" },
  { "brief all zones", 'briefs{of="BE-VWV", to="briefs"}', "briefs" },
  { "plan a zone's security", '?plan   help "plan.md"', "plan" },
  { "know whom to call", 'whom{zone="5461", country="FR", act="information"}', "whom" },
  { "hold demand against teams", 'demand{zone="5345"}   help "demand.md"', "demand" },
  { "let it run by itself", 'help "schedule"', "store:import" },
  { "use what corps share", 'use "harm-index"   help "packs"', "use" },
  { "keep the session", 'journal "session.lua"', "journal" },
  { "take an import back", "undo()   store:retract(7, \"wrong file\")", "undo" },
  { "take up earlier work", '_1   _2   history "rollup"   (Up, Ctrl-R)', "history" },
}

local function page_width()
  return math.min(100, show.host.width()) - 2
end

local function tell_guide()
  local lines = { "Type a statement; what it returns is shown, and kept in `_1`. To", "" }
  for _, task in ipairs(GUIDE) do
    if help.find(task[3]) or #help.members(task[3]) > 0 then lines[#lines + 1] = ("  %-26s %s"):format(task[1], task[2]) end
  end
  lines[#lines + 1] = "\n" .. show.wrap('?rollup explains one name, example "rollup" shows it at work, help "population" '
    .. "looks for a word in all of them. Tab completes names, zones, phenomena, columns and files. Ctrl-C stops what runs. "
    .. "Ctrl-D leaves.", page_width())
  return table.concat(lines, "\n")
end

-- What a parameter may be, behind the line about it: its unit, values and default.
local function limits_of(parameter)
  local limits = {}
  if parameter.unit then limits[#limits + 1] = parameter.unit end
  if parameter.values then limits[#limits + 1] = table.concat(parameter.values, ", ") end
  if parameter.default then limits[#limits + 1] = "default: " .. parameter.default:gsub("^%((.*)%)$", "%1") end
  return #limits > 0 and " (" .. table.concat(limits, "; ") .. ")" or ""
end

-- A word and the text that explains it, one line where it fits.
local function tell_line(word, indent, text, width)
  local head = (" "):rep(indent) .. word
  local column = math.max(16, #head + 1)
  return head .. (" "):rep(column - #head) .. show.wrap(text, width - column, column)
end

local function tell_parameters(entry, width)
  local lines = {}
  for _, each in ipairs(entry.parameters) do
    local text = each.doc .. limits_of(each)
    if text == "" then text = "a table of" end
    lines[#lines + 1] = tell_line(each.name .. (each.is_optional and "" or "*"), each.is_option and 4 or 2, text, width)
  end
  return lines
end

-- What comes back, and what goes wrong.
local function tell_outcome(entry, width)
  local lines = {}
  for i, each in ipairs(entry.returns) do
    lines[#lines + 1] = tell_line(i == 1 and "gives" or "and", 2, ("%s: %s"):format(each.type, each.doc), width)
  end
  if entry.raises then lines[#lines + 1] = tell_line("raises for", 2, entry.raises, width) end
  if entry.fails then lines[#lines + 1] = tell_line("fails with", 2, entry.fails, width) end
  return lines
end

local function tell_entry(entry)
  local width = page_width()
  local parts = { entry.name .. entry.signature, "  " .. show.wrap(entry.doc, width - 2, 2) }
  local lines, outcome = tell_parameters(entry, width), tell_outcome(entry, width)
  table.move(outcome, 1, #outcome, #lines + 1, lines)
  if #lines > 0 then parts[#parts + 1] = table.concat(lines, "\n") end
  if entry.example then parts[#parts + 1] = "  " .. entry.example:gsub("\n", "\n  ") end
  local needs = #entry.needs > 0 and "needs " .. table.concat(entry.needs, ", ") .. "; " or ""
  if entry.leaves then needs = "figures leave by it, as far as their marking allows; " .. needs end
  if not entry.since then return table.concat(parts, "\n\n") end -- a pack's, which has its own version
  parts[#parts] = parts[#parts] .. ("\n  %ssince %s%s"):format(needs, entry.since,
    entry.internal and '; internal: require "glocal.core"'
    or entry.example and not needs:find "write" and ('; example "%s" runs the lines above'):format(entry.name) or "")
  return table.concat(parts, "\n\n")
end

-- Each name with the first sentence about it.
local function tell_names(names)
  local lines, width = {}, page_width()
  for i, name in ipairs(names) do
    local entry = help.find(name)
    lines[i] = ("  %-24s %s"):format(name, show.wrap(entry.doc:match "^(.-%.)%s" or entry.doc, width - 27, 27))
  end
  return table.concat(lines, "\n")
end

local function tell_members(noun, names)
  return ("%s has these:\n\n%s"):format(noun, tell_names(names))
end

-- A pack that is installed and not in use yet; nil for all else.
local function tell_installed(topic)
  local name = topic:match "^[^.]+"
  if not name or not topic:find "^%l[%l%d.-]*$" or not core.capabilities["file.read"] then return nil end
  local given = require "foresight.pack.installed".chosen(name, "*", false)
  return given and ('%s %s is an installed pack: b = use "%s", and then help(b)'):format(name, given.version, name)
end

local function tell_unknown(topic)
  local installed = tell_installed(topic)
  if installed then return installed end
  local here = require "foresight.shared.other_names"[topic:lower()]
  if here and help.find(here.see) then
    return ("%s: here it is %s\n\n%s"):format(topic, here.call, tell_entry(help.find(here.see)))
  end
  local names = {}
  for _, entry in ipairs(help.entries()) do
    if not entry.internal then names[#names + 1] = entry.name end
  end
  local near, found = hint.of(topic, names), help.search(topic)
  local said = ("nothing is called '%s'%s"):format(topic, near)
  if #found > 0 then
    return ("%s%s these speak of it:\n\n%s"):format(said, near == "" and ";" or "",
      tell_names(table.move(found, 1, math.min(12, #found), 1, {})))
  end
  return near ~= "" and said or said .. "; help() lists what there is by task"
end

--- Whether help() has something of that name.
function help.knows(topic)
  return help.find(topic) ~= nil or #help.members(topic) > 0 or guide.text(topic, page_width()) ~= nil
end

--- The help on a topic (a name, words, or a value) as text.
function help.text(topic)
  if topic == nil then return tell_guide() end
  local use = package.loaded["foresight.pack.use"] -- none is in use before
  local of_pack, declaration
  if use then of_pack, declaration = use.help(topic) end
  if declaration then return core.visible(("%s\n  %s"):format(tell_entry(declaration), of_pack), "\n") end
  if of_pack then return of_pack end
  if type(topic) ~= "string" then
    local name = help.name_of(topic)
    if not name then return ("there is no help on this %s; try help()"):format(type(topic)) end
    topic = name
  end
  local entry, members = help.find(topic), help.members(topic)
  if topic:find "%.md$" then return guide.text(topic, page_width()) or tell_unknown(topic) end
  local elsewhere = require "foresight.shared.other_names"[topic:lower()]
  if entry and entry.internal and elsewhere then return tell_unknown(topic) end
  if entry then
    local also = elsewhere and elsewhere.see ~= entry.name and help.find(elsewhere.see)
      and ("\n\n%s of other programs: here it is %s"):format(topic, elsewhere.call) or ""
    local hinted = guide.hint(entry.name)
    return tell_entry(entry) .. (hinted and "\n  " .. hinted or "") .. also ..
      (#members > 0 and "\n\n" .. tell_members(topic, members) or "")
  end
  if #members > 0 then return tell_members(topic, members) end
  return guide.text(topic, page_width()) or tell_unknown(topic)
end

--- Explains how to work with glocal, or one name. A word that names nothing is looked for in all entries.
--- @function help
--- @param topic? any <name> a name as text, or the value itself
--- @since 0.1
--- @example help "frame:head"
function help.help(...)
  if select("#", ...) > 0 and ... == nil then
    print "that is nil: put the name between quotes, as in help \"rollup\""
    return
  end
  require("foresight.shared.pager").show(help.text((...)))
end

return setmetatable(help, { __call = function(_, ...) return help.help(...) end })
