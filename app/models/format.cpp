#include "models/format.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace fracbit::app {

namespace {

struct Unit {
    double size;
    const char* symbol; // SI prefixes of counts; B for 10^9 as the field writes it
};
constexpr Unit kUnits[] = {{1e9, "B"}, {1e6, "M"}, {1e3, "K"}};

} // namespace

QString countText(std::int64_t count) {
    return QLocale().toString(qlonglong(count));
}

QString shortCountText(std::int64_t count) {
    for (const Unit& unit : kUnits) {
        const double value = static_cast<double>(count) / unit.size;
        if (value >= 1.0)
            return QLocale().toString(value, 'f', value < 100 ? 2 : 1) + QChar::Nbsp +
                   QLatin1String(unit.symbol);
    }
    return countText(count);
}

QString bytesText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 2, QLocale::DataSizeIecFormat);
}

QString exactBytesText(std::uint64_t bytes) {
    return QCoreApplication::translate("Format", "%1 bytes")
        .arg(countText(static_cast<std::int64_t>(bytes)));
}

QString bitsText(double bits) {
    return QLocale().toString(bits, 'f', 2);
}

QString dimensionsText(const Shape& shape) {
    QStringList sizes;
    for (std::int64_t size : shape)
        sizes << QString::number(size);
    return sizes.join(QStringLiteral(" × "));
}

QString variantText(const std::string& variant) {
    if (variant == "tensor")
        return QCoreApplication::translate("Format", "tensor cores");
    if (variant == "simt")
        return QCoreApplication::translate("Format", "CUDA cores");
    return QString::fromStdString(variant);
}

QString exporterText(const std::string& text) {
    return QCoreApplication::translate("Exporter", text.c_str());
}

} // namespace fracbit::app
