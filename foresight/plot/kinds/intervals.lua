--- intervals.lua: estimates with their intervals, a row for each input and a dot for each measure: shares of variance, values of
-- information.
--
-- Example:  intervals.model(it, room, new_model)   (of the frames that run:sensitivity and model:value_of_information give)

local axes = require "foresight.plot.axes"
local colours = require "foresight.plot.colours"

local intervals = {}

local WHOLE_LABEL = 0.4
local TOP = 20

-- Rows {name, dots = {{value, low, high}}}, a dot for each measure, nil where there is none.
local function rows_of(it, measures, about)
  local rows = {}
  for i = 1, #it.frame do
    local name = it.frame:get(i, about.label or "input")
    local parts = { name }
    for _, axis in ipairs(about.label and it.roles.texts or {}) do -- of an array
      if axis ~= "quantity" and axis ~= "unit" then parts[#parts + 1] = it.frame:get(i, axis) end
    end
    local unit = about.units and about.units[name] or ""
    local row = { name = table.concat(parts, ", ") .. (unit ~= "" and (" (%s)"):format(it.words.unit(unit)) or ""), dots = {} }
    for k, measure in ipairs(measures) do
      local value = it.frame:get(i, measure.value)
      local half = measure.half and it.frame:get(i, measure.half)
      local low, high = measure.low and it.frame:get(i, measure.low), measure.high and it.frame:get(i, measure.high)
      row.dots[k] = value and { value = value, low = low or half and value - half or value,
        high = high or half and value + half or value } or false
    end
    rows[i] = row
  end
  return rows
end

-- What a dot and its line are, for the legend.
local function name_of(measure, words)
  if not measure.level then return words.results.measures[measure.name] end
  return ("%s, %s"):format(words.measures.median, words.fill(words.interval, { level = measure.level }))
end

local function step(m, count) return m.is_text and 4 * count or 12 * count + 12 end

local function figure_text(dot, words)
  if dot.low == dot.high then return words.figure(dot.value) end
  return ("%s (%s\u{2013}%s)"):format(words.figure(dot.value), words.figure(dot.low), words.figure(dot.high))
end

local function draw_dot(c, dot, y, x_of, words, colour, right)
  local m = c.medium
  c:line({ x_of(dot.low), y, x_of(dot.high), y }, { colour = colour, width = 2 })
  c:circle(x_of(dot.value), y, m.is_text and 0.5 or 4, { colour = colour })
  c:text(right, y, figure_text(dot, words), { colour = colours.soft, size = not m.is_text and 11 or nil })
end

local function draw(c, area, rows, measures, words)
  local m = c.medium
  local each, low, high, name_width, figure_width = step(m, #measures), 0, 0, 0, 0
  for _, row in ipairs(rows) do
    name_width = math.max(name_width, c:width_of(row.name))
    for k = 1, #measures do
      local dot = row.dots[k]
      if dot then
        low, high = math.min(low, dot.low), math.max(high, dot.high)
        figure_width = math.max(figure_width, c:width_of(figure_text(dot, words)))
      end
    end
  end
  name_width = math.min(name_width, (area.right - area.left) * WHOLE_LABEL)
  local gap = m.is_text and 4 or 2 * m.gap
  local left, right = area.left + name_width + gap, area.right - figure_width - gap
  local scale = axes.scale(low, high, m.is_text and 3 or math.max(2, math.min(6, (right - left) / 80)), words)
  local function x_of(value) return left + (value - scale.low) / (scale.high - scale.low) * (right - left) end
  local bottom = area.top + #rows * each
  if not m.is_text then
    for _, tic in ipairs(scale.tics) do
      c:rule(x_of(tic.value), area.top, x_of(tic.value), bottom, { colour = tic.value == 0 and colours.axis or colours.grid,
        faint = true })
      c:text(x_of(tic.value), bottom + m.line * 0.7, tic.label, { align = "center", colour = colours.soft })
    end
  end
  for i, row in ipairs(rows) do
    local top = area.top + (i - 1) * each
    c:text(area.left + name_width, top + (m.is_text and 2 or each / 2), c:fitted(row.name, name_width), { align = "right" })
    for k in ipairs(measures) do
      local y = m.is_text and top + 4 * (k - 1) + 2 or top + each / 2 + (k - (#measures + 1) / 2) * 12
      if row.dots[k] then draw_dot(c, row.dots[k], y, x_of, words, colours.series(k), right + gap) end
    end
  end
end

function intervals.model(it, room, new_model)
  local words, about = it.words, it.frame:attached "result"
  local said, measures = words.results, about.measures
  local rows = rows_of(it, measures, about)
  local model = new_model(it, { xs = {}, series = rows }, {})
  local missing = 0
  for _, row in ipairs(rows) do
    for k in ipairs(measures) do
      if not row.dots[k] then
        missing = missing + 1
        break
      end
    end
  end
  if missing > 0 then
    model.notes[#model.notes + 1] = words.fill(said.not_drawn, { number = words.write.number(missing) })
  end
  local most = it.spec.top or TOP
  if #rows > most then
    model.notes[#model.notes + 1] = words.fill(words.largest,
      { number = words.write.number(most), of = words.write.number(#rows) })
    rows = table.move(rows, 1, most, 1, {})
  end
  for _, row in ipairs(rows) do
    if row.name == "(all)" then row.name = said.all end
  end
  model.title = about.title_text and about.title_text(words) or words.fill(said.titles[about.title], about)
  model.measure = (said.measures[about.title] or words.measure(it.roles.y))
    .. (about.unit and (" (%s)"):format(words.unit(about.unit)) or "")
  for k, measure in ipairs(measures) do
    model.legend[k] = { kind = "dot", colour = colours.series(k), name = name_of(measure, words) }
  end
  model.height = #rows * step(room.medium, #measures) + (room.medium.is_text and 0 or 2 * room.medium.line)
  function model.draw(c, area) draw(c, area, rows, measures, words) end
  function model.lines()
    local lines = {}
    for i, row in ipairs(rows) do
      local parts = {}
      for k, measure in ipairs(measures) do
        if row.dots[k] then parts[#parts + 1] = name_of(measure, words) .. " " .. figure_text(row.dots[k], words) end
      end
      lines[i] = row.name .. ": " .. table.concat(parts, ", ")
    end
    return lines
  end
  return model
end

return intervals
