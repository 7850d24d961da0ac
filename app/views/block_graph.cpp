#include "views/block_graph.h"

#include "models/format.h"
#include "models/heatmap_data.h"
#include "views/typography.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <map>

namespace fracbit::app {

namespace {

constexpr double kMatrixHeight = 34;
constexpr double kStepHeight = 18; // of a step that is not a matrix
constexpr double kArrow = 9;
constexpr double kGap = 8;

double heightOf(bool matrix) {
    return matrix ? kMatrixHeight : kStepHeight;
}

} // namespace

BlockGraph::BlockGraph(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("The kernel calls of the block"));
}

void BlockGraph::setColors(Palette palette) {
    palette_ = palette;
    update();
}

void BlockGraph::show(const OpenedProfilePtr& profile, const AllocationPtr& allocation, int layer) {
    profile_ = profile;
    allocation_ = allocation;
    layer_ = profile && allocation ? layer : -1;
    rebuild();
    setFixedHeight(sizeHint().height());
    update();
}

// Roles that the block does not have are left out; layers of one call become one box.
BlockGraph::Stage BlockGraph::stageOf(const std::vector<std::string>& roles) const {
    const allocation::Problem& problem = *profile_->problem;
    const allocation::Solution& solution = allocation_->result.solution;
    const int block = problem.layers[std::size_t(layer_)].block;
    Stage stage;
    std::map<int, std::size_t> boxOfCall;
    for (const std::string& role : roles)
        for (std::size_t i = 0; i < problem.layers.size(); ++i) {
            const allocation::Layer& layer = problem.layers[i];
            if (layer.block != block || layer.role != role)
                continue;
            const auto [found, fresh] = boxOfCall.emplace(solution.calls[i], stage.size());
            if (fresh)
                stage.push_back(
                    {QString::fromStdString(role),
                     QString::fromStdString(problem.schemes[std::size_t(solution.schemes[i])].name),
                     {},
                     layerCost(problem, int(i), solution.schemes[i]).bits});
            else
                stage[found->second].text += QStringLiteral(" ") + QString::fromStdString(role);
            stage[found->second].layers.push_back(int(i));
        }
    return stage;
}

void BlockGraph::rebuild() {
    stages_.clear();
    if (layer_ < 0)
        return;
    const auto step = [this](const QString& text) { stages_.push_back({Box{text, {}, {}, 0}}); };
    const auto matrices = [this, &step](const std::vector<std::string>& roles) {
        Stage stage = stageOf(roles);
        if (stage.empty())
            return;
        step(tr("rotation"));
        stages_.push_back(std::move(stage));
    };
    matrices({"q", "k", "v"});
    step(tr("attention"));
    matrices({"o"});
    matrices({"gate", "up"});
    step(tr("activation"));
    matrices({"down"});
}

QSize BlockGraph::sizeHint() const {
    double height = 0;
    for (const Stage& stage : stages_)
        height += heightOf(!stage.front().layers.empty()) + kArrow;
    return {280, int(std::max(0.0, height - kArrow)) + 2};
}

void BlockGraph::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    double y = 1;
    for (const Stage& stage : stages_) {
        const double height = heightOf(!stage.front().layers.empty());
        if (y > 1) {
            painter.setPen(QPen(mutedText(palette()), 1.2));
            painter.drawLine(QPointF(width() / 2.0, y - kArrow + 1), QPointF(width() / 2.0, y - 1));
        }
        paintStage(painter, stage, QRectF(0, y, width(), height));
        y += height + kArrow;
    }
}

void BlockGraph::paintStage(QPainter& painter, const Stage& stage, const QRectF& row) const {
    double layers = 0;
    for (const Box& box : stage)
        layers += double(std::max<std::size_t>(1, box.layers.size()));
    const double unit = (row.width() - kGap * double(stage.size() - 1)) / layers;
    double x = row.left();
    for (const Box& box : stage) {
        const double width = unit * double(std::max<std::size_t>(1, box.layers.size()));
        paintBox(painter, box, QRectF(x, row.top(), width, row.height()));
        x += width + kGap;
    }
}

void BlockGraph::paintBox(QPainter& painter, const Box& box, const QRectF& rect) const {
    painter.setFont(textFont(TextStyle::Caption));
    if (box.layers.empty()) {
        painter.setPen(mutedText(palette()));
        painter.drawText(rect, Qt::AlignCenter, box.text);
        return;
    }
    const auto& schemes = profile_->problem->schemes;
    const auto [least, most] =
        std::minmax_element(schemes.begin(), schemes.end(),
                            [](const auto& a, const auto& b) { return a.bits < b.bits; });
    const QColor color = ColorScale(palette_, least->bits, most->bits).color(box.bits);
    const bool current =
        std::find(box.layers.begin(), box.layers.end(), layer_) != box.layers.end();
    painter.setPen(current ? QPen(palette().color(QPalette::WindowText), 2) : QPen(Qt::NoPen));
    painter.setBrush(color);
    painter.drawRoundedRect(rect.adjusted(1, 0, -1, 0), 5, 5);
    painter.setPen(textOn(color));
    const QFontMetricsF metrics(painter.font());
    const QString text = QStringLiteral("%1  %2").arg(box.text, box.detail);
    const bool fits = metrics.horizontalAdvance(text) < rect.width() - 8;
    painter.drawText(rect, Qt::AlignCenter,
                     fits ? text : QStringLiteral("%1\n%2").arg(box.text, box.detail));
}

} // namespace fracbit::app
