// Prints how fast and how well the allocation solver solves the reference problems:
//   allocation_benchmark --reference tests/data [--budgets 200] [--json FILE]
// Times are of the solving thread's processor, after one preparation per problem (which is a row of
// its own); the least of three runs, since other programs disturb each other's caches. The file
// holds every budget and answer, for tests/benchmark/allocation/compare_with_highs.py.
#include "allocation/reference_problem.h"
#include "allocation/solver.h"
#include "base/error.h"
#include "base/random.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <limits>
#include <string>
#include <vector>

using namespace fracbit;
using namespace fracbit::allocation;
using test::ProblemPointer;

namespace {

double threadSeconds() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

struct Arguments {
    std::string reference = "tests/data";
    std::string json;
    int budgets = 200;
};

Arguments parse(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i + 1 < argc; i += 2) {
        const std::string option = argv[i];
        if (option == "--reference")
            arguments.reference = argv[i + 1];
        else if (option == "--json")
            arguments.json = argv[i + 1];
        else if (option == "--budgets")
            arguments.budgets = std::atoi(argv[i + 1]);
    }
    return arguments;
}

using BudgetSource = std::function<Budgets(Random&)>;

double between(Random& random, double low, double high) {
    return low + (high - low) * random.uniform();
}

// Budgets of the paper's range: 1.6 to 5 bits, 130 to 250 tokens per second.
BudgetSource memoryBudgets(const Problem& problem) {
    const auto weights = static_cast<double>(problem.weights());
    return [weights](Random& random) {
        return Budgets{.memory = static_cast<Bytes>(between(random, 1.6, 5.0) / 8 * weights),
                       .latency = {}};
    };
}

// `scale`: latencies relative to the 8B model's.
BudgetSource latencyBudgets(double scale) {
    return [scale](Random& random) {
        return Budgets{.memory = {},
                       .latency = latencyBudgetFromSeconds(scale / between(random, 130, 250))};
    };
}

// Both bind: 90 to 100 % of the memory that the latency budget alone would take.
BudgetSource bothBudgets(const Solver& solver, double scale) {
    return [&solver, scale](Random& random) {
        Budgets budgets = latencyBudgets(scale)(random);
        const Result alone = solver.solve(budgets, {.stop = {}, .gap = 1e-4});
        budgets.memory = static_cast<Bytes>(static_cast<double>(alone.solution.memory) *
                                            between(random, 0.9, 1.0));
        return budgets;
    };
}

struct Sample {
    Budgets budgets;
    Result result;
    double seconds = 0; // processor time
};

double quantile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(values.size()));
    return values[std::min(rank, values.size() - 1)];
}

class Table {
public:
    explicit Table(int budgets) : budgets_(budgets) {}

    void header() const {
        std::printf("%-34s %5s %9s %9s %9s %9s %8s %9s\n", "case", "n", "median ms", "p90 ms",
                    "p99 ms", "max ms", "proven", "worst gap");
    }
    void run(const std::string& name, const Solver& solver, const BudgetSource& source,
             const Limits& limits = {}, int count = 0);
    void row(const std::string& name, const std::vector<Sample>& samples) const;
    const nlohmann::json& json() const { return json_; }

private:
    void keep(const std::string& name, const Solver& solver, const std::vector<Sample>& samples);

    int budgets_;
    nlohmann::json json_ = nlohmann::json::array();
};

Sample measure(const Solver& solver, const Budgets& budgets, const Limits& limits) {
    constexpr int kRuns = 3;
    Sample sample{budgets, {}, std::numeric_limits<double>::infinity()};
    for (int run = 0; run < kRuns; ++run) {
        const double start = threadSeconds();
        Result result = solver.solve(budgets, limits);
        sample.seconds = std::min(sample.seconds, threadSeconds() - start);
        if (run == 0 || result.gap() < sample.result.gap())
            sample.result = std::move(result);
    }
    return sample;
}

void Table::run(const std::string& name, const Solver& solver, const BudgetSource& source,
                const Limits& limits, int count) {
    Random random(hashName(name.substr(0, name.find(','))));
    std::vector<Sample> samples;
    for (int i = 0; i < (count ? count : budgets_); ++i)
        samples.push_back(measure(solver, source(random), limits));
    row(name, samples);
    keep(name, solver, samples);
}

void Table::row(const std::string& name, const std::vector<Sample>& samples) const {
    std::vector<double> times;
    double worst = 0;
    std::size_t proven = 0;
    for (const Sample& sample : samples) {
        times.push_back(1e3 * sample.seconds);
        worst = std::max(worst, sample.result.gap());
        proven += sample.result.proven;
    }
    std::printf("%-34s %5zu %9.3f %9.3f %9.3f %9.3f %7.1f%% %9.2g\n", name.c_str(), samples.size(),
                quantile(times, 0.5), quantile(times, 0.9), quantile(times, 0.99),
                quantile(times, 1.0),
                100.0 * static_cast<double>(proven) / static_cast<double>(samples.size()), worst);
    std::fflush(stdout);
}

