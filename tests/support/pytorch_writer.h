// Writing PyTorch archives as torch.save does (protocol 2), and hostile variants of them.
#pragma once

#include "support/safetensors_writer.h"

namespace fracbit::tests {

// The pickle of an OrderedDict of tensors with attributes, as state_dict() gives it.
std::string tensorPickle(const std::vector<TestTensor>& tensors);

// A ZIP file without compression.
std::string zipBytes(const std::vector<std::pair<std::string, std::string>>& entries);

// A whole archive.
std::string pytorchBytes(const std::vector<TestTensor>& tensors);

} // namespace fracbit::tests
