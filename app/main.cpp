#include "shell/run_studio.h"

int main(int argc, char** argv) {
    return fracbit::app::runStudio(argc, argv);
}
