// The library that the network loads when libtorch is needed: one copy of what must be one, and
// errors that are caught on this side.
#include "base/mapped_file.h"
#include "network/torch/torch_module.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"
#include "support/thrown.h"

#include <QCoreApplication>
#include <QTest>

#include <dlfcn.h>
#include <fstream>
#include <thread>

using namespace fracbit;
using namespace fracbit::network;
using namespace fracbit::tests;

namespace {

const std::vector<TokenId> kTokens{1, 2, 3};

// From now on a file is lost.
void loseAFile() {
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << std::string(1 << 16, 'x');
    const MappedFile file(folder / "file");
    std::filesystem::resize_file(folder / "file", 0);
    volatile std::byte last = file.bytes().back();
    (void)last;
}

} // namespace

class TestTorchModule : public QObject {
    Q_OBJECT
private slots:
    void isLoadedOnceByAllThreads() {
        const TorchModule* seen[4] = {};
        {
            std::vector<std::jthread> threads;
            for (const TorchModule*& one : seen)
                threads.emplace_back([&one] { one = &torchModule(); });
        }
        for (const TorchModule* one : seen)
            QCOMPARE(one, &torchModule());
    }

    void refusesAProgramOfAnotherVersion() {
        const QString path = QCoreApplication::applicationDirPath() +
                             QStringLiteral("/../lib/fracbit/libfracbit_torch.so");
        void* library = dlopen(qPrintable(path), RTLD_NOW);
        QVERIFY2(library, dlerror());
        auto* get = reinterpret_cast<GetTorchModule*>(dlsym(library, kGetTorchModule));
        QVERIFY(get);
        QVERIFY(!get("0.0.0"));
    }

    void itsErrorsAreErrors() {
        const SyntheticSource source(tinyConfig());
        const auto model = Network::load(source, Compute::Float32, {});
        FRACBIT_VERIFY_THROWS([&] { (void)model->forward(std::vector<TokenId>{1000}, {}); },
                              ErrorCode::InvalidArgument, "token 1000");
    }

    // Whoever looks, there is one count of lost files: a copy of the module's own would call every
    // context of the program out of date, and miss what is lost from then on.
    void lostFilesAreSeenOnBothSides() {
        const SyntheticSource source(tinyConfig());
        const RunContext before;
        loseAFile();
        const RunContext after;
        const auto model = Network::load(source, Compute::Float32, after);
        QCOMPARE(model->forward(kTokens, after).rows, std::int64_t{3});
        FRACBIT_VERIFY_THROWS([&] { (void)model->forward(kTokens, before); }, ErrorCode::Io,
                              "cannot be read any more");
    }
};

QTEST_GUILESS_MAIN(TestTorchModule)
#include "test_torch_module.moc"
