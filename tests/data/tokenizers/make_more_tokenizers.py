#!/usr/bin/env python3
"""Makes small tokenizers laid out as published ones, and cases for them.

    python3 make_more_tokenizers.py TEXT

TEXT is any English text of a megabyte or so; the committed files were made
from WikiText-2's wiki.test.raw with the PyPI package tokenizers 0.23.3. The
vocabularies (1500 entries each, with the added tokens) are trained on it;
normalizer, pre-tokenizer, post-processor, decoder, the model's options and
the flags of the added tokens are those of the published tokenizer.json files.
Writes NAME.json and more_cases.json beside this file. The same text and
package always give the same files.
"""

import argparse
import collections
import itertools
import json
import pathlib

import tokenizers
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

HERE = pathlib.Path(__file__).resolve().parent
ENTRIES = 1500
BYTE_TOKENS = [f"<0x{byte:02X}>" for byte in range(256)]
SPACE = "\u2581"  # SentencePiece's stand-in for a space
FIRST_MERGES = 900


# Parts of tokenizer.json

def added_token(index, content, special=True, lstrip=False, rstrip=False):
    """None of the published tokens used here is normalized or single_word."""
    return {
        "id": index,
        "content": content,
        "single_word": False,
        "lstrip": lstrip,
        "rstrip": rstrip,
        "normalized": False,
        "special": special,
    }


def replace(old, new):
    return {"type": "Replace", "pattern": {"String": old}, "content": new}


def byte_level(flag=True, **changes):
    part = {
        "type": "ByteLevel",
        "add_prefix_space": flag,
        "trim_offsets": flag,
        "use_regex": flag,
    }
    part.update(changes)
    return part


def split_and_bytes(regex, behavior="Isolated", invert=False, trim=True):
    return {
        "type": "Sequence",
        "pretokenizers": [
            {
                "type": "Split",
                "pattern": {"Regex": regex},
                "behavior": behavior,
                "invert": invert,
            },
            byte_level(False, trim_offsets=trim),
        ],
    }


def sequence(name, type_id):
    return {"Sequence": {"id": name, "type_id": type_id}}


def template(first=None, first_id=None):
    """Surrounds nothing, or puts one token before each text."""
    single, pair, tokens = [], [], {}
    for name, type_id in (("A", 0), ("B", 1)):
        piece = [sequence(name, type_id)]
        if first:
            piece.insert(0, {"SpecialToken": {"id": first,
                                              "type_id": type_id}})
        pair += piece
        single = single or piece
    if first:
        tokens[first] = {"id": first, "ids": [first_id], "tokens": [first]}
    return {
        "type": "TemplateProcessing",
        "single": single,
        "pair": pair,
        "special_tokens": tokens,
    }


def bpe(vocabulary, merges, **changes):
    part = {
        "type": "BPE",
        "dropout": None,
        "unk_token": None,
        "continuing_subword_prefix": None,
        "end_of_word_suffix": None,
        "fuse_unk": False,
        "byte_fallback": False,
        "ignore_merges": False,
        "vocab": {token: index for index, token in enumerate(vocabulary)},
        "merges": merges,
    }
    part.update(changes)
    return part


def document(added_tokens, model, normalizer=None, pre_tokenizer=None,
             post_processor=None, decoder=None):
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added_tokens,
        "normalizer": normalizer,
        "pre_tokenizer": pre_tokenizer,
        "post_processor": post_processor,
        "decoder": decoder,
        "model": model,
    }


# Training

