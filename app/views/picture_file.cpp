#include "views/picture_file.h"

#include "base/error.h"
#include "views/svg_writer.h"

#include <QBuffer>
#include <QColor>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>

namespace fracbit::app {

namespace {

constexpr int kPngScale = 2;
constexpr int kPdfResolution = 72; // a unit of the picture is a point

void paintOn(QPaintDevice& device, const QPicture& picture, QSize size, const QColor& ground) {
    QPainter painter(&device);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(), size), ground);
    painter.drawPicture(0, 0, picture);
}

QByteArray png(const QPicture& picture, QSize size, const QColor& ground) {
    QImage image(size * kPngScale, QImage::Format_RGB32);
    image.setDevicePixelRatio(kPngScale);
    paintOn(image, picture, size, ground);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray pdf(const QPicture& picture, QSize size, const QColor& ground) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(kPdfResolution);
    writer.setPageSize(QPageSize(QSizeF(size), QPageSize::Point));
    writer.setPageMargins(QMarginsF());
    paintOn(writer, picture, size, ground);
    return bytes;
}

} // namespace

std::string pictureFile(const QPicture& picture, QSize size, const QColor& ground,
                        const QString& name) {
    if (name.endsWith(QLatin1String(".png"), Qt::CaseInsensitive))
        return png(picture, size, ground).toStdString();
    if (name.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        return pdf(picture, size, ground).toStdString();
    if (!name.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive))
        throw Error(ErrorCode::InvalidArgument, name.toStdString(),
                    "pictures end in .svg, .pdf or .png");
    SvgWriter svg(size);
    paintOn(svg, picture, size, ground);
    return svg.document().toStdString();
}

} // namespace fracbit::app
