#include "base/error.h"

#include <nlohmann/json.hpp>

#include <new>
#include <system_error>

namespace fracbit {

namespace {

// libtorch appends where an error was raised, over many lines, to the sentence that says what.
std::string oneLine(std::string_view text) {
    std::string line(text.substr(0, text.find("\nException raised from")));
    for (char& c : line)
        if (static_cast<unsigned char>(c) < 0x20)
            c = ' ';
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
}

Error notEnoughMemory() {
    return {ErrorCode::Io, "not enough memory; close other programs or use a smaller model"};
}

Error fromSystem(const std::system_error& error) {
    if (error.code() == std::errc::resource_unavailable_try_again)
        return {ErrorCode::Io, "the system refuses to start another thread; ask for fewer"};
    return {ErrorCode::Io, oneLine(error.what())};
}

Error fromFiles(const std::filesystem::filesystem_error& error) {
    return {ErrorCode::Io, oneLine(error.path1().string()), error.code().message()};
}

Error fromJson(const nlohmann::json::exception& error) {
    constexpr int kNotUtf8 = 316; // nlohmann's number for what dump() refuses
    if (error.id == kNotUtf8)
        return {ErrorCode::InvalidFile, "a text that is not UTF-8 cannot be written as JSON"};
    return {ErrorCode::InvalidFile, "a JSON document is not as expected: " + oneLine(error.what())};
}

// libtorch's own type of a failed allocation is known in the network's files only.
Error fromOther(const std::exception& error) {
    const std::string line = oneLine(error.what());
    if (line.find("can't allocate memory") != std::string::npos)
        return notEnoughMemory();
    return {ErrorCode::Internal, "internal error: " + line};
}

} // namespace

Error asError(const std::exception_ptr& exception) {
    try {
        std::rethrow_exception(exception);
    } catch (const Error& error) {
        return {error.code(), oneLine(error.what())};
    } catch (const std::bad_alloc&) {
        return notEnoughMemory();
    } catch (const std::filesystem::filesystem_error& error) {
        return fromFiles(error);
    } catch (const std::system_error& error) {
        return fromSystem(error);
    } catch (const nlohmann::json::exception& error) {
        return fromJson(error);
    } catch (const std::exception& error) {
        return fromOther(error);
    } catch (...) {
        return {ErrorCode::Internal, "internal error of an unknown kind"};
    }
}

Error asError(const std::exception_ptr& exception, const FileLossWatch& files) {
    try {
        files.throwIfLost();
    } catch (...) {
        return asError(std::current_exception());
    }
    return asError(exception);
}

} // namespace fracbit
