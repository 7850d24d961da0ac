#include "cli/program.h"

int main(int argc, char** argv) {
    return fracbit::cli::runProgram(argc, argv);
}
