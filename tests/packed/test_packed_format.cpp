#include "base/random.h"
#include "checkpoint/safetensors_writer.h"
#include "network/run.h"
#include "packed/packed_checkpoint.h"
#include "quantizer/palette.h"
#include "rotation/hadamard.h"
#include "support/synthetic_checkpoint.h"
#include "support/thrown.h"

#include <QTest>

#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>

using namespace fracbit;
using namespace fracbit::packed;
using namespace fracbit::tests;
using nlohmann::json;

namespace {

checkpoint::ModelConfig oneBlock() {
    checkpoint::UniformDecoder config = syntheticConfig("llama");
    config.hidden = 96;
    config.intermediate = 160;
    config.blocks = 1;
    config.tiedEmbeddings = false;
    return checkpoint::describe(config);
}

PackedSegment segment(const char* scheme, PackedRange rows, PackedRange columns) {
    const quantizer::Scheme parsed = quantizer::schemeFromName(scheme);
    return {parsed, quantizer::quantizer(parsed).codebook().scale, rows, columns};
}

checkpoint::ModelSpec specOf(const checkpoint::ModelConfig& config) {
    std::vector<checkpoint::ModelTensor> tensors;
    for (const auto& expected : checkpoint::expectedTensors(config))
        tensors.push_back({expected, {}, DType::F16, 0});
    return {config, tensors};
}

// What no writer of today makes, a kind for each layer.
PackedDescription everyKind(const checkpoint::ModelConfig& config) {
    PackedDescription description;
    description.seed = 3;
    description.source = "0123456789abcdef";
    description.keyValueBits = 8;
    const checkpoint::ModelSpec spec = specOf(config);
    for (const checkpoint::LinearLayer& layer : spec.layers)
        description.layers[layer.name] =
            uniformLayer(spec, layer, quantizer::schemeFromName("nuq-4"));
    auto& layers = description.layers;
    auto& q = layers.at("blocks.0.attn.q"); // rates within a layer, by rows and by panels
    const auto [rows, columns] = q.shape;
    q.segments = {segment("tcq-3", {0, 32}, {0, 48}), segment("nuq-4", {0, 32}, {48, columns}),
                  segment("ctcq-3.25", {32, rows}, {0, columns})};
    q.device = "cuda:0";
    layers.at("blocks.0.attn.o").inputVector = InputVector::Scales;
    auto& gate = layers.at("blocks.0.mlp.gate");
    gate.basis = Basis::None;
    gate.inputVector = InputVector::Absent;
    auto& down = layers.at("blocks.0.mlp.down"); // 96 x 160, coded as 128 x 256
    down.basis = Basis::BothSides;
    down.segments = {segment("ctcq-3", {0, 128}, {0, 128}),
                     segment("vq-2.5", {0, 128}, {128, 256})};

    PackedLayerInfo embedding = eightBitRows("model.embed_tokens", {config.vocabulary, 96});
    embedding.integers.reset();
    embedding.segments = {segment("ctcq-4", {0, config.vocabulary}, {0, 96})};
    layers[checkpoint::kEmbeddingLayer] = embedding;
    PackedLayerInfo head = eightBitRows("lm_head", {config.vocabulary, 96});
    head.integers = IntegerRows{6, 32};
    layers[checkpoint::kHeadLayer] = head;
    return description;
}

// Codes are any bits; everything else is of a size that weights have.
std::vector<std::byte> randomContents(const PlannedTensor& tensor) {
    Random random(hashName(tensor.name));
    std::vector<std::byte> bytes(tensor.bytes());
    if (tensor.dtype != DType::F16) {
        for (std::byte& byte : bytes)
            byte = static_cast<std::byte>(random.below(256));
        return bytes;
    }
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        const auto value = static_cast<float>(random.below(2001)) / 1000 - 1; // negative ones, too
        const std::uint16_t half = floatToHalf(value);
        std::memcpy(&bytes[i], &half, 2);
    }
    return bytes;
}

std::vector<std::byte> tableOf(const PackedSegment& segment) {
    const auto& table = quantizer::quantizer(segment.scheme).codebook().table;
    const auto bytes = std::as_bytes(std::span(table));
    return {bytes.begin(), bytes.end()};
}

struct Written {
    TemporaryFolder folder;
    checkpoint::ModelConfig config = oneBlock();
    PackedDescription description = everyKind(config);
    std::map<std::string, std::vector<std::byte>> contents;

