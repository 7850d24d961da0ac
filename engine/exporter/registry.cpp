#include "exporter/registry.h"

#include "base/error.h"
#include "exporter/huggingface/huggingface_exporter.h"

#include <algorithm>

namespace fracbit::exporter {

namespace {

class Registry {
public:
    Registry() { add(makeHuggingFaceExporter()); }

    void add(std::unique_ptr<const Exporter> exporter) {
        if (find(exporter->name()))
            throw Error(ErrorCode::Internal, "two exporters are called " + exporter->name());
        list_.push_back(exporter.get());
        owned_.push_back(std::move(exporter));
    }
    const Exporter* find(const std::string& name) const {
        const auto found = std::ranges::find(list_, name, &Exporter::name);
        return found == list_.end() ? nullptr : *found;
    }
    const std::vector<const Exporter*>& list() const { return list_; }

private:
    std::vector<std::unique_ptr<const Exporter>> owned_;
    std::vector<const Exporter*> list_;
};

Registry& registry() {
    static Registry instance;
    return instance;
}

} // namespace

const std::vector<const Exporter*>& exporters() {
    return registry().list();
}

const Exporter& exporterNamed(const std::string& name) {
    if (const Exporter* exporter = registry().find(name))
        return *exporter;
    std::string names;
    for (const Exporter* exporter : exporters())
        names += (names.empty() ? "" : ", ") + exporter->name();
    throw Error(ErrorCode::InvalidArgument,
                "there is no format '" + name + "'; there are: " + names);
}

void addExporter(std::unique_ptr<const Exporter> exporter) {
    registry().add(std::move(exporter));
}

} // namespace fracbit::exporter
