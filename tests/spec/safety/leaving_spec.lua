--- leaving_spec.lua: nothing leaves past its marking: every way out that the registry lists refuses what must stay and labels what
--- may go.

local glocal = require "glocal"
local core = require "glocal.core"
local plot = require "foresight.plot.plot"
local help = require "foresight.shell.help"
local marked = require "tests.spec.safety.marked"
local support = require "tests.spec.support"

local cross_impacts, barriers_of, rows = marked.cross_impacts, marked.barriers_of, marked.rows
local shell, delphi = marked.shell, marked.delphi
local command = marked.command

-- ---- the ways out ----

local STAYS = { "RED", "RED H1", "GREEN H2", "H3", "AMBER+STRICT H2" }
local LEAVES = { "AMBER", "AMBER+STRICT", "GREEN H1", "AMBER+STRICT H0 H1" }

-- What a way wrote to the path, all its files, or nil.
local function written(path)
  if os.execute("test -d " .. path) then return (shell("cat " .. path .. "/*")) end
  if path:find "%.xlsx$" or path:find "%.zip$" then return (shell("unzip -p " .. path)) end
  if path:find "%.pdf$" then return support.read(path) end
  return support.read(path)
end

local WORDS = { data = "Data", about = "About", marking = "Marking", made = "Made", origin = "Origin", step = "Step",
  store = "Store", state = "State", seed = "Seed", column = "Column", type = "Type", unit = "Unit", nulls = "Nulls",
  page = "Page", types = { "a", "b", "c", "d", "e" } }

-- A way that writes a file with that ending.
local function to_file(ending, write)
  return function(marking)
    local path = support.path(ending)
    local made, message, code = write(rows(marking), path, marking)
    if not made then
      assert.is_nil(io.open(path), "what was refused is there")
      return nil, message, code
    end
    return written(path), path
  end
end

local function brief(marking, to)
  return glocal.brief { zone = "BE-PZ5345", lang = "en", marking = marking, to = to, date = "2026-11-22" }
end

