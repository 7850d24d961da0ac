// Everything the program knows about the selected tensor.
#pragma once

#include "session/opened_model.h"

#include <QList>
#include <QScrollArea>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace fracbit::app {

class TensorDetails final : public QScrollArea {
    Q_OBJECT

public:
    explicit TensorDetails(QWidget* parent = nullptr);

    void showTensor(const OpenedModel& model, std::size_t tensor);
    void showGroup(const OpenedModel& model, const TensorGroup& group);
    void clear();
    // What "copy" puts on the clipboard: one "name: value" a line.
    QString text() const;

private:
    struct Fact {
        QString name;
        QString value;
    };
    void show(const QString& title, const QString& subtitle, const QList<Fact>& facts);
    void rebuild();

    QString title_;
    QList<Fact> facts_;
    QLabel* titleLabel_;
    QLabel* subtitleLabel_;
    QPushButton* copy_;
    QWidget* factArea_ = nullptr;
    QVBoxLayout* rows_;
};

} // namespace fracbit::app
