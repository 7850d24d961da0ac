#include "views/work_view.h"

#include "views/typography.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>

#include <cmath>

namespace fracbit::app {

namespace {

constexpr int kBarSteps = 1000;

QString stageText(const QString& stage) {
    if (stage == QLatin1String("load"))
        return WorkView::tr("Loading the model");
    if (stage == QLatin1String("generate"))
        return WorkView::tr("The model writes its own text");
    if (stage == QLatin1String("fisher"))
        return WorkView::tr("Measuring sensitivities");
    if (stage == QLatin1String("noise"))
        return WorkView::tr("Measuring layer by layer");
    if (stage == QLatin1String("moments"))
        return WorkView::tr("Measuring activation moments");
    if (stage == QLatin1String("feedback"))
        return WorkView::tr("Working out what feedback gains");
    if (stage == QLatin1String("distortion"))
        return WorkView::tr("Testing the quantizers on the model's weights");
    if (stage == QLatin1String("quantize"))
        return WorkView::tr("Quantizing");
    if (stage == QLatin1String("export"))
        return WorkView::tr("Writing the weights for other programs");
    if (stage == QLatin1String("verify"))
        return WorkView::tr("Comparing what was stored with the plan");
    if (stage == QLatin1String("evaluate"))
        return WorkView::tr("Reading the text with both models");
    return WorkView::tr("Working");
}

} // namespace

QString timeLeftText(double seconds) {
    const QLocale locale;
    if (seconds < 90)
        return WorkView::tr("about %1 s left").arg(locale.toString(std::ceil(seconds), 'f', 0));
    if (seconds < 90 * 60)
        return WorkView::tr("about %1 min left")
            .arg(locale.toString(std::ceil(seconds / 60), 'f', 0));
    return WorkView::tr("about %1 h left").arg(locale.toString(seconds / 3600, 'f', 1));
}

WorkView::WorkView(Work& work, Work::Kind kind, QWidget* parent)
    : QWidget(parent), work_(work), kind_(kind), stage_(makeLabel(TextStyle::Heading)),
      left_(makeLabel(TextStyle::Caption)), item_(makeLabel(TextStyle::Caption)),
      bar_(new QProgressBar), pause_(new QPushButton), cancel_(new QPushButton(tr("Cancel"))) {
    makeRows();
    connect(pause_, &QPushButton::clicked, this, [this] { work_.setPaused(!work_.paused()); });
    connect(cancel_, &QPushButton::clicked, this,
            [this] { work_.running() ? work_.cancel() : work_.dismiss(); });
    connect(&work_, &Work::changed, this, &WorkView::refresh);
    connect(&work_, &Work::progressed, this, &WorkView::refreshProgress);
    refresh();
}

void WorkView::makeRows() {
    setObjectName(QStringLiteral("card"));
    setAttribute(Qt::WA_StyledBackground);
    bar_->setTextVisible(false);
    left_->setFont(tabularFont(left_->font()));
    stage_->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->addWidget(stage_, 1);
    head->addWidget(left_);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(item_, 1);
    foot->addWidget(pause_);
    foot->addWidget(cancel_);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(18, 14, 18, 14);
    rows->setSpacing(8);
    rows->addLayout(head);
    rows->addWidget(bar_);
    rows->addLayout(foot);
}

void WorkView::refresh() {
    setVisible(work_.kind() == kind_);
    if (work_.kind() != kind_)
        return;
    const bool running = work_.running();
    pause_->setVisible(running);
    pause_->setText(work_.paused() ? tr("Go on") : tr("Pause"));
    cancel_->setText(running ? tr("Cancel") : tr("Close"));
    bar_->setVisible(running);
    refreshProgress();
}

void WorkView::refreshProgress() {
    if (work_.kind() != kind_)
        return;
    if (!work_.running()) {
        stage_->setText(work_.cancelled() ? tr("Cancelled") : work_.failure());
        left_->clear();
        item_->setText(tr("What was finished is kept; starting again goes on from there."));
        return;
    }
    const WorkProgress& progress = work_.progress();
    stage_->setText(progress.stage.isEmpty() ? tr("Starting") : stageText(progress.stage));
    item_->setText(progress.item);
    bar_->setRange(0, progress.share ? kBarSteps : 0);
    bar_->setValue(int(progress.share.value_or(0) * kBarSteps));
    left_->setText(work_.paused()         ? tr("paused")
                   : progress.secondsLeft ? timeLeftText(*progress.secondsLeft)
                                          : QString());
}

} // namespace fracbit::app
