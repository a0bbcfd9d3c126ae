--- session.lua: what was done since the shell began: the statements, for journal, and the imports, for undo.
--
-- Example:  session.keep("r = rollup{zone='BE'}", true, 0)   session.statements[1].text
--
-- A script that runs by itself has imports too; its statements are in its file.

local session = { statements = {}, imports = {} }

--- Keeps a statement that ran, one in SQL as the call that it stands for: whether it went well, how many results were
--- shown, the message of one that failed.
function session.keep(text, ok, results, message)
  text = require "foresight.shell.sql_shell".in_lua(text)
  if not text then return end
  session.statements[#session.statements + 1] = { text = text, ok = ok, results = results, message = message }
end

--- Keeps an import that went well: {store, batch, rows, file}.
function session.keep_import(import)
  session.imports[#session.imports + 1] = import
end

--- A result that prints as a sentence.
function session.sentence(text, fields)
  return setmetatable(fields, { __tostring = function() return text end })
end

return session
