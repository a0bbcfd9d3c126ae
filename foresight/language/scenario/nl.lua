--- nl.lua: the phrases of scenarios in Dutch. {name} is filled in; every language has the same keys and the same names.

return {
  title = "Scenario", foot = "{title}: {name}, {date}",
  facts = { dated = "Datum", known = "Cijfers tot en met", simulation = "Simulatie", budget = "Budget" },
  simulation = "{draws} trekkingen, startwaarde {seed}", euros = "€ {number}", interval = "{low} tot {high}",
  chance = "{words} ({percent})",
  headings = {
    compared = "De komende twaalf maanden", zones = "Wat dat voor de politiezones betekent",
    matters = "Welke aanname het meest uitmaakt", basis = "Waarop dit berust", sets = "De beste keuzes binnen het budget",
    barriers = "De barrières een voor een", find_out = "Wat eerst uit te zoeken",
  },
  channel = {
    name = "Kleine boten over het Kanaal, {first} tot en met {last}",
    lead = "In de twaalf maanden tot en met {last} kwamen {count} mensen met kleine boten in het Verenigd Koninkrijk aan. "
      .. "Blijft alles zoals het is, dan zijn er in de komende twaalf {median} te verwachten (80%-interval: {low} tot "
      .. "{high}).",
    more = "Dat het er meer worden dan in de afgelopen twaalf maanden: {chance}.",
    columns = { "Scenario", "Aankomsten", "80%-interval", "Meer dan in het afgelopen jaar" },
    variants = {
      base = "Alles blijft zoals het is", agreement = "Een terugkeerakkoord slaat aan",
      supply = "De aanvoer van boten wordt afgesneden", surge = "Een andere route gaat dicht",
      mixed = "Dit alles, telkens met de ingeschatte kans",
    },
    course = "Aankomsten per maand als alles blijft zoals het is: mediaan met intervallen",
    course_title = "Aankomsten per maand",
    zone_columns = { "Zone", "Zoals het is", "80%-interval", "Verschil", "80%-interval" },
    zone_caption = "Mensen in de komende twaalf maanden volgens de tabel ‘Kanaal’, en het verschil als de aanvoer van boten "
      .. "wordt afgesneden; de zes zones met de meeste",
    outside = "{percent} van de aankomsten hangt met geen enkele politiezone samen.",
    map = "Verschil als de aanvoer van boten wordt afgesneden: mensen in twaalf maanden (mediaan)",
    map_title = "Verschil per politiezone",
    inputs = {
      level = "het niveau van het jaar", weather = "toeval van maand tot maand",
      agreement = "of een terugkeerakkoord aanslaat", supply = "of de aanvoer van boten wordt afgesneden",
      surge = "of een andere route dichtgaat", agreement_effect = "hoe goed een terugkeerakkoord werkt",
      supply_effect = "hoe goed het afsnijden van de aanvoer werkt", surge_effect = "hoeveel mensen van route veranderen",
    },
    matter = "{input}: {percent} van de variantie van de uitkomst.",
    basis = {
      "Het jaar: de afgelopen twaalf maanden, maal een factor die schommelt zoals de laatste vier jaar (standaardafwijking "
        .. "van de logaritme: {sd}); de maanden zoals in de laatste drie jaar.",
      "Een terugkeerakkoord slaat aan vanaf {agreement}: {agreement_chance}; het voorkomt dan 5 tot 40% van de aankomsten.",
      "De aanvoer van boten via België wordt afgesneden vanaf {supply}: {supply_chance}; dat voorkomt 10 tot 50%.",
      "Een andere route gaat dicht vanaf {surge}: {surge_chance}; dat voegt 5 tot 50% toe.",
      "Kansen en effecten zijn inschattingen van de makers van glocal, net als de tabel ‘Kanaal’: vervang ze door uw eigen.",
    },
  },
  barriers = {
    name = "Barrières tegen arbeidsuitbuiting",
    lead = "Met {budget} per jaar vermijden deze barrières samen gemiddeld de meeste schade: {set}. Ze kosten {cost} en "
      .. "vermijden naar schatting {avoided} maanden uitbuiting per jaar (80%-interval: {low} tot {high}).",
    sure = "Dat geen andere keuze binnen het budget beter is: {chance}. De keuze laat gemiddeld {regret} maanden per jaar "
      .. "liggen tegenover wat achteraf het beste blijkt.",
    people = "Per jaar ontsnappen {prevented} mensen meer aan uitbuiting vóór er schade is, en {found} meer worden tijdens "
      .. "de uitbuiting gevonden.",
    context = "In {year} werden in België {count} slachtoffers van arbeidsuitbuiting door mensenhandel gedetecteerd; "
      .. "hoeveel er nooit gevonden worden, is niet bekend.",
    columns = { "Barrières", "Kosten per jaar", "Vermeden maanden", "80%-interval", "De beste keuze" },
    chart = "Vermeden maanden uitbuiting per jaar; de nummers zijn die van de tabel", chart_title = "Vermeden maanden per jaar",
    plot_titles = {
      ["months of exploitation"] = "Maanden uitbuiting vermeden per jaar met {budget}",
      ["dangerous crossings"] = "Gevaarlijke overtochten vermeden per jaar met {budget}",
    },
    barrier_columns = { "Barrière", "Partner", "Fase", "Kosten per jaar", "In de beste keuze" },
    actors = {
      foreign_affairs = "buitenlandse zaken", labour_inspectorate = "arbeidsinspectie", transport_firms = "vervoersbedrijven",
      border_police = "grenspolitie", municipality = "gemeente", clients = "opdrachtgevers en verkopers",
      support_organisation = "hulporganisaties", local_police = "lokale politie", banks = "banken", platforms = "platformen",
      federal_police = "federale politie", railway_police = "spoorwegpolitie", shipping_police = "scheepvaartpolitie",
    },
    stages = {
      recruitment = "werving", journey = "reis", entry = "binnenkomst", identity = "identiteit", housing = "huisvesting",
      work = "werk", payment = "betaling", supply = "boten en motoren",
    },
    inputs = {
      effect = "het effect van ‘{name}’", persons = "hoeveel mensen geworven worden",
      displaced = "hoeveel mensen toch uitgebuit worden", stopped = "hoeveel er nu ontsnappen ({name})",
      harm = "hoe lang de uitbuiting dan al duurt ({name})", through = "hoe lang ze duurt voor wie nooit gevonden wordt",
    },
    worth = "{input}: dat vóór de keuze weten zou gemiddeld {value} maanden per jaar meer vermijden.",
    nothing = "Geen enkele aanname zou op zichzelf de keuze veranderen.",
    own = "Uit uw eigen tabellen: {files}.",
    basis = {
      "Aantallen mensen per jaar en aandelen daarvan; geen enkele persoon wordt gemodelleerd.",
      "Een barrière behoedt een deel van wie haar fase bereikt voor uitbuiting; barrières werken onafhankelijk van elkaar, "
        .. "en een deel van deze mensen wordt toch uitgebuit.",
      "Alle {count} combinaties van hoogstens drie barrières binnen het budget zijn geprobeerd, telkens met dezelfde "
        .. "trekkingen.",
      "Tenzij anders vermeld zijn kosten, effecten en het proces inschattingen van de makers van glocal, voor een "
        .. "gerechtelijk arrondissement: vervang ze door uw eigen voor u beslist.",
    },
  },
}
