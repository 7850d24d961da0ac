#include "checkpoint/formats/pickle.h"

#include "base/error.h"
#include "checkpoint/formats/pickle_values.h"
#include "checkpoint/formats/tensor_layout.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <map>

namespace fracbit::checkpoint {

namespace {

constexpr std::size_t kLargestPickle = std::size_t{64}
                                       << 20; // names and shapes of a model are 1 MB

// Instructions: CPython, Lib/pickletools.py.
enum Opcode : std::uint8_t {
    kMark = '(',
    kStop = '.',
    kPop = '0',
    kPopMark = '1',
    kDup = '2',
    kBinFloat = 'G',
    kBinInt = 'J',
    kBinInt1 = 'K',
    kBinInt2 = 'M',
    kNone = 'N',
    kBinPersistentId = 'Q',
    kReduce = 'R',
    kBinUnicode = 'X',
    kEmptyList = ']',
    kAppend = 'a',
    kBuild = 'b',
    kGlobal = 'c',
    kAppends = 'e',
    kBinGet = 'h',
    kLongBinGet = 'j',
    kBinPut = 'q',
    kLongBinPut = 'r',
    kSetItem = 's',
    kTuple = 't',
    kEmptyTuple = ')',
    kSetItems = 'u',
    kEmptyDict = '}',
    kProtocol = 0x80,
    kTuple1 = 0x85,
    kTuple2 = 0x86,
    kTuple3 = 0x87,
    kNewTrue = 0x88,
    kNewFalse = 0x89,
    kLong1 = 0x8A,
    kShortBinUnicode = 0x8C,
    kBinUnicode8 = 0x8D,
    kStackGlobal = 0x93,
    kMemoize = 0x94,
    kFrame = 0x95,
};

class Machine {
public:
    Machine(std::span<const std::byte> code, const std::filesystem::path& file)
        : rest_(code), values_(file) {}

    std::vector<PickledTensor> run() {
        while (step(take<std::uint8_t>())) {
        }
        return values_.tensors(pop());
    }

private:
    [[noreturn]] void fail(const std::string& reason) const { values_.fail(reason); }

