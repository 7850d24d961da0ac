#!/usr/bin/env python3
"""Whether Fracbit reads GGUF files of every architecture as llama.cpp does.

    gguf_by_llama_cpp.py FRACBIT MODELS_FOLDER [ARCHITECTURE...]

Every folder of MODELS_FOLDER holds a tiny checkpoint as Hugging Face has it (config.json,
*.safetensors) and expected.json: token ids, the negative log likelihood of each next one, and the
logits of the last position, computed by transformers in float64. Each checkpoint is converted to a
GGUF file here, by llama.cpp's conventions and with nothing of Fracbit; then llama.cpp (the library
within the package xllamacpp) and Fracbit compute on that file, and both are compared with the
expected numbers and with each other: that llama.cpp gets them proves the file, that Fracbit gets
them proves its reader. ARCHITECTURE: names of folders; all that can be converted unless given.

Exit status: 0 all agree, 1 something differs or is refused, 77 a package is missing
(pip install gguf numpy xllamacpp; where CI is true: 1).
"""
import argparse
import ctypes
import importlib.util
import json
import math
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

SKIPPED = 77
PACKAGES = ("gguf", "numpy", "xllamacpp")

for package in PACKAGES:
    if importlib.util.find_spec(package) is None:
        print(f"skipped: the package {package} is missing (pip install {' '.join(PACKAGES)})")
        sys.exit(1 if os.environ.get("CI") == "true" else SKIPPED)  # there it has to be installed

import gguf  # noqa: E402
import numpy as np  # noqa: E402

ARCH = gguf.MODEL_ARCH
PARTS = gguf.MODEL_TENSOR

# The largest difference that may be, in logits and in negative log likelihoods; some three times
# what was measured with float32 arithmetic on tiny models whose logits reach 6. llama.cpp looks
# GELU up in a table of half precision, which Gemma's larger differences come from: the same
# rounding put into transformers gives them as well.
LARGEST_OF_FRACBIT = 1e-4  # measured: 6.5e-5 (qwen3_next), others below 1.5e-5
LARGEST_OF_LLAMA_CPP = 2e-4  # measured: 5.8e-5 (qwen3_next), others below 2.5e-5
LARGEST_WITH_HALF_GELU = 2e-2  # measured: 6.0e-3 (gemma4_moe), others below 2.7e-3

# ----------------------------------------------------------------------------- Hugging Face folders


def text_config(folder):
    """config.json, or what it says of the text model where that is one of several."""
    config = json.loads((folder / "config.json").read_text())
    return config.get("text_config", config)


def rope_of(config):
    """The parameters of rope in the spelling of transformers 5, whichever the file has."""
    rope = dict(config.get("rope_parameters") or config.get("rope_scaling") or {})
    rope.setdefault("rope_theta", config.get("rope_theta"))
    rope.setdefault("rope_type", "default")
    for key in ("partial_rotary_factor", "original_max_position_embeddings"):
        if key in config:
            rope.setdefault(key, config[key])
    return rope


def head_size(config):
    return config.get("head_dim") or config["hidden_size"] // config["num_attention_heads"]


def decoded(dtype, raw):
    if dtype == "BF16":
        return (np.frombuffer(raw, "<u2").astype(np.uint32) << 16).view(np.float32)
    return np.frombuffer(raw, {"F16": "<f2", "F32": "<f4"}[dtype]).astype(np.float32)


def read_safetensors(path):
    """By hand: numpy has no bfloat16, so the package of that name gives none of it."""
    content = path.read_bytes()
    start = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:start])
    header.pop("__metadata__", None)
    for name, entry in header.items():
        begin, end = (start + offset for offset in entry["data_offsets"])
        yield name, decoded(entry["dtype"], content[begin:end]).reshape(entry["shape"])


def read_tensors(folder):
    """Of the text model, called as if it stood alone."""
    tensors = {}
    for path in sorted(folder.glob("*.safetensors")):
        for name, values in read_safetensors(path):
            name = name.removeprefix("language_model.")
            if name.startswith(("model.", "lm_head.")):
                tensors[name] = values
    return tensors


# --------------------------------------------------------------------------- conversions of tensors
# Each takes the tensors by their names in Hugging Face's checkpoint and gives what takes their
# place. The conventions are those of llama.cpp's conversion/*.py.


def changed(tensors, ending, change):
    """With `change` of those whose name has the ending."""
    return {name: change(values) if name.endswith(ending) else values
            for name, values in tensors.items()}


