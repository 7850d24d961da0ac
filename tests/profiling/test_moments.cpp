#include "profiling/moments.h"

#include "checkpoint/checkpoint.h"
#include "network/blockwise.h"
#include "profiling/estimators/rotated_moments.h"
#include "profiling/moments_file.h"
#include "support/input_widths.h"
#include "support/safetensors_writer.h"
#include "support/stopping_sink.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"
#include "support/thrown.h"

#include <QTest>

#include <cstring>
#include <fstream>
#include <iterator>

using namespace fracbit;
using namespace fracbit::tests;
using profiling::MomentsFile;
using profiling::Sample;

namespace {

const Sample kSample{{{3, 17, 4, 39, 0, 21, 8}, {1, 2, 3, 5, 8, 13, 21}, {9, 9, 1, 0, 2, 7, 7}},
                     "numbers"};

std::string contents(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// A moments file as another program may write it.
std::string document(const std::map<std::string, std::int64_t>& widths,
                     const std::map<std::string, std::string>& metadata, float value = 1) {
    nlohmann::json header{{"__metadata__", metadata}};
    std::string data;
    for (const auto& [input, width] : widths) {
        const auto count = static_cast<std::size_t>(width * (width + 1) / 2);
        const std::size_t begin = data.size();
        for (std::size_t i = 0; i < count; ++i)
            data.append(reinterpret_cast<const char*>(&value), sizeof value);
        header[input] = {
            {"dtype", "F32"}, {"shape", {count}}, {"data_offsets", {begin, data.size()}}};
    }
    return safetensorsBytes(header.dump(), data);
}

const std::map<std::string, std::string> kMetadata{{"format", "fracbit-moments"}, {"version", "1"}};
const std::map<std::string, std::string> kVersion2{{"format", "fracbit-moments"}, {"version", "2"}};

// Of version 2: the inputs of the model, and tensors beside them.
struct StoredValues {
    std::string name;
    std::vector<float> values;
};

// The triangle of a matrix of ones, but for its first entry.
std::vector<float> triangle(std::size_t width, float first) {
    std::vector<float> values(width * (width + 1) / 2, 1);
    values[0] = first;
    return values;
}

std::string documentOf(const checkpoint::ModelSpec& spec, const std::vector<StoredValues>& others) {
    std::vector<StoredValues> all = others;
    for (const checkpoint::LayerInput& input : spec.inputs)
        all.push_back({profiling::inputMomentsName(spec, input),
                       triangle(static_cast<std::size_t>(input.width), 1)});
    nlohmann::json header{{"__metadata__", kVersion2}};
    std::string data;
    for (const auto& [name, values] : all) {
        const std::size_t begin = data.size();
        data.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
        header[name] = {
            {"dtype", "F32"}, {"shape", {values.size()}}, {"data_offsets", {begin, data.size()}}};
    }
    return safetensorsBytes(header.dump(), data);
}

constexpr const char* kUp = "model.layers.1.mlp.up_proj"; // 36 outputs

} // namespace

class TestMoments : public QObject {
    Q_OBJECT

    TemporaryFolder folder_{TemporaryFolder::Place::Memory};
    int files_ = 0;

    std::filesystem::path fresh() { return folder_ / std::to_string(files_++); }
    std::filesystem::path written(const std::string& bytes) {
        const auto path = fresh();
        writeBytes(path, bytes);
        return path;
    }

private slots:
    void momentsAreThoseOfTheInputs() {
        const SyntheticSource source(tinyConfig());
        const auto file = fresh();
        const auto work = fresh();
        profiling::measureMoments(source, kSample, {file, work}, {});
        QVERIFY(!std::filesystem::exists(work));
        const MomentsFile moments(file, source.spec());
        moments.requireModel(source);
        QCOMPARE(moments.text("sample"), std::string("numbers"));
        QCOMPARE(moments.text("sequences"), std::string("3"));
        QVERIFY(moments.tokens() == 21);
        const auto widths = tests::inputWidths(source.spec());
        QCOMPARE(widths.size(), 8u);
        std::vector<Tensor> states;
        for (const auto& sequence : kSample.sequences)
            states.push_back(network::embedTokens(source, sequence));
        const char* groups[] = {"qkv", "o", "gate_up", "down"};
        for (int index = 0; index < 2; ++index) {
            const auto block = network::SingleBlock::load(source, index);
            std::vector<network::BlockTrace> traces;
            for (Tensor& each : states) {
                traces.push_back(block->trace(each, {}));
                each = traces.back().output;
            }
            for (std::size_t g = 0; g < 4; ++g) {
                const std::string input = "blocks." + std::to_string(index) + "." + groups[g];
                const std::int64_t width = widths.at(input);
                const Tensor actual = moments.read(input, width);
                for (std::int64_t i = 0; i < width; ++i)
                    for (std::int64_t j = 0; j < width; ++j)
                        QVERIFY(std::abs(actual.row(i)[static_cast<std::size_t>(j)] -
                                         mean(traces, g, i, j)) < 6e-6f);
            }
        }
    }

