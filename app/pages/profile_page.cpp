#include "pages/profile_page.h"

#include "models/format.h"
#include "models/scheme_bars.h"
#include "pipeline/profile_job.h"
#include "session/file_names.h"
#include "session/opened_model.h"
#include "session/opened_profile.h"
#include "session/workspace.h"
#include "views/card.h"
#include "views/fact_list.h"
#include "views/latency_form.h"
#include "views/profile_form.h"
#include "views/typography.h"
#include "views/work_view.h"

#include <QDir>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedLayout>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

namespace fracbit::app {

namespace {

constexpr int kCardWidth = 620;
constexpr int kProfileNameLetters = 30;

QString variantsText(const std::vector<std::string>& names) {
    QStringList list;
    for (const std::string& name : names)
        list << variantText(name);
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
         profile.latency ? variantsText(problem.variants) : ProfilePage::tr("not measured")},
    };
    if (const QString origin = latencyOrigin(profile.profile); profile.latency && !origin.isEmpty())
        facts.append({ProfilePage::tr("Times"), origin});
    if (const auto& kv = profile.profile.constants.kvBytesPerToken)
        facts.append({ProfilePage::tr("KV cache per token"), bytesText(std::uint64_t(*kv))});
    for (const auto& [key, name] : {std::pair("estimator", ProfilePage::tr("Estimator")),
                                    std::pair("sample", ProfilePage::tr("Measured on")),
                                    std::pair("date", ProfilePage::tr("Date"))})
        if (const auto entry = profile.profile.provenance.find(key);
            entry != profile.profile.provenance.end())
            facts.append({name, QString::fromStdString(entry->second)});
    return facts;
}

// Where profiles go unless the user says otherwise.
QString defaultFile(const QString& modelName) {
    QString safe = modelName;
    safe.replace(QLatin1Char('/'), QLatin1Char('-'));
    return QDir(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation))
        .filePath(QStringLiteral("profiles/%1.profile.json").arg(safe));
}

void makeParentFolder(const std::filesystem::path& file) {
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    if (error)
        throw Error(ErrorCode::Io, file.parent_path().string(),
                    "cannot be made: " + error.message());
}

QVBoxLayout* pageRows(QWidget* page) {
    auto* rows = new QVBoxLayout(page);
    rows->setContentsMargins(24, 18, 24, 20);
    rows->setSpacing(4);
    return rows;
}

} // namespace

ProfilePage::ProfilePage(Workspace& workspace, QWidget* waiting, QWidget* parent)
    : QWidget(parent), workspace_(workspace), states_(new QStackedLayout(this)), waiting_(waiting) {
    ready_ = makeReady();
    measuring_ = makeMeasuring();
    for (QWidget* state : {waiting_, ready_, measuring_})
        states_->addWidget(state);
    connect(&workspace_.allocation(), &AllocationSession::opened, this,
            [this] { formWanted_ = false; });
    connect(&workspace_.allocation(), &AllocationSession::phaseChanged, this,
            &ProfilePage::refresh);
    connect(&workspace_.model(), &Session::changed, this, &ProfilePage::refreshModel);
    connect(&workspace_.work(), &Work::changed, this, &ProfilePage::refreshStart);
    connect(form_, &ProfileForm::startRequested, this, &ProfilePage::measure);
    findDevices();
    refreshModel();
}

// Asking a GPU's driver takes a while.
void ProfilePage::findDevices() {
    Job<backend::DeviceList> job;
    job.work = [](const RunContext&) { return backend::listDevices(); };
    job.succeeded = [this](const backend::DeviceList& devices) {
        form_->latency().setDevices(devices);
    };
    job.failed = [](const JobFailure&) {}; // listDevices() never fails
    devicesLane_.start(std::move(job));
}

