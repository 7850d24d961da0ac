#!/usr/bin/env python3
"""Holds the sources against the dependency rule: app -> engine -> cuda, and the engine's modules
from the bottom up. A module may include only modules that its CMakeLists.txt names."""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
include = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)
qt = re.compile(r"^(Q[A-Z]\w*|qcustomplot\.h|Qt\w+/.*)$")
torch = re.compile(r"^(torch|ATen|c10)/")
cuda = re.compile(r"^(cuda|cublas)")
modules = {p.parent.name for p in root.glob("engine/*/CMakeLists.txt")}
problems = []


def sources(folder):
    for path in sorted((root / folder).rglob("*")):
        if path.suffix in (".h", ".cpp", ".cu", ".cuh"):
            yield path, include.findall(path.read_text(errors="replace"))


def named_by(module):
    text = (root / "engine" / module / "CMakeLists.txt").read_text()
    return set(re.findall(r"fracbit::(\w+)", text)) | {module}


def reachable(module):
    seen, todo = set(), [module]
    while todo:
        current = todo.pop()
        for name in named_by(current):
            if name in modules and name not in seen:
                seen.add(name)
                todo.append(name)
    return seen | {module}


for path, names in sources("engine"):
    module = path.relative_to(root / "engine").parts[0]
    allowed = reachable(module)
    for name in names:
        top = name.split("/")[0]
        if qt.match(name):
            problems.append(f"{path}: Qt ({name}) in the engine")
        if top in modules and "/" in name and top not in allowed:
            problems.append(f"{path}: includes {name}, but the module {module} does not name {top}")
        if cuda.match(name) and module != "backend":
            problems.append(f"{path}: CUDA ({name}) outside engine/backend")

for path, names in sources("app"):
    for name in names:
        if torch.match(name) or cuda.match(name):
            problems.append(f"{path}: {name} in the application")

for path, names in sources("cuda"):
    for name in names:
        if name.split("/")[0] in modules or qt.match(name) or torch.match(name):
            problems.append(f"{path}: {name} below the engine")

# Public headers stay free of torch: only headers that implementation files of the same module
# include may have it.
for path, names in sources("engine"):
    if path.suffix != ".h" or not any(torch.match(n) for n in names):
        continue
    own = path.relative_to(root / "engine")
    for other, others in sources("engine"):
        if str(own) in others and other.relative_to(root / "engine").parts[0] != own.parts[0]:
            problems.append(f"{other}: includes {own}, which needs torch")

# No cycles between modules.
for module in sorted(modules):
    for other in named_by(module) - {module}:
        if other in modules and module in reachable(other):
            problems.append(f"engine/{module} and engine/{other} depend on each other")

print("\n".join(problems) or "the dependency rule holds")
sys.exit(1 if problems else 0)
