#include "shell/command_line.h"

#include "session/file_names.h"

#include <QCommandLineParser>
#include <QDir>
#include <QRegularExpression>

namespace fracbit::app {

namespace {

constexpr int kWrongUsage = 2;
constexpr int kMaximumPixels = 16384; // a side of a picture

const QString kRenderOption = QStringLiteral("render");
const QString kSizeOption = QStringLiteral("size");
const QString kScaleOption = QStringLiteral("scale");
const QString kThemeOption = QStringLiteral("theme");

void describe(QCommandLineParser& parser) {
    parser.setApplicationDescription(
        QStringLiteral("Fits a large language model into a memory and latency budget."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("FILE"),
        QStringLiteral("A Hugging Face folder, a GGUF file, a profile or a project to open."),
        QStringLiteral("[FILE]"));
    parser.addOptions({
        {kRenderOption,
         QStringLiteral("Draw every page to a PNG in DIR, without a display, and exit."),
         QStringLiteral("DIR")},
        {kSizeOption, QStringLiteral("Size of the window for --render."), QStringLiteral("WxH"),
         QStringLiteral("1440x900")},
        {kScaleOption, QStringLiteral("Pixels per unit of size for --render (1 to 4)."),
         QStringLiteral("FACTOR"), QStringLiteral("1")},
        {kThemeOption, QStringLiteral("system, light or dark, for this run."),
         QStringLiteral("THEME")},
    });
}

ParsedCommandLine wrongUsage(const QString& message) {
    return {{}, kWrongUsage, message};
}

std::optional<QSize> parseSize(const QString& text) {
    static const QRegularExpression pattern(QStringLiteral("^([0-9]{1,5})x([0-9]{1,5})$"));
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    return QSize(match.captured(1).toInt(), match.captured(2).toInt());
}

// An error message, or empty.
QString readRender(const QCommandLineParser& parser, CommandLine& options) {
    for (const QString& option : {kSizeOption, kScaleOption})
        if (parser.isSet(option) && !parser.isSet(kRenderOption))
            return QStringLiteral("--%1 goes with --render").arg(option);
    if (!parser.isSet(kRenderOption))
        return {};
    RenderOptions render;
    render.folder = parser.value(kRenderOption);
    const std::optional<QSize> size = parseSize(parser.value(kSizeOption));
    render.scale = parser.value(kScaleOption).toDouble();
    if (!(render.scale >= 1.0 && render.scale <= 4.0))
        return QStringLiteral("--scale takes a number from 1 to 4");
    const double limit = kMaximumPixels / render.scale;
    if (!size || size->isEmpty() || size->width() > limit || size->height() > limit)
        return QStringLiteral("--size takes WIDTHxHEIGHT, for example 1440x900");
    render.size = *size;
    options.render = render;
    return {};
}

QString readTheme(const QCommandLineParser& parser, CommandLine& options) {
    if (!parser.isSet(kThemeOption))
        return {};
    const Theme theme = themeFromKey(parser.value(kThemeOption));
    if (themeKey(theme) != parser.value(kThemeOption))
        return QStringLiteral("--theme is one of system, light, dark");
    options.theme = theme;
    return {};
}

} // namespace

ParsedCommandLine parseCommandLine(const QStringList& arguments) {
    QCommandLineParser parser;
    describe(parser);
    if (!parser.parse(arguments))
        return wrongUsage(parser.errorText());
    if (parser.isSet(QStringLiteral("help")))
        return {{}, 0, parser.helpText()};
    if (parser.isSet(QStringLiteral("version")))
        return {{},
                0,
                QStringLiteral("fracbit-studio %1\n").arg(QCoreApplication::applicationVersion())};
    if (parser.positionalArguments().size() > 1)
        return wrongUsage(QStringLiteral("only one FILE can be opened at a time"));
    CommandLine options;
    if (!parser.positionalArguments().isEmpty())
        options.file = QDir::cleanPath(fileText(
            std::filesystem::absolute(filePath(parser.positionalArguments().constFirst()))));
    for (const QString& error : {readRender(parser, options), readTheme(parser, options)})
        if (!error.isEmpty())
            return wrongUsage(error);
    return {options, 0, {}};
}

} // namespace fracbit::app
