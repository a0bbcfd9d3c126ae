-- What this pack is. It is read as data and never run.
return {
  name = "threat-assessment",
  version = "1.0.0",
  summary = {
    en = "Ranks phenomena by rated attributes, and says how far the ranking rests on the weights.",
    nl = "Rangschikt fenomenen naar beoordeelde kenmerken en zegt hoe sterk de rangorde van de gewichten afhangt.",
    fr = "Classe des phénomènes selon des attributs évalués et dit combien le classement dépend des poids.",
    de = "Ordnet Phänomene nach bewerteten Merkmalen und sagt, wie weit die Reihenfolge von den Gewichten abhängt.",
  },
  licence = "GPL-3.0-or-later",
  corps = "glocal",
  purpose = "Setting priorities among phenomena, never among persons",
  handling = "CLEAR",
  glocal = ">=0.1.0",
  permissions = {},
  entry = "threat_assessment",
  tests = { "tests/threat.lua" },
  examples = { "examples/first.lua" },
}
