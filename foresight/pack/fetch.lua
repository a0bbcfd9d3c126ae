--- fetch.lua: files of a repository: of a folder, of file://, or of a web server by curl.
--
-- Example:  fetch.file("/media/usb/packs", "packs.index", 1 << 20)
--           fetch.file("https://packs.example.be", "packs.index", 1 << 20)
--
-- Nothing that comes is trusted for the road it came by: what is signed is verified, and no more than so many bytes are taken. The
-- web server is asked for the file and nothing else: no redirection is followed, no curlrc of the account is read.

local core = require "glocal.core"

local fetch = {}

local SECONDS = "300"
local CURL = { "curl", "--disable", "--fail", "--silent", "--show-error", "--globoff", "--proto", "=http,https",
  "--connect-timeout", "30", "--max-time", SECONDS, "--speed-limit", "100", "--speed-time", "30", "--write-out",
  "%{stderr}\nstatus=%{http_code} at=%{redirect_url}" }

local function of_folder(folder, name, most)
  local bytes, message, code = core.file_bytes(folder .. "/" .. name, most)
  if bytes then return bytes end
  if code == "not_found" then
    return nil, core.folder_names(folder)
      and ("there is no '%s' in it: `glocal pack publish FILE --to %s` makes it a repository, `glocal pack add FILE` takes a "
        .. "pack by itself"):format(name, folder) or ("there is no folder '%s'"):format(folder), code
  end
  return nil, message, (code == "full" or code == "invalid") and "corrupt" or code
end

local function of_web(address, name, most)
  local url = address .. "/" .. name
  local command = table.move(CURL, 1, #CURL, 1, {})
  table.move({ "--max-filesize", tostring(most), "--", url }, 1, 4, #command + 1, command)
  local bytes, errors, code = core.run_program(command, "", nil, most)
  if not bytes then
    if code == "full" then return nil, ("'%s' is larger than the %d bytes it may have"):format(url, most), "corrupt" end
    if code ~= "not_found" then return nil, errors, code end
    return nil, "a repository on a web server needs the program curl; a folder or a USB stick needs none", "not_found"
  end
  if code ~= 0 then
    local why = errors:match "^curl: %(%d+%) ([^\n]*)" or ("curl ended with %d"):format(code)
    return nil, ("can't fetch '%s': %s"):format(url, why), "io"
  end
  local status, elsewhere = errors:match "\nstatus=(%d+) at=([^\n]*)$"
  if status ~= "200" then
    local points = elsewhere and elsewhere ~= "" and (" and points to '%s', which is not followed"):format(elsewhere) or ""
    return nil, ("can't fetch '%s': the server answers %s%s"):format(url, status or "nothing", points), "io"
  end
  return bytes
end

local function decoded(path)
  return (path:gsub("%%(%x%x)", function(digits) return string.char(tonumber(digits, 16)) end))
end

--- The folder that a repository is, without a slash at its end; nil for one on a web server.
function fetch.folder(place)
  if place:find "^https?://" then return nil end
  local path = place:match "^file://(/.*)$"
  path = path and decoded(path) or place
  return #path > 1 and path:gsub("/+$", "") or path
end

--- The name of a place that holds wherever glocal is started: nil, message, code for what is none.
function fetch.absolute(place)
  if place:find "^%a[%w+.-]*://" then
    if not place:find "^https?://[%w]" and not place:find "^file:///" then
      return nil, ("'%s' is no repository: expected a folder, file:///FOLDER, or http(s)://ADDRESS"):format(place), "invalid"
    end
    return (place:gsub("/+$", ""))
  end
  local path, message, code = core.full_path(place)
  if not path then return nil, message, code end
  return path
end

--- The bytes of a file of a repository, at most so many; or nil, message, code.
function fetch.file(place, name, most)
  local folder = fetch.folder(place)
  if folder then return of_folder(folder, name, most) end
  return of_web(place, name, most)
end

return fetch
