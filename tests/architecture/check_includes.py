#!/usr/bin/env python3
"""Holds the sources against the dependency rule: app -> engine -> cuda, and the engine's modules
from the bottom up. A module may include only modules that its CMakeLists.txt names, and headers in
a module's PRIVATE_FOLDERS belong to the module and to tests that link fracbit::<module>_private.
Nobody outside of engine/quantizer asks which family a scheme is of."""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)
QT = re.compile(r"^(Q[A-Z]\w*|qcustomplot\.h|Qt\w+/.*)$")
TORCH = re.compile(r"^(torch|ATen|c10)/")
CUDA = re.compile(r"^(cuda|cublas)")
NETWORK_LOAD = re.compile(r"\bNetwork::load\(")
# The first directives of a private header; headers for Highway have their own #pragma once.
GUARD = re.compile(
    r'\A(?://.*\n)*(?:#pragma once\s+)?#ifndef FRACBIT_INSIDE_(\w+)\s+#error "private to')
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.S)
# Code that asks which family a scheme is of: as an enumeration, in a switch, or by comparison.
FAMILY = re.compile(r"\bFamily::\w+|\bswitch\s*\([^;{)]*\bfamily\s*\)\s*\{|\bfamily\s*[!=]="
                    r"|\bfamilyName\([^;)]*\)\s*[!=]=")


class Tree:
    """The sources below a root, and what the CMakeLists.txt of the modules say."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.modules = {p.parent.name for p in self.root.glob("engine/*/CMakeLists.txt")}
        self.private = self.private_folders()

    def sources(self, folder):
        for path in sorted((self.root / folder).rglob("*")):
            if path.suffix in (".h", ".cpp", ".cu", ".cuh"):
                yield path, INCLUDE.findall(path.read_text(errors="replace"))

    def module_of(self, path):
        return path.relative_to(self.root / "engine").parts[0]

    def build_text(self, module):
        return (self.root / "engine" / module / "CMakeLists.txt").read_text()

    def named_by(self, module):
        return set(re.findall(r"fracbit::(\w+)", self.build_text(module))) | {module}

    def reachable(self, module):
        seen, todo = set(), [module]
        while todo:
            for name in self.named_by(todo.pop()):
                if name in self.modules and name not in seen:
                    seen.add(name)
                    todo.append(name)
        return seen | {module}

    def private_folders(self):
        """The private folders of all modules, as they begin the name in an #include."""
        folders = {}
        for module in self.modules:
            named = re.search(r"PRIVATE_FOLDERS([\w\s/]*)", self.build_text(module))
            for folder in named[1].split() if named else []:
                folders[f"{module}/{folder}/"] = module
        return folders

    def owner_of(self, name):
        """The module that the header is private to, if it is."""
        name = str(pathlib.PurePosixPath(name))
        return next((m for f, m in self.private.items() if name.startswith(f)), None)

    def included(self, path, name):
        """The header's name below engine/: relative to the file where there is one beside it."""
        beside = (path.parent / name).resolve()
        engine = (self.root / "engine").resolve()
        if beside.exists() and engine in beside.parents:
            return beside.relative_to(engine).as_posix()
        return name

    def build_file_of(self, path):
        folder = path.parent
        while not (folder / "CMakeLists.txt").exists() and folder != self.root:
            folder = folder.parent
        return folder / "CMakeLists.txt"


def layers(tree):
    for path, names in tree.sources("engine"):
        module = tree.module_of(path)
        allowed = tree.reachable(module)
        for name in names:
            top = name.split("/")[0]
            if QT.match(name):
                yield f"{path}: Qt ({name}) in the engine"
            if top in tree.modules and "/" in name and top not in allowed:
                yield f"{path}: includes {name}, but the module {module} does not name {top}"
            if CUDA.match(name) and module != "backend":
                yield f"{path}: CUDA ({name}) outside engine/backend"
    for path, names in tree.sources("app"):
        for name in names:
            if TORCH.match(name) or CUDA.match(name):
                yield f"{path}: {name} in the application"
    for path, names in tree.sources("cuda"):
        for name in names:
            if name.split("/")[0] in tree.modules or QT.match(name) or TORCH.match(name):
                yield f"{path}: {name} below the engine"


