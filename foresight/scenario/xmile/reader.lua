--- reader.lua: an XMILE file as a model's clock and definitions.
--
-- Example:  read = reader.read "teacup.xmile"   read.clock.dt --> 0.125   read.order[1] --> teacup temperature
-- Reference: XML Interchange Language for System Dynamics (XMILE) version 1.0, OASIS Standard, 14 December 2015.

local clock = require "foresight.scenario.xmile.clock"
local document = require "foresight.scenario.xmile.document"
local translate = require "foresight.scenario.xmile.translate"
local variables = require "foresight.scenario.xmile.variables"

local reader = {}

--- definitions (by name), order (the names), keys (the name by its key), arrays (the axes by name), clock (the options of a model),
--- marking (that the header says) or nil; or nil, message, code for
--- a file that is not there or no XML. Raises what is wrong in it, with file and line.
function reader.read(path)
  local root, message, code = document.read(path)
  if not root then return nil, message, code end
  local function fault(line, text, ...)
    error(("%s:%d: %s"):format(path, line, text:format(...)), 0)
  end
  local file = variables.of(root, fault)
  local times = clock.of(root, file.main, fault, file.is_exported)
  local read, header = translate.of(file, times), root:child "header"
  read.clock = times
  for _, each in ipairs(header or {}) do
    read.marking = read.marking or each.text:match "TLP:%u+[H%d ]*"
  end
  return read
end

return reader
