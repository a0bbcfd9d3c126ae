# Completion of glocal for bash: subcommands, options, stores, and the fields and columns of an import.
# Made from foresight/shell/cli.lua by scripts/dev/manual.lua; do not edit

# The columns of a CSV file, from its first line.
_glocal_columns() {
  { gzip -cdf -- "$1" || cat -- "$1"; } 2>/dev/null | head -n 1 | tr -d '"\r' | tr ',;\t|' '\n\n\n\n' | grep -v ' '
}

_glocal_files() { # WORD PATTERN
  local file
  while IFS= read -r file; do
    if [ -d "$file" ] || [[ $file =~ $2 ]]; then COMPREPLY+=("$file"); fi
  done < <(compgen -f -- "$1")
  compopt -o filenames 2>/dev/null
}

_glocal() {
  local line=${COMP_LINE:0:COMP_POINT} word before command='' words='' kind=observations file=''
  local -a plain=() typed
  COMPREPLY=()
  # "=" breaks words for bash; here a word is what stands between spaces
  read -ra typed <<<"$line"
  [[ $line == *' ' ]] && typed+=('')
  word=${typed[-1]} before=${typed[-2]:-}
  local i
  for ((i = 1; i < ${#typed[@]} - 1; i++)); do
    case ${typed[i]} in
    --as) kind=${typed[i + 1]} ;;
    --as=*) kind=${typed[i]#--as=} ;;
    -*) ;;
    *)
      case ${typed[i - 1]} in
      --accept-key | --add-phenomena | --allow | --anchor | --as | --at-least | --century | --clock | --corps | --count | --counting-unit | --dates | --decimal | --delimiter | --encoding | --exclude | --execute | --expires | --fill | --fiscal | --handling | --header | --instructions | --key | --kind | --long | --mail | --map | --max-handling | --memory | --missing | --module-path | --note | --notify | --on | --pack | --passphrase-file | --profile | --purpose | --reason | --recorded | --records | --reference | --resource | --retry | --retry-after | --save | --scale | --script | --seconds | --seed | --sheet | --snapshots | --source | --statement | --store | --thousands | --threads | --timeout | --timer | --to | --value-unit | --values | --where | --within | -e) ;;
      *) plain+=("${typed[i]}") ;;
      esac
      ;;
    esac
  done
  case " init import run check log backup schedule rerun pack help " in
  *" ${plain[0]:-} "*) command=${plain[0]:-} ;;
  esac
  case $before in
  --reference) words='benelux' ;;
  --as) words='observations zones links facts successions phenomena weights sources exposures aliases geometry message_flows messages requests channels channel_reach agreements agreement_parties agreement_acts expertise contact_points trainings missions recommendations partners reports priorities priority_links feedback signals' ;;
  --dates) words='iso dmy mdy excel' ;;
  --encoding) words='utf-8 utf-16 latin-1' ;;
  --records) words='events figures' ;;
  --store) _glocal_files "$word" '\.db$'; return ;;
  esac
  if [ -z "$words" ] && [[ $word == -* ]]; then
    case $command in
    init) words='--handling -h --help --json --reference' ;;
    import) words='--add-phenomena --again --as --at-least --century --counting-unit --dates --decimal --delimiter --encoding --exclude --fill --fiscal --header -h --help --json --kind --long --look --map --missing --note --profile --recorded --records --replace --resource --save --scale --sheet --source --strict --thousands --to --value-unit --values --where --within' ;;
    run) words='--allow --clock -e --execute -h --help --instructions --json --memory --module-path --no-packs --pack --seconds --store' ;;
    check) words='--anchor -h --help --json --rebuild' ;;
    log) words='-h --help --json' ;;
    backup) words='-h --help --json' ;;
    schedule) words='--allow --catch-up --count -h --help --json --mail --missed --notify --on --retry --retry-after --script --seed --snapshots --store --timeout --timer --to' ;;
    rerun) words='--anyway -h --help --json --threads --to' ;;
    pack) words='--accept-key --allow --corps --expires -h --help --json --key --max-handling --passphrase-file --purpose --reason --statement --to' ;;
    *) words='-e --execute -h --help --json --module-path --no-packs --store --version' ;;
    esac
  elif [ -z "$words" ]; then
    case $command:${#plain[@]} in
    :0)
      words='init import run check log backup schedule rerun pack help'
      _glocal_files "$word" '\.db$'
      ;;
    help:1) words='init import run check log backup schedule rerun pack' ;;
    init:1 | import:1 | check:1) _glocal_files "$word" '\.db$' ;;
    pack:1) words='new check build key sign verify grant trust keys revoke rotate publish sync forget bundle add remove list outdated why search lock' ;;
    run:1) _glocal_files "$word" '\.lua$' ;;
    import:2) _glocal_files "$word" '\.(csv|tsv|txt|gz)$' ;;
    import:*)
      if [[ $word == *=* ]]; then
        file=${plain[2]}
        local column found=${word#*=}
        while IFS= read -r column; do
          [[ $column == "$found"* ]] && COMPREPLY+=("$column")
        done < <(_glocal_columns "$file")
        return
      fi
      case $kind in
      agreement_acts) words='agreement act article phenomenon nl fr de en valid_from valid_to source handling verification last_confirmed note' ;;
      agreement_parties) words='agreement zone territory valid_from valid_to source handling verification last_confirmed note' ;;
      agreements) words='code kind nl fr de en signed in_force ended replaced_by reference source handling verification last_confirmed note' ;;
      aliases) words='text zone phenomenon scheme' ;;
      channel_reach) words='channel country act phenomenon urgency tasked_by languages agreement article answer_hours valid_from valid_to source handling verification last_confirmed note' ;;
      channels) words='code kind owner seat nl fr de en hours languages carries official valid_from valid_to source handling verification last_confirmed note' ;;
      contact_points) words='corps theme role unit channel hours languages valid_from valid_to source handling verification last_confirmed note' ;;
      expertise) words='corps unit topic phenomenon level language holders gained_at mission gained_on last_asked valid_from valid_to source handling verification last_confirmed note' ;;
      exposures) words='name from_zone to_zone weight phenomenon low high note' ;;
      facts) words='zone name value period' ;;
      feedback) words='zone day item theme answer role readers source handling' ;;
      geometry) words='zone geometry source' ;;
      links) words='hierarchy child parent valid_from valid_to' ;;
      message_flows) words='month channel country kind urgency received sent in_time median_hours handling' ;;
      messages) words='received channel country answered kind urgency instrument handling' ;;
      missions) words='code kind region zone topic phenomenon corps participants valid_from valid_to source handling verification last_confirmed note' ;;
      observations) words='day zone phenomenon count count_high value source facet credibility reliability handling span counting_unit part year month quarter' ;;
      partners) words='code kind zone nl fr de en theme channel agreement valid_from valid_to source handling verification last_confirmed note' ;;
      phenomena) words='code parent iccs name nl fr de en' ;;
      priorities) words='code zone phenomenon cycle valid_from valid_to owner indicator due source handling nl fr de en' ;;
      priority_links) words='priority higher phenomenon note' ;;
      recommendations) words='code nl fr de en owner status evidence follow_up due valid_from valid_to source handling verification last_confirmed note countries' ;;
      reports) words='code country day phenomenon topic text source_evaluation information_evaluation corps role mission source handling note' ;;
      requests) words='period zone kind requester service phenomenon requested granted hours_asked hours_delivered source handling' ;;
      signals) words='title seen source reliability credibility steep text lang zone phenomenon horizon likelihood impact role reason handling recorded' ;;
      sources) words='code kind reliability handling value_unit publisher licence counting_unit records censored_from reports_zeros preference nl fr de en' ;;
      successions) words='old new valid_from share' ;;
      trainings) words='code topic phenomenon corps provider language participants hours valid_from valid_to source handling verification last_confirmed note' ;;
      weights) words='table phenomenon value source' ;;
      zones) words='code kind parent hierarchy name nl fr de en valid_from valid_to' ;;
      esac
      while IFS= read -r i; do COMPREPLY+=("$i="); done < <(compgen -W "$words" -- "$word")
      compopt -o nospace 2>/dev/null
      return
      ;;
    esac
  fi
  [ -z "$words" ] || while IFS= read -r i; do COMPREPLY+=("$i"); done < <(compgen -W "$words" -- "$word")
}

complete -F _glocal glocal
