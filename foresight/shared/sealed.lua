--- sealed.lua: a result that scripts read but can't change, such as a brief or a plot: its marking stays as it was made, and
--- what shows its figures is read only as far as the marking lets them leave.
--
-- Example:  kind = sealed.kind {name = "brief", public = {"marking", "text"}, gated = {"text"}, shown = text_of}
--           b = sealed.new({marking = "TLP:RED", text = "..."}, kind)
--           b.marking            --> TLP:RED
--           b.marking = "CLEAR"  --> a brief can't be changed
--           b.text               --> this brief is TLP:RED, which may not leave glocal ...

local outfile = require "foresight.shared.outfile"

local sealed = {}

-- {fields, kind} by object; fields are not in the object itself, where anyone could write over them.
local inside = setmetatable({}, { __mode = "k" })

local function set_of(names)
  local set = {}
  for _, name in ipairs(names or {}) do set[name] = true end
  return set
end

--- A kind of objects: name, word (what messages call it, else its name), public (the fields scripts read), gated (those of them
--- that show figures), methods (called with the object), shown (the text of the fields for the terminal).
function sealed.kind(kind)
  local public, gated, methods = set_of(kind.public), set_of(kind.gated), kind.methods or {}
  kind.word = kind.word or kind.name
  kind.meta = {
    __name = "glocal." .. kind.name,
    __index = function(object, name)
      if methods[name] then return methods[name] end
      local fields = inside[object].fields
      if gated[name] and fields[name] ~= nil then
        local may, message = outfile.may_leave(fields.marking, kind.word)
        if not may then error(message, 2) end
      end
      if public[name] then return fields[name] end
    end,
    __newindex = function() error(("a %s can't be changed: make another"):format(kind.word), 2) end,
    __tostring = function(object)
      local fields = inside[object].fields
      if outfile.may_leave(fields.marking, kind.word) then return kind.shown(fields) end
      return ("%s marked %s: show(...) shows it on the terminal"):format(kind.word, fields.marking)
    end,
    __pairs = function(object)
      local seen = {}
      for name, method in pairs(methods) do seen[name] = method end
      for name in pairs(public) do
        if not gated[name] then seen[name] = inside[object].fields[name] end
      end
      return next, seen, nil
    end,
  }
  kind.meta.__metatable = { __name = kind.meta.__name, __tostring = kind.meta.__tostring }
  return kind
end

--- An object of the kind with the fields.
function sealed.new(fields, kind)
  local object = setmetatable({}, kind.meta)
  inside[object] = { fields = fields, kind = kind }
  return object
end

--- The fields of an object, for the library itself; raises where it is none of the kind.
function sealed.fields(object, kind)
  local it = inside[object]
  if not it or it.kind ~= kind then error(("expected a %s"):format(kind.word), 0) end
  return it.fields
end

--- What the terminal shows of the object, whatever its marking; nil where the value is none.
function sealed.shown(object)
  local it = inside[object]
  return it and it.kind.shown(it.fields)
end

--- Its marking; nil where the value is no such object.
function sealed.marking(object)
  local it = inside[object]
  return it and it.fields.marking
end

return sealed
