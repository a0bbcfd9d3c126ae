--- use.lua: a pack at work: its functions, which run in a state of its own (core/shell/isolate.c), as a table that can't be
--- changed.
--
-- Example:  use.named("packs/harm-index", {permissions = {}})   --> its functions: harm.share(3, 8)
--           use.of(files, manifest, {permissions = {"store.read"}, max_handling = "AMBER"})   of files that were verified

local core = require "glocal.core"
local frozen = require "foresight.shared.frozen"
local glocal = require "glocal"
local pack = require "foresight.pack.pack"
local used = require "foresight.pack.used"
local verified = require "foresight.pack.verified"
local version = require "foresight.pack.version"

-- installed: a function of a name and a range of versions that loads an installed pack, verified: {files, manifest, grant}; or
-- nil, message, code.
-- is_off: no pack is used (`glocal --no-packs`).
local use = { is_off = false }

function use.installed(name, range) return require "foresight.pack.installed".load(name, range) end

-- What is not needed by a pack that is installed is read when something else is.
local grants = setmetatable({}, { __index = function(_, name) return require "foresight.pack.grants"[name] end })

local known = setmetatable({}, { __mode = "k" }) -- what is documented, by function
local opened = {} -- by hash and grant: each pack is opened once

-- The modules among the files: those of tests and examples are for `glocal pack check`.
local function modules_of(files, manifest)
  local modules, is_aside = {}, { ["pack.lua"] = true }
  for _, list in ipairs { manifest.tests, manifest.examples } do
    for _, name in ipairs(list) do is_aside[name] = true end
  end
  for name, text in pairs(files) do
    local module = not is_aside[name] and name:match "^(.*)%.lua$"
    if module then modules[module:gsub("/", ".")] = text end
  end
  return modules
end

-- The declaration in a block that has tags, as those of the library have (@param, @option, @return); nil where it has none.
local function entry_of(name, doc)
  if not ("\n" .. doc):find "\n@%a" then return nil end
  local lines = ("\n%s\n@function %s"):format(doc, name):gsub("\n", "\n--- ")
  local is_one, entries = pcall(require "foresight.shared.declared".of_text, lines:sub(2) .. "\nend")
  return is_one and entries[1] or nil
end

