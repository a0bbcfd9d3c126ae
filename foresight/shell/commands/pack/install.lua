--- install.lua: `glocal pack add`, `remove`, `list`, `outdated`, `why`, `search` and `lock`: the packs of this user and of a project.
--
-- Example:  calls.add[1]({allow = {"store.read"}}, {"barrier-model@^1.2"})   --> 0

local command = require "foresight.shell.commands.command"
local core = require "glocal.core"
local hint = require "foresight.shared.hint"
local install = require "foresight.pack.install"
local installed = require "foresight.pack.installed"
local lock = require "foresight.pack.lock"
local offers = require "foresight.pack.offers"
local offline = require "foresight.pack.offline"
local resolve = require "foresight.pack.resolve"
local show = require "foresight.shell.show"
local version = require "foresight.pack.version"
local want_of = require "foresight.shell.commands.pack.repository".want_of

local DONE, say, fail, tell, json = command.DONE, command.say, command.fail, command.tell, command.json

local calls = {}

-- What a permission lets a pack do, in plain words.
local PLAIN = {
  ["store.read"] = "read the figures of the open store",
  ["store.write"] = "change the open store: import, retract, register",
  ["file.read"] = "read any file that you may read",
  ["file.write"] = "write files wherever you may",
  process = "start other programs, which may do all that you may",
}

local function wrong(message) return command.wrong(message, "pack") end

-- Packs as JSON or a line each; `otherwise`: what is said where there are none.
local function print_packs(options, rows, line_of, otherwise)
  if options.json then
    json { packs = rows }
  elseif #rows == 0 then
    say(otherwise)
  else
    for _, each in ipairs(rows) do tell(line_of(each)) end
  end
  return DONE
end

-- --- adding -----------------------------------------------------------------------------------------------------------

local function is_file(word)
  return word:find "/" or word:find "%.pack$" or word:find "%.bundle$"
end

