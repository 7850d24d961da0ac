// Weights that are published in 8 or 4 bits are read as what they stand for; what stands beside a
// text model is carried along; nothing within it is left out silently.
#include "base/error.h"
#include "base/json_file.h"
#include "base/random.h"
#include "checkpoint/checkpoint.h"
#include "support/synthetic_checkpoint.h"
#include "support/thrown.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace fracbit;
using namespace fracbit::checkpoint;
using tests::TemporaryFolder;
using tests::TestTensor;

namespace {

const std::filesystem::path kModels = FRACBIT_TEST_DATA_DIR "/models";

std::string randomBytes(std::int64_t count, std::uint64_t seed, unsigned from, unsigned below) {
    Random random(seed);
    std::string bytes;
    for (std::int64_t i = 0; i < count; ++i)
        bytes += static_cast<char>(from + random.next() % (below - from));
    return bytes;
}

// A folder's tensors, to be changed and written again.
struct Folder {
    nlohmann::json config;
    std::vector<TestTensor> tensors;

    explicit Folder(const std::string& model)
        : config(readJsonFile(kModels / model / "config.json")) {
        const auto file = openTensorFile(kModels / model / "model.safetensors");
        for (const StoredTensor& tensor : file->tensors())
            tensors.push_back({tensor.name, tensor.dtype, tensor.shape,
                               std::string(reinterpret_cast<const char*>(tensor.bytes.data()),
                                           tensor.bytes.size())});
    }
    TestTensor& at(const std::string& name) {
        const auto found = std::ranges::find(tensors, name, &TestTensor::name);
        Q_ASSERT(found != tensors.end());
        return *found;
    }
    std::unique_ptr<Checkpoint> open(const std::filesystem::path& to) const {
        std::filesystem::create_directories(to);
        tests::writeBytes(to / "config.json", config.dump());
        tests::writeBytes(to / "model.safetensors", tests::safetensorsBytes(tensors));
        return Checkpoint::open(to);
    }
};

// The numbers of 4 bits of OCP Microscaling Formats, once more.
double fourBits(unsigned code) {
    const double exponent = static_cast<double>((code >> 1) & 3);
    const double mantissa = static_cast<double>(code & 1);
    const double magnitude =
        exponent == 0 ? mantissa / 2 : std::exp2(exponent - 1) * (1 + mantissa / 2);
    return code & 8 ? -magnitude : magnitude;
}

double eightBits(unsigned code) { // E4M3
    const double exponent = static_cast<double>((code >> 3) & 15);
    const double mantissa = static_cast<double>(code & 7);
    const double magnitude =
        exponent == 0 ? std::exp2(-6) * mantissa / 8 : std::exp2(exponent - 7) * (1 + mantissa / 8);
    return code & 128 ? -magnitude : magnitude;
}

unsigned byteAt(const TestTensor& tensor, std::int64_t index) {
    return static_cast<unsigned char>(tensor.bytes[static_cast<std::size_t>(index)]);
}

// In place of "experts.N.{gate,up,down}_proj.weight" one tensor for gate and up, and one for down.
void stackExperts(Folder& folder) {
    std::map<std::string, std::map<int, std::map<std::string, TestTensor>>> byBlock;
    std::vector<TestTensor> others;
    for (const TestTensor& tensor : folder.tensors) {
        const auto place = tensor.name.find(".experts.");
        if (place == std::string::npos) {
            others.push_back(tensor);
            continue;
        }
        const std::string rest = tensor.name.substr(place + std::string(".experts.").size());
        const auto dot = rest.find('.');
        byBlock[tensor.name.substr(0, place)][std::stoi(rest.substr(0, dot))]
               [rest.substr(dot + 1)] = tensor;
    }
    for (const auto& [prefix, experts] : byBlock) {
        TestTensor both{prefix + ".experts.gate_up_proj", DType::BF16, {}, {}};
        TestTensor down{prefix + ".experts.down_proj", DType::BF16, {}, {}};
        for (const auto& [expert, parts] : experts) {
            const TestTensor& gate = parts.at("gate_proj.weight");
            both.bytes += gate.bytes + parts.at("up_proj.weight").bytes;
            both.shape = {std::ssize(experts), 2 * gate.shape.at(0), gate.shape.at(1)};
            both.dtype = down.dtype = gate.dtype;
            down.bytes += parts.at("down_proj.weight").bytes;
            down.shape = {std::ssize(experts), gate.shape.at(1), gate.shape.at(0)};
        }
        others.push_back(both);
        others.push_back(down);
    }
    folder.tensors = std::move(others);
}

} // namespace

