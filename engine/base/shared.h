// What a program and the libraries that it loads while it runs have one copy of.
#pragma once

// Everything else of the engine is hidden: a library that is loaded later (network/torch) brings
// its own copy of the functions that it calls. What has state that all must see (which mapped files
// were lost, the threads of loops), is thrown, or is handed over as an interface must exist once:
// executables export it (FracbitModule.cmake), and the loader lets theirs take the place of the
// library's.
#define FRACBIT_SHARED __attribute__((visibility("default")))
