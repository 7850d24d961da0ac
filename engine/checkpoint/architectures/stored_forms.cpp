// Forms that several architectures' tensors have in files.
#include "checkpoint/architectures/members.h"

namespace fracbit::checkpoint {

std::vector<RowRun> interleavedRopeRows(const ModelConfig& config, const ExpectedTensor& tensor) {
    if (!tensor.layer.ends_with("attn.q") && !tensor.layer.ends_with("attn.k"))
        return {};
    const std::int64_t headSize = config.block(tensor.block).attention().headSize;
    std::vector<RowRun> runs;
    for (std::int64_t head = 0; head < tensor.shape.front(); head += headSize)
        for (const std::int64_t half : {0, 1})
            runs.push_back({head + half, headSize / 2, 2});
    return runs;
}

ValueConversion normsLessOne(const ExpectedTensor& tensor) {
    const bool isNorm = tensor.role == TensorRole::FinalNorm ||
                        tensor.role == TensorRole::BlockNorm || tensor.role == TensorRole::HeadNorm;
    return isNorm ? +[](float stored) { return stored - 1; } : nullptr;
}

} // namespace fracbit::checkpoint