-- What the words of a call want, and where it is to come from; or nil, message, whether the call was wrong.
local function wanted(options, words)
  local wants, given = {}, { files = {}, accept = options["accept-key"] and options["accept-key"]:upper() }
  if #words == 0 then
    local locked, message, code = lock.read(lock.FILE)
    if not locked then
      local is_absent = code == "not_found"
      return nil, is_absent and "pack add needs a name or a file: there is no packs.lock here" or message, is_absent
    end
    for name, range in pairs(locked.wants) do wants[#wants + 1] = { name = name, range = range } end
    table.sort(wants, function(a, b) return a.name < b.name end)
    given.lock = locked
    return wants, given
  end
  for _, word in ipairs(words) do
    local want, message
    if is_file(word) then
      local list, is_whole
      list, want, is_whole = offline.read(word)
      if not list then return nil, want, false end
      table.move(list, 1, #list, #given.files + 1, given.files)
      given.without_indexes = is_whole and #words == 1
    else
      want, message = want_of(word)
      if not want then return nil, message, true end
    end
    wants[#wants + 1] = want
  end
  return wants, given
end

-- What each pack of a plan wants, in plain words, and the permissions that are to be granted for it.
local function asks_of(plan)
  local asks, lines = {}, {}
  for _, step in ipairs(plan.steps) do
    for _, each in ipairs(step.new) do
      asks[each] = true
      lines[#lines + 1] = ("%s %s of %s wants to %s (%s)"):format(step.name, step.version, step.found.key.corps, PLAIN[each],
        each)
    end
    if #step.new > 0 then
      lines[#lines + 1] = ("%s %s has the purpose: %s; it reads up to %s"):format(step.name, step.version,
        core.visible(step.found.manifest.purpose), step.found.key.max_handling)
    end
    for _, reason in ipairs(#step.new > 0 and step.reasons or {}) do
      lines[#lines + 1] = ("%s %s is asked about anew: %s"):format(step.name, step.version, reason)
    end
  end
  return asks, lines
end

-- Permissions that the user grants, by --allow or in the terminal; nil, message.
local function granted_of(options, plan)
  local granted, asks, lines = {}, asks_of(plan)
  for each in table.concat(options.allow or {}, ","):gmatch "[^,%s]+" do
    if not PLAIN[each] then
      local names = {}
      for name in pairs(PLAIN) do names[#names + 1] = name end
      table.sort(names)
      return nil, ("there is no permission '%s'%s"):format(each, hint.of(each, names, "there are")), true
    end
    granted[each], asks[each] = true, nil
  end
  for _, line in ipairs(lines) do say(line) end
  if not next(asks) then return granted end
  local missing = {}
  for each in pairs(asks) do missing[#missing + 1] = each end
  table.sort(missing)
  local answer, message = show.host.ask "allow this? (yes or no) "
  if not answer then
    return nil, ("%s: allow it with --allow %s"):format(message, table.concat(missing, " --allow "))
  end
  if not answer:lower():find "^%s*y" then return nil, "nothing was added" end
  for _, each in ipairs(missing) do granted[each] = true end
  return granted
end

local function update_lock(wants, candidates)
  local there, message, code = lock.read(lock.FILE)
  if not there then
    if code == "not_found" then return true end
    return nil, message
  end
  local written
  written, message = lock.update(lock.FILE, wants, candidates)
  if not written then return nil, message end
  say(("%s has the new versions"):format(lock.FILE))
  return true
end

function calls.add(options, words)
  local wants, given, is_wrong = wanted(options, words)
  if not wants then return is_wrong and wrong(given) or fail(given) end
  local plan, message = install.plan(wants, given)
  if not plan then return fail(message) end
  for _, each in ipairs(plan.notes) do say(each) end
  local granted
  granted, message, is_wrong = granted_of(options, plan)
  if not granted then return is_wrong and wrong(message) or fail(message) end
  local done
  done, message = install.apply(plan, granted)
  if done and not given.lock then done, message = update_lock(wants, plan.candidates) end
  if not done then return fail(message) end
  local rows = {}
  for i, step in ipairs(plan.steps) do
    rows[i] = { name = step.name, version = step.version, sha256 = step.found.hash, key = step.found.key.id,
      result = step.installed and "was there" or "added" }
    if not options.json then
      tell(("%s %s %s, signed by %s (key %s)"):format(rows[i].result, step.name, step.version, step.found.key.corps, rows[i].key))
    end
  end
  if options.json then json { packs = rows } end
  return DONE
end

-- --- removing, listing ------------------------------------------------------------------------------------------------

function calls.remove(options, words)
  local name, number = words[1]:match "^([^@]*)@?(.*)$"
  if number ~= "" and not version.is(number) then return wrong(("'%s' is no version, such as 1.2.0"):format(number)) end
  local gone, message = install.remove(name, number ~= "" and number or nil)
  if not gone then return fail(message) end
  local rows = {}
  for i, each in ipairs(gone) do
    rows[i] = { name = each.name, version = each.version }
    if not options.json then
      tell(("removed %s %s%s"):format(each.name, each.version, each.name ~= name and ", which nothing else needs" or ""))
    end
  end
  if options.json then json { removed = rows } end
  return DONE
end

function calls.list(options)
  local all, message = installed.all()
  if not all then return fail(message) end
  local rows, faults = {}, 0
  for i, each in ipairs(all) do
    local found, fault = installed.open(each)
    if not found then faults = faults + 1 end
    rows[i] = { name = each.name, version = each.version, corps = found and found.corps, key = each.key,
      permissions = table.concat(each.granted, " "), wanted = each.wanted, state = found and "verified" or fault }
  end
  if options.json then json { packs = rows } end
  if #rows == 0 then say "no pack is installed: `glocal pack search` shows what there is" end
  for _, each in ipairs(rows) do
    if each.state ~= "verified" then
      say("glocal: ", each.state)
    elseif not options.json then
      tell(("%s %s of %s%s%s"):format(each.name, each.version, each.corps,
        each.permissions ~= "" and ", may " .. each.permissions or "", each.wanted and "" or ", needed by another"))
    end
  end
  return faults == 0 and DONE or command.FAILED
end

-- The highest version in a list that was published, not one before a release.
local function newest(list)
  local best
  for _, each in ipairs(list) do
    if version.fits(each.version, "*") and (not best or version.compare(each.version, best) > 0) then best = each.version end
  end
  return best
end

function calls.outdated(options)
  local names, message = installed.names()
  local offer
  if names then offer, message = offers.new {} end
  if not offer then return fail(message) end
  local rows = {}
  for _, name in ipairs(names) do
    local records, candidates
    records, message = installed.records(name)
    if records then candidates, message = offer.candidates(name) end
    if not candidates then return fail(message) end
    local last, best = records[#records], newest(candidates)
    if best and version.compare(best, last.version) > 0 then
      rows[#rows + 1] = { name = name, installed = last.version, available = best, wanted = last.wanted,
        fits = last.wanted and version.fits(best, last.wanted) }
    end
  end
  for _, each in ipairs(offer.notes) do say(each) end
  return print_packs(options, rows, function(each)
    local unfit = each.wanted and not each.fits and (", outside of the range %s that it was added with"):format(each.wanted) or ""
    return ("%s %s: there is %s%s"):format(each.name, each.installed, each.available, unfit)
  end, "all packs are the newest of those that the known repositories have")
end

function calls.why(options, words)
  local list, message = install.why(words[1])
  if not list then return fail(message) end
  if options.json then
    json { name = words[1], versions = list }
  else
    for _, each in ipairs(list) do tell(("%s %s: %s"):format(words[1], each.version, each.because)) end
  end
  return DONE
end

-- Whether each word is in the name or the summary, in any language.
local function holds(name, summary, words)
  local texts = { name }
  for _, text in pairs(summary) do texts[#texts + 1] = text end
  local text = core.fold(table.concat(texts, "\n"))
  for _, word in ipairs(words) do
    if not text:find(core.fold(word), 1, true) then return false end
  end
  return true
end

function calls.search(options, words)
  local offer, message = offers.new {}
  if not offer then return fail(message) end
  local language, rows = require "foresight.language.locale".preferred(), {}
  for _, name in ipairs(offer.names()) do
    local candidates, fault = offer.candidates(name)
    if not candidates then
      say(fault)
      candidates = {}
    end
    local best, entry = newest(candidates), nil
    for _, each in ipairs(candidates) do
      if each.version == best then entry = each.entry end
    end
    if entry and holds(name, entry.summary, words) then
      local summary = entry.summary[language] or entry.summary.en
      rows[#rows + 1] = { name = name, version = best, corps = entry.corps, summary = summary }
    end
  end
  for _, each in ipairs(offer.notes) do say(each) end
  return print_packs(options, rows, function(each)
    return ("%s %s of %s: %s"):format(each.name, each.version, each.corps, each.summary)
  end, "no pack of the known repositories has these words; `glocal pack sync REPO` makes one known")
end

-- --- the lock ---------------------------------------------------------------------------------------------------------

function calls.lock(options, words)
  local wants, ranges = {}, {}
  for _, word in ipairs(words) do
    local want, message = want_of(word)
    if not want then return wrong(message) end
    wants[#wants + 1] = want
  end
  if #words == 0 then
    local all, message = installed.all()
    if not all then return fail(message) end
    for _, each in ipairs(all) do ranges[each.name] = each.wanted or ranges[each.name] end
    for name, range in pairs(ranges) do wants[#wants + 1] = { name = name, range = range } end
    table.sort(wants, function(a, b) return a.name < b.name end)
    if #wants == 0 then return fail "no pack is installed: there is nothing to lock" end
  end
  for _, want in ipairs(wants) do ranges[want.name] = want.range end
  local packs, message = resolve.of(wants, installed.records)
  local path
  if packs then path, message = lock.write(lock.FILE, ranges, packs) end
  if not path then return fail(message) end
  if options.json then
    json { lock = path, packs = #packs }
  else
    tell(("%s: %d pack%s"):format(path, #packs, #packs == 1 and "" or "s"))
  end
  return DONE
end

return {
  order = { "add", "remove", "list", "outdated", "why", "search", "lock" },
  add = { calls.add, "names or files", 0, 100 }, remove = { calls.remove, "a name" }, list = { calls.list, "nothing", 0, 0 },
  outdated = { calls.outdated, "nothing", 0, 0 }, why = { calls.why, "a name" }, search = { calls.search, "words", 0, 20 },
  lock = { calls.lock, "names", 0, 100 },
}
