// The rotation kernel, run by the interpreter, against engine/rotation at every kind of width.
#include "base/random.h"
#include "cuda/interpreter.h"
#include "launch/arguments.h"
#include "rotation/rotation.h"
#include "tensor/dtype.h"

#include <QTest>

#include <cmath>

using namespace fracbit;
using namespace fracbit_cuda;
using fracbit_cuda::test::interpret;
using fracbit_cuda::test::Order;

class TestRotate : public QObject {
    Q_OBJECT
private slots:
    void widths_data();
    void widths();
    void mixingMatrixIsAKroneckerProduct();
};

void TestRotate::widths_data() {
    QTest::addColumn<int>("size");
    for (const int size :
         {1, 2, 12, 20, 64, 96, 100, 232, 576, 1536, 2048, 4096, 4864, 11008, 14336})
        QTest::newRow(qPrintable(QString::number(size))) << size;
}

void TestRotate::widths() {
    QFETCH(int, size);
    constexpr int kBatch = 2;
    const auto transform = std::make_shared<rotation::Hadamard>(size);
    const rotation::Rotation reference(transform, rotation::randomSigns(3, "input", size));
    const auto matrix = rotation::hadamardMatrix(transform->oddOrder());
    std::vector<float> in(static_cast<std::size_t>(size) * kBatch);
    fillGaussian(in, 11);

    DeviceRotation rotation;
    rotation.size = size;
    rotation.order = static_cast<int>(transform->oddOrder());
    rotation.blockSize = static_cast<int>(transform->blockSize());
    rotation.matrix = matrix.data();
    rotation.signs = reference.signs().data();
    rotation.scale = 1 / std::sqrt(static_cast<float>(rotation.blockSize));
    DeviceInfo device;
    device.multiprocessors = 16;
    const RotationLaunch launch = planRotation(size, rotation.order, rotation.blockSize, device);
    std::vector<std::uint16_t> out(inputHalves(size, kBatch), 0xFFFF);
    const RotateArguments arguments =
        rotateArguments(rotation, launch, in.data(), kBatch, out.data());
    interpret({launch.blocks, kBatch, launch.threads, launch.sharedBytes}, Order::Backward,
              [&] { rotateInput(arguments); });

    for (int n = 0; n < kBatch; ++n) {
        const std::span<float> vector = std::span(in).subspan(static_cast<std::size_t>(n * size),
                                                              static_cast<std::size_t>(size));
        reference.rotate(vector);
        for (int column = 0; column < paddedColumns(size); ++column) {
            const float expected = column < size ? vector[static_cast<std::size_t>(column)] : 0.0f;
            const float got = halfToFloat(out[inputIndex(column, n, kBatch)]);
            QVERIFY2(std::abs(got - expected) <= 0x1p-11f * std::abs(expected) + 2e-6f,
                     qPrintable(QString("column %1").arg(column)));
        }
    }
}

void TestRotate::mixingMatrixIsAKroneckerProduct() {
    const auto matrix = rotation::hadamardMatrix(12);
    const int size = 12 << 3;
    for (int i = 0; i < size; ++i)
        for (int j = 0; j < size; ++j) {
            int dot = 0;
            for (int k = 0; k < size; ++k)
                dot +=
                    mixingSign(matrix.data(), 12, 3, i, k) * mixingSign(matrix.data(), 12, 3, j, k);
            QCOMPARE(dot, i == j ? size : 0);
        }
}

QTEST_APPLESS_MAIN(TestRotate)
#include "test_rotate.moc"
