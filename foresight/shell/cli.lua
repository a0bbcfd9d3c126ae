--- cli.lua: what the subcommands of `glocal` do, over the same functions that a script calls.
--
-- Example:  cli.main({"check", "demo.db"}, host)   --> 0
--
-- Results go to stdout, talk to stderr. Exit codes: 0 done, 1 the work failed, 2 the call was wrong.

local glocal = require "glocal"
local args = require "foresight.shell.args"
local globals = require "foresight.shell.globals"
local core = require "glocal.core"
local show = require "foresight.shell.show"

local cli = {}

local DONE, FAILED, WRONG_CALL = 0, 1, 2

local function say(...) io.stderr:write(...) io.stderr:write "\n" end

local function fail(message)
  say("glocal: ", message)
  return FAILED
end

local function wrong(message, command)
  say("glocal: ", message)
  say(("try `glocal %s--help`"):format(command and command .. " " or ""))
  return WRONG_CALL
end

local function did_you_mean(word, names)
  return require "foresight.shared.hint".of(word, names)
end

local function json(value)
  print(show.json(value))
end

-- --- import ---------------------------------------------------------------------------------------------------

local function declared_for_import(option)
  return require "foresight.shared.declared".values("foresight.exchange.import", "store:import", option)
end

-- A table some of whose fields are made when they are first asked for: reading declarations takes longer than opening.
local function later(fields, made)
  return setmetatable(fields, { __index = function(self, name)
    if not made[name] then return nil end
    rawset(self, name, made[name]())
    return rawget(self, name)
  end })
end

local function kinds() return declared_for_import "as" end

-- The fields of each kind, those that must be mapped first.
local FIELDS = {
  observations = "day zone phenomenon count count_high value source facet credibility reliability handling span " ..
    "counting_unit part",
  zones = "code kind parent hierarchy name nl fr de en valid_from valid_to",
  links = "hierarchy child parent valid_from valid_to",
  facts = "zone name value period",
  successions = "old new valid_from share",
  phenomena = "code parent iccs name nl fr de en",
  weights = "table phenomenon value source",
  sources = "code kind reliability handling value_unit publisher licence counting_unit records censored_from"
    .. " reports_zeros preference nl fr de en",
  exposures = "name from_zone to_zone weight phenomenon low high note",
  geometry = "zone geometry source",
}

-- "zone=route" takes the column `route`; "phenomenon=:0805" the constant 0805.
local function mapping_of(words)
  local mapping = {}
  for _, word in ipairs(words) do
    local field, column = word:match "^([%a_][%w_]*)=(.+)$"
    if not field then
      return nil, ("'%s' is not FIELD=COLUMN or FIELD=:CONSTANT"):format(word)
    elseif mapping[field] then
      return nil, ("the field '%s' is given twice"):format(field)
    end
    local constant = column:match "^:(.*)$"
    mapping[field] = constant and { const = constant } or column
  end
  return mapping
end

-- The kinds and their fields, as lines of help.
local function describe_fields()
  local lines, width = {}, 78
  for i, kind in ipairs(kinds()) do
    local line = ("  %-13s"):format(kind)
    lines[i] = ""
    for field in FIELDS[kind]:gmatch "%S+" do
      if #line + #field + 1 > width then
        lines[i] = lines[i] .. line .. "\n"
        line = (" "):rep(15)
      end
      line = line .. " " .. field
    end
    lines[i] = lines[i] .. line
  end
  return table.concat(lines, "\n")
end

-- "sex=T": of the dimension sex, the category T.
local function where_of(words)
  local where = {}
  for _, word in ipairs(words or {}) do
    local name, value = word:match "^([^=]+)=(.+)$"
    if not name then return nil, ("--where wants DIMENSION=CATEGORY, such as sex=T, not '%s'"):format(word) end
    if where[name] then return nil, ("--where gives '%s' twice: one import takes one category"):format(name) end
    where[name] = value
  end
  return next(where) and where
end

local function scale_of(words)
  local scale = {}
  for _, word in ipairs(words or {}) do
    local field, factor = word:match "^([%a_][%w_]*)=(%d+)$"
    if not field then return nil, ("--scale wants FIELD=NUMBER, such as value=100, not '%s'"):format(word) end
    scale[field] = math.tointeger(tonumber(factor))
  end
  return next(scale) and scale
end

local function list_of_frame(frame)
  local rows = {}
  for i = 1, #frame do rows[i] = frame[i] end
  return rows
end

-- The words behind the store: files, until the first FIELD=COLUMN. A bare word behind the first file is a field that lacks
-- its column; a file of that name is written ./NAME.
local function split_words(words)
  local files, fields = { words[2] }, {}
  for i = 3, #words do
    local is_field = #fields > 0 or words[i]:match "^[%a_][%w_]*=" or words[i]:match "^[%a_][%w_]*$"
    table.insert(is_field and fields or files, words[i])
  end
  return files, fields
