#!/usr/bin/python3
"""windows.py: windows of public series, as long as those of forecasting competitions, in the files that competition.c reads.

    apt-get install gretl-data r-base-core r-cran-forecast r-cran-aer r-cran-tseries ...
    tests/bench/windows.py build/bench/windows
    build/release/bench/competition build/bench/windows/months-train.csv build/bench/windows/months-test.csv 12 combination ets

The series are those of the textbooks that gretl-data holds, of the R packages that are installed (windows.R) and the French
offences of data/observed. Nothing here is part of glocal: the calibration of its intervals was found and is looked at with it.
"""
import collections
import csv
import glob
import gzip
import os
import random
import re
import subprocess
import sys
import xml.etree.ElementTree as tree

here = os.path.dirname(os.path.abspath(__file__))
# name, season, shortest and longest history, horizon, windows of a series and of a data set at most
KINDS = [("years", 1, 14, 40, 6, 3, 25), ("quarters", 4, 16, 64, 8, 4, 40), ("months", 12, 48, 126, 18, 4, 30)]


def is_usable(values, season):
    least = {1: 20, 4: 24, 12: 66}[season]
    return len(values) >= least and min(values) > 0 and len(set(values)) > 0.4 * len(values)


def gretl():
    """Name, season and values of every series of gretl's data sets that has a calendar and no trend of its own making."""
    for path in sorted(glob.glob("/usr/share/gretl/data/**/*.gdt", recursive=True)):
        text = open(path, "rb").read()
        if text[:2] == b"\x1f\x8b":
            text = gzip.decompress(text)
        root = tree.fromstring(re.sub(rb"<!DOCTYPE[^>]*>", b"", text))
        frequency = (root.get("frequency") or "1").split(":")[0]
        if root.get("type") != "time-series" or frequency not in ("1", "4", "12"):
            continue
        rows = [row.text.split() for row in root.iter("obs")]
        for column, variable in enumerate(root.iter("variable")):
            values = []
            for row in rows:
                known = column < len(row) and row[column] not in ("NA", ".")
                if known:
                    values.append(float(row[column]))
                elif values:
                    break
            steps = {b - a for a, b in zip(values, values[1:])}
            if len(steps) >= 5 and is_usable(values, int(frequency)):
                yield os.path.basename(path) + ":" + variable.get("name"), int(frequency), values[-180:]


def packages():
    """The same of R's packages."""
    told = subprocess.run(["Rscript", os.path.join(here, "windows.R")], capture_output=True, text=True, check=False).stdout
    for line in told.splitlines():
        name, season, *values = line.split(",")
        values = [float(value) for value in values]
        if is_usable(values, int(season)):
            yield name, int(season), values[-180:]


def offences():
    series = collections.defaultdict(dict)
    with open(os.path.join(here, "../../data/observed/fr_offences.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            series[row["index"]][row["month"]] = float(row["count"])
    for index, counts in series.items():
        values = [counts[month] for month in sorted(counts)]
        if is_usable(values, 12):
            yield "offences " + index + ":", 12, values


def windows(series, kind):
    _, season, shortest, longest, horizon, most, most_of_set = kind
    of_set = collections.Counter()
    for name, own, values in series:
        end, count, key = len(values), 0, name.split(":")[0]
        while own == season and end - horizon >= shortest and count < most and of_set[key] < most_of_set:
            length = min(random.randint(shortest, longest), end - horizon)
            window = values[end - horizon - length : end]
            if len(set(window[:-horizon])) > 5:
                of_set[key] += 1
                yield "%s@%d" % (name, end), window[:-horizon], window[-horizon:]
            end -= max(horizon, (length + horizon) // 2)
            count += 1


def main(folder):
    random.seed(7)
    os.makedirs(folder, exist_ok=True)
    series = [*gretl(), *packages(), *offences()]
    random.shuffle(series)
    for kind in KINDS:
        made = list(windows(series, kind))
        for part, name in ((1, "train"), (2, "test")):
            with open(os.path.join(folder, "%s-%s.csv" % (kind[0], name)), "w", encoding="utf-8") as file:
                file.write("name\n")
                for window in made:
                    file.write(",".join([window[0], *("%.9g" % value for value in window[part])]) + "\n")
        print(kind[0], len(made))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: windows.py FOLDER")
    main(sys.argv[1])
