--- install.lua: packs added and removed. What is to be added is first planned, fetched and verified as a whole, then shown,
--- granted and written.
--
-- Example:  plan = install.plan({{name = "barrier-model", range = "^1.2"}}, {})
--           install.apply(plan, {["store.read"] = true})
--
-- Each file appears whole or not at all (outfile), and the record that makes a pack installed comes last, so that what stops in
-- between installs nothing.

local core = require "glocal.core"
local grants = require "foresight.pack.grants"
local hint = require "foresight.shared.hint"
local installed = require "foresight.pack.installed"
local lookalike = require "foresight.pack.lookalike"
local manifest = require "foresight.pack.manifest"
local offers = require "foresight.pack.offers"
local outfile = require "foresight.shared.outfile"
local pack = require "foresight.pack.pack"
local pins = require "foresight.pack.pins"
local place = require "foresight.pack.place"
local record = require "foresight.pack.record"
local resolve = require "foresight.pack.resolve"
local trust = require "foresight.pack.trust"
local version = require "foresight.pack.version"

local install = {}

-- --- planning ---------------------------------------------------------------------------------------------------------

-- Why nothing of what the version before was granted holds for this one: sentences, none where it does.
local function other_terms(before, found)
  local reasons = grants.differences(before.terms or {}, found.manifest)
  if before.key ~= found.key.id and not trust.follows(found.key.id, before.key) then
    reasons[#reasons + 1] = ("it was signed by key %s, and is by key %s"):format(before.key, found.key.id)
  end
  return reasons
end

-- What of a pack's permissions the version before, or it itself, was not granted; and what else is new, where that is why.
local function not_granted(found)
  local records, message, code = installed.records(found.name)
  if not records then return nil, message, code end
  local before
  for _, each in ipairs(records) do
    if version.compare(each.version, found.version) <= 0 then before = each end
  end
  local reasons = before and other_terms(before, found) or {}
  local has, new = {}, {}
  for _, each in ipairs(before and #reasons == 0 and before.granted or {}) do has[each] = true end
  for _, each in ipairs(found.manifest.permissions) do
    if not has[each] then new[#new + 1] = each end
  end
  return new, reasons
end

local function step_of(candidate, offer)
  local taken = manifest.taken(candidate.name)
  if taken then return nil, ("'%s' is %s: a pack needs another name"):format(candidate.name, taken), "exists" end
  local found, message, code = offer.fetch(candidate)
  if not found then return nil, message, code end
  local new, reasons
  new, reasons, code = not_granted(found)
  if not new then return nil, reasons, code end
  return { name = found.name, version = found.version, found = found, installed = candidate.installed, new = new,
    reasons = reasons, candidate = candidate }
end

-- A name that comes in for the first time and that a reader takes for one that is known already; nil where there is none.
local function taken_for(name)
  local keys = pins.keys(name)
  if not keys or #keys > 0 then return nil end
  local folder, like = place.packs(), lookalike.skeleton(name)
  for _, other in ipairs(folder and place.names(folder, "") or {}) do
    if other ~= name and lookalike.skeleton(other) == like and #(pins.keys(other) or {}) > 0 then return other end
  end
end

--- What adding wants {name, range} takes: {steps, notes, wants}, each step {name, version, found, installed, new (permissions to
--- be granted), reasons (why those that were granted before are asked for anew)} behind those that it needs; or nil, message, code. Options as for offers.new.
function install.plan(wants, given)
  local offer, message, code = offers.new(given)
  if not offer then return nil, message, code end
  local order
  order, message, code = resolve.of(wants, offer.candidates, offer.names)
  if not order then return nil, table.concat({ message, table.unpack(offer.notes) }, "; "), code end
  local plan = { steps = {}, notes = offer.notes, wants = wants, candidates = order }
  for i, candidate in ipairs(order) do
    local other = not given.accept and taken_for(candidate.name)
    if other then
      return nil, ("'%s' is easily taken for '%s', which is installed: if it is meant, --accept-key %s"):format(candidate.name,
        other, candidate.key), "ambiguous"
    end
    plan.steps[i], message, code = step_of(candidate, offer)
    if not plan.steps[i] then return nil, message, code end
  end
  return plan
end

-- --- writing ----------------------------------------------------------------------------------------------------------

local function range_of(wants, name)
  for _, want in ipairs(wants) do
    if want.name == name then return want.range end
  end
end

local function granted_of(step, granted)
  for _, each in ipairs(step.new) do
    if not granted[each] then
      return nil, ("%s %s is not added: %s was not granted"):format(step.name, step.version, each), "denied"
    end
  end
  return step.found.manifest.permissions
end

-- Removes what was written of a pack, the record first, and where nobody knew its name before (`is_new`) the key kept for it.
local function discard(path, is_new)
  if is_new then pins.forget(path:match "([^/]+)/[^/]*$") end
  for _, ending in ipairs { installed.ENDING, pack.ENDING .. pack.SIGNATURE, pack.ENDING } do os.remove(path .. ending) end
  os.remove(path:match "^(.*)/") -- where nothing else is in it
end

local function write(step, granted, wanted)
  local found, was = step.found, step.installed
  local path, message, code = installed.path(found.name, found.version, found.hash)
  local known, made
  if path then known, message, code = pins.keys(found.name) end
  if not known then return nil, message, code end
  step.is_new_name = #known == 0
  if path then made, message, code = core.make_folders(path:match "^(.*)/") end
  if made and not was then made, message, code = outfile.replace(path .. pack.ENDING, found.bytes) end
  if made and not was then made, message, code = outfile.replace(path .. pack.ENDING .. pack.SIGNATURE, found.signature) end
  if made then made, message, code = pins.keep(found.name, found.key.id) end
  if made then
    made, message, code = record.write(path .. installed.ENDING, {
      name = found.name, version = found.version, sha256 = found.hash, size = found.size, key = found.key.id,
      dependencies = found.manifest.dependencies, granted = granted, wanted = wanted or was and was.wanted,
      terms = { corps = found.manifest.corps, purpose = found.manifest.purpose, handling = found.manifest.handling },
      from = was and was.from or found.from or "a file", date = was and was.date or core.today(),
    })
  end
  if not made then
    if path and not was then discard(path, step.is_new_name) end
    return nil, message, code
  end
  return path
end

-- Keeps the folder of packs for this process alone.
local function hold()
  local folder, message, code = place.packs()
  if folder then folder, message, code = core.make_folders(folder) end
  if not folder then return nil, message, code end
  return core.lock_folder(folder)
end

--- Installs what a plan has; `granted`: permissions that the user grants, as keys. True, or nil, message, code, and then nothing
--- of the plan is installed.
function install.apply(plan, granted)
  local lists, written = {}, {}
  local held <close>, why, fault = hold()
  if not held then return nil, why, fault end
  for i, step in ipairs(plan.steps) do
    local message, code
    lists[i], message, code = granted_of(step, granted)
    if not lists[i] then return nil, message, code end
  end
  for i, step in ipairs(plan.steps) do
    local path, message, code = write(step, lists[i], range_of(plan.wants, step.name))
    if not path then
      for _, each in ipairs(written) do discard(each.path, each.is_new) end
      return nil, message, code
    end
    if not step.installed then written[#written + 1] = { path = path, is_new = step.is_new_name } end
  end
  return true
end

-- --- removing ---------------------------------------------------------------------------------------------------------

-- Of records those that wanted ones among them need, as keys, with the chain by which each is needed.
local function needed(records)
  local chains, queue = {}, {}
  for _, each in ipairs(records) do
    if each.wanted then
      chains[each] = ("%s %s"):format(each.name, each.version)
      queue[#queue + 1] = each
    end
  end
  for _, each in ipairs(queue) do -- grows on the way
    for name, range in pairs(each.dependencies) do
      local best
      for _, other in ipairs(records) do
        if other.name == name and version.fits(other.version, range)
          and (not best or version.compare(other.version, best.version) > 0) then
          best = other
        end
      end
      if best and not chains[best] then
        chains[best] = ("%s needs %s %s"):format(chains[each], best.name, best.version)
        queue[#queue + 1] = best
      end
    end
  end
  return chains
end

local function not_installed(name, number)
  local near = hint.of(name, installed.names() or {})
  return ("%s is not installed%s"):format(number and name .. " " .. number or name, near), "not_found"
end

--- Removes a pack, in all versions or in one, and what only it needed: the records of what was removed; or nil, message, code, as
--- where another pack needs it.
function install.remove(name, number)
  local held <close>, why, fault = hold()
  if not held then return nil, why, fault end
  local all, message, code = installed.all()
  if not all then return nil, message, code end
  local leaving, others = {}, {}
  for _, each in ipairs(all) do
    local is_meant = each.name == name and (not number or each.version == number)
    table.insert(is_meant and leaving or others, each)
  end
  if #leaving == 0 then
    return nil, not_installed(name, number)
  end
  local before = needed(all)
  for _, each in ipairs(leaving) do each.wanted = nil end -- is it still needed where nobody wants it for itself?
  local chains = needed(all)
  for _, each in ipairs(leaving) do
    if chains[each] then return nil, ("%s can't be removed: %s"):format(each.name, chains[each]), "exists" end
  end
  for _, each in ipairs(others) do
    if before[each] and not chains[each] then leaving[#leaving + 1] = each end
  end
  for _, each in ipairs(leaving) do
    local removed
    removed, message = os.remove(each.path .. installed.ENDING)
    if not removed then return nil, message, "io" end
    discard(each.path)
  end
  return leaving
end

--- By which chains the versions of a pack are needed: a list of {version, because}; or nil, message, code.
function install.why(name)
  local all, message, code = installed.all()
  if not all then return nil, message, code end
  local chains, list = needed(all), {}
  for _, each in ipairs(all) do
    if each.name == name then
      local because = each.wanted and "it was added itself" or chains[each] or "nothing needs it"
      list[#list + 1] = { version = each.version, because = because }
    end
  end
  if #list == 0 then return nil, not_installed(name) end
  return list
end

return install
