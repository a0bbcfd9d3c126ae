--- spoc_report_spec.lua: the page of a single point of contact: the same bytes on one thread and on two, and what a wrong call says.

local glocal = require "glocal"
local support = require "tests.spec.support"

local command = os.getenv "GLOCAL" or "build/release/glocal"

local function run(threads, path, options)
  local line = "GLOCAL_THREADS=%d '%s' run --store '%s' scripts/spoc_report.lua %s 2>&1"
  local pipe = assert(io.popen(line:format(threads, command, path, options)))
  local text = pipe:read "a"
  local _, _, code = pipe:close()
  return text, code
end

describe("the report of messages", function()
  local path

  setup(function()
    local store = support.small_store()
    local lines = { "received,answered,channel,country,kind,urgency" }
    for month = 0, 23 do
      for i = 1, 10 + month % 5 do
        lines[#lines + 1] = ("%d-%02d-%02d 10:00,%d-%02d-%02d %02d:00,%s,A-%d,request,urgent"):format(2024 + month // 12,
          month % 12 + 1, i, 2024 + month // 12, month % 12 + 1, i, 11 + i % 12, i % 2 == 0 and "SPOC" or "SIENA", 1 + i % 2)
      end
    end
    assert(store:import(support.file(table.concat(lines, "\n") .. "\n"), nil, { as = "messages" }))
    path = store:path()
    store:close()
  end)

  it("has the same bytes on one thread and on two", function()
    local text, code = run(1, path, "--months 6 --horizon 2")
    assert.equal(0, code or 0)
    assert.truthy(text:find("Messages and answer times, 2025-07 to 2025-12-", 1, true), text)
    assert.truthy(text:find("Forecast of the load per channel", 1, true))
    assert.truthy(text:find("One, request", 1, true), text)
    assert.equal(text, (run(2, path, "--months 6 --horizon 2")))
  end)

  it("is written in four languages, and names channels that the register does not have", function()
    local register = { "code,kind,owner,source,verification,handling", "SPOC,spoc,A,made up,verified,CLEAR",
      "SIENNA,siena,A,made up,verified,CLEAR" }
    local store = assert(glocal.open(path))
    assert(store:import(support.file(table.concat(register, "\n") .. "\n"), nil, { as = "channels" }))
    assert.truthy(glocal.message_flows { store = store }:attached "note_text"
      :find("'SIENA' (did you mean 'SIENNA'?)", 1, true))
    store:close()
    for lang, words in pairs { nl = "Binnen de termijn beantwoord", fr = "Réponses dans le délai",
      de = "Fristgerecht beantwortet", en = "Channels that are not in the register: SIENA." } do
      local text = run(1, path, "--months 2 --horizon 0 --lang " .. lang)
      assert.truthy(text:find(words, 1, true), text)
    end
    assert.truthy(run(1, path, "--lang dk"):find("there is no language 'dk'", 1, true))
  end)

  it("calls countries and urgencies by their names, and cuts no name or line without a mark", function()
    local store = assert(glocal.init(support.path ".db", { reference = "benelux" }))
    assert(store:import(support.file("received,answered,channel,country,kind,urgency\n"
      .. "2026-01-02 10:00,2026-01-02 12:00,BE-SPOC,GB,trafficking in human beings,urgent_indirect\n"
      .. "2026-01-02 10:00,2026-01-02 12:00,BE-SPOC,ES,information,other\n"), nil, { as = "messages" }))
    local own = store:path()
    store:close()
    local text = run(1, own, "--months 2 --horizon 0 --lang de")
    assert.truthy(text:find("Vereinigtes Königreich, trafficking in human beings ", 1, true), text)
    assert.truthy(text:find("dringend, nicht direkt verfügbar", 1, true))
    assert.is_true(text:find("Spanien, information", 1, true) < text:find("Vereinigtes Königreich", 1, true))
    for line in text:gmatch "[^\n]+" do assert.is_true(utf8.len(line) <= 140, line) end
  end)

  it("ends with 2 where the call is wrong", function()
    local text, code = run(1, path, "--months many")
    assert.equal(2, code)
    assert.truthy(text:find("--months wants a whole number from 1 to 600, not 'many'", 1, true))
  end)
end)
