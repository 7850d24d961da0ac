#include "allocation/front.h"
#include "allocation/solver.h"
#include "base/checksum.h"
#include "base/error.h"
#include "cli/allocation_options.h"
#include "cli/commands.h"
#include "pipeline/allocation_problem.h"
#include "profiling/moments_file.h"

#include <chrono>
#include <iomanip>
#include <map>

namespace fracbit::cli {

namespace {

using allocation::Problem;
using allocation::Result;
using nlohmann::json;

json secondsOrNull(const std::optional<allocation::Femtoseconds>& time) {
    return time ? json(allocation::secondsFromFemtoseconds(*time)) : json(nullptr);
}

double bitsPerWeight(const Problem& problem, allocation::Bytes memory) {
    return static_cast<double>(memory) * 8 / static_cast<double>(problem.weights());
}

json layersJson(const Problem& problem, const pipeline::QuantizationPlan& plan) {
    json layers = json::array();
    for (std::size_t i = 0; i < plan.layers.size(); ++i)
        layers.push_back({{"name", plan.layers[i].name},
                          {"block", problem.layers[i].block},
                          {"role", problem.layers[i].role},
                          {"scheme", schemeName(plan.layers[i].scheme)},
                          {"variant", plan.layers[i].variant},
                          {"fused_with", plan.layers[i].fusedWith}});
    return layers;
}

json swapJson(const Problem& problem, const std::optional<allocation::Swap>& swap) {
    if (!swap)
        return nullptr;
    json layers = json::array();
    for (std::size_t i = 0; i < swap->layers.size(); ++i)
        layers.push_back({{"name", problem.layers[swap->layers[i]].name},
                          {"scheme", problem.schemes[swap->schemes[i]].name}});
    return {{"layers", layers},
            {"loss_saved", swap->lossSaved},
            {"extra_bytes", swap->extraMemory},
            {"extra_seconds", allocation::secondsFromFemtoseconds(swap->extraLatency)}};
}

class SolveCommand final : public Command {
public:
    const char* name() const override { return "solve"; }
    const char* description() const override { return "Find the best allocation for a profile"; }
    void declare(const Options& options) override;
    void execute(Console& console, const CommonOptions& options,
                 const RunContext& context) override;

private:
    allocation::Limits limits(const RunContext& context) const {
        return {.stop = context.stop, .seconds = secondsLimit_, .gap = gap_};
    }
    void solveOne(const allocation::Solver& solver, double prepared, Console& console,
                  const RunContext& context) const;
    void solveFront(const allocation::Solver& solver, double prepared, Console& console,
                    const RunContext& context) const;
    void print(const Problem& problem, const Result& result, Console& console) const;
    pipeline::Feedback feedback() const;
    void writePlan(pipeline::QuantizationPlan plan) const;

