// What is large of a byte-pair encoding, where it does not come from a JSON document: as one it
// would take longer to make and to read than everything else.
#pragma once

#ifndef FRACBIT_INSIDE_TOKENIZER
#error "private to engine/tokenizer"
#endif

#include <string>
#include <utility>
#include <vector>

namespace fracbit::tokenizer {

struct BpeTables {
    std::vector<std::string> tokens;                         // by id; of equal ones the last counts
    std::vector<std::pair<std::string, std::string>> merges; // by rank
};

} // namespace fracbit::tokenizer