-- By the name in the registry: a function of a marking that lets figures under it leave; it gives what left (and the file), or
-- nil, message, code.
local WAYS = {
  ["frame:to_csv"] = to_file(".csv", function(f, path) return f:to_csv(path) end),
  ["frame:to_json"] = to_file(".json", function(f, path) return f:to_json(path) end),
  ["frame:to_xlsx"] = to_file(".xlsx", function(f, path) return f:to_xlsx(path) end),
  ["frame:write_xlsx"] = to_file(".xlsx", function(f, path) return f:write_xlsx(path, WORDS) end),
  ["frame:to_sdmx"] = to_file(".csv", function(f, path) return f:to_sdmx(path) end),
  ["frame:to_package"] = to_file("", function(f, path) return f:to_package(path) end),
  ["frame:to_geojson"] = to_file(".geojson", function(f, path) return f:to_geojson(path) end),
  ["frame:write_geojson"] = to_file(".geojson", function(f, path)
    return f:with("g", { '{"type":"Point","coordinates":[4,51]}' }):write_geojson(path, "g")
  end),
  ["frame:plot"] = to_file(".svg", function(f, path) return f:plot { to = path } end),
  ["crossimpact:write"] = function(marking)
    local path = support.path ".csv"
    local left, message, code = cross_impacts(marking):write(path)
    if not left then return nil, message, code end
    return support.read(path), path
  end,
  ["model:to_xmile"] = to_file(".xmile", function(_, path, marking)
    local m = glocal.model { start = 0, stop = 2 }
    m.x = glocal.model.empirical { of = rows(marking) }
    m.y = glocal.model.stock { start = 0, inflow = m.x }
    return m:to_xmile(path)
  end),
  ["picture:write"] = to_file(".svg", function(f, path) return f:plot():write(path) end),
  ["picture:svg"] = function(marking) return rows(marking):plot():svg() end,
  ["picture:text"] = function(marking) return rows(marking):plot():text { width = 60, height = 20 } end,
  ["picture:summary"] = function(marking) return rows(marking):plot():summary() end,
  ["run:plot"] = to_file(".svg", function(_, path, marking)
    local m = glocal.model { from = "2026-01", months = 2 }
    m.x = glocal.model.empirical { of = rows(marking) }
    m.y = glocal.model.stock { start = 0, inflow = m.x }
    return m:run { draws = 10 }:plot { to = path }
  end),
  ["model:plot"] = to_file(".svg", function(_, path, marking)
    local m = glocal.model { from = "2026-01", months = 2 }
    m.x = glocal.model.empirical { of = rows(marking) }
    return m:plot { to = path }
  end),
  ["calibration:plot"] = to_file(".svg", function(_, path, marking)
    local m = glocal.model { from = "2026-01", months = 2 }
    m.x = 3
    m.y = m.x * 2
    local history = glocal.frame({ { month = "2026-01", y = 5.0 }, { month = "2026-02", y = 6.0 } }, { marking = marking })
    return m:calibrate { to = history, quantity = "y", parameters = { "x" } }:plot { to = path }
  end),
  ["barrier_model:plot"] = to_file(".svg", function(_, path, marking) return barriers_of(marking):plot { to = path } end),
  ["plot.line"] = function(marking) return plot.line { of = rows(marking) } end,
  ["frame:render"] = function(marking)
    local path = support.path ".txt"
    local file <close> = assert(io.open(path, "w"))
    local done, message, code = rows(marking):render { to = file }
    file:close()
    if not done then return nil, message, code end
    return support.read(path)
  end,
  country_brief = function(marking)
    local path = support.path ".html"
    local made, message, code = glocal.country_brief { country = "MA", lang = "en", on = "2026-11-22", marking = marking,
      to = path }
    if not made then return nil, message, code end
    return support.read(path), path
  end,
  ["country_brief:write"] = function(marking)
    local path = support.path ".html"
    local done, message, code = glocal.country_brief { country = "MA", on = "2026-11-22", marking = marking }:write(path)
    if not done then return nil, message, code end
    return support.read(path), path
  end,
  ["country_brief:card"] = function(marking)
    return glocal.country_brief { country = "MA", lang = "en", on = "2026-11-22", marking = marking }:card()
  end,
  ["brief"] = function(marking)
    local path = support.path ".html"
    local made, message, code = brief(marking, path)
    if not made then return nil, message, code end
    return support.read(path), path
  end,
  briefs = function(marking)
    local made, message, code = glocal.briefs { of = "BE-VAN", level = "province", lang = "en", index_lang = "en",
      marking = marking, to = support.path(), date = "2026-11-22" }
    if not made then return nil, message, code end
    return support.read(made.file[1]), made.file[1]
  end,
  ["brief:write"] = function(marking)
    local path = support.path ".html"
    local done, message, code = brief(marking):write(path)
    if not done then return nil, message, code end
    return support.read(path), path
  end,
}

-- A model of a file that is marked by its reader.
local function of_file(marking)
  local path = support.path ".xmile"
  local m = glocal.model { start = 0, stop = 2 }
  m.x = 314159
  m.y = m.x * 2
  assert(m:to_xmile(path))
  return assert(glocal.model.from_xmile(path, { marking = marking }))
end

