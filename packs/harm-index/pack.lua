-- What this pack is. It is read as data and never run.
return {
  name = "harm-index",
  version = "1.0.0",
  summary = {
    en = "Weighs offences by harm, by your own table, with and without what police find by looking.",
    nl = "Weegt misdrijven naar schade met uw eigen tabel, met en zonder wat de politie zelf opspoort.",
    fr = "Pondère les infractions selon le dommage, par votre propre table, avec et sans ce que la police découvre elle-même.",
    de = "Gewichtet Straftaten nach Schaden mit eigener Tabelle, mit und ohne das, was Polizei durch Kontrollen findet.",
  },
  licence = "GPL-3.0-or-later",
  corps = "glocal",
  purpose = "Comparing zones and periods by harm instead of by counts",
  handling = "CLEAR",
  glocal = ">=0.1.0",
  permissions = {},
  entry = "harm_index",
  tests = { "tests/harm.lua" },
  examples = { "examples/first.lua" },
}
