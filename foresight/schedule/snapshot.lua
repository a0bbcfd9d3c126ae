--- snapshot.lua: a store as a run saw it, so that the run can be made again when the store has gone on. A copy is cut into pieces of
--- 64 kB that are kept by their SHA-256, each once: a snapshot of a store that hardly changed takes hardly any room.
-- The corps' own words beside the store are small and are copied whole.
--
-- Example:  snapshot.take(store, root, run)   snapshot.restore(root, run, "/tmp/x/demo.db")

local core = require "glocal.core"
local own_words = require "foresight.language.own_words"
local place = require "foresight.schedule.place"

local snapshot = {}

local PIECE = 65536
local MOST_WAITS = 12 -- of 10 seconds each: the first snapshot of a large store takes long

local function folder_of(root, hash) return ("%s/chunks/%s"):format(root, hash:sub(1, 2)) end
local function path_of(root, hash) return folder_of(root, hash) .. "/" .. hash end

local function is_there(path)
  local file = io.open(path, "rb")
  if file then file:close() end
  return file ~= nil
end

-- Whether the piece is kept whole: after a power failure one may be shorter.
local function is_kept_whole(path, piece)
  local file = io.open(path, "rb")
  if not file then return false end
  local size = file:seek "end"
  file:close()
  return size == #piece
end

-- Writes a piece, without waiting for the disk as place.write does: of a store of 350 MB that would be 5300 times. A piece that is not
-- what its name says is found when it is restored.
local function write_piece(path, piece)
  local part = path .. ".part"
  local file, message = io.open(part, "wb")
  if not file then return nil, message, "io" end
  local written, why = file:write(piece)
  local closed, closing = file:close()
  local moved, moving
  if written and closed then moved, moving = os.rename(part, path) end
  if moved then return true end
  os.remove(part)
  return nil, why or closing or moving, "io"
end

local function keep_piece(root, piece)
  local hash = core.sha256_text(piece)
  local path = path_of(root, hash)
  if is_kept_whole(path, piece) then return hash end
  local made, message, code = core.make_folders(folder_of(root, hash))
  if made then made, message, code = write_piece(path, piece) end
  if not made then return nil, message, code end
  return hash
end

local function cut(root, copy)
  local file, why = io.open(copy, "rb")
  if not file then return nil, why, "io" end
  local hashes, message, code = {}, nil, nil
  for piece in function() return file:read(PIECE) end do
    hashes[#hashes + 1], message, code = keep_piece(root, piece)
    if message then break end
  end
  file:close()
  if message then return nil, message, code end
  return hashes
end

--- A store, to be read. One of an older glocal is brought up to date first, as the script would do: else no schedule would run after an
--- update until someone opened the store by hand.
function snapshot.open(path)
  local store, message, code = core.open_store(path, { read_only = true })
  if store or code ~= "version" then return store, message, code end
  local updated
  updated, message, code = core.open_store(path, {})
  if not updated then return nil, message, code end
  updated:close()
  return core.open_store(path, { read_only = true })
end

--- The lock under which pieces are written and removed, to be closed: else a run that ends could remove what one that begins has
--- just written and not listed yet. Or nil, message, code.
function snapshot.hold(root)
  local held, message, code
  for _ = 1, MOST_WAITS do
    held, message, code = core.lock_folder(root)
    if held or code ~= "busy" then break end
  end
  return held, message, code
end

--- Keeps the store for a run, whose folder is given; true, or nil, message, code.
function snapshot.take(store, root, run)
  local copy = run .. "/copy.db"
  local copied, message, code = core.copy_store(store, copy)
  if not copied then return nil, message, code end
  local held <close>, why, which = snapshot.hold(root)
  if not held then
    os.remove(copy)
    return nil, why, which
  end
  local hashes
  hashes, message, code = cut(root, copy)
  os.remove(copy)
  if not hashes then return nil, message, code end
  return place.write(run .. "/snapshot", table.concat(hashes, "\n") .. "\n")
end

function snapshot.is_kept(run) return is_there(run .. "/snapshot") end

--- Makes the store of a run anew as a file, every piece looked at; its path, or nil, message, code.
function snapshot.restore(root, run, path)
  local list, message, code = place.read(run .. "/snapshot")
  if not list then return nil, message, code end
  local file
  file, message = io.open(path, "wb")
  if not file then return nil, message, "io" end
  for hash in list:gmatch "%x+" do
    local piece = place.read(path_of(root, hash))
    if not piece or core.sha256_text(piece) ~= hash then
      file:close()
      return nil, ("the snapshot of the store is damaged: piece %s is %s"):format(hash:sub(1, 12),
        piece and "not what it was" or "gone"), "corrupt"
    end
    local written
    written, message = file:write(piece)
    if not written then
      file:close()
      return nil, message, "io"
    end
  end
  local closed
  closed, message = file:close()
  if not closed then return nil, message, "io" end
  return path
end

--- Keeps the words beside a store for a run: their SHA-256, false where there are none; or nil, message, code.
function snapshot.take_words(store_path, run)
  local path = own_words.path_beside(store_path)
  if not is_there(path) then return false end
  local text, message, code = place.read(path)
  local written
  if text then written, message, code = place.write(run .. "/words.csv", text) end
  if not written then return nil, message, code end
  return core.sha256_text(text)
end

--- The SHA-256 of the words beside a store now; nil where there are none.
function snapshot.words_now(store_path)
  local text = place.read(own_words.path_beside(store_path))
  return text and core.sha256_text(text)
end

--- Puts the words that a run had beside a store; true, or nil, message, code.
function snapshot.restore_words(run, hash, store_path)
  local text = place.read(run .. "/words.csv")
  if not text or core.sha256_text(text) ~= hash then
    return nil, ("the copy of the words that the run had is %s: %s/words.csv"):format(text and "not what it was" or "gone", run),
      "corrupt"
  end
  return place.write(own_words.path_beside(store_path), text)
end

--- Lets the snapshot of a run go; its pieces stay until snapshot.sweep.
function snapshot.drop(run) os.remove(run .. "/snapshot") end

--- Removes the pieces that no snapshot of the runs needs. Under snapshot.hold, from before the runs are listed.
function snapshot.sweep(root, runs)
  local needed = {}
  for _, run in ipairs(runs) do
    for hash in (place.read(run .. "/snapshot") or ""):gmatch "%x+" do needed[hash] = true end
  end
  for _, folder in ipairs(place.names(root .. "/chunks")) do
    for _, hash in ipairs(place.names(root .. "/chunks/" .. folder)) do
      if not needed[hash] then os.remove(("%s/chunks/%s/%s"):format(root, folder, hash)) end
    end
  end
end

return snapshot
