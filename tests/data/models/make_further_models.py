"""Tiny checkpoints beside those of the shared reference, with what transformers makes of them.

Run with PyPI's torch and transformers: make_further_models.py [FOLDER]. Weights are drawn with a
fixed seed, stored in bfloat16, and the expected values computed in float64.
"""

import json
import sys
from pathlib import Path

import torch
import transformers

GEMMA4 = dict(
    vocab_size=256, hidden_size=64, intermediate_size=96, num_hidden_layers=4,
    num_attention_heads=4, num_key_value_heads=2, head_dim=16, global_head_dim=32,
    num_global_key_value_heads=1, attention_k_eq_v=True, sliding_window=16,
    layer_types=["sliding_attention", "full_attention", "sliding_attention", "full_attention"],
    max_position_embeddings=512, hidden_size_per_layer_input=0, num_kv_shared_layers=0,
    final_logit_softcapping=20.0, initializer_range=0.18, pad_token_id=0, bos_token_id=1,
    eos_token_id=2)
# The E-series: the last two blocks look at the keys of the two in front of them.
GEMMA4_E = GEMMA4 | dict(
    num_hidden_layers=6, layer_types=GEMMA4["layer_types"] + GEMMA4["layer_types"][:2],
    attention_k_eq_v=False, num_global_key_value_heads=None, hidden_size_per_layer_input=16,
    vocab_size_per_layer_input=256, num_kv_shared_layers=2, use_double_wide_mlp=True)
QWEN35_MOE = dict(
    vocab_size=256, hidden_size=64, num_hidden_layers=4, num_attention_heads=4,
    num_key_value_heads=2, head_dim=32, linear_num_key_heads=2, linear_num_value_heads=4,
    linear_key_head_dim=16, linear_value_head_dim=16, linear_conv_kernel_dim=4,
    moe_intermediate_size=48, shared_expert_intermediate_size=64, num_experts=6,
    num_experts_per_tok=2, max_position_embeddings=512, initializer_range=0.1,
    tie_word_embeddings=False, pad_token_id=0, bos_token_id=1, eos_token_id=2)


def models():
    """Names with the model class and configuration of each."""
    yield "gemma4_moe", transformers.Gemma4ForCausalLM, transformers.Gemma4TextConfig(
        enable_moe_block=True, num_experts=6, top_k_experts=2, moe_intermediate_size=48, **GEMMA4)
    yield "gemma4_e", transformers.Gemma4ForCausalLM, transformers.Gemma4TextConfig(**GEMMA4_E)
    yield ("qwen3_5_moe", transformers.Qwen3_5MoeForCausalLM,
           transformers.Qwen3_5MoeTextConfig(**QWEN35_MOE))


def randomise(model, config, generator):
    """Norms, scales and small vectors get values of their own, so that none can be left out."""
    for name, parameter in list(model.named_parameters()) + list(model.named_buffers()):
        small = parameter.dim() < 2
        if name.endswith("layer_scalar"):
            parameter.copy_(torch.empty_like(parameter).uniform_(0.7, 1.2, generator=generator))
        elif small and parameter.is_floating_point() and "inv_freq" not in name:
            noise = torch.empty_like(parameter).normal_(0, 0.2, generator=generator)
            parameter.add_(noise)
        elif parameter.dim() == 3:
            parameter.copy_(torch.empty_like(parameter).normal_(0, config.initializer_range,
                                                                 generator=generator))


def expected(model, tokens):
    logits = model(torch.tensor([tokens])).logits[0]
    scores = torch.log_softmax(logits, -1)
    nll = [-scores[i, tokens[i + 1]].item() for i in range(len(tokens) - 1)]
    return {"tokens": tokens, "nll": nll, "last_logits": logits[-1].tolist(),
            "source": f"transformers {transformers.__version__}, float64"}


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
    for name, make, config in models():
        torch.manual_seed(7)
        generator = torch.Generator().manual_seed(11)
        model = make(config).eval()
        with torch.no_grad():
            randomise(model, config, generator)
        model = model.to(torch.bfloat16)
        model.save_pretrained(root / name)
        # Read again: what the files say, not what was in memory.
        model = make.from_pretrained(root / name, dtype=torch.float64, attn_implementation="eager",
                                     experts_implementation="eager").eval()
        text = torch.randint(3, 256, (48,), generator=generator).tolist()
        with torch.no_grad():
            values = expected(model, text)
        (root / name / "expected.json").write_text(json.dumps(values))
        (root / name / "generation_config.json").unlink(missing_ok=True)


if __name__ == "__main__":
    main()
