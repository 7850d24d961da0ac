// The one exception type of the engine.
//
// Contract: every engine function that fails throws fracbit::Error. What libraries beneath throw
// (libtorch, JSON, threads, file systems, memory) may pass through; both front ends, and whoever
// must act on a failure in between, turn it into an Error with asError(). A message is one line, in
// English, and names what is at fault (file, tensor, option) and, where there is something to do
// about it, what. The command line prints it behind "fracbit: "; the application's job runner is
// the one place in the app that catches it.
#pragma once

#include "base/file_loss.h"
#include "base/shared.h"

#include <exception>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace fracbit {

enum class ErrorCode {
    InvalidArgument, // the caller's request makes no sense (command line: exit code 2)
    InvalidFile,     // a file is truncated, hostile or not what it should be
    Unsupported,     // a well-formed input asks for what the program does not do
    Io,              // the operating system refused: no such file, no space, no permission
    Infeasible,      // no allocation satisfies the constraints (exit code 3)
    Cancelled,       // the stop token was triggered (exit code 130)
    Device,          // no usable device, or the device reported an error
    Internal,        // a broken invariant: a defect of this program
};

class FRACBIT_SHARED Error : public std::runtime_error {
public:
    Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}

    // "subject: reason", where the subject is a file or a tensor.
    Error(ErrorCode code, std::string_view subject, std::string_view reason)
        : Error(code, std::string(subject) + ": " + std::string(reason)) {}

    ErrorCode code() const noexcept { return code_; }

private:
    ErrorCode code_;
};

// Why a file that could be opened cannot be read to its end.
inline constexpr std::string_view kFileLost =
    "cannot be read any more (was it changed or its drive removed?)";

// Any exception as the Error that it means, in one line; an Error as it is. The second form is for
// the end of work: when a mapped file was lost meanwhile, that is the error, whatever came of it.
Error asError(const std::exception_ptr& exception);
Error asError(const std::exception_ptr& exception, const FileLossWatch& files);

[[noreturn]] inline void throwInvalidFile(const std::filesystem::path& file,
                                          std::string_view reason) {
    throw Error(ErrorCode::InvalidFile, file.string(), reason);
}

} // namespace fracbit