    std::span<const std::byte> takeBytes(std::uint64_t count) {
        if (count > rest_.size())
            fail("ends early");
        const auto taken = rest_.first(static_cast<std::size_t>(count));
        rest_ = rest_.subspan(static_cast<std::size_t>(count));
        return taken;
    }
    template <typename T>
    T take() {
        T value;
        std::memcpy(&value, takeBytes(sizeof(T)).data(), sizeof(T));
        return value;
    }
    std::string takeText(std::uint64_t count) {
        const auto bytes = takeBytes(count);
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    std::string takeLine() {
        const auto end = std::find(rest_.begin(), rest_.end(), std::byte{'\n'});
        std::string line = takeText(static_cast<std::uint64_t>(end - rest_.begin()));
        (void)takeBytes(1);
        return line;
    }

    void push(ValueId value) { stack_.push_back(value); }
    ValueId pop() {
        if (stack_.empty() || (!marks_.empty() && marks_.back() == stack_.size()))
            fail("takes more values than there are");
        const ValueId value = stack_.back();
        stack_.pop_back();
        return value;
    }
    ValueId top() {
        const ValueId value = pop();
        push(value);
        return value;
    }
    std::vector<ValueId> popMany(std::size_t count) {
        std::vector<ValueId> result(count);
        for (std::size_t i = count; i-- > 0;)
            result[i] = pop();
        return result;
    }
    std::vector<ValueId> popToMark() {
        if (marks_.empty())
            fail("takes values to a mark that is not there");
        std::vector<ValueId> result = popMany(stack_.size() - marks_.back());
        marks_.pop_back();
        return result;
    }

    // False at the end.
    bool step(std::uint8_t opcode) {
        if (opcode == kStop)
            return false;
        if (!literal(opcode) && !container(opcode) && !memo(opcode) && !call(opcode))
            values_.refuse("uses the pickle instruction " + std::to_string(opcode) +
                           ", which tensors do not need");
        return true;
    }

    bool literal(std::uint8_t opcode) {
        switch (opcode) {
        case kNone:
            return push(values_.none()), true;
        case kNewTrue:
        case kNewFalse:
            return push(values_.integer(opcode == kNewTrue)), true;
        case kBinInt:
            return push(values_.integer(take<std::int32_t>())), true;
        case kBinInt1:
            return push(values_.integer(take<std::uint8_t>())), true;
        case kBinInt2:
            return push(values_.integer(take<std::uint16_t>())), true;
        case kLong1:
            return push(values_.integer(takeLong())), true;
        case kBinFloat: // its value is of no use to a tensor
            return (void)takeBytes(8), push(values_.none()), true;
        case kShortBinUnicode:
            return push(values_.text(takeText(take<std::uint8_t>()))), true;
        case kBinUnicode:
            return push(values_.text(takeText(take<std::uint32_t>()))), true;
        case kBinUnicode8:
            return push(values_.text(takeText(take<std::uint64_t>()))), true;
        default:
            return false;
        }
    }

    std::int64_t takeLong() { // two's complement, as few bytes as needed
        const auto bytes = takeBytes(take<std::uint8_t>());
        if (bytes.size() > 8)
            fail("has an integer of more than 64 bits");
        const bool negative = !bytes.empty() && (bytes.back() & std::byte{0x80}) != std::byte{0};
        std::int64_t value = negative ? -1 : 0;
        if (!bytes.empty())
            std::memcpy(&value, bytes.data(), bytes.size());
        return value;
    }

    bool container(std::uint8_t opcode) {
        switch (opcode) {
        case kMark:
            return marks_.push_back(stack_.size()), true;
        case kEmptyTuple:
            return push(values_.tuple({})), true;
        case kTuple1:
        case kTuple2:
        case kTuple3:
            return push(values_.tuple(popMany(opcode - kTuple1 + 1u))), true;
        case kTuple:
            return push(values_.tuple(popToMark())), true;
        case kEmptyList:
            return push(values_.list()), true;
        case kEmptyDict:
            return push(values_.dictionary()), true;
        case kAppend:
            return append(popMany(1)), true;
        case kAppends:
            return append(popToMark()), true;
        case kSetItem:
            return setItems(popMany(2)), true;
        case kSetItems:
            return setItems(popToMark()), true;
        default:
            return false;
        }
    }

    void append(const std::vector<ValueId>& items) { values_.append(top(), items); }
    void setItems(const std::vector<ValueId>& items) { values_.setItems(top(), items); }

    bool memo(std::uint8_t opcode) {
        switch (opcode) {
        case kBinPut:
            return memo_[take<std::uint8_t>()] = top(), true;
        case kLongBinPut:
            return memo_[take<std::uint32_t>()] = top(), true;
        case kMemoize:
            return memo_[static_cast<std::uint32_t>(memo_.size())] = top(), true;
        case kBinGet:
            return push(remembered(take<std::uint8_t>())), true;
        case kLongBinGet:
            return push(remembered(take<std::uint32_t>())), true;
        case kDup:
            return push(top()), true;
        case kPop:
            return (void)pop(), true;
        case kPopMark:
            return (void)popToMark(), true;
        default:
            return false;
        }
    }

    ValueId remembered(std::uint32_t key) const {
        const auto found = memo_.find(key);
        if (found == memo_.end())
            fail("refers to a value that it did not keep");
        return found->second;
    }

    bool call(std::uint8_t opcode) {
        switch (opcode) {
        case kProtocol:
            return (void)takeBytes(1), true;
        case kFrame:
            return (void)takeBytes(8), true;
        case kGlobal: {
            const std::string module = takeLine();
            return push(values_.global(module, takeLine())), true;
        }
        case kStackGlobal: {
            const ValueId name = pop();
            return push(values_.global(values_.textOf(pop()), values_.textOf(name))), true;
        }
        case kReduce: {
            const ValueId arguments = pop();
            return push(values_.call(pop(), arguments)), true;
        }
        case kBuild: { // attributes of an OrderedDict (_metadata): not needed
            (void)pop();
            return values_.expectDictionary(top()), true;
        }
        case kBinPersistentId:
            return push(values_.storage(pop())), true;
        default:
            return false;
        }
    }

    std::span<const std::byte> rest_;
    PickleValues values_;
    std::vector<ValueId> stack_;
    std::vector<std::size_t> marks_;
    std::map<std::uint32_t, ValueId> memo_;
};

} // namespace

std::vector<PickledTensor> readTensorPickle(std::span<const std::byte> pickle,
                                            const std::filesystem::path& file) {
    if (pickle.size() > kLargestPickle)
        throwInvalidFile(file, "has a pickle of more than 16 MB");
    return Machine(pickle, file).run();
}

} // namespace fracbit::checkpoint