    std::filesystem::path profilePath_;
    std::filesystem::path out_;
    BudgetOptions budgets_;
    ConstraintOptions constraints_;
    std::string fusion_ = "on";
    std::string feedback_;
    std::string front_;
    std::size_t points_ = 200;
    // The reference solves its programs under the same limit.
    double secondsLimit_ = 60;
    double gap_ = 0;
    profiling::Profile profile_;
};

void SolveCommand::declare(const Options& options) {
    options.value("profile", profilePath_, "A profile").required();
    budgets_.declare(options);
    constraints_.declare(options);
    options.value("--fusion", fusion_, "Whether layers may share a kernel call (default on)")
        .oneOf({"on", "off"});
    options
        .value("--feedback", feedback_,
               "Whether it is for quantization with feedback (default: on when the profile has "
               "activation moments)")
        .oneOf({"on", "off"});
    options.value("--seconds-limit", secondsLimit_, "Stop searching after this time").notNegative();
    options.value("--gap", gap_, "Stop at this relative gap (default 0: the proven optimum)")
        .between(0.0, 1.0);
    options.value("--front", front_, "The whole front instead of one allocation")
        .oneOf({"memory", "latency"});
    options.value("--points", points_, "Points of the front (default 200)").between(2, 100000);
    options.value("--out", out_, "The plan to write");
}

pipeline::Feedback SolveCommand::feedback() const {
    const bool on = feedback_.empty() ? profile_.hasFeedback() : feedback_ == "on";
    return on ? pipeline::Feedback::On : pipeline::Feedback::Off;
}

// With what it was solved on, and where the moments lie, so that quantize finds them.
void SolveCommand::writePlan(pipeline::QuantizationPlan plan) const {
    plan.feedback = feedback();
    pipeline::setOrigin(plan, profile_, fileFingerprint(profilePath_));
    const auto moments = std::filesystem::absolute(profiling::momentsPath(profilePath_));
    if (plan.feedback == pipeline::Feedback::On && std::filesystem::exists(moments))
        plan.moments = moments;
    pipeline::writePlan(out_, plan);
}

void SolveCommand::print(const Problem& problem, const Result& result, Console& console) const {
    const allocation::Solution& solution = result.solution;
    std::ostream& out = console.out();
    out << "loss " << std::setprecision(6) << solution.objective
        << (result.proven ? " (optimal, proven)" : " (best found)") << ", "
        << bytesText(static_cast<std::uint64_t>(solution.memory)) << ", "
        << bitsPerWeight(problem, solution.memory) << " bits per weight";
    if (solution.latency)
        out << ", " << 1 / allocation::secondsFromFemtoseconds(*solution.latency)
            << " tokens per second";
    if (!result.proven)
        out << ", gap " << result.gap();
    out << std::endl;
    std::map<std::string, int> counts;
    for (const int scheme : solution.schemes)
        ++counts[problem.schemes[scheme].name];
    for (const auto& [scheme, count] : counts)
        out << std::setw(8) << count << " x " << scheme << '\n';
}

void SolveCommand::solveOne(const allocation::Solver& solver, double prepared, Console& console,
                            const RunContext& context) const {
    const Problem& problem = solver.problem();
    const allocation::Budgets budgets = budgets_.budgets(profile_);
    const Result result = solver.solve(budgets, limits(context));
    const allocation::Solution& solution = result.solution;
    const pipeline::QuantizationPlan plan = pipeline::planOf(problem, solution, profile_.basis());
    if (!out_.empty())
        writePlan(plan);
    print(problem, result, console);
    console.document(
        {{"objective", solution.objective},
         {"lower_bound", result.lowerBound},
         {"gap", result.gap()},
         {"proven", result.proven},
         {"memory_bytes", solution.memory},
         {"footprint_bytes", pipeline::footprintBytes(profile_, solution.memory)},
         {"latency_seconds", secondsOrNull(solution.latency)},
         {"feedback", feedback() == pipeline::Feedback::On ? "on" : "off"},
         {"bits_per_weight", bitsPerWeight(problem, solution.memory)},
         {"solve_seconds", prepared + result.seconds},
         {"shadow_prices",
          {{"loss_per_byte", result.prices.perByte},
           {"loss_per_second", result.prices.perSecond},
           {"next_swap_for_memory",
            swapJson(problem, solver.nextSwap(result, budgets, allocation::Axis::Memory))},
           {"next_swap_for_latency",
            swapJson(problem, solver.nextSwap(result, budgets, allocation::Axis::Latency))}}},
         {"layers", layersJson(problem, plan)}});
}

void SolveCommand::solveFront(const allocation::Solver& solver, double prepared, Console& console,
                              const RunContext& context) const {
    const auto axis = front_ == "memory" ? allocation::Axis::Memory : allocation::Axis::Latency;
    const allocation::Front front =
        solver.front(axis, points_, budgets_.budgets(profile_), limits(context));
    json points = json::array();
    for (const allocation::FrontPoint& point : front.points) {
        points.push_back({{"objective", point.solution.objective},
                          {"lower_bound", point.lowerBound},
                          {"proven", point.proven},
                          {"memory_bytes", point.solution.memory},
                          {"latency_seconds", secondsOrNull(point.solution.latency)}});
        console.out() << point.solution.memory << " bytes, loss " << point.solution.objective
                      << '\n';
    }
    console.document(
        {{"front", front_}, {"points", points}, {"solve_seconds", prepared + front.seconds}});
}

void SolveCommand::execute(Console& console, const CommonOptions&, const RunContext& context) {
    profile_ = profiling::readProfile(profilePath_);
    auto problem = std::make_shared<const Problem>(
        pipeline::allocationProblem(profile_, constraints_.palette, feedback()));
    allocation::Constraints constraints = constraints_.constraints(*problem, profile_);
    const auto start = std::chrono::steady_clock::now();
    const allocation::Solver solver(std::move(problem), std::move(constraints),
                                    fusion_ == "on" ? allocation::Fusion::On
                                                    : allocation::Fusion::Off);
    const double prepared =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (front_.empty())
        solveOne(solver, prepared, console, context);
    else
        solveFront(solver, prepared, console, context);
}

} // namespace

std::unique_ptr<Command> makeSolveCommand() {
    return std::make_unique<SolveCommand>();
}

} // namespace fracbit::cli