-- A store whose figures, and so whose alert, are marked.
local function digest(marking, to)
  local before, store = glocal.store, support.small_store()
  local lines = {}
  for i = 0, 23 do
    local count = i == 20 and 314159 or 20 + i % 3
    lines[#lines + 1] = ("%s,A-1,p.x,%d,%s"):format(glocal.period("2023-01", "month", i), count, marking)
  end
  assert(store:import(support.file("day,zone,phenomenon,count,handling\n" .. table.concat(lines, "\n") .. "\n"),
    { day = "day", zone = "zone", phenomenon = "phenomenon", count = "count", handling = "handling" }, { source = "s" }))
  local r = glocal.rollup { zone = "A-1", phenomenon = "p.x", every = "month" }
  assert.equal(1, (assert(glocal.warn(r, { method = "ears_c1", from = "2023-12" })):register()))
  local made, message, code = glocal.warnings { zone = "A-1", since = "2024-01", lang = "en", to = to }
  glocal.use(before)
  return made, message, code
end

WAYS.warnings = function(marking)
  local path = support.path ".html"
  local made, message, code = digest(marking, path)
  if not made then return nil, message, code end
  return support.read(path), path
end

WAYS["delphi:feedback"] = function(marking)
  local path, d, before = support.path ".txt", delphi(marking)
  local done, message, code = d:feedback { to = path, lang = "en" }
  glocal.use(before)
  if not done then return nil, message, code end
  return support.read(path), path
end

WAYS["digest:write"] = function(marking)
  local path = support.path ".html"
  local done, message, code = digest(marking):write(path)
  if not done then return nil, message, code end
  return support.read(path), path
end

local function security_plan(marking, to)
  return glocal.plan { zone = "BE-PZ5345", years = { 2026, 2031 }, lang = "en", marking = marking, to = to, date = "2026-11-22" }
end

WAYS.plan = function(marking)
  local path = support.path ".html"
  local made, message, code = security_plan(marking, path)
  if not made then return nil, message, code end
  return support.read(path), path
end

WAYS["plan:write"] = function(marking)
  local path = support.path ".txt"
  local done, message, code = security_plan(marking):write(path)
  if not done then return nil, message, code end
  return support.read(path), path
end

-- What else lets figures leave, and is no function of the registry.
local function by_command(marking)
  local chunk = ('return frame({{zone="A-1", count=314159}}, {marking="%s"})'):format(marking)
  local said, code = shell(("%s run --json -e '%s'"):format(command, chunk))
  if code ~= 0 then return nil, said, "marking" end
  return said
end

local OTHER_WAYS = {
  ["model:plot, of a file"] = to_file(".svg", function(_, path, marking) return of_file(marking):plot { to = path } end),
  ["model:to_xmile, of a file"] = to_file(".xmile", function(_, path, marking) return of_file(marking):to_xmile(path) end),
  ["glocal run --json"] = by_command,
  ["glocal run --json, in a table"] = function(marking)
    local chunk = ('return {of={frame({{zone="A-1", count=314159}}, {marking="%s"})}}'):format(marking)
    local said, code = shell(("%s run --json -e '%s'"):format(command, chunk))
    if code ~= 0 then return nil, said, "marking" end
    return said
  end,
  ["delphi:feedback, as text"] = function(marking)
    local d, before = delphi(marking)
    local text, message, code = d:feedback { lang = "en" }
    glocal.use(before)
    return text, message, code
  end,
  ["brief.html"] = function(marking)
    local ok, text = pcall(function() return brief(marking).html end)
    if not ok then return nil, text, "marking" end
    return text
  end,
  ["brief.text"] = function(marking)
    local ok, text = pcall(function() return brief(marking).text end)
    if not ok then return nil, text, "marking" end
    return text
  end,
  ["plan.html"] = function(marking)
    local ok, text = pcall(function() return security_plan(marking).html end)
    if not ok then return nil, text, "marking" end
    return text
  end,
  ["plan.text"] = function(marking)
    local ok, text = pcall(function() return security_plan(marking).text end)
    if not ok then return nil, text, "marking" end
    return text
  end,
  ["digest.html"] = function(marking)
    local ok, text = pcall(function() return digest(marking).html end)
    if not ok then return nil, text, "marking" end
    return text
  end,
  ["digest.text"] = function(marking)
    local ok, text = pcall(function() return digest(marking).text end)
    if not ok then return nil, text, "marking" end
    return text
  end,
  ["frame:to_csv, as text"] = function(marking) return rows(marking):to_csv() end,
  ["frame:to_json, as text"] = function(marking) return rows(marking):to_json() end,
  ["frame:to_sdmx, as text"] = function(marking) return rows(marking):to_sdmx() end,
  ["frame:to_geojson, as text"] = function(marking) return rows(marking):to_geojson() end,
  ["frame:to_package, as an archive"] = to_file(".zip", function(f, path) return f:to_package(path) end),
}

-- Functions that may write a file and let no figure leave, and why.
local WRITES_NO_FIGURES = {
  ["store:backup"] = "the copy is a store with all its markings, for its owner alone", copy_store = "so is the snapshot of a run",
  supervise = "what a script prints, into the user's own records", take_lock = "an empty file", make_link = "a link",
  report_form = "an empty form", journal = "statements as they were typed",
  ["store:import"] = "a profile, under the marking of the file",
  read = "rows of the file, in a temporary folder", read_signed = "a copy of the file, in a temporary folder",
  ["store:look"] = "rows of the file, in a temporary folder", outfile_begin = "outfile.write", outfile_end = "outfile.write",
  make_folder = "an empty folder", make_folders = "empty folders", lock_folder = "an empty file",
  remove_folder = "takes away", temporary_folder = "an empty folder",
  pack = "of to_package", unpack = "the file that is imported", shape_table = "the file that is imported",
  convert_eurostat = "the file that is imported", convert_geojson = "the file that is imported",
  convert_jsonstat = "the file that is imported", convert_records = "the file that is imported",
  convert_sheet = "the file that is imported", convert_table = "the file that is imported",
}

-- Files of the library that open a file to write, or ask for it.
local WRITING_FILES = {
  ["core/lua/frame/export.c"] = "frames", ["core/lua/outfile.c"] = "outfile_begin", ["core/lua/frame/view.c"] = "frame:render",
  ["core/lua/exchange/exchange.c"] = "convert_table ...", ["core/lua/exchange/shape.c"] = "shape_table",
  ["core/lua/library.c"] = "gives the library popen where processes are allowed",
  ["core/lua/system.c"] = "asks the system for the memory used",
  ["foresight/shared/outfile.lua"] = "the gate", ["foresight/shared/pager.lua"] = "the terminal",
  ["foresight/awareness/brief.lua"] = "brief:write", ["foresight/country/country_brief.lua"] = "country_brief:write",
  ["foresight/awareness/briefs.lua"] = "briefs",
  ["foresight/plot/output/picture.lua"] = "picture:write",
  ["foresight/scenario/crossimpact.lua"] = "crossimpact:write", ["foresight/scenario/model.lua"] = "model:to_xmile",
  ["foresight/horizon/delphi.lua"] = "delphi:feedback",
  ["foresight/plan/documents.lua"] = "plan:write",
  ["foresight/plan/reference_document.lua"] = "the look of a document without its figures, in a temporary folder",
  ["foresight/digest/warnings.lua"] = "digest:write", ["foresight/digest/folder.lua"] = "outfile.write of digests",
  ["foresight/exchange/package.lua"] = "frame:to_package", ["foresight/exchange/sdmx.lua"] = "frame:to_sdmx",
  ["foresight/pack/grants.lua"] = "what packs may do",
  ["foresight/pack/publish.lua"] = "publish asks by the pack's handling", ["foresight/pack/offline.lua"] = "so does bundle",
  ["foresight/pack/install.lua"] = "into the user's own folders", ["foresight/pack/record.lua"] = "the user's own records",
  ["foresight/pack/repository.lua"] = "the user's copy of an index", ["foresight/pack/statement.lua"] = "no figures: two keys",
  ["foresight/pack/used.lua"] = "which packs a run used, no figures",
  ["foresight/schedule/place.lua"] = "the user's own records", ["foresight/schedule/snapshot.lua"] = "so are they",
  ["foresight/schedule/run.lua"] = "moves what a script wrote, which asked", ["foresight/schedule/timer.lua"] = "units",
  ["foresight/schedule/rerun.lua"] = "copies what a script wrote, which asked",
  ["foresight/pack/read_signed.lua"] = "a copy of the file that is read, in a temporary folder",
  ["foresight/pack/fetch.lua"] = "what a server sends, into memory",
  ["foresight/pack/pack.lua"] = "pack.build asks by the pack's handling; keys and signatures hold no figures",
  ["foresight/exchange/look/import_profile.lua"] = "store:import", ["foresight/shell/journal.lua"] = "journal",
}

local WRITING = { 'io%.open%b()', "io%.popen", "outfile%.write", "outfile%.replace", "outfile_begin", "os%.rename", "io%.output",
  'fopen%b()', "glo_outfile_begin", "glo_sink_stream", "freopen", "popen" }

local function writes(text)
  for _, pattern in ipairs(WRITING) do
    for found in text:gmatch(pattern) do
      if not found:find "open%(" or found:find '"[wa]' then return true end
    end
  end
  return false
end

local function needs_files(entry)
  for _, need in ipairs(entry.needs) do
    if need == "file.write" then return true end
  end
  return false
end

local function check_stays(name, way, marking)
  local left, message, code = way(marking)
  assert(left == nil, ("%s let %s leave"):format(name, marking))
  assert.equal("marking", code)
  assert.truthy(message:find("may not leave glocal", 1, true), message)
end

local function check_labelled(name, way, marking)
  local left, path = way(marking)
  assert(left, ("%s refused %s: %s"):format(name, marking, tostring(path)))
  assert(left:find("TLP:" .. marking:gsub("^TLP:", ""), 1, true), ("%s lost the label %s"):format(name, marking))
  if path and io.open(path) and marking:find "AMBER" then
    local place = shell("test -d " .. path .. " && echo folder"):find "folder" and path .. "/*" or path
    for mode in shell("stat -c %a " .. place):gmatch "%d+" do assert.equal("600", mode, name) end
  end
end

describe("what may leave", function()
  setup(function() assert(glocal.init(support.path ".db", { reference = "benelux", handling = "CLEAR" })) end)

  it("has a case here for each function that lets figures leave, and a reason for each that only writes", function()
    local listed = 0
    for _, entry in ipairs(help.entries()) do
      if entry.leaves then
        listed = listed + 1
        assert(WAYS[entry.name], entry.name .. " lets figures leave and is not tried here")
      else
        assert(not WAYS[entry.name], entry.name .. " does not say that it lets figures leave")
        assert(not needs_files(entry) or WRITES_NO_FIGURES[entry.name], entry.name .. " writes files: does it let figures leave?")
      end
    end
    assert.truthy(listed >= 16)
  end)

  it("knows every file of the library that writes one", function()
    local pipe = assert(io.popen "find core/lua -name '*.c' && find foresight -name '*.lua'")
    for path in pipe:lines() do
      local found = writes((support.read(path):gsub("%-%-[^\n]*", ""):gsub("/%*.-%*/", "")))
      assert(not found or WRITING_FILES[path], path .. " writes a file: does it ask outfile.may_leave?")
    end
    pipe:close()
  end)

  for _, ways in ipairs { WAYS, OTHER_WAYS } do
    for name, way in pairs(ways) do
      it("is asked by " .. name, function()
        for _, marking in ipairs(STAYS) do check_stays(name, way, marking) end
        for _, marking in ipairs(LEAVES) do check_labelled(name, way, marking) end
      end)
    end
  end

  it("is told apart: RED is for its recipients, H2 needs permission, H3 has conditions", function()
    for marking, why in pairs { RED = "recipients", ["AMBER H2"] = "permission", H3 = "conditions" } do
      local _, message = core.may_leave(marking, "frame")
      assert.truthy(message:find(why, 1, true))
    end
    for _, marking in ipairs { "CLEAR", "H0", "GREEN H1", "AMBER+STRICT H0 H1" } do
      assert.is_true((core.may_leave(marking, "x")))
    end
  end)

  it("is not got around by the JSON of an object, which has no such form", function()
    local of = 'f = frame({{count=3}, {count=314159}}, {marking="%s"}) m = model{from="2026-01", months=2} ' ..
      "m.x = model.empirical{of=f} m.y = m.x * 2 return %s"
    for _, marking in ipairs { "RED", "CLEAR" } do
      for _, value in ipairs { "m", "{m}", "m.x", "m.x * 2", "model.empirical{of=f}", "m:run{draws=10}" } do
        local said, code = shell(("%s run --json -e '%s'"):format(command, of:format(marking, value)))
        assert.equal(1, code, said)
        assert.falsy(said:find("314159", 1, true) or said:find("table:", 1, true), said)
        assert.truthy(said:find("has no form as JSON", 1, true) or said:find("may not leave", 1, true), said)
      end
    end
  end)

  it("is shown on the terminal whatever its marking", function()
    local said, code = shell(command .. [[ run -e 'return frame({{zone="A-1", count=314159}}, {marking="RED"})']])
    assert.equal(0, code)
    assert.truthy(said:find("159", 1, true) and said:find("TLP:RED", 1, true))
    local chunk = 'return frame({{year="2023", count=314159}, {year="2024", count=5}}, {marking="H2"}):plot()'
    said = shell(("%s run -e '%s'"):format(command, chunk))
    assert.truthy(said:find("159", 1, true) and said:find("TLP:CLEAR H2", 1, true))
  end)
end)
