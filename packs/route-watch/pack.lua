-- What this pack is. It is read as data and never run.
return {
  name = "route-watch",
  version = "1.0.0",
  summary = {
    en = "From border detections to what a route means here, and whether it moved by more than chance.",
    nl = "Van vaststellingen aan de grens naar wat een route hier betekent, en of ze meer dan toevallig bewoog.",
    fr = "Des détections aux frontières à ce qu'une route signifie ici, et si elle a bougé plus que par hasard.",
    de = "Von Feststellungen an der Grenze zu dem, was eine Route hier bedeutet, und ob sie sich mehr als zufällig bewegt hat.",
  },
  licence = "GPL-3.0-or-later",
  corps = "glocal",
  purpose = "Early awareness of a zone about the routes that concern it",
  handling = "CLEAR",
  glocal = ">=0.1.0",
  permissions = {"store.read"},
  entry = "route_watch",
  tests = { "tests/watch.lua" },
  examples = { "examples/first.lua" },
}
