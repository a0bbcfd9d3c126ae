--- xmile_spec.lua: XMILE files in and out. Teacup and SIR against the community's shared model tests (SDXorg/test-models: outputs of
-- Vensim), all else by its formula; what is refused, and how that is said.

local glocal = require "glocal"
local support = require "tests.spec.support"

local model = glocal.model
local near = support.near(1e-9)
local FILES = "tests/spec/files/xmile/"

local function says(expected, f, ...)
  local message = support.message_of(f, ...)
  assert.truthy(message:find(expected, 1, true), message)
end

local function xmile(variables, options)
  options = options or {}
  local path = support.path ".xmile"
  local file <close> = assert(io.open(path, "w"))
  file:write(('<xmile version="1.0"><header><vendor>%s</vendor></header>%s\n<sim_specs%s><start>%s</start><stop>%s</stop>' ..
    "<dt>%s</dt>%s</sim_specs>\n<model><variables>\n%s\n</variables></model>%s</xmile>"):format(options.vendor or "by hand",
    options.before or "", options.method and (' method="%s"'):format(options.method) or "", options.start or 0,
    options.stop or 4, options.dt or 1, options.save or "", variables, options.after or ""))
  return path
end

local function aux(name, equation)
  return ('<aux name="%s"><eqn>%s</eqn></aux>\n'):format(name, equation:gsub("[<>&]", { ["<"] = "&lt;", [">"] = "&gt;" }))
end

local function run(variables, options) return assert(model.from_xmile(xmile(variables, options))):run() end

-- The value of an equation, over time.
local function values_of(equation, options)
  return run(aux("x", equation), options).x
end

