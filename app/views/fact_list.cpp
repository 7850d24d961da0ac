#include "views/fact_list.h"

#include "views/typography.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace fracbit::app {

namespace {

QLabel* makeValue() {
    QLabel* value = makeLabel(TextStyle::Body);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setFont(tabularFont(value->font()));
    return value;
}

} // namespace

QString withBreaks(QString name) {
    return name.replace(QLatin1Char('.'), QStringLiteral(".\u200b"))
        .replace(QLatin1Char('/'), QStringLiteral("/\u200b"));
}

FactList::FactList(int nameLetters, QWidget* parent) : QWidget(parent), nameLetters_(nameLetters) {
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
}

void FactList::setFacts(const QList<Fact>& facts) {
    const bool sameNames =
        std::equal(facts.begin(), facts.end(), facts_.begin(), facts_.end(),
                   [](const Fact& a, const Fact& b) { return a.name == b.name; });
    facts_ = facts;
    if (!sameNames)
        rebuild();
    updateValues();
}

void FactList::rebuild() {
    delete area_;
    values_.clear();
    area_ = new QWidget;
    auto* grid = new QGridLayout(area_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    for (int row = 0; row < int(facts_.size()); ++row) {
        auto* name = makeLabel(TextStyle::Caption, facts_[row].name);
        name->setWordWrap(true);
        name->setContentsMargins(0, 1, 0, 0); // on the base line of the value beside it
        name->setFixedWidth(fontMetrics().averageCharWidth() * nameLetters_);
        values_ << makeValue();
        grid->addWidget(name, row, 0, Qt::AlignTop);
        grid->addWidget(values_.last(), row, 1, Qt::AlignTop);
    }
    layout()->addWidget(area_);
}

void FactList::updateValues() {
    for (qsizetype row = 0; row < facts_.size(); ++row) {
        values_[row]->setText(withBreaks(facts_[row].value));
        values_[row]->setAccessibleName(
            QStringLiteral("%1: %2").arg(facts_[row].name, facts_[row].value));
    }
}

} // namespace fracbit::app
