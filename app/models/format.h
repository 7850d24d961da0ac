// Numbers and shapes as people read them, in the default locale.
#pragma once

#include "tensor/tensor.h"

#include <QString>

#include <string>

namespace fracbit::app {

QString countText(std::int64_t count);       // "134,515,008"
QString shortCountText(std::int64_t count);  // "134.5 M"
QString bytesText(std::uint64_t bytes);      // "93.81 MiB"
QString exactBytesText(std::uint64_t bytes); // "98,362,432 bytes"
QString bitsText(double bits);               // "4.50"
QString dimensionsText(const Shape& shape);  // "576 × 1536"
// A kernel variant in words, where its name is one of the field's: "tensor cores".
QString variantText(const std::string& variant);
// A text of an exporter (exporter/exporter.h), in the language of the window.
QString exporterText(const std::string& text);

} // namespace fracbit::app
