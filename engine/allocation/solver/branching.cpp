#include "allocation/solver/branching.h"

#include "base/error.h"

#include <algorithm>
#include <optional>

namespace fracbit::allocation {

namespace {

using Allowed = std::vector<std::vector<std::uint8_t>>;

class Branching {
public:
    Branching(const Problem& problem, const FormOptions& options, const BudgetLines& lines,
              const SearchLimits& limits)
        : problem_(problem), options_(options), lines_(lines), limits_(limits) {}

    Assignment run(const Allowed& allowed, const Compiled& form, const Aggregate* aggregate);

private:
    struct Node {
        Allowed allowed;
        Outcome outcome;
        std::vector<int> schemes;
        const std::vector<int>* split = nullptr; // an equality that the schemes break
        std::vector<std::vector<int>> open;
    };
    Node relax(Allowed allowed, const Compiled& form, const Aggregate* aggregate) const;
    std::optional<Node> child(const Node& parent, int scheme) const;
    void offer(const Node& node);
    void branch(const Node& node);
    bool hopeless(const Node& node) const;
    bool stopped() const { return limits_.deadline.passed(); }

    const Problem& problem_;
    const FormOptions& options_;
    const BudgetLines& lines_;
    const SearchLimits& limits_;
    Assignment best_;
    bool complete_ = true;
};

const std::vector<int>* brokenEquality(const std::vector<std::vector<int>>& equalities,
                                       const std::vector<int>& schemes) {
    for (const std::vector<int>& layers : equalities)
        for (const int layer : layers)
            if (schemes[layer] != schemes[layers.front()])
                return &layers;
    return nullptr;
}

Branching::Node Branching::relax(Allowed allowed, const Compiled& form,
                                 const Aggregate* aggregate) const {
    Node node;
    node.allowed = std::move(allowed);
    node.outcome = minimise(form, aggregate, lines_, limits_);
    node.open = form.openEqualities;
    if (node.outcome.best)
        node.schemes = schemesOf(form, node.outcome.best->rows, problem_.layers.size());
    return node;
}

// The relaxation with one scheme for the class that the parent splits; empty when it has none.
std::optional<Branching::Node> Branching::child(const Node& parent, int scheme) const {
    Allowed allowed = parent.allowed;
    for (const int layer : *parent.split)
        for (std::size_t s = 0; s < allowed[layer].size(); ++s)
            allowed[layer][s] = static_cast<int>(s) == scheme;
    try {
        const Compiled form = compile(problem_, allowed, options_.equal, options_.mode,
                                      options_.fusion, options_.objective);
        Node node = relax(std::move(allowed), form, nullptr);
        if (node.outcome.infeasible)
            return std::nullopt;
        return node;
    } catch (const Error& error) {
        if (error.code() != ErrorCode::Infeasible)
            throw;
        return std::nullopt; // a group is left without a kernel
    }
}

bool Branching::hopeless(const Node& node) const {
    return !best_.schemes.empty() && node.outcome.bound >= best_.cost.loss;
}

void Branching::offer(const Node& node) {
    const Cost& cost = node.outcome.best->cost;
    if (!best_.schemes.empty() && best_.cost.loss <= cost.loss)
        return;
    best_.schemes = node.schemes;
    best_.cost = cost;
    best_.lambda = node.outcome.lambda;
}

void Branching::branch(const Node& node) {
    std::vector<Node> children;
    const std::vector<std::uint8_t> candidates = node.allowed[node.split->front()];
    for (std::size_t scheme = 0; scheme < candidates.size() && !stopped(); ++scheme)
        if (candidates[scheme])
            if (auto next = child(node, static_cast<int>(scheme)))
                children.push_back(std::move(*next));
    std::stable_sort(children.begin(), children.end(), [](const Node& a, const Node& b) {
        return a.outcome.bound < b.outcome.bound;
    });
    for (Node& next : children) {
        if (hopeless(next))
            break;
        next.split = next.schemes.empty() ? nullptr : brokenEquality(next.open, next.schemes);
        if (next.split)
            branch(next);
        else if (next.outcome.best)
            offer(next);
        // A leaf that was cut short, or a class without an answer, leaves the proof open.
        complete_ = complete_ && (next.split || next.outcome.proven);
    }
    complete_ = complete_ && !stopped();
}

Assignment Branching::run(const Allowed& allowed, const Compiled& form,
                          const Aggregate* aggregate) {
    Node root = relax(allowed, form, aggregate);
    best_.bound = root.outcome.bound;
    best_.lambda = root.outcome.lambda;
    best_.infeasible = root.outcome.infeasible;
    if (!root.outcome.best)
        return std::move(best_);
    root.split = brokenEquality(root.open, root.schemes);
    if (!root.split) {
        offer(root);
        best_.proven = root.outcome.proven;
        return std::move(best_);
    }
    branch(root);
    if (complete_ && best_.schemes.empty())
        best_.infeasible = true;
    if (complete_ && !best_.schemes.empty()) {
        best_.proven = true;
        best_.bound = best_.cost.loss;
    }
    return std::move(best_);
}

} // namespace

Assignment assign(const Problem& problem, const Allowed& allowed, const FormOptions& options,
                  const Compiled& form, const Aggregate* aggregate, const BudgetLines& lines,
                  const SearchLimits& limits) {
    return Branching(problem, options, lines, limits).run(allowed, form, aggregate);
}

} // namespace fracbit::allocation