end

local function import(options, words)
  local path = words[1]
  local files, fields = split_words(words)
  if #files == 0 then return wrong("import needs a store and a file", "import") end
  if options.as and not table.concat(kinds(), " "):find(options.as, 1, true) then
    return wrong(("--as %s is not known%s; it is one of %s"):format(options.as, did_you_mean(options.as, kinds()),
      table.concat(kinds(), ", ")), "import")
  end
  local mapping, mapping_fault = mapping_of(fields)
  local scale, scale_fault = scale_of(options.scale)
  local where, where_fault = where_of(options.where)
  local fault = mapping_fault or scale_fault or where_fault
  if fault then return wrong(fault, "import") end
  local store, message = glocal.open(path)
  if not store then return fail(message) end
  local status = DONE
  for _, file in ipairs(files) do
    local summary
    summary, message = store:import(file, mapping, {
      as = options.as, strict = options.strict, again = options.again, replace = options.replace,
      records = options.records, counting_unit = options["counting-unit"], value_unit = options["value-unit"],
      delimiter = options.delimiter,
      encoding = options.encoding, decimal = options.decimal, order = options.order, scale = scale or nil,
      source = options.source, note = options.note, sheet = options.sheet, resource = options.resource,
      where = where or nil,
    })
    if not summary then return fail(message) end
    if summary.rows == 0 and summary.rejected > 0 then status = FAILED end -- refused whole: not imported
    if options.json then
      summary.rejects = list_of_frame(summary.rejects)
      json(summary)
    else
      print(summary)
    end
  end
  return status
end

-- --- init, check ----------------------------------------------------------------------------------------------

local function init(options, words)
  if not words[1] then return wrong("init needs the path of the new store", "init") end
  if words[2] then return wrong(("init makes one store, not '%s' as well"):format(words[2]), "init") end
  local store, message = glocal.init(words[1], { reference = options.reference, handling = options.handling })
  if not store then return fail(message) end
  if options.json then
    json { store = words[1], reference = options.reference }
  else
    print(("created %s%s"):format(words[1],
      options.reference and (" with the reference data '%s'"):format(options.reference) or ""))
    say(("open it with `glocal %s`"):format(words[1]))
  end
  return DONE
end

local function check(options, words)
  if not words[1] then return wrong("check needs a store", "check") end
  local store, message = glocal.open(words[1])
  if not store then return fail(message) end
  if options.rebuild then
    local done
    done, message = store:rebuild()
    if not done then return fail(message) end
    say "the cells were made anew from the observations"
  end
  local report
  report, message = store:check()
  if not report then return fail(message) end
  local problems = 0
  for i = 1, #report do problems = problems + (report[i].problems or 0) end
  if options.json then
    json { store = words[1], problems = problems, checks = list_of_frame(report) }
  else
    print(show.value(report))
  end
  if problems > 0 then
    return fail(("%s is not whole: %d problem%s"):format(words[1], problems, problems == 1 and "" or "s"))
  end
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
    if as_json then
      json(show.is_frame(results[i]) and list_of_frame(results[i]) or results[i])
    else
      print(show.value(results[i]))
    end
  end
  return DONE
end

