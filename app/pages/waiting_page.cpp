#include "pages/waiting_page.h"

#include "session/opened_model.h"
#include "session/workspace.h"
#include "views/state_view.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace fracbit::app {

QString shellQuoted(QString text) {
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QStringLiteral("'\\''")) +
           QLatin1Char('\'');
}

WaitingPage::WaitingPage(Workspace& workspace, const QString& icon,
                         std::function<Missing()> missing, QWidget* parent)
    : QWidget(parent), missing_(std::move(missing)), view_(new StateView(icon)) {
    auto* rows = new QVBoxLayout(this);
    rows->addWidget(view_);
    for (int i = 0; i < kMaximumActions; ++i)
        actions_ << view_->addAction({}, i == 0, [this, i] { shown_.actions[i].run(); });
    connect(&workspace.model(), &Session::changed, this, &WaitingPage::refresh);
    connect(&workspace.allocation(), &AllocationSession::phaseChanged, this, &WaitingPage::refresh);
    refresh();
}

void WaitingPage::refresh() {
    shown_ = missing_();
    view_->setTitle(shown_.title);
    view_->setText(shown_.text);
    for (int i = 0; i < kMaximumActions; ++i) {
        const bool used = i < shown_.actions.size();
        actions_[i]->setVisible(used);
        if (used)
            actions_[i]->setText(shown_.actions[i].text);
    }
}

Missing missingForProfile(Workspace&, const WaitingActions& actions) {
    return {WaitingPage::tr("No profile is open"),
            WaitingPage::tr("A profile says how much the loss of a model suffers from errors in "
                            "each of its layers, and what each quantizer costs there. Open a "
                            "model to measure one."),
            {{WaitingPage::tr("Open model…"), actions.openModel},
             {WaitingPage::tr("Open profile…"), actions.openProfile}}};
}

Missing missingForAllocation(Workspace& workspace, const WaitingActions& actions) {
    const Missing::Action open{WaitingPage::tr("Open profile…"), actions.openProfile};
    if (const OpenedModelPtr& model = workspace.model().model())
        return {WaitingPage::tr("Allocation needs a profile"),
                WaitingPage::tr("The bits of a layer follow from its sensitivity, which is part "
                                "of the profile. “%1” has none yet.")
                    .arg(model->name),
                {{WaitingPage::tr("Measure a profile"), actions.goToProfile}, open}};
    return {WaitingPage::tr("Allocation needs a profile"),
            WaitingPage::tr("Allocation decides how many bits each layer gets, within a budget of "
                            "memory or latency. A profile is enough for it; the model itself is "
                            "not needed."),
            {open}};
}

Missing missingForExport(Workspace& workspace, const WaitingActions& actions) {
    if (!workspace.allocation().profile())
        return {WaitingPage::tr("Export needs an allocation"),
                WaitingPage::tr("Nothing has been decided yet about the bits of the layers. That "
                                "takes a profile."),
                {{WaitingPage::tr("Open profile…"), actions.openProfile}}};
    return {WaitingPage::tr("Export needs an allocation"),
            WaitingPage::tr("No allocation satisfies the present budgets and pins."),
            {{WaitingPage::tr("Go to Allocate"), actions.goToAllocate}}};
}

} // namespace fracbit::app
