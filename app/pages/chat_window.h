// A box to try the original and a quantized model side by side.
#pragma once

#include "session/chat.h"

#include <QDialog>

#include <array>

class QDoubleSpinBox;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace fracbit::app {

class Workspace;

class ChatWindow final : public QDialog {
    Q_OBJECT

public:
    // The workspace outlives the window; a model has to be open in it.
    ChatWindow(Workspace& workspace, const QString& folder, QWidget* parent = nullptr);
    ~ChatWindow() override; // stops an answer that is being written

    void ask(const QString& text);
    QString answerText(ChatSide side) const;

private:
    QWidget* makeAnswer(ChatSide side, const QString& title);
    QWidget* makeQuestion();
    void send();
    void refresh();
    void finish(const ChatAnswer& answer);

    Workspace& workspace_;
    std::filesystem::path folder_;
    ChatModelsPtr models_;
    std::array<QPlainTextEdit*, 2> answers_{};
    std::array<QLabel*, 2> speeds_{};
    QPlainTextEdit* question_ = nullptr;
    QSpinBox* tokens_ = nullptr;
    QDoubleSpinBox* temperature_ = nullptr;
    QPushButton* send_ = nullptr;
};

} // namespace fracbit::app
