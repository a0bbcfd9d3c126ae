--- cli_spec.lua: what the command says of itself is true: the fields of each kind of import are those of the importer.

local cli = require "foresight.shell.cli"
local support = require "tests.spec.support"

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
end)
