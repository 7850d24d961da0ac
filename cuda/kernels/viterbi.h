// The trellis search: tail-biting Viterbi over 2^14 or 2^16 states, two or four tiles a block side
// by side.
//
// As on the processor (engine/quantizer/trellis/viterbi.h), the costs of all states are never kept:
// a step needs B[g] = min over d of cost(g + d 2^(L - k)) of the step before, and the candidates
// are computed again in the traceback. Costs are fp16 numbers relative to the least one, two tiles
// in the halves of a word: one subtraction, one fused multiply-add and one minimum for two states.
// The point of a state is computed once for all tiles of the block.
//
// fp16 suffices: a survivor's cost exceeds the least one by a few steps' errors, where the format
// resolves a thousandth of a step's error; and all costs stay below 65504, because every state can
// be reached from the best one in L / k steps (see TrellisUnits).
#pragma once

#include "kernels/packed.h"
#include "kernels/trellis_step.h"

namespace fracbit_cuda {

// The block's shared memory.
template <int kPairs>
struct ViterbiMemory {
    Costs<kPairs>* even; // costs after an even number of steps, if they are kept here
    Costs<kPairs>* odd;
    std::uint32_t* targets;  // 256 x kPairs, two tiles a word
    std::uint32_t* least;    // of each warp, kPairs words
    std::uint32_t* overlaps; // of each tile at the seam
    std::uint32_t* table;

    FRACBIT_DEVICE ViterbiMemory(char* base, std::uint32_t costEntries, int warps) {
        even = reinterpret_cast<Costs<kPairs>*>(base);
        odd = even + costEntries;
        targets = reinterpret_cast<std::uint32_t*>(odd + costEntries);
        least = targets + kTileWeights * kPairs;
        overlaps = least + warps * kPairs;
        table = overlaps + 2 * kPairs;
    }

    FRACBIT_HOST_DEVICE static constexpr std::size_t
    bytes(std::uint32_t costEntries, std::uint32_t tableWords, int copyBits, int warps) {
        constexpr std::size_t kWords = kPairs;
        return 4 * (kWords * (2 * std::size_t{costEntries} + kTileWeights +
                              static_cast<std::size_t>(warps) + 2) +
                    (std::size_t{tableWords} << copyBits));
    }
};
// Searches 2 kPairs tiles; all threads of a block work on the same ones.
template <class Search, int kPairs>
class ViterbiBlock {
public:
    FRACBIT_DEVICE explicit ViterbiBlock(const ViterbiArguments& arguments)
        : arguments_(arguments),
          memory_(machine::sharedMemory(), arguments.sharedCosts ? entriesOf(arguments) : 0,
                  machine::threadCount() / kWarp),
          entries_(entriesOf(arguments)),
          trace_(static_cast<Costs<kPairs>*>(arguments.buffers.trace) +
                 static_cast<std::size_t>(machine::blockIndex()) * traceEntries(arguments)),
          search_(arguments.problem, fillTable(memory_.table, arguments.buffers.table,
                                               tableWords(arguments), arguments.copyBits)) {
        machine::syncThreads();
        if constexpr (Search::kDimensions == 2)
            scaleTable();
    }

    FRACBIT_DEVICE void search(int firstTile) {
        firstTile_ = firstTile;
        loadTargets();
        const int seam = arguments_.steps - arguments_.seamSteps;
        startAnywhere();
        forward(seam, 2 * arguments_.seamSteps, arguments_.seamSteps - 1);
        findOverlaps(seam);
        machine::syncThreads();
        startAtOverlaps();
        forward(0, arguments_.steps, 0);
        writePaths();
        machine::syncThreads();
    }

