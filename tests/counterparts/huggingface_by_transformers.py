"""Exported folders as PyPI's transformers reads them.

Every model of MODELS_FOLDER is quantized, exported de-quantized, and opened by transformers, which
has to take its config.json and every tensor, and to compute what our program computes.

    huggingface_by_transformers.py FRACBIT MODELS_FOLDER [MODEL...]

Needs torch and transformers; without them it says so and ends with status 77.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77
TOLERANCE = 2e-4  # three times the largest that was measured, 6.8e-5 (float32 on both sides)

try:
    import torch
    import transformers
except ImportError as error:
    print(f"skipped: {error}; pip install torch transformers")
    sys.exit(SKIPPED)


def run(*command):
    return subprocess.run([str(part) for part in command], check=True, capture_output=True,
                          text=True).stdout


def exported(fracbit, model, work):
    packed, out = work / "packed", work / "exported"
    run(fracbit, "quantize", model, "--scheme", "nuq-5", "--out", packed, "--quiet")
    run(fracbit, "export", packed, "--format", "huggingface", "--out", out, "--quiet")
    return out


def by_transformers(folder, tokens):
    """Losses and last logits, and what transformers misses or does not know of the files."""
    config = transformers.AutoConfig.from_pretrained(folder)
    model, loading = getattr(transformers, config.architectures[0]).from_pretrained(
        folder, dtype=torch.float32, attn_implementation="eager", output_loading_info=True)
    with torch.no_grad():
        logits = model(torch.tensor([tokens])).logits[0]
    scores = torch.log_softmax(logits, -1)
    losses = [-scores[i, token].item() for i, token in enumerate(tokens[1:])]
    return losses, logits[-1].tolist(), {key: sorted(names) for key, names in loading.items()
                                         if names}


def difference(ours, theirs):
    return max(abs(a - b) for a, b in zip(ours, theirs, strict=True))


def check(fracbit, model):
    tokens = json.loads((model / "expected.json").read_text())["tokens"]
    with tempfile.TemporaryDirectory() as work:
        folder = exported(fracbit, model, Path(work))
        ours = json.loads(run(fracbit, "logits", folder, "--tokens", ",".join(map(str, tokens)),
                              "--json"))
        losses, logits, complaints = by_transformers(folder, tokens)
    worst = max(difference(ours["nll"], losses), difference(ours["last_logits"], logits))
    good = worst < TOLERANCE and not complaints
    print(f"{'ok  ' if good else 'FAIL'} {model.name}: {worst:.2g} {complaints or ''}")
    return good


def supported(fracbit, model):
    return subprocess.run([fracbit, "inspect", model, "--json"], capture_output=True).returncode == 0


def main():
    fracbit, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
    names = sys.argv[3:] or sorted(path.parent.name for path in folder.glob("*/expected.json"))
    models = [folder / name for name in names if supported(fracbit, folder / name)]
    results = [check(fracbit, model) for model in models]
    print(f"{sum(results)} of {len(results)} agree")
    sys.exit(0 if results and all(results) else 1)


if __name__ == "__main__":
    main()