QWidget* ProfilePage::makeReady() {
    auto* page = new QWidget;
    title_ = makeLabel(TextStyle::Title);
    subtitle_ = makeLabel(TextStyle::Caption);
    facts_ = new FactList(kProfileNameLetters);
    QWidget* card = makeCard(facts_);
    card->setMaximumWidth(kCardWidth);
    auto* allocate = new QPushButton(tr("Go to Allocate"));
    allocate->setProperty("primary", true);
    auto* open = new QPushButton(tr("Open another profile…"));
    again_ = new QPushButton(tr("Measure a new one…"));
    connect(allocate, &QPushButton::clicked, this, &ProfilePage::allocateRequested);
    connect(open, &QPushButton::clicked, this, &ProfilePage::openProfileRequested);
    connect(again_, &QPushButton::clicked, this, [this] {
        formWanted_ = true;
        refresh();
    });
    auto* actions = new QHBoxLayout;
    actions->setSpacing(8);
    for (QPushButton* button : {allocate, open, again_})
        actions->addWidget(button);
    actions->addStretch();
    QVBoxLayout* rows = pageRows(page);
    rows->addWidget(title_);
    rows->addWidget(subtitle_);
    rows->addSpacing(14);
    rows->addWidget(card);
    rows->addSpacing(14);
    rows->addLayout(actions);
    rows->addStretch();
    return page;
}

QWidget* ProfilePage::makeMeasuring() {
    auto* page = new QWidget;
    model_ = makeLabel(TextStyle::Title);
    auto* text = makeLabel(TextStyle::Caption,
                           tr("A profile says how much the loss of a model suffers from errors in "
                              "each of its layers, and what each quantizer costs there."));
    form_ = new ProfileForm;
    QWidget* card = makeCard(form_);
    auto* progress = new WorkView(workspace_.work(), Work::Kind::Profile);
    for (QWidget* part : {card, static_cast<QWidget*>(progress)})
        part->setFixedWidth(kCardWidth);
    auto* open = new QPushButton(tr("Open a profile instead…"));
    back_ = new QPushButton(tr("Back"));
    connect(open, &QPushButton::clicked, this, &ProfilePage::openProfileRequested);
    connect(back_, &QPushButton::clicked, this, [this] {
        formWanted_ = false;
        refresh();
    });
    auto* actions = new QHBoxLayout;
    actions->setSpacing(8);
    actions->addWidget(open);
    actions->addWidget(back_);
    actions->addStretch();
    QVBoxLayout* rows = pageRows(page);
    rows->addWidget(model_);
    rows->addWidget(text);
    rows->addSpacing(14);
    rows->addWidget(card);
    rows->addSpacing(10);
    rows->addWidget(progress);
    rows->addSpacing(10);
    rows->addLayout(actions);
    rows->addStretch();
    return page;
}

void ProfilePage::refreshModel() {
    if (const OpenedModelPtr& model = workspace_.model().model()) {
        model_->setText(tr("Profile of %1").arg(model->name));
        form_->setFile(defaultFile(model->name));
        form_->setModel(model->spec());
    }
    refresh();
}

void ProfilePage::refresh() {
    const OpenedProfilePtr& profile = workspace_.allocation().profile();
    const bool model = workspace_.model().model() != nullptr;
    const bool form = model && (!profile || formWanted_);
    states_->setCurrentWidget(form ? measuring_ : profile ? ready_ : waiting_);
    again_->setVisible(model);
    back_->setVisible(profile != nullptr);
    refreshStart();
    if (!profile)
        return;
    title_->setText(profile->name);
    subtitle_->setText(profile->path);
    facts_->setFacts(factsOf(*profile));
}

void ProfilePage::refreshStart() {
    const bool busy = workspace_.work().running();
    form_->setStartable(!busy && workspace_.model().model(),
                        busy ? tr("Another job is running; one runs at a time") : QString());
}

void ProfilePage::measure() {
    Job<QString> job;
    job.work = [model = workspace_.model().model(), request = form_->request(),
                path = form_->file()](const RunContext& context) {
        const std::filesystem::path file = filePath(path);
        makeParentFolder(file);
        pipeline::makeProfile(*model->checkpoint, request, file, context);
        return path;
    };
    job.succeeded = [this](const QString& path) { emit profileMeasured(path); };
    workspace_.work().start(Work::Kind::Profile, std::move(job));
}

} // namespace fracbit::app