    // Entries of the trace: B before the first step and after each.
    FRACBIT_HOST_DEVICE static std::size_t traceEntries(const ViterbiArguments& arguments) {
        return static_cast<std::size_t>(arguments.steps + 1) * entriesOf(arguments);
    }
    FRACBIT_HOST_DEVICE static std::uint32_t tableWords(const ViterbiArguments& arguments) {
        return Search::kDimensions == 2 ? 1u << arguments.problem.indexBits : 0u;
    }

private:
    static constexpr int kTiles = 2 * kPairs;

    FRACBIT_HOST_DEVICE static std::uint32_t entriesOf(const ViterbiArguments& arguments) {
        return entriesOfStep(arguments.problem, arguments.lowestShift);
    }

    // The units are a power of two: the table stays exact.
    FRACBIT_DEVICE void scaleTable() {
        for (std::uint32_t i = static_cast<std::uint32_t>(machine::threadIndex());
             i < tableWords(arguments_) << arguments_.copyBits;
             i += static_cast<std::uint32_t>(machine::threadCount()))
            memory_.table[i] = machine::multiplyHalves(memory_.table[i], TableSearch::kHalves4);
        machine::syncThreads();
    }

    FRACBIT_DEVICE float targetOf(int tile, int weight) const {
        const TrellisBuffers& buffers = arguments_.buffers;
        const int last = buffers.tiles - 1; // stands in for tiles that do not exist
        const int at = firstTile_ + tile < last ? firstTile_ + tile : last;
        const float value = buffers.targets[static_cast<std::size_t>(at) * kTileWeights +
                                            static_cast<std::size_t>(weight)];
        const float largest = buffers.units.largest;
        const float clipped = value < -largest ? -largest : value > largest ? largest : value;
        return clipped * buffers.units.perTarget;
    }

    FRACBIT_DEVICE void loadTargets() {
        for (int i = machine::threadIndex(); i < kTileWeights * kPairs;
             i += machine::threadCount()) {
            const int weight = i / kPairs;
            const int pair = i % kPairs;
            memory_.targets[i] =
                machine::packHalves(targetOf(2 * pair, weight), targetOf(2 * pair + 1, weight));
        }
        machine::syncThreads();
    }

    FRACBIT_DEVICE Costs<kPairs>* slot(int steps) const {
        return trace_ + static_cast<std::size_t>(steps) * entries_;
    }
    // Where B after `steps` steps is read by the next one.
    FRACBIT_DEVICE Costs<kPairs>* working(int steps) const {
        if (!arguments_.sharedCosts)
            return slot(steps);
        return steps % 2 ? memory_.odd : memory_.even;
    }

    FRACBIT_DEVICE void startAnywhere() {
        fillStart(0u);
        machine::syncThreads();
    }
    FRACBIT_DEVICE void startAtOverlaps() {
        fillStart(kInfinities);
        machine::syncThreads();
        const int pair = machine::threadIndex();
        if (pair < kPairs)
            for (int half = 0; half < 2; ++half)
                allowStart(pair, half, memory_.overlaps[2 * pair + half]);
        machine::syncThreads();
    }
    FRACBIT_DEVICE void allowStart(int pair, int half, std::uint32_t overlap) {
        const std::uint32_t others = half ? 0x0000FFFFu : 0xFFFF0000u;
        working(0)[overlap].pair[pair] &= others;
        if (arguments_.sharedCosts)
            slot(0)[overlap].pair[pair] &= others;
    }
    FRACBIT_DEVICE void fillStart(std::uint32_t cost) {
        Costs<kPairs> costs;
        for (int i = 0; i < kPairs; ++i)
            costs.pair[i] = cost;
        for (std::uint32_t i = static_cast<std::uint32_t>(machine::threadIndex()); i < entries_;
             i += static_cast<std::uint32_t>(machine::threadCount())) {
            working(0)[i] = costs;
            slot(0)[i] = costs;
        }
        for (int i = machine::threadIndex(); i < machine::threadCount() / kWarp * kPairs;
             i += machine::threadCount())
            memory_.least[i] = 0;
    }