void Table::keep(const std::string& name, const Solver& solver,
                 const std::vector<Sample>& samples) {
    for (const Sample& sample : samples) {
        nlohmann::json entry{{"case", name},
                             {"fusion", solver.fusion() == Fusion::On},
                             {"objective", sample.result.solution.objective},
                             {"lower_bound", sample.result.lowerBound},
                             {"proven", sample.result.proven},
                             {"seconds", sample.seconds}};
        if (sample.budgets.memory)
            entry["memory_bytes"] = *sample.budgets.memory;
        if (sample.budgets.latency)
            entry["latency_femtoseconds"] = *sample.budgets.latency;
        json_.push_back(std::move(entry));
    }
}

void preparation(const std::string& name, const ProblemPointer& problem, const Budgets& budgets,
                 const Limits& limits = {}) {
    const double start = threadSeconds();
    const Solver solver(problem, {}, Fusion::On);
    const Result result = solver.solve(budgets, limits);
    std::printf("%-34s %9.3f ms with its preparation, first call, gap %.2g\n", name.c_str(),
                1e3 * (threadSeconds() - start), result.gap());
}

void front(const Solver& solver, Axis axis, const std::string& name) {
    constexpr std::size_t kPoints = 200;
    double best = std::numeric_limits<double>::infinity();
    std::size_t points = 0;
    std::size_t proven = 0;
    for (int run = 0; run < 3; ++run) {
        const double start = threadSeconds();
        const Front found = solver.front(axis, kPoints);
        best = std::min(best, threadSeconds() - start);
        points = found.points.size();
        proven = 0;
        for (const FrontPoint& point : found.points)
            proven += point.proven;
    }
    std::printf("%-34s %9.3f ms for %zu points, %zu proven\n", name.c_str(), 1e3 * best, points,
                proven);
}

void runEightBillion(const ProblemPointer& all, Table& table) {
    const Solver fused(all, {}, Fusion::On);
    const Solver plain(all, {}, Fusion::Off);
    const Solver computed(test::computedCodeProblem(*all), {}, Fusion::Off);
    table.run("8B memory", plain, memoryBudgets(*all));
    table.run("8B memory, computed code", computed, memoryBudgets(*all));
    table.run("8B latency", plain, latencyBudgets(1));
    table.run("8B latency, fusion", fused, latencyBudgets(1));
    table.run("8B both, fusion", fused, bothBudgets(fused, 1));
    table.run("8B both, fusion, 1 ms", fused, bothBudgets(fused, 1), {.stop = {}, .seconds = 1e-3});
    table.run("8B both, fusion, 4 ms", fused, bothBudgets(fused, 1), {.stop = {}, .seconds = 4e-3});
    front(fused, Axis::Memory, "8B front of memory");
    front(fused, Axis::Latency, "8B front of latency, fusion");
    Random random(1);
    preparation("8B memory", all, memoryBudgets(*all)(random));
    preparation("8B latency, fusion", all, latencyBudgets(1)(random));
    preparation("8B both, fusion", all, bothBudgets(fused, 1)(random));
}

void runLarge(const ProblemPointer& all, Table& table) {
    const ProblemPointer large = test::largeProblem(*all, 80);
    const Solver solver(large, {}, Fusion::On);
    // 2.5 times the blocks and about 4 times the weights of each.
    constexpr double kScale = 8.5;
    table.run("70B memory", solver, memoryBudgets(*large));
    table.run("70B latency, fusion", solver, latencyBudgets(kScale));
    table.run("70B both, fusion, 16 ms", solver, bothBudgets(solver, kScale),
              {.stop = {}, .seconds = 16e-3}, 100);
}

void runExperts(const ProblemPointer& all, Table& table) {
    const ProblemPointer experts = test::expertsProblem(*all, 47000);
    const Solver solver(experts, {}, Fusion::Off);
    Random random(2);
    preparation("47,000 layers, memory", experts, memoryBudgets(*experts)(random),
                {.stop = {}, .gap = 1e-5});
    table.run("47,000 layers memory, 5 ms", solver, memoryBudgets(*experts),
              {.stop = {}, .seconds = 5e-3}, 50);
}

} // namespace

int main(int argc, char** argv) {
    try {
        const Arguments arguments = parse(argc, argv);
        const ProblemPointer all = test::referenceProblem(arguments.reference);
        Table table(arguments.budgets);
        table.header();
        runEightBillion(all, table);
        runLarge(all, table);
        runExperts(all, table);
        if (!arguments.json.empty())
            std::ofstream(arguments.json) << table.json().dump(1) << '\n';
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "allocation_benchmark: " << error.what() << '\n';
        return 1;
    }
}
