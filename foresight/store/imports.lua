--- imports.lua: the imports since the program began, in a shell or a script, for undo.
--
-- Example:  imports.list[#imports.list].batch   --> 12

local imports = { list = {} }

--- Notes an import that went well: {store, batch, rows, file}.
function imports.add(import)
  imports.list[#imports.list + 1] = import
end

return imports
