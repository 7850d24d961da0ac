// Filter field, tree of tensors and details of the selection.
#pragma once

#include <QWidget>

#include <memory>

class QLabel;
class QLineEdit;
class QSplitter;
class QTreeView;

namespace fracbit::app {

struct OpenedModel;
using OpenedModelPtr = std::shared_ptr<const OpenedModel>;
class TensorDetails;
class TensorFilter;
class TensorTree;

class TensorBrowser final : public QWidget {
    Q_OBJECT

public:
    explicit TensorBrowser(QWidget* parent = nullptr);

    void setModel(const OpenedModelPtr& model);
    QByteArray splitterState() const;
    void restoreSplitter(const QByteArray& state);

public slots:
    void focusFilter();
    // The selected rows, tab-separated with a header line, as a spreadsheet takes them.
    void copySelection();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeFilterRow();
    QWidget* makeTree();
    int widthOf(int column, int letters) const; // with so many average letters
    void layOutColumns();
    void fitColumns();
    void applyFilter(const QString& text);
    void showSelection();
    void updateCount();
    QString selectionText() const;

    OpenedModelPtr model_;
    TensorTree* tree_ = nullptr;
    TensorFilter* filter_;
    QLineEdit* filterField_ = nullptr;
    QLabel* count_ = nullptr;
    QTreeView* view_ = nullptr;
    TensorDetails* details_;
    QSplitter* splitter_;
};

} // namespace fracbit::app
