#include "pages/measure_dialog.h"

#include "base/random.h"
#include "models/format.h"
#include "session/file_names.h"
#include "session/opened_model.h"
#include "session/opened_profile.h"
#include "session/workspace.h"
#include "views/field_row.h"
#include "views/typography.h"
#include "views/work_view.h"

#include <QComboBox>
#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

constexpr int kWidth = 520;

// A plan has a folder of its own, so that measuring it again goes quicker and others are kept;
// whatever profile it was solved on.
std::filesystem::path folderFor(pipeline::QuantizationPlan plan, const QString& model) {
    plan.profile.clear();
    const std::uint64_t hash = hashName(pipeline::planText(plan)) ^ hashName(model.toStdString());
    const QString name = QString::number(hash, 16);
    return QDir(QStandardPaths::writableLocation(QStandardPaths::CacheLocation))
        .filePath(QStringLiteral("measured/") + name)
        .toStdString();
}

QSpinBox* makeNumber(int least, int most, int value, const QString& name) {
    auto* number = new QSpinBox;
    number->setRange(least, most);
    number->setValue(value);
    number->setAccessibleName(name);
    number->setFixedWidth(100);
    return number;
}

} // namespace

MeasureDialog::MeasureDialog(Workspace& workspace, QWidget* parent)
    : QDialog(parent), workspace_(workspace), name_(new QLineEdit), source_(new QComboBox),
      text_(new QLineEdit), windows_(makeNumber(1, 100000, 8, tr("Windows"))),
      context_(makeNumber(2, 131072, 256, tr("Tokens in each"))),
      start_(new QPushButton(tr("Measure"))) {
    setWindowTitle(tr("Measure this allocation"));
    setAttribute(Qt::WA_DeleteOnClose);
    setFixedWidth(kWidth);
    auto* what = makeLabel(TextStyle::Body,
                           tr("Quantizes the model aside and reads a text with it and with the "
                              "original. The measured divergence appears on the fronts."));
    what->setWordWrap(true);
    setMuted(what, true);
    name_->setText(tr("%1 bits").arg(bitsText(
        bitsPerWeight(std::uint64_t(workspace.allocation().allocation()->result.solution.memory),
                      workspace.allocation().profile()->weights))));
    source_->addItem(tr("What the original itself writes"), false);
    source_->addItem(tr("A text of mine"), true);
    start_->setProperty("primary", true);
    auto* sample = new QHBoxLayout;
    sample->setSpacing(8);
    sample->addWidget(windows_);
    sample->addWidget(makeLabel(TextStyle::Body, tr("windows of")));
    sample->addWidget(context_);
    sample->addWidget(makeLabel(TextStyle::Body, tr("tokens")));
    sample->addStretch();
    textRow_ = makeText();
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(14);
    form->setVerticalSpacing(10);
    form->addRow(tr("Name"), name_);
    form->addRow(tr("Text"), source_);
    form->addRow(QString(), textRow_);
    form->addRow(tr("Sample"), sample);
    auto* close = new QPushButton(tr("Close"));
    auto* actions = new QHBoxLayout;
    actions->addStretch();
    actions->addWidget(close);
    actions->addWidget(start_);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 18, 20, 18);
    rows->setSpacing(14);
    rows->addWidget(what);
    rows->addLayout(form);
    rows->addWidget(new WorkView(workspace_.work(), Work::Kind::Measure));
    rows->addLayout(actions);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    connect(start_, &QPushButton::clicked, this, &MeasureDialog::start);
    connect(source_, &QComboBox::currentIndexChanged, this, &MeasureDialog::refresh);
    connect(&workspace_.work(), &Work::changed, this, &MeasureDialog::refresh);
    refresh();
}

QWidget* MeasureDialog::makeText() {
    text_->setAccessibleName(tr("Text file"));
    return makeOpenFileRow(text_, {tr("Choose…"), tr("A text to measure on")},
                           [this](const QString& path) { text_->setText(path); });
}

void MeasureDialog::refresh() {
    textRow_->setVisible(source_->currentData().toBool());
    start_->setEnabled(!workspace_.work().running());
}

void MeasureDialog::setSample(int windows, int context) {
    windows_->setValue(windows);
    context_->setValue(context);
}

MeasureRequest MeasureDialog::request() const {
    const AllocationSession& session = workspace_.allocation();
    const OpenedModel& model = *workspace_.model().model();
    const AllocationPtr& allocation = session.allocation();
    MeasureRequest request;
    request.quantize.model = model.checkpoint;
    request.quantize.plan = planOf(*session.profile(), *allocation);
    request.quantize.folder = folderFor(request.quantize.plan, model.path);
    request.quantize.options.overwrite = true; // the folder is ours
    if (source_->currentData().toBool())
        request.text.file = filePath(text_->text().trimmed());
    request.text.windows = windows_->value();
    request.text.context = context_->value();
    request.name = name_->text();
    request.solution = allocation->result.solution;
    return request;
}

void MeasureDialog::start() {
    Job<MeasurementPtr> job;
    job.work = [request = request()](const RunContext& context) {
        return measure(request, context);
    };
    job.succeeded = [&session = workspace_.allocation(),
                     profile = workspace_.allocation().profile()](const MeasurementPtr& result) {
        if (session.profile() == profile)
            session.addMeasurement(result);
    };
    workspace_.work().start(Work::Kind::Measure, std::move(job));
}

} // namespace fracbit::app
