$ echo 'zones:find("antw"):head(1), rollup{zone="RT-CMED", every="year"}:glimpse()' | GLOCAL_PLAIN=1 glocal demo.db
1 row x 3 columns
code    kind      name
BE-VAN  province  Antwerp Province
4 rows x 7 columns
column      type     unit              nulls  lowest  highest  values
zone        text     -                     0  -       -        1 text: RT-CME...
phenomenon  text     -                     0  -       -        1 text: migrat...
period      year     -                     0  2009    2025     -
count       integer  border crossings      0  4 450   181 376  -
$ echo 'phenomena "cyber.dependent.ddos"' | LC_ALL=C COLUMNS=40 glocal demo.db
1 row x 4 columns
code           name           level  ...
cyber.depe...  DDoS attac...      3  ...
1 column left out: iccs
$ echo 'rollup{zone="RT-CMED", every="year"}:mark("AMBER"):head(1)' | TERM=dumb glocal demo.db
1 row x 4 columns - TLP:AMBER
zone     phenomenon  period             count
                             border crossings
RT-CMED  migration   2009              11 043
$ echo 'print(rollup{zone="RT-CMED", every="year"}:head(1):mutate{none=function() end})' | GLOCAL_PLAIN=1 COLUMNS=35 glocal demo.db
1 row x 5 columns
zone     ...  period          count
         ...          border cro...
RT-CMED  ...  2009           11 043
2 columns left out
$ echo 'sources()' | COLUMNS=60 glocal demo.db
4 rows x 9 columns
code          counting_un…  records  kind     reliability  …
fr-etat4001   recorded of…  figures  police   B            …
frontex       border cros…  figures  partner  B            …
uk-home-off…  arrivals      figures  open     A            …
unodc-glotip  detected vi…  figures  open     B            …
4 columns left out: handling, name, publisher, licence
$ echo 'sources "uk-home-office"' | COLUMNS=200 glocal demo.db
1 row x 13 columns
code            counting_unit  records  kind  reliability  handling  name                                value_unit  censored_from  reports_zeros  preference  publisher    licence
uk-home-office  arrivals       figures  open  A            CLEAR     United Kingdom: small boat arriva…  boats                   1              0           ·  Home Office  Open Government Licence v3.0
$ echo 'rollup{zone="RT-CMED", every="year"}:all()' | COLUMNS=40 PAGER='echo never' glocal demo.db | tail -3
RT-CMED  migration   2024              66 855
RT-CMED  migration   2025              15 820
note: 2025 has figures to 2025-04 only
$ echo 'for i = 1, 1e6 do print(i) end' | glocal | head -2
1
2
$ printf 'print(1)\n\377\376\nprint(2)\n' | glocal
1
error: line 2: this is not text: byte 1 is 0xFF; statements are UTF-8, nothing more was read
[1]
$ printf 'print(1)\nx = "\0"\n' | glocal
1
error: line 2: this is not text: byte 6 is 0x00; statements are UTF-8, nothing more was read
[1]
$ head -c 1000000 /dev/zero | tr '\0' a | sed 's/^/#"/; s/$/"/' | glocal
1000000
$ head -c 1000000 /dev/zero | tr '\0' a | sed 's/^/x = = "/; s/$/"/' | glocal
error: line 1: unexpected symbol near '='
   1 | x = = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
[1]
$ printf 'if true then\n' | glocal
error: line 1: the statement is not finished: 'end' expected
[1]
$ echo 'example "frame:where"' | glocal
> f = frame{{zone="BE", count=3}, {zone="NL", count=5}}
> #f:where{zone="BE"}
1
> f:where("count > 3").zone[1]
NL
> #f:where(function(row) return row.count < 9 end)
2
$ echo 'example "store:retract"' | glocal demo.db
> select(3, store:retract(999999, 'a test'))
(not run: store:retract changes a store or a file; type it yourself)
$ printf 'day,zone,count\n2024-01,BE,3\n2024-02,XX,4\n' >two.csv; echo 'store:import("two.csv", {day="day", zone="zone", count="count", phenomenon={const="0204"}, source={const="frontex"}})' | glocal demo.db
imported 1 of 2 lines (50 %) from two.csv as batch 21 (0.00 s); 1 refused, with 4 of 7 counted (57.1 %)
 lines  first  column and reason
     1      3  zone: unknown zone 'XX'; look it up with zones:find '...'
every refused line: store:rejects(21)
$ printf '"one"\n"two"\n_1 .. _2\n_3\n' | glocal
one
two
twoone
one
