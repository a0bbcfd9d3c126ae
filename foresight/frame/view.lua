--- view.lua: ways to look at a frame beside the twenty rows that the shell shows: in full, in summary, printed.
--
-- Example:  r:all()   r:glimpse()   r:print{rows=5}

local core = require "glocal.core"
local glocal = require "glocal"
local number = require "foresight.shared.number"
local pager = require "foresight.shared.pager"
local terminal = require "foresight.shared.terminal"
local methods = core.frame_methods

local LEVELS = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" }

-- How the values are spread from the lowest to the highest: one glyph per part, a blank where there are none.
local function sparkline(bins)
  local most = math.max(table.unpack(bins))
  local glyphs = {}
  for i, count in ipairs(bins) do
    glyphs[i] = count == 0 and " " or LEVELS[math.max(1, (count * #LEVELS + most - 1) // most)]
  end
  return (table.concat(glyphs):gsub(" +$", ""))
end

-- "48 texts: BE 12, NL 8 ..."
local function common_text(summary)
  local said = {}
  for i, each in ipairs(summary.common) do said[i] = ("%s %s"):format(each.text, number.shown(each.count)) end
  if summary.distinct == 0 then return nil end
  return ("%s text%s: %s%s"):format(number.shown(summary.distinct), summary.distinct == 1 and "" or "s",
    table.concat(said, ", "), summary.distinct > #said and " ..." or "")
end

local function end_text(value)
  return type(value) == "number" and number.shown(value) or value
end

--- A look at every column: its type, unit, nulls, lowest and highest value, and a histogram; of texts the most frequent
--- ones with their counts.
--- @function frame:glimpse
--- @param options? table
--- @option plain? boolean = (as the terminal) without the histogram
--- @return frame a row per column, under the same marking
--- @since 0.1
--- @example f = frame{{zone="BE", n=1}, {zone="BE", n=3}, {n=5}}
--- @example f:glimpse():get(1, "highest") --> 5
--- @example f:glimpse():get(2, "values") --> 1 text: BE 2
function methods.glimpse(frame, options)
  local plain = options and options.plain
  if plain == nil then plain = terminal.is_plain() end
  local rows, any_unit = {}, false
  for i, summary in ipairs(frame:summary()) do
    any_unit = any_unit or summary.unit ~= nil
    rows[i] = {
      column = summary.column, type = select(3, frame:type(summary.column)) or summary.type,
      unit = summary.unit, nulls = summary.nulls,
      lowest = end_text(summary.lowest), highest = end_text(summary.highest),
      values = summary.common and common_text(summary) or not plain and summary.lowest ~= nil
        and sparkline(summary.bins) or nil,
    }
  end
  local columns = { "column", "type", "unit", "nulls", "lowest", "highest", "values" }
  if not any_unit then table.remove(columns, 3) end
  local types = { nulls = "integer" }
  for _, name in ipairs(columns) do types[name] = types[name] or "text" end
  return glocal.frame(rows, { columns = columns, types = types, marking = frame:marking() })
end

--- Shows all rows and all columns: in the pager ($PAGER, default: less) where they don't fit the screen, else printed.
--- @function frame:all
--- @since 0.1
--- @example frame{{a=1}, {a=2}}:all() --> nil
function methods.all(frame)
  local options = { width = 0, rows = 0, plain = terminal.is_plain(), colour = terminal.has_colour() }
  local fits = #frame + 4 < terminal.host.height()
  if fits then
    options.width = terminal.host.width()
    local text = frame:render(options)
    fits = not text:find "columns? left out" and not text:find(options.plain and "%.%.%." or "…")
    options.width = 0
  end
  local file, is_pager = io.stdout, false
  if not fits then file, is_pager = pager.open() end
  local done, message, code = true, nil, nil
  if is_pager and not core.may_leave(frame:marking(), "frame") then
    file:write(frame:render(options)) -- the pager shows it; as an open file it may be any
  else
    options.to = file
    done, message, code = frame:render(options)
  end
  local note = done and frame:note()
  if note then file:write("note: ", core.visible(note, "\n"), "\n") end
  if is_pager then
    file:close() -- one who leaves the pager early has seen enough
  elseif not done then
    return done, message, code
  end
end

--- Prints the frame.
--- @function frame:print
--- @param options? table
--- @option rows? integer = (all) how many rows
--- @option width? integer = (that of the terminal) [columns] how wide
--- @option plain? boolean = (as the terminal) ASCII only
--- @since 0.1
--- @example frame{{a=1}}:print{rows=5} --> nil
function methods.print(frame, options)
  options = options or {}
  local plain = options.plain
  if plain == nil then plain = terminal.is_plain() end
  frame:render { width = options.width or terminal.host.width(), rows = options.rows or 0, plain = plain, to = io.stdout }
end
