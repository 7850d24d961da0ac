// Trains the planar look-up tables and prints vector_tables.inc or trellis_tables.inc:
// generate_tables vector|trellis > FILE. Run by hand; minutes.
#include "quantizer/tables/planar_kmeans.h"
#include "quantizer/tables/planar_tables.h"
#include "tensor/dtype.h"

#include <cstdio>
#include <iostream>
#include <string>

namespace {

using namespace fracbit;
using namespace fracbit::quantizer;

void printTable(const char* prefix, int bits, const std::vector<Point>& points) {
    constexpr std::size_t kPointsOfLine = 32;
    std::printf("constexpr std::uint16_t %s%d[] = {", prefix, bits);
    for (std::size_t i = 0; i < points.size(); ++i)
        std::printf("%s0x%04x,0x%04x,", i % kPointsOfLine ? "" : "\n", floatToHalf(points[i][0]),
                    floatToHalf(points[i][1]));
    std::printf("\n};\n");
}

void printTables(bool vector) {
    std::printf("// Printed by generate_tables.cpp: pairs of fp16 numbers, as bits.\n");
    if (vector)
        for (int bits = kFirstVectorBits; bits <= kLastVectorBits; ++bits)
            printTable("kVector", bits, planarCodebook(bits));
    else
        for (int bits = kFirstTrellisBits; bits <= kLastTrellisBits; ++bits)
            printTable("kTrellis", bits, trellisTablePoints(bits));
}

} // namespace

int main(int argc, char** argv) {
    const std::string name = argc == 2 ? argv[1] : "";
    if (name != "vector" && name != "trellis") {
        std::cerr << "usage: generate_tables vector|trellis\n";
        return 2;
    }
    printTables(name == "vector");
    return std::fflush(stdout) == 0 ? 0 : 1;
}
