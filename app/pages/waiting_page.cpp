#include "pages/waiting_page.h"

#include "session/session.h"
#include "views/state_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

// Quotes for a POSIX shell.
QString shellQuoted(QString text) {
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QStringLiteral("'\\''")) +
           QLatin1Char('\'');
}

QString profileCommand(const Session& session) {
    return QStringLiteral("fracbit profile %1 --out profile.json")
        .arg(shellQuoted(session.model()->path));
}

} // namespace

WaitingPage::WaitingPage(Session& session, const QString& icon,
                         std::function<Missing(const Session&)> missing, QWidget* parent)
    : QWidget(parent), session_(session), missing_(std::move(missing)), view_(new StateView(icon)) {
    auto* rows = new QVBoxLayout(this);
    rows->addWidget(view_);
    action_ = view_->addAction({}, true, [this] { shown_.action(); });
    copy_ = view_->addAction(tr("Copy command"), false,
                             [this] { QGuiApplication::clipboard()->setText(shown_.command); });
    connect(&session_, &Session::changed, this, &WaitingPage::refresh);
    refresh();
}

void WaitingPage::refresh() {
    shown_ = missing_(session_);
    view_->setTitle(shown_.title);
    view_->setText(shown_.text);
    view_->setDetail(shown_.command);
    action_->setText(shown_.actionText);
    action_->setVisible(!shown_.actionText.isEmpty());
    copy_->setVisible(!shown_.command.isEmpty());
}

Missing missingForProfile(const Session& session, std::function<void()> openModel) {
    if (!session.model())
        return {WaitingPage::tr("No model is open"),
                WaitingPage::tr("A profile measures how much the loss of a model suffers from "
                                "errors in each of its layers. It needs a model."),
                {},
                WaitingPage::tr("Open file…"),
                std::move(openModel)};
    return {WaitingPage::tr("“%1” has no profile yet").arg(session.model()->name),
            WaitingPage::tr("Profiles are measured on the command line. This writes one for the "
                            "open model:"),
            profileCommand(session),
            {},
            {}};
}

Missing missingForAllocation(const Session& session, std::function<void()> openModel,
                             std::function<void()> goToProfile) {
    if (!session.model())
        return {WaitingPage::tr("No model is open"),
                WaitingPage::tr("Allocation decides how many bits each layer gets. It needs a "
                                "model and its profile."),
                {},
                WaitingPage::tr("Open file…"),
                std::move(openModel)};
    return {WaitingPage::tr("Allocation needs a profile"),
            WaitingPage::tr("The bits of a layer follow from its sensitivity, which is part of "
                            "the profile. “%1” has none yet.")
                .arg(session.model()->name),
            {},
            WaitingPage::tr("Go to Profile"),
            std::move(goToProfile)};
}

Missing missingForExport(const Session& session, std::function<void()> openModel,
                         std::function<void()> goToAllocate) {
    if (!session.model())
        return {WaitingPage::tr("No model is open"),
                WaitingPage::tr("Export writes a quantized copy of a model. It needs a model and "
                                "an allocation of bits to its layers."),
                {},
                WaitingPage::tr("Open file…"),
                std::move(openModel)};
    return {WaitingPage::tr("Export needs an allocation"),
            WaitingPage::tr("Nothing has been decided yet about the bits of the layers of “%1”.")
                .arg(session.model()->name),
            {},
            WaitingPage::tr("Go to Allocate"),
            std::move(goToAllocate)};
}

} // namespace fracbit::app
