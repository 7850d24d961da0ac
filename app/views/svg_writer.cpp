#include "views/svg_writer.h"

#include <QBuffer>
#include <QGradient>
#include <QImage>
#include <QPaintEngine>
#include <QPainterPath>
#include <QPixmap>

#include <cmath>

namespace fracbit::app {

namespace {

constexpr int kDotsPerInch = 96; // what a CSS pixel is

QByteArray number(double value) {
    return QByteArray::number(std::round(value * 1000) / 1000, 'g', 8);
}

QByteArray point(double x, double y) {
    return number(x) + ' ' + number(y);
}

QByteArray pathData(const QPainterPath& path) {
    QByteArray data;
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element element = path.elementAt(i);
        switch (element.type) {
        case QPainterPath::MoveToElement:
            data += 'M' + point(element.x, element.y);
            break;
        case QPainterPath::LineToElement:
            data += 'L' + point(element.x, element.y);
            break;
        case QPainterPath::CurveToElement: {
            const QPainterPath::Element second = path.elementAt(i + 1);
            const QPainterPath::Element end = path.elementAt(i + 2);
            data += 'C' + point(element.x, element.y) + ' ' + point(second.x, second.y) + ' ' +
                    point(end.x, end.y);
            i += 2;
            break;
        }
        case QPainterPath::CurveToDataElement:
            break; // read with its beginning
        }
    }
    return data;
}

QByteArray paint(const char* name, const QColor& color) {
    QByteArray text = ' ' + QByteArray(name) + "=\"" + color.name().toLatin1() + '"';
    if (color.alpha() < 255)
        text += ' ' + QByteArray(name) + "-opacity=\"" + number(color.alphaF()) + '"';
    return text;
}

} // namespace

class SvgWriter::Engine final : public QPaintEngine {
public:
    // Without PrimitiveTransform the painter hands over everything in the device's coordinates.
    Engine() : QPaintEngine(PaintEngineFeatures(AllFeatures & ~PrimitiveTransform)) {}

    QByteArray body;

    bool begin(QPaintDevice*) override { return true; }
    bool end() override { return true; }
    Type type() const override { return User; }

    void updateState(const QPaintEngineState& next) override {
        pen_ = next.pen();
        brush_ = next.brush();
        transform_ = next.transform();
        opacity_ = next.opacity();
        if (next.state() & (DirtyClipPath | DirtyClipRegion | DirtyClipEnabled))
            setClip(next);
    }

    void drawPath(const QPainterPath& path) override {
        element(transform_.map(path), fill() + stroke());
    }

    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override {
        QPainterPath path;
        path.moveTo(points[0]);
        for (int i = 1; i < count; ++i)
            path.lineTo(points[i]);
        if (mode != PolylineMode)
            path.closeSubpath();
        element(transform_.map(path),
                (mode == PolylineMode ? QByteArray(" fill=\"none\"") : fill()) + stroke());
    }

    void drawTextItem(const QPointF& place, const QTextItem& item) override {
        QPainterPath path;
        path.addText(place, item.font(), item.text());
        element(transform_.map(path), paint("fill", pen_.color()));
    }

    void drawPixmap(const QRectF& rect, const QPixmap& pixmap, const QRectF& source) override {
        QByteArray png;
        QBuffer buffer(&png);
        buffer.open(QIODevice::WriteOnly);
        pixmap.copy(source.toRect()).save(&buffer, "PNG");
        const QRectF target = transform_.mapRect(rect);
        body += "<image x=\"" + number(target.x()) + "\" y=\"" + number(target.y()) +
                "\" width=\"" + number(target.width()) + "\" height=\"" + number(target.height()) +
                "\" href=\"data:image/png;base64," + png.toBase64() + "\"/>\n";
    }

private:
    void element(const QPainterPath& path, const QByteArray& attributes) {
        if (path.isEmpty())
            return;
        body += "<path d=\"" + pathData(path) + '"' + attributes;
        if (opacity_ < 1)
            body += " opacity=\"" + number(opacity_) + '"';
        if (path.fillRule() == Qt::OddEvenFill)
            body += " fill-rule=\"evenodd\"";
        body += clip_ + "/>\n";
    }

