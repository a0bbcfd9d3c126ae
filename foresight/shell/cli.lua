--- cli.lua: what the subcommands of `glocal` do, over the same functions that a script calls.
--
-- Example:  cli.main({"check", "demo.db"}, host)   --> 0
--
-- Results go to stdout, talk to stderr. Exit codes: 0 done, 1 the work failed, 2 the call was wrong.

local glocal = require "glocal"
local args = require "foresight.shell.args"
local command = require "foresight.shell.command"
local globals = require "foresight.shell.globals"
local core = require "glocal.core"
local import = require "foresight.shell.import_command"
local show = require "foresight.shell.show"
local terminal = require "foresight.shared.terminal"

local cli = {}

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

-- --- run ------------------------------------------------------------------------------------------------------

local function open_store(path)
  path = path or os.getenv "GLOCAL_STORE"
  if not path then return true end
  local store, message = glocal.open(path)
  if not store then return nil, message end
  glocal.store = store
  return true
end

-- Runs a chunk with its arguments; what it returns is shown for -e, and a failure is told in both cases.
local function run_chunk(chunk, name, words, shows, as_json)
  globals.watch(not shows and name or nil)
  _G.arg = table.move(words, 1, #words, 1, { [0] = name })
  local results = table.pack(chunk(table.unpack(words)))
  if show.is_failure(results.n, table.unpack(results, 1, 3)) then return fail(results[2]) end
  if not shows then return DONE end
  for i = 1, results.n do
    if as_json and show.is_frame(results[i]) then
      local text, message = results[i]:to_json()
      if not text then return fail(message) end
      terminal.write((text:gsub("\n$", "")))
    elseif as_json then
      json(results[i])
    else
      terminal.write(show.value(results[i]))
    end
  end
  return DONE
end

-- What -e was given: Lua, or what the shell takes beside it: SQL, ?rollup.
local function chunk_of(text)
  local chunk = load("return " .. text, "=-e", "t")
  local message
  if not chunk then chunk, message = load(text, "=-e", "t") end
  if chunk then return chunk end
  local as_lua = require "foresight.shell.sql_shell".in_lua(text)
  if as_lua and as_lua ~= text then return load("return " .. as_lua, "=-e", "t") or load(as_lua, "=-e", "t") end
  return nil, message
end

local function run_text(options, words)
  local chunk, message = chunk_of(options.execute)
  if not chunk then return fail(message) end
  local opened
  opened, message = open_store(options.store)
  if not opened then return fail(message) end
  return run_chunk(chunk, "-e", words, true, options.json)
end

-- Records in the store that the script runs; gives a value that records how it ended when it is closed. A store that
-- can't be written is no reason not to run.
local function recorded(script, words)
  local store, ending = glocal.store, { status = "failed" }
  local hash = store and core.sha256(script)
  local number = hash and not store:is_read_only() and store:run_begin(script, hash, table.concat(words, " "))
  return setmetatable(ending, {
    __close = function() return number and pcall(store.run_end, store, number, ending.status) end,
  })
end

local function run(options, words)
  if options.execute then return run_text(options, words) end
  local script = words[1]
  if not script then return wrong("run needs a script (- for the standard input), or -e and a chunk", "run") end
  local is_input = script == "-"
  if is_input then script = "stdin" end
  local file, message = io.stdin, nil
  if not is_input then file, message = io.open(script, "rb") end
  if not file then return fail(message) end
  local text
  text, message = file:read "a"
  file:close()
  if not text then return fail(("%s: %s"):format(script, message)) end
  local chunk
  chunk, message = load(text:gsub("^#[^\n]*", "", 1), "@" .. script, "t")
  if not chunk then return fail(message) end
  local opened
  opened, message = open_store(options.store)
  if not opened then return fail(message) end
  local rest = table.move(words, 2, #words, 1, {})
  local ending <close> = recorded(script, rest)
  local status = run_chunk(chunk, script, rest, false)
  if status == DONE then ending.status = "done" end
  return status
end

-- --- the commands ---------------------------------------------------------------------------------------------

local STORE = { value = "STORE", help = "the store to open; else the one $GLOCAL_STORE names" }
local JSON, HELP = command.JSON, command.HELP
local EXECUTE = { short = "e", value = "CHUNK", ends = true,
                  help = "run this Lua text and show what it returns; what follows are its ARGs" }

local commands = {
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
  import = import,
  run = {
    call = run, stops = true, usage = "glocal run [--store STORE] (SCRIPT | -e CHUNK) [ARG ...]",
    says = [[
Runs a Lua script. Its ARGs, options too, are in the table `arg`. Reading a global that was never set is an error, so that
rollup{zone=BE}, without quotes, is no rollup of the world; rawget(_G, "name") asks whether there is one.]],
    options = { store = STORE, execute = EXECUTE, json = { help = "print what CHUNK returns as JSON" }, help = HELP },
  },
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
}

local ORDER = { "init", "import", "run", "check", "log" }

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

local function run_command(name, words)
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
  local opened, message = open_store(path)
  if not opened then return fail(message) end
  globals.watch()
  path = path or os.getenv "GLOCAL_STORE"
  return path and core.visible((path:match "[^/]+$":gsub("%.[^.]*$", ""))) or "glocal"
end

-- What the manual page and the completion of system shells are made from.
cli.commands, cli.order, cli.fields = commands, ORDER, import.fields

local GENERAL = {
  execute = EXECUTE, help = HELP, json = JSON, version = { help = "print the version" }, store = STORE,
}
cli.general = GENERAL

--- Does what the words of a command line say; an exit code, or the name for the shell's prompt.
function cli.main(words, host)
  show.install(host)
  if commands[words[1]] then return run_command(words[1], table.move(words, 2, #words, 1, {})) end
  if words[1] == "help" then return words[2] and usage_of(table.concat(words, " ", 2)) or usage() end
  local options, rest, before = args.parse(words, GENERAL)
  if not options then return wrong(rest) end
  if options.help then return usage() end
  if options.version then return version(options) end
  if options.execute then
    if before == 1 then options.store = table.remove(rest, 1) end -- `glocal STORE -e CHUNK`
    return run_text(options, rest)
  end
  return shell(rest[1] or options.store, rest[2])
end

return cli
