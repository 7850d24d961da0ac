// The factories of the commands; each is implemented in the file of its name.
#pragma once

#include "cli/command.h"

namespace fracbit::cli {

std::unique_ptr<Command> makeDevicesCommand();
std::unique_ptr<Command> makeInspectCommand();
std::unique_ptr<Command> makeTensorCommand();
std::unique_ptr<Command> makeTokenizeCommand();
std::unique_ptr<Command> makeDetokenizeCommand();
std::unique_ptr<Command> makeLogitsCommand();
std::unique_ptr<Command> makePaletteCommand();
std::unique_ptr<Command> makeProfileCommand();
std::unique_ptr<Command> makeImportProfileCommand();
std::unique_ptr<Command> makeSolveCommand();
std::unique_ptr<Command> makeQuantizeCommand();
std::unique_ptr<Command> makeExportCommand();
std::unique_ptr<Command> makeEvalCommand();
std::unique_ptr<Command> makeGenerateCommand();
std::unique_ptr<Command> makeVerifyCommand();

} // namespace fracbit::cli
