// fracbit-studio from its arguments to its exit code.
#pragma once

namespace fracbit::app {

// 0 success, 1 failure (no display, a file that cannot be opened while rendering), 2 wrong usage.
int runStudio(int argc, char** argv);

} // namespace fracbit::app