def interleaved(values, heads):
    """Rows 2j and 2j + 1 of a head are the j-th of its halves: rope of llama turns neighbours."""
    halves = values.reshape(heads, 2, -1, *values.shape[1:])
    return halves.swapaxes(1, 2).reshape(values.shape)


def interleaved_heads(config, tensors):
    heads = {"q": config["num_attention_heads"], "k": config["num_key_value_heads"]}
    for part, count in heads.items():
        tensors = changed(tensors, (f"{part}_proj.weight", f"{part}_proj.bias"),
                          lambda values, count=count: interleaved(values, count))
    return tensors


def norms_plus_one(config, tensors):
    """But for those of gated delta nets, which are multiplied with their weight alone."""
    return {name: values + 1 if re.search(r"norm\.weight$(?<!linear_attn\.norm\.weight)", name)
            else values for name, values in tensors.items()}


def stacked_experts(config, tensors):
    """One tensor in place of those of all experts, called as they are but for the number."""
    result, stacks = {}, {}
    for name, values in tensors.items():
        expert = re.fullmatch(r"(.*\.experts\.)(\d+)\.(.*)", name)
        if expert:
            stack = stacks.setdefault(expert[1] + expert[3], {})
            stack[int(expert[2])] = values
        else:
            result[name] = values
    for name, stack in stacks.items():
        result[name] = np.stack([stack[number] for number in range(len(stack))])
    return result


def gemma3_tensors(config, tensors):
    """llama.cpp scales queries by the size of a head. Where the model scales by something else,
    norms of queries take the difference."""
    by = math.sqrt(head_size(config) / config["query_pre_attn_scalar"])
    return changed(norms_plus_one(config, tensors), "q_norm.weight", lambda values: values * by)


def gemma4_tensors(config, tensors):
    rename = {r"\.layer_scalar$": ".layer_scalar.weight",
              r"(\.experts\.\w+_proj)$": r"\1.weight"}
    for pattern, replacement in rename.items():
        tensors = {re.sub(pattern, replacement, name): values for name, values in tensors.items()}
    return tensors


def gpt_oss_tensors(config, tensors):
    """An expert's gate and up lie in turns, and its matrices as inputs by outputs."""
    result = {}
    for name, values in tensors.items():
        name = name.replace("self_attn.sinks", "self_attn.sinks.weight")
        kind = ".bias" if name.endswith("_bias") else ".weight"
        path = name.removesuffix("_bias")
        if kind == ".weight" and ".experts." in name:
            values = values.swapaxes(1, 2)
        if path.endswith("gate_up_proj"):
            result[path.replace("gate_up", "gate") + kind] = values[:, 0::2]
            result[path.replace("gate_up", "up") + kind] = values[:, 1::2]
        elif path.endswith("experts.down_proj"):
            result[path + kind] = values
        else:
            result[name] = values
    return result


def delta_net_tensors(config, tensors):
    """What Qwen3-Next and Qwen3.5 have in common."""
    result = {}
    for name, values in norms_plus_one(config, stacked_experts(config, tensors)).items():
        if name.endswith("A_log"):
            values = -np.exp(values)
        elif name.endswith("conv1d.weight"):
            values = values.squeeze(1)
        result[name.replace(".dt_bias", ".dt_proj.bias")] = values
    return result


def qwen3_next_tensors(config, tensors):
    """A key head's q, k, v and z lie together in the checkpoint, and apart in the file. Its b and a
    stay as they are."""
    keys, size = config["linear_num_key_heads"], config["linear_key_head_dim"]
    values_of_key = config["linear_num_value_heads"] // keys * config["linear_value_head_dim"]
    ends = np.cumsum([size, size, values_of_key])
    result = {}
    for name, values in delta_net_tensors(config, tensors).items():
        if name.endswith("in_proj_qkvz.weight"):
            groups = np.split(values.reshape(keys, -1, values.shape[1]), ends, axis=1)
            q, k, v, z = (group.reshape(-1, values.shape[1]) for group in groups)
            result[name.replace("qkvz", "qkv")] = np.concatenate([q, k, v])
            result[name.replace("qkvz", "z")] = z
        else:
            result[name] = values
    return result


def tiled(config, values, first=0, axis=0):
    """From `first` on, heads of values lie key head by key head in the checkpoint; in the file the
    first of every key head, then the second, and so on."""
    keys = config["linear_num_key_heads"]
    of_key = config["linear_num_value_heads"] // keys
    kept, heads = np.split(np.moveaxis(values, axis, 0), [first])
    shape = heads.shape
    heads = heads.reshape(keys, of_key, -1, *shape[1:]).swapaxes(0, 1).reshape(shape)
    return np.moveaxis(np.concatenate([kept, heads]), 0, axis)


