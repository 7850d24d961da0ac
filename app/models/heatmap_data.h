// The picture of an allocation as data: cells on a grid of rows and blocks, ready to be drawn.
// Pure functions of immutable values.
#pragma once

#include "models/heatmap_rows.h"
#include "session/decision.h"
#include "session/opened_profile.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace fracbit::app {

// What the colour of a cell means.
enum class CellValue {
    Bits,        // bits per weight, table included
    Sensitivity, // loss for a relative error of 1
    LossShare,   // part of the predicted loss, percent
    Bytes,       // of the layer
    Family,      // of the scheme: an index into HeatmapData::categories
    Latency,     // of the layer's kernel call, microseconds; a part of it when fused
    Difference,  // bits minus those of the reference allocation
};

enum class CellShape { Square, Rounded, Circle }; // trellis; vector; scalar

// Of a folded row, a cell is all its layers: bits and sensitivity are their mean, bytes, time and
// share of the loss their sum, the family the commonest.
struct HeatmapCell {
    int layer = -1;          // index in the problem, of the first; -1: there is no such layer
    std::vector<int> others; // of a folded row: the further ones
    double value = 0;
    CellShape shape = CellShape::Square;
    QString scheme;
    bool pinned = false;
    int call = -1;            // layers of one fused call share it
    bool joinsBelow = false;  // the layer in the row below is in the same call
    bool joinsAcross = false; // a layer of the call lies further below, past another one
};

// All layers of a cell.
std::vector<int> layersOf(const HeatmapCell& cell);

struct HeatmapData {
    std::vector<HeatmapRow> roles; // the rows
    int blocks = 0;
    std::vector<HeatmapCell> cells; // rows x blocks, row-major
    CellValue meaning = CellValue::Bits;
    double minimum = 0; // of the colour scale
    double maximum = 1;
    bool logarithmic = false;
    QStringList categories; // names of the values 0, 1, ...; empty: values are numbers

    int rows() const { return static_cast<int>(roles.size()); }
    const HeatmapCell& cell(int row, int block) const {
        return cells[static_cast<std::size_t>(row * blocks + block)];
    }
};

// `reference` is needed for CellValue::Difference only.
HeatmapData heatmapData(const OpenedProfile& profile, const Allocation& allocation,
                        CellValue meaning, const Allocation* reference, const RowChoice& rows = {});

// What a layer costs in an allocation.
struct LayerCost {
    double loss = 0; // sensitivity * distortion
    std::int64_t bytes = 0;
    double bits = 0; // per weight
};
LayerCost layerCost(const allocation::Problem& problem, int layer, int scheme);
// Of the layer's kernel call; its part, where the call is shared. 0 when no time is known.
double layerMicroseconds(const Allocation& allocation, int layer);

} // namespace fracbit::app
