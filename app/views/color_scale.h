// Perceptual colour scales, and what a number looks like on them.
#pragma once

#include <QColor>

namespace fracbit::app {

enum class Palette {
    Viridis,   // perceptually uniform (matplotlib, van der Walt and Smith, CC0)
    Cividis,   // the same to readers with and without red-green deficiency (Nuñez et al. 2018)
    Diverging, // ColorBrewer PuOr: around a neutral middle (Brewer, Apache 2.0)
};

// position 0 ... 1; outside values are clamped.
QColor paletteColor(Palette palette, double position);

// Black or white, whichever has more contrast on that ground: at least 4.5:1 (WCAG 2.1).
QColor textOn(const QColor& ground);
double contrastRatio(const QColor& first, const QColor& second);

// Maps a range of values, linear or logarithmic, to positions.
class ColorScale {
public:
    ColorScale() = default;
    // Needs minimum < maximum, and 0 < minimum when logarithmic; else everything has position 0.5.
    ColorScale(Palette palette, double minimum, double maximum, bool logarithmic = false);

    double minimum() const { return minimum_; }
    double maximum() const { return maximum_; }
    double position(double value) const;
    double valueAt(double position) const;
    QColor color(double value) const { return paletteColor(palette_, position(value)); }
    QColor colorAt(double position) const { return paletteColor(palette_, position); }

private:
    bool degenerate() const;

    Palette palette_ = Palette::Viridis;
    double minimum_ = 0.0;
    double maximum_ = 1.0;
    bool logarithmic_ = false;
};

} // namespace fracbit::app