def qwen3_5_tensors(config, tensors):
    key_rows = 2 * config["linear_num_key_heads"] * config["linear_key_head_dim"]
    result = {}
    for name, values in delta_net_tensors(config, tensors).items():
        if name.endswith(("in_proj_qkv.weight", "conv1d.weight")):
            values = tiled(config, values, first=key_rows)
        elif name.endswith("linear_attn.out_proj.weight"):
            values = tiled(config, values, axis=1)
        elif name.endswith(("in_proj_z.weight", "in_proj_b.weight", "in_proj_a.weight", "A_log",
                            "dt_proj.bias")):
            values = tiled(config, values)
        result[name] = values
    return result


def deepseek_tensors(config, tensors):
    """What makes keys and values of a latent vector lies apart, and the keys' part turned round:
    llama.cpp multiplies queries with it instead of keys."""
    heads, content = config["num_attention_heads"], config["qk_nope_head_dim"]
    result = {}
    for name, values in stacked_experts(config, tensors).items():
        if name.endswith("kv_b_proj.weight"):
            k, v = np.split(values.reshape(heads, -1, values.shape[1]), [content], axis=1)
            result[name.replace("kv_b", "k_b")] = k.swapaxes(1, 2)
            result[name.replace("kv_b", "v_b")] = v
        else:
            result[name.replace("correction_bias", "correction.bias")] = values
    return result


# --------------------------------------------------------------------------------- keys of the file
# Each gives what stands behind the architecture's name, as llama.cpp's conversion/*.py writes it.
# Whole numbers become uint32, others float32.


def common_keys(config):
    """Only what config.json says; a mixture without dense blocks has no "intermediate_size"."""
    keys = {"vocab_size": config["vocab_size"],
            "block_count": config["num_hidden_layers"],
            "context_length": config["max_position_embeddings"],
            "embedding_length": config["hidden_size"],
            "attention.head_count": config["num_attention_heads"],
            "attention.head_count_kv": config["num_key_value_heads"],
            "attention.layer_norm_rms_epsilon": config["rms_norm_eps"]}
    if "intermediate_size" in config:
        keys["feed_forward_length"] = config["intermediate_size"]
    if config.get("head_dim"):
        keys["attention.key_length"] = keys["attention.value_length"] = config["head_dim"]
    return keys


def rope_keys(config):
    rope = rope_of(config)
    if "gemma" in config["model_type"]:
        rope = rope.get("full_attention", rope)
    keys = {"rope.freq_base": float(rope["rope_theta"])}
    if rope["rope_type"] in ("linear", "yarn"):
        keys |= {"rope.scaling.type": rope["rope_type"],
                 "rope.scaling.factor": float(rope["factor"])}
    if rope["rope_type"] == "yarn":
        keys["rope.scaling.original_context_length"] = rope["original_max_position_embeddings"]
    return keys


def turned_part_keys(config):
    part = rope_of(config).get("partial_rotary_factor", 1)
    return {"rope.dimension_count": int(head_size(config) * part)}


def mixture_keys(config):
    stored = {"moe_intermediate_size": "expert_feed_forward_length",
              "shared_expert_intermediate_size": "expert_shared_feed_forward_length"}
    keys = {"expert_count": config.get("num_experts") or config["num_local_experts"],
            "expert_used_count": config["num_experts_per_tok"]}
    return keys | {key: config[field] for field, key in stored.items() if field in config}


def llama_keys(config):
    return {"rope.dimension_count": head_size(config)}


def mixtral_keys(config):
    return llama_keys(config) | mixture_keys(config)


def gemma2_keys(config):
    return {"attention.sliding_window": config["sliding_window"],
            "attn_logit_softcapping": float(config["attn_logit_softcapping"]),
            "final_logit_softcapping": float(config["final_logit_softcapping"])}


def gemma3_keys(config):
    """llama.cpp's own converter leaves the pattern out: it is 6 in all that were published."""
    pattern = config["layer_types"].index("full_attention") + 1
    return {"attention.sliding_window": config["sliding_window"],
            "attention.sliding_window_pattern": pattern,
            "rope.freq_base_swa": float(rope_of(config)["sliding_attention"]["rope_theta"])}


