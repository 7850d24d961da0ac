// Numbers as the bytes of a file (little-endian, as the machine has them).
#pragma once

#include <cstring>
#include <string>

namespace fracbit::tests {

template <typename T>
void append(std::string& bytes, T value) {
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    bytes.append(raw, sizeof(T));
}

} // namespace fracbit::tests
