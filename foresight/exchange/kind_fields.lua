--- kind_fields.lua: the fields of each kind of import, those that must be mapped first; of signals import_signals.lua has them.
--
-- Example:  kind_fields.links   --> hierarchy child parent valid_from valid_to

return {
  observations = "day zone phenomenon count count_high value source facet credibility reliability handling span " ..
    "counting_unit part year month quarter",
  zones = "code kind parent hierarchy name nl fr de en valid_from valid_to",
  links = "hierarchy child parent valid_from valid_to",
  facts = "zone name value period",
  successions = "old new valid_from share",
  phenomena = "code parent iccs name nl fr de en",
  weights = "table phenomenon value source",
  sources = "code kind reliability handling value_unit publisher licence counting_unit records censored_from"
    .. " reports_zeros preference nl fr de en",
  exposures = "name from_zone to_zone weight phenomenon low high note",
  aliases = "text zone phenomenon scheme",
  geometry = "zone geometry source",
  priorities = "code zone phenomenon cycle valid_from valid_to owner indicator due source handling nl fr de en",
  priority_links = "priority higher phenomenon note",
  feedback = "zone day item theme answer role readers source handling",
  message_flows = "month channel country kind urgency received sent in_time median_hours handling",
  requests = "period zone kind requester service phenomenon requested granted hours_asked hours_delivered source handling",
  messages = "received channel country answered kind urgency instrument handling",
  channels = "code kind owner seat nl fr de en hours languages carries official valid_from valid_to source"
    .. " handling verification last_confirmed note",
  channel_reach = "channel country act phenomenon urgency tasked_by languages agreement article answer_hours"
    .. " valid_from valid_to source handling verification last_confirmed note",
  agreements = "code kind nl fr de en signed in_force ended replaced_by reference source handling verification"
    .. " last_confirmed note",
  agreement_parties = "agreement zone territory valid_from valid_to source handling verification last_confirmed note",
  agreement_acts = "agreement act article phenomenon nl fr de en valid_from valid_to source handling verification"
    .. " last_confirmed note",
  expertise = "corps unit topic phenomenon level language holders gained_at mission gained_on last_asked"
    .. " valid_from valid_to source handling verification last_confirmed note",
  contact_points = "corps theme role unit channel hours languages valid_from valid_to source handling verification"
    .. " last_confirmed note",
  trainings = "code topic phenomenon corps provider language participants hours valid_from valid_to source"
    .. " handling verification last_confirmed note",
  missions = "code kind region zone topic phenomenon corps participants valid_from valid_to source handling"
    .. " verification last_confirmed note",
  recommendations = "code nl fr de en owner status evidence follow_up due valid_from valid_to source handling"
    .. " verification last_confirmed note countries",
  partners = "code kind zone nl fr de en theme channel agreement valid_from valid_to source handling verification"
    .. " last_confirmed note",
  reports = "code country day phenomenon topic text source_evaluation information_evaluation corps role mission"
    .. " source handling note",
}