def gemma4_keys(config):
    slides = [kind == "sliding_attention" for kind in config["layer_types"]]
    full = config["per_layer_config"][str(slides.index(False))]
    alike = config["num_key_value_heads"]
    heads = {True: alike, False: full.get("num_key_value_heads", alike)}
    keys = {"attention.head_count_kv": [heads[slide] for slide in slides],
            "attention.sliding_window_pattern": slides,
            "attention.sliding_window": config["sliding_window"],
            "attention.shared_kv_layers": config["num_kv_shared_layers"],
            "embedding_length_per_layer_input": config["hidden_size_per_layer_input"],
            "final_logit_softcapping": float(config["final_logit_softcapping"]),
            "rope.freq_base_swa": float(rope_of(config)["sliding_attention"]["rope_theta"])}
    for key in ("attention.key_length", "attention.value_length", "rope.dimension_count"):
        keys |= {key: full["head_dim"], key + "_swa": config["head_dim"]}
    if config["use_double_wide_mlp"]:
        width, blocks = config["intermediate_size"], config["num_hidden_layers"]
        own = blocks - config["num_kv_shared_layers"]
        keys["feed_forward_length"] = [width if i < own else 2 * width for i in range(blocks)]
    if config["enable_moe_block"]:
        keys |= {"expert_count": config["num_experts"],
                 "expert_used_count": config["top_k_experts"],
                 "expert_feed_forward_length": config["moe_intermediate_size"]}
    return keys


def phi3_keys(config):
    rope = rope_of(config)
    original = rope["original_max_position_embeddings"]
    keys = {"attention.sliding_window": config["sliding_window"] or 0,
            "rope.scaling.original_context_length": original}
    if rope["rope_type"] == "longrope":
        grown = math.log(config["max_position_embeddings"] / original)
        keys["rope.scaling.attn_factor"] = math.sqrt(1 + grown / math.log(original))
    return turned_part_keys(config) | keys


def gpt_oss_keys(config):
    return mixture_keys(config) | {"expert_feed_forward_length": config["intermediate_size"],
                                   "attention.sliding_window": config["sliding_window"]}


def delta_net_keys(config):
    heads = config["linear_num_value_heads"]
    linear = [kind == "linear_attention" for kind in config["layer_types"]]
    return turned_part_keys(config) | {
        "ssm.conv_kernel": config["linear_conv_kernel_dim"],
        "ssm.state_size": config["linear_key_head_dim"],
        "ssm.group_count": config["linear_num_key_heads"],
        "ssm.time_step_rank": heads,
        "ssm.inner_size": config["linear_value_head_dim"] * heads,
        "attention.recurrent_layers": linear,
        "full_attention_interval": linear.index(False) + 1}


def qwen3_next_keys(config):
    return delta_net_keys(config) | mixture_keys(config)


def qwen3_5_keys(config):
    """Sections of positions in images: llama.cpp needs them, texts do not."""
    sections = rope_of(config).get("mrope_section", [11, 11, 10])
    return delta_net_keys(config) | {"rope.dimension_sections": [*sections, 0]}


def qwen3_5_moe_keys(config):
    return qwen3_5_keys(config) | mixture_keys(config)


def deepseek_keys(config):
    """All heads share one latent vector, so they are those of keys and values of one head. 0.1 is
    a factor of old files that llama.cpp takes back."""
    latent, turned = config["kv_lora_rank"], config["qk_rope_head_dim"]
    return {"attention.head_count_kv": 1,
            "attention.q_lora_rank": config["q_lora_rank"],
            "attention.kv_lora_rank": latent,
            "attention.key_length": latent + turned,
            "attention.value_length": latent,
            "attention.key_length_mla": config["qk_nope_head_dim"] + turned,
            "attention.value_length_mla": config["v_head_dim"],
            "rope.dimension_count": turned,
            "rope.scaling.yarn_log_multiplier": 0.1 * rope_of(config)["mscale_all_dim"],
            "leading_dense_block_count": config["first_k_dense_replace"],
            "expert_count": config["n_routed_experts"],
            "expert_used_count": config["num_experts_per_tok"],
            "expert_shared_count": config["n_shared_experts"],
            "expert_feed_forward_length": config["moe_intermediate_size"],
            "expert_group_count": config["n_group"],
            "expert_group_used_count": config["topk_group"],
            "expert_weights_scale": float(config["routed_scaling_factor"]),
            "expert_weights_norm": config["norm_topk_prob"],
            "expert_gating_func": int(gguf.ExpertGatingFuncType.SIGMOID)}


# ------------------------------------------------------------------ tensors that say how rope turns


def no_tensors(config):
    return {}