    Written() {
        std::map<std::string, DType> types;
        for (const auto& tensor : checkpoint::expectedTensors(config))
            types[tensor.name] = DType::F16;
        checkpoint::SafetensorsLayout layout(packedTensors(config, description, types));
        for (const PlannedTensor& tensor : layout.tensors())
            contents[tensor.name] = randomContents(tensor);
        for (const auto& [name, layer] : description.layers)
            for (std::size_t i = 0; i < layer.segments.size(); ++i)
                if (contents.contains(tableName(layer, i)))
                    contents[tableName(layer, i)] = tableOf(layer.segments[i]);
        checkpoint::SafetensorsWriter writer(folder / kModelFile, layout,
                                             AtomicFile::Open::Truncate);
        for (const auto& [name, bytes] : contents)
            writer.write(name, bytes);
        writer.commit();
        json document = checkpoint::huggingFaceConfig(config);
        document["quantization_config"] = describePacked(description, spec());
        writeConfig(document);
    }
    void writeConfig(const json& document) const {
        std::ofstream(folder / kConfigFile) << document;
    }
    json readConfig() const { return readJsonFile(folder / kConfigFile); }

    checkpoint::ModelSpec spec() const { return specOf(config); }
    std::vector<float> halves(const std::string& name) const {
        std::vector<float> values;
        const auto& bytes = contents.at(name);
        for (std::size_t i = 0; i < bytes.size(); i += 2) {
            std::uint16_t half = 0;
            std::memcpy(&half, &bytes[i], 2);
            values.push_back(halfToFloat(half));
        }
        return values;
    }
};

// The formulas of FORMAT.md, number by number.
class SlowDecoder {
public:
    SlowDecoder(const Written& written, const std::string& name)
        : written_(written), layer_(written.description.layers.at(name)),
          coded_(layer_.codedShape()), values_(Shape{coded_.rows, coded_.columns}) {
        for (std::size_t i = 0; i < layer_.segments.size(); ++i)
            place(i);
    }

    double weight(std::int64_t i, std::int64_t j) const {
        double sum = 0;
        if (layer_.basis == Basis::None)
            sum = values_.row(i)[j];
        if (layer_.basis == Basis::Inputs)
            for (std::int64_t k = 0; k < coded_.columns; ++k)
                sum += hadamard(k, j) * values_.row(i)[k];
        if (layer_.basis == Basis::BothSides)
            for (std::int64_t a = i / 128 * 128; a < i / 128 * 128 + 128; ++a)
                for (std::int64_t b = j / 128 * 128; b < j / 128 * 128 + 128; ++b)
                    sum += sylvester(i % 128, a % 128) * values_.row(a)[b] *
                           sylvester(b % 128, j % 128);
        return sum * written_.halves(layer_.rowScale)[static_cast<std::size_t>(i)] * inputFactor(j);
    }

private:
    void place(std::size_t index) {
        const PackedSegment& part = layer_.segments[index];
        quantizer::PackedLayer packed;
        packed.scheme = part.scheme;
        packed.shape = part.shape();
        packed.codebook = quantizer::quantizer(part.scheme).codebook();
        packed.rowScales.assign(static_cast<std::size_t>(part.rows.size()), 0x3C00);
        packed.codes = written_.contents.at(codesName(layer_, index));
        Tensor values({part.rows.size(), part.columns.size()});
        quantizer::LayerReader(quantizer::PackedLayerView(packed))
            .readRows(0, part.rows.size(), values.values);
        for (std::int64_t i = 0; i < values.rows(); ++i)
            for (std::int64_t j = 0; j < values.columns(); ++j)
                values_.row(part.rows.begin + i)[part.columns.begin + j] = values.row(i)[j];
    }
    static double sylvester(std::int64_t i, std::int64_t j) {
        const bool odd = std::popcount(static_cast<std::uint64_t>(i & j)) % 2 == 1;
        return (odd ? -1 : 1) / std::sqrt(128.0);
    }
    double hadamard(std::int64_t row, std::int64_t column) const {
        std::vector<float> unit(static_cast<std::size_t>(coded_.columns));
        unit[static_cast<std::size_t>(column)] = 1;
        rotation::Hadamard(coded_.columns).apply(unit);
        return unit[static_cast<std::size_t>(row)];
    }
    double inputFactor(std::int64_t column) const {
        if (layer_.inputVector == InputVector::Absent)
            return 1;
        if (layer_.inputVector == InputVector::Scales)
            return written_.halves(layer_.inputScale)[static_cast<std::size_t>(column)];
        const auto byte =
            written_.contents.at(layer_.inputSigns)[static_cast<std::size_t>(column / 8)];
        return (std::to_integer<int>(byte) >> (column % 8) & 1) ? -1 : 1;
    }

