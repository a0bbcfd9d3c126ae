--- read_spec.lua: tables as frames without a store: what each column is, what is missing, what can be read in two ways.

local glocal = require "glocal"
local support = require "tests.spec.support"

local function types_of(frame)
  local types = {}
  for i, name in ipairs(frame:columns()) do
    local kind, _, span = frame:type(name)
    types[i] = name .. " " .. kind .. (span and span ~= kind and " " .. span or "")
  end
  return table.concat(types, ", ")
end

local function read(text, options)
  return assert(glocal.read(support.file(text), options))
end

local function refusal(text, options)
  local frame, message, code = glocal.read(support.file(text), options)
  assert.is_nil(frame)
  return message, code
end

describe("a table read as a frame", function()
  it("takes the type that every cell of a column has", function()
    local f = read("zone,count,rate,day,month,quarter\n" ..
      "A,1,0.5,2024-01-31,2024-01,2024-Q1\nB,-2,3,2024-02-01,2024-02,2024-Q2\n")
    assert.equal("zone text, count integer, rate real, day day, month month, quarter month quarter", types_of(f))
    assert.equal(-2, f.count[2])
    assert.equal("2024-Q2", tostring(f.quarter[2]))
    assert.is_nil(f:note())
  end)

  it("keeps codes as text", function()
    local f = read "nis,long,n\n01001,1234567890123456789012,0\n11002,5,10\n"
    assert.equal("nis text, long text, n integer", types_of(f))
    assert.equal("01001", f.nis[1])
    assert.truthy(f:note():find("nis: text, for they are codes: '01001'", 1, true))
  end)

  it("reads an empty cell and a mark of a missing figure as null, never as 0 or 1", function()
    local f = read "zone,n\nA,\nB,n/a\nC,..\nD,0\nn/a,4\n"
    assert.is_nil(f.n[1])
    assert.is_nil(f.n[2])
    assert.is_nil(f.n[3])
    assert.equal(0, f.n[4])
    assert.equal("n/a", f.zone[5])
    assert.truthy(f:note():find("n: 2 cells marked as missing", 1, true))
    assert.is_nil(read("n\n99\n5\n", { missing = { "99" } }).n[1])
  end)

  it("keeps both bounds of a figure of which only they are published", function()
    local f = read "n\n<5\n1-4\n7\n\n"
    assert.equal("n integer, n_high integer", types_of(f))
    assert.same({ 0, 1, 7 }, { f.n[1], f.n[2], f.n[3] })
    assert.same({ 4, 4, 7 }, { f.n_high[1], f.n_high[2], f.n_high[3] })
    assert.truthy(types_of(read "n\n5+\n7\n8\n"):find "n text")
  end)

  it("reads figures as the whole table writes them", function()
    local f = read "a;b\n1.234;2,5\n1.234.567;12\n"
    assert.equal(1234, f.a[1])
    assert.equal(2.5, f.b[1])
    assert.equal(1.234, read("a,b\n1.234,2\n").a[1])
    assert.equal(12, read("a;b\n12 %;x\n13 %;y\n").a[1])
    assert.equal("%", select(2, read("a;b\n12 %;x\n13 %;y\n"):type "a"))
  end)

  it("asks where a figure or a date can be read in two ways", function()
    local message, code = refusal "a;b\n1.234;2\n"
    assert.equal("invalid", code)
    assert.truthy(message:find([[line 2, column 'a': the dot of '1.234' may mark decimals or group thousands]], 1, true))
    assert.equal(1234, read("a;b\n1.234;2\n", { thousands = "." }).a[1])
    assert.equal(1.234, read("a;b\n1.234;2\n", { decimal = "." }).a[1])
    assert.truthy(refusal("d,n\n1/2/2024,3\n"):find("line 2, column 'd'", 1, true))
    assert.equal("2024-02-01", tostring(read("d,n\n1/2/2024,3\n", { dates = "dmy" }).d[1]))
    assert.equal("2024-02-01", tostring(read("d,n\n1/2/2024,3\n31/1/2024,4\n").d[1]))
  end)

  it("leaves a column of mixed periods, and of words among figures, as text and says so", function()
    local f = read "p,n\n2024-01,1\n2024-Q2,2\n2024-03,x1\n2024-04,5\n"
    assert.equal("p text, n text", types_of(f))
    assert.truthy(f:note():find("p: text, for it has periods of several lengths: '2024-Q2'", 1, true))
    assert.truthy(f:note():find("n: text, for a cell is neither figure nor date: 'x1'", 1, true))
  end)

  it("takes the types that are told, and names the cell that does not fit", function()
    assert.equal("code integer", types_of(read("code\n007\n", { types = { code = "integer" } })))
    local message = refusal("zone,n\nA,1\nB,x\n", { types = { n = "integer" } })
    assert.truthy(message:find("line 3, column 'n': 'x' is not a whole number", 1, true))
    assert.truthy(refusal("zone,n\nA,1\n", { types = { zon = "text" } }):find("did you mean 'zone'", 1, true))
    assert.has_error(function() glocal.read(support.file "n\n1\n", { types = { n = "number" } }) end)
  end)

  it("refuses a damaged line and one with more cells than columns", function()
    assert.truthy(refusal("a,b\n1,2,3\n"):find("line 2 has 3 cells, and the header names 2 columns", 1, true))
    assert.equal(1, #read "a,b\n1,2,,\n")
    assert.truthy(refusal("a,b\n1,\"x\n2,3\n"):find("line 2", 1, true))
    assert.equal("not_found", select(3, glocal.read "/nowhere.csv"))
  end)

  it("finds the names below titles and leaves notes out, saying so", function()
    local f = read "Misdrijven per zone\n\nzone;n\nA;5\nB;7\nBron: federale politie\n"
    assert.equal("zone text, n integer", types_of(f))
    assert.equal(2, #f)
    assert.truthy(f:note():find("Line 6 is no row of the table and was left out", 1, true))
  end)

  it("keeps the last row where its figure is missing", function()
    local f = read "zone,n\nA,1\nB,2\nLa Louvière,\n"
    assert.equal(3, #f)
    assert.is_nil(f.n[3])
  end)

  it("brings back what to_csv, to_json, to_xlsx and to_package wrote, with marking and units", function()
    local rows = { { zone = "A", period = "2024-01", n = 5, rate = 0.25 }, { zone = "B", period = "2024-02", n = 7 } }
    local written = glocal.frame(rows, {
      columns = { "zone", "period", "n", "rate" }, types = { period = "month" }, units = { n = "offences" }, marking = "AMBER",
    })
    local csv = support.path ".csv"
    assert(written:to_csv(csv, { units = true }))
    local back = assert(glocal.read(csv))
    assert.equal(types_of(written), types_of(back))
    assert.equal("TLP:AMBER", back:marking())
    assert.equal("offences", select(2, back:type "n"))
    assert.equal(written:to_csv(nil, { bare = true }), back:to_csv(nil, { bare = true }))
    for _, ending in ipairs { "xlsx", "json" } do
      local path = support.path("." .. ending)
      assert(written["to_" .. ending](written, path))
      back = assert(glocal.read(path))
      assert.equal(5, back.n[1], ending)
      assert.is_nil(back.rate[2])
      assert.equal("TLP:AMBER", back:marking(), ending)
    end
  end)

  it("never loosens the marking of a file", function()
    local path = support.path ".csv"
    assert(glocal.frame({ { n = 1 } }, { marking = "AMBER" }):to_csv(path))
    assert.equal("marking", select(3, glocal.read(path, { marking = "GREEN" })))
    assert.equal("TLP:AMBER+STRICT", glocal.read(path, { marking = "AMBER+STRICT" }):marking())
  end)
end)
