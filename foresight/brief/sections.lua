--- sections.lua: the sections of a page (brief, plan, digest) in the order that a corps set in its file of own words, without those
-- that it left out and with those that it added. A section begins with the block that names it and ends before the next.
--
-- Example:  page = sections.arrange(page, "brief")   -- as it was where the corps has set nothing

local hint = require "foresight.shared.hint"
local phrases = require "foresight.language.phrases"

local sections = {}

--- The sections of each page, in our order.
sections.NAMES = {
  brief = { "news", "own", "moves", "here", "advice", "annex", "demand", "lately", "own_rest", "figures", "like", "here_table",
    "compared", "map", "call", "sources", "method" },
  plan = { "own", "national", "members", "international", "cyberspace", "forecasts", "warnings", "scenarios", "impact", "below",
    "priorities", "demand",
    "international_item", "measures", "indicators", "assumptions", "calendar", "faults", "evidence" },
  digest = { "own", "within", "exposure", "map", "method" },
}

-- What says where figures come from, and a plan's international item, are never left out: unless named they come last.
local KEPT = { brief = { "sources", "method" }, plan = { "international_item", "faults", "evidence" }, digest = { "method" } }

local function is_among(list, name)
  for _, each in ipairs(list) do
    if each == name then return true end
  end
  return false
end

-- {name -> blocks}, what stands before the first, and the names that the page has.
local function parts_of(page)
  local parts, head, names, now = {}, {}, {}, nil
  for _, block in ipairs(page.blocks) do
    if block.section then
      now = parts[block.section]
      if not now then
        now = {}
        parts[block.section], names[#names + 1] = now, block.section
      end
    end
    table.insert(now or head, block)
  end
  return parts, head, names
end

local function own_blocks(own, name, lang)
  local one, blocks = own.own_sections[name], {}
  local function fault(part)
    return nil, ("%s:%d: the section '%s' has no %s in '%s': fill that column, or leave the section out"):format(own.file,
      one.line, name, part, lang), "invalid"
  end
  if not (one.text and one.text[lang]) then return fault "text" end
  if one.title and not one.title[lang] then return fault "title" end
  if one.title then blocks[1] = { kind = "heading", text = one.title[lang] } end
  for line in (one.text[lang] .. "\n"):gmatch "([^\n]+)\n" do blocks[#blocks + 1] = { kind = "note", text = line } end
  return blocks
end

--- The page with its sections arranged, and a line that says so; or nil, message, code where the file names one there is none of.
function sections.arrange(page, kind)
  local own = phrases.own()
  if not own then return page end
  local asked, all = own.sections[kind], page.blocks
  if asked then
    local parts, head, names = parts_of(page)
    local blocks, order = head, table.move(asked.list, 1, #asked.list, 1, {})
    for _, name in ipairs(KEPT[kind]) do
      if not is_among(order, name) then order[#order + 1] = name end
    end
    for _, name in ipairs(order) do
      local part = parts[name]
      if own.own_sections[name] then
        local message, code
        part, message, code = own_blocks(own, name, page.lang)
        if not part then return nil, message, code end
      elseif not is_among(sections.NAMES[kind], name) and not is_among(names, name) then
        local known = table.move(sections.NAMES[kind], 1, #sections.NAMES[kind], 1, {})
        for each in pairs(own.own_sections) do known[#known + 1] = each end
        return nil, ("%s:%d: a %s has no section '%s'%s"):format(own.file, asked.line, kind, name,
          hint.of(name, known, "it has")), "invalid"
      end
      table.move(part or {}, 1, #(part or {}), #blocks + 1, blocks)
    end
    all = blocks
  end
  all[#all + 1] = { kind = "note", text = phrases.fill(phrases.of(page.lang).own_words, { file = own.file:match "[^/]+$" }) }
  page.blocks = all
  return page
end

return sections
