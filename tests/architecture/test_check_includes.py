#!/usr/bin/env python3
"""check_includes.py finds what it is there to find: each test breaks one rule in a made-up tree."""
import pathlib
import tempfile
import unittest

import check_includes

GUARDED = """// Private to the module.
#pragma once

#ifndef FRACBIT_INSIDE_UPPER
#error "private to engine/upper"
#endif
"""
SOUND = {
    "engine/lower/CMakeLists.txt": "fracbit_module(NAME lower SOURCES a.cpp)",
    "engine/lower/a.h": "#pragma once\n",
    "engine/lower/a.cpp": '#include "lower/a.h"\n',
    "engine/upper/CMakeLists.txt": "fracbit_module(NAME upper SOURCES b.cpp inner/c.cpp\n"
    "    PUBLIC fracbit::lower\n    PRIVATE_FOLDERS inner)",
    "engine/upper/b.h": '#pragma once\n#include "lower/a.h"\n',
    "engine/upper/b.cpp": '#include "upper/b.h"\n#include "upper/inner/c.h"\n',
    "engine/upper/inner/c.h": GUARDED,
    "engine/upper/inner/c.cpp": '#include "upper/inner/c.h"\n',
    "engine/quantizer/CMakeLists.txt": "fracbit_module(NAME quantizer SOURCES e.cpp)",
    "engine/top/CMakeLists.txt": "fracbit_module(NAME top SOURCES d.cpp PRIVATE fracbit::upper)",
    "engine/top/d.cpp": '#include "upper/b.h"\n',
    "engine/network/CMakeLists.txt": "fracbit_module(NAME network SOURCES run.cpp)",
    "engine/network/run.cpp": "auto n = Network::load(source);\n",
    "engine/network/torch/block.cpp": "#include <torch/torch.h>\n",
    "app/main.cpp": '#include <QWidget>\n#include "upper/b.h"\n',
    "tests/upper/CMakeLists.txt": "fracbit_test(NAME c SOURCES t.cpp LIBS fracbit::upper_private)",
    "tests/upper/t.cpp": '#include "upper/inner/c.h"\n',
    "tests/top/CMakeLists.txt": "fracbit_test(NAME d SOURCES t.cpp LIBS fracbit::top)",
    "tests/top/t.cpp": '#include "upper/b.h"\n',
}


def problems_with(changes):
    with tempfile.TemporaryDirectory() as root:
        for name, text in {**SOUND, **changes}.items():
            path = pathlib.Path(root) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return [p.replace(root + "/", "") for p in check_includes.problems(root)]


