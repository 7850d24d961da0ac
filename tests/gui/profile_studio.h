// A studio with a profile open, in a folder of its own.
#pragma once

#include "gui/open_studio.h"
#include "gui/profile_file.h"
#include "pages/allocate_page.h"
#include "session/opened_profile.h"

#include <QFile>
#include <QLineEdit>
#include <QTemporaryDir>

namespace fracbit::tests {

class ProfileStudio {
public:
    explicit ProfileStudio(const profiling::Profile& profile) {
        profiling::writeProfile(path("p.json").toStdString(), profile);
        window().open(path("p.json"));
        settle();
    }

    QString path(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }
    QByteArray contents(const char* name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    app::MainWindow& window() { return studio_.window(); }
    app::AllocatePage& page() { return window().allocatePage(); }
    app::AllocationSession& session() { return studio_.workspace().allocation(); }
    const app::Allocation& allocation() { return *session().allocation(); }
    const allocation::Solution& solution() { return allocation().result.solution; }
    QPushButton* button(const QString& text) { return studio_.button(text); }
    void settle() { QTRY_VERIFY(studio_.idle()); }

private:
    QTemporaryDir folder_;
    OpenStudio studio_{folder_.path().toStdString()};
};

// What tests of the Allocate page ask of the studio that they have open.
class WithProfileStudio {
protected:
    std::unique_ptr<ProfileStudio> studio_;

    app::MainWindow& window() { return studio_->window(); }
    app::AllocatePage& page() { return studio_->page(); }
    app::AllocationSession& session() { return studio_->session(); }
    app::HeatmapView& heatmap() { return page().heatmap(); }
    void settle() { studio_->settle(); }
    const std::vector<int>& schemes() { return studio_->solution().schemes; }
};

// Null when there is none of that name.
template <class Widget>
Widget* named(QWidget& parent, const QString& accessibleName) {
    for (Widget* widget : parent.findChildren<Widget*>())
        if (widget->accessibleName() == accessibleName)
            return widget;
    return nullptr;
}

} // namespace fracbit::tests