def trained(lines, pre_tokenizer, size, alphabet=()):
    """A BPE of `size` tokens: the alphabet, then one token per merge."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizer
    trainer = trainers.BpeTrainer(
        vocab_size=size, initial_alphabet=list(alphabet),
        show_progress=False)
    tokenizer.train_from_iterator(lines, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    vocabulary = sorted(model["vocab"], key=model["vocab"].get)
    merges = [tuple(merge) for merge in model["merges"]]
    joined = {left + right for left, right in merges}
    letters = [token for token in vocabulary if token not in joined]
    return letters, merges


def trained_bytes(lines, regex):
    splitter = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(regex), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ])
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    return trained(lines, splitter, ENTRIES, alphabet)


def trained_pieces(lines):
    """As SentencePiece does: spaces marked, digits alone, rare letters left
    to the byte tokens."""
    counts = collections.Counter(itertools.chain.from_iterable(lines))
    rare = str.maketrans({letter: " " for letter, count in counts.items()
                          if count < 20 or not letter.isprintable()})
    marked = [" " + line.translate(rare).strip() for line in lines]
    words = r" ?[\p{L}\p{M}]+| ?\p{N}| ?[^ \p{L}\p{M}\p{N}]+| +"
    words = words.replace(" ", SPACE)
    splitter = pre_tokenizers.Split(Regex(words), "isolated")
    return trained([line.replace(" ", SPACE) for line in marked], splitter,
                   ENTRIES, [SPACE])


def fitted(letters, merges, room, taken, probes, pipeline):
    """The merges that with the letters make `room` entries. Nearly every
    word of the text would give the same ids wherever it were cut, so after
    the first merges come some that show the cuts in `probes`: within the
    words that the pipeline makes of a probe, so that each is one token, and
    across the cuts between them, which should never come to pass."""
    known = dict.fromkeys(itertools.chain(letters, taken))
    chosen = []

    def add(left, right):
        if left + right not in known and len(known) < room + len(taken):
            known[left + right] = None
            chosen.append((left, right))

    for merge in merges[:FIRST_MERGES]:
        add(*merge)
    for probe in probes:
        whole = [join_word(letters, chosen, taken, word, add)
                 for word in words_of(pipeline, probe)]
        for left, right in itertools.pairwise(whole):
            add(left, right)
    for merge in merges[FIRST_MERGES:]:
        add(*merge)
    return chosen


def words_of(pipeline, probe):
    tokenizer = Tokenizer.from_str(json.dumps(
        document([], bpe([], []), **pipeline)))
    if tokenizer.normalizer:
        probe = tokenizer.normalizer.normalize_str(probe)
    if not tokenizer.pre_tokenizer:
        return [probe]
    return [word for word, _ in
            tokenizer.pre_tokenizer.pre_tokenize_str(probe)]


def join_word(letters, merges, taken, word, add):
    """Adds the merges that make one token of the word; returns it."""
    vocabulary = dict.fromkeys(itertools.chain(
        letters, taken, (left + right for left, right in merges)))
    model = models.BPE({token: at for at, token in enumerate(vocabulary)},
                       list(merges))
    tokens = [token.value for token in model.tokenize(word)]
    joined = tokens[0]
    for token in tokens[1:]:
        add(joined, token)
        joined += token
    return joined


def all_merges(pieces, vocabulary):
    """Every pair that makes one of `pieces`, in their order, as converters
    of SentencePiece and tiktoken vocabularies list them."""
    ids = {token: index for index, token in enumerate(vocabulary)}
    merges = []
    for piece in pieces:
        pairs = [(piece[:at], piece[at:]) for at in range(1, len(piece))]
        pairs = [(left, right) for left, right in pairs
                 if left in ids and right in ids]
        merges += sorted(pairs, key=lambda pair: (ids[pair[0]], ids[pair[1]]))
    return merges


# What shows where each expression cuts, or would if a part of it were lost.
PROBES = [
    "I'S", "x'll", "'LLx", "'\u017fx", "AB'S", "AB'sx", "aBc", "ABc", "aBC",
    "Ab1", "1234", "12a", "(x", "\tx", " (", "..x", ".\n", "!\r\n\n", "//\n/",
    " //\n", "\n x", "\n\nx", " \n\nx", "  x", "   (", "x  ", "\u00a0x",
    "x\u00a0\u00a0y", "a\u0301b", "1\u0301", ".\u0301", " \u0301", "\n\u0301",
    "\u0301!", "x\u00b2", "\u01c5x", "x\u01c5", "\u02b0X", "\u00aaB",
    "\u4e2dB", "b\u4e2d", "\u200dx", "\u000bx", "\u0085x", "\r\r\nx", "_x",
    "\U0001f3fd\ufe0f", "q\u0307x", "\u0928\u0947", "\u0301q", "..\u20dd",
]
PHRASES = ["of the", "in a", "x y", "end . The", "1 2"]


# The tokenizers

def gemma(lines):
    """google/gemma-3-1b-it and its sisters. Of its 6,415 added tokens, runs
    of line feeds (1 to 31 in the original), of space marks (2 to 31) and of
    tabs (1 to 31), HTML tags, <unused..> and the nine special ones are
    sampled here; the original, too, has them in the vocabulary, with merges
    that come before all others, but for <image_soft_token>. Gemma 4 has the
    same pipeline, 24 added tokens, all special, and in some of its files a
    template without <bos>."""
    special = ["<pad>", "<eos>", "<bos>", "<unk>"]
    turns = ["<start_of_turn>", "<end_of_turn>"]
    images = ["<start_of_image>", "<end_of_image>"]
    front = special + ["<mask>", "[multimodal]", "<unused0>", "<unused1>"]
    runs = ["\n" * count for count in range(1, 11)]
    runs += [SPACE * count for count in range(2, 11)]
    tags = ["<table>", "<tr>", "<td>", "</table>", "</tr>", "</td>", "<h1>",
            "</h1>", "<b>", "</b>", "<s>", "</s>", "<code>", "</code>"]
    tabs = ["\t" * count for count in range(1, 7)]
    outside = ["<image_soft_token>"]
    named = front + turns + runs + tags + tabs + images + outside
    pipeline = {
        "normalizer": replace(" ", SPACE),
        "pre_tokenizer": {
            "type": "Split",
            "pattern": {"String": " "},
            "behavior": "MergedWithPrevious",
            "invert": False,
        },
    }
    letters, merges = trained_pieces(lines)
    merges = fitted(letters, merges, ENTRIES - len(named + BYTE_TOKENS),
                    named, PHRASES, pipeline)
    pieces = [left + right for left, right in merges]
    vocabulary = (front + turns + runs + tags + BYTE_TOKENS + pieces
                  + letters + tabs + images)
    ids = {token: index for index, token in enumerate(vocabulary + outside)}
    return document(
        [added_token(ids[token], token,
                     token in special + turns + images + outside)
         for token in named],
        bpe(vocabulary, all_merges(runs + tags + tabs + pieces, vocabulary),
            unk_token="<unk>", fuse_unk=True, byte_fallback=True),
        **pipeline,
        post_processor=template("<bos>", ids["<bos>"]),
        decoder={
            "type": "Sequence",
            "decoders": [replace(SPACE, " "), {"type": "ByteFallback"},
                         {"type": "Fuse"}],
        })


# o200k_base of the tiktoken package.
O200K = "|".join([
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*"
    r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+"
    r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
    r"\p{N}{1,3}",
    r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
    r"\s*[\r\n]+",
    r"\s+(?!\S)",
    r"\s+",
])


def o200k(lines):
    """openai/gpt-oss-20b (o200k_harmony): all its 21 added tokens, outside of
    the model's vocabulary; merges of all pairs, as its converter lists
    them."""
    special = (["<|startoftext|>", "<|endoftext|>", "<|reserved_200000|>",
                "<|reserved_200001|>", "<|return|>", "<|constrain|>",
                "<|reserved_200004|>", "<|channel|>", "<|start|>", "<|end|>",
                "<|message|>", "<|reserved_200009|>", "<|reserved_200010|>",
                "<|reserved_200011|>", "<|call|>"]
               + [f"<|reserved_{index}|>" for index in range(200013, 200018)]
               + ["<|endofprompt|>"])
    pipeline = {"pre_tokenizer": split_and_bytes(O200K)}
    # Words that no merges lead to: what ignore_merges is for.
    unreached = ["\u0120zyzzyva", "xylograph"]
    letters, merges = trained_bytes(lines, O200K)
    merges = fitted(letters, merges, ENTRIES - len(special + unreached), (),
                    PROBES, pipeline)
    pieces = [left + right for left, right in merges] + unreached
    vocabulary = letters + pieces
    return document(
        [added_token(len(vocabulary) + index, token)
         for index, token in enumerate(special)],
        bpe(vocabulary, all_merges(pieces, vocabulary), ignore_merges=True),
        **pipeline,
        post_processor=byte_level(trim_offsets=False),
        decoder=byte_level())


QWEN3_5 = "|".join([
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)",
    r"[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+",
    r"\p{N}",
    r" ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*",
    r"\s*[\r\n]+",
    r"\s+(?!\S)",
    r"\s+",
])


def qwen3_5(lines):
    """Qwen/Qwen3.5-9B and Qwen3.6: all their 26 added tokens, outside of the
    model's vocabulary, 12 of them not special. Unlike Qwen2's, the
    expression has marks among the letters."""
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>",
               "<|object_ref_start|>", "<|object_ref_end|>", "<|box_start|>",
               "<|box_end|>", "<|quad_start|>", "<|quad_end|>",
               "<|vision_start|>", "<|vision_end|>", "<|vision_pad|>",
               "<|image_pad|>", "<|video_pad|>"]
    plain = ["<tool_call>", "</tool_call>", "<|fim_prefix|>",
             "<|fim_middle|>", "<|fim_suffix|>", "<|fim_pad|>",
             "<|repo_name|>", "<|file_sep|>", "<tool_response>",
             "</tool_response>", "<think>", "</think>"]
    added = special + plain
    pipeline = {
        "normalizer": {"type": "NFC"},
        "pre_tokenizer": split_and_bytes(QWEN3_5, trim=False),
    }
    letters, merges = trained_bytes(lines, QWEN3_5)
    merges = fitted(letters, merges, ENTRIES - len(added), (), PROBES,
                    pipeline)
    vocabulary = letters + [left + right for left, right in merges]
    return document(
        [added_token(len(vocabulary) + index, token, token in special)
         for index, token in enumerate(added)],
        bpe(vocabulary, merges, continuing_subword_prefix="",
            end_of_word_suffix=""),
        **pipeline,
        post_processor=byte_level(False),
        decoder=byte_level(False))


def phi3(lines):
    """microsoft/Phi-3-mini-4k-instruct and Phi-3.5-mini-instruct: Llama 2's
    pipeline without <s> before a text. All added tokens but the first three
    lie outside of the model's vocabulary; most take the white space behind
    them, and </s> is not special. The runs of space marks (2 to 16) have the
    last merges, as in the original."""
    front = ["<unk>", "<s>", "</s>"]
    added = ["<|endoftext|>", "<|assistant|>", "<|placeholder1|>",
             "<|placeholder2|>", "<|placeholder3|>", "<|placeholder4|>",
             "<|system|>", "<|end|>", "<|placeholder5|>", "<|placeholder6|>",
             "<|user|>"]
    runs = [SPACE * count for count in range(2, 17)]
    pipeline = {
        "normalizer": {
            "type": "Sequence",
            "normalizers": [{"type": "Prepend", "prepend": SPACE},
                            replace(" ", SPACE)],
        },
    }
    letters, merges = trained_pieces(lines)
    merges = fitted(letters, merges,
                    ENTRIES - len(front + BYTE_TOKENS + runs + added), runs,
                    PHRASES, pipeline)
    pieces = [left + right for left, right in merges]
    vocabulary = front + BYTE_TOKENS + runs + pieces + letters
    return document(
        [added_token(index, token, token != "</s>",
                     rstrip=token not in ("<unk>", "<s>", "<|endoftext|>"))
         for index, token in itertools.chain(
             enumerate(front), enumerate(added, len(vocabulary)))],
        bpe(vocabulary, all_merges(pieces + runs, vocabulary),
            unk_token="<unk>", fuse_unk=True, byte_fallback=True),
        **pipeline,
        post_processor=template(),
        decoder={
            "type": "Sequence",
            "decoders": [
                replace(SPACE, " "), {"type": "ByteFallback"},
                {"type": "Fuse"},
                {"type": "Strip", "content": " ", "start": 1, "stop": 0},
            ],
        })


# cl100k_base as its conversions to tokenizer.json spell it.
CL100K = "|".join([
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)",
    r"[^\r\n\p{L}\p{N}]?\p{L}+",
    r"\p{N}{1,3}",
    r" ?[^\s\p{L}\p{N}]+[\r\n]*",
    r"\s*[\r\n]+",
    r"\s+(?!\S)",
    r"\s+",
])


def phi4(lines):
    """microsoft/phi-4: added tokens in the vocabulary, all of which take the
    white space on both sides; <|dummy_0|> to <|dummy_4|> stand for the
    original's 84. Its Split keeps what matches by removing, inverted."""
    special = ["<|dummy_0|>", "<|endoftext|>", "<|fim_prefix|>",
               "<|fim_middle|>", "<|fim_suffix|>", "<|dummy_1|>",
               "<|dummy_2|>", "<|dummy_3|>", "<|im_start|>", "<|im_end|>",
               "<|im_sep|>", "<|dummy_4|>", "<|endofprompt|>"]
    pipeline = {"pre_tokenizer": split_and_bytes(CL100K, "Removed", True)}
    letters, merges = trained_bytes(lines, CL100K)
    merges = fitted(letters, merges, ENTRIES - len(special), (), PROBES,
                    pipeline)
    learnt = letters + [left + right for left, right in merges]
    return document(
        [added_token(len(learnt) + index, token, lstrip=True, rstrip=True)
         for index, token in enumerate(special)],
        bpe(learnt + special, merges, continuing_subword_prefix="",
            end_of_word_suffix=""),
        **pipeline,
        decoder=byte_level())


