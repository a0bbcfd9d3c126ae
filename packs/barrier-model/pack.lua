-- What this pack is. It is read as data and never run.
return {
  name = "barrier-model",
  version = "1.0.0",
  summary = {
    en = "Which barriers to put up for a budget, in one page that a chief can read.",
    nl = "Welke barrières opwerpen met een budget, op één bladzijde die een korpschef kan lezen.",
    fr = "Quelles barrières dresser avec un budget, en une page qu'un chef peut lire.",
    de = "Welche Barrieren für ein Budget, auf einer Seite, die eine Leitung lesen kann.",
  },
  licence = "GPL-3.0-or-later",
  corps = "glocal",
  purpose = "Choosing measures against trafficking and smuggling",
  handling = "CLEAR",
  glocal = ">=0.1.0",
  permissions = {"file.read"},
  entry = "barrier_analysis",
  tests = { "tests/analysis.lua" },
  examples = { "examples/first.lua" },
}
