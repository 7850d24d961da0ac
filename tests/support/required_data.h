// Files that a test compares with and that not every machine has.
#pragma once

#include <QTest>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace fracbit::tests {

// Services of continuous integration set CI=true: there everything that a selected test needs has
// been fetched, and what is missing all the same must not pass for a choice.
inline bool missingDataFails() {
    const char* value = std::getenv("CI");
    const std::string_view ci = value ? value : "";
    return !ci.empty() && ci != "false" && ci != "0";
}

} // namespace fracbit::tests

// Ends the test function where `file` is missing: it is skipped with the path and the remedy ("...
// fetches it"), and fails in continuous integration. What tests/data holds is never missing; such
// tests do not ask.
#define FRACBIT_REQUIRE_DATA(file, remedy)                                                         \
    do {                                                                                           \
        const std::filesystem::path requiredData(file);                                            \
        std::error_code requiredDataError;                                                         \
        if (!std::filesystem::exists(requiredData, requiredDataError)) {                           \
            const std::string missing = requiredData.string() + " is missing; " + (remedy);        \
            if (fracbit::tests::missingDataFails())                                                \
                QFAIL(missing.c_str());                                                            \
            QSKIP(missing.c_str());                                                                \
        }                                                                                          \
    } while (false)

// Of a test program with the label `reference`: `file` lies in FRACBIT_REFERENCE_DIR.
#define FRACBIT_REQUIRE_REFERENCE(file)                                                            \
    FRACBIT_REQUIRE_DATA(file, "cmake -DFRACBIT_REFERENCE_DIR=FOLDER names the reference data, "   \
                               "which is not part of the repository")
