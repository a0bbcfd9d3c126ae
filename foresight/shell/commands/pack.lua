--- pack.lua: `glocal pack`: packs made, checked, built, signed and verified.
--
-- Example:  pack_command.call({to = "out.pack"}, {"build", "packs/harm-index"})   --> 0
--
-- Results go to stdout, talk to stderr. Exit codes: 0 done, 1 the work failed, 2 the call was wrong.

local glocal = require "glocal"
local command = require "foresight.shell.commands.command"
local core = require "glocal.core"
local passphrase = require "foresight.shell.commands.pack.passphrase"

local DONE, say, fail, tell, json = command.DONE, command.say, command.fail, command.tell, command.json

local pack_command = {}

pack_command.usage = "glocal pack COMMAND [NAME, FILE or REPO] [OPTIONS]"
pack_command.says = [[
Packs are folders of Lua modules that corps share. pack.lua in it says what the pack is; it is read as data and never run.

  glocal pack new NAME              makes a folder that passes its own check
  glocal pack check DIR             looks at its manifest, text, permissions, tests and examples
  glocal pack build DIR [--to FILE] makes one file of it, the same bytes on any machine
  glocal pack key FILE              makes FILE.key, to sign with, and FILE.pub, to be given away
  glocal pack sign PACK --key FILE.key               also a table, which read_signed then reads
  glocal pack verify PACK --key FILE.pub
  glocal pack grant DIR or PACK [--allow PERMISSIONS] [--max-handling MARKING]
                                    what a pack may do that is used from a folder or a file

Whose packs are taken:

  glocal pack trust FILE.pub --corps NAME --purpose TEXT --max-handling MARKING
  glocal pack keys                  lists the keys that are trusted, and those that were revoked
  glocal pack revoke KEY --reason TEXT
  glocal pack rotate --key OLD.key --to NEW.pub      writes NEW.statement: the old key says that the new one follows
  glocal pack trust NEW.pub --statement NEW.statement

A repository is a folder, a USB stick or a web server (which needs curl):

  glocal pack publish PACK --to REPO --key FILE.key  without PACK: signs the index anew, before it expires
  glocal pack sync [REPO ...]       fetches and verifies the indexes of those, or of all that are known
  glocal pack forget REPO
  glocal pack bundle NAME[@RANGE] --to FILE          the pack with all that it needs as one file

Installed packs:

  glocal pack add NAME[@RANGE] or FILE ...           without one: what packs.lock has
  glocal pack list | outdated | search WORDS | why NAME
  glocal pack remove NAME[@VERSION]
  glocal pack lock [NAME[@RANGE] ...]                writes packs.lock in this folder, which then decides what is loaded

Keys and signatures are in minisign's format, so that Debian's minisign verifies them too. A passphrase is asked for in the
terminal, or read from the first line of --passphrase-file.]]
pack_command.options = {
  to = { value = "FILE", help = "of build, bundle: the file; of new: the folder; of publish: the folder; of rotate: NEW.pub" },
  key = { value = "FILE", help = "the secret key; of verify: the public key" },
  ["passphrase-file"] = { value = "FILE", help = "the passphrase is its first line; an empty one leaves a secret key open" },
  corps = { value = "NAME", help = "of trust: whose key it is, as its packs say" },
  purpose = { value = "TEXT", help = "of trust: what the key is trusted for" },
  ["max-handling"] = { value = "MARKING", help = "of trust, grant: the strictest marking that a pack may read" },
  statement = { value = "FILE", help = "of trust: a statement by which a trusted key is followed" },
  reason = { value = "TEXT", help = "of revoke: why" },
  expires = { value = "DAYS", help = "of publish: for how long the index holds (default: 90)" },
  allow = { value = "PERMISSIONS", many = true, help = "of add, grant: these, such as store.read,file.write, or none" },
  ["accept-key"] = { value = "KEY", help = "of add, bundle: a key for a name that is known by another" },
  json = command.JSON, help = command.HELP,
}

local function wrong(message) return command.wrong(message, "pack") end

local calls = {}

function calls.new(options, words)
  local pack = require "foresight.pack.pack"
  local folder, message = pack.new(words[1], options.to or words[1])
  if not folder then return fail(message) end
  if options.json then json { folder = folder } else tell(("created the pack %s in %s"):format(words[1], folder)) end
  say(("look whether it is whole with `glocal pack check %s`"):format(folder))
  return DONE
end

