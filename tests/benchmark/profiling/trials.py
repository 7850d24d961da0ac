#!/usr/bin/env python3
"""Predicted against measured divergence on allocations between 2 and 5 bits.

Quantizes the model with uniform, optimal and random allocations, evaluates each, and prints how the
profile's predictions agree (fracbit verify --profile --trials). Resumable: what is in FOLDER
is not done again; with --seconds it stops after that time with exit code 3.

  trials.py FRACBIT MODEL PROFILE TEXT FOLDER [--windows 8] [--only uniform-nuq-3,optimal-3.25]
            [--trellis] [--seconds S]
"""

import argparse
import json
import pathlib
import random
import shutil
import subprocess
import sys
import time

FAST = "nuq-*,vq-*"  # seconds to encode; the trellises take minutes
UNIFORM = ["nuq-2", "nuq-3", "nuq-4", "nuq-5", "vq-2.5", "vq-3.5", "vq-4.5"]
OPTIMAL = [2.25, 2.5, 2.75, 3.0, 3.25, 3.5, 4.0, 4.5, 5.0]
RANDOM = {"low": (2, 3), "middle": (2.5, 4), "high": (3.5, 5), "wide": (2, 5)}
TRELLIS = [2.25, 2.75, 3.25, 4.25]


def run(arguments):
    return subprocess.run(arguments, check=True, stdout=subprocess.PIPE, text=True).stdout


def random_plan(profile, name, bits):
    """Each layer one of the fast schemes between two rates, whatever its sensitivity."""
    rng = random.Random(name)
    layers = []
    for layer in profile["layers"]:
        schemes = [option["scheme"] for option in profile["shapes"][layer["shape"]]["options"]]
        fast = [s for s in schemes if s.split("-")[0] in ("nuq", "vq")
                and bits[0] <= float(s.split("-")[1]) <= bits[1]]
        layers.append({"name": layer["name"], "scheme": rng.choice(fast), "variant": "",
                       "fused_with": []})
    return {"version": 1, "layers": layers}


def allocations(trellis):
    """name -> arguments of quantize, or what makes its plan."""
    result = {}
    for scheme in UNIFORM:
        result["uniform-" + scheme] = ("scheme", scheme)
    for bits in OPTIMAL:
        result[f"optimal-{bits}"] = ("solve", bits, FAST)
    for name, bits in RANDOM.items():
        result["random-" + name] = ("random", name, bits)
    if trellis:
        for bits in TRELLIS:
            result[f"uniform-ctcq-{bits}"] = ("scheme", f"ctcq-{bits}")
            result[f"mixed-{bits}"] = ("solve", bits, "")
    return result


class Study:
    def __init__(self, options):
        self.options = options
        self.folder = pathlib.Path(options.folder)
        self.trials = self.folder / "trials.json"
        self.folder.mkdir(parents=True, exist_ok=True)

    def done(self):
        if not self.trials.exists():
            return set()
        return {trial["name"] for trial in json.loads(self.trials.read_text())["trials"]}

    def arguments(self, name, kind, *what):
        if kind == "scheme":
            return ["--scheme", what[0]]
        plan = self.folder / f"{name}.plan.json"
        if kind == "random":
            profile = json.loads(pathlib.Path(self.options.profile).read_text())
            plan.write_text(json.dumps(random_plan(profile, *what)))
        else:
            bits, palette = what
            run([self.options.fracbit, "solve", self.options.profile, "--bits", str(bits),
                 "--fusion", "off", "--out", str(plan)] +
                (["--palette", palette] if palette else []))
        return ["--plan", str(plan)]

    def measure(self, name, allocation):
        out = self.folder / name
        common = [self.options.fracbit]
        if not (out / "config.json").exists():
            run(common + ["quantize", self.options.model, "--out", str(out)] +
                self.arguments(name, *allocation))
        run(common + ["verify", str(out), "--against", self.options.model, "--profile",
                      self.options.profile, "--text", self.options.text, "--windows",
                      str(self.options.windows), "--trials", str(self.trials)])
        shutil.rmtree(out)

    def run(self):
        wanted = allocations(self.options.trellis)
        only = self.options.only.split(",") if self.options.only else wanted
        begin = time.monotonic()
        for name in only:
            if name in self.done():
                continue
            if self.options.seconds and time.monotonic() - begin > self.options.seconds:
                sys.exit(3)
            self.measure(name, wanted[name])
        print(run([self.options.fracbit, "verify", "--trials", str(self.trials)]))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("fracbit", "model", "profile", "text", "folder"):
        parser.add_argument(name)
    parser.add_argument("--windows", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--trellis", action="store_true")
    Study(parser.parse_args()).run()


if __name__ == "__main__":
    main()
