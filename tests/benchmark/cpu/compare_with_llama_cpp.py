#!/usr/bin/env python3
"""Tokens a second of quantized folders beside llama.cpp's, batch 1, on this machine.

    compare_with_llama_cpp.py --llama-bench PATH --gguf Q4_0.gguf FOLDER...

The programs run in turns, so that a noisy machine is noisy for all of them; medians are printed, and
their ratios to llama.cpp's. A Q4_0 file of a model: llama-quantize --allow-requantize IN OUT Q4_0.
"""
import argparse
import json
import statistics
import subprocess


def output_of(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def llama_rate(args, threads):
    runs = output_of([args.llama_bench, "-m", args.gguf, "-p", "0", "-n", str(args.tokens),
                      "-t", str(threads), "-r", "1", "-o", "json"])
    return runs[0]["avg_ts"]


def fracbit_rate(args, folder, threads):
    result = output_of([args.fracbit, "generate", folder, "--prompt", args.prompt, "--tokens",
                        str(args.tokens), "--threads", str(threads), "--json", "--quiet"])
    if len(result["ids"]) < args.tokens:
        raise SystemExit(f"{folder} ended its text after {len(result['ids'])} tokens: "
                         "choose another --prompt")
    return result["tokens_per_second"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", help="what `fracbit quantize` wrote")
    parser.add_argument("--llama-bench", required=True, help="built with -DGGML_NATIVE=ON")
    parser.add_argument("--gguf", required=True, help="the same model for llama.cpp")
    parser.add_argument("--fracbit", default="build/test/bin/fracbit")
    parser.add_argument("--prompt", default="Once upon a time")
    parser.add_argument("--tokens", type=int, default=128)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()

    for threads in args.threads:
        rates = {name: [] for name in [args.gguf, *args.folders]}
        for _ in range(args.rounds):
            rates[args.gguf].append(llama_rate(args, threads))
            for folder in args.folders:
                rates[folder].append(fracbit_rate(args, folder, threads))
        reference = statistics.median(rates[args.gguf])
        print(f"{threads} thread(s), {args.tokens} tokens, median of {args.rounds}:")
        for name, values in rates.items():
            median = statistics.median(values)
            print(f"  {name:40} {median:8.1f} tokens/s {median / reference:6.2f}")


if __name__ == "__main__":
    main()