    void resumesAtBlocks_data() {
        QTest::addColumn<int>("reports");
        for (const int reports : {1, 3, 5, 6})
            QTest::addRow("%d", reports) << reports;
    }
    void resumesAtBlocks() {
        QFETCH(int, reports);
        const SyntheticSource source(tinyConfig());
        const auto whole = fresh();
        profiling::measureMoments(source, kSample, {whole, fresh()}, {});
        const auto file = fresh();
        const auto work = fresh();
        StopAt first(reports);
        QVERIFY_THROWS_EXCEPTION(
            Error, profiling::measureMoments(source, kSample, {file, work}, first.context()));
        QVERIFY(!std::filesystem::exists(file));
        StopAt second(1000);
        profiling::measureMoments(source, kSample, {file, work}, second.context());
        QCOMPARE(second.notes.size(), 1u); // it said that it goes on
        QVERIFY(contents(file) == contents(whole));
    }

    void lostPartialFileStartsAnew() {
        const SyntheticSource source(tinyConfig());
        const auto file = fresh();
        const auto work = fresh();
        StopAt stop(5);
        QVERIFY_THROWS_EXCEPTION(
            Error, profiling::measureMoments(source, kSample, {file, work}, stop.context()));
        std::filesystem::remove(file.string() + ".partial");
        StopAt again(1000);
        profiling::measureMoments(source, kSample, {file, work}, again.context());
        QVERIFY(again.notes.empty());
        MomentsFile(file, source.spec()).requireModel(source);
    }

    void otherProgramsMayWriteThem() {
        const SyntheticSource source(tinyConfig());
        const MomentsFile moments(written(document(tests::inputWidths(source.spec()), kMetadata)),
                                  source.spec());
        moments.requireModel(source); // no fingerprint: the sizes count
        QVERIFY(!moments.tokens());
        QCOMPARE(moments.read("blocks.1.down", 36).row(35)[0], 1.0f);
    }

    // Other programs find them by the names of the model's Hugging Face checkpoint.
    void tensorsAreCalledAfterTheFirstReader() {
        const SyntheticSource source(tinyConfig());
        const auto nameOf = [&](const char* input) {
            return profiling::inputMomentsName(source.spec(), *source.spec().findInput(input));
        };
        QCOMPARE(nameOf("blocks.1.qkv"),
                 std::string("model.layers.1.self_attn.q_proj.input_moments"));
        QCOMPARE(nameOf("blocks.1.o"),
                 std::string("model.layers.1.self_attn.o_proj.input_moments"));
        QCOMPARE(nameOf("blocks.0.gate_up"),
                 std::string("model.layers.0.mlp.gate_proj.input_moments"));
        QCOMPARE(nameOf("blocks.0.down"),
                 std::string("model.layers.0.mlp.down_proj.input_moments"));

        const auto path = fresh();
        profiling::measureMoments(source, kSample, {path, fresh()}, {});
        const auto file = checkpoint::SafetensorsFile::open(path);
        QCOMPARE(file->metadata().at("version"), std::string("2"));
        QCOMPARE(file->tensors().size(), 8u);
        QVERIFY(file->find("model.layers.1.mlp.down_proj.input_moments"));
    }