    const Written& written_;
    const PackedLayerInfo& layer_;
    quantizer::LayerShape coded_;
    Tensor values_;
};

} // namespace

class TestPackedFormat : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { packed_ = PackedCheckpoint::open(written_.folder.path()); }

    void decodesEveryKind_data() {
        QTest::addColumn<QString>("layer");
        for (const char* layer : {"blocks.0.attn.q", "blocks.0.attn.o", "blocks.0.mlp.gate",
                                  "blocks.0.mlp.up", "blocks.0.mlp.down", "embedding"})
            QTest::newRow(layer) << layer;
    }
    void decodesEveryKind() {
        QFETCH(QString, layer);
        const std::string name = layer.toStdString();
        const Tensor all = packed_->read(name + ".weight");
        const SlowDecoder slow(written_, name);
        for (std::int64_t i = 0; i < all.rows(); i += 7)
            for (std::int64_t j = 0; j < all.columns(); j += 5)
                QVERIFY(std::abs(all.row(i)[j] - slow.weight(i, j)) < 2e-6);
        const Tensor some = packed_->readRows(name + ".weight", 5, 37);
        QVERIFY(std::ranges::equal(
            some.values,
            std::span(all.values).subspan(5 * all.row(0).size(), 32 * all.row(0).size())));
    }

    void decodesIntegers() {
        const PackedLayerInfo& head = written_.description.layers.at("head");
        const Tensor all = packed_->read("head.weight");
        const auto scales = written_.halves(head.rowScale);
        const auto& codes = written_.contents.at(head.codes);
        const std::size_t rowBytes = 96 * 6 / 8;
        for (std::int64_t i = 0; i < all.rows(); ++i)
            for (std::int64_t j = 0; j < 96; ++j) {
                int value = 0;
                for (std::int64_t bit = 0; bit < 6; ++bit) {
                    const auto at = static_cast<std::size_t>(6 * j + bit);
                    const auto byte = codes[static_cast<std::size_t>(i) * rowBytes + at / 8];
                    value +=
                        (std::to_integer<int>(byte) >> (at % 8) & 1) * (bit == 5 ? -32 : 1 << bit);
                }
                QCOMPARE(all.row(i)[j], scales[static_cast<std::size_t>(3 * i + j / 32)] *
                                            static_cast<float>(value));
            }
    }

    void describesTheSame() {
        const PackedDescription& read = packed_->description();
        QCOMPARE(read.version, 2);
        QCOMPARE(read.source, written_.description.source);
        QVERIFY(read.keyValueBits == 8);
        QCOMPARE(read.layers.at("blocks.0.attn.q").device, std::string("cuda:0"));
        QVERIFY(describePacked(read, packed_->spec()) ==
                describePacked(written_.description, written_.spec()));
    }

    void namesAreHuggingFaces() {
        QVERIFY(written_.contents.contains("model.layers.0.self_attn.q_proj.codes.2"));
        QVERIFY(written_.contents.contains("model.layers.0.self_attn.q_proj.input_signs"));
        QVERIFY(!written_.contents.contains("model.layers.0.self_attn.k_proj.input_signs"));
        QVERIFY(written_.contents.contains("model.layers.0.self_attn.o_proj.input_scale"));
        QVERIFY(written_.contents.contains("model.norm.weight"));
    }

    void kernelsSayWhatTheyLack() {
        QVERIFY(!packed_->absenceOfKernels().empty());
        FRACBIT_VERIFY_THROWS([&] { (void)packed_->layer("blocks.0.attn.q"); },
                              ErrorCode::Unsupported, "segments");
        FRACBIT_VERIFY_THROWS([&] { (void)packed_->layer("blocks.0.mlp.down"); },
                              ErrorCode::Unsupported, "blocks.0.mlp.down");
        FRACBIT_VERIFY_THROWS([&] { (void)packed_->storedRows(checkpoint::kHeadLayer); },
                              ErrorCode::Unsupported, "head");
        (void)packed_->layer("blocks.0.mlp.up");
    }

    void whatHasNoKernelsRunsOnLibtorch() {
        class Notes final : public ProgressSink {
        public:
            void report(const Progress&) override {}
            void note(const std::string& message) override { all.push_back(message); }
            std::vector<std::string> all;
        } notes;
        RunContext context;
        context.sink = &notes;
        const std::vector<network::TokenId> tokens{1, 2, 3};
        QCOMPARE(network::openForRunning(*packed_, {}, context)->forward(tokens, {}).values,
                 network::Network::load(*packed_, network::Compute::Float32, {})
                     ->forward(tokens, {})
                     .values);
        QVERIFY(std::ranges::count(notes.all, packed_->absenceOfKernels() +
                                                  ": computes with de-quantized weights") == 1);
        FRACBIT_VERIFY_THROWS(
            [&] {
                (void)network::openForRunning(*packed_, {.executor = network::Executor::Packed},
                                              {});
            },
            ErrorCode::Unsupported, "--backend torch");
    }

    void everyByteHasAChecksum() {
        QVERIFY(packed_->damagedTensors(RunContext{}).empty());
        const TemporaryFolder copy;
        std::filesystem::copy(written_.folder.path(), copy.path(),
                              std::filesystem::copy_options::recursive);
        const auto file = copy / kModelFile;
        const auto size = std::filesystem::file_size(file);
        const auto damaged = [&] {
            return PackedCheckpoint::open(copy.path())->damagedTensors(RunContext{}).size();
        };
        for (const std::uintmax_t fromEnd : {std::uintmax_t{1}, size / 4, size / 2}) {
            flip(file, size - fromEnd);
            QCOMPARE(damaged(), std::size_t{1});
            flip(file, size - fromEnd);
            QCOMPARE(damaged(), std::size_t{0});
        }
    }

    void refusesByName_data() {
        QTest::addColumn<QString>("path"); // within quantization_config
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("message");
        const QString q = "/layers/model.layers.0.self_attn.q_proj";
        QTest::newRow("newer") << "/format_version"
                               << "3"
                               << "use a newer one";
        QTest::newRow("basis") << q + "/basis"
                               << "\"outputs\""
                               << "q_proj.basis";
        QTest::newRow("experts") << q + "/experts"
                                 << "8"
                                 << "experts";
        QTest::newRow("gap") << q + "/segments/0/columns"
                             << "[0, 32]"
                             << "cover the layer once";
        QTest::newRow("overlap") << q + "/segments/0/columns"
                                 << "[0, 64]"
                                 << "cover the layer once";
        QTest::newRow("beyond") << q + "/segments/1/columns"
                                << "[48, 112]"
                                << "columns";
        QTest::newRow("unaligned") << q + "/segments/0/rows"
                                   << "[0, 24]"
                                   << "multiples of 16";
        QTest::newRow("no pair") << q + "/segments/0/rows"
                                 << "[0]"
                                 << "pair";
        QTest::newRow("empty") << q + "/segments"
                               << "[]"
                               << "segments";
        QTest::newRow("integers") << q + "/segments/0/scheme"
                                  << "\"int-4\""
                                  << "basis none";
        QTest::newRow("bits") << "/layers/lm_head/segments/0/scheme"
                              << "\"int-2\""
                              << "3 to 8";
        QTest::newRow("group") << "/layers/lm_head/segments/0/group"
                               << "36"
                               << "does not divide";
        QTest::newRow("cache") << "/kv_cache/bits"
                               << "1"
                               << "2 to 32";
        QTest::newRow("unknown") << "/layers/model.layers.7.self_attn.q_proj"
                                 << "{}"
                                 << "no layer of this model";
    }
    void refusesByName() {
        QFETCH(QString, path);
        QFETCH(QString, value);
        QFETCH(QString, message);
        const json before = written_.readConfig();
        json document = before;
        document["quantization_config"][json::json_pointer(path.toStdString())] =
            json::parse(value.toStdString());
        written_.writeConfig(document);
        const std::string expected = message.toStdString();
        const auto open = [&] { (void)PackedCheckpoint::open(written_.folder.path()); };
        const RestoreConfig restore{written_, before};
        FRACBIT_VERIFY_THROWS(open, ErrorCode::InvalidFile, expected.c_str());
    }

private:
    struct RestoreConfig {
        const Written& written;
        json before;
        ~RestoreConfig() { written.writeConfig(before); }
    };
    static void flip(const std::filesystem::path& file, std::uintmax_t offset) {
        std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
        stream.seekg(static_cast<std::streamoff>(offset));
        const int byte = stream.get();
        stream.seekp(static_cast<std::streamoff>(offset));
        stream.put(static_cast<char>(byte ^ 1));
    }

    Written written_;
    std::unique_ptr<PackedCheckpoint> packed_;
};

QTEST_APPLESS_MAIN(TestPackedFormat)
#include "test_packed_format.moc"
