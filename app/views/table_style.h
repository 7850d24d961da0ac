// How tables of numbers look everywhere in the window.
#pragma once

class QTableView;

namespace fracbit::app {

// Whole rows, no grid, tabular digits, columns that share the width; the first as wide as its text.
void styleTable(QTableView& table);

} // namespace fracbit::app
