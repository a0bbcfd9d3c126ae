$ printf '.tables\n' | glocal demo.db | head -4
$ glocal demo.db -e 'select count(*) > 1000 as many from zone'
$ glocal demo.db -e '?frame:rank' | head -3
$ glocal demo.db -e 'SELECT cuont from observations'
$ printf 'print(arg[0], arg[1], 1 + 1)\n' | glocal run - x
$ glocal help rank | head -3
$ glocal help rolup
$ glocal demo.db -e 'zones.children("5345")'
$ glocal demo.db -e 'rollup{zone="WORLD", every="year"}:to_xlsx "r.docx"'
$ glocal demo.db -e 'rollup{zone="WORLD", every="year"}:to_csv "r.xlsx"'
$ mkdir home && HOME=$PWD/home glocal demo.db -e 'frame({{a=1, b=2}}, {columns={"a", "b"}}):to_csv "~/r.tsv"' | sed 's#.*/home#HOME#'
$ cat -A home/r.tsv
$ HOME=$PWD/home glocal demo.db -e 'frame{{a=1}}:plot{to="~/r.svg"}' | sed 's#.*/home#HOME#'
$ ls home
$ glocal demo.db -e 'frame({{a=1}}, {marking="TLP:WHITE"}):marking()'
$ glocal demo.db -e 'r = rollup{zone="WORLD", level="route", every="year", phenomenon="migration"}; return r:group_by "zone"'
$ glocal demo.db -e 'r = rollup{zone="WORLD", level="route", every="year", phenomenon="migration", from="2023"}; return r:pivot("zone", "period")'
$ glocal demo.db -e 'r = rollup{zone="WORLD", level="route", every="year", phenomenon="migration", from="2023"}; return r.count + 1'
$ glocal demo.db -e 'describe(1)'
