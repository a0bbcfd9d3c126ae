--- repository.lua: `glocal pack publish`, `sync`, `forget` and `bundle`: packs on their way from one corps to another.
--
-- Example:  calls.sync[1]({}, {"/media/usb/packs"})   --> 0

local command = require "foresight.shell.commands.command"
local manifest = require "foresight.pack.manifest"
local offline = require "foresight.pack.offline"
local passphrase = require "foresight.shell.commands.pack.passphrase"
local publish = require "foresight.pack.publish"
local repository = require "foresight.pack.repository"
local version = require "foresight.pack.version"

local DONE, say, fail, tell, json = command.DONE, command.say, command.fail, command.tell, command.json

local calls = { MOST_DAYS = 730 }

local function wrong(message) return command.wrong(message, "pack") end

--- The name and range in "barrier-model@^1.2"; nil, message where it is none.
function calls.want_of(word)
  local name, range = word:match "^([^@]*)@(.*)$"
  name = name or word
  local fault = manifest.name_fault(name)
  if fault then return nil, ("'%s' is no name of a pack: %s"):format(name, fault) end
  if range and not version.is_range(range) then
    return nil, ("'%s' is no range of versions, such as ^1.2 or >=1.0 <2.0"):format(range)
  end
  return { name = name, range = range or "*" }
end

function calls.publish(options, words)
  if not options.to or not options.key then return wrong "pack publish needs --to REPO and --key FILE.key" end
  local days = options.expires and math.tointeger(tonumber(options.expires))
  if options.expires and not (days and days >= 1 and days <= calls.MOST_DAYS) then
    return wrong(("--expires takes days from 1 to %d, such as --expires 90"):format(calls.MOST_DAYS))
  end
  local secret, message = passphrase.of(options, false)
  if not secret then return fail(message) end
  local index, found = publish.pack(words[1], options.to, options.key, secret, days)
  if not index then return fail(found) end
  if options.json then
    json { repository = index.repository, version = index.version, expires = index.expires, name = found and found.name,
      pack_version = found and found.version, sha256 = found and found.hash }
  else
    local what = found and ("published %s %s in "):format(found.name, found.version) or "signed anew "
    tell(("%s%s: index version %d, which holds until %s"):format(what, options.to, index.version, index.expires))
  end
  return DONE
end

function calls.sync(options, words)
  local results, message = repository.sync(words)
  if not results then return fail(message) end
  local rows, fresh, is_done = {}, {}, true
  for i, each in ipairs(results) do
    rows[i] = { place = each.place, version = each.version, expires = each.expires, packs = each.packs,
      result = each.fault or "verified" }
    if not each.fault then fresh[each.repository] = true end
  end
  if options.json then json { repositories = rows } end
  for _, each in ipairs(results) do
    if each.fault then
      is_done = is_done and fresh[each.repository or ""] -- a mirror that lags behind is no fault where another is fresh
      say(("glocal: %s: %s"):format(each.place, each.fault))
    elseif not options.json then
      tell(("%s: version %d with %d pack%s, holds until %s"):format(each.place, each.version, each.packs,
        each.packs == 1 and "" or "s", each.expires))
    end
  end
  return is_done and DONE or command.FAILED
end

function calls.forget(options, words)
  local id, message = repository.forget(words[1])
  if not id then return fail(message) end
  if options.json then json { repository = id } else tell(("forgot %s, and which version was seen there"):format(words[1])) end
  return DONE
end

function calls.bundle(options, words)
  if not options.to then return wrong "pack bundle needs --to FILE" end
  local want, message = calls.want_of(words[1])
  if not want then return wrong(message) end
  local packs
  packs, message = offline.write(want.name, want.range, options.to,
    { accept = options["accept-key"] and options["accept-key"]:upper() })
  if not packs then return fail(message) end
  local names = {}
  for i, each in ipairs(packs) do names[i] = ("%s %s"):format(each.name, each.version) end
  if options.json then
    json { bundle = options.to, packs = names }
  else
    tell(("%s: %s"):format(options.to, table.concat(names, ", ")))
  end
  return DONE
end

return {
  want_of = calls.want_of, order = { "publish", "sync", "forget", "bundle" },
  publish = { calls.publish, "a built pack", 0, 1 }, sync = { calls.sync, "repositories", 0, 100 },
  forget = { calls.forget, "a repository" }, bundle = { calls.bundle, "a name" },
}
