#include "views/start_view.h"

#include "views/icon_label.h"
#include "views/svg_icon.h"
#include "views/typography.h"

#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace fracbit::app {

namespace {

constexpr int kColumnWidth = 560;
constexpr int kDropHeight = 290;
constexpr int kRecentHeight = 32;

// Where packaging/sample-model puts it.
QString sampleModel() {
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation))
        .filePath(QStringLiteral("fracbit-studio/SmolLM2-135M-Instruct.Q4_1.gguf"));
}

QString withTilde(const QString& path) {
    const QString home = QDir::homePath();
    return path.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + path.mid(home.size())
                                                    : path;
}

} // namespace

StartView::StartView(QWidget* parent) : QWidget(parent) {
    auto* rows = new QVBoxLayout(this);
    rows->setSpacing(24);
    rows->addStretch(2);
    rows->addWidget(makeDropArea(), 0, Qt::AlignHCenter);
    rows->addWidget(makeRecent(), 0, Qt::AlignHCenter);
    rows->addStretch(3);
    setRecent({});
}

QWidget* StartView::makeDropArea() {
    dropArea_ = new QWidget;
    dropArea_->setFixedSize(kColumnWidth, kDropHeight);
    auto* rows = new QVBoxLayout(dropArea_);
    rows->setContentsMargins(32, 28, 32, 28);
    rows->setSpacing(8);
    auto* title = makeLabel(TextStyle::Heading, tr("Drop a model here"));
    auto* text = makeLabel(TextStyle::Body,
                           tr("A Hugging Face folder (config.json and safetensors) or a GGUF "
                              "file; nothing is changed in it. Profiles and projects, too."));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignHCenter);
    setMuted(text, true);
    auto* file = new QPushButton(tr("Open file…"));
    auto* folder = new QPushButton(tr("Open folder…"));
    file->setProperty("primary", true);
    connect(file, &QPushButton::clicked, this, &StartView::openFileRequested);
    connect(folder, &QPushButton::clicked, this, &StartView::openFolderRequested);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    buttons->addWidget(file);
    buttons->addWidget(folder);
    buttons->addStretch();
    rows->addStretch();
    rows->addWidget(new IconLabel(svgIcon(QStringLiteral("drop")), 40), 0, Qt::AlignHCenter);
    rows->addWidget(title, 0, Qt::AlignHCenter);
    rows->addWidget(text);
    rows->addSpacing(8);
    rows->addLayout(buttons);
    rows->addLayout(makeOthers());
    rows->addStretch();
    return dropArea_;
}

// What is opened less often; the sample model only if it has been fetched.
QLayout* StartView::makeOthers() {
    auto* columns = new QHBoxLayout;
    columns->setSpacing(4);
    columns->addStretch();
    const auto add = [columns](const QString& text) {
        auto* button = new QPushButton(text);
        button->setProperty("quiet", true);
        columns->addWidget(button);
        return button;
    };
    connect(add(tr("Open project…")), &QPushButton::clicked, this,
            &StartView::openProjectRequested);
    connect(add(tr("Open profile…")), &QPushButton::clicked, this,
            &StartView::openProfileRequested);
    const QString sample = sampleModel();
    if (QFileInfo::exists(sample))
        connect(add(tr("Open the sample model")), &QPushButton::clicked, this,
                [this, sample] { emit openRequested(sample); });
    columns->addStretch();
    return columns;
}

QWidget* StartView::makeRecent() {
    auto* area = new QWidget;
    area->setFixedWidth(kColumnWidth);
    auto* rows = new QVBoxLayout(area);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    recentTitle_ = makeLabel(TextStyle::Caption, tr("Recent"));
    recentTitle_->setContentsMargins(8, 0, 0, 0);
    recent_ = new QListWidget;
    recent_->setObjectName(QStringLiteral("recent"));
    recent_->setAccessibleName(tr("Recently opened"));
    recent_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    recent_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    recent_->setTextElideMode(Qt::ElideMiddle);
    connect(recent_, &QListWidget::itemActivated, this, [this](const QListWidgetItem* item) {
        emit openRequested(item->data(Qt::UserRole).toString());
    });
    connect(recent_, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) {
        emit openRequested(item->data(Qt::UserRole).toString());
    });
    rows->addWidget(recentTitle_);
    rows->addWidget(recent_);
    return area;
}

void StartView::setRecent(const QStringList& paths) {
    recent_->clear();
    for (const QString& path : paths) {
        const QFileInfo info(path);
        auto* item = new QListWidgetItem(
            svgIcon(info.isDir() ? QStringLiteral("folder") : QStringLiteral("file")),
            tr("%1  —  %2", "file name, folder").arg(info.fileName(), withTilde(info.path())),
            recent_);
        item->setData(Qt::UserRole, path);
        item->setToolTip(path);
        item->setSizeHint(QSize(0, kRecentHeight));
    }
    recent_->setFixedHeight(kRecentHeight * int(paths.size()) + 2);
    recentTitle_->setVisible(!paths.isEmpty());
    recent_->setVisible(!paths.isEmpty());
}

void StartView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(blend(palette().color(QPalette::WindowText), palette().color(QPalette::Window), 0.3),
             1.5, Qt::CustomDashLine, Qt::RoundCap);
    pen.setDashPattern({4, 4});
    painter.setPen(pen);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(dropArea_->geometry()).adjusted(1, 1, -1, -1), 12, 12);
}

} // namespace fracbit::app
