// An exporter that is no part of the program: what it takes to add one is what is in this file.
#pragma once

#include "exporter/registry.h"

namespace fracbit::tests {

// Writes all weights one after another into one file. It has an option of every kind: "precision",
// float32 or float16; "padding", zeros after each tensor; "names", a file of the tensors' names.
// Of schemes it takes nuq with rotated inputs. A plan is written into a file of its own; what is
// quantized by it are not the weights.
std::unique_ptr<const exporter::Exporter> makeAddedExporter(std::string name,
                                                            exporter::Intake intake);

// "added", which takes originals, quantized folders and plans, and "repacked", which takes
// quantized folders alone; once a program.
void addExporters();

} // namespace fracbit::tests
