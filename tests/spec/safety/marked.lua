--- marked.lua: marked figures and models, for the specs of what may leave and of what results take over.
--
-- Example:  marked.rows "RED H1"

local glocal = require "glocal"
local support = require "tests.spec.support"

local marked = { command = os.getenv "GLOCAL" or "build/glocal" }

-- A cross-impact matrix.
function marked.cross_impacts(marking)
  return glocal.crossimpact(glocal.frame({ { from = "A1", A1 = 0, A2 = 0, B1 = 2, B2 = -2 },
    { from = "A2", A1 = 0, A2 = 0, B1 = -2, B2 = 2 }, { from = "B1", A1 = 1, A2 = -1, B1 = 0, B2 = 0 },
    { from = "B2", A1 = -1, A2 = 1, B1 = 0, B2 = 0 } }, { columns = { "from", "A1", "A2", "B1", "B2" }, marking = marking }))
end

-- A barrier model over tables that are marked.
function marked.barriers_of(marking)
  local process = glocal.frame({ { quantity = "persons", low = 1, mode = 2, high = 3 },
    { quantity = "displaced", low = 0, mode = 0, high = 0 },
    { quantity = "stopped", stage = "work", low = 0.1, mode = 0.2, high = 0.3 },
    { quantity = "harm", stage = "work", low = 0, mode = 0, high = 0 },
    { quantity = "harm", stage = "through", low = 1, mode = 1, high = 314159 } }, { marking = marking,
    columns = { "quantity", "stage", "low", "mode", "high" } })
  return glocal.barrier_model { budget = 10, draws = 100, process = process, barriers = glocal.frame { { barrier = "a",
    stage = "work", cost_low = 1, cost = 2, cost_high = 3, effect_low = 0, effect = 0.1, effect_high = 0.2 } } }
end

function marked.rows(marking)
  return glocal.frame({ { zone = "RT-CMED", month = "2024-01", count = 314159 },
    { zone = "RT-CMED", month = "2024-02", count = 4 } }, { types = { month = "month" }, marking = marking })
end

function marked.shell(line)
  local pipe = assert(io.popen(line .. " 2>&1"))
  local said = pipe:read "a"
  local _, _, code = pipe:close()
  return said, code
end

-- A Delphi study of marked answers, in a store of its own or in the one given.
function marked.delphi(marking, store)
  local before = glocal.store
  glocal.use(store or support.small_store())
  local d = assert(glocal.delphi { name = "d" .. marking, question = "How many?", items = { "boats" }, scale = { 0, 1e6 },
    stop = { rounds = 1 }, role = "analysis", handling = "CLEAR" })
  d:answer(glocal.frame({ { respondent = "R1", item = 1, value = 314159 } }, { marking = marking }))
  assert(d:close { role = "analysis" })
  return d, before
end

return marked