    void setClip(const QPaintEngineState& next) {
        clip_.clear();
        if (!next.isClipEnabled())
            return;
        QPainterPath path = next.clipPath();
        if (path.isEmpty())
            path.addRegion(next.clipRegion());
        if (path.isEmpty())
            return;
        const QByteArray name = "c" + QByteArray::number(++names_);
        body += "<clipPath id=\"" + name + "\"><path d=\"" + pathData(transform_.map(path)) +
                "\"/></clipPath>\n";
        clip_ = " clip-path=\"url(#" + name + ")\"";
    }

    QByteArray fill() {
        if (brush_.style() == Qt::NoBrush)
            return " fill=\"none\"";
        if (brush_.style() == Qt::LinearGradientPattern)
            return gradient(*static_cast<const QLinearGradient*>(brush_.gradient()));
        return paint("fill", brush_.color());
    }

    QByteArray gradient(const QLinearGradient& gradient) {
        const QByteArray name = "g" + QByteArray::number(++names_);
        const QPointF from = transform_.map(gradient.start());
        const QPointF to = transform_.map(gradient.finalStop());
        body += "<linearGradient id=\"" + name + "\" gradientUnits=\"userSpaceOnUse\" x1=\"" +
                number(from.x()) + "\" y1=\"" + number(from.y()) + "\" x2=\"" + number(to.x()) +
                "\" y2=\"" + number(to.y()) + "\">";
        for (const auto& [place, color] : gradient.stops())
            body += "<stop offset=\"" + number(place) + "\" stop-color=\"" +
                    color.name().toLatin1() + "\"/>";
        body += "</linearGradient>\n";
        return " fill=\"url(#" + name + ")\"";
    }

    QByteArray stroke() const {
        if (pen_.style() == Qt::NoPen)
            return {};
        const double scale =
            pen_.isCosmetic() ? 1.0 : std::sqrt(std::abs(transform_.determinant()));
        const double width = std::max(pen_.widthF(), 1.0) * scale;
        QByteArray text = paint("stroke", pen_.color()) + " stroke-width=\"" + number(width) + '"';
        if (pen_.style() != Qt::SolidLine) {
            text += " stroke-dasharray=\"";
            for (double length : pen_.dashPattern())
                text += number(length * width) + ' ';
            text += '"';
        }
        return text;
    }

    QPen pen_;
    QBrush brush_;
    QTransform transform_;
    double opacity_ = 1;
    QByteArray clip_;
    int names_ = 0;
};

SvgWriter::SvgWriter(QSize size) : size_(size), engine_(std::make_unique<Engine>()) {}

SvgWriter::~SvgWriter() = default;

QByteArray SvgWriter::document() const {
    const QByteArray width = QByteArray::number(size_.width());
    const QByteArray height = QByteArray::number(size_.height());
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height +
           "\" viewBox=\"0 0 " + width + ' ' + height + "\">\n" + engine_->body + "</svg>\n";
}

QPaintEngine* SvgWriter::paintEngine() const {
    return engine_.get();
}

int SvgWriter::metric(PaintDeviceMetric metric) const {
    switch (metric) {
    case PdmWidth:
        return size_.width();
    case PdmHeight:
        return size_.height();
    case PdmWidthMM:
        return int(size_.width() * 25.4 / kDotsPerInch);
    case PdmHeightMM:
        return int(size_.height() * 25.4 / kDotsPerInch);
    case PdmNumColors:
        return 1 << 24;
    case PdmDepth:
        return 32;
    case PdmDevicePixelRatio:
        return 1;
    case PdmDevicePixelRatioScaled:
        return int(devicePixelRatioFScale());
    default:
        return kDotsPerInch;
    }
}

} // namespace fracbit::app
