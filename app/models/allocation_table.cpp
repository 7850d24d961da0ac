#include "models/allocation_table.h"

#include "base/json_file.h"
#include "models/heatmap_data.h"

#include <locale>
#include <sstream>

namespace fracbit::app {

namespace {

using nlohmann::json;

constexpr int kDigits = 17; // a double comes back as it was

json layerJson(const Allocation& allocation, std::size_t index) {
    const allocation::Problem& problem = *allocation.problem;
    const allocation::Solution& solution = allocation.result.solution;
    const allocation::Layer& layer = problem.layers[index];
    const int scheme = solution.schemes[index];
    const int variant = solution.variants[index];
    const LayerCost cost = layerCost(problem, int(index), scheme);
    return {{"layer", layer.name},
            {"block", layer.block},
            {"role", layer.role},
            {"scheme", problem.schemes[static_cast<std::size_t>(scheme)].name},
            {"variant",
             variant >= 0 ? problem.variants[static_cast<std::size_t>(variant)] : std::string()},
            {"call", solution.calls[index]},
            {"weights", problem.kinds[static_cast<std::size_t>(layer.kind)].weights},
            {"bytes", cost.bytes},
            {"bits_per_weight", cost.bits},
            {"sensitivity", layer.sensitivity},
            {"loss", cost.loss}};
}

constexpr const char* kColumns[] = {"layer",           "block",       "role",    "scheme",
                                    "variant",         "call",        "weights", "bytes",
                                    "bits_per_weight", "sensitivity", "loss"};

// Texts with a comma, a quote or a line break are quoted (RFC 4180).
std::string csvText(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos)
        return text;
    std::string quoted = "\"";
    for (const char letter : text)
        quoted += letter == '"' ? std::string("\"\"") : std::string(1, letter);
    return quoted + "\"";
}

void writeField(std::ostream& out, const json& value) {
    if (value.is_string())
        out << csvText(value.get<std::string>());
    else if (value.is_number_float())
        out << value.get<double>();
    else
        out << value.get<std::int64_t>();
}

} // namespace

std::string allocationCsv(const Allocation& allocation) {
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out.precision(kDigits);
    for (const char* column : kColumns)
        out << (column == kColumns[0] ? "" : ",") << column;
    out << '\n';
    for (std::size_t i = 0; i < allocation.problem->layers.size(); ++i) {
        const json layer = layerJson(allocation, i);
        for (const char* column : kColumns) {
            out << (column == kColumns[0] ? "" : ",");
            writeField(out, layer.at(column));
        }
        out << '\n';
    }
    return out.str();
}

std::string allocationJson(const Allocation& allocation) {
    const allocation::Solution& solution = allocation.result.solution;
    json layers = json::array();
    for (std::size_t i = 0; i < allocation.problem->layers.size(); ++i)
        layers.push_back(layerJson(allocation, i));
    json document{{"version", 1},
                  {"objective", solution.objective},
                  {"memory_bytes", solution.memory},
                  {"latency_seconds", nullptr},
                  {"layers", std::move(layers)}};
    if (solution.latency)
        document["latency_seconds"] = allocation::secondsFromFemtoseconds(*solution.latency);
    return jsonText(document);
}

} // namespace fracbit::app
