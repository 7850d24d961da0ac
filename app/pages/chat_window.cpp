#include "pages/chat_window.h"

#include "session/file_names.h"
#include "session/opened_model.h"
#include "session/workspace.h"
#include "views/card.h"
#include "views/typography.h"
#include "views/work_view.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QSpinBox>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

constexpr QSize kSize(860, 560);
constexpr int kQuestionHeight = 84;

std::size_t at(ChatSide side) {
    return static_cast<std::size_t>(side);
}

} // namespace

ChatWindow::ChatWindow(Workspace& workspace, const QString& folder, QWidget* parent)
    : QDialog(parent), workspace_(workspace), folder_(filePath(folder)) {
    setWindowTitle(tr("Original and quantized"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(kSize);
    auto* sides = new QHBoxLayout;
    sides->setSpacing(12);
    sides->addWidget(makeAnswer(ChatSide::Original, tr("Original")));
    sides->addWidget(makeAnswer(ChatSide::Quantized, tr("Quantized")));
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(18, 16, 18, 16);
    rows->setSpacing(12);
    rows->addLayout(sides, 1);
    rows->addWidget(new WorkView(workspace_.work(), Work::Kind::Chat));
    rows->addWidget(makeQuestion());
    connect(&workspace_.work(), &Work::changed, this, &ChatWindow::refresh);
    refresh();
    question_->setFocus();
}

ChatWindow::~ChatWindow() {
    if (workspace_.work().kind() != Work::Kind::Chat)
        return;
    workspace_.work().disconnect(this);
    workspace_.work().cancel();
    workspace_.work().dismiss();
}

QWidget* ChatWindow::makeAnswer(ChatSide side, const QString& title) {
    auto* text = new QPlainTextEdit;
    text->setReadOnly(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setAccessibleName(title);
    answers_[at(side)] = text;
    speeds_[at(side)] = makeLabel(TextStyle::Caption);
    auto* head = new QHBoxLayout;
    head->addWidget(makeLabel(TextStyle::Heading, title));
    head->addStretch();
    head->addWidget(speeds_[at(side)]);
    auto* content = new QWidget;
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addLayout(head);
    rows->addWidget(text, 1);
    return makeCard(content, {14, 12, 14, 12});
}

QWidget* ChatWindow::makeQuestion() {
    question_ = new QPlainTextEdit;
    question_->setPlaceholderText(tr("Say something to both models"));
    question_->setAccessibleName(tr("Words for both models"));
    question_->setFixedHeight(kQuestionHeight);
    tokens_ = new QSpinBox;
    tokens_->setRange(1, 2048);
    tokens_->setValue(96);
    tokens_->setSuffix(tr(" tokens"));
    tokens_->setAccessibleName(tr("Length of an answer"));
    temperature_ = new QDoubleSpinBox;
    temperature_->setRange(0, 2);
    temperature_->setSingleStep(0.1);
    temperature_->setPrefix(tr("temperature "));
    temperature_->setAccessibleName(tr("Temperature"));
    send_ = new QPushButton;
    send_->setProperty("primary", true);
    send_->setToolTip(tr("Ctrl+Return"));
    connect(send_, &QPushButton::clicked, this, &ChatWindow::send);
    auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    connect(shortcut, &QShortcut::activated, this, &ChatWindow::send);
    auto* side = new QVBoxLayout;
    for (QWidget* part : {static_cast<QWidget*>(tokens_), static_cast<QWidget*>(temperature_),
                          static_cast<QWidget*>(send_)})
        side->addWidget(part);
    auto* row = new QWidget;
    auto* columns = new QHBoxLayout(row);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(12);
    columns->addWidget(question_, 1);
    columns->addLayout(side);
    return row;
}

void ChatWindow::refresh() {
    const bool running = workspace_.work().running();
    const bool own = workspace_.work().kind() == Work::Kind::Chat;
    send_->setText(running && own ? tr("Stop") : tr("Send"));
    send_->setEnabled(!running || own);
}

void ChatWindow::send() {
    if (workspace_.work().running() && workspace_.work().kind() == Work::Kind::Chat)
        return workspace_.work().cancel();
    ask(question_->toPlainText().trimmed());
}

void ChatWindow::ask(const QString& text) {
    if (text.isEmpty() || !workspace_.model().model())
        return;
    for (ChatSide side : {ChatSide::Original, ChatSide::Quantized}) {
        answers_[at(side)]->clear();
        speeds_[at(side)]->clear();
    }
    ChatRequest request{workspace_.model().model()->checkpoint,
                        folder_,
                        models_,
                        text,
                        tokens_->value(),
                        temperature_->value()};
    Job<ChatAnswer> job;
    job.work = [request](const RunContext& context) { return answer(request, context); };
    job.succeeded = [self = QPointer(this)](const ChatAnswer& result) {
        if (self)
            self->finish(result);
    };
    job.noted = [self = QPointer(this)](const QString& note) {
        const auto piece = ChatPiece::fromNote(note);
        if (self && piece)
            self->answers_[at(piece->side)]->setPlainText(piece->text);
    };
    workspace_.work().start(Work::Kind::Chat, std::move(job));
}

void ChatWindow::finish(const ChatAnswer& answer) {
    models_ = answer.models;
    for (ChatSide side : {ChatSide::Original, ChatSide::Quantized})
        if (const double speed = answer.tokensPerSecond[at(side)]; speed > 0)
            speeds_[at(side)]->setText(tr("%1 tok/s").arg(QLocale().toString(speed, 'f', 1)));
}

QString ChatWindow::answerText(ChatSide side) const {
    return answers_[at(side)]->toPlainText();
}

} // namespace fracbit::app
