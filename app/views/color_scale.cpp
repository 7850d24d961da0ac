#include "views/color_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace fracbit::app {

namespace {

// Nine colours at equal steps; between them the scales are close to linear in sRGB.
using Anchors = std::array<QRgb, 9>;
constexpr Anchors kViridis{0xff440154, 0xff472d7b, 0xff3b528b, 0xff2c728e, 0xff21918c,
                           0xff28ae80, 0xff5ec962, 0xffaddc30, 0xfffde725};
constexpr Anchors kCividis{0xff00204d, 0xff00336f, 0xff39486b, 0xff575c6d, 0xff707173,
                           0xff8a8779, 0xffa69d75, 0xffc4b56c, 0xffffea46};
constexpr Anchors kDiverging{0xffb35806, 0xffe08214, 0xfffdb863, 0xfffee0b6, 0xfff7f7f7,
                             0xffd8daeb, 0xffb2abd2, 0xff8073ac, 0xff542788};

const Anchors& anchors(Palette palette) {
    switch (palette) {
    case Palette::Cividis:
        return kCividis;
    case Palette::Diverging:
        return kDiverging;
    case Palette::Viridis:
        break;
    }
    return kViridis;
}

int mixed(int from, int to, double share) {
    return static_cast<int>(std::lround(from + (to - from) * share));
}

// WCAG 2.1, "relative luminance".
double luminance(const QColor& color) {
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

} // namespace

QColor paletteColor(Palette palette, double position) {
    const Anchors& colors = anchors(palette);
    const double scaled = std::clamp(position, 0.0, 1.0) * (colors.size() - 1);
    const auto index = std::min(static_cast<std::size_t>(scaled), colors.size() - 2);
    const double share = scaled - static_cast<double>(index);
    const QRgb from = colors[index];
    const QRgb to = colors[index + 1];
    return QColor(mixed(qRed(from), qRed(to), share), mixed(qGreen(from), qGreen(to), share),
                  mixed(qBlue(from), qBlue(to), share));
}

double contrastRatio(const QColor& first, const QColor& second) {
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

QColor textOn(const QColor& ground) {
    const QColor black(Qt::black);
    const QColor white(Qt::white);
    return contrastRatio(ground, black) >= contrastRatio(ground, white) ? black : white;
}

ColorScale::ColorScale(Palette palette, double minimum, double maximum, bool logarithmic)
    : palette_(palette), minimum_(minimum), maximum_(maximum), logarithmic_(logarithmic) {}

bool ColorScale::degenerate() const {
    return !(minimum_ < maximum_) || (logarithmic_ && !(minimum_ > 0.0));
}

double ColorScale::position(double value) const {
    if (degenerate())
        return 0.5;
    if (!logarithmic_)
        return std::clamp((value - minimum_) / (maximum_ - minimum_), 0.0, 1.0);
    const double clamped = std::clamp(value, minimum_, maximum_);
    return std::log(clamped / minimum_) / std::log(maximum_ / minimum_);
}

double ColorScale::valueAt(double position) const {
    if (!logarithmic_ || degenerate())
        return minimum_ + position * (maximum_ - minimum_);
    return minimum_ * std::pow(maximum_ / minimum_, position);
}

} // namespace fracbit::app
