#!/usr/bin/env python3
"""Compares the allocation solver with HiGHS on the reference tables, in one run.

    pip install highspy
    compare_with_highs.py --benchmark build/test/bin/allocation_benchmark \
        --fracbit build/test/bin/fracbit --reference tests/data [--each 10]

Runs the benchmark, then solves the first budgets of each of its cases as a mixed-integer program
(one binary per layer or fused part and scheme; a partition of each fusion group) with HiGHS on one
thread, and prints both objectives and the ratio of times. Medians count a run that hits the limit
with the limit's time, so that ratios are lower bounds.
"""
import argparse
import collections
import json
import math
import pathlib
import statistics
import subprocess
import tempfile
import time

import highspy

CASES = {
    "8B memory": False,
    "8B latency": False,
    "8B latency, fusion": True,
    "8B both, fusion": True,
}


def fastest(option):
    times = option.get("latency_seconds", {}).values()
    return min(times, default=math.inf)


class Model:
    """One allocation problem as columns and rows of a MIP, scaled to about 1."""

    def __init__(self, profile, fusion, memory, latency):
        self.columns = []  # loss, bytes, microseconds, covered layers
        shapes, layers = profile["shapes"], profile["layers"]
        self.layers = {layer["name"]: layer for layer in layers}
        options = {
            layer["name"]: {o["scheme"]: o for o in shapes[layer["shape"]]["options"]}
            for layer in layers
        }
        for name, row in options.items():
            for option in row.values():
                self.add([name], [option], fastest(option))
        for group in profile["fusion_groups"] if fusion else []:
            for merge in group["merges"]:
                for row in profile["fused_kernels"][merge["kernel"]]:
                    members = [options[name].get(row["scheme"]) for name in merge["layers"]]
                    if all(members):
                        self.add(merge["layers"], members, fastest(row))
        constant = profile["constants"].get("latency_seconds", 0)
        self.memory = memory
        self.latency = latency if latency is None else (latency - constant) * 1e6

    def add(self, names, options, seconds):
        if math.isinf(seconds):
            return
        loss = sum(self.layers[n]["sensitivity"] * o["distortion"] for n, o in zip(names, options))
        size = sum(o["codes_bytes"] + o["table_bytes"] for o in options)
        self.columns.append((loss, size, seconds * 1e6, names))

    def solve(self, limit):
        highs = highspy.Highs()
        for key, value in {
            "output_flag": False,
            "threads": 1,
            "mip_rel_gap": 0.0,
            "time_limit": float(limit),
        }.items():
            highs.setOptionValue(key, value)
        rows = {name: i for i, name in enumerate(self.layers)}
        infinity = highs.getInfinity()
        for _ in rows:
            highs.addRow(1.0, 1.0, 0, [], [])
        budgets = []
        if self.memory is not None:
            budgets.append((1, 1e6))
            highs.addRow(-infinity, self.memory / 1e6, 0, [], [])
        if self.latency is not None:
            budgets.append((2, 1.0))
            highs.addRow(-infinity, self.latency, 0, [], [])
        for column in self.columns:
            indices = [rows[name] for name in column[3]]
            values = [1.0] * len(indices)
            for i, (which, scale) in enumerate(budgets):
                indices.append(len(rows) + i)
                values.append(column[which] / scale)
            highs.addCol(column[0], 0.0, 1.0, len(indices), indices, values)
            highs.changeColIntegrality(highs.getNumCol() - 1, highspy.HighsVarType.kInteger)
        start = time.process_time()
        highs.run()
        seconds = time.process_time() - start
        solved = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        return highs.getInfo().objective_function_value, seconds, solved


def run(arguments, folder):
    reference = pathlib.Path(arguments.reference)
    profile, results = folder / "profile.json", folder / "results.json"
    tables = reference / "llama31_8b"
    subprocess.run(
        [arguments.fracbit, "import-profile", "--quiet", "--out", profile,
         "--coefficients", tables / "error_coefficients.json",
         "--distortion", reference / "quantizer_distortion.json",
         "--latency", tables / "latency_rtx4090_batch1.json"],
        check=True, stdout=subprocess.DEVNULL)
    subprocess.run([arguments.benchmark, "--reference", reference, "--json", results], check=True)
    return json.loads(profile.read_text()), json.loads(results.read_text())


def compare(arguments, profile, results):
    print(f"{'case':24} {'ours ms':>9} {'HiGHS s':>9} {'ratio':>9} {'worst difference':>17} {'open':>5}")
    taken = collections.Counter()
    rows = collections.defaultdict(list)
    for entry in results:
        case = entry["case"]
        if case not in CASES or taken[case] >= arguments.each:
            continue
        taken[case] += 1
        femtoseconds = entry.get("latency_femtoseconds")
        model = Model(profile, CASES[case], entry.get("memory_bytes"),
                      None if femtoseconds is None else femtoseconds * 1e-15)
        rows[case].append((entry, *model.solve(arguments.limit)))
    for case, solved in rows.items():
        ours = statistics.median(row[0]["seconds"] for row in solved)
        theirs = statistics.median(row[2] for row in solved)
        # Positive: HiGHS is worse.
        worst = min((row[1] / row[0]["objective"] - 1 for row in solved), key=lambda d: d)
        left = sum(not row[3] for row in solved)
        print(f"{case:24} {1e3 * ours:9.3f} {theirs:9.3f} {theirs / ours:9.0f} {worst:17.2e} {left:5}")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--benchmark", required=True)
    parser.add_argument("--fracbit", required=True)
    parser.add_argument("--reference", default="tests/data")
    parser.add_argument("--each", type=int, default=10, help="budgets of each case")
    parser.add_argument("--limit", type=float, default=60, help="seconds for each MIP")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        profile, results = run(arguments, pathlib.Path(folder))
        compare(arguments, profile, results)


if __name__ == "__main__":
    main()