-- Runs a test or an example over the packs that it needs; where one of them may read or write a store, the session has a fresh
-- one meanwhile.
local function trial(files, given, name, others)
  local use = require "foresight.pack.use"
  local needs_store = table.concat(given.permissions, " "):find("store.", 1, true) ~= nil
  for _, view in pairs(others) do
    local theirs = use.about(view).permissions
    needs_store = needs_store or theirs["store.read"] or theirs["store.write"]
  end
  if not needs_store then return use.trial(files, given, name, others) end
  local folder, handle <close> = core.temporary_folder()
  if not folder then return nil, "no temporary folder can be made" end
  local _ = handle
  local store = assert(glocal.init(folder .. "/test.db", { reference = "benelux", handling = "CLEAR" }))
  local printed, message = use.trial(files, given, name, others)
  store:close()
  glocal.store = nil
  return printed, message
end

function calls.check(options, words)
  local check = require "foresight.pack.check"
  local report, problems = check.of(words[1], trial, require("foresight.shell.entries").all())
  if not report then return fail(problems) end
  if options.json then
    json { pack = words[1], problems = problems, checks = command.rows_of(report) }
  else
    local widest = 0
    for i = 1, #report do widest = math.max(widest, #report[i].check) end
    for i = 1, #report do
      if report[i].problems == 0 then tell(("%-" .. widest .. "s  %s"):format(report[i].check, report[i].result)) end
    end
  end
  if problems == 0 then return DONE end
  for i = 1, #report do
    if report[i].problems > 0 then say(("%s: %s"):format(report[i].check, report[i].result)) end
  end
  return fail(("%s is not whole: %d problem%s"):format(words[1], problems, problems == 1 and "" or "s"))
end

function calls.build(options, words)
  local path, message = require("foresight.pack.pack").build(words[1], options.to)
  if not path then return fail(message) end
  if options.json then json { pack = path, sha256 = core.sha256(path) } else tell(path) end
  return DONE
end

function calls.key(options, words)
  local secret, message = passphrase.of(options, true)
  if not secret then return fail(message) end
  local id
  id, message = require("foresight.pack.pack").new_keys(words[1], secret)
  if not id then return fail(message) end
  if options.json then
    json { key = id }
  else
    tell(("key %s: %s.pub is to be given away, %s.key never"):format(id, words[1], words[1]))
  end
  return DONE
end

function calls.sign(options, words)
  if not options.key then return wrong "pack sign needs --key FILE.key" end
  local secret, message = passphrase.of(options, false)
  if not secret then return fail(message) end
  local path
  path, message = require("foresight.pack.pack").sign(words[1], options.key, secret)
  if not path then return fail(message) end
  if options.json then json { signature = path } else tell(path) end
  return DONE
end

function calls.verify(options, words)
  if not options.key then return wrong "pack verify needs --key FILE.pub" end
  local found, message = require("foresight.pack.pack").verify(words[1], options.key)
  if not found then return fail(message) end
  if options.json then
    json { name = found.name, version = found.version, key = found.key }
  else
    tell(("%s %s, signed by key %s"):format(found.name, found.version, found.key))
  end
  return DONE
end

-- What each takes: the call, what it needs, how many words at least and at most.
local ORDER = { "new", "check", "build", "key", "sign", "verify" }
local TAKES = {
  new = { calls.new, "a name" }, check = { calls.check, "a folder" }, build = { calls.build, "a folder" },
  key = { calls.key, "a file" }, sign = { calls.sign, "a built pack" }, verify = { calls.verify, "a built pack" },
}
for _, module in ipairs { "grant", "keys", "repository", "install" } do
  local part = require("foresight.shell.commands.pack." .. module)
  for _, name in ipairs(part.order) do
    ORDER[#ORDER + 1] = name
    TAKES[name] = part[name]
  end
end

pack_command.order = ORDER -- for the completion of system shells

function pack_command.call(options, words)
  local name = words[1]
  local takes = TAKES[name]
  if not takes then
    if not name then return wrong("pack needs one of " .. table.concat(ORDER, ", ")) end
    return wrong(("there is no 'pack %s'%s"):format(name, require "foresight.shared.hint".of(name, ORDER, "there are")))
  end
  local call, what, least, most = takes[1], takes[2], takes[3] or 1, takes[4] or 1
  local rest = table.move(words, 2, #words, 1, {})
  if #rest < least then return wrong(("pack %s needs %s"):format(name, what)) end
  if #rest > most then return wrong(("pack %s takes %s, not '%s' as well"):format(name, what, rest[most + 1])) end
  return call(options, rest)
end

return pack_command
