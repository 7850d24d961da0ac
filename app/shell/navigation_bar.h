// The slim bar at the left with the four pages.
#pragma once

#include <QList>
#include <QWidget>

class QButtonGroup;
class QToolButton;

namespace fracbit::app {

enum class PageId { Model, Profile, Allocate, Export };
inline constexpr PageId kPages[] = {PageId::Model, PageId::Profile, PageId::Allocate,
                                    PageId::Export};

QString pageKey(PageId page);   // "model", ...: file and icon names
QString pageTitle(PageId page); // translated

class NavigationBar final : public QWidget {
    Q_OBJECT

public:
    explicit NavigationBar(QWidget* parent = nullptr);

    void setCurrent(PageId page);

signals:
    void pageRequested(PageId page);

protected:
    void keyPressEvent(QKeyEvent* event) override; // up and down

private:
    QButtonGroup* buttons_;
};

} // namespace fracbit::app
