#include "shell/theme.h"

#include "views/typography.h"

#include <QApplication>
#include <QFile>
#include <QStyleFactory>

namespace fracbit::app {

namespace {

struct Colors {
    QColor window, base, alternate, text, muted, button, highlight, highlightedText, link;
};

// Text on window and base has a contrast of at least 7:1, muted text and links of 4.5:1 (WCAG 2.1).
const Colors kLight{0xf6f7f9, 0xffffff, 0xf9fafb, 0x1b1e24, 0x5d636d,
                    0xffffff, 0x1f64d6, 0xffffff, 0x1a5cc8};
const Colors kDark{0x1d1f23, 0x16181b, 0x1a1c20, 0xe7e9ec, 0xa0a6b0,
                   0x2a2d32, 0x2f6fe0, 0xffffff, 0x7ab0ff};

QPalette paletteOf(const Colors& colors) {
    QPalette palette(colors.button, colors.window);
    palette.setColor(QPalette::WindowText, colors.text);
    palette.setColor(QPalette::Text, colors.text);
    palette.setColor(QPalette::ButtonText, colors.text);
    palette.setColor(QPalette::Base, colors.base);
    palette.setColor(QPalette::AlternateBase, colors.alternate);
    palette.setColor(QPalette::ToolTipBase, colors.base);
    palette.setColor(QPalette::ToolTipText, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.muted);
    palette.setColor(QPalette::Highlight, colors.highlight);
    palette.setColor(QPalette::HighlightedText, colors.highlightedText);
    palette.setColor(QPalette::Link, colors.link);
    palette.setColor(QPalette::LinkVisited, colors.link);
    for (QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, blend(colors.text, colors.window, 0.40));
    return palette;
}

// The style sheet with its colours: it names them @border and so on, and all derive from the
// palette, the system's as well as ours.
QString styleSheet(const QPalette& palette) {
    QFile file(QStringLiteral(":/style.qss"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString text = QString::fromUtf8(file.readAll());
    const QColor window = palette.color(QPalette::Window);
    const QColor ink = palette.color(QPalette::WindowText);
    const QColor highlight = palette.color(QPalette::Highlight);
    const std::pair<const char*, QColor> colors[] = {
        {"@border", blend(ink, window, 0.15)},
        {"@strong-border", blend(ink, window, 0.28)},
        {"@hover", blend(ink, window, 0.06)},
        {"@pressed", blend(ink, window, 0.12)},
        {"@selected", blend(highlight, palette.color(QPalette::Base), 0.22)},
        {"@muted", mutedText(palette)},
        {"@primary-hover", highlight.lighter(112)},
        {"@primary-text", palette.color(QPalette::HighlightedText)},
        {"@primary", highlight},
        {"@disabled", blend(ink, window, 0.40)},
        {"@window", window},
        {"@base", palette.color(QPalette::Base)},
        {"@text", ink},
        {"@link", palette.color(QPalette::Link)},
    };
    for (const auto& [name, color] : colors)
        text.replace(QLatin1String(name), color.name());
    return text;
}

// The link colour serves as the accent of lines and texts. Systems without a theme of their own
// leave it at pure blue; the highlight, made dark or light enough to read, fits the rest.
QPalette withAccent(QPalette palette) {
    const QColor highlight = palette.color(QPalette::Highlight);
    palette.setColor(QPalette::Link,
                     isDark(palette) ? highlight.lighter(150) : highlight.darker(135));
    return palette;
}

} // namespace

QPalette lightPalette() {
    return paletteOf(kLight);
}

QPalette darkPalette() {
    return paletteOf(kDark);
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128;
}

void applyTheme(Theme theme) {
    static const QPalette systemPalette = QApplication::palette();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QPalette palette = theme == Theme::Light  ? lightPalette()
                       : theme == Theme::Dark ? darkPalette()
                                              : withAccent(systemPalette);
    QApplication::setPalette(palette);
    qApp->setStyleSheet(styleSheet(palette));
}

} // namespace fracbit::app
