// The command line of fracbit-studio.
#pragma once

#include "settings/settings.h"
#include "shell/render.h"

#include <optional>

namespace fracbit::app {

struct CommandLine {
    QString file; // to open; may be empty
    std::optional<RenderOptions> render;
    std::optional<Theme> theme; // for this run only
};

// What to do; or, without options, a text to print and the exit code to end with: 0 for help and
// version (standard output), 2 for wrong usage (standard error).
struct ParsedCommandLine {
    std::optional<CommandLine> options;
    int exitCode = 0;
    QString message;
};

ParsedCommandLine parseCommandLine(const QStringList& arguments);

} // namespace fracbit::app