    // Runs `count` steps from `first` on; keeps B in the trace after step `kept` and later ones.
    FRACBIT_DEVICE void forward(int first, int count, int kept) {
        for (int i = 0; i < count; ++i) {
            const TrellisStep step(arguments_, first + i);
            Costs<kPairs> least = leastOfBlock();
            machine::syncThreads();
            runStep(step, working(i), working(i + 1),
                    arguments_.sharedCosts && i >= kept ? slot(i + 1) : nullptr, least);
            machine::syncThreads();
        }
    }

    // Threads beyond the number of overlaps share the candidates of one.
    FRACBIT_DEVICE void runStep(const TrellisStep& step, const Costs<kPairs>* before,
                                Costs<kPairs>* after, Costs<kPairs>* keep,
                                const Costs<kPairs>& subtract) {
        const auto threads = static_cast<std::uint32_t>(machine::threadCount());
        const auto thread = static_cast<std::uint32_t>(machine::threadIndex());
        const std::uint32_t parts = threads > step.overlaps() ? threads / step.overlaps() : 1;
        std::uint32_t targets[Search::kDimensions * kPairs];
        for (int i = 0; i < Search::kDimensions * kPairs; ++i)
            targets[i] = memory_.targets[step.index * Search::kDimensions * kPairs + i];
        Costs<kPairs> least = infinite();
        for (std::uint32_t g = thread / parts; g < step.overlaps(); g += threads / parts) {
            Costs<kPairs> best = infinite();
            search_.template improve<kPairs>(best, before, step, targets, g, thread % parts, parts);
            leastOfLanes(best, static_cast<int>(parts));
            for (int i = 0; i < kPairs; ++i) {
                best.pair[i] = machine::subtractHalves(best.pair[i], subtract.pair[i]);
                least.pair[i] = machine::minimumHalves(least.pair[i], best.pair[i]);
            }
            const bool writes = thread % parts == 0;
            if (writes)
                after[g] = best;
            if (writes && keep)
                keep[g] = best;
        }
        leastOfLanes(least, kWarp);
        if (machine::lane() == 0)
            for (int i = 0; i < kPairs; ++i)
                memory_.least[machine::warp() * kPairs + i] = least.pair[i];
    }

    FRACBIT_DEVICE static Costs<kPairs> infinite() {
        Costs<kPairs> costs;
        for (int i = 0; i < kPairs; ++i)
            costs.pair[i] = kInfinities;
        return costs;
    }

    // The least costs of `lanes` neighbouring lanes, in all of them.
    FRACBIT_DEVICE static void leastOfLanes(Costs<kPairs>& costs, int lanes) {
        for (int mask = 1; mask < lanes; mask *= 2)
            for (int i = 0; i < kPairs; ++i)
                costs.pair[i] =
                    machine::minimumHalves(costs.pair[i], machine::shuffleXor(costs.pair[i], mask));
    }

    // The least entry that the step before has written (0 before the first).
    FRACBIT_DEVICE Costs<kPairs> leastOfBlock() const {
        const int warps = machine::threadCount() / kWarp;
        Costs<kPairs> least;
        for (int i = 0; i < kPairs; ++i)
            least.pair[i] = memory_.least[machine::lane() % warps * kPairs + i];
        leastOfLanes(least, kWarp);
        return least;
    }

    // A tile's cost, one of the halves of an entry's words.
    FRACBIT_DEVICE static float costOf(const Costs<kPairs>& costs, int tile) {
        const std::uint32_t word = costs.pair[tile / 2];
        return tile % 2 ? machine::highHalf(word) : machine::lowHalf(word);
    }

    struct Candidate {
        float cost;
        std::uint32_t state;
    };
    // The best of all lanes' candidates; the lowest state of equals.
    FRACBIT_DEVICE static Candidate bestOfLanes(Candidate best) {
        for (int mask = 1; mask < kWarp; mask *= 2) {
            const Candidate other{machine::shuffleXor(best.cost, mask),
                                  machine::shuffleXor(best.state, mask)};
            if (other.cost < best.cost || (other.cost == best.cost && other.state < best.state))
                best = other;
        }
        return best;
    }

