// The exporters there are: the one place that names them.
#pragma once

#include "exporter/exporter.h"

namespace fracbit::exporter {

// In the order in which they are listed; the first is the default. They live as long as the
// program.
const std::vector<const Exporter*>& exporters();

// Throws Error(InvalidArgument) that says which there are.
const Exporter& exporterNamed(const std::string& name);

// Adds one that is no part of this program, at the end, before any other thread uses the registry.
// Throws Error(Internal) when there is one of that name.
void addExporter(std::unique_ptr<const Exporter> exporter);

} // namespace fracbit::exporter
