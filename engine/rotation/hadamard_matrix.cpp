// Constructions of Hadamard matrices.
#include "rotation/hadamard.h"

#include <array>
#include <cassert>
#include <string_view>

namespace fracbit::rotation {

namespace {

using Matrix = std::vector<std::int8_t>;

bool isPrime(std::int64_t value) {
    if (value < 2)
        return false;
    for (std::int64_t factor = 2; factor * factor <= value; ++factor)
        if (value % factor == 0)
            return false;
    return true;
}

// The quadratic character of GF(p): 0, 1 for squares, -1 for others.
class PrimeField {
public:
    explicit PrimeField(std::int64_t prime)
        : prime_(prime), character_(static_cast<std::size_t>(prime), -1) {
        character_[0] = 0;
        for (std::int64_t x = 1; x < prime; ++x)
            character_[static_cast<std::size_t>(x * x % prime)] = 1;
    }
    std::int64_t size() const { return prime_; }
    int characterOfDifference(std::int64_t a, std::int64_t b) const { return character(a - b); }
    int character(std::int64_t x) const {
        return character_[static_cast<std::size_t>((x % prime_ + prime_) % prime_)];
    }

private:
    std::int64_t prime_;
    std::vector<int> character_;
};

// GF(p^2) as a + b sqrt(r), r not a square: an element is a square if and only if its norm
// a^2 - r b^2 is one in GF(p). Elements are numbered a + b p.
class SquareField {
public:
    explicit SquareField(std::int64_t prime) : base_(prime), nonSquare_(2) {
        while (base_.character(nonSquare_) != -1)
            ++nonSquare_;
    }
    std::int64_t size() const { return base_.size() * base_.size(); }
    int characterOfDifference(std::int64_t x, std::int64_t y) const {
        const std::int64_t p = base_.size();
        const std::int64_t a = x % p - y % p;
        const std::int64_t b = x / p - y / p;
        return base_.character(a * a - nonSquare_ * b * b);
    }

private:
    PrimeField base_;
    std::int64_t nonSquare_;
};

// Paley 1933, first construction: I + [[0, j], [-j^T, Q]], Q the Jacobsthal matrix, q = 3 mod 4.
template <typename Field>
Matrix paleyOne(const Field& field) {
    const std::int64_t order = field.size() + 1;
    Matrix matrix(static_cast<std::size_t>(order * order), 1);
    for (std::int64_t i = 1; i < order; ++i) {
        matrix[static_cast<std::size_t>(i * order)] = -1;
        for (std::int64_t j = 1; j < order; ++j)
            if (i != j)
                matrix[static_cast<std::size_t>(i * order + j)] =
                    static_cast<std::int8_t>(field.characterOfDifference(i - 1, j - 1));
    }
    return matrix;
}

// Second construction, q = 1 mod 4: in the symmetric conference matrix [[0, j], [j^T, Q]] replace 0
// by [[1, -1], [-1, -1]] and +-1 by +-[[1, 1], [1, -1]].
template <typename Field>
Matrix paleyTwo(const Field& field) {
    constexpr std::array<std::array<int, 4>, 2> kBlocks{{{1, -1, -1, -1}, {1, 1, 1, -1}}};
    const std::int64_t half = field.size() + 1;
    const std::int64_t order = 2 * half;
    Matrix matrix(static_cast<std::size_t>(order * order));
    for (std::int64_t i = 0; i < half; ++i)
        for (std::int64_t j = 0; j < half; ++j) {
            const int entry = i == j             ? 0
                              : i == 0 || j == 0 ? 1
                                                 : field.characterOfDifference(i - 1, j - 1);
            for (int k = 0; k < 4; ++k)
                matrix[static_cast<std::size_t>((2 * i + k / 2) * order + 2 * j + k % 2)] =
                    static_cast<std::int8_t>(entry == 0
                                                 ? kBlocks[0][static_cast<std::size_t>(k)]
                                                 : entry * kBlocks[1][static_cast<std::size_t>(k)]);
        }
    return matrix;
}

using FourSequences = std::array<std::string_view, 4>;

// Four sequences of length n whose periodic autocorrelations add up to zero at every shift but 0
// (supplementary difference sets). Found by a search over the sequences of length 39 and 43 that
// are invariant under multiplication of the indices by {1, 16, 22} and {1, 6, 36}.
constexpr FourSequences kLength39{
    "+--+----++-+++---+-+++-++-+++-++-+--+-+", "++++++--++++----+--++++-+++++--+++-----",
    "+-+-++-+--+-+----+-+-+-++++-+-+++++-+++", "++--+--++-+++-+-+---+++-+++--++--+++++-"};
constexpr FourSequences kLength43{
    "++-++-+------+++--+--++-++++---+-+-++-+-++-", "++---++-++-+-++-----+--+--++--+++++++-+--+-",
    "++----++-+-+-+-----+++-+-++++---+++++++++-+", "+++---+---+-+---++---+---+++-+---+--+---+--"};

// Goethals and Seidel 1967: with circulants A, B, C, D and the back-diagonal permutation R,
//   A    BR    CR    DR
//  -BR   A    D^T R -C^T R
//  -CR  -D^T R A     B^T R
//  -DR   C^T R -B^T R A
Matrix goethalsSeidel(const FourSequences& sequences) {
    struct Cell {
        int sequence;
        int sign;
        bool reversed;   // times R
        bool transposed; // before that
    };
    constexpr std::array<std::array<Cell, 4>, 4> kArray{
        {{{{0, 1, false, false}, {1, 1, true, false}, {2, 1, true, false}, {3, 1, true, false}}},
         {{{1, -1, true, false}, {0, 1, false, false}, {3, 1, true, true}, {2, -1, true, true}}},
         {{{2, -1, true, false}, {3, -1, true, true}, {0, 1, false, false}, {1, 1, true, true}}},
         {{{3, -1, true, false}, {2, 1, true, true}, {1, -1, true, true}, {0, 1, false, false}}}}};
    const auto n = static_cast<std::int64_t>(sequences[0].size());
    const std::int64_t order = 4 * n;
    Matrix matrix(static_cast<std::size_t>(order * order));
    for (std::int64_t i = 0; i < order; ++i)
        for (std::int64_t j = 0; j < order; ++j) {
            const Cell& cell =
                kArray[static_cast<std::size_t>(i / n)][static_cast<std::size_t>(j / n)];
            const std::int64_t row = i % n;
            const std::int64_t column = cell.reversed ? n - 1 - j % n : j % n;
            const std::int64_t shift = cell.transposed ? row - column : column - row;
            const char entry = sequences[static_cast<std::size_t>(cell.sequence)]
                                        [static_cast<std::size_t>((shift + n) % n)];
            matrix[static_cast<std::size_t>(i * order + j)] =
                static_cast<std::int8_t>(entry == '+' ? cell.sign : -cell.sign);
        }
    return matrix;
}

// The p with p^2 = value, or 0 when value is not the square of a prime.
std::int64_t primeRoot(std::int64_t value) {
    for (std::int64_t root = 2; root * root <= value; ++root)
        if (root * root == value && isPrime(root))
            return root;
    return 0;
}

} // namespace

std::vector<std::int8_t> hadamardMatrix(std::int64_t order) {
    if (order == 1)
        return {1};
    if (order == 2)
        return {1, 1, 1, -1};
    if (order < 4 || order % 4)
        return {};
    if (order == 4 * static_cast<std::int64_t>(kLength39[0].size()))
        return goethalsSeidel(kLength39);
    if (order == 4 * static_cast<std::int64_t>(kLength43[0].size()))
        return goethalsSeidel(kLength43);
    if (isPrime(order - 1)) // = 3 mod 4, since 4 divides the order
        return paleyOne(PrimeField(order - 1));
    const std::int64_t q = order / 2 - 1;
    if (q % 4 == 1 && isPrime(q))
        return paleyTwo(PrimeField(q));
    if (const std::int64_t root = primeRoot(q); root && q % 4 == 1)
        return paleyTwo(SquareField(root));
    return {};
}

} // namespace fracbit::rotation