    // Written by the last program that wrote version 1.
    void versionOneOpens() {
        const auto model = checkpoint::Checkpoint::open(FRACBIT_TEST_DATA_DIR "/models/llama");
        const MomentsFile moments(FRACBIT_TEST_DATA_DIR "/version-1/llama.profile.moments",
                                  model->spec());
        moments.requireModel(*model);
        QCOMPARE(moments.checkpoint(), std::string("7749f40d33559478"));
        QVERIFY(moments.tokens() == 256);
        const Tensor qkv = moments.read("blocks.0.qkv", 96);
        QCOMPARE(qkv.row(0)[0], 1.4044750928878784f);
        QCOMPARE(qkv.row(0)[1], 0.031250204890966415f);
        QCOMPARE(qkv.row(1)[0], 0.031250204890966415f);
        QCOMPARE(qkv.row(95)[95], 0.8165035843849182f);
        QCOMPARE(moments.read("blocks.2.down", 160).row(159)[159], 0.9959423542022705f);
        QVERIFY(!moments.readOutput(model->spec().layers.front()));
    }

    void outputsMayBeKnown() {
        const SyntheticSource source(tinyConfig());
        const checkpoint::LinearLayer& up = *source.spec().findLayer("blocks.1.mlp.up");
        const MomentsFile none(written(documentOf(source.spec(), {})), source.spec());
        none.requireModel(source);
        QVERIFY(!none.readOutput(up));

        const std::string name = kUp;
        const MomentsFile whole(
            written(documentOf(source.spec(), {{name + ".output_moments", triangle(36, 5)}})),
            source.spec());
        whole.requireModel(source);
        const auto matrix = whole.readOutput(up);
        QVERIFY(matrix && matrix->shape == Shape({36, 36}));
        QCOMPARE(matrix->row(0)[0], 5.0f);
        QCOMPARE(matrix->row(35)[3], 1.0f);
        QVERIFY(!whole.readOutput(*source.spec().findLayer("blocks.0.mlp.up")));

        const MomentsFile alone(written(documentOf(source.spec(), {{name + ".output_diagonal",
                                                                    std::vector<float>(36, 2)}})),
                                source.spec());
        alone.requireModel(source);
        const auto diagonal = alone.readOutput(up);
        QVERIFY(diagonal && diagonal->shape == Shape({36}));
        QCOMPARE(diagonal->values[35], 2.0f);
    }

    void wrongOutputsAreRefused_data() {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<int>("entries");
        QTest::addColumn<float>("value");
        QTest::addColumn<QString>("reason");
        const QString width = QStringLiteral("width of 36");
        const QString values = QStringLiteral("not finite");
        QTest::newRow("diagonal's size") << "output_diagonal" << 35 << 1.0f << width;
        QTest::newRow("size") << "output_moments" << 36 << 1.0f << width;
        for (const float value : {NAN, INFINITY, -1.0f}) {
            QTest::addRow("diagonal %g", double(value))
                << "output_diagonal" << 36 << value << values;
            QTest::addRow("moments %g", double(value))
                << "output_moments" << 36 * 37 / 2 << value << values;
        }
    }
    void wrongOutputsAreRefused() {
        QFETCH(QString, ending);
        QFETCH(int, entries);
        QFETCH(float, value);
        QFETCH(QString, reason);
        const SyntheticSource source(tinyConfig());
        std::vector<float> stored(static_cast<std::size_t>(entries), 1);
        stored[0] = value;
        const MomentsFile file(
            written(documentOf(source.spec(), {{kUp + ("." + ending.toStdString()), stored}})),
            source.spec());
        const auto reading = [&] {
            file.requireModel(source);
            (void)file.readOutput(*source.spec().findLayer("blocks.1.mlp.up"));
        };
        const QByteArray said = reason.toUtf8();
        FRACBIT_VERIFY_THROWS(reading, ErrorCode::InvalidFile, file.path().c_str(),
                              "blocks.1.mlp.up", said.constData());
    }