-- What is said above each function of a module in a `---` block, by the last part of its name: {signature, doc, entry}.
local function documented(text)
  local found, block = {}, {}
  for line in (text .. "\n"):gmatch "(.-)\n" do
    local words = line:match "^%s*%-%-%-%s?(.*)$"
    if words then
      block[#block + 1] = words
    else
      local name = line:match "function%s+[%w_.]-([%w_]+)%s*%(" or line:match "([%w_]+)%s*=%s*function"
      local arguments = line:match "%(([^()]*)%)"
      if name and not found[name] then
        local doc = table.concat(block, "\n")
        found[name] = { signature = ("(%s)"):format(arguments or "..."), doc = doc, entry = entry_of(name, doc) }
      end
      block = {}
    end
  end
  return found
end

-- The same by name, read from the text when it is first asked for: help wants it, and no load.
local function docs_of(text)
  local found
  return function(path)
    found = found or documented(text)
    return found[path:match "[^.]+$"]
  end
end

local function set(holder, path, value)
  local first, rest = path:match "^([^.]+)%.(.+)$"
  if not first then
    holder[path] = value
    return
  end
  holder[first] = holder[first] or {}
  set(holder[first], rest, value)
end

local function sealed(fields)
  for name, value in pairs(fields) do
    if type(value) == "table" then fields[name] = sealed(value) end
  end
  return frozen.of(fields)
end

-- Only what the manifest declares is granted, whatever the grant says.
local function both(declared_ones, granted)
  local list = {}
  for _, each in ipairs(declared_ones) do
    for _, other in ipairs(granted) do
      if each == other then list[#list + 1] = each end
    end
  end
  return list
end

-- The packs that a manifest names, as the isolate takes them; their keys; whether one of them reads the store.
local function dependencies_of(manifest, given)
  local dependencies, keys, needs_store = {}, {}, false
  for name, range in pairs(manifest.dependencies) do
    local other = given[name] and known[given[name]]
    if not other then error(("pack '%s' needs the pack '%s' %s, which is not there"):format(manifest.name, name, range), 0) end
    if not version.fits(other.manifest.version, range) then
      error(("pack '%s' needs '%s' %s, and this is %s"):format(manifest.name, name, range, other.manifest.version), 0)
    end
    dependencies[name], keys[#keys + 1] = { other.it, other.paths }, name .. "=" .. other.key
    needs_store = needs_store or other.needs_store
  end
  table.sort(keys)
  return dependencies, table.concat(keys, ";"), needs_store
end

--- The functions of a pack of which the files (contents by name) and the manifest are known to be right. `grant`: permissions,
--- max_handling; memory in MB (512) and instructions (5,000 million) for a call; hash, where it is known; dependencies, what `of`
--- gave for each pack that the manifest names, by that name; the range by which it was chosen or the path that it was read from, for
--- the record. Raises what the pack raises while it is loaded.
function use.of(files, manifest, grant)
  local isolate = package.loaded["glocal.isolate"]
  if not isolate then error("packs run in the command glocal, not in another program's Lua", 0) end
  if use.is_off then error(("pack '%s' is not used: glocal was started with --no-packs"):format(manifest.name), 0) end
  local hash = grant.hash or isolate.sha256(core.bundle(files) or "")
  local permissions = both(manifest.permissions, grant.permissions or {})
  local ceiling, memory = grant.max_handling or grants.LEAST_HANDLING, grant.memory or 512
  local dependencies, theirs, needs_store = dependencies_of(manifest, grant.dependencies or {})
  local key = table.concat({ hash, table.concat(permissions, ","), ceiling, memory, grant.instructions or "",
    grant.seconds or "", theirs }, " ")
  if opened[key] then return opened[key] end
  local label = ("%s %s, sha256 %s"):format(manifest.name, manifest.version, hash)
  used.note(label, { name = manifest.name, version = manifest.version, sha256 = hash, range = grant.range, path = grant.path })
  local modules = modules_of(files, manifest)
  local it, paths, values = isolate.new({ name = manifest.name, label = label, capabilities = permissions, ceiling = ceiling,
    memory = memory, instructions = grant.instructions, seconds = grant.seconds, dependencies = dependencies },
    manifest.name, manifest.entry, modules)
  needs_store = needs_store or table.concat(permissions, " "):find "store" ~= nil
  local library = needs_store and glocal or nil
  local fields, docs = {}, docs_of(modules[manifest.entry])
  for path, value in pairs(values) do set(fields, path, value) end
  for number, path in ipairs(paths) do
    local f = isolate.call(it, number, ("%s.%s"):format(manifest.name, path), library)
    known[f] = { name = ("%s.%s"):format(manifest.name, path), pack = label, path = path, docs = docs }
    set(fields, path, f)
  end
  local view = sealed(fields)
  known[view] = { name = manifest.name, pack = label, manifest = manifest, paths = paths, docs = docs, key = key,
    it = it, needs_store = needs_store, permissions = permissions, others = grant.dependencies or {} }
  getmetatable(view).__tostring = function() return use.help(view) end -- packs are used where metatables are seen
  opened[key] = view
  return view
end

local function add_permissions(view, to)
  for _, name in ipairs(known[view].permissions) do to[name] = true end
  for _, other in pairs(known[view].others) do add_permissions(other, to) end
  return to
end

--- Of a pack that is in use: its name, its version, the names of its functions, the permissions of it and of those that it needs.
function use.about(view)
  local it = known[view]
  return { name = it.name, version = it.manifest.version, functions = it.paths, permissions = add_permissions(view, {}) }
end

--- Has a pack and those that it needs open the session's store now, and not at their first call.
function use.make_ready(view)
  local it = known[view]
  for _, other in pairs(it.others) do use.make_ready(other) end
  if it.needs_store then package.loaded["glocal.isolate"].settle(it.it, glocal) end
end

-- The entry module of a trial: runs a module and gives what was printed.
local TRIAL = [[
local printed = {}
function print(...)
  local parts = table.pack(...)
  for i = 1, parts.n do parts[i] = tostring(parts[i]) end
  printed[#printed + 1] = table.concat(parts, "\t") .. "\n"
end
return { run = function(name) require(name) return table.concat(printed) end }
]]

--- Runs a file of a pack, such as a test, as the pack itself is run, with the permissions that the manifest declares: what it
--- printed; or nil, message.
function use.trial(files, manifest, name, dependencies)
  local isolate = package.loaded["glocal.isolate"]
  if not isolate then return nil, "packs run in the command glocal, not in another program's Lua" end
  local modules = modules_of(files, { tests = {}, examples = {} })
  modules["trial.entry"] = TRIAL
  local is_done, given, message = pcall(function()
    local others, _, needs_store = dependencies_of(manifest, dependencies or {})
    needs_store = needs_store or table.concat(manifest.permissions, " "):find("store", 1, true) ~= nil
    local it <close> = isolate.new({ name = manifest.name, capabilities = manifest.permissions, ceiling = grants.LEAST_HANDLING,
      dependencies = others }, manifest.name, "trial.entry", modules)
    return isolate.call(it, 1, name, needs_store and glocal or nil)((name:gsub("%.lua$", ""):gsub("/", ".")))
  end)
  if is_done then return given, message end
  return nil, tostring(given)
end

-- The files and manifest of a folder, which its writer is at work on, or of a built pack, which a trusted key has signed; or nil,
-- message, code.
local function found(what)
  if what:sub(-#pack.ENDING) == pack.ENDING then
    local it, message, code = verified.of_file(what)
    if not it then return nil, message, code end
    return it.files, it.manifest
  end
  return pack.of_folder(what)
end

-- Whether what is marked `a` may become `b`, which is as strict or stricter.
local function is_within(a, b)
  local is_so, marked = pcall(function() return core.frame({ { n = 1 } }):mark(a):mark(b) end)
  return is_so and marked ~= nil
end

-- The grant that is kept for what lies at a path, asked for at the prompt where there is none or the pack wants more than then; or nil,
-- message, code.
local function asked_grant(manifest, path, kept)
  local does_hold, new
  if kept then does_hold, new = grants.holds(kept, manifest) end
  if does_hold then return kept end
  local isolate = package.loaded["glocal.isolate"]
  local asked = isolate and isolate.has_prompt() and grants.ask(manifest, new)
  if not asked then
    return nil, ("pack '%s' wants to %s%s: allow it with `glocal pack grant %s --allow %s`"):format(manifest.name,
      table.concat(grants.words(manifest.permissions, grants.LEAST_HANDLING), ", "),
      new and (", and what was granted before was for other terms (%s)"):format(new) or "", core.visible(path),
      table.concat(manifest.permissions, ",")), "denied"
  end
  local written, message, code = grants.give(path, manifest, asked)
  if not written then return nil, message, code end
  return asked
end

-- What the pack at a path may do: what was granted before or is granted here, neither more than the other; or nil, message, code.
local function grant_of(manifest, options, path)
  local kept, message, code = grants.of(path)
  if message then return nil, message, code end
  local grant = { permissions = options.permissions, max_handling = options.max_handling }
  if not grant.permissions and #manifest.permissions > 0 then
    kept, message, code = asked_grant(manifest, path, kept)
    if not kept then return nil, message, code end
  end
  kept = kept or { permissions = grant.permissions or {}, max_handling = grant.max_handling or grants.LEAST_HANDLING }
  grant.permissions = both(grant.permissions or kept.permissions, kept.permissions)
  grant.max_handling = grant.max_handling or kept.max_handling
  local fault = grants.fault(grant)
  if fault then return nil, fault, "invalid" end
  if not is_within(grant.max_handling, kept.max_handling) then grant.max_handling = kept.max_handling end
  return grant
end

-- What lies within both grants.
local function tightened(grant, options)
  local ceiling = options.max_handling or grant.max_handling
  if not is_within(ceiling, grant.max_handling) then ceiling = grant.max_handling end
  return { permissions = options.permissions and both(options.permissions, grant.permissions) or grant.permissions,
    max_handling = ceiling, hash = grant.hash, memory = options.memory, instructions = options.instructions,
    seconds = options.seconds }
end

-- An installed pack with those it depends on, each as granted to it; or nil, message, code. `above`: those that wait for it.
local function of_installed(name, range, options, above)
  if above[name] then return nil, ("pack '%s' depends on itself"):format(name), "invalid" end
  local loaded, message, code = use.installed(name, range)
  if not loaded then return nil, message, code end
  local fault = options.max_handling and grants.fault { permissions = {}, max_handling = options.max_handling }
  if fault then return nil, fault, "invalid" end
  local grant = tightened(loaded.grant, options)
  grant.dependencies, grant.range, above[name] = {}, range, true
  for other, wanted in pairs(loaded.manifest.dependencies) do
    grant.dependencies[other], message, code = of_installed(other, wanted, {}, above)
    if not grant.dependencies[other] then return nil, message, code end
  end
  above[name] = nil
  return use.of(loaded.files, loaded.manifest, grant)
end

--- An installed pack in a range of versions, as one that depends on it gets it; or nil, message, code.
function use.dependency(name, range) return of_installed(name, range, {}, {}) end

--- The functions of a pack by its name or path; or nil, message, code. Options: permissions, max_handling, memory,
--- instructions, seconds.
function use.named(what, options)
  options = options or {}
  if use.is_off then return nil, ("pack '%s' is not used: glocal was started with --no-packs"):format(what), "denied" end
  if not core.capabilities["file.read"] then
    return nil, ("pack '%s' is read from files, for which this session has no permission"):format(what), "denied"
  end
  local is_path = what:find("/", 1, true) or what == "." or what:sub(-#pack.ENDING) == pack.ENDING
  if not is_path then
    local view, message, code = of_installed(what, "*", options, {})
    if view or code ~= "not_found" then return view, message, code end
    return nil, ("%s; a folder or a built pack goes by its path, as in use \"./%s\""):format(message, what), code
  end
  local files, manifest, code = found(what)
  if not files then return nil, manifest, code end
  local path, grant, message
  path, message, code = core.full_path(what)
  if path then grant, message, code = grant_of(manifest, options, path) end
  if not grant then return nil, message, code end
  grant.memory, grant.instructions, grant.seconds = options.memory, options.instructions, options.seconds
  grant.path = path
  return use.of(files, manifest, grant)
end

-- The help on one function of a pack.
local function function_text(it)
  local about = it.docs(it.path)
  if not about or about.doc == "" then
    return ("%s%s\n\n  It has no documentation.\n\n  %s"):format(it.name, about and about.signature or "(...)", it.pack)
  end
  local text = about.entry and about.entry.doc or about.doc:gsub("\n@.*$", "")
  return ("%s%s\n\n  %s\n\n  %s"):format(it.name, about.signature, text:gsub("\n", "\n  "), it.pack)
end

local function pack_text(it)
  local lines = { ("%s: %s"):format(it.name, it.manifest.summary[os.getenv "GLOCAL_LANG" or "en"] or it.manifest.summary.en), "" }
  for _, path in ipairs(it.paths) do
    local about = it.docs(path)
    local first = about and about.doc:match "^[^\n]*" or ""
    lines[#lines + 1] = ("  %-32s %s"):format(it.name .. "." .. path .. (about and about.signature or "(...)"), first)
  end
  lines[#lines + 1] = ""
  lines[#lines + 1] = ("  %s; of %s, for: %s"):format(it.pack, it.manifest.corps, it.manifest.purpose)
  return table.concat(lines, "\n")
end

-- The pack or function of a pack that a text names as one would type it, behind a global: "b" or "b.tables.read".
local function typed(topic)
  local first, rest = topic:match "^([%a_][%w_]*)(.*)$"
  local value = rawget(_G, first)
  if not known[value] then return nil end
  for name in rest:gmatch "[%a_][%w_]*" do
    if type(value) ~= "table" then return nil end
    value = value[name]
  end
  return value
end

--- The help on a pack that is in use or one of its functions, by name ("harm-index.share"), as one would type it ("b.share") or by
--- value; nil where it is none. Of a function with a declaration that too, and then the text is what stands under it.
function use.help(topic)
  local by_value = type(topic) == "string" and topic:find "^[%a_][%w_.]*$" and typed(topic) or nil
  for value, it in pairs(known) do
    if rawequal(value, topic) or rawequal(value, by_value) or it.name == topic then
      local entry = it.path and use.entry(value)
      if entry then
        entry.name = it.name
        return it.pack, entry
      end
      return core.visible(it.manifest and pack_text(it) or function_text(it), "\n")
    end
  end
end

--- The declaration of a function of a pack, where its `---` block has one, for completion; nil for all else.
function use.entry(value)
  local it = known[value]
  local about = it and it.docs and it.path and it.docs(it.path)
  return about and about.entry
end

return use