# The cases

TEXTS = [
    "Hello, world!",
    "",
    " ",
    "   ",
    " leading and  double   spaces ",
    "The river was named after the first governor , who had served in the"
    " war of 1812 .",
    "    indented\n        deeper\n  back  ",
    "\t\ttabs\tand \t mixed\t \t",
    "one\ntwo\n\nthree\n\n\nfour\n\n\n\n\n five\n",
    "\n\n\n",
    "windows\r\nlines\r\n\r\nend\r\r\n\n\r",
    " \n  \n\t\n x \n",
    " " * 40 + "x" + "\n" * 40 + "y" + "\t" * 40,
    "1 12 123 1234 12345 1234567 1,234,567.89 3.14 -7 0x1F 2024-06-30",
    "\u0663\u0664\u0665\u0666 \u00bd \u00b2\u00b3 \u2167 \u0e53\u0e54"
    " \uff11\uff12 \u4e09\u5341 \U0001d7d8\U0001d7d9\U0001d7da\U0001d7db",
    "I'm you're they'd don't we've it's she'll o'clock 'tis rock'n'roll",
    "I'M don't WE'LL THEY'RE I'VE IT'S HE'D DON'T 'S 'Ll'vE I\u2019m",
    "'s'S'll'LL''' s' 'sun 'm '\u017f '\u017fo ' s",
    "CamelCase parseHTTPResponse XMLHttpRequest iPhone ALLCAPS McDonald"
    " snake_case kebab-case A1b2C3",
    "\u01c5abc \u01c8 \u02b0\u02b2x \u00aa\u00ba \u30fc\u3005 \u16ee"
    " \U00010400\U00010428 \u1c90\u10d0 STRASSE stra\u00dfe",
    "def f(x):\n    if x > 0:\n\t\treturn x**2  # square\n"
    "    return {'a': [1, 2]}\n",
    "int main() {\n  std::vector<int> v{1, 2};\n"
    "  return v[0] != 0 && v[1] <= 2 ? 1 : 0; // ok\n}\n",
    "... !!! ?! -- \u2014 ()[]{}<> \"quoted\" 'single' \u00abx\u00bb"
    " ~~~ *** ### $5 50% a&b",
    "//\n/\n// \r\n/* x */ path/\n/ !\n\n?\r\n\r\n.\n \n",
    "https://example.org/path/to?q=1&r=%20x#frag user@example.org"
    " C:\\dir\\file.txt /usr//bin/",
    "\u041f\u0440\u0438\u0432\u0435\u0442, \u043c\u0438\u0440!"
    " \u0401\u043b\u043a\u0430 \u0456 \u0457\u0436\u0430\u043a"
    " \u041d\u0410\u0422\u041e",
    "\u039a\u03b1\u03bb\u03b7\u03bc\u03ad\u03c1\u03b1 \u03ba\u03cc\u03c3"
    "\u03bc\u03b5 \u039f\u0394\u039f\u03a3 \u1f00\u03c1\u03c7\u1fc7",
    "\u4e2d\u6587\u5206\u8bcd\uff0c\u4f60\u597d\u4e16\u754c\uff01"
    " 2024\u5e746\u670830\u65e5",
    "\u65e5\u672c\u8a9e\u306e\u30c6\u30ad\u30b9\u30c8\u3002\u30ab\u30bf"
    "\u30ab\u30ca \uff76\uff9e \u304b\u3099",
    "\u0645\u0631\u062d\u0628\u0627 \u0628\u0650\u0633\u0652\u0645\u0650"
    " \u0627\u0644\u0644\u0651\u064e\u0647 \u200f\u05e9\u05b8\u05c1\u05dc"
    "\u05d5\u05b9\u05dd",
    "\u0928\u092e\u0938\u094d\u0924\u0947 \u0926\u0941\u0928\u093f\u092f"
    "\u093e \u0915\u094d\u0937\u0924\u094d\u0930\u093f\u092f \u0967\u0968",
    "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e0a\u0e32\u0e27\u0e42\u0e25"
    "\u0e01 \u0e01\u0e33\u0e25\u0e31\u0e07\u0e17\u0e33",
    "\ud55c\uad6d\uc5b4 \ud14d\uc2a4\ud2b8 \u1112\u1161\u11ab\u1100\u116e"
    "\u11a8",
    "Ti\u1ebfng Vi\u1ec7t, na\u00efve caf\u00e9 Z\u00fcrich \u0141\u00f3d"
    "\u017a",
    "\U0001f600 \U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
    " \U0001f44d\U0001f3fd \U0001f1eb\U0001f1f7 1\ufe0f\u20e3 \u2764\ufe0f!",
    "e\u0301 \u00e9 a\u0308 o\u0302\u0301 A\u030a \u212b \u2126 s\u0323"
    "\u0307 s\u0307\u0323 q\u0307\u0323 cafe\u0301s",
    "\u0301a \u0301 x \u0301 1\u0301 .\u0301\n\u0301\n \u0301!"
    " \u20dd \u0903 -\u0327-",
    "a\u00a0b\u2003c\u202fd\u3000e\u2028f\u2029g\u0085h\u000bi\u000cj"
    "\u1680k\u205fl \u00a0 m",
    "zero\u200bwidth \u200bx join\u200cers\u200d \ufeffbom \u2060wj"
    " so\u00adft \u180e",
    "\u0001\u0002\u0007bell\u0008 \u001b[31mred\u001b[0m\u007f\u001f\u009f"
    "\u001c\u001dx",
    "null\u0000char \u0000\u0000",
    "Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz"
    + "aaaaaaaa" * 12 + "lopadotemachoselachogaleokranioleipsano",
    "\u041f\u0440\u0438\u0432\u0435\u0442world \u4f60\u597d\u043c\u0438"
    "\u0440 \u03b1\u03b2\u03b3abc \ud55c\uad6dtext \u0e44\u0e17\u0e22abc"
    " 3\u4e2a5x",
    "\u2581literal \u2581\u2581two a\u2581b \u2581 \u2581\u2581\u2581\u2581"
    " \u0120bytes \u010a \u00c4\u0142",
    "\U0001d518\U0001d52b\U0001d526 \U00010348\U00010330 \U00012000"
    " \U00013080 \U0001f0a1 \U0010ffff \U000e0041 \U00020000",
    "\ufb01ne \ufb02ow \u0152uvre \u0133 \u1e9e \u017fo \u0130stanbul"
    " \u0131I \ufb1d",
    "\ue000 \ufffd \uffff \ufdd0 \u2e80\u2ff0 \u206a",
    "x\u00b2 + y\u00b3 \u2264 \u2211 \u221a2 \u00d7 \u221e \u20ac5 \u00a3"
    " \u20b9 \u2122 \u00b0C \u2192 \u2460 \u00b5m",
    "<|endoftext <|im_start|<|end| > <|END|> <s <think > </ think>"
    " <start_of_turn|> <|im_start |> <||>",
    "<0x0A><0x41> <0xZZ> <pad> <unk> <bos></s><s> <|endoftext|>x",
]

