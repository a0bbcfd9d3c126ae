--- run.lua: compiles the example in the head of every header of the core, so that none goes stale.
--
-- Example:  lua5.4 tests/examples/run.lua
--
-- "Example:" and two spaces, or the lines below it, are code; words after one space are a title. The code ends at
-- an empty line of the comment, or at a line that begins with `->`. `...` stands for what is left out; `->`, or
-- three spaces after a `;`, for what comes of it. Small names that an example does not declare are taken as given
-- (`usual` says what some are); a function, type, constant, member or number of arguments that the core does not
-- have is a fault, and so is a header without an example.

local usual = [[
#include "base/err.h"
#include "base/job.h"
#include "frame/frame.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
extern int status;
extern size_t count, n;
extern const glo_job *job;
extern glo_frame *frame;
extern glo_provenance *provenance;
extern void use(), fill(), put();
]]

--- The lines of the example in the head of a header; nil where it has none.
local function example_of(text)
  local head = text:match "^/%*.-%*/"
  local first, rest = (head or ""):match "\n %* Example:([^\n]*)(\n.*)"
  if not first then
    return nil
  end
  local lines = {}
  if first:match "^%s%s" then
    lines[1] = first
  end
  for line in rest:gmatch "\n %* ?([^\n]*)" do
    if line:match "^%s*/?$" then
      break
    end
    lines[#lines + 1] = line
  end
  return lines
end

--- One line as C: without what comes of it, and with an empty statement for what is left out.
local function statement(line)
  local code, remark = line:match "^(.-;)%s%s%s+(.*)$"
  if code and not remark:find "[;/]" then
    line = code
  end
  line = line:gsub("%s+%->%s.*", ";"):gsub(",%s*%.%.%.%s*}", "}"):gsub("%.%.%.%s*;", ";"):gsub("%.%.%.", ";")
  return (line:gsub("^([%s%u_]*)static ([%w_ ]+%*?[%w_]+%()", "%1%2")) -- a function within a function
end

--- An example as statements of C; none where it is in words.
local function code_of(lines)
  local out, open = {}, 0
  for _, line in ipairs(lines or {}) do
    if line:match "^%s*%->" then -- an answer: no code follows
      break
    end
    line = statement(line)
    open = open + select(2, line:gsub("{", "")) - select(2, line:gsub("}", ""))
    out[#out + 1] = line
  end
  return table.concat(out, "\n") .. "\n;" .. ("}"):rep(open)
end

--- The C program of a header and its example.
local function program(path, code)
  local head = ('#include "%s"\n%s'):format(path, usual)
  if code:find "GLO_FUNCTION" then -- defines a function: not within another
    return head .. code .. "\n"
  end
  return ("%sint example(void);\nint example(void) {{\n%s\n}\nreturn 0;\n}\n"):format(head, code)
end

local function write(path, text)
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
end

local folder = assert(io.popen "mktemp -d"):read "l"
local headers, commands, faults = {}, {}, 0
local function fault(message)
  faults = faults + 1
  print(message)
end
for path in assert(io.popen "find core -name '*.h' | sort"):lines() do
  headers[#headers + 1] = path
  local example = example_of(assert(io.open(path)):read "a")
  if not example then
    fault(path .. ": has no example")
  end
  write(("%s/%d.c"):format(folder, #headers), program(path, code_of(example)))
  local top = path:match "^core/include/([%w_]+)" or path:match "^core/([%w_]+)"
  commands[#headers] = ("-Icore/%s %s/%d.c"):format(top, folder, #headers)
end
write(folder .. "/list", table.concat(commands, "\n") .. "\n")

local compile = "gcc -std=gnu11 -fsyntax-only -fmax-errors=0 -D_GNU_SOURCE -I. -Icore/include"
  .. " -Wno-attributes -Werror=incompatible-pointer-types -Werror=int-conversion"
  .. " -Werror=implicit-function-declaration $(pkg-config --cflags lua5.4 sqlite3)"
os.execute(("cd %s && export LC_ALL=C && <list xargs -P \"$(nproc)\" -L1 sh -c 'cd %s; %s \"$@\" 2>%s/$$.log' -")
  :format(folder, assert(io.popen "pwd"):read "l", compile, folder))
local errors = assert(io.popen(("cat %s/*.log; rm -r %s"):format(folder, folder))):read "a"

for line in errors:gmatch "[^\n]*error: [^\n]*" do
  local number = tonumber(line:match "/(%d+)%.c:")
  local name = line:match "'([^']*)' undeclared"
  if not name or name:find "^glo_" or name:find "^%u." then
    fault(number and ("%s: its example: %s"):format(headers[number], line:match "error: (.*)") or line)
  end
end
print(("%d headers, %d faults"):format(#headers, faults))
os.exit(faults == 0)
