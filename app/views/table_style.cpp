#include "views/table_style.h"

#include "views/typography.h"

#include <QHeaderView>
#include <QTableView>

namespace fracbit::app {

void styleTable(QTableView& table) {
    table.verticalHeader()->hide();
    table.setShowGrid(false);
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setTabKeyNavigation(false);
    table.setFont(tabularFont(textFont(TextStyle::Caption)));
    table.verticalHeader()->setDefaultSectionSize(table.fontMetrics().height() + 8);
    table.horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table.horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    table.horizontalHeader()->setHighlightSections(false);
}

} // namespace fracbit::app
