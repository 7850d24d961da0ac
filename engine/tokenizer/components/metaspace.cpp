#include "tokenizer/components/metaspace.h"

#include "tokenizer/components/unicode.h"

namespace fracbit::tokenizer {

namespace {

MetaspacePrefix parsePrefix(const JsonObject& fields) {
    const std::string scheme = fields.stringOr("prepend_scheme", "always");
    if (scheme != "first" && scheme != "always" && scheme != "never")
        fields.fail("prepend_scheme", "is none of first, always and never");
    if (!fields.booleanOr("add_prefix_space", true)) {
        if (fields.has("prepend_scheme") && scheme != "never")
            fields.fail("add_prefix_space", "contradicts prepend_scheme");
        return MetaspacePrefix::Never;
    }
    if (scheme == "first")
        return MetaspacePrefix::First;
    return scheme == "always" ? MetaspacePrefix::Always : MetaspacePrefix::Never;
}

} // namespace

Metaspace parseMetaspace(const Component& component) {
    const JsonObject& fields = component.fields();
    return {toUtf8(component.character("replacement")), parsePrefix(fields),
            fields.booleanOr("split", true)};
}

} // namespace fracbit::tokenizer
