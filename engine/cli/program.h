// The whole of `fracbit`: parses, dispatches, and maps errors to exit codes.
#pragma once

namespace fracbit::cli {

// Exit codes: 0 success, 1 the work failed, 2 wrong usage, 3 no allocation satisfies the
// constraints, 130 cancelled. A failure is one line on stderr.
int runProgram(int argc, const char* const* argv);

} // namespace fracbit::cli
