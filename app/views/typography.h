// The type scale and the few colours that views mix from the palette.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QLabel;

namespace fracbit::app {

enum class TextStyle {
    Title,   // the name of what the page is about
    Heading, // of a section
    Figure,  // a number that is looked at first
    Body,
    Caption, // what a number is
};

// The application's font in that style.
QFont textFont(TextStyle style);
// A font whose digits have one width: the given one, or the system's fixed-pitch font.
QFont tabularFont(const QFont& font);
QFont fixedFont();

// A label in that style; captions are muted. Text is plain and can be selected on request.
QLabel* makeLabel(TextStyle style, const QString& text = {}, QWidget* parent = nullptr);
void setMuted(QLabel* label, bool muted);

// `share` of the first colour, the rest of the second.
QColor blend(const QColor& first, const QColor& second, double share);
QColor mutedText(const QPalette& palette);
QColor borderColor(const QPalette& palette);

} // namespace fracbit::app