describe("an XMILE file", function()
  it("is the teacup of the community's tests", function()
    local m = assert(model.from_xmile(FILES .. "teacup.xmile"))
    local f = m:run()
    assert.same({ "time", "Teacup Temperature", "Heat Loss to Room", "Room Temperature", "Characteristic Time" }, f:columns())
    assert.equal(241, #f)
    near(178.625, f["Teacup Temperature"][2])
    assert.truthy(math.abs(f.teacup_temperature[241] - 75.374) < 5e-4)
    for i = 1, 241 do
      assert.equal(0.125 * (i - 1), f.time[i])
      assert.truthy(math.abs(f.teacup_temperature[i] - 70 - 110 * (1 - 0.0125) ^ (i - 1)) < 1e-9)
    end
    local _, unit = f:type "Teacup Temperature"
    assert.equal("deg", unit)
  end)

  it("is drawn over its own time, and says by which method it was run", function()
    local f = assert(model.from_xmile(FILES .. "teacup.xmile")):run()
    assert.equal("240 steps of 0.125 minutes by Euler's method.", f.note_text)
    local said = f:plot { lang = "en" }:summary()
    assert.truthy(said:find("Line plot. Teacup Temperature (deg). Teacup Temperature (deg), 0 – 30 minutes.", 1, true), said)
    assert.truthy(said:find("First 180 (0), last 75.4 (30)", 1, true), said)
    local picture = model.from_xmile(FILES .. "teacup.xmile"):run { draws = 1 }:plot { lang = "de" }
    assert.truthy(picture:summary():find("0 – 30 minutes", 1, true))
  end)

  it("is SIR of the community's tests, in the names of an older namespace", function()
    local f = assert(model.from_xmile(FILES .. "sir.xmile")):run()
    assert.equal(3201, #f)
    assert.truthy(math.abs(f.susceptible[3201] - 412.158) < 5e-4)
    assert.truthy(math.abs(f.infectious[3201] - 2.07135) < 1e-5)
    assert.truthy(math.abs(f.recovered[3201] - 590.771) < 5e-4)
  end)

  it("is a model like any other: variants, uncertain quantities, quantiles", function()
    local m = assert(model.from_xmile(FILES .. "teacup.xmile"))
    near(20 + 160 * (1 - 0.0125) ^ 240, m:with { ["room temperature"] = 20 }:run().teacup_temperature[241])
    near(180 - 0.125, m:with { ["heat loss to room"] = model.min(1, m["teacup temperature"]) }:run().teacup_temperature[2])
    local r = m:with { room_temperature = model.uniform { low = 20, high = 25 } }:run { draws = 2000 }
    local median = r:summary { quantity = "TEACUP_TEMPERATURE", at = 30 }.median[1]
    assert.truthy(math.abs(median - 22.5 - 157.5 * (1 - 0.0125) ^ 240) < 0.2)
    near(70 + 110 * (1 - 0.0125) ^ 240, m:run { draws = 1 }:frame().teacup_temperature[241])
  end)

  it("has modules within the model, with connections", function()
    local f = assert(model.from_xmile(FILES .. "modules.xmile")):run()
    assert.equal(25, #f)
    assert.equal(50000 / 1000, f["hares.hare_density"][1])
    near(1250 + 0.5 * (312.5 - 1250 * 0.082), f["lynxes.lynxes"][2])
    assert.equal(100 / 0.5, f["lynxes.harvest"][9])
    assert.equal(0, f["lynxes.harvest"][10])
    assert.equal(f["lynxes.lynxes"][25], f["hares.lynxes"][25])
  end)

  it("has connections in either of the modules that they join, and upwards", function()
    local inner = '<model name="a"><variables><aux name="in put" access="input"/>' .. aux("out/put", "3 * in_put") ..
      '</variables></model><model name="b"><variables><aux name="got" access="input"><eqn>{none}</eqn></aux></variables></model>'
    local join = [[<connect to='b.got' from='a."out/put"'/>]]
    local variables = '<module name="a"><connect to="in_put" from=".root"/>' .. join .. '</module><module name="b">' .. join ..
      '<connect to=".back" from="b.got"/></module>' .. aux("root", "TIME") .. '<aux name="back" access="input"/>'
    local f = run(variables, { after = inner })
    assert.same({ 0.0, 3.0, 6.0, 9.0, 12.0 }, { table.unpack(f["b.got"]) })
    assert.equal(12, f.back[5])
    says(".xmile:4: the module 'a' has no 'b.nothing' to connect", run, '<module name="a">' ..
      '<connect to="b.nothing" from=".root"/></module><module name="b"/>' .. aux("root", "1"), { after = inner })
  end)

  it("is a frame at once, and run:frame gives the same", function()
    local f = run(aux("x", "TIME"))
    assert.equal(f, f:frame())
  end)

  it("integrates by Runge and Kutta's fourth order where it says so, and saves as often as it says", function()
    local stock = '<stock name="s"><eqn>1</eqn><inflow>f</inflow></stock><flow name="f"><eqn>s</eqn></flow>'
    local f = run(stock, { method = "RK4", dt = 0.25, stop = 2 })
    assert.truthy(math.abs(f.s[9] - math.exp(2)) < 1e-3)
    near((1 + 0.25 + 0.25 ^ 2 / 2 + 0.25 ^ 3 / 6 + 0.25 ^ 4 / 24) ^ 8, f.s[9])
    near(1.25 ^ 8, run(stock, { dt = 0.25, stop = 2 }).s[9])
    local path = xmile(stock, { method = "gear, rk2", dt = 0.25, stop = 2, save = "<save_step>1</save_step>" })
    assert.equal(3, #model.from_xmile(path):run())
    near(1.25 ^ 4, model.from_xmile(path, { method = "euler" }):run().s[2])
    path = xmile(stock, { method = "RK4", dt = 0.25, stop = 2, vendor = "Ventana Systems, Inc." }) -- which writes RK4 always
    near(1.25 ^ 8, model.from_xmile(path):run().s[9])
  end)

  it("lets no stock below zero that is not to be negative, and no flow", function()
    local variables = '<stock name="a"><eqn>5</eqn><outflow>out</outflow><non_negative/></stock>' ..
      '<stock name="b"><eqn>5</eqn><outflow>out</outflow><non_negative> FALSE </non_negative></stock>' ..
      '<flow name="out"><eqn>2</eqn></flow><flow name="up"><eqn>TIME - 2</eqn><non_negative>true</non_negative></flow>'
    local f = run(variables)
    assert.same({ 5.0, 3.0, 1.0, 0.0, 0.0 }, { table.unpack(f.a) })
    assert.same({ 5.0, 3.0, 1.0, -1.0, -3.0 }, { table.unpack(f.b) })
    assert.same({ 2.0, 2.0, 2.0, 2.0, 2.0 }, { table.unpack(f.out) })
    assert.same({ 0.0, 0.0, 0.0, 1.0, 2.0 }, { table.unpack(f.up) })
    f = run(variables, { before = "<behavior><stock><non_negative/></stock></behavior>" })
    assert.equal(0, f.a[5])
    assert.equal(-3, f.b[5])
  end)
end)

describe("an equation of XMILE", function()
  it("has its operators in its order", function()
    local cases = { ["-2^2"] = -4, ["2^3^2"] = 512, ["2^-1"] = 0.5, ["4 - 5 + 6"] = 5, ["8 / 4 / 2"] = 1, ["2 + 3 * 4"] = 14,
      ["-7 MOD 3"] = 2, ["(1 + 2) * 3"] = 9, ["1 < 2"] = 1, ["1 >= 2"] = 0, ["3 <> 3"] = 0, ["3 = 3"] = 1, ["1 aNd 0 Or 1"] = 1,
      ["NOT 0"] = 1, ["IF 1 > 2 THEN 3 ELSE 4"] = 4, ["( IF 0 THEN 1 ELSE IF 1 THEN 2 ELSE 3 )"] = 2, [".5 + 14. + 6E2 + 3e-05"] =
      614.50003, ["1 {one} + {two; three} 2"] = 3, ["+.72"] = 0.72, ["MOD(7, 3)"] = 1, ["7 mod 3"] = 1, ["(-2)^3"] = -8,
      ["(-3)^30"] = 3 ^ 30, ["30^-30^-1.2"] = 30 ^ -(30 ^ -1.2), ["10/3"] = 10 / 3, ["3/4 = 0.75"] = 1 }
    for equation, expected in pairs(cases) do near(expected, values_of(equation)[1], equation) end
  end)

  it("has the functions of XMILE", function()
    local cases = { ["ABS(-2)"] = 2, ["ARCCOS(.5)"] = math.acos(0.5), ["arctan(1)"] = math.atan(1),
      ["ARCSIN(0.5)"] = math.asin(0.5), ["COS(2)"] = math.cos(2), ["SIN(2)"] = math.sin(2), ["TAN(2)"] = math.tan(2),
      ["EXP(2)"] = math.exp(2), ["LN(2)"] = math.log(2),
      ["LOG10(1000)"] = 3, ["SQRT(2)"] = math.sqrt(2), ["INT(-9.9)"] = -10, ["INT(9.9)"] = 9, ["MAX(1, 5)"] = 5, ["MIN(1,5)"] = 1,
      ["PI"] = math.pi, ["PI()"] = math.pi, ["SAFEDIV(1, 0)"] = 0, ["SAFEDIV(1, 0, 4)"] = 4, ["SAFEDIV(1, 2, 4)"] = 0.5,
      ["std.MAX(2, 3)"] = 3, ["IF_THEN_ELSE(0, 1, 2)"] = 2, ["TANH(0.3)"] = 0.29131261245159, ["SINH(1)"] = 1.1752011936438,
      ["COSH(1)"] = 1.5430806348152, ["MEAN(1, 2, 6)"] = 3, ["MEAN(4)"] = 4, ["INF > 1e300"] = 1 }
    for equation, expected in pairs(cases) do
      local got = values_of(equation)[1]
      assert.truthy(math.abs(got - expected) < 1e-12 * math.max(1, math.abs(expected)), equation .. " " .. got)
    end
  end)

  it("keeps the whole parts, remainders and NOT of Vensim in its files", function()
    for equation, expected in pairs { ["INT(-9.9)"] = -9, ["-10 MOD 3"] = -1, ["10 MOD 3"] = 1, ["INT(9.9)"] = 9,
      ["NOT 0 * 3 > 5"] = 1, ["1 AND NOT 6 > 5 OR 0"] = 0, ["NOT 0"] = 1 } do
      near(expected, values_of(equation, { vendor = "Ventana Systems, xmutil" })[1], equation)
    end
    near(0, values_of("NOT 0 * 3 > 5")[1])
  end)

  it("knows the time", function()
    local clock = { start = 1, stop = 13, dt = 0.25 }
    local function at(equation, time) return values_of(equation, clock)[math.floor((time - 1) / 0.25 + 1.5)] end
    near(7.25, at("TIME", 7.25))
    near(0.25 + 1 + 13, at("DT + STARTTIME + STOPTIME", 5))
    near(0, at("STEP(2, 3)", 2.75))
    near(2, at("step(2, 3)", 3))
    near(0, at("RAMP(2, 4)", 4))
    near(4, at("RAMP(2, 4)", 6))
    near(2, at("RAMP(2, 4, 5)", 6))
    near(40, at("PULSE(10, 3)", 3))
    near(0, at("PULSE(10, 3)", 3.25))
    near(0, at("PULSE(10, 3)", 5))
    near(40, at("PULSE(10, 3, 2)", 5))
    near(40, at("PULSE(10, 3, 2)", 13))
    near(1, at("INIT(TIME)", 5))
    near(-1, at("PREVIOUS(TIME, -1)", 1))
    near(4.75, at("PREVIOUS(TIME, -1)", 5))
    near(17, at("PREVIOUS(SELF, 0) + 1", 5))
    near(3, at("DELAY(TIME, 2)", 5))
    near(1, at("DELAY(TIME, 2)", 2))
    near(9, at("DELAY(TIME, 2, 9)", 2))
  end)

  it("has delays, smooths and trends as chains of stocks", function()
    local function chain(name, n, of_flow)
      local text = ""
      for i = 1, n do
        local before = i == 1 and "Input" or of_flow and ("%s_f%d"):format(name, i - 1) or ("%s_%d"):format(name, i - 1)
        local start = of_flow and ("Input * tau / %d"):format(n) or "Input"
        local change = of_flow and "%s - %s_f%d" or "(%s - %s_%d) / (tau / " .. n .. ")"
        text = text .. ('<stock name="%s %d"><eqn>%s</eqn><inflow>%s_c%d</inflow></stock>'):format(name, i, start, name, i) ..
          ('<flow name="%s c%d"><eqn>%s</eqn></flow>'):format(name, i, change:format(before, name, i))
        if of_flow then text = text .. aux(("%s f%d"):format(name, i), ("%s_%d / (tau / %d)"):format(name, i, n)) end
      end
      return text
    end
    local f = run(aux("Input", "IF TIME > 3 THEN 10 ELSE 5 + TIME") .. aux("tau", "5") .. aux("n", "4") .. chain("s", 3) ..
      chain("d", 3, true) .. chain("t", 4) .. chain("one", 1) .. aux("smth3", "SMTH3(Input, tau)") ..
      aux("delay3", "DELAY3(Input, tau)") .. aux("smthn", "SMTHN(Input, tau, n)") .. aux("smth1", "SMTH1(Input, tau)") ..
      aux("from", "SMTH1(Input, tau, 2)") .. aux("dn", "DELAYN(Input, tau, 3)") .. aux("trend", "TREND(Input, tau)") ..
      aux("trend2", "(Input - one_1) / (one_1 * tau)") .. aux("ahead", "FORCST(Input, tau, 2)"), { stop = 13, dt = 0.25 })
    assert.equal(2, f.from[1])
    for i = 1, #f do
      near(f.s_3[i], f.smth3[i])
      near(f.d_f3[i], f.delay3[i])
      near(f.d_f3[i], f.dn[i])
      near(f.t_4[i], f.smthn[i])
      near(f.one_1[i], f.smth1[i])
      near(f.trend2[i], f.trend[i])
      near(f.input[i] * (1 + 2 * f.trend[i]), f.ahead[i])
    end
  end)

  it("has graphical functions", function()
    local function gf(head, points) return ("<gf%s>%s</gf>"):format(head, points) end
    local scale = '<xscale min="1" max="5"/><ypts>10,20,30,40,40</ypts>'
    local f = run('<aux name="c"><eqn>TIME</eqn>' .. gf("", scale) .. "</aux>" ..
      '<aux name="d"><eqn>TIME</eqn>' .. gf(' type="discrete"', scale) .. "</aux>" ..
      '<aux name="e"><eqn>TIME</eqn>' .. gf(' type="extrapolate"', '<xpts sep=";">0;1;2</xpts><ypts>1,2,4</ypts>') .. "</aux>" ..
      '<gf name="tab le"><xpts>0,5,10</xpts><ypts>0,1,3</ypts></gf>' .. aux("call", "tab_le(TIME)") ..
      aux("look", "LOOKUP(tab_le, TIME)"),
      { stop = 8, dt = 0.5 })
    local function at(name, time) return f[name][math.floor(time * 2 + 1)] end
    assert.same({ 10, 15, 40 }, { at("c", 0), at("c", 1.5), at("c", 8) })
    assert.same({ 10, 10, 20, 30, 40 }, { at("d", 0.5), at("d", 1.5), at("d", 2), at("d", 3.5), at("d", 8) })
    assert.same({ 1.5, 4, 12 }, { at("e", 0.5), at("e", 2), at("e", 6) })
    near(1 + 3 / 5 * 2, at("call", 8))
    near(1 + 3 / 5 * 2, at("look", 8))
  end)

  it("knows names as XMILE equals them", function()
    local f = run(aux('Aux with $peC!@|_characters (a), b', "7") .. aux("Stock\\nName", "2") ..
      aux("x", [["Aux_with_$peC!@|_characters_(a),_b" * STOCK__NAME + "stock name"]]) .. aux("café 2", "4") .. aux("y", "café_2"))
    assert.equal(16, f.x[1])
    assert.equal(4, f.y[1])
    assert.equal(2, f["Stock Name"][1])
    f = run(aux("Größe Ö", "4") .. aux("ÉTÉ ŽИΩ", "3") .. aux("y", "GRÖSSE + GRÖßE_ö * été_žиω") .. aux("grösse", "1"))
    assert.equal(13, f.y[1])
  end)

  it("has flows by their names, with quotes and without", function()
    local f = run('<stock name="s"><eqn>1</eqn><inflow>in_(a,_b)/c!</inflow><outflow>"out*put"</outflow></stock>' ..
      '<flow name="in (a, b)/c!"><eqn>5</eqn></flow><flow name="out*put"><eqn>2</eqn></flow>')
    assert.same({ 1.0, 4.0, 7.0, 10.0, 13.0 }, { table.unpack(f.s) })
  end)
end)

local DIMENSIONS = '<dimensions><dim name="Region"><elem name="East"/><elem name="West side"/><elem name="South"/></dim>' ..
  '<dim name="Coast"><elem name="East"/><elem name="South"/></dim><dim name="Age" size="2"/></dimensions>'

local function array(name, equation, ...)
  local dims = {}
  for i, dimension in ipairs { ... } do dims[i] = ('<dim name="%s"/>'):format(dimension) end
  return ('<aux name="%s"><dimensions>%s</dimensions>%s</aux>'):format(name, table.concat(dims),
    equation:find "^<" and equation or ("<eqn>%s</eqn>"):format(equation))
end

describe("an array of XMILE", function()
  it("is worked out for each element, and summed", function()
    local f = run('<stock name="S"><eqn>10</eqn><inflow>In</inflow><dimensions><dim name="Region"/></dimensions></stock>' ..
      '<flow name="In"><eqn>rate[Region] * S</eqn><dimensions><dim name="Region"/></dimensions></flow>' ..
      array("rate", '<element subscript="East"><eqn>0.1</eqn></element><element subscript="west_SIDE"><eqn>0.2</eqn></element>' ..
        "<eqn>0.3</eqn>", "Region") .. array("grid", "1, 2, 3, 4, 5, 6", "Region", "Age") ..
      array("rows", "SUM(grid[Region, *])", "Region") .. array("coast", "S[Coast] + rate", "Coast") ..
      aux("total", "SUM(S[*])") .. aux("same", "SUM(S)") .. aux("mean", "MEAN(S[Region] * 2)") .. aux("most", "MAX(rate[*])") ..
      aux("least", "MIN(rate[Region])") .. aux("size", "SIZE(grid[*, *]) + SIZE(Region)") .. aux("all", "SUM(grid)") ..
      aux("one", "grid[west_side, 2] + rate[2] + rate[South]") .. aux("moves", "rate[INT(TIME) + 1]") ..
      aux("product", "SUM(rate[*] * grid[*, 1])"), { before = DIMENSIONS, stop = 2 })
    local s = { 10 * 1.1 ^ 2, 10 * 1.2 ^ 2, 10 * 1.3 ^ 2 }
    near(s[1], f["S[East]"][3])
    near(s[2], f["S[West side]"][3])
    near(s[3], f["s[south]"][3])
    near(s[1] + s[2] + s[3], f.total[3])
    near(f.total[3], f.same[3])
    near(2 * f.total[3] / 3, f.mean[3])
    near(0.3, f.most[1])
    near(0.1, f.least[1])
    assert.equal(9, f.size[1])
    assert.equal(21, f.all[1])
    near(7, f["rows[West side]"][1])
    near(s[3] + 0.3, f["coast[South]"][3])
    near(4 + 0.2 + 0.3, f.one[1])
    near(0.3, f.moves[3])
    near(0.1 * 1 + 0.2 * 3 + 0.3 * 5, f.product[1])
    assert.equal(6, f["grid[South,2]"][1])
  end)

  it("is summed over a part of its elements, and has tables and places of its elements", function()
    local function element(name, height)
      return ('<element subscript="%s"><gf><xscale min="0" max="4"/><ypts>0,%d</ypts></gf></element>'):format(name, height)
    end
    local f = run(array("r", "1, 20, 300", "Region") ..
      array("g", element("East", 4) .. element("West side", 8) .. element("South", 12), "Region") ..
      aux("part", "SUM(r[*:Coast])") .. array("share", "r[Coast] / SUM(r[*:Coast])", "Coast") .. aux("most", "MAX(r[*:Coast])") ..
      aux("place", "Region.South * 10 + Coast.South") .. aux("look", "LOOKUP(g[South], TIME)") ..
      aux("call", "g[west_side](TIME)") .. array("each", "LOOKUP(g[Coast], TIME)", "Coast"), { before = DIMENSIONS })
    assert.equal(301, f.part[1])
    near(300 / 301, f["share[South]"][1])
    assert.equal(300, f.most[1])
    assert.equal(32, f.place[1])
    near(6, f.look[3])
    near(4, f.call[3])
    near(6, f["each[South]"][3])
    says("'*:' needs the name of a dimension", run, array("r", "1", "Region") .. aux("a", "SUM(r[*:Nord])"),
      { before = DIMENSIONS })
  end)

  it("has graphical functions by element, and its axes in results", function()
    local element = '<element subscript="%s"><gf><xscale min="0" max="4"/><ypts>0,%d</ypts></gf></element>'
    local path = xmile(array("g", element:format(1, 8) .. element:format(2, 16) .. "<eqn>TIME</eqn>", "Age"),
      { before = DIMENSIONS })
    local m = model.from_xmile(path)
    local f = m:run()
    near(4, f["g[1]"][3])
    near(8, f["g[2]"][3])
    local summary = m:run { draws = 1 }:summary { quantity = "G", at = 2 }
    assert.same({ "1", "2" }, { table.unpack(summary.Age) })
    assert.same({ "g", "g" }, { table.unpack(summary.quantity) })
    f = m:with { G = 3 }:run()
    near(3, f["g[1]"][3] + f["g[2]"][3] - 3)
    m = model.from_xmile(xmile(array("Rate of A", "TIME", "Age") .. aux("t", "SUM(Rate_of_A)"), { before = DIMENSIONS }))
    near(14, m:with { ["rate of a"] = 7 }:run().t[2])
  end)
end)

describe("what is wrong in an XMILE file is said", function()
  local function refused(expected, variables, options)
    says(expected, function()
      local m, message = model.from_xmile(xmile(variables, options))
      if not m then error(message, 0) end
      return m:run()
    end)
  end

  it("with the line and the name", function()
    refused(".xmile:4: 'a': the function 'STPE' is outside what is read, did you mean 'STEP'?", aux("a", "STPE(1, 2)"))
    refused(":5: 'b': there is no variable 'contct_rate', did you mean 'contact rate'?", aux("contact rate", "1") ..
      aux("b", "contct_rate"))
    refused("a loop without a stock or a delay: a -> b -> a", aux("a", "b + 1") .. aux("b", "a"))
    refused("'a': it has no equation (???)", aux("a", " ??? "))
    refused("'a': it has no equation", '<aux name="a"/>')
    refused("'a': expected ')' at its end", aux("a", "(1 + 2"))
    refused("'a': expected a value near '* 2'", aux("a", "1 + * 2"))
    refused("'a': STEP takes 2 arguments, got 1", aux("a", "STEP(1)"))
    refused("'a': '1e999' is beyond what a number holds", aux("a", "1e999"))
    refused("'A_b' is there twice, first in line 4", aux("a b", "1") .. aux("A_b", "2"))
    refused("'s': there is no variable 'nothing'", '<stock name="s"><eqn>1</eqn><inflow>nothing</inflow></stock>')
    refused("TIME is the time of the model", aux("Time", "1"))
    refused("'a' is over the dimension 'Regin', which is not defined, did you mean 'Region'?", array("a", "1", "Regin"),
      { before = DIMENSIONS })
    refused("say which element, as in r[East]", array("r", "1", "Region") .. aux("a", "r"), { before = DIMENSIONS })
    refused("'Nort' is no element of 'Region'", array("r", "1", "Region") .. aux("a", "r[Nort]"), { before = DIMENSIONS })
    refused("is no whole number of steps of 0.3", aux("a", "1"), { dt = 0.3 })
    refused("the method 'gear' is not read", aux("a", "1"), { method = "gear" })
  end)

  it("where it is outside the subset", function()
    refused("'belt' uses <conveyor>: conveyors are outside what is read",
      '<stock name="belt"><eqn>1</eqn><conveyor><len>3</len></conveyor></stock>')
    refused("'q' uses <queue>: queues are outside what is read", '<stock name="q"><eqn>1</eqn><queue/></stock>')
    refused("macros are outside what is read", aux("a", "1"), { after = '<macro name="f"><eqn>x</eqn></macro>' })
    refused("the function 'EXPRESSION MACRO' is outside what is read", aux("a", "EXPRESSION MACRO(1, 2)"))
    refused("the function 'POISSON' is outside what is read", aux("a", "POISSON(3)"))
    refused("a range of subscripts", array("r", "1", "Region") .. aux("a", "SUM(r[1:2])"), { before = DIMENSIONS })
  end)

  it("where it is no XML, or XML made to do harm", function()
    local function wrong(expected, text)
      local path = support.file(text)
      local m, message, code = model.from_xmile(path)
      assert.is_nil(m)
      assert.equal("corrupt", code)
      assert.truthy(message:find(expected, 1, true), message)
    end
    wrong("mismatched tag in line 2 of its XML, column 3", "<xmile>\n</xmil>")
    wrong("declares a document type", '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><xmile>&b;</xmile>')
    wrong("nested more than 100 deep", ("<a>"):rep(100000))
    refused("nested more than 150 deep", aux("a", ("("):rep(100000)))
    refused("nested more than 150 deep", aux("a", ("-"):rep(100000) .. "1"))
    refused("has 1000000 elements", array("a", "1", "Big", "Bigger"), { before =
      '<dimensions><dim name="Big" size="1000"/><dim name="Bigger" size="1000"/></dimensions>' })
    local _, _, code = model.from_xmile "/nowhere.xmile"
    assert.equal("not_found", code)
  end)

  it("where nothing is: a division by zero and a subscript beyond the elements are missing, not 0", function()
    local f = run(aux("a", "1 / (TIME - 2)") .. array("r", "1", "Region") .. aux("b", "r[TIME]"), { before = DIMENSIONS })
    assert.is_nil(f.a[3])
    assert.equal(1, f.a[4])
    assert.is_nil(f.b[1])
    assert.equal(1, f.b[4])
  end)
end)

describe("a model as an XMILE file", function()
  local function comes_back(m)
    local path = support.path ".xmile"
    assert.equal(path, assert(m:to_xmile(path)))
    local before, after = m:run { draws = 1 }:frame(), model.from_xmile(path):run()
    for _, name in ipairs(before:columns()) do
      for i = 1, #before do
        if before[name][i] then near(before[name][i], after[name][i], name) end
      end
    end
    return support.read(path)
  end

  it("comes back to the same results", function()
    local m = model { start = 0, stop = 30, dt = 0.125, unit = "minutes", save = 0.5 }
    m.tea = model.stock { start = 180, outflow = (m.tea - 70) / 10 }
    m.x = m.tea:lookup { { 0, 1 }, { 100, 2 }, { 200, -3 } } + model.min(3, m.tea) % 7
    m.table = m.x:lookup({ { 0, 1 }, { 1, 3 } }, { extrapolated = true })
    m.s = m.tea:smooth(3) + m.tea:material_delay(4) + m.tea:delay(2) + m.tea:smooth(3, { order = 2 })
    m.p = model.pulse { from = 3, lasts = 1, every = 4, height = 2 } + model.step { from = 2 } +
      model.ramp { from = 1, to = 4, slope = 2 } + model.step { from = 2.03 }
    m.c = m.tea:above(100):both(m.x:less(3)):choose(m.tea:round(), -m.tea) + model.sum { 1, m.tea } + m.tea:equal(3):negation()
    m.step = m.c:abs():sqrt() ^ 2 + m.tea:initial()
    m.flow = 3 + m.tea * 0
    m.other = model.stock { start = m.c, inflow = m.flow }
    comes_back(m)
    comes_back(model.from_xmile(FILES .. "teacup.xmile"))
    comes_back(model.from_xmile(FILES .. "modules.xmile"))
    comes_back(model.from_xmile(xmile(array("g", "TIME, 2, 3", "Region") .. aux("t", "SUM(g)"), { before = DIMENSIONS })))
  end)

  it("has the means of what is uncertain, and says so", function()
    local m = model { from = "2026-01", months = 24 }
    m.arrivals = model.normal { mean = 100, sd = 10, unit = "people/month" }
    m.closed = model.event { probability = 0.25, from = "2026-06" }
    m.waiting = model.stock { start = 2000, inflow = m.arrivals * (1 - m.closed), unit = "people" }
    local path = support.path ".xmile"
    assert(m:to_xmile(path))
    local text = support.read(path)
    assert.truthy(text:find("<doc>The mean of normal(100, 10)</doc>", 1, true), text)
    assert.truthy(text:find("<eqn>0.25 * STEP(1, 5)</eqn>", 1, true), text)
    assert.truthy(text:find("time 0 is the beginning of 2026-01", 1, true))
    near(2000 + 5 * 100 + 19 * 75, model.from_xmile(path):run().waiting[25])
    m.judged = model.quantiles { values = { 1, 2, 4 }, probabilities = { 0.1, 0.5, 0.9 } }
    m.by_lua = model.lua(function(x) return x + 1 end, m.waiting)
    m.judged = nil
    says("'by_lua' is a Lua function, which XMILE has not", m.to_xmile, m, path)
    m.by_lua = nil
    m.judged = model.quantiles { values = { 1, 2, 4 }, probabilities = { 0.1, 0.5, 0.9 } }
    says("'judged' is drawn from quantiles, whose mean is not written", m.to_xmile, m, path)
  end)

  it("keeps its marking", function()
    local m = model.from_xmile(FILES .. "teacup.xmile", { marking = "AMBER" })
    assert.equal("TLP:AMBER", m:run():marking())
    local path = support.path ".xmile"
    assert(m:to_xmile(path))
    assert.equal("TLP:AMBER", model.from_xmile(path):run():marking())
  end)
end)