class TestSourceForms : public QObject {
    Q_OBJECT

    TemporaryFolder work_{TemporaryFolder::Place::Memory};

private slots:
    // gpt-oss as it is published: gate and up of an expert row by row in turns, not transposed.
    void fourBitExperts() {
        Folder folder("gpt_oss");
        folder.config["quantization_config"] = {{"quant_method", "mxfp4"}};
        const std::string prefix = "model.layers.1.mlp.experts.";
        for (const auto& [name, rows] : {std::pair("gate_up_proj", 128), {"down_proj", 64}}) {
            TestTensor& plain = folder.at(prefix + name);
            const TestTensor codes{prefix + name + "_blocks",
                                   DType::U8,
                                   {6, rows, 2, 16},
                                   randomBytes(6 * rows * 32, 1, 0, 256)};
            plain = {prefix + name + "_scales",
                     DType::U8,
                     {6, rows, 2},
                     randomBytes(6 * rows * 2, 2, 120, 130)};
            folder.tensors.push_back(codes);
        }
        const auto model = folder.open(work_ / "mxfp4");
        const TestTensor& codes = folder.at(prefix + "gate_up_proj_blocks");
        const TestTensor& scales = folder.at(prefix + "gate_up_proj_scales");
        const Tensor up = model->read("blocks.1.experts.4.up.weight");
        QCOMPARE(up.shape, (Shape{64, 64}));
        for (std::int64_t row = 0; row < 64; ++row)
            for (std::int64_t column = 0; column < 64; ++column) {
                const std::int64_t stored = 4 * 128 + 2 * row + 1;
                const unsigned pair = byteAt(codes, stored * 32 + column / 2);
                const unsigned code = column % 2 ? pair >> 4 : pair & 15;
                const double scale =
                    std::exp2(static_cast<double>(byteAt(scales, stored * 2 + column / 32)) - 127);
                QCOMPARE(static_cast<double>(up.row(row)[static_cast<std::size_t>(column)]),
                         fourBits(code) * scale);
            }
        QCOMPARE(model->read("blocks.1.experts.5.down.weight").shape, (Shape{64, 64}));
        const ModelTensor& tensor = *model->spec().find("blocks.1.experts.4.up.weight");
        QCOMPARE(tensor.dtype, DType::MXFP4);
        QCOMPARE(tensor.bytes, std::uint64_t(64 * 32));
        QVERIFY(model->spec().carried.empty());
    }