GEMMA_TEXTS = [
    "<bos><start_of_turn>user\nHi there!<end_of_turn>\n"
    "<start_of_turn>model\n",
    " <start_of_turn> user <end_of_turn> \n a<end_of_turn>b<eos> ",
    "<start_of_image><image_soft_token><end_of_image> [multimodal] <mask>"
    "<unused0><unused1><unused2>",
    "<table><tr><td> x </td></tr></table>\n\n<h1>A</h1> <h2><b><strong>",
    "\n" * 25 + SPACE * 23 + "\t" * 15 + " " * 23 + "\n \n",
    SPACE + " " + SPACE * 2 + "a" + SPACE * 3 + " b " + SPACE + "c",
    "<unk><unk> <unk>\u4e00<pad><pad>",
]

O200K_TEXTS = [
    "<|startoftext|><|start|>system<|message|>You are ChatGPT.<|end|>"
    "<|start|>user<|message|>Hi<|end|><|start|>assistant<|channel|>final",
    " <|start|> user <|message|> two  <|end|>  \n<|return|>\n",
    "a<|call|>b<|constrain|>json<|channel|>",
    "<|reserved_200000|><|reserved_200017|><|reserved_200018|>"
    "<|endofprompt|>",
    "<<|end|>><|<|end|>|><|en<|end|>d|>",
    "HTMLParser's JSON'S IDs'RE aB AbC ABc \u00c9COLEs NASA's X'll",
    "a zyzzyva, zyzzyva xylograph\nxylograph xylographs",
]