def torch_outside_its_library(tree):
    """What includes torch is compiled into the library that is loaded when it is needed."""
    for path, names in tree.sources("engine"):
        own = path.relative_to(tree.root / "engine").as_posix()
        if any(TORCH.match(n) for n in names) and not own.startswith("network/torch/"):
            yield f"{path}: torch outside engine/network/torch"


def networks_opened_elsewhere(tree):
    """What a model runs on is chosen in one place, network/run.h."""
    for top in ("app", "engine"):
        for path, names in tree.sources(top):
            own = path.relative_to(tree.root).as_posix().startswith("engine/network/")
            if not own and "network/packed_network.h" in names:
                yield f"{path}: opens a packed network itself; network/run.h does that"
            if not own and NETWORK_LOAD.search(path.read_text(errors="replace")):
                yield f"{path}: loads a network itself; network/run.h does that"


def cycles(tree):
    for module in sorted(tree.modules):
        for other in tree.named_by(module) - {module}:
            if other in tree.modules and module in tree.reachable(other):
                yield f"engine/{module} and engine/{other} depend on each other"


def crossings(tree):
    """Includes of a private header from where they are not allowed."""
    for top in ("app", "cuda", "engine", "tests"):
        for path, names in tree.sources(top):
            for name in names:
                owner = tree.owner_of(tree.included(path, name))
                if owner and not may_see(tree, path, owner):
                    yield f"{path}: includes {name}, which is private to engine/{owner}"


def may_see(tree, path, owner):
    parts = path.relative_to(tree.root).parts
    if parts[0] == "tests":
        text = tree.build_file_of(path).read_text()
        return re.search(rf"fracbit::{owner}_private\b", text) is not None
    if parts[:2] != ("engine", owner):
        return False
    # A public header would carry the private one to everybody.
    own = path.relative_to(tree.root / "engine").as_posix()
    return path.suffix == ".cpp" or tree.owner_of(own) == owner


def guards(tree):
    """The compiler refuses private headers outside of their module: by their first lines."""
    for path, _ in tree.sources("engine"):
        if path.suffix != ".h":
            continue
        owner = tree.owner_of(path.relative_to(tree.root / "engine").as_posix())
        guard = GUARD.search(path.read_text(errors="replace"))
        if owner and (not guard or guard[1] != owner.upper()):
            yield f"{path}: does not begin with #ifndef FRACBIT_INSIDE_{owner.upper()}"
        if guard and not owner:
            yield f"{path}: is guarded, but lies in none of its module's PRIVATE_FOLDERS"


def grants(tree):
    """Only tests are given the private headers of a module, and say so by what they link."""
    for top in ("app", "cuda", "engine", "tests"):
        for path in sorted((tree.root / top).rglob("CMakeLists.txt")):
            text = path.read_text()
            for name in re.findall(r"fracbit(?:::|_)(\w+)_private\b", text):
                if top != "tests":
                    yield f"{path}: links fracbit::{name}_private, which is for tests"
            for name in re.findall(r"FRACBIT_INSIDE_(\w+)", text):
                if path.parent != tree.root / "engine" / name.lower():
                    yield f"{path}: defines FRACBIT_INSIDE_{name}"


def families(tree):
    """Nobody outside of engine/quantizer asks which family a scheme is of: descriptors say what
    there is to know (quantizer/scheme_family.h)."""
    quantizer = tree.root / "engine" / "quantizer"
    for top in ("app", "cuda", "engine"):
        for path, _ in tree.sources(top):
            if quantizer in path.parents:
                continue
            text = COMMENT.sub("", path.read_text(errors="replace"))
            for found in FAMILY.findall(text):
                yield f"{path}: asks for a family of schemes ({found.strip()})"


def problems(root):
    tree = Tree(root)
    checks = (layers, torch_outside_its_library, networks_opened_elsewhere, cycles, crossings, guards,
              grants, families)
    return [problem for check in checks for problem in check(tree)]


if __name__ == "__main__":
    found = problems(sys.argv[1])
    print("\n".join(found) or "the dependency rule holds")
    sys.exit(1 if found else 0)
