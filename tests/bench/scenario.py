#!/usr/bin/python3
"""scenario.py: the model of scenario.lua in numpy, vectorised over the draws.

    tests/bench/scenario.py 1000000

Prints the results of the last month, then the seconds.
"""
import sys
import time

import numpy as np


def simulate(draws, seed):
    g = np.random.default_rng(seed)
    arrivals, growth = g.lognormal(7, 0.19, draws), g.normal(0.01, 0.01, draws)
    rate, waiting = g.triangular(0.05, 0.1, 0.2, draws), g.normal(2000, 150, draws)
    refused, closed = g.uniform(0.1, 0.3, draws), (g.random(draws) < 0.3).astype(float)
    effect, capacity = g.uniform(0.4, 0.9, draws), g.normal(900, 90, draws)
    leaving, season = g.exponential(0.03, draws), g.normal(0.2, 0.05, draws)
    results = []
    for month in range(24):
        shut = 1 - closed * effect if month >= 5 else 1
        inflow = arrivals * (1 + growth * month) * (1 + season * np.sin(month * np.pi / 6)) * shut * (1 - refused)
        waiting = waiting + (inflow - np.minimum(waiting * rate, capacity) - waiting * leaving)
        results.append([waiting.mean(), waiting.std(ddof=1), *np.quantile(waiting, [0.025, 0.1, 0.5, 0.9, 0.975])])
    return results


count = int(float(sys.argv[1])) if len(sys.argv) > 1 else 1000000
simulate(1000, 1)
began = time.perf_counter()
last = simulate(count, 7)[-1]
took = time.perf_counter() - began
print(last[0], last[1], last[2], last[6])
print(took)
