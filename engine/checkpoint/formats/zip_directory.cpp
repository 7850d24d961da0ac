#include "checkpoint/formats/zip_directory.h"

#include "base/error.h"
#include "checkpoint/formats/tensor_layout.h"

#include <algorithm>
#include <cstring>
#include <optional>

namespace fracbit::checkpoint {

namespace {

// Signatures and sizes of the records' fixed parts, APPNOTE 4.3.
constexpr std::uint32_t kLocalSignature = 0x04034B50;   // 4.3.7
constexpr std::uint32_t kCentralSignature = 0x02014B50; // 4.3.12
constexpr std::uint32_t kEnd64Signature = 0x06064B50;   // 4.3.14
constexpr std::uint32_t kLocatorSignature = 0x07064B50; // 4.3.15
constexpr std::uint32_t kEndSignature = 0x06054B50;     // 4.3.16
constexpr std::size_t kLocalBytes = 30;
constexpr std::size_t kCentralBytes = 46;
constexpr std::size_t kEnd64Bytes = 56;
constexpr std::size_t kLocatorBytes = 20;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kLongestComment = 65535;
constexpr std::uint16_t kZip64Extra = 1;    // 4.5.3
constexpr std::uint32_t kIn64 = 0xFFFFFFFF; // "see the ZIP64 field"

class DirectoryReader {
public:
    explicit DirectoryReader(const MappedFile& file) : path_(file.path()), bytes_(file.bytes()) {}

    std::map<std::string, std::span<const std::byte>> read() {
        const auto [offset, count] = findDirectory();
        std::map<std::string, std::span<const std::byte>> entries;
        std::uint64_t position = offset;
        for (std::uint64_t i = 0; i < count; ++i)
            position = readEntry(position, entries);
        return entries;
    }

private:
    [[noreturn]] void fail(const std::string& reason) const { throwInvalidFile(path_, reason); }

    std::span<const std::byte> at(std::uint64_t offset, std::uint64_t size) const {
        if (offset > bytes_.size() || size > bytes_.size() - offset)
            fail("has a ZIP directory that reaches beyond its end (is it truncated?)");
        return bytes_.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
    }

    template <typename T>
    T number(std::uint64_t offset) const {
        T value;
        std::memcpy(&value, at(offset, sizeof(T)).data(), sizeof(T));
        return value;
    }

    struct Directory {
        std::uint64_t offset, count;
    };

    // The end record is the last one; only a comment may follow it.
    Directory findDirectory() const {
        if (bytes_.size() < kEndBytes)
            fail("is too short to be a ZIP file");
        const std::size_t last = bytes_.size() - kEndBytes;
        const std::size_t first = last - std::min(last, kLongestComment);
        for (std::size_t end = last + 1; end-- > first;)
            if (number<std::uint32_t>(end) == kEndSignature)
                return directoryOf(end);
        fail("has no ZIP directory (is it truncated?)");
    }

    Directory directoryOf(std::size_t end) const {
        if (end >= kLocatorBytes &&
            number<std::uint32_t>(end - kLocatorBytes) == kLocatorSignature) {
            const auto record = number<std::uint64_t>(end - kLocatorBytes + 8);
            (void)at(record, kEnd64Bytes);
            if (number<std::uint32_t>(record) != kEnd64Signature)
                fail("has a broken ZIP64 directory");
            return checked(
                {number<std::uint64_t>(record + 48), number<std::uint64_t>(record + 32)});
        }
        return checked({number<std::uint32_t>(end + 16), number<std::uint16_t>(end + 10)});
    }

    Directory checked(Directory directory) const {
        if (directory.count > bytes_.size() / kCentralBytes)
            fail("claims more ZIP entries than it can hold");
        return directory;
    }

    std::uint64_t readEntry(std::uint64_t position,
                            std::map<std::string, std::span<const std::byte>>& entries) const {
        (void)at(position, kCentralBytes);
        if (number<std::uint32_t>(position) != kCentralSignature)
            fail("has a broken ZIP directory");
        const auto nameBytes = number<std::uint16_t>(position + 28);
        const auto extraBytes = number<std::uint16_t>(position + 30);
        const auto commentBytes = number<std::uint16_t>(position + 32);
        const auto nameView = at(position + kCentralBytes, nameBytes);
        const std::string name(reinterpret_cast<const char*>(nameView.data()), nameView.size());
        const auto extra = at(position + kCentralBytes + nameBytes, extraBytes);
        refuseEncoded(position, name);
        if (!entries.emplace(name, contents(position, extra, name)).second)
            fail("has two ZIP entries named '" + printable(name) + "'");
        return position + kCentralBytes + nameBytes + extraBytes + commentBytes;
    }

    void refuseEncoded(std::uint64_t position, const std::string& name) const {
        const bool encrypted = number<std::uint16_t>(position + 8) & 1u;
        const bool compressed = number<std::uint16_t>(position + 10) != 0;
        if (encrypted || compressed)
            throw Error(ErrorCode::Unsupported, path_.string(),
                        "has a compressed or encrypted entry '" + printable(name) +
                            "'; save it with torch.save");
    }

    // The size (stored and original are the same) and where the local header is, either of which
    // may be in the ZIP64 field, in this order: original size, stored size, offset.
    std::span<const std::byte> contents(std::uint64_t position, std::span<const std::byte> extra,
                                        const std::string& name) const {
        const auto field = zip64Field(extra);
        std::size_t used = 0;
        const auto wide = [&](std::uint32_t narrow) -> std::uint64_t {
            if (narrow != kIn64)
                return narrow;
            if (field.size() < used + 8)
                fail("lacks the ZIP64 size of '" + printable(name) + "'");
            std::uint64_t value = 0;
            std::memcpy(&value, field.data() + used, 8);
            used += 8;
            return value;
        };
        const std::uint64_t original = wide(number<std::uint32_t>(position + 24));
        const std::uint64_t stored = wide(number<std::uint32_t>(position + 20));
        const std::uint64_t local = wide(number<std::uint32_t>(position + 42));
        if (original != stored)
            fail("gives two sizes for '" + printable(name) + "'");
        (void)at(local, kLocalBytes);
        if (number<std::uint32_t>(local) != kLocalSignature)
            fail("has no entry where its ZIP directory says '" + printable(name) + "' is");
        const std::uint64_t skipped =
            std::uint64_t{number<std::uint16_t>(local + 26)} + number<std::uint16_t>(local + 28);
        return at(local + kLocalBytes + skipped, stored);
    }

    static std::span<const std::byte> zip64Field(std::span<const std::byte> extra) {
        constexpr std::size_t kHeader = 4;
        while (extra.size() >= kHeader) {
            std::uint16_t head[2];
            std::memcpy(head, extra.data(), kHeader);
            extra = extra.subspan(kHeader);
            const std::size_t size = std::min<std::size_t>(head[1], extra.size());
            if (head[0] == kZip64Extra)
                return extra.first(size);
            extra = extra.subspan(size);
        }
        return {};
    }

    const std::filesystem::path& path_;
    std::span<const std::byte> bytes_;
};

} // namespace

std::map<std::string, std::span<const std::byte>> readZipDirectory(const MappedFile& file) {
    return DirectoryReader(file).read();
}

bool looksLikeZip(const MappedFile& file) {
    std::uint32_t signature = 0;
    if (file.size() < sizeof(signature))
        return false;
    std::memcpy(&signature, file.bytes().data(), sizeof(signature));
    return signature == kLocalSignature;
}

} // namespace fracbit::checkpoint
