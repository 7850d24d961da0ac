#include "views/svg_icon.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QRegularExpression>
#include <QXmlStreamReader>

namespace fracbit::app {

namespace {

constexpr double kViewBox = 24.0;
constexpr double kStroke = 1.6; // of the view box

// Letters and numbers of path data, one after another.
class PathTokens {
public:
    explicit PathTokens(const QString& data) {
        static const QRegularExpression token(QStringLiteral("[A-Za-z]|-?[0-9]*\\.?[0-9]+"));
        for (auto match = token.globalMatch(data); match.hasNext();)
            tokens_ << match.next().captured();
    }
    bool atEnd() const { return next_ >= tokens_.size(); }
    bool atCommand() const { return !atEnd() && tokens_[next_].front().isLetter(); }
    QChar command() { return tokens_[next_++].front(); }
    double number() {
        if (atEnd() || atCommand()) {
            valid_ = false;
            return 0.0;
        }
        return tokens_[next_++].toDouble();
    }
    QPointF point() {
        const double x = number();
        return {x, number()};
    }
    bool valid() const { return valid_; }

private:
    QStringList tokens_;
    qsizetype next_ = 0;
    bool valid_ = true;
};

bool append(QPainterPath& path, QChar command, PathTokens& tokens) {
    const QPointF from = path.currentPosition();
    switch (command.unicode()) {
    case 'M':
        path.moveTo(tokens.point());
        break;
    case 'L':
        path.lineTo(tokens.point());
        break;
    case 'H':
        path.lineTo(tokens.number(), from.y());
        break;
    case 'V':
        path.lineTo(from.x(), tokens.number());
        break;
    case 'C': {
        const QPointF first = tokens.point();
        const QPointF second = tokens.point();
        path.cubicTo(first, second, tokens.point());
        break;
    }
    case 'Z':
        path.closeSubpath();
        break;
    default:
        return false;
    }
    return tokens.valid();
}

std::optional<QPainterPath> parseElement(const QXmlStreamReader& xml) {
    const auto value = [&xml](const char* name) {
        return xml.attributes().value(QLatin1String(name)).toDouble();
    };
    QPainterPath path;
    if (xml.name() == QLatin1String("path"))
        return parsePathData(xml.attributes().value(QLatin1String("d")).toString());
    if (xml.name() == QLatin1String("rect"))
        path.addRoundedRect(QRectF(value("x"), value("y"), value("width"), value("height")),
                            value("rx"), value("rx"));
    else if (xml.name() == QLatin1String("circle"))
        path.addEllipse(QPointF(value("cx"), value("cy")), value("r"), value("r"));
    else if (xml.name() != QLatin1String("svg"))
        return std::nullopt;
    return path;
}

QColor iconColor(QIcon::Mode mode, QIcon::State state) {
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::WindowText);
    if (state == QIcon::On)
        return palette.color(QPalette::Link);
    QColor color = palette.color(QPalette::WindowText);
    color.setAlphaF(0.82F); // lines beside text look heavier than its letters
    return color;
}

class SvgIconEngine final : public QIconEngine {
public:
    explicit SvgIconEngine(QPainterPath outline) : outline_(std::move(outline)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode,
               QIcon::State state) override {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / kViewBox, rect.height() / kViewBox);
        painter->setPen(
            QPen(iconColor(mode, state), kStroke, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPath(outline_);
        painter->restore();
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new SvgIconEngine(outline_); }

private:
    QPainterPath outline_;
};

} // namespace

std::optional<QPainterPath> parsePathData(const QString& data) {
    PathTokens tokens(data);
    QPainterPath path;
    QChar command;
    while (!tokens.atEnd()) {
        if (tokens.atCommand())
            command = tokens.command();
        else if (command == QLatin1Char('Z') || command.isNull())
            return std::nullopt;
        if (!append(path, command, tokens))
            return std::nullopt;
    }
    return path;
}

std::optional<QPainterPath> parseSvgIcon(const QByteArray& svg) {
    QXmlStreamReader xml(svg);
    QPainterPath outline;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        const std::optional<QPainterPath> part = parseElement(xml);
        if (!part)
            return std::nullopt;
        outline.addPath(*part);
    }
    if (xml.hasError() || outline.isEmpty())
        return std::nullopt;
    return outline;
}

QIcon svgIcon(const QString& name) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const std::optional<QPainterPath> outline = parseSvgIcon(file.readAll());
    return outline ? QIcon(new SvgIconEngine(*outline)) : QIcon();
}

} // namespace fracbit::app
