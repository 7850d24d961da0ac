// Families of trellis codes.
#pragma once

#include "quantizer/scheme_family.h"

namespace fracbit::quantizer {

SchemeFamily tcqFamily();     // bitshift trellis with a table (QTIP "hybrid"), as the paper has it
SchemeFamily halfTcqFamily(); // at two neighbouring rates, each for a part of the input columns
SchemeFamily ctcqFamily();    // bitshift trellis with a computed code
SchemeFamily ctcq14Family();  // 14 bits of state instead of 16: encodes four times as fast
SchemeFamily pctcqFamily();   // as ctcq, its values changed by a polynomial tuned at each rate

} // namespace fracbit::quantizer