def llama3_divisors(config):
    """As transformers' _compute_llama3_parameters() divides frequencies."""
    rope = rope_of(config)
    if rope["rope_type"] != "llama3":
        return {}
    size = head_size(config)
    waves = 2 * math.pi * rope["rope_theta"] ** (np.arange(0, size, 2) / size)
    turns = rope["original_max_position_embeddings"] / waves
    low, high = rope["low_freq_factor"], rope["high_freq_factor"]
    smooth = np.clip((turns - low) / (high - low), 0, 1)
    return {PARTS.ROPE_FREQS: 1 / ((1 - smooth) / rope["factor"] + smooth)}


def longrope_divisors(config):
    rope = rope_of(config)
    if rope["rope_type"] != "longrope":
        return {}
    return {PARTS.ROPE_FACTORS_SHORT: rope["short_factor"],
            PARTS.ROPE_FACTORS_LONG: rope["long_factor"]}


def gemma4_divisors(config):
    """In blocks that see all, most pairs stand still: their frequencies vanish."""
    full = config["layer_types"].index("full_attention")
    pairs = config["per_layer_config"][str(full)]["head_dim"] // 2
    turned = int(pairs * rope_of(config)["full_attention"]["partial_rotary_factor"])
    return {PARTS.ROPE_FREQS: [1.0] * turned + [1e30] * (pairs - turned)}


# -------------------------------------------------------------------------------------------- cases

LLAMA_CPP, FRACBIT = "llama.cpp", "Fracbit"


@dataclass
class Case:
    """A file made of a checkpoint, and what is compared. Of two programs that run, each is compared
    with the other, too."""
    note: str = ""
    runs: tuple = (LLAMA_CPP, FRACBIT)
    expected: bool = True  # with expected.json
    config: Callable = lambda config: config  # in place of config.json
    tensors: Callable | None = None  # in place of the conversion's
    without: tuple = ()  # keys that are left out
    narrow: bool = False  # matrices of one row as vectors
    times: int = 1  # how often the tokens are repeated


def without_yarn(config):
    rope = config["rope_parameters"]
    return config | {"rope_parameters": {"rope_type": "default", "rope_theta": rope["rope_theta"]}}


def with_short_factors_only(config):
    rope = config["rope_parameters"]
    return config | {"rope_parameters": rope | {"long_factor": rope["short_factor"]}}


AS_CONVERTED = Case()
# llama-quantize writes no dimension of 1 in front: gates of shared experts become vectors.
AS_QUANTIZED = Case("one row is a vector", narrow=True)
# As it was until September 2026.
WITHOUT_LIST = Case("no recurrent_layers", without=("attention.recurrent_layers",))
CASES = {  # by folder; others: AS_CONVERTED
    "qwen2_moe": [AS_CONVERTED, AS_QUANTIZED],
    # The first published files have q, k, v and z as the checkpoint has them (ssm_in).
    "qwen3_next": [AS_CONVERTED, AS_QUANTIZED, WITHOUT_LIST,
                   Case("q, k, v and z together", tensors=delta_net_tensors,
                        without=WITHOUT_LIST.without)],
    "qwen3_5": [AS_CONVERTED, WITHOUT_LIST],
    "qwen3_5_moe": [AS_CONVERTED, AS_QUANTIZED],
    # llama.cpp rounds the bounds of yarn to whole pairs, gpt-oss says not to ("truncate": false).
    "gpt_oss": [Case("yarn", (FRACBIT,)),
                Case("no yarn", expected=False, config=without_yarn)],
    # llama.cpp takes the long factors where its context, at least 256, is longer than the
    # original, transformers where the text is.
    "phi4_longrope": [Case("short factors", (FRACBIT,)),
                      Case("long are short", config=with_short_factors_only),
                      Case("long factors", expected=False, times=4)],
    # Fracbit does not read deepseek2; once it does, this entry goes.
    "deepseek_v3": [Case("not read by Fracbit", (LLAMA_CPP,))],
}

# ----------------------------------------------------------------------------------- the conversion


@dataclass
class Conversion:
    arch: gguf.MODEL_ARCH
    keys: Callable = lambda config: {}
    tensors: Callable = lambda config, tensors: tensors
    divisors: Callable = no_tensors


