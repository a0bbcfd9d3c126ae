--- tornado.lua: what each uncertain quantity does to an outcome: a bar from the outcome at its low end to the one at its high end, the
-- widest on top, and a line at the outcome with all at their medians.
--
-- Example:  tornado.model(it, room, new_model)   (of the frame that run:tornado gives)

local axes = require "foresight.plot.axes"
local colours = require "foresight.plot.colours"

local tornado = {}

local WHOLE_LABEL = 0.4 -- of the width, at most, for the names
local TOP = 20

local function bars_of(it)
  local bars, left_out = {}, 0
  for i = 1, #it.frame do
    local function at(name) return it.frame:get(i, name) end
    if at "low" and at "high" and at "base" then
      bars[#bars + 1] = { name = at "input", low = at "low", high = at "high", base = at "base" }
    else
      left_out = left_out + 1
    end
  end
  return bars, left_out
end

local function extent(bars)
  local low, high = math.huge, -math.huge
  for _, bar in ipairs(bars) do
    low, high = math.min(low, bar.low, bar.high, bar.base), math.max(high, bar.low, bar.high, bar.base)
  end
  return low, high
end

local function thickness(m) return m.is_text and 4 or 20, m.is_text and 0 or 8 end

-- A piece of a bar between two values, with what it stands for at its outer end.
local function draw_piece(c, bar, value, y, x_of, words, colour)
  local m = c.medium
  local thick = thickness(m)
  local from, to = x_of(math.min(value, bar.base)), x_of(math.max(value, bar.base))
  c:box(from, y, math.max(to - from, m.is_text and 0 or 1), thick,
    { colour = colour, shade = colour == colours.sky and 0.5 or 1 })
  local is_left, gap = value < bar.base, m.is_text and 2 or m.gap
  local x = is_left and from - gap or to + gap
  if m.is_text then x = is_left and from // 2 * 2 - 2 or math.ceil(to / 2) * 2 + 2 end
  c:text(x, y + thick / 2, words.figure(value), { align = is_left and "right" or "left", colour = colours.soft,
    size = not m.is_text and 11 or nil })
end

local function draw(c, area, bars, words)
  local m = c.medium
  local thick, between = thickness(m)
  local low, high = extent(bars)
  local name_width, figure_width = 0, 0
  for _, bar in ipairs(bars) do
    name_width = math.max(name_width, c:width_of(bar.name))
    figure_width = math.max(figure_width, c:width_of(words.figure(bar.low)), c:width_of(words.figure(bar.high)))
  end
  name_width = math.min(name_width, (area.right - area.left) * WHOLE_LABEL)
  local gap = m.is_text and 4 or 2 * m.gap
  local left, right = area.left + name_width + gap + figure_width + gap, area.right - figure_width - gap
  local scale = axes.open_scale(low, high, m.is_text and 3 or math.max(2, math.min(6, (right - left) / 90)), words)
  local span = scale.high > scale.low and scale.high - scale.low or 1
  local function x_of(value) return left + (value - scale.low) / span * (right - left) end
  local bottom = area.top + #bars * (thick + between)
  if not m.is_text then
    for _, tic in ipairs(scale.tics) do
      c:rule(x_of(tic.value), area.top, x_of(tic.value), bottom, { colour = colours.grid, faint = true })
      c:text(x_of(tic.value), bottom + m.line * 0.7, tic.label, { align = "center", colour = colours.soft })
    end
  end
  for i, bar in ipairs(bars) do
    local y = area.top + (i - 1) * (thick + between) + between / 2
    c:text(area.left + name_width, y + thick / 2, c:fitted(bar.name, name_width), { align = "right" })
    draw_piece(c, bar, bar.low, y, x_of, words, colours.sky)
    draw_piece(c, bar, bar.high, y, x_of, words, colours.orange)
  end
  if #bars > 0 and not m.is_text then
    c:rule(x_of(bars[1].base), area.top, x_of(bars[1].base), bottom, { colour = colours.ink, width = 1.5 })
  end
end

function tornado.model(it, room, new_model)
  local words, about = it.words, it.frame:attached "result"
  local said = words.results
  local bars, left_out = bars_of(it)
  local model = new_model(it, { xs = {}, series = bars }, {})
  if left_out > 0 then model.notes[#model.notes + 1] = words.fill(said.not_drawn, { number = words.write.number(left_out) }) end
  local most = it.spec.top or TOP
  if #bars > most then
    model.notes[#model.notes + 1] = words.fill(words.largest,
      { number = words.write.number(most), of = words.write.number(#bars) })
    bars = table.move(bars, 1, most, 1, {})
  end
  model.title = words.fill(said.titles.tornado, about)
  model.measure = about.quantity .. (about.unit and (" (%s)"):format(words.unit(about.unit)) or "")
  model.legend = { { kind = "box", colour = colours.sky, name = words.fill(said.low_end, about), shade = 0.5 },
    { kind = "box", colour = colours.orange, name = words.fill(said.high_end, about) } }
  if bars[1] and not room.medium.is_text then
    model.legend[3] = { kind = "line", colour = colours.ink,
      name = words.fill(said.base, { value = words.figure(bars[1].base) }) }
  end
  local thick, between = thickness(room.medium)
  model.height = #bars * (thick + between) + (room.medium.is_text and 0 or 2 * room.medium.line)
  function model.draw(c, area) draw(c, area, bars, words) end
  function model.lines()
    local lines = {}
    for i, bar in ipairs(bars) do
      lines[i] = words.fill(said.bar, { name = bar.name, low = words.figure(bar.low), high = words.figure(bar.high) })
    end
    return lines
  end
  return model
end

return tornado