class CheckIncludes(unittest.TestCase):
    def breaks(self, name, text, *expected):
        self.assertEqual(problems_with({name: text}), list(expected))

    def test_sound_tree(self):
        self.assertEqual(problems_with({}), [])

    def test_module_above_includes_private_header(self):
        self.breaks("engine/top/d.cpp", '#include "upper/inner/c.h"\n',
                    "engine/top/d.cpp: includes upper/inner/c.h, which is private to engine/upper")

    def test_relative_and_roundabout_names(self):
        for name in ("../upper/inner/c.h", "upper/./inner/c.h"):
            self.breaks("engine/top/d.cpp", f'#include "{name}"\n',
                        f"engine/top/d.cpp: includes {name}, which is private to engine/upper")

    def test_application_includes_private_header(self):
        self.breaks("app/main.cpp", '#include "upper/inner/c.h"\n',
                    "app/main.cpp: includes upper/inner/c.h, which is private to engine/upper")

    def test_public_header_includes_private_header(self):
        self.breaks("engine/upper/b.h", '#include "upper/inner/c.h"\n',
                    "engine/upper/b.h: includes upper/inner/c.h, which is private to engine/upper")

    def test_test_without_grant(self):
        self.breaks("tests/top/t.cpp", '#include "upper/inner/c.h"\n',
                    "tests/top/t.cpp: includes upper/inner/c.h, which is private to engine/upper")

    def test_private_header_without_guard(self):
        self.breaks("engine/upper/inner/c.h", "#pragma once\n", "engine/upper/inner/c.h: does not "
                    "begin with #ifndef FRACBIT_INSIDE_UPPER")

    def test_guard_of_another_module(self):
        self.breaks("engine/upper/inner/c.h", GUARDED.replace("UPPER", "LOWER"),
                    "engine/upper/inner/c.h: does not begin with #ifndef FRACBIT_INSIDE_UPPER")

    def test_guard_after_an_include(self):
        self.breaks("engine/upper/inner/c.h", '#include "lower/a.h"\n' + GUARDED,
                    "engine/upper/inner/c.h: does not begin with #ifndef FRACBIT_INSIDE_UPPER")

    def test_guard_outside_of_private_folders(self):
        self.breaks("engine/upper/e.h", GUARDED, "engine/upper/e.h: is guarded, but lies in none "
                    "of its module's PRIVATE_FOLDERS")

    def test_only_tests_are_granted_access(self):
        self.breaks("engine/top/CMakeLists.txt",
                    "fracbit_module(NAME top PRIVATE fracbit::upper fracbit::upper_private)",
                    "engine/top/CMakeLists.txt: links fracbit::upper_private, which is for tests")

    def test_grant_by_hand(self):
        self.breaks("tests/top/CMakeLists.txt",
                    "target_compile_definitions(t PRIVATE FRACBIT_INSIDE_UPPER)",
                    "tests/top/CMakeLists.txt: defines FRACBIT_INSIDE_UPPER")

    def test_module_that_is_not_named(self):
        self.breaks("engine/lower/a.cpp", '#include "upper/b.h"\n',
                    "engine/lower/a.cpp: includes upper/b.h, but the module lower does not name "
                    "upper")

    def test_cycle(self):
        expected = ("engine/lower and engine/upper depend on each other",
                    "engine/upper and engine/lower depend on each other")
        self.breaks("engine/lower/CMakeLists.txt",
                    "fracbit_module(NAME lower PRIVATE fracbit::upper)", *expected)

    def test_foreign_headers(self):
        self.breaks("engine/lower/a.cpp", "#include <QWidget>\n",
                    "engine/lower/a.cpp: Qt (QWidget) in the engine")
        self.breaks("engine/lower/a.cpp", "#include <cuda_runtime.h>\n",
                    "engine/lower/a.cpp: CUDA (cuda_runtime.h) outside engine/backend")
        self.breaks("engine/lower/a.h", "#include <torch/torch.h>\n",
                    "engine/lower/a.h: torch outside engine/network/torch")

    def test_networks_are_opened_in_one_place(self):
        self.breaks("app/a.cpp", '#include "network/packed_network.h"\n',
                    "app/a.cpp: opens a packed network itself; network/run.h does that")
        self.breaks("app/a.cpp", "auto n = network::Network::load(source);\n",
                    "app/a.cpp: loads a network itself; network/run.h does that")

    def test_questions_for_a_family(self):
        for text, found in (("auto f = quantizer::Family::Nuq;", "Family::Nuq"),
                            ("switch (scheme.family) {", "switch (scheme.family) {"),
                            ("if (scheme.family == other) {", "family =="),
                            ('if (familyName(s.family) != "nf") {', "familyName(s.family) !=")):
            for name in ("engine/top/d.cpp", "app/main.cpp", "engine/upper/b.h"):
                self.breaks(name, text + "\n", f"{name}: asks for a family of schemes ({found})")
            self.breaks("engine/quantizer/e.cpp", text + "\n")
            self.breaks("tests/top/t.cpp", text + "\n")
            self.breaks("engine/top/d.cpp", f"// {text}\n")
        self.breaks("app/main.cpp", "CellValue::Family; familyName(scheme); "
                    "switch (familyInfo(a.family).kind) {}\n")


if __name__ == "__main__":
    unittest.main()
