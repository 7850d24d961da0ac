// A paint device that writes SVG: what is painted on it becomes paths, texts as outlines, so that
// the picture looks the same everywhere. Qt's own SVG module is not a dependency.
#pragma once

#include <QByteArray>
#include <QPaintDevice>
#include <QSize>

#include <memory>

namespace fracbit::app {

class SvgWriter final : public QPaintDevice {
public:
    explicit SvgWriter(QSize size);
    ~SvgWriter() override;

    // After painting: the whole document.
    QByteArray document() const;

    QPaintEngine* paintEngine() const override;

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    class Engine;
    QSize size_;
    std::unique_ptr<Engine> engine_;
};

} // namespace fracbit::app