LLAMA = Conversion(ARCH.LLAMA, llama_keys, interleaved_heads, llama3_divisors)
CONVERSIONS = {  # by "model_type"
    "llama": LLAMA,
    "mistral": LLAMA,
    "mixtral": Conversion(
        ARCH.LLAMA, mixtral_keys,
        lambda config, tensors: interleaved_heads(config, stacked_experts(config, tensors))),
    "smollm3": Conversion(ARCH.SMOLLM3, llama_keys, interleaved_heads),
    "qwen2": Conversion(ARCH.QWEN2),
    "qwen3": Conversion(ARCH.QWEN3),
    "qwen2_moe": Conversion(ARCH.QWEN2MOE, mixture_keys, stacked_experts),
    "qwen3_moe": Conversion(ARCH.QWEN3MOE, mixture_keys, stacked_experts),
    "gemma2": Conversion(ARCH.GEMMA2, gemma2_keys, norms_plus_one),
    "gemma3_text": Conversion(ARCH.GEMMA3, gemma3_keys, gemma3_tensors),
    "gemma4_text": Conversion(ARCH.GEMMA4, gemma4_keys, gemma4_tensors, gemma4_divisors),
    "phi3": Conversion(ARCH.PHI3, phi3_keys, divisors=longrope_divisors),
    "gpt_oss": Conversion(ARCH.GPT_OSS, gpt_oss_keys, gpt_oss_tensors),
    "qwen3_next": Conversion(ARCH.QWEN3NEXT, qwen3_next_keys, qwen3_next_tensors),
    "qwen3_5_text": Conversion(ARCH.QWEN35, qwen3_5_keys, qwen3_5_tensors),
    "qwen3_5_moe_text": Conversion(ARCH.QWEN35MOE, qwen3_5_moe_keys, qwen3_5_tensors),
    "deepseek_v3": Conversion(ARCH.DEEPSEEK2, deepseek_keys, deepseek_tensors),
}


def router_scales(block):
    """Of Gemma 4, which the gguf package has no names for."""
    return {f"model.layers.{block}.router.scale": f"blk.{block}.ffn_gate_inp.scale",
            f"model.layers.{block}.router.per_expert_scale": f"blk.{block}.ffn_down_exps.scale"}


def gguf_names(conversion, config, names):
    blocks = config["num_hidden_layers"]
    known = gguf.get_tensor_name_map(conversion.arch, blocks)
    further = {}
    for block in range(blocks):
        further |= router_scales(block)
    for name in names:
        stored = further.get(name) or known.get_name(name, try_suffixes=(".weight", ".bias"))
        if not stored:
            raise ValueError(f"the gguf package has no name for {name}")
        yield name, stored


def add_keys(writer, keys):
    add = {bool: writer.add_bool, int: writer.add_uint32, float: writer.add_float32,
           str: writer.add_string, list: writer.add_array}
    for key, value in keys.items():
        add[type(value)](f"{writer.arch}.{key}", value)


def tensors_of_file(case, config, folder):
    conversion = CONVERSIONS[config["model_type"]]
    tensors = (case.tensors or conversion.tensors)(config, read_tensors(folder))
    for name, stored in gguf_names(conversion, config, tensors):
        one_row = tensors[name].ndim == 2 and len(tensors[name]) == 1
        yield stored, tensors[name][0] if case.narrow and one_row else tensors[name]
    for part, values in conversion.divisors(config).items():
        yield gguf.TENSOR_NAMES[part] + ".weight", values


