--- notice.lua: who hears how a run ended: a command of the analyst's, and a mail by the system's sendmail. Neither goes through a
--- shell: what a run says is never run. Neither holds figures: only which run, how it ended, which files it wrote.
--
-- Example:  notice.words [[notify-send "glocal: a run failed"]]   --> {"notify-send", "glocal: a run failed"}

local core = require "glocal.core"

local notice = {}

--- The words of a command: blanks part them, quotes of either kind hold them together; nothing else has a meaning. Or nil, message.
function notice.words(text)
  local words, at = {}, 1
  while true do
    at = text:match("^%s*()", at)
    if at > #text then break end
    local parts = {}
    while at <= #text and not text:find("^%s", at) do
      local quote = text:match("^[\"']", at)
      local plain, stop
      if quote then
        plain, stop = text:match("^" .. quote .. "([^" .. quote .. "]*)" .. quote .. "()", at)
        if not plain then return nil, ("a quote is not closed in: %s"):format(text) end
      else
        plain, stop = text:match("^([^%s\"']+)()", at)
      end
      parts[#parts + 1], at = plain, stop
    end
    words[#words + 1] = table.concat(parts)
  end
  if #words == 0 then return nil, "expected a command, such as /usr/local/bin/tell-duty" end
  return words
end

--- What is told of a run, in lines.
function notice.text(run)
  local lines = {
    ("run: %s"):format(run.id), ("status: %s"):format(run.status), ("began: %s"):format(run.started),
  }
  if run.seconds then lines[#lines + 1] = ("took: %.0f s"):format(run.seconds) end
  for _, each in ipairs(run.outputs or {}) do lines[#lines + 1] = ("wrote: %s/%s"):format(run.folder, each.name) end
  lines[#lines + 1] = ("more: glocal schedule log %s"):format(run.id)
  return table.concat(lines, "\n") .. "\n"
end

local function one_line(text) return (core.visible(text):gsub("[\r\n]", " ")) end

--- A mail of it, ready for sendmail -t (RFC 5322).
function notice.mail(run, to)
  return ("To: %s\nSubject: glocal: %s: %s\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    .. "Content-Transfer-Encoding: 8bit\nAuto-Submitted: auto-generated\n\n%s"):format(one_line(to), one_line(run.name),
    run.status, notice.text(run))
end

local function run_program(what, words, input, environment)
  local out, errors, code = core.run_program(words, input, environment)
  if not out then return nil, ("%s: %s"):format(what, errors), code end
  if code ~= 0 then return nil, ("%s ended with %d: %s"):format(what, code, core.visible(errors:match "[^\n]*")) end
  return true
end

--- Tells of the run what its schedule asks for: the command where it failed, the mail always. A list of what could not be done.
function notice.tell(schedule, run)
  local faults = {}
  if schedule.notify and run.status ~= "done" then
    local words, message = notice.words(schedule.notify)
    local done = words
    if words then
      done, message = run_program("--notify", words, notice.text(run), { "GLOCAL_RUN=" .. run.id,
        "GLOCAL_SCHEDULE=" .. run.name, "GLOCAL_STATUS=" .. run.status, "GLOCAL_REASON=" .. one_line(run.reason or "") })
    end
    if not done then faults[#faults + 1] = message end
  end
  if schedule.mail then
    local mail, done, message = notice.mail(run, schedule.mail), nil, nil
    for _, program in ipairs { "sendmail", "/usr/sbin/sendmail" } do -- Debian's place is not on the path of every user
      local code
      done, message, code = run_program("--mail", { program, "-t", "-i" }, mail)
      if code ~= "not_found" then break end
    end
    if not done then faults[#faults + 1] = message end
  end
  return faults
end

return notice