    void eightBitFloats_data() {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<int>("blockRows"); // of a matrix of 160 x 96
        QTest::addColumn<int>("blockColumns");
        QTest::newRow("blocks") << "_scale_inv" << 32 << 48;
        QTest::newRow("blocks that do not fill it") << "_scale_inv" << 48 << 64;
        QTest::newRow("rows") << "_scale" << 1 << 96;
        QTest::newRow("one") << "_scale" << 160 << 96;
    }
    void eightBitFloats() {
        QFETCH(QString, ending);
        QFETCH(int, blockRows);
        QFETCH(int, blockColumns);
        Folder folder("qwen3");
        folder.config["quantization_config"] = {{"quant_method", "fp8"},
                                                {"weight_block_size", {blockRows, blockColumns}}};
        const std::string name = "model.layers.1.mlp.up_proj.weight";
        TestTensor& codes = folder.at(name);
        QCOMPARE(codes.shape, (Shape{160, 96}));
        codes.dtype = DType::F8_E4M3;
        codes.bytes = randomBytes(160 * 96, 3, 0, 127); // no NaN
        const std::int64_t down = (160 + blockRows - 1) / blockRows;
        const std::int64_t across = (96 + blockColumns - 1) / blockColumns;
        Tensor scales({down, across});
        fillGaussian(scales.values, 4);
        folder.tensors.push_back(tests::floatTensor(name + ending.toStdString(), scales));
        const auto model = folder.open(work_ / QTest::currentDataTag());
        const Tensor read = model->readRows("blocks.1.mlp.up.weight", 30, 100);
        for (std::int64_t row = 30; row < 100; ++row)
            for (std::int64_t column = 0; column < 96; ++column) {
                const auto scale = static_cast<double>(
                    scales.row(row / blockRows)[static_cast<std::size_t>(column / blockColumns)]);
                const double expected =
                    eightBits(byteAt(folder.at(name), row * 96 + column)) * scale;
                const auto got =
                    static_cast<double>(read.row(row - 30)[static_cast<std::size_t>(column)]);
                QVERIFY(std::abs(got - expected) <= 1e-6 * std::abs(expected));
            }
    }

    void scalesMustFit() {
        Folder folder("qwen3");
        const std::string name = "model.layers.1.mlp.up_proj.weight";
        folder.at(name).dtype = DType::F8_E4M3;
        folder.at(name).bytes = randomBytes(160 * 96, 3, 0, 127);
        folder.tensors.push_back(tests::floatTensor(name + "_scale_inv", Tensor({3, 7})));
        FRACBIT_VERIFY_THROWS([&] { (void)folder.open(work_ / "misfit"); }, ErrorCode::InvalidFile,
                              "up_proj.weight_scale_inv", "3x7");
    }

    void otherMethodsAreRefusedByName_data() {
        QTest::addColumn<QString>("method");
        for (const char* method : {"gptq", "awq", "bitsandbytes", ""})
            QTest::newRow(method) << method;
    }
    void otherMethodsAreRefusedByName() {
        QFETCH(QString, method);
        const QByteArray text = method.toUtf8();
        Folder folder("qwen3");
        folder.config["quantization_config"] = {{"quant_method", method.toStdString()}};
        FRACBIT_VERIFY_THROWS([&] { (void)folder.open(work_ / "other"); }, ErrorCode::Unsupported,
                              "quantization_config", text.constData());
    }

    void towersAreCarried() {
        const auto model = Checkpoint::open(kModels / "gemma3_vision");
        QCOMPARE(model->spec().carried.size(), std::size_t(34));
        for (const CarriedTensor& tensor : model->spec().carried) {
            QVERIFY(tensor.name.starts_with("vision_tower.") ||
                    tensor.name.starts_with("multi_modal_projector."));
            QCOMPARE(model->carried(tensor).bytes.size(), std::size_t(tensor.bytes));
        }
        const std::string text = carriedText(model->spec());
        QVERIFY(text.find("34 tensors") != text.npos);
        QVERIFY(text.find("vision_tower (32)") != text.npos);
        // The configuration around the text model is kept, and written again.
        const nlohmann::json written = huggingFaceConfig(model->spec().config);
        QCOMPARE(written.at("model_type").get<std::string>(), std::string("gemma3"));
        QVERIFY(written.at("vision_config") ==
                readJsonFile(kModels / "gemma3_vision" / "config.json").at("vision_config"));
        QCOMPARE(written.at("text_config").at("model_type").get<std::string>(),
                 std::string("gemma3_text"));
    }

