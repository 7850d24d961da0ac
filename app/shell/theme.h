// Colours and style of the window.
#pragma once

#include "settings/settings.h"

#include <QPalette>

namespace fracbit::app {

// Puts the style, palette and style sheet in place for the whole program. Remembers the system's
// palette on the first call, so that Theme::System can come back to it. GUI thread.
void applyTheme(Theme theme);

QPalette lightPalette();
QPalette darkPalette();
bool isDark(const QPalette& palette);

} // namespace fracbit::app