QWEN3_5_TEXTS = [
    "<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n<think>\n\n"
    "</think>\n\n",
    " <think> a </think>  <tool_call>\n{\"name\": \"f\"}\n</tool_call> ",
    "<tool_response>e\u0301</tool_response><|fim_prefix|>x<|fim_suffix|>"
    "<|fim_middle|><|fim_pad|><|repo_name|>r<|file_sep|>",
    "<|vision_start|><|image_pad|><|video_pad|><|vision_end|>"
    "<|box_start|>(1,2)<|box_end|>",
    "a<|im_end|>\u0301b<think>\u0308<|endoftext|>",
    "\u0915\u093c \u0958 \u0b47\u0b3e \u1112\u1161\u11ab \u0344 \u2adc"
    " \ufa10\ufb2a \U0001d15e",
]

PHI3_TEXTS = [
    "<|system|>\nBe helpful.<|end|>\n<|user|>\nHi there!<|end|>\n"
    "<|assistant|>\n",
    "<s><|user|>  \t\n two<|end|>\u00a0\u3000x <|assistant|>",
    " <|user|> a <|end|>b<|endoftext|> c <|endoftext|>\n",
    "</s> x</s>\n\n</s></s> y<s> z<unk> <unk>u",
    "<|placeholder1|> <|placeholder6|>  <|placeholder7|>",
    "<|end|>\u200bx<|end|>\u0085y<|end|>\u2028z<|end|>\u001cw",
    "a<|end|>  <|end|> \n <|user|><|endoftext|>  <|user|>",
]