    // Experts each by itself and stacked, as transformers has them in files and in memory.
    void expertsAreReadInBothSpellings_data() {
        QTest::addColumn<QString>("model");
        for (const char* model : {"qwen2_moe", "qwen3_moe", "qwen3_next", "qwen3_5_moe"})
            QTest::newRow(model) << model;
    }
    void expertsAreReadInBothSpellings() {
        QFETCH(QString, model);
        Folder folder(model.toStdString());
        const auto single = Checkpoint::open(kModels / model.toStdString());
        stackExperts(folder);
        const auto stacked = folder.open(work_ / ("stacked_" + model.toStdString()));
        QCOMPARE(stacked->spec().layers.size(), single->spec().layers.size());
        int experts = 0;
        for (const LinearLayer& layer : single->spec().layers) {
            const std::string name = layer.name + ".weight";
            QCOMPARE(stacked->read(name).values, single->read(name).values);
            experts += layer.expert >= 0;
        }
        QVERIFY(experts > 0);
    }

    // Field case tensors-outside-blocks-ignored.
    void nothingOfTheTextModelIsLeftOut_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"model.embed_norm.weight", "lm_head.lora_A.weight",
                                 "model.layers.3.mlp.up_proj.weight", "model.norm.bias"})
            QTest::newRow(name) << name;
    }
    void nothingOfTheTextModelIsLeftOut() {
        QFETCH(QString, name);
        const QByteArray text = name.toUtf8();
        Folder folder("qwen3");
        folder.tensors.push_back(tests::floatTensor(name.toStdString(), Tensor({4})));
        FRACBIT_VERIFY_THROWS([&] { (void)folder.open(work_ / "surplus"); }, ErrorCode::Unsupported,
                              text.constData());
    }

    void furtherHeadsAreCarried() {
        Folder folder("qwen3");
        folder.tensors.push_back(tests::floatTensor("mtp.norm.weight", Tensor({4})));
        const auto model = folder.open(work_ / "mtp");
        QCOMPARE(model->spec().carried.size(), std::size_t(1));
        QCOMPARE(model->spec().carried[0].name, std::string("mtp.norm.weight"));
    }

    // Hostile files: nothing is divided by a size of zero.
    void emptyTensorsAreRefused() {
        Folder folder("qwen2");
        TestTensor tensor = folder.at("model.embed_tokens.weight");
        tensor.shape = {0, tensor.shape[1]};
        tensor.bytes.clear();
        folder.at("model.embed_tokens.weight") = tensor;
        tensor.name = "lm_head.weight";
        folder.tensors.push_back(tensor);
        FRACBIT_VERIFY_THROWS([&] { (void)folder.open(work_ / "empty"); }, ErrorCode::InvalidFile,
                              "model.embed_tokens.weight");
        Folder scaled("qwen3");
        const std::string name = "model.layers.1.mlp.up_proj.weight";
        scaled.at(name) = {name, DType::F8_E4M3, {0, 96}, {}};
        scaled.tensors.push_back(tests::floatTensor(name + "_scale_inv", Tensor({1})));
        FRACBIT_VERIFY_THROWS([&] { (void)scaled.open(work_ / "empty8"); }, ErrorCode::InvalidFile,
                              "up_proj.weight");
    }

    // Field case tied-flag-but-own-head.
    void aHeadOfItsOwnIsNotTied() {
        Folder folder("qwen2");
        QVERIFY(folder.open(work_ / "tied")->spec().config.tiedEmbeddings);
        TestTensor head = folder.at("model.embed_tokens.weight");
        head.name = "lm_head.weight";
        folder.tensors.push_back(head); // the same once more
        QVERIFY(folder.open(work_ / "twice")->spec().config.tiedEmbeddings);
        folder.at("lm_head.weight").bytes[0] ^= 1;
        const auto model = folder.open(work_ / "own");
        QVERIFY(!model->spec().config.tiedEmbeddings);
        QVERIFY(model->read("head.weight").values != model->read("embedding.weight").values);
    }
};

QTEST_APPLESS_MAIN(TestSourceForms)
#include "test_source_forms.moc"