    void hostileFilesAreRefused() {
        const SyntheticSource source(tinyConfig());
        auto widths = tests::inputWidths(source.spec());
        const std::string good = document(widths, kMetadata);
        const auto opens = [&](const std::string& bytes, const char* reason) {
            const auto path = written(bytes);
            FRACBIT_VERIFY_THROWS([&] { const MomentsFile moments(path, source.spec()); },
                                  ErrorCode::InvalidFile, reason);
        };
        opens(document(widths, {}), "no activation moments");
        for (const char* version : {"7", "3", "0", "", "2 "})
            opens(document(widths, {{"format", "fracbit-moments"}, {"version", version}}),
                  "another version");
        opens(good.substr(0, good.size() - 5), "end of the file");
        opens("x", "too short");

        auto other = kMetadata;
        other["checkpoint"] = "0123456789abcdef";
        const MomentsFile another(written(document(widths, other)), source.spec());
        FRACBIT_VERIFY_THROWS([&] { another.requireModel(source); }, ErrorCode::InvalidArgument,
                              "another checkpoint", "profile --hessian");
        widths["blocks.1.o"] = 31;
        const MomentsFile narrow(written(document(widths, kMetadata)), source.spec());
        FRACBIT_VERIFY_THROWS([&] { narrow.requireModel(source); }, ErrorCode::InvalidFile,
                              "blocks.1.o", "width of 32");
        widths.erase("blocks.1.o");
        const MomentsFile missing(written(document(widths, kMetadata)), source.spec());
        FRACBIT_VERIFY_THROWS([&] { missing.requireModel(source); }, ErrorCode::InvalidFile,
                              "blocks.1.o");
        for (const float value : {NAN, INFINITY, -1.0f}) {
            const MomentsFile bad(written(document({{"blocks.0.qkv", 24}}, kMetadata, value)),
                                  source.spec());
            FRACBIT_VERIFY_THROWS([&] { (void)bad.read("blocks.0.qkv", 24); },
                                  ErrorCode::InvalidFile, "blocks.0.qkv", "not finite");
        }
    }

    void filesAreToldApart() {
        const std::map<std::string, std::int64_t> widths{{"a", 30}};
        const MomentsFile one(written(document(widths, kMetadata)), {});
        const MomentsFile same(written(document(widths, kMetadata)), {});
        const MomentsFile two(written(document(widths, kMetadata, 2)), {});
        QCOMPARE(same.identity(), one.identity());
        QVERIFY(two.identity() != one.identity());
    }

    // Moments of rotated vectors are rotated moments.
    void rotationActsOnBothSides() {
        const std::int64_t width = 96;
        const rotation::Rotation rotation(std::make_shared<rotation::Hadamard>(width),
                                          rotation::randomSigns(3, "x", width));
        Tensor x({5, width});
        fillGaussian(x.values, 1);
        Tensor moments = outerProducts(x);
        profiling::rotateMoments(moments, rotation, {});
        for (std::int64_t i = 0; i < 5; ++i)
            rotation.rotate(x.row(i));
        const Tensor expected = outerProducts(x);
        for (std::size_t i = 0; i < expected.values.size(); ++i)
            QVERIFY(std::abs(moments.values[i] - expected.values[i]) < 9e-6f);
    }

private:
    static float mean(const std::vector<network::BlockTrace>& traces, std::size_t group,
                      std::int64_t i, std::int64_t j) {
        float sum = 0;
        float count = 0;
        for (const network::BlockTrace& trace : traces)
            for (std::int64_t t = 0; t < trace.inputs[group].rows(); ++t, ++count)
                sum += trace.inputs[group].row(t)[static_cast<std::size_t>(i)] *
                       trace.inputs[group].row(t)[static_cast<std::size_t>(j)];
        return sum / count;
    }
    static Tensor outerProducts(const Tensor& x) {
        Tensor sum({x.columns(), x.columns()});
        for (std::int64_t t = 0; t < x.rows(); ++t)
            for (std::int64_t i = 0; i < x.columns(); ++i)
                for (std::int64_t j = 0; j < x.columns(); ++j)
                    sum.row(i)[static_cast<std::size_t>(j)] +=
                        x.row(t)[static_cast<std::size_t>(i)] *
                        x.row(t)[static_cast<std::size_t>(j)];
        return sum;
    }
};

QTEST_APPLESS_MAIN(TestMoments)
#include "test_moments.moc"
