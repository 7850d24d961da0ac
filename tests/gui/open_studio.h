// The real window, opened offscreen with settings of its own; and a tiny model to work on.
#pragma once

#include "pages/export_page.h"
#include "pipeline/model_profile.h"
#include "shell/main_window.h"
#include "shell/studio.h"
#include "support/synthetic_checkpoint.h"
#include "support/synthetic_source.h"

#include <QPushButton>
#include <QSettings>
#include <QTest>

#include <fstream>

namespace fracbit::tests {

constexpr int kPatience = 60000; // ms; the machine may be busy

class OpenStudio {
public:
    // In English; settings are kept in the folder.
    explicit OpenStudio(const std::filesystem::path& folder)
        : store_(QString::fromStdString((folder / "settings.ini").string()), QSettings::IniFormat) {
        store_.setValue(QStringLiteral("appearance/language"), QStringLiteral("en"));
        studio_ = std::make_unique<app::Studio>(store_);
        window().resize(1440, 900);
        window().show();
    }
    app::Studio& studio() { return *studio_; }
    app::MainWindow& window() { return studio_->window(); }
    app::Workspace& workspace() { return studio_->workspace(); }
    app::Work& work() { return workspace().work(); }
    bool idle() { return !workspace().busy() && !work().running(); }

    QPushButton* button(const QString& text) {
        for (QPushButton* button : window().findChildren<QPushButton*>())
            if (button->text() == text && button->isVisible())
                return button;
        return nullptr;
    }
    // Clicks it as soon as it can be clicked.
    bool click(const QString& text) {
        const bool ready =
            QTest::qWaitFor([&] { return button(text) && button(text)->isEnabled(); }, kPatience);
        if (ready)
            QTest::mouseClick(button(text), Qt::LeftButton);
        return ready;
    }

private:
    QSettings store_;
    std::unique_ptr<app::Studio> studio_;
};

// Every letter a token; the rest of the vocabulary can be written, but not read.
inline void writeLetterTokenizer(const std::filesystem::path& folder, int vocabulary) {
    nlohmann::json letters = nlohmann::json::object();
    for (char letter = 'a'; letter <= 'z' && int(letters.size()) < vocabulary; ++letter)
        letters[std::string(1, letter)] = letters.size();
    while (int(letters.size()) < vocabulary)
        letters["word" + std::to_string(letters.size())] = letters.size();
    const nlohmann::json document{
        {"version", "1.0"},
        {"model", {{"type", "BPE"}, {"vocab", letters}, {"merges", nlohmann::json::array()}}}};
    std::ofstream(folder / "tokenizer.json") << document.dump();
}

// `folder`/model, with a tokenizer, and `folder`/p.json, a profile of it.
inline void writeTinyModelAndProfile(const std::filesystem::path& folder) {
    const SyntheticSource source(syntheticConfig("llama"));
    writeCheckpoint(folder / "model", source);
    writeLetterTokenizer(folder / "model", int(source.spec().config.vocabulary));
    profiling::writeProfile(folder / "p.json",
                            pipeline::modelProfile(source.spec(), pipeline::allocationSchemes()));
}

} // namespace fracbit::tests
