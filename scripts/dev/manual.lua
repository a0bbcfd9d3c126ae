--- manual.lua: writes what system shells and man know of the command, from the declarations of its subcommands in
--- foresight/shell/cli.lua: docs/glocal.1, packaging/completion/glocal.bash and packaging/completion/_glocal.
--
-- Example:  glocal run scripts/dev/manual.lua            writes all three
--           glocal run scripts/dev/manual.lua --check    fails where they are not current

local cli = require "foresight.shell.cli"

local root = arg[0]:match "^(.*)scripts/dev/[^/]*$" or "../../"
local keep = dofile(root .. "scripts/dev/made.lua")
local MADE = "made from foresight/shell/cli.lua by scripts/dev/manual.lua; do not edit"
local RELEASED = "2026-11-24" -- when the version came out, as the manual page says

-- --- what both need -------------------------------------------------------------------------------------------

local function sorted(t)
  local names = {}
  for name in pairs(t) do names[#names + 1] = name end
  table.sort(names)
  return names
end

-- Every spelling of the option: "-h", "--help".
local function spellings(name, option)
  return option.short and { "-" .. option.short, "--" .. name } or { "--" .. name }
end

local function words_of(options)
  local words = {}
  for _, name in ipairs(sorted(options)) do
    for _, each in ipairs(spellings(name, options[name])) do words[#words + 1] = each end
  end
  return table.concat(words, " ")
end

local function first_sentence(text)
  return (text:gsub("\n", " "):match "^(.-%.)%s" or text:gsub("\n", " ")):gsub("%.$", "")
end

-- --- the manual page ------------------------------------------------------------------------------------------

-- Text as roff wants it: backslashes and dots or quotes at the start of a line mean something there, a hyphen of an
-- option must be one that can be copied.
local function roff(text)
  return (text:gsub("\\", "\\e"):gsub("%-", "\\-"):gsub("\n([.'])", "\n\\&%1"):gsub("^([.'])", "\\&%1"))
end

-- Words in capitals stand for what one puts in their place.
local function usage(text)
  return (roff(text):gsub("%f[%w]%u%u+%f[%W]", "\\fI%0\\fR"))
end

-- Paragraphs flow; indented lines stay as they are.
local function body(text)
  local out, is_kept = {}, false
  for line in (text .. "\n"):gmatch "(.-)\n" do
    local keeps = line:find "^%s" ~= nil
    if keeps ~= is_kept and line ~= "" then
      out[#out + 1] = keeps and ".PP\n.nf" or ".fi\n.PP"
      is_kept = keeps
    end
    if line ~= "" then out[#out + 1] = roff(line) elseif is_kept then out[#out + 1] = "" end
  end
  if is_kept then out[#out + 1] = ".fi" end
  return table.concat(out, "\n")
end

local function option_entries(options)
  local out = {}
  for _, name in ipairs(sorted(options)) do
    local option, heads = options[name], {}
    for i, each in ipairs(spellings(name, option)) do heads[i] = "\\fB" .. roff(each) .. "\\fR" end
    out[#out + 1] = (".TP\n%s%s\n%s."):format(table.concat(heads, ", "),
      option.value and " \\fI" .. option.value .. "\\fR" or "", roff(option.help))
  end
  return table.concat(out, "\n")
end

local ENVIRONMENT = {
  { "GLOCAL_STORE", "the store to open when none is named" },
  { "GLOCAL_MEMORY", "how much Lua's heap and the cells of all frames may take together, such as 512M or 2G; default: half of "
    .. "the machine's memory" },
  { "GLOCAL_HOME", "the folder that holds foresight and data, if they are not found beside the program" },
  { "GLOCAL_LANG", "the language of what leaves the house: nl, fr, de or en; default: that of the locale" },
  { "GLOCAL_PLAIN", "set to 1 for output without marks that a screen reader stumbles over" },
  { "GLOCAL_DEBUG", "set to 1 for tracebacks" },
  { "NO_COLOR", "set for output without colour" },
  { "XDG_STATE_HOME", "where the history is kept; default: ~/.local/state" },
  { "XDG_CONFIG_HOME", "where the keys are kept that are trusted for packs; default: ~/.config" },
  { "XDG_DATA_HOME", "where packs and the indexes of repositories are kept; default: ~/.local/share" },
}

local function manual(version)
  local out = { ('.\\" %s\n.TH GLOCAL 1 %s "glocal %s" "User Commands"'):format(MADE, RELEASED, version), [[
.SH NAME
glocal \- analysis shell for cross\-border phenomena
.SH SYNOPSIS
.nf
\fBglocal\fR [\fISTORE\fR]
\fBglocal\fR [\fISTORE\fR] \fB\-e\fR \fICHUNK\fR [\fIARG\fR ...] ]] }
  for _, name in ipairs(cli.order) do
    out[#out + 1] = usage(cli.commands[name].usage):gsub("^glocal ([%w-]+)", "\\fBglocal %1\\fR")
  end
  out[#out + 1] = [[
.fi
.SH DESCRIPTION
glocal keeps figures on cross\-border phenomena in one SQLite file, the store, and rolls them up and down the trees of
zones and phenomena. Without a subcommand it opens an interactive shell in which Lua statements are typed; \fBhelp()\fR
there is a guide by task. Results go to stdout, talk to stderr.
.SH OPTIONS]]
  out[#out + 1] = option_entries(cli.general)
  out[#out + 1] = ".SH SUBCOMMANDS"
  for _, name in ipairs(cli.order) do
    local command = cli.commands[name]
    out[#out + 1] = ".SS " .. usage(command.usage)
    out[#out + 1] = body(command.says)
    out[#out + 1] = option_entries(command.options)
  end
  out[#out + 1] = ".SH ENVIRONMENT"
  for _, each in ipairs(ENVIRONMENT) do out[#out + 1] = (".TP\n\\fB%s\\fR\n%s."):format(each[1], roff(each[2])) end
  out[#out + 1] = [[
.SH EXIT STATUS
0 done, 1 the work failed, 2 the call was wrong, 130 interrupted.
.SH FILES
.TP
~/.local/state/glocal/history
The statements of earlier sessions.
.TP
~/.config/glocal/trust, ~/.local/share/glocal/packs, packs.lock
Trusted keys, installed packs, and which versions of them a project is worked with.
.TP
/usr/share/glocal/luacats/glocal.lua
What editors complete from; see the README for how to tell them.
.SH EXAMPLES
.nf
glocal init demo.db \-\-reference benelux
glocal import demo.db detections.csv day=month zone=route phenomenon=:0805 count=detections
glocal demo.db \-e 'rollup{zone="BE", level="province", every="year"}'
glocal run \-\-store demo.db session.lua
.fi
.SH SEE ALSO
.BR lua5.4 (1),
.BR sqlite3 (1),
.BR gnuplot (1)]]
  return table.concat(out, "\n") .. "\n"
end

-- --- completion for bash --------------------------------------------------------------------------------------

-- The choices of each option that has some: "        --order) words='iso dmy mdy' ;;".
local function bash_choices()
  local seen, lines = {}, {}
  for _, command in ipairs(cli.order) do
    local options = cli.commands[command].options
    for _, name in ipairs(sorted(options)) do
      local choices = options[name].choices
      if choices and not seen[name] then
        seen[name] = true
        lines[#lines + 1] = ("    --%s) words='%s' ;;"):format(name, table.concat(choices, " "))
      end
    end
  end
  return table.concat(lines, "\n")
end

local function bash_fields()
  local lines = {}
  for _, kind in ipairs(sorted(cli.fields)) do
    lines[#lines + 1] = ("    %s) words='%s' ;;"):format(kind, cli.fields[kind])
  end
  return table.concat(lines, "\n")
end

local function bash_commands()
  local lines = {}
  for _, name in ipairs(cli.order) do
    lines[#lines + 1] = ("    %s) words='%s' ;;"):format(name, words_of(cli.commands[name].options))
  end
  lines[#lines + 1] = ("    *) words='%s' ;;"):format(words_of(cli.general))
  return table.concat(lines, "\n")
end

local BASH = [=[
# Completion of glocal for bash: subcommands, options, stores, and the fields and columns of an import.
# MADE

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
      VALUED) ;;
      *) plain+=("${typed[i]}") ;;
      esac
      ;;
    esac
  done
  case " COMMANDS help " in
  *" ${plain[0]:-} "*) command=${plain[0]:-} ;;
  esac
  case $before in
CHOICES
  --store) _glocal_files "$word" '\.db$'; return ;;
  esac
  if [ -z "$words" ] && [[ $word == -* ]]; then
    case $command in
OPTIONS
    esac
  elif [ -z "$words" ]; then
    case $command:${#plain[@]} in
    :0)
      words='COMMANDS help'
      _glocal_files "$word" '\.db$'
      ;;
    help:1) words='COMMANDS' ;;
    init:1 | import:1 | check:1) _glocal_files "$word" '\.db$' ;;
    pack:1) words='PACKING' ;;
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
FIELDS
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
]=]

-- --- completion for zsh ---------------------------------------------------------------------------------------

-- What the value of an option may be, as _arguments wants it.
local function zsh_value(name, option)
  if not option.value then return "" end
  local action = option.choices and "(" .. table.concat(option.choices, " ") .. ")" or
    name == "store" and "_files -g '*.db'" or " "
  return (":%s:%s"):format(option.value:lower():gsub("=", " "), action)
end

local function zsh_options(options, indent)
  local lines = {}
  for _, name in ipairs(sorted(options)) do
    local option = options[name]
    local help = option.help:gsub("[%[%]:\\]", "\\%0"):gsub("'", "'\\''")
    local others = option.many and "*" or "(" .. table.concat(spellings(name, option), " ") .. ")"
    for _, each in ipairs(spellings(name, option)) do
      lines[#lines + 1] = ("%s'%s%s[%s]%s'"):format(indent, others, each, help, (zsh_value(name, option):gsub("'", "'\\''")))
    end
  end
  return table.concat(lines, " \\\n")
end

local ZSH_PLACES = {
  init = [['1:new store:_files -g "*.db"']],
  import = [['1:store:_files -g "*.db"' '2:file:_files -g "*.(csv|tsv|txt|gz)"' '*:field:_glocal_field']],
  run = [['1:script:_files -g "*.lua"' '*:argument:_files']],
  check = [['1:store:_files -g "*.db"']],
  pack = ("'1:what:(%s)' '*:file:_files'"):format(table.concat(cli.commands.pack.order, " ")),
}

local function zsh_commands()
  local lines = {}
  for _, name in ipairs(cli.order) do
    lines[#lines + 1] = ("    %s)\n      _arguments %s \\\n%s\n      ;;"):format(name, ZSH_PLACES[name] or "'*:file:_files'",
      zsh_options(cli.commands[name].options, "        "))
  end
  return table.concat(lines, "\n")
end

local function zsh_list()
  local lines = {}
  for _, name in ipairs(cli.order) do
    lines[#lines + 1] = ("    '%s:%s'"):format(name, (first_sentence(cli.commands[name].says):gsub("'", "'\\''")))
  end
  lines[#lines + 1] = "    'help:Tells about a subcommand'"
  return table.concat(lines, "\n")
end

local ZSH = [=[
#compdef glocal
# Completion of glocal for zsh: subcommands, options, stores, and the fields and columns of an import.
# MADE

_glocal_field() {
  local kind=observations file=${line[2]}
  local -a fields columns
  [[ -n ${opt_args[--as]} ]] && kind=${opt_args[--as]}
  if [[ $PREFIX == *=* ]]; then
    columns=(${(f)"$({ gzip -cdf -- $file || cat -- $file } 2>/dev/null | head -n 1 | tr -d '"\r' | tr ',;\t|' '\n\n\n\n')"})
    compset -P '*='
    compadd -a columns
    return
  fi
  case $kind in
FIELDS
  esac
  fields=(${=words_of_kind})
  compadd -S = -a fields
}

_glocal() {
  local curcontext=$curcontext state words_of_kind
  local -a commands line
  typeset -A opt_args
  commands=(
LIST
  )
  _arguments -C \
GENERAL \
    '1: :->first' '*:: :->rest' && return
  case $state in
  first)
    _describe -t commands 'subcommand' commands
    _files -g '*.db'
    ;;
  rest)
    curcontext=${curcontext%:*}-$words[1]:
    case $words[1] in
PER_COMMAND
    help) compadd COMMANDS ;;
    esac
    ;;
  esac
}

_glocal "$@"
]=]

-- --- writing --------------------------------------------------------------------------------------------------

-- Options that take a value, so that the word behind one is not a plain one: "--as | --store".
local function valued()
  local names = { "-e" }
  local seen = {}
  local function take(options)
    for name, option in pairs(options) do
      if option.value and not seen[name] then
        seen[name] = true
        names[#names + 1] = "--" .. name
      end
    end
  end
  take(cli.general)
  for _, name in ipairs(cli.order) do take(cli.commands[name].options) end
  table.sort(names)
  return table.concat(names, " | ")
end

local function filled(template, parts)
  return (template:gsub("%f[%w_][A-Z_]+%f[^%w_]", parts))
end

local shared = { MADE = (MADE:gsub("^%l", string.upper)), COMMANDS = table.concat(cli.order, " "), VALUED = valued(),
  PACKING = table.concat(cli.commands.pack.order, " ") }
local bash = filled(BASH, setmetatable({ CHOICES = bash_choices():gsub("^%s+", "  "):gsub("\n    ", "\n  "),
  OPTIONS = bash_commands(), FIELDS = bash_fields():gsub("    ([^\n]*)", "      %1") }, { __index = shared }))
local zsh = filled(ZSH, setmetatable({ FIELDS = bash_fields():gsub("words=", "words_of_kind="):gsub("    ([^\n]*)", "  %1"),
  LIST = zsh_list(), GENERAL = zsh_options(cli.general, "    "), PER_COMMAND = zsh_commands() }, { __index = shared }))
local only_check = arg[1] == "--check"
local current = keep(root .. "docs/glocal.1", manual(require "glocal".version), "manual.lua", only_check)
current = keep(root .. "packaging/completion/glocal.bash", bash, "manual.lua", only_check) and current
current = keep(root .. "packaging/completion/_glocal", zsh, "manual.lua", only_check) and current
if not current then return nil, "the manual page or a completion is not current", "stale" end
