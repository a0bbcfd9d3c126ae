--- run.lua: `glocal run`: a Lua script or a text, in this state or, with --allow, in one of its own that has fewer
--- capabilities.
--
-- Example:  run_command.call({allow = "store.read", store = "demo.db"}, {"report.lua", "2025"})   --> 0

local glocal = require "glocal"
local command = require "foresight.shell.commands.command"
local core = require "glocal.core"
local doors = require "glocal.doors"
local globals = require "foresight.shell.globals"
local ready_script = require "foresight.shell.commands.ready_script"
local show = require "foresight.shell.show"
local terminal = require "foresight.shared.terminal"

local DONE, fail, json = command.DONE, command.fail, command.json

local run_command = {}

run_command.STORE = { value = "STORE", help = "the store to open; else the one $GLOCAL_STORE names" }
run_command.EXECUTE = { short = "e", value = "CHUNK", ends = true,
  help = "run this Lua text and show what it returns; what follows are its ARGs" }

run_command.MODULE_PATH = { value = "DIR", many = true, help = "look for Lua modules in this folder too; may be repeated" }

run_command.NO_PACKS = { help = "use no pack" }

run_command.stops = true
run_command.usage = "glocal run [--store STORE] [--allow CAPABILITIES | --pack NAME [--memory MB] [--instructions N] "
  .. "[--seconds S]] [--clock TIME] [--no-packs] [--module-path DIR] "
  .. "(SCRIPT | -e CHUNK) [ARG ...]"
run_command.says = [[
Runs a Lua script: a file, or by its name one that glocal brings, such as weekly_warning. Its ARGs, options too, are in the table
`arg`. Reading a global that was never set is an error, so that rollup{zone=BE}, without quotes, is no rollup of the world;
rawget(_G, "name") asks whether there is one.

`require` looks where the system keeps Lua modules and in the folders given by --module-path; not in the current folder, nor
where LUA_PATH and LUA_CPATH say.

A script that returns nothing ends with exit code 0, one that returns nil and a message with 1, after the message; one that
returns a whole number from 0 to 125 ends with that: weekly_warning.lua returns 3 where there is something new.

With --allow the script runs in a state of its own that has these capabilities only: none, or some of store.read,
store.write, file.read, file.write and process, with commas between. It has no io, os (but for the time), package or debug;
a function that needs what is not allowed says so.

With --pack the script has the functions of this pack in the table `pack`, and the whole process is kept by the kernel (seccomp,
Landlock) to what was granted to the pack: without file.read nothing can be opened, without process nothing started, whatever
the script or the pack tries. Without SCRIPT and -e the pack's function `main` is called. --memory, --instructions and --seconds
are the limits that use(name, {memory=..., instructions=..., seconds=...}) has: a call of the pack that takes more is stopped.

With --clock (or $GLOCAL_CLOCK) the clock stands still at that time: os.time, os.date, today(), 'now' in SQL, what the store
records and the dates in files give it, so that a run of long ago can be made again with its dates.]]
run_command.options = {
  store = run_command.STORE, execute = run_command.EXECUTE,
  allow = { value = "CAPABILITIES", help = "run with these only, such as store.read,file.write; none for none" },
  pack = { value = "NAME", help = "run behind a second wall, with the functions of this pack in the table `pack`" },
  memory = { value = "MB", help = "with --pack: what the pack may hold, in megabytes (default: 512)" },
  instructions = { value = "N", help = "with --pack: what a call may do, in instructions of Lua and steps in C (default: 5e9)" },
  seconds = { value = "S", help = "with --pack: of processor time for a call, a last resort (default: 600)" },
  clock = { value = "TIME", help = "hold the clock at this time UTC, such as 2026-11-30T06:00:00Z" },
  ["module-path"] = run_command.MODULE_PATH, ["no-packs"] = run_command.NO_PACKS,
  json = { help = "print what CHUNK returns as JSON" }, help = command.HELP,
}

--- From here on `require` looks in these folders first (nil: in none more).
function run_command.look_in(folders)
  for i = #(folders or {}), 1, -1 do
    package.path = ("%s/?.lua;%s/?/init.lua;%s"):format(folders[i], folders[i], package.path)
    package.cpath = ("%s/?.so;%s"):format(folders[i], package.cpath)
  end
end

--- Opens the store, or the one of the environment, as the current one: true, or nil, message.
function run_command.open_store(path)
  path = path or os.getenv "GLOCAL_STORE"
  if not path then return true end
  local store, message = glocal.open(path)
  if not store then return nil, message end
  glocal.store = store
  return true
end

-- --- running --------------------------------------------------------------------------------------------------

local MOST = 125 -- shells mean something of their own by higher ones

-- How a script that did not fail ends: by the whole number it returns, else done.
local function exit_code(result)
  return math.type(result) == "integer" and result >= 0 and result <= MOST and result or DONE
end

