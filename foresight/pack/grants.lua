--- grants.lua: what the analyst allowed each pack to do that is used from a folder or a built file: kept in
--- $XDG_CONFIG_HOME/glocal/grants.lua (else ~/.config), asked once. (What an installed one may do is in its record, by its key.)
--
-- Example:  grants.give("/home/an/harm-index", manifest, {permissions = {"store.read"}, max_handling = "AMBER"})
--           grants.of "/home/an/harm-index"   --> {permissions = {"store.read"}, max_handling = "AMBER", terms = {...}}
--
-- A grant holds for what lies at its path, and for the terms under which it was given: name, corps, permissions asked, purpose
-- and handling. A pack that asks for more, or says another purpose, is asked about anew; for less it is not.
--
-- Reference: XDG Base Directory Specification 0.8, https://specifications.freedesktop.org/basedir-spec/latest/

local core = require "glocal.core"
local data_text = require "foresight.shared.data_text"
local hint = require "foresight.shared.hint"
local outfile = require "foresight.shared.outfile"

local grants = { LEAST_HANDLING = "AMBER" } -- what a pack without a grant may be handed

-- What each permission lets a pack do, in plain words.
local WORDS = {
  ["store.read"] = "read the store of the session, up to TLP:%s",
  ["store.write"] = "change the store of the session",
  ["file.read"] = "read any file that you may read",
  ["file.write"] = "write and replace any file that you may write",
  process = "start other programs",
}

local function path_of()
  local config, home = os.getenv "XDG_CONFIG_HOME", os.getenv "HOME"
  if config and config:sub(1, 1) == "/" then return config .. "/glocal/grants.lua" end
  if home and home:sub(1, 1) == "/" then return home .. "/.config/glocal/grants.lua" end
  return nil, "neither $XDG_CONFIG_HOME nor $HOME says where grants may be kept", "not_found"
end

local function read_all()
  local path, message, code = path_of()
  if not path then return nil, message, code end
  local file = io.open(path, "rb")
  if not file then return {} end
  local text = file:read "a"
  file:close()
  local all, fault = data_text.read(text)
  if not all then return nil, ("'%s': %s"):format(path, fault), "corrupt" end
  return all
end

--- What is wrong with a grant; nil where nothing is.
function grants.fault(grant)
  local known = {}
  for name in pairs(core.capabilities) do known[#known + 1] = name end
  table.sort(known)
  for _, each in ipairs(grant.permissions) do
    if not WORDS[each] then return ("there is no permission '%s'%s"):format(tostring(each), hint.of(each, known, "there are")) end
  end
  local _, _, code = core.may_leave(grant.max_handling, "pack")
  if code and code ~= "marking" then
    return ("'%s' is no marking: CLEAR, GREEN, AMBER, AMBER+STRICT or RED"):format(grant.max_handling)
  end
end

--- The grant of what lies at a path: {permissions, max_handling, terms}; nil where there is none; or nil, message, code.
function grants.of(path)
  local all, message, code = read_all()
  if not all then return nil, message, code end
  local found = all[path]
  if not found then return nil end
  local is_whole = type(found) == "table" and type(found.permissions) == "table" and type(found.max_handling) == "string"
    and type(found.terms) == "table" and type(found.terms.permissions) == "table"
  local fault = not is_whole and "its grant is none" or grants.fault(found)
  if fault then return nil, ("%s: the grant of '%s': %s"):format(path_of(), path, fault), "corrupt" end
  return found
end

local function terms_of(manifest)
  return { name = manifest.name, corps = manifest.corps, permissions = manifest.permissions, purpose = manifest.purpose,
    handling = manifest.handling }
end

--- Keeps a grant for what lies at a path under the terms of its manifest, nil to take it back: the path of the file; or nil,
--- message, code.
function grants.give(path, manifest, grant)
  local fault = grant and grants.fault(grant)
  if fault then return nil, fault, "invalid" end
  local all, message, code = read_all()
  if not all then return nil, message, code end
  local file = path_of()
  local isolate = package.loaded["glocal.isolate"]
  if isolate then
    local made, why = isolate.make_folders(file)
    if not made then return nil, ("can't write '%s': %s"):format(file, why), "io" end
  end
  all[path] = grant and { permissions = grant.permissions, max_handling = grant.max_handling, terms = terms_of(manifest) }
  return outfile.replace(file, data_text.write(all) .. "\n", true)
end

--- What of the terms was another when they were agreed to, a sentence each: a pack's name, corps, purpose or handling. What was not
--- noted is not compared.
function grants.differences(terms, manifest)
  local list = {}
  for _, each in ipairs { "name", "corps", "purpose", "handling" } do
    if terms[each] and terms[each] ~= manifest[each] then
      list[#list + 1] = ("its %s was '%s', and is '%s'"):format(each, core.visible(terms[each]), core.visible(manifest[each]))
    end
  end
  return list
end

-- What a pack asks for beyond what it was granted or refused before: sentences. `kept`: its grant.
local function news(kept, manifest)
  local list, was = grants.differences(kept.terms, manifest), {}
  for _, each in ipairs(kept.terms.permissions) do was[each] = true end
  for _, each in ipairs(manifest.permissions) do
    if not was[each] then list[#list + 1] = "it did not ask before to " .. WORDS[each]:format(kept.max_handling) end
  end
  return list
end

--- Whether what was granted holds for the pack as it is now; false, and what is new since, where it has to be asked anew.
function grants.holds(kept, manifest)
  local list = #manifest.permissions > 0 and news(kept, manifest) or {}
  return #list == 0, table.concat(list, "; ")
end

--- All grants by path; or nil, message, code.
grants.all = read_all

--- What a grant lets a pack do, in plain words, a line for each permission.
function grants.words(permissions, max_handling)
  local lines = {}
  for i, each in ipairs(permissions) do lines[i] = WORDS[each]:format(max_handling) end
  return lines
end

--- Asks the analyst at the prompt for what a pack wants; the grant, or nil. `new`: what is new since it was asked before, or nil.
function grants.ask(manifest, new)
  local lines = { ("The pack %s %s of %s wants to"):format(manifest.name, manifest.version, core.visible(manifest.corps)) }
  for _, each in ipairs(grants.words(manifest.permissions, grants.LEAST_HANDLING)) do lines[#lines + 1] = "  - " .. each end
  lines[#lines + 1] = "Its purpose: " .. core.visible(manifest.purpose)
  if new then lines[#lines + 1] = "You were asked before. New since then: " .. new end
  lines[#lines + 1] = "May it? Type yes to allow it from now on: "
  io.stdout:write(table.concat(lines, "\n"))
  io.stdout:flush()
  local answer = io.read "l"
  if not answer or answer:lower():match "^%s*(.-)%s*$" ~= "yes" then return nil end
  return { permissions = manifest.permissions, max_handling = grants.LEAST_HANDLING }
end

return grants
