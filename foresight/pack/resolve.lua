--- resolve.lua: which versions of which packs are needed, from ranges and what is to be had. Each pack that needs another gets
--- the highest version that fits its own range, so that two may have two versions of a third.
--
-- Example:  resolve.of({{name = "barrier-model", range = "^1.2"}}, candidates_of)
--             --> {{name = "zone-tools", version = "1.4.0", ...}, {name = "barrier-model", version = "1.3.0", ...}}
--
-- A candidate is {name, version, dependencies}; candidates_of(name) lists them, or gives nil, message, code.

local hint = require "foresight.shared.hint"
local version = require "foresight.pack.version"

local resolve = {}

local function chain_of(path, last)
  local parts = table.move(path, 1, #path, 1, {})
  parts[#parts + 1] = last
  return table.concat(parts, " needs ")
end

local function no_version(name, range, path, list, names)
  local lead = #path > 0 and chain_of(path, ("%s %s"):format(name, range)) .. ": " or ""
  if #list == 0 then
    local near = names and hint.of(name, names()) or ""
    local how = near == "" and names and ": `glocal pack sync REPO` makes those of a repository known, `glocal pack add FILE` "
      .. "takes a file" or ""
    return nil, ("%sthere is no pack %s to be had%s"):format(lead, name, near .. how), "not_found"
  end
  local versions = hint.of(nil, version.texts(list), "there are")
  return nil, ("%sno version of %s fits %s%s"):format(lead, name, range, versions), "not_found"
end

--- The candidates to take, each behind those that it needs; or nil, message, code. Messages hold the chain of what needs what.
--- `all_names()`: for "did you mean".
function resolve.of(wants, candidates_of, all_names)
  local taken, order, open = {}, {}, {}
  local visit

  local function visit_all(of, path)
    local names = {}
    for name in pairs(of.dependencies) do names[#names + 1] = name end
    table.sort(names)
    for _, name in ipairs(names) do
      local done, message, code = visit(name, of.dependencies[name], path)
      if not done then return nil, message, code end
    end
    return true
  end

  function visit(name, range, path)
    local list, message, code = candidates_of(name)
    if not list then
      return nil, #path > 0 and ("%s: %s"):format(chain_of(path, name), message) or message, code
    end
    local best = version.highest_of(list, range)
    if not best then return no_version(name, range, path, list, all_names) end
    local title = ("%s %s"):format(name, best.version)
    if open[title] then return nil, chain_of(path, title) .. ": packs that need each other can't be loaded", "invalid" end
    if taken[title] then return true end
    open[title] = true
    path[#path + 1] = title
    local done
    done, message, code = visit_all(best, path)
    if not done then return nil, message, code end
    path[#path], open[title] = nil, nil
    taken[title] = true
    order[#order + 1] = best
    return true
  end

  for _, want in ipairs(wants) do
    local done, message, code = visit(want.name, want.range, {})
    if not done then return nil, message, code end
  end
  return order
end

return resolve
