$ printf '.tables\n' | glocal demo.db | head -4
88 rows x 3 columns
table                    kind   columns
agreement_act_history    table  id, agreement, act, article, phenomenon, nl, fr…
agreement_history        table  id, code, kind, nl, fr, de, en, signed, in_forc…
$ glocal demo.db -e 'select count(*) > 1000 as many from zone'
1 row x 1 column
many
   1
$ glocal demo.db -e '?frame:rank' | head -3
frame:rank(options?: table): frame

  The rank of each figure among the rows of its period, the largest first.
$ glocal demo.db -e 'SELECT cuont from observations'
glocal: SQL: line 1, column 8: no such column: cuont, did you mean 'count'?
[1]
$ printf 'print(arg[0], arg[1], 1 + 1)\n' | glocal run - x
stdin	x	2
$ glocal help rank | head -3
frame:rank(options?: table): frame

  The rank of each figure among the rows of its period, the largest first.
$ glocal help figure | head -4
What a figure is here (docs/figures.md)

A figure is a count of something, at a zone, on a phenomenon, in a period,
from a source, as known on a day. It adds up with others only where these are
$ glocal help figures coverage | head -4
Coverage (docs/figures.md; help "figures")

Which of the zones below, of those that could report, did. A sum over a few of
them is the sum of these and not of the whole, and the note says so;
$ glocal help rolup
glocal: there is no command or function 'rolup'
try `glocal --help`
[2]
$ glocal demo.db -e 'zones.children("5345")'
1 row x 3 columns
code      kind          name
BE-11002  municipality  Antwerp
note: by the hierarchy police; in the administrative one BE-PZ5345 has no
children
$ glocal demo.db -e 'rollup{zone="WORLD", every="year"}:to_xlsx "r.docx"'
glocal: to_xlsx writes a workbook (.xlsx), not .docx: 'r.xlsx'?
[1]
$ glocal demo.db -e 'rollup{zone="WORLD", every="year"}:to_csv "r.xlsx"'
glocal: to_csv writes CSV (.csv), not .xlsx: 'r.csv'?
[1]
$ mkdir home && HOME=$PWD/home glocal demo.db -e 'frame({{a=1, b=2}}, {columns={"a", "b"}}):to_csv "~/r.tsv"' | sed 's#.*/home#HOME#'
HOME/r.tsv
$ cat -A home/r.tsv
a^Ib$
1^I2$
$ HOME=$PWD/home glocal demo.db -e 'frame{{a=1}}:plot{to="~/r.svg"}' | sed 's#.*/home#HOME#'
HOME/r.svg
$ ls home
r.svg
r.tsv
$ glocal demo.db -e 'frame({{a=1}}, {marking="TLP:WHITE"}):marking()'
TLP:CLEAR
$ glocal demo.db -e 'r = rollup{zone="WORLD", level="route", every="year", phenomenon="migration"}; return r:group_by "zone"'
glocal: -e:1: this frame has no column or method 'group_by': here it is r:by "zone"
[1]
$ glocal demo.db -e 'r = rollup{zone="WORLD", level="route", every="year", phenomenon="migration", from="2023"}; return r:pivot("zone", "period")'
9 rows x 4 columns
zone                     2023              2024              2025
             border crossings  border crossings  border crossings
RT-BLACKSEA                41                 ·                 2
RT-CIRCULAR               651               548               154
RT-CMED               158 026            66 855            15 820
RT-EBORDER              5 748            17 260             4 568
RT-EMED                61 296            69 954            12 329
RT-OTHER                    5                 2                 ·
RT-WAFRICA             39 673            46 820            10 470
RT-WBALKAN             99 002            21 525             3 436
RT-WMED                16 877            17 057             3 447
note: count of phenomenon migration; 2025 has figures to 2025-04 only
$ glocal demo.db -e 'r = rollup{zone="WORLD", level="route", every="year", phenomenon="migration", from="2023"}; return r.count + 1'
glocal: -e:1: a column is a list of values: calculate with it as in r:mutate{twice="count * 2"}
[1]
$ glocal demo.db -e 'describe(1)'
glocal: -e:1: attempt to use the undeclared global 'describe': here it is r:glimpse()
[1]
$ glocal demo.db --json -e 'rollup{zone="RT-CMED", phenomenon="migration", every="year", from="2024", to="2024"}' | sed 's/"provenance":".*state [0-9]*"/"provenance":"..."/'
{"marking":"TLP:CLEAR","provenance":"...","columns":[{"name":"zone","type":"text","unit":null},{"name":"phenomenon","type":"text","unit":null},{"name":"period","type":"month","span":"year","unit":null},{"name":"count","type":"integer","unit":"border crossings"}],
"rows":[
{"zone":"RT-CMED","phenomenon":"migration","period":"2024","count":66855}
]}
$ glocal demo.db --json -e 'frame{{a=1}}:mark "RED"'
glocal: this frame is TLP:RED, which may not leave glocal: it is for the eyes of its recipients only
[1]
$ glocal demo.db -e 'rollup{zone="RT-CMED", phenomenon="migration", every="year", from="2024", to="2024"}:to_xlsx("r.xlsx", {lang="nl"})' && glocal import demo.db r.xlsx --look | head -14
r.xlsx
file        r.xlsx: xlsx, 1 row
note        sheet 'Gegevens' of 2; not read: 'Over dit bestand'
header      line 1
zone        1 of 1 texts are zones of the store: route 1
phenomenon  1 of 1 texts are phenomena of the store

column                 field       type          sample                 missing
-------------------------------------------------------------------------------
Zone                   zone        text          RT-CMED
Naam van de zone                   text          Centrale Middellands…
Fenomeen               phenomenon  text          migration
Naam van het fenomeen              text          irreguliere migratie
Periode                day         year (2024)   2024
Aantal                 count       whole number  66855
$ glocal demo.db -e 'brief{zone="5345", to="b.html"}' && head -1 b.html | cut -c 1-15
brief written to b.html
<!DOCTYPE html>
