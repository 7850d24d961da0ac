#include "views/typography.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QLabel>

#include <cmath>

namespace fracbit::app {

namespace {

// A scale of 1.2 (minor third) around the body size, rounded to what reads well in a tool.
double scaleOf(TextStyle style) {
    switch (style) {
    case TextStyle::Title:
        return 1.7;
    case TextStyle::Figure:
        return 1.4;
    case TextStyle::Heading:
        return 1.15;
    case TextStyle::Caption:
        return 0.9;
    case TextStyle::Body:
        break;
    }
    return 1.0;
}

bool hasTabularDigits(const QFont& font) {
    const QFontMetricsF metrics(font);
    const double width = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit)
        if (std::abs(metrics.horizontalAdvance(QLatin1Char(digit)) - width) > 0.05)
            return false;
    return true;
}

} // namespace

QFont textFont(TextStyle style) {
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * scaleOf(style));
    if (style == TextStyle::Title || style == TextStyle::Heading || style == TextStyle::Figure)
        font.setWeight(QFont::DemiBold);
    return font;
}

QFont tabularFont(const QFont& font) {
    if (hasTabularDigits(font))
        return font;
    QFont fixed = fixedFont();
    fixed.setPointSizeF(font.pointSizeF());
    return fixed;
}

QFont fixedFont() {
    return QFontDatabase::systemFont(QFontDatabase::FixedFont);
}

QLabel* makeLabel(TextStyle style, const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(style == TextStyle::Figure ? tabularFont(textFont(style)) : textFont(style));
    setMuted(label, style == TextStyle::Caption);
    return label;
}

void setMuted(QLabel* label, bool muted) {
    label->setProperty("muted", muted);
}

QColor blend(const QColor& first, const QColor& second, double share) {
    const auto mix = [share](float a, float b) { return float(a * share + b * (1.0 - share)); };
    return QColor::fromRgbF(mix(first.redF(), second.redF()), mix(first.greenF(), second.greenF()),
                            mix(first.blueF(), second.blueF()));
}

QColor mutedText(const QPalette& palette) {
    return blend(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.68);
}

QColor borderColor(const QPalette& palette) {
    return blend(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.15);
}

} // namespace fracbit::app