def convert(case, config, folder, path):
    conversion = CONVERSIONS[config["model_type"]]
    writer = gguf.GGUFWriter(path, gguf.MODEL_ARCH_NAMES[conversion.arch])
    writer.add_tokenizer_model("none")  # token ids are all that is compared
    keys = common_keys(config) | rope_keys(config) | conversion.keys(config)
    add_keys(writer, {key: value for key, value in keys.items() if key not in case.without})
    for name, values in tensors_of_file(case, config, folder):
        writer.add_tensor(name, np.ascontiguousarray(values, np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


# ---------------------------------------------------------------------------------------- llama.cpp
# By its C interface, which the shared object of xllamacpp exports; the package's own interface
# gives no logits. It runs in a process of its own: an assertion within llama.cpp ends that.


class LlamaBatch(ctypes.Structure):
    _fields_ = [("n_tokens", ctypes.c_int32),
                ("token", ctypes.POINTER(ctypes.c_int32)),
                ("embd", ctypes.c_void_p),
                ("pos", ctypes.POINTER(ctypes.c_int32)),
                ("n_seq_id", ctypes.POINTER(ctypes.c_int32)),
                ("seq_id", ctypes.POINTER(ctypes.POINTER(ctypes.c_int32))),
                ("logits", ctypes.POINTER(ctypes.c_int8))]


class ContextParameters(ctypes.Structure):
    """llama_context_params up to what is set here, and room for the rest. A structure of this size
    is passed in memory, so that nobody minds its being too large."""
    _fields_ = [("n_ctx", ctypes.c_uint32),
                ("n_batch", ctypes.c_uint32),
                ("n_ubatch", ctypes.c_uint32),
                ("n_seq_max", ctypes.c_uint32),
                ("n_rs_seq", ctypes.c_uint32),
                ("n_outputs_max", ctypes.c_uint32),
                ("n_outputs_max_per_seq", ctypes.c_uint32),
                ("n_threads", ctypes.c_int32),
                ("n_threads_batch", ctypes.c_int32),
                ("ctx_type", ctypes.c_int),
                ("rope_scaling_type", ctypes.c_int),
                ("pooling_type", ctypes.c_int),
                ("attention_type", ctypes.c_int),
                ("flash_attn_type", ctypes.c_int),
                ("rope_freq_base", ctypes.c_float),
                ("rope_freq_scale", ctypes.c_float),
                ("yarn_ext_factor", ctypes.c_float),
                ("yarn_attn_factor", ctypes.c_float),
                ("yarn_beta_fast", ctypes.c_float),
                ("yarn_beta_slow", ctypes.c_float),
                ("yarn_orig_ctx", ctypes.c_uint32),
                ("defrag_thold", ctypes.c_float),
                ("cb_eval", ctypes.c_void_p),
                ("cb_eval_user_data", ctypes.c_void_p),
                ("type_k", ctypes.c_int),
                ("type_v", ctypes.c_int),
                ("rest", ctypes.c_uint8 * 256)]

    # By these it is known that llama.h has the layout above, and changed only behind it.
    DEFAULTS = {"n_ctx": 512, "n_batch": 2048, "n_ubatch": 512, "n_seq_max": 1,
                "pooling_type": -1, "flash_attn_type": -1, "yarn_beta_fast": -1.0,
                "defrag_thold": -1.0, "type_k": int(gguf.GGMLQuantizationType.F16),
                "type_v": int(gguf.GGMLQuantizationType.F16)}

    def is_as_expected(self):
        return all(getattr(self, name) == value for name, value in self.DEFAULTS.items())


class ModelParameters(ctypes.Structure):
    """llama_model_params, whose defaults are good as they are; likewise with room."""
    _fields_ = [("all", ctypes.c_uint8 * 512)]


def llama_library():
    try:
        import xllamacpp
    except ImportError as error:
        print(f"skipped: xllamacpp cannot be loaded ({error})")
        sys.exit(SKIPPED)
    library = ctypes.CDLL(xllamacpp.xllamacpp.__file__)
    pointer = ctypes.c_void_p
    for name, result, arguments in (
            ("llama_model_default_params", ModelParameters, []),
            ("llama_context_default_params", ContextParameters, []),
            ("llama_model_load_from_file", pointer, [ctypes.c_char_p, ModelParameters]),
            ("llama_init_from_model", pointer, [pointer, ContextParameters]),
            ("llama_batch_init", LlamaBatch, [ctypes.c_int32] * 3),
            ("llama_decode", ctypes.c_int32, [pointer, LlamaBatch]),
            ("llama_get_logits_ith", ctypes.POINTER(ctypes.c_float), [pointer, ctypes.c_int32])):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.llama_backend_init()
    return library


def exact_parameters(library, tokens):
    """In float32 throughout."""
    parameters = library.llama_context_default_params()
    if not parameters.is_as_expected():
        print("skipped: llama_context_params of this xllamacpp has another layout than known here")
        sys.exit(SKIPPED)
    parameters.n_ctx = parameters.n_batch = parameters.n_ubatch = max(tokens, 256)
    parameters.n_outputs_max_per_seq = 0  # all
    parameters.n_threads = parameters.n_threads_batch = 1
    parameters.flash_attn_type = 0
    parameters.type_k = parameters.type_v = int(gguf.GGMLQuantizationType.F32)
    return parameters


def whole_batch(library, tokens):
    """All tokens at once, and logits of all."""
    batch = library.llama_batch_init(len(tokens), 0, 1)
    batch.n_tokens = len(tokens)
    for i, token in enumerate(tokens):
        batch.token[i], batch.pos[i], batch.logits[i] = token, i, 1
        batch.n_seq_id[i], batch.seq_id[i][0] = 1, 0
    return batch


def print_llama_logits(path, vocabulary, *tokens):
    """Of all positions, as JSON: the task of the other process."""
    tokens = [int(token) for token in tokens]
    library = llama_library()
    model = library.llama_model_load_from_file(path.encode(), library.llama_model_default_params())
    if not model:
        sys.exit("llama.cpp does not load the file")
    context = library.llama_init_from_model(model, exact_parameters(library, len(tokens)))
    if not context or library.llama_decode(context, whole_batch(library, tokens)) != 0:
        sys.exit("llama.cpp does not run the model")
    json.dump([library.llama_get_logits_ith(context, i)[:int(vocabulary)]
               for i in range(len(tokens))], sys.stdout)


# ----------------------------------------------------------------------------------- the comparison


class Refused(Exception):
    """A program does not read or run a file; its words."""


@dataclass
class Numbers:
    last_logits: np.ndarray
    nll: np.ndarray

    def difference(self, other):
        """In logits, and in negative log likelihoods."""
        return (float(np.abs(self.last_logits - other.last_logits).max()),
                float(np.abs(self.nll - other.nll).max()))


def output_of(command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          check=False)
    if done.returncode == SKIPPED:
        print(done.stdout, end="")
        sys.exit(SKIPPED)
    if done.returncode != 0:
        lines = done.stderr.splitlines() or [f"ended with {done.returncode}"]
        telling = [line for line in lines if re.search("error|assert", line, re.IGNORECASE)]
        raise Refused((telling or lines)[-1])
    return json.loads(done.stdout)


def by_llama_cpp(path, tokens, vocabulary):
    logits = np.array(output_of([sys.executable, __file__, "--logits", path, vocabulary, *tokens]))
    highest = logits.max(axis=1, keepdims=True)
    scores = logits - highest - np.log(np.exp(logits - highest).sum(axis=1, keepdims=True))
    return Numbers(logits[-1], -scores[np.arange(len(tokens) - 1), tokens[1:]])


def by_fracbit(program, path, tokens):
    result = output_of([program, "logits", path, "--tokens", ",".join(map(str, tokens)), "--json",
                        "--quiet", "--threads", 1])
    return Numbers(np.array(result["last_logits"]), np.array(result["nll"]))


def largest_allowed(who, config):
    if who == FRACBIT:
        return LARGEST_OF_FRACBIT
    return LARGEST_WITH_HALF_GELU if "gemma" in config["model_type"] else LARGEST_OF_LLAMA_CPP


def agree(label, numbers, others, allowed):
    """Says it, too."""
    differences = numbers.difference(others)
    good = all(difference <= allowed for difference in differences)
    print("  {:27} logits {:.1e}, nll {:.1e}{}".format(
        label, *differences, "" if good else f": more than {allowed:.0e}"))
    return good


def results_of(case, config, folder, tokens, program):
    """By the names of the programs; None of one that refuses the file."""
    results = {}
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / f"{folder.name}.gguf"
        convert(case, config, folder, path)
        for who in case.runs:
            try:
                results[who] = (by_fracbit(program, path, tokens) if who == FRACBIT else
                                by_llama_cpp(path, tokens, config["vocab_size"]))
            except Refused as refusal:
                print(f"  {who:27} refuses: {refusal}")
                results[who] = None
    return results


def check(case, folder, program):
    """True when all is as it should be."""
    print(folder.name + (f" ({case.note})" if case.note else ""), flush=True)
    config = case.config(text_config(folder))
    expected = json.loads((folder / "expected.json").read_text())
    tokens = expected["tokens"] * case.times
    results = results_of(case, config, folder, tokens, program)
    good = [numbers is not None for numbers in results.values()]
    if case.expected:
        wanted = Numbers(np.array(expected["last_logits"]), np.array(expected["nll"]))
        good += [agree(f"{who} and expected.json", numbers, wanted, largest_allowed(who, config))
                 for who, numbers in results.items() if numbers]
    if len(results) == 2 and all(results.values()):
        good.append(agree(" and ".join(results), *results.values(),
                          largest_allowed(LLAMA_CPP, config)))
    return all(good)


def chosen(models, names):
    """Folders, and those named must be there."""
    known = {folder.name: folder for folder in sorted(models.iterdir())
             if (folder / "config.json").exists()
             and text_config(folder)["model_type"] in CONVERSIONS}
    for name in names:
        if name not in known:
            sys.exit(f"{name} is not among what can be converted: {', '.join(known)}")
    return [known[name] for name in names or known]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fracbit", help="the program")
    parser.add_argument("models", type=Path, help="folder of tiny checkpoints")
    parser.add_argument("architecture", nargs="*", help="names of folders therein")
    args = parser.parse_args()
    failed = [f"{folder.name} ({case.note})" if case.note else folder.name
              for folder in chosen(args.models, args.architecture)
              for case in CASES.get(folder.name, [AS_CONVERTED])
              if not check(case, folder, args.fracbit)]
    if failed:
        sys.exit(f"not as llama.cpp and transformers have it: {', '.join(failed)}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--logits"]:
        print_llama_logits(*sys.argv[2:])
    else:
        main()
