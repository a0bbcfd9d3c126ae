--- args.lua: reads a command line. Each option is declared once, with what its help says.
--
-- Example:
--   args.parse({"--lang", "nl", "5345"}, {lang = {value = "LANG", help = "nl, fr, de or en"}})
--   --> {lang = "nl"}, {"5345"}

local args = {}

local function unknown(name, options)
  local names = {}
  for each in pairs(options) do names[#names + 1] = "--" .. each end
  return nil, ("unknown option '%s'%s"):format(name, require "foresight.shared.hint".of(name, names))
end

-- The option's long name for "-e" and the like.
local function long_name(word, options)
  local name = word:match "^%-%-(.+)$"
  if name then return options[name] and name end
  for each, option in pairs(options) do
    if option.short and word == "-" .. option.short then return each end
  end
end

local function keep(values, name, option, value)
  if option.many then
    values[name] = values[name] or {}
    table.insert(values[name], value)
  else
    values[name] = value
  end
end

--- Splits `words` into a table of options and a list of the rest. An option is {value = "NAME", help = "..."}, with
--- `short` (a letter) and `many` (a list) where they apply; without `value` it is a switch. With `stops`, everything
--- from the first plain word on is left as it is; so is all that follows an option that `ends`. Returns the options,
--- the rest, and how much of that came before the end; or nil, message for a wrong call.
function args.parse(words, options, stops)
  local values, rest, i, before = {}, {}, 1, nil
  while i <= #words do
    local word = words[i]
    if word == "--" or (stops and word:sub(1, 1) ~= "-") then
      table.move(words, word == "--" and i + 1 or i, #words, #rest + 1, rest)
      break
    elseif word == "-" or word:sub(1, 1) ~= "-" then
      rest[#rest + 1] = word
    else
      local key, value = word:match "^(%-%-[^=]+)=(.*)$"
      local name = long_name(key or word, options)
      if not name then return unknown(key or word, options) end
      local option = options[name]
      if option.value and not value then
        i = i + 1
        value = words[i]
        if not value then return nil, ("%s needs a value: %s %s"):format(word, word, option.value) end
      elseif value and not option.value then
        return nil, ("%s takes no value"):format(key)
      end
      keep(values, name, option, value or true)
      if option.ends then
        before = #rest
        table.move(words, i + 1, #words, #rest + 1, rest)
        break
      end
    end
    i = i + 1
  end
  return values, rest, before or #rest
end

--- The options as lines of help, by name.
function args.describe(options)
  local names, lines, widest = {}, {}, 0
  for name in pairs(options) do names[#names + 1] = name end
  table.sort(names)
  for i, name in ipairs(names) do
    local option = options[name]
    local left = (option.short and "-" .. option.short .. ", " or "") .. "--" .. name
    lines[i] = { left .. (option.value and " " .. option.value or ""), option.help }
    widest = math.max(widest, #lines[i][1])
  end
  for i, line in ipairs(lines) do lines[i] = ("  %-" .. widest .. "s  %s"):format(line[1], line[2]) end
  return table.concat(lines, "\n")
end

return args
