--- cli_spec.lua: what the command says of itself is true, both ways: its help names the fields and options that there
-- are, and no other.

local cli = require "foresight.shell.cli"
local support = require "tests.spec.support"

-- The words of a text as a set.
local function set_of(text, pattern)
  local set = {}
  for word in text:gmatch(pattern or "%S+") do set[word] = true end
  return set
end

describe("the help of import", function()
  local store = support.small_store()

  -- What the importer says when every field is mapped to a column that the file lacks.
  local function refused(kind, fields)
    local mapping = {}
    for _, field in ipairs(fields) do mapping[field] = "x" end
    local ok, nothing, message = pcall(store.import, store, support.file "y\n1\n", mapping, { as = kind })
    return ok and message or nothing
  end

  it("names fields that there are", function()
    for kind, fields in pairs(cli.fields) do
      local list = {}
      for field in fields:gmatch "%S+" do list[#list + 1] = field end
      local message = refused(kind, list)
      assert.is_truthy(message)
      assert.is_nil(message:find("have no field", 1, true), kind .. ": " .. message)
      assert.is_truthy(refused(kind, { "none_such" }):find("have no field", 1, true))
    end
  end)

  -- A field that another kind has is no field of this one, unless its help says so.
  it("leaves none out", function()
    local every = set_of "geometry"
    for _, fields in pairs(cli.fields) do
      for field in pairs(set_of(fields)) do every[field] = true end
    end
    for kind, fields in pairs(cli.fields) do
      local named = set_of(fields)
      for field in pairs(every) do
        local unknown = refused(kind, { field }):find("have no field", 1, true) ~= nil
        assert.are.equal(not named[field], unknown, kind .. ": " .. field)
      end
    end
  end)
end)

describe("the help of every command", function()
  -- What `glocal help COMMAND` prints.
  local function help_of(name)
    local lines, print_before = {}, _G.print
    _G.print = function(text) lines[#lines + 1] = text end
    local ok, code = pcall(cli.main, { "help", name }, {})
    _G.print = print_before
    assert(ok, code)
    assert.are.equal(0, code)
    return table.concat(lines, "\n")
  end

  it("is there for each of them", function()
    local listed = set_of(table.concat(cli.order, " "))
    for name in pairs(cli.commands) do assert.is_true(listed[name], name) end
    for name in pairs(listed) do assert.is_not_nil(cli.commands[name], name) end
  end)

  it("has a line for every option, with its value and what it does", function()
    for name, command in pairs(cli.commands) do
      local lines = set_of(help_of(name), "[^\n]+")
      for long, option in pairs(command.options) do
        local left = (option.short and "-" .. option.short .. ", " or "") .. "--" .. long
          .. (option.value and " " .. option.value or "")
        local found
        for line in pairs(lines) do
          local text = line:match "^%s+(.*)"
          if text and text:sub(1, #left + 2) == left .. "  " then
            found = text:sub(#left + 1):match "^%s*(.*)"
          end
        end
        assert.are.equal(option.help, found, name .. " --" .. long)
      end
    end
  end)

  it("names no option that is not declared", function()
    for name, command in pairs(cli.commands) do
      local short = {}
      for _, option in pairs(command.options) do
        if option.short then short[option.short] = true end
      end
      local help = help_of(name)
      for long in help:gmatch "%-%-([%a][%w-]*)" do
        assert.is_not_nil(command.options[long], name .. " --" .. long)
      end
      for letter in help:gmatch "%f[%S%(]%-(%a)%f[%W]" do assert.is_true(short[letter], name .. " -" .. letter) end
    end
  end)
end)
