--- cli.lua: what the subcommands of `glocal` do, over the same functions that a script calls.
--
-- Example:  cli.main({"check", "demo.db"}, host)   --> 0
--
-- Results go to stdout, talk to stderr. Exit codes: 0 done, 1 the work failed, 2 the call was wrong.

local glocal = require "glocal"
local args = require "foresight.shell.args"
local command = require "foresight.shell.commands.command"
local core = require "glocal.core"
local globals = require "foresight.shell.globals"
local run_command = require "foresight.shell.commands.run"
local show = require "foresight.shell.show"
local terminal = require "foresight.shared.terminal"

local DONE = command.DONE
local say, fail, wrong, did_you_mean = command.say, command.fail, command.wrong, command.did_you_mean
local json, later = command.json, command.later

-- --- init, check ----------------------------------------------------------------------------------------------

local function init(options, words)
  if not words[1] then return wrong("init needs the path of the new store", "init") end
  if words[2] then return wrong(("init makes one store, not '%s' as well"):format(words[2]), "init") end
  local store, message = glocal.init(words[1], { reference = options.reference, handling = options.handling })
  if not store then return fail(message) end
  if options.json then
    json { store = words[1], reference = options.reference }
  else
    command.tell(("created %s%s"):format(words[1],
      options.reference and (" with the reference data '%s'"):format(options.reference) or ""))
    say(("open it with `glocal %s`"):format(words[1]))
  end
  return DONE
end

-- The first line of a file: what `glocal log anchor` printed.
local function read_anchor(path)
  local file, message = io.open(path, "rb")
  if not file then return nil, message end
  local line
  line, message = file:read "l"
  file:close()
  return line or "", message
end

local function check(options, words)
  if not words[1] then return wrong("check needs a store", "check") end
  local anchor, fault
  if options.anchor then anchor, fault = read_anchor(options.anchor) end
  if options.anchor and not anchor then return fail(fault) end
  local store, message = glocal.open(words[1])
  if not store then return fail(message) end
  if options.rebuild then
    local done
    done, message = store:rebuild()
    if not done then return fail(message) end
    say "the cells were made anew from the observations"
  end
  local report
  report, message = store:check { anchor = anchor }
  if not report then return fail(message) end
  local problems = 0
  for i = 1, #report do problems = problems + (report[i].problems or 0) end
  if options.json then
    json { store = words[1], problems = problems, checks = command.rows_of(report) }
  else
    terminal.write(show.value(report))
  end
  if problems > 0 then
    for i = 1, #report do -- in full, where a terminal cuts them
      if report[i].problems > 0 then say(("%s: %s"):format(report[i].check, report[i].result)) end
    end
    return fail(("%s is not whole: %d problem%s"):format(words[1], problems, problems == 1 and "" or "s"))
  end
  return DONE
end

-- What is done with the log of a store: its end is printed, to be kept elsewhere.
local function log(options, words)
  if words[1] ~= "anchor" then
    return wrong(("log takes anchor and a store%s"):format(words[1] and ", not '" .. words[1] .. "'" or ""), "log")
  end
  if not words[2] then return wrong("log anchor needs a store", "log") end
  local store, message = glocal.open(words[2])
  if not store then return fail(message) end
  local anchor
  anchor, message = store:anchor()
  if not anchor then return fail(message) end
  if options.json then json { store = words[2], anchor = anchor } else print(anchor) end
  return DONE
end

-- --- the commands ---------------------------------------------------------------------------------------------

local STORE, EXECUTE = run_command.STORE, run_command.EXECUTE
local JSON, HELP = command.JSON, command.HELP

-- Import, the largest, is read when it is asked for.
local function import() return require "foresight.shell.commands.import" end

local commands = later({
  init = {
    call = init, usage = "glocal init STORE [--reference benelux] [--handling MARKING]",
    says = "Makes a new store. With --reference it holds that set of zones, phenomena, exposures and sources.",
    options = {
      reference = later({ value = "NAME", help = "reference data to load: benelux" },
        { choices = function() return require "foresight.shared.declared".values("foresight.init", "init", "reference") end }),
      handling = { value = "MARKING", help = "of sources for which an import gives none: CLEAR, GREEN ... (default: AMBER)" },
      json = JSON, help = HELP,
    },
  },
  run = run_command,
  check = {
    call = check, usage = "glocal check STORE [--rebuild] [--anchor FILE]",
    says = "Looks whether a store is whole: the file, its schema, its references, its totals, every row, its log.",
    options = {
      anchor = { value = "FILE", help = "what `glocal log anchor` printed: has the log been rewritten since" },
      rebuild = { help = "first make the cells, which answer roll-ups, anew from the observations" },
      json = JSON, help = HELP,
    },
  },
  log = {
    call = log, usage = "glocal log anchor STORE",
    says = "Prints the end of the log as an anchor for check, to be kept where whoever can write the store can't.",
    options = { json = JSON, help = HELP },
  },
}, {
  import = import,
  pack = function() return require "foresight.shell.commands.pack" end,
  backup = function() return require "foresight.shell.commands.backup" end,
  schedule = function() return require "foresight.shell.commands.schedule" end,
  rerun = function() return require "foresight.shell.commands.rerun" end,
})

