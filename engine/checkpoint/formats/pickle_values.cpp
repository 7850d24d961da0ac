#include "checkpoint/formats/pickle_values.h"

#include "base/error.h"
#include "checkpoint/formats/tensor_layout.h"

#include <algorithm>
#include <array>

namespace fracbit::checkpoint {

namespace {

// A tensor takes about a dozen values: enough for eighty thousand tensors, little memory.
constexpr std::size_t kMostValues = std::size_t{1} << 20;
constexpr int kDeepest = 16; // nesting of dictionaries that names are made of

constexpr std::string_view kRebuildTensor = "torch._utils._rebuild_tensor_v2";
constexpr std::string_view kRebuildParameter = "torch._utils._rebuild_parameter";
constexpr std::string_view kOrderedDict = "collections.OrderedDict";
constexpr std::string_view kTypeTag = "torch.jit._pickle.restore_type_tag"; // written by libtorch

struct StorageType {
    std::string_view name;
    DType dtype;
};
// torch/storage.py: the classes and their element types.
constexpr std::array kStorageTypes{
    StorageType{"DoubleStorage", DType::F64}, StorageType{"FloatStorage", DType::F32},
    StorageType{"HalfStorage", DType::F16},   StorageType{"BFloat16Storage", DType::BF16},
    StorageType{"LongStorage", DType::I64},   StorageType{"IntStorage", DType::I32},
    StorageType{"ShortStorage", DType::I16},  StorageType{"CharStorage", DType::I8},
    StorageType{"ByteStorage", DType::U8},    StorageType{"BoolStorage", DType::Bool},
};
// Element types may stand in a dictionary as values of their own.
constexpr std::array<std::string_view, 14> kDtypeNames{
    "float64", "float32", "float16", "bfloat16", "int64", "int32", "int16",
    "int8",    "uint8",   "bool",    "double",   "float", "half",  "long"};

bool isAllowed(const std::string& module, const std::string& name) {
    const std::string full = module + "." + name;
    if (full == kRebuildTensor || full == kRebuildParameter || full == kOrderedDict ||
        full == kTypeTag)
        return true;
    if (module != "torch")
        return false;
    return name.ends_with("Storage") ||
           std::find(kDtypeNames.begin(), kDtypeNames.end(), name) != kDtypeNames.end();
}

} // namespace

void PickleValues::fail(const std::string& reason) const {
    throwInvalidFile(file_, "holds a broken pickle: it " + reason);
}

void PickleValues::refuse(const std::string& reason) const {
    throw Error(ErrorCode::Unsupported, file_.string(), reason);
}

ValueId PickleValues::add(Kind kind) {
    if (values_.size() >= kMostValues)
        fail("has more than a million values");
    Value value{};
    value.kind = kind;
    values_.push_back(std::move(value));
    return static_cast<ValueId>(values_.size() - 1);
}

ValueId PickleValues::addTensor(Kind kind, PickledTensor tensor) {
    const ValueId id = add(kind);
    tensors_.push_back(std::move(tensor));
    values_[id].tensor = tensors_.size() - 1;
    return id;
}

ValueId PickleValues::integer(std::int64_t value) {
    const ValueId id = add(Kind::Integer);
    values_[id].integer = value;
    return id;
}

ValueId PickleValues::text(std::string value) {
    const ValueId id = add(Kind::Text);
    values_[id].text = std::move(value);
    return id;
}

ValueId PickleValues::tuple(std::vector<ValueId> items) {
    const ValueId id = add(Kind::Tuple);
    values_[id].items = std::move(items);
    return id;
}

ValueId PickleValues::global(const std::string& module, const std::string& name) {
    if (!isAllowed(module, name))
        refuse("asks for the Python object '" + printable(module + "." + name) +
               "'; only tensors in dictionaries and lists are read, and nothing is run");
    const ValueId id = add(Kind::Global);
    values_[id].text = module + "." + name;
    return id;
}

const PickleValues::Value& PickleValues::expect(ValueId id, Kind kind, const char* what) const {
    const Value& value = values_[id];
    if (value.kind != kind)
        fail(std::string("has something else where it needs ") + what);
    return value;
}

const PickleValues::Value& PickleValues::argument(ValueId tuple, std::size_t index) const {
    const Value& arguments = expect(tuple, Kind::Tuple, "a tuple");
    if (index >= arguments.items.size())
        fail("has too few arguments for a call");
    return values_[arguments.items[index]];
}

std::int64_t PickleValues::integerOf(ValueId id) const {
    return expect(id, Kind::Integer, "an integer").integer;
}

const std::string& PickleValues::textOf(ValueId id) const {
    return expect(id, Kind::Text, "a string").text;
}

void PickleValues::expectDictionary(ValueId id) const {
    (void)expect(id, Kind::Dictionary, "a dictionary");
}

void PickleValues::append(ValueId list, const std::vector<ValueId>& items) {
    (void)expect(list, Kind::List, "a list");
    values_[list].items.insert(values_[list].items.end(), items.begin(), items.end());
}

void PickleValues::setItems(ValueId dictionary, const std::vector<ValueId>& keysAndValues) {
    expectDictionary(dictionary);
    if (keysAndValues.size() % 2 != 0)
        fail("has a key without a value");
    auto& items = values_[dictionary].items;
    items.insert(items.end(), keysAndValues.begin(), keysAndValues.end());
}

ValueId PickleValues::storage(ValueId description) {
    (void)argument(description, 4);
    const auto& fields = values_[description].items;
    if (textOf(fields[0]) != "storage")
        fail("refers to something that is not a storage");
    constexpr std::string_view kPrefix = "torch.";
    PickledTensor result;
    result.storageType = expect(fields[1], Kind::Global, "a storage type").text;
    result.storageType.erase(0, kPrefix.size());
    result.storage = textOf(fields[2]);
    for (const StorageType& type : kStorageTypes)
        if (type.name == result.storageType)
            result.dtype = type.dtype;
    return addTensor(Kind::Storage, std::move(result));
}

Shape PickleValues::shapeOf(ValueId id) const {
    Shape shape;
    for (const ValueId item : expect(id, Kind::Tuple, "a tuple").items)
        shape.push_back(integerOf(item));
    return shape;
}

// _rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)
ValueId PickleValues::rebuildTensor(ValueId arguments) {
    (void)argument(arguments, 3);
    const auto items = values_[arguments].items;
    PickledTensor tensor = tensors_[expect(items[0], Kind::Storage, "a storage").tensor];
    tensor.offset = integerOf(items[1]);
    tensor.shape = shapeOf(items[2]);
    tensor.stride = shapeOf(items[3]);
    return addTensor(Kind::Tensor, std::move(tensor));
}

// OrderedDict() or OrderedDict([(key, value), ...])
ValueId PickleValues::orderedDictionary(ValueId arguments) {
    const auto outer = expect(arguments, Kind::Tuple, "a tuple").items;
    const ValueId result = dictionary();
    if (outer.empty())
        return result;
    for (const ValueId pair : expect(outer[0], Kind::List, "a list").items) {
        (void)argument(pair, 1);
        setItems(result, values_[pair].items);
    }
    return result;
}

ValueId PickleValues::call(ValueId function, ValueId arguments) {
    const std::string& name = expect(function, Kind::Global, "a function").text;
    if (name == kRebuildTensor)
        return rebuildTensor(arguments);
    if (name == kOrderedDict)
        return orderedDictionary(arguments);
    if (name == kRebuildParameter || name == kTypeTag) { // their first argument, dressed up
        (void)argument(arguments, 0);
        return values_[arguments].items.front();
    }
    fail("calls '" + printable(name) + "', which is not a function");
}

void PickleValues::collect(ValueId id, const std::string& name, int depth, Collection& out) const {
    const Value& value = values_[id];
    if (depth > kDeepest || ++out.visits > kMostValues)
        fail("is nested too deeply");
    const auto below = [&](const std::string& key) {
        return name.empty() ? key : name + "." + key;
    };
    if (value.kind == Kind::Tensor) {
        out.tensors.push_back(tensors_[value.tensor]);
        out.tensors.back().name = name.empty() ? "tensor" : name;
    } else if (value.kind == Kind::Dictionary) {
        for (std::size_t i = 0; i + 1 < value.items.size(); i += 2)
            if (values_[value.items[i]].kind == Kind::Text)
                collect(value.items[i + 1], below(values_[value.items[i]].text), depth + 1, out);
    } else if (value.kind == Kind::List || value.kind == Kind::Tuple) {
        for (std::size_t i = 0; i < value.items.size(); ++i)
            collect(value.items[i], below(std::to_string(i)), depth + 1, out);
    }
}

std::vector<PickledTensor> PickleValues::tensors(ValueId root) const {
    Collection result;
    collect(root, "", 0, result);
    return std::move(result.tensors);
}

} // namespace fracbit::checkpoint
