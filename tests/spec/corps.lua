--- corps.lua: what the specs of packs between corps share: users with homes and keys of their own, packs, repositories.
--
-- Example:  local corps = require "tests.spec.corps"   local a = corps.publisher()   corps.published(a.repo, a.keys, "aa", "1.0.0")

local core = require "glocal.core"
local data_text = require "foresight.shared.data_text"
local install = require "foresight.pack.install"
local installed = require "foresight.pack.installed"
local pack = require "foresight.pack.pack"
local place = require "foresight.pack.place"
local publish = require "foresight.pack.publish"
local repository = require "foresight.pack.repository"
local support = require "tests.spec.support"
local trust = require "foresight.pack.trust"

local corps = { ANTWERP = "PZ Antwerpen", LIEGE = "ZP Liège" }

function corps.write(path, text)
  local file = assert(io.open(path, "wb"))
  file:write(text)
  file:close()
  return path
end

-- From here on the modules work for another user, new unless a home is given; the home.
function corps.as(user)
  corps.home = user or core.make_folders(support.path "")
  return corps.home
end

function corps.pair(of)
  local path = support.path ""
  local id = assert(pack.new_keys(path, ""))
  return { id = id, key = path .. ".key", pub = path .. ".pub", corps = of or corps.ANTWERP }
end

function corps.trusts(keys, given)
  given = given or {}
  return assert(trust.add { public = support.read(keys.pub), corps = given.corps or keys.corps, purpose = "tests",
    max_handling = given.max_handling or "AMBER" })
end

-- A built pack, signed: its path. `given`: fields of its manifest.
function corps.built(name, number, keys, given)
  local folder = support.path ""
  assert(pack.new(name, folder))
  local fields = assert(data_text.read(support.read(folder .. "/pack.lua"), true))
  fields.version, fields.corps = number, keys.corps
  for field, value in pairs(given or {}) do fields[field] = value end
  corps.write(folder .. "/pack.lua", data_text.write(fields))
  local path = assert(pack.build(folder, support.path ".pack"))
  assert(pack.sign(path, keys.key, ""))
  return path
end

function corps.published(repo, keys, name, number, given)
  return assert(publish.pack(corps.built(name, number, keys, given), repo, keys.key, ""))
end

-- A user with a repository of his own that he trusts.
function corps.publisher(of)
  local user, keys = corps.as(), corps.pair(of)
  corps.trusts(keys)
  return { home = user, keys = keys, repo = core.make_folders(support.path "") }
end

function corps.synced(repo)
  local result = assert(repository.sync { repo })[1]
  return result.fault == nil, result.fault, result.code
end

function corps.add(name, range, options, granted)
  local plan, message, code = install.plan({ { name = name, range = range or "*" } }, options or {})
  if not plan then return nil, message, code end
  local done
  done, message, code = install.apply(plan, granted or {})
  if not done then return nil, message, code end
  return plan
end

function corps.load(name, range, path) return installed.load(name, range, { lock = path or false }) end

function corps.has(text, part)
  if not (text and text:find(part, 1, true)) then error(("%s\nhas not\n%s"):format(text, part), 2) end
end

function corps.title_of(plan)
  local titles = {}
  for i, step in ipairs(plan.steps) do titles[i] = step.name .. " " .. step.version end
  return table.concat(titles, ", ")
end

-- Changes one byte of a file where it stands: a file that is written anew is waited for by some file systems.
function corps.poke(path, at, byte)
  local file = assert(io.open(path, "r+b"))
  file:seek("set", at - 1)
  file:write(string.char(byte))
  file:close()
end

--- While the specs run, the modules work for the user of corps.as.
function corps.begin()
  place.environment = function(name) return name == "HOME" and corps.home or nil end
end

function corps.finish() place.environment = os.getenv end

return corps