local ORDER = { "init", "import", "run", "check", "log", "backup", "schedule", "rerun", "pack" }

local function usage()
  print [[
glocal: an analysis shell for cross-border phenomena

  glocal [STORE]     open the shell]]
  for _, name in ipairs(ORDER) do print("  " .. commands[name].usage) end
  print [[
  glocal -e CHUNK    run one line of Lua; `glocal STORE -e CHUNK` with a store
  glocal help [COMMAND, function or guide: figures, import, exchange, plots, security, methods]
  glocal --version

Environment: GLOCAL_STORE the store to open, GLOCAL_LANG the language of names, GLOCAL_THREADS how many threads long
work may use (results never depend on it), GLOCAL_MEMORY=2G what Lua's heap and the cells of all frames may take
together (default: half of the machine's memory), GLOCAL_PLAIN=1 no drawing characters.

Exit codes: 0 done, 1 the work failed, 2 the call was wrong, 130 interrupted.]]
  return DONE
end

local function usage_of(name)
  local subcommand = commands[name]
  if not subcommand then
    local help = require "foresight.shell.help"
    if help.knows(name) then
      help.help(name)
      return DONE
    end
    return wrong(("there is no command or function '%s'%s"):format(name, did_you_mean(name, ORDER)))
  end
  print(("usage: %s\n\n%s\n\n%s"):format(subcommand.usage, subcommand.says, args.describe(subcommand.options)))
  return DONE
end

local function run_subcommand(name, words)
  local subcommand = commands[name]
  local options, rest = args.parse(words, subcommand.options, subcommand.stops)
  if not options then return wrong(rest, name) end
  if options.help then return usage_of(name) end
  return subcommand.call(options, rest)
end

local function version(options)
  if options.json then json { version = glocal.version } else print("glocal " .. glocal.version) end
  return DONE
end

-- `glocal STORE`: the name for the prompt is the file's, without its ending.
local function shell(path, extra)
  local near = path and not path:find "[./]" and not io.open(path) and did_you_mean(path, ORDER) or ""
  if near ~= "" then return wrong(("there is no command '%s'%s"):format(path, near)) end
  if extra then return wrong(("the shell opens one store, not '%s' as well"):format(extra)) end
  local opened, message = run_command.open_store(path)
  if not opened then return fail(message) end
  globals.watch()
  for _, line in ipairs(require "foresight.schedule.record".unseen()) do say(line) end
  path = path or os.getenv "GLOCAL_STORE"
  return path and core.visible((path:match "[^/]+$":gsub("%.[^.]*$", ""))) or "glocal"
end

-- What the manual page and the completion of system shells are made from.
local cli = later({ commands = commands, order = ORDER }, { fields = function() return import().fields end })

local GENERAL = {
  execute = EXECUTE, help = HELP, json = JSON, version = { help = "print the version" }, store = STORE,
  ["module-path"] = run_command.MODULE_PATH, ["no-packs"] = run_command.NO_PACKS,
}
cli.general = GENERAL

--- Does what the words of a command line say; an exit code, or the name for the shell's prompt.
function cli.main(words, host)
  show.install(host)
  rawset(_G, "warn", nil) -- Lua's own, which writes a line to stderr, makes room for glocal's
  if commands[words[1]] then return run_subcommand(words[1], table.move(words, 2, #words, 1, {})) end
  if words[1] == "help" then return words[2] and usage_of(table.concat(words, " ", 2)) or usage() end
  local options, rest, before = args.parse(words, GENERAL)
  if not options then return wrong(rest) end
  if options.help then return usage() end
  if options.version then return version(options) end
  if options.execute then
    if before == 1 then options.store = table.remove(rest, 1) end -- `glocal STORE -e CHUNK`
    return run_command.call(options, rest)
  end
  run_command.look_in(options["module-path"])
  if options["no-packs"] then require "foresight.pack.use".is_off = true end
  return shell(rest[1] or options.store, rest[2])
end

return cli
