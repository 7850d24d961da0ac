// A pass over a model's blocks, forwards and backwards, for models and samples that need not fit
// into memory: blocks are loaded one at a time (blockwise.h) and used on all sequences; what lies
// between two blocks is in files of a work folder. Under everything that looks at activations or
// gradients.
#pragma once

#include "network/blockwise.h"
#include "network/work_folder.h"

#include <functional>
#include <span>
#include <vector>

namespace fracbit::network {

// Sequences of equal length. Borrows the source and the sequences. One user at a time.
//
// States and gradients are {positions, stateWidth()}, numbered as the blocks that they lie in front
// of (those behind the last block: blocks()), and stay until they are dropped. They are written
// whole or not at all, so a caller that keeps its step in the folder's progress can go on after a
// process was killed.
class BlockPass {
public:
    BlockPass(const checkpoint::WeightSource& source,
              std::span<const std::vector<TokenId>> sequences, WorkFolder folder,
              const RunContext& context);

    int blocks() const { return blocks_; }
    std::size_t sequences() const { return sequences_.size(); }
    const WorkFolder& folder() const { return folder_; }

    // What is computed of one sequence, on as many threads as the context has. Sequences are worked
    // on side by side, since the products of one are too small to be shared well.
    using Compute = std::function<Tensor(std::size_t sequence, const RunContext& context)>;
    // Called on the caller's thread: in front of each group of sequences with the number of those
    // that are done, and behind it with its first and their number. May be empty.
    struct Watch {
        std::function<void(std::size_t done)> before;
        std::function<void(std::size_t first, std::size_t count)> after;
    };
    // Throw what `compute` throws, Error(Cancelled), Error(Io).
    void writeStates(int block, const Compute& compute, const Watch& watch = {});
    void writeGradients(int block, const Compute& compute, const Watch& watch = {});

    // Those of block 0: the embeddings.
    void embed(const Watch& watch = {});

    Tensor states(int block, std::size_t sequence) const;
    Tensor gradients(int block, std::size_t sequence) const;
    void dropStates(int block) const; // also when there are none
    void dropGradients(int block) const;

private:
    void write(const std::string& name, const Compute& compute, const Watch& watch);

    const checkpoint::WeightSource& source_;
    std::span<const std::vector<TokenId>> sequences_;
    WorkFolder folder_;
    RunContext context_;
    int blocks_;
    Shape shape_; // of one sequence's states
};

} // namespace fracbit::network
