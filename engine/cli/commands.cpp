#include "cli/commands.h"

namespace fracbit::cli {

std::vector<std::unique_ptr<Command>> allCommands() {
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(makeInspectCommand());
    commands.push_back(makeTensorCommand());
    commands.push_back(makeTokenizeCommand());
    commands.push_back(makeDetokenizeCommand());
    commands.push_back(makeLogitsCommand());
    commands.push_back(makePaletteCommand());
    commands.push_back(makeProfileCommand());
    commands.push_back(makeImportProfileCommand());
    commands.push_back(makeSolveCommand());
    commands.push_back(makeQuantizeCommand());
    commands.push_back(makeExportCommand());
    commands.push_back(makeEvalCommand());
    commands.push_back(makeGenerateCommand());
    commands.push_back(makeVerifyCommand());
    commands.push_back(makeDevicesCommand());
    return commands;
}

} // namespace fracbit::cli
