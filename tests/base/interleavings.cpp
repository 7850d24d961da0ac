#include "base/interleavings.h"

#include <memory>
#include <stdexcept>
#include <ucontext.h>

namespace fracbit::tests {

namespace {

// Almost all faults show with two (Musuvathi and Qadeer, PLDI 2007: iterative context bounding).
constexpr int kPreemptions = 3;
constexpr std::size_t kStackBytes = 64 * 1024;

struct Fiber {
    std::function<void()> body;
    std::function<bool()> ready; // empty: can go on
    bool ended = false;
    ucontext_t context{};
    std::vector<char> stack = std::vector<char>(kStackBytes);
};

// One execution: follows the choices that are given, then always takes the first fiber.
class Execution {
public:
    struct Choice {
        std::size_t taken;
        std::size_t options;
    };

    Execution(Program program, std::vector<Choice>& choices) : choices_(choices) {
        for (auto& body : program) {
            fibers_.push_back(std::make_unique<Fiber>());
            fibers_.back()->body = std::move(body);
            start(*fibers_.back());
        }
    }

    void run() {
        current = this;
        while (Fiber* next = choose()) {
            running_ = next;
            swapcontext(&scheduler_, &next->context);
        }
        current = nullptr;
        for (const auto& fiber : fibers_)
            if (!fiber->ended)
                throw std::runtime_error("the program has come to a deadlock");
    }

    void yield() { swapcontext(&running_->context, &scheduler_); }
    void block(const std::function<bool()>& ready) {
        running_->ready = ready;
        yield();
        running_->ready = nullptr;
    }

    static inline Execution* current = nullptr;

private:
    void start(Fiber& fiber) {
        getcontext(&fiber.context);
        fiber.context.uc_stack.ss_sp = fiber.stack.data();
        fiber.context.uc_stack.ss_size = fiber.stack.size();
        fiber.context.uc_link = &scheduler_;
        makecontext(&fiber.context, &Execution::enter, 0);
    }
    static void enter() {
        Fiber& fiber = *current->running_;
        fiber.body();
        fiber.ended = true;
    }

    // First the one that ran; to go on with another although it could is a preemption.
    Fiber* choose() {
        std::vector<Fiber*> able;
        const bool goesOn = running_ && isAble(*running_);
        if (goesOn)
            able.push_back(running_);
        for (const auto& fiber : fibers_)
            if (fiber.get() != running_ && isAble(*fiber))
                able.push_back(fiber.get());
        if (able.empty())
            return nullptr;
        if (able.size() == 1 || (goesOn && preemptions_ == kPreemptions))
            return able.front();
        if (step_ == choices_.size())
            choices_.push_back({0, able.size()});
        const std::size_t taken = choices_[step_++].taken;
        preemptions_ += goesOn && taken > 0;
        return able[taken];
    }
    static bool isAble(const Fiber& fiber) {
        return !fiber.ended && (!fiber.ready || fiber.ready());
    }

    std::vector<Choice>& choices_;
    std::size_t step_ = 0;
    int preemptions_ = 0;
    std::vector<std::unique_ptr<Fiber>> fibers_;
    Fiber* running_ = nullptr;
    ucontext_t scheduler_{};
};

} // namespace

void interleave() {
    if (Execution::current)
        Execution::current->yield();
}

void blockUntil(const std::function<bool()>& ready) {
    if (Execution::current)
        Execution::current->block(ready);
}

std::size_t forEveryInterleaving(const std::function<Program()>& build,
                                 const std::function<void()>& check) {
    std::vector<Execution::Choice> choices;
    for (std::size_t count = 1;; ++count) {
        Execution(build(), choices).run();
        check();
        while (!choices.empty() && choices.back().taken + 1 == choices.back().options)
            choices.pop_back();
        if (choices.empty())
            return count;
        ++choices.back().taken;
    }
}

} // namespace fracbit::tests
