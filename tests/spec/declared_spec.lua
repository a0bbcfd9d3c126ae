--- declared_spec.lua: every name is declared whole, its options are those that its code reads, and what is given to it is
--- checked against the declaration.

local glocal = require "glocal"
local core = require "glocal.core"
local declared = require "foresight.shared.declared"
local entries = require "foresight.shell.entries"
local help = require "foresight.shell.help"
local support = require "tests.spec.support"

local message_of = support.message_of

local function source_of(entry)
  return support.read(entry.file:find "^foresight/" and core.home .. "/" .. entry.file or entry.file)
end

-- The lines of a function, from where it begins to its "end".
local function body_of(entry)
  local at, lines = 0, {}
  for line in source_of(entry):gmatch "(.-)\n" do
    at = at + 1
    if at >= entry.line then lines[#lines + 1] = line end
    if at > entry.line and line:find "^end" then break end
  end
  return table.concat(lines, "\n")
end

describe("a declaration", function()
  it("is whole", function()
    for _, entry in ipairs(entries.all()) do
      for _, key in ipairs { "doc", "since", "example", "file", "line", "signature" } do
        assert.truthy(entry[key], entry.name .. " has no " .. key)
      end
      assert.matches("%.$", entry.doc, 1, false, entry.name)
      for _, each in ipairs(entry.parameters) do
        assert.truthy(each.name and each.type ~= "", entry.name)
        assert.truthy(each.doc ~= "" or not each.is_option, entry.name .. ": nothing is said of " .. each.name)
      end
      local is_silent = #entry.returns == 0 and body_of(entry):find "\n  return [^\n]"
      assert.falsy(is_silent and entry.file:find "^foresight/", entry.name .. " does not declare what it gives")
    end
  end)

  it("stands above its function", function()
    for _, entry in ipairs(entries.all()) do
      if entry.file:find "^foresight/" then assert.matches("function", body_of(entry):match "^[^\n]*", 1, false, entry.name) end
    end
  end)

  it("names what its function is called with", function()
    for _, entry in ipairs(entries.all()) do
      if entry.file:find "^foresight/" then
        local names = {}
        for name in body_of(entry):match "^[^\n]-%((.-)%)":gmatch "[%w_.]+" do names[#names + 1] = name end
        local self = entry.name:find(":", 1, true) and 1 or 0
        local is_open = names[#names] == "..."
        assert.is_true(is_open or #names == #declared.arguments(entry) + self, entry.name)
      end
    end
  end)

  it("has every option that its function reads", function()
    local read = 0
    for _, entry in ipairs(entries.all()) do
      local options = {}
      for _, each in ipairs(declared.options(entry)) do options[each.name] = true end
      if next(options) and entry.file:find "^foresight/" then
        for name in body_of(entry):gmatch "%f[%w_]options%.([%w_]+)" do
          assert.is_true(options[name] or false, entry.name .. " reads " .. name)
          read = read + 1
        end
        for name in body_of(entry):gmatch "%f[%w_]spec%.([%w_]+)" do
          assert.is_true(options[name] or false, entry.name .. " reads " .. name)
          read = read + 1
        end
      end
    end
    assert.is_true(read > 60, read)
  end)

  it("leads to every guide and each of its sections", function()
    local guides = 0
    for name in help.text "figures":gmatch 'help "(figures [^"]+)"' do
      guides = guides + 1
      assert.truthy(help.text(name):find "^[%u][^\n]+%(docs/figures%.md", name)
    end
    assert.equal(8, guides)
    for _, name in ipairs { "import", "exchange", "plots", "security", "methods" } do
      assert.truthy(help.text(name .. ".md"):find("docs/" .. name .. ".md", 1, true), name)
    end
    assert.truthy(help.text "known when":find "docs/figures.md", 1, true)
    assert.is_false(help.knows "figures nonsense")
  end)

  it("fits a screen as help", function()
    for _, name in ipairs { "forecast", "rollup", "frame:plot" } do
      local _, lines = help.text(name):gsub("\n", "")
      assert.is_true(lines <= 40, name .. " " .. lines)
    end
    for _, option in ipairs(declared.options(entries.find "forecast")) do
      assert.truthy(help.text "forecast":find("\n    " .. option.name .. " ", 1, true), option.name)
    end
  end)

  it("is read as data", function()
    local entry = declared.of_text([[
--- Does it.
--- @function thing
--- @param spec table
--- @option every? string = "month" {day|month} [periods] the length
--- @option level? number|number[] = (the
---   first) <level> which
--- @return frame ... the rows
--- @fails io: it can't
--- @needs store.read, file.write
--- @since 0.1
--- @example thing() --> 1
local function thing(spec)]], "x.lua")[1]
    assert.equal("(spec: table): frame ...?, string?, string?", entry.signature)
    assert.same({ "store.read", "file.write" }, entry.needs)
    assert.equal(12, entry.line)
    local every, level = entry.parameters[2], entry.parameters[3]
    assert.same({ '"month"', "periods", "the length" }, { every.default, every.unit, every.doc })
    assert.same({ "day", "month" }, every.values)
    assert.same({ "number|number[]", "(the first)", "level", "which" }, { level.type, level.default, level.set, level.doc })
  end)
end)

describe("a call", function()
  local f = glocal.frame { { period = "2024", count = 1 } }

  local function says(text, g, ...)
    local message = message_of(g, ...)
    assert.truthy(message:find(text, 1, true), message)
  end

  it("is refused an option that is not declared, whatever the function", function()
    for _, entry in ipairs(entries.all()) do
      local noun, name = entry.name:match "^([%w_]+)[:.]([%w_]+)$"
      local holder = noun and (core[noun .. "_methods"] or glocal[noun] or {}) or not noun and glocal
      -- what a brief can do is not in `glocal.brief`, the function that makes one, and nothing makes a `glocal.run`
      local g, arguments = type(holder) == "table" and holder[name or entry.name], declared.arguments(entry)
      if g and #declared.options(entry) > 0 then
        local given = {}
        for i, each in ipairs(arguments) do
          given[i] = each.type:find "table" and i == #arguments and { no_such_option = 1 } or nil
        end
        local self = entry.name:find(":", 1, true) and f or nil
        local count = #arguments
        local ok, message
        if self then ok, message = pcall(g, self, table.unpack(given, 1, count))
        else ok, message = pcall(g, table.unpack(given, 1, count)) end
        assert.is_false(ok, entry.name)
        assert.truthy(tostring(message):find("no_such_option", 1, true), entry.name .. ": " .. tostring(message))
      end
    end
  end)

  it("names the nearest option and value, and the type", function()
    says("there is no 'zoen', did you mean 'zone'?", glocal.rollup, { zoen = "BE" })
    says("bad argument 'every' to 'rollup': there is no 'mont', did you mean 'month'?", glocal.rollup, { every = "mont" })
    says("expected a text, got 1", glocal.rollup, { every = 1 })
    says("use \"zero\" or \"missing\"", glocal.forecast, f, { gaps = "none" })
    says("expected a whole number of periods, got 1.5", glocal.forecast, f, { horizon = 1.5 })
    says("expected a table, as in rollup{zone=...}, got \"BE\"", glocal.rollup, "BE")
    says("there is no 'delimter', did you mean 'delimiter'?", f.to_csv, f, nil, { delimter = ";" })
    says("there is no 'colums', did you mean 'columns'?", glocal.frame, {}, { colums = {} })
    says("'lvl'", glocal.zones.find, "x", { lvl = 1 })
  end)

  it("asks for the frame that is missing, whatever the function", function()
    local count = 0
    for _, entry in ipairs(entries.all()) do
      local first = declared.arguments(entry)[1]
      local g = not entry.name:find "[:.]" and glocal[entry.name]
      if g and first and first.type == "frame" and not first.is_optional then
        local message = message_of(g) -- of a second argument where that is to be a table
        assert.truthy(message:find("^bad argument #%d to '" .. entry.name .. "': expected a %a+.*, got nothing$"), message)
        count = count + 1
      end
    end
    assert.is_true(count > 20)
  end)

  it("refuses a list in which a value is missing, for those behind it would be passed over", function()
    says("bad argument 'zone' to 'rollup': the list has a value at 3 and none at 2", glocal.rollup,
      { zone = { "BE", nil, "NL" } })
    says("the list has a value at 3 and none at 2", glocal.pool, { 0.2, nil, 0.4 })
    says("the list has a value at 4611686018427387904 and none at 3", glocal.pool, { 0.5, 0.5, [1 << 62] = 0.5 })
    assert.equal(2, #glocal.frame { { a = 1 }, { a = 2 } }:with("b", { [2] = 1 }))
  end)

  it("is refused more arguments than are declared", function()
    says("bad argument #3 to 'forecast': it takes 2: figures, options", glocal.forecast, f, {}, 3)
    says("bad argument #2 to 'head': it takes 1", f.head, f, 1, 2)
    says("bad argument #2 to 'sum': it takes 1: name", f.sum, f, "count", 2)
  end)
end)
