--- session.lua: the statements since the shell began, for journal. (The imports, for undo, are in store/imports.)
--
-- Example:  session.keep("r = rollup{zone='BE'}", true, 0)   session.statements[1].text
--
local core = require "glocal.core"

local session = { statements = {} }

--- Keeps a statement that ran, one in SQL as the call that it stands for: whether it went well, how many results were
--- shown, the message of one that failed. The packs that it called are noted too.
function session.keep(text, ok, results, message)
  local used = package.loaded["foresight.pack.used"]
  local packs = used and used.called()
  text = require "foresight.shell.sql_shell".in_lua(text)
  if not text then return end
  session.statements[#session.statements + 1] = { text = text, ok = ok, results = results, message = message, packs = packs }
end

--- A result that prints as a sentence.
function session.sentence(text, fields)
  return setmetatable(fields, { __tostring = function() return core.visible(text, "\n") end })
end

return session
