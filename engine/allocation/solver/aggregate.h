// The relaxation of many layers with one resource in a few microseconds, whatever their number.
// Private to the module.
//
// Layers that share their rows differ only in the scale of their loss, so that at any price those
// on one step of the hull are a range of the layers in the order of that scale; the steps of fusion
// groups along their own hulls are put in the order of their slopes. Prefix sums turn a pricing
// into a few binary searches. Sums are rounded differently from the exact pricing: this
// finds the prices, not the bound.
#pragma once

#ifndef FRACBIT_INSIDE_ALLOCATION
#error "private to engine/allocation"
#endif

#include "allocation/solver/pricer.h"

#include <vector>

namespace fracbit::allocation {

class Aggregate {
public:
    // True when the form has one resource.
    static bool applies(const Compiled& form) { return form.mode != Mode::Both; }
    explicit Aggregate(const Compiled& form);

    Priced price(const Compiled& form, const Multipliers& multipliers) const;

private:
    void addClasses(const Compiled& form);
    void addGroups(const Compiled& form);
    Cost layersCost(const Compiled& form, double price) const;

    struct Class {
        std::uint32_t rows = 0; // index of the row set
        Range scales;           // into scales_; sorted
    };
    std::vector<Class> classes_;
    std::vector<double> scales_;
    std::vector<double> sums_; // of the scales before each; one more entry per class
    // Of the units with partitions: the slopes of all steps along their hulls, rising, and what
    // the units cost together before each and after the last.
    std::vector<double> slopes_;
    std::vector<Cost> costs_;
};

} // namespace fracbit::allocation