local function run_text(options, words)
  local chunk = load("return " .. options.execute, "=-e", "t")
  if not chunk then
    local message
    chunk, message = load(options.execute, "=-e", "t")
    if not chunk then return fail(message) end
  end
  local opened, message = open_store(options.store)
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
  if not script then return wrong("run needs a script, or -e and a chunk", "run") end
  local file, message = io.open(script, "rb")
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
local JSON = { help = "print the result as JSON" }
local HELP = { short = "h", help = "this help" }
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
  import = later({
    call = import, usage = "glocal import STORE FILE ... [--as KIND] FIELD=COLUMN ...",
    options = {
      as = later({ value = "KIND", help = "what a line is (default: observations)" }, { choices = kinds }),
      strict = { help = "fail if one line is refused" },
      again = { help = "take a file that was imported before" },
      replace = { help = "retract the earlier figures of the source that the file gives again" },
      records = { value = "WHAT", choices = { "events", "figures" },
                  help = "of new sources: events add up, a figure stands for its zone and time (that, where a count is mapped)" },
      ["counting-unit"] = { value = "TEXT", help = "of new sources: what one count is, such as offences or persons" },
      ["value-unit"] = { value = "TEXT", help = "of new sources: what values are in, such as EUR or kg" },
      delimiter = { value = "MARK", help = "between fields: , ; | or tab (default: detected)" },
      encoding = { value = "NAME", choices = { "utf-8", "utf-16", "latin-1" },
                   help = "utf-8, utf-16 or latin-1 (default: detected)" },
      decimal = { value = "MARK", help = "the decimal mark: . or , (default: .)" },
      order = later({ value = "ORDER", help = "of dates: iso, dmy or mdy (default: iso)" },
        { choices = function() return declared_for_import "order" end }),
      scale = { value = "FIELD=N", many = true, help = "keep the field in N parts of its unit: value=100 for cents" },
      sheet = { value = "NAME", help = "of a workbook: the name or number of the sheet (default: the first)" },
      resource = { value = "NAME", help = "of a Data Package: the resource, where it holds several" },
      where = { value = "NAME=CODE", many = true, help = "of SDMX-CSV and JSON-stat: only this category of a dimension" },
      source = { value = "CODE", help = "the source of every line" },
      note = { value = "TEXT", help = "a note kept with the batch" },
      json = JSON, help = HELP,
    },
  }, { says = function() return [[
Imports files, each all or nothing: CSV or TSV (also packed by gzip, from a pipe, or - for stdin), a Data Package (its
datapackage.json, folder or .zip), SDMX-CSV or JSON-stat as Eurostat publishes them, GeoJSON, a sheet of an .xlsx. Which it
is, is found out. Only the columns that are named enter:
  FIELD=COLUMN     the field takes the values of the file's column, dimension or property
  FIELD=:CONSTANT  the field has the same value on every line
Every line that can't be taken is kept with its reason and counted. The KINDs and their fields:
]] .. describe_fields() .. [[


  glocal import demo.db detections.csv day=month zone=route phenomenon=:0805 count=detections
  glocal import demo.db asylum.json phenomenon=:migration --where sex=T --where age=TOTAL
  glocal import demo.db figures.xlsx --sheet 2024 day=month zone=zone phenomenon=what count=number
  glocal import demo.db shapes.geojson --as geometry zone=NISCODE]] end }),
  run = {
    call = run, stops = true, usage = "glocal run [--store STORE] (SCRIPT | -e CHUNK) [ARG ...]",
    says = [[
Runs a Lua script. Its ARGs, options too, are in the table `arg`. Reading a global that was never set is an error, so that
rollup{zone=BE}, without quotes, is no rollup of the world; rawget(_G, "name") asks whether there is one.]],
    options = { store = STORE, execute = EXECUTE, json = { help = "print what CHUNK returns as JSON" }, help = HELP },
  },
  check = {
    call = check, usage = "glocal check STORE [--rebuild]",
    says = "Looks whether a store is whole: the file, its references, its totals, its log.",
    options = {
      rebuild = { help = "first make the cells, which answer roll-ups, anew from the observations" },
      json = JSON, help = HELP,
    },
  },
}

local ORDER = { "init", "import", "run", "check" }

local function usage()
  print [[
glocal: an analysis shell for cross-border phenomena

  glocal [STORE]     open the shell]]
  for _, name in ipairs(ORDER) do print("  " .. commands[name].usage) end
  print [[
  glocal -e CHUNK    run one line of Lua; `glocal STORE -e CHUNK` with a store
  glocal help [COMMAND]
  glocal --version

Environment: GLOCAL_STORE the store to open, GLOCAL_LANG the language of names, GLOCAL_THREADS how many threads long
work may use (results never depend on it), GLOCAL_MEMORY=2G what Lua's heap and the cells of all frames may take
together (default: half of the machine's memory), GLOCAL_PLAIN=1 no drawing characters.

Exit codes: 0 done, 1 the work failed, 2 the call was wrong, 130 interrupted.]]
  return DONE
end

local function usage_of(name)
  local command = commands[name]
  if not command then
    return wrong(("there is no command '%s'%s"):format(name, did_you_mean(name, ORDER)))
  end
  print(("usage: %s\n\n%s\n\n%s"):format(command.usage, command.says, args.describe(command.options)))
  return DONE
end

local function run_command(name, words)
  local command = commands[name]
  local options, rest = args.parse(words, command.options, command.stops)
  if not options then return wrong(rest, name) end
  if options.help then return usage_of(name) end
  return command.call(options, rest)
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
  return path and path:match "[^/]+$":gsub("%.[^.]*$", "") or "glocal"
end

-- What the manual page and the completion of system shells are made from.
cli.commands, cli.order, cli.fields = commands, ORDER, FIELDS

local GENERAL = {
  execute = EXECUTE, help = HELP, json = JSON, version = { help = "print the version" }, store = STORE,
}
cli.general = GENERAL

--- Does what the words of a command line say; an exit code, or the name for the shell's prompt.
function cli.main(words, host)
  show.install(host)
  if commands[words[1]] then return run_command(words[1], table.move(words, 2, #words, 1, {})) end
  if words[1] == "help" then return words[2] and usage_of(words[2]) or usage() end
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
