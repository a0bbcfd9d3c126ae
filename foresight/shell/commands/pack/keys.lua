--- keys.lua: `glocal pack trust`, `keys`, `revoke` and `rotate`: whose packs are taken.
--
-- Example:  keys.revoke[1]({reason = "stolen laptop"}, {"1CC5F8..."})   --> 0

local command = require "foresight.shell.commands.command"
local pack = require "foresight.pack.pack"
local passphrase = require "foresight.shell.commands.pack.passphrase"
local statement = require "foresight.pack.statement"
local trust = require "foresight.pack.trust"

local DONE, say, fail, tell, json = command.DONE, command.say, command.fail, command.tell, command.json

local calls = {}

local function wrong(message) return command.wrong(message, "pack") end

local function by_hand(options, path)
  for _, name in ipairs { "corps", "purpose", "max-handling" } do
    if not options[name] then
      return nil, ("pack trust needs --corps, --purpose and --max-handling, or a --statement: no --%s was given"):format(name),
        true
    end
  end
  local public, message = pack.read_file(path)
  if not public then return nil, message end
  local id
  id, message = trust.add {
    public = public, corps = options.corps, purpose = options.purpose, max_handling = options["max-handling"],
  }
  if not id then return nil, ("'%s': %s"):format(path, message) end
  return id
end

function calls.trust(options, words)
  local id, message, is_wrong
  if options.statement then
    id, message = statement.follow(words[1], options.statement,
      { corps = options.corps, purpose = options.purpose, max_handling = options["max-handling"] })
  else
    id, message, is_wrong = by_hand(options, words[1])
  end
  if not id then return is_wrong and wrong(message) or fail(message) end
  local key = assert(trust.find(id))
  if options.json then
    json { key = id, corps = key.corps, purpose = key.purpose, max_handling = key.max_handling, follows = key.follows }
    return DONE
  end
  tell(("key %s of %s is trusted for %s, up to %s"):format(id, key.corps, key.purpose, key.max_handling))
  if not options.statement then say(("have someone of %s read you these digits from their screen: %s"):format(key.corps, id)) end
  return DONE
end

function calls.keys(options)
  local keys, message = trust.all()
  if not keys then return fail(message) end
  local rows = {}
  for i, key in ipairs(keys) do
    rows[i] = { key = key.id, corps = key.corps, purpose = key.purpose, max_handling = key.max_handling, since = key.since,
      follows = key.follows, revoked = key.revoked and key.revoked.date .. ": " .. key.revoked.reason }
  end
  if options.json then json { keys = rows } end
  if #rows == 0 then say "no key is trusted yet: `glocal pack trust FILE.pub`" end
  for _, each in ipairs(options.json and {} or rows) do
    tell(("%s  %s: %s, up to %s, since %s%s%s"):format(each.key, each.corps, each.purpose, each.max_handling, each.since,
      each.follows and ", follows " .. each.follows or "", each.revoked and "; revoked on " .. each.revoked or ""))
  end
  return DONE
end

function calls.revoke(options, words)
  if not options.reason then return wrong "pack revoke needs --reason TEXT" end
  local key, message = trust.revoke(words[1], options.reason)
  if not key then return fail(message) end
  if options.json then
    json { key = key.id, corps = key.corps, revoked = key.revoked.date, reason = key.revoked.reason }
  else
    tell(("key %s of %s is revoked: none of its packs is loaded from now on"):format(key.id, key.corps))
  end
  return DONE
end

function calls.rotate(options)
  if not options.key or not options.to then return wrong "pack rotate needs --key OLD.key and --to NEW.pub" end
  local secret, message = passphrase.of(options, false)
  if not secret then return fail(message) end
  local path, id = options.to:gsub("%.pub$", "") .. ".statement"
  id, message = statement.write(options.key, secret, options.to, path)
  if not id then return fail(message) end
  if options.json then json { statement = path, key = id } else tell(path) end
  say(("whoever trusts the old key takes %s with `glocal pack trust %s --statement %s`"):format(id, options.to, path))
  return DONE
end

return {
  order = { "trust", "keys", "revoke", "rotate" },
  trust = { calls.trust, "a public key" }, keys = { calls.keys, "nothing", 0, 0 },
  revoke = { calls.revoke, "the 16 digits of a key" }, rotate = { calls.rotate, "nothing but options", 0, 0 },
}
