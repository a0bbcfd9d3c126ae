--- outfile_spec.lua: a file appears whole, under its own name, for the right eyes, and touches nothing of another's.

local glocal = require "glocal"
local support = require "tests.spec.support"

local function shell(command)
  local pipe = assert(io.popen(command))
  local said = pipe:read "a"
  pipe:close()
  return (said:gsub("%s+$", ""))
end

local function folder()
  local path = support.path()
  assert(os.execute("mkdir " .. path))
  return path
end

-- Every way out that writes one file, with the ending of its name.
local WAYS = {
  { ".csv", function(f, path) return f:to_csv(path) end }, { ".json", function(f, path) return f:to_json(path) end },
  { ".xlsx", function(f, path) return f:to_xlsx(path) end }, { ".csv", function(f, path) return f:to_sdmx(path) end },
  { ".zip", function(f, path) return f:to_package(path) end }, { ".svg", function(f, path) return f:plot { to = path } end },
}

local function rows(marking)
  return glocal.frame({ { zone = "A", month = "2024-01", count = 3 }, { zone = "A", month = "2024-02", count = 4 } },
    { types = { month = "month" }, marking = marking })
end

describe("a file that is written", function()
  setup(function() support.small_store() end)

  it("is alone in its folder, and for its owner's eyes where it is marked AMBER or stricter", function()
    for _, way in ipairs(WAYS) do
      for marking, mode in pairs { CLEAR = "644", GREEN = "644", AMBER = "600", ["AMBER+STRICT"] = "600" } do
        local place = folder()
        local path = place .. "/r" .. way[1]
        assert(way[2](rows(marking), path))
        assert.equal("r" .. way[1], shell("ls -A " .. place))
        assert.equal(mode, shell("umask 022; stat -c %a " .. path), path .. " " .. marking)
      end
    end
  end)

  it("does not go through a link, nor take the place of one or of a device", function()
    for _, way in ipairs(WAYS) do
      local place = folder()
      local target, path = place .. "/secret", place .. "/r" .. way[1]
      shell(("echo kept > %s; ln -s %s %s"):format(target, target, path))
      local done, message = way[2](rows(), path)
      assert.is_nil(done)
      assert.is_truthy(message:find("it is a symbolic link; name the file itself", 1, true), message)
      assert.equal("kept\n", support.read(target))
    end
    local done, message = rows():to_csv "/dev/null"
    assert.is_nil(done)
    assert.equal("can't write '/dev/null': it is no file", message)
  end)

  it("leaves another's .part alone, and nothing behind where it fails", function()
    local place = folder()
    shell(("echo mine > %s/r.csv.part"):format(place))
    assert(rows():to_csv(place .. "/r.csv"))
    assert.equal("mine\n", support.read(place .. "/r.csv.part"))
    assert.is_nil((rows():to_json(place .. "/nowhere/r.json")))
    assert.equal("r.csv\nr.csv.part", shell("ls -A " .. place))
  end)
end)