    // Where the best path of a tile ends: the least B after `count` steps.
    FRACBIT_DEVICE std::uint32_t bestEnd(int first, int count, int tile) const {
        const TrellisStep last(arguments_, first + count - 1);
        Candidate best{3e38f, last.states()};
        for (auto g = static_cast<std::uint32_t>(machine::lane()); g < last.overlaps();
             g += kWarp) {
            const float cost = costOf(slot(count)[g], tile);
            if (cost < best.cost)
                best = {cost, g};
        }
        return bestOfLanes(best).state;
    }

    // The best of the states that lead into the overlap `end` in the i-th step of the search.
    FRACBIT_DEVICE std::uint32_t bestState(const TrellisStep& step, int i, int tile,
                                           std::uint32_t end) const {
        float target[Search::kDimensions];
        for (int c = 0; c < Search::kDimensions; ++c) {
            const std::uint32_t word =
                memory_.targets[(step.index * Search::kDimensions + c) * kPairs + tile / 2];
            target[c] = tile % 2 ? machine::highHalf(word) : machine::lowHalf(word);
        }
        Candidate best{3e38f, end};
        for (std::uint32_t state =
                 end + static_cast<std::uint32_t>(machine::lane()) * step.overlaps();
             state < step.states(); state += step.overlaps() * kWarp) {
            const float cost =
                costOf(slot(i)[state >> step.shiftBefore], tile) + search_.error(state, target);
            if (cost < best.cost)
                best = {cost, state};
        }
        return bestOfLanes(best).state;
    }

    // A warp a tile: from the end of the first pass back to the first step of the tile.
    FRACBIT_DEVICE void findOverlaps(int first) {
        const int tile = machine::warp();
        if (tile >= kTiles)
            return;
        std::uint32_t end = bestEnd(first, 2 * arguments_.seamSteps, tile);
        for (int i = 2 * arguments_.seamSteps; i-- > arguments_.seamSteps;) {
            const TrellisStep step(arguments_, first + i);
            end = bestState(step, i, tile, end) >> step.shiftBefore;
        }
        if (machine::lane() == 0)
            memory_.overlaps[tile] = end;
    }

    FRACBIT_DEVICE void writePaths() {
        const int tile = machine::warp();
        if (tile >= kTiles)
            return;
        std::uint32_t end = memory_.overlaps[tile];
        for (int i = arguments_.steps; i-- > 0;) {
            const TrellisStep step(arguments_, i);
            const std::uint32_t state = bestState(step, i, tile, end);
            end = state >> step.shiftBefore;
            if (machine::lane() == 0 && firstTile_ + tile < arguments_.buffers.tiles)
                arguments_.buffers.states[static_cast<std::size_t>(firstTile_ + tile) *
                                              static_cast<std::size_t>(arguments_.steps) +
                                          static_cast<std::size_t>(i)] =
                    static_cast<std::uint16_t>(state);
        }
    }

    const ViterbiArguments& arguments_;
    ViterbiMemory<kPairs> memory_;
    std::uint32_t entries_; // of a slot of the trace
    Costs<kPairs>* trace_;
    Search search_;
    int firstTile_ = 0;
};

// Blocks of whole warps, at least four and a power of two; each takes groups of 2 kPairs tiles in
// turn. Shared memory as ViterbiMemory has it.
template <class Search, int kPairs>
FRACBIT_DEVICE void searchTiles(const ViterbiArguments& arguments) {
    ViterbiBlock<Search, kPairs> block(arguments);
    for (int tile = 2 * kPairs * machine::blockIndex(); tile < arguments.buffers.tiles;
         tile += 2 * kPairs * machine::blockCount())
        block.search(tile);
}

} // namespace fracbit_cuda
