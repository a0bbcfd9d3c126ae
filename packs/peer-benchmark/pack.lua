-- What this pack is. It is read as data and never run.
return {
  name = "peer-benchmark",
  version = "1.0.0",
  summary = {
    en = "Compares a zone with comparable zones, chance made visible in a funnel.",
    nl = "Vergelijkt een zone met vergelijkbare zones en toont met een trechter wat toeval kan zijn.",
    fr = "Compare une zone à des zones comparables et montre dans un entonnoir ce qui peut être dû au hasard.",
    de = "Vergleicht eine Zone mit vergleichbaren Zonen und zeigt im Trichter, was Zufall sein kann.",
  },
  licence = "GPL-3.0-or-later",
  corps = "glocal",
  purpose = "Seeing whether a zone's figure differs from that of its peers by more than chance",
  handling = "CLEAR",
  glocal = ">=0.1.0",
  permissions = {},
  entry = "peer_benchmark",
  tests = { "tests/funnel.lua", "tests/benchmark.lua" },
  examples = { "examples/first.lua" },
}
