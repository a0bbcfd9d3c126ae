local watch = require "route_watch"

-- The store of this test has the zones and phenomena of the Benelux and no figures.
for _, fault in ipairs {
  { function() watch.route {} end, "say which route" },
  { function() watch.route { route = "RT-CHANNEL", lang = "es" } end, "there is no language 'es'" },
  { function() watch.route { route = "RT-CHANNEL", zone = "5345" } end, "a zone needs an exposure table" },
  { function() watch.route { route = "RT-CHANNEL" } end, "no monthly figures of RT-CHANNEL" },
  { function() watch.route { route = "RT-CHANEL" } end, "RT-CHANEL" },
} do
  local ok, message = pcall(fault[1])
  assert(not ok and tostring(message):find(fault[2], 1, true), tostring(message))
end
