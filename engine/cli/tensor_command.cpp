#include "checkpoint/tensor_file.h"
#include "cli/commands.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace fracbit::cli {

namespace {

using checkpoint::StoredTensor;

struct RowRange {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

std::int64_t rowsOf(const StoredTensor& tensor) {
    const std::int64_t columns = tensor.shape.empty() ? 1 : tensor.shape.back();
    return columns ? elementCount(tensor.shape) / columns : 0;
}

std::int64_t parseRow(std::string_view text) {
    std::int64_t row = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), row);
    if (error != std::errc() || end != text.data() + text.size() || row < 0)
        throw Error(ErrorCode::InvalidArgument,
                    "--rows wants two row numbers such as 0:4 (the second is not included)");
    return row;
}

RowRange parseRows(const std::string& text, const StoredTensor& tensor) {
    const std::int64_t rows = rowsOf(tensor);
    if (text.empty())
        return {0, rows};
    const std::size_t colon = text.find(':');
    const RowRange range{parseRow(text.substr(0, colon)),
                         parseRow(colon == std::string::npos ? "" : text.substr(colon + 1))};
    if (range.begin >= range.end || range.end > rows)
        throw Error(ErrorCode::InvalidArgument, "--rows " + text,
                    "the tensor has rows 0:" + std::to_string(rows));
    return range;
}

// Of the finite values; the others are counted.
struct Statistics {
    double rms = 0;
    double smallest = std::numeric_limits<double>::infinity();
    double largest = -std::numeric_limits<double>::infinity();
    std::size_t finite = 0;
    std::size_t others = 0;
};

Statistics statisticsOf(const std::vector<float>& values) {
    Statistics result;
    double squares = 0;
    for (const float value : values) {
        if (!std::isfinite(value)) {
            ++result.others;
            continue;
        }
        ++result.finite;
        squares += static_cast<double>(value) * value;
        result.smallest = std::min<double>(result.smallest, value);
        result.largest = std::max<double>(result.largest, value);
    }
    if (result.finite)
        result.rms = std::sqrt(squares / static_cast<double>(result.finite));
    return result;
}

// Null where there is no such number: JSON has neither NaN nor infinities.
nlohmann::json numberOrNull(double value) {
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(nullptr);
}

nlohmann::json valuesJson(const std::vector<float>& values) {
    nlohmann::json::array_t result;
    result.reserve(values.size());
    for (const float value : values)
        result.push_back(numberOrNull(value));
    return result;
}

void printValues(std::ostream& out, const std::vector<float>& values) {
    constexpr std::size_t kShown = 8;
    for (std::size_t i = 0; i < std::min(values.size(), kShown); ++i)
        out << (i ? " " : "") << values[i];
    out << (values.size() > kShown ? " ...\n" : "\n");
}

class TensorCommand final : public Command {
public:
    const char* name() const override { return "tensor"; }
    const char* description() const override {
        return "One stored tensor, de-quantized, of any safetensors, GGUF or PyTorch file";
    }
    void declare(const Options& options) override {
        options.value("file", file_, "safetensors, GGUF or PyTorch file").required();
        options.value("name", tensor_, "Name of the tensor in the file").required();
        options.value("--rows", rows_, "Rows A:B only, from 0, B not included");
    }
    void execute(Console& console, const CommonOptions&, const RunContext&) override {
        const auto file = checkpoint::openTensorFile(file_);
        const StoredTensor& tensor = file->at(tensor_);
        const RowRange rows = parseRows(rows_, tensor);
        const std::int64_t columns = tensor.shape.empty() ? 1 : tensor.shape.back();
        std::vector<float> values(static_cast<std::size_t>((rows.end - rows.begin) * columns));
        checkpoint::readRows(tensor, rows.begin, rows.end, values);
        const Statistics statistics = statisticsOf(values);
        if (statistics.others)
            console.note(std::to_string(statistics.others) +
                         " values are NaN or infinite: null in JSON, not in the statistics");
        print(console.out(), tensor, values, statistics);
        if (console.json())
            console.document(document(tensor, rows, values, statistics));
    }

private:
    static nlohmann::json document(const StoredTensor& tensor, RowRange rows,
                                   const std::vector<float>& values, const Statistics& statistics) {
        return {{"name", tensor.name},
                {"dtype", dtypeName(tensor.dtype)},
                {"shape", tensor.shape}, // of the whole tensor
                {"rows", {rows.begin, rows.end}},
                {"values", valuesJson(values)}, // of these rows, as are the statistics
                {"rms", statistics.finite ? nlohmann::json(statistics.rms) : nlohmann::json()},
                {"min", numberOrNull(statistics.smallest)},
                {"max", numberOrNull(statistics.largest)},
                {"non_finite", statistics.others}};
    }

    static void print(std::ostream& out, const StoredTensor& tensor,
                      const std::vector<float>& values, const Statistics& statistics) {
        out << tensor.name << "  " << dtypeName(tensor.dtype) << "  " << shapeText(tensor.shape)
            << "  " << bytesText(tensor.bytes.size()) << '\n';
        if (statistics.finite)
            out << "rms " << statistics.rms << "  min " << statistics.smallest << "  max "
                << statistics.largest << '\n';
        printValues(out, values);
    }

    std::string file_;
    std::string tensor_;
    std::string rows_;
};

} // namespace

std::unique_ptr<Command> makeTensorCommand() {
    return std::make_unique<TensorCommand>();
}

} // namespace fracbit::cli
