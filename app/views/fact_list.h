// Names and values in two columns; values can be selected, long names wrap.
#pragma once

#include <QList>
#include <QString>
#include <QWidget>

class QLabel;

namespace fracbit::app {

struct Fact {
    QString name;
    QString value;
    bool operator==(const Fact&) const = default;
};

class FactList final : public QWidget {
    Q_OBJECT

public:
    // The width of the names' column in average letters.
    explicit FactList(int nameLetters = 20, QWidget* parent = nullptr);

    void setFacts(const QList<Fact>& facts);
    const QList<Fact>& facts() const { return facts_; }

private:
    void rebuild();
    void updateValues();

    int nameLetters_;
    QList<Fact> facts_;
    QWidget* area_ = nullptr;
    QList<QLabel*> values_;
};

// Names of tensors and files have no spaces; this lets them wrap after dots and slashes.
QString withBreaks(QString name);

} // namespace fracbit::app
