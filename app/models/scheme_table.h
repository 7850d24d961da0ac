// The schemes that a layer can have, what each costs it, and which it has.
#pragma once

#include "session/decision.h"
#include "session/opened_profile.h"

#include <QAbstractTableModel>

namespace fracbit::app {

class SchemeTable final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Scheme, Bits, Loss, Gap, ColumnCount };

    explicit SchemeTable(QObject* parent = nullptr);

    // Layer -1, or a null profile: an empty table. `allocation` may be null.
    void show(const OpenedProfilePtr& profile, const AllocationPtr& allocation, int layer);
    int schemeAt(int row) const;
    int rowOf(int scheme) const; // -1: the layer cannot have it
    int chosen() const { return chosen_; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(int scheme, const allocation::SchemeOption& option, int column) const;
    bool losesKernels(int scheme) const;
    bool banned(int scheme) const;              // the layer cannot get it
    const allocation::Problem& problem() const; // of the allocation, if there is one

    OpenedProfilePtr profile_;
    AllocationPtr allocation_;
    int layer_ = -1;
    int chosen_ = -1;       // scheme
    std::vector<int> rows_; // positions in the kind's options, by rising bits
};

// Decibels above the Gaussian distortion-rate bound 2^(-2 bits) (spec 1, section 1).
double gapInDecibels(double distortion, double bits);

} // namespace fracbit::app
