// Everything the program knows about the selected tensor.
#pragma once

#include "views/fact_list.h"

#include <QScrollArea>

class QLabel;
class QPushButton;

namespace fracbit::app {

struct OpenedModel;
struct TensorGroup;

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
    void show(const QString& title, const QString& subtitle, const QList<Fact>& facts);

    QString title_;
    QLabel* titleLabel_;
    QLabel* subtitleLabel_;
    QPushButton* copy_;
    FactList* facts_;
};

} // namespace fracbit::app
