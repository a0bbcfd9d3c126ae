--- undo.lua: takes back the last import of this session.
--
-- Example:  store:import("wrong.csv", ...)   undo()   --> took back batch 12: 1 792 lines of wrong.csv (recorded as batch 13)

local imports = require "foresight.store.imports"
local number = require "foresight.shared.number"
local session = require "foresight.shell.session"

local function report(import, by)
  local text = ("took back batch %d: %s line%s of %s (recorded as batch %d)"):format(import.batch,
    number.shown(import.rows), import.rows == 1 and "" or "s", import.file:match "[^/]+$" or import.file, by)
  return session.sentence(text, { batch = import.batch, rows = import.rows, file = import.file, retracted_by = by })
end

local function is_open(store)
  return (pcall(store.path, store))
end

--- Retracts the last import of observations made in this session; once more, the one before it. Nothing is erased: as_of
--- still shows what was known before.
--- @function undo
--- @return table batch, rows, file and retracted_by; prints as a sentence
--- @fails not_found: nothing is left to retract, or its store was closed; invalid: the last import holds no observations
--- @needs store.write
--- @since 0.1
--- @example select(3, undo()) --> not_found
local function undo()
  local list = imports.list
  for i = #list, 1, -1 do
    local import = list[i]
    if not is_open(import.store) then
      return nil, ("the store of batch %d was closed; open it, then store:retract(%d, \"why\")"):format(import.batch,
        import.batch), "not_found"
    end
    local by, message, code = import.store:retract(import.batch, "undo")
    if not by and code ~= "exists" then return nil, "the last import stays: " .. message, code end
    list[i] = nil
    if by then return report(import, by) end -- one that was retracted by hand is passed over
  end
  return nil, "nothing to undo in this session; store:batches() lists all, store:retract(batch, \"why\") takes one back",
    "not_found"
end

return undo
