// The numbers that belong to the present allocation, in one line; or why there is none.
#pragma once

#include "session/decision.h"
#include "session/opened_profile.h"

#include <QWidget>

class QLabel;
class QStackedLayout;

namespace fracbit::app {

class ReadoutLine final : public QWidget {
    Q_OBJECT

public:
    explicit ReadoutLine(QWidget* parent = nullptr);

    void showAllocation(const OpenedProfile& profile, const Allocation& allocation);
    void showInfeasible(const QString& message);
    QString infeasibleText() const;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Figure {
        QLabel* value;
        QLabel* caption;
    };
    Figure addFigure(const QString& caption, bool predicted);
    int widthOf(const Figure& figure) const;
    void fit();
    void showPrice(const allocation::Result& result);

    QStackedLayout* states_;
    QWidget* figures_;
    QWidget* failure_;
    QLabel* message_;
    Figure loss_, bits_, size_, speed_, proof_, price_;
    bool timed_ = true; // there are latencies
};

// What a little more of the budgets would change, in a line; empty when nothing would.
QString nextStepText(const Allocation& allocation);

// Standard error of the predicted loss from those of the sensitivities; 0 when not known.
double lossStandardError(const OpenedProfile& profile, const Allocation& allocation);

} // namespace fracbit::app