-- Runs a chunk with its arguments; what it returns is shown for -e, and a failure is told in both cases.
local function run_chunk(chunk, name, words, shows, as_json)
  globals.watch(not shows and name or nil)
  rawset(_G, "arg", table.move(words, 1, #words, 1, { [0] = name }))
  local results = table.pack(chunk(table.unpack(words)))
  if show.is_failure(results.n, table.unpack(results, 1, 3)) then return fail(results[2]), true end
  if not shows then return exit_code(results[1]) end
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

-- Records in the store that the script runs; gives a value that records how it ended when it is closed. A store that
-- can't be written is no reason not to run.
local function recorded(script, hash, words)
  local store, ending = glocal.store, { status = "failed" }
  local number = store and hash and not store:is_read_only() and doors.run_begin(store, script, hash, table.concat(words, " "))
  return setmetatable(ending, {
    __close = function()
      local used = package.loaded["foresight.pack.used"]
      return number and pcall(doors.run_end, store, number, ending.status, { packs = used and used.all() or {} })
    end,
  })
end

--- Runs a text and shows what it gives: an exit code.
function run_command.text(text, store, words, as_json)
  local chunk, message = chunk_of(text)
  if not chunk then return fail(message) end
  local opened
  opened, message = run_command.open_store(store)
  if not opened then return fail(message) end
  return run_chunk(chunk, "-e", words, true, as_json)
end

--- Runs the text of a script, which the store is told of where its hash is known: an exit code.
function run_command.script(script, text, hash, store, words)
  local chunk, message = load(text:gsub("^#[^\n]*", "", 1), "@" .. script, "t")
  if not chunk then return fail(message) end
  local opened
  opened, message = run_command.open_store(store)
  if not opened then return fail(message) end
  local ending <close> = recorded(script, hash, words)
  local status, failed = run_chunk(chunk, script, words, false)
  if not failed then ending.status = "done" end
  return status
end

-- --- the command ----------------------------------------------------------------------------------------------

-- The script's text and name, of a file or of one that glocal brings; or nil, message.
local function read_script(script)
  local is_input = script == "-"
  local file, message = io.stdin, nil
  if not is_input then file, message = io.open(script, "rb") end
  if not file then
    local own, unknown = ready_script.find(script)
    if not own then return nil, script:find "/" and message or unknown end
    return read_script(own)
  end
  local text
  text, message = file:read "a"
  file:close()
  if not text then return nil, ("%s: %s"):format(script, message) end
  return text, is_input and "stdin" or script
end

-- The clock and the chance that a run is to have again: nil, or what is wrong.
local function hold(options)
  local seed = os.getenv "GLOCAL_SEED"
  if options.clock then
    local held, message = doors.hold_clock(options.clock)
    if not held then return "--clock: " .. message end
  end
  if not seed or seed == "" then return nil end
  if not math.tointeger(tonumber(seed)) then return ("GLOCAL_SEED: '%s' is no whole number"):format(seed) end
  math.randomseed(math.tointeger(tonumber(seed)))
end

-- By option the largest number that it may be; seconds may have decimals.
local LIMITS = { memory = 1 << 24, instructions = math.maxinteger, seconds = 1000000 }

-- The limits of a pack; or nil, message.
local function limits_of(options)
  local limits = {}
  for name, most in pairs(LIMITS) do
    local given = options[name]
    local number = given and tonumber(given)
    if number and name ~= "seconds" then number = math.tointeger(number) end
    if given and not options.pack then return nil, ("--%s is a limit of a pack: it goes with --pack NAME"):format(name) end
    if given and not (number and number > 0 and number <= most) then
      return nil, ("--%s: '%s' is no %snumber above 0%s"):format(name, given, name ~= "seconds" and "whole " or "",
        most < math.maxinteger and (", up to %d"):format(most) or "")
    end
    limits[name] = number
  end
  return limits
end

function run_command.call(options, words)
  local limits, fault = limits_of(options)
  if not limits then return command.wrong(fault, "run") end
  local wrong = hold(options)
  if wrong then return command.wrong(wrong, "run") end
  local text, name, rest, hash = options.execute, "-e", words, nil
  if not text and not (options.pack and not words[1]) then
    if not words[1] then return command.wrong("run needs a script (- for the standard input), or -e and a chunk", "run") end
    text, name = read_script(words[1])
    if not text then return fail(name) end
    rest, hash = table.move(words, 2, #words, 1, {}), name ~= "stdin" and core.sha256(name) or nil
  end
  if options.pack then
    for _, other in ipairs { "allow", "module-path", "no-packs" } do
      if options[other] then return command.wrong(("--pack and --%s don't go together"):format(other), "run") end
    end
    return require "foresight.shell.commands.walled".run(options, name, text, hash, rest, limits)
  end
  if options.allow then
    if options["module-path"] then return command.wrong("--module-path is for scripts that may do everything", "run") end
    return require "foresight.shell.commands.restricted".run(options, name, text, hash, rest)
  end
  run_command.look_in(options["module-path"])
  if options["no-packs"] then require "foresight.pack.use".is_off = true end
  if options.execute then return run_command.text(text, options.store, rest, options.json) end
  return run_command.script(name, text, hash, options.store, rest)
end

return run_command
