--- nl.lua: the phrases of security plans in Dutch; the same keys and names in each language.

return {
  title = "Veiligheidsplan",
  facts = { years = "Looptijd", version = "Versie", draft = "ontwerp" },
  unknown_role = "de opsteller",
  headings = {
    own = "Wat we zien: {this}", national = "Wat we zien: het land", members = "Wat we zien: de landen",
    international = "Wat we zien: internationaal",
    cyberspace = "Wat we zien: cyberspace",
    forecasts = "Wat we verwachten: prognoses", warnings = "Wat we verwachten: signalen",
    scenarios = "Wat we verwachten: drijvende krachten en scenario’s", impact = "Wat dat hier betekent",
    below = "Waar het opvalt: {many}",
    priorities = "Prioriteiten, van Europa tot hier", demand = "Vraag en aanbod",
    international_item = "Internationaal luik", measures = "Maatregelen",
    indicators = "Wat ons van mening zou doen veranderen", assumptions = "Aannames", calendar = "Wat er aankomt",
    faults = "Nog in orde te brengen", evidence = "Bewijs van elk cijfer",
  },
  picture = {
    moved = "{series}: {now} {unit} {period}, tegenover {before} in het jaar ervoor ({percent}{extra}).",
    moved_old = "{series}: {now} {unit} {period}, tegenover {before} in het jaar ervoor ({percent}{extra}); let op: dit "
      .. "cijfer is {age}.",
    beside = "{series}: {now} {unit} {period}, naast {before} in het jaar ervoor; geen vergelijking: {why}.",
    alone = "{series}: {now} {unit} {period}; het jaar ervoor is niet bekend.",
    sure = ", meer dan toeval kan verklaren", chance = ", wat ook toeval kan zijn",
    more = "De overige fenomenen van de zone staan in het zonebeeld.",
    more_top = "De overige fenomenen zijn kleiner en staan hier niet.",
    coverage = " (cijfers van {reporting} van de {could} {many})",
    no_national = "De databank bevat geen nationale cijfers.",
    no_cyberspace = "De databank bevat geen eigen cijfers van {this} over cybercriminaliteit.",
  },
  expectation = {
    forecast = "{series}: voor de twaalf maanden tot en met {last} verwachten we {mean} {unit}. Dat het er tussen {low} en "
      .. "{high} "
      .. "worden, is {words} ({percent}).",
    more = "Dat het er meer worden dan de {before} van de twaalf maanden ervoor, is {words} ({percent}).",
    over = "Die maanden zijn voorbij, maar de cijfers ervan zijn nog niet bekend.",
    no_forecast = "Geen prognose: daarvoor zijn twee jaar maandcijfers nodig.",
    alert = "{series}, {period}: {observed} waargenomen, waar er {expected} verwacht werden. Dat zo’n hoog aantal louter "
      .. "toeval is, is "
      .. "{words} ({percent}).",
    alert_alone = "{series}, {period}: {observed} waargenomen, waar er {expected} verwacht werden; deze detector geeft geen "
      .. "kans.",
    no_alert = "Geen alarm in het afgelopen jaar op de reeksen die worden bewaakt.",
    not_watched = "In het afgelopen jaar werd geen reeks van {this}, of van wat ermee verbonden is, bewaakt: er valt niets "
      .. "over te zeggen.",
    driver = "{label}: {words} ({percent}).", scenario = "{name}: {words} ({percent}). {text}",
    no_scenario = "Nog geen drijvende krachten of scenario’s vastgelegd.",
  },
  below = {
    moved = "{series}: {now} {unit} {period}, tegenover {before} in het jaar ervoor ({percent}): meer dan toeval kan verklaren "
      .. "onder de {number} reeksen die vergeleken werden.",
    alarms = "{zone}: {number} alarmen in het afgelopen jaar.", alarms_of = "Alarmen: {zone}",
    exposed = "{series}: naar schatting {from} tot {to} {unit} {period} houden er verband mee (tabel ‘{table}’).",
    none = "{number} {many}: geen enkele valt op door eigen cijfers, alarmen of een blootstellingstabel.",
  },
  answer = {
    crosswalk = "Prioriteiten naast elkaar gelegd",
    unanswered = "Hogere prioriteiten waarop {this} nog niet antwoordt: {number}.",
    same_phenomenon = "Hogere prioriteiten over hetzelfde fenomeen als een eigen prioriteit, maar zonder verband vastgelegd: "
      .. "{number}.",
    local_only = "Eigen prioriteiten die op geen hogere prioriteit antwoorden: {number}.",
    demand = "Fenomenen die volgens de cijfers of de alarmen aandacht vragen, zonder eigen prioriteit: {number}.",
    aligned = "Elke hogere prioriteit heeft een antwoord van {this}, en omgekeerd.",
    priority_columns = { "Van", "Prioriteit", "Cyclus", "Verantwoordelijke functie", "Tot" },
    measure_columns = { "Maatregel", "Verantwoordelijke functie", "Tegen", "Status" },
    indicator_columns = { "Reeks, som over twaalf maanden", "Ondergrens", "Bovengrens", "Tot en met" },
    unassigned = "nog toe te wijzen", undated = "nog te bepalen", suggested = "voorstel", decided = "beslist",
    answered = "{zone} ({cycle}): {name}. Eigen antwoord: {own}.",
    open = "{zone} ({cycle}): {name}. {This} heeft nog geen antwoord vastgelegd.",
    no_union = "De databank bevat geen prioriteiten van de Europese Unie of de Benelux die vandaag gelden.",
    watched = "Komt een reeks buiten deze grenzen, dan wordt het plan opnieuw bekeken.",
    no_indicator = "Geen indicatoren: zonder prognose is er geen grens.",
  },
  faults = {
    ["no priority"] = "{This} heeft zelf geen prioriteiten vastgelegd die vandaag gelden.",
    international = "Geen enkele eigen prioriteit antwoordt op een prioriteit van de Europese Unie of de Benelux.",
    owner = "Prioriteit “{subject}” heeft geen verantwoordelijke functie.",
    indicator = "Prioriteit “{subject}” heeft geen indicator.", due = "Prioriteit “{subject}” heeft geen datum.",
    overdue = "De datum van prioriteit “{subject}” is verstreken.",
    ["owner ended"] = "De verantwoordelijke van prioriteit “{subject}” bestaat niet meer.",
    ["unknown higher"] = "Prioriteit “{subject}” antwoordt op een prioriteit die de databank niet kent.",
    ["ended higher"] = "Prioriteit “{subject}” antwoordt op een prioriteit die afgelopen is.",
    ["two cycles"] = "Prioriteit “{subject}” staat in twee cycli tegelijk.",
    link = "Er is een verband vastgelegd van “{subject}”, een prioriteit die niet bestaat.",
    ["old figures"] = "De cijfers bij prioriteit “{subject}” zijn meer dan een jaar oud.",
  },
  assumptions = {
    columns = { "Aanname", "Onjuist als" }, unknown = "nog te bepalen",
    recording = { text = "Politie en bronnen registreren zoals voorheen.",
      unless = "een bron van telwijze of software verandert" },
    level = { text = "Verder dan twaalf maanden vooruit noemen we geen aantallen: daarvoor is het verleden te kort.",
      unless = "een scenario met een model verder reikt" },
    exposure = { text = "Het aandeel van {this} in internationale stromen is dat van de blootstellingstabel, een inschatting.",
      unless = "vaststellingen ter plaatse buiten de marge vallen" },
    no_own = { text = "Zonder eigen cijfers volgt {this} het nationale en het internationale beeld.",
      unless = "de eigen cijfers iets anders tonen: breng ze in" },
    old = { text = "Cijfers ouder dan een jaar gelden nog: {names}.", unless = "nieuwere cijfers een ander beeld geven" },
  },
  calendar = {
    columns = { "Wanneer", "Wat", "Zekerheid", "Bron" },
    basis = { official = "vastgelegd", rule = "volgens de regel", confirm = "te bevestigen" },
  },
  method = {
    made = "Gemaakt uit databank {store}, versie {state}, startgetal {seed}; glocal {version}.",
    evidence = "Het getal tussen haken achter een zin verwijst naar het bewijs hieronder: de oproepen die elk cijfer "
      .. "berekenen, op "
      .. "dezelfde stand van de databank, en hoe goed zulke uitspraken tot nu toe waren.",
  },
  evidence = {
    source = "Bron: {names}.", old = "Let op: dit cijfer is {age}.",
    judgement = "Het aandeel is een inschatting van analisten, geen telling.",
    forecast = "Prognose: {series}", record = "Van {outcomes} eerdere uitkomsten lag {percent} binnen het 80%-interval van de "
      .. "prognose.",
    untried = "Niet op het verleden getoetst.",
    alert = "Melding {number}: {series}",
      alarm_record = "Van {number} nagegane alarmen van deze detector zijn er {confirmed} bevestigd.",
    alarm_untried = "Van deze detector is nog geen alarm nagegaan.",
    driver = "Drijvende kracht: {name}", driver_record = "Samengevoegd uit oordelen van functies over zwakke signalen; nog "
      .. "niet aan uitkomsten "
      .. "getoetst.",
    scenario = "Scenario: {name}", given = "Een oordeel van {role}; nog niet aan uitkomsten getoetst.",
  },
}