PHI4_TEXTS = [
    "<|im_start|>system<|im_sep|>\nBe helpful.<|im_end|>\n"
    "<|im_start|>user<|im_sep|>Hi<|im_end|><|im_start|>assistant<|im_sep|>",
    " a <|im_start|> b\n\n<|im_end|>\t<|im_sep|> \n c ",
    "x<|fim_prefix|>y<|fim_suffix|> <|fim_middle|>z",
    "\u00a0<|endoftext|>\u3000\u2003x\u200b<|endofprompt|>\u200by",
    "  <|dummy_0|>  <|dummy_1|><|dummy_4|>  <|dummy_5|>  ",
    "<|im_end|>\n\n\n<|im_end|>",
    "a\u0085<|im_end|>\u001cb\u000b<|im_end|>\u180ec",
]

MAKERS = [
    ("gemma", gemma, GEMMA_TEXTS + PHRASES),
    ("o200k", o200k, O200K_TEXTS + PROBES),
    ("qwen3_5", qwen3_5, QWEN3_5_TEXTS + PROBES),
    ("phi3", phi3, PHI3_TEXTS + PHRASES),
    ("phi4", phi4, PHI4_TEXTS + PROBES),
]


def case(tokenizer, text):
    ids = tokenizer.encode(text).ids
    return {
        "text": text,
        "ids": ids,
        "ids_without_special":
            tokenizer.encode(text, add_special_tokens=False).ids,
        "decoded": tokenizer.decode(ids, skip_special_tokens=True),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("text", type=pathlib.Path)
    arguments = parser.parse_args()
    lines = arguments.text.read_text(encoding="utf-8").splitlines(True)
    cases = {}
    for name, maker, texts in MAKERS:
        tokenizer = Tokenizer.from_str(json.dumps(maker(lines)))
        # What the package writes is what it has understood.
        written = json.loads(tokenizer.to_str())
        (HERE / f"{name}.json").write_text(
            json.dumps(written, ensure_ascii=False), encoding="utf-8")
        cases[name] = [case(tokenizer, text) for text in TEXTS + texts]
    result = {"source": f"tokenizers {tokenizers.__version__}",
              "cases": cases}
    (HERE / "more_cases.json").write_text(
        json.dumps(result, ensure_ascii=False, indent=0), encoding="utf-8")


if __name__ == "__main__":
    main()
