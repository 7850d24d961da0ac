// The edits of an allocation, each a step of the history.
#include "session/allocation_session.h"

#include "session/opened_profile.h"

#include <QLocale>

#include <algorithm>

namespace fracbit::app {

namespace {

enum MergeKey { MergeMemory = 1, MergeLatency = 2 };

} // namespace

// A step of the history: from one decision to the next.
class ChangeDecision final : public QUndoCommand {
public:
    ChangeDecision(AllocationSession& session, Decision after, const QString& text, int mergeKey)
        : QUndoCommand(text), session_(session), before_(session.decision()),
          after_(std::move(after)), mergeKey_(mergeKey) {}

    void undo() override { session_.apply(before_); }
    void redo() override { session_.apply(after_); }
    int id() const override { return mergeKey_; }
    bool mergeWith(const QUndoCommand* other) override {
        after_ = static_cast<const ChangeDecision*>(other)->after_;
        setText(other->text());
        return true;
    }

private:
    AllocationSession& session_;
    Decision before_;
    Decision after_;
    int mergeKey_;
};

void AllocationSession::change(Decision decision, const QString& text, int mergeKey) {
    history_.push(new ChangeDecision(*this, std::move(decision), text, mergeKey));
}

void AllocationSession::setMemoryBudget(std::optional<allocation::Bytes> budget) {
    if (budget == decision_.budgets.memory || (!budget && !decision_.budgets.latency))
        return;
    Decision next = decision_;
    next.budgets.memory = budget;
    const QString text =
        budget ? tr("Memory: at most %1")
                     .arg(QLocale().formattedDataSize(*budget, 2, QLocale::DataSizeIecFormat))
               : tr("No memory budget");
    change(std::move(next), text, MergeMemory);
}

void AllocationSession::setLatencyBudget(std::optional<allocation::Femtoseconds> budget) {
    if (budget == decision_.budgets.latency || (!budget && !decision_.budgets.memory))
        return;
    Decision next = decision_;
    next.budgets.latency = budget;
    const QString text =
        budget ? tr("Latency: at most %1 ms")
                     .arg(QLocale().toString(1e3 * allocation::secondsFromFemtoseconds(*budget),
                                             'f', 3))
               : tr("No latency budget");
    change(std::move(next), text, MergeLatency);
}

void AllocationSession::setFusion(allocation::Fusion fusion) {
    if (fusion == decision_.fusion)
        return;
    Decision next = decision_;
    next.fusion = fusion;
    change(std::move(next),
           fusion == allocation::Fusion::On ? tr("Allow fusion") : tr("Forbid fusion"));
}

void AllocationSession::setFeedback(pipeline::Feedback feedback) {
    if (feedback == decision_.feedback)
        return;
    Decision next = decision_;
    next.feedback = feedback;
    change(std::move(next), feedback == pipeline::Feedback::On ? tr("Feed errors back")
                                                               : tr("Do not feed errors back"));
}

QString AllocationSession::describe(const std::vector<int>& layers) const {
    if (layers.size() == 1)
        return QString::fromStdString(
            profile_->problem->layers[static_cast<std::size_t>(layers.front())].name);
    return tr("%n layer(s)", nullptr, static_cast<int>(layers.size()));
}

namespace {

allocation::Restriction restriction(allocation::Restriction::Kind kind, int layer, int scheme) {
    allocation::Restriction made;
    made.kind = kind;
    made.where.layer = layer;
    made.scheme = scheme;
    return made;
}

bool concerns(const allocation::Restriction& candidate, const std::vector<int>& layers) {
    return std::find(layers.begin(), layers.end(), candidate.where.layer.value_or(-1)) !=
           layers.end();
}

// Drops restrictions of the layers: all, or only pins.
void drop(Decision& decision, const std::vector<int>& layers, bool pinsOnly) {
    std::erase_if(decision.restrictions, [&](const allocation::Restriction& candidate) {
        return concerns(candidate, layers) &&
               (!pinsOnly || candidate.kind == allocation::Restriction::Kind::Pin);
    });
}

} // namespace

void AllocationSession::pin(const std::vector<int>& layers, int scheme) {
    Decision next = decision_;
    drop(next, layers, false);
    for (int layer : layers)
        next.restrictions.push_back(restriction(allocation::Restriction::Kind::Pin, layer, scheme));
    const std::string& name = profile_->problem->schemes[static_cast<std::size_t>(scheme)].name;
    change(std::move(next), tr("Pin %1 to %2").arg(describe(layers), QString::fromStdString(name)));
}

void AllocationSession::ban(const std::vector<int>& layers, int scheme) {
    Decision next = decision_;
    drop(next, layers, true);
    for (int layer : layers)
        next.restrictions.push_back(restriction(allocation::Restriction::Kind::Ban, layer, scheme));
    const std::string& name = profile_->problem->schemes[static_cast<std::size_t>(scheme)].name;
    change(std::move(next),
           tr("Ban %2 from %1").arg(describe(layers), QString::fromStdString(name)));
}

void AllocationSession::release(const std::vector<int>& layers) {
    Decision next = decision_;
    drop(next, layers, false);
    if (next.restrictions.size() != decision_.restrictions.size())
        change(std::move(next), tr("Release %1").arg(describe(layers)));
}

void AllocationSession::limitBits(const std::vector<int>& layers,
                                  allocation::Restriction::Kind kind, double bits) {
    Decision next = decision_;
    std::erase_if(next.restrictions, [&](const allocation::Restriction& candidate) {
        return candidate.kind == kind && concerns(candidate, layers);
    });
    for (int layer : layers) {
        next.restrictions.push_back(restriction(kind, layer, 0));
        next.restrictions.back().bits = bits;
    }
    const QString number = QLocale().toString(bits, 'g', 4);
    change(std::move(next), kind == allocation::Restriction::Kind::MinBits
                                ? tr("%1: at least %2 bits").arg(describe(layers), number)
                                : tr("%1: at most %2 bits").arg(describe(layers), number));
}

void AllocationSession::setExcludedSchemes(std::vector<int> schemes) {
    std::sort(schemes.begin(), schemes.end());
    if (schemes == decision_.excludedSchemes)
        return;
    Decision next = decision_;
    next.excludedSchemes = std::move(schemes);
    change(std::move(next), tr("Change the palette"));
}

void AllocationSession::setExcludedVariants(std::vector<int> variants) {
    std::sort(variants.begin(), variants.end());
    if (variants == decision_.excludedVariants)
        return;
    Decision next = decision_;
    next.excludedVariants = std::move(variants);
    change(std::move(next), tr("Change the kernels"));
}

void AllocationSession::setReference(const AllocationPtr& reference) {
    reference_ = reference;
    emit referenceChanged();
}

void AllocationSession::addSnapshot(const QString& name) {
    if (!allocation_)
        return;
    snapshots_.push_back({name, allocation_});
    emit snapshotsChanged();
}

void AllocationSession::removeSnapshot(std::size_t index) {
    snapshots_.erase(snapshots_.begin() + static_cast<std::ptrdiff_t>(index));
    emit snapshotsChanged();
}

void AllocationSession::restoreSnapshot(std::size_t index) {
    const Snapshot& snapshot = snapshots_.at(index);
    change(snapshot.allocation->decision, tr("Go back to “%1”").arg(snapshot.name));
}

void AllocationSession::addMeasurement(const MeasurementPtr& measurement) {
    measurements_.push_back(measurement);
    emit measurementsChanged();
}

void AllocationSession::removeMeasurement(std::size_t index) {
    measurements_.erase(measurements_.begin() + static_cast<std::ptrdiff_t>(index));
    emit measurementsChanged();
}

} // namespace fracbit::app
