--- discovery.lua: the path of boxes of a scenario discovery: coverage to the right, density upwards, the boxes that were chosen with
-- their limits.
--
-- Example:  discovery.model(it, room, new_model)   (of the frame that run:discover gives)
-- Reference: B. P. Bryant, R. J. Lempert, Technological Forecasting and Social Change 77 (2010), figure 4.

local axes = require "foresight.plot.axes"
local colours = require "foresight.plot.colours"

local discovery = {}

local function draw_axes(c, area, words, said)
  local m = c.medium
  local scale = axes.scale(0, 1, m.is_text and 2 or 5, words)
  scale.low, scale.high = 0, 1.04
  local inner = { left = area.left + axes.widest(c, scale.tics) + (m.is_text and 4 or 2 * m.gap), right = area.right - m.gap,
    top = area.top + 1.6 * m.line, bottom = area.bottom - 2.2 * m.line }
  local y_of = axes.left(c, inner, scale)
  local function x_of(value) return inner.left + value / 1.04 * (inner.right - inner.left) end
  if not m.is_text then c:rule(inner.left, inner.top, inner.left, inner.bottom) end
  for _, tic in ipairs(scale.tics) do
    c:text(x_of(tic.value), inner.bottom + m.line * 0.6, tic.label, { align = "center", colour = colours.soft })
  end
  c:text(inner.right, inner.bottom + m.line * 1.6, said.coverage, { align = "right", colour = colours.soft })
  c:text(area.left, area.top + (m.is_text and 0 or 8), said.density, { colour = colours.soft })
  return x_of, y_of
end

local function draw(c, area, path, words)
  local m, said = c.medium, words.results
  local x_of, y_of = draw_axes(c, area, words, said)
  local points = {}
  for _, step in ipairs(path) do
    points[step.box] = points[step.box] or {}
    table.insert(points[step.box], x_of(step.coverage))
    table.insert(points[step.box], y_of(step.density))
  end
  for box, list in pairs(points) do
    if #list > 2 then c:line(list, { colour = colours.series(box), width = 1, mark = m.is_text and tostring(box) or nil }) end
  end
  for _, step in ipairs(path) do
    local is_chosen = step.chosen == 1
    local x, y = x_of(step.coverage), y_of(step.density)
    if not m.is_text then c:circle(x, y, is_chosen and 6 or 2.5, { colour = colours.series(step.box) }) end
    if is_chosen then
      local text, gap = words.fill(said.box, { number = step.box }), m.is_text and 4 or 10
      local is_left = x - gap - c:width_of(text, nil, true) > area.left + 4 * m.font
      c:text(is_left and x - gap or x + gap, y, text, { align = is_left and "right" or "left", bold = true, halo = true })
    end
  end
end

-- "rate at most 0.08, closed at least 1", of the boxes that were found.
local function limits_of(box, words)
  local parts, said = {}, words.results
  for _, limit in ipairs(box.limits) do
    local template = limit.low and limit.high and said.between or limit.low and said.at_least or said.at_most
    parts[#parts + 1] = words.fill(template, { name = limit.input, low = limit.low and words.figure(limit.low),
      high = limit.high and words.figure(limit.high) }) .. (limit.unit and " " .. words.unit(limit.unit) or "")
  end
  return table.concat(parts, ", ")
end

function discovery.model(it, room, new_model)
  local words, about = it.words, it.frame:attached "result"
  local said = words.results
  local model = new_model(it, { xs = {}, series = about.path }, {})
  model.title = words.fill(said.titles.discovery, { case = about.case(words) })
  model.measure = said.measures.discovery
  for i, box in ipairs(about.boxes) do
    model.legend[i] = { kind = "dot", colour = colours.series(box.number), mark = tostring(box.number),
      name = ("%s: %s"):format(words.fill(said.box, { number = box.number }), limits_of(box, words)) }
  end
  model.height = room.medium.is_text and 80 or 360
  function model.draw(c, area) draw(c, area, about.path, words) end
  function model.lines()
    local lines = {}
    for i, box in ipairs(about.boxes) do
      lines[i] = ("%s: %s; %s %s, %s %s"):format(words.fill(said.box, { number = box.number }), limits_of(box, words),
        said.coverage, words.figure(box.coverage), said.density, words.figure(box.density))
    end
    return lines
  end
  return model
end

return discovery
