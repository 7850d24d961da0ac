// The values that a pickle of tensors is made of; see pickle.h.
#pragma once

#ifndef FRACBIT_INSIDE_CHECKPOINT
#error "private to engine/checkpoint"
#endif

#include "checkpoint/formats/pickle.h"

#include <deque>

namespace fracbit::checkpoint {

using ValueId = std::uint32_t;

// Creates values and answers questions about them. Throws Error(InvalidFile) when a value is not
// what it is used as, and when there are absurdly many.
class PickleValues {
public:
    explicit PickleValues(const std::filesystem::path& file) : file_(file) {}

    ValueId none() { return add(Kind::None); }
    ValueId integer(std::int64_t value);
    ValueId text(std::string value);
    ValueId tuple(std::vector<ValueId> items);
    ValueId list() { return add(Kind::List); }
    ValueId dictionary() { return add(Kind::Dictionary); }
    // One of the names that are allowed; throws Error(Unsupported) for others.
    ValueId global(const std::string& module, const std::string& name);
    // What a persistent id ("storage", type, key, device, size) stands for.
    ValueId storage(ValueId description);
    // What an allowed name, called, gives back.
    ValueId call(ValueId function, ValueId arguments);

    void append(ValueId list, const std::vector<ValueId>& items);
    void setItems(ValueId dictionary, const std::vector<ValueId>& keysAndValues);
    void expectDictionary(ValueId value) const;
    const std::string& textOf(ValueId value) const;

    // Every tensor that can be reached from a value.
    std::vector<PickledTensor> tensors(ValueId root) const;

    [[noreturn]] void fail(const std::string& reason) const;
    [[noreturn]] void refuse(const std::string& reason) const;

private:
    enum class Kind { None, Integer, Text, Tuple, List, Dictionary, Global, Storage, Tensor };
    struct Value {
        Kind kind;
        std::int64_t integer = 0;
        std::string text;           // of a Text; the name of a Global
        std::vector<ValueId> items; // of a Tuple or List; keys and values in turn of a Dictionary
        std::size_t tensor = 0;     // of a Storage or Tensor: index into tensors_
    };

    ValueId add(Kind kind);
    ValueId addTensor(Kind kind, PickledTensor tensor);
    const Value& expect(ValueId id, Kind kind, const char* what) const;
    const Value& argument(ValueId tuple, std::size_t index) const;
    std::int64_t integerOf(ValueId id) const;
    Shape shapeOf(ValueId id) const;
    ValueId rebuildTensor(ValueId arguments);
    ValueId orderedDictionary(ValueId arguments);
    struct Collection {
        std::vector<PickledTensor> tensors;
        std::size_t visits = 0; // shared values are visited again and again: bounded
    };
    void collect(ValueId id, const std::string& name, int depth, Collection& out) const;

    const std::filesystem::path& file_;
    std::deque<Value> values_;
    std::vector<PickledTensor> tensors_;
};

} // namespace fracbit::checkpoint
