#include "pages/profile_page.h"

#include "models/format.h"
#include "session/allocation_session.h"
#include "session/opened_profile.h"
#include "views/fact_list.h"
#include "views/typography.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedLayout>

#include <algorithm>

namespace fracbit::app {

namespace {

constexpr int kCardWidth = 620;
constexpr int kNameLetters = 30;

QString joined(const std::vector<std::string>& names) {
    QStringList list;
    for (const std::string& name : names)
        list << QString::fromStdString(name);
    return list.join(QStringLiteral(", "));
}

QString bitsRange(const allocation::Problem& problem) {
    double least = problem.schemes.front().bits;
    double most = least;
    for (const allocation::SchemeInfo& scheme : problem.schemes) {
        least = std::min(least, scheme.bits);
        most = std::max(most, scheme.bits);
    }
    return ProfilePage::tr("%1 to %2").arg(bitsText(least), bitsText(most));
}

QList<Fact> factsOf(const OpenedProfile& profile) {
    const allocation::Problem& problem = *profile.problem;
    QList<Fact> facts{
        {ProfilePage::tr("Source"), QString::fromStdString(profile.profile.source)},
        {ProfilePage::tr("Linear layers"), countText(std::int64_t(problem.layers.size()))},
        {ProfilePage::tr("Blocks"), countText(profile.blocks)},
        {ProfilePage::tr("Linear weights"), countText(profile.weights)},
        {ProfilePage::tr("Quantization schemes"), countText(std::int64_t(problem.schemes.size()))},
        {ProfilePage::tr("Bits per weight"), bitsRange(problem)},
        {ProfilePage::tr("Least size"), bytesText(std::uint64_t(profile.memory.least))},
        {ProfilePage::tr("Latencies"),
         profile.latency ? joined(problem.variants) : ProfilePage::tr("not measured")},
    };
    if (const auto& kv = profile.profile.constants.kvBytesPerToken)
        facts.append({ProfilePage::tr("KV cache per token"), bytesText(std::uint64_t(*kv))});
    return facts;
}

} // namespace

ProfilePage::ProfilePage(AllocationSession& session, QWidget* waiting, QWidget* parent)
    : QWidget(parent), session_(session), states_(new QStackedLayout(this)), waiting_(waiting) {
    ready_ = makeReady();
    states_->addWidget(waiting_);
    states_->addWidget(ready_);
    connect(&session_, &AllocationSession::phaseChanged, this, &ProfilePage::refresh);
    refresh();
}

QWidget* ProfilePage::makeReady() {
    auto* page = new QWidget;
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(24, 18, 24, 20);
    rows->setSpacing(4);
    title_ = makeLabel(TextStyle::Title);
    subtitle_ = makeLabel(TextStyle::Caption);
    facts_ = new FactList(kNameLetters);
    auto* card = new QWidget;
    card->setObjectName(QStringLiteral("card"));
    card->setAttribute(Qt::WA_StyledBackground);
    card->setMaximumWidth(kCardWidth);
    auto* cardRows = new QVBoxLayout(card);
    cardRows->setContentsMargins(18, 16, 18, 16);
    cardRows->addWidget(facts_);
    auto* allocate = new QPushButton(tr("Go to Allocate"));
    allocate->setProperty("primary", true);
    auto* open = new QPushButton(tr("Open another profile…"));
    connect(allocate, &QPushButton::clicked, this, &ProfilePage::allocateRequested);
    connect(open, &QPushButton::clicked, this, &ProfilePage::openProfileRequested);
    auto* actions = new QHBoxLayout;
    actions->setSpacing(8);
    actions->addWidget(allocate);
    actions->addWidget(open);
    actions->addStretch();
    rows->addWidget(title_);
    rows->addWidget(subtitle_);
    rows->addSpacing(14);
    rows->addWidget(card);
    rows->addSpacing(14);
    rows->addLayout(actions);
    rows->addStretch();
    return page;
}

void ProfilePage::refresh() {
    const bool known = session_.profile() != nullptr;
    states_->setCurrentWidget(known ? ready_ : waiting_);
    if (!known)
        return;
    title_->setText(session_.profile()->name);
    subtitle_->setText(session_.profile()->path);
    facts_->setFacts(factsOf(*session_.profile()));
}

} // namespace fracbit::app
