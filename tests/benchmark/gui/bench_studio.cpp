// How quickly the window follows the hand: from a movement of the memory slider to the picture of
// the best allocation found meanwhile, all of it painted, at several sizes; and from nothing to the
// first window. Medians over the whole range of the slider.
//   QT_QPA_PLATFORM=offscreen studio_benchmark [PROFILE ...]
// Without profiles: the 8B model's of the reference tables, and made ones of 32 and 80 blocks.
#include "gui/profile_file.h"
#include "gui/reference_profile.h"
#include "pages/allocate_page.h"
#include "session/allocation_session.h"
#include "session/opened_profile.h"
#include "shell/main_window.h"
#include "shell/studio.h"
#include "views/budget_control.h"
#include "views/heatmap_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QSettings>
#include <QSlider>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace fracbit;
using namespace fracbit::app;

namespace {

double milliseconds(const QElapsedTimer& clock) {
    return double(clock.nsecsElapsed()) / 1e6;
}

void settle(Studio& studio) {
    while (studio.workspace().busy())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    QCoreApplication::processEvents();
}

std::vector<double> dragThroughTheRange(Studio& studio) {
    QSlider& slider = *studio.window().allocatePage().memory().findChild<QSlider*>();
    AllocationSession& session = studio.workspace().allocation();
    std::vector<double> times;
    constexpr int kStep = 20;
    for (int value = slider.minimum(); value <= slider.maximum(); value += kStep) {
        QElapsedTimer clock;
        clock.start();
        slider.setValue(value);
        while (!session.allocation() ||
               session.allocation()->decision.budgets != session.decision().budgets)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCoreApplication::processEvents();
        studio.window().allocatePage().heatmap().repaint();
        times.push_back(milliseconds(clock));
    }
    std::sort(times.begin(), times.end());
    return times;
}

void measure(const QString& profile, QSettings& store) {
    QElapsedTimer clock;
    clock.start();
    Studio studio(store);
    studio.window().resize(1440, 900);
    studio.window().show();
    QCoreApplication::processEvents();
    const double window = milliseconds(clock);
    studio.window().open(profile);
    settle(studio);
    const double opened = milliseconds(clock) - window;
    const std::vector<double> times = dragThroughTheRange(studio);
    std::printf("%-28s %7d %9zu %12.0f %12.0f %12.1f %12.1f %12.1f\n",
                qPrintable(QFileInfo(profile).fileName()),
                studio.workspace().allocation().profile()->blocks,
                studio.workspace().allocation().profile()->problem->layers.size(), window, opened,
                times[times.size() / 2], times[times.size() * 95 / 100], times.back());
}

QStringList profiles(const QTemporaryDir& folder, int argc, char** argv) {
    QStringList paths;
    for (int i = 1; i < argc; ++i)
        paths << QString::fromLocal8Bit(argv[i]);
    if (!paths.isEmpty())
        return paths;
    paths << folder.filePath(QStringLiteral("llama31_8b.json"));
    tests::writeReferenceProfile(paths.back());
    for (int blocks : {32, 80})
        paths << tests::writeSmallProfile(
            folder.filePath(QStringLiteral("made_%1.json").arg(blocks)), blocks);
    return paths;
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    QSettings store(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    std::printf("%-28s %7s %9s %12s %12s %12s %12s %12s\n", "profile, ms:", "blocks", "layers",
                "first window", "opened", "slider p50", "p95", "worst");
    for (const QString& profile : profiles(folder, argc, argv))
        measure(profile, store);
    return 0;
}
