// Errors as values, for tests that look at what was thrown.
#pragma once

#include "base/error.h"

#include <QString>

#include <functional>
#include <optional>

namespace fracbit::tests {

// The error that an action throws; nothing when it throws none. Other exceptions pass.
inline std::optional<Error> thrownBy(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    return std::nullopt;
}

inline QString messageOf(const std::optional<Error>& error) {
    return error ? QString::fromUtf8(error->what()) : QStringLiteral("(nothing was thrown)");
}

} // namespace fracbit::tests

// Fails the test unless `action` (a lambda) throws Error(code) whose message contains each text of
// the list.
#define FRACBIT_VERIFY_THROWS(action, expectedCode, ...)                                           \
    do {                                                                                           \
        const auto thrownError = fracbit::tests::thrownBy(action);                                 \
        const QString thrownText = fracbit::tests::messageOf(thrownError);                         \
        QVERIFY2(thrownError && thrownError->code() == (expectedCode), qPrintable(thrownText));    \
        QVERIFY2(!thrownText.contains('\n'), qPrintable(thrownText));                              \
        for (const char* part : {__VA_ARGS__})                                                     \
            QVERIFY2(thrownText.contains(part), qPrintable(thrownText));                           \
    } while (false)
